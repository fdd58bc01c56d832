import { z } from 'zod';
import { isDay } from '../../kernel/day.ts';
import { pageInput, pageTotal } from '../../platform/db/page.contract.ts';
import { criteriaView } from '../criteria/criteria.contract.ts';
import { departureView } from '../departures/departure.contract.ts';
import { residencyView } from '../residencies/residency.contract.ts';
import { settlementView } from '../settlements/settlement.contract.ts';
import { paymentView, statementView } from '../statements/statement.contract.ts';

const day = z.string().refine(isDay, '日期应为 2026-01-31 的形式');
const version = z.int().min(1).max(2_147_483_647);
const one = { carrierId: z.uuid(), tenancyId: z.uuid() };

export const listTenanciesInput = z.object({
  carrierId: z.uuid(),
  all: z.enum(['true', 'false']).default('false'),
  ...pageInput(),
});
export const oneTenancyInput = z.object(one);
export const moveInInput = z.object({
  carrierId: z.uuid(),
  residencyId: z.uuid(),
  version,
  teamId: z.uuid().nullable().default(null),
});
export const renewInput = z.object({ carrierId: z.uuid(), residencyId: z.uuid(), version });
export const changeTermsInput = z.object({
  ...one,
  validFrom: day,
  /** Absent: as before. */
  remote: z.boolean().optional(),
  virtualDesks: z.int('请填写整数').min(0, '不能为负数').max(10_000, '数值过大').optional(),
  desks: z.int('请填写整数').min(0, '不能为负数').max(10_000, '数值过大'),
  deskCodes: z.string().trim().max(200, '不能超过200字').nullable(),
  rentMonthFen: z.int('金额应精确到分').min(0, '不能为负数').max(1e13, '数值过大').nullable(),
  note: z.string().trim().max(1000, '不能超过1000字').nullable().default(null),
});
export const inviteAgainInput = z.object({
  ...one,
  founderName: z.string().trim().min(2, '请填写负责人姓名').max(50, '不能超过50字'),
});
export const inviteMemberInput = z.object({
  teamId: z.uuid(),
  name: z.string().trim().min(2, '请填写成员姓名').max(50, '不能超过50字'),
});
export const linkView = z.object({ url: z.string() });
export const movedInView = z.object({ tenancyId: z.string(), teamId: z.string(), url: z.string().nullable() });

const tenancyRow = z.object({
  id: z.string(),
  carrierId: z.string(),
  carrierName: z.string(),
  teamId: z.string(),
  teamName: z.string(),
  hasAccount: z.boolean(),
  founderName: z.string().nullable(),
  since: z.string(),
  until: z.string().nullable(),
  remote: z.boolean(),
  virtualDesks: z.number().nullable(),
  desks: z.number().nullable(),
  deskCodes: z.string().nullable(),
  freeMonths: z.number().nullable(),
  includes: z.array(z.string()).nullable(),
  rentMonthFen: z.number().nullable(),
  exitKind: z.string().nullable(),
  owedFen: z.number(),
  overdueFen: z.number(),
  depositFen: z.number(),
  creditFen: z.number(),
  agreedUntil: z.string().nullable(),
  leaving: z.boolean(),
  example: z.boolean(),
});
export const tenanciesView = z.object({
  ...pageTotal,
  billing: z.object({ firstMonth: z.string(), dueDays: z.number() }).nullable(),
  rows: z.array(tenancyRow),
});
export const tenancyView = tenancyRow.extend({
  periods: z.array(
    z.object({
      id: z.string(),
      validFrom: z.string(),
      validTo: z.string().nullable(),
      remote: z.boolean(),
      virtualDesks: z.number().nullable(),
      desks: z.number().nullable(),
      deskCodes: z.string().nullable(),
      rentMonthFen: z.number().nullable(),
      note: z.string().nullable(),
    }),
  ),
  statements: z.array(statementView),
  payments: z.array(paymentView),
  residencies: z.array(residencyView),
  departure: departureView.nullable(),
  /** For a notice given today; null: nothing is agreed, or notice is given. */
  earliestEnd: z.object({ day: z.string(), provisional: z.boolean() }).nullable(),
  settlements: z.array(settlementView),
  criteria: z.array(criteriaView),
});
export const myTenanciesView = z.object({ rows: z.array(tenancyView) });
