import { z } from 'zod';
import { isDay } from '../../kernel/day.ts';
import { factView } from '../dossier/dossier.contract.ts';
import { scoredIndicatorView } from '../selfEvaluations/selfEvaluation.contract.ts';

const day = z.string().refine(isDay, '日期应为 2026-01-31 的形式');

export const provisionalScoresInput = z.object({
  carrierId: z.uuid(),
  /** Today when absent. */
  on: day.optional(),
});

export const provisionalScoresView = z.object({
  on: day,
  /** The criteria are those in force on this day: the first of next year. */
  criteriaOn: day,
  rows: z.array(
    z.object({
      packId: z.string(),
      packTitle: z.string(),
      isExample: z.boolean(),
      scheme: z.string(),
      title: z.string(),
      cites: z.string(),
      /** Whether the scheme is for this carrier, and on what that depends. */
      applies: z.enum(['met', 'unmet', 'unknown']),
      appliesFacts: z.array(factView),
      /** What the document leaves open is taken as the authority set it for this round; null: never set. */
      settledFrom: z.object({ year: z.number().int(), title: z.string() }).nullable(),
      /** Points that the counted indicators have so far; what is missing or judged later makes it a range. */
      low: z.number(),
      high: z.number().nullable(),
      total: z.number().nullable(),
      vetoed: z.enum(['met', 'unmet', 'unknown']),
      indicators: z.array(scoredIndicatorView.extend({ facts: z.array(factView) })),
    }),
  ),
  /** Documents with a scheme that are in force today and no more by then. */
  ending: z.array(z.object({ packTitle: z.string(), until: day.nullable() })),
});
export type ProvisionalScoresView = z.output<typeof provisionalScoresView>;
