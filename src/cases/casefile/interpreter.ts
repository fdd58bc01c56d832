import { type Actor, SYSTEM } from '../../kernel/actor.ts';
import { dayOf } from '../../kernel/day.ts';
import type { EffectName } from '../../kernel/effect.ts';
import { newId } from '../../kernel/id.ts';
import type { PaperName } from '../../kernel/paper.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { enqueue, type Job } from '../../platform/jobs/jobs.ts';
import type { Pack } from '../../policy/pack.ts';
import type { Procedure, Step } from '../../policy/procedure.ts';
import { sealFile } from '../../records/files/file.actions.ts';
import { scheduleDue, timerKey } from '../deadlines/deadline.actions.ts';
import { dropTimers, endStops, hasTimer, passClock } from '../deadlines/deadline.store.ts';
import { packOfCase, procedureOf } from '../packs/pack.actions.ts';
import { bodyFor, peopleIn, type Standing } from './bodies.store.ts';
import {
  appendEvents,
  type CaseRow,
  caseById,
  caseIdOfTask,
  hasOpenTask,
  insertPaper,
  loadFile,
  lockCase,
  saveFile,
  saveStanding,
  voidPapers,
} from './casefile.store.ts';
import { addTask, type CaseFile, copyOf, endOf, endTask, go, type NewTask, note } from './casefile.ts';
import { complete, finish } from './deeds.ts';
import type { CaseContext, CaseServices, OutcomeContext, StepContext, StepHandler } from './steps.ts';
import { type Assignee, applicantRole, STEP_ROLES, type Verb } from './task.ts';

/** A case with the pack it runs under. */
export interface Running {
  readonly row: CaseRow;
  readonly pack: Pack;
  readonly procedure: Procedure;
  readonly file: CaseFile;
}

/** Locks the case and reads all that decides about it. */
export async function lockRunning(tx: Tx, caseId: string): Promise<Running> {
  return runningOf(tx, await lockCase(tx, caseId));
}

export async function runningOf(tx: Tx, row: CaseRow): Promise<Running> {
  const pack = await packOfCase(tx, row);
  const procedure = procedureOf(pack, row.procedure_id);
  return { row, pack, procedure, file: await loadFile(tx, row, procedure) };
}

/**
 * Load, decide, save, tell: locks the case, lets `deed` decide on plain data, saves what it changed, and carries the
 * case on where the deed ended its step. A refused deed leaves nothing.
 *
 * @param then writes what belongs to the deed besides the case itself, before the case moves on
 */
export async function change(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  deed: (file: CaseFile, now: string) => CaseFile,
  then?: (file: CaseFile, running: Running) => Promise<void>,
): Promise<CaseRow> {
  const running = await lockRunning(tx, caseId);
  const now = services.clock.now().toString();
  const before = running.file;
  const done = deed(before, now);
  await save(tx, before, done, now);
  await then?.(done, running);
  recordChange(tx, {
    kind: 'case',
    id: caseId,
    before: { step: before.step, state: before.state },
    after: { verb: done.events.at(-1)?.verb, step: done.move?.to ?? done.step, opinion: done.events.at(-1)?.opinion },
  });
  const settled = { ...done, events: [] };
  if (done.move) await carryOn(tx, services, actor, running, settled, now);
  else if (done.pass !== before.pass) await wentBack(tx, services, actor, running, settled, now);
  await requireAlive(tx, caseId);
  return caseById(tx, caseId);
}

async function save(tx: Tx, before: CaseFile | null, file: CaseFile, now: string): Promise<void> {
  await saveFile(tx, before, file, now);
  await saveStanding(tx, file, kindOf(file), now);
}
const kindOf = (file: CaseFile) => file.procedure.steps.find(({ id }) => id === file.step)?.kind ?? null;
const stepNamed = (procedure: Procedure, id: string): Step => {
  const step = procedure.steps.find((one) => one.id === id);
  if (!step) throw new Error(`no step ${id} in procedure ${procedure.id}`);
  return step;
};

/** Leaves the step, does what its outcome orders, enters the next. */
async function carryOn(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  running: Running,
  file: CaseFile,
  now: string,
): Promise<void> {
  const { move } = file;
  if (!move || file.step === null) return;
  const { pack, procedure } = running;
  const left = stepNamed(procedure, file.step);
  await leave(tx, services, actor, running, left, file.pass, now);
  const next = endOf(procedure, move.to) ? null : stepNamed(procedure, move.to);
  const after = go(file, next ? await assigneesFor(tx, services, running.row, pack, next) : [], now);
  await save(tx, file, after, now);
  const base = await contextOf(tx, services, actor, running, now);
  if (move.how === 'outcome' && move.outcome !== null) {
    const { effects, papers } = left.outcomes[move.outcome] ?? { effects: [], papers: [] };
    const context: OutcomeContext = { ...base, step: left, pass: file.pass, outcome: move.outcome };
    for (const effect of effects) await services.effects[effect as EffectName](tx, context);
    for (const paper of papers) await writePaper(tx, paper as PaperName, context);
  }
  if (next) await begin(tx, services, base, next, after.pass);
}

/** Starts the clock of the step and what its own feature does at its start. */
async function begin(tx: Tx, services: CaseServices, base: CaseContext, step: Step, pass: number): Promise<void> {
  await scheduleDue(tx, services, base.file.id, pass, step);
  await handlerOf(services, step)?.enter(tx, await stepContext(tx, base, step, pass));
}

async function leave(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  running: Running,
  step: Step,
  pass: number,
  now: string,
): Promise<void> {
  await dropTimers(tx, timerKey(running.row.id, pass, ''), now);
  await endStops(tx, running.row.id, now);
  const handler = handlerOf(services, step);
  if (!handler?.leave) return;
  await handler.leave(tx, await stepContext(tx, await contextOf(tx, services, actor, running, now), step, pass));
}

/** 撤回: the step that was begun ends, the one before goes on; papers of the outcome taken back are void. */
async function wentBack(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  running: Running,
  file: CaseFile,
  now: string,
): Promise<void> {
  const begun = stepNamed(running.procedure, running.file.step ?? '');
  await leave(tx, services, actor, running, begun, running.file.pass, now);
  await voidPapers(tx, file.id, file.pass, now);
  if (file.step !== null) await scheduleDue(tx, services, file.id, file.pass, stepNamed(running.procedure, file.step));
}

function handlerOf(services: CaseServices, { kind }: Step): StepHandler | undefined {
  return kind === 'form' || kind === 'review' ? undefined : services.steps[kind];
}

async function contextOf(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  { row, pack, procedure }: Running,
  now: string,
): Promise<CaseContext> {
  return {
    services,
    actor,
    file: await caseById(tx, row.id),
    pack,
    procedure,
    now,
    today: dayOf(Temporal.Instant.from(now)),
  };
}

/** The case as its features are told of it, outside a step's coming and going. */
export async function contextFor(tx: Tx, services: CaseServices, actor: Actor, row: CaseRow): Promise<CaseContext> {
  return contextOf(tx, services, actor, await runningOf(tx, row), services.clock.now().toString());
}

async function stepContext(tx: Tx, base: CaseContext, step: Step, pass: number): Promise<StepContext> {
  const body = base.pack.bodies[step.actor];
  return { ...base, step, pass, bodyId: body ? await bodyFor(tx, body, base.file) : null };
}

/** Who gets a task at a step of the interpreter's own; a step with a feature makes its tasks itself. */
export async function assigneesFor(
  tx: Tx,
  { clock }: CaseServices,
  standing: Standing,
  pack: Pack,
  step: Step,
): Promise<Assignee[]> {
  if (step.kind !== 'form' && step.kind !== 'review') return [];
  const organisationId = await requireBody(tx, standing, pack, step);
  const role = step.kind === 'form' ? applicantRole(standing.purpose) : STEP_ROLES[step.kind];
  const anyone: Assignee = { organisationId, role, personId: null };
  if (step.kind === 'form' || step.signing === 'one') return [anyone];
  const people = await peopleIn(tx, organisationId, role, clock.today());
  return people.length > 0 ? people : [anyone];
}

/** @throws Refusal `case.body-missing` where no organisation is registered for it */
export async function requireBody(tx: Tx, standing: Standing, pack: Pack, step: Step): Promise<string> {
  const body = pack.bodies[step.actor];
  const id = body && (await bodyFor(tx, body, standing));
  if (!id) throw new Refusal('case.body-missing', { step: step.id, body: body?.name ?? step.actor });
  return id;
}

export async function writePaper(tx: Tx, paper: PaperName, context: OutcomeContext): Promise<void> {
  const { services, actor, file, pass, step, now } = context;
  const internal = INTERNAL_PAPERS.has(paper);
  for (const { name, body, contentHash = null } of await services.papers[paper](tx, context)) {
    const about = internal ? 'caseInternal' : 'case';
    const sealed = await sealFile(tx, services, actor, { name, content: body, about, aboutId: file.id });
    await insertPaper(tx, {
      id: newId(),
      case_id: file.id,
      pass,
      step: step.id,
      paper,
      file_id: sealed.id,
      internal,
      made_at: now,
      content_hash: contentHash,
    });
  }
}
/** A paper that belongs to no outcome: a supplement request. */
export async function writePaperNow(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  paper: PaperName,
): Promise<void> {
  const running = await lockRunning(tx, caseId);
  const { file, procedure } = running;
  if (file.step === null) throw new Refusal('case.closed');
  const base = await contextOf(tx, services, actor, running, services.clock.now().toString());
  await writePaper(tx, paper, { ...base, step: stepNamed(procedure, file.step), pass: file.pass, outcome: '' });
}

/** Papers between bodies; the applicant never sees them. */
const INTERNAL_PAPERS: ReadonlySet<PaperName> = new Set<PaperName>([
  'expertOpinion',
  'siteVisitRecord',
  'recommendationRoster',
]);

/** An open case that waits for nobody and nothing is a bug: the transaction that made it so does not happen. */
async function requireAlive(tx: Tx, caseId: string): Promise<void> {
  const { state, pass, step } = await caseById(tx, caseId);
  if (state === 'closed' || (await hasOpenTask(tx, caseId, pass)) || (await hasTimer(tx, timerKey(caseId, pass, ''))))
    return;
  throw new Error(`case ${caseId} stands at ${step} (pass ${pass}) without a task or a timer`);
}

/** Begins a case that was just inserted. */
export async function beginCase(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  row: CaseRow,
  file: CaseFile,
): Promise<void> {
  const now = services.clock.now().toString();
  await save(tx, null, file, now);
  const running = await runningOf(tx, row);
  if (file.step !== null)
    await begin(
      tx,
      services,
      await contextOf(tx, services, actor, running, now),
      stepNamed(file.procedure, file.step),
      file.pass,
    );
  await requireAlive(tx, row.id);
}

/**
 * A step's own feature reached an outcome: the case goes where the pack says.
 *
 * @param pass where given, the pass for which the outcome was found; one that is over is refused (`case.wrong-step`)
 */
export async function advance(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  outcome: string,
  options: { pass?: number; opinion?: string } = {},
): Promise<CaseRow> {
  return change(tx, services, actor, caseId, (file, now) => {
    if (options.pass !== undefined && options.pass !== file.pass)
      throw new Refusal('case.wrong-step', { step: file.step });
    return finish(file, actor, outcome, now);
  });
}

/** The time of a step is over and it ends by itself; one that is left already, or due on a provisional day, stays. */
export async function onStepOver(tx: Tx, services: CaseServices, { payload }: Job): Promise<void> {
  const { caseId, pass, outcome } = payload as { caseId: string; pass: number; outcome: string };
  const row = await lockCase(tx, caseId);
  if (row.state === 'closed' || row.pass !== pass || (await passClock(tx, caseId, pass)).due_provisional) return;
  await advance(tx, services, SYSTEM, caseId, outcome, { pass });
}

/** Gives somebody a task at the current step; for step handlers. */
export async function openTask(
  tx: Tx,
  services: CaseServices,
  caseId: string,
  task: Omit<NewTask, 'kind'> & { kind?: 'main' | 'draft' | 'visit' },
): Promise<string> {
  const { file } = await lockRunning(tx, caseId);
  const now = services.clock.now().toString();
  const after = copyOf(file);
  const { id } = addTask(after, { kind: 'main', ...task }, now);
  await saveFile(tx, file, after, now);
  return id;
}

/** Marks a task done with the feature's verb: refuses who it is not for, and whoever comes second. */
export async function completeTask(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  taskId: string,
  verb: Verb,
  opinion: string | null = null,
): Promise<void> {
  const { file } = await lockRunning(tx, await caseIdOfTask(tx, taskId));
  const now = services.clock.now().toString();
  await saveFile(tx, file, complete(file, actor, taskId, verb, opinion, now), now);
  recordChange(tx, { kind: 'task', id: taskId, after: { verb, opinion } });
}

/** Ends a task that is no longer needed (a recused expert's). */
export async function cancelTask(tx: Tx, services: CaseServices, taskId: string): Promise<void> {
  const { file } = await lockRunning(tx, await caseIdOfTask(tx, taskId));
  const after = copyOf(file);
  const task = after.tasks.find(({ id }) => id === taskId);
  if (task) endTask(after, task, null);
  await saveFile(tx, file, after, services.clock.now().toString());
}

/** A durable timer of the current pass; it ends with the pass. The handler of `kind` gets `{caseId, pass, ...payload}`. */
export async function setTimer(
  tx: Tx,
  services: CaseServices,
  at: { caseId: string; pass: number },
  timer: { kind: string; dueAt: string; payload?: Record<string, unknown> },
): Promise<void> {
  const payload = { ...timer.payload, caseId: at.caseId, pass: at.pass };
  await enqueue(tx, services.clock, {
    kind: timer.kind,
    payload,
    dueAt: timer.dueAt,
    key: timerKey(at.caseId, at.pass, timer.kind),
  });
}

/** Writes a line into the case's history that no task stands for. */
export async function noteEvent(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  event: { verb: Verb; opinion?: string | null; internal: boolean; data?: Record<string, unknown> },
): Promise<void> {
  const { file } = await lockRunning(tx, caseId);
  const now = services.clock.now().toString();
  const after = copyOf(file);
  note(after, { at: now, taskId: null, actor, opinion: null, data: {}, ...event });
  if (file.state === 'closed') await appendEvents(tx, caseId, after.events);
  else await saveFile(tx, file, after, now);
}
