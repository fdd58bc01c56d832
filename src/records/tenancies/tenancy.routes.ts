import { z } from 'zod';
import { invite } from '../../identity/invitations/invitation.actions.ts';
import { listRoutes } from '../../identity/list-route.ts';
import { type Route, route } from '../../identity/route.ts';
import type { Day } from '../../kernel/day.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Services } from '../../platform/services.ts';
import { criteriaOf } from '../criteria/criteria.store.ts';
import { earliestBy } from '../departures/departure.actions.ts';
import { departureOf } from '../departures/departure.store.ts';
import { residenciesOf } from '../residencies/residency.store.ts';
import { settlementsOf } from '../settlements/settlement.store.ts';
import { billingOf, paymentsOf, statementsOf } from '../statements/statement.store.ts';
import { changeTerms, inviteAgain, moveIn, renew } from './tenancy.actions.ts';
import {
  changeTermsInput,
  inviteAgainInput,
  inviteMemberInput,
  linkView,
  listTenanciesInput,
  movedInView,
  moveInInput,
  myTenanciesView,
  oneTenancyInput,
  renewInput,
  tenanciesView,
  tenancyView,
} from './tenancy.contract.ts';
import { TENANCIES } from './tenancy.excel.ts';
import {
  findTenancy,
  lockTeam,
  periodsOf,
  type TenancyRow,
  tenanciesOf,
  tenanciesOfOrganisation,
} from './tenancy.store.ts';

const tag = '入驻';
const base = '/api/carriers/:carrierId/tenancies';

async function whole(tx: Tx, row: TenancyRow, today: Day): Promise<z.input<typeof tenancyView>> {
  const criteria = await criteriaOf(tx, row.carrierId);
  return {
    ...row,
    periods: await periodsOf(tx, row.id),
    statements: await statementsOf(tx, row.id),
    payments: await paymentsOf(tx, row.id),
    residencies: await residenciesOf(tx, row.id),
    departure: (await departureOf(tx, row.id)) ?? null,
    earliestEnd: row.until === null ? await earliestBy(tx, row.id, today) : null,
    settlements: await settlementsOf(tx, row.id),
    criteria: criteria.map((one) => ({ ...one, items: [...one.items] })),
  };
}

async function one(tx: Tx, carrierId: string, tenancyId: string, today: Day): Promise<TenancyRow> {
  const row = await findTenancy(tx, tenancyId, today);
  if (row?.carrierId !== carrierId) throw new Refusal('not-found');
  return row;
}

const link = ({ config }: Services, token: string) => `${config.publicUrl}/invitations/${token}`;

export const tenancyRoutes: readonly Route[] = [
  ...listRoutes(
    {
      method: 'get',
      path: base,
      permission: 'tenancy.manage',
      summary: '在驻团队及其欠费',
      tag,
      input: listTenanciesInput,
      output: tenanciesView,
      handle: async ({ tx, services, input: { carrierId, all, ...asked } }) => ({
        ...(await tenanciesOf(tx, carrierId, services.clock.today(), { all: all === 'true', ...asked })),
        billing: (await billingOf(tx, carrierId)) ?? null,
      }),
    },
    TENANCIES,
  ),
  route({
    method: 'get',
    path: `${base}/:tenancyId`,
    permission: 'tenancy.manage',
    summary: '一个团队的入驻：条件、账单、款项、协议、退出',
    tag,
    input: oneTenancyInput,
    output: tenancyView,
    handle: async ({ tx, services, input }) =>
      whole(tx, await one(tx, input.carrierId, input.tenancyId, services.clock.today()), services.clock.today()),
  }),
  route({
    method: 'post',
    path: '/api/carriers/:carrierId/residencies/:residencyId/move-in',
    permission: 'tenancy.manage',
    summary: '办理入驻',
    tag,
    input: moveInInput,
    output: movedInView,
    handle: async ({ tx, services, actor, input }) => {
      const { invitation, ...moved } = await moveIn(tx, services, actor, input, input.teamId);
      return { ...moved, url: invitation && link(services, invitation) };
    },
  }),
  route({
    method: 'post',
    path: '/api/carriers/:carrierId/residencies/:residencyId/renew',
    permission: 'tenancy.manage',
    summary: '双方已签的续签协议生效',
    tag,
    input: renewInput,
    output: z.object({}),
    handle: async ({ tx, services, actor, input }) => {
      await renew(tx, { actor, clock: services.clock }, input);
      return {};
    },
  }),
  route({
    method: 'post',
    path: `${base}/:tenancyId/changes`,
    permission: 'tenancy.manage',
    summary: '自某日起调整工位和租金',
    tag,
    input: changeTermsInput,
    output: z.object({}),
    handle: async ({ tx, services, actor, input: { carrierId, tenancyId, ...change } }) => {
      await changeTerms(tx, { actor, clock: services.clock }, carrierId, tenancyId, change);
      return {};
    },
  }),
  route({
    method: 'post',
    path: `${base}/:tenancyId/invitation`,
    permission: 'tenancy.manage',
    summary: '重新生成负责人开通账号的链接',
    tag,
    input: inviteAgainInput,
    output: linkView,
    handle: async ({ tx, services, actor, input }) => ({
      url: link(services, await inviteAgain(tx, services, actor, input.carrierId, input.tenancyId, input.founderName)),
    }),
  }),
  route({
    method: 'get',
    path: '/api/my/tenancies',
    permission: 'tenancy.own',
    summary: '本团队的入驻、账单和协议',
    tag,
    input: z.object({}),
    output: myTenanciesView,
    handle: async ({ tx, services, actor }) => {
      if (!actor.organisationId) return { rows: [] };
      const rows = [];
      for (const row of await tenanciesOfOrganisation(tx, actor.organisationId, services.clock.today()))
        rows.push(await whole(tx, row, services.clock.today()));
      return { rows };
    },
  }),
  route({
    method: 'post',
    path: '/api/teams/:teamId/invitations',
    permission: 'tenancy.act',
    summary: '邀请团队成员开通账号',
    tag,
    input: inviteMemberInput,
    output: linkView,
    handle: async ({ tx, services, actor, input }) => {
      const team = await lockTeam(tx, input.teamId);
      if (!team?.organisationId) throw new Refusal('not-found');
      const { organisationId } = team;
      return {
        url: link(
          services,
          await invite(tx, services, actor, { name: input.name, organisationId, role: 'teamMember' }),
        ),
      };
    },
  }),
];
