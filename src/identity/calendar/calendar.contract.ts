import { z } from 'zod';

const days = z.array(z.iso.date('请填写有效日期')).max(80);

/** One year as the State Council published it. */
export const yearInput = z.object({
  year: z.coerce.number().int().min(2000).max(2200),
  /** The notice it was copied from: 国务院办公厅关于…部分节假日安排的通知, its number. */
  source: z.string().trim().min(2, '请写明依据的通知').max(200),
  holidays: days,
  workdays: days,
});

export const importInput = z.object({ years: z.array(yearInput).min(1).max(20) });

export const calendarYearView = z.object({
  year: z.number(),
  /** `packaged` came with the product; `added` was entered here and replaces a packaged one of the same year. */
  origin: z.enum(['packaged', 'added']),
  source: z.string(),
  holidays: z.array(z.string()),
  workdays: z.array(z.string()),
  addedAt: z.string().nullable(),
  addedBy: z.string().nullable(),
});
export const calendarView = z.object({ rows: z.array(calendarYearView), total: z.number() });
export const importedView = z.object({ years: z.array(z.number()) });
