import { z } from 'zod';
import { blankIsNull } from '../../kernel/blank.ts';
import { isDay } from '../../kernel/day.ts';
import { isUscc } from '../../kernel/uscc.ts';
import { pageInput, pageTotal } from '../../platform/db/page.contract.ts';
import { criteriaView, waitsBy } from '../criteria/criteria.contract.ts';
import { residencyView } from '../residencies/residency.contract.ts';
import { TEAM } from '../teams/team.ts';
import { ADMISSION_STATES, type AdmissionState } from './admission.ts';

export { ADMISSION_STATES };
export const INDUSTRIES = TEAM.fields.industry.options;
export const FOUNDER_TYPES = TEAM.fields.founderType.options;

const states = Object.keys(ADMISSION_STATES) as [AdmissionState, ...AdmissionState[]];
const codes = <T extends string>(options: readonly { code: T }[]) => options.map(({ code }) => code) as [T, ...T[]];
const day = z.string().refine(isDay, '日期应为 2026-01-31 的形式');
const text = (length: number) => z.string().trim().max(length, `不能超过${length}字`);
const count = (most: number) =>
  z.coerce.number('请填写整数').int('请填写整数').min(0, '不能为负数').max(most, '数值过大');

export const phoneInput = z
  .string('请填写手机号码')
  .trim()
  .regex(/^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/, '请填写手机号码或带区号的固定电话');

/** What a founder fills in, on a phone, without an account. */
export const applyInput = z.object({
  carrierId: z.uuid('载体编号无效'),
  kind: z.enum(['enquiry', 'application'], '请选择咨询或申请'),
  teamName: z.string('请填写团队名称').trim().min(2, '请填写团队或公司名称').max(100, '不能超过100字'),
  uscc: blankIsNull(
    z
      .string()
      .transform((typed) => typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase())
      .refine(isUscc, '统一社会信用代码有误，请核对18位代码和校验位；尚未注册公司的不填'),
  ),
  founderName: z.string('请填写联系人').trim().min(2, '请填写负责人姓名').max(50, '不能超过50字'),
  phone: phoneInput,
  founderType: blankIsNull(z.enum(codes(FOUNDER_TYPES), '请从列表中选择')),
  industry: blankIsNull(z.enum(codes(INDUSTRIES), '请从列表中选择')),
  members: blankIsNull(count(10_000)),
  desks: blankIsNull(count(10_000)),
  wantedFrom: blankIsNull(day),
  project: z.string('请填写内容').trim().min(10, '请写明项目或问题，不少于10个字').max(4000, '不能超过4000字'),
});
export type Application = z.output<typeof applyInput>;

const admissionId = z.uuid();
const carrierId = z.uuid();
const version = z.int().min(1).max(2_147_483_647);

export const listAdmissionsInput = z.object({
  carrierId,
  state: z.enum(states).optional(),
  ...pageInput(),
});
export const oneAdmissionInput = z.object({ carrierId, admissionId });
export const answerInput = z.object({ carrierId, admissionId, version, answer: text(2000).min(2, '请写明答复') });
export const visitInput = z.object({
  carrierId,
  admissionId,
  version,
  at: z.iso.datetime({ offset: true }),
  place: text(200).min(2, '请写明地点'),
});
export const visitRecordInput = z.object({ carrierId, admissionId, version, record: text(2000).min(2, '请写明情况') });
export const scoreInput = z.object({
  carrierId,
  admissionId,
  version,
  criteriaId: z.uuid(),
  points: z.record(z.string().max(20), z.number('请填写分数').min(0, '不能为负数').max(100)),
  remark: text(1000).nullable().default(null),
});
export const decideInput = z.object({
  carrierId,
  admissionId,
  version,
  outcome: z.enum(['selected', 'waiting', 'refused']),
  says: text(2000).min(2, '请写明理由，申请人可见'),
});
export const offerPlaceInput = z.object({
  carrierId,
  admissionId,
  version,
  until: day,
  says: text(2000).min(2, '请写明内容，申请人可见'),
});
export const admissionPhoneInput = z.object({
  carrierId,
  admissionId,
  reason: text(200).min(2, '请说明查看理由'),
});

const admissionRow = z.object({
  id: z.string(),
  receipt: z.string(),
  state: z.enum(states),
  teamName: z.string(),
  uscc: z.string().nullable(),
  founderName: z.string(),
  phoneMasked: z.string(),
  founderType: z.string().nullable(),
  industry: z.string().nullable(),
  members: z.number().nullable(),
  desks: z.number().nullable(),
  wantedFrom: z.string().nullable(),
  project: z.string(),
  visitAt: z.string().nullable(),
  visitPlace: z.string().nullable(),
  visitRecord: z.string().nullable(),
  answer: z.string().nullable(),
  decidedAt: z.string().nullable(),
  /** In the waiting line, from 1 on; held back like the scores where it follows them. */
  place: z.number().nullable(),
  waitsBy,
  offeredUntil: z.string().nullable(),
  teamId: z.string().nullable(),
  average: z.number().nullable(),
  scores: z.number(),
  /** Others' scores and their average are held back from the reader. */
  blind: z.boolean(),
  panel: z.number().nullable(),
  receivedAt: z.string(),
  version: z.number(),
  example: z.boolean(),
});
export const admissionsView = z.object({ rows: z.array(admissionRow), ...pageTotal });
export const duplicateView = z.object({
  kind: z.enum(['team', 'admission']),
  id: z.string(),
  name: z.string(),
  carrierName: z.string(),
  why: z.array(z.enum(['uscc', 'name', 'phone'])),
});
export const admissionView = admissionRow.extend({
  duplicates: z.array(duplicateView),
  /** From when enough desks are free for who waits, within 60 days; null: not yet. */
  freeFrom: z.string().nullable(),
  criteria: criteriaView.nullable(),
  givenScores: z.array(
    z.object({
      personName: z.string(),
      mine: z.boolean(),
      criteriaId: z.string(),
      points: z.record(z.string(), z.number()),
      total: z.number(),
      remark: z.string().nullable(),
    }),
  ),
  residency: residencyView.nullable(),
});
