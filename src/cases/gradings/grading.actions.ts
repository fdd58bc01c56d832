import { createHash } from 'node:crypto';
import type { Actor, Role } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Pack } from '../../policy/pack.ts';
import { type Procedure, UNGRADED } from '../../policy/procedure.ts';
import { schemeOf } from '../../policy/score.ts';
import { settled } from '../../policy/settle.ts';
import { VOID } from '../casefile/casefile.ts';
import { advance, completeTask, openTask, requireBody } from '../casefile/interpreter.ts';
import type { CaseServices, StepHandler } from '../casefile/steps.ts';
import { STEP_ROLES, type Verb } from '../casefile/task.ts';
import { draftConsequences } from '../consequences/consequence.actions.ts';
import { canonical } from '../decisions/decision.ts';
import { requireAnswered } from '../dueRecusals/dueRecusal.actions.ts';
import {
  type EvaluationRow,
  lockEvaluation,
  settledFor,
  type Taking,
  takingPart,
} from '../evaluations/evaluation.store.ts';
import { packByHash, procedureOf } from '../packs/pack.actions.ts';
import { expertPointsOf } from '../panels/panel.actions.ts';
import { openVisits } from '../sampleVisits/sampleVisit.store.ts';
import { countedFacts, figuresOf } from '../selfEvaluations/selfEvaluation.actions.ts';
import {
  announcedGrades,
  exceptionsOf,
  type GradingRow,
  insertResult,
  joinGrading,
  leaveGrading,
  linesOf,
  openGrading,
  removeException,
  saveException,
  saveGrading,
  saveLine,
  signedGradings,
  tasksAt,
} from './grading.store.ts';
import {
  checkComplete,
  computeRound,
  type Exception,
  gradeOf,
  type Inputs,
  type Line,
  type Released,
  type Result,
  releasedFrom,
} from './grading.ts';

/** 评定等次: the case joins the sitting of its round. */
export const gradingStep: StepHandler = {
  async enter(tx, { services, file, pass, bodyId, pack, step, now }) {
    const organisationId = bodyId ?? (await requireBody(tx, file, pack, step));
    const { roundId } = await lockEvaluation(tx, file.round_id ?? '');
    await joinGrading(tx, { roundId, caseId: file.id, pass, step: step.id, organisationId, now });
    await openTask(tx, services, file.id, { organisationId, role: STEP_ROLES.grading, personId: null });
  },
  leave: (tx, { file }) => leaveGrading(tx, file.id),
};

/** 发布结果: every case waits until the whole round is released. */
export const releaseStep: StepHandler = {
  async enter(tx, { services, file, bodyId, pack, step }) {
    const organisationId = bodyId ?? (await requireBody(tx, file, pack, step));
    await openTask(tx, services, file.id, { organisationId, role: STEP_ROLES.release, personId: null });
  },
};

export interface Standing {
  readonly evaluation: EvaluationRow;
  readonly pack: Pack;
  readonly procedure: Procedure;
  readonly members: readonly Taking[];
}
export async function standingOf(tx: Tx, evaluation: EvaluationRow): Promise<Standing> {
  const pack = await packByHash(tx, evaluation.packHash);
  const procedure = procedureOf(pack, evaluation.procedureId);
  return { evaluation, pack, procedure, members: await takingPart(tx, evaluation.roundId) };
}

/** Handed in, and not put aside afterwards. */
export const takesPart = ({ evaluates }: Procedure, { submitted, endId }: Taking) =>
  submitted && !isVoid({ endId }) && endId !== evaluates?.absentTo;

/** Voided by the body that had it in hand: neither graded nor absent, so that it has no result. */
export const isVoid = ({ endId }: Pick<Taking, 'endId'>) => endId === VOID.id;

/** Everything the grades of the round rest on, as it is now. */
export async function inputsOf(tx: Tx, { evaluation, pack, procedure, members }: Standing): Promise<Inputs> {
  const { scheme, factsOn: on, packHash } = evaluation;
  const parameters = await settledFor(tx, evaluation.roundId);
  const keys = countedFacts(pack, scheme);
  const taking = members.filter((member) => takesPart(procedure, member));
  const cases = taking.flatMap(({ caseId, carrierId }) => (caseId === null ? [] : [{ caseId, carrierId }]));
  const figures = await figuresOf(tx, cases, on, keys);
  const inputs: Inputs['members'][number][] = [];
  for (const member of members.filter((one) => !isVoid(one))) {
    const { carrierId, caseId } = member;
    const participated = caseId !== null && takesPart(procedure, member);
    inputs.push({
      carrierId,
      caseId,
      participated,
      facts: (participated && figures.get(caseId)) || {},
      given: participated ? Object.fromEntries(await expertPointsOf(tx, caseId)) : {},
    });
  }
  return { packHash, scheme, on, parameters, members: inputs };
}

/** What the experts gave in a case, by indicator. */
export async function givenFor(tx: Tx, caseId: string): Promise<Record<string, number>> {
  return Object.fromEntries(await expertPointsOf(tx, caseId));
}

export interface Sitting {
  readonly grading: GradingRow;
  readonly results: readonly Result[];
  readonly lines: readonly (Line & { readonly pass: number })[];
  readonly exceptions: readonly Exception[];
}

/** The sitting with its lines over the whole round; a draft is computed from what stands now, a sealed one from its inputs. */
export async function sittingOf(tx: Tx, standing: Standing, grading: GradingRow): Promise<Sitting> {
  const { pack, procedure, members, evaluation } = standing;
  const inputs = grading.inputs === null ? await inputsOf(tx, standing) : (JSON.parse(grading.inputs) as Inputs);
  const results = computeRound(pack, inputs);
  const announced = await announcedGrades(tx, evaluation.roundId);
  const here = await linesOf(tx, grading.id);
  const lines = members.flatMap((member) => {
    const { caseId } = member;
    if (caseId === null || !takesPart(procedure, member)) return [];
    const line = here.find((one) => one.caseId === caseId);
    return [
      {
        caseId,
        number: member.number ?? '',
        pass: line?.pass ?? 0,
        isHere: line !== undefined,
        announced: announced.get(caseId)?.grade ?? null,
        computed: results.find((one) => one.caseId === caseId) ?? null,
      },
    ];
  });
  return { grading, results, lines, exceptions: await exceptionsInForce(tx, evaluation.roundId, grading, here) };
}

/** Those written for this sitting, and those of earlier ones for cases that are not in it. */
async function exceptionsInForce(
  tx: Tx,
  roundId: string,
  grading: GradingRow,
  here: readonly { caseId: string }[],
): Promise<Exception[]> {
  const found = new Map<string, Exception>();
  for (const earlier of (await signedGradings(tx, roundId)).toReversed())
    for (const exception of await exceptionsOf(tx, earlier.id)) found.set(exception.caseId, exception);
  for (const { caseId } of here) found.delete(caseId);
  for (const exception of await exceptionsOf(tx, grading.id)) found.set(exception.caseId, exception);
  return [...found.values()].map(({ caseId, grade, reason }) => ({ caseId, grade, reason }));
}

async function lockOpen(tx: Tx, actor: Actor, roundId: string, version: number, state: 'draft' | 'proposed') {
  const evaluation = await lockEvaluation(tx, roundId);
  const grading = await openGrading(tx, roundId);
  if (!grading) throw new Refusal('grading.none');
  if (grading.organisation_id !== actor.organisationId) throw new Refusal('task.not-yours');
  if (grading.version !== version) throw new Refusal('conflict', { version: grading.version });
  if (grading.state !== state) throw new Refusal('grading.wrong-state', { state: grading.state });
  return { grading, standing: await standingOf(tx, evaluation) };
}

/** Sets a grade other than the computed one, with its reason; `grade: null` takes the exception away. */
export async function writeException(
  tx: Tx,
  { clock }: Pick<CaseServices, 'clock'>,
  actor: Actor,
  given: { roundId: string; version: number; caseId: string; grade: string | null; reason: string },
): Promise<void> {
  const { grading, standing } = await lockOpen(tx, actor, given.roundId, given.version, 'draft');
  const { lines } = await sittingOf(tx, standing, grading);
  if (!lines.some(({ caseId }) => caseId === given.caseId)) throw new Refusal('not-found', { case: given.caseId });
  const { grades } = schemeOf(standing.pack, standing.evaluation.scheme);
  if (given.grade === null) await removeException(tx, grading.id, given.caseId);
  else {
    if (!grades.some(({ id }) => id === given.grade))
      throw new Refusal('input.invalid', {}, [{ path: 'grade', code: 'option', message: '请从等次中选择' }]);
    const { caseId, grade, reason } = given;
    const at = clock.now().toString();
    await saveException(tx, grading.id, { caseId, grade, reason, at, personId: actor.personId });
  }
  await saveGrading(tx, grading.id, { version: grading.version + 1 });
  recordChange(tx, { kind: 'grading', id: grading.id, after: given });
}

/** The officer puts the whole round forward: nobody still under way, every grade known or explained. What it rests on is sealed. */
export async function proposeGrades(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  roundId: string,
  version: number,
): Promise<void> {
  const { grading, standing } = await lockOpen(tx, actor, roundId, version, 'draft');
  const { evaluation, pack } = standing;
  if (evaluation.closedAt === null) throw new Refusal('grading.roster-open');
  await requireAnswered(tx, casesOf(standing));
  const unvisited = await openVisits(tx, { roundId });
  if (unvisited.length > 0) throw new Refusal('evaluation.visit-open', { cases: unvisited });
  const sitting = await sittingOf(tx, standing, grading);
  const announced = await announcedGrades(tx, roundId);
  const underWay = sitting.lines.filter(({ isHere, caseId }) => !isHere && !announced.has(caseId));
  if (underWay.length > 0) throw new Refusal('grading.under-way', { cases: underWay.map(({ number }) => number) });
  const { grades } = schemeOf(pack, evaluation.scheme);
  checkComplete(sitting.lines, sitting.exceptions, grades.length > 0);
  const inputs = await inputsOf(tx, standing);
  for (const line of sitting.lines.filter(({ isHere }) => isHere)) {
    const grade = gradeOf(line, sitting.exceptions);
    await saveLine(tx, grading.id, line.caseId, grade, labelOf(standing, grade));
  }
  const at = services.clock.now().toString();
  await saveGrading(tx, grading.id, {
    state: 'proposed',
    version: version + 1,
    inputs: canonical(inputs),
    results: canonical(computeRound(pack, inputs)),
    proposed_at: at,
    proposed_by: actor.personId,
  });
  await handOn(tx, services, actor, grading, 'grade', 'director');
  recordChange(tx, { kind: 'grading', id: grading.id, before: { state: 'draft' }, after: { state: 'proposed' } });
}

export function labelOf({ pack, evaluation }: Pick<Standing, 'pack' | 'evaluation'>, grade: string | null): string {
  return schemeOf(pack, evaluation.scheme).grades.find(({ id }) => id === grade)?.zh ?? '已评估';
}

export async function sendGradesBack(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  roundId: string,
  version: number,
  reason: string,
): Promise<void> {
  const { grading } = await lockOpen(tx, actor, roundId, version, 'proposed');
  await saveGrading(tx, grading.id, {
    state: 'draft',
    version: version + 1,
    inputs: null,
    results: null,
    proposed_at: null,
    proposed_by: null,
  });
  await handOn(tx, services, actor, grading, 'returnPrevious', STEP_ROLES.grading, reason);
  recordChange(tx, {
    kind: 'grading',
    id: grading.id,
    before: { state: 'proposed' },
    after: { state: 'draft', reason },
  });
}

async function handOn(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  grading: GradingRow,
  verb: Verb,
  to: Role,
  opinion: string | null = null,
): Promise<void> {
  for (const { id, caseId, personId } of await tasksAt(tx, grading.round_id, 'grading')) {
    if (personId !== null && personId !== actor.personId) throw new Refusal('task.not-yours');
    await completeTask(tx, services, actor, id, verb, opinion);
    await openTask(tx, services, caseId, { organisationId: grading.organisation_id, role: to, personId: null });
  }
}

/** 审定: the grades are approved and sealed, and all go into public notice together. */
export async function signGrades(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  roundId: string,
  version: number,
): Promise<void> {
  const { grading, standing } = await lockOpen(tx, actor, roundId, version, 'proposed');
  await requireAnswered(tx, casesOf(standing));
  await requireSamePoints(tx, grading);
  const exceptions = await exceptionsOf(tx, grading.id);
  await saveGrading(tx, grading.id, {
    state: 'signed',
    version: version + 1,
    seal: sealOf(grading, exceptions),
    signed_at: services.clock.now().toString(),
    signed_by: actor.personId,
  });
  const members = new Map(standing.members.map(({ caseId, pass }) => [caseId, pass]));
  for (const { id, caseId, personId } of await tasksAt(tx, roundId, 'grading')) {
    if (personId !== null && personId !== actor.personId) throw new Refusal('task.not-yours');
    await completeTask(
      tx,
      services,
      actor,
      id,
      'sign',
      exceptions.find((one) => one.caseId === caseId)?.reason ?? null,
    );
  }
  for (const { caseId } of await linesOf(tx, grading.id))
    await advance(tx, services, actor, caseId, 'graded', { pass: members.get(caseId) ?? 0 });
  recordChange(tx, { kind: 'grading', id: grading.id, before: { state: 'proposed' }, after: { state: 'signed' } });
}

/** What an expert gave may have ceased to count since the grades were put forward. */
async function requireSamePoints(tx: Tx, { inputs }: GradingRow): Promise<void> {
  for (const { caseId, participated, given } of (JSON.parse(inputs ?? '') as Inputs).members)
    if (caseId !== null && participated && canonical(await givenFor(tx, caseId)) !== canonical(given))
      throw new Refusal('grading.points-changed');
}

const casesOf = ({ members }: Standing) => members.flatMap(({ caseId }) => caseId ?? []);

export function sealOf(
  { inputs, results }: Pick<GradingRow, 'inputs' | 'results'>,
  exceptions: readonly Exception[],
): string {
  const written = exceptions.map(({ caseId, grade, reason }) => ({ caseId, grade, reason }));
  return createHash('sha256')
    .update(canonical({ inputs, results, exceptions: written }))
    .digest('hex');
}

/** The results of a round, and what its consequences are drafted from; who was voided has neither. */
export function releaseOf(
  standing: Standing,
  inputs: Inputs,
  results: readonly Result[],
  announced: ReadonlyMap<string, { readonly grade: string | null }>,
  reasons: ReadonlyMap<string, string>,
): { rows: Released[]; judged: Standing } {
  const members = standing.members.filter((one) => !isVoid(one));
  const held = new Set(members.map(({ carrierId }) => carrierId));
  const rows = releasedFrom(results, (grade) => labelOf(standing, grade), announced, reasons);
  return {
    rows: rows.filter(({ carrierId }) => held.has(carrierId)),
    judged: { ...standing, pack: settled(standing.pack, inputs.parameters), members },
  };
}

/** 发布: all results at once, when nobody of the round is still on the way; what follows is drafted, and signed by a person later. */
export async function releaseRound(tx: Tx, services: CaseServices, actor: Actor, roundId: string): Promise<void> {
  const standing = await standingOf(tx, await lockEvaluation(tx, roundId));
  const { evaluation, procedure, members } = standing;
  if (evaluation.releasedAt !== null) throw new Refusal('grading.released');
  if (evaluation.closedAt === null) throw new Refusal('grading.roster-open');
  const [latest] = await signedGradings(tx, roundId);
  const taking = members.filter((member) => takesPart(procedure, member));
  const onTheWay = taking.filter(({ stepKind }) => stepKind !== 'release');
  if (onTheWay.length > 0) throw new Refusal('grading.under-way', { cases: onTheWay.map(({ number }) => number) });
  await requireAnswered(tx, casesOf(standing));
  // A round in which nobody took part has no sitting; its absences are results all the same.
  const inputs = latest?.inputs ? (JSON.parse(latest.inputs) as Inputs) : await inputsOf(tx, standing);
  const results = computeRound(standing.pack, inputs);
  const announced = await announcedGrades(tx, roundId);
  const reasons = new Map<string, string>();
  for (const grading of (await signedGradings(tx, roundId)).toReversed())
    for (const { caseId, reason } of await exceptionsOf(tx, grading.id)) reasons.set(caseId, reason);
  const at = services.clock.now().toString();
  const { rows, judged } = releaseOf(standing, inputs, results, announced, reasons);
  for (const row of rows) await insertResult(tx, roundId, latest?.id ?? null, at, row);
  for (const { id, personId } of await tasksAt(tx, roundId, 'release')) {
    if (personId !== null && personId !== actor.personId) throw new Refusal('task.not-yours');
    await completeTask(tx, services, actor, id, 'release');
  }
  for (const { caseId, pass } of taking)
    if (caseId !== null)
      await advance(tx, services, actor, caseId, announced.get(caseId)?.grade ?? UNGRADED, { pass: pass ?? 0 });
  await draftConsequences(tx, services, judged);
  recordChange(tx, { kind: 'evaluation', id: roundId, after: { released: rows.length } });
}
