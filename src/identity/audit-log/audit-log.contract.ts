import { z } from 'zod';
import { pageInput, pageTotal } from '../../platform/db/page.contract.ts';

const moment = z.iso
  .datetime({ offset: true, error: '请填写有效时间' })
  .transform((text) => new Date(text).toISOString());

export const auditInput = z.object({
  ...pageInput(),
  personId: z.uuid().optional(),
  /** Part of an action's name: `session.open`, `people.manage`, `/api/cases`. */
  action: z.string().trim().max(100).optional(),
  subjectKind: z.string().trim().max(60).optional(),
  subjectId: z.string().trim().max(60).optional(),
  from: moment.optional(),
  until: moment.optional(),
});

export const auditEntryView = z.object({
  seq: z.number(),
  at: z.string(),
  action: z.string(),
  person: z.object({ id: z.uuid().nullable(), name: z.string() }),
  organisation: z.object({ id: z.uuid().nullable(), name: z.string().nullable() }),
  roles: z.array(z.string()),
  address: z.string().nullable(),
  requestId: z.string().nullable(),
  changes: z.array(
    z.object({ kind: z.string(), id: z.string(), before: z.unknown().optional(), after: z.unknown().optional() }),
  ),
  hash: z.string(),
});
export const auditView = z.object({ rows: z.array(auditEntryView), ...pageTotal });

export const auditVerdictView = z.object({
  entries: z.number(),
  brokenAt: z.number().nullable(),
  reason: z.string().nullable(),
});
