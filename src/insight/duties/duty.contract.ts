import { z } from 'zod';
import { DUTIES, DUTY_KEYS } from './duty.ts';

export { DUTIES };

export const dutiesView = z.object({
  rows: z.array(
    z.object({
      duty: z.enum(DUTY_KEYS),
      zh: z.string(),
      en: z.string(),
      /** The space it belongs to; null: the reader's own. */
      name: z.string().nullable(),
      count: z.number(),
      at: z.string(),
      atIs: z.enum(['since', 'due', 'starts']),
      path: z.string(),
    }),
  ),
});
