import { z } from 'zod';
import { listRoutes } from '../../identity/list-route.ts';
import { type Route, route } from '../../identity/route.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { shownConflicts } from '../conflicts/conflict.actions.ts';
import { answerDueRecusal } from './dueRecusal.actions.ts';
import { answerDueRecusalInput, dueRecusalsView, listDueRecusalsInput } from './dueRecusal.contract.ts';
import { DUE_RECUSALS } from './dueRecusal.excel.ts';
import { listDueRecusals } from './dueRecusal.store.ts';
import { answersTo } from './dueRecusal.ts';

const tag = '专家评审';

export const dueRecusalRoutes = (services: CaseServices): readonly Route[] => [
  ...listRoutes(
    {
      method: 'get',
      path: '/api/due-recusals',
      permission: 'recusal.list',
      summary: '评审中或评审后得知利害关系的专家',
      tag,
      input: listDueRecusalsInput,
      output: dueRecusalsView,
      handle: async ({ tx, actor, input }) => {
        const open = input.open === undefined ? undefined : input.open === 'true';
        const { rows, ...total } = await listDueRecusals(tx, actor.organisationId, { ...input, open });
        return {
          ...total,
          rows: rows.map((row) => ({
            ...row,
            conflicts: shownConflicts(actor, row, row.conflicts),
            answers:
              row.answer === null
                ? answersTo(row.phase, row.isClosed).filter((one) => one !== 'goOn' || row.others > 0)
                : [],
          })),
        };
      },
    },
    DUE_RECUSALS,
  ),
  route({
    method: 'post',
    path: '/api/cases/:caseId/due-recusals/:reviewId',
    permission: 'case.handle',
    summary: '处理应当回避的专家：接替、继续、重新审查或维持',
    tag,
    input: answerDueRecusalInput,
    output: z.object({ reviewId: z.string() }),
    handle: async ({ tx, actor, input }) => {
      await answerDueRecusal(tx, services, actor, input);
      return { reviewId: input.reviewId };
    },
  }),
];
