import { Refusal } from './refusal.ts';

/** Money in whole fen (1 yuan = 100 fen). Yuan, 千元, 万元 and 亿元 exist only in texts. */
export type Fen = number & { readonly __unit: 'fen' };

/** @throws RangeError when the amount is not a whole number of fen that a number can hold exactly. */
export function fen(amount: number): Fen {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not a whole number of fen: ${amount}`);
  return (amount === 0 ? 0 : amount) as Fen;
}

export function sumOf(amounts: Iterable<Fen>): Fen {
  let total = 0;
  for (const amount of amounts) total += amount;
  return fen(total);
}

/** Units in which officials write money; `digits` is how far the decimal point moves from fen. */
export const MONEY_UNITS = {
  元: { digits: 2, en: 'yuan' },
  千元: { digits: 5, en: 'thousand yuan' },
  万元: { digits: 6, en: 'ten thousand yuan' },
  亿元: { digits: 10, en: 'hundred million yuan' },
} as const;
export type MoneyUnit = keyof typeof MONEY_UNITS;

/**
 * Reads an amount a person typed: `1,234.56`, `¥100`, full-width digits; never through a float.
 *
 * @param unit what one stands for, from the label of the field
 * @throws Refusal `input.invalid` when it is no amount or has parts smaller than a fen
 */
export function parseMoney(text: string, unit: MoneyUnit): Fen {
  const plain = text.normalize('NFKC').replace(/[¥,\s]/g, '');
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(plain);
  if (!match) throw new Refusal('input.invalid', { amount: text });
  const [, sign, whole = '0', fraction = ''] = match;
  const { digits } = MONEY_UNITS[unit];
  if (/[1-9]/.test(fraction.slice(digits))) throw new Refusal('input.invalid', { amount: text, smallest: 'fen' });
  const amount = Number(whole + fraction.slice(0, digits).padEnd(digits, '0'));
  if (!Number.isSafeInteger(amount)) throw new Refusal('input.invalid', { amount: text });
  return fen(sign ? -amount : amount);
}

/** The exact decimal of an amount in a unit, without trailing zeros: `parseMoney` backwards. */
export function decimalOf(amount: Fen, unit: MoneyUnit): string {
  const { digits } = MONEY_UNITS[unit];
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  const fraction = text.slice(-digits).replace(/0+$/, '');
  return `${amount < 0 ? '-' : ''}${text.slice(0, -digits)}${fraction ? `.${fraction}` : ''}`;
}

const grouped = (decimal: string) => decimal.replace(/^(-?)(\d+)/, (_, sign, whole) => sign + withCommas(whole));
const withCommas = (digits: string) => digits.replace(/\B(?=(\d{3})+$)/g, ',');

/** `¥1,234.56`: always two decimals, for accounts and payments. */
export function formatYuan(amount: Fen): string {
  const text = String(Math.abs(amount)).padStart(3, '0');
  return `${amount < 0 ? '-' : ''}¥${withCommas(text.slice(0, -2))}.${text.slice(-2)}`;
}

/** `1,234.5万元`: the exact amount in the unit asked for, without trailing zeros. */
export function formatIn(amount: Fen, unit: MoneyUnit): string {
  return `${grouped(decimalOf(amount, unit))}${unit}`;
}

/** As official papers write it: 亿元 or 万元 where that stays exact to two decimals, else 元. */
export function formatMoney(amount: Fen): string {
  const size = Math.abs(amount);
  if (size >= 10 ** 10 && size % 10 ** 8 === 0) return formatIn(amount, '亿元');
  if (size >= 10 ** 6 && size % 10 ** 4 === 0) return formatIn(amount, '万元');
  return formatIn(amount, '元');
}

/**
 * Shares a sum by ratios so that the parts add up to the last fen: each part is rounded towards zero and the
 * fen left over go to the largest remainders, the earlier part first among equals.
 *
 * @param ratios not negative, not all zero; `[7, 3]` and `[0.7, 0.3]` mean the same
 * @throws RangeError when the ratios are none of these
 */
export function share(total: Fen, ratios: readonly number[]): Fen[] {
  const weights = wholeWeights(ratios);
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (sum === 0n) throw new RangeError('nothing to share by: every ratio is zero');
  const size = BigInt(Math.abs(total));
  const parts = weights.map((weight) => (size * weight) / sum);
  const remainders = weights.map((weight, index) => ({ index, remainder: (size * weight) % sum }));
  remainders.sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder < b.remainder ? 1 : -1));
  const left = Number(size - parts.reduce((a, b) => a + b, 0n));
  for (const { index } of remainders.slice(0, left)) parts[index] = (parts[index] ?? 0n) + 1n;
  return parts.map((part) => fen(total < 0 ? -Number(part) : Number(part)));
}

/** Ratios as whole numbers, taken from their decimal text so that 0.7 and 0.3 share exactly. */
function wholeWeights(ratios: readonly number[]): bigint[] {
  const texts = ratios.map((ratio) => {
    const text = String(ratio);
    if (!/^\d+(\.\d+)?$/.test(text)) throw new RangeError(`not a ratio: ${text}`);
    return text;
  });
  const places = Math.max(0, ...texts.map((text) => text.split('.')[1]?.length ?? 0));
  return texts.map((text) => {
    const [whole = '0', fraction = ''] = text.split('.');
    return BigInt(whole + fraction.padEnd(places, '0'));
  });
}
