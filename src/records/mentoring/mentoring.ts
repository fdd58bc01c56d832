import { addDays, type Day, formatDay, TIME_ZONE } from '../../kernel/day.ts';
import { type Fen, fen } from '../../kernel/money.ts';
import { type FieldRefusal, Refusal } from '../../kernel/refusal.ts';

/** `takesTime`: the mentor's calendar is taken. */
export const MENTORING_STATES = {
  requested: { zh: '待导师答复', en: 'Asked for', takesTime: true },
  booked: { zh: '已约定', en: 'Booked', takesTime: true },
  declined: { zh: '未接受', en: 'Declined', takesTime: false },
  cancelled: { zh: '已取消', en: 'Cancelled', takesTime: false },
  held: { zh: '已辅导', en: 'Held', takesTime: true },
  missed: { zh: '未到场', en: 'Missed', takesTime: false },
} as const satisfies Record<string, { zh: string; en: string; takesTime: boolean }>;
export type MentoringState = keyof typeof MENTORING_STATES;

/** `when`: before the session begins, or once it has begun; null: any time. */
export const MENTORING_STEPS = {
  accept: { zh: '接受', en: 'Accept', from: ['requested'], to: 'booked', when: 'before' },
  decline: { zh: '不接受', en: 'Decline', from: ['requested'], to: 'declined', when: null },
  cancel: { zh: '取消', en: 'Cancel', from: ['requested', 'booked'], to: 'cancelled', when: 'before' },
  miss: { zh: '记为未到场', en: 'Mark as missed', from: ['booked'], to: 'missed', when: 'after' },
} as const satisfies Record<
  string,
  { zh: string; en: string; from: readonly MentoringState[]; to: MentoringState; when: 'before' | 'after' | null }
>;
export type MentoringStep = keyof typeof MENTORING_STEPS;

export const SIDES = { team: { zh: '团队', en: 'Team' }, mentor: { zh: '导师', en: 'Mentor' } } as const;
export type Side = keyof typeof SIDES;

export const MENTOR_MODES = {
  volunteer: { zh: '志愿服务', en: 'Volunteer' },
  paid: { zh: '购买服务', en: 'Paid' },
} as const;
export type MentorMode = keyof typeof MENTOR_MODES;

/** @throws Refusal `mentoring.wrong-state`, `mentoring.begun`, `mentoring.not-begun` */
export function nextState(step: MentoringStep, state: MentoringState, begun: boolean): MentoringState {
  const { from, to, when } = MENTORING_STEPS[step];
  if (!(from as readonly MentoringState[]).includes(state)) throw new Refusal('mentoring.wrong-state', { step, state });
  if (when === 'before' && begun) throw new Refusal('mentoring.begun');
  if (when === 'after' && !begun) throw new Refusal('mentoring.not-begun');
  return to;
}

/** A stretch of a week in which a mentor has time; times are `HH:MM` of Asia/Shanghai, weekday 1 is Monday. */
export interface Hours {
  readonly weekday: number;
  readonly from: string;
  readonly to: string;
}

/** Days away, both included. */
export interface Absence {
  readonly from: Day;
  readonly to: Day;
}
export const isAway = (absences: readonly Absence[], day: Day) =>
  absences.some(({ from, to }) => from <= day && day <= to);

export interface Wish {
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
}

/** What decides whether a session can be asked for. */
export interface Terms {
  readonly now: Temporal.Instant;
  readonly hours: readonly Hours[];
  readonly absences: readonly Absence[];
  /** Taken by other sessions of the mentor's one calendar. */
  readonly taken: readonly Wish[];
  /** The agreement that holds on the day; null: none does, or the team may not use it. */
  readonly agreement: { readonly teamHours: number | null } | null;
  /** Minutes the team has with this mentor in the calendar year: held, booked and asked for. */
  readonly usedMinutes: number;
}

const ofShanghai = (at: Temporal.Instant) => at.toZonedDateTimeISO(TIME_ZONE);
const clockOf = (at: Temporal.ZonedDateTime) => at.toPlainTime().toString({ smallestUnit: 'minute' });
export const minutesOf = ({ startsAt, endsAt }: Wish) => Math.round(startsAt.until(endsAt).total('minutes'));

const LONGEST_MINUTES = 240;
const FARTHEST_DAYS = 90;

/** Every reason against the wish at once, each at its field, with what would put it right. */
export function objections(wish: Wish, { now, hours, absences, taken, agreement, usedMinutes }: Terms): FieldRefusal[] {
  const found: FieldRefusal[] = [];
  const add = (path: string, code: string, message: string) => found.push({ path, code, message });
  const [start, end] = [ofShanghai(wish.startsAt), ofShanghai(wish.endsAt)];
  const minutes = minutesOf(wish);
  if (Temporal.Instant.compare(wish.startsAt, now) <= 0) add('startsAt', 'past', '开始时间已过，请选择以后的时间');
  const last = addDays(ofShanghai(now).toPlainDate().toString(), FARTHEST_DAYS);
  if (start.toPlainDate().toString() > last) add('startsAt', 'far', `最多提前${FARTHEST_DAYS}天预约`);
  if (minutes < 15 || minutes > LONGEST_MINUTES) add('minutes', 'length', `每次15分钟至${LONGEST_MINUTES / 60}小时`);
  if (!agreement) add('mentorId', 'agreement', '该导师当日没有对本团队有效的聘任协议，请改约聘期内的日期或另选导师');
  const fits = hours.some(
    ({ weekday, from, to }) =>
      weekday === start.dayOfWeek &&
      start.toPlainDate().equals(end.toPlainDate()) &&
      from <= clockOf(start) &&
      clockOf(end) <= to,
  );
  if (!fits) add('startsAt', 'hours', `不在导师可约时间内，可约：${hoursText(hours) || '尚未公布'}`);
  const away = absences.find((one) => isAway([one], start.toPlainDate().toString()));
  if (away)
    add(
      'startsAt',
      'absent',
      `导师${formatDay(away.from)}${away.from === away.to ? '' : `至${formatDay(away.to)}`}不在，请另选日期`,
    );
  const clash = taken.find(
    (one) =>
      Temporal.Instant.compare(one.startsAt, wish.endsAt) < 0 &&
      Temporal.Instant.compare(wish.startsAt, one.endsAt) < 0,
  );
  if (clash)
    add(
      'startsAt',
      'taken',
      `导师${clockOf(ofShanghai(clash.startsAt))}至${clockOf(ofShanghai(clash.endsAt))}已有安排`,
    );
  const quota = agreement?.teamHours ?? null;
  if (quota !== null && usedMinutes + minutes > quota * 60)
    add('minutes', 'quota', `本年度与该导师的课时为${quota}小时，已用${hoursOf(usedMinutes)}小时`);
  return found;
}

export const hoursOf = (minutes: number) => Math.round((minutes / 60) * 100) / 100;

const WEEKDAYS = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'];
export const hoursText = (hours: readonly Hours[]) =>
  hours.map(({ weekday, from, to }) => `${WEEKDAYS[weekday - 1]}${from}至${to}`).join('、');

/** Fee of the paid mode: minutes by the fen, a part of a fen is dropped. 钦州 二(四)(b) 志愿服务+政府购买服务. */
export function feeOf(minutes: number, hourFee: Fen): Fen {
  return fen(Math.floor((minutes * hourFee) / 60));
}

/** Why a mentor suits a team: each reason says what it rests on. */
export interface Suited {
  readonly score: number;
  readonly reasons: string[];
}

export function suits(
  team: { readonly industry: string | null },
  mentor: {
    readonly industries: readonly string[];
    readonly sameCarrier: boolean;
    readonly rating: number | null;
    readonly ratings: number;
    readonly nextFree: Day | null;
  },
  industryZh: (code: string) => string,
  today: Day,
): Suited {
  const reasons: string[] = [];
  let score = 0;
  if (team.industry && mentor.industries.includes(team.industry)) {
    score += 3;
    reasons.push(`辅导领域含${industryZh(team.industry)}`);
  }
  if (mentor.sameCarrier) {
    score += 1;
    reasons.push('本载体聘任');
  } else reasons.push('导师网络对外开放');
  if (mentor.nextFree && mentor.nextFree <= addDays(today, 7)) {
    score += 1;
    reasons.push('7日内有可约时间');
  }
  if (mentor.rating !== null && mentor.ratings >= 3 && mentor.rating >= 4) {
    score += 1;
    reasons.push(`团队评价${mentor.rating.toFixed(1)}分(${mentor.ratings}次)`);
  }
  return { score, reasons };
}
