import { z } from 'zod';
import { type Route, route } from '../../identity/route.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { publishSheet } from './scoresheet.actions.ts';
import { publishSheetInput } from './scoresheet.contract.ts';

export const scoresheetRoutes = (services: CaseServices): readonly Route[] => [
  route({
    method: 'post',
    path: '/api/cases/:caseId/scoresheet',
    permission: 'case.handle',
    summary: '发布新版评分表',
    tag: '专家评审',
    input: publishSheetInput,
    output: z.object({ version: z.number() }),
    handle: async ({ tx, actor, input: { caseId, ...given } }) => ({
      version: await publishSheet(tx, services, actor, caseId, given),
    }),
  }),
];
