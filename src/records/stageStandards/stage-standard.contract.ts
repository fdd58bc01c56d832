import { z } from 'zod';
import { STAGES, type Stage } from '../teams/incubation-record.ts';

export { STAGES };

export const stages = z.enum(STAGES.map(({ code }) => code) as [Stage, ...Stage[]]);
const says = z.string().trim().min(2, '请写明标准').max(300, '不能超过300字');
export const criterionView = z.object({
  id: z.string(),
  says: z.string(),
  fact: z.string().nullable(),
  least: z.number().nullable(),
});
export const standardsInput = z.object({ carrierId: z.uuid() });
export const standardsView = z.object({
  rows: z.array(
    z.object({
      stage: stages,
      services: z.string().nullable(),
      criteria: z.array(criterionView),
      version: z.number().int(),
    }),
  ),
  /** Facts about a team that a criterion may ask for: a yes or no, or a number of its unit. */
  facts: z.array(
    z.object({
      key: z.string(),
      zh: z.string(),
      en: z.string(),
      unit: z.string().nullable(),
      type: z.string(),
    }),
  ),
});
export type StandardView = z.output<typeof standardsView>['rows'][number];
export const stateStandardInput = z.object({
  carrierId: z.uuid(),
  stage: stages,
  /** 0: not stated before. */
  version: z.number().int().min(0).max(2_147_483_647),
  services: z
    .string()
    .trim()
    .max(2000, '不能超过2000字')
    .nullish()
    .transform((said) => said || null),
  criteria: z
    .array(
      z.object({
        says,
        fact: z
          .string()
          .max(60)
          .nullish()
          .transform((key) => key || null),
        least: z
          .number()
          .min(0, '不能为负数')
          .max(Number.MAX_SAFE_INTEGER)
          .nullish()
          .transform((least) => least ?? null),
      }),
    )
    .max(20, '不能超过20项'),
});
