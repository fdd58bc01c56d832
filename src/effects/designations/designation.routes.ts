import { packsInForce } from '../../cases/packs/pack.actions.ts';
import { listRoutes } from '../../identity/list-route.ts';
import { type Route, route } from '../../identity/route.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { changesOf } from '../changes/change.store.ts';
import { CHANGE_FIELDS } from '../changes/change.ts';
import { designationInput, designationsView, designationView, listDesignationsInput } from './designation.contract.ts';
import { DESIGNATIONS } from './designation.excel.ts';
import { eventsOf, type Listed, listDesignations, listedDesignation } from './designation.store.ts';
import { DESIGNATION_STATES, type DesignationState, LEVELS, type Level } from './designation.ts';

const tag = '资格名录';
const AGAINST = ['rectification', 'sanction'] as const;

const labelled = <R extends Listed>(row: R) => {
  const state = row.state as DesignationState;
  return { ...row, state, stateLabel: DESIGNATION_STATES[state].zh, levelLabel: LEVELS[row.level as Level].zh };
};

export const designationRoutes: readonly Route[] = [
  ...listRoutes(
    {
      method: 'get',
      path: '/api/designations',
      permission: 'designation.list',
      summary: '资格名录',
      tag,
      input: listDesignationsInput,
      output: designationsView,
      handle: async ({ tx, actor, input: { q, state, packId, level, carrierId, ...page } }) => {
        const { rows, ...total } = await listDesignations(tx, actor, { q, state, packId, level, carrierId, ...page });
        return { rows: rows.map(labelled), ...total };
      },
    },
    DESIGNATIONS,
  ),
  route({
    method: 'get',
    path: '/api/designations/:designationId',
    permission: 'designation.read',
    summary: '资格、状态变化和重大事项变更',
    tag,
    input: designationInput,
    output: designationView,
    handle: async ({ tx, input, services }) => {
      const row = await listedDesignation(tx, input.designationId);
      if (!row) throw new Refusal('not-found');
      const events = await eventsOf(tx, row.id);
      const changes = await changesOf(tx, row.carrierId);
      const inForce = (await packsInForce(tx, services.clock.today())).find(({ pack }) => pack.id === row.packId);
      const purposes = new Set(inForce?.pack.procedures.map(({ purpose }) => purpose));
      return {
        ...labelled(row),
        against: AGAINST.filter((purpose) => purposes.has(purpose)),
        events: events.map((event) => ({
          ...event,
          toLabel: event.toLevel
            ? `改为${LEVELS[event.toLevel as Level].zh}`
            : DESIGNATION_STATES[event.toState as DesignationState].zh,
        })),
        changes: changes.map(({ carrierId: _, reportBy: _by, ...change }) => ({
          ...change,
          fieldLabel: CHANGE_FIELDS[change.field].zh,
        })),
      };
    },
  }),
];
