import { z } from 'zod';
import { type Route, route } from '../../identity/route.ts';
import { settleAgain, settlementPaper } from './settlement.actions.ts';
import { settleAgainInput, settlementPaperInput, teamSettlementPaperInput } from './settlement.contract.ts';

const tag = '退出';

export const settlementRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/carriers/:carrierId/tenancies/:tenancyId/settlements',
    permission: 'tenancy.manage',
    summary: '退出后又有更正的，再次结算',
    tag,
    input: settleAgainInput,
    output: z.object({}),
    handle: async ({ tx, services, actor, input }) => {
      await settleAgain(tx, { actor, clock: services.clock }, input.carrierId, input.tenancyId);
      return {};
    },
  }),
  route({
    method: 'get',
    path: '/api/carriers/:carrierId/settlements/:departureSettlementId/paper',
    permission: 'tenancy.manage',
    summary: '下载退出结算单(Word 或 PDF)',
    tag,
    input: settlementPaperInput,
    answers: 'file',
    handle: ({ tx, services, input }) =>
      settlementPaper(tx, services, { id: input.departureSettlementId, carrierId: input.carrierId }, input.format),
  }),
  route({
    method: 'get',
    path: '/api/teams/:teamId/settlements/:departureSettlementId/paper',
    permission: 'tenancy.read',
    summary: '团队下载退出结算单',
    tag,
    input: teamSettlementPaperInput,
    answers: 'file',
    handle: ({ tx, services, input }) =>
      settlementPaper(tx, services, { id: input.departureSettlementId, teamId: input.teamId }, input.format),
  }),
];
