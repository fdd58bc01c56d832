import { expect, test } from 'vitest';
import { type Field, showValue } from './records.ts';

const count = (unit: string) => ({ type: 'count', unit }) as Field;

test('a number is grouped, a year is not', () => {
  expect(showValue(count('人'), 2025)).toBe('2,025人');
  expect(showValue(count('年'), 2025)).toBe('2025年');
});
