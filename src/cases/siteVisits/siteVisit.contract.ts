import { z } from 'zod';
import { isDay } from '../../kernel/day.ts';

const caseId = z.uuid();
const day = z.string().refine(isDay, '日期应为 2026-01-31 的形式');
export const visitor = z.object({
  name: z.string().trim().min(1, '请填写姓名').max(60),
  organisation: z.string().trim().max(200).default(''),
  duty: z.string().trim().max(100).default(''),
});
const finding = z.object({
  requirement: z.string().max(100),
  outcome: z.enum(['met', 'unmet', 'notSeen']),
  says: z.string().trim().max(2000, '不能超过2000字').default(''),
});
const record = {
  visitedOn: day.nullable().default(null),
  place: z.string().trim().max(300).nullable().default(null),
  people: z.array(visitor).max(30).default([]),
  findings: z.array(finding).max(200).default([]),
  summary: z.string().trim().max(10_000).nullable().default(null),
};

export const photoView = z.object({
  id: z.string(),
  fileId: z.string(),
  name: z.string(),
  mediaType: z.string(),
  caption: z.string(),
  addedAt: z.string(),
});

export const siteVisitInput = z.object({ caseId });
/** `version` 0: nothing was saved yet. */
export const saveSiteVisitInput = z.object({ caseId, version: z.int().min(0), ...record });
export const photoInput = z.object({ caseId });
export const removePhotoInput = z.object({ caseId, photoId: z.uuid() });
export const captionInput = z.object({ caseId, photoId: z.uuid(), caption: z.string().trim().max(200) });

export const siteVisitView = z.object({
  caseId: z.string(),
  state: z.enum(['draft', 'submitted']),
  visitedOn: z.string().nullable(),
  place: z.string().nullable(),
  people: z.array(z.object({ name: z.string(), organisation: z.string(), duty: z.string() })),
  findings: z.array(
    z.object({ requirement: z.string(), outcome: z.enum(['met', 'unmet', 'notSeen']), says: z.string() }),
  ),
  summary: z.string().nullable(),
  version: z.number(),
  savedAt: z.string().nullable(),
  submittedAt: z.string().nullable(),
  /** What is looked at on the spot: the requirements of the pack, with their clauses. */
  requirements: z.array(z.object({ id: z.string(), says: z.string(), cites: z.string() })),
  photos: z.array(photoView),
});
export type SiteVisitView = z.output<typeof siteVisitView>;
