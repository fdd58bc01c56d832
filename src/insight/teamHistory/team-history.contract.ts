import { z } from 'zod';
import { pageInput, pageTotal } from '../../platform/db/page.contract.ts';
import { HISTORY_KIND_CODES, HISTORY_KINDS } from './team-history.ts';

export { HISTORY_KINDS };

const kind = z.enum(HISTORY_KIND_CODES);
export const teamHistoryInput = z.object({ teamId: z.uuid(), kind: kind.optional(), ...pageInput(20) });
export const teamHistoryView = z.object({
  ...pageTotal,
  rows: z.array(
    z.object({
      kind,
      id: z.uuid(),
      day: z.string(),
      until: z.string().nullable(),
      carrierName: z.string().nullable(),
      title: z.string().nullable(),
      says: z.string().nullable(),
      amountFen: z.number().int().nullable(),
      /** Where it opens; null: to this reader it is what is shown here. */
      path: z.string().nullable(),
    }),
  ),
});
export type TeamHistoryView = z.output<typeof teamHistoryView>;
