import { z } from 'zod';
import { listRoutes } from '../list-route.ts';
import { type Route, route } from '../route.ts';
import {
  createPerson,
  editPerson,
  endMembership,
  grant,
  readPeople,
  readPerson,
  resetPassword,
  resetSecondFactor,
  resetSingleSignOn,
  setState,
  unmask,
} from './people.actions.ts';
import {
  createdPersonView,
  createPersonInput,
  doneView,
  editPersonInput,
  endMembershipInput,
  grantInput,
  initialPasswordView,
  peopleInput,
  peopleView,
  personInput,
  personView,
  unmaskedView,
  unmaskInput,
} from './people.contract.ts';
import { PEOPLE } from './people.excel.ts';

const DONE = { done: true } as const;
const tag = '人员与授权';
const permission = 'people.manage';

export const peopleRoutes: Route[] = [
  ...listRoutes(
    {
      method: 'get',
      path: '/api/people',
      permission,
      summary: '人员列表',
      tag,
      input: peopleInput,
      output: peopleView,
      handle: ({ tx, services, input }) => readPeople(tx, services.config, input),
    },
    PEOPLE,
  ),
  route({
    method: 'get',
    path: '/api/people/:personId',
    permission,
    summary: '人员详情',
    tag,
    input: personInput,
    output: personView,
    handle: ({ tx, services, input }) => readPerson(tx, services.config, input.personId),
  }),
  route({
    method: 'post',
    path: '/api/people',
    permission,
    summary: '新增人员',
    tag,
    input: createPersonInput,
    output: createdPersonView,
    handle: ({ tx, services, input }) => createPerson(tx, services, input),
  }),
  route({
    method: 'patch',
    path: '/api/people/:personId',
    permission,
    summary: '修改人员信息',
    tag,
    input: editPersonInput,
    output: doneView,
    handle: async ({ tx, services, input: { personId, ...edit } }) => {
      await editPerson(tx, services, personId, edit);
      return DONE;
    },
  }),
  route({
    method: 'post',
    path: '/api/people/:personId/password-reset',
    permission,
    summary: '重置密码',
    tag,
    input: personInput,
    output: initialPasswordView,
    handle: async ({ tx, services, actor, input }) => ({
      initialPassword: await resetPassword(tx, services, actor, input.personId),
    }),
  }),
  route({
    method: 'post',
    path: '/api/people/:personId/second-factor-reset',
    permission,
    summary: '重置动态口令',
    tag,
    input: personInput,
    output: doneView,
    handle: async ({ tx, actor, input }) => {
      await resetSecondFactor(tx, actor, input.personId);
      return DONE;
    },
  }),
  route({
    method: 'post',
    path: '/api/people/:personId/single-sign-on-reset',
    permission,
    summary: '解除统一身份认证关联',
    tag,
    input: personInput,
    output: doneView,
    handle: async ({ tx, actor, input }) => {
      await resetSingleSignOn(tx, actor, input.personId);
      return DONE;
    },
  }),
  route({
    method: 'put',
    path: '/api/people/:personId/state',
    permission,
    summary: '停用或恢复人员',
    tag,
    input: personInput.extend({ state: z.enum(['active', 'disabled']) }),
    output: doneView,
    handle: async ({ tx, actor, input }) => {
      await setState(tx, actor, input.personId, input.state);
      return DONE;
    },
  }),
  route({
    method: 'post',
    path: '/api/people/:personId/memberships',
    permission,
    summary: '授予角色',
    tag,
    input: grantInput,
    output: z.object({ id: z.uuid() }),
    handle: async ({ tx, services, actor, input: { personId, ...given } }) => ({
      id: await grant(tx, services, actor, personId, given),
    }),
  }),
  route({
    method: 'post',
    path: '/api/people/:personId/memberships/:membershipId/end',
    permission,
    summary: '终止角色',
    tag,
    input: endMembershipInput,
    output: doneView,
    handle: async ({ tx, services, actor, input }) => {
      await endMembership(tx, services, actor, input.personId, input.membershipId, input.lastDay);
      return DONE;
    },
  }),
  route({
    method: 'post',
    path: '/api/people/:personId/unmask',
    permission: 'people.unmask',
    summary: '查看完整个人信息(记录原因)',
    tag,
    input: unmaskInput,
    output: unmaskedView,
    handle: async ({ tx, services, actor, input }) => ({
      value: await unmask(tx, services, actor, input.personId, input.field, input.reason),
    }),
  }),
];
