import { z } from 'zod';
import { listRoutes } from '../../identity/list-route.ts';
import { type Route, route } from '../../identity/route.ts';
import { answerOffered, followUp } from './follow-up.actions.ts';
import {
  answerFollowUpInput,
  followedPage,
  followUpInput,
  followUpsView,
  listFollowedInput,
  teamFollowUpsInput,
} from './follow-up.contract.ts';
import { FOLLOWED } from './follow-up.excel.ts';
import { followUpsOf, listFollowed } from './follow-up.store.ts';

const tag = '毕业跟踪';

export const followUpRoutes: readonly Route[] = [
  ...listRoutes(
    {
      method: 'get',
      path: '/api/followed-teams',
      permission: 'survival.own',
      summary: '离开后经团队同意继续跟踪的团队',
      tag,
      input: listFollowedInput,
      output: followedPage,
      handle: ({ tx, actor, input, services }) =>
        listFollowed(tx, actor, 'survival.own', { ...input, today: services.clock.today() }),
    },
    FOLLOWED,
  ),
  route({
    method: 'get',
    path: '/api/teams/:teamId/follow-ups',
    permission: 'team.read',
    summary: '离开后的提醒、服务、推荐和回访',
    tag,
    input: teamFollowUpsInput,
    output: followUpsView,
    handle: async ({ tx, actor, input }) => ({ rows: await followUpsOf(tx, input.teamId, actor.organisationId) }),
  }),
  route({
    method: 'post',
    path: '/api/teams/:teamId/follow-ups',
    permission: 'team.follow',
    summary: '提醒填报、提供服务、推荐导师或记下回访',
    tag,
    input: followUpInput,
    output: z.object({}),
    handle: async ({ tx, actor, input: { teamId, ...given }, services }) => {
      await followUp(tx, { actor, clock: services.clock }, teamId, given);
      return {};
    },
  }),
  route({
    method: 'post',
    path: '/api/teams/:teamId/follow-ups/:followUpId/answer',
    permission: 'tenancy.act',
    summary: '团队答复是否需要所提供的服务或导师',
    tag,
    input: answerFollowUpInput,
    output: z.object({}),
    handle: async ({ tx, actor, input: { teamId, followUpId, ...answer }, services }) => {
      await answerOffered(tx, { actor, clock: services.clock }, teamId, followUpId, answer);
      return {};
    },
  }),
];
