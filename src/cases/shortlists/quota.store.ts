import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { inScope, type ScopeInSql } from '../../policy/scope.ts';
import type { ShortlistRow } from './shortlist.store.ts';

/** The text under which the newest case of the list runs. */
export async function packOfList(tx: Tx, shortlistId: string): Promise<string | undefined> {
  const [row] = await sqlRows<{ hash: string }>(
    tx,
    `select c.pack_hash as hash from shortlist_line l join case_file c on c.id = l.case_id
     where l.shortlist_id = $1 order by c.opened_at desc, c.id desc limit 1`,
    [shortlistId],
  );
  return row?.hash;
}

/** Who else lists under the same quotas in the year waits. */
export async function lockYear(tx: Tx, list: ShortlistRow, year: number): Promise<void> {
  const place = ['quota', list.organisation_id, list.pack_id, list.procedure_id, list.step, year].join('/');
  await sqlRows(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [place]);
}

export async function countOf(tx: Tx, list: ShortlistRow, quota: string, year: number) {
  const [row] = await sqlRows<{ counted: number; source: string; statedBy: string | null }>(
    tx,
    `select q.counted, q.source, p.name as "statedBy" from quota_count q left join person p on p.id = q.stated_by
     where q.organisation_id = $1 and q.pack_id = $2 and q.quota = $3 and q.year = $4`,
    [list.organisation_id, list.pack_id, quota, year],
  );
  return row;
}

export async function saveCount(
  tx: Tx,
  list: ShortlistRow,
  year: number,
  given: { quota: string; counted: number; source: string; at: string; by: string | null },
): Promise<void> {
  const { counted, source, at, by } = given;
  await tx
    .insertInto('quota_count')
    .values({
      organisation_id: list.organisation_id,
      pack_id: list.pack_id,
      quota: given.quota,
      year,
      counted,
      source,
      stated_at: at,
      stated_by: by,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['organisation_id', 'pack_id', 'quota', 'year'])
        .doUpdateSet({ counted, source, stated_at: at, stated_by: by }),
    )
    .execute();
}

/** Listed by the same body at the same step, on other lists released in the year. */
export async function listedBefore(tx: Tx, list: ShortlistRow, year: number): Promise<number> {
  const [row] = await sqlRows<{ count: number }>(
    tx,
    `select count(*) as count from shortlist s join shortlist_line l on l.shortlist_id = s.id
     where s.organisation_id = $1 and s.pack_id = $2 and s.procedure_id = $3 and s.step = $4 and s.id <> $5
       and s.state = 'released' and l.outcome = 'listed' and extract(year from s.released_at at time zone 'Asia/Shanghai') = $6`,
    [list.organisation_id, list.pack_id, list.procedure_id, list.step, list.id, year],
  );
  return row?.count ?? 0;
}

/** Carriers of these kinds in the body's territory on a day, as the register has them: to compare with what is stated. */
export async function registered(tx: Tx, list: ShortlistRow, scope: ScopeInSql, on: string): Promise<number> {
  const [row] = await sqlRows<{ count: number }>(
    tx,
    `select count(*) as count from carrier c join territory t on t.id = c.territory_id
       join organisation o on o.id = $1 join territory mine on mine.id = o.territory_id and t.path like mine.path || '%'
     where ${inScope(3)} and (c.opened_on is null or c.opened_on <= $2) and (c.closed_on is null or c.closed_on > $2)`,
    [list.organisation_id, on, ...scope],
  );
  return row?.count ?? 0;
}
