import { addDays, formatDay, isDay } from '../../src/kernel/day.ts';
import { type Fen, formatMoney } from '../../src/kernel/money.ts';
import { english } from './english.ts';

const SHANGHAI = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const GROUPED = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 6 });

function partsInShanghai(instant: string | Date) {
  const parts = Object.fromEntries(SHANGHAI.formatToParts(new Date(instant)).map((part) => [part.type, part.value]));
  return { day: `${parts.year}-${parts.month}-${parts.day}`, time: `${parts.hour}:${parts.minute}` };
}

/** `2026年11月3日`; a moment is read as the day it is in Asia/Shanghai. */
export function showDay(value: string | null | undefined): string {
  if (!value) return '—';
  return formatDay(isDay(value) ? value : partsInShanghai(value).day);
}

/** A computed day; 暂定 while it rests on a calendar not yet published. */
export const showDue = (day: string | null, provisional: boolean): string =>
  `${showDay(day)}${provisional ? '（暂定）' : ''}`;

/** `2026年11月3日 09:05`, Asia/Shanghai. */
export function showMoment(value: string | null | undefined): string {
  if (!value) return '—';
  const { day, time } = partsInShanghai(value);
  return `${formatDay(day)} ${time}`;
}

/** The first moment that is too late, as people say it: `2026年11月16日 24:00` rather than 00:00 of the next day. */
export function showClosing(value: string | null | undefined): string {
  if (!value) return '—';
  const { day, time } = partsInShanghai(value);
  return time === '00:00' ? `${formatDay(addDays(day, -1))} 24:00` : `${formatDay(day)} ${time}`;
}

/** `09:05`, Asia/Shanghai. */
export const timeInShanghai = (value: string) => partsInShanghai(value).time;
export const dayInShanghai = (value: string | Date) => partsInShanghai(value).day;

/** The instant at which a clock in Asia/Shanghai shows this day and time (UTC+8 all year since 1992). */
export const momentInShanghai = (day: string, time: string) => new Date(`${day}T${time}:00+08:00`).toISOString();

export const showNumber = (value: number) => GROUPED.format(value);
export const showArea = (value: number) => `${GROUPED.format(value)}平方米`;
export const showMoney = (fen: number) =>
  english === null ? formatMoney(fen as Fen) : `${GROUPED.format(fen / 100)} yuan`;

/** A measured value in its unit as facts have it: m2, 分，月，1 (ratio), 个，家 ... */
export function showMeasure(value: unknown, unit: string | null | undefined): string {
  if (value === null || value === undefined) return '未知';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value)) return value.length > 0 ? value.join('、') : '无';
  if (typeof value === 'string') return isDay(value) ? formatDay(value) : value;
  if (typeof value !== 'number') return String(value);
  if (unit === 'm2') return showArea(value);
  if (unit === '分') return showMoney(value);
  if (unit === '1') return `${GROUPED.format(Math.round(value * 10_000) / 100)}%`;
  if (unit === '月') return `${GROUPED.format(value)}个月`;
  return `${GROUPED.format(value)}${unit ?? ''}`;
}

export function showSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${Math.round(bytes / 104_857.6) / 10} MB`;
}
