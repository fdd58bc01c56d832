import { newId } from '../../kernel/id.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { taskOf } from '../casefile/casefile.store.ts';
import type { Task } from '../casefile/task.ts';
import type { SamplingMethod } from '../evaluations/evaluation.ts';
import { byReviewer } from '../selfEvaluations/selfEvaluation.store.ts';
import { DRAWN } from '../siteVisits/siteVisit.ts';
import type { FoundFigure, SampleRecord } from './sampleVisit.ts';

export interface DrawnCase {
  readonly roundId: string;
  readonly method: SamplingMethod;
  readonly seed: string | null;
  readonly place: number;
  readonly of: number;
  readonly reason: string;
  readonly at: string;
}
/** How the unit of the case was drawn; undefined: it was not. */
export async function drawnCase(tx: Tx, caseId: string): Promise<DrawnCase | undefined> {
  const [row] = await sqlRows<DrawnCase>(
    tx,
    `select s.round_id as "roundId", s.method, s.seed, s.place, s.reason, s.at,
       (select count(*)::int from evaluation_sample o where o.round_id = s.round_id) as of
     from evaluation_member m join evaluation_sample s on s.round_id = m.round_id and s.carrier_id = m.carrier_id
     where m.case_id = $1`,
    [caseId],
  );
  return row;
}

/** What whoever visits has to do; undefined: nothing, or no longer. */
export async function visitTask(tx: Tx, caseId: string): Promise<Task | undefined> {
  const row = await tx
    .selectFrom('task')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('kind', '=', 'visit')
    .where('state', '=', 'open')
    .executeTakeFirst();
  return row && taskOf(row);
}

/** Cases of a round whose unit was drawn and not yet visited; those that ended meanwhile need no visit. */
export async function openVisits(tx: Tx, of: { roundId: string } | { caseId: string }): Promise<string[]> {
  const [column, id] = 'roundId' in of ? ['m.round_id', of.roundId] : ['m.case_id', of.caseId];
  const rows = await sqlRows<{ number: string }>(
    tx,
    `select c.number from evaluation_sample s
     join evaluation_member m on m.round_id = s.round_id and m.carrier_id = s.carrier_id
     join case_file c on c.id = m.case_id and c.state <> 'closed'
     where ${column} = $1 and not exists (
       select 1 from site_visit v where v.case_id = c.id and v.pass = ${DRAWN} and v.state = 'submitted') order by c.number`,
    [id],
  );
  return rows.map(({ number }) => number);
}

/** The draft, or what was recorded. */
export async function saveSampled(
  tx: Tx,
  caseId: string,
  record: SampleRecord,
  change: { version: number; saved_at: string; saved_by: string | null; state?: 'submitted'; submitted_at?: string },
): Promise<void> {
  const columns = {
    visited_on: record.visitedOn,
    place: record.place,
    people: JSON.stringify(record.people),
    figures: JSON.stringify(record.figures),
    summary: record.summary,
    ...change,
  };
  await tx
    .insertInto('site_visit')
    .values({ id: newId(), case_id: caseId, pass: DRAWN, state: 'draft', ...columns })
    .onConflict((conflict) => conflict.columns(['case_id', 'pass']).doUpdateSet(columns))
    .execute();
}

/** Figures found different that no reviewer has dealt with since. */
export async function unansweredDifferences(tx: Tx, caseId: string): Promise<FoundFigure['fact'][]> {
  const rows = await sqlRows<{ fact: FoundFigure['fact'] }>(
    tx,
    `select v.fact from figure_verification v where v.case_id = $1 and v.outcome = 'different'
       and not exists (select 1 from figure_verification w where w.case_id = v.case_id and w.fact = v.fact
         and ${byReviewer('w')} and w.at >= v.at)
     order by v.fact`,
    [caseId],
  );
  return rows.map(({ fact }) => fact);
}
