import { mayReach } from '../../identity/access.ts';
import { listRoutes } from '../../identity/list-route.ts';
import { type Route, route } from '../../identity/route.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Services } from '../../platform/services.ts';
import { packTitles } from '../packs/pack.actions.ts';
import { createRound, extendRound } from './round.actions.ts';
import {
  createRoundInput,
  extendRoundInput,
  listRoundsInput,
  type RoundView,
  roundIdInput,
  roundList,
  roundView,
} from './round.contract.ts';
import { ROUNDS } from './round.excel.ts';
import { findRound, listRounds, type RoundRow } from './round.store.ts';
import { roundState } from './round.ts';

export function roundRoutes(): Route[] {
  return [
    ...listRoutes(
      {
        method: 'get',
        path: '/api/rounds',
        permission: 'round.list',
        summary: '批次列表',
        tag: 'rounds',
        input: listRoundsInput,
        output: roundList,
        handle: async ({ tx, actor, input, services }) => {
          const now = services.clock.now().toString();
          const { rows, ...total } = await listRounds(tx, { ...input, now });
          return { rows: await views(tx, services, actor, rows), ...total };
        },
      },
      ROUNDS,
    ),
    route({
      method: 'get',
      path: '/api/rounds/:roundId',
      permission: 'round.list',
      summary: '批次',
      tag: 'rounds',
      input: roundIdInput,
      output: roundView,
      handle: async ({ tx, actor, input, services }) => {
        const round = await findRound(tx, input.roundId);
        if (!round) throw new Refusal('not-found');
        return view(tx, services, actor, round);
      },
    }),
    route({
      method: 'post',
      path: '/api/rounds',
      permission: 'round.manage',
      summary: '发布批次',
      tag: 'rounds',
      input: createRoundInput,
      output: roundView,
      handle: async ({ tx, actor, input, services }) =>
        view(tx, services, actor, await createRound(tx, services, actor, input)),
    }),
    route({
      method: 'post',
      path: '/api/rounds/:roundId/extension',
      permission: 'round.manage',
      summary: '延长受理时间',
      tag: 'rounds',
      input: extendRoundInput,
      output: roundView,
      handle: async ({ tx, actor, input, services }) =>
        view(tx, services, actor, await extendRound(tx, services, actor, input)),
    }),
  ];
}

async function view(tx: Tx, services: Services, actor: Actor, round: RoundRow): Promise<RoundView> {
  const [shown] = await views(tx, services, actor, [round]);
  if (!shown) throw new Refusal('not-found');
  return shown;
}

async function views(tx: Tx, { clock }: Services, actor: Actor, rounds: readonly RoundRow[]): Promise<RoundView[]> {
  const now = clock.now().toString();
  const titles = await packTitles(tx, clock.today());
  return rounds.map(({ territoryPath, isSettled, ...round }) => {
    const runs = mayReach(actor, 'assignment.manage', { territoryPath, organisationIds: [], personIds: [] });
    return {
      ...round,
      runs,
      extendable: runs && !isSettled,
      packTitle: titles.get(round.packId)?.title ?? round.packId,
      procedureTitle: titles.get(round.packId)?.procedures.get(round.procedureId) ?? round.procedureId,
      state: roundState(round, now),
    };
  });
}
