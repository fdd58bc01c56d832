import { z } from 'zod';
import { isDay } from '../../kernel/day.ts';
import { reportRecordsInput, reportRecordsView } from '../district/report.contract.ts';
import { CLUSTER_FIGURE_KEYS } from './cluster-figures.ts';

const day = z.string().refine(isDay, '日期应为 2026-01-31 的形式');
const key = z.enum(CLUSTER_FIGURE_KEYS);

export const figuresInput = z.object({ carrierId: z.uuid(), on: day.optional() });
export const figureRecordsInput = reportRecordsInput
  .omit({ indicator: true })
  .extend({ carrierId: z.uuid(), figure: key });
export const figuresView = z.object({
  on: z.string(),
  rows: z.array(
    z.object({
      key,
      zh: z.string(),
      en: z.string(),
      unit: z.string(),
      /** null: no record shows it; never 0. */
      value: z.number().nullable(),
      /** The same a year before. */
      yearBefore: z.number().nullable(),
      records: z.number(),
      examples: z.number(),
    }),
  ),
});
export const figureRecordsView = reportRecordsView;
