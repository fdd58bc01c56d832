import { z } from 'zod';
import { conflictView } from '../conflicts/conflict.contract.ts';
import { itemEntries, recommendation } from '../reviews/review.contract.ts';
import { REVIEW_STATES, type ReviewState } from '../reviews/review.ts';
import { sheetView } from '../scoresheets/scoresheet.contract.ts';

const caseId = z.uuid();

export const panelInput = z.object({ caseId });
export const confirmPanelInput = z.object({ caseId, expertIds: z.array(z.uuid()).min(1).max(50) });
export const replaceInput = z.object({
  caseId,
  expertId: z.uuid(),
  reason: z.string().trim().min(4, '请说明撤换理由').max(500),
  /** null: whoever is next best. */
  replacementId: z.uuid().nullable().default(null),
});
export const secondLookInput = z.object({
  caseId,
  expertId: z.uuid(),
  reason: z.string().trim().min(4, '请说明请其再次审视的理由').max(500),
});
export const exceptionInput = z.object({
  caseId,
  /** null: the panel's score. */
  item: z.string().max(60).nullable().default(null),
  points: z.number().min(0, '不小于0').max(9999, '不超过9999'),
  reason: z.string().trim().min(10, '请写明偏离专家评分的理由，不少于10字').max(2000),
});

export const proposalView = z.object({
  seats: z.number(),
  short: z.number(),
  chosen: z.array(z.object({ personId: z.string(), name: z.string(), because: z.string() })),
  others: z.array(
    z.object({
      personId: z.string(),
      name: z.string(),
      because: z.string(),
      eligible: z.boolean(),
      conflicts: z.array(conflictView),
    }),
  ),
});
export const panelView = z.object({
  /** The reader’s body chooses and replaces the experts. */
  runs: z.boolean(),
  seats: z.number(),
  sheet: sheetView,
  confirmedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  score: z.number().nullable(),
  exceptions: z.array(
    z.object({
      item: z.string(),
      fromPoints: z.number(),
      toPoints: z.number(),
      reason: z.string(),
      at: z.string(),
      by: z.string().nullable(),
    }),
  ),
  reviews: z.array(
    z.object({
      id: z.string(),
      expertId: z.string(),
      name: z.string(),
      state: z.enum(Object.keys(REVIEW_STATES) as [ReviewState, ...ReviewState[]]),
      stateLabel: z.string(),
      because: z.string(),
      assignedAt: z.string(),
      endedAt: z.string().nullable(),
      dueAt: z.string().nullable(),
      isLate: z.boolean(),
      /** Who would take the seat of one who is late, solved anew with all others kept; null: nobody was looked for. */
      replacement: z
        .object({ expertId: z.string().nullable(), name: z.string().nullable(), because: z.string() })
        .nullable(),
      secondLook: z.string().nullable(),
      /** What was given before the second look, once it is answered. */
      firstScore: z.number().nullable(),
      firstOpinion: z.string().nullable(),
      releasedBecause: z.string().nullable(),
      /** Of reviews that are in. */
      score: z.number().nullable(),
      items: itemEntries,
      sheetVersion: z.number(),
      opinion: z.string().nullable(),
      recommendation: recommendation.nullable(),
      recusal: z.string().nullable(),
      conflicts: z.array(conflictView),
    }),
  ),
});
export type PanelView = z.output<typeof panelView>;
