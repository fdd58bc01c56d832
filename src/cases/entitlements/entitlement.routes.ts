import { type Route, route } from '../../identity/route.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { applyForEntitlement, entitlementsOf } from './entitlement.actions.ts';
import { appliedView, applyInput, entitlementInput, entitlementsView } from './entitlement.contract.ts';

const tag = '创业者待遇';

export const entitlementRoutes = (services: CaseServices): readonly Route[] => [
  route({
    method: 'get',
    path: '/api/teams/:teamId/entitlements',
    permission: 'team.read',
    summary: '创业者类别和各份文件给予的待遇，逐条说明',
    tag,
    input: entitlementInput,
    output: entitlementsView,
    handle: ({ tx, input }) => entitlementsOf(tx, services, input.teamId, input.on ?? services.clock.today()),
  }),
  route({
    method: 'post',
    path: '/api/teams/:teamId/entitlement-applications',
    permission: 'entitlement.apply',
    summary: '申请一项待遇',
    tag,
    input: applyInput,
    output: appliedView,
    handle: async ({ tx, actor, input }) => {
      const { id, number } = await applyForEntitlement(tx, services, actor, input);
      return { caseId: id, number };
    },
  }),
];
