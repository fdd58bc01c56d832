import { z } from 'zod';
import { isDay } from '../../kernel/day.ts';
import {
  CHARGES,
  LINE_CODES,
  LINES,
  type MoneyKind,
  PAYMENT_KINDS,
  type PaymentKind,
  REMINDERS,
  type ReminderKind,
} from './statement.ts';

export { CHARGES, LINES, PAYMENT_KINDS, REMINDERS };

const day = z.string().refine(isDay, '日期应为 2026-01-31 的形式');
const kinds = Object.keys(PAYMENT_KINDS) as [PaymentKind, ...PaymentKind[]];
const byHand = kinds.filter((kind) => PAYMENT_KINDS[kind].byHand) as [MoneyKind, ...MoneyKind[]];
const amountFen = z.int('金额应精确到分').min(1, '金额应大于零').max(1e13, '数值过大');
const text = (length: number) => z.string().trim().max(length, `不能超过${length}字`);
const one = { carrierId: z.uuid(), tenancyId: z.uuid() };

export const moveMoneyInput = z.object({
  ...one,
  kind: z.enum(byHand, '请选择款项'),
  statementId: z.uuid().nullable().default(null),
  amountFen,
  onDay: day,
  method: text(60).nullable().default(null),
  reason: text(500).nullable().default(null),
});
export const reversePaymentInput = z.object({
  carrierId: z.uuid(),
  paymentId: z.uuid(),
  reason: text(500).min(2, '请说明理由'),
});
export const issueInput = z.object({ ...one, through: day });
export const billingInput = z.object({
  carrierId: z.uuid(),
  dueDays: z.int('请填写整数').min(0, '不能为负数').max(365, '不能超过365日'),
});

export const statementView = z.object({
  id: z.string(),
  number: z.string(),
  through: z.string(),
  issuedOn: z.string(),
  dueOn: z.string(),
  totalFen: z.number(),
  owedFen: z.number(),
  lines: z.array(z.object({ month: z.string(), charge: z.enum(LINE_CODES), days: z.number(), amountFen: z.number() })),
  bookings: z.array(
    z.object({
      bookingId: z.string(),
      month: z.string(),
      startsAt: z.string(),
      what: z.string().nullable(),
      amountFen: z.number(),
    }),
  ),
  reminders: z.array(
    z.object({ kind: z.enum(Object.keys(REMINDERS) as [ReminderKind, ...ReminderKind[]]), at: z.string() }),
  ),
});
export const paymentView = z.object({
  id: z.string(),
  kind: z.enum(kinds),
  statementId: z.string().nullable(),
  statementNumber: z.string().nullable(),
  amountFen: z.number(),
  onDay: z.string(),
  method: z.string().nullable(),
  reason: z.string().nullable(),
  reversed: z.boolean(),
  byName: z.string().nullable(),
});
