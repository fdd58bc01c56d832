import { addDays, addMonths, type Day, dayOfWeek, daysBetween, formatDay, monthsBetween } from '../../kernel/day.ts';
import { closuresIn, dayAt, daysOf, type Hours, midnight, minuteAt, openOn, type Span } from '../openings/opening.ts';
import { PERIODS, priceOf, type Resource, stockOn, type UserGroup } from '../resources/resource.ts';

/** `holds`: its units are taken. `isOpen`: something can still happen to it. */
export const BOOKING_STATES = {
  waiting: { zh: '候补中', en: 'On the waiting list', holds: false, isOpen: true },
  offered: { zh: '有空位，待确认', en: 'Offered', holds: true, isOpen: true },
  requested: { zh: '待审批', en: 'Awaiting approval', holds: true, isOpen: true },
  confirmed: { zh: '已预订', en: 'Confirmed', holds: true, isOpen: true },
  checkedIn: { zh: '已签到', en: 'Checked in', holds: true, isOpen: false },
  noShow: { zh: '未到', en: 'No-show', holds: false, isOpen: false },
  declined: { zh: '未批准', en: 'Declined', holds: false, isOpen: false },
  cancelled: { zh: '已取消', en: 'Cancelled', holds: false, isOpen: false },
  lapsed: { zh: '逾期未确认', en: 'Lapsed', holds: false, isOpen: false },
} as const satisfies Record<string, { zh: string; en: string; holds: boolean; isOpen: boolean }>;
export type BookingState = keyof typeof BOOKING_STATES;

/** What can be done to a booking, and in which states. `to` null: the state stays. */
export const BOOKING_DEEDS = {
  move: { zh: '改期', en: 'Move', from: ['requested', 'confirmed'], to: null },
  transfer: { zh: '转给同事', en: 'Transfer', from: ['requested', 'confirmed', 'offered', 'waiting'], to: null },
  cancel: {
    zh: '取消',
    en: 'Cancel',
    from: ['waiting', 'offered', 'requested', 'confirmed'],
    to: 'cancelled',
  },
  accept: { zh: '接受空位', en: 'Accept', from: ['offered'], to: 'confirmed' },
  approve: { zh: '批准', en: 'Approve', from: ['requested'], to: 'confirmed' },
  decline: { zh: '不批准', en: 'Decline', from: ['requested'], to: 'declined' },
  checkIn: { zh: '签到', en: 'Check in', from: ['confirmed'], to: 'checkedIn' },
  noShow: { zh: '记为未到', en: 'No-show', from: ['confirmed'], to: 'noShow' },
} as const satisfies Record<string, { zh: string; en: string; from: readonly BookingState[]; to: BookingState | null }>;
/** Nothing is owed for it, whatever it would have cost. */
export const isUncharged = ({ state, waived }: { state: BookingState; waived: boolean }): boolean =>
  waived || state === 'declined' || state === 'lapsed';

export type BookingDeed = keyof typeof BOOKING_DEEDS;

export const mayDo = (deed: BookingDeed, state: BookingState): boolean =>
  (BOOKING_DEEDS[deed].from as readonly BookingState[]).includes(state);

/** In milliseconds before the start. */
export const CHECK_IN_EARLY = 15 * 60_000;

/** From a quarter of an hour before the start until the end. */
export const isTimeToCheckIn = ({ start, end }: Span, now: number): boolean =>
  now >= start - CHECK_IN_EARLY && now < end;

/** Why a booking is refused, and how to put it right. All that hold are told at once. */
export const BOOKING_REASONS = {
  'not-open': { zh: '不开放预订', en: 'Not open for booking', remedy: '请换一处，或向运营机构询问' },
  'not-offered': { zh: '不对您所在的团队开放', en: 'Not offered to your team', remedy: '请换一处，或先入驻、入会' },
  past: { zh: '开始时间已过', en: 'The start has passed', remedy: '请选择之后的时间' },
  notice: { zh: '预订得太晚', en: 'Too short notice', remedy: '请选择更晚的时间' },
  ahead: { zh: '预订得太早', en: 'Too far ahead', remedy: '请选择更近的日期' },
  step: { zh: '起止时间不在整档上', en: 'Off the grid of times', remedy: '请按档选择起止时间' },
  'too-short': { zh: '时间太短', en: 'Too short', remedy: '请延长时间' },
  'too-long': { zh: '时间太长', en: 'Too long', remedy: '请缩短时间或分次预订' },
  closed: { zh: '不在开放时间内', en: 'Outside opening hours', remedy: '请改到开放时间' },
  closure: { zh: '临时关闭', en: 'Closed at that time', remedy: '请避开关闭时间' },
  gone: { zh: '当日没有启用', en: 'Not in use on that day', remedy: '请换一处或换一天' },
  'too-few': { zh: '数量超过总数', en: 'More than there are', remedy: '请减少数量' },
  seats: { zh: '座位不够', en: 'Not enough seats', remedy: '请换大一些的房间或减少人数' },
  taken: { zh: '已被预订', en: 'Taken', remedy: '请换时间、换一处，或加入候补' },
  credits: { zh: '团队积分不足', en: 'Not enough credits', remedy: '请改用付费，或请运营机构发放积分' },
  'no-credits': { zh: '不收积分', en: 'Credits are not taken', remedy: '请改用付费' },
} as const satisfies Record<string, { zh: string; en: string; remedy: string }>;
export type ReasonCode = keyof typeof BOOKING_REASONS;

export interface Reason {
  readonly code: ReasonCode;
  readonly resourceId: string | null;
  readonly message: string;
  readonly remedy: string;
}

export interface Held extends Span {
  /** With the buffer after it. */
  readonly units: readonly number[];
}

export interface Asked extends Span {
  readonly quantity: number;
  readonly attendees: number;
}

const MINUTE = 60_000;
/** Minutes of a day as HH:MM. */
export const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const moment = (at: number) => `${formatDay(dayAt(at))} ${clock(minuteAt(at))}`;
const length = (minutes: number) =>
  minutes % 1440 === 0 ? `${minutes / 1440}天` : minutes % 60 === 0 ? `${minutes / 60}小时` : `${minutes}分钟`;

/** What a booking keeps others from: itself and the buffer after it. */
export const heldSpan = ({ start, end }: Span, { bufferMinutes }: Pick<Resource, 'bufferMinutes'>): Span => ({
  start,
  end: end + bufferMinutes * MINUTE,
});

/** Whole months from the first day on, and the days left over. */
export function monthsOf({ start, end }: Span): { whole: number; daysLeft: number } {
  const [from, to] = [dayAt(start), dayAt(end)];
  const whole = monthsBetween(from, to);
  return { whole, daysLeft: daysBetween(addMonths(from, whole), to) };
}

export const costOf = (resource: Resource, group: UserGroup, { start, end, quantity }: Asked) => {
  const one = priceOf(resource, group, (end - start) / MINUTE, monthsOf({ start, end }));
  return one && { feeFen: one.feeFen * quantity, credits: one.credits === null ? null : one.credits * quantity };
};

/** The lowest units that nothing holds over a span; fewer than asked for where there are no more. */
export function freeUnits(resource: Resource, span: Span, held: readonly Held[]): number[] {
  const whole = heldSpan(span, resource);
  const taken = new Set(held.flatMap((one) => (one.start < whole.end && whole.start < one.end ? one.units : [])));
  const count = Math.min(...daysOf(span).map((day) => stockOn(resource, day)));
  return Array.from({ length: count }, (_, index) => index + 1).filter((unit) => !taken.has(unit));
}

/**
 * Everything that speaks against a booking of one resource. Pure: the present, the hours and what is held come from
 * outside.
 */
export function reasonsAgainst(
  resource: Resource,
  asked: Asked,
  { hours, held, now, group }: { hours: Hours; held: readonly Held[]; now: number; group: UserGroup },
): Reason[] {
  const { start, end, quantity, attendees } = asked;
  const { id, name, period, stepMinutes } = resource;
  const found: Reason[] = [];
  const say = (code: ReasonCode, detail: string, remedy?: string) => {
    const row = BOOKING_REASONS[code];
    found.push({ code, resourceId: id, message: `${name}：${row.zh}，${detail}`, remedy: remedy ?? row.remedy });
  };
  const isOwn = group === 'own';
  if (resource.use !== 'booked') say('not-open', '当前不接受预订');
  if (costOf(resource, group, asked) === null) say('not-offered', `没有为您所在的用户组定价(${PERIODS[period].zh})`);
  const minutes = (end - start) / MINUTE;
  if (end <= now) say('past', `现在是${moment(now)}`);
  else if (period === 'hour' && start < now) say('past', `现在是${moment(now)}`);
  else if (!isOwn && period === 'hour' && start - now < resource.noticeMinutes * MINUTE)
    say('notice', `须提前${length(resource.noticeMinutes)}，最早可订${moment(now + resource.noticeMinutes * MINUTE)}`);
  const last = addDays(dayAt(now), resource.aheadDays);
  if (!isOwn && dayAt(start) > last) say('ahead', `最多提前${resource.aheadDays}天，到${formatDay(last)}`);
  if (period === 'hour' ? start % (stepMinutes * MINUTE) !== 0 || end % (stepMinutes * MINUTE) !== 0 : false)
    say('step', `每${length(stepMinutes)}一档`);
  if (period !== 'hour' && (minuteAt(start) !== 0 || minuteAt(end) !== 0))
    say('step', `${PERIODS[period].zh}预订，须为整天`);
  else if (period === 'month' && monthsOf(asked).daysLeft !== 0) say('step', '按月预订，须为整月');
  if (minutes < resource.leastMinutes) say('too-short', `至少${length(resource.leastMinutes)}`);
  if (!isOwn && minutes > resource.mostMinutes) say('too-long', `最多${length(resource.mostMinutes)}`);
  const days = daysOf(asked);
  sayHours(resource, asked, hours, days, say);
  if (attendees > (resource.seats ?? Number.POSITIVE_INFINITY) * quantity)
    say('seats', `${resource.seats}座，您有${attendees}人`);
  const stock = Math.min(...days.map((day) => stockOn(resource, day)));
  const free = freeUnits(resource, asked, held).length;
  if (stock === 0) say('gone', '该日期不在启用期内');
  else if (stock < quantity) say('too-few', `共${stock}，您要${quantity}`);
  else if (free < quantity) {
    const next = nextFree(resource, asked, hours, held, now);
    say(
      'taken',
      free === 0 ? `${moment(start)}至${moment(end)}没有空位` : `只剩${free}，您要${quantity}`,
      next === null ? undefined : `可改到${moment(next)}，或换一处、加入候补`,
    );
  }
  return found;
}

function sayHours(
  resource: Resource,
  asked: Span,
  hours: Hours,
  days: readonly Day[],
  say: (code: ReasonCode, detail: string) => void,
): void {
  if (resource.period === 'hour') {
    const [day, second] = days;
    const opening = day === undefined ? null : openOn(hours, resource.id, day);
    if (!day || !opening) say('closed', `${day ? formatDay(day) : '当日'}不开放`);
    else if (
      second !== undefined ||
      minuteAt(asked.start) < opening.opens ||
      asked.end > midnight(day) + opening.closes * MINUTE
    )
      say('closed', `${formatDay(day)}开放${clock(opening.opens)}至${clock(opening.closes)}`);
  } else if (resource.period === 'day') {
    const shut = days.filter((day) => openOn(hours, resource.id, day) === null);
    if (shut.length > 0)
      say('closed', `${shut.slice(0, 5).map(formatDay).join('、')}${shut.length > 5 ? '等' : ''}不开放`);
  }
  for (const closure of closuresIn(hours, resource.id, asked))
    say('closure', `${moment(closure.start)}至${moment(closure.end)}因${closure.reason}关闭`);
}

/** The next start, within a week, at which the same length and number would be free. */
export function nextFree(
  resource: Resource,
  asked: Asked,
  hours: Hours,
  held: readonly Held[],
  now: number,
): number | null {
  if (resource.period === 'month') return null;
  const step = resource.period === 'hour' ? resource.stepMinutes * MINUTE : 24 * 60 * MINUTE;
  const size = asked.end - asked.start;
  const earliest = resource.period === 'hour' ? now + resource.noticeMinutes * MINUTE : midnight(dayAt(now));
  for (let start = asked.start + step; start <= asked.start + 7 * 24 * 60 * MINUTE; start += step) {
    const span = { start, end: start + size };
    if (
      start >= earliest &&
      isOpenOver(resource, span, hours) &&
      freeUnits(resource, span, held).length >= asked.quantity
    )
      return start;
  }
  return null;
}

/** Whether the resource is open all through a span, closures included. */
export function isOpenOver(resource: Resource, span: Span, hours: Hours): boolean {
  let isOpen = true;
  sayHours(resource, span, hours, daysOf(span), () => {
    isOpen = false;
  });
  return isOpen;
}

/** Starts of a day at which a use of so many minutes is possible, with how many units are free, none included. */
export function dayStarts(
  resource: Resource,
  day: Day,
  minutes: number,
  hours: Hours,
  held: readonly Held[],
  earliest: number,
): { start: number; free: number }[] {
  const opening = openOn(hours, resource.id, day);
  if (!opening) return [];
  const found: { start: number; free: number }[] = [];
  const step = resource.stepMinutes;
  for (let minute = Math.ceil(opening.opens / step) * step; minute + minutes <= opening.closes; minute += step) {
    const start = midnight(day) + minute * MINUTE;
    const span = { start, end: start + minutes * MINUTE };
    if (start < earliest || closuresIn(hours, resource.id, span).length > 0) continue;
    const free = freeUnits(resource, span, held).length;
    found.push({ start, free });
  }
  return found;
}

/** Again every so many days, weeks or months, until a day, that day included. */
export const REPEATS = {
  day: { zh: '每天', en: 'Every day' },
  workday: { zh: '每个工作日', en: 'Every working day' },
  week: { zh: '每周', en: 'Every week' },
  month: { zh: '每月', en: 'Every month' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type Repeat = keyof typeof REPEATS;
export const MOST_OCCURRENCES = 60;

/** The spans of a series, the first included; a month that lacks the day gets none. */
export function occurrences(first: Span, every: Repeat, until: Day, isWorkingDay: (day: Day) => boolean): Span[] {
  const firstDay = dayAt(first.start);
  const offset = first.start - midnight(firstDay);
  const spans: Span[] = [];
  for (let day = firstDay; day <= until && spans.length < MOST_OCCURRENCES; day = addDays(day, 1)) {
    const fits =
      day === firstDay ||
      every === 'day' ||
      (every === 'workday' && isWorkingDay(day)) ||
      (every === 'week' && dayOfWeek(day) === dayOfWeek(firstDay)) ||
      (every === 'month' && day.slice(8) === firstDay.slice(8));
    const start = midnight(day) + offset;
    if (fits) spans.push({ start, end: start + first.end - first.start });
  }
  return spans;
}
