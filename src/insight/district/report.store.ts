import type { Day } from '../../kernel/day.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { Indicator } from './indicators.ts';

/** Of the territory at the end of the path itself; what lies below has reports of its own. */
const OWN = `(select id from territory where path = $1)`;

export async function newestCited(tx: Tx, path: string): Promise<Day | null> {
  const [row] = await sqlRows<{ day: Day | null }>(
    tx,
    `select max(as_of) as day from cited_statistic where territory_id = ${OWN}`,
    [path],
  );
  return row?.day ?? null;
}

export async function territoryName(tx: Tx, path: string): Promise<string> {
  const [row] = await sqlRows<{ name: string }>(tx, 'select full_name as name from territory where path = $1', [path]);
  return row?.name ?? '';
}

interface Counted {
  key: string;
  value: number | null;
  records: number;
  examples: number;
}

const countSql = (key: string, { rows }: Pick<Indicator, 'rows'>) =>
  rows &&
  `select '${key}' as key, sum(x.value) as value, count(*)::int as records, count(*) filter (where x.example)::int as examples from (${rows}) x`;

/** All figures of a table in one statement. */
export async function countAll<K extends string>(
  tx: Tx,
  indicators: Readonly<Record<K, Pick<Indicator, 'rows'>>>,
  of: string,
  on: Day,
): Promise<ReadonlyMap<K, Counted>> {
  const parts = Object.entries<Pick<Indicator, 'rows'>>(indicators)
    .map(([key, indicator]) => countSql(key, indicator))
    .filter((sql) => sql !== null);
  const rows = await sqlRows<Counted>(tx, parts.join(' union all '), [of, on]);
  return new Map(rows.map((row) => [row.key as K, row]));
}

export interface Cited {
  indicator: string;
  value: number;
  bound: 'exact' | 'atLeast';
  asOf: Day;
  wording: string;
  source: string;
}
export async function citedOf(tx: Tx, path: string): Promise<ReadonlyMap<string, Cited>> {
  const rows = await sqlRows<Cited>(
    tx,
    `select indicator, value, bound, as_of as "asOf", wording, source from cited_statistic where territory_id = ${OWN} order by as_of`,
    [path],
  );
  return new Map(rows.map((row) => [row.indicator, row]));
}

export interface CountedRecord {
  carrierId: string;
  carrierName: string;
  kind: string;
  id: string;
  label: string;
  value: number;
  day: Day;
  example: boolean;
}
export async function recordsOf(
  tx: Tx,
  { rows: sql }: Pick<Indicator, 'rows'>,
  of: string,
  on: Day,
  { page, size }: { page: number; size: number },
): Promise<{
  total: number;
  rows: CountedRecord[];
  bySpace: { carrierId: string; carrierName: string; value: number; records: number }[];
}> {
  if (sql === null) return { total: 0, rows: [], bySpace: [] };
  const bySpace = await sqlRows<{ carrierId: string; carrierName: string; value: number; records: number }>(
    tx,
    `select x.carrier_id as "carrierId", x.carrier_name as "carrierName", sum(x.value) as value, count(*)::int as records
     from (${sql}) x group by 1, 2 order by sum(x.value) desc, 1 limit 200`,
    [of, on],
  );
  const rows = await sqlRows<CountedRecord>(
    tx,
    `select x.carrier_id as "carrierId", x.carrier_name as "carrierName", x.kind, x.id, x.label, x.value, x.day, x.example
     from (${sql}) x order by x.carrier_name, x.day, x.id limit $3 offset $4`,
    [of, on, size, (page - 1) * size],
  );
  return { total: bySpace.reduce((sum, space) => sum + space.records, 0), rows, bySpace };
}
