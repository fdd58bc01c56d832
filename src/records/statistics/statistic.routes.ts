import type { z } from 'zod';
import { type Route, route } from '../../identity/route.ts';
import { sqlRows } from '../../platform/db/database.ts';
import { citedStatisticsInput, citedStatisticsView } from './statistic.contract.ts';

export const statisticRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/territories/:territoryId/cited-statistics',
    permission: 'public.read',
    summary: '公开报告中关于一个区域的数字(不分摊到各载体)',
    tag: '区域',
    input: citedStatisticsInput,
    output: citedStatisticsView,
    handle: async ({ tx, input }) => {
      const rows = await sqlRows<z.input<typeof citedStatisticsView>['rows'][number]>(
        tx,
        `select indicator, value, unit, bound, as_of as "asOf", wording, source from cited_statistic
         where territory_id = $1 order by source, position`,
        [input.territoryId],
      );
      return { rows };
    },
  }),
];
