import type { Day } from '../../kernel/day.ts';
import { addWorkingDays, type WorkingCalendar, workingDaysBetween } from '../../kernel/working-days.ts';

/** Material matters of a designated carrier (上海 第七条). */
export const CHANGE_FIELDS = {
  floorArea: { zh: '场地面积', en: 'Floor area' },
  operator: { zh: '运营机构', en: 'Operator' },
  direction: { zh: '经营方向', en: 'Direction' },
  goals: { zh: '决策目标', en: 'Goals' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type ChangeField = keyof typeof CHANGE_FIELDS;

export interface Lateness {
  /** The last day on which the report is in time; null where the document sets none. */
  readonly reportBy: Day | null;
  readonly late: boolean;
  /** Working days. */
  readonly lateBy: number;
  readonly provisional: boolean;
}

/**
 * How late a change was reported.
 *
 * @param workingDays the pack's limit, the day of the change not counted; undefined: no limit, never late
 * @source 上海 第七条: 应及时将变更情况按照备案程序办理变更手续
 */
export function lateness(
  happenedOn: Day,
  reportedOn: Day,
  workingDays: number | undefined,
  calendar: WorkingCalendar,
): Lateness {
  if (workingDays === undefined) return { reportBy: null, late: false, lateBy: 0, provisional: false };
  const { day: reportBy, provisional } = addWorkingDays(happenedOn, workingDays, calendar, { countFirst: false });
  if (reportedOn <= reportBy) return { reportBy, late: false, lateBy: 0, provisional };
  const over = workingDaysBetween(reportBy, reportedOn, calendar, { countFirst: false });
  return { reportBy, late: true, lateBy: over.days, provisional: provisional || over.provisional };
}
