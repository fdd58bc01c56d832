import { z } from 'zod';
import { factView } from '../../facts/fact.contract.ts';
import { dayInput } from '../../records/keeping/keeping.contract.ts';
import { criterionView, stages } from '../../records/stageStandards/stage-standard.contract.ts';

const outcome = z.enum(['met', 'unmet', 'unknown', 'notApplicable']);
const stageRow = z.object({
  id: z.uuid(),
  version: z.number().int(),
  stage: stages,
  since: z.string(),
  until: z.string().nullable(),
  ownerId: z.uuid().nullable(),
  ownerName: z.string().nullable(),
  services: z.string().nullable(),
  basis: z.string().nullable(),
  sessions: z.number().int(),
  bookings: z.number().int(),
  diagnoses: z.number().int(),
});
export const teamStageInput = z.object({ teamId: z.uuid() });
export const teamStageView = z.object({
  on: z.string(),
  /** Newest first; the first holds on the day unless it has ended. */
  rows: z.array(stageRow),
  /** The standard of the space where it stays, for the stage it is in, judged on the day. */
  carrierId: z.uuid().nullable(),
  provides: z.string().nullable(),
  criteria: z.array(criterionView.extend({ outcome, text: z.string() })),
  facts: z.array(factView),
  /** Who may look after it. */
  staff: z.array(z.object({ id: z.uuid(), name: z.string() })),
});
export type TeamStageView = z.output<typeof teamStageView>;
export const moveStageInput = z.object({
  teamId: z.uuid(),
  stage: stages,
  on: dayInput,
  /** Of the staff of the space. */
  ownerId: z
    .uuid()
    .nullish()
    .transform((id) => id ?? null),
  services: z
    .string()
    .trim()
    .max(2000, '不能超过2000字')
    .nullish()
    .transform((said) => said || null),
  /** Criteria that name no fact, which a person finds met. */
  judged: z.array(z.string().max(20)).max(20).default([]),
  /** Why it moves although a criterion is not met, or not to the next stage. */
  reason: z
    .string()
    .trim()
    .max(500, '不能超过500字')
    .nullish()
    .transform((said) => said || null),
});
