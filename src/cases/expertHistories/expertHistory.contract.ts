import { z } from 'zod';

/** What a library knows of an expert's work. Deviations are of finished panels in which two or more scored. */
export const historyView = z.object({
  submitted: z.number(),
  /** Of those with a due moment. */
  due: z.number(),
  inTime: z.number(),
  late: z.number(),
  recused: z.number(),
  replaced: z.number(),
  secondLooks: z.number(),
  /** Own score less the panel's, in points: mean, and mean without its sign. */
  compared: z.number(),
  meanDeviation: z.number().nullable(),
  meanDistance: z.number().nullable(),
  thisYear: z.number(),
  perYear: z.number(),
  perRound: z.number(),
});
export const ownHistoryView = historyView.omit({ compared: true, meanDeviation: true, meanDistance: true });
export const historyInput = z.object({ personId: z.uuid() });
export type HistoryView = z.output<typeof historyView>;
export type OwnHistoryView = z.output<typeof ownHistoryView>;
