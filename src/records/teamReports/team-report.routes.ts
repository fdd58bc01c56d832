import { listRoutes } from '../../identity/list-route.ts';
import type { Route } from '../../identity/route.ts';
import { listReportsInput, reportPage } from './team-report.contract.ts';
import { REPORTS } from './team-report.excel.ts';
import { reportsOfMonth } from './team-report.store.ts';
import { monthBefore, reportDue } from './team-report.ts';

export const teamReportRoutes: readonly Route[] = listRoutes(
  {
    method: 'get',
    path: '/api/team-reports',
    permission: 'survival.own',
    summary: '在驻团队某月的月报：谁报了、谁没有报',
    tag: '团队月报',
    input: listReportsInput,
    output: reportPage,
    handle: async ({ tx, actor, input: { missing, ...query }, services }) => {
      const month = query.month ?? monthBefore(services.clock.today());
      const found = await reportsOfMonth(tx, actor, 'survival.own', { ...query, month, missing: missing === 'true' });
      return { ...found, month, dueOn: reportDue(month) };
    },
  },
  REPORTS,
);
