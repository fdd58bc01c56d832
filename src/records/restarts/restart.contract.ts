import { z } from 'zod';
import { versionInput } from '../keeping/keeping.contract.ts';
import { RESTARTS } from './restart.ts';

export { RESTARTS };

const text = (most: number) => z.string().trim().max(most, `不能超过${most}字`);

export const teamOffersInput = z.object({ teamId: z.uuid() });
export const offersView = z.object({
  rows: z.array(
    z.object({
      id: z.uuid(),
      teamId: z.uuid(),
      kind: z.enum(RESTARTS.map(({ code }) => code)),
      content: z.string(),
      offeredOn: z.string(),
      /** null: not answered yet. */
      accepted: z.boolean().nullable(),
      outcome: z.string().nullable(),
      version: z.number().int(),
    }),
  ),
});
export type OfferView = z.infer<typeof offersView>['rows'][number];
export const answerOfferInput = z.object({
  teamId: z.uuid(),
  recordId: z.uuid(),
  version: versionInput,
  accepted: z.boolean(),
});
export const departedInput = z.object({ carrierId: z.uuid(), tenancyId: z.uuid() });
export const followUpInput = departedInput.extend({
  recordId: z.uuid(),
  version: versionInput,
  accepted: z.boolean().nullable(),
  content: text(2000).min(2, '请写明帮扶内容'),
  outcome: text(2000)
    .nullish()
    .transform((said) => said || null),
});
