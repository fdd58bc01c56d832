import { DIVISIONS } from '../../kernel/division.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countLimit, countSql, type Paged, type Total, totalOf } from '../../platform/db/page.ts';
import { initialsOf, pinyinOf } from '../../platform/search/words.ts';
import { divisionRows, type TerritoryLevel } from './territory.ts';

export interface TerritoryRow {
  id: string;
  code: string | null;
  name: string;
  fullName: string;
  level: TerritoryLevel;
  parentId: string | null;
  path: string;
  zoneKind: string | null;
  nationalZone: boolean;
}

const COLUMNS = `t.id, t.code, t.name, t.full_name as "fullName", t.level, t.parent_id as "parentId", t.path,
  t.zone_kind as "zoneKind", t.national_zone as "nationalZone"`;

/** Writes every division of GB/T 2260 that is missing, in one statement. Safe at every start; returns how many were new. */
export async function seedTerritories(tx: Tx): Promise<number> {
  const [held] = await sqlRows<{ count: number }>(
    tx,
    "select count(*) from territory where code is not null and full_name <> ''",
  );
  if (held && held.count >= DIVISIONS.length + 1) return 0;
  const rows = divisionRows().map((row) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    level: row.level,
    parent_id: row.parentId,
    path: row.path,
    full_name: row.fullName,
    name_sort: pinyinOf(row.name),
    initials: initialsOf(row.name),
  }));
  const written = await sqlRows(
    tx,
    `insert into territory (id, code, name, level, parent_id, path, full_name, name_sort, initials)
     select id, code, name, level, parent_id, path, full_name, name_sort, initials
     from jsonb_to_recordset($1::jsonb) as r(id uuid, code text, name text, level text, parent_id uuid, path text,
       full_name text, name_sort text, initials text)
     on conflict (code) do update set full_name = excluded.full_name, name_sort = excluded.name_sort, initials = excluded.initials
     where territory.full_name = '' returning id`,
    [JSON.stringify(rows)],
  );
  return written.length;
}

export async function findTerritory(tx: Tx, id: string): Promise<TerritoryRow | undefined> {
  const [row] = await sqlRows<TerritoryRow>(tx, `select ${COLUMNS} from territory t where t.id = $1`, [id]);
  return row;
}

export async function findTerritoryByCode(tx: Tx, code: string): Promise<TerritoryRow | undefined> {
  const [row] = await sqlRows<TerritoryRow>(tx, `select ${COLUMNS} from territory t where t.code = $1`, [code]);
  return row;
}

/** The code of the division a territory lies in: its own, or for a zone that of the nearest division above. */
export const DIVISION_CODE_SQL = `coalesce(t.code, (select a.code from territory a where a.code is not null and t.path like a.path || '%' order by length(a.path) desc limit 1))`;

export interface TerritoryQuery extends Paged {
  q?: string | undefined;
  parentId?: string | undefined;
  level?: TerritoryLevel | undefined;
  /** Only what lies at or below this one. */
  withinId?: string | undefined;
}

export async function listTerritories(tx: Tx, query: TerritoryQuery): Promise<{ rows: TerritoryRow[] } & Total> {
  const typed = query.q?.trim().toLowerCase() || null;
  const where = `($1::text is null or strpos(t.full_name, $1) > 0 or starts_with(t.name_sort, $1) or starts_with(t.initials, $1) or t.code = $1)
    and ($2::uuid is null or t.parent_id = $2) and ($3::text is null or t.level = $3)
    and ($4::uuid is null or t.path like (select w.path from territory w where w.id = $4) || '%')`;
  const [found] = await sqlRows<{ counted: number; rows: TerritoryRow[] }>(
    tx,
    `select ${countSql(`from territory t where ${where}`, '$7')} as counted,
       coalesce((select json_agg(page) from (select ${COLUMNS} from territory t where ${where}
         order by (t.name = $1) desc, length(t.path), t.code nulls last, t.name_sort, t.id limit $5 offset $6) page), '[]') as rows`,
    [
      typed,
      query.parentId ?? null,
      query.level ?? null,
      query.withinId ?? null,
      query.size,
      (query.page - 1) * query.size,
      countLimit(query),
    ],
  );
  return { rows: found?.rows ?? [], ...totalOf(found?.counted ?? 0, query) };
}

export async function insertZone(
  tx: Tx,
  zone: { id: string; name: string; parent: TerritoryRow; zoneKind: string; nationalZone: boolean },
): Promise<void> {
  await sqlRows(
    tx,
    `insert into territory (id, name, level, parent_id, path, zone_kind, national_zone, full_name, name_sort, initials)
     values ($1, $2, 'zone', $3, $4, $5, $6, $7, $8, $9)`,
    [
      zone.id,
      zone.name,
      zone.parent.id,
      `${zone.parent.path}${zone.id}/`,
      zone.zoneKind,
      zone.nationalZone,
      zone.parent.level === 'nation' ? zone.name : zone.parent.fullName + zone.name,
      pinyinOf(zone.name),
      initialsOf(zone.name),
    ],
  );
}
