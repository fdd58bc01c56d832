import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  addYears,
  compareDays,
  dayOf,
  dayOfWeek,
  daysBetween,
  formatClosing,
  formatDay,
  formatMoment,
  isDay,
  monthsBetween,
} from './day.ts';

const days = fc.integer({ min: -20_000, max: 30_000 }).map((offset) => addDays('2000-01-01', offset));

describe('a day', () => {
  test('is a day of the calendar', () => {
    expect(['2026-11-23', '2024-02-29', '2026-02-29', '2026-13-01', '2026-1-1', ''].map(isDay)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(() => addDays('2026-02-30', 1)).toThrow('input.invalid');
  });

  test('is counted in Asia/Shanghai', () => {
    expect(dayOf(Temporal.Instant.from('2026-11-23T15:59:59Z'))).toBe('2026-11-23');
    expect(dayOf(Temporal.Instant.from('2026-11-23T16:00:00Z'))).toBe('2026-11-24');
  });

  test('moves by days, months and years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2026-01-31', -2)).toBe('2025-11-30');
    expect(addYears('2024-02-29', 3)).toBe('2027-02-28');
    expect(daysBetween('2026-11-23', '2026-11-20')).toBe(-3);
    expect(compareDays('2026-11-23', '2026-11-24')).toBe(-1);
    expect(dayOfWeek('2026-11-23')).toBe(1);
    expect(dayOfWeek('1969-12-28')).toBe(7);
  });

  test('whole months between two days', () => {
    expect(monthsBetween('2025-11-23', '2026-11-22')).toBe(11);
    expect(monthsBetween('2025-11-23', '2026-11-23')).toBe(12);
    expect(monthsBetween('2026-01-31', '2026-02-28')).toBe(1);
    expect(monthsBetween('2026-03-01', '2026-02-01')).toBe(-1);
  });

  test('agrees with Temporal', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -500, max: 500 }), (from, n) => {
        const date = Temporal.PlainDate.from(from);
        expect(addMonths(from, n)).toBe(date.add({ months: n }).toString());
        expect(addDays(from, n)).toBe(date.add({ days: n }).toString());
        expect(dayOfWeek(from)).toBe(date.dayOfWeek);
      }),
    );
  });

  test('months between is the most that can be added without passing', () => {
    fc.assert(
      fc.property(days, days, (a, b) => {
        const [from, to] = a <= b ? [a, b] : [b, a];
        const months = monthsBetween(from, to);
        expect(addMonths(from, months) <= to).toBe(true);
        expect(addMonths(from, months + 1) > to).toBe(true);
      }),
    );
  });

  test('is written without leading zeros', () => {
    expect(formatDay('2026-01-05')).toBe('2026年1月5日');
    expect(formatMoment(Temporal.Instant.from('2026-11-23T09:05:00Z'))).toBe('2026年11月23日17:05');
  });

  test('a closing at midnight is told by the day that ends', () => {
    const closing = (text: string) => formatClosing(Temporal.Instant.from(text));
    expect(closing('2026-11-17T00:00:00+08:00')).toBe('2026年11月16日24:00');
    expect(closing('2027-01-01T00:00:00+08:00')).toBe('2026年12月31日24:00');
    expect(closing('2026-11-16T17:00:00+08:00')).toBe('2026年11月16日17:00');
  });
});
