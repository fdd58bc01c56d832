import { z } from 'zod';
import { FACTS, type FactKey } from '../../facts/vocabulary.ts';
import { accountView, caseIdInput, factView } from '../dossier/dossier.contract.ts';
import { SEVERITIES } from './crosscheck.ts';
import { ON_THE_SPOT, type SpotOutcome, VERIFICATIONS, type VerificationOutcome } from './selfEvaluation.ts';

export { ON_THE_SPOT, SEVERITIES, VERIFICATIONS };

const keys = <K extends string>(table: Record<K, unknown>) => Object.keys(table) as [K, ...K[]];
const moment = z.iso.datetime({ offset: true });
const value = z.union([z.number(), z.string().max(500), z.boolean(), z.array(z.string().max(60)).max(50)]);
const verification = z.enum(keys<VerificationOutcome>(VERIFICATIONS));

export const selfEvaluationInput = caseIdInput;
export const figureInput = caseIdInput.extend({ fact: z.enum(keys<FactKey>(FACTS)) });
export const declareFigureInput = figureInput.extend({
  value,
  reason: z.string().trim().min(2, '请说明差异的原因').max(2000, '不能超过2000字'),
  fileId: z.uuid('请先上传佐证材料'),
});
export const answerWarningInput = caseIdInput.extend({
  warning: z.string().min(1).max(300),
  answer: z.string().trim().min(2, '请写明情况').max(2000, '不能超过2000字'),
});
export const verifyFigureInput = figureInput.extend({
  outcome: verification,
  note: z.string().trim().min(2, '请写明核对了什么').max(2000, '不能超过2000字'),
});
export const figureEvidenceView = z.object({ fileIds: z.array(z.uuid()) });

export const figureView = factView.extend({
  /** What counts: the records, or what a reviewer accepted. */
  counted: value.nullable(),
  statement: z.object({ value, reason: z.string(), fileId: z.uuid(), fileName: z.string(), at: moment }).nullable(),
  verification: z.object({ outcome: verification, note: z.string(), at: moment, by: z.string().nullable() }).nullable(),
  onTheSpot: z
    .object({
      outcome: z.enum(keys<SpotOutcome>(ON_THE_SPOT)),
      note: z.string(),
      at: moment,
      by: z.string().nullable(),
    })
    .nullable(),
});
export type FigureView = z.output<typeof figureView>;

/** An indicator with its rule, clause and points; a range while something is missing. */
export const scoredIndicatorView = z.object({
  id: z.string(),
  kind: z.enum(['points', 'bonus', 'deduction', 'veto']),
  byExpert: z.boolean(),
  cites: z.string(),
  clause: z.string().nullable(),
  says: z.string(),
  rule: z.string(),
  /** The figure that is scored, in words; null where nothing is counted or it is not known. */
  value: z.string().nullable(),
  max: z.number().nullable(),
  low: z.number(),
  high: z.number().nullable(),
  missing: z.array(z.string()),
});

export const selfEvaluationView = z.object({
  caseId: z.uuid(),
  roundId: z.uuid(),
  /** Figures are read as of this day. */
  on: z.string(),
  title: z.string(),
  open: z.boolean(),
  low: z.number(),
  high: z.number().nullable(),
  points: z.number().nullable(),
  vetoed: z.enum(['met', 'unmet', 'unknown']),
  indicators: z.array(
    scoredIndicatorView.extend({
      facts: z.array(figureView),
      /** Of what experts score: what the unit wrote, and what proves it. */
      account: accountView.nullable(),
    }),
  ),
  /** What keeps a unit from the better grades. */
  bars: z.array(z.object({ cites: z.string(), says: z.string(), notAbove: z.string(), facts: z.array(figureView) })),
  warnings: z.array(
    z.object({
      id: z.string(),
      severity: z.enum(['correct', 'explain']),
      says: z.string(),
      facts: z.array(z.string()),
      /** What stands against what, each with where it comes from. */
      figures: z.array(
        factView.pick({ key: true, label: true, unit: true, provenance: true }).extend({
          from: z.enum(['records', 'statement', 'report']),
          value: value.nullable(),
          fileId: z.uuid().nullable(),
        }),
      ),
      answer: z.string().nullable(),
    }),
  ),
});
export type SelfEvaluationView = z.output<typeof selfEvaluationView>;
