import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { isIdNumber, isPhone } from './person.ts';
import { maskIdNumber, maskPhone, seal, unseal } from './personal-data.ts';

const key = randomBytes(32);
const place = { table: 'person', row: 'a', field: 'phone' };

test('a sealed value opens where it was sealed', () => {
  expect(unseal(seal('13812345678', place, key), place, key)).toBe('13812345678');
});

test('the same value sealed twice looks different', () => {
  expect(seal('13812345678', place, key)).not.toEqual(seal('13812345678', place, key));
});

test.each([
  ['another row', { ...place, row: 'b' }],
  ['another field', { ...place, field: 'idNumber' }],
  ['another table', { ...place, table: 'objection' }],
])('moved to %s it does not open', (_, elsewhere) => {
  expect(() => unseal(seal('13812345678', place, key), elsewhere, key)).toThrow();
});

test('altered by one bit, or opened with another key, it does not open', () => {
  const sealed = seal('13812345678', place, key);
  sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
  expect(() => unseal(sealed, place, key)).toThrow();
  expect(() => unseal(seal('13812345678', place, key), place, randomBytes(32))).toThrow();
});

test('an ID number shows its first six and last four, a phone its first three and last four', () => {
  expect(maskIdNumber('11010519491231002X')).toBe('110105********002X');
  expect(maskPhone('13812345678')).toBe('138****5678');
  expect(maskPhone('12345')).toBe('*****');
});

test('an ID number is checked by its last character', () => {
  expect(isIdNumber('11010519491231002X')).toBe(true);
  expect(isIdNumber('110105194912310021')).toBe(false);
});

test('a phone is a mobile number or a landline with its area code', () => {
  expect(['13812345678', '0731-88988888', '022-12345678-801'].map(isPhone)).toEqual([true, true, true]);
  expect(['12812345678', '88988888', '1381234567'].map(isPhone)).toEqual([false, false, false]);
});
