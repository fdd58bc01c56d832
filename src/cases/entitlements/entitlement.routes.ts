import type { z } from 'zod';
import { type Route, route } from '../../identity/route.ts';
import { judgeTeam } from '../graduations/graduation.actions.ts';
import { type EntitlementsView, entitlementInput, entitlementsView } from './entitlement.contract.ts';

const ORDER = { met: 0, unknown: 1, unmet: 2 } as const;

export const entitlementRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/teams/:teamId/entitlements',
    permission: 'team.read',
    summary: '创业者类别和各份文件给予的待遇,逐条说明',
    tag: '创业者待遇',
    input: entitlementInput,
    output: entitlementsView,
    handle: async ({ tx, input, services }): Promise<z.input<typeof entitlementsView>> => {
      const on = input.on ?? services.clock.today();
      const { sheet, rows } = await judgeTeam(tx, input.teamId, on, ({ gives }) => gives !== null);
      const categories = (sheet['team.founderCategories']?.value ?? []) as EntitlementsView['categories'];
      return {
        on,
        categories,
        rows: rows
          .flatMap((row) => (row.gives ? [{ ...row, gives: { ...row.gives, units: [...row.gives.units] } }] : []))
          .sort((a, b) => ORDER[a.verdict] - ORDER[b.verdict]),
      };
    },
  }),
];
