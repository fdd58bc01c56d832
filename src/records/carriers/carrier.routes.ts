import { z } from 'zod';
import { listRoutes } from '../../identity/list-route.ts';
import { type Route, route } from '../../identity/route.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { createCarrier, editCarrier } from './carrier.actions.ts';
import {
  carrierPage,
  carrierSummary,
  carrierVersionsView,
  carrierView,
  createCarrierInput,
  editCarrierInput,
  featuresView,
  listCarriersInput,
  oneCarrierInput,
} from './carrier.contract.ts';
import { CARRIERS } from './carrier.excel.ts';
import {
  carrierScope,
  featuresAmong,
  findCarrier,
  listCarriers,
  listCarrierVersions,
  summariseCarriers,
} from './carrier.store.ts';

const tag = '载体';

export const carrierRoutes: readonly Route[] = [
  ...listRoutes(
    {
      method: 'get',
      path: '/api/carriers',
      permission: 'carrier.list',
      summary: '载体列表',
      tag,
      input: listCarriersInput,
      output: carrierPage,
      handle: ({ tx, actor, input }) => listCarriers(tx, actor, 'carrier.list', input),
    },
    CARRIERS,
  ),
  route({
    method: 'get',
    path: '/api/carriers/summary',
    permission: 'carrier.list',
    summary: '各类载体的数量',
    tag,
    input: z.object({}),
    output: carrierSummary,
    handle: async ({ tx, actor }) => ({ rows: await summariseCarriers(tx, actor, 'carrier.list') }),
  }),
  route({
    method: 'get',
    path: '/api/carriers/features',
    permission: 'carrier.list',
    summary: '各种特色的载体数量',
    tag,
    input: z.object({}),
    output: featuresView,
    handle: async ({ tx, actor }) => {
      const values: unknown[] = [];
      const scope = carrierScope(actor, 'carrier.list', values);
      return { rows: await featuresAmong(tx, scope, values) };
    },
  }),
  route({
    method: 'get',
    path: '/api/carriers/:carrierId',
    permission: 'carrier.read',
    summary: '一个载体',
    tag,
    input: oneCarrierInput,
    output: carrierView,
    handle: async ({ tx, input }) => {
      const found = await findCarrier(tx, input.carrierId);
      if (!found) throw new Refusal('not-found');
      return found;
    },
  }),
  route({
    method: 'get',
    path: '/api/carriers/:carrierId/versions',
    permission: 'carrier.read',
    summary: '名称、运营机构、方向和目标的历次变更',
    tag,
    input: oneCarrierInput,
    output: carrierVersionsView,
    handle: async ({ tx, input }) => ({ rows: await listCarrierVersions(tx, input.carrierId) }),
  }),
  route({
    method: 'post',
    path: '/api/carriers',
    permission: 'carrier.create',
    summary: '登记载体',
    tag,
    input: createCarrierInput,
    output: carrierView,
    handle: ({ tx, actor, input, services }) => createCarrier(tx, { actor, clock: services.clock }, input),
  }),
  route({
    method: 'put',
    path: '/api/carriers/:carrierId',
    permission: 'carrier.amend',
    summary: '修改载体基本信息',
    tag,
    input: editCarrierInput,
    output: carrierView,
    handle: ({ tx, actor, input, services }) =>
      editCarrier(tx, { actor, clock: services.clock }, input.carrierId, input),
  }),
];
