import { type Route, route } from '../../identity/route.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { openAppeal, viewAppeal } from './appeal.actions.ts';
import { appealInput, appealView, openedAppealView } from './appeal.contract.ts';

const tag = '申诉';

export const appealRoutes = (services: CaseServices): readonly Route[] => [
  route({
    method: 'get',
    path: '/api/cases/:caseId/appeal',
    permission: 'case.read',
    summary: '能否申诉、何时截止、申诉的结果',
    tag,
    input: appealInput,
    output: appealView,
    handle: ({ tx, actor, input }) => viewAppeal(tx, services, actor, input.caseId),
  }),
  route({
    method: 'post',
    path: '/api/cases/:caseId/appeal',
    permission: 'case.state',
    summary: '申诉',
    tag,
    input: appealInput,
    output: openedAppealView,
    handle: async ({ tx, actor, input }) => {
      const { id, number } = await openAppeal(tx, services, actor, input.caseId);
      return { caseId: id, number };
    },
  }),
];
