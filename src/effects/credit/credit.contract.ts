import { z } from 'zod';
import { CREDIT_KINDS, CREDIT_STATES, type CreditKind, type CreditState } from './credit.ts';

export { CREDIT_KINDS, CREDIT_STATES };

const paged = {
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
};
export const creditListInput = z.object({
  organisationId: z.uuid().optional(),
  q: z.string().trim().max(100).optional(),
  ...paged,
});
export const creditEntryView = z.object({
  id: z.uuid(),
  organisationId: z.uuid(),
  organisation: z.string(),
  carrierId: z.uuid(),
  carrier: z.string(),
  caseId: z.uuid(),
  kind: z.enum(Object.keys(CREDIT_KINDS) as [CreditKind, ...CreditKind[]]),
  kindLabel: z.string(),
  cites: z.string(),
  says: z.string(),
  number: z.string(),
  onDay: z.iso.date(),
  isPublic: z.boolean(),
  publicUntil: z.iso.date().nullable(),
  repairableFrom: z.iso.date().nullable(),
  state: z.enum(Object.keys(CREDIT_STATES) as [CreditState, ...CreditState[]]),
  stateLabel: z.string(),
  /** A repair that is under way. */
  repairCaseId: z.uuid().nullable(),
});
export const creditListView = z.object({ total: z.number(), rows: z.array(creditEntryView) });
export const repairInput = z.object({ creditId: z.uuid() });
export const repairOpenedView = z.object({ caseId: z.uuid(), number: z.string() });

export const claimListInput = z.object(paged);
export const claimView = z.object({
  id: z.uuid(),
  caseId: z.uuid(),
  organisation: z.string(),
  carrierId: z.uuid(),
  carrier: z.string(),
  /** fen */
  amount: z.number(),
  balance: z.number(),
  cites: z.string(),
  number: z.string().nullable(),
  orderedOn: z.iso.date(),
  cancelledOn: z.iso.date().nullable(),
});
export const claimListView = z.object({ total: z.number(), rows: z.array(claimView) });
