import { z } from 'zod';

const words = z.string().min(1);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const fact = z.union([z.number(), z.string(), z.boolean(), z.array(z.string()), z.null()]);
const points = z.union([z.number(), z.literal('unknown')]);

/** What an example may show besides requirements: points, grades, what follows, places, money, periods and terms. */
export const assessmentExample = {
  score: z
    .strictObject({
      scheme: words,
      /** What experts gave, by indicator. */
      given: z.record(z.string(), z.number()).default({}),
      points: points.optional(),
      /** Points of an indicator; of a veto, whether it strikes. */
      indicators: z.record(z.string(), z.union([points, z.enum(['met', 'unmet'])])).default({}),
    })
    .optional(),
  grades: z
    .strictObject({
      scheme: words,
      /** As many more, with these points each, that stand for the rest of the round. */
      others: z.array(z.strictObject({ count: z.number().int().positive(), points: z.number() })).default([]),
      candidates: z.record(
        z.string(),
        z.strictObject({
          points: z.number().nullable().default(null),
          participated: z.boolean().default(true),
          vetoed: z.enum(['met', 'unmet', 'unknown']).default('unmet'),
          facts: z.record(z.string(), fact).default({}),
          /** A grade, `none` or `unknown`. */
          expect: words,
        }),
      ),
    })
    .optional(),
  consequences: z
    .strictObject({
      scheme: words,
      /** Year by year up to the year of `on`: a grade, `absent`, `unknown`, `unlisted` (a round without this carrier) or `noRound`. */
      past: z.array(words).min(1),
      expect: z.record(z.string(), z.enum(['met', 'unmet', 'unknown'])),
    })
    .optional(),
  quotas: z
    .record(
      z.string(),
      z.strictObject({ of: z.number().int().nonnegative(), places: z.union([z.number(), z.literal('unknown')]) }),
    )
    .optional(),
  /** What puts the candidate of `facts` before its equals. */
  priorities: z.record(z.string(), z.enum(['met', 'unmet', 'unknown'])).optional(),
  amounts: z
    .record(
      z.string(),
      z.strictObject({
        grade: words.optional(),
        /** 分; where a person sets the amount. */
        chosen: z.number().int().optional(),
        /** 分, `none` or `unknown`. */
        fen: z.union([z.number().int(), z.enum(['none', 'unknown'])]),
        shares: z.record(z.string(), z.number().int()).optional(),
      }),
    )
    .optional(),
  periods: z
    .record(
      z.string(),
      z.strictObject({
        granted: day,
        revoked: day.nullable().default(null),
        from: day.nullable(),
        until: day.nullable().default(null),
      }),
    )
    .optional(),
  /** The last day of the term that a rule orders; null where it is left open. */
  terms: z.record(z.string(), z.strictObject({ decided: day, until: day.nullable() })).optional(),
};
const assessedSchema = z.strictObject(assessmentExample);
export type AssessmentExample = z.infer<typeof assessedSchema>;
