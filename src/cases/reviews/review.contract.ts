import { z } from 'zod';
import { pageInput, pageTotal } from '../../platform/db/page.contract.ts';
import { accountView } from '../dossier/dossier.contract.ts';
import { sheetView } from '../scoresheets/scoresheet.contract.ts';
import { REVIEW_STATES, type ReviewState } from './review.ts';

const caseId = z.uuid();
export const recommendation = z.enum(['recommend', 'reserve', 'reject']);
const itemEntry = z.object({
  points: z.number().nullable().default(null),
  comment: z.string().max(2000, '不能超过2000字').nullable().default(null),
});
export const itemEntries = z.record(z.string().max(60), itemEntry);

export const caseInput = z.object({ caseId });
export const entryInput = z.object({
  caseId,
  /** Of the entry as it was read: two windows of one expert do not overwrite each other. */
  revision: z.int().min(0),
  score: z.number().nullable().default(null),
  items: itemEntries.default({}),
  opinion: z.string().max(10_000, '不能超过10000字').nullable().default(null),
  recommendation: recommendation.nullable().default(null),
});
export const submissionInput = entryInput.extend({
  /** Of the sheet as it was filled in. */
  sheetVersion: z.int().min(1).default(1),
});
export const recuseInput = z.object({ caseId, reason: z.string().trim().min(4, '请说明回避理由').max(500) });
export const myReviewsInput = z.object({
  state: z.enum(['assigned', 'submitted']).optional(),
  ...pageInput(),
});

export const myReviewView = z.object({
  caseId: z.string(),
  state: z.enum(Object.keys(REVIEW_STATES) as [ReviewState, ...ReviewState[]]),
  sheet: sheetView,
  /** By indicator: what the unit wrote of it, and what proves it. */
  accounts: z.record(z.string(), accountView),
  revision: z.number(),
  /** The sheet that the last save was made with. */
  seenVersion: z.number(),
  /** Why the body asks to look again; null: it does not. */
  secondLook: z.string().nullable(),
  dueAt: z.string().nullable(),
  score: z.number().nullable(),
  items: itemEntries,
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
          items: itemEntries,
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
export type MyReviewView = z.output<typeof myReviewView>;
