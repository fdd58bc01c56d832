import { addDays, addMonths, type Day } from '../../kernel/day.ts';

/** The day of the next month by which a month is to be reported. */
export const REPORT_DUE_DAY = 10;

/** The month before a day, as `2026-11`: the last one that is over. */
export const monthBefore = (on: Day): string => addMonths(`${on.slice(0, 7)}-01`, -1).slice(0, 7);
export const lastDayOf = (month: string): Day => addDays(addMonths(`${month}-01`, 1), -1);
/** By when a month is to be reported. */
export const reportDue = (month: string): Day => addDays(lastDayOf(month), REPORT_DUE_DAY);
