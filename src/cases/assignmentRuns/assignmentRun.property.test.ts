import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BLOCKED, costOf, type Instance, isOptimal, solve } from '../assignments/solver.ts';
import { instanceOf, type Pair, type Problem, plan } from './assignmentRun.ts';

interface Size {
  readonly submissions: number;
  readonly experts: number;
  readonly seats: number;
}
/** A library and the cases of a round, with interests, employers, caps and loads, and one expert who leaves. */
const departures = (most: Size): fc.Arbitrary<{ problem: Problem; gone: string }> =>
  fc
    .tuple(fc.integer({ min: 2, max: most.submissions }), fc.integer({ min: 2, max: most.experts }))
    .chain(([submissions, experts]) =>
      fc.record({
        seats: fc.array(fc.integer({ min: 1, max: most.seats }), { minLength: submissions, maxLength: submissions }),
        experts: fc.array(
          fc.record({
            fields: fc.subarray(['人工智能', '新材料', '生物']),
            employer: fc.nat(experts),
            room: fc.nat(submissions),
            load: fc.nat(3),
          }),
          { minLength: experts, maxLength: experts },
        ),
        interests: fc.array(fc.tuple(fc.nat(submissions - 1), fc.nat(experts - 1)), { maxLength: submissions * 2 }),
        gone: fc.nat(experts - 1),
      }),
    )
    .map(({ seats, experts, interests, gone }) => ({
      gone: `e${gone}`,
      problem: {
        submissions: seats.map((count, at) => ({ id: `s${at}`, seats: count, matter: at % 2 ? '人工智能' : '新材料' })),
        experts: experts.map((one, at) => ({ ...one, id: `e${at}`, isAway: false })),
        interests: interests.map(([submission, expert]) => ({ caseId: `s${submission}`, expertId: `e${expert}` })),
        pins: [],
        forbids: [],
        kept: [],
      },
    }));
/** Planned, and planned again when one is away. */
function replanned({ problem, gone }: { problem: Problem; gone: string }) {
  const before = plan(problem).seats;
  const after: Problem = {
    ...problem,
    experts: problem.experts.map((one) => ({ ...one, isAway: one.id === gone })),
    kept: before,
  };
  return { before, after, instance: instanceOf(after) };
}

/** How many first, second, … seats are filled: a shortage is spread over all. */
const turnsOf = (instance: Instance, seated: readonly (readonly number[])[]) =>
  Array.from(
    { length: Math.max(...instance.seats) },
    (_, turn) => seated.filter((panel) => panel.length > turn).length,
  );

/** Every way to fill the seats: of those that fill the most in turns, the least cost. */
function tryEverything(instance: Instance): { turns: number[]; cost: number } {
  const { seats, experts, employer, room, cost } = instance;
  let best: { turns: number[]; cost: number } | null = null;
  const taken = Array.from({ length: experts }, () => 0);
  const seated: number[][] = [];
  const isBetter = (turns: number[], own: number) => {
    if (!best) return true;
    const at = turns.findIndex((count, turn) => count !== best?.turns[turn]);
    return at < 0 ? own < best.cost : (turns[at] ?? 0) > (best.turns[at] ?? 0);
  };
  const next = (submission: number): void => {
    if (submission === seats.length) {
      const [turns, own] = [turnsOf(instance, seated), costOf(instance, seated)];
      if (isBetter(turns, own)) best = { turns, cost: own };
    } else panels(submission, 0, []);
  };
  const panels = (submission: number, after: number, panel: number[]): void => {
    seated[submission] = panel;
    next(submission + 1);
    seated[submission] = panel;
    if (panel.length === seats[submission]) return;
    for (let expert = after; expert < experts; expert++) {
      if (cost[submission * experts + expert] === BLOCKED || (taken[expert] ?? 0) >= (room[expert] ?? 0)) continue;
      if (panel.some((other) => employer[other] === employer[expert])) continue;
      taken[expert] = (taken[expert] ?? 0) + 1;
      panels(submission, expert + 1, [...panel, expert]);
      taken[expert] = (taken[expert] ?? 0) - 1;
    }
  };
  next(0);
  return best ?? { turns: [], cost: 0 };
}

const RUNS = process.env.SOAK ? 10_000 : 500;

test('when an expert leaves, as many seats as can be are filled, the fewest others move, and of all such plans it is the cheapest', () => {
  let lacking = 0;
  fc.assert(
    fc.property(departures({ submissions: 3, experts: 4, seats: 2 }), (departure) => {
      const { instance } = replanned(departure);
      const { seated, cost, short } = solve(instance);
      // One who moves costs more than all fits and loads together, so that the least cost moves the fewest.
      expect({ turns: turnsOf(instance, seated), cost }).toEqual(tryEverything(instance));
      if (short.length > 0) lacking++;
    }),
    { numRuns: RUNS },
  );
  expect(lacking).toBeGreaterThan(RUNS / 10);
});

test('in larger rounds whoever moved had to: with all who stayed pinned and them too, fewer seats are filled', () => {
  let moved = 0;
  fc.assert(
    fc.property(departures({ submissions: 12, experts: 9, seats: 3 }), (departure) => {
      const { before, after, instance } = replanned(departure);
      const { seated, short } = solve(instance);
      expect(isOptimal(instance, seated)).toBe(true);
      const now = new Set(seated.flatMap((panel, at) => panel.map((expert) => `s${at} e${expert}`)));
      const sits = ({ caseId, expertId }: Pair) => now.has(`${caseId} ${expertId}`);
      const others = before.filter(({ expertId }) => expertId !== departure.gone);
      const stayed = others.filter(sits);
      for (const one of others.filter((seat) => !sits(seat))) {
        moved++;
        const pinned = instanceOf({ ...after, pins: [...stayed, one] });
        const worse = turnsOf(pinned, solve(pinned).seated);
        const turns = turnsOf(instance, seated);
        const at = turns.findIndex((count, turn) => count !== worse[turn]);
        expect([at >= 0, (worse[at] ?? 0) < (turns[at] ?? 0)]).toEqual([true, true]);
      }
      // Who lacks an expert is told with those who are full.
      const full = new Set(short.flatMap((one) => one.full));
      for (const expert of full)
        expect(seated.filter((panel) => panel.includes(expert))).toHaveLength(instance.room[expert] ?? 0);
    }),
    { numRuns: RUNS / 2 },
  );
  expect(moved).toBeGreaterThan(0);
});
