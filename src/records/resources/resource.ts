import type { Day } from '../../kernel/day.ts';

/** What is booked or let: a line of the records of this kind, on terms of its own. */
export const RESOURCE_KINDS = {
  desk: { zh: '工位', en: 'Desk', unit: '个' },
  room: { zh: '会议室', en: 'Room', unit: '间' },
  device: { zh: '设备', en: 'Device', unit: '台' },
  locker: { zh: '储物柜', en: 'Locker', unit: '格' },
} as const satisfies Record<string, { zh: string; en: string; unit: string }>;
export type ResourceKind = keyof typeof RESOURCE_KINDS;

export const USES = {
  booked: { zh: '可预订', en: 'Bookable' },
  let: { zh: '出租', en: 'To let' },
  closed: { zh: '暂不开放', en: 'Not open' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type Use = keyof typeof USES;

export const PERIODS = {
  hour: { zh: '按小时', en: 'By the hour', per: '小时' },
  day: { zh: '按天', en: 'By the day', per: '天' },
  month: { zh: '按月', en: 'By the month', per: '月' },
} as const satisfies Record<string, { zh: string; en: string; per: string }>;
export type Period = keyof typeof PERIODS;

/** Whose prices hold. `own`: the operator itself, free of charge. */
export const USER_GROUPS = {
  resident: { zh: '入驻团队', en: 'Resident team' },
  member: { zh: '会员', en: 'Member' },
  public: { zh: '其他团队', en: 'Others' },
  own: { zh: '运营自用', en: 'The space itself' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type UserGroup = keyof typeof USER_GROUPS;
export type PricedGroup = Exclude<UserGroup, 'own'>;

export const FEATURES = {
  screen: { zh: '显示屏或投影', en: 'Screen' },
  whiteboard: { zh: '白板', en: 'Whiteboard' },
  video: { zh: '视频会议', en: 'Video conference' },
  sound: { zh: '音响', en: 'Sound' },
  network: { zh: '有线网络', en: 'Wired network' },
  window: { zh: '临窗', en: 'Window' },
  quiet: { zh: '静音', en: 'Quiet' },
  accessible: { zh: '无障碍', en: 'Step-free' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type Feature = keyof typeof FEATURES;

export interface Price {
  readonly userGroup: PricedGroup;
  readonly period: Period;
  readonly feeFen: number;
  /** null: credits are not taken. */
  readonly credits: number | null;
}

/** The terms one sets; name, number and seats are the record's. */
export interface Terms {
  readonly use: Use;
  readonly period: Period;
  readonly stepMinutes: 15 | 30 | 60;
  readonly leastMinutes: number;
  readonly mostMinutes: number;
  /** Kept free after each booking. */
  readonly bufferMinutes: number;
  /** Booked at the latest so long before it starts. */
  readonly noticeMinutes: number;
  readonly aheadDays: number;
  /** Cancelled so long before it starts, credits come back. */
  readonly refundMinutes: number;
  readonly approval: boolean;
  readonly checkIn: boolean;
  /** Nobody checked in so long after the start: the booking ends as 未到. */
  readonly graceMinutes: number;
  /** How long a place offered from the waiting list is kept. */
  readonly offerMinutes: number;
  readonly features: Feature[];
}

/** How many there are over which days: the records behind a resource. */
export interface Stock {
  readonly from: Day;
  readonly to: Day | null;
  readonly count: number;
}

export interface Resource extends Terms {
  readonly id: string;
  readonly carrierId: string;
  readonly kind: ResourceKind;
  readonly recordId: string;
  readonly name: string;
  readonly seats: number | null;
  readonly stock: readonly Stock[];
  readonly prices: Price[];
}

export const stockOn = ({ stock }: Pick<Resource, 'stock'>, day: Day): number =>
  stock.find(({ from, to }) => from <= day && (to === null || day <= to))?.count ?? 0;

const MINUTES = { hour: 60, day: 1440 } as const;

/**
 * What a use costs one group; null: the resource is not offered to it.
 *
 * By the hour: minutes at the hourly price, in whole fen upwards, and on one day never more than a day's price where
 * there is one. By the day: whole months at the monthly price where there is one, the days left at the daily price,
 * never more than a further month. By the month: months.
 *
 * @param months whole months of a use by the month, or contained in a use by the day
 * @returns fen and credits for one unit
 */
export function priceOf(
  { period, prices }: Pick<Resource, 'period' | 'prices'>,
  group: UserGroup,
  minutes: number,
  months: { whole: number; daysLeft: number },
): { feeFen: number; credits: number | null } | null {
  if (group === 'own') return { feeFen: 0, credits: 0 };
  const at = (per: Period) => prices.find((price) => price.userGroup === group && price.period === per);
  const base = at(period);
  if (!base) return null;
  const cost = (of: (price: Price) => number): number => {
    if (period === 'month') return months.whole * of(base);
    const larger = at(period === 'hour' ? 'day' : 'month');
    if (period === 'hour') {
      const hourly = Math.ceil((minutes * of(base)) / MINUTES.hour);
      return larger ? Math.min(hourly, of(larger)) : hourly;
    }
    if (!larger) return Math.ceil(minutes / MINUTES.day) * of(base);
    return months.whole * of(larger) + Math.min(months.daysLeft * of(base), of(larger));
  };
  const inCredits = prices.every((price) => price.userGroup !== group || price.credits !== null);
  return { feeFen: cost((price) => price.feeFen), credits: inCredits ? cost((price) => price.credits ?? 0) : null };
}

/** What one starts from; every value is the operator's to change. */
export function defaultTerms(kind: ResourceKind): Terms {
  const period: Period = kind === 'locker' ? 'month' : kind === 'desk' ? 'day' : 'hour';
  const day = 1440;
  return {
    use: 'booked',
    period,
    stepMinutes: 30,
    leastMinutes: { hour: 30, day, month: 28 * day }[period],
    mostMinutes: { hour: 8 * 60, day: 30 * day, month: 366 * day }[period],
    bufferMinutes: kind === 'room' ? 15 : 0,
    noticeMinutes: 0,
    aheadDays: period === 'month' ? 366 : 90,
    refundMinutes: 120,
    approval: false,
    checkIn: kind === 'room' || kind === 'desk',
    graceMinutes: 15,
    offerMinutes: 120,
    features: [],
  };
}
