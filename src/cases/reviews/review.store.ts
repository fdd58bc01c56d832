import type { Selectable } from 'kysely';
import { Refusal } from '../../kernel/refusal.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countRows, type Paged, type Total } from '../../platform/db/page.ts';
import type { ReviewTable } from '../../platform/db/schema.ts';
import type { Entry } from './review.ts';

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

export async function findReviewById(tx: Tx, id: string): Promise<ReviewRow | undefined> {
  return tx.selectFrom('review').selectAll().where('id', '=', id).executeTakeFirst();
}

/** @throws Refusal `review.cap` where the database holds that the expert has as many as the caps allow */
export async function insertReview(
  tx: Tx,
  row: Pick<
    ReviewRow,
    'id' | 'case_id' | 'pass' | 'expert_id' | 'task_id' | 'because' | 'assigned_at' | 'assigned_by' | 'due_at'
  >,
): Promise<void> {
  try {
    await tx
      .insertInto('review')
      .values({ ...row, state: 'assigned' })
      .execute();
  } catch (error) {
    if ((error as { constraint?: string }).constraint === 'review_within_caps') throw new Refusal('review.cap');
    throw error;
  }
}

export async function saveReview(
  tx: Tx,
  id: string,
  { items, ...columns }: Partial<Omit<ReviewRow, 'items'>> & { items?: Entry['items'] },
): Promise<void> {
  const change = items === undefined ? columns : { ...columns, items: JSON.stringify(items) };
  await tx.updateTable('review').set(change).where('id', '=', id).execute();
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
