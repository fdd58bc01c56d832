import { z } from 'zod';
import { type Route, route } from '../../identity/route.ts';
import { addMember, correctMember, membersOf, voidMember } from './cluster.actions.ts';
import {
  addMemberInput,
  correctMemberInput,
  membershipsView,
  membersInput,
  membersView,
  memberView,
  voidMemberInput,
} from './cluster.contract.ts';
import { membershipsOf } from './cluster.store.ts';

const tag = '集聚区';

export const clusterRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/carriers/:carrierId/members',
    permission: 'carrier.read',
    summary: '集聚区某日的成员，或历来的成员',
    tag,
    input: membersInput,
    output: membersView,
    handle: async ({ tx, input, services }) => {
      const on = input.on ?? services.clock.today();
      return { on, rows: await membersOf(tx, input.carrierId, input.history === 'true' ? null : on) };
    },
  }),
  route({
    method: 'get',
    path: '/api/carriers/:carrierId/memberships',
    permission: 'carrier.read',
    summary: '载体所属的集聚区',
    tag,
    input: z.object({ carrierId: z.uuid() }),
    output: membershipsView,
    handle: async ({ tx, input }) => ({ rows: await membershipsOf(tx, input.carrierId) }),
  }),
  route({
    method: 'post',
    path: '/api/carriers/:carrierId/members',
    permission: 'cluster.manage',
    summary: '登记集聚区成员',
    tag,
    input: addMemberInput,
    output: memberView,
    handle: ({ tx, actor, services, input: { carrierId, memberCarrierId, ...data } }) =>
      addMember(tx, { actor, clock: services.clock }, carrierId, { ...data, carrierId: memberCarrierId }),
  }),
  route({
    method: 'put',
    path: '/api/carriers/:carrierId/members/:memberId',
    permission: 'cluster.manage',
    summary: '更正成员的起止日期和服务，或登记退出',
    tag,
    input: correctMemberInput,
    output: memberView,
    handle: ({ tx, actor, services, input: { carrierId, memberId, ...data } }) =>
      correctMember(tx, { actor, clock: services.clock }, carrierId, memberId, data),
  }),
  route({
    method: 'post',
    path: '/api/carriers/:carrierId/members/:memberId/void',
    permission: 'cluster.manage',
    summary: '作废误登的成员',
    tag,
    input: voidMemberInput,
    output: z.object({}),
    handle: async ({ tx, actor, services, input: { carrierId, memberId, ...why } }) => {
      await voidMember(tx, { actor, clock: services.clock }, carrierId, memberId, why);
      return {};
    },
  }),
];
