import type { CaseServices } from '../../cases/casefile/steps.ts';
import { listRoutes } from '../../identity/list-route.ts';
import { type Route, route } from '../../identity/route.ts';
import { openRepair } from './credit.actions.ts';
import { creditListInput, creditListView, repairInput, repairOpenedView } from './credit.contract.ts';
import { CREDIT } from './credit.excel.ts';
import { listEntries } from './credit.store.ts';
import { CREDIT_KINDS, CREDIT_STATES, creditState } from './credit.ts';

const tag = '信用记录';

export const creditRoutes = (services: CaseServices): readonly Route[] => [
  ...listRoutes(
    {
      method: 'get',
      path: '/api/credit',
      permission: 'credit.list',
      summary: '信用记录',
      tag,
      input: creditListInput,
      output: creditListView,
      handle: async ({ tx, actor, input }) => {
        const { rows, ...total } = await listEntries(tx, actor, input);
        const today = services.clock.today();
        return {
          ...total,
          rows: rows.map((row) => {
            const state = creditState(row, today);
            return { ...row, kindLabel: CREDIT_KINDS[row.kind].zh, state, stateLabel: CREDIT_STATES[state].zh };
          }),
        };
      },
    },
    CREDIT,
  ),
  route({
    method: 'post',
    path: '/api/credit/:creditId/repair',
    permission: 'credit.repair',
    summary: '申请信用修复',
    tag,
    input: repairInput,
    output: repairOpenedView,
    handle: async ({ tx, actor, input }) => {
      const { id, number } = await openRepair(tx, services, actor, input.creditId);
      return { caseId: id, number };
    },
  }),
];
