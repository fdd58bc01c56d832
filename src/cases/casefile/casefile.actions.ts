import type { Actor, Role } from '../../kernel/actor.ts';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import { membershipsOf } from './bodies.store.ts';
import { type CaseRow, caseIdOfTask, insertUrged } from './casefile.store.ts';
import type { CaseFile } from './casefile.ts';
import { voidCase } from './deeds.ts';
import { change, lockRunning } from './interpreter.ts';
import type { CaseServices } from './steps.ts';
import { type Assignee, isFor, type Task, type TaskVerb } from './task.ts';
import { act, urgeAll } from './verbs.ts';

/** A verb as it comes from the screen: people by id. */
export interface VerbInput {
  readonly opinion?: string | undefined;
  readonly to?: string | undefined;
  readonly people?: readonly { personId: string; organisationId?: string | undefined }[] | undefined;
  readonly place?: 'before' | 'after' | undefined;
  readonly signer?: string | undefined;
}

/** The roles that may sign beside an officer. */
const SIGNER_ROLES: readonly Role[] = ['officer', 'director'];

/** One verb on one task, in the name of the actor. */
export async function actOnTask(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  taskId: string,
  verb: TaskVerb,
  input: VerbInput = {},
): Promise<CaseRow> {
  const caseId = await caseIdOfTask(tx, taskId);
  const people = await chosenPeople(tx, services, caseId, taskId, verb, input);
  const deed = {
    verb,
    opinion: input.opinion ?? null,
    to: input.to,
    place: input.place,
    signer: input.signer,
    ...(people && { people }),
  };
  return change(
    tx,
    services,
    actor,
    caseId,
    (file, now) => act(file, actor, taskId, deed, now),
    async (file) => tellUrged(tx, services, actor, file),
  );
}

/** Whoever is to act must hold a role that may, in the organisation meant: the task's own, or for signers another. */
async function chosenPeople(
  tx: Tx,
  services: CaseServices,
  caseId: string,
  taskId: string,
  verb: TaskVerb,
  { people }: VerbInput,
): Promise<Assignee[] | undefined> {
  if (!people || people.length === 0) return undefined;
  const { file } = await lockRunning(tx, caseId);
  const task = file.tasks.find(({ id }) => id === taskId);
  if (!task) throw new Refusal('not-found', { task: taskId });
  const chosen: Assignee[] = [];
  for (const [index, { personId, organisationId }] of people.entries()) {
    const where = organisationId ?? task.organisationId;
    const held = where === null ? [] : await membershipsOf(tx, personId, where, services.clock.today());
    const role = roleFor(verb, task, held);
    const stays = verb === 'addSign' || verb === 'copy' || where === task.organisationId;
    if (!role || !stays) {
      const path = `people.${index}.personId`;
      throw new Refusal('task.not-a-colleague', { personId }, [
        { path, code: 'role', message: '所选人员不能办理此事项' },
      ]);
    }
    if (chosen.some((other) => other.personId === personId)) throw new Refusal('task.already-signer', { personId });
    chosen.push({ organisationId: where, role, personId });
  }
  return chosen;
}

function roleFor(verb: TaskVerb, task: Task, held: readonly Role[]): Role | undefined {
  if (held.includes(task.role)) return task.role;
  if (verb === 'addSign') return SIGNER_ROLES.find((role) => held.includes(role));
  return verb === 'copy' ? held[0] : undefined;
}

/** 催办 of whoever has the case in hand; for the applicant, who sees no tasks. */
export async function urgeCase(tx: Tx, services: CaseServices, actor: Actor, caseId: string): Promise<CaseRow> {
  return change(
    tx,
    services,
    actor,
    caseId,
    (file, now) => urgeAll(file, actor, now),
    async (file) => tellUrged(tx, services, actor, file),
  );
}

async function tellUrged(tx: Tx, services: CaseServices, actor: Actor, file: CaseFile): Promise<void> {
  const at = services.clock.now().toString();
  for (const event of file.events) {
    if (event.verb !== 'urge' || event.taskId === null) continue;
    const by = actor.organisationName ?? actor.name;
    await insertUrged(tx, { id: newId(), case_id: file.id, task_id: event.taskId, kind: 'urged', at, by_name: by });
  }
}

/** 撤回 of the submission, by whoever handed it in. */
export async function withdrawSubmission(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
): Promise<CaseRow> {
  const { file } = await lockRunning(tx, caseId);
  const submitted = file.tasks.findLast(({ verb, state }) => verb === 'submit' && state === 'done');
  if (!submitted) throw new Refusal('case.wrong-step', { step: file.step });
  return actOnTask(tx, services, actor, submitted.id, 'withdraw');
}

export async function voidCaseFile(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  reason: string,
): Promise<CaseRow> {
  return change(tx, services, actor, caseId, (file, now) => voidCase(file, actor, reason, now));
}

/** The open tasks at the current step that are this actor's. */
export function myOpenTasks(file: CaseFile, actor: Actor): Task[] {
  return file.tasks.filter((task) => task.state === 'open' && isFor(task, actor));
}
