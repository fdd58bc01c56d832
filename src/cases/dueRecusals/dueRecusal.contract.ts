import { z } from 'zod';
import { pageInput, pageTotal } from '../../platform/db/page.contract.ts';
import { conflictView } from '../conflicts/conflict.contract.ts';
import { ANSWERS, type Answer, PHASES, type Phase } from './dueRecusal.ts';

export { ANSWERS, PHASES };

const answer = z.enum(Object.keys(ANSWERS) as [Answer, ...Answer[]], '请选择处理方式');

export const listDueRecusalsInput = z.object({ ...pageInput(), open: z.enum(['true', 'false']).optional() });
export const dueRecusalView = z.object({
  reviewId: z.string(),
  caseId: z.string(),
  number: z.string(),
  title: z.string(),
  phase: z.enum(Object.keys(PHASES) as [Phase, ...Phase[]]),
  /** The expert had handed in; unless the result was released, that no longer counts. */
  wasIn: z.boolean(),
  expert: z.string(),
  /** How many other reviews of the same panel count. */
  others: z.number(),
  conflicts: z.array(conflictView),
  foundAt: z.string(),
  proposed: z.string().nullable(),
  proposedBecause: z.string().nullable(),
  successor: z.string().nullable(),
  /** What may be answered. */
  answers: z.array(answer),
  answer: answer.nullable(),
  reason: z.string().nullable(),
  answeredAt: z.string().nullable(),
  answeredBy: z.string().nullable(),
});
export const dueRecusalsView = z.object({ ...pageTotal, rows: z.array(dueRecusalView) });

export const answerDueRecusalInput = z.object({
  caseId: z.uuid(),
  reviewId: z.uuid(),
  answer,
  reason: z.string().trim().min(4, '请说明理由，不少于4个字').max(1000, '不能超过1000字').nullable().default(null),
});
