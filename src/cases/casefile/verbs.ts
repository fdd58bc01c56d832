import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import {
  addTask,
  type CaseFile,
  copyOf,
  endTask,
  note,
  outcomeOf,
  setPass,
  setTask,
  stepOf,
  supplementOut,
  tasksOfPass,
  wayTo,
} from './casefile.ts';
import {
  type Assignee,
  holds,
  isFor,
  isOfCase,
  isPending,
  TASK_KINDS,
  type Task,
  type TaskVerb,
  VERBS,
  verbRow,
} from './task.ts';

/** A verb with what it needs; people are already known to be able to take the task. */
export interface Act {
  readonly verb: TaskVerb;
  readonly opinion?: string | null;
  /** returnTo: a step the case came through. */
  readonly to?: string | undefined;
  /** transfer, delegate: one; addSign, copy: one or more. */
  readonly people?: readonly Assignee[];
  /** addSign: whether they sign before or after this task. */
  readonly place?: 'before' | 'after' | undefined;
  /** removeSign: the task of the signer, or of the delegate, that is taken away. */
  readonly signer?: string | undefined;
}

/** The least time between two reminders of one task. */
const URGE_AGAIN_HOURS = 24;

/** One verb on one task: the case as it is afterwards, or a refusal and the case untouched. */
export function act(before: CaseFile, actor: Actor, taskId: string, deed: Act, now: string): CaseFile {
  const file = copyOf(before);
  const task = file.tasks.find(({ id }) => id === taskId);
  if (!task) throw new Refusal('not-found', { task: taskId });
  const row = verbRow(deed.verb);
  if (deed.verb === 'withdraw') return withdraw(file, actor, task, now);
  if (deed.verb === 'urge') return urge(file, actor, task, now);
  if (deed.verb === 'removeSign') return removeSign(file, actor, task, deed, now);
  requireMine(file, task, actor);
  if (!allows(file, task, deed.verb))
    throw new Refusal('task.wrong-verb', { verb: deed.verb, kind: task.kind, step: task.step });
  if (row.decides && supplementOut(file)) throw new Refusal('task.supplement-out');
  if (row.reason && !deed.opinion?.trim()) {
    throw new Refusal('input.invalid', {}, [{ path: 'opinion', code: 'required', message: `请填写${row.zh}的理由` }]);
  }
  ON_TASK[deed.verb](file, task, deed, actor, now);
  const internal = !shownToApplicant(file);
  const data = {
    ...(deed.to && { to: deed.to }),
    ...(deed.people && { people: deed.people }),
    ...(deed.place && { place: deed.place }),
  };
  note(
    file,
    { at: now, taskId, verb: deed.verb, actor, opinion: deed.opinion?.trim() || null, internal, data },
    deed.verb === 'copy' || deed.verb === 'read',
  );
  return file;
}

/** Whether the kind of task and of step know the verb. */
export function allows(file: CaseFile, task: Task, name: TaskVerb): boolean {
  const { on, steps } = verbRow(name);
  if (!on.includes(task.kind)) return false;
  if (name === 'read') return true;
  return task.pass === file.pass && (steps === 'all' || steps.includes(stepOf(file).kind));
}

/** Refuses with the reason: not theirs, done by another, overtaken, waiting. */
export function requireMine(file: CaseFile, task: Task, actor: Actor): void {
  if (!isFor(task, actor)) throw new Refusal('task.not-yours');
  if (task.state === 'done') throw new Refusal('task.already-done', { by: task.decidedBy, verb: task.verb });
  if (file.state === 'closed' && task.kind !== 'cc') throw new Refusal('case.closed');
  if (task.state === 'ended') throw new Refusal('task.ended');
  if (task.state === 'waiting') throw new Refusal('task.waiting');
}

type OnTask = (file: CaseFile, task: Task, deed: Act, actor: Actor, now: string) => void;
const ON_TASK: Record<Exclude<TaskVerb, 'withdraw' | 'urge' | 'removeSign'>, OnTask> = {
  agree(file, task, deed, actor, now) {
    close(file, task, deed, actor, now);
    if (task.kind === 'delegated') return resume(file, task);
    for (const child of childrenOf(file, task))
      if (child.state === 'waiting') setTask(file, child.id, { state: 'open' });
    if (task.place === 'before') resume(file, task);
    settle(file, task.id);
  },
  /** One who must sign and does not agree decides the step, under 会签 and 或签 alike. */
  disagree(file, task, deed, actor, now) {
    close(file, task, deed, actor, now);
    // The delegate advises; the delegator decides.
    if (task.kind === 'delegated') return resume(file, task);
    file.move = { how: 'outcome', to: outcomeOf(file, 'disagreed').to, outcome: 'disagreed', byTask: task.id };
  },
  returnPrevious(file, task, deed, actor, now) {
    goBack(file, task, wayTo(file).at(-2), deed, actor, now);
  },
  returnTo(file, task, deed, actor, now) {
    const behind = wayTo(file).slice(0, -1);
    goBack(
      file,
      task,
      behind.find((step) => step === deed.to),
      deed,
      actor,
      now,
    );
  },
  returnToStarter(file, task, deed, actor, now) {
    const [first] = wayTo(file).slice(0, -1);
    goBack(file, task, first, deed, actor, now);
  },
  addSign(file, task, deed, actor, now) {
    const place = deed.place ?? 'before';
    const people = required(deed);
    for (const person of people) {
      if (person.personId === actor.personId) throw new Refusal('task.already-signer');
      requireNew(file, person);
      addTask(
        file,
        { ...person, kind: 'addSign', parentId: task.id, place, state: place === 'before' ? 'open' : 'waiting' },
        now,
      );
    }
    if (place === 'before') setTask(file, task.id, { state: 'waiting' });
  },
  transfer(file, task, deed) {
    const [person] = required(deed);
    if (!person) return;
    requireNew(file, person);
    setTask(file, task.id, { ...person });
  },
  delegate(file, task, deed, actor, now) {
    const [person] = required(deed);
    if (!person) return;
    if (person.personId === actor.personId) throw new Refusal('task.already-signer');
    requireNew(file, person);
    addTask(file, { ...person, kind: 'delegated', parentId: task.id }, now);
    setTask(file, task.id, { state: 'waiting' });
  },
  copy(file, _task, deed, _actor, now) {
    for (const person of required(deed)) addTask(file, { ...person, kind: 'cc' }, now);
  },
  read(file, task, deed, actor, now) {
    close(file, task, deed, actor, now);
  },
};

function close(file: CaseFile, task: Task, deed: Act, actor: Actor, now: string): void {
  setTask(file, task.id, {
    state: 'done',
    verb: deed.verb,
    opinion: deed.opinion?.trim() || null,
    decidedBy: actor.personId,
    decidedAt: now,
  });
}

function goBack(file: CaseFile, task: Task, to: string | undefined, deed: Act, actor: Actor, now: string): void {
  if (to === undefined) throw new Refusal('task.no-way-back', { to: deed.to ?? null });
  close(file, task, deed, actor, now);
  file.move = { how: 'returned', to, outcome: null, byTask: task.id };
}

const childrenOf = (file: CaseFile, task: Task) =>
  file.tasks.filter(({ parentId, kind }) => parentId === task.id && kind !== 'cc');
const current = (file: CaseFile, id: string) => file.tasks.find((task) => task.id === id);

/** The parent goes on when nobody is left for whom it waits. */
function resume(file: CaseFile, child: Task): void {
  const parent = child.parentId === null ? undefined : current(file, child.parentId);
  if (parent?.state !== 'waiting' || waitsFor(file, parent).length > 0) return;
  setTask(file, parent.id, { state: 'open' });
}
const waitsFor = (file: CaseFile, parent: Task) =>
  childrenOf(file, parent).filter((task) => isPending(task) && task.place !== 'after');

/** Finishes a review when its signatures are complete: one, all (会签) or any (或签) of the main tasks, and every added one. */
function settle(file: CaseFile, by: string): void {
  const tasks = tasksOfPass(file);
  if (stepOf(file).signing === 'any' && current(file, by)?.kind === 'main') {
    for (const other of tasks) {
      if (other.id === by || !holds(other) || rootOf(file, other).id === by) continue;
      endTask(file, other, by);
    }
  }
  if (tasksOfPass(file).some(holds)) return;
  file.move = { how: 'outcome', to: outcomeOf(file, 'agreed').to, outcome: 'agreed', byTask: by };
}

function rootOf(file: CaseFile, task: Task): Task {
  const parent = task.parentId === null ? undefined : current(file, task.parentId);
  return parent ? rootOf(file, parent) : task;
}

function required({ people, verb }: Act): readonly Assignee[] {
  if (people?.length) return people;
  throw new Refusal('input.invalid', {}, [
    { path: 'people', code: 'required', message: `请选择${VERBS[verb].zh}的人员` },
  ]);
}

/** Nobody holds two pending tasks of one pass: they would sign twice. */
function requireNew(file: CaseFile, { personId }: Assignee): void {
  if (tasksOfPass(file).some((task) => holds(task) && task.personId === personId))
    throw new Refusal('task.already-signer');
}

/** 减签: takes away an added signer, or calls a delegation back. Only who added them may. */
function removeSign(file: CaseFile, actor: Actor, task: Task, deed: Act, now: string): CaseFile {
  const signer = deed.signer === undefined ? undefined : current(file, deed.signer);
  if (!signer || signer.parentId !== task.id || (signer.kind !== 'addSign' && signer.kind !== 'delegated')) {
    throw new Refusal('input.invalid', {}, [{ path: 'signer', code: 'unknown', message: '请选择要减去的签署人' }]);
  }
  const mine = task.decidedBy === null ? isFor(task, actor) : task.decidedBy === actor.personId;
  if (!mine) throw new Refusal('task.not-yours');
  if (file.state === 'closed') throw new Refusal('case.closed');
  if (task.pass !== file.pass || signer.state === 'ended') throw new Refusal('task.ended');
  if (signer.state === 'done') throw new Refusal('task.already-done', { by: signer.decidedBy });
  for (const below of file.tasks)
    if (below.id === signer.id || isBelow(file, below, signer)) endTask(file, below, null);
  resume(file, signer);
  if (task.state === 'done') {
    if (supplementOut(file)) throw new Refusal('task.supplement-out');
    settle(file, task.id);
  }
  note(file, {
    at: now,
    taskId: task.id,
    verb: 'removeSign',
    actor,
    opinion: deed.opinion?.trim() || null,
    internal: true,
    data: { signer: signer.id },
  });
  return file;
}

function isBelow(file: CaseFile, task: Task, above: Task): boolean {
  if (task.parentId === null) return false;
  if (task.parentId === above.id) return true;
  const parent = current(file, task.parentId);
  return parent !== undefined && isBelow(file, parent, above);
}

/** 撤回: undoes one's own last act while nobody has gone on from it. */
function withdraw(file: CaseFile, actor: Actor, task: Task, now: string): CaseFile {
  const row = task.verb === null ? undefined : verbRow(task.verb);
  if (task.decidedBy === null || task.decidedBy !== actor.personId) throw new Refusal('task.not-yours');
  if (task.state !== 'done' || !row || !(row.decides || task.verb === 'submit'))
    throw new Refusal('task.wrong-verb', { verb: 'withdraw' });
  if (file.state === 'closed') throw new Refusal('case.closed');
  if (supplementOut(file)) throw new Refusal('task.supplement-out');
  if (task.pass !== file.pass) stepBack(file, task, now);
  else undoWithin(file, task);
  setTask(file, task.id, { state: 'open', verb: null, opinion: null, decidedBy: null, decidedAt: null });
  note(file, {
    at: now,
    taskId: task.id,
    verb: 'withdraw',
    actor,
    opinion: null,
    internal: task.verb !== 'submit',
    data: { undone: task.verb },
  });
  return file;
}

/** The step is not finished yet: what the act let go on stands still again, unless it has acted. */
function undoWithin(file: CaseFile, task: Task): void {
  for (const child of childrenOf(file, task)) {
    if (child.place !== 'after') continue;
    if (child.state === 'done' || childrenOf(file, child).length > 0) throw new Refusal('task.too-late');
    if (child.state === 'open') setTask(file, child.id, { state: 'waiting' });
  }
  const parent = task.parentId === null ? undefined : current(file, task.parentId);
  if (parent && (task.kind === 'delegated' || task.place === 'before')) {
    if (!isPending(parent)) throw new Refusal('task.too-late');
    setTask(file, parent.id, { state: 'waiting' });
  }
  restore(file, task.id);
}

/** The step was finished by this act and the next one has not begun: the case stands there again as it stood. */
function stepBack(file: CaseFile, task: Task, now: string): void {
  const here = file.passes.find(({ pass }) => pass === file.pass);
  const there = file.passes.find(({ pass }) => pass === task.pass);
  if (!here || !there || here.fromPass !== there.pass || there.leftTask !== task.id || here.acted)
    throw new Refusal('task.too-late');
  const step = file.procedure.steps.find(({ id }) => id === there.step);
  const outcome = there.outcome === null ? undefined : step?.outcomes[there.outcome];
  // What was published or took effect is not taken back by the wayside.
  if (here.kind === 'publicNotice' || (outcome?.effects.length ?? 0) > 0) throw new Refusal('task.too-late');
  for (const other of tasksOfPass(file)) if (!isOfCase(other)) endTask(file, other, null);
  setPass(file, here.pass, { leftAt: now, outcome: 'withdrawn' });
  setPass(file, there.pass, { leftAt: null, outcome: null, leftTask: null });
  file.step = there.step;
  file.pass = there.pass;
  restore(file, task.id);
}

function restore(file: CaseFile, by: string): void {
  for (const other of file.tasks) {
    if (other.endedBy !== by || other.endedFrom === null) continue;
    setTask(file, other.id, { state: other.endedFrom, endedBy: null, endedFrom: null });
  }
}

/** 催办: a note in the inbox of whoever has the task; once a day at most. */
function urge(file: CaseFile, actor: Actor, task: Task, now: string): CaseFile {
  if (file.state === 'closed') throw new Refusal('case.closed');
  if (isFor(task, actor) || !TASK_KINDS[task.kind].holds) throw new Refusal('task.wrong-verb', { verb: 'urge' });
  if (task.state !== 'open')
    throw new Refusal(
      task.state === 'done' ? 'task.already-done' : task.state === 'waiting' ? 'task.waiting' : 'task.ended',
    );
  requireNotUrged(task, now);
  setTask(file, task.id, { urgedAt: now });
  note(file, { at: now, taskId: task.id, verb: 'urge', actor, opinion: null, internal: false, data: {} }, true);
  return file;
}

/** All that is open and not the actor's own; refused when each was urged within the day. */
export function urgeAll(before: CaseFile, actor: Actor, now: string): CaseFile {
  if (before.state === 'closed') throw new Refusal('case.closed');
  const others = tasksOfPass(before).filter((task) => task.state === 'open' && holds(task) && !isFor(task, actor));
  if (others.length === 0) throw new Refusal('task.wrong-verb', { verb: 'urge' });
  let file = copyOf(before);
  const due = others.filter((task) => urgeAgain(task, now) === null);
  for (const task of due) file = urge(file, actor, task, now);
  if (due.length === 0 && others[0]) requireNotUrged(others[0], now);
  return file;
}

/** The moment from which a task may be urged again; null: now. */
function urgeAgain(task: Task, now: string): string | null {
  if (task.urgedAt === null) return null;
  const again = Temporal.Instant.from(task.urgedAt).add({ hours: URGE_AGAIN_HOURS });
  return Temporal.Instant.compare(Temporal.Instant.from(now), again) < 0 ? again.toString() : null;
}

function requireNotUrged(task: Task, now: string): void {
  const again = urgeAgain(task, now);
  if (again !== null) throw new Refusal('task.urged-recently', { again });
}

/** The applicant learns what comes back to them and what ends their case, with its reason; the rest is internal. */
function shownToApplicant({ move, procedure }: CaseFile): boolean {
  if (!move) return false;
  const next = procedure.steps.find(({ id }) => id === move.to);
  return next === undefined || next.kind === 'form';
}
