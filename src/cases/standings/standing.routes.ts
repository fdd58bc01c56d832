import { type Route, route } from '../../identity/route.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { writtenAs } from '../../platform/documents/write.ts';
import { openAlerts, standingOf, standingsOf } from './standing.actions.ts';
import {
  alertSeenInput,
  alertsInput,
  alertsView,
  seen,
  standingInput,
  standingsInput,
  standingsView,
  standingView,
} from './standing.contract.ts';
import { standingPaper } from './standing.paper.ts';
import { setAlertSeen } from './standing.store.ts';

const tag = '政策';

export const standingRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/carriers/:carrierId/standings',
    permission: 'carrier.standing',
    summary: '载体在各份政策下的达标情况',
    tag,
    input: standingsInput,
    output: standingsView,
    handle: ({ tx, input, services }) => standingsOf(tx, input.carrierId, input.on ?? services.clock.today()),
  }),
  route({
    method: 'get',
    path: '/api/carriers/:carrierId/standing',
    permission: 'carrier.standing',
    summary: '载体在一份政策下逐条的判定和说明',
    tag,
    input: standingInput,
    output: standingView,
    handle: ({ tx, input, services }) =>
      standingOf(tx, input.carrierId, input.packId, input.on ?? services.clock.today(), input.language),
  }),
  route({
    method: 'get',
    path: '/api/carriers/:carrierId/standing/paper',
    permission: 'carrier.standing',
    summary: '达标情况逐条说明(Word)',
    tag,
    input: standingInput,
    answers: 'file',
    handle: async ({ tx, input, services }) => {
      const on = input.on ?? services.clock.today();
      const standing = await standingOf(tx, input.carrierId, input.packId, on, input.language);
      const paper = standingPaper(standing, services.clock.now(), input.language);
      return writtenAs('docx', `${standing.carrierName}达标情况${on}`, paper);
    },
  }),
  route({
    method: 'get',
    path: '/api/standing-alerts',
    permission: 'standing.alerts',
    summary: '将要失去的条件',
    tag,
    input: alertsInput,
    output: alertsView,
    handle: ({ tx, actor, input, services }) => openAlerts(tx, actor, services.clock.today(), input),
  }),
  route({
    method: 'post',
    path: '/api/carriers/:carrierId/standing-alerts/:alertId/seen',
    permission: 'carrier.standing',
    summary: '已知悉将要失去的条件',
    tag,
    input: alertSeenInput,
    output: seen,
    handle: async ({ tx, actor, input, services }) => {
      const now = services.clock.now().toString();
      const found = await setAlertSeen(tx, input.carrierId, input.alertId, actor.personId, now);
      if (!found) throw new Refusal('not-found', { alert: input.alertId });
      return { seen: true as const };
    },
  }),
];
