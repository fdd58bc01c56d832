import { z } from 'zod';

const points = z.number().min(0.01, '满分应大于0').max(9999, '满分不超过9999');
const itemId = z
  .string()
  .regex(/^[a-z][A-Za-z0-9-]*$/, '编号以小写字母开头，只用字母、数字和横线')
  .max(60);

export const sheetItemView = z.object({
  id: z.string(),
  indicator: z.string().nullable(),
  says: z.string(),
  cites: z.string(),
  max: z.number().nullable(),
  hint: z.string().nullable(),
});
export const sheetView = z.object({
  gives: z.enum(['score', 'opinion', 'both']),
  maxScore: z.number(),
  aggregate: z.enum(['mean', 'dropExtremes']),
  version: z.number(),
  items: z.array(sheetItemView),
  changed: z.object({ reason: z.string(), at: z.string() }).nullable(),
});
export type SheetView = z.output<typeof sheetView>;

export const publishSheetInput = z.object({
  caseId: z.uuid(),
  /** The version that was amended: of two amendments at once the second is refused. */
  version: z.int().min(1),
  reason: z.string().trim().min(4, '请说明为何调整').max(500),
  items: z
    .array(
      z.object({
        id: itemId,
        indicator: itemId.nullable().default(null),
        says: z.string().trim().min(1, '请填写').max(200),
        max: points,
        hint: z.string().trim().max(2000).nullable().default(null),
      }),
    )
    .min(1)
    .max(60),
});
