import { z } from 'zod';
import { type Route, route } from '../../identity/route.ts';
import { yearOf } from '../../kernel/day.ts';
import { historyInput, historyView, ownHistoryView } from './expertHistory.contract.ts';
import { historyOf } from './expertHistory.store.ts';

const tag = '专家库';

export const expertHistoryRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/experts/:personId/history',
    permission: 'expert.manage',
    summary: '专家的履职情况',
    tag,
    input: historyInput,
    output: historyView,
    handle: ({ tx, actor, services: { clock }, input }) =>
      historyOf(tx, input.personId, actor.territoryPath ?? '-', {
        now: clock.now().toString(),
        year: yearOf(clock.today()),
      }),
  }),
  route({
    method: 'get',
    path: '/api/me/expert/history',
    permission: 'expert.own',
    summary: '本人的履职情况',
    tag,
    input: z.object({}),
    output: ownHistoryView,
    handle: ({ tx, actor, services: { clock } }) =>
      historyOf(tx, actor.personId ?? '', null, { now: clock.now().toString(), year: yearOf(clock.today()) }),
  }),
];
