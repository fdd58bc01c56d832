import { z } from 'zod';
import { isDay } from '../../kernel/day.ts';
import { INCLUDED } from '../teams/team.ts';
import {
  EARLY_EXITS,
  type EarlyExit,
  NOTICE_UNITS,
  type NoticeUnit,
  noticeWords,
  placeWords,
  RESIDENCY_STATES,
  type ResidencyState,
} from './residency.ts';

export { EARLY_EXITS, INCLUDED, NOTICE_UNITS, noticeWords, placeWords, RESIDENCY_STATES };

const states = Object.keys(RESIDENCY_STATES) as [ResidencyState, ...ResidencyState[]];
const codes = INCLUDED.map(({ code }) => code) as [string, ...string[]];
const day = z.string().refine(isDay, '日期应为 2026-01-31 的形式');
const money = z.int('金额应精确到分').min(0, '不能为负数').max(1e13, '数值过大');
const version = z.int().min(1).max(2_147_483_647);

export const residencyContent = z
  .object({
    teamName: z.string().trim().min(2, '请填写团队名称').max(100, '不能超过100字'),
    founderName: z.string().trim().min(2, '请填写负责人').max(50, '不能超过50字'),
    startsOn: day,
    endsOn: day.nullable(),
    freeMonths: z.int('请填写整数').min(0, '不能为负数').max(120, '不能超过120个月'),
    includes: z.array(z.enum(codes)).max(codes.length),
    remote: z.boolean().default(false),
    virtualDesks: z.int('请填写整数').min(0, '不能为负数').max(10_000, '数值过大').default(0),
    desks: z.int('请填写整数').min(0, '不能为负数').max(10_000, '数值过大'),
    deskCodes: z.string().trim().max(200, '不能超过200字').nullable(),
    areaM2: z.number().min(0, '不能为负数').max(1_000_000, '数值过大').nullable(),
    rentMonthFen: money.nullable(),
    serviceMonthFen: money.nullable(),
    internetMonthFen: money.nullable(),
    waterMonthFen: money.nullable(),
    powerMonthFen: money.nullable(),
    depositFen: money,
    noticeDays: z.int('请填写整数').min(0, '不能为负数').max(365, '不能超过365'),
    noticeUnit: z.enum(Object.keys(NOTICE_UNITS) as [NoticeUnit, ...NoticeUnit[]]).default('day'),
    earlyExit: z.enum(Object.keys(EARLY_EXITS) as [EarlyExit, ...EarlyExit[]]).default('refuse'),
    clauses: z.string().trim().max(4000, '不能超过4000字').nullable(),
  })
  .refine((content) => content.endsOn === null || content.endsOn >= content.startsOn, {
    path: ['endsOn'],
    message: '终止日期不能早于起始日期',
  })
  .refine(({ remote, desks }) => !remote || desks === 0, {
    path: ['desks'],
    message: '远程团队不占实体工位，请填0',
  })
  .refine(({ remote, deskCodes }) => !remote || !deskCodes, {
    path: ['deskCodes'],
    message: '远程团队不填工位编号',
  });

const one = { carrierId: z.uuid(), residencyId: z.uuid() };
export const draftResidencyInput = z.object({
  carrierId: z.uuid(),
  /** Of whom: an applicant, or (a renewal) a tenancy. */
  admissionId: z.uuid().nullable().default(null),
  tenancyId: z.uuid().nullable().default(null),
  content: residencyContent,
});
export const reviseResidencyInput = z.object({ ...one, version, content: residencyContent });
export const residencyStepInput = z.object({ ...one, version });
const edition = z.coerce.number().int().min(1).max(100_000).optional();
export const residencyPaperInput = z.object({ ...one, format: z.enum(['word', 'pdf']), edition });
export const editionsInput = z.object(one);
export const editionsView = z.object({
  rows: z.array(
    z.object({
      edition: z.number(),
      hash: z.string(),
      madeAt: z.string(),
      madeBy: z.string().nullable(),
      /** null: it was never given to the team. */
      offeredAt: z.string().nullable(),
      changes: z.array(z.object({ zh: z.string(), en: z.string(), from: z.string(), to: z.string() })),
    }),
  ),
});
export const scanInput = z.object({ ...one, version, fileId: z.uuid() });
export const teamResidencyInput = z.object({ teamId: z.uuid(), residencyId: z.uuid() });
export const teamSignInput = z.object({ teamId: z.uuid(), residencyId: z.uuid(), version });
export const teamPaperInput = z.object({
  teamId: z.uuid(),
  residencyId: z.uuid(),
  format: z.enum(['word', 'pdf']),
  edition,
});

export const residencyView = z.object({
  id: z.string(),
  number: z.string(),
  state: z.enum(states),
  edition: z.number(),
  content: z.object(residencyContent.shape),
  hash: z.string(),
  renews: z.string().nullable(),
  teamSignedBy: z.string().nullable(),
  teamSignedAt: z.string().nullable(),
  signedByName: z.string().nullable(),
  signedAt: z.string().nullable(),
  scanFileId: z.string().nullable(),
  scanSha256: z.string().nullable(),
  version: z.number(),
  example: z.boolean(),
});
