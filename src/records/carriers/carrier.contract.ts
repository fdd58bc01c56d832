import { z } from 'zod';
import { pageInput, pageTotal } from '../../platform/db/page.contract.ts';
import { dayInput } from '../keeping/keeping.contract.ts';
import { INDUSTRIES } from '../teams/team.ts';
import {
  CARRIER_CLASSES,
  CARRIER_FORMS,
  CARRIER_KINDS,
  type CarrierClass,
  type CarrierForm,
  type CarrierKind,
  PREMISES_TYPES,
  type PremisesType,
  premisesTypesOf,
  SERVICE_MODELS,
  type ServiceModel,
} from './carrier.ts';

export { CARRIER_CLASSES, CARRIER_FORMS, CARRIER_KINDS, INDUSTRIES, PREMISES_TYPES, premisesTypesOf, SERVICE_MODELS };

const kinds = Object.keys(CARRIER_KINDS) as [CarrierKind, ...CarrierKind[]];
const forms = Object.keys(CARRIER_FORMS) as [CarrierForm, ...CarrierForm[]];
const classes = Object.keys(CARRIER_CLASSES) as [CarrierClass, ...CarrierClass[]];
const models = Object.keys(SERVICE_MODELS) as [ServiceModel, ...ServiceModel[]];

const premises = Object.keys(PREMISES_TYPES) as [PremisesType, ...PremisesType[]];
const industry = z.enum(INDUSTRIES.map(({ code }) => code) as [string, ...string[]]);
const words = (length: number) => z.string().trim().max(length, `不能超过${length}字`).nullable();
const data = {
  kind: z.enum(kinds),
  form: z.enum(forms).nullable(),
  serviceModel: z.enum(models).nullable(),
  class: z.enum(classes).nullable().default(null),
  features: z.array(z.string().trim().min(1).max(30, '每项不能超过30字')).max(20, '不能超过20项'),
  focusIndustries: z.array(industry).max(10).default([]),
  territoryId: z.uuid(),
  address: words(200),
  openedOn: dayInput.nullable(),
  closedOn: dayInput.nullable(),
  virtualUrl: words(300).refine((url) => !url || /^https?:\/\//.test(url), '请填写 http 或 https 开头的网址'),
  summary: words(2000),
  source: words(500),
  name: z.string().trim().min(2, '请填写名称').max(120, '不能超过120字'),
  operatorId: z.uuid().nullable(),
  focus: words(200),
  goals: words(1000),
};

export const listCarriersInput = z.object({
  ...pageInput(),
  sort: z.enum(['name', '-name', 'openedOn', '-openedOn']).optional(),
  /** Words of the name, operator, direction, features or address; or pinyin. */
  q: z.string().max(100).optional(),
  kind: z.enum(kinds).optional(),
  serviceModel: z.enum(models).optional(),
  form: z.enum(forms).optional(),
  industry: industry.optional(),
  premises: z.enum(premises).optional(),
  feature: z.string().max(30).optional(),
  class: z.enum(classes).optional(),
  territoryId: z.uuid().optional(),
  operatorId: z.uuid().optional(),
});
export const featuresView = z.object({ rows: z.array(z.object({ feature: z.string(), total: z.number().int() })) });
export const oneCarrierInput = z.object({ carrierId: z.uuid() });
export const createCarrierInput = z.object(data);
export const editCarrierInput = z.object({
  carrierId: z.uuid(),
  version: z.int().min(1).max(2_147_483_647),
  reason: z.string().trim().min(2, '请说明理由').max(500, '不能超过500字'),
  /** The day from which a change of what is material, of the class or the service model, holds; null corrects what was wrong from the start. */
  materialFrom: dayInput.nullable().default(null),
  ...data,
});

export const carrierView = z.object({
  id: z.string(),
  kind: z.enum(kinds),
  form: z.enum(forms).nullable(),
  serviceModel: z.enum(models).nullable(),
  class: z.enum(classes).nullable(),
  features: z.array(z.string()),
  focusIndustries: z.array(z.string()),
  territoryId: z.string(),
  territoryName: z.string(),
  address: z.string().nullable(),
  openedOn: z.string().nullable(),
  closedOn: z.string().nullable(),
  virtualUrl: z.string().nullable(),
  summary: z.string().nullable(),
  source: z.string().nullable(),
  changeProcedure: z.string().nullable(),
  name: z.string(),
  operatorId: z.string().nullable(),
  operatorName: z.string().nullable(),
  focus: z.string().nullable(),
  goals: z.string().nullable(),
  example: z.boolean(),
  version: z.number(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export const carrierPage = z.object({ ...pageTotal, rows: z.array(carrierView) });
/** How many carriers of each kind the caller may see. */
export const carrierSummary = z.object({ rows: z.array(z.object({ kind: z.enum(kinds), total: z.number() })) });
export const carrierVersionsView = z.object({
  rows: z.array(
    z.object({
      id: z.string(),
      validFrom: z.string().nullable(),
      validTo: z.string().nullable(),
      name: z.string(),
      operatorId: z.string().nullable(),
      operatorName: z.string().nullable(),
      focus: z.string().nullable(),
      goals: z.string().nullable(),
      class: z.enum(classes).nullable(),
      serviceModel: z.enum(models).nullable(),
      caseId: z.string().nullable(),
      recordedAt: z.string(),
    }),
  ),
});
