import { Refusal } from './refusal.ts';

/** Unified social credit code (统一社会信用代码), GB 32100-2015: 18 characters, the last one a check character. */
export type Uscc = string & { readonly __code: 'uscc' };

/** GB 32100-2015 表3: no I, O, S, V, Z. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** GB 32100-2015 5.4.3: 3^(i-1) mod 31. */
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/** GB 11714: weights of the eight characters of the organisation code inside (positions 9 to 16). */
const BODY_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
const FORM = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

/** The character that position 18 must hold. */
export function checkCharacter(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * ALPHABET.indexOf(first17[index] ?? ''), 0);
  return ALPHABET[(31 - (sum % 31)) % 31] ?? '';
}

export function isUscc(text: string): text is Uscc {
  return FORM.test(text) && checkCharacter(text) === text[17];
}

/**
 * Reads a code as typed: blanks, full-width and small letters are forgiven.
 *
 * @throws Refusal `input.invalid`, which says whether the form or the check character is wrong
 */
export function parseUscc(text: string, path = 'uscc'): Uscc {
  const code = text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
  if (isUscc(code)) return code;
  const message = FORM.test(code)
    ? '统一社会信用代码校验位不符，请核对'
    : '统一社会信用代码应为18位数字或大写字母(不含I、O、S、V、Z)';
  throw new Refusal('input.invalid', { uscc: text }, [
    { path, code: FORM.test(code) ? 'uscc.check' : 'uscc.form', message },
  ]);
}

/**
 * A valid code for fixtures and the demo: an enterprise (91) registered in `division`.
 *
 * @param serial 0 to 99,999,999, written into the organisation code
 */
export function usccFor(serial: number, division = '430102', registrar = '91'): Uscc {
  const body = String(serial).padStart(8, '0');
  const sum = BODY_WEIGHTS.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  const bodyCheck = '0123456789X0'[11 - (sum % 11)] ?? '0';
  const first17 = `${registrar}${division}${body}${bodyCheck}`;
  const code = first17 + checkCharacter(first17);
  if (!isUscc(code)) throw new RangeError(`no code can be made of ${registrar}, ${division}, ${serial}`);
  return code;
}
