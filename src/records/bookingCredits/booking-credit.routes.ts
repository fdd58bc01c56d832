import { z } from 'zod';
import { type Route, route } from '../../identity/route.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import { teamOfOrganisation } from '../teams/team.store.ts';
import { creditsView, grantInput, ownCreditsView } from './booking-credit.contract.ts';
import { accountsAt, accountsOfCarrier, accountsOfTeam, moveCredits } from './booking-credit.store.ts';

const tag = '积分';

export const bookingCreditRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/booking-credits',
    permission: 'booking.list',
    summary: '本团队在各空间的积分余额和明细',
    tag,
    input: z.object({}),
    output: ownCreditsView,
    handle: async ({ tx, actor }) => {
      const team = actor.organisationId ? await teamOfOrganisation(tx, actor.organisationId) : undefined;
      return { rows: team ? await accountsOfTeam(tx, team.id) : [] };
    },
  }),
  route({
    method: 'get',
    path: '/api/carriers/:carrierId/credits',
    permission: 'carrier.read',
    summary: '各团队的积分余额',
    tag,
    input: z.object({ carrierId: z.uuid() }),
    output: creditsView,
    handle: async ({ tx, input, services }) => ({
      rows: await accountsOfCarrier(tx, input.carrierId, services.clock.today()),
    }),
  }),
  route({
    method: 'get',
    path: '/api/carriers/:carrierId/credits/:teamId',
    permission: 'tenancy.manage',
    summary: '一个团队在本空间的积分明细',
    tag,
    input: z.object({ carrierId: z.uuid(), teamId: z.uuid() }),
    output: ownCreditsView,
    handle: async ({ tx, input }) => ({ rows: await accountsAt(tx, input.carrierId, input.teamId) }),
  }),
  route({
    method: 'post',
    path: '/api/carriers/:carrierId/credits',
    permission: 'carrier.edit',
    summary: '发放或收回积分',
    tag,
    input: grantInput,
    output: z.object({}),
    handle: async ({ tx, actor, input, services }) => {
      const { carrierId, teamId, amount, note } = input;
      const known = await accountsOfCarrier(tx, carrierId, services.clock.today());
      if (!known.some((row) => row.teamId === teamId)) throw new Refusal('not-found');
      await moveCredits(tx, {
        carrierId,
        teamId,
        kind: amount > 0 ? 'grant' : 'withdraw',
        amount: Math.abs(amount),
        bookingId: null,
        note,
        personId: actor.personId,
        at: services.clock.now().toString(),
      });
      recordChange(tx, { kind: 'credits', id: teamId, after: { carrierId, amount, note } });
      return {};
    },
  }),
];
