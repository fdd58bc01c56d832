import { addMonths, type Day } from '../../kernel/day.ts';

/** 收入的来源: the sources of finance_entry and of the ledger. */
export const INCOME_SOURCES = {
  service: { zh: '服务收入', en: 'Services' },
  property: { zh: '房租和物业', en: 'Rent and property' },
  investment: { zh: '投资收入', en: 'Investment' },
  otherIncome: { zh: '其他收入', en: 'Other' },
  fiscal: { zh: '财政补助', en: 'Public money' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type IncomeSource = keyof typeof INCOME_SOURCES;
export const SOURCE_CODES = Object.keys(INCOME_SOURCES) as [IncomeSource, ...IncomeSource[]];

/** One month of a space as its records show it; null: they do not show it, which is never 0. */
export interface Month {
  /** Its first day. */
  readonly month: Day;
  /** The last day counted; of the present month today. */
  readonly last: Day;
  /** Desks times days: there, and let. */
  readonly deskDays: number | null;
  readonly letDays: number | null;
  /** Fen. */
  readonly income: Readonly<Record<IncomeSource, number | null>>;
  readonly events: number | null;
  readonly sessions: number | null;
  /** Fen said in statements issued in the month. */
  readonly billedFen: number | null;
  /** Fen owed at the end of the month on statements past their due day, and for how many days the oldest. */
  readonly overdueFen: number | null;
  readonly overdueDays: number | null;
}

interface Signal {
  readonly zh: string;
  readonly en: string;
  readonly unit: string;
  readonly unitEn: string;
  /** The platform's own, no rule of any policy. */
  readonly initial: number;
  readonly most: number;
  /** Warns at the value or above it, or below it. */
  readonly warns: 'from' | 'below';
  /** How it is counted, in words. */
  readonly how: string;
  readonly howEn: string;
}

/** What warns early. A new sign is a row here and a line in `signalValue`. */
export const SIGNALS = {
  occupancyLow: {
    zh: '入驻率低',
    en: 'Low occupancy',
    unit: '%',
    unitEn: '%',
    initial: 50,
    most: 100,
    warns: 'below',
    how: '当月每天已出租的工位之和，除以当月每天的工位之和',
    howEn: 'Desks let on each day of the month over desks there on each day',
  },
  occupancyFall: {
    zh: '入驻率下降',
    en: 'Falling occupancy',
    unit: '个百分点',
    unitEn: ' points',
    initial: 20,
    most: 100,
    warns: 'from',
    how: '与三个月前的入驻率相比，下降了多少',
    howEn: 'Occupancy of the month against the month three months before',
  },
  subsidyDependence: {
    zh: '依赖财政补助',
    en: 'Dependence on public money',
    unit: '%',
    unitEn: '%',
    initial: 50,
    most: 100,
    warns: 'from',
    how: '到当月为止十二个月里，财政补助占全部收入的比例',
    howEn: 'Share of public money in the income of the twelve months up to and with this one',
  },
  servicesStopped: {
    zh: '服务停顿',
    en: 'No services',
    unit: '个月',
    unitEn: ' months',
    initial: 3,
    most: 24,
    warns: 'from',
    how: '到当月为止，连续几个月没有登记活动、培训，也没有双方确认的辅导；此前一年从未登记的不判断',
    howEn:
      'Months in a row without an event, a training or a confirmed session, where some were recorded in the year before',
  },
  arrearsShare: {
    zh: '欠费多',
    en: 'Large arrears',
    unit: '%',
    unitEn: '%',
    initial: 10,
    most: 100,
    warns: 'from',
    how: '月末已到期未付的账单，占到当月为止十二个月应收的比例',
    howEn: 'What is owed past its due day at the end of the month, over what was billed in the twelve months',
  },
  arrearsAge: {
    zh: '欠费久',
    en: 'Old arrears',
    unit: '天',
    unitEn: ' days',
    initial: 60,
    most: 3650,
    warns: 'from',
    how: '月末最早一张未付清的账单，已过期多少天',
    howEn: 'Days since the oldest statement not paid was due, at the end of the month',
  },
} as const satisfies Record<string, Signal>;
export type SignalCode = keyof typeof SIGNALS;
export const SIGNAL_CODES = Object.keys(SIGNALS) as [SignalCode, ...SignalCode[]];

const round = (value: number) => Math.round(value * 100) / 100;
const addUp = (values: readonly (number | null)[]): number | null =>
  values.every((value) => value === null) ? null : values.reduce<number>((sum, value) => sum + (value ?? 0), 0);

/** Per cent, to two places; null: not known. */
export function occupancyOf({ deskDays, letDays }: Pick<Month, 'deskDays' | 'letDays'>): number | null {
  return deskDays === null || letDays === null || deskDays === 0 ? null : round((100 * letDays) / deskDays);
}
export const incomeOf = ({ income }: Pick<Month, 'income'>): number | null =>
  addUp(SOURCE_CODES.map((code) => income[code]));

/** Income that is not known cannot make public money look smaller or larger: a year of which nothing is known has no share. */
function dependence(year: readonly Month[]): number | null {
  const fiscal = addUp(year.map(({ income }) => income.fiscal));
  const all = addUp(year.map(incomeOf));
  return fiscal === null || all === null || all <= 0 ? null : round((100 * fiscal) / all);
}

function monthsWithout(months: readonly Month[]): number | null {
  const delivered = months.map(({ events, sessions }) => (events ?? 0) + (sessions ?? 0));
  const last = delivered.findLastIndex((count) => count > 0);
  const without = months.length - 1 - last;
  return last < 0 || without > 12 ? null : without;
}

/** The value of a sign at a month, from that month and those before it; null: the records do not show it. */
export function signalValue(signal: SignalCode, months: readonly Month[], index: number): number | null {
  const month = months[index];
  if (!month) return null;
  const year = months.slice(Math.max(0, index - 11), index + 1);
  switch (signal) {
    case 'occupancyLow':
      return occupancyOf(month);
    case 'occupancyFall': {
      const before = months[index - 3];
      const [was, is] = [before && occupancyOf(before), occupancyOf(month)];
      return was === undefined || was === null || is === null ? null : round(was - is);
    }
    case 'subsidyDependence':
      return dependence(year);
    case 'servicesStopped':
      return monthsWithout(months.slice(0, index + 1));
    case 'arrearsShare': {
      const billed = addUp(year.map(({ billedFen }) => billedFen));
      return month.overdueFen === null || billed === null || billed <= 0
        ? null
        : round((100 * month.overdueFen) / billed);
    }
    case 'arrearsAge':
      return month.overdueDays;
  }
}

export const isWarning = (signal: SignalCode, value: number, threshold: number): boolean =>
  SIGNALS[signal].warns === 'below' ? value < threshold : value >= threshold;

/** Of two thresholds the one that warns earlier. */
export function earlier(signal: SignalCode, a: number, b: number): number {
  return SIGNALS[signal].warns === 'below' ? Math.max(a, b) : Math.min(a, b);
}

export const THRESHOLD_SOURCES = {
  platform: { zh: '平台初始值，不是政策规定', en: 'The platform’s initial value, no rule of a policy' },
  territory: { zh: '主管部门设定', en: 'Set by the department' },
  operator: { zh: '运营机构设定', en: 'Set by the operator' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type ThresholdSource = keyof typeof THRESHOLD_SOURCES;
export interface Threshold {
  readonly value: number;
  readonly from: ThresholdSource;
}

/**
 * What holds for a space: the nearest department's value, else the platform's. An operator may set its own; where a
 * department has set one, only so that it warns earlier.
 */
export function thresholdOf(signal: SignalCode, territory: number | null, operator: number | null): Threshold {
  if (operator !== null && (territory === null || earlier(signal, operator, territory) !== territory))
    return { value: operator, from: 'operator' };
  return territory !== null
    ? { value: territory, from: 'territory' }
    : { value: SIGNALS[signal].initial, from: 'platform' };
}

export interface Warning {
  readonly signal: SignalCode;
  readonly month: Day;
  readonly value: number;
  readonly threshold: number;
  readonly says: string;
  readonly saysEn: string;
}

/** What warns at a month, each with its reason in figures. */
export function warningsAt(
  months: readonly Month[],
  index: number,
  thresholds: Readonly<Record<SignalCode, Threshold>>,
): Warning[] {
  const month = months[index];
  if (!month) return [];
  return SIGNAL_CODES.flatMap((signal) => {
    const value = signalValue(signal, months, index);
    const threshold = thresholds[signal].value;
    if (value === null || !isWarning(signal, value, threshold)) return [];
    const { zh, en, unit, unitEn, warns } = SIGNALS[signal];
    const name = `${month.month.slice(0, 4)}年${Number(month.month.slice(5, 7))}月`;
    return [
      {
        signal,
        month: month.month,
        value,
        threshold,
        says: `${name}${zh}：${value}${unit}，${warns === 'below' ? '低于' : '达到或超过'}${threshold}${unit}`,
        saysEn: `${month.month.slice(0, 7)} ${en}: ${value}${unitEn}, ${warns === 'below' ? 'below' : 'at or above'} ${threshold}${unitEn}`,
      },
    ];
  });
}

/** The first days of so many months, the last of them the one of the day. */
export function monthsUpTo(on: Day, count: number): Day[] {
  const last = `${on.slice(0, 7)}-01`;
  return Array.from({ length: count }, (_, index) => addMonths(last, index - count + 1));
}
