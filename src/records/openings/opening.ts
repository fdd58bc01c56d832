import { addDays, type Day, dayOf, dayOfWeek, isWeekend } from '../../kernel/day.ts';
import type { WorkingCalendar } from '../../kernel/working-days.ts';

/** The days of the week, and, as the State Council published them, holidays and weekend days worked (调休). */
export const DAY_KINDS = {
  mon: { zh: '周一', en: 'Monday' },
  tue: { zh: '周二', en: 'Tuesday' },
  wed: { zh: '周三', en: 'Wednesday' },
  thu: { zh: '周四', en: 'Thursday' },
  fri: { zh: '周五', en: 'Friday' },
  sat: { zh: '周六', en: 'Saturday' },
  sun: { zh: '周日', en: 'Sunday' },
  holiday: { zh: '节假日', en: 'Holidays' },
  makeup: { zh: '调休上班日', en: 'Weekend days worked' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type DayKind = keyof typeof DAY_KINDS;

/** From when to when, in minutes of the day. */
export interface Opening {
  readonly dayKind: DayKind;
  readonly opens: number;
  readonly closes: number;
}

export interface Span {
  /** Milliseconds of the epoch; `end` is the first moment after it. */
  readonly start: number;
  readonly end: number;
}

export interface Closure extends Span {
  readonly resourceId: string | null;
  readonly reason: string;
}

/** What says when a resource is open: the space's hours and, where it has any, its own. */
export interface Hours {
  readonly calendar: WorkingCalendar;
  readonly ofSpace: readonly Opening[];
  readonly ofResource: ReadonlyMap<string, readonly Opening[]>;
  readonly closures: readonly Closure[];
}

const MINUTE = 60_000;

/** Asia/Shanghai has been UTC+8 all year since 1992. */
export const midnight = (day: Day): number => Date.parse(`${day}T00:00:00+08:00`);
export const dayAt = (moment: number): Day => dayOf(Temporal.Instant.fromEpochMilliseconds(moment));
export const minuteAt = (moment: number): number => (moment - midnight(dayAt(moment))) / MINUTE;

/** Days that a span touches, in order. */
export function daysOf({ start, end }: Span): Day[] {
  const days: Day[] = [];
  for (let day = dayAt(start); midnight(day) < end; day = addDays(day, 1)) days.push(day);
  return days;
}

const WEEK: readonly DayKind[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** A holiday is one whatever day of the week it falls on; a weekend day that is worked is no weekend. */
export function dayKindOf(calendar: WorkingCalendar, day: Day): DayKind {
  if (calendar.isHoliday(day)) return 'holiday';
  if (isWeekend(day) && calendar.isWorkingDay(day)) return 'makeup';
  return WEEK[dayOfWeek(day) - 1] as DayKind;
}

/** Minutes between which a resource is open on a day; null: closed that day. */
export function openOn(hours: Hours, resourceId: string, day: Day): Opening | null {
  const openings = hours.ofResource.get(resourceId) ?? hours.ofSpace;
  const dayKind = dayKindOf(hours.calendar, day);
  return openings.find((opening) => opening.dayKind === dayKind) ?? null;
}

export const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

export function closuresIn(hours: Hours, resourceId: string, span: Span): Closure[] {
  return hours.closures.filter(
    (closure) => (closure.resourceId === null || closure.resourceId === resourceId) && overlaps(closure, span),
  );
}

/** The spans of a day in which a resource is open, closures taken out. */
export function openSpans(hours: Hours, resourceId: string, day: Day): Span[] {
  const opening = openOn(hours, resourceId, day);
  if (!opening) return [];
  const start = midnight(day) + opening.opens * MINUTE;
  const whole = { start, end: midnight(day) + opening.closes * MINUTE };
  return without([whole], closuresIn(hours, resourceId, whole));
}

/** What is left of spans when others are taken out. */
export function without(spans: readonly Span[], taken: readonly Span[]): Span[] {
  return taken.reduce<Span[]>(
    (left, cut) =>
      left.flatMap((span) =>
        overlaps(span, cut)
          ? [
              { start: span.start, end: Math.min(span.end, cut.start) },
              { start: Math.max(span.start, cut.end), end: span.end },
            ].filter(({ start, end }) => start < end)
          : [span],
      ),
    [...spans],
  );
}
