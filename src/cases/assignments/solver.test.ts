import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leastByHighs } from './highs.given.ts';
import { BLOCKED, costOf, type Instance, isOptimal, solve } from './solver.ts';

/** Instances small enough to try everything, with interests, employers, caps, loads and pins. */
const instances = (most: { submissions: number; experts: number; seats: number }): fc.Arbitrary<Instance> =>
  fc
    .tuple(fc.integer({ min: 1, max: most.submissions }), fc.integer({ min: 1, max: most.experts }))
    .chain(([submissions, experts]) =>
      fc
        .record({
          seats: fc.array(fc.integer({ min: 1, max: most.seats }), { minLength: submissions, maxLength: submissions }),
          cost: fc.array(
            fc.oneof(
              { weight: 1, arbitrary: fc.constant(BLOCKED) },
              { weight: 4, arbitrary: fc.integer({ min: 0, max: 9 }) },
            ),
            {
              minLength: submissions * experts,
              maxLength: submissions * experts,
            },
          ),
          employer: fc.array(fc.integer({ min: 0, max: Math.ceil(experts * 0.7) }), {
            minLength: experts,
            maxLength: experts,
          }),
          room: fc.array(fc.integer({ min: 0, max: submissions }), { minLength: experts, maxLength: experts }),
          load: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: experts, maxLength: experts }),
          spread: fc.integer({ min: 0, max: 3 }),
          pin: fc.option(fc.tuple(fc.nat(submissions - 1), fc.nat(experts - 1)), { freq: 3 }),
        })
        .map(({ pin, cost, ...rest }) => ({
          ...rest,
          experts,
          cost: Float64Array.from(cost),
          pins: pin && (rest.room[pin[1]] ?? 0) > 0 ? [pin] : [],
        })),
    );

/** The most seats that can be filled, and of all ways to fill that many the least cost. */
function tryEverything(instance: Instance): { filled: number; cost: number } {
  const { seats, experts, employer, room, pins, cost } = instance;
  let best = { filled: -1, cost: BLOCKED };
  const taken = Array.from({ length: experts }, () => 0);
  const seated: number[][] = [];
  const panels = (submission: number, after: number, panel: number[]): void => {
    const fixed = pins.filter(([at]) => at === submission).map(([, expert]) => expert);
    if (fixed.every((expert) => panel.includes(expert))) {
      seated[submission] = panel;
      next(submission + 1);
    }
    if (panel.length === seats[submission]) return;
    for (let expert = after; expert < experts; expert++) {
      const blocked = cost[submission * experts + expert] === BLOCKED && !fixed.includes(expert);
      if (blocked || (taken[expert] ?? 0) >= (room[expert] ?? 0)) continue;
      if (panel.some((other) => employer[other] === employer[expert])) continue;
      taken[expert] = (taken[expert] ?? 0) + 1;
      panels(submission, expert + 1, [...panel, expert]);
      taken[expert] = (taken[expert] ?? 0) - 1;
    }
  };
  const next = (submission: number): void => {
    if (submission < seats.length) {
      panels(submission, 0, []);
      return;
    }
    const filled = seated.reduce((sum, panel) => sum + panel.length, 0);
    const own = costOf(instance, seated);
    if (filled > best.filled || (filled === best.filled && own < best.cost)) best = { filled, cost: own };
  };
  next(0);
  return best;
}

const filledIn = (seated: readonly (readonly number[])[]) => seated.reduce((sum, panel) => sum + panel.length, 0);

function breaks(instance: Instance, seated: readonly (readonly number[])[]): string[] {
  const { seats, experts, employer, room, pins, cost } = instance;
  const found: string[] = [];
  const taken = Array.from({ length: experts }, () => 0);
  for (const [submission, panel] of seated.entries()) {
    if (panel.length > (seats[submission] ?? 0)) found.push('too many seats');
    if (new Set(panel).size < panel.length) found.push('twice on one submission');
    if (new Set(panel.map((expert) => employer[expert])).size < panel.length) found.push('two of one employer');
    for (const expert of panel) {
      taken[expert] = (taken[expert] ?? 0) + 1;
      const isPinned = pins.some(([at, who]) => at === submission && who === expert);
      if (cost[submission * experts + expert] === BLOCKED && !isPinned) found.push('an interest');
    }
  }
  if (taken.some((count, expert) => count > (room[expert] ?? 0))) found.push('a cap');
  if (pins.some(([at, who]) => !seated[at]?.includes(who))) found.push('a pin');
  return found;
}

const RUNS = process.env.SOAK ? 20_000 : 400;

test('no assignment breaks an interest, a cap, an employer or a pin, and as many seats as can be are filled at the least cost', () => {
  fc.assert(
    fc.property(instances({ submissions: 3, experts: 4, seats: 2 }), (instance) => {
      const { seated, cost, short } = solve(instance);
      expect(breaks(instance, seated)).toEqual([]);
      const best = tryEverything(instance);
      expect(filledIn(seated)).toBe(best.filled);
      const wanted = instance.seats.reduce((sum, count) => sum + count, 0);
      expect(short.reduce((sum, { missing }) => sum + missing, 0)).toBe(wanted - best.filled);
      // Where all seats are filled there is nothing to weigh but cost.
      if (short.length === 0) expect(cost).toBe(best.cost);
      expect(isOptimal(instance, seated)).toBe(true);
    }),
    { numRuns: RUNS },
  );
});

test('larger instances are proven optimal by the absence of any exchange that lowers the cost', () => {
  fc.assert(
    fc.property(instances({ submissions: 25, experts: 12, seats: 4 }), (instance) => {
      const { seated } = solve(instance);
      expect(breaks(instance, seated)).toEqual([]);
      expect(isOptimal(instance, seated)).toBe(true);
    }),
    { numRuns: RUNS / 4 },
  );
});

test('where all seats can be filled HiGHS finds the same cost, and where they cannot it says so too', async () => {
  let filled = 0;
  await fc.assert(
    fc.asyncProperty(instances({ submissions: 20, experts: 10, seats: 3 }), async (instance) => {
      const { cost, short } = solve(instance);
      if (short.length === 0) filled += 1;
      expect(short.length === 0 ? cost : null).toBe((await leastByHighs(instance))?.cost ?? null);
    }),
    { numRuns: RUNS / 4 },
  );
  expect(filled).toBeGreaterThan(0);
});

test('the proof fails for an assignment that is not the best', () => {
  const instance = {
    seats: [1, 1],
    experts: 2,
    cost: Float64Array.from([0, 5, 5, 0]),
    employer: [0, 1],
    room: [1, 1],
    load: [0, 0],
    spread: 0,
    pins: [],
  };
  expect(isOptimal(instance, [[1], [0]])).toBe(false);
  expect(isOptimal(instance, [[0], [1]])).toBe(true);
});

test('a shortage names the experts who are full', () => {
  const instance = {
    seats: [1, 1, 1],
    experts: 3,
    cost: Float64Array.from([0, 0, BLOCKED, 0, 0, BLOCKED, 0, 0, BLOCKED]),
    employer: [0, 1, 2],
    room: [1, 1, 9],
    load: [0, 0, 0],
    spread: 1,
    pins: [],
  };
  expect(solve(instance).short).toEqual([{ submission: 2, missing: 1, full: [0, 1] }]);
});
