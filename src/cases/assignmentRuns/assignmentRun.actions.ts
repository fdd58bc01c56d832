import { Worker } from 'node:worker_threads';
import { type Actor, PUBLIC } from '../../kernel/actor.ts';
import { type Day, yearOf } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { REFUSALS, Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { enqueue, type Job } from '../../platform/jobs/jobs.ts';
import { findTerritory } from '../../records/territories/territory.store.ts';
import { mattersOf, roomOf } from '../assignments/assignment.store.ts';
import { bodyFor } from '../casefile/bodies.store.ts';
import { type CaseRow, caseById } from '../casefile/casefile.store.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { loadAllParties } from '../conflicts/conflict.actions.ts';
import { recusedFrom } from '../conflicts/conflict.store.ts';
import { conflictsOf, suspectsAmong } from '../conflicts/conflict.ts';
import { type ExpertRow, expertsOf } from '../experts/expert.store.ts';
import { employersOf, isAway } from '../experts/expert.ts';
import { packByHash, procedureOf } from '../packs/pack.actions.ts';
import { confirmPanel } from '../panels/panel.actions.ts';
import { findRound } from '../rounds/round.store.ts';
import { stepSheet } from '../scoresheets/scoresheet.ts';
import {
  addFailure,
  casesAtReview,
  changeRun,
  endLostRuns,
  findRun,
  insertRun,
  type RunRow,
  savePlan,
  seatsOf,
  sittingOn,
} from './assignmentRun.store.ts';
import { type Asked, type Pair, type Plan, type Problem, PULSE_MS, RUN_STATES } from './assignmentRun.ts';

/** Submissions of the round at a step of this body's, with the seats that their step asks for. */
export async function waitingFor(
  tx: Tx,
  roundId: string,
  bodyId: string,
): Promise<{ file: CaseRow; seats: number; sitting: Pair[] }[]> {
  const files = await casesAtReview(tx, roundId);
  const sitting = Map.groupBy(
    await sittingOn(
      tx,
      files.map(({ id }) => id),
    ),
    ({ caseId }) => caseId,
  );
  const bodies = new Map<string, string | null>();
  const found: { file: CaseRow; seats: number; sitting: Pair[] }[] = [];
  for (const file of files) {
    const pack = await packByHash(tx, file.pack_hash);
    const step = procedureOf(pack, file.procedure_id).steps.find(({ id }) => id === file.step);
    const body = step && pack.bodies[step.actor];
    if (!step || !body) continue;
    const key = [file.pack_hash, step.actor, file.territory_id, file.recommender_id].join(' ');
    if (!bodies.has(key)) bodies.set(key, await bodyFor(tx, body, file));
    const [seats, own] = [stepSheet(step).each, sitting.get(file.id) ?? []];
    if (bodies.get(key) === bodyId && own.length < seats) found.push({ file, seats, sitting: own });
  }
  return found;
}

/** The library that serves a round, with the caps as they stand today. */
export async function libraryFor(
  tx: Tx,
  roundId: string,
  today: Day,
): Promise<{ experts: ExpertRow[]; employers: number[]; room: Map<string, number> }> {
  const round = await findRound(tx, roundId);
  if (!round) throw new Refusal('not-found', { round: roundId });
  const territory = await findTerritory(tx, round.territoryId);
  const experts = await expertsOf(tx, territory?.path ?? '-');
  const ids = experts.map(({ personId }) => personId);
  return {
    experts,
    employers: employersOf(experts, today),
    room: await roomOf(tx, ids, roundId, yearOf(today)),
  };
}

/** Asks for a plan. It is searched for in a thread of its own once this is committed. */
export async function askForPlan(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  given: { roundId: string; pins: readonly Pair[]; forbids: readonly Pair[]; basedOn: string | null },
): Promise<string> {
  if (actor.organisationId === null) throw new Refusal('not-permitted');
  if (given.basedOn && (await findRun(tx, given.basedOn)).round_id !== given.roundId) throw new Refusal('not-found');
  const waiting = await waitingFor(tx, given.roundId, actor.organisationId);
  if (waiting.length === 0) throw new Refusal('assignment.nothing-waits');
  const id = newId();
  const now = services.clock.now().toString();
  const silentSince = new Date(Date.parse(now) - PULSE_MS).toISOString();
  await endLostRuns(tx, { roundId: given.roundId, bodyId: actor.organisationId, silentSince, endedAt: now });
  const isOnly = await insertRun(tx, {
    id,
    round_id: given.roundId,
    body_id: actor.organisationId,
    pins: given.pins,
    forbids: given.forbids,
    based_on: given.basedOn,
    asked_at: now,
    asked_by: actor.personId,
  });
  if (!isOnly) throw new Refusal('assignment.under-way');
  await enqueue(tx, services.clock, { kind: 'assignment.solve', payload: { runId: id }, dueAt: now, key: id });
  recordChange(tx, { kind: 'assignmentRun', id, after: given });
  return id;
}

async function problemOf(tx: Tx, services: CaseServices, run: RunRow): Promise<Problem> {
  const waiting = await waitingFor(tx, run.round_id, run.body_id);
  const files = waiting.map(({ file }) => file);
  const today = services.clock.today();
  const { experts, employers, room } = await libraryFor(tx, run.round_id, today);
  const matters = await mattersOf(tx, files);
  const parties = await loadAllParties(tx, services, files);
  const recused = await recusedFrom(
    tx,
    files.map(({ id }) => id),
  );
  const suspects = suspectsAmong(experts);
  const interests: Pair[] = [];
  for (const { id: caseId } of files) {
    const own = parties.get(caseId) ?? [];
    for (const expert of suspects(own))
      if (conflictsOf(expert, own).length > 0) interests.push({ caseId, expertId: expert.personId });
    for (const expertId of recused.get(caseId) ?? []) interests.push({ caseId, expertId });
  }
  const sitting = waiting.flatMap((one) => one.sitting);
  const held = Map.groupBy(sitting, ({ expertId }) => expertId);
  return {
    submissions: waiting.map(({ file, seats }) => ({ id: file.id, seats, matter: matters.get(file.id) ?? '' })),
    experts: experts.map((expert, at) => ({
      id: expert.personId,
      fields: expert.fields,
      employer: employers[at] ?? 0,
      // Who sits already was counted; as a pin they take that place again.
      room: Math.max(0, room.get(expert.personId) ?? 0) + (held.get(expert.personId)?.length ?? 0),
      load: Math.max(0, expert.load - (held.get(expert.personId)?.length ?? 0)),
      isAway: isAway(expert, today),
    })),
    interests,
    pins: [...sitting, ...run.pins.filter((pin) => !isAmong(sitting, pin) && !isAmong(interests, pin))],
    forbids: run.forbids,
    kept: run.based_on ? await seatsOf(tx, run.based_on, null) : [],
  };
}
const isAmong = (pairs: readonly Pair[], { caseId, expertId }: Pair) =>
  pairs.some((pair) => pair.caseId === caseId && pair.expertId === expertId);

/** The job's own transaction ends at once; the search tells of itself in transactions of its own. */
export async function onSolve(services: CaseServices, job: Job): Promise<void> {
  const runId = String(job.payload.runId);
  void search(services, runId).catch(async (error: unknown) => {
    services.log.error({ err: error, run: runId }, 'assignment failed');
    const failure = error instanceof Error ? error.message : String(error);
    await services.database
      .transact((tx) =>
        changeRun(tx, runId, ['waiting', 'solving'], { state: 'failed', failure, ended_at: at(services) }),
      )
      .catch(() => false); // the database is gone: the run shows that it lost its pulse
  });
}
const at = ({ clock }: CaseServices) => clock.now().toString();

export async function search(services: CaseServices, runId: string): Promise<void> {
  const { database } = services;
  const problem = await database.transact(async (tx) => {
    const run = await findRun(tx, runId, { lock: true });
    const loaded = run.state === 'waiting' ? await problemOf(tx, services, run) : null;
    const total = loaded?.submissions.reduce((sum, { seats }) => sum + seats, 0) ?? 0;
    if (loaded) await changeRun(tx, runId, ['waiting'], { state: 'solving', total, beat_at: at(services) });
    return loaded;
  });
  if (!problem) return;
  const plan = await inThread(problem, (done) =>
    database.transact((tx) => changeRun(tx, runId, ['solving'], { done, beat_at: at(services) })),
  );
  if (!plan) return;
  await database.transact(async (tx) => {
    const goesOn = await changeRun(tx, runId, ['solving'], { state: 'proposed', ended_at: at(services) });
    if (goesOn) await savePlan(tx, runId, plan);
  });
}

/** @param tell false ends the search: it was cancelled. */
function inThread(problem: Problem, tell: (done: number) => Promise<boolean>): Promise<Plan | null> {
  return new Promise((resolve, reject) => {
    const answered = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const workerData: Asked = { problem, answered };
    const worker = new Worker(new URL('./assignmentRun.worker.ts', import.meta.url), { workerData });
    const end = async () => {
      await worker.terminate();
      return null;
    };
    worker.on('message', ({ done = 0, plan }: { done?: number; plan?: Plan }) => {
      if (plan) return resolve(plan);
      tell(done)
        .then((goesOn) => {
          if (!goesOn) return resolve(end());
          Atomics.add(answered, 0, 1);
          Atomics.notify(answered, 0);
        })
        .catch(async (error: unknown) => {
          await end();
          reject(error);
        });
    });
    worker.on('error', reject);
  });
}

async function ownRun(tx: Tx, actor: Actor, given: { roundId: string; runId: string }, lock: boolean): Promise<RunRow> {
  const run = await findRun(tx, given.runId, { lock });
  if (run.round_id !== given.roundId || run.body_id !== actor.organisationId) throw new Refusal('not-found');
  return run;
}
export const seenRun = (tx: Tx, actor: Actor, given: { roundId: string; runId: string }) =>
  ownRun(tx, actor, given, false);

export async function cancelPlan(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  given: { roundId: string; runId: string },
): Promise<void> {
  const run = await ownRun(tx, actor, given, true);
  if (!RUN_STATES[run.state].isLive) throw new Refusal('assignment.wrong-state', { state: run.state });
  await changeRun(tx, run.id, ['waiting', 'solving'], { state: 'cancelled', ended_at: at(services) });
  recordChange(tx, { kind: 'assignmentRun', id: run.id, before: { state: run.state }, after: { state: 'cancelled' } });
}

/** The officer signs the plan: every whole panel of it is set, each in a transaction of its own. */
export async function confirmPlan(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  given: { roundId: string; runId: string },
): Promise<void> {
  const run = await ownRun(tx, actor, given, true);
  if (run.state !== 'proposed') throw new Refusal('assignment.wrong-state', { state: run.state });
  await changeRun(tx, run.id, ['proposed'], { state: 'confirmed' });
  const lacking = new Set(run.shortages.map(({ caseId }) => caseId));
  const panels = Map.groupBy(await seatsOf(tx, run.id, null), ({ caseId }) => caseId);
  const signer = { personId: actor.personId, name: actor.name, organisationName: actor.organisationName };
  for (const [caseId, panel] of panels) {
    if (lacking.has(caseId)) continue;
    const payload = { runId: run.id, caseId, experts: panel.map(({ expertId }) => expertId), signer };
    await enqueue(tx, services.clock, {
      kind: 'assignment.seat',
      payload,
      dueAt: at(services),
      key: `${run.id} ${caseId}`,
    });
  }
  recordChange(tx, { kind: 'assignmentRun', id: run.id, before: { state: 'proposed' }, after: { state: 'confirmed' } });
}

/** One panel of a confirmed plan. What stands in its way by now is told to the officer, and the others go on. */
export async function onSeat(tx: Tx, services: CaseServices, { payload }: Job): Promise<void> {
  const { runId, caseId, experts, signer } = payload as {
    runId: string;
    caseId: string;
    experts: string[];
    signer: Pick<Actor, 'personId' | 'name' | 'organisationName'>;
  };
  const run = await findRun(tx, runId);
  const actor: Actor = { ...PUBLIC, ...signer, organisationId: run.body_id, roles: ['officer'] };
  await sqlRows(tx, 'savepoint panel');
  try {
    await confirmPanel(tx, services, actor, caseId, experts);
    await sqlRows(tx, 'release savepoint panel');
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await sqlRows(tx, 'rollback to savepoint panel');
    const { number } = await caseById(tx, caseId);
    await addFailure(tx, runId, { caseId, says: `${number}: ${REFUSALS[error.code].zh}` });
  }
}
