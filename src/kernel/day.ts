import { Refusal } from './refusal.ts';

/** A calendar day in Asia/Shanghai, `YYYY-MM-DD`. Days compare as strings: `a < b` is "a is earlier". */
export type Day = string;

export const TIME_ZONE = 'Asia/Shanghai';
const DAY_MS = 86_400_000;

export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

/** @throws Refusal `input.invalid` when the text is no day of the calendar, 2026-02-29 included. */
export function day(text: string): Day {
  if (!isDay(text)) throw new Refusal('input.invalid', { day: text });
  return text;
}

/** The day it is in Asia/Shanghai at an instant. */
export function dayOf(instant: Temporal.Instant): Day {
  return instant.toZonedDateTimeISO(TIME_ZONE).toPlainDate().toString();
}

const toNumber = (text: Day) => Date.parse(`${day(text)}T00:00:00Z`) / DAY_MS;
const fromNumber = (number: number): Day => new Date(number * DAY_MS).toISOString().slice(0, 10);

export function addDays(from: Day, days: number): Day {
  return fromNumber(toNumber(from) + days);
}

/** Days from one to the other; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return toNumber(to) - toNumber(from);
}

/** Same day of the month, or the last day of a shorter month: 2026-01-31 + 1 = 2026-02-28. */
export function addMonths(from: Day, months: number): Day {
  const { year, month, date } = partsOf(from);
  const index = year * 12 + (month - 1) + months;
  const last = new Date(Date.UTC(Math.floor(index / 12), (((index % 12) + 12) % 12) + 1, 0));
  last.setUTCDate(Math.min(date, last.getUTCDate()));
  return last.toISOString().slice(0, 10);
}

export function addYears(from: Day, years: number): Day {
  return addMonths(from, years * 12);
}

export function compareDays(a: Day, b: Day): -1 | 0 | 1 {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whole months gone by from one day to the other: the most that can be added to `from` without passing `to`. */
export function monthsBetween(from: Day, to: Day): number {
  if (to < from) return -monthsBetween(to, from) || 0;
  const a = partsOf(from);
  const b = partsOf(to);
  const months = (b.year - a.year) * 12 + b.month - a.month;
  return addMonths(from, months) > to ? months - 1 : months;
}

export const yearOf = (text: Day) => partsOf(text).year;
export const firstOfYear = (year: number): Day => `${String(year).padStart(4, '0')}-01-01`;
export const lastOfYear = (year: number): Day => `${String(year).padStart(4, '0')}-12-31`;

/** 1 is Monday, 7 is Sunday. */
export function dayOfWeek(text: Day): number {
  return ((((toNumber(text) + 3) % 7) + 7) % 7) + 1;
}

export const isWeekend = (text: Day) => dayOfWeek(text) > 5;

/** `2026年11月3日`, without leading zeros (GB/T 9704-2012 7.3.5.4: 不编虚位). */
export function formatDay(text: Day): string {
  const { year, month, date } = partsOf(text);
  return `${year}年${month}月${date}日`;
}

/** `2026年11月23日17:00` in Asia/Shanghai. */
export function formatMoment(instant: Temporal.Instant): string {
  const at = instant.toZonedDateTimeISO(TIME_ZONE);
  return `${formatDay(dayOf(instant))}${String(at.hour).padStart(2, '0')}:${String(at.minute).padStart(2, '0')}`;
}

/** The first moment that is too late, as people say it: midnight is 24:00 of the day that ends. */
export function formatClosing(instant: Temporal.Instant): string {
  const at = instant.toZonedDateTimeISO(TIME_ZONE);
  return at.hour === 0 && at.minute === 0 ? `${formatDay(addDays(dayOf(instant), -1))}24:00` : formatMoment(instant);
}

function partsOf(text: Day): { year: number; month: number; date: number } {
  day(text);
  return { year: Number(text.slice(0, 4)), month: Number(text.slice(5, 7)), date: Number(text.slice(8, 10)) };
}
