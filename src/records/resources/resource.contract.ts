import { z } from 'zod';
import {
  FEATURES,
  type Feature,
  PERIODS,
  type Period,
  type PricedGroup,
  RESOURCE_KINDS,
  type ResourceKind,
  USES,
  type Use,
} from './resource.ts';

export { defaultTerms, FEATURES, PERIODS, RESOURCE_KINDS, type ResourceKind, USER_GROUPS, USES } from './resource.ts';

const keys = <K extends string>(table: Record<K, unknown>) => Object.keys(table) as [K, ...K[]];
export const kindInput = z.enum(keys<ResourceKind>(RESOURCE_KINDS));
const minutes = (least: number, most: number) =>
  z.int('请填写整数').min(least, `不能少于${least}分钟`).max(most, `不能超过${most}分钟`);
const groups: [PricedGroup, ...PricedGroup[]] = ['resident', 'member', 'public'];

const price = z.object({
  userGroup: z.enum(groups),
  period: z.enum(keys<Period>(PERIODS)),
  feeFen: z.int('请填写金额').min(0, '不能为负').max(1_000_000_000, '金额过大'),
  credits: z.int('请填写整数').min(0, '不能为负').max(1_000_000, '积分过多').nullable(),
});
const terms = {
  use: z.enum(keys<Use>(USES)),
  period: z.enum(keys<Period>(PERIODS)),
  stepMinutes: z.union([z.literal(15), z.literal(30), z.literal(60)]),
  leastMinutes: minutes(15, 527_040),
  mostMinutes: minutes(15, 527_040),
  bufferMinutes: minutes(0, 240),
  noticeMinutes: minutes(0, 43_200),
  aheadDays: z.int('请填写整数').min(1, '至少1天').max(366, '不能超过366天'),
  refundMinutes: minutes(0, 43_200),
  approval: z.boolean(),
  checkIn: z.boolean(),
  graceMinutes: minutes(5, 240),
  offerMinutes: minutes(5, 10_080),
  features: z.array(z.enum(keys<Feature>(FEATURES))).max(20),
};
export const photo = z.object({
  id: z.uuid(),
  alt: z.string().trim().min(2, '请说明照片内容').max(100, '不能超过100字'),
});

export const carrierInput = z.object({ carrierId: z.uuid() });
export const setTermsInput = z.object({
  carrierId: z.uuid(),
  kind: kindInput,
  recordId: z.uuid(),
  version: z.int().min(1).max(2_147_483_647).nullable(),
  ...terms,
  prices: z.array(price).max(9),
  photos: z.array(photo).max(12, '最多12张照片'),
});

export const resourceView = z.object({
  id: z.string(),
  kind: kindInput,
  recordId: z.string(),
  name: z.string(),
  seats: z.number().nullable(),
  ...terms,
  stepMinutes: z.number(),
  version: z.number(),
  /** Ends the address that the QR code at the door holds. */
  qrToken: z.string(),
  prices: z.array(price),
  photos: z.array(z.object({ id: z.string(), alt: z.string() })),
});
export type ResourceView = z.output<typeof resourceView>;
export const linesView = z.object({
  rows: z.array(
    z.object({
      kind: kindInput,
      recordId: z.string(),
      name: z.string(),
      zone: z.string().nullable(),
      floor: z.string().nullable(),
      count: z.number(),
      seats: z.number().nullable(),
      resource: resourceView.nullable(),
    }),
  ),
});
export type LineView = z.output<typeof linesView>['rows'][number];
export const qrInput = z.object({ carrierId: z.uuid(), resourceId: z.uuid() });
