import { z } from 'zod';
import { type Route, route } from '../../identity/route.ts';
import { dutiesView } from './duty.contract.ts';
import { dutiesOf } from './duty.store.ts';
import { DUTIES } from './duty.ts';

export const dutyRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/duties',
    permission: 'session.own',
    summary: '办件以外今天要办的事',
    tag: '待办',
    input: z.object({}),
    output: dutiesView,
    handle: async ({ tx, actor, services: { clock } }) => ({
      rows: (await dutiesOf(tx, actor, clock.today(), clock.now().toString())).map(({ duty, id, ...row }) => {
        const { zh, en, at, path } = DUTIES[duty];
        return { duty, zh, en, ...row, atIs: at, path: path.replace('{id}', id ?? '') };
      }),
    }),
  }),
];
