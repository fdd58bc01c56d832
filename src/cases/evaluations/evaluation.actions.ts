import { type Actor, SYSTEM } from '../../kernel/actor.ts';
import { dayOf } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { enqueue, type Job } from '../../platform/jobs/jobs.ts';
import { procedurePack } from '../../policy/evaluate.ts';
import type { Pack } from '../../policy/pack.ts';
import { scopeInSql } from '../../policy/scope.ts';
import { schemeOf } from '../../policy/score.ts';
import { openParameters, type Settled } from '../../policy/settle.ts';
import { insertUrged } from '../casefile/casefile.store.ts';
import { miss } from '../casefile/deeds.ts';
import { change } from '../casefile/interpreter.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { createCase } from '../intake/intake.actions.ts';
import { carrierAtIntake } from '../intake/intake.store.ts';
import { packByHash, packInstalled, procedureOf } from '../packs/pack.actions.ts';
import { createRound, type NewRound, type Share } from '../rounds/round.actions.ts';
import {
  claimMembers,
  type Due,
  type EvaluationRow,
  evaluationOf,
  insertEvaluation,
  insertParameters,
  insertPast,
  isGraded,
  lockEvaluation,
  membersDue,
  openCasesBeside,
  setClosed,
  setMember,
  setOpened,
  settledFor,
  takingPart,
  waitingTasks,
} from './evaluation.store.ts';
import { checkSettled } from './evaluation.ts';

export interface NewEvaluation extends NewRound, Share {
  readonly membersOn: string;
  readonly factsOn: string;
}

/** Announces a round of evaluation. At its opening moment every member gets its case, whoever is at work then. */
export async function createEvaluation(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  given: NewEvaluation,
): Promise<EvaluationRow> {
  const { hash, pack } = await packInstalled(tx, given.packId, services.clock.today());
  const { evaluates } = procedureOf(pack, given.procedureId);
  if (given.membersOn > dayOf(Temporal.Instant.from(given.opensAt)))
    throw new Refusal('round.invalid', {}, [
      { path: 'membersOn', code: 'round.order', message: '名单基准日应不晚于开始时间' },
    ]);
  const round = await createRound(tx, services, actor, given, given);
  await insertEvaluation(tx, {
    round_id: round.id,
    pack_hash: hash,
    scheme: evaluates?.scheme ?? '',
    members_on: given.membersOn,
    facts_on: given.factsOn,
  });
  if ((await openCasesBeside(tx, await evaluationOf(tx, round.id))) > 0) throw new Refusal('evaluation.unfinished');
  recordChange(tx, { kind: 'evaluation', id: round.id, after: { ...given, hash } });
  const { clock } = services;
  if (Date.parse(round.opensAt) <= Date.parse(clock.now().toString())) await openMembers(tx, services, round.id);
  else await enqueue(tx, clock, { kind: OPENS, payload: { roundId: round.id }, dueAt: round.opensAt, key: round.id });
  for (const kind of REMINDERS) await setReminder(tx, services, round.id, kind, round.closesAt);
  return evaluationOf(tx, round.id);
}

export const OPENS = 'evaluation.opens';
export const REMINDS = 'evaluation.reminds';
const REMINDERS = ['before', 'at', 'after'] as const;
type Reminder = (typeof REMINDERS)[number];
/** Hours from the closing moment. */
const LEAD: Record<Reminder, number> = { before: -72, at: -8, after: 1 };

const momentOf = (closesAt: string, kind: Reminder) =>
  Temporal.Instant.from(closesAt).add({ hours: LEAD[kind] }).toString();

async function setReminder(tx: Tx, { clock }: CaseServices, roundId: string, kind: Reminder, closesAt: string) {
  const dueAt = momentOf(closesAt, kind);
  if (Date.parse(dueAt) <= Date.parse(clock.now().toString())) return;
  await enqueue(tx, clock, { kind: REMINDS, payload: { roundId, kind }, dueAt, key: `${roundId}:${kind}` });
}

/** Tells everyone who has not handed in. A round that was extended meanwhile reminds at its new moment. */
export async function onEvaluationReminds(tx: Tx, services: CaseServices, job: Job, now: string): Promise<void> {
  const { roundId, kind } = job.payload as { roundId: string; kind: Reminder };
  const { closesAt, closedAt } = await evaluationOf(tx, roundId);
  if (closedAt !== null) return;
  const due = momentOf(closesAt, kind);
  if (Date.parse(due) > Date.parse(now)) {
    // Under another key: this job still holds its own.
    await enqueue(tx, services.clock, {
      kind: REMINDS,
      payload: job.payload,
      dueAt: due,
      key: `${roundId}:${kind}:${due}`,
    });
    return;
  }
  for (const { caseId, taskId } of await waitingTasks(tx, roundId))
    await insertUrged(tx, { id: newId(), case_id: caseId, task_id: taskId, kind, at: now, by_name: null });
}

export async function onEvaluationOpens(tx: Tx, services: CaseServices, job: Job): Promise<void> {
  await openMembers(tx, services, (job.payload as { roundId: string }).roundId);
}

/** Whom the round is for, as it is now. */
export async function dueFor(tx: Tx, evaluation: EvaluationRow, pack: Pack): Promise<Due[]> {
  const procedure = procedureOf(pack, evaluation.procedureId);
  const by = procedure.evaluates?.members ?? 'designated';
  return membersDue(tx, evaluation, by, scopeInSql(procedurePack(pack, procedure)));
}

/** One case for every member; a carrier that nobody runs is on the list without one. */
async function openMembers(tx: Tx, services: CaseServices, roundId: string): Promise<void> {
  const evaluation = await lockEvaluation(tx, roundId);
  if (evaluation.openedAt !== null) return;
  const pack = await packByHash(tx, evaluation.packHash);
  const procedure = procedureOf(pack, evaluation.procedureId);
  const here = (await dueFor(tx, evaluation, pack)).filter(({ isKnown, elsewhere }) => isKnown && elsewhere === null);
  // All are claimed before the first case takes a number: two rounds that open at once wait for each other one way only.
  for (const carrierId of await claimMembers(tx, roundId, here)) {
    const carrier = await carrierAtIntake(tx, carrierId);
    if (carrier?.operatorId == null) continue;
    const { id } = await createCase(tx, services, SYSTEM, {
      installed: { hash: evaluation.packHash, pack },
      procedure,
      carrier,
      applicantId: carrier.operatorId,
      roundId,
      judgedOn: evaluation.factsOn,
    });
    await setMember(tx, roundId, carrierId, { case_id: id });
  }
  await setOpened(tx, roundId, services.clock.now().toString());
}

/** Lets one unit hand in after the round has closed, with the reason. */
export async function admitLate(
  tx: Tx,
  { clock }: Pick<CaseServices, 'clock'>,
  actor: Actor,
  given: { roundId: string; carrierId: string; until: string; reason: string },
): Promise<void> {
  const evaluation = await lockEvaluation(tx, given.roundId);
  if (evaluation.closedAt !== null) throw new Refusal('evaluation.closed');
  const until = Temporal.Instant.from(given.until).toString();
  const now = clock.now().toString();
  if (Date.parse(until) <= Math.max(Date.parse(now), Date.parse(evaluation.closesAt)))
    throw new Refusal('input.invalid', {}, [
      { path: 'until', code: 'range', message: '宽限时间应晚于现在和本轮截止时间' },
    ]);
  const member = (await takingPart(tx, given.roundId)).find(({ carrierId }) => carrierId === given.carrierId);
  if (!member) throw new Refusal('not-found', { carrier: given.carrierId });
  if (member.state !== 'draft') throw new Refusal('evaluation.handed-in');
  await setMember(tx, given.roundId, given.carrierId, {
    late_until: until,
    late_reason: given.reason,
    late_by: actor.personId,
  });
  recordChange(tx, { kind: 'evaluation', id: given.roundId, after: { late: given } });
}

/** 认定缺席: after the closing moment and every grace, those who handed nothing in end as absent. */
export async function establishAbsence(tx: Tx, services: CaseServices, actor: Actor, roundId: string): Promise<void> {
  const evaluation = await lockEvaluation(tx, roundId);
  if (evaluation.closedAt !== null) throw new Refusal('evaluation.closed');
  const now = services.clock.now().toString();
  if (Date.parse(now) < Date.parse(evaluation.closesAt))
    throw new Refusal('evaluation.still-open', { closesAt: evaluation.closesAt });
  const graces = await tx
    .selectFrom('evaluation_member')
    .innerJoin('case_file', 'case_file.id', 'evaluation_member.case_id')
    .select('late_until')
    .where('evaluation_member.round_id', '=', roundId)
    .where('case_file.state', '=', 'draft')
    .where('late_until', '>', now)
    .execute();
  if (graces.length > 0) throw new Refusal('evaluation.still-open', { graces: graces.length });
  const pack = await packByHash(tx, evaluation.packHash);
  const absentTo = procedureOf(pack, evaluation.procedureId).evaluates?.absentTo ?? '';
  const absent = (await takingPart(tx, roundId)).filter(({ state }) => state === null || state === 'draft');
  for (const { carrierId, caseId } of absent) {
    await setMember(tx, roundId, carrierId, { absent_at: now });
    if (caseId !== null) await change(tx, services, actor, caseId, (file, at) => miss(file, actor, absentTo, at));
  }
  await setClosed(tx, roundId, now);
  recordChange(tx, { kind: 'evaluation', id: roundId, after: { absent: absent.map(({ carrierId }) => carrierId) } });
}

/** The authority sets what the document leaves open, for one round, with its reason. Nothing is changed once grades are signed. */
export async function setParameters(
  tx: Tx,
  { clock }: Pick<CaseServices, 'clock'>,
  actor: Actor,
  given: { roundId: string; values: Settled; reason: string },
): Promise<void> {
  const evaluation = await lockEvaluation(tx, given.roundId);
  if (await isGraded(tx, given.roundId)) throw new Refusal('evaluation.graded');
  const pack = await packByHash(tx, evaluation.packHash);
  const open = new Set(openParameters(pack));
  const unknown = Object.keys(given.values).filter((name) => !open.has(name));
  if (unknown.length > 0)
    throw new Refusal(
      'input.invalid',
      {},
      unknown.map((name) => ({
        path: `values.${name}`,
        code: 'unknown',
        message: '文件已有规定或没有这一项，不能设定',
      })),
    );
  checkSettled(
    pack,
    evaluation.scheme,
    { ...(await settledFor(tx, given.roundId)), ...given.values },
    evaluation.factsOn,
  );
  const at = clock.now().toString();
  await insertParameters(tx, given.roundId, given.values, { reason: given.reason, at, personId: actor.personId });
  recordChange(tx, {
    kind: 'evaluation',
    id: given.roundId,
    after: { parameters: given.values, reason: given.reason },
  });
}

/** A result of a year before the platform, with the document it stands in. */
export async function enterPast(
  tx: Tx,
  { clock }: Pick<CaseServices, 'clock'>,
  actor: Actor,
  given: {
    roundId: string;
    carrierId: string;
    year: number;
    participated: boolean;
    grade: string | null;
    source: string;
  },
): Promise<void> {
  const evaluation = await lockEvaluation(tx, given.roundId);
  const refuse = (path: string, message: string) =>
    new Refusal('input.invalid', {}, [{ path, code: 'range', message }]);
  if (given.year >= evaluation.year) throw refuse('year', '只补录本轮之前年度的结果');
  if (!given.participated && given.grade !== null) throw refuse('grade', '未参加的没有等次');
  const pack = await packByHash(tx, evaluation.packHash);
  const { grades } = schemeOf(pack, evaluation.scheme);
  if (given.grade !== null && !grades.some(({ id }) => id === given.grade)) throw refuse('grade', '请从等次中选择');
  if (!(await carrierAtIntake(tx, given.carrierId))) throw refuse('carrierId', '没有这个载体');
  const released = await tx
    .selectFrom('evaluation_result')
    .innerJoin('round', 'round.id', 'evaluation_result.round_id')
    .select('round.id')
    .where('carrier_id', '=', given.carrierId)
    .where('round.pack_id', '=', evaluation.packId)
    .where('round.procedure_id', '=', evaluation.procedureId)
    .where('round.year', '=', given.year)
    .executeTakeFirst();
  if (released || evaluation.releasedAt !== null) throw refuse('year', '该年度结果已由本平台发布');
  const { packId, procedureId } = evaluation;
  await insertPast(tx, { ...given, packId, procedureId, at: clock.now().toString(), personId: actor.personId });
  recordChange(tx, { kind: 'evaluation', id: given.roundId, after: { past: given } });
}
