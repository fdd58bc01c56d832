import { z } from 'zod';
import { listRoutes } from '../../identity/list-route.ts';
import { type Route, route } from '../../identity/route.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { giveConsent, takeBackConsent } from './team.actions.ts';
import {
  consentsView,
  giveConsentInput,
  listTeamsInput,
  oneConsentInput,
  oneTeamInput,
  teamPage,
  teamView,
} from './team.contract.ts';
import { TEAMS } from './team.excel.ts';
import { consentsOf, findTeam, listTeams, staysOf } from './team.store.ts';

const tag = '团队';

export const teamRoutes: readonly Route[] = [
  ...listRoutes(
    {
      method: 'get',
      path: '/api/teams',
      permission: 'team.list',
      summary: '团队列表',
      tag,
      input: listTeamsInput,
      output: teamPage,
      handle: ({ tx, actor, input, services }) =>
        listTeams(tx, actor, 'team.list', { ...input, today: services.clock.today() }),
    },
    TEAMS,
  ),
  route({
    method: 'get',
    path: '/api/teams/:teamId',
    permission: 'team.read',
    summary: '一个团队及其历次入驻',
    tag,
    input: oneTeamInput,
    output: teamView,
    handle: async ({ tx, input, services }) => {
      const team = await findTeam(tx, input.teamId, services.clock.today());
      if (!team) throw new Refusal('not-found');
      return { ...team, stays: await staysOf(tx, input.teamId) };
    },
  }),
  route({
    method: 'get',
    path: '/api/teams/:teamId/consents',
    permission: 'team.read',
    summary: '团队同意哪些机构查看',
    tag,
    input: oneTeamInput,
    output: consentsView,
    handle: async ({ tx, input }) => ({ rows: await consentsOf(tx, input.teamId) }),
  }),
  route({
    method: 'post',
    path: '/api/teams/:teamId/consents',
    permission: 'team.consent',
    summary: '同意一个机构查看',
    tag,
    input: giveConsentInput,
    output: z.object({}),
    handle: async ({ tx, actor, input, services }) => {
      await giveConsent(tx, { actor, clock: services.clock }, input.teamId, input);
      return {};
    },
  }),
  route({
    method: 'delete',
    path: '/api/teams/:teamId/consents/:consentId',
    permission: 'team.consent',
    summary: '撤回同意',
    tag,
    input: oneConsentInput,
    output: z.object({}),
    handle: async ({ tx, actor, input, services }) => {
      await takeBackConsent(tx, { actor, clock: services.clock }, input.teamId, input.consentId);
      return {};
    },
  }),
];
