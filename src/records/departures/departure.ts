import { addDays, addMonths, type Day } from '../../kernel/day.ts';
import { addWorkingDays, type DueDay, type WorkingCalendar } from '../../kernel/working-days.ts';
import type { EarlyExit, ResidencyContent, ResidencyState } from '../residencies/residency.ts';
import { TENANCY } from '../teams/team.ts';

export const DEPARTURE_STATES = {
  noticed: { zh: '已通知退出', en: 'Notice given' },
  done: { zh: '已退出', en: 'Left' },
  withdrawn: { zh: '通知已撤回', en: 'Notice withdrawn' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type DepartureState = keyof typeof DEPARTURE_STATES;

/** 毕业和淘汰 name the space's criteria that were met. */
export const EXIT_KINDS = TENANCY.fields.exitKind.options;
export type ExitKind = (typeof EXIT_KINDS)[number]['code'];
export const PURPOSE_OF = { graduated: 'graduation', eliminated: 'elimination' } as const satisfies Partial<
  Record<ExitKind, string>
>;

/**
 * The earliest last day that a notice given on a day leaves. The day on which it is given is not counted; to leave with the agreement's own
 * last day needs no notice.
 *
 * @param agreedUntil the last day of the newest agreement; null: until notice
 */
export function earliestEnd(
  given: Day,
  { noticeDays, noticeUnit = 'day' }: Pick<ResidencyContent, 'noticeDays' | 'noticeUnit'>,
  agreedUntil: Day | null,
  calendar: WorkingCalendar,
): DueDay {
  const due = {
    day: () => ({ day: addDays(given, noticeDays), provisional: false }),
    month: () => ({ day: addMonths(given, noticeDays), provisional: false }),
    workingDay: () => addWorkingDays(given, noticeDays, calendar, { countFirst: false }),
  }[noticeUnit]();
  return agreedUntil !== null && agreedUntil >= given && agreedUntil < due.day
    ? { day: agreedUntil, provisional: false }
    : due;
}

/** What lies after the last day and falls away with the notice: terms from a later day, and the renewals that brought them. */
export type Fallen =
  | {
      readonly kind: 'period';
      readonly id: string;
      readonly validFrom: Day;
      readonly desks: number | null;
      readonly deskCodes: string | null;
    }
  | {
      readonly kind: 'agreement';
      readonly id: string;
      readonly number: string;
      readonly startsOn: Day;
      readonly state: ResidencyState;
    };

/** What a notice for a last day comes to, before it is given. */
export interface NoticeEffect {
  /** The number of the agreement that sets the period; null: none does. */
  readonly agreement: string | null;
  readonly agreedUntil: Day | null;
  readonly noticedOn: Day;
  readonly earliestOn: Day | null;
  readonly provisional: boolean;
  readonly early: EarlyExit | null;
  readonly isEarly: boolean;
  /** For the rest of the notice period, by the terms of the last day. */
  readonly chargeDays: number;
  readonly chargeFen: number;
  readonly fallen: readonly Fallen[];
  /** Booked as a resident for later days: cancelled when the team has left. */
  readonly bookings: number;
}

/** Worked through before the last day is recorded. */
export const CHECKLIST = {
  keys: { zh: '钥匙、门禁卡已交回', en: 'Keys and cards returned' },
  desks: { zh: '工位已腾空、恢复原状', en: 'Desks cleared' },
  equipment: { zh: '借用的设备、物品已归还', en: 'Equipment returned' },
  network: { zh: '网络、水电账户已停用', en: 'Network and utilities closed' },
  domicile: { zh: '在工位登记的企业住所已告知办理变更', en: 'Domicile at the desk: told to change it' },
  money: { zh: '账单、押金已核对', en: 'Statements and deposit settled' },
  archive: { zh: '团队资料已归档', en: 'Archive kept' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type Check = keyof typeof CHECKLIST;
export const CHECKS = Object.keys(CHECKLIST) as [Check, ...Check[]];

export interface Checked {
  readonly id: Check;
  readonly done: boolean;
  readonly remark: string | null;
}
