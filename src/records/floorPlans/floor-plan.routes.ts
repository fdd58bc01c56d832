import { z } from 'zod';
import { type Route, route } from '../../identity/route.ts';
import { drawPlan } from './floor-plan.actions.ts';
import { drawInput, plansView, planVersionsView } from './floor-plan.contract.ts';
import { floorsOf, listPlans, listPlanVersions } from './floor-plan.store.ts';

const tag = '平面图';

export const floorPlanRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/carriers/:carrierId/floor-plans',
    permission: 'booking.list',
    summary: '各楼层现行的平面图',
    tag,
    input: z.object({ carrierId: z.uuid() }),
    output: plansView,
    handle: async ({ tx, services, input }) => ({
      floors: await floorsOf(tx, input.carrierId, services.clock.today()),
      rows: await listPlans(tx, input.carrierId),
    }),
  }),
  route({
    method: 'get',
    path: '/api/carriers/:carrierId/floor-plans/:floorId/versions',
    permission: 'carrier.read',
    summary: '一个楼层的历次平面图',
    tag,
    input: z.object({ carrierId: z.uuid(), floorId: z.uuid() }),
    output: planVersionsView,
    handle: async ({ tx, input }) => ({ rows: await listPlanVersions(tx, input.carrierId, input.floorId) }),
  }),
  route({
    method: 'post',
    path: '/api/carriers/:carrierId/floor-plans',
    permission: 'carrier.edit',
    summary: '保存平面图的新版本',
    tag,
    input: drawInput,
    output: z.object({ id: z.string(), version: z.number() }),
    handle: ({ tx, services, actor, input }) => drawPlan(tx, services, actor, input),
  }),
];
