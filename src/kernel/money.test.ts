import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalOf, type Fen, fen, formatIn, formatMoney, formatYuan, parseMoney, share, sumOf } from './money.ts';

describe('money', () => {
  test('is whole fen and nothing else', () => {
    expect(fen(12_345)).toBe(12_345);
    expect(() => fen(0.5)).toThrow(RangeError);
    expect(() => fen(Number.NaN)).toThrow(RangeError);
    expect(() => fen(2 ** 53)).toThrow(RangeError);
    expect(Object.is(fen(-0), 0)).toBe(true);
  });

  test('is written as officials write it', () => {
    expect(formatYuan(fen(123_456))).toBe('¥1,234.56');
    expect(formatYuan(fen(-5))).toBe('-¥0.05');
    expect(formatYuan(fen(100_000_000_000))).toBe('¥1,000,000,000.00');
    expect(formatIn(fen(123_450_000_00), '万元')).toBe('12,345万元');
    expect(formatIn(fen(1), '万元')).toBe('0.000001万元');
    expect(formatIn(fen(65_360_000_000_00), '亿元')).toBe('653.6亿元');
    expect(formatMoney(fen(100_0000_00))).toBe('100万元');
    expect(formatMoney(fen(12_3456_78))).toBe('123,456.78元');
    expect(formatMoney(fen(1_5000_0000_00))).toBe('1.5亿元');
    expect(formatMoney(fen(0))).toBe('0元');
  });

  test('is read as people type it, in the unit of the field', () => {
    expect(parseMoney('100', '万元')).toBe(100_000_000);
    expect(parseMoney('¥1,234.56', '元')).toBe(123_456);
    expect(parseMoney('1234.5', '千元')).toBe(123_450_000);
    expect(parseMoney('0.29', '元')).toBe(29);
    expect(parseMoney('-3.00', '元')).toBe(-300);
  });

  test('smaller than a fen, or no number, is refused', () => {
    expect(() => parseMoney('0.001', '元')).toThrow('input.invalid');
    expect(() => parseMoney('约100', '万元')).toThrow('input.invalid');
    expect(() => parseMoney('99999999999', '亿元')).toThrow('input.invalid');
  });

  test('what is written is read back, whatever the unit', () => {
    const amounts = fc.integer({ min: -(10 ** 14), max: 10 ** 14 }).map(fen);
    const units = fc.constantFrom('元', '千元', '万元', '亿元');
    fc.assert(
      fc.property(amounts, units, (amount, unit) => {
        expect(parseMoney(decimalOf(amount, unit), unit)).toBe(amount);
      }),
    );
  });

  test('is shared to the last fen, the largest remainder first', () => {
    expect(share(fen(100), [1, 1, 1])).toEqual([34, 33, 33]);
    expect(share(fen(101), [7, 3])).toEqual([71, 30]);
    expect(share(fen(1001), [0.7, 0.3])).toEqual([701, 300]);
    expect(share(fen(-100), [1, 2])).toEqual([-33, -67]);
    expect(share(fen(5), [0, 1])).toEqual([0, 5]);
    expect(() => share(fen(5), [0, 0])).toThrow(RangeError);
    expect(() => share(fen(5), [-1, 2])).toThrow(RangeError);
  });

  test('any sum shared by any ratios adds up again, and no part is a fen off its due', () => {
    const totals = fc.maxSafeInteger().map(fen);
    const ratios = fc.array(fc.nat(1000), { minLength: 1, maxLength: 9 }).filter((all) => all.some((one) => one > 0));
    fc.assert(
      fc.property(totals, ratios, (total, weights) => {
        const parts = share(total, weights);
        expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(total));
        const all = BigInt(weights.reduce((a, b) => a + b, 0));
        for (const [index, part] of parts.entries()) {
          const off = BigInt(part) * all - BigInt(total) * BigInt(weights[index] ?? 0);
          expect(off < all && off > -all).toBe(true);
        }
      }),
    );
  });

  test('a sum of nothing is nothing', () => {
    expect(sumOf([])).toBe(0);
    expect(sumOf([fen(1), fen(2)] as Fen[])).toBe(3);
  });
});
