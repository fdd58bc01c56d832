import type { Insertable } from 'kysely';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { PanelExceptionTable } from '../../platform/db/schema.ts';
import type { ItemPoints } from './panel.ts';

export async function findPanel(tx: Tx, caseId: string, pass: number) {
  return tx
    .selectFrom('review_panel')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('pass', '=', pass)
    .executeTakeFirst();
}

const EXCEPTION = (item: string) => `(select x.to_points from panel_exception x
  where x.case_id = b.case_id and x.pass = b.pass and x.item = ${item} order by x.at desc, x.id desc limit 1)`;

/** Score of the latest finished panel of each case, or what a written exception put in its place. */
export async function panelScores(tx: Tx, caseIds: readonly string[]): Promise<Map<string, number | null>> {
  const rows = await sqlRows<{ case_id: string; score: number | null }>(
    tx,
    `select distinct on (b.case_id) b.case_id, coalesce(${EXCEPTION("''")}, b.score) as score from review_panel b
     where b.case_id = any($1::uuid[]) and b.finished_at is not null order by b.case_id, b.pass desc`,
    [caseIds],
  );
  return new Map(rows.map((row) => [row.case_id, row.score]));
}

/** Points by item of the latest finished panel, exceptions in their place. */
export async function panelItems(tx: Tx, caseId: string): Promise<ItemPoints> {
  const rows = await sqlRows<{ id: string; indicator: string | null; points: number }>(
    tx,
    `select i.key as id, i.value ->> 'indicator' as indicator, coalesce(${EXCEPTION('i.key')}, (i.value ->> 'points')::numeric) as points
     from (select * from review_panel where case_id = $1 and finished_at is not null order by pass desc limit 1) b,
       jsonb_each(b.items) i`,
    [caseId],
  );
  return Object.fromEntries(rows.map(({ id, indicator, points }) => [id, { indicator, points }]));
}

export async function lastFinishedPanel(tx: Tx, caseId: string) {
  return tx
    .selectFrom('review_panel')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('finished_at', 'is not', null)
    .orderBy('pass', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** In the order of their passes. */
export async function finishedPanels(tx: Tx, caseId: string) {
  return tx
    .selectFrom('review_panel')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('finished_at', 'is not', null)
    .orderBy('pass')
    .execute();
}

export interface ExceptionRow {
  readonly item: string;
  readonly fromPoints: number;
  readonly toPoints: number;
  readonly reason: string;
  readonly at: string;
  readonly by: string | null;
}
export async function exceptionsOf(tx: Tx, caseId: string, pass: number): Promise<ExceptionRow[]> {
  return sqlRows<ExceptionRow>(
    tx,
    `select x.item, x.from_points as "fromPoints", x.to_points as "toPoints", x.reason, x.at, p.name as by
     from panel_exception x left join person p on p.id = x.person_id where x.case_id = $1 and x.pass = $2 order by x.at, x.id`,
    [caseId, pass],
  );
}

export async function insertException(tx: Tx, row: Insertable<PanelExceptionTable>): Promise<void> {
  await tx.insertInto('panel_exception').values(row).execute();
}
