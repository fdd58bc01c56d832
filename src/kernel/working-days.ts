import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { addDays, type Day, dayOf, formatDay, isDay, isWeekend, TIME_ZONE, yearOf } from './day.ts';
import { type FieldRefusal, Refusal } from './refusal.ts';

/** One year as the State Council published it (节假日安排): days off, and weekend days worked (调休). */
export interface YearCalendar {
  readonly year: number;
  readonly holidays: readonly Day[];
  readonly workdays: readonly Day[];
}

export interface WorkingCalendar {
  /** Years whose arrangement is known, ascending. */
  readonly years: readonly number[];
  /** False when a notice not yet published could still change the day. */
  isPublished(day: Day): boolean;
  isWorkingDay(day: Day): boolean;
  /** A day off by the published arrangement, be it a weekday or a weekend. */
  isHoliday(day: Day): boolean;
}

/** A computed day. `provisional` (暂定): it rests on a day of a year not yet published; decide nothing on it. */
export interface DueDay {
  readonly day: Day;
  readonly provisional: boolean;
}

/** `2027年1月5日`, and for papers what a day that may still move rests on. */
export const formatDue = ({ day, provisional }: DueDay): string =>
  `${formatDay(day)}${provisional ? '(暂定，该年度节假日安排尚未公布)' : ''}`;

/** The years the package holds, each as published. */
export const PACKAGED_YEARS: readonly YearCalendar[] = packagedYears();

function packagedYears(): YearCalendar[] {
  const holidays = Map.groupBy(Object.keys(published.holidays), yearOf);
  const workdays = Map.groupBy(Object.keys(published.workdays), yearOf);
  const isNewYear = (day: Day) => day.endsWith('-01-01');
  return [...holidays.keys()]
    .sort((a, b) => a - b)
    .filter((year) => holidays.get(year)?.some(isNewYear))
    .map((year) => ({
      year,
      holidays: (holidays.get(year) ?? []).sort(),
      workdays: (workdays.get(year) ?? []).sort(),
    }));
}

/**
 * The calendar that working days are counted by.
 *
 * @param added years an administrator entered; one that the package holds too replaces it. Such a year may name days
 *   of its neighbours: the arrangement of 2019 made 2018-12-29 a working day.
 * @throws Refusal `calendar.invalid` with the days at fault
 */
export function workingCalendar(added: readonly YearCalendar[] = []): WorkingCalendar {
  for (const year of added) checkYear(year);
  const replaced = new Set(added.map(({ year }) => year));
  const all = [...PACKAGED_YEARS.filter(({ year }) => !replaced.has(year)), ...added];
  const years = new Set(all.map(({ year }) => year));
  const off = new Map<Day, boolean>();
  for (const { holidays, workdays } of all.sort((a, b) => a.year - b.year)) {
    for (const day of holidays) off.set(day, true);
    for (const day of workdays) off.set(day, false);
  }
  return {
    years: [...years].sort((a, b) => a - b),
    // 元旦 reaches back over the turn of the year (2006-12-30, 2018-12-29, 2022-12-31), so these days wait for it.
    isPublished: (day) => years.has(yearOf(day)) && (day.slice(5) < '12-28' || years.has(yearOf(day) + 1)),
    isWorkingDay: (day) => !(off.get(day) ?? isWeekend(day)),
    isHoliday: (day) => off.get(day) === true,
  };
}

/** @throws Refusal `calendar.invalid`: a day outside the year, a day both off and worked, a weekday "worked". */
export function checkYear({ year, holidays, workdays }: YearCalendar): void {
  const fields: FieldRefusal[] = [];
  const refuse = (path: string, code: string, message: string) => fields.push({ path, code, message });
  const check = (list: 'holidays' | 'workdays', days: readonly Day[]) => {
    for (const [index, day] of days.entries()) {
      const path = `${list}.${index}`;
      if (!isDay(day)) refuse(path, 'day.form', `“${day}”不是日期`);
      else if (day < `${year - 1}-12-20` || day > `${year + 1}-01-10`) {
        refuse(path, 'day.other-year', `${day}不在${year}年`);
      } else if (list === 'workdays' && !isWeekend(day)) {
        refuse(path, 'day.not-weekend', `${day}不是周末，无需列为调休上班`);
      } else if (list === 'workdays' && holidays.includes(day)) {
        refuse(path, 'day.twice', `${day}同时列为放假和上班`);
      }
    }
  };
  if (!Number.isInteger(year) || year < 2000 || year > 2999) refuse('year', 'year.form', '年份有误');
  if (!holidays.includes(`${year}-01-01`)) refuse('holidays', 'day.new-year', `缺少${year}年元旦`);
  check('holidays', holidays);
  check('workdays', workdays);
  if (fields.length > 0) throw new Refusal('calendar.invalid', { year }, fields);
}

export interface Counting {
  /** True counts `from` itself when it is a working day: a publicity period (公示) does, a time limit does not. */
  readonly countFirst: boolean;
}

/**
 * The day on which the n-th working day is reached.
 *
 * @param count working days, whole, not negative; 0 is `from` itself
 * @source 公示期自公示之日起计算; 行政许可期限开始之日不计入
 */
export function addWorkingDays(from: Day, count: number, calendar: WorkingCalendar, counting: Counting): DueDay {
  checkCount(count);
  return walk(from, count, calendar, counting, () => false);
}

/** Working days from one day to the other, `to` included; 0 when `to` is earlier. */
export function workingDaysBetween(
  from: Day,
  to: Day,
  calendar: WorkingCalendar,
  { countFirst }: Counting,
): { days: number; provisional: boolean } {
  let days = 0;
  let provisional = false;
  for (let day = countFirst ? from : addDays(from, 1); day <= to; day = addDays(day, 1)) {
    provisional ||= !calendar.isPublished(day);
    if (calendar.isWorkingDay(day)) days += 1;
  }
  return { days, provisional };
}

/** Time of day at which a due day closes, Asia/Shanghai. `24:00` is the midnight that ends the day. */
export type ClosingTime = `${number}:${number}`;

/** The first moment that is too late: an act is in time when it happens before it. */
export function closingMoment(day: Day, closesAt: ClosingTime = '24:00'): Temporal.Instant {
  const match = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(closesAt);
  if (!match || (match[1] === '24' && match[2] !== '00')) throw new RangeError(`not a time of day: ${closesAt}`);
  const midnight = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: TIME_ZONE });
  return midnight.add({ hours: Number(match[1]), minutes: Number(match[2]) }).toInstant();
}

export interface TimeLimit extends Counting {
  readonly from: Day;
  readonly workingDays: number;
  readonly closesAt?: ClosingTime;
}

/** While a supplement (补正) is awaited the clock stands: the days after `from` up to and with `until` do not count. */
export interface Stop {
  readonly from: Day;
  readonly until?: Day;
}

export type Running =
  | { readonly state: 'running'; readonly day: Day; readonly at: Temporal.Instant; readonly provisional: boolean }
  | { readonly state: 'stopped'; readonly since: Day; readonly workingDaysLeft: number; readonly provisional: boolean };

/**
 * Where a time limit stands that stops and resumes.
 *
 * @param stops in any order; they may touch or overlap; one without `until` still lasts
 * @source 补正、鉴定、专家评审等所需时间不计算在期限内: the day on which the request goes out is used, the day on
 *   which the answer comes is not
 */
export function dueWithStops(limit: TimeLimit, stops: readonly Stop[], calendar: WorkingCalendar): Running {
  checkCount(limit.workingDays);
  for (const stop of stops) {
    if (stop.until !== undefined && stop.until < stop.from)
      throw new RangeError(`ends before it starts: ${stop.until}`);
  }
  const ended = stops.filter((stop) => stop.until !== undefined);
  const isStopped = (day: Day) => ended.some((stop) => day > stop.from && day <= (stop.until ?? ''));
  const due = walk(limit.from, limit.workingDays, calendar, limit, isStopped);
  const since = stops
    .filter((stop) => stop.until === undefined)
    .map((stop) => stop.from)
    .sort()[0];
  if (since === undefined || since >= due.day) {
    return { state: 'running', ...due, at: closingMoment(due.day, limit.closesAt) };
  }
  let used = 0;
  let provisional = false;
  for (let day = limit.countFirst ? limit.from : addDays(limit.from, 1); day <= since; day = addDays(day, 1)) {
    provisional ||= !calendar.isPublished(day);
    if (!isStopped(day) && calendar.isWorkingDay(day)) used += 1;
  }
  return { state: 'stopped', since, workingDaysLeft: limit.workingDays - used, provisional };
}

/** A time limit that nothing stops. */
export function dueMoment(limit: TimeLimit, calendar: WorkingCalendar): DueDay & { readonly at: Temporal.Instant } {
  const due = addWorkingDays(limit.from, limit.workingDays, calendar, limit);
  return { ...due, at: closingMoment(due.day, limit.closesAt) };
}

/**
 * The last day of a publicity period (公示期) put up at a moment; the day it went up is its first.
 * One that goes up late therefore ends late.
 */
export function publicityEnds(wentUp: Temporal.Instant, workingDays: number, calendar: WorkingCalendar): DueDay {
  return addWorkingDays(dayOf(wentUp), workingDays, calendar, { countFirst: true });
}

function walk(
  from: Day,
  count: number,
  calendar: WorkingCalendar,
  { countFirst }: Counting,
  isStopped: (day: Day) => boolean,
): DueDay {
  if (count === 0) return { day: from, provisional: false };
  let day = countFirst ? from : addDays(from, 1);
  let provisional = false;
  for (let counted = 0; ; day = addDays(day, 1)) {
    provisional ||= !calendar.isPublished(day);
    if (!isStopped(day) && calendar.isWorkingDay(day)) counted += 1;
    if (counted === count) return { day, provisional };
  }
}

function checkCount(count: number): void {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`not a number of working days: ${count}`);
}
