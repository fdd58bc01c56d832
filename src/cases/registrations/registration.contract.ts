import { z } from 'zod';
import { isDay } from '../../kernel/day.ts';
import { pageInput, pageTotal } from '../../platform/db/page.contract.ts';
import {
  mayTake,
  REGISTRATION_KINDS,
  REGISTRATION_STATES,
  type RegistrationKind,
  type RegistrationState,
} from './registration.ts';

export { mayTake, REGISTRATION_KINDS, REGISTRATION_STATES };

const day = z.string().refine(isDay, '日期应为 2026-01-31 的形式');
const kinds = Object.keys(REGISTRATION_KINDS) as [RegistrationKind, ...RegistrationKind[]];
const states = Object.keys(REGISTRATION_STATES) as [RegistrationState, ...RegistrationState[]];
const version = z.int().min(1).max(2_147_483_647);
const text = (length: number) => z.string().trim().max(length, `不能超过${length}字`);

export const applyRegistrationInput = z.object({
  teamId: z.uuid(),
  tenancyId: z.uuid(),
  kind: z.enum(kinds, '请选择登记方式'),
  deskCode: text(40).nullable().default(null),
  companyName: text(100).min(4, '请填写拟用的企业名称'),
});
export const ruleInput = z.object({ teamId: z.uuid(), tenancyId: z.uuid() });
export const listRegistrationsInput = z.object({
  state: z.enum(states).optional(),
  ...pageInput(),
});
export const certifyInput = z.object({ carrierId: z.uuid(), registrationId: z.uuid(), version });
export const declineInput = certifyInput.extend({ reason: text(500).min(2, '请说明理由') });
export const oneRegistrationInput = z.object({ registrationId: z.uuid() });
export const registerInput = z.object({
  registrationId: z.uuid(),
  version,
  companyName: text(100).min(4, '请填写登记的企业名称'),
  uscc: z.string('请填写统一社会信用代码').trim().min(1, '请填写统一社会信用代码').max(40),
  registeredOn: day,
});
export const returnInput = z.object({ registrationId: z.uuid(), version, reason: text(500).min(2, '请说明理由') });
export const withdrawInput = z.object({ teamId: z.uuid(), registrationId: z.uuid(), version });
export const endInput = returnInput;

export const ruleView = z.object({
  rule: z
    .object({
      packId: z.string(),
      title: z.string(),
      allows: z.partialRecord(z.enum(kinds), z.string()),
      licencesPerDesk: z.number().nullable(),
      clusterLimit: z.number().nullable(),
      moveAwayDays: z.number().nullable(),
      expired: z.string().nullable(),
    })
    .nullable(),
  deskCodes: z.array(z.string()),
  /** 集群注册: how full the address is, and what is asked of the hosting space; null: not allowed here. */
  cluster: z
    .object({
      limit: z.number().nullable(),
      taken: z.number(),
      host: z.array(
        z.object({
          requirement: z.string(),
          outcome: z.enum(['met', 'unmet', 'unknown', 'notApplicable']),
          cites: z.string(),
          says: z.string(),
          lines: z.array(z.string()),
        }),
      ),
    })
    .nullable(),
});
export const registrationView = z.object({
  id: z.string(),
  carrierId: z.string(),
  carrierName: z.string(),
  territory: z.string(),
  teamId: z.string(),
  teamName: z.string(),
  tenancyId: z.string(),
  kind: z.enum(kinds),
  deskCode: z.string(),
  slot: z.number(),
  slotLimit: z.number().nullable(),
  companyName: z.string(),
  address: z.string(),
  packId: z.string(),
  packTitle: z.string(),
  cites: z.string(),
  state: z.enum(states),
  appliedAt: z.string(),
  certificateNumber: z.string().nullable(),
  certifiedOn: z.string().nullable(),
  contentHash: z.string().nullable(),
  fileSha256: z.string().nullable(),
  uscc: z.string().nullable(),
  registeredOn: z.string().nullable(),
  reason: z.string().nullable(),
  endsOn: z.string().nullable(),
  endedOn: z.string().nullable(),
  version: z.number(),
  example: z.boolean(),
});
export const registrationsView = z.object({ rows: z.array(registrationView), ...pageTotal });
