import { type Day, dayOf, formatClosing, formatDay } from '../../kernel/day.ts';
import { type FieldRefusal, Refusal } from '../../kernel/refusal.ts';
import { addWorkingDays, closingMoment, publicityEnds, type WorkingCalendar } from '../../kernel/working-days.ts';

/** `isPublic`: stands on the portal. `takesObjections`: as long as the period has not run out. */
export const NOTICE_STATES = {
  draft: { zh: '待发布', en: 'Draft', isPublic: false, takesObjections: false },
  running: { zh: '公示中', en: 'Running', isPublic: true, takesObjections: true },
  closed: { zh: '公示期满', en: 'Closed', isPublic: true, takesObjections: false },
} as const satisfies Record<string, { zh: string; en: string; isPublic: boolean; takesObjections: boolean }>;
export type NoticeState = keyof typeof NOTICE_STATES;

export interface Phone {
  readonly office: string;
  readonly phone: string;
}

/** The elements of a 公示. */
export interface NoticeText {
  readonly title: string;
  readonly basis: string;
  readonly passed: string;
  readonly howToObject: string;
  readonly phones: readonly Phone[];
  readonly attachments: readonly { readonly title: string }[];
}

export interface Period {
  readonly firstDay: Day;
  readonly lastDay: Day;
  /** The first moment that is too late. */
  readonly endsAt: string;
  readonly provisional: boolean;
}

/**
 * The period of a notice that went up at a moment. It starts with that day whatever had been planned, so one that
 * goes up late ends late.
 *
 * @param workingDays from the pack, the first day counted
 */
export function periodFrom(wentUp: Temporal.Instant, workingDays: number, calendar: WorkingCalendar): Period {
  return { firstDay: dayOf(wentUp), ...ending(publicityEnds(wentUp, workingDays, calendar)) };
}

/** The period as it is planned. */
export function periodOn(day: Day, workingDays: number, calendar: WorkingCalendar): Period {
  return { firstDay: day, ...ending(addWorkingDays(day, workingDays, calendar, { countFirst: true })) };
}

function ending({ day, provisional }: { day: Day; provisional: boolean }) {
  return { lastDay: day, endsAt: closingMoment(day).toString(), provisional };
}

/** Whether an objection that comes now is in time. */
export function isInTime(notice: { state: NoticeState; ends_at: string | null }, now: Temporal.Instant): boolean {
  if (!NOTICE_STATES[notice.state].takesObjections || notice.ends_at === null) return false;
  return Temporal.Instant.compare(now, Temporal.Instant.from(notice.ends_at)) < 0;
}

/** What a notice lacks before it may go up. */
export function checkNotice(text: NoticeText): void {
  const fields: FieldRefusal[] = [];
  const need = (path: keyof NoticeText, message: string) => {
    if (!String(text[path]).trim()) fields.push({ path, code: 'required', message });
  };
  need('title', '请填写公示标题');
  need('basis', '请写明公示依据');
  need('passed', '请写明已经过的程序');
  need('howToObject', '请写明提出异议的方式');
  if (text.phones.length === 0) fields.push({ path: 'phones', code: 'required', message: '请至少填写一个受理电话' });
  text.phones.forEach(({ office, phone }, index) => {
    if (!office.trim()) fields.push({ path: `phones.${index}.office`, code: 'required', message: '请填写受理部门' });
    if (!/^[\d\s()+-]{7,20}$/.test(phone))
      fields.push({ path: `phones.${index}.phone`, code: 'phone.form', message: '电话号码格式不正确' });
  });
  if (fields.length > 0) throw new Refusal('input.invalid', {}, fields);
}

/** `2026年11月23日至2026年11月27日(5个工作日)` */
export function formatPeriod(firstDay: Day, lastDay: Day, workingDays: number): string {
  return `${formatDay(firstDay)}至${formatDay(lastDay)}(${workingDays}个工作日)`;
}

export const HOW_TO_OBJECT =
  '公示期内，任何单位和个人对公示内容有异议的，可以书面形式实名提出，也可在本页面在线提交。个人提出异议的，应当署真实姓名并提供联系电话；' +
  '单位提出异议的，应当写明单位名称和联系人并加盖单位公章。匿名异议和超出公示期限的异议不予受理。我们对提出异议的单位和个人的信息严格保密。';

/** The notice as running text: what the portal shows and the papers say. */
export function paragraphsOfNotice(
  text: NoticeText,
  period: { firstDay: Day; lastDay: Day; workingDays: number; endsAt: string } | { workingDays: number },
): string[] {
  const when =
    'firstDay' in period
      ? `公示期为${formatPeriod(period.firstDay, period.lastDay, period.workingDays)}，至${formatClosing(Temporal.Instant.from(period.endsAt))}止。`
      : `公示期自发布之日起${period.workingDays}个工作日(含发布当日)。`;
  return [`${text.basis}${text.passed}`, when, text.howToObject];
}
