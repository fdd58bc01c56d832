import { z } from 'zod';
import { PURPOSES, type Purpose, WAITS_BY, type WaitsBy } from './criteria.ts';

export { PURPOSES, WAITS_BY };

export const waitsBy = z.enum(Object.keys(WAITS_BY) as [WaitsBy, ...WaitsBy[]]);
const purpose = z.enum(Object.keys(PURPOSES) as [Purpose, ...Purpose[]]);

export const criteriaInput = z.object({ carrierId: z.uuid() });
export const stateCriteriaInput = z.object({
  carrierId: z.uuid(),
  purpose,
  items: z
    .array(
      z.object({
        says: z.string().trim().min(2, '请写明标准').max(300, '不能超过300字'),
        points: z.number().min(0, '不能为负数').max(100, '不能超过100').default(0),
      }),
    )
    .min(1, '至少一项')
    .max(40, '不能超过40项'),
  passScore: z.number().min(0).max(4000).nullable().default(null),
  panel: z.int('请填写整数').min(1, '至少1人').max(50, '不能超过50人').nullable().default(null),
  waitsBy: waitsBy.default('received'),
});
export const criteriaView = z.object({
  id: z.string(),
  purpose,
  edition: z.number(),
  items: z.array(z.object({ id: z.string(), says: z.string(), points: z.number() })),
  passScore: z.number().nullable(),
  panel: z.number().nullable(),
  waitsBy,
  example: z.boolean(),
});
export const criteriaListView = z.object({ rows: z.array(criteriaView) });
