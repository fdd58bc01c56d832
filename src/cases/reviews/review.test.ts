import { expect, test } from 'vitest';
import { Refusal } from '../../kernel/refusal.ts';
import { checkEntry } from './review.ts';

const sheet = {
  each: 3,
  gives: 'both',
  maxScore: 100,
  aggregate: 'mean',
  scheme: '',
  version: 1,
  items: [],
  changed: null,
} as const;

test('an entry beyond the sheet is refused even as a draft, a draft may be empty', () => {
  const empty = { score: null, items: {}, opinion: null, recommendation: null };
  expect(() => checkEntry(sheet, empty, true)).not.toThrow();
  for (const score of [0, 88.55, 99.99, 100]) expect(() => checkEntry(sheet, { ...empty, score }, true)).not.toThrow();
  for (const score of [-1, 100.5, 88.888]) expect(() => checkEntry(sheet, { ...empty, score }, true)).toThrow(Refusal);
  expect(() =>
    checkEntry({ ...sheet, gives: 'opinion' }, { ...empty, opinion: '可行', recommendation: 'reserve' }, false),
  ).not.toThrow();
});
