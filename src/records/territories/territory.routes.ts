import { z } from 'zod';
import { type Route, route } from '../../identity/route.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { createZone } from './territory.actions.ts';
import { createZoneInput, listTerritoriesInput, territoryPage, territoryView } from './territory.contract.ts';
import { findTerritory, listTerritories } from './territory.store.ts';

const tag = '区域';

export const territoryRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/territories',
    permission: 'public.read',
    summary: '行政区划和功能区',
    tag,
    input: listTerritoriesInput,
    output: territoryPage,
    handle: ({ tx, input }) => listTerritories(tx, input),
  }),
  route({
    method: 'get',
    path: '/api/territories/:territoryId',
    permission: 'public.read',
    summary: '一个区域',
    tag,
    input: z.object({ territoryId: z.uuid() }),
    output: territoryView,
    handle: async ({ tx, input }) => {
      const found = await findTerritory(tx, input.territoryId);
      if (!found) throw new Refusal('not-found');
      return found;
    },
  }),
  route({
    method: 'post',
    path: '/api/territories',
    permission: 'platform.operate',
    summary: '新增没有区划代码的功能区',
    tag,
    input: createZoneInput,
    output: territoryView,
    handle: ({ tx, input }) => createZone(tx, input),
  }),
];
