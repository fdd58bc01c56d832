import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FACTS } from '../facts/vocabulary.ts';
import { EFFECTS } from '../kernel/effect.ts';
import { PAPERS } from '../kernel/paper.ts';
import { diffPacks, diffText } from './diff.ts';
import { evaluate } from './evaluate.ts';
import { loadPack } from './load.ts';
import type { Pack, PackFiles } from './pack.ts';
import { packFolder, readPackFiles, readPacks } from './read.ts';

const words = { facts: FACTS, effects: EFFECTS, papers: PAPERS };
const packs = (await readPacks(words)).flatMap(({ pack }) => (pack ? [pack] : []));
const { 'examples.yaml': _examples, ...files } = readPackFiles(packFolder('000000-example/maker-space-2025') ?? '');

function load(texts: PackFiles): Pack {
  const { pack, errors } = loadPack(texts, words);
  if (!pack) throw new Error(errors.map((error) => error.zh).join('\n'));
  return pack;
}
const before = load(files);
/** The fictional pack with texts of `recognition.yaml` replaced. */
function edited(...edits: [find: string | RegExp, put: string][]): Pack {
  let text = files['recognition.yaml'] ?? '';
  for (const [find, put] of edits) {
    const next = text.replace(find, put);
    if (next === text && !text.includes(put)) throw new Error(`nothing to replace: ${find}`);
    text = next;
  }
  return load({ ...files, 'recognition.yaml': text });
}
const told = (after: Pack) => diffPacks(before, after).map(({ of, change, a, b }) => [of, change, (a ?? b)?.id]);

describe('the difference', () => {
  test.each(packs.map((pack) => [pack.id, pack] as const))('of %s with itself is empty', (_id, pack) => {
    expect(diffPacks(pack, pack)).toEqual([]);
    fc.assert(
      fc.property(fc.date({ min: new Date('2010-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }), (day) => {
        expect(diffPacks(pack, pack, day.toISOString().slice(0, 10))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  test('of a greater minimum is tightened, in the figure and in what asks for it, each with its clause', () => {
    const after = edited(['value: 12, cites: 第三条(六)', 'value: 18, cites: 第三条(六)']);
    expect(diffText(diffPacks(before, after), 'zh')).toBe(
      [
        '收紧  数值 运营时间下限: 12个月 [第三条(六)] → 18个月 [第三条(六)]',
        '收紧  条件 开业时间符合 [第三条(六)] → 开业时间符合 [第三条(六)]',
      ].join('\n'),
    );
  });

  test.each<[string, [string | RegExp, string][], unknown[]]>([
    [
      'a smaller minimum',
      [['value: 10, cites: 第三条(三)', 'value: 9, cites: 第三条(三)']],
      [
        ['parameter', 'relaxed', 'minimumResidents'],
        ['requirement', 'relaxed', 'residents'],
      ],
    ],
    [
      'a smaller maximum',
      [['value: 15, cites: 第三条(三)', 'value: 14, cites: 第三条(三)']],
      [
        ['parameter', 'tightened', 'maximumResidentsPerMentor'],
        ['requirement', 'tightened', 'mentors'],
      ],
    ],
    [
      'one more legal form',
      [['publicInstitution, socialService]', 'publicInstitution, socialService, other]']],
      [
        ['parameter', 'relaxed', 'legalForms'],
        ['requirement', 'relaxed', 'applicant'],
      ],
    ],
    [
      'an alternative dropped',
      [['|| space.operatingMonths >= minimumOperation', '']],
      [
        ['parameter', 'changed', 'minimumOperation'],
        ['requirement', 'tightened', 'opening'],
      ].slice(1),
    ],
    [
      'one more service asked',
      [["'techTransfer', 'ip']", "'techTransfer', 'ip', 'testing']"]],
      [['requirement', 'tightened', 'services']],
    ],
    [
      'a must become a should',
      [['id: residents, cites', 'id: residents, kind: should, cites']],
      [['requirement', 'relaxed', 'residents']],
    ],
    [
      'more than where at least stood',
      [['space.desks > preferredDesks', 'space.desks >= preferredDesks']],
      [['requirement', 'relaxed', 'large']],
    ],
    ['another guard', [['    when: space.leased\n', '']], [['requirement', 'tightened', 'lease']]],
    [
      'another fact',
      [['check: space.residents >= minimumResidents', 'check: space.annualResidents >= minimumResidents']],
      [['requirement', 'notComparable', 'residents']],
    ],
    [
      'a veto that strikes less often',
      [["check: '!space.fixedPremises'", "check: '!space.fixedPremises && space.leased'"]],
      [['requirement', 'relaxed', 'no-premises']],
    ],
    ['a requirement struck out', [[/ {2}- \{ id: large.*\n/, '']], [['requirement', 'removed', 'large']]],
    [
      'both ways at once',
      [
        ['value: 10, cites: 第三条(三)', 'value: 11, cites: 第三条(三)'],
        ['kind: should, says: 原则上一年', 'says: 一年'],
      ],
      [
        ['parameter', 'tightened', 'minimumResidents'],
        ['requirement', 'tightened', 'residents'],
        ['requirement', 'tightened', 'events'],
      ],
    ],
    [
      'a longer notice',
      [['notice: { workingDays: 5', 'notice: { workingDays: 7']],
      [['procedure', 'changed', 'recognition']],
    ],
  ])('of %s', (_name, edits, expected) => {
    expect(told(edited(...edits))).toEqual(expected);
  });

  test('is turned round when the packs are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), (residents, mentors) => {
        const after = edited(
          ['value: 10, cites: 第三条(三)', `value: ${residents}, cites: 第三条(三)`],
          ['value: 15, cites: 第三条(三)', `value: ${mentors}, cites: 第三条(三)`],
        );
        const turned = { tightened: 'relaxed', relaxed: 'tightened' } as Record<string, string>;
        expect(diffPacks(after, before).map(({ change, label }) => [turned[change] ?? change, label])).toEqual(
          diffPacks(before, after).map(({ change, label }) => [change, label]),
        );
      }),
      { numRuns: 30 },
    );
  });

  test('says tightened only where whoever meets the new requirement met the old', () => {
    const number = fc.integer({ min: 1, max: 30 });
    fc.assert(
      fc.property(
        number,
        number,
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 0, max: 6 }),
        (least, most, residents, mentors) => {
          const after = edited(
            ['value: 10, cites: 第三条(三)', `value: ${least}, cites: 第三条(三)`],
            ['value: 15, cites: 第三条(三)', `value: ${most}, cites: 第三条(三)`],
          );
          const facts = { 'space.residents': residents, 'space.mentors': mentors, 'space.hardshipRegion': false };
          const order = ['unmet', 'unknown', 'met'];
          const outcome = (pack: Pack, id: string) =>
            order.indexOf(evaluate(pack, facts, '2025-06-30').find((each) => each.requirement === id)?.outcome ?? '');
          for (const { of, change, a } of diffPacks(before, after)) {
            if (of !== 'requirement' || !a) continue;
            if (change === 'tightened') expect(outcome(after, a.id)).toBeLessThanOrEqual(outcome(before, a.id));
            if (change === 'relaxed') expect(outcome(after, a.id)).toBeGreaterThanOrEqual(outcome(before, a.id));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('compares dated values on the day asked for', () => {
    const after = edited([
      '{ from: 2027-01-01, value: 800, cites: 第三条(二) }',
      '{ from: 2027-01-01, value: 900, cites: 第三条(二) }',
    ]);
    expect(diffPacks(before, after, '2026-12-31')).toEqual([]);
    expect(diffPacks(before, after, '2027-01-01').map(({ change, a, b }) => [change, a?.says, b?.says])).toEqual([
      ['tightened', '800平方米', '900平方米'],
      ['tightened', '面积达到下限', '面积达到下限'],
    ]);
  });

  test('warns where a province asks less than the nation', () => {
    const pack = (id: string) => packs.find((each) => each.id === id) as Pack;
    const rows = diffPacks(pack('100000-national/maker-space-filing-2017'), pack('430000-hunan/maker-space-2016'));
    const of = (id: string) => rows.find((row) => row.of === 'requirement' && row.a?.id === id);
    expect(of('operating-time')).toMatchObject({ change: 'relaxed', contradicts: true, b: { cites: '第五条(一)' } });
    expect(of('size')).toMatchObject({ change: 'tightened', contradicts: false, b: { id: 'floor-area' } });
    expect(of('events')).toMatchObject({ change: 'removed', contradicts: true });
    expect(of('legal-person')).toMatchObject({ change: 'tightened', contradicts: false });
    expect(
      diffPacks(pack('430000-hunan/maker-space-2016'), pack('310000-shanghai/maker-space')).some(
        (row) => row.contradicts,
      ),
    ).toBe(false);
  });
});
