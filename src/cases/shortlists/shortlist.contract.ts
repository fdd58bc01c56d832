import { z } from 'zod';
import { pageInput, pageTotal } from '../../platform/db/page.contract.ts';

/** `unknown`: it puts nobody first, but it could. */
export const preference = z.object({
  id: z.string(),
  cites: z.string(),
  says: z.string(),
  outcome: z.enum(['met', 'unknown']),
});

const shortlistId = z.uuid();
const version = z.int().min(1);

export const listShortlistsInput = z.object({
  state: z.enum(['draft', 'proposed', 'released']).optional(),
  ...pageInput(),
});
export const shortlistInput = z.object({ shortlistId });
export const saveLinesInput = z.object({
  shortlistId,
  version,
  lines: z
    .array(
      z.object({
        caseId: z.uuid(),
        outcome: z.enum(['listed', 'notListed']).nullable(),
        exception: z.string().trim().max(2000, '不能超过2000字').nullable().default(null),
      }),
    )
    .min(1)
    .max(2000),
  /** Why a quota that holds in principle is exceeded, by its id. */
  exceptions: z.record(z.string().max(100), z.string().trim().max(2000, '不能超过2000字')).default({}),
});
export const countInput = z.object({
  shortlistId,
  quota: z.string().max(100),
  counted: z.int('请填写整数').min(0, '不能小于0').max(1_000_000, '数量过大'),
  source: z.string().trim().min(2, '请写明数据来源').max(500, '不能超过500字'),
});
export const shortlistVersionInput = z.object({ shortlistId, version });
export const sendBackInput = z.object({
  shortlistId,
  version,
  reason: z.string().trim().min(2, '请说明退回理由').max(500),
});

export const quotaView = z.object({
  id: z.string(),
  says: z.string(),
  cites: z.string(),
  clause: z.string().nullable(),
  of: z.string(),
  kind: z.enum(['must', 'should']),
  rounding: z.enum(['down', 'up', 'nearest']),
  year: z.number(),
  /** null: the document leaves it open, so that nothing is limited. */
  share: z.number().nullable(),
  counted: z.number().nullable(),
  source: z.string().nullable(),
  statedBy: z.string().nullable(),
  /** As the register has them at the end of the year before. */
  registered: z.number(),
  places: z.number().nullable(),
  taken: z.number(),
  listed: z.number(),
  exceeded: z.boolean(),
  exception: z.string().nullable(),
});
export type QuotaView = z.output<typeof quotaView>;
export const shortlistView = z.object({
  id: z.string(),
  title: z.string(),
  packId: z.string(),
  procedureId: z.string(),
  step: z.string(),
  roundId: z.string().nullable(),
  state: z.enum(['draft', 'proposed', 'released']),
  stateLabel: z.string(),
  version: z.number(),
  openedAt: z.string(),
  proposedAt: z.string().nullable(),
  proposedBy: z.string().nullable(),
  releasedAt: z.string().nullable(),
  releasedBy: z.string().nullable(),
  /** Cases of the round that have not come so far: they miss this list when it is released now. */
  underWay: z.number(),
  listed: z.number(),
  notListed: z.number(),
  undecided: z.number(),
  quotas: z.array(quotaView),
  lines: z.array(
    z.object({
      caseId: z.string(),
      number: z.string(),
      title: z.string(),
      applicant: z.string(),
      score: z.number().nullable(),
      rank: z.number().nullable(),
      /** 同等条件下优先: what puts it before its equals, by which document. */
      preferences: z.array(preference.extend({ document: z.string() })),
      outcome: z.enum(['listed', 'notListed']).nullable(),
      exception: z.string().nullable(),
      deviates: z.boolean(),
    }),
  ),
});
export const shortlistsView = z.object({
  rows: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      state: z.enum(['draft', 'proposed', 'released']),
      stateLabel: z.string(),
      cases: z.number(),
      openedAt: z.string(),
      releasedAt: z.string().nullable(),
    }),
  ),
  ...pageTotal,
});
export type ShortlistView = z.output<typeof shortlistView>;
