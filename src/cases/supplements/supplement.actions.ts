import { type Actor, SYSTEM } from '../../kernel/actor.ts';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Job } from '../../platform/jobs/jobs.ts';
import type { Step } from '../../policy/procedure.ts';
import { assess } from '../assessments/assessment.actions.ts';
import { type CaseRow, caseById, caseIdOfTask, lockCase } from '../casefile/casefile.store.ts';
import { supplementOut } from '../casefile/casefile.ts';
import {
  answerSupplement,
  askSupplement,
  lapseSupplement,
  type SupplementItem,
  takeBackSupplement,
} from '../casefile/deeds.ts';
import { change, type Running, writePaperNow } from '../casefile/interpreter.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { dropSupplementTimers, resumeClock, scheduleLapse, stopClock } from '../deadlines/deadline.actions.ts';
import { supplementOutOf } from '../deadlines/deadline.store.ts';

/** 一次性补正: tells the applicant everything that is missing at once. The step's clock stands until they answer. */
export async function askForSupplement(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  taskId: string,
  items: readonly SupplementItem[],
): Promise<CaseRow> {
  const caseId = await caseIdOfTask(tx, taskId);
  const id = newId();
  const row = await change(
    tx,
    services,
    actor,
    caseId,
    (file, now) => askSupplement(file, actor, taskId, items, id, now),
    async (file, running) => {
      const step = stepOfRow(running);
      const out = supplementOut(file);
      if (!out || !step.supplement) return;
      const now = services.clock.now().toString();
      await stopClock(tx, services, caseId, file.pass, step, '补正');
      const due = await scheduleLapse(tx, services, caseId, file.pass, now, step.supplement.workingDays);
      await tx
        .insertInto('supplement')
        .values({
          id,
          case_id: caseId,
          pass: file.pass,
          task_id: out.taskId,
          number: out.number,
          items: JSON.stringify(items),
          asked_at: now,
          asked_by: actor.personId,
          due_at: due.at ?? now,
          due_on: due.on ?? services.clock.today(),
          due_provisional: due.provisional,
          state: 'out',
        })
        .execute();
    },
  );
  await writePaperNow(tx, services, actor, caseId, 'supplementNotice');
  return row;
}

/** The applicant has put everything right: the clock goes on, and what is judged is frozen anew. */
export async function answerTheSupplement(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  answer: string | null,
): Promise<CaseRow> {
  const row = await change(
    tx,
    services,
    actor,
    caseId,
    (file, now) => answerSupplement(file, actor, answer, now),
    async (file, running) => {
      const answered = file.supplements.findLast(({ state }) => state === 'answered');
      await tx
        .updateTable('supplement')
        .set({ answer })
        .where('id', '=', answered?.id ?? '')
        .execute();
      await goOn(tx, services, caseId, file.pass, running);
      await assess(tx, services, await caseById(tx, caseId), 'submit');
    },
  );
  // The report is sealed as it was supplemented; the earlier one stays beside it.
  if (row.purpose === 'evaluation') await writePaperNow(tx, services, actor, caseId, 'selfEvaluation');
  return row;
}

export async function takeSupplementBack(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
): Promise<CaseRow> {
  return change(
    tx,
    services,
    actor,
    caseId,
    (file, now) => takeBackSupplement(file, actor, now),
    async (file, running) => goOn(tx, services, caseId, file.pass, running),
  );
}

async function goOn(tx: Tx, services: CaseServices, caseId: string, pass: number, running: Running): Promise<void> {
  await dropSupplementTimers(tx, services, caseId, pass);
  await resumeClock(tx, services, caseId, pass, stepOfRow(running));
}

/** The timer of a request that nobody answered. One that was answered, or is due on a provisional day, stays as it is. */
export async function onSupplementLapse(tx: Tx, services: CaseServices, { payload }: Job): Promise<void> {
  const { caseId, pass } = payload as { caseId: string; pass: number };
  await lockCase(tx, caseId);
  const out = await supplementOutOf(tx, caseId);
  if (!out || out.pass !== pass || out.due_provisional) return;
  await change(tx, services, SYSTEM, caseId, (file, now) => lapseSupplement(file, SYSTEM, now));
}

function stepOfRow({ procedure, row }: Running): Step {
  const step = procedure.steps.find(({ id }) => id === row.step);
  if (!step) throw new Refusal('case.closed');
  return step;
}
