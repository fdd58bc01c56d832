import { z } from 'zod';
import { pageInput, pageTotal } from '../../platform/db/page.contract.ts';
import { dayInput } from '../keeping/keeping.contract.ts';
import { LEGAL_FORMS, type LegalForm, ORGANISATION_KINDS, type OrganisationKind } from './organisation.ts';

export { LEGAL_FORMS, ORGANISATION_KINDS };

const kinds = Object.keys(ORGANISATION_KINDS) as [OrganisationKind, ...OrganisationKind[]];
const legalForms = Object.keys(LEGAL_FORMS) as [LegalForm, ...LegalForm[]];

const data = {
  kind: z.enum(kinds),
  name: z.string().trim().min(2, '请填写名称').max(120, '不能超过120字'),
  uscc: z.string().max(40).nullable(),
  legalForm: z.enum(legalForms).nullable(),
  legalPerson: z.boolean().nullable(),
  territoryId: z.uuid(),
  registeredOn: dayInput.nullable(),
  address: z.string().trim().max(200, '不能超过200字').nullable(),
};
const version = z.int().min(1).max(2_147_483_647);

export const listOrganisationsInput = z.object({
  ...pageInput(),
  /** Part of the name, pinyin, or the whole code. */
  q: z.string().max(100).optional(),
  kind: z.enum(kinds).optional(),
  territoryId: z.uuid().optional(),
  verified: z.enum(['true', 'false']).optional(),
});
export const oneOrganisationInput = z.object({ organisationId: z.uuid() });
export const createOrganisationInput = z.object(data);
export const editOrganisationInput = z.object({
  organisationId: z.uuid(),
  version,
  reason: z.string().trim().min(2, '请说明理由').max(500, '不能超过500字'),
  ...data,
});
export const verifyOrganisationInput = z.object({ organisationId: z.uuid(), version, verified: z.boolean() });

export const organisationView = z.object({
  id: z.string(),
  kind: z.enum(kinds),
  name: z.string(),
  uscc: z.string().nullable(),
  legalForm: z.enum(legalForms).nullable(),
  legalPerson: z.boolean().nullable(),
  territoryId: z.string(),
  territoryName: z.string(),
  registeredOn: z.string().nullable(),
  address: z.string().nullable(),
  verifiedAt: z.string().nullable(),
  example: z.boolean(),
  version: z.number(),
});
export const organisationPage = z.object({ ...pageTotal, rows: z.array(organisationView) });
