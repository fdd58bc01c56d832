import { z } from 'zod';
import { dayInput, reasonInput, versionInput } from '../keeping/keeping.contract.ts';
import { CLUSTER_SERVICES, type ClusterService, MEMBER_ROLES, type MemberRole } from './cluster.ts';

export { CLUSTER_SERVICES, MEMBER_ROLES };

const roles = Object.keys(MEMBER_ROLES) as [MemberRole, ...MemberRole[]];
const services = z.array(z.enum(Object.keys(CLUSTER_SERVICES) as [ClusterService, ...ClusterService[]])).max(20);
const period = {
  services: services.default([]),
  validFrom: dayInput,
  validTo: dayInput.nullable().default(null),
  note: z.string().trim().max(1000, '不能超过1000字').nullable().default(null),
};

export const membersInput = z.object({
  carrierId: z.uuid(),
  /** Today when absent. */
  on: dayInput.optional(),
  /** All there ever were. */
  history: z.enum(['true', 'false']).default('false'),
});
export const addMemberInput = z.object({
  carrierId: z.uuid(),
  role: z.enum(roles, '请选择类别'),
  memberCarrierId: z.uuid().nullable().default(null),
  organisationId: z.uuid().nullable().default(null),
  ...period,
});
const one = { carrierId: z.uuid(), memberId: z.uuid(), version: versionInput, reason: reasonInput };
export const correctMemberInput = z.object({ ...one, ...period });
export const voidMemberInput = z.object(one);

export const memberView = z.object({
  id: z.string(),
  role: z.enum(roles),
  carrierId: z.string().nullable(),
  organisationId: z.string().nullable(),
  name: z.string(),
  services,
  validFrom: z.string(),
  validTo: z.string().nullable(),
  note: z.string().nullable(),
  version: z.number(),
  example: z.boolean(),
});
export const membersView = z.object({ on: z.string(), rows: z.array(memberView) });
export const membershipsView = z.object({
  rows: z.array(
    z.object({
      id: z.string(),
      clusterId: z.string(),
      cluster: z.string(),
      validFrom: z.string(),
      validTo: z.string().nullable(),
    }),
  ),
});
