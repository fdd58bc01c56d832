import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FACTS } from '../facts/vocabulary.ts';
import { EFFECTS } from '../kernel/effect.ts';
import type { FactValues } from '../kernel/fact.ts';
import { type Fen, fen } from '../kernel/money.ts';
import { PAPERS } from '../kernel/paper.ts';
import { computeAmount, entitlementPeriod } from './amount.ts';
import type { Scheme } from './assessment.ts';
import { unshownAssessments } from './example.assessment.ts';
import { type Candidate, consequences, gradeAll, type Past } from './grade.ts';
import { loadPack } from './load.ts';
import type { Pack } from './pack.ts';
import { packFolder, readPackFiles, readPacks } from './read.ts';
import { score } from './score.ts';

const words = { facts: FACTS, effects: EFFECTS, papers: PAPERS };
const packs = (await readPacks(words)).flatMap(({ pack }) => (pack ? [pack] : []));
const packNamed = (id: string) => packs.find((pack) => pack.id === id) as Pack;
const fictional = packNamed('000000-example/maker-space-2025');
const hunan = packNamed('430000-hunan/maker-space-2016');
const shanghai = packNamed('310000-shanghai/maker-space');
const hedong = packNamed('120102-hedong/maker-space-2017');
const tax = packNamed('100000-national/tax-2018');
const ON = '2025-06-30';

const FULL: FactValues = {
  'space.desks': 100,
  'space.events': 20,
  'space.residents': 30,
  'space.onlinePlatform': true,
  'space.investmentCases': 0,
  'space.statisticsReported': true,
  'space.fixedPremises': true,
};
const scored = (facts: FactValues, experts: number | null = 30) =>
  score(fictional, 'performance', { ...FULL, ...facts }, { experts: experts ?? undefined }, ON);
const pointsOf = (facts: FactValues, indicator: string) => {
  const found = scored(facts).indicators.find((each) => each.indicator === indicator);
  return found && found.low === found.high ? found.low : [found?.low, found?.high];
};

describe('points', () => {
  test.each([
    ['below the floor nothing', 49, 0],
    ['at the floor the step', 50, 5],
    ['each further one a little more', 51, 5.1],
    ['one below the cap', 99, 9.9],
    ['at the cap', 100, 10],
    ['beyond the cap no more', 500, 10],
  ])('of a floor, a step and a line: %s', (_name, desks, points) => {
    expect(pointsOf({ 'space.desks': desks }, 'desks')).toBe(points);
  });

  test.each([
    [0, 0],
    [19, 19],
    [20, 20],
    [21, 20],
  ])('for each item, up to the cap: %i gives %i', (events, points) => {
    expect(pointsOf({ 'space.events': events }, 'events')).toBe(points);
  });

  test.each([
    [9, 0],
    [10, 10],
    [19, 10],
    [20, 20],
    [29, 20],
    [30, 30],
    [99, 30],
  ])('by bands: %i gives %i', (residents, points) => {
    expect(pointsOf({ 'space.residents': residents }, 'residents')).toBe(points);
  });

  test('a bonus counts up to its cap, a deduction takes away, and no score falls below zero', () => {
    expect(scored({}).points).toBe(100);
    expect([1, 4, 5].map((cases) => scored({ 'space.investmentCases': cases }).points)).toEqual([102, 108, 108]);
    expect(scored({ 'space.statisticsReported': false }).points).toBe(95);
    const nothing = { 'space.desks': 0, 'space.events': 0, 'space.residents': 0, 'space.onlinePlatform': false };
    expect(scored({ ...nothing, 'space.statisticsReported': false }, 0).points).toBe(0);
  });

  test('a veto strikes whatever the points, and is unknown where its fact is', () => {
    expect([true, false, undefined].map((fixed) => scored({ 'space.fixedPremises': fixed }).vetoed)).toEqual([
      'unmet',
      'met',
      'unknown',
    ]);
  });

  test('what is not known is a range, and names what is missing', () => {
    const told = scored({ 'space.desks': undefined }, null);
    expect([told.points, told.low, told.high, told.missing]).toEqual([null, 60, 100, ['space.desks', 'score:experts']]);
  });

  test('a document that leaves its figures open scores nothing yet, and says which', () => {
    const told = score(hunan, 'assessment', {}, { 'expert-points': 90 }, '2026-06-30');
    expect([told.points, told.missing]).toEqual([null, ['parameter:totalPoints']]);
  });

  test('never exceed the maximum, never fall as the value grows, and a filled-in unknown stays within the range', () => {
    const count = fc.option(fc.integer({ min: 0, max: 200 }), { nil: undefined });
    fc.assert(
      fc.property(
        count,
        count,
        count,
        fc.integer({ min: 0, max: 50 }),
        fc.option(fc.integer({ min: 0, max: 30 })),
        (desks, events, residents, more, experts) => {
          const facts = { 'space.desks': desks, 'space.events': events, 'space.residents': residents };
          const told = scored(facts, experts);
          const filled = scored(
            { 'space.desks': desks ?? 70, 'space.events': events ?? 7, 'space.residents': residents ?? 17 },
            experts ?? 12,
          );
          expect(filled.points).not.toBeNull();
          expect(filled.points ?? -1).toBeGreaterThanOrEqual(told.low);
          expect(filled.points ?? 999).toBeLessThanOrEqual(told.high);
          expect(told.high).toBeLessThanOrEqual(100);
          if (desks !== undefined)
            expect(scored({ ...facts, 'space.desks': desks + more }, experts).low).toBeGreaterThanOrEqual(told.low);
        },
      ),
      { numRuns: 200 },
    );
  });
});

const one = (id: string, points: number | null, more: Partial<Candidate> = {}): Candidate => ({
  id,
  points,
  participated: true,
  vetoed: 'unmet',
  facts: { 'space.safetyAccident': false },
  ...more,
});
const grades = (candidates: readonly Candidate[]) =>
  gradeAll(fictional, 'performance', candidates, ON).map(({ grade, because }) => [grade, because]);
const fillers = (count: number, points = 10) =>
  Array.from({ length: count }, (_, index) => one(`filler-${index}`, points));

describe('grades', () => {
  test('by score band, where there are places for all', () => {
    const asked = [90, 89.9, 80, 79.9, 60, 59.9].map((points, index) => one(String(index), points));
    expect(grades([...asked, ...fillers(14)]).slice(0, 6)).toEqual([
      ['excellent', null],
      ['good', null],
      ['good', null],
      ['pass', null],
      ['pass', null],
      ['fail', null],
    ]);
  });

  test('by rank where there are not: a fifth excellent, two fifths excellent and good together', () => {
    const ten = [99, 98, 97, 96, 95, 94, 93, 92, 91, 90].map((points, index) => one(String(index), points));
    expect(grades(ten).map(([grade]) => grade)).toEqual([
      ...['excellent', 'excellent', 'good', 'good'],
      ...['pass', 'pass', 'pass', 'pass', 'pass', 'pass'],
    ]);
    expect(grades(ten)[4]).toEqual(['pass', 'share']);
    expect(grades(ten.slice(0, 4)).map(([grade]) => grade)).toEqual(['good', 'pass', 'pass', 'pass']);
  });

  test('equals across the line stay out, or come in, as the pack says', () => {
    const ten = [99, 95, 95, 70, 70, 70, 70, 70, 70, 70].map((points, index) => one(String(index), points));
    expect(
      grades(ten)
        .slice(0, 3)
        .map(([grade]) => grade),
    ).toEqual(['excellent', 'good', 'good']);
    const generous = {
      ...fictional,
      schemes: fictional.schemes.map((scheme) => ({ ...scheme, ties: 'include' as const })),
    };
    expect(
      gradeAll(generous, 'performance', ten, ON)
        .slice(0, 3)
        .map(({ grade }) => grade),
    ).toEqual(['excellent', 'excellent', 'excellent']);
  });

  test('a bar holds the best down, a veto and absence put last, what is not known has no grade', () => {
    const candidates = [
      one('barred', 99, { facts: { 'space.safetyAccident': true } }),
      one('vetoed', 99, { vetoed: 'met' }),
      one('absent', null, { participated: false }),
      one('unknown', null),
      one('perhaps-barred', 95, { facts: {} }),
      one('perhaps-barred-all-the-same', 65, { facts: {} }),
      ...fillers(14),
    ];
    const told = gradeAll(fictional, 'performance', candidates, ON);
    expect(told.slice(0, 6).map(({ grade, because }) => [grade, because])).toEqual([
      ['pass', 'bar'],
      ['fail', 'veto'],
      ['fail', 'absent'],
      [null, 'unknown'],
      [null, 'unknown'],
      ['pass', null],
    ]);
    expect(told[0]).toMatchObject({ bars: ['第十七条'], provisional: true });
  });

  test('never give more places than the shares allow, nor the worse scored the better grade', () => {
    const candidate = fc.record({
      points: fc.integer({ min: 50, max: 110 }),
      accident: fc.boolean(),
      participated: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(candidate, { maxLength: 30 }),
        fc.constantFrom('include' as const, 'exclude' as const),
        (rows, ties) => {
          const pack = { ...fictional, schemes: fictional.schemes.map((scheme) => ({ ...scheme, ties })) };
          const candidates = rows.map(({ points, accident, participated }, index) =>
            one(String(index), points, { participated, facts: { 'space.safetyAccident': accident } }),
          );
          const told = gradeAll(pack, 'performance', candidates, ON);
          const order = ['excellent', 'good', 'pass', 'fail'];
          const took = rows.filter((row) => row.participated).length;
          const holding = (worst: number) =>
            told.filter(({ grade }) => grade !== null && order.indexOf(grade) <= worst).length;
          if (ties === 'exclude') {
            expect(holding(0)).toBeLessThanOrEqual(Math.floor(took * 0.2));
            expect(holding(1)).toBeLessThanOrEqual(Math.floor(took * 0.4));
          }
          for (const [i, a] of rows.entries()) {
            for (const [j, b] of rows.entries()) {
              if (!a.participated || !b.participated || a.accident || b.accident || a.points <= b.points) continue;
              expect(order.indexOf(told[i]?.grade ?? '')).toBeLessThanOrEqual(order.indexOf(told[j]?.grade ?? ''));
            }
            for (const [j, b] of rows.entries()) {
              if (a.points === b.points && a.accident === b.accident && a.participated === b.participated) {
                expect(told[i]?.grade).toBe(told[j]?.grade);
              }
            }
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('places', () => {
  const points = [95, 94, 93, 92, 91, 70, 70, 70, 70];
  /** 9 take part and 1 is absent; the document gives the best to a share of 80 points and more. */
  const best = (change: Partial<Scheme>, share: number, facts: FactValues = {}) => {
    const schemes = fictional.schemes.map((scheme) =>
      scheme.id === 'rank-and-score'
        ? {
            ...scheme,
            grades: scheme.grades.map((grade) => (grade.topShare ? { ...grade, topShare: share } : grade)),
            ...change,
          }
        : scheme,
    );
    const candidates = [
      ...points.map((each, at) => ({
        id: `${at}`,
        participated: true,
        points: each,
        vetoed: 'unmet' as const,
        facts: { 'space.higherGrade': 'none' },
      })),
      { id: 'absent', participated: false, points: null, vetoed: 'unmet' as const, facts },
    ];
    const graded = gradeAll({ ...fictional, schemes }, 'rank-and-score', candidates, '2025-06-30');
    return graded.filter(({ grade }) => grade === 'excellent').map(({ id }) => id);
  };

  test.each([
    // 9 × 0.25 = 2.25; 9 × 0.28 = 2.52; 10 × 0.25 = 2.5
    ['down', 'participants', 0.25, 2],
    ['nearest', 'participants', 0.25, 2],
    ['up', 'participants', 0.25, 3],
    ['down', 'participants', 0.28, 2],
    ['nearest', 'participants', 0.28, 3],
    ['down', 'all', 0.25, 2],
    ['nearest', 'all', 0.25, 3],
    ['up', 'all', 0.2, 2],
  ] as const)('rounded %s, of %s, a share of %f is %i', (rounding, shareOf, share, places) => {
    expect(best({ rounding, shareOf }, share)).toHaveLength(places);
  });

  test('a grade given without a score takes a place, or none, as the document says', () => {
    const direct = fictional.schemes.find(({ id }) => id === 'share-of-best')?.direct ?? [];
    const given = { 'space.higherGrade': 'excellent' };
    const taking = direct.map((one) => ({ ...one, takesPlace: true }));
    expect(best({ direct, shareOf: 'all' }, 0.3, given)).toEqual(['0', '1', '2', 'absent']);
    expect(best({ direct: taking, shareOf: 'all' }, 0.3, given)).toEqual(['0', '1', 'absent']);
  });

  test('both sides of each line and each rule are shown, or said to be missing', () => {
    const without = (...names: string[]) =>
      unshownAssessments({ ...fictional, examples: fictional.examples.filter(({ name }) => !names.includes(name)) });
    expect(without('年度评价每条分数线的两侧')).toEqual([
      'grade:performance/good on its line',
      'grade:performance/good below its line',
      'grade:performance/pass below its line',
    ]);
    expect(without('并列的都列入，可以超过40%')).toEqual(['ties:share-of-best']);
    expect(without('上级评为优秀的占一个名额')).toEqual(['takesPlace 1:all-counted', 'direct 1:all-counted']);
    expect(without('应参加的都计入，名额四舍五入')).toContain('shareOf:all-counted');
  });
});

describe('consequences', () => {
  const past = (...grades: (string | null)[]): Past[] =>
    grades.map((grade, at) => {
      const participated = grade !== 'absent';
      return { year: 2020 + at, participated, grade: participated ? grade : null };
    });
  const follow = (pack: Pack, scheme: string, history: Past[], held: number[] = []) =>
    Object.fromEntries(
      consequences(pack, scheme, { past: history, held }, '2026-06-30').map(({ consequence, outcome }) => [
        consequence.id,
        outcome,
      ]),
    );

  test.each<[string, (string | null)[], string]>([
    ['once failed', ['pass', 'fail'], 'unmet'],
    ['failed twice in a row', ['fail', 'fail'], 'met'],
    ['failed, then absent', ['fail', 'absent'], 'met'],
    ['failed twice, not in a row', ['fail', 'pass', 'fail'], 'unmet'],
    ['failed after a round whose grade is not known', [null, 'fail'], 'unknown'],
    ['failed twice before, passed last', ['fail', 'fail', 'pass'], 'unmet'],
    ['no round yet', [], 'unmet'],
  ])('revoke: %s', (_name, grades, outcome) => {
    expect(follow(fictional, 'performance', past(...grades)).revoke).toBe(outcome);
  });

  test('a year without a result breaks the years in a row; rounds in a row leave out years without a round', () => {
    const failed = [2024, 2026].map((year) => ({ year, participated: true, grade: 'fail' }));
    expect(follow(fictional, 'performance', failed)).toMatchObject({ revoke: 'unmet', downgrade: 'met' });
    const biennial = {
      ...fictional,
      schemes: fictional.schemes.map((scheme) => ({
        ...scheme,
        consequences: scheme.consequences.map((each) => ({ ...each, countedIn: 'rounds' as const })),
      })),
    };
    expect(follow(biennial, 'performance', failed, [2024, 2026]).revoke).toBe('met');
    expect(follow(biennial, 'performance', failed, [2024, 2025, 2026]).revoke).toBe('unmet');
  });

  test('two results of one year are one year, and the last stands', () => {
    const results = (...grades: string[]) => grades.map((grade) => ({ year: 2026, participated: true, grade }));
    expect(follow(fictional, 'performance', results('fail', 'fail')).revoke).toBe('unmet');
    expect(follow(fictional, 'performance', results('fail', 'pass')).rectify).toBe('unmet');
  });

  test('count within a number of years', () => {
    const recommend = (...grades: string[]) => follow(fictional, 'performance', past(...grades)).recommend;
    expect([recommend('excellent', 'pass', 'excellent'), recommend('excellent', 'excellent', 'pass', 'pass')]).toEqual([
      'met',
      'unmet',
    ]);
  });

  test('湖南: two failed years end the title, one calls for rectification; absence is not in the document', () => {
    expect(follow(hunan, 'assessment', past('other', 'fail'))).toMatchObject({
      failed: 'met',
      'failed-twice': 'unmet',
    });
    expect(follow(hunan, 'assessment', past('fail', 'fail'))).toMatchObject({ failed: 'met', 'failed-twice': 'met' });
    expect(follow(hunan, 'assessment', past('fail', 'absent'))).toMatchObject({
      failed: 'unmet',
      'failed-twice': 'unmet',
    });
  });

  test('上海: two years absent end the filing, whatever came before', () => {
    expect(follow(shanghai, 'assessment', past(null, 'absent', 'absent'))).toEqual({ 'absent-twice': 'met' });
    expect(follow(shanghai, 'assessment', past('absent', null, 'absent'))).toEqual({ 'absent-twice': 'unmet' });
  });
});

describe('amounts', () => {
  const rent = (area: number | undefined, leased: boolean | undefined = true) =>
    computeAmount(fictional, 'rent', { facts: { 'space.residentArea': area, 'space.leased': leased } }, ON);

  test.each<[string, number, number, 'floor' | 'cap' | null]>([
    ['one square metre below the floor', 83, 1_000_000, 'floor'],
    ['just above the floor', 84, 1_008_000, null],
    ['below the cap', 1666, 19_992_000, null],
    ['beyond the cap', 1667, 20_000_000, 'cap'],
  ])('by expression, %s', (_name, area, amount, limit) => {
    expect(rent(area)).toMatchObject({ state: 'entitled', fen: amount, limit });
  });

  test('are not owed where the guard fails, and unknown where it or a fact is', () => {
    expect(rent(100, false)).toMatchObject({ state: 'notEntitled', fen: null });
    expect(rent(undefined)).toMatchObject({ state: 'unknown', fen: null, missing: ['space.residentArea'] });
    expect(computeAmount(fictional, 'rent', { facts: { 'space.residentArea': 100 } }, ON)).toMatchObject({
      state: 'unknown',
      missing: ['space.leased'],
    });
  });

  test('by grade, shared 6:4; a grade without an amount gets none, a figure not yet published is unknown', () => {
    const award = (grade: string | null) => computeAmount(fictional, 'award', { facts: {}, grade }, ON);
    expect(award('excellent')).toMatchObject({
      fen: 30_000_000,
      shares: [
        { who: '省', fen: 18_000_000 },
        { who: '市', fen: 12_000_000 },
      ],
    });
    expect(award('pass').state).toBe('notEntitled');
    expect(award(null)).toMatchObject({ state: 'unknown', missing: ['grade'] });
    expect(computeAmount(fictional, 'operating', { facts: {}, grade: 'good' }, ON)).toMatchObject({
      state: 'unknown',
      missing: ['parameter:operatingSubsidy'],
    });
  });

  test('河东: 30 to 50万 for a district space, both ends included; nothing else can be set', () => {
    const set = (amount: number) =>
      computeAmount(hedong, 'district-space', { facts: {}, chosen: fen(amount) }, '2018-01-01');
    expect([set(30_000_000).fen, set(50_000_000).fen]).toEqual([30_000_000, 50_000_000]);
    expect(() => set(29_999_999)).toThrow(RangeError);
    expect(() => set(50_000_001)).toThrow(RangeError);
    expect(computeAmount(hedong, 'district-space', { facts: {} }, '2018-01-01')).toMatchObject({
      state: 'unknown',
      missing: ['chosen'],
      range: { from: 30_000_000, to: 50_000_000 },
    });
  });

  test('河东: matching funds stay unknown until the city sets them, and are then shared 7:3 to the last fen', () => {
    const facts = { 'space.cityRecognised': true };
    expect(computeAmount(hedong, 'matching-funds', { facts }, '2018-01-01')).toMatchObject({
      state: 'unknown',
      missing: ['parameter:matchedAmount'],
    });
    const files = readPackFiles(packFolder(hedong.id) ?? '');
    const support = (files['support.yaml'] ?? '').replace(
      '由市科委逐家确定, values: []',
      '由市科委逐家确定, values: [{ from: 2018-01-01, value: 200.0001, cites: 二(二) }]',
    );
    const { pack } = loadPack({ ...files, 'support.yaml': support }, words);
    if (!pack) throw new Error('does not load');
    expect(computeAmount(pack, 'matching-funds', { facts }, '2018-01-01').shares).toEqual([
      { who: '市财政', fen: 140_000_070 },
      { who: '区财政', fen: 60_000_030 },
    ]);
    expect(
      computeAmount(pack, 'matching-funds', { facts: { 'space.cityRecognised': false } }, '2018-01-01').state,
    ).toBe('notEntitled');
  });

  test('shares add up to the last fen, whatever the area', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 5000, noNaN: true }), (area) => {
        const { fen: amount, shares } = rent(area);
        expect(Number.isSafeInteger(amount)).toBe(true);
        expect(shares.reduce((total, share) => total + share.fen, 0)).toBe(amount);
        expect(amount).toBeGreaterThanOrEqual(1_000_000);
        expect(amount).toBeLessThanOrEqual(20_000_000 as Fen);
      }),
    );
  });
});

describe('the time of an entitlement (财税〔2018〕120号)', () => {
  const on = '2022-06-30';
  const period = (grantedOn: string, revokedOn: string | null = null) =>
    entitlementPeriod(tax, 'exemption', { grantedOn, revokedOn }, on);

  test.each<[string, string, string | null, { from: string; until: string } | null]>([
    ['recognised before 2019: from its first day', '2018-12-31', null, { from: '2019-01-01', until: '2023-12-31' }],
    ['recognised long before', '2016-05-01', null, { from: '2019-01-01', until: '2023-12-31' }],
    [
      'recognised on the first of a month: from the next',
      '2020-03-01',
      null,
      { from: '2020-04-01', until: '2023-12-31' },
    ],
    ['recognised in December: from January', '2020-12-31', null, { from: '2021-01-01', until: '2023-12-31' }],
    ['revoked: to the end of that month', '2019-05-20', '2021-02-10', { from: '2019-06-01', until: '2021-02-28' }],
    ['revoked in the month of its recognition: never', '2019-05-20', '2019-05-28', null],
    ['recognised when it is over: never', '2023-12-15', null, null],
  ])('%s', (_name, grantedOn, revokedOn, expected) => {
    expect(period(grantedOn, revokedOn)).toEqual(expected);
  });

  test('ended with 2021 by the law as it stood before the extension', () => {
    expect(entitlementPeriod(tax, 'exemption', { grantedOn: '2019-05-20', revokedOn: null }, '2021-06-30')?.until).toBe(
      '2021-12-31',
    );
  });
});

describe('a faulty assessment is refused where it stands', () => {
  const files = readPackFiles(packFolder(fictional.id) ?? '');
  test.each<[string, string, string, string, string]>([
    [
      'weights that do not sum',
      'evaluation.yaml',
      'max: 20, perItem: { of: space.events',
      'max: 19, perItem: { of: space.events',
      'bad-assessment',
    ],
    [
      'two forms of one indicator',
      'evaluation.yaml',
      'max: 30, expert: true',
      'max: 30, expert: true, check: space.leased',
      'bad-assessment',
    ],
    [
      'an account asked of what is counted',
      'evaluation.yaml',
      'says: 有线上平台, max: 10,',
      'says: 有线上平台, max: 10, requires: [account],',
      'bad-assessment',
    ],
    [
      'an indicator without a maximum',
      'evaluation.yaml',
      'says: 有线上平台, max: 10,',
      'says: 有线上平台,',
      'bad-assessment',
    ],
    ['bands that fall', 'evaluation.yaml', '{ from: 20, points: 20 }', '{ from: 9, points: 20 }', 'bad-assessment'],
    ['grades that rise', 'evaluation.yaml', 'atLeast: 80', 'atLeast: 95', 'bad-assessment'],
    [
      'a last grade with a line of its own',
      'evaluation.yaml',
      'zh: 不合格, cites: 第十七条 }',
      'zh: 不合格, cites: 第十七条, atLeast: 1 }',
      'bad-assessment',
    ],
    ['a grade that does not exist', 'evaluation.yaml', 'notAbove: pass', 'notAbove: passed', 'unknown-name'],
    [
      'a priority at a step that ranks nobody',
      'evaluation.yaml',
      'at: evaluation/grade',
      'at: evaluation/release',
      'unknown-step',
    ],
    ['an unknown fact', 'evaluation.yaml', 'of: space.desks', 'of: space.dsks', 'unknown-name'],
    [
      'a cite that does not resolve',
      'evaluation.yaml',
      'id: desks, cites: 第十六条',
      'id: desks, cites: 第六十条',
      'unresolved-cite',
    ],
    [
      'an effect that does not exist',
      'evaluation.yaml',
      'follows: [revokeDesignation]',
      'follows: [revoke]',
      'unknown-effect',
    ],
    [
      'two ways to an amount',
      'support.yaml',
      '    amount: space.residentArea * rentRate',
      '    amount: space.residentArea * rentRate\n    byGrade: { excellent: awardGood }',
      'bad-assessment',
    ],
    [
      'an amount that is no money',
      'support.yaml',
      'amount: space.residentArea * rentRate',
      'amount: space.residentArea * 2',
      'wrong-unit',
    ],
    ['money without a unit', 'support.yaml', 'good: awardGood', 'good: 200000', 'bad-assessment'],
    ['a cap that is no parameter', 'support.yaml', 'cap: rentCap', 'cap: rentCpa', 'unknown-name'],
    [
      'a figure that the document gives, set by an example',
      'examples.yaml',
      '- name: 年度评价每条分数线的两侧\n',
      '- name: 年度评价每条分数线的两侧\n  parameters: { preferredDesks: 3 }\n',
      'unknown-name',
    ],
    ['a day that is money', 'support.yaml', 'notBefore: firstDay', 'notBefore: rentCap', 'wrong-unit'],
  ])('%s', (_name, file, find, put, code) => {
    const text = (files[file] ?? '').replace(find, put);
    expect(text).not.toBe(files[file]);
    const { errors = [] } = loadPack({ ...files, [file]: text }, words);
    const line = text.slice(0, text.indexOf(put)).split('\n').length;
    expect(errors.map((error) => error.code)).toContain(code);
    expect(errors.filter((error) => error.file !== file)).toEqual([]);
    const near = errors.filter((error) => error.code === code).map((error) => Math.abs(error.line - line));
    // Weights are summed at the total, a few lines above.
    expect(Math.min(...near)).toBeLessThanOrEqual(6);
  });
});
