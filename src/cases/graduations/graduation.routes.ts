import { type Route, route } from '../../identity/route.ts';
import { judgeTeam } from './graduation.actions.ts';
import { graduationInput, graduationView } from './graduation.contract.ts';

export const graduationRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/teams/:teamId/graduation',
    permission: 'team.read',
    summary: '团队是否符合毕业条件，逐条说明',
    tag: '毕业',
    input: graduationInput,
    output: graduationView,
    handle: async ({ tx, input, services }) => {
      const on = input.on ?? services.clock.today();
      const { rows } = await judgeTeam(tx, input.teamId, on, ({ gives, rung }) => !gives && !rung);
      return { on, rows };
    },
  }),
];
