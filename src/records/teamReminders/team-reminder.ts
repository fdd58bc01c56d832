/** Days before a deadline at which the team is told; at 0 the day is here or over. The nearest that is reached counts. */
export const REMINDER_STAGES = [90, 30, 7, 0] as const;
export type ReminderStage = (typeof REMINDER_STAGES)[number];

/** For so many days after the deadline it is still told. */
export const LATEST_DAYS = 30;

/** What is due, by the kind of record that holds the day; `null`: by the calendar, until the record is there. */
export const REMINDED = {
  ip_right: { zh: '缴费或续展', en: 'Fee or renewal due', dayColumn: 'fee_due_on' },
  team_goal: { zh: '阶段目标到期', en: 'Goal due', dayColumn: 'due_on' },
  certificate_held: { zh: '资质到期', en: 'Certificate runs out', dayColumn: 'valid_to' },
  team_report: { zh: '应报', en: 'Due', dayColumn: null },
} as const;
export type RemindedKind = keyof typeof REMINDED;
/** Those whose record names the day. */
export type DatedKind = Exclude<RemindedKind, 'team_report'>;

/** The stage that a number of days left has reached; null: too early, or long over. */
export function stageOf(daysLeft: number): ReminderStage | null {
  if (daysLeft < -LATEST_DAYS) return null;
  return REMINDER_STAGES.findLast((stage) => daysLeft <= stage) ?? null;
}
