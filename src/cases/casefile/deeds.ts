import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { purposeRow } from '../../policy/procedure.ts';
import {
  addTask,
  type CaseFile,
  copyOf,
  endTask,
  note,
  outcomeOf,
  setSupplement,
  setTask,
  stepOf,
  supplementOut,
  tasksOfPass,
  VOID,
} from './casefile.ts';
import { applicantRole, holds, isFor, STEP_ROLES, type Verb, verbRow } from './task.ts';
import { requireMine } from './verbs.ts';

/** The applicant hands the form in. */
export function submit(before: CaseFile, actor: Actor, now: string): CaseFile {
  const file = copyOf(before);
  if (stepOf(file).kind !== 'form') throw new Refusal('case.wrong-step', { step: file.step });
  const task = tasksOfPass(file).find(({ kind, state }) => kind === 'main' && state === 'open');
  if (!task || !isFor(task, actor)) throw new Refusal('task.not-yours');
  setTask(file, task.id, { state: 'done', verb: 'submit', decidedBy: actor.personId, decidedAt: now });
  file.move = { how: 'outcome', to: outcomeOf(file, 'submitted').to, outcome: 'submitted', byTask: task.id };
  note(file, { at: now, taskId: task.id, verb: 'submit', actor, opinion: null, internal: false, data: {} });
  file.state = 'open';
  return file;
}

/** A step's own feature reached an outcome. */
export function finish(before: CaseFile, actor: Actor, outcome: string, now: string): CaseFile {
  const file = copyOf(before);
  if (file.state === 'closed') throw new Refusal('case.closed');
  const done = tasksOfPass(file).filter(({ decidedAt }) => decidedAt !== null);
  file.move = { how: 'outcome', to: outcomeOf(file, outcome).to, outcome, byTask: done.at(-1)?.id ?? null };
  note(file, { at: now, taskId: null, verb: 'advance', actor, opinion: null, internal: false, data: { outcome } });
  return file;
}

/** 重新审查: what an earlier pass gave does not stand, and the case goes back to its step. */
export function reexamine(before: CaseFile, actor: Actor, pass: number, reason: string, now: string): CaseFile {
  const file = copyOf(before);
  if (file.state === 'closed') throw new Refusal('case.closed');
  const stood = file.passes.find((one) => one.pass === pass);
  if (!stood) throw new Refusal('task.no-way-back', { pass });
  file.move = { how: 'returned', to: stood.step, outcome: null, byTask: null };
  note(file, { at: now, taskId: null, verb: 'reexamine', actor, opinion: reason, internal: true, data: {} });
  return file;
}

/** A task of a step's own feature is done, with the feature's verb. */
export function complete(
  before: CaseFile,
  actor: Actor,
  taskId: string,
  verb: Verb,
  opinion: string | null,
  now: string,
): CaseFile {
  const file = copyOf(before);
  const task = file.tasks.find(({ id }) => id === taskId);
  if (!task) throw new Refusal('not-found', { task: taskId });
  requireMine(file, task, actor);
  setTask(file, taskId, { state: 'done', verb, opinion, decidedBy: actor.personId, decidedAt: now });
  note(file, { at: now, taskId, verb, actor, opinion, internal: !verbRow(verb).told, data: {} });
  return file;
}

export interface SupplementItem {
  /** What is missing: a requirement, an evidence slot, a form field, or something in words. */
  readonly kind: 'requirement' | 'evidence' | 'field' | 'other';
  readonly ref: string | null;
  readonly says: string;
}

/** 一次性补正: asks the applicant for everything that is missing. The reviewer's tasks stay; their clock stands. */
export function askSupplement(
  before: CaseFile,
  actor: Actor,
  taskId: string,
  items: readonly SupplementItem[],
  supplementId: string,
  now: string,
): CaseFile {
  const file = copyOf(before);
  const task = file.tasks.find(({ id }) => id === taskId);
  if (!task) throw new Refusal('not-found', { task: taskId });
  requireMine(file, task, actor);
  const { supplement } = stepOf(file);
  if (task.kind !== 'main' || task.pass !== file.pass || !supplement)
    throw new Refusal('task.wrong-verb', { verb: 'ask' });
  if (supplementOut(file)) throw new Refusal('task.supplement-out');
  const asked = file.supplements.filter(({ step, state }) => step === file.step && state !== 'takenBack').length;
  if (asked >= supplement.times) throw new Refusal('supplement.used-up', { times: supplement.times });
  const forApplicant = addTask(
    file,
    {
      kind: 'supplement',
      organisationId: file.applicantId,
      role: applicantRole(file.procedure.purpose),
      personId: null,
    },
    now,
  );
  file.supplements.push({
    id: supplementId,
    pass: file.pass,
    step: task.step,
    taskId: forApplicant.id,
    number: asked + 1,
    state: 'out',
  });
  note(file, { at: now, taskId, verb: 'ask', actor, opinion: null, internal: false, data: { items } });
  return file;
}

export function answerSupplement(before: CaseFile, actor: Actor, answer: string | null, now: string): CaseFile {
  const file = copyOf(before);
  const out = supplementOut(file);
  const task = file.tasks.find(({ id }) => id === out?.taskId);
  if (!out || !task) throw new Refusal('case.wrong-step', { step: file.step });
  requireMine(file, task, actor);
  setTask(file, task.id, { state: 'done', verb: 'answer', opinion: answer, decidedBy: actor.personId, decidedAt: now });
  setSupplement(file, out.id, 'answered');
  note(file, { at: now, taskId: task.id, verb: 'answer', actor, opinion: answer, internal: false, data: {} });
  return file;
}

/** The body that asked no longer needs the answer. */
export function takeBackSupplement(before: CaseFile, actor: Actor, now: string): CaseFile {
  const file = copyOf(before);
  const out = supplementOut(file);
  const task = file.tasks.find(({ id }) => id === out?.taskId);
  if (!out || !task) throw new Refusal('case.wrong-step', { step: file.step });
  if (!tasksOfPass(file).some((other) => other.kind === 'main' && isFor(other, actor)))
    throw new Refusal('task.not-yours');
  endTask(file, task, null);
  setSupplement(file, out.id, 'takenBack');
  note(file, { at: now, taskId: task.id, verb: 'takeBack', actor, opinion: null, internal: false, data: {} });
  return file;
}

/** Nobody answered in time: the case goes where the step says. */
export function lapseSupplement(before: CaseFile, actor: Actor, now: string): CaseFile {
  const file = copyOf(before);
  const out = supplementOut(file);
  const { supplement } = stepOf(file);
  if (!out || !supplement) throw new Refusal('case.wrong-step', { step: file.step });
  setSupplement(file, out.id, 'lapsed');
  file.move = { how: 'lapsed', to: supplement.lapsesTo, outcome: null, byTask: null };
  note(file, { at: now, taskId: out.taskId, verb: 'lapse', actor, opinion: null, internal: false, data: {} });
  return file;
}

/** 缺席: the time is over and nothing was handed in. */
export function miss(before: CaseFile, actor: Actor, to: string, now: string): CaseFile {
  const file = copyOf(before);
  if (file.state !== 'draft') throw new Refusal('case.wrong-step', { step: file.step });
  file.move = { how: 'lapsed', to, outcome: null, byTask: null };
  note(file, { at: now, taskId: null, verb: 'lapse', actor, opinion: null, internal: false, data: {} });
  return file;
}

/**
 * 作废: the applicant gives up before anything was published, or the body that has the case in hand voids it.
 * Nothing is voided once it is decided, and nobody voids what was opened against them.
 */
export function voidCase(before: CaseFile, actor: Actor, reason: string, now: string): CaseFile {
  const file = copyOf(before);
  const { kind } = stepOf(file);
  const { against } = purposeRow(file.procedure.purpose);
  const isApplicant = actor.organisationId === file.applicantId && actor.roles.includes(STEP_ROLES.form);
  const hasItInHand = tasksOfPass(file).some(
    (task) => task.kind === 'main' && task.state === 'open' && isFor(task, actor),
  );
  if (!isApplicant && !hasItInHand && !actor.isSystem) throw new Refusal('not-permitted');
  // What was opened against a party ends by its own steps, or with the decision that ordered it.
  if (against && !actor.isSystem) throw new Refusal('case.cannot-void', { step: file.step });
  // Nobody who must take part takes itself out: who hands in nothing is absent.
  if (file.procedure.purpose === 'evaluation' && isApplicant)
    throw new Refusal('case.cannot-void', { step: file.step });
  if (kind === 'award' || (isApplicant && (kind === 'publicNotice' || kind === 'decision')))
    throw new Refusal('case.cannot-void', { step: file.step });
  file.move = { how: 'void', to: VOID.id, outcome: null, byTask: null };
  note(file, { at: now, taskId: null, verb: 'void', actor, opinion: reason, internal: false, data: {} });
  return file;
}

/** Whoever reviews the case answers a question that the pack puts to a person. */
export function judge(
  before: CaseFile,
  actor: Actor,
  given: { leaf: string; outcome: 'met' | 'unmet'; reason: string },
  now: string,
): CaseFile {
  const file = copyOf(before);
  const { kind } = stepOf(file);
  if (kind !== 'review' && kind !== 'decision') throw new Refusal('case.wrong-step', { step: file.step });
  const task = tasksOfPass(file).find(
    (one) => one.state === 'open' && holds(one) && one.kind !== 'supplement' && isFor(one, actor),
  );
  if (!task) throw new Refusal('task.not-yours');
  note(file, {
    at: now,
    taskId: task.id,
    verb: 'judge',
    actor,
    opinion: given.reason,
    internal: true,
    data: { leaf: given.leaf, outcome: given.outcome },
  });
  return file;
}
