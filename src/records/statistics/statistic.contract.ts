import { z } from 'zod';

export const citedStatisticsInput = z.object({ territoryId: z.uuid() });
export const citedStatisticsView = z.object({
  rows: z.array(
    z.object({
      indicator: z.string(),
      value: z.number(),
      unit: z.string(),
      /** atLeast: the source writes 余 or 以上. */
      bound: z.enum(['exact', 'atLeast']),
      asOf: z.string(),
      /** The words of the source. */
      wording: z.string(),
      source: z.string(),
    }),
  ),
});
