import { newId } from '../../kernel/id.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { Due } from './deadline.ts';

export async function passClock(tx: Tx, caseId: string, pass: number) {
  const entry = await tx
    .selectFrom('case_step')
    .select(['step', 'entered_at', 'left_at', 'due_at', 'due_on', 'due_provisional', 'working_days'])
    .where('case_id', '=', caseId)
    .where('pass', '=', pass)
    .executeTakeFirstOrThrow();
  const stops = await tx
    .selectFrom('case_stop')
    .select(['from_at', 'until_at'])
    .where('case_id', '=', caseId)
    .where('pass', '=', pass)
    .execute();
  return { ...entry, stops };
}

export async function setDue(tx: Tx, caseId: string, pass: number, due: Due): Promise<void> {
  await tx
    .updateTable('case_step')
    .set({ due_at: due.at, due_on: due.on, due_provisional: due.provisional })
    .where('case_id', '=', caseId)
    .where('pass', '=', pass)
    .execute();
}

/** This pass has so many working days, whatever the pack says. */
export async function setWorkingDays(tx: Tx, caseId: string, pass: number, days: number): Promise<void> {
  await tx
    .updateTable('case_step')
    .set({ working_days: days })
    .where('case_id', '=', caseId)
    .where('pass', '=', pass)
    .execute();
}

export async function insertStop(tx: Tx, caseId: string, pass: number, at: string, reason: string): Promise<void> {
  await tx
    .insertInto('case_stop')
    .values({ id: newId(), case_id: caseId, pass, from_at: at, until_at: null, reason })
    .execute();
}

export async function endStops(tx: Tx, caseId: string, at: string): Promise<void> {
  await tx
    .updateTable('case_stop')
    .set({ until_at: at })
    .where('case_id', '=', caseId)
    .where('until_at', 'is', null)
    .execute();
}

/** Cancels the timers of a case whose key begins so: of a pass, or of all of them. */
export async function dropTimers(tx: Tx, prefix: string, at: string): Promise<void> {
  await sqlRows(
    tx,
    'update job set dropped_at = $2 where starts_with(key, $1) and done_at is null and dropped_at is null',
    [prefix, at],
  );
}

/** Whether something will happen by itself; a reminder changes nothing and does not count. */
export async function hasTimer(tx: Tx, prefix: string): Promise<boolean> {
  const rows = await sqlRows(
    tx,
    `select 1 from job where starts_with(key, $1) and kind <> 'case.reminder' and done_at is null and dropped_at is null limit 1`,
    [prefix],
  );
  return rows.length > 0;
}

/** One row for each task that stands open at the pass now. */
export async function insertReminders(
  tx: Tx,
  about: { caseId: string; pass: number; supplement: boolean },
  kind: 'before' | 'at' | 'after',
  at: string,
): Promise<void> {
  const tasks = await tx
    .selectFrom('task')
    .innerJoin('case_file', 'case_file.id', 'task.case_id')
    .select('task.id')
    .where('case_id', '=', about.caseId)
    .where('task.pass', '=', about.pass)
    .where('task.state', '=', 'open')
    .where('task.kind', about.supplement ? '=' : '<>', 'supplement')
    .where('task.kind', '<>', 'cc')
    .whereRef('case_file.pass', '=', 'task.pass')
    .execute();
  if (tasks.length === 0) return;
  await tx
    .insertInto('reminder')
    .values(tasks.map(({ id }) => ({ id: newId(), case_id: about.caseId, task_id: id, kind, at, by_name: null })))
    .execute();
}

/** Cases whose current step, or whose supplement request, has a due moment. */
export async function dueCases(
  tx: Tx,
): Promise<{ id: string; pass: number; pack_hash: string; procedure_id: string; step: string }[]> {
  return sqlRows(
    tx,
    `select c.id, c.pass, c.pack_hash, c.procedure_id, c.step from case_file c
     join case_step s on s.case_id = c.id and s.pass = c.pass
     where c.state <> 'closed' and (s.due_at is not null or exists (select 1 from supplement x where x.case_id = c.id and x.state = 'out'))
     order by c.id`,
  );
}

export async function supplementOutOf(tx: Tx, caseId: string) {
  return tx
    .selectFrom('supplement')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('state', '=', 'out')
    .executeTakeFirst();
}
