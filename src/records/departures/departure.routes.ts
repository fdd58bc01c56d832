import { z } from 'zod';
import { type Route, route } from '../../identity/route.ts';
import { completeDeparture, giveNotice, noticeEffect, tickChecklist, withdrawNotice } from './departure.actions.ts';
import {
  checklistInput,
  departureStepInput,
  giveNoticeInput,
  noticeEffectInput,
  noticeEffectView,
  teamNoticeEffectInput,
  teamNoticeInput,
} from './departure.contract.ts';
import type { NoticeEffect } from './departure.ts';

const tag = '退出';
const done = z.object({});
const base = '/api/carriers/:carrierId/tenancies/:tenancyId/departure';

const shown = ({ fallen, ...effect }: NoticeEffect) => ({ ...effect, fallen: [...fallen] });

export const departureRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: base,
    permission: 'tenancy.manage',
    summary: '登记退出通知、毕业或淘汰',
    tag,
    input: giveNoticeInput,
    output: done,
    handle: async ({ tx, services, actor, input: { carrierId, tenancyId, ...notice } }) => {
      await giveNotice(tx, { actor, clock: services.clock }, { carrierId }, tenancyId, { ...notice, byTeam: false });
      return {};
    },
  }),
  route({
    method: 'get',
    path: `${base}/effect`,
    permission: 'tenancy.manage',
    summary: '今日通知、某日退出会怎样：最早何日、补足多少、哪些随之失效',
    tag,
    input: noticeEffectInput,
    output: noticeEffectView,
    handle: ({ tx, services, input: { carrierId, tenancyId, ...asked } }) =>
      noticeEffect(tx, services, { carrierId }, tenancyId, asked).then(shown),
  }),
  route({
    method: 'put',
    path: `${base}/checklist`,
    permission: 'tenancy.manage',
    summary: '填写交接清单',
    tag,
    input: checklistInput,
    output: done,
    handle: async ({ tx, input }) => {
      await tickChecklist(tx, input.carrierId, input.tenancyId, input.version, input.checklist);
      return {};
    },
  }),
  route({
    method: 'post',
    path: `${base}/complete`,
    permission: 'tenancy.manage',
    summary: '完成退出',
    tag,
    input: departureStepInput,
    output: done,
    handle: async ({ tx, services, actor, input }) => {
      const keeper = { actor, clock: services.clock };
      await completeDeparture(tx, keeper, input.carrierId, input.tenancyId, input.version);
      return {};
    },
  }),
  route({
    method: 'post',
    path: `${base}/withdraw`,
    permission: 'tenancy.manage',
    summary: '撤回退出通知',
    tag,
    input: departureStepInput,
    output: done,
    handle: async ({ tx, services, actor, input }) => {
      const keeper = { actor, clock: services.clock };
      await withdrawNotice(tx, keeper, input.carrierId, input.tenancyId, input.version);
      return {};
    },
  }),
  route({
    method: 'get',
    path: '/api/teams/:teamId/tenancies/:tenancyId/departure/effect',
    permission: 'tenancy.act',
    summary: '本团队今日通知、某日退出会怎样',
    tag,
    input: teamNoticeEffectInput,
    output: noticeEffectView,
    handle: ({ tx, services, input: { teamId, tenancyId, lastDay } }) =>
      noticeEffect(tx, services, { teamId }, tenancyId, { lastDay, exitKind: 'moved' }).then(shown),
  }),
  route({
    method: 'post',
    path: '/api/teams/:teamId/tenancies/:tenancyId/departure',
    permission: 'tenancy.act',
    summary: '团队通知退出',
    tag,
    input: teamNoticeInput,
    output: done,
    handle: async ({ tx, services, actor, input: { teamId, tenancyId, ...notice } }) => {
      const given = { ...notice, exitKind: 'moved' as const, criteriaMet: [], waiver: null, byTeam: true };
      await giveNotice(tx, { actor, clock: services.clock }, { teamId }, tenancyId, given);
      return {};
    },
  }),
];
