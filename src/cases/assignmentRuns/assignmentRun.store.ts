import type { Selectable } from 'kysely';
import { Refusal } from '../../kernel/refusal.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { AssignmentRunTable } from '../../platform/db/schema.ts';
import type { CaseRow } from '../casefile/casefile.store.ts';
import type { Lack, Pair, Plan, RunState } from './assignmentRun.ts';

export interface Failure {
  readonly caseId: string;
  readonly says: string;
}
export type RunRow = Omit<Selectable<AssignmentRunTable>, 'state' | 'pins' | 'forbids' | 'shortages' | 'failures'> & {
  readonly state: RunState;
  readonly pins: readonly Pair[];
  readonly forbids: readonly Pair[];
  readonly shortages: readonly Lack[];
  readonly failures: readonly Failure[];
};

/** Cases of a round that stand at an expert review, in the order of their numbers. */
export async function casesAtReview(tx: Tx, roundId: string): Promise<CaseRow[]> {
  return tx
    .selectFrom('case_file')
    .selectAll()
    .where('round_id', '=', roundId)
    .where('step_kind', '=', 'expertReview')
    .where('state', '=', 'open')
    .orderBy('number')
    .execute();
}

/** Who sits on these cases in their present pass. */
export async function sittingOn(tx: Tx, caseIds: readonly string[]): Promise<Pair[]> {
  return sqlRows<Pair>(
    tx,
    `select r.case_id as "caseId", r.expert_id as "expertId" from review r join case_file c on c.id = r.case_id and c.pass = r.pass
     where r.case_id = any($1::uuid[]) and r.state in ('assigned', 'submitted') order by 1, 2`,
    [caseIds],
  );
}

/** False: another search for this round goes on. */
export async function insertRun(
  tx: Tx,
  run: Pick<RunRow, 'id' | 'round_id' | 'body_id' | 'pins' | 'forbids' | 'based_on' | 'asked_at' | 'asked_by'>,
): Promise<boolean> {
  const rows = await tx
    .insertInto('assignment_run')
    .values({ ...run, state: 'waiting', pins: JSON.stringify(run.pins), forbids: JSON.stringify(run.forbids) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute();
  return rows.length === 1;
}

/** Ends searches whose process is gone: nothing was heard of them since `silentSince`. */
export async function endLostRuns(
  tx: Tx,
  { roundId, bodyId, silentSince, endedAt }: { roundId: string; bodyId: string; silentSince: string; endedAt: string },
): Promise<void> {
  await sqlRows(
    tx,
    `update assignment_run set state = 'failed', failure = '负责计算的进程已停止', ended_at = $4
     where round_id = $1 and body_id = $2 and state in ('waiting', 'solving') and coalesce(beat_at, asked_at) < $3`,
    [roundId, bodyId, silentSince, endedAt],
  );
}

export async function findRun(tx: Tx, id: string, options: { lock?: boolean } = {}): Promise<RunRow> {
  const query = tx.selectFrom('assignment_run').selectAll().where('id', '=', id);
  const row = await (options.lock ? query.forUpdate() : query).executeTakeFirst();
  if (!row) throw new Refusal('not-found', { run: id });
  return row as unknown as RunRow;
}

export async function listRuns(tx: Tx, roundId: string, bodyId: string): Promise<RunRow[]> {
  const rows = await tx
    .selectFrom('assignment_run')
    .selectAll()
    .where('round_id', '=', roundId)
    .where('body_id', '=', bodyId)
    .orderBy('asked_at', 'desc')
    .orderBy('id', 'desc')
    .limit(20)
    .execute();
  return rows as unknown as RunRow[];
}

/** Changes a run that still is in one of the states; false: it was cancelled, or somebody else was first. */
export async function changeRun(
  tx: Tx,
  id: string,
  from: readonly RunState[],
  change: { state?: RunState; done?: number; total?: number; beat_at?: string; ended_at?: string; failure?: string },
): Promise<boolean> {
  const rows = await tx
    .updateTable('assignment_run')
    .set(change)
    .where('id', '=', id)
    .where('state', 'in', from)
    .returning('id')
    .execute();
  return rows.length === 1;
}

export async function savePlan(tx: Tx, id: string, { seats, lacks, cost }: Plan): Promise<void> {
  await tx
    .updateTable('assignment_run')
    .set({ shortages: JSON.stringify(lacks), cost })
    .where('id', '=', id)
    .execute();
  await sqlRows(
    tx,
    `insert into assignment_seat (run_id, case_id, expert_id, fits, pinned)
     select $1, s."caseId", s."expertId", s.fits, s.pinned
     from jsonb_to_recordset($2::jsonb) as s("caseId" uuid, "expertId" uuid, fits text[], pinned boolean)`,
    [id, JSON.stringify(seats)],
  );
}

export async function addFailure(tx: Tx, id: string, failure: Failure): Promise<void> {
  await sqlRows(tx, 'update assignment_run set failures = failures || $2::jsonb where id = $1', [
    id,
    JSON.stringify([failure]),
  ]);
}

export interface SeatRow extends Pair {
  readonly name: string;
  readonly fits: string[];
  readonly pinned: boolean;
}
export async function seatsOf(tx: Tx, runId: string, caseIds: readonly string[] | null): Promise<SeatRow[]> {
  return sqlRows<SeatRow>(
    tx,
    `select s.case_id as "caseId", s.expert_id as "expertId", p.name, s.fits, s.pinned
     from assignment_seat s join person p on p.id = s.expert_id
     where s.run_id = $1 and ($2::uuid[] is null or s.case_id = any($2::uuid[])) order by s.case_id, p.name, p.id`,
    [runId, caseIds],
  );
}

export interface PlannedCase {
  readonly caseId: string;
  readonly number: string;
  readonly title: string;
  /** The panel of this plan sits. */
  readonly seated: boolean;
}
/** Submissions of a plan, those that lack experts first. */
export async function plannedCases(
  tx: Tx,
  run: RunRow,
  page: { page: number; size: number },
): Promise<{ rows: PlannedCase[]; total: number; seated: number }> {
  const lacking = run.shortages.map(({ caseId }) => caseId);
  const planned = `(select case_id from assignment_seat where run_id = $1 union select unnest($2::uuid[]))`;
  const seated = `exists (select 1 from review_panel b where b.case_id = c.id and b.pass = c.pass)`;
  const [count] = await sqlRows<{ total: number; seated: number }>(
    tx,
    `select count(*)::int as total, (count(*) filter (where ${seated}))::int as seated from case_file c where c.id in ${planned}`,
    [run.id, lacking],
  );
  const rows = await sqlRows<PlannedCase>(
    tx,
    `select c.id as "caseId", c.number, c.title, ${seated} as seated from case_file c where c.id in ${planned}
     order by (c.id = any($2::uuid[])) desc, c.number limit $3 offset $4`,
    [run.id, lacking, page.size, (page.page - 1) * page.size],
  );
  return { rows, total: count?.total ?? 0, seated: count?.seated ?? 0 };
}

/** How many of a plan's seats each expert has, by their number of seats. */
export async function loadsOf(tx: Tx, runId: string): Promise<{ expertId: string; name: string; seats: number }[]> {
  return sqlRows(
    tx,
    `select s.expert_id as "expertId", p.name, count(*)::int as seats from assignment_seat s join person p on p.id = s.expert_id
     where s.run_id = $1 group by 1, 2 order by 3 desc, 2, 1`,
    [runId],
  );
}
