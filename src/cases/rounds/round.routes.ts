import { type Route, route } from '../../identity/route.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
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
import { findRound, listRounds, type RoundRow } from './round.store.ts';
import { roundState } from './round.ts';

export function roundRoutes(): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/rounds',
      permission: 'round.list',
      summary: '批次列表',
      tag: 'rounds',
      input: listRoundsInput,
      output: roundList,
      handle: async ({ tx, input, services }) => {
        const now = services.clock.now().toString();
        const { rows, total } = await listRounds(tx, { ...input, now });
        return { rows: await views(tx, rows, now), total };
      },
    }),
    route({
      method: 'get',
      path: '/api/rounds/:roundId',
      permission: 'round.list',
      summary: '批次',
      tag: 'rounds',
      input: roundIdInput,
      output: roundView,
      handle: async ({ tx, input, services }) => {
        const round = await findRound(tx, input.roundId);
        if (!round) throw new Refusal('not-found');
        return view(tx, round, services.clock.now().toString());
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
        view(tx, await createRound(tx, services, actor, input), services.clock.now().toString()),
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
        view(tx, await extendRound(tx, services, actor, input), services.clock.now().toString()),
    }),
  ];
}

async function view(tx: Tx, round: RoundRow, now: string): Promise<RoundView> {
  const [shown] = await views(tx, [round], now);
  if (!shown) throw new Refusal('not-found');
  return shown;
}

async function views(tx: Tx, rounds: readonly RoundRow[], now: string): Promise<RoundView[]> {
  const titles = await packTitles(tx);
  return rounds.map(({ territoryPath: _, ...round }) => ({
    ...round,
    packTitle: titles.get(round.packId)?.title ?? round.packId,
    procedureTitle: titles.get(round.packId)?.procedures.get(round.procedureId) ?? round.procedureId,
    state: roundState(round, now),
  }));
}
