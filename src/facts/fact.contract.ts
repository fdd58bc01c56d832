import { z } from 'zod';
import { isDay } from '../kernel/day.ts';
import { FACTS, type FactKey } from './vocabulary.ts';

const day = z.string().refine(isDay, '日期应为 2026-01-31 的形式');
const keys = Object.keys(FACTS) as [FactKey, ...FactKey[]];
const value = z.union([z.number(), z.string().max(500), z.boolean(), z.array(z.string().max(60)).max(50)]);

export const factsInput = z.object({
  carrierId: z.uuid(),
  /** Today when absent. */
  on: day.optional(),
});
export const teamFactsInput = z.object({ teamId: z.uuid(), on: day.optional() });
export const declareFactInput = z.object({
  carrierId: z.uuid(),
  key: z.enum(keys),
  value,
  validFrom: day,
  validTo: day.nullable().default(null),
  note: z.string().trim().max(4000, '不能超过4000字').nullable().default(null),
  fileId: z.uuid().nullable().default(null),
});
export const withdrawStatementInput = z.object({
  carrierId: z.uuid(),
  factId: z.uuid(),
  reason: z.string().trim().min(2, '请说明理由').max(500, '不能超过500字'),
});

const declaredView = z.object({
  id: z.string(),
  value,
  fileId: z.string().nullable(),
  note: z.string().nullable(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
});
export const factView = z.object({
  key: z.enum(keys),
  type: z.string(),
  unit: z.string().nullable(),
  zh: z.string(),
  en: z.string(),
  means: z.string().nullable(),
  options: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })).nullable(),
  /** null: unknown; never 0 and never false. */
  value: value.nullable(),
  obtained: z.enum(['derived', 'declared', 'unknown']),
  /** false: at least this much, the book is not stated to be complete. */
  complete: z.boolean(),
  provenance: z.array(
    z.object({
      kind: z.string(),
      id: z.string(),
      teamId: z.string().optional(),
      label: z.string(),
      validFrom: z.string().nullable(),
      validTo: z.string().nullable(),
    }),
  ),
  declared: declaredView.nullable(),
  /** Why it is unknown: a statement that has ended. */
  stale: declaredView.nullable(),
  differs: z.boolean(),
});
export const factsView = z.object({ on: z.string(), facts: z.array(factView) });
