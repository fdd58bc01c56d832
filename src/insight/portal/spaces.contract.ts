import { z } from 'zod';
import { LEVELS } from '../../effects/designations/designation.ts';
import { pageInput, pageTotal } from '../../platform/db/page.contract.ts';
import {
  CARRIER_FORMS,
  CARRIER_KINDS,
  type CarrierForm,
  type CarrierKind,
  PREMISES_TYPES,
  type PremisesType,
  SERVICE_MODELS,
  type ServiceModel,
} from '../../records/carriers/carrier.ts';
import { INDUSTRIES } from '../../records/teams/team.ts';

/** Where a space stands by what it holds. */
export const SPACE_STATUSES = {
  valid: { zh: '资格有效', en: 'Designation valid' },
  rectifying: { zh: '整改中', en: 'Under rectification' },
  revoked: { zh: '已取消', en: 'Revoked' },
  lapsed: { zh: '已失效', en: 'Lapsed' },
  none: { zh: '未在本平台认定或备案', en: 'None on this platform' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type SpaceStatus = keyof typeof SPACE_STATUSES;

export const SPACE_SORTS = {
  name: '名称',
  '-openedOn': '运营时间(新到旧)',
  openedOn: '运营时间(旧到新)',
} as const;

const keys = <K extends string>(table: Readonly<Record<K, unknown>>) => Object.keys(table) as [K, ...K[]];
/** A select that says "any" sends an empty text. */
const optional = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const selection = {
  /** Words of the name, operator, direction or address; or pinyin. */
  q: optional(z.string().max(100)),
  /** A territory's id: it and everything below. */
  territory: optional(z.uuid()),
  kind: optional(z.enum(keys<CarrierKind>(CARRIER_KINDS))),
  model: optional(z.enum(keys<ServiceModel>(SERVICE_MODELS))),
  form: optional(z.enum(keys<CarrierForm>(CARRIER_FORMS))),
  industry: optional(z.enum(INDUSTRIES.map(({ code }) => code) as [string, ...string[]])),
  premises: optional(z.enum(keys<PremisesType>(PREMISES_TYPES))),
  feature: optional(z.string().max(30)),
  focus: optional(z.string().max(50)),
  status: optional(z.enum(keys<SpaceStatus>(SPACE_STATUSES))),
  sort: optional(z.enum(keys(SPACE_SORTS))),
};
export const spaceSelectionInput = z.object(selection);
export const spacesInput = z.object({
  ...selection,
  ...pageInput(20),
});
export type SpaceSelection = z.output<typeof spaceSelectionInput>;

export const spaceView = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(keys<CarrierKind>(CARRIER_KINDS)),
  serviceModel: z.enum(keys<ServiceModel>(SERVICE_MODELS)).nullable(),
  focus: z.string().nullable(),
  territory: z.string(),
  operator: z.string().nullable(),
  address: z.string().nullable(),
  openedOn: z.string().nullable(),
  closedOn: z.string().nullable(),
  source: z.string().nullable(),
  /** Invented for demonstration. */
  example: z.boolean(),
  /** 限期不予受理: the last day of the longest that stands; one without an end is 9999-12-31. */
  barredUntil: z.string().nullable(),
  designations: z.array(
    z.object({
      name: z.string(),
      level: z.enum(keys(LEVELS)),
      number: z.string(),
      state: z.enum(['valid', 'rectifying', 'revoked', 'lapsed']),
      validFrom: z.string(),
      validTo: z.string().nullable(),
      endedOn: z.string().nullable(),
    }),
  ),
});
export type SpaceView = z.output<typeof spaceView>;
export const spacesPage = z.object({ ...pageTotal, rows: z.array(spaceView) });
