import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Pack } from '../../policy/pack.ts';
import type { Procedure, Step } from '../../policy/procedure.ts';
import { type CaseRow, caseById, lockCase, taskOf } from '../casefile/casefile.store.ts';
import type { HandledStep } from '../casefile/steps.ts';
import { isFor, type Task } from '../casefile/task.ts';
import { packOfCase, procedureOf } from '../packs/pack.actions.ts';

/** A case that stands at a step with a feature of its own, and the tasks open there. */
export interface Standing {
  readonly file: CaseRow;
  readonly pack: Pack;
  readonly procedure: Procedure;
  readonly step: Step;
  readonly tasks: readonly Task[];
}

/** Locks the case and refuses when it stands elsewhere: two commands on one case wait for each other. */
export async function standingAt(tx: Tx, caseId: string, kind: HandledStep): Promise<Standing> {
  return standing(tx, await lockCase(tx, caseId), kind);
}

/** The same without a lock, for reading. */
export async function seenAt(tx: Tx, caseId: string, kind: HandledStep): Promise<Standing> {
  return standing(tx, await caseById(tx, caseId), kind);
}

async function standing(tx: Tx, file: CaseRow, kind: HandledStep): Promise<Standing> {
  if (file.state === 'closed') throw new Refusal('case.closed');
  const pack = await packOfCase(tx, file);
  const procedure = procedureOf(pack, file.procedure_id);
  const step = procedure.steps.find(({ id }) => id === file.step);
  if (!step || step.kind !== kind) throw new Refusal('case.wrong-step', { step: file.step });
  const rows = await tx
    .selectFrom('task')
    .selectAll()
    .where('case_id', '=', file.id)
    .where('pass', '=', file.pass)
    .where('state', '=', 'open')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return { file, pack, procedure, step, tasks: rows.map(taskOf) };
}

/** The actor's own open task there; `mayHelp`: an officer of the body that has it in hand prepares for its holder. */
export function myTask({ tasks }: Standing, actor: Actor, mayHelp = false): Task {
  const mine = tasks.find((task) => task.kind === 'main' && isFor(task, actor));
  if (mine) return mine;
  const ours = tasks.find((task) => task.kind === 'main' && task.organisationId === actor.organisationId);
  if (mayHelp && ours && actor.organisationId !== null) return ours;
  throw new Refusal('task.not-yours');
}
