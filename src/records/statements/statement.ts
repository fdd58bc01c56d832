import { addDays, addMonths, type Day, daysBetween } from '../../kernel/day.ts';
import { type Fen, fen, sumOf } from '../../kernel/money.ts';
import type { FINANCE_ENTRY } from '../finance/finance-entry.ts';

type IncomeSource = (typeof FINANCE_ENTRY.fields.source.options)[number]['code'];

/** What a month may cost: the tenancy's column, the code under which terms include it, the income it is. */
export const CHARGES = {
  rent: { zh: '租金', en: 'Rent', field: 'rentMonthFen', included: 'rent', income: 'property' },
  service: { zh: '服务费', en: 'Service fee', field: 'serviceMonthFen', included: null, income: 'service' },
  internet: { zh: '网络费', en: 'Internet', field: 'internetMonthFen', included: 'internet', income: 'property' },
  water: { zh: '水费', en: 'Water', field: 'waterMonthFen', included: 'water', income: 'property' },
  power: { zh: '电费', en: 'Power', field: 'powerMonthFen', included: 'power', income: 'property' },
} as const satisfies Record<
  string,
  { zh: string; en: string; field: string; included: string | null; income: IncomeSource }
>;
export type Charge = keyof typeof CHARGES;
export const CHARGE_CODES = Object.keys(CHARGES) as [Charge, ...Charge[]];

/** What a statement has lines of: the monthly charges, what was booked and not paid with credits, and the notice period that was not kept. */
export const LINES = {
  ...CHARGES,
  booking: { zh: '场地和设备预订', en: 'Bookings', income: 'property' },
  earlyExit: { zh: '提前退出补足通知期', en: 'Rest of the notice period', income: 'property' },
} as const satisfies Record<string, { zh: string; en: string; income: IncomeSource }>;
export type LineKind = keyof typeof LINES;
export const LINE_CODES = Object.keys(LINES) as [LineKind, ...LineKind[]];

/** One period of a tenancy under the same terms. */
export interface Term {
  readonly validFrom: Day;
  /** The last day; null: still. */
  readonly validTo: Day | null;
  readonly freeMonths: number | null;
  readonly includes: readonly string[] | null;
  /** Per month, in fen; null: not charged. */
  readonly monthly: Readonly<Record<Charge, number | null>>;
}

export interface Due {
  readonly month: Day;
  readonly charge: LineKind;
  /** Charged days; of bookings their number. */
  readonly days: number;
  readonly fen: Fen;
}

const firstOf = (on: Day): Day => `${on.slice(0, 7)}-01`;
const earlier = (a: Day, b: Day) => (a < b ? a : b);
const later = (a: Day, b: Day) => (a > b ? a : b);

/**
 * What a tenancy costs for each month up to a day, that day included.
 *
 * A month's price falls on its days in equal parts; what the terms include is free from the first day of the tenancy
 * for the free months, and charged from the day after them (河东 二(二): 3至6个月免费). Each charge of a month is rounded
 * once, half a fen upwards.
 *
 * @param terms of one tenancy, not overlapping
 */
export function duesThrough(terms: readonly Term[], through: Day): Due[] {
  if (terms.length === 0) return [];
  const first = terms.map((term) => term.validFrom).reduce(earlier);
  const dues: Due[] = [];
  for (let month = firstOf(first); month <= through; month = addMonths(month, 1)) {
    const monthDays = daysBetween(month, addMonths(month, 1));
    const last = earlier(addDays(month, monthDays - 1), through);
    for (const charge of CHARGE_CODES) {
      let days = 0;
      let parts = 0n;
      for (const term of terms) {
        const price = term.monthly[charge] ?? 0;
        if (price === 0) continue;
        const { included } = CHARGES[charge];
        const isFree = included !== null && (term.includes ?? []).includes(included);
        const paidFrom = isFree ? addMonths(first, term.freeMonths ?? 0) : first;
        const from = [month, term.validFrom, paidFrom].reduce(later);
        const to = term.validTo === null ? last : earlier(term.validTo, last);
        const count = to < from ? 0 : daysBetween(from, to) + 1;
        days += count;
        parts += BigInt(price) * BigInt(count);
      }
      const whole = BigInt(monthDays);
      if (days > 0) dues.push({ month, charge, days, fen: fen(Number((2n * parts + whole) / (2n * whole))) });
    }
  }
  return dues;
}

/** Left before the notice period was over, against its charges. */
export interface EarlyEnd {
  readonly lastDay: Day;
  readonly earliestOn: Day;
}

/** The rest of the notice period costs what it would have cost to stay under the terms of the last day. */
export function earlyDues(terms: readonly Term[], { lastDay, earliestOn }: EarlyEnd): Due[] {
  const last = terms
    .filter(({ validFrom }) => validFrom <= lastDay)
    .sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  const until = (validTo: Day) => last.map((term, n) => (n === last.length - 1 ? { ...term, validTo } : term));
  const cost = (dues: readonly Due[]) => sumOf(dues.map((due) => due.fen));
  const rest = fen(cost(duesThrough(until(earliestOn), earliestOn)) - cost(duesThrough(until(lastDay), lastDay)));
  return rest > 0
    ? [{ month: firstOf(lastDay), charge: 'earlyExit', days: daysBetween(lastDay, earliestOn), fen: rest }]
    : [];
}

export interface Line {
  readonly month: Day;
  readonly charge: LineKind;
  readonly days: number;
  readonly fen: Fen;
}

/** What is to be charged now: the dues less what earlier statements charged for the same month and charge. */
export function linesOf(dues: readonly Due[], charged: readonly Pick<Line, 'month' | 'charge' | 'fen'>[]): Line[] {
  const lines = new Map<string, Line>();
  for (const due of dues) lines.set(`${due.month} ${due.charge}`, due);
  for (const { month, charge, fen: before } of charged) {
    const key = `${month} ${charge}`;
    const line = lines.get(key) ?? { month, charge, days: 0, fen: fen(0) };
    lines.set(key, { ...line, fen: fen(line.fen - before) });
  }
  return [...lines.values()]
    .filter((line) => line.fen !== 0)
    .sort((a, b) =>
      a.month === b.month ? LINE_CODES.indexOf(a.charge) - LINE_CODES.indexOf(b.charge) : a.month < b.month ? -1 : 1,
    );
}

/** What one booking owes in the month of its first day, and what statements of the tenancy charged for it there before. */
export interface BookingDue {
  readonly bookingId: string;
  readonly month: Day;
  readonly owed: Fen;
  readonly charged: Fen;
}

export function bookingDues(bookings: readonly BookingDue[]): Due[] {
  const owing = bookings.filter(({ owed }) => owed > 0);
  return [...Map.groupBy(owing, ({ month }) => month)].map(([month, rows]) => ({
    ...{ month, charge: 'booking', days: rows.length },
    fen: sumOf(rows.map(({ owed }) => owed)),
  }));
}

export const REMINDERS = {
  before: { zh: '到期前提醒', en: 'Before it is due', days: -3 },
  at: { zh: '到期提醒', en: 'On the day it is due', days: 0 },
  after: { zh: '逾期提醒', en: 'Overdue', days: 7 },
} as const satisfies Record<string, { zh: string; en: string; days: number }>;
export type ReminderKind = keyof typeof REMINDERS;

export const PAYMENT_KINDS = {
  payment: { zh: '收款', en: 'Payment', byHand: true },
  prepayment: { zh: '预存', en: 'Prepayment', byHand: true },
  depositReceived: { zh: '收取押金', en: 'Deposit received', byHand: true },
  depositReturned: { zh: '退还押金', en: 'Deposit returned', byHand: true },
  depositKept: { zh: '扣留押金', en: 'Deposit kept', byHand: true },
  creditRefunded: { zh: '退还多收', en: 'Credit refunded', byHand: true },
  creditSetOff: { zh: '多收、预存抵账单', en: 'Credit set off', byHand: false },
  depositSetOff: { zh: '押金抵账单', en: 'Deposit set off', byHand: false },
} as const satisfies Record<string, { zh: string; en: string; byHand: boolean }>;
export type PaymentKind = keyof typeof PAYMENT_KINDS;
/** What a person enters; set-offs follow from statements and settlements. */
export type MoneyKind = Exclude<PaymentKind, 'creditSetOff' | 'depositSetOff'>;
export type SetOffKind = Exclude<PaymentKind, MoneyKind>;

/** Accounts of a space's books. */
export const ACCOUNTS = {
  bank: (carrierId: string) => ({ code: `bank:${carrierId}`, kind: 'asset', name: '银行存款', carrierId }) as const,
  /** What is still owed on a statement. */
  statement: (carrierId: string, statementId: string) =>
    ({ code: `statement:${statementId}`, kind: 'asset', name: '应收账单', carrierId, floored: true }) as const,
  income: (carrierId: string, source: IncomeSource) =>
    ({ code: `income:${carrierId}:${source}`, kind: 'income', name: '收入', carrierId }) as const,
  deposit: (carrierId: string, tenancyId: string) =>
    ({ code: `deposit:${tenancyId}`, kind: 'liability', name: '应退押金', carrierId, floored: true }) as const,
  /** Charged or paid too much, or paid ahead: owed to the team, taken off its next statement. */
  credit: (carrierId: string, tenancyId: string) =>
    ({ code: `credit:${tenancyId}`, kind: 'liability', name: '多收和预存', carrierId, floored: true }) as const,
};
