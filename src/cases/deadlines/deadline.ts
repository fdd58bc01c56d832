import { addDays, type Day } from '../../kernel/day.ts';
import { closingMoment, dueWithStops, type Stop, type WorkingCalendar } from '../../kernel/working-days.ts';

/** 绿黄红. Colour is never the only signal: the label goes with it. */
export const LIGHTS = {
  none: { zh: '无期限', en: 'No time limit' },
  stopped: { zh: '计时中止', en: 'Clock stopped' },
  green: { zh: '正常', en: 'In time' },
  yellow: { zh: '临近期限', en: 'Due soon' },
  red: { zh: '已超期', en: 'Overdue' },
  provisional: { zh: '期限暂定', en: 'Provisional' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type Light = keyof typeof LIGHTS;

/** Working days before the due day on which the light turns yellow and the first reminder goes out. */
export const WARNING_WORKING_DAYS = 2;

export interface Due {
  readonly at: string | null;
  readonly on: Day | null;
  readonly provisional: boolean;
}

/**
 * Where a step's time limit stands; the day it was entered is not counted.
 *
 * @param workingDays as the pack sets them
 * @returns `at` is null while the clock stands
 */
export function stepDue(workingDays: number, entered: Day, stops: readonly Stop[], calendar: WorkingCalendar): Due {
  const running = dueWithStops({ from: entered, workingDays, countFirst: false }, stops, calendar);
  if (running.state === 'stopped') return { at: null, on: null, provisional: false };
  return { at: running.at.toString(), on: running.day, provisional: running.provisional };
}

/** The day so many working days earlier. */
export function workingDaysEarlier(from: Day, count: number, calendar: WorkingCalendar): Day {
  let day = from;
  for (let left = count; left > 0; ) {
    day = addDays(day, -1);
    if (calendar.isWorkingDay(day)) left -= 1;
  }
  return day;
}

/** A provisional moment is neither yellow nor red: nothing is decided on it. */
export function lightOf(
  due: Due & { readonly isStopped?: boolean },
  now: string,
  today: Day,
  calendar: WorkingCalendar,
): Light {
  if (due.isStopped) return 'stopped';
  if (due.at === null || due.on === null) return 'none';
  if (due.provisional) return 'provisional';
  if (Date.parse(now) >= Date.parse(due.at)) return 'red';
  return today >= workingDaysEarlier(due.on, WARNING_WORKING_DAYS, calendar) ? 'yellow' : 'green';
}

/** When reminders go out: at nine two working days before, at nine on the last day, and when the time is over. */
export function reminderMoments(
  { at, on, provisional }: Due,
  calendar: WorkingCalendar,
): { before: string; at: string; after: string } | null {
  if (at === null || on === null || provisional) return null;
  const nine = (day: Day) => closingMoment(day, '09:00').toString();
  return { before: nine(workingDaysEarlier(on, WARNING_WORKING_DAYS, calendar)), at: nine(on), after: at };
}

/** The last due day whose light is yellow on a day; what is due later is green. */
export function yellowUntil(today: Day, calendar: WorkingCalendar): Day {
  let until = today;
  for (let day = today; workingDaysEarlier(day, WARNING_WORKING_DAYS, calendar) <= today; day = addDays(day, 1))
    until = day;
  return until;
}
