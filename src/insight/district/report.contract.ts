import { z } from 'zod';
import { isDay } from '../../kernel/day.ts';
import { INDICATOR_KEYS } from './indicators.ts';

const day = z.string().refine(isDay, '日期应为 2026-01-31 的形式');
const key = z.enum(INDICATOR_KEYS);

export const reportInput = z.object({
  /** The newest day a published report speaks of, else today, when absent. */
  on: day.optional(),
});
export const reportRecordsInput = z.object({
  indicator: key,
  on: day,
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
});
export const reportView = z.object({
  territory: z.string(),
  on: z.string(),
  rows: z.array(
    z.object({
      key,
      zh: z.string(),
      en: z.string(),
      unit: z.string(),
      /** null: no record shows it; never 0. */
      counted: z.number().nullable(),
      records: z.number(),
      /** Of the records, those invented for demonstration. */
      examples: z.number(),
      cited: z
        .object({
          value: z.number(),
          bound: z.enum(['exact', 'atLeast']),
          asOf: z.string(),
          wording: z.string(),
          source: z.string(),
        })
        .nullable(),
      /** Of the counted with the cited figure, on the day it speaks of; null: nothing to compare. */
      agrees: z.boolean().nullable(),
    }),
  ),
});
export const reportRecordsView = z.object({
  total: z.number(),
  rows: z.array(
    z.object({
      carrierId: z.string(),
      carrierName: z.string(),
      kind: z.string(),
      id: z.string(),
      label: z.string(),
      value: z.number(),
      day: z.string(),
      example: z.boolean(),
    }),
  ),
  bySpace: z.array(
    z.object({ carrierId: z.string(), carrierName: z.string(), value: z.number(), records: z.number() }),
  ),
});
