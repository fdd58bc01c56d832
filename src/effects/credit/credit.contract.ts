import { z } from 'zod';
import { pageInput, pageTotal } from '../../platform/db/page.contract.ts';
import { CREDIT_KINDS, CREDIT_STATES, type CreditKind, type CreditState } from './credit.ts';

export { CREDIT_KINDS, CREDIT_STATES };

export const creditListInput = z.object({
  organisationId: z.uuid().optional(),
  q: z.string().trim().max(100).optional(),
  ...pageInput(),
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
export const creditListView = z.object({ rows: z.array(creditEntryView), ...pageTotal });
export const repairInput = z.object({ creditId: z.uuid() });
export const repairOpenedView = z.object({ caseId: z.uuid(), number: z.string() });
