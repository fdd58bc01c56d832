import { z } from 'zod';
import { isDay } from '../../kernel/day.ts';
import { pageInput, pageTotal } from '../../platform/db/page.contract.ts';

const day = z.string().refine(isDay, '日期应为 2026-01-31 的形式');
const text = (max: number) => z.string().trim().min(1, '请填写').max(max, `不能超过${max}字`);

export const interestInput = z.object({
  kind: z.enum(['employer', 'shareholding', 'other']),
  organisationId: z.uuid().nullish(),
  organisationName: text(200),
  uscc: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/, '统一社会信用代码为18位')
    .nullish(),
  fromDay: day.nullish(),
  toDay: day.nullish(),
  sharePercent: z.number().min(0.01, '持股比例不小于0.01').max(100, '持股比例不超过100').nullish(),
  note: z.string().trim().max(500).nullish(),
});

export const listExpertsInput = z.object({
  ...pageInput(),
  q: z.string().trim().max(60).optional(),
});
export const saveExpertInput = z.object({
  personId: z.uuid(),
  title: z.string().trim().max(100).nullish(),
  fields: z.array(text(40)).min(1, '请至少填写一个专业领域').max(20),
  phones: z.array(z.string().trim().min(7).max(30)).max(10).default([]),
  awayFrom: day.nullish(),
  awayTo: day.nullish(),
  perRound: z.int().min(1, '至少1件').max(1000, '不超过1000件').default(40),
  perYear: z.int().min(1, '至少1件').max(5000, '不超过5000件').default(120),
});
export const removeExpertInput = z.object({
  personId: z.uuid(),
  reason: z.string().trim().min(2, '请说明出库理由').max(500),
});
export const candidatesInput = z.object({ q: z.string().trim().max(60).optional() });
export const candidatesView = z.object({
  rows: z.array(z.object({ personId: z.string(), name: z.string(), organisations: z.array(z.string()) })),
});
export const awayInput = z.object({ from: day.nullable(), to: day.nullable() });

export const interestView = z.object({
  id: z.string(),
  kind: z.enum(['employer', 'shareholding', 'other']),
  organisationName: z.string(),
  uscc: z.string().nullable(),
  fromDay: z.string().nullable(),
  toDay: z.string().nullable(),
  sharePercent: z.number().nullable(),
  note: z.string().nullable(),
  declaredAt: z.string(),
  /** Declared by the expert, who may take it back. */
  isOwn: z.boolean(),
});
export const withdrawInput = z.object({
  interestId: z.uuid(),
  reason: z.string().trim().min(4, '请说明撤回理由').max(500),
});
export const expertView = z.object({
  personId: z.string(),
  name: z.string(),
  title: z.string().nullable(),
  fields: z.array(z.string()),
  awayFrom: z.string().nullable(),
  awayTo: z.string().nullable(),
  perRound: z.number(),
  perYear: z.number(),
  load: z.number(),
  interests: z.array(interestView),
});
export const expertsView = z.object({ rows: z.array(expertView), ...pageTotal });
export type ExpertView = z.output<typeof expertView>;
