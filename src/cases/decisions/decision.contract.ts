import { z } from 'zod';

const caseId = z.uuid();
export const decisionInput = z.object({ caseId });
/** `version` 0: nothing was drafted yet. */
export const draftDecisionInput = z.object({
  caseId,
  version: z.int().min(0),
  outcome: z.enum(['granted', 'refused']),
  reasons: z.string().trim().min(2, '请写明理由').max(20_000, '不能超过20000字'),
  /** What is granted, where that is money and the document leaves it open. */
  fen: z.int('请填写数额').min(1, '应大于0').max(1_000_000_000_000, '数额过大').nullable().default(null),
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
  /** The money that a decision to grant sets; `fen` null: a person sets it within the limits. */
  amount: z.object({ label: z.string(), fen: z.number().nullable(), from: z.number(), to: z.number() }).nullable(),
  fen: z.number().nullable(),
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
const deviation = z.object({ what: z.string(), field: z.string(), sealed: z.string(), now: z.string() });

export const replaysInput = z.object({
  page: z.coerce.number().int().min(1).max(100000).default(1),
  size: z.coerce.number().int().min(1).max(50).default(20),
});
/** Decided cases judged again from what was sealed: the same result, or the difference named. */
export const replaysView = z.object({
  rows: z.array(
    z.object({
      caseId: z.uuid(),
      caseNumber: z.string(),
      title: z.string(),
      decisionNumber: z.string(),
      signedAt: z.iso.datetime({ offset: true }),
      sealHolds: z.boolean(),
      deviations: z.array(deviation.extend({ kind: z.enum(['submit', 'decision']) })),
    }),
  ),
  total: z.number().int(),
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
  deviations: z.array(deviation),
});
export type DecisionView = z.output<typeof decisionView>;
