import { type Route, route } from '../../identity/route.ts';
import { teamHistoryInput, teamHistoryView } from './team-history.contract.ts';
import { teamHistory } from './team-history.store.ts';
import { pathOf } from './team-history.ts';

export const teamHistoryRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/teams/:teamId/history',
    permission: 'team.read',
    summary: '团队的孵化历程：入驻、辅导、使用、账款和成果',
    tag: '团队',
    input: teamHistoryInput,
    output: teamHistoryView,
    handle: async ({ tx, actor, input: { teamId, ...query }, services }) => {
      const found = await teamHistory(tx, teamId, actor.organisationId, { ...query, today: services.clock.today() });
      return {
        ...found,
        rows: found.rows.map(({ ref, own, isTeam, carrierId, ...row }) => ({
          ...row,
          path: pathOf({ kind: row.kind, ref, carrierId, own }, teamId, isTeam),
        })),
      };
    },
  }),
];
