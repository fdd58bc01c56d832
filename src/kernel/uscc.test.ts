import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Refusal } from './refusal.ts';
import { isUscc, parseUscc, usccFor } from './uscc.ts';

const refusalOf = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error.fields[0];
    throw error;
  }
};

test('the example code of the standard is valid', () => {
  expect(isUscc('91350100M000100Y43')).toBe(true);
});

test('a code is read as people type it', () => {
  expect(parseUscc(' 91350100m000100y43 ')).toBe('91350100M000100Y43');
  expect(parseUscc('91350100M000100Y43')).toBe('91350100M000100Y43');
});

test('a wrong code says what is wrong with it, at the field', () => {
  expect(refusalOf(() => parseUscc('91350100M000100Y44', 'operator.uscc'))).toEqual({
    path: 'operator.uscc',
    code: 'uscc.check',
    message: '统一社会信用代码校验位不符，请核对',
  });
  expect(refusalOf(() => parseUscc('9135010OM000100Y43'))?.code).toBe('uscc.form');
  expect(refusalOf(() => parseUscc(''))?.code).toBe('uscc.form');
});

test('codes made for fixtures are valid, and no single wrong digit goes unseen', () => {
  const digits = fc.integer({ min: 0, max: 9 });
  fc.assert(
    fc.property(fc.nat(99_999_999), fc.integer({ min: 2, max: 16 }), digits, (serial, place, digit) => {
      const code = usccFor(serial, '120102');
      expect(isUscc(code)).toBe(true);
      const changed = code.slice(0, place) + digit + code.slice(place + 1);
      expect(isUscc(changed)).toBe(changed === code);
    }),
  );
});
