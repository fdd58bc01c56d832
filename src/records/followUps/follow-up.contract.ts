import { z } from 'zod';
import { pageInput, pageTotal } from '../../platform/db/page.contract.ts';
import { FOLLOW_UP_KINDS, FOLLOW_UPS } from './follow-up.ts';

export { FOLLOW_UPS };

export const listFollowedInput = z.object(pageInput());
export const followedPage = z.object({
  ...pageTotal,
  rows: z.array(
    z.object({
      teamId: z.uuid(),
      teamName: z.string(),
      carrierId: z.uuid(),
      carrierName: z.string(),
      tenancyId: z.uuid(),
      leftOn: z.string(),
      exitKind: z.string().nullable(),
      consentFrom: z.string(),
      consentTo: z.string().nullable(),
      confirmedYear: z.number().int().nullable(),
      unconfirmed: z.number(),
      askedAt: z.string().nullable(),
      /** To be asked now for this year's figures. */
      toAsk: z.number().int().nullable(),
      example: z.boolean(),
    }),
  ),
});
export type FollowedTeam = z.output<typeof followedPage>['rows'][number];

export const teamFollowUpsInput = z.object({ teamId: z.uuid() });
export const followUpsView = z.object({
  rows: z.array(
    z.object({
      id: z.uuid(),
      organisationId: z.uuid(),
      organisationName: z.string(),
      kind: z.enum(FOLLOW_UP_KINDS),
      year: z.number().int().nullable(),
      mentorName: z.string().nullable(),
      content: z.string(),
      doneAt: z.string(),
      /** null: not answered. */
      accepted: z.boolean().nullable(),
      remark: z.string().nullable(),
      answeredAt: z.string().nullable(),
    }),
  ),
});
export type FollowUpView = z.output<typeof followUpsView>['rows'][number];
export const followUpInput = z.object({
  teamId: z.uuid(),
  kind: z.enum(FOLLOW_UP_KINDS, '请选择方式'),
  content: z.string().trim().min(2, '请写明内容').max(1000, '不能超过1000字'),
  /** Of a mentor offered. */
  mentorId: z
    .uuid()
    .nullish()
    .transform((id) => id ?? null),
});
export const answerFollowUpInput = z.object({
  teamId: z.uuid(),
  followUpId: z.uuid(),
  accepted: z.boolean(),
  remark: z
    .string()
    .trim()
    .max(500, '不能超过500字')
    .nullish()
    .transform((said) => said || null),
});
