import { z } from 'zod';
import { pageInput, pageTotal } from '../../platform/db/page.contract.ts';
import { REMINDED, type RemindedKind } from './team-reminder.ts';

export { REMINDED };

export const listRemindersInput = z.object({
  teamId: z.uuid().optional(),
  /** Only what the team has not seen. */
  unseen: z.enum(['true']).optional(),
  ...pageInput(20),
});
export const remindersView = z.object({
  rows: z.array(
    z.object({
      id: z.uuid(),
      teamId: z.uuid(),
      teamName: z.string(),
      kind: z.enum(Object.keys(REMINDED) as [RemindedKind, ...RemindedKind[]]),
      label: z.string(),
      dueOn: z.string(),
      /** Days before at which it was told. */
      stage: z.number().int(),
      toldAt: z.string(),
      seenAt: z.string().nullable(),
    }),
  ),
  ...pageTotal,
});
export type ReminderView = z.infer<typeof remindersView>['rows'][number];
export const seenInput = z.object({ teamId: z.uuid(), reminderId: z.uuid() });
