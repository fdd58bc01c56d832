import { z } from 'zod';
import { type Route, route } from '../../identity/route.ts';
import {
  attachScan,
  cancelResidency,
  draftResidency,
  offerResidency,
  readEditions,
  residencyPaper,
  reviseResidency,
  signByOperator,
  signByTeam,
} from './residency.actions.ts';
import {
  draftResidencyInput,
  editionsInput,
  editionsView,
  residencyPaperInput,
  residencyStepInput,
  reviseResidencyInput,
  scanInput,
  teamPaperInput,
  teamResidencyInput,
  teamSignInput,
} from './residency.contract.ts';

const tag = '入驻协议';
const done = z.object({});
const base = '/api/carriers/:carrierId/residencies';
const where = (input: { carrierId: string; residencyId: string; version: number }) => ({
  carrierId: input.carrierId,
  id: input.residencyId,
  version: input.version,
});

export const residencyRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: base,
    permission: 'tenancy.manage',
    summary: '按模板拟写入驻协议或续签协议',
    tag,
    input: draftResidencyInput,
    output: z.object({ id: z.string() }),
    handle: async ({ tx, services, actor, input: { carrierId, ...given } }) => ({
      id: await draftResidency(tx, { actor, clock: services.clock }, carrierId, given),
    }),
  }),
  route({
    method: 'put',
    path: `${base}/:residencyId`,
    permission: 'tenancy.manage',
    summary: '修改协议，成为新的一稿',
    tag,
    input: reviseResidencyInput,
    output: done,
    handle: async ({ tx, services, actor, input }) => {
      await reviseResidency(tx, { actor, clock: services.clock }, where(input), input.content);
      return {};
    },
  }),
  route({
    method: 'post',
    path: `${base}/:residencyId/offer`,
    permission: 'tenancy.manage',
    summary: '交团队签署',
    tag,
    input: residencyStepInput,
    output: done,
    handle: async ({ tx, services, input }) => {
      await offerResidency(tx, services, where(input));
      return {};
    },
  }),
  route({
    method: 'post',
    path: `${base}/:residencyId/sign`,
    permission: 'tenancy.sign',
    summary: '运营机构签署',
    tag,
    input: residencyStepInput,
    output: done,
    handle: async ({ tx, services, actor, input }) => {
      await signByOperator(tx, { actor, clock: services.clock }, where(input));
      return {};
    },
  }),
  route({
    method: 'post',
    path: `${base}/:residencyId/scan`,
    permission: 'tenancy.manage',
    summary: '附上双方签字盖章的扫描件',
    tag,
    input: scanInput,
    output: done,
    handle: async ({ tx, input }) => {
      await attachScan(tx, where(input), input.fileId);
      return {};
    },
  }),
  route({
    method: 'post',
    path: `${base}/:residencyId/cancel`,
    permission: 'tenancy.manage',
    summary: '作废未生效的协议',
    tag,
    input: residencyStepInput,
    output: done,
    handle: async ({ tx, input }) => {
      await cancelResidency(tx, where(input));
      return {};
    },
  }),
  route({
    method: 'get',
    path: `${base}/:residencyId/paper`,
    permission: 'tenancy.manage',
    summary: '下载协议(Word 或 PDF)',
    tag,
    input: residencyPaperInput,
    answers: 'file',
    handle: ({ tx, services, input }) =>
      residencyPaper(tx, services, { id: input.residencyId, carrierId: input.carrierId }, input.format, input.edition),
  }),
  route({
    method: 'post',
    path: '/api/teams/:teamId/residencies/:residencyId/sign',
    permission: 'tenancy.act',
    summary: '团队负责人签署协议',
    tag,
    input: teamSignInput,
    output: done,
    handle: async ({ tx, services, actor, input }) => {
      const { residencyId: id, teamId, version } = input;
      await signByTeam(tx, services, { id, teamId, version }, actor.name);
      return {};
    },
  }),
  route({
    method: 'get',
    path: '/api/teams/:teamId/residencies/:residencyId/paper',
    permission: 'tenancy.read',
    summary: '团队下载协议(Word 或 PDF)',
    tag,
    input: teamPaperInput,
    answers: 'file',
    handle: ({ tx, services, input }) =>
      residencyPaper(tx, services, { id: input.residencyId, teamId: input.teamId }, input.format, input.edition),
  }),
  route({
    method: 'get',
    path: `${base}/:residencyId/editions`,
    permission: 'tenancy.manage',
    summary: '协议的历次稿：谁在什么时候改了什么',
    tag,
    input: editionsInput,
    output: editionsView,
    handle: async ({ tx, input }) => ({
      rows: await readEditions(tx, { id: input.residencyId, carrierId: input.carrierId }),
    }),
  }),
  route({
    method: 'get',
    path: '/api/teams/:teamId/residencies/:residencyId/editions',
    permission: 'tenancy.read',
    summary: '团队看交给它的历次稿',
    tag,
    input: teamResidencyInput,
    output: editionsView,
    handle: async ({ tx, input }) => ({
      rows: await readEditions(tx, { id: input.residencyId, teamId: input.teamId }),
    }),
  }),
];
