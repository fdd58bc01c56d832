import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { initialsOf, pinyinOf, TOKENISER, vectorOf } from '../../platform/search/words.ts';
import { CARRIER_CLASSES, type CarrierClass } from './carrier.ts';

interface Searched {
  id: string;
  name: string;
  focus: string | null;
  class: CarrierClass | null;
  features: string[];
  address: string | null;
  summary: string | null;
  operator: string | null;
  territory: string;
}

async function reindex(tx: Tx, where: string, values: readonly unknown[]): Promise<number> {
  const rows = await sqlRows<Searched>(
    tx,
    `select c.id, c.name, c.focus, c.class, c.features, c.address, c.summary, o.name as operator, t.full_name as territory
     from carrier c join territory t on t.id = c.territory_id left join organisation o on o.id = c.operator_id where ${where}`,
    values,
  );
  if (rows.length === 0) return 0;
  const made = rows.map((row) => ({
    id: row.id,
    search: vectorOf(
      [
        row.name,
        row.operator,
        row.focus,
        row.class && CARRIER_CLASSES[row.class].zh,
        ...row.features,
        row.territory,
        row.address,
        row.summary,
      ],
      [pinyinOf(row.name), initialsOf(row.name)],
    ),
    name_sort: pinyinOf(row.name),
  }));
  await sqlRows(
    tx,
    `update carrier c set search = r.search::tsvector, search_by = $2, name_sort = r.name_sort
     from jsonb_to_recordset($1::jsonb) as r(id uuid, search text, name_sort text) where c.id = r.id`,
    [JSON.stringify(made), TOKENISER],
  );
  return rows.length;
}

export const reindexCarrier = (tx: Tx, id: string) => reindex(tx, 'c.id = $1', [id]);
export const reindexCarriersOf = (tx: Tx, operatorId: string) => reindex(tx, 'c.operator_id = $1', [operatorId]);

/** Cuts again what another version of the tokeniser has cut; called at start. Returns how many carriers were touched. */
export async function reindexOutdated(tx: Tx): Promise<number> {
  let count = 0;
  for (;;) {
    const done = await reindex(tx, 'c.id in (select id from carrier where search_by <> $1 limit 1000)', [TOKENISER]);
    count += done;
    if (done === 0) return count;
  }
}
