import { z } from 'zod';
import { factView } from '../../facts/fact.contract.ts';

const outcome = z.enum(['met', 'unmet', 'unknown', 'notApplicable']);

export const graduationInput = z.object({ teamId: z.uuid(), on: z.iso.date().optional() });
/** A set of conditions of a document in force, judged on a team, clause by clause. */
export const judgedSet = z.object({
  packId: z.string(),
  packHash: z.string(),
  packTitle: z.string(),
  title: z.string(),
  verdict: z.enum(['met', 'unmet', 'unknown']),
  findings: z.array(
    z.object({
      requirement: z.string(),
      outcome,
      cites: z.string(),
      clause: z.string().nullable(),
      says: z.string(),
      lines: z.array(z.object({ depth: z.number().int(), outcome, text: z.string() })),
    }),
  ),
  /** The team's facts the conditions ask for, with where each comes from. */
  facts: z.array(factView),
});
export type JudgedSet = z.infer<typeof judgedSet>;
/** Whether a team has met the conditions to graduate. */
export const graduationView = z.object({ on: z.string(), rows: z.array(judgedSet) });
export type GraduationView = z.infer<typeof graduationView>;
