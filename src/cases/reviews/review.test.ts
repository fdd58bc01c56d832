import { expect, test } from 'vitest';
import { Refusal } from '../../kernel/refusal.ts';
import { aggregate, checkEntry } from './review.ts';

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

test('the mean is exact to four decimals', () => {
  expect(aggregate([80, 85.5, 90.25], 'mean')).toBe(85.25);
  expect(aggregate([80, 80, 81], 'mean')).toBe(80.3333);
  expect(aggregate([], 'mean')).toBeNull();
});

test('one highest and one lowest are left out where at least three scored', () => {
  expect(aggregate([60, 80, 82, 100], 'dropExtremes')).toBe(81);
  expect(aggregate([60, 100], 'dropExtremes')).toBe(80);
});

test('an entry beyond the sheet is refused even as a draft, a draft may be empty', () => {
  const empty = { score: null, items: {}, opinion: null, recommendation: null };
  expect(() => checkEntry(sheet, empty, true)).not.toThrow();
  for (const score of [0, 88.55, 99.99, 100]) expect(() => checkEntry(sheet, { ...empty, score }, true)).not.toThrow();
  for (const score of [-1, 100.5, 88.888]) expect(() => checkEntry(sheet, { ...empty, score }, true)).toThrow(Refusal);
  expect(() =>
    checkEntry({ ...sheet, gives: 'opinion' }, { ...empty, opinion: '可行', recommendation: 'reserve' }, false),
  ).not.toThrow();
});
