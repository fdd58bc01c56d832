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

/** A reading of the words, year by year: as many in a row up to the last, or as many of the last so many. */
function byHand(
  history: readonly { participated: boolean; grade: string | null }[],
  rule: { grades: string[]; absent: boolean; times: number; within?: number },
) {
  const counts = ({ participated, grade }: { participated: boolean; grade: string | null }) =>
    participated ? grade !== null && rule.grades.includes(grade) : rule.absent;
  if (rule.within !== undefined) {
    let found = 0;
    for (let back = 1; back <= rule.within && back <= history.length; back++) {
      const year = history[history.length - back];
      if (year && counts(year)) found++;
    }
    return found >= rule.times;
  }
  let row = 0;
  for (const year of history) row = counts(year) ? row + 1 : 0;
  return row >= rule.times;
}

test('consecutive years are counted as one counts them by hand, absence among them where the document says so', () => {
  const year = fc
    .record({ participated: fc.boolean(), grade: fc.constantFrom('excellent', 'good', 'pass', 'fail') })
    .map(({ participated, grade }) => ({ participated, grade: participated ? grade : null }));
  fc.assert(
    fc.property(fc.array(year, { maxLength: 8 }), (history) => {
      const found = Object.fromEntries(
        consequences(example, 'performance', history, '2026-10-31').map(({ consequence, outcome }) => [
          consequence.id,
          outcome,
        ]),
      );
      const expected = (rule: Parameters<typeof byHand>[1]) => (byHand(history, rule) ? 'met' : 'unmet');
      expect(found).toEqual({
        rectify: expected({ grades: ['fail'], absent: false, times: 1 }),
        revoke: expected({ grades: ['fail'], absent: true, times: 2 }),
        downgrade: expected({ grades: ['fail'], absent: false, times: 2, within: 3 }),
        commend: expected({ grades: ['excellent'], absent: false, times: 1 }),
        recommend: expected({ grades: ['excellent'], absent: false, times: 2, within: 3 }),
        award: expected({ grades: ['excellent', 'good'], absent: false, times: 1 }),
        operating: expected({ grades: ['excellent', 'good', 'pass'], absent: false, times: 1 }),
      });
    }),
    { numRuns: 500 },
  );
});
