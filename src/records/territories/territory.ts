import { DIVISIONS, divisionOf, fullNameOf } from '../../kernel/division.ts';

export const TERRITORY_LEVELS = {
  nation: { zh: '国家', en: 'Nation' },
  province: { zh: '省级', en: 'Province' },
  city: { zh: '地级', en: 'City' },
  district: { zh: '县级', en: 'District' },
  zone: { zh: '功能区', en: 'Zone' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type TerritoryLevel = keyof typeof TERRITORY_LEVELS;

export const ZONE_KINDS = {
  highTech: { zh: '高新技术产业开发区', en: 'High-tech zone' },
  economic: { zh: '经济技术开发区', en: 'Economic development zone' },
  industrial: { zh: '产业园区', en: 'Industrial park' },
  newArea: { zh: '新区', en: 'New area' },
  other: { zh: '其他功能区', en: 'Other zone' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type ZoneKind = keyof typeof ZONE_KINDS;

/** The root of the tree; GB/T 2260 gives the nation no code of its own. */
export const NATION = '100000';

/**
 * The id of a division is made of its code (a UUIDv8 of our own), so that it is the same in every installation and a
 * file exported from one can be read by another. Zones have no code and get an ordinary id.
 */
export function territoryIdOf(code: string): string {
  return `00000000-0000-8000-8000-000000${code}`;
}

/** `/<id>/<id>/` from the root: what lies below has it as its prefix. */
export function territoryPathOf(code: string): string {
  if (code === NATION) return `/${territoryIdOf(NATION)}/`;
  const division = divisionOf(code);
  if (!division) throw new RangeError(`no division has the code ${code}`);
  return `${territoryPathOf(division.parent ?? NATION)}${territoryIdOf(code)}/`;
}

export interface DivisionRow {
  id: string;
  code: string;
  name: string;
  level: TerritoryLevel;
  parentId: string | null;
  path: string;
  fullName: string;
}

/** The nation and every division of GB/T 2260, parents before children. */
export function divisionRows(): DivisionRow[] {
  const nation: DivisionRow = {
    id: territoryIdOf(NATION),
    code: NATION,
    name: '全国',
    level: 'nation',
    parentId: null,
    path: territoryPathOf(NATION),
    fullName: '全国',
  };
  const rows = DIVISIONS.map(
    (division): DivisionRow => ({
      id: territoryIdOf(division.code),
      code: division.code,
      name: division.name,
      level: division.level,
      parentId: territoryIdOf(division.parent ?? NATION),
      path: territoryPathOf(division.code),
      fullName: fullNameOf(division.code),
    }),
  );
  return [nation, ...rows];
}
