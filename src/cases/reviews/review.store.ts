import type { Insertable, Selectable } from 'kysely';
import { Refusal } from '../../kernel/refusal.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countRows, type Paged, type Total } from '../../platform/db/page.ts';
import type { PanelExceptionTable, ReviewTable } from '../../platform/db/schema.ts';
import type { Entry, ItemPoints } from './review.ts';

export type ReviewRow = Selectable<ReviewTable>;

export async function reviewsOf(tx: Tx, caseId: string, pass?: number): Promise<(ReviewRow & { name: string })[]> {
  return sqlRows(
    tx,
    `select r.*, p.name from review r join person p on p.id = r.expert_id
     where r.case_id = $1 and ($2::int is null or r.pass = $2) order by r.assigned_at, r.id`,
    [caseId, pass ?? null],
  );
}

export async function lockReview(tx: Tx, caseId: string, expertId: string | null): Promise<ReviewRow> {
  const row = await tx
    .selectFrom('review')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('expert_id', '=', expertId)
    .orderBy('pass', 'desc')
    .orderBy('assigned_at', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new Refusal('review.not-yours');
  return row;
}

export async function findReview(tx: Tx, caseId: string, expertId: string | null): Promise<ReviewRow | undefined> {
  return tx
    .selectFrom('review')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('expert_id', '=', expertId)
    .orderBy('pass', 'desc')
    .orderBy('assigned_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function insertReview(
  tx: Tx,
  row: Pick<
    ReviewRow,
    'id' | 'case_id' | 'pass' | 'expert_id' | 'task_id' | 'because' | 'assigned_at' | 'assigned_by' | 'due_at'
  >,
): Promise<void> {
  await tx
    .insertInto('review')
    .values({ ...row, state: 'assigned' })
    .execute();
}

export async function saveReview(
  tx: Tx,
  id: string,
  { items, ...columns }: Partial<Omit<ReviewRow, 'items'>> & { items?: Entry['items'] },
): Promise<void> {
  const change = items === undefined ? columns : { ...columns, items: JSON.stringify(items) };
  await tx.updateTable('review').set(change).where('id', '=', id).execute();
}

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

export interface MyReview {
  caseId: string;
  number: string;
  title: string;
  state: string;
  assignedAt: string;
  dueAt: string | null;
  endedAt: string | null;
}

export async function listMyReviews(
  tx: Tx,
  expertId: string,
  hidden: readonly string[],
  query: { state: string | undefined } & Paged,
): Promise<{ rows: MyReview[] } & Total> {
  const where = `r.expert_id = $1 and r.state in ('assigned', 'submitted') and ($2::text is null or r.state = $2)
    and r.case_id <> all($3::uuid[])`;
  const values = [expertId, query.state ?? null, hidden];
  const total = await countRows(tx, `from review r where ${where}`, values, query);
  const rows = await sqlRows<MyReview>(
    tx,
    `select r.case_id as "caseId", c.number, c.title, r.state, r.assigned_at as "assignedAt", r.due_at as "dueAt", r.ended_at as "endedAt"
     from review r join case_file c on c.id = r.case_id where ${where}
     order by (r.state = 'assigned') desc, r.assigned_at, r.id limit $4 offset $5`,
    [...values, query.size, (query.page - 1) * query.size],
  );
  return { rows, ...total };
}
