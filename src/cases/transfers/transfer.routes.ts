import { listRoutes } from '../../identity/list-route.ts';
import { type Route, route } from '../../identity/route.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { proposeTransfer, takeTransferStep } from './transfer.actions.ts';
import {
  destinationsInput,
  destinationsView,
  listTransfersInput,
  oneTransferInput,
  proposeTransferInput,
  type TransferView,
  transferPage,
  transferStepInput,
  transferView,
} from './transfer.contract.ts';
import { TRANSFERS } from './transfer.excel.ts';
import { destinations, findTransfer, listTransfers, partiesOf, type TransferRow } from './transfer.store.ts';
import { type Party, TRANSFER_STEPS, type TransferState, type TransferStep } from './transfer.ts';

const tag = '移苗入孵';

function viewFor(actor: Actor, row: TransferRow): TransferView {
  const { teamOrganisationId, fromOperatorId, toOperatorId, ...rest } = row;
  const parties = partiesOf(actor, row);
  const steps = (Object.keys(TRANSFER_STEPS) as TransferStep[]).filter((step) => {
    const { by, from } = TRANSFER_STEPS[step];
    return (
      (from as readonly TransferState[]).includes(row.state) &&
      parties.some((party) => (by as readonly Party[]).includes(party))
    );
  });
  return { ...rest, lacksAgreement: row.lacksAgreement && parties.includes('receiving'), steps };
}

export const transferRoutes: readonly Route[] = [
  ...listRoutes(
    {
      method: 'get',
      path: '/api/transfers',
      permission: 'transfer.list',
      summary: '移苗入孵办理情况',
      tag,
      input: listTransfersInput,
      output: transferPage,
      handle: async ({ tx, actor, input }) => {
        const found = await listTransfers(tx, actor, input);
        return { ...found, rows: found.rows.map((row) => viewFor(actor, row)) };
      },
    },
    TRANSFERS,
  ),
  route({
    method: 'get',
    path: '/api/transfers/:transferId',
    permission: 'transfer.act',
    summary: '一次移苗入孵',
    tag,
    input: oneTransferInput,
    output: transferView,
    handle: async ({ tx, actor, input }) => {
      const row = await findTransfer(tx, input.transferId);
      if (!row) throw new Refusal('not-found');
      return viewFor(actor, row);
    },
  }),
  route({
    method: 'post',
    path: '/api/transfers/:transferId/steps/:step',
    permission: 'transfer.act',
    summary: '同意、接收、转入或不同意、不接收、撤回',
    tag,
    input: transferStepInput,
    output: transferView,
    handle: async ({ tx, actor, input, services }) => {
      const { transferId, step, version, answer, startsOn, desks, freeMonths } = input;
      const given = {
        version,
        answer: answer || null,
        startsOn: startsOn ?? null,
        desks: desks ?? null,
        freeMonths: freeMonths ?? null,
      };
      return viewFor(actor, await takeTransferStep(tx, { actor, clock: services.clock }, transferId, step, given));
    },
  }),
  route({
    method: 'get',
    path: '/api/teams/:teamId/destinations',
    permission: 'team.keep',
    summary: '可以转入的载体',
    tag,
    input: destinationsInput,
    output: destinationsView,
    handle: async ({ tx, input, services }) => ({
      rows: await destinations(tx, input.teamId, input.q, services.clock.today()),
    }),
  }),
  route({
    method: 'post',
    path: '/api/teams/:teamId/transfers',
    permission: 'team.keep',
    summary: '提出移苗入孵',
    tag,
    input: proposeTransferInput,
    output: transferView,
    handle: async ({ tx, actor, input, services }) =>
      viewFor(actor, await proposeTransfer(tx, { actor, clock: services.clock }, input.teamId, input)),
  }),
];
