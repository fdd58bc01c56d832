import { z } from 'zod';
import { exhibitView } from '../../cases/exhibits/exhibit.contract.ts';

const caseId = z.uuid();
const version = z.int().min(1).max(2_147_483_647);
const line = (most: number) => z.string().trim().max(most, `不能超过${most}字`);
const order = {
  caseId,
  version,
  findings: z.array(z.object({ cites: line(100), says: line(2000), must: line(2000) })).max(50, '不能超过50项'),
  days: z.int().min(1, '至少1个工作日').max(500, '不能超过500个工作日').nullable(),
  reason: line(1000).nullable(),
};
export const rectificationInput = z.object({ caseId });
export const orderRectificationInput = z.object({
  carrierId: z.uuid(),
  packId: z.string().max(200),
  reason: line(2000).min(2, '请写明责令整改的缘由'),
});
export const orderInput = z.object(order);
export const reportInput = z.object({
  caseId,
  report: line(10_000).min(2, '请写明总体情况'),
  answers: z.array(z.object({ id: z.string().max(20), answer: line(4000).min(2, '请写明整改情况') })).max(50),
});
export const judgeInput = z.object({
  caseId,
  outcome: z.enum(['accepted', 'extended', 'failed']),
  verdicts: z
    .array(z.object({ id: z.string().max(20), verdict: z.enum(['met', 'unmet']), opinion: line(2000).default('') }))
    .max(50),
  opinion: line(4000).min(2, '请写明验收意见'),
  days: z.int().min(1).max(500).nullable().default(null),
  reason: line(1000).nullable().default(null),
});
export const doneView = z.object({ done: z.literal(true) });
export const openedView = z.object({ caseId: z.uuid(), number: z.string() });
export const rectificationView = z.object({
  caseId: z.string(),
  version: z.number(),
  /** The case whose decision ordered it; null: an officer. */
  orderedBy: z.string().nullable(),
  reason: z.string(),
  findings: z.array(
    z.object({
      id: z.string(),
      cites: z.string(),
      says: z.string(),
      must: z.string(),
      answer: z.string().nullable(),
      verdict: z.enum(['met', 'unmet']).nullable(),
      opinion: z.string().nullable(),
    }),
  ),
  usualDays: z.number().nullable(),
  days: z.number().nullable(),
  daysReason: z.string().nullable(),
  issuedAt: z.string().nullable(),
  dueOn: z.string().nullable(),
  report: z.string().nullable(),
  reportedAt: z.string().nullable(),
  extendedDays: z.number().nullable(),
  extensionReason: z.string().nullable(),
  opinion: z.string().nullable(),
  outcomeLabel: z.string().nullable(),
  closedOn: z.string().nullable(),
  clauses: z.array(z.object({ cite: z.string(), title: z.string() })),
  exhibits: z.array(exhibitView),
});
export type RectificationView = z.output<typeof rectificationView>;
