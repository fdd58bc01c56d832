import { z } from 'zod';

const caseId = z.uuid();
export const decisionInput = z.object({ caseId });
/** `version` 0: nothing was drafted yet. */
export const draftDecisionInput = z.object({
  caseId,
  version: z.int().min(0),
  outcome: z.enum(['granted', 'refused']),
  reasons: z.string().trim().min(2, '请写明理由').max(20_000, '不能超过20000字'),
});
export const signDecisionInput = z.object({ caseId, version: z.int().min(1) });

export const decisionView = z.object({
  caseId: z.string(),
  state: z.enum(['none', 'draft', 'signed']),
  outcome: z.enum(['granted', 'refused']).nullable(),
  outcomeLabel: z.string().nullable(),
  /** What the two outcomes are called here. */
  labels: z.object({ granted: z.string(), refused: z.string() }),
  /** What the letter says besides the reasons. */
  says: z.array(z.string()),
  reasons: z.string(),
  version: z.number(),
  /** What the system proposes to write, from what was found. A person decides. */
  suggestion: z.object({ outcome: z.enum(['granted', 'refused']), reasons: z.string() }).nullable(),
  number: z.string().nullable(),
  onDay: z.string().nullable(),
  packHash: z.string(),
  seal: z.string().nullable(),
  draftedBy: z.string().nullable(),
  signedAt: z.string().nullable(),
  signedBy: z.string().nullable(),
});
/** Whether the sealed decision still adds up. */
export const verifiedView = z.object({
  caseId: z.string(),
  number: z.string(),
  seal: z.string(),
  computed: z.string(),
  sealHolds: z.boolean(),
  /** The findings computed again from the sealed facts, judgements and pack. */
  findingsHold: z.boolean(),
  differs: z.array(z.string()),
});
export type DecisionView = z.output<typeof decisionView>;
