import { z } from 'zod';
import { type Route, route } from '../../identity/route.ts';
import { answerOffer, followUpOffer } from './restart.actions.ts';
import { answerOfferInput, departedInput, followUpInput, offersView, teamOffersInput } from './restart.contract.ts';
import { offersAfter, offersOf } from './restart.store.ts';

const tag = '受挫帮扶';

export const restartRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/teams/:teamId/restart-offers',
    permission: 'team.read',
    summary: '向团队提出的再教育、再就业、再创业帮扶',
    tag,
    input: teamOffersInput,
    output: offersView,
    handle: async ({ tx, input }) => ({ rows: await offersOf(tx, input.teamId) }),
  }),
  route({
    method: 'post',
    path: '/api/teams/:teamId/restart-offers/:recordId/answer',
    permission: 'tenancy.act',
    summary: '团队答复是否接受帮扶',
    tag,
    input: answerOfferInput,
    output: z.object({}),
    handle: async ({ tx, actor, input: { teamId, ...answer }, services }) => {
      await answerOffer(tx, { actor, clock: services.clock }, teamId, answer);
      return {};
    },
  }),
  route({
    method: 'get',
    path: '/api/carriers/:carrierId/tenancies/:tenancyId/restart-offers',
    permission: 'tenancy.manage',
    summary: '创业终止退出后提出的帮扶',
    tag,
    input: departedInput,
    output: offersView,
    handle: async ({ tx, input }) => ({ rows: await offersAfter(tx, input.carrierId, input.tenancyId) }),
  }),
  route({
    method: 'put',
    path: '/api/carriers/:carrierId/tenancies/:tenancyId/restart-offers/:recordId',
    permission: 'tenancy.manage',
    summary: '写明帮扶内容、答复和结果',
    tag,
    input: followUpInput,
    output: z.object({}),
    handle: async ({ tx, actor, input: { carrierId, tenancyId, ...given }, services }) => {
      await followUpOffer(tx, { actor, clock: services.clock }, { carrierId, tenancyId }, given);
      return {};
    },
  }),
];
