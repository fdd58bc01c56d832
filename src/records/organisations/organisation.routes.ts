import { listRoutes } from '../../identity/list-route.ts';
import { type Route, route } from '../../identity/route.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { createOrganisation, editOrganisation, verifyOrganisation } from './organisation.actions.ts';
import {
  createOrganisationInput,
  editOrganisationInput,
  listOrganisationsInput,
  oneOrganisationInput,
  organisationPage,
  organisationView,
  verifyOrganisationInput,
} from './organisation.contract.ts';
import { ORGANISATIONS } from './organisation.excel.ts';
import { findOrganisation, listOrganisations } from './organisation.store.ts';

const tag = '机构';

export const organisationRoutes: readonly Route[] = [
  ...listRoutes(
    {
      method: 'get',
      path: '/api/organisations',
      permission: 'organisation.list',
      summary: '机构列表',
      tag,
      input: listOrganisationsInput,
      output: organisationPage,
      handle: ({ tx, input }) =>
        listOrganisations(tx, {
          q: input.q,
          kind: input.kind,
          territoryId: input.territoryId,
          verified: input.verified && input.verified === 'true',
          page: input.page,
          size: input.size,
          count: input.count,
        }),
    },
    ORGANISATIONS,
  ),
  route({
    method: 'get',
    path: '/api/organisations/:organisationId',
    permission: 'organisation.list',
    summary: '一个机构',
    tag,
    input: oneOrganisationInput,
    output: organisationView,
    handle: async ({ tx, input }) => {
      const found = await findOrganisation(tx, input.organisationId);
      if (!found) throw new Refusal('not-found');
      return found;
    },
  }),
  route({
    method: 'post',
    path: '/api/organisations',
    permission: 'organisation.create',
    summary: '登记机构',
    tag,
    input: createOrganisationInput,
    output: organisationView,
    handle: ({ tx, actor, input, services }) => createOrganisation(tx, { actor, clock: services.clock }, input),
  }),
  route({
    method: 'put',
    path: '/api/organisations/:organisationId',
    permission: 'organisation.edit',
    summary: '修改机构信息',
    tag,
    input: editOrganisationInput,
    output: organisationView,
    handle: ({ tx, actor, input, services }) =>
      editOrganisation(tx, { actor, clock: services.clock }, input.organisationId, input),
  }),
  route({
    method: 'post',
    path: '/api/organisations/:organisationId/verification',
    permission: 'organisation.verify',
    summary: '核验机构',
    tag,
    input: verifyOrganisationInput,
    output: organisationView,
    handle: ({ tx, actor, input, services }) =>
      verifyOrganisation(tx, { actor, clock: services.clock }, input.organisationId, input),
  }),
];
