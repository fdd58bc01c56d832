import { loadWorkingCalendar } from '../../identity/calendar/calendar.store.ts';
import { type Actor, SYSTEM } from '../../kernel/actor.ts';
import { yearOf } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { dueMoment } from '../../kernel/working-days.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { findTerritory } from '../../records/territories/territory.store.ts';
import { lockExperts, mattersOf, roomOf } from '../assignments/assignment.store.ts';
import { because, type Candidate, fitsOf, type Proposal, propose } from '../assignments/assignment.ts';
import { bodyFor } from '../casefile/bodies.store.ts';
import { type CaseRow, caseById, lockCase } from '../casefile/casefile.store.ts';
import { advance, cancelTask, completeTask, noteEvent, openTask, requireBody } from '../casefile/interpreter.ts';
import type { CaseServices, StepHandler } from '../casefile/steps.ts';
import { STEP_ROLES } from '../casefile/task.ts';
import { conflicts, loadParties } from '../conflicts/conflict.actions.ts';
import { recusedFrom } from '../conflicts/conflict.store.ts';
import { expertsOf, findExperts } from '../experts/expert.store.ts';
import { employersOf, isAway } from '../experts/expert.ts';
import { packByHash, procedureOf } from '../packs/pack.actions.ts';
import { sheetFor } from '../scoresheets/scoresheet.actions.ts';
import { type Scoresheet, stepSheet } from '../scoresheets/scoresheet.ts';
import { myTask, type Standing, seenAt, standingAt } from '../turns/turn.actions.ts';
import {
  findPanel,
  insertException,
  insertReview,
  lastFinishedPanel,
  lockReview,
  panelItems,
  type ReviewRow,
  reviewsOf,
  saveReview,
} from './review.store.ts';
import {
  aggregate,
  aggregateItems,
  checkEntry,
  type Entry,
  fullMarks,
  type ItemPoints,
  outliers,
  REVIEW_STATES,
  type ReviewState,
  totalOf,
} from './review.ts';

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

/** The experts of the library with what keeps them away from this case. */
async function candidatesFor(tx: Tx, services: CaseServices, { file, pack }: Standing): Promise<Candidate[]> {
  const territory = await findTerritory(tx, file.territory_id);
  if (!territory) throw new Error(`case ${file.id} lies nowhere in ${pack.id}`);
  const parties = await loadParties(tx, services, file);
  const recused = (await recusedFrom(tx, [file.id])).get(file.id) ?? new Set<string>();
  const today = services.clock.today();
  const experts = await expertsOf(tx, territory.path);
  const employers = employersOf(experts, today);
  const room = await roomOf(
    tx,
    experts.map(({ personId }) => personId),
    file.round_id,
    yearOf(today),
  );
  return experts.map((expert, at) => ({
    personId: expert.personId,
    name: expert.name,
    fields: expert.fields,
    conflicts: conflicts(expert, parties, recused),
    isAway: isAway(expert, today),
    load: expert.load,
    room: room.get(expert.personId) ?? 0,
    employer: employers[at] ?? -1,
  }));
}

const matterOf = async (tx: Tx, file: CaseRow) => (await mattersOf(tx, [file])).get(file.id) ?? '';
const seatedIn = (reviews: readonly ReviewRow[]) =>
  reviews.filter(({ state }) => REVIEW_STATES[state as ReviewState].isSeat);

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
  const candidates = await candidatesFor(tx, services, standing);
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

/**
 * Seats whoever of the wanted does not sit yet: free of interests, not away, below the caps, and no two of one employer.
 * The only place where a review begins.
 */
async function seat(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  standing: Standing,
  wanted: readonly string[],
  preface = '',
): Promise<void> {
  const { file } = standing;
  await lockExperts(tx, wanted);
  const candidates = await candidatesFor(tx, services, standing);
  const matter = await matterOf(tx, file);
  const dueAt = await dueOf(tx, services, standing);
  const sitting = seatedIn(await reviewsOf(tx, file.id, file.pass)).map(({ expert_id }) => expert_id);
  for (const expertId of wanted) {
    if (sitting.includes(expertId)) continue;
    const candidate = candidates.find(({ personId }) => personId === expertId);
    if (!candidate || candidate.isAway) throw new Refusal('review.not-available', { expert: expertId });
    if (candidate.conflicts.length > 0)
      throw new Refusal('review.conflict', { expert: candidate.name, conflicts: candidate.conflicts });
    if (candidate.room <= 0) throw new Refusal('review.cap', { expert: candidate.name });
    const colleague = candidates.find(
      ({ personId, employer }) => sitting.includes(personId) && employer === candidate.employer,
    );
    if (colleague) throw new Refusal('review.same-employer', { experts: [colleague.name, candidate.name] });
    sitting.push(expertId);
    const taskId = await openTask(tx, services, file.id, { organisationId: null, role: 'expert', personId: expertId });
    await insertReview(tx, {
      id: newId(),
      case_id: file.id,
      pass: file.pass,
      expert_id: expertId,
      task_id: taskId,
      because: `${preface}${because(fitsOf(candidate.fields, matter), candidate.load)}`,
      assigned_at: services.clock.now().toString(),
      assigned_by: actor.personId,
      due_at: dueAt,
    });
  }
}

/** When a review is due: with its step; where the document sets no time, ten working days after it was assigned. */
async function dueOf(tx: Tx, services: CaseServices, { file }: Standing): Promise<string | null> {
  const step = await tx
    .selectFrom('case_step')
    .select('due_at')
    .where('case_id', '=', file.id)
    .where('pass', '=', file.pass)
    .executeTakeFirst();
  const now = services.clock.now().toString();
  if (step?.due_at && step.due_at > now) return step.due_at;
  const from = services.clock.today();
  const due = dueMoment({ from, workingDays: REVIEW_DAYS, countFirst: false }, await loadWorkingCalendar(tx));
  return due.provisional ? null : due.at.toString();
}
const REVIEW_DAYS = 10;

async function release(tx: Tx, services: CaseServices, review: ReviewRow, now: string, reason: string): Promise<void> {
  await saveReview(tx, review.id, { state: 'released', ended_at: now, released_because: reason });
  if (review.task_id) await cancelTask(tx, services, review.task_id);
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

/** One's own review, while the step lasts and no interest has come to light. */
async function ownReview(tx: Tx, services: CaseServices, actor: Actor, caseId: string) {
  const standing = await standingAt(tx, caseId, 'expertReview');
  const review = await lockReview(tx, caseId, actor.personId);
  if (review.pass !== standing.file.pass || !REVIEW_STATES[review.state as 'assigned'].isSeat)
    throw new Refusal('review.not-yours');
  if (review.state === 'submitted') throw new Refusal('review.already-in');
  const [me] = await findExperts(tx, [review.expert_id]);
  const parties = await loadParties(tx, services, standing.file);
  if (!me || conflicts(me, parties, new Set()).length > 0) throw new Refusal('review.conflict');
  return { standing, review };
}

/** What the experts fill in at a pass, and the body that runs it. */
export async function reviewAt(
  tx: Tx,
  services: CaseServices,
  caseId: string,
  pass: number,
): Promise<{ sheet: Scoresheet; bodyId: string | null }> {
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
  const sheet = await sheetFor(tx, services, file, pack, step);
  return { sheet, bodyId: body ? await bodyFor(tx, body, file) : null };
}
const sheetAt = (tx: Tx, services: CaseServices, { file, pack, step }: Standing) =>
  sheetFor(tx, services, file, pack, step);

/** Keeps an entry that is not handed in yet. Refused when another window saved in between; nothing is overwritten. */
export async function saveEntry(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  revision: number,
  entry: Entry,
): Promise<{ revision: number; savedAt: string }> {
  const { standing, review } = await ownReview(tx, services, actor, caseId);
  if (revision !== review.revision) throw new Refusal('conflict', { revision: review.revision });
  const sheet = await sheetAt(tx, services, standing);
  checkEntry(sheet, entry, true);
  const savedAt = services.clock.now().toString();
  await saveReview(tx, review.id, {
    ...entry,
    score: totalOf(sheet, entry),
    revision: revision + 1,
    saved_at: savedAt,
  });
  recordChange(tx, { kind: 'review', id: review.id, after: { revision: revision + 1 } });
  return { revision: revision + 1, savedAt };
}

/**
 * Hands the review in. With the last one the step ends; the applicant is not told by whom.
 *
 * @param sheetVersion of the sheet as it was filled in: one that changed since is looked at first
 */
export async function submitReview(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  given: { revision: number; sheetVersion: number },
  entry: Entry,
): Promise<void> {
  const { standing, review } = await ownReview(tx, services, actor, caseId);
  const { revision } = given;
  if (revision !== review.revision) throw new Refusal('conflict', { revision: review.revision });
  const sheet = await sheetAt(tx, services, standing);
  if (given.sheetVersion !== sheet.version) throw new Refusal('review.sheet-changed', { version: sheet.version });
  checkEntry(sheet, entry, false);
  const now = services.clock.now().toString();
  await saveReview(tx, review.id, {
    ...entry,
    score: totalOf(sheet, entry),
    state: 'submitted',
    sheet_version: sheet.version,
    revision: revision + 1,
    saved_at: now,
    ended_at: now,
  });
  if (review.task_id) await completeTask(tx, services, actor, review.task_id, 'review', '已提交评审');
  recordChange(tx, { kind: 'review', id: review.id, before: { state: 'assigned' }, after: { state: 'submitted' } });
  await finishWhenAllAreIn(tx, services, standing, now);
}

async function finishWhenAllAreIn(tx: Tx, services: CaseServices, standing: Standing, now: string): Promise<void> {
  const { file } = standing;
  const panel = await findPanel(tx, file.id, file.pass);
  const reviews = await reviewsOf(tx, file.id, file.pass);
  const handedIn = reviews.filter(({ state }) => state === 'submitted');
  if (!panel || handedIn.length < panel.seats) return;
  const sheet = await sheetAt(tx, services, standing);
  if (await sendOutliersBack(tx, services, standing, handedIn, sheet)) return;
  const scores = handedIn.flatMap(({ score }) => (score === null ? [] : [score]));
  const items = aggregateItems(
    sheet,
    handedIn.map((review) => review.items as Entry['items']),
  );
  await tx
    .updateTable('review_panel')
    .set({ score: aggregate(scores, sheet.aggregate), items: JSON.stringify(items), finished_at: now })
    .where('case_id', '=', file.id)
    .where('pass', '=', file.pass)
    .execute();
  await advance(tx, services, SYSTEM, file.id, 'finished', { pass: file.pass });
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
  { file }: Standing,
  review: ReviewRow,
  reason: string,
): Promise<void> {
  const taskId = await openTask(tx, services, file.id, {
    organisationId: null,
    role: 'expert',
    personId: review.expert_id,
  });
  await saveReview(tx, review.id, {
    state: 'assigned',
    ended_at: null,
    task_id: taskId,
    second_look: reason,
    second_look_at: services.clock.now().toString(),
  });
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
  const points = new Map<string, number>();
  for (const { indicator, points: given } of Object.values(await panelItems(tx, caseId)))
    if (indicator !== null) points.set(indicator, Math.round(((points.get(indicator) ?? 0) + given) * 10_000) / 10_000);
  return points;
}

/**
 * 回避: the expert names the reason and is out of the case for good. The next suitable expert is assigned at once; where
 * there is none, the officer gets a task.
 */
export async function recuse(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  reason: string,
): Promise<void> {
  const standing = await standingAt(tx, caseId, 'expertReview');
  const { file } = standing;
  const review = await lockReview(tx, caseId, actor.personId);
  if (review.pass !== file.pass || !REVIEW_STATES[review.state as 'assigned'].isSeat)
    throw new Refusal('review.not-yours');
  if (review.state === 'submitted') throw new Refusal('review.already-in');
  const now = services.clock.now().toString();
  // What was entered is no review: it must not be read by whoever follows.
  await saveReview(tx, review.id, {
    state: 'recused',
    ended_at: now,
    recusal: reason,
    score: null,
    items: {},
    opinion: null,
    recommendation: null,
  });
  if (review.task_id) await completeTask(tx, services, actor, review.task_id, 'recuse', reason);
  recordChange(tx, {
    kind: 'review',
    id: review.id,
    before: { state: 'assigned' },
    after: { state: 'recused', reason },
  });
  await fillSeat(tx, services, standing, '接替回避专家;');
}

/** The next best by the solver, everyone else stays; where there is nobody, the officer gets a task. */
async function fillSeat(
  tx: Tx,
  services: CaseServices,
  standing: Standing,
  preface: string,
  without: readonly string[] = [],
): Promise<void> {
  const { file } = standing;
  const seated = seatedIn(await reviewsOf(tx, file.id, file.pass)).map(({ expert_id }) => expert_id);
  const candidates = (await candidatesFor(tx, services, standing)).filter(
    ({ personId }) => !without.includes(personId),
  );
  const [next] = propose(1, await matterOf(tx, file), candidates, seated).chosen;
  if (next) return seat(tx, services, SYSTEM, standing, [next.personId], preface);
  const organisationId = await requireBody(tx, file, standing.pack, standing.step);
  await openTask(tx, services, file.id, { organisationId, role: STEP_ROLES.expertReview, personId: null });
}

/** 撤换: an expert who is late, or otherwise cannot go on; the next best takes the seat at once. What was entered is kept. */
export async function replaceExpert(
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
  if (review.pass !== file.pass || review.state === 'recused' || review.state === 'released')
    throw new Refusal('review.not-yours');
  if (review.state === 'submitted') throw new Refusal('review.already-in');
  await release(tx, services, review, services.clock.now().toString(), given.reason);
  recordChange(tx, {
    kind: 'review',
    id: review.id,
    before: { state: review.state },
    after: { state: 'released', reason: given.reason },
  });
  await fillSeat(tx, services, standing, '接替撤换专家;', [given.expertId]);
}
