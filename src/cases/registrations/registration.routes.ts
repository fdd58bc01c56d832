import { z } from 'zod';
import { listRoutes } from '../../identity/list-route.ts';
import { type Route, route } from '../../identity/route.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { readFile } from '../../records/files/file.actions.ts';
import {
  applyRegistration,
  certifyDomicile,
  declineDomicile,
  endRegistration,
  readRule,
  registerCompany,
  returnToTeam,
  withdrawRegistration,
} from './registration.actions.ts';
import {
  applyRegistrationInput,
  certifyInput,
  declineInput,
  endInput,
  listRegistrationsInput,
  oneRegistrationInput,
  registerInput,
  registrationsView,
  returnInput,
  ruleInput,
  ruleView,
  withdrawInput,
} from './registration.contract.ts';
import { REGISTRATIONS } from './registration.excel.ts';
import { findRegistration, listRegistrations } from './registration.store.ts';

const tag = '工位注册';
const done = z.object({});

export const registrationRoutes: readonly Route[] = [
  ...listRoutes(
    {
      method: 'get',
      path: '/api/registrations',
      permission: 'registration.list',
      summary: '工位注册：窗口队列、本空间的、本团队的',
      tag,
      input: listRegistrationsInput,
      output: registrationsView,
      handle: ({ tx, actor, input }) => listRegistrations(tx, actor, 'registration.list', input),
    },
    REGISTRATIONS,
  ),
  route({
    method: 'get',
    path: '/api/teams/:teamId/registration-rule',
    permission: 'tenancy.read',
    summary: '当地按工位注册的规定，本团队的工位',
    tag,
    input: ruleInput,
    output: ruleView,
    handle: ({ tx, services, input }) => readRule(tx, services, input.teamId, input.tenancyId),
  }),
  route({
    method: 'post',
    path: '/api/teams/:teamId/registrations',
    permission: 'tenancy.act',
    summary: '申请在工位登记企业',
    tag,
    input: applyRegistrationInput,
    output: z.object({ id: z.string() }),
    handle: async ({ tx, services, actor, input: { teamId, tenancyId, ...asked } }) => ({
      id: await applyRegistration(tx, services, actor, teamId, tenancyId, asked),
    }),
  }),
  route({
    method: 'post',
    path: '/api/teams/:teamId/registrations/:registrationId/withdraw',
    permission: 'tenancy.act',
    summary: '撤回登记申请',
    tag,
    input: withdrawInput,
    output: done,
    handle: async ({ tx, services, input: { teamId, registrationId: id, version } }) => {
      await withdrawRegistration(tx, services, { teamId, id, version });
      return {};
    },
  }),
  route({
    method: 'post',
    path: '/api/carriers/:carrierId/registrations/:registrationId/certify',
    permission: 'tenancy.sign',
    summary: '开具住所证明',
    tag,
    input: certifyInput,
    output: done,
    handle: async ({ tx, services, actor, input }) => {
      const { carrierId, registrationId: id, version } = input;
      await certifyDomicile(tx, services, actor, { carrierId, id, version });
      return {};
    },
  }),
  route({
    method: 'post',
    path: '/api/carriers/:carrierId/registrations/:registrationId/decline',
    permission: 'tenancy.sign',
    summary: '不予开具住所证明',
    tag,
    input: declineInput,
    output: done,
    handle: async ({ tx, input }) => {
      const { carrierId, registrationId: id, version, reason } = input;
      await declineDomicile(tx, { carrierId, id, version }, reason);
      return {};
    },
  }),
  route({
    method: 'get',
    path: '/api/registrations/:registrationId/certificate',
    permission: 'registration.read',
    summary: '下载住所证明',
    tag,
    input: oneRegistrationInput,
    answers: 'file',
    handle: async ({ tx, services, input }) => {
      const row = await findRegistration(tx, input.registrationId);
      if (!row?.fileId) throw new Refusal('not-found');
      return readFile(tx, services, row.fileId);
    },
  }),
  route({
    method: 'post',
    path: '/api/registrations/:registrationId/register',
    permission: 'registration.handle',
    summary: '窗口登记企业：名称、统一社会信用代码、日期',
    tag,
    input: registerInput,
    output: done,
    handle: async ({ tx, services, actor, input: { registrationId: id, version, ...given } }) => {
      await registerCompany(tx, services, actor, { id, version }, given);
      return {};
    },
  }),
  route({
    method: 'post',
    path: '/api/registrations/:registrationId/return',
    permission: 'registration.handle',
    summary: '窗口退回',
    tag,
    input: returnInput,
    output: done,
    handle: async ({ tx, actor, input: { registrationId: id, version, reason } }) => {
      await returnToTeam(tx, actor, { id, version }, reason);
      return {};
    },
  }),
  route({
    method: 'post',
    path: '/api/registrations/:registrationId/end',
    permission: 'registration.handle',
    summary: '住所已变更，证明失效',
    tag,
    input: endInput,
    output: done,
    handle: async ({ tx, services, input: { registrationId: id, version, reason } }) => {
      await endRegistration(tx, services, { id, version }, reason);
      return {};
    },
  }),
];
