import type { Selectable } from 'kysely';
import { newId } from '../../kernel/id.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { GradingTable } from '../../platform/db/schema.ts';
import type { Exception, Released } from './grading.ts';

export type GradingRow = Selectable<GradingTable>;

/** The sitting of the round that is not signed; a case that comes opens it. The round is locked. */
export async function joinGrading(
  tx: Tx,
  at: { roundId: string; caseId: string; pass: number; step: string; organisationId: string; now: string },
): Promise<void> {
  const open = await openGrading(tx, at.roundId);
  const id = open?.id ?? newId();
  if (!open)
    await tx
      .insertInto('grading')
      .values({
        id,
        round_id: at.roundId,
        step: at.step,
        organisation_id: at.organisationId,
        state: 'draft',
        opened_at: at.now,
      })
      .execute();
  await tx
    .insertInto('grading_line')
    .values({ grading_id: id, case_id: at.caseId, pass: at.pass })
    .onConflict((conflict) =>
      conflict.columns(['grading_id', 'case_id']).doUpdateSet({ pass: at.pass, grade: null, label: null }),
    )
    .execute();
}

export async function openGrading(tx: Tx, roundId: string): Promise<GradingRow | undefined> {
  return tx
    .selectFrom('grading')
    .selectAll()
    .where('round_id', '=', roundId)
    .where('state', '<>', 'signed')
    .executeTakeFirst();
}

/** Newest first. */
export async function signedGradings(tx: Tx, roundId: string): Promise<GradingRow[]> {
  return tx
    .selectFrom('grading')
    .selectAll()
    .where('round_id', '=', roundId)
    .where('state', '=', 'signed')
    .orderBy('signed_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/** A case that left by another way is no longer in a sitting that is not signed. */
export async function leaveGrading(tx: Tx, caseId: string): Promise<void> {
  await sqlRows(
    tx,
    `delete from grading_line l using grading g where g.id = l.grading_id and g.state <> 'signed' and l.case_id = $1`,
    [caseId],
  );
  await sqlRows(
    tx,
    `delete from grading_exception x using grading g where g.id = x.grading_id and g.state <> 'signed' and x.case_id = $1`,
    [caseId],
  );
}

export async function saveGrading(tx: Tx, id: string, change: Partial<GradingRow>): Promise<void> {
  await tx.updateTable('grading').set(change).where('id', '=', id).execute();
}

export interface GradingLine {
  readonly caseId: string;
  readonly pass: number;
  readonly grade: string | null;
  readonly label: string | null;
}
export async function linesOf(tx: Tx, gradingId: string): Promise<GradingLine[]> {
  return sqlRows<GradingLine>(
    tx,
    'select case_id as "caseId", pass, grade, label from grading_line where grading_id = $1 order by case_id',
    [gradingId],
  );
}

export async function saveLine(
  tx: Tx,
  gradingId: string,
  caseId: string,
  grade: string | null,
  label: string,
): Promise<void> {
  await tx
    .updateTable('grading_line')
    .set({ grade, label })
    .where('grading_id', '=', gradingId)
    .where('case_id', '=', caseId)
    .execute();
}

/** The grade that was signed last for each case of the round. */
export async function announcedGrades(
  tx: Tx,
  roundId: string,
): Promise<Map<string, { grade: string | null; label: string }>> {
  const rows = await sqlRows<{ caseId: string; grade: string | null; label: string }>(
    tx,
    `select distinct on (l.case_id) l.case_id as "caseId", l.grade, l.label from grading_line l join grading g on g.id = l.grading_id
     where g.round_id = $1 and g.state = 'signed' order by l.case_id, g.signed_at desc, g.id desc`,
    [roundId],
  );
  return new Map(rows.map(({ caseId, ...grade }) => [caseId, grade]));
}

export async function exceptionsOf(
  tx: Tx,
  gradingId: string,
): Promise<(Exception & { at: string; by: string | null })[]> {
  return sqlRows(
    tx,
    `select x.case_id as "caseId", x.grade, x.reason, x.at, p.name as by from grading_exception x
     left join person p on p.id = x.person_id where x.grading_id = $1 order by x.case_id`,
    [gradingId],
  );
}

export async function saveException(
  tx: Tx,
  gradingId: string,
  exception: Exception & { at: string; personId: string | null },
): Promise<void> {
  const change = { grade: exception.grade, reason: exception.reason, at: exception.at, person_id: exception.personId };
  await tx
    .insertInto('grading_exception')
    .values({ grading_id: gradingId, case_id: exception.caseId, ...change })
    .onConflict((conflict) => conflict.columns(['grading_id', 'case_id']).doUpdateSet(change))
    .execute();
}
export async function removeException(tx: Tx, gradingId: string, caseId: string): Promise<void> {
  await tx.deleteFrom('grading_exception').where('grading_id', '=', gradingId).where('case_id', '=', caseId).execute();
}

/** Open tasks of the cases at one kind of step of the round. */
export async function tasksAt(tx: Tx, roundId: string, stepKind: string) {
  return sqlRows<{ id: string; caseId: string; pass: number; personId: string | null }>(
    tx,
    `select k.id, k.case_id as "caseId", k.pass, k.person_id as "personId" from task k join case_file c on c.id = k.case_id and c.pass = k.pass
     where c.round_id = $1 and c.step_kind = $2 and k.state = 'open' and k.kind = 'main' order by c.number`,
    [roundId, stepKind],
  );
}

export interface ReleasedRow extends Released {
  readonly carrier: string;
}
export async function insertResult(
  tx: Tx,
  roundId: string,
  gradingId: string | null,
  at: string,
  row: Released,
): Promise<void> {
  await tx
    .insertInto('evaluation_result')
    .values({
      round_id: roundId,
      carrier_id: row.carrierId,
      case_id: row.caseId,
      participated: row.participated,
      points: row.points,
      place: row.place,
      grade: row.grade,
      label: row.label,
      because: row.because,
      exception: row.exception,
      grading_id: gradingId,
      released_at: at,
    })
    .execute();
}

/** Best first; those without a place last. */
export async function releasedResults(tx: Tx, roundId: string): Promise<ReleasedRow[]> {
  return sqlRows<ReleasedRow>(
    tx,
    `select v.carrier_id as "carrierId", k.name as carrier, v.case_id as "caseId", v.participated, v.points::float8 as points, v.place,
       v.grade, v.label, v.because, v.exception from evaluation_result v join carrier k on k.id = v.carrier_id
     where v.round_id = $1 order by v.place nulls last, k.name_sort, k.id`,
    [roundId],
  );
}
