import { type Actor, SYSTEM } from '../../kernel/actor.ts';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { type Proposal, propose } from '../assignments/assignment.ts';
import { bodyFor } from '../casefile/bodies.store.ts';
import { caseById, lockCase } from '../casefile/casefile.store.ts';
import { advance, completeTask, noteEvent, openTask, requireBody } from '../casefile/interpreter.ts';
import type { CaseServices, StepHandler } from '../casefile/steps.ts';
import { STEP_ROLES } from '../casefile/task.ts';
import { packByHash, procedureOf } from '../packs/pack.actions.ts';
import { lockReview, type ReviewRow, reviewsOf, saveReview } from '../reviews/review.store.ts';
import type { Entry } from '../reviews/review.ts';
import { sheetFor, sheetsFor } from '../scoresheets/scoresheet.actions.ts';
import { fullMarks, type Scoresheet, sheetAsOf, stepSheet } from '../scoresheets/scoresheet.ts';
import { myTask, type Standing, seenAt, standingAt } from '../turns/turn.actions.ts';
import { findPanel, insertException, lastFinishedPanel, panelItems } from './panel.store.ts';
import { aggregate, aggregateItems, type ItemPoints, indicatorPoints, outliers } from './panel.ts';
import { candidatesFor, dueOf, matterOf, release, seat, seatedIn, setTimers } from './seat.actions.ts';

/** 专家评审: an officer sets the panel, every expert hands a review in, the last one ends the step. */
export const expertReviewStep: StepHandler = {
  async enter(tx, { services, file, bodyId, pack, step }) {
    const organisationId = bodyId ?? (await requireBody(tx, file, pack, step));
    await openTask(tx, services, file.id, { organisationId, role: STEP_ROLES.expertReview, personId: null });
  },
  async leave(tx, { file, pass, now }) {
    for (const review of await reviewsOf(tx, file.id, pass)) {
      if (review.state === 'assigned') await saveReview(tx, review.id, { state: 'released', ended_at: now });
    }
  },
};

/** Who should review the case, and why; nothing is written. */
export async function proposePanel(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
): Promise<Proposal & { seats: number }> {
  const standing = await seenAt(tx, caseId, 'expertReview');
  if (actor.organisationId !== (await requireBody(tx, standing.file, standing.pack, standing.step)))
    throw new Refusal('task.not-yours');
  const { file, step } = standing;
  const { each } = stepSheet(step);
  const seated = seatedIn(await reviewsOf(tx, caseId, file.pass)).map(({ expert_id }) => expert_id);
  const candidates = await candidatesFor(tx, services, actor, standing);
  return { seats: each, ...propose(each - seated.length, await matterOf(tx, file), candidates, seated) };
}

/** Sets the panel, or changes who has not handed in yet. The officer of the acting body decides. */
export async function confirmPanel(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  expertIds: readonly string[],
): Promise<void> {
  const standing = await standingAt(tx, caseId, 'expertReview');
  const { file, step, pack } = standing;
  if (actor.organisationId !== (await requireBody(tx, file, pack, step))) throw new Refusal('task.not-yours');
  const { each, aggregate: method } = stepSheet(step);
  const wanted = [...new Set(expertIds)];
  if (wanted.length !== each) throw new Refusal('review.seats', { seats: each, given: wanted.length });
  const now = services.clock.now().toString();
  const seated = seatedIn(await reviewsOf(tx, caseId, file.pass));
  if (seated.some(({ state, expert_id }) => state === 'submitted' && !wanted.includes(expert_id)))
    throw new Refusal('review.already-in');
  await setPanel(tx, { caseId, pass: file.pass, seats: each, method, at: now, by: actor.personId });
  for (const review of seated)
    if (!wanted.includes(review.expert_id)) await release(tx, services, review, now, '调整专家组');
  await seat(tx, services, actor, standing, wanted);
  const mine = standing.tasks.find(({ kind, role }) => kind === 'main' && role === STEP_ROLES.expertReview);
  if (mine) await completeTask(tx, services, actor, myTask({ ...standing, tasks: [mine] }, actor).id, 'assign');
  await noteEvent(tx, services, actor, caseId, { verb: 'assign', internal: true, data: { experts: wanted } });
  recordChange(tx, { kind: 'case', id: caseId, after: { panel: wanted } });
}

async function setPanel(
  tx: Tx,
  panel: { caseId: string; pass: number; seats: number; method: string; at: string; by: string | null },
): Promise<void> {
  await tx
    .insertInto('review_panel')
    .values({
      case_id: panel.caseId,
      pass: panel.pass,
      seats: panel.seats,
      method: panel.method,
      confirmed_at: panel.at,
      confirmed_by: panel.by,
    })
    .onConflict((conflict) =>
      conflict.columns(['case_id', 'pass']).doUpdateSet({ confirmed_at: panel.at, confirmed_by: panel.by }),
    )
    .execute();
}

/** What the experts fill in at a pass, or filled in when it was finished, in every version, and the body that runs it. */
export async function reviewAt(
  tx: Tx,
  services: Pick<CaseServices, 'clock'>,
  caseId: string,
  pass: number,
): Promise<{ sheet: Scoresheet; sheets: readonly Scoresheet[]; bodyId: string | null; title: string }> {
  const file = await caseById(tx, caseId);
  const pack = await packByHash(tx, file.pack_hash);
  const procedure = procedureOf(pack, file.procedure_id);
  const stood = await tx
    .selectFrom('case_step')
    .select('step')
    .where('case_id', '=', caseId)
    .where('pass', '=', pass)
    .executeTakeFirst();
  const step = procedure.steps.find(({ id }) => id === stood?.step);
  if (!step) throw new Refusal('not-found');
  const body = pack.bodies[step.actor];
  const sheets = await sheetsFor(tx, services, file, pack, step);
  const finishedAt = (await findPanel(tx, caseId, pass))?.finished_at;
  const sheet = finishedAt ? sheetAsOf(sheets, finishedAt) : (sheets.at(-1) as Scoresheet);
  const scheme = pack.schemes.find(({ id }) => id === sheet.scheme);
  return { sheet, sheets, bodyId: body ? await bodyFor(tx, body, file) : null, title: scheme?.title ?? step.title };
}
export const sheetAt = (tx: Tx, services: CaseServices, { file, pack, step }: Standing) =>
  sheetFor(tx, services, file, pack, step);

/** @returns whether the step ended */
export async function finishWhenAllAreIn(
  tx: Tx,
  services: CaseServices,
  standing: Standing,
  now: string,
): Promise<boolean> {
  const { file } = standing;
  const panel = await findPanel(tx, file.id, file.pass);
  const reviews = await reviewsOf(tx, file.id, file.pass);
  const handedIn = reviews.filter(({ state }) => state === 'submitted');
  if (!panel || handedIn.length < panel.seats) return false;
  const sheet = await sheetAt(tx, services, standing);
  if (await sendOutliersBack(tx, services, standing, handedIn, sheet)) return false;
  await scorePanel(tx, sheet, file.id, file.pass, now);
  await advance(tx, services, SYSTEM, file.id, 'finished', { pass: file.pass });
  return true;
}

/** What a panel gives: its score and the points of each item, from the reviews that are in. */
export function panelOf(
  sheet: Pick<Scoresheet, 'items' | 'aggregate'>,
  reviews: readonly Pick<ReviewRow, 'state' | 'score' | 'items'>[],
): { score: number | null; items: ItemPoints } {
  const handedIn = reviews.filter(({ state }) => state === 'submitted');
  const scores = handedIn.flatMap(({ score }) => (score === null ? [] : [score]));
  const entries = handedIn.map(({ items }) => items as Entry['items']);
  return { score: aggregate(scores, sheet.aggregate), items: aggregateItems(sheet, entries) };
}

/** Puts together what is in by now. Without `finishedAt` the panel was finished before, and some of it no longer counts. */
export async function scorePanel(
  tx: Tx,
  sheet: Scoresheet,
  caseId: string,
  pass: number,
  finishedAt?: string,
): Promise<void> {
  const { score, items } = panelOf(sheet, await reviewsOf(tx, caseId, pass));
  await tx
    .updateTable('review_panel')
    .set({
      score,
      items: JSON.stringify(items),
      ...(finishedAt && { finished_at: finishedAt }),
    })
    .where('case_id', '=', caseId)
    .where('pass', '=', pass)
    .execute();
}

/** Once for each review: whoever looked again and stayed with the score is not asked a third time. */
async function sendOutliersBack(
  tx: Tx,
  services: CaseServices,
  standing: Standing,
  handedIn: readonly ReviewRow[],
  sheet: Scoresheet,
): Promise<boolean> {
  const { secondLook } = stepSheet(standing.step);
  const full = fullMarks(sheet);
  const scored = handedIn.filter(({ score }) => score !== null);
  if (!secondLook || full === null) return false;
  const apart = outliers(
    scored.map(({ score }) => score ?? 0),
    full,
    secondLook.beyond,
  ).flatMap((at) => scored[at] ?? []);
  const fresh = apart.filter(({ second_look_at }) => second_look_at === null);
  for (const review of fresh) await reopen(tx, services, standing, review, OUTLIER);
  return fresh.length > 0;
}
/** Without a number: where the others stand is not told. */
const OUTLIER = '您的评分与专家组其他成员相差较大。请再次核对材料：可以维持，也可以调整，并在评审意见中说明理由。';

async function reopen(
  tx: Tx,
  services: CaseServices,
  standing: Standing,
  review: ReviewRow,
  reason: string,
): Promise<void> {
  const task = { organisationId: null, role: 'expert', personId: review.expert_id } as const;
  const taskId = await openTask(tx, services, standing.file.id, task);
  const due = await dueOf(tx, services, standing);
  await saveReview(tx, review.id, {
    state: 'assigned',
    ended_at: null,
    task_id: taskId,
    due_at: due.at,
    second_look: reason,
    second_look_at: services.clock.now().toString(),
    first_score: review.score,
    first_opinion: review.opinion,
  });
  await setTimers(tx, services, review.id, due);
}

/** The body that runs the review sends one back to its expert, with a reason, while the step lasts. */
export async function askSecondLook(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  given: { expertId: string; reason: string },
): Promise<void> {
  const standing = await standingAt(tx, caseId, 'expertReview');
  const { file, pack, step } = standing;
  if (actor.organisationId !== (await requireBody(tx, file, pack, step))) throw new Refusal('task.not-yours');
  const review = await lockReview(tx, caseId, given.expertId);
  if (review.pass !== file.pass || review.state !== 'submitted') throw new Refusal('review.not-in');
  await reopen(tx, services, standing, review, given.reason);
  recordChange(tx, {
    kind: 'review',
    id: review.id,
    before: { state: 'submitted' },
    after: { state: 'assigned', secondLook: given.reason },
  });
}

/**
 * 偏离: the head of the body departs from what the finished panel gave, in writing. The panel's own points stay as they
 * are; what counts from now on is the exception.
 */
export async function departFromPanel(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  given: { item: string | null; points: number; reason: string },
): Promise<void> {
  const file = await lockCase(tx, caseId);
  if (file.state === 'closed') throw new Refusal('case.closed');
  const panel = await lastFinishedPanel(tx, caseId);
  if (!panel) throw new Refusal('review.not-in');
  const { bodyId, sheet } = await reviewAt(tx, services, caseId, panel.pass);
  if (actor.organisationId !== bodyId) throw new Refusal('task.not-yours');
  const item = given.item === null ? undefined : sheet.items.find(({ id }) => id === given.item);
  if (given.item !== null && !item) throw new Refusal('not-found', { item: given.item });
  const most = item ? item.max : fullMarks(sheet);
  if (most !== null && given.points > most)
    throw new Refusal('input.invalid', {}, [
      { path: 'points', code: 'score.range', message: `分值应在 0 至 ${most} 之间` },
    ]);
  const before = given.item === null ? panel.score : (panel.items as unknown as ItemPoints)[given.item]?.points;
  if (before === null || before === undefined) throw new Refusal('review.not-in');
  const id = newId();
  await insertException(tx, {
    id,
    case_id: caseId,
    pass: panel.pass,
    item: given.item ?? '',
    from_points: before,
    to_points: given.points,
    reason: given.reason,
    at: services.clock.now().toString(),
    person_id: actor.personId,
  });
  recordChange(tx, {
    kind: 'panelException',
    id,
    before: { points: before },
    after: { caseId, item: given.item, points: given.points, reason: given.reason },
  });
}

/**
 * What the experts gave to each indicator of the pack, aggregated as the pack's step says, or what a written exception
 * put in its place; empty until the panel is finished, and where the sheet asks for one total.
 */
export async function expertPointsOf(tx: Tx, caseId: string): Promise<ReadonlyMap<string, number>> {
  return indicatorPoints(await panelItems(tx, caseId));
}
