import type { z } from 'zod';
import type { FactKey } from '../../facts/vocabulary.ts';
import { type Route, route } from '../../identity/route.ts';
import { judgeTeam } from '../graduations/graduation.actions.ts';
import { ladderInput, ladderView } from './ladder.contract.ts';

export const ladderRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/teams/:teamId/ladder',
    permission: 'team.read',
    summary: '企业成长阶梯：到了哪一级，下一级还缺什么',
    tag: '成长阶梯',
    input: ladderInput,
    output: ladderView,
    handle: async ({ tx, input, services }): Promise<z.input<typeof ladderView>> => {
      const on = input.on ?? services.clock.today();
      const { sheet, rows } = await judgeTeam(tx, input.teamId, on, ({ rung }) => rung !== null);
      return {
        on,
        rows: rows
          .flatMap(({ rung, ...row }) => {
            if (!rung) return [];
            const reached = sheet[rung.reached as FactKey]?.value;
            return [{ ...row, step: rung.step, reached: typeof reached === 'boolean' ? reached : null }];
          })
          .sort((a, b) => a.step - b.step),
      };
    },
  }),
];
