import type { Insertable, Selectable } from 'kysely';
import { Refusal } from '../../kernel/refusal.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countRows, type Paged, type Total } from '../../platform/db/page.ts';
import type { DueRecusalTable } from '../../platform/db/schema.ts';
import type { Conflict } from '../conflicts/conflict.ts';
import type { Answer, Phase } from './dueRecusal.ts';

export type DueRecusal = Omit<Selectable<DueRecusalTable>, 'phase' | 'answer' | 'conflicts'> & {
  readonly phase: Phase;
  readonly answer: Answer | null;
  readonly conflicts: readonly Conflict[];
};

export async function insertDueRecusal(
  tx: Tx,
  { conflicts, ...row }: Omit<Insertable<DueRecusalTable>, 'conflicts'> & { conflicts: readonly Conflict[] },
): Promise<void> {
  await tx
    .insertInto('due_recusal')
    .values({ ...row, conflicts: JSON.stringify(conflicts) })
    .execute();
}

export async function lockDueRecusal(tx: Tx, caseId: string, reviewId: string): Promise<DueRecusal> {
  const row = await tx
    .selectFrom('due_recusal')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('review_id', '=', reviewId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new Refusal('not-found');
  return row as unknown as DueRecusal;
}

export async function saveDueRecusal(
  tx: Tx,
  reviewId: string,
  change: Partial<Omit<DueRecusal, 'conflicts'>>,
): Promise<void> {
  await tx.updateTable('due_recusal').set(change).where('review_id', '=', reviewId).execute();
}

export async function isKnown(tx: Tx, reviewId: string): Promise<boolean> {
  return (await sqlRows(tx, 'select 1 from due_recusal where review_id = $1', [reviewId])).length > 0;
}

/** Reviews that count or may come to count, and of which no interest was found yet. */
const WATCHED = `r.state in ('assigned', 'submitted') and not exists (select 1 from due_recusal d where d.review_id = r.id)`;

/** Cases on which the expert sits, or whose result rests on what the expert gave. */
export async function casesOfExpert(tx: Tx, expertId: string): Promise<string[]> {
  const rows = await sqlRows<{ id: string }>(
    tx,
    `select distinct r.case_id as id from review r where r.expert_id = $1 and ${WATCHED} order by 1`,
    [expertId],
  );
  return rows.map(({ id }) => id);
}

/** Cases with experts after one of them, in the order of their ids; closed ones while they were closed since a moment. */
export async function casesWatched(tx: Tx, after: string | null, since: string, most: number) {
  return sqlRows<{
    id: string;
    applicant_id: string;
    recommender_id: string | null;
    carrier_id: string;
    state: string;
  }>(
    tx,
    `select c.id, c.applicant_id, c.recommender_id, c.carrier_id, c.state from case_file c
     where ($1::uuid is null or c.id > $1) and (c.state <> 'closed' or c.closed_at >= $2)
       and exists (select 1 from review r where r.case_id = c.id and ${WATCHED}) order by c.id limit $3`,
    [after, since, most],
  );
}

/** Their experts. */
export async function expertsWatched(
  tx: Tx,
  caseIds: readonly string[],
): Promise<{ caseId: string; expertId: string }[]> {
  return sqlRows(
    tx,
    `select r.case_id as "caseId", r.expert_id as "expertId" from review r where r.case_id = any($1::uuid[]) and ${WATCHED}`,
    [caseIds],
  );
}

/** What a body has not answered yet about cases that may not be concluded before. */
export async function unanswered(tx: Tx, caseIds: readonly string[]): Promise<string[]> {
  const rows = await sqlRows<{ number: string }>(
    tx,
    `select distinct c.number from due_recusal d join case_file c on c.id = d.case_id
     where d.case_id = any($1::uuid[]) and d.answer is null and d.phase in ('finished', 'relied') order by 1`,
    [caseIds],
  );
  return rows.map(({ number }) => number);
}

/** The reviews that are in go with the case into its new pass, and the panel with them. */
export async function carryReviews(tx: Tx, caseId: string, from: number, to: number): Promise<void> {
  await sqlRows(
    tx,
    `insert into review_panel (case_id, pass, seats, confirmed_at, confirmed_by, method)
     select case_id, $3, seats, confirmed_at, confirmed_by, method from review_panel where case_id = $1 and pass = $2`,
    [caseId, from, to],
  );
  await sqlRows(tx, `update review set pass = $3 where case_id = $1 and pass = $2 and state = 'submitted'`, [
    caseId,
    from,
    to,
  ]);
}

export interface DueRecusalRow {
  readonly reviewId: string;
  readonly caseId: string;
  readonly number: string;
  readonly title: string;
  readonly phase: Phase;
  readonly wasIn: boolean;
  readonly isClosed: boolean;
  readonly expertId: string;
  readonly expert: string;
  readonly libraryPath: string;
  /** How many other reviews of the same panel count. */
  readonly others: number;
  readonly conflicts: readonly Conflict[];
  readonly foundAt: string;
  readonly proposed: string | null;
  readonly proposedBecause: string | null;
  readonly successor: string | null;
  readonly answer: Answer | null;
  readonly reason: string | null;
  readonly answeredAt: string | null;
  readonly answeredBy: string | null;
}

/** Of the reviews that a body runs. */
export async function listDueRecusals(
  tx: Tx,
  bodyId: string | null,
  query: { open: boolean | undefined } & Paged,
): Promise<{ rows: DueRecusalRow[] } & Total> {
  const from = `from due_recusal d join case_file c on c.id = d.case_id join review r on r.id = d.review_id
    join person p on p.id = r.expert_id join expert e on e.person_id = p.id join territory t on t.id = e.territory_id
    left join person q on q.id = d.proposed_id left join person s on s.id = d.successor_id left join person a on a.id = d.answered_by
    where d.body_id = $1 and ($2::boolean is null or $2 = (d.answer is null))`;
  const values = [bodyId, query.open ?? null];
  const total = await countRows(tx, from, values, query);
  const rows = await sqlRows<DueRecusalRow>(
    tx,
    `select d.review_id as "reviewId", d.case_id as "caseId", c.number, c.title, d.phase, d.was_in as "wasIn", c.state = 'closed' as "isClosed", p.id as "expertId", p.name as expert,
       t.path as "libraryPath", (select count(*)::int from review o where o.case_id = r.case_id and o.pass = r.pass and o.state = 'submitted') as others, d.conflicts, d.found_at as "foundAt", q.name as proposed, d.proposed_because as "proposedBecause",
       s.name as successor, d.answer, d.reason, d.answered_at as "answeredAt", a.name as "answeredBy"
     ${from} order by (d.answer is null) desc, d.found_at desc, d.review_id limit $3 offset $4`,
    [...values, query.size, (query.page - 1) * query.size],
  );
  return { rows, ...total };
}
