import { z } from 'zod';
import { listRoutes } from '../../identity/list-route.ts';
import { type Route, route } from '../../identity/route.ts';
import { residencyOfAdmission } from '../residencies/residency.store.ts';
import {
  answerEnquiry,
  appointVisit,
  decideAdmission,
  offerPlace,
  readAdmission,
  readPhone,
  recordVisit,
  scoreAdmission,
  shown,
} from './admission.actions.ts';
import {
  admissionPhoneInput,
  admissionsView,
  admissionView,
  answerInput,
  decideInput,
  listAdmissionsInput,
  offerPlaceInput,
  oneAdmissionInput,
  scoreInput,
  visitInput,
  visitRecordInput,
} from './admission.contract.ts';
import { ADMISSIONS } from './admission.excel.ts';
import { listAdmissions } from './admission.store.ts';

const tag = '入驻';
const done = z.object({});
const base = '/api/carriers/:carrierId/admissions';
const where = (input: { carrierId: string; admissionId: string; version: number }) => ({
  carrierId: input.carrierId,
  id: input.admissionId,
  version: input.version,
});

export const admissionRoutes: readonly Route[] = [
  ...listRoutes(
    {
      method: 'get',
      path: base,
      permission: 'tenancy.manage',
      summary: '咨询和入驻申请',
      tag,
      input: listAdmissionsInput,
      output: admissionsView,
      handle: async ({ tx, services, actor, input }) => {
        const { rows, ...total } = await listAdmissions(tx, input.carrierId, input);
        return { ...total, rows: rows.map((row) => shown(row, services, actor)) };
      },
    },
    ADMISSIONS,
  ),
  route({
    method: 'get',
    path: `${base}/:admissionId`,
    permission: 'tenancy.manage',
    summary: '一件申请：评分、可能重复的团队、协议',
    tag,
    input: oneAdmissionInput,
    output: admissionView,
    handle: async ({ tx, services, actor, input }) => ({
      ...(await readAdmission(tx, services, actor, input.carrierId, input.admissionId)),
      residency: (await residencyOfAdmission(tx, input.admissionId)) ?? null,
    }),
  }),
  route({
    method: 'post',
    path: `${base}/:admissionId/phone`,
    permission: 'tenancy.manage',
    summary: '查看负责人电话',
    tag,
    input: admissionPhoneInput,
    output: z.object({ phone: z.string() }),
    handle: ({ tx, services, input }) => readPhone(tx, services, input.carrierId, input.admissionId, input.reason),
  }),
  route({
    method: 'post',
    path: `${base}/:admissionId/answer`,
    permission: 'tenancy.manage',
    summary: '答复咨询',
    tag,
    input: answerInput,
    output: done,
    handle: async ({ tx, input }) => {
      await answerEnquiry(tx, where(input), input.answer);
      return {};
    },
  }),
  route({
    method: 'post',
    path: `${base}/:admissionId/visit`,
    permission: 'tenancy.manage',
    summary: '约定参观时间',
    tag,
    input: visitInput,
    output: done,
    handle: async ({ tx, input }) => {
      await appointVisit(tx, where(input), input.at, input.place);
      return {};
    },
  }),
  route({
    method: 'post',
    path: `${base}/:admissionId/visit-record`,
    permission: 'tenancy.manage',
    summary: '记录参观情况',
    tag,
    input: visitRecordInput,
    output: done,
    handle: async ({ tx, input }) => {
      await recordVisit(tx, where(input), input.record);
      return {};
    },
  }),
  route({
    method: 'post',
    path: `${base}/:admissionId/score`,
    permission: 'tenancy.manage',
    summary: '按遴选标准评分',
    tag,
    input: scoreInput,
    output: done,
    handle: async ({ tx, services, actor, input }) => {
      await scoreAdmission(tx, services, actor, where(input), input);
      return {};
    },
  }),
  route({
    method: 'post',
    path: `${base}/:admissionId/decide`,
    permission: 'tenancy.manage',
    summary: '作出遴选结果',
    tag,
    input: decideInput,
    output: done,
    handle: async ({ tx, services, actor, input }) => {
      await decideAdmission(tx, services, actor, where(input), input);
      return {};
    },
  }),
  route({
    method: 'post',
    path: `${base}/:admissionId/offer`,
    permission: 'tenancy.manage',
    summary: '通知候补的下一位有空位',
    tag,
    input: offerPlaceInput,
    output: done,
    handle: async ({ tx, services, actor, input }) => {
      await offerPlace(tx, services, actor, where(input), input);
      return {};
    },
  }),
];
