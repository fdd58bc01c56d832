import { z } from 'zod';

export const appealInput = z.object({ caseId: z.uuid() });
export const openedAppealView = z.object({ caseId: z.uuid(), number: z.string() });
export const appealView = z.object({
  /** This case is an appeal: against what. */
  about: z.object({ caseId: z.uuid(), number: z.string() }).nullable(),
  /** The document of this case that may be, or was, appealed against. */
  number: z.string().nullable(),
  until: z.iso.date().nullable(),
  provisional: z.boolean(),
  may: z.boolean(),
  appealCase: z.uuid().nullable(),
  superseded: z.object({ number: z.string(), onDay: z.iso.date() }).nullable(),
});
export type AppealView = z.output<typeof appealView>;
