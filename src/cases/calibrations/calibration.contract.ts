import { z } from 'zod';

export const calibrationInput = z.object({ roundId: z.uuid() });
export const calibrationView = z.object({
  round: z.object({ id: z.string(), title: z.string() }),
  reviews: z.number(),
  residual: z.number(),
  shrink: z.number(),
  enough: z.number(),
  experts: z.array(
    z.object({
      expertId: z.string(),
      name: z.string(),
      reviews: z.number(),
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
    }),
  ),
});
export type CalibrationView = z.output<typeof calibrationView>;
