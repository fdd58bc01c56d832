import { z } from 'zod';
import { pageInput, pageTotal } from '../../platform/db/page.contract.ts';
import { FUNCTIONS, LINE_IDS, LINES, type SpaceFunction } from './space-function.ts';

export { FUNCTIONS, LINES };

export const functionsInput = z.object({ carrierId: z.uuid() });
export const functionsView = z.object({
  on: z.string(),
  rows: z.array(
    z.object({
      fn: z.enum(Object.keys(FUNCTIONS) as [SpaceFunction, ...SpaceFunction[]]),
      line: z.enum(LINE_IDS),
      /** null: no record shows it and the book is not stated to be complete; never 0. */
      total: z.number().int().nullable(),
      recent: z.number().int().nullable(),
      examples: z.number().int(),
    }),
  ),
});
export const functionRecordsInput = functionsInput.extend({ line: z.enum(LINE_IDS), ...pageInput() });
export const functionRecordsView = z.object({
  rows: z.array(
    z.object({
      id: z.uuid(),
      day: z.string(),
      until: z.string().nullable(),
      title: z.string().nullable(),
      example: z.boolean(),
    }),
  ),
  ...pageTotal,
});
