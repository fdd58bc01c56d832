import { z } from 'zod';

/** Where a case stands after a deed. */
export const standingView = z.object({
  caseId: z.uuid(),
  number: z.string(),
  state: z.enum(['draft', 'open', 'closed']),
  step: z.string().nullable(),
  end: z.string().nullable(),
});

export function standing(row: {
  id: string;
  number: string;
  state: string;
  step: string | null;
  end_id: string | null;
}) {
  return { caseId: row.id, number: row.number, state: row.state as 'open', step: row.step, end: row.end_id };
}
