import { z } from 'zod';
import { SIDES, type Side } from './exhibit.ts';

export { SIDES };

export const exhibitView = z.object({
  id: z.uuid(),
  side: z.enum(Object.keys(SIDES) as [Side, ...Side[]]),
  /** Held against the party, who sees it; what is not stays with the body. */
  held: z.boolean(),
  item: z.string().nullable(),
  says: z.string(),
  fileId: z.uuid().nullable(),
  fileName: z.string().nullable(),
  addedAt: z.string(),
});
export const exhibitsView = z.object({ rows: z.array(exhibitView) });
export const exhibitAdded = z.object({ exhibitId: z.uuid() });
export const exhibitsInput = z.object({ caseId: z.uuid() });

const says = z.string().trim().min(2, '请写明证明什么').max(2000, '不能超过2000字');
export const bodyExhibitInput = z.object({ caseId: z.uuid(), says, held: z.boolean() });
export const partyExhibitInput = z.object({ caseId: z.uuid(), says, item: z.string().max(100).optional() });
export const exhibitIdInput = z.object({ caseId: z.uuid(), exhibitId: z.uuid() });
