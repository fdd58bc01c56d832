import { z } from 'zod';
import { type Route, route } from '../../identity/route.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { healthOf, rulesOf, setOwnThreshold, setTerritoryThreshold } from './health.actions.ts';
import {
  healthAlertInput,
  healthAlertsInput,
  healthAlertsView,
  healthInput,
  healthRecordsInput,
  healthRecordsView,
  healthRulesView,
  healthView,
  ownThresholdInput,
  territoryThresholdInput,
} from './health.contract.ts';
import { alertsFor, figureRecords, setSeen } from './health.store.ts';

const tag = '运营健康';

export const healthRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/carriers/:carrierId/health',
    permission: 'carrier.standing',
    summary: '逐月的入驻、收入结构、服务和欠费，以及预警',
    tag,
    input: healthInput,
    output: healthView,
    handle: ({ tx, actor, input, services }) =>
      healthOf(tx, actor, input.carrierId, input.on ?? services.clock.today(), input.months),
  }),
  route({
    method: 'get',
    path: '/api/carriers/:carrierId/health/records',
    permission: 'carrier.standing',
    summary: '一个月的一项数字由哪些记录计得',
    tag,
    input: healthRecordsInput,
    output: healthRecordsView,
    handle: async ({ tx, input, services }) => ({
      rows: await figureRecords(tx, input.carrierId, input.figure, input.month, input.on ?? services.clock.today()),
    }),
  }),
  route({
    method: 'put',
    path: '/api/carriers/:carrierId/health/threshold',
    permission: 'health.own',
    summary: '运营机构为本空间设定预警值',
    tag,
    input: ownThresholdInput,
    output: z.object({}),
    handle: async ({ tx, actor, input, services }) => {
      await setOwnThreshold(tx, services, actor, input);
      return {};
    },
  }),
  route({
    method: 'get',
    path: '/api/health-rules',
    permission: 'health.rules',
    summary: '本区域的预警值',
    tag,
    input: z.object({}),
    output: healthRulesView,
    handle: ({ tx, actor }) => rulesOf(tx, actor),
  }),
  route({
    method: 'put',
    path: '/api/health-rules',
    permission: 'health.rules',
    summary: '设定本区域的预警值',
    tag,
    input: territoryThresholdInput,
    output: z.object({}),
    handle: async ({ tx, actor, input, services }) => {
      await setTerritoryThreshold(tx, services, actor, input);
      return {};
    },
  }),
  route({
    method: 'get',
    path: '/api/health-alerts',
    permission: 'standing.alerts',
    summary: '运营预警',
    tag,
    input: healthAlertsInput,
    output: healthAlertsView,
    handle: ({ tx, actor, input: { all, page, size } }) =>
      alertsFor(tx, actor, 'carrier.standing', { unseen: !all, page, size }),
  }),
  route({
    method: 'post',
    path: '/api/carriers/:carrierId/health-alerts/:alertId/seen',
    permission: 'carrier.standing',
    summary: '本单位已知悉一项运营预警',
    tag,
    input: healthAlertInput,
    output: z.object({}),
    handle: async ({ tx, actor, input, services }) => {
      if (!actor.organisationId) throw new Refusal('not-permitted');
      const by = {
        organisationId: actor.organisationId,
        personId: actor.personId,
        at: services.clock.now().toString(),
      };
      if (!(await setSeen(tx, input.carrierId, input.alertId, by))) throw new Refusal('not-found');
      return {};
    },
  }),
];
