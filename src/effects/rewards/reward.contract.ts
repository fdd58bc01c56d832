import { z } from 'zod';
import { pageInput, pageTotal } from '../../platform/db/page.contract.ts';
import { REWARD_KINDS, type RewardKind } from './reward.ts';

export { REWARD_KINDS };

const kind = z.enum(Object.keys(REWARD_KINDS) as [RewardKind, ...RewardKind[]]);
export const rewardsInput = z.object({ carrierId: z.uuid().optional(), kind: kind.optional(), ...pageInput() });
export const rewardsView = z.object({
  rows: z.array(
    z.object({
      id: z.string(),
      kind,
      kindLabel: z.string(),
      caseId: z.string(),
      carrierId: z.string(),
      carrier: z.string(),
      organisation: z.string(),
      cites: z.string(),
      says: z.string(),
      counted: z.string(),
      number: z.string(),
      onDay: z.iso.date(),
      levelLabel: z.string().nullable(),
      addressee: z.string().nullable(),
      /** fen */
      amount: z.number().nullable(),
      shares: z.array(z.object({ who: z.string(), fen: z.number() })),
      categories: z.array(z.string()),
      struckOn: z.iso.date().nullable(),
      letter: z.object({ id: z.string(), name: z.string() }).nullable(),
    }),
  ),
  ...pageTotal,
});
export type RewardView = z.output<typeof rewardsView>['rows'][number];
