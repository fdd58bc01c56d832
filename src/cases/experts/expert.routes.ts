import { z } from 'zod';
import { listRoutes } from '../../identity/list-route.ts';
import { type Route, route } from '../../identity/route.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { withInterests } from '../dueRecusals/dueRecusal.actions.ts';
import { beAway, declareInterest, keepExpert, removeExpert, withdrawInterest } from './expert.actions.ts';
import {
  awayInput,
  candidatesInput,
  candidatesView,
  expertsView,
  expertView,
  interestInput,
  listExpertsInput,
  removeExpertInput,
  saveExpertInput,
  withdrawInput,
} from './expert.contract.ts';
import { EXPERTS } from './expert.excel.ts';
import { findExperts, listCandidates, listExperts } from './expert.store.ts';

const tag = '专家库';
const done = z.object({ id: z.string() });
const interestOf = (input: z.output<typeof interestInput>) => ({
  kind: input.kind,
  organisationId: input.organisationId ?? null,
  organisationName: input.organisationName,
  uscc: input.uscc ?? null,
  fromDay: input.fromDay ?? null,
  toDay: input.toDay ?? null,
  sharePercent: input.sharePercent ?? null,
  note: input.note ?? null,
});

export const expertRoutes = (cases: CaseServices): readonly Route[] => [
  ...listRoutes(
    {
      method: 'get',
      path: '/api/experts',
      permission: 'expert.manage',
      summary: '专家库',
      tag,
      input: listExpertsInput,
      output: expertsView,
      handle: ({ tx, actor, input }) => listExperts(tx, { ...input, q: input.q, within: actor.territoryPath ?? '-' }),
    },
    EXPERTS,
  ),
  route({
    method: 'get',
    path: '/api/experts/candidates',
    permission: 'expert.manage',
    summary: '有评审专家角色、尚未入库的人员',
    tag,
    input: candidatesInput,
    output: candidatesView,
    handle: async ({ tx, services, actor, input }) => ({
      rows: await listCandidates(tx, { within: actor.territoryPath ?? '-', q: input.q, on: services.clock.today() }),
    }),
  }),
  route({
    method: 'put',
    path: '/api/experts/:personId',
    permission: 'expert.manage',
    summary: '入库或更新专家',
    tag,
    input: saveExpertInput,
    output: done,
    handle: async ({ tx, services, actor, input }) => {
      const { title = null, awayFrom = null, awayTo = null } = input;
      await withInterests(tx, cases, input.personId, () =>
        keepExpert(tx, services, actor, { ...input, title, awayFrom, awayTo }),
      );
      return { id: input.personId };
    },
  }),
  route({
    method: 'post',
    path: '/api/experts/:personId/removal',
    permission: 'expert.manage',
    summary: '专家出库',
    tag,
    input: removeExpertInput,
    output: done,
    handle: async ({ tx, services, actor, input }) => {
      await removeExpert(tx, services, actor, input);
      return { id: input.personId };
    },
  }),
  route({
    method: 'post',
    path: '/api/experts/:personId/interests',
    permission: 'expert.manage',
    summary: '登记专家的任职、持股等利害关系',
    tag,
    input: interestInput.extend({ personId: z.uuid() }),
    output: done,
    handle: async ({ tx, services, actor, input }) => ({
      id: await withInterests(tx, cases, input.personId, () =>
        declareInterest(tx, services, actor, input.personId, interestOf(input)),
      ),
    }),
  }),
  route({
    method: 'post',
    path: '/api/experts/:personId/interests/:interestId/withdrawal',
    permission: 'expert.manage',
    summary: '撤回登记有误的利害关系',
    tag,
    input: withdrawInput.extend({ personId: z.uuid() }),
    output: done,
    handle: async ({ tx, services, actor, input: { personId, ...given } }) => {
      await withdrawInterest(tx, services, actor, { expertId: personId, ...given });
      return { id: given.interestId };
    },
  }),
  route({
    method: 'post',
    path: '/api/me/expert/interests/:interestId/withdrawal',
    permission: 'expert.own',
    summary: '撤回本人申报有误的利害关系',
    tag,
    input: withdrawInput,
    output: done,
    handle: async ({ tx, services, actor, input }) => {
      await withdrawInterest(tx, services, actor, { expertId: actor.personId ?? '', ...input });
      return { id: input.interestId };
    },
  }),
  route({
    method: 'get',
    path: '/api/me/expert',
    permission: 'expert.own',
    summary: '本人的专家信息',
    tag,
    input: z.object({}),
    output: expertView,
    handle: async ({ tx, actor }) => {
      const [me] = await findExperts(tx, [actor.personId ?? '']);
      if (!me) throw new Refusal('not-found');
      return me;
    },
  }),
  route({
    method: 'post',
    path: '/api/me/expert/interests',
    permission: 'expert.own',
    summary: '申报本人的利害关系',
    tag,
    input: interestInput,
    output: done,
    handle: async ({ tx, services, actor, input }) => {
      const me = actor.personId ?? '';
      const declare = () => declareInterest(tx, services, actor, me, interestOf(input));
      return { id: await withInterests(tx, cases, me, declare) };
    },
  }),
  route({
    method: 'put',
    path: '/api/me/expert/away',
    permission: 'expert.own',
    summary: '设置本人不在岗的时段',
    tag,
    input: awayInput,
    output: awayInput,
    handle: async ({ tx, actor, input }) => {
      await beAway(tx, actor, input.from, input.to);
      return input;
    },
  }),
];
