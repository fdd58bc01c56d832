import { z } from 'zod';
import { factView } from '../../facts/fact.contract.ts';

const outcome = z.enum(['met', 'unmet', 'unknown', 'notApplicable']);

export const graduationInput = z.object({ teamId: z.uuid(), on: z.iso.date().optional() });
/** What documents in force say of a team: has it met their conditions to graduate, clause by clause. */
export const graduationView = z.object({
  on: z.string(),
  rows: z.array(
    z.object({
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
    }),
  ),
});
export type GraduationView = z.infer<typeof graduationView>;
