import { z } from 'zod';

export const calibrationInput = z.object({ roundId: z.uuid() });
export const calibrationView = z.object({
  round: z.object({ id: z.string(), title: z.string() }),
  shrink: z.number(),
  enough: z.number(),
  /** One for each sheet: scores of two scales are never put into one model. */
  sheets: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      method: z.enum(['mean', 'dropExtremes']),
      /** Full marks; null: left open. */
      full: z.number().nullable(),
      reviews: z.number(),
      residual: z.number(),
      experts: z.array(
        z.object({
          expertId: z.string(),
          name: z.string(),
          reviews: z.number(),
          shared: z.number(),
          mean: z.number(),
          leniency: z.number(),
          standardError: z.number(),
          isEnough: z.boolean(),
        }),
      ),
      cases: z.array(
        z.object({
          caseId: z.string(),
          number: z.string(),
          title: z.string(),
          experts: z.number(),
          raw: z.number().nullable(),
          calibrated: z.number().nullable(),
          /** What holds after a written exception; null: there is none. */
          exception: z.object({ points: z.number(), reason: z.string() }).nullable(),
          /** Who was asked to look again, for standing far from the others. */
          secondLooks: z.array(z.string()),
        }),
      ),
    }),
  ),
});
export type CalibrationView = z.output<typeof calibrationView>;
