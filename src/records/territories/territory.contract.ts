import { z } from 'zod';
import { pageInput, pageTotal } from '../../platform/db/page.contract.ts';
import { TERRITORY_LEVELS, type TerritoryLevel, ZONE_KINDS, type ZoneKind } from './territory.ts';

const levels = Object.keys(TERRITORY_LEVELS) as [TerritoryLevel, ...TerritoryLevel[]];
const zoneKinds = Object.keys(ZONE_KINDS) as [ZoneKind, ...ZoneKind[]];

export const listTerritoriesInput = z.object({
  ...pageInput(),
  /** Part of the name, pinyin, first letters, or the code. */
  q: z.string().max(100).optional(),
  parentId: z.uuid().optional(),
  level: z.enum(levels).optional(),
  /** Only this territory and what lies in it. */
  withinId: z.uuid().optional(),
});

export const territoryView = z.object({
  id: z.string(),
  code: z.string().nullable(),
  name: z.string(),
  fullName: z.string(),
  level: z.enum(levels),
  parentId: z.string().nullable(),
  path: z.string(),
  zoneKind: z.string().nullable(),
  nationalZone: z.boolean(),
});
export const territoryPage = z.object({ ...pageTotal, rows: z.array(territoryView) });

export const createZoneInput = z.object({
  name: z.string().trim().min(2, '请填写名称').max(60, '不能超过60字'),
  parentId: z.uuid(),
  zoneKind: z.enum(zoneKinds),
  nationalZone: z.boolean().default(false),
});
