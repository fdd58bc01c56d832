import { z } from 'zod';

/** Which page of a list is asked for; `count: exact` counts all that the list holds, however many. */
export const pageInput = (size = 50) => ({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  size: z.coerce.number().int().min(1).max(200).default(size),
  count: z.enum(['exact']).optional(),
});

/** How many rows the list holds; `more`: there are more, and they were not counted. */
export const pageTotal = { total: z.number().int(), more: z.boolean() };
