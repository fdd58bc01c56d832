import { z } from 'zod';
import { pageInput, pageTotal } from '../../platform/db/page.contract.ts';
import { conflictView } from '../conflicts/conflict.contract.ts';
import { sheetView } from '../scoresheets/scoresheet.contract.ts';

const caseId = z.uuid();
const recommendation = z.enum(['recommend', 'reserve', 'reject']);
const itemEntry = z.object({
  points: z.number().nullable().default(null),
  comment: z.string().max(2000, '不能超过2000字').nullable().default(null),
});
const items = z.record(z.string().max(60), itemEntry);

export const caseInput = z.object({ caseId });
export const confirmPanelInput = z.object({ caseId, expertIds: z.array(z.uuid()).min(1).max(50) });
export const entryInput = z.object({
  caseId,
  /** Of the entry as it was read: two windows of one expert do not overwrite each other. */
  revision: z.int().min(0),
  score: z.number().nullable().default(null),
  items: items.default({}),
  opinion: z.string().max(10_000, '不能超过10000字').nullable().default(null),
  recommendation: recommendation.nullable().default(null),
});
export const submissionInput = entryInput.extend({
  /** Of the sheet as it was filled in. */
  sheetVersion: z.int().min(1).default(1),
});
export const recuseInput = z.object({ caseId, reason: z.string().trim().min(4, '请说明回避理由').max(500) });
export const replaceInput = z.object({
  caseId,
  expertId: z.uuid(),
  reason: z.string().trim().min(4, '请说明撤换理由').max(500),
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
export const myReviewsInput = z.object({
  state: z.enum(['assigned', 'submitted']).optional(),
  ...pageInput(),
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
      state: z.enum(['assigned', 'submitted', 'recused', 'released']),
      stateLabel: z.string(),
      because: z.string(),
      assignedAt: z.string(),
      endedAt: z.string().nullable(),
      dueAt: z.string().nullable(),
      isLate: z.boolean(),
      secondLook: z.string().nullable(),
      releasedBecause: z.string().nullable(),
      /** Of reviews that are in. */
      score: z.number().nullable(),
      items,
      sheetVersion: z.number(),
      opinion: z.string().nullable(),
      recommendation: recommendation.nullable(),
      recusal: z.string().nullable(),
      conflicts: z.array(conflictView),
    }),
  ),
});
export const myReviewView = z.object({
  caseId: z.string(),
  state: z.enum(['assigned', 'submitted', 'recused', 'released']),
  sheet: sheetView,
  revision: z.number(),
  /** The sheet that the last save was made with. */
  seenVersion: z.number(),
  /** Why the body asks to look again; null: it does not. */
  secondLook: z.string().nullable(),
  dueAt: z.string().nullable(),
  score: z.number().nullable(),
  items,
  opinion: z.string().nullable(),
  recommendation: recommendation.nullable(),
  savedAt: z.string().nullable(),
  submittedAt: z.string().nullable(),
  /** null until one's own review is in; others stay nameless. */
  panel: z
    .object({
      score: z.number().nullable(),
      others: z.array(
        z.object({
          name: z.string(),
          score: z.number().nullable(),
          items,
          opinion: z.string().nullable(),
          recommendation: recommendation.nullable(),
        }),
      ),
    })
    .nullable(),
});
export const savedView = z.object({ revision: z.number(), savedAt: z.string() });
export const reviewDone = z.object({ caseId: z.string(), state: z.string() });
export const myReviewsView = z.object({
  rows: z.array(
    z.object({
      caseId: z.string(),
      number: z.string(),
      title: z.string(),
      state: z.string(),
      assignedAt: z.string(),
      dueAt: z.string().nullable(),
      endedAt: z.string().nullable(),
    }),
  ),
  ...pageTotal,
});
export type PanelView = z.output<typeof panelView>;
export type MyReviewView = z.output<typeof myReviewView>;
