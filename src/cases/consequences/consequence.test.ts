import { expect, test } from 'vitest';
import type { Pack } from '../../policy/pack.ts';
import { packAt } from '../packs/pack.given.ts';
import { type Choice, checkChoices, draftItems, historyInWords } from './consequence.ts';

const pack = packAt('000000-example/maker-space-2025');
const ON = '2026-10-31';
const past = (...grades: string[]) => ({
  held: [2024, 2025, 2026],
  past: grades
    .map((grade, at) => ({
      year: 2027 - grades.length + at,
      participated: grade !== 'absent',
      grade: grade === 'absent' ? null : grade,
      label: null,
      source: '示例',
    }))
    .filter(({ grade }) => grade !== 'none'),
});
const items = (...grades: string[]) => draftItems(pack, 'performance', past(...grades), {}, ON);
const choice = (id: string, given: Partial<Choice> = {}): Choice => ({
  id,
  chosen: true,
  reason: null,
  fen: null,
  addressee: null,
  ...given,
});
const refused = (choices: readonly Choice[]) => {
  try {
    checkChoices(pack, items('excellent', 'pass', 'excellent'), choices, ON);
  } catch (error) {
    return (error as { fields: { path: string; code: string }[] }).fields.map(({ path, code }) => [path, code]);
  }
  return [];
};

test('a draft holds the amount that the grade gives, shared to the last fen, and what the document leaves open', () => {
  const drafted = items('excellent', 'pass', 'excellent');
  expect(drafted.map(({ id, counted, amount, level }) => [id, counted, amount?.fen, level])).toEqual([
    ['commend', '2026年优秀（示例）', undefined, null],
    ['recommend', '3年中2年，2024年优秀（示例）；2026年优秀（示例）', undefined, 'national'],
    ['award', '2026年优秀（示例）', 30_000_000, null],
    ['operating', '2026年优秀（示例）', null, null],
  ]);
  expect(drafted[2]?.amount?.shares).toEqual([
    { who: '省', fen: 18_000_000 },
    { who: '市', fen: 12_000_000 },
  ]);
  expect(drafted[3]?.amount?.missing).toEqual(['parameter:operatingSubsidy']);
});

test('what the document computes is not set by hand, what it leaves open is; a recommendation needs its addressee', () => {
  const addressee = '上级主管部门';
  expect(refused([])).toEqual([
    ['items.recommend.addressee', 'required'],
    ['items.operating.fen', 'required'],
  ]);
  expect(
    refused([choice('recommend', { addressee }), choice('operating', { fen: 1 }), choice('award', { fen: 1 })]),
  ).toEqual([['items.award.fen', 'computed']]);
  expect(refused([choice('recommend', { addressee }), choice('operating', { chosen: false })])).toEqual([
    ['items.operating.reason', 'required'],
  ]);
  const set = [choice('recommend', { addressee }), choice('operating', { fen: 8_000_000 })];
  const checked = checkChoices(pack, items('excellent', 'pass', 'excellent'), set, ON);
  expect(checked[3]?.amount).toMatchObject({ fen: 8_000_000, shares: [] });
  // Put forward again as it stands.
  expect(checkChoices(pack, checked, [], ON)).toEqual(checked);
});

test('two years of three that failed lower the level; two in a row end it, and nothing else is ordered then', () => {
  const chosen = (...grades: string[]) =>
    items(...grades).flatMap(({ id, chosen: isChosen }) => (isChosen ? [id] : []));
  expect(chosen('fail', 'pass', 'fail')).toEqual(['rectify', 'downgrade']);
  expect(chosen('pass', 'fail', 'fail')).toEqual(['revoke']);
  expect(chosen('fail', 'absent')).toEqual(['revoke']);
});

test('a year without a result is no link between two that failed; the draft names the years, and the gap', () => {
  const counted = (pack: Pack, ...grades: string[]) =>
    draftItems(pack, 'performance', past(...grades), {}, ON).map((item) => [item.id, item.counted, item.years]);
  expect(counted(pack, 'fail', 'none', 'fail')).toEqual([
    ['rectify', '2026年不合格（示例）', [2026]],
    ['downgrade', '3年中2年，2024年不合格（示例）；2026年不合格（示例）', [2024, 2026]],
  ]);
  expect(counted(pack, 'pass', 'fail', 'fail')[1]).toEqual([
    'revoke',
    '连续2年，2025年不合格（示例）；2026年不合格（示例）',
    [2025, 2026],
  ]);
  expect(historyInWords(past('fail', 'none', 'fail'), pack, 'performance')).toBe(
    '2024年不合格（示例）；2025年没有本单位的结果；2026年不合格（示例）',
  );
});

test('twice in a row, where the document counts rounds: a year without a round is left out, and the draft says so', () => {
  const national = packAt('100000-national/incubator-2018');
  const biennial = { ...past('fail', 'none', 'fail'), held: [2024, 2026] };
  const [item] = draftItems(national, 'assessment', biennial, {}, ON);
  expect(item?.counted).toBe('连续2次考核，2024年不合格（示例）；2026年不合格（示例）');
  expect(historyInWords(biennial, national, 'assessment')).toContain('2025年没有组织考核');
  expect(draftItems(national, 'assessment', past('fail', 'none', 'fail'), {}, ON)).toEqual([]);
});
