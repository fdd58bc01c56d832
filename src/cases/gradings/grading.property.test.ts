import fc from 'fast-check';
import { expect, test } from 'vitest';
import { consequences } from '../../policy/grade.ts';
import { canonical } from '../decisions/decision.ts';
import { packAt } from '../packs/pack.given.ts';
import { computeRound, type Inputs } from './grading.ts';

const example = packAt('000000-example/maker-space-2025');
const hedong = packAt('120102-hedong/evaluation-example');

const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined, freq: 8 });
const round: fc.Arbitrary<Inputs> = fc
  .array(
    fc.record({
      participated: fc.boolean(),
      desks: maybe(fc.nat(120)),
      events: maybe(fc.nat(30)),
      residents: maybe(fc.nat(40)),
      platform: maybe(fc.boolean()),
      accident: maybe(fc.boolean()),
      experts: maybe(fc.integer({ min: 0, max: 30 })),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((members) => ({
    packHash: 'x',
    scheme: 'performance',
    on: '2026-10-31',
    parameters: {},
    members: members.map(({ participated, experts, ...facts }, index) => ({
      carrierId: `c${index}`,
      caseId: participated ? `k${index}` : null,
      participated,
      facts: {
        ...(facts.desks === undefined ? {} : { 'space.desks': facts.desks }),
        ...(facts.events === undefined ? {} : { 'space.events': facts.events }),
        ...(facts.residents === undefined ? {} : { 'space.residents': facts.residents }),
        ...(facts.platform === undefined ? {} : { 'space.onlinePlatform': facts.platform }),
        ...(facts.accident === undefined ? {} : { 'space.safetyAccident': facts.accident }),
        'space.investmentCases': 0,
        'space.statisticsReported': true,
        'space.fixedPremises': true,
      },
      given: (experts === undefined ? {} : { experts }) as Record<string, number>,
    })),
  }));

test('no grade is ever given to more than its share, nor below its line, nor above a bar', () => {
  fc.assert(
    fc.property(round, (inputs) => {
      const results = computeRound(example, inputs);
      const taking = results.filter(({ participated }) => participated);
      const holding = (...grades: string[]) => taking.filter(({ grade }) => grade !== null && grades.includes(grade));
      expect(holding('excellent').length).toBeLessThanOrEqual(Math.floor(taking.length * 0.2 + 1e-9));
      expect(holding('excellent', 'good').length).toBeLessThanOrEqual(Math.floor(taking.length * 0.4 + 1e-9));
      for (const { points, carrierId, grade } of results) {
        const { facts, participated } = inputs.members.find(
          (one) => one.carrierId === carrierId,
        ) as Inputs['members'][number];
        if (!participated) expect(grade).toBe('fail');
        if (grade === 'excellent') expect(points).toBeGreaterThanOrEqual(90);
        if (grade === 'good') expect(points).toBeGreaterThanOrEqual(80);
        if (participated && facts['space.safetyAccident'] === true) expect(['excellent', 'good']).not.toContain(grade);
        // What is not known is never graded as if it were nought.
        if (participated && points === null) expect(grade).toBeNull();
      }
      // Equals are treated equally.
      for (const a of taking)
        for (const b of taking)
          if (
            a.points !== null &&
            a.points === b.points &&
            a.bars.length === 0 &&
            b.bars.length === 0 &&
            a.grade !== null &&
            b.grade !== null
          )
            expect(a.grade).toBe(b.grade);
    }),
    { numRuns: 300 },
  );
});

test('a round computes again to the last byte, in whatever order its keys were read', () => {
  fc.assert(
    fc.property(round, (inputs) => {
      const sealed = canonical(inputs);
      const first = canonical(computeRound(example, inputs));
      expect(canonical(computeRound(example, JSON.parse(sealed) as Inputs))).toBe(first);
      expect(canonical(JSON.parse(sealed))).toBe(sealed);
    }),
    { numRuns: 200 },
  );
});

test('without the figures that the authority must set, nobody who took part is graded', () => {
  const facts = { 'space.residentTeams': 30, 'space.safetyAccident': false };
  const member = { carrierId: 'a', caseId: 'k', participated: true, facts, given: { features: 10 } };
  const inputs = { packHash: 'x', scheme: 'performance', on: '2026-10-31', parameters: {}, members: [member] };
  expect(computeRound(hedong, inputs)).toMatchObject([{ points: null, grade: null, because: 'unknown' }]);
});

type Rule = { grades: string[]; absent: boolean; times: number; within?: number };
type Row = { year: number; participated: boolean; grade: string | null };
const GRADES = ['excellent', 'good', 'pass', 'fail'];
const RULES: Record<string, Rule> = {
  rectify: { grades: ['fail'], absent: false, times: 1 },
  revoke: { grades: ['fail'], absent: true, times: 2 },
  downgrade: { grades: ['fail'], absent: false, times: 2, within: 3 },
  commend: { grades: ['excellent'], absent: false, times: 1 },
  recommend: { grades: ['excellent'], absent: false, times: 2, within: 3 },
  award: { grades: ['excellent', 'good'], absent: false, times: 1 },
  operating: { grades: ['excellent', 'good', 'pass'], absent: false, times: 1 },
};

/** A reading of the words with a calendar in hand, every grade known: back from the last result, one year or round at a time. */
function byHand(past: readonly Row[], held: readonly number[], rule: Rule, countedIn: 'years' | 'rounds'): boolean {
  const last = past.at(-1);
  if (!last) return false;
  const counts = ({ participated, grade }: Row) => (participated ? rule.grades.includes(grade ?? '') : rule.absent);
  let [found, looked] = [0, 0];
  for (let year = last.year; year >= 2000; year--) {
    const here = past.filter((row) => row.year === year).reverse();
    const units = countedIn === 'years' ? [here[0] ?? null] : here.length > 0 || !held.includes(year) ? here : [null];
    for (const unit of units) {
      if (looked++ >= (rule.within ?? 1e9)) return found >= rule.times;
      if (unit && counts(unit)) found++;
      else if (rule.within === undefined) return found >= rule.times;
    }
  }
  return found >= rule.times;
}
/** Each grade that is not known is tried with every grade there is: what holds for all holds, what holds for some is unknown. */
function readings(past: readonly Row[]): Row[][] {
  return past.reduce<Row[][]>(
    (all, row) =>
      (row.participated && row.grade === null ? GRADES : [row.grade]).flatMap((grade) =>
        all.map((before) => [...before, { ...row, grade }]),
      ),
    [[]],
  );
}

test.each(['years', 'rounds'] as const)(
  '%s in a row and within so many are counted as one counts them by hand: gaps, absence, two results of a year, grades not known',
  (countedIn) => {
    const pack = {
      ...example,
      schemes: example.schemes.map((scheme) => ({
        ...scheme,
        consequences: scheme.consequences.map((each) => ({ ...each, countedIn })),
      })),
    };
    const row = fc
      .record({
        year: fc.integer({ min: 2018, max: 2026 }),
        participated: fc.boolean(),
        grade: fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...GRADES, 'fail', 'excellent') }, fc.constant(null)),
      })
      .map(({ participated, ...rest }) => ({ ...rest, participated, grade: participated ? rest.grade : null }));
    const held = fc.subarray(Array.from({ length: 12 }, (_, at) => 2015 + at));
    const tally = { met: 0, unmet: 0, unknown: 0 };
    fc.assert(
      fc.property(fc.array(row, { maxLength: 7 }), held, (rows, held) => {
        const past = rows.sort((a, b) => a.year - b.year);
        for (const { consequence, outcome, counted } of consequences(
          pack,
          'performance',
          { past, held },
          '2026-10-31',
        )) {
          const rule = RULES[consequence.id] as Rule;
          const told = new Set(readings(past).map((reading) => byHand(reading, held, rule, countedIn)));
          const expected = told.size > 1 ? 'unknown' : told.has(true) ? 'met' : 'unmet';
          expect([consequence.id, outcome]).toEqual([consequence.id, expected]);
          tally[outcome]++;
          if (outcome !== 'met' || countedIn === 'rounds') continue;
          const years = counted.map(({ year }) => year);
          expect(years.at(-1)).toBeGreaterThanOrEqual((past.at(-1)?.year ?? 0) - (rule.within ?? 1) + 1);
          if (rule.within === undefined)
            expect(years).toEqual(years.map((_, at) => (past.at(-1)?.year ?? 0) - years.length + 1 + at));
        }
      }),
      { numRuns: 1000 },
    );
    expect(Math.min(...Object.values(tally))).toBeGreaterThan(50);
  },
);
