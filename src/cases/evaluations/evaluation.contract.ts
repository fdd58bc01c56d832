import { z } from 'zod';
import { isDay } from '../../kernel/day.ts';
import { CARRIER_CLASSES, SERVICE_MODELS } from '../../records/carriers/carrier.contract.ts';
import { createRoundInput } from '../rounds/round.contract.ts';
import { type MemberStanding, SAMPLING, STANDINGS } from './evaluation.ts';

export { CARRIER_CLASSES, SAMPLING, SERVICE_MODELS, STANDINGS };

const keys = <K extends string>(table: Record<K, unknown>) => Object.keys(table) as [K, ...K[]];
const moment = z.iso.datetime({ offset: true });
const day = z.string().refine((value) => isDay(value) && value >= '2000', '日期应为 2026-01-31 的形式');
const roundId = z.uuid();
const reason = z.string().trim().min(2, '请说明理由').max(1000, '不能超过1000字');
const page = {
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
};

export const roundInput = z.object({ roundId });
export const listEvaluationsInput = z.object({
  year: z.coerce.number().int().min(2000).max(2200).optional(),
  withinId: z.uuid().optional(),
  serviceModel: z.enum(keys(SERVICE_MODELS)).optional(),
  class: z.enum(keys(CARRIER_CLASSES)).optional(),
  ...page,
});
export const createEvaluationInput = createRoundInput.extend({
  membersOn: day,
  factsOn: day,
  /** The place whose units take part; null: the pack's whole territory. */
  withinId: z.uuid().nullable().default(null),
  serviceModel: z.enum(keys(SERVICE_MODELS)).nullable().default(null),
  class: z.enum(keys(CARRIER_CLASSES)).nullable().default(null),
});
export const membersInput = z.object({
  roundId,
  standing: z.enum(keys(STANDINGS)).default('members'),
  q: z.string().trim().max(100).optional(),
  ...page,
});
export const setParametersInput = z.object({
  roundId,
  values: z
    .record(z.string().max(60), z.number())
    .refine((values) => Object.keys(values).length > 0 && Object.keys(values).length <= 100, '请至少填写一项'),
  reason,
});
export const admitLateInput = z.object({ roundId, carrierId: z.uuid(), until: moment, reason });
export const pastInput = z.object({
  roundId,
  carrierId: z.uuid(),
  year: z.number().int().min(2000).max(2200),
  participated: z.boolean(),
  grade: z.string().max(60).nullable(),
  source: z.string().trim().min(2, '请写明依据的文件').max(500, '不能超过500字'),
});
export const historyInput = z.object({ roundId, carrierId: z.uuid() });
export const sampleInput = z.object({
  roundId,
  method: z.enum(keys(SAMPLING)),
  size: z.number().int().min(1).max(1000),
  seed: z.string().trim().min(6, '种子不少于6个字').max(200).nullable().default(null),
});

export const evaluationRow = z.object({
  roundId,
  packId: z.string(),
  packTitle: z.string(),
  procedureTitle: z.string(),
  /** The place whose units take part. */
  territoryName: z.string(),
  year: z.number(),
  title: z.string(),
  opensAt: moment,
  closesAt: moment,
  state: z.enum(['announced', 'open', 'closed']),
  extendedReason: z.string().nullable(),
  membersOn: z.string(),
  factsOn: z.string(),
  serviceModel: z.string().nullable(),
  class: z.enum(['comprehensive', 'professional']).nullable(),
  openedAt: moment.nullable(),
  closedAt: moment.nullable(),
  releasedAt: moment.nullable(),
});
export const evaluationsView = z.object({
  rows: z.array(evaluationRow.extend({ members: z.number(), submitted: z.number() })),
  total: z.number(),
});
export const evaluationProceduresView = z.object({
  rows: z.array(
    z.object({
      packId: z.string(),
      packTitle: z.string(),
      procedureId: z.string(),
      procedureTitle: z.string(),
      territoryId: z.string(),
    }),
  ),
});
const standings = keys<MemberStanding>(STANDINGS);
export const evaluationView = evaluationRow.extend({
  /** Experts score in it. */
  hasExperts: z.boolean(),
  counts: z.record(z.enum(standings), z.number()),
  /** Of a round of one class or service model: who might have to take part, were theirs known. */
  unclassed: z.number(),
  /** Due here, and in another round already. */
  elsewhere: z.array(z.object({ carrier: z.string(), roundId: z.string(), title: z.string() })),
  parameters: z.array(
    z.object({
      name: z.string(),
      /** Without it there are no grades; else an amount that follows from them stays open. */
      forGrades: z.boolean(),
      label: z.string(),
      unit: z.string(),
      note: z.string().nullable(),
      /** null: not set; what depends on it cannot be computed. */
      value: z.number().nullable(),
      reason: z.string().nullable(),
      at: moment.nullable(),
      by: z.string().nullable(),
    }),
  ),
  grades: z.array(z.object({ id: z.string(), zh: z.string(), cites: z.string() })),
  sample: z.array(
    z.object({
      carrierId: z.string(),
      carrier: z.string(),
      method: z.enum(keys(SAMPLING)),
      seed: z.string().nullable(),
      place: z.number(),
      reason: z.string(),
      caseId: z.uuid().nullable(),
      /** null: not visited yet. */
      visitedOn: z.string().nullable(),
      /** Figures found different. */
      differs: z.number(),
    }),
  ),
});
export type EvaluationView = z.output<typeof evaluationView>;
export const membersView = z.object({
  rows: z.array(
    z.object({
      carrierId: z.string(),
      carrier: z.string(),
      operator: z.string().nullable(),
      territory: z.string(),
      designation: z.string().nullable(),
      caseId: z.string().nullable(),
      number: z.string().nullable(),
      state: z.enum(['draft', 'open', 'closed']).nullable(),
      standing: z.string(),
      submittedAt: moment.nullable(),
      lateUntil: moment.nullable(),
      lateReason: z.string().nullable(),
      absentAt: moment.nullable(),
      grade: z.string().nullable(),
      example: z.boolean(),
    }),
  ),
  total: z.number(),
});
export type MemberView = z.output<typeof membersView>['rows'][number];
export const historyView = z.object({
  rows: z.array(
    z.object({ year: z.number(), participated: z.boolean(), label: z.string().nullable(), source: z.string() }),
  ),
});
export const evaluationDone = z.object({ done: z.literal(true) });
