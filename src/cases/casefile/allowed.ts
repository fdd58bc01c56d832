import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { CaseFile } from './casefile.ts';
import { formIsOpen, stepOf, supplementOut, tasksOfPass, wayTo } from './casefile.ts';
import { submit, takeBackSupplement, voidCase } from './deeds.ts';
import { isFor, isPending, TASK_VERBS, type Task, type TaskVerb, verbRow } from './task.ts';
import { act, allows, urgeAll } from './verbs.ts';

/** Deeds on the case itself, beside the verbs on its tasks. */
export type CaseDeed = 'fill' | 'submit' | 'withdraw' | 'answer' | 'urge' | 'void' | 'judge' | 'ask' | 'takeBack';

export interface Allowed {
  readonly deeds: CaseDeed[];
  readonly tasks: { readonly taskId: string; readonly verbs: TaskVerb[] }[];
  /** Where `returnTo` may lead. */
  readonly returnTo: string[];
  /** The step waits for the actor, or for another of the body that the actor is of, whom it may help; null: for others. */
  readonly turn: 'own' | 'body' | null;
}

const passes = (attempt: () => unknown): boolean => {
  try {
    attempt();
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
};

/** What this actor could do now: what would not be refused, found by the same functions that decide. */
export function allowedFor(file: CaseFile, actor: Actor, now: string): Allowed {
  if (file.state === 'closed') return { deeds: [], tasks: [], returnTo: [], turn: null };
  const step = stepOf(file);
  const mine = file.tasks.filter((task) => isFor(task, actor) || task.decidedBy === actor.personId);
  const tasks = mine
    .map((task) => ({ taskId: task.id, verbs: TASK_VERBS.filter((verb) => couldUse(file, actor, task, verb, now)) }))
    .filter(({ verbs }) => verbs.length > 0);
  const waiting = tasksOfPass(file).filter(({ state, kind }) => state === 'open' && kind === 'main');
  const open = waiting.find((task) => isFor(task, actor));
  const ours = actor.organisationId !== null && waiting.some((task) => task.organisationId === actor.organisationId);
  const isApplicant = actor.organisationId === file.applicantId;
  const handedIn = file.tasks.findLast(({ verb, state }) => verb === 'submit' && state === 'done');
  const asked = file.supplements.filter(({ step: at, state }) => at === step.id && state !== 'takenBack').length;
  const can: Record<CaseDeed, boolean> = {
    fill: isApplicant && formIsOpen(file),
    submit: passes(() => submit(file, actor, now)),
    withdraw: handedIn !== undefined && passes(() => act(file, actor, handedIn.id, { verb: 'withdraw' }, now)),
    answer: tasksOfPass(file).some((task) => task.kind === 'supplement' && task.state === 'open' && isFor(task, actor)),
    urge: passes(() => urgeAll(file, actor, now)),
    void: passes(() => voidCase(file, actor, '', now)),
    judge: open !== undefined && (step.kind === 'review' || step.kind === 'decision'),
    ask: open !== undefined && step.supplement !== undefined && asked < step.supplement.times && !supplementOut(file),
    takeBack: passes(() => takeBackSupplement(file, actor, now)),
  };
  const deeds = (Object.keys(can) as CaseDeed[]).filter((deed) => can[deed]);
  return { deeds, tasks, returnTo: open ? wayTo(file).slice(0, -1) : [], turn: open ? 'own' : ours ? 'body' : null };
}

function couldUse(file: CaseFile, actor: Actor, task: Task, verb: TaskVerb, now: string): boolean {
  if (verb === 'withdraw') return passes(() => act(file, actor, task.id, { verb }, now));
  if (verb === 'urge') return false;
  if (verb === 'removeSign') {
    const below = file.tasks.filter(({ parentId, kind }) => parentId === task.id && kind !== 'cc');
    return below.some(
      (signer) => isPending(signer) && passes(() => act(file, actor, task.id, { verb, signer: signer.id }, now)),
    );
  }
  if (task.state !== 'open' || !isFor(task, actor) || !allows(file, task, verb)) return false;
  if (verbRow(verb).decides && supplementOut(file)) return false;
  const back = verb === 'returnPrevious' || verb === 'returnTo' || verb === 'returnToStarter';
  return !back || wayTo(file).length > 1;
}
