import { z } from 'zod';
import { CREDIT_KINDS, type CreditKind } from './booking-credit.ts';

export { CREDIT_KINDS };

const kinds = Object.keys(CREDIT_KINDS) as [CreditKind, ...CreditKind[]];
const account = {
  carrierId: z.string(),
  carrierName: z.string(),
  teamId: z.string(),
  teamName: z.string(),
  balance: z.number(),
};
export const ownCreditsView = z.object({
  rows: z.array(
    z.object({
      ...account,
      movements: z.array(
        z.object({
          id: z.string(),
          kind: z.enum(kinds),
          amount: z.number(),
          note: z.string().nullable(),
          bookingId: z.string().nullable(),
          personName: z.string().nullable(),
          at: z.string(),
        }),
      ),
    }),
  ),
});
export const creditsView = z.object({ rows: z.array(z.object(account)) });
export const grantInput = z.object({
  carrierId: z.uuid(),
  teamId: z.uuid(),
  /** Negative: taken back. */
  amount: z
    .int('请填写整数')
    .min(-1_000_000, '积分过多')
    .max(1_000_000, '积分过多')
    .refine((amount) => amount !== 0, '请填写不为零的积分'),
  note: z.string().trim().min(2, '请写明事由').max(200, '不能超过200字'),
});
