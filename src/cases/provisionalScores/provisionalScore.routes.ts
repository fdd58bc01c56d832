import { type Route, route } from '../../identity/route.ts';
import { provisionalScoresOf } from './provisionalScore.actions.ts';
import { provisionalScoresInput, provisionalScoresView } from './provisionalScore.contract.ts';

export const provisionalScoreRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/carriers/:carrierId/provisional-scores',
    permission: 'carrier.standing',
    summary: '按明年评价方案的预评分',
    tag: '政策',
    input: provisionalScoresInput,
    output: provisionalScoresView,
    handle: ({ tx, input, services }) => provisionalScoresOf(tx, input.carrierId, input.on ?? services.clock.today()),
  }),
];
