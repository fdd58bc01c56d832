import { z } from 'zod';
import { isDay } from '../../kernel/day.ts';

const text = (message: string) => z.string().trim().min(1, message).max(100, '不能超过100字');
export const awardInput = z.object({
  caseId: z.uuid(),
  awardedOn: z.string().refine(isDay, '日期应为 2026-01-31 的形式'),
  awardedBy: text('请填写授牌人'),
  receivedBy: text('请填写领牌人'),
  place: z.string().trim().max(200).nullable().default(null),
});
export const plaqueView = z.object({
  token: z.string(),
  url: z.string(),
  designationId: z.string(),
  awardedOn: z.string(),
  awardedBy: z.string(),
  receivedBy: z.string(),
  place: z.string().nullable(),
});
export const plaqueTokenInput = z.object({ token: z.string().regex(/^[2-9a-z]{12}$/, '标牌编号有误') });
/** What a passer-by reads. */
export const publicPlaqueView = z.object({
  token: z.string(),
  name: z.string(),
  number: z.string(),
  carrierId: z.string(),
  carrier: z.string(),
  operator: z.string().nullable(),
  territory: z.string(),
  grantedBy: z.string(),
  state: z.enum(['valid', 'rectifying', 'revoked', 'lapsed']),
  stateLabel: z.string(),
  holds: z.boolean(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  endedOn: z.string().nullable(),
  awardedOn: z.string(),
});
