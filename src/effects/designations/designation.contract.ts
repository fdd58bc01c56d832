import { z } from 'zod';
import { pageInput, pageTotal } from '../../platform/db/page.contract.ts';

export const listDesignationsInput = z.object({
  q: z.string().trim().max(100).optional(),
  state: z.enum(['valid', 'rectifying', 'revoked', 'lapsed']).optional(),
  packId: z.string().max(100).optional(),
  level: z.enum(['national', 'province', 'city', 'district', 'zone']).optional(),
  carrierId: z.uuid().optional(),
  sort: z.enum(['validFrom', 'number', 'carrier', 'territory']).default('validFrom'),
  ...pageInput(),
});
export const designationInput = z.object({ designationId: z.uuid() });

export const designationRow = z.object({
  id: z.string(),
  carrierId: z.string(),
  carrier: z.string(),
  operator: z.string().nullable(),
  territory: z.string(),
  packId: z.string(),
  name: z.string(),
  level: z.string(),
  levelLabel: z.string(),
  number: z.string(),
  state: z.enum(['valid', 'rectifying', 'revoked', 'lapsed']),
  stateLabel: z.string(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  endedOn: z.string().nullable(),
  grantedBy: z.string(),
  caseId: z.string(),
  caseNumber: z.string(),
  certificate: z.string().nullable(),
  /** Token of the plaque; null before it was awarded. */
  plaque: z.string().nullable(),
});
export const designationsView = z.object({ rows: z.array(designationRow), ...pageTotal });
export const designationView = designationRow.extend({
  version: z.number(),
  /** The text in force has such a procedure: what may be opened against the holder. */
  against: z.array(z.enum(['rectification', 'sanction'])),
  events: z.array(
    z.object({
      at: z.string(),
      onDay: z.string(),
      fromState: z.string().nullable(),
      toState: z.string(),
      toLabel: z.string(),
      caseId: z.string().nullable(),
      reason: z.string().nullable(),
      cites: z.string().nullable(),
    }),
  ),
  changes: z.array(
    z.object({
      caseId: z.string(),
      field: z.enum(['floorArea', 'operator', 'direction', 'goals']),
      fieldLabel: z.string(),
      before: z.string().nullable(),
      after: z.string(),
      happenedOn: z.string(),
      reportedOn: z.string(),
      late: z.boolean(),
      lateBy: z.number(),
    }),
  ),
});
