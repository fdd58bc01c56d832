import type { Actor } from '../../kernel/actor.ts';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { type End, type Procedure, purposeRow, type Step } from '../../policy/procedure.ts';
import type { CaseState } from './case-state.ts';
import { type Assignee, holds, isOfCase, isPending, type Task, type TaskKind, type Verb } from './task.ts';

/** The end of a case that was voided; every procedure has it besides its own. */
export const VOID: End = { id: 'void', title: '作废', publicName: '已撤销', result: 'withdrawn' };

/** How a pass ended, where not by an outcome of its step. */
export const WAYS_BACK = {
  returned: { zh: '退回' },
  withdrawn: { zh: '撤回' },
  lapsed: { zh: '逾期' },
  void: { zh: '作废' },
} as const;

/** One standing of the case at a step. */
export interface Pass {
  readonly pass: number;
  readonly step: string;
  readonly kind: Step['kind'];
  readonly enteredAt: string;
  readonly leftAt: string | null;
  readonly outcome: string | null;
  /** Somebody did something here: what led here can no longer be taken back. */
  readonly acted: boolean;
  readonly fromPass: number | null;
  readonly leftTask: string | null;
}

export interface Supplement {
  readonly id: string;
  readonly pass: number;
  readonly step: string;
  readonly taskId: string;
  readonly number: number;
  readonly state: 'out' | 'answered' | 'lapsed' | 'takenBack';
}

export interface CaseEvent {
  readonly at: string;
  readonly pass: number;
  readonly step: string | null;
  readonly taskId: string | null;
  readonly verb: Verb;
  readonly actor: Actor;
  readonly opinion: string | null;
  /** Never shown to the applicant. */
  readonly internal: boolean;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A step the case is about to leave, and where it goes. */
export interface Move {
  readonly how: 'outcome' | keyof typeof WAYS_BACK;
  /** A step id or an end id. */
  readonly to: string;
  readonly outcome: string | null;
  readonly byTask: string | null;
}

/** All that decides what may happen to a case: plain data, changed only by the functions of this folder. */
export interface CaseFile {
  readonly id: string;
  readonly procedure: Procedure;
  readonly applicantId: string;
  state: CaseState;
  step: string | null;
  pass: number;
  end: string | null;
  result: End['result'] | null;
  passes: Pass[];
  tasks: Task[];
  supplements: Supplement[];
  /** Accepted since it was loaded. */
  events: CaseEvent[];
  /** Set by a verb that ends the step; `go` carries it out. */
  move: Move | null;
}

/** A copy to be changed: a refused verb leaves the original as it was. */
export function copyOf(file: CaseFile): CaseFile {
  return {
    ...file,
    passes: [...file.passes],
    tasks: [...file.tasks],
    supplements: [...file.supplements],
    events: [...file.events],
  };
}

export function stepOf(file: Pick<CaseFile, 'procedure' | 'step'>): Step {
  const step = file.procedure.steps.find(({ id }) => id === file.step);
  if (!step) throw new Refusal('case.closed');
  return step;
}

export function endOf(procedure: Procedure, id: string): End | undefined {
  return id === VOID.id ? VOID : procedure.ends.find((end) => end.id === id);
}

export const tasksOfPass = (file: CaseFile) => file.tasks.filter(({ pass }) => pass === file.pass);
export const supplementOut = (file: CaseFile) => file.supplements.find(({ state }) => state === 'out');
/** The applicant may write in the form: it is theirs, or a supplement is asked for. */
export const formIsOpen = (file: CaseFile) =>
  file.state !== 'closed' && (stepOf(file).kind === 'form' || supplementOut(file) !== undefined);

/**
 * The steps that lie behind the case, first to last, the current one at the end. Going back cuts the way short,
 * so that a second return does not lead to where the first one came from.
 */
export function wayTo(file: CaseFile): string[] {
  const way: string[] = [];
  for (const { step, outcome } of file.passes.filter(({ pass }) => pass <= file.pass)) {
    if (outcome === 'withdrawn') continue;
    const known = way.indexOf(step);
    if (known >= 0) way.length = known;
    way.push(step);
  }
  if (file.step !== null && way.at(-1) !== file.step) way.push(file.step);
  return way;
}

/** Where the current step's outcome leads. */
export function outcomeOf(file: CaseFile, outcome: string): Step['outcomes'][string] {
  const step = stepOf(file);
  const found = Object.hasOwn(step.outcomes, outcome) ? step.outcomes[outcome] : undefined;
  if (!found) throw new Refusal('case.wrong-step', { step: step.id, outcome });
  return found;
}

export interface NewTask extends Assignee {
  kind: TaskKind;
  state?: 'open' | 'waiting';
  parentId?: string;
  place?: 'before' | 'after';
  data?: Record<string, unknown>;
}

/** Adds a task to the current pass. */
export function addTask(file: CaseFile, task: NewTask, now: string): Task {
  const added: Task = {
    id: newId(),
    pass: file.pass,
    step: stepOf(file).id,
    kind: task.kind,
    state: task.state ?? 'open',
    organisationId: task.organisationId,
    role: task.role,
    personId: task.personId,
    parentId: task.parentId ?? null,
    place: task.place ?? null,
    verb: null,
    opinion: null,
    decidedBy: null,
    decidedAt: null,
    endedBy: null,
    endedFrom: null,
    urgedAt: null,
    createdAt: now,
    data: task.data ?? {},
  };
  file.tasks.push(added);
  return added;
}

export function setTask(file: CaseFile, id: string, change: Partial<Task>): void {
  file.tasks = file.tasks.map((task) => (task.id === id ? { ...task, ...change } : task));
}

export function setPass(file: CaseFile, pass: number, change: Partial<Pass>): void {
  file.passes = file.passes.map((entry) => (entry.pass === pass ? { ...entry, ...change } : entry));
}

/** Ends a pending task; `by` remembers whose decision did it. */
export function endTask(file: CaseFile, task: Task, by: string | null): void {
  if (!isPending(task)) return;
  setTask(file, task.id, { state: 'ended', endedBy: by, endedFrom: task.state === 'waiting' ? 'waiting' : 'open' });
}

/** Notes what happened; everything but the quiet verbs makes the pass one that was acted in. */
export function note(file: CaseFile, event: Omit<CaseEvent, 'pass' | 'step'>, quiet = false): void {
  file.events.push({ ...event, pass: file.pass, step: file.step });
  if (!quiet && file.state !== 'closed') setPass(file, file.pass, { acted: true });
}

/**
 * Carries out the move: leaves the step, ends what was pending there, and enters the next step or the end.
 *
 * @param assignees who gets a task at the next step; none where the step's own feature makes them
 */
export function go(before: CaseFile, assignees: readonly Assignee[], now: string): CaseFile {
  const file = copyOf(before);
  const { move } = file;
  if (!move) return file;
  file.move = null;
  const left = file.pass;
  for (const task of tasksOfPass(file)) if (holds(task)) endTask(file, task, move.byTask);
  for (const supplement of file.supplements) {
    if (supplement.state === 'out') setSupplement(file, supplement.id, 'takenBack');
  }
  setPass(file, left, { leftAt: now, outcome: move.outcome ?? move.how, leftTask: move.byTask });
  const end = endOf(file.procedure, move.to);
  if (end) {
    for (const task of file.tasks) if (isOfCase(task)) endTask(file, task, move.byTask);
    return Object.assign(file, {
      state: 'closed',
      step: null,
      end: end.id,
      result: end.result,
    } satisfies Partial<CaseFile>);
  }
  enter(file, move.to, assignees, left === 0 ? null : left, now);
  return file;
}

function enter(
  file: CaseFile,
  stepId: string,
  assignees: readonly Assignee[],
  fromPass: number | null,
  now: string,
): void {
  file.step = stepId;
  file.pass = Math.max(0, ...file.passes.map(({ pass }) => pass)) + 1;
  const step = stepOf(file);
  file.passes.push({
    pass: file.pass,
    step: stepId,
    kind: step.kind,
    enteredAt: now,
    leftAt: null,
    outcome: null,
    acted: false,
    fromPass,
    leftTask: null,
  });
  for (const assignee of assignees) addTask(file, { ...assignee, kind: 'main' }, now);
}

/** A case that starts: it stands at the procedure's first step. */
export function start(
  id: string,
  procedure: Procedure,
  applicantId: string,
  assignees: readonly Assignee[],
  actor: Actor,
  now: string,
): CaseFile {
  const file: CaseFile = {
    id,
    procedure,
    applicantId,
    // What a body opens against a party is nobody's draft.
    state: purposeRow(procedure.purpose).against ? 'open' : 'draft',
    step: procedure.start,
    pass: 0,
    end: null,
    result: null,
    passes: [],
    tasks: [],
    supplements: [],
    events: [],
    move: null,
  };
  enter(file, procedure.start, assignees, null, now);
  note(file, { at: now, taskId: null, verb: 'open', actor, opinion: null, internal: false, data: {} }, true);
  return file;
}

export function setSupplement(file: CaseFile, id: string, state: Supplement['state']): void {
  file.supplements = file.supplements.map((entry) => (entry.id === id ? { ...entry, state } : entry));
}

/** What keeps the case alive. An open case without any is a bug, never a refusal. */
export function isAlive(file: CaseFile, hasTimer: boolean): boolean {
  if (file.state === 'closed') return file.step === null && file.end !== null && !file.tasks.some(holds);
  return hasTimer || tasksOfPass(file).some((task) => task.state === 'open' && holds(task));
}
