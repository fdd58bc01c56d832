import { z } from 'zod';
import { isDay } from '../../kernel/day.ts';
import { pageInput, pageTotal } from '../../platform/db/page.contract.ts';

const claimId = z.uuid();

export const claimListInput = z.object(pageInput());
export const claimInput = z.object({ claimId });
export const paymentInput = z.object({
  claimId,
  /** fen */
  amount: z.int('金额应精确到分').min(1, '金额应大于零').max(1e13, '数值过大'),
  onDay: z.string().refine(isDay, '日期应为 2026-01-31 的形式'),
  voucher: z.string().trim().min(2, '请填写凭证号').max(100, '不能超过100字'),
});
export const reversalInput = z.object({
  claimId,
  paymentId: z.uuid(),
  reason: z.string().trim().min(2, '请说明理由').max(500, '不能超过500字'),
});

const claimRow = z.object({
  id: z.uuid(),
  caseId: z.uuid(),
  organisationId: z.uuid(),
  organisation: z.string(),
  carrierId: z.uuid(),
  carrier: z.string(),
  /** fen */
  amount: z.number(),
  /** Still owed. */
  balance: z.number(),
  /** Paid before the decision was overturned, and not given back yet. */
  refundable: z.number(),
  cites: z.string(),
  number: z.string().nullable(),
  orderedOn: z.iso.date(),
  orderedBy: z.string(),
  cancelledOn: z.iso.date().nullable(),
  example: z.boolean(),
});
export const claimListView = z.object({ rows: z.array(claimRow), ...pageTotal });
export const claimView = claimRow.extend({
  reason: z.string(),
  /** The actor’s body ordered it, and enters what is paid. */
  mine: z.boolean(),
  cancelledCaseId: z.uuid().nullable(),
  payments: z.array(
    z.object({
      id: z.uuid(),
      refund: z.boolean(),
      amount: z.number(),
      onDay: z.iso.date(),
      voucher: z.string(),
      recordedAt: z.string(),
      recordedBy: z.string().nullable(),
      reversedOn: z.iso.date().nullable(),
      reversedFor: z.string().nullable(),
    }),
  ),
});
export const paymentView = z.object({ paymentId: z.uuid() });
export const doneView = z.object({ done: z.literal(true) });
