import { z } from 'zod';
import { FACTS, type FactKey } from '../../facts/vocabulary.ts';
import { isDay } from '../../kernel/day.ts';
import { factValue, factView } from '../dossier/dossier.contract.ts';
import { SAMPLING, type SamplingMethod } from '../evaluations/evaluation.ts';
import { photoView, visitor } from '../siteVisits/siteVisit.contract.ts';
import { FOUND, type Found } from './sampleVisit.ts';

export { FOUND, SAMPLING };

const keys = <K extends string>(table: Record<K, unknown>) => Object.keys(table) as [K, ...K[]];
const caseId = z.uuid();
const day = z.string().refine(isDay, '日期应为 2026-01-31 的形式');
const figure = z.object({
  fact: z.enum(keys<FactKey>(FACTS)),
  outcome: z.enum(keys<Found>(FOUND)).nullable(),
  found: factValue.nullable().default(null),
  says: z.string().trim().max(2000, '不能超过2000字').default(''),
});

export const sampleVisitInput = z.object({ caseId });
/** `version` 0: nothing was saved yet. */
export const saveSampleVisitInput = z.object({
  caseId,
  version: z.int().min(0),
  visitedOn: day.nullable().default(null),
  place: z.string().trim().max(300, '不能超过300字').nullable().default(null),
  people: z.array(visitor).max(30).default([]),
  figures: z.array(figure).max(200).default([]),
  summary: z.string().trim().max(10_000, '不能超过10000字').nullable().default(null),
});
export const samplePhotoInput = z.object({ caseId, photoId: z.uuid() });
export const sampleCaptionInput = samplePhotoInput.extend({ caption: z.string().trim().max(200) });

/** null: the unit was not drawn. What was recorded is shown when it is recorded; a draft to those who write it. */
export const sampleVisitView = z.object({
  drawn: z
    .object({
      method: z.enum(keys<SamplingMethod>(SAMPLING)),
      seed: z.string().nullable(),
      place: z.number(),
      of: z.number(),
      reason: z.string(),
      at: z.string(),
    })
    .nullable(),
  state: z.enum(['open', 'recorded']),
  /** The reader records it. */
  mine: z.boolean(),
  visitedOn: z.string().nullable(),
  place: z.string().nullable(),
  people: z.array(visitor),
  /** Each figure that the scheme counts, as it is stated, with what was found. */
  figures: z.array(
    factView.pick({ key: true, label: true, unit: true }).extend({
      stated: factValue.nullable(),
      outcome: z.enum(keys<Found>(FOUND)).nullable(),
      found: factValue.nullable(),
      says: z.string(),
    }),
  ),
  summary: z.string().nullable(),
  version: z.number(),
  photos: z.array(photoView),
});
export type SampleVisitView = z.output<typeof sampleVisitView>;
