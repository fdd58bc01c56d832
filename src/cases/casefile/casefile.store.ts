import type { Insertable, Selectable } from 'kysely';
import { Refusal } from '../../kernel/refusal.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type {
  CaseFileTable,
  CasePaperTable,
  CaseStepTable,
  ReminderTable,
  TaskTable,
} from '../../platform/db/schema.ts';
import type { Procedure } from '../../policy/procedure.ts';
import type { CaseState } from './case-state.ts';
import type { CaseEvent, CaseFile, Pass, Supplement } from './casefile.ts';
import { HOLDING, type Task } from './task.ts';

export type CaseRow = Selectable<CaseFileTable>;

export async function caseById(tx: Tx, id: string): Promise<CaseRow> {
  const row = await tx.selectFrom('case_file').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new Refusal('not-found', { case: id });
  return row;
}

/** Locks the row: one verb at a time acts on a case. */
export async function lockCase(tx: Tx, id: string): Promise<CaseRow> {
  const row = await tx.selectFrom('case_file').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw new Refusal('not-found', { case: id });
  return row;
}

/** The party learns of the case: it sees what happens from this pass on. */
export async function tellParty(tx: Tx, caseId: string, pass: number): Promise<void> {
  await sqlRows(tx, 'update case_file set told_pass = coalesce(told_pass, $2) where id = $1 and against', [
    caseId,
    pass,
  ]);
}

export async function caseIdOfTask(tx: Tx, taskId: string): Promise<string> {
  const row = await tx.selectFrom('task').select('case_id').where('id', '=', taskId).executeTakeFirst();
  if (!row) throw new Refusal('not-found', { task: taskId });
  return row.case_id;
}

/** The whole of what decides what may happen, as plain data. */
export async function loadFile(tx: Tx, row: CaseRow, procedure: Procedure): Promise<CaseFile> {
  const passes = await tx.selectFrom('case_step').selectAll().where('case_id', '=', row.id).orderBy('pass').execute();
  const tasks = await tx
    .selectFrom('task')
    .selectAll()
    .where('case_id', '=', row.id)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  const supplements = await tx
    .selectFrom('supplement')
    .innerJoin('task', 'task.id', 'supplement.task_id')
    .select([
      'supplement.id',
      'supplement.pass',
      'task.step',
      'supplement.task_id',
      'supplement.number',
      'supplement.state',
    ])
    .where('supplement.case_id', '=', row.id)
    .orderBy('supplement.asked_at')
    .execute();
  return {
    id: row.id,
    procedure,
    applicantId: row.applicant_id,
    state: row.state as CaseState,
    step: row.step,
    pass: row.pass,
    end: row.end_id,
    result: row.result as CaseFile['result'],
    passes: passes.map(passOf),
    tasks: tasks.map(taskOf),
    supplements: supplements.map((s) => ({
      id: s.id,
      pass: s.pass,
      step: s.step,
      taskId: s.task_id,
      number: s.number,
      state: s.state as Supplement['state'],
    })),
    events: [],
    move: null,
  };
}

function passOf(row: Selectable<CaseStepTable>): Pass {
  return {
    pass: row.pass,
    step: row.step,
    kind: row.kind as Pass['kind'],
    enteredAt: row.entered_at,
    leftAt: row.left_at,
    outcome: row.outcome,
    acted: row.acted,
    fromPass: row.from_pass,
    leftTask: row.left_task,
  };
}

export function taskOf(row: Selectable<TaskTable>): Task {
  return {
    id: row.id,
    pass: row.pass,
    step: row.step,
    kind: row.kind as Task['kind'],
    state: row.state as Task['state'],
    organisationId: row.organisation_id,
    role: row.role as Task['role'],
    personId: row.person_id,
    parentId: row.parent_id,
    place: row.place as Task['place'],
    verb: row.verb as Task['verb'],
    opinion: row.opinion,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    endedBy: row.ended_by,
    endedFrom: row.ended_from as Task['endedFrom'],
    urgedAt: row.urged_at,
    createdAt: row.created_at,
    data: row.data,
  };
}

/** Writes what the verb changed. `case_file` itself is written by the action, which knows the moments. */
export async function saveFile(tx: Tx, before: CaseFile | null, after: CaseFile, now: string): Promise<void> {
  const known = new Map((before?.tasks ?? []).map((task) => [task.id, task]));
  for (const task of after.tasks) {
    const old = known.get(task.id);
    if (!old) await tx.insertInto('task').values(taskRow(after.id, task)).execute();
    else if (old !== task)
      await tx.updateTable('task').set(taskRow(after.id, task)).where('id', '=', task.id).execute();
  }
  const knownPasses = new Map((before?.passes ?? []).map((pass) => [pass.pass, pass]));
  for (const pass of after.passes) {
    const old = knownPasses.get(pass.pass);
    if (!old) await tx.insertInto('case_step').values(passRow(after.id, pass)).execute();
    else if (old !== pass) {
      await tx
        .updateTable('case_step')
        .set(passRow(after.id, pass))
        .where('case_id', '=', after.id)
        .where('pass', '=', pass.pass)
        .execute();
    }
  }
  const knownSupplements = new Map((before?.supplements ?? []).map((one) => [one.id, one]));
  for (const one of after.supplements) {
    const old = knownSupplements.get(one.id);
    if (!old || old.state === one.state) continue;
    await tx.updateTable('supplement').set({ state: one.state, ended_at: now }).where('id', '=', one.id).execute();
  }
  await appendEvents(tx, after.id, after.events);
}

/** Where the case stands now; the moments are the first of their kind. */
export async function saveStanding(tx: Tx, file: CaseFile, kind: string | null, now: string): Promise<void> {
  await sqlRows(
    tx,
    `update case_file set state = $2, step = $3, step_kind = $4, pass = $5, end_id = $6, result = $7,
       submitted_at = case when $2 <> 'draft' and $9 then coalesce(submitted_at, $8) else submitted_at end,
       closed_at = case when $2 = 'closed' then $8::timestamptz end
     where id = $1`,
    [file.id, file.state, file.step, kind, file.pass, file.end, file.result, now, file.state === 'open'],
  );
}

export async function appendEvents(tx: Tx, caseId: string, events: readonly CaseEvent[]): Promise<void> {
  if (events.length === 0) return;
  const last = await tx
    .selectFrom('case_event')
    .select(({ fn }) => fn.max('seq').as('seq'))
    .where('case_id', '=', caseId)
    .executeTakeFirst();
  let seq = last?.seq ?? 0;
  await tx
    .insertInto('case_event')
    .values(
      events.map((event) => ({
        case_id: caseId,
        seq: ++seq,
        at: event.at,
        pass: event.pass,
        step: event.step,
        task_id: event.taskId,
        verb: event.verb,
        person_id: event.actor.personId,
        person_name: event.actor.name,
        organisation_id: event.actor.organisationId,
        organisation_name: event.actor.organisationName,
        opinion: event.opinion,
        internal: event.internal,
        data: JSON.stringify(event.data),
      })),
    )
    .execute();
}

function taskRow(caseId: string, task: Task) {
  return {
    id: task.id,
    case_id: caseId,
    pass: task.pass,
    step: task.step,
    kind: task.kind,
    state: task.state,
    organisation_id: task.organisationId,
    role: task.role,
    person_id: task.personId,
    parent_id: task.parentId,
    place: task.place,
    verb: task.verb,
    opinion: task.opinion,
    decided_by: task.decidedBy,
    decided_at: task.decidedAt,
    ended_by: task.endedBy,
    ended_from: task.endedFrom,
    urged_at: task.urgedAt,
    created_at: task.createdAt,
    data: JSON.stringify(task.data),
  };
}

function passRow(caseId: string, pass: Pass) {
  return {
    case_id: caseId,
    pass: pass.pass,
    step: pass.step,
    kind: pass.kind,
    entered_at: pass.enteredAt,
    left_at: pass.leftAt,
    outcome: pass.outcome,
    acted: pass.acted,
    from_pass: pass.fromPass,
    left_task: pass.leftTask,
  };
}

export async function hasOpenTask(tx: Tx, caseId: string, pass: number): Promise<boolean> {
  const row = await tx
    .selectFrom('task')
    .select('id')
    .where('case_id', '=', caseId)
    .where('pass', '=', pass)
    .where('state', '=', 'open')
    .where('kind', 'in', HOLDING)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertPaper(tx: Tx, paper: Insertable<CasePaperTable>): Promise<void> {
  await tx.insertInto('case_paper').values(paper).execute();
}

export async function voidPapers(tx: Tx, caseId: string, pass: number, at: string): Promise<void> {
  await tx
    .updateTable('case_paper')
    .set({ void_at: at })
    .where('case_id', '=', caseId)
    .where('pass', '=', pass)
    .where('void_at', 'is', null)
    .execute();
}

export async function insertUrged(tx: Tx, reminder: Insertable<ReminderTable>): Promise<void> {
  await tx.insertInto('reminder').values(reminder).execute();
}
