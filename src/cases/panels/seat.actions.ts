import { loadWorkingCalendar } from '../../identity/calendar/calendar.store.ts';
import { type Actor, SYSTEM } from '../../kernel/actor.ts';
import { yearOf } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { dueMoment } from '../../kernel/working-days.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { enqueue, type Job } from '../../platform/jobs/jobs.ts';
import { findTerritory } from '../../records/territories/territory.store.ts';
import { lockExperts, mattersOf, roomOf } from '../assignments/assignment.store.ts';
import { because, type Candidate, fitsOf, propose } from '../assignments/assignment.ts';
import { type CaseRow, insertUrged, lockCase } from '../casefile/casefile.store.ts';
import { cancelTask, noteEvent, openTask, requireBody } from '../casefile/interpreter.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { STEP_ROLES, type Task } from '../casefile/task.ts';
import { conflicts, loadParties, shownConflicts } from '../conflicts/conflict.actions.ts';
import { recusedFrom } from '../conflicts/conflict.store.ts';
import { expertsOf } from '../experts/expert.store.ts';
import { employersOf, isAway } from '../experts/expert.ts';
import {
  findReviewById,
  insertReview,
  lockReview,
  type ReviewRow,
  reviewsOf,
  saveReview,
} from '../reviews/review.store.ts';
import { REVIEW_STATES, type ReviewState } from '../reviews/review.ts';
import { findRound } from '../rounds/round.store.ts';
import { stepSheet } from '../scoresheets/scoresheet.ts';
import { type Standing, seenAt, standingAt } from '../turns/turn.actions.ts';

/** The experts of the library with what keeps them away from this case; the paths as far as the actor may see them. */
export async function candidatesFor(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  { file, pack }: Standing,
): Promise<Candidate[]> {
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
    conflicts: shownConflicts(actor, expert, conflicts(expert, parties, recused)),
    isAway: isAway(expert, today),
    load: expert.load,
    room: room.get(expert.personId) ?? 0,
    employer: employers[at] ?? -1,
  }));
}

export const matterOf = async (tx: Tx, file: CaseRow) => (await mattersOf(tx, [file])).get(file.id) ?? '';
export const seatedIn = (reviews: readonly ReviewRow[]) =>
  reviews.filter(({ state }) => REVIEW_STATES[state as ReviewState].isSeat);

/**
 * Seats whoever of the wanted does not sit yet: free of interests, not away, below the caps, and no two of one employer.
 * The only place where a review begins.
 */
export async function seat(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  standing: Standing,
  wanted: readonly string[],
  preface = '',
): Promise<void> {
  const { file } = standing;
  await lockExperts(tx, wanted);
  const candidates = await candidatesFor(tx, services, actor, standing);
  const matter = await matterOf(tx, file);
  const due = await dueOf(tx, services, standing);
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
    const id = newId();
    await insertReview(tx, {
      id,
      case_id: file.id,
      pass: file.pass,
      expert_id: expertId,
      task_id: taskId,
      because: `${preface}${because(fitsOf(candidate.fields, matter), candidate.load)}`,
      assigned_at: services.clock.now().toString(),
      assigned_by: actor.personId,
      due_at: due.at,
    });
    await setTimers(tx, services, id, due);
  }
}

interface Due {
  readonly at: string | null;
  /** The step's own reminders tell everyone who has a task there. */
  readonly ofStep: boolean;
}
/** When a review is due: with its step; where the document sets no time, ten working days after it was assigned. */
export async function dueOf(tx: Tx, services: CaseServices, { file }: Standing): Promise<Due> {
  const step = await tx
    .selectFrom('case_step')
    .select('due_at')
    .where('case_id', '=', file.id)
    .where('pass', '=', file.pass)
    .executeTakeFirst();
  const now = services.clock.now().toString();
  if (step?.due_at && Date.parse(step.due_at) > Date.parse(now)) return { at: step.due_at, ofStep: true };
  const from = services.clock.today();
  const due = dueMoment({ from, workingDays: REVIEW_DAYS, countFirst: false }, await loadWorkingCalendar(tx));
  return { at: due.provisional ? null : due.at.toString(), ofStep: false };
}
const REVIEW_DAYS = 10;

export const REVIEW_REMINDS = 'review.reminds';
export const REVIEW_LATE = 'review.late';
/** Hours from the moment a review is due. */
const LEAD = { before: -72, at: -8, after: 1 } as const;

export async function setTimers(tx: Tx, { clock }: CaseServices, reviewId: string, { at, ofStep }: Due): Promise<void> {
  if (at === null) return;
  await enqueue(tx, clock, { kind: REVIEW_LATE, payload: { reviewId }, dueAt: at, key: reviewId });
  if (ofStep) return;
  for (const [kind, hours] of Object.entries(LEAD)) {
    const dueAt = Temporal.Instant.from(at).add({ hours }).toString();
    if (Date.parse(dueAt) <= Date.parse(clock.now().toString())) continue;
    await enqueue(tx, clock, { kind: REVIEW_REMINDS, payload: { reviewId, kind }, dueAt, key: `${reviewId}:${kind}` });
  }
}

/** Tells the expert, unless the review is in, or no longer theirs. */
export async function onReviewReminds(tx: Tx, { payload }: Job, now: string): Promise<void> {
  const { reviewId, kind } = payload as { reviewId: string; kind: keyof typeof LEAD };
  const review = await findReviewById(tx, reviewId);
  if (review?.state !== 'assigned' || review.task_id === null) return;
  await insertUrged(tx, {
    id: newId(),
    case_id: review.case_id,
    task_id: review.task_id,
    kind,
    at: now,
    by_name: null,
  });
}

/**
 * The time of an expert is over: the assignment is solved again with all others kept, and the next best takes the seat
 * at once, or is proposed to the officer, as the round says.
 */
export async function onReviewLate(tx: Tx, services: CaseServices, { payload }: Job, now: string): Promise<void> {
  const seen = await findReviewById(tx, String(payload.reviewId));
  if (seen?.state !== 'assigned') return;
  const file = await lockCase(tx, seen.case_id);
  if (file.state === 'closed' || file.step_kind !== 'expertReview' || file.pass !== seen.pass) return;
  const review = await lockReview(tx, file.id, seen.expert_id);
  if (review.id !== seen.id || review.state !== 'assigned' || review.due_at === null) return;
  // A second look gave more time; a timer of its own waits for that.
  if (Date.parse(review.due_at) > Date.parse(now)) return;
  const standing = await standingAt(tx, file.id, 'expertReview');
  const next = await nextFor(tx, services, standing, [review.expert_id]);
  const round = file.round_id === null ? undefined : await findRound(tx, file.round_id);
  if (next && round?.lateExperts === 'replace') {
    await replace(tx, services, SYSTEM, standing, review, {
      reason: '逾期未提交，依本轮规定自动撤换',
      next: next.personId,
    });
    const data = { released: review.expert_id, seated: next.personId };
    await noteEvent(tx, services, SYSTEM, file.id, { verb: 'assign', internal: true, data });
    return;
  }
  await saveReview(tx, review.id, {
    late_at: now,
    replacement_id: next?.personId ?? null,
    replacement_because: next?.because ?? null,
  });
  await askOfficer(tx, services, standing);
}

/** A task for an officer of the body, unless one waits already. */
export async function askOfficer(tx: Tx, services: CaseServices, { file, pack, step, tasks }: Standing): Promise<void> {
  if (tasks.some(isOfficers)) return;
  const organisationId = await requireBody(tx, file, pack, step);
  await openTask(tx, services, file.id, { organisationId, role: STEP_ROLES.expertReview, personId: null });
}
const isOfficers = ({ kind, role }: Task) => kind === 'main' && role === STEP_ROLES.expertReview;

/** With every seat taken and nobody late there is nothing left for the officer to do. */
export async function endLateness(tx: Tx, services: CaseServices, caseId: string): Promise<void> {
  const { file, step, tasks } = await seenAt(tx, caseId, 'expertReview');
  const seated = seatedIn(await reviewsOf(tx, caseId, file.pass));
  const isQuiet =
    seated.length >= stepSheet(step).each && seated.every((one) => one.state === 'submitted' || !one.late_at);
  if (isQuiet) for (const task of tasks.filter(isOfficers)) await cancelTask(tx, services, task.id);
}

export async function release(
  tx: Tx,
  services: CaseServices,
  review: ReviewRow,
  now: string,
  reason: string,
): Promise<void> {
  await saveReview(tx, review.id, { state: 'released', ended_at: now, released_because: reason });
  if (review.task_id) await cancelTask(tx, services, review.task_id);
}

/** The next best by the solver, everyone else stays. */
export async function nextFor(tx: Tx, services: CaseServices, standing: Standing, without: readonly string[] = []) {
  const { file } = standing;
  const seated = seatedIn(await reviewsOf(tx, file.id, file.pass)).map(({ expert_id }) => expert_id);
  const candidates = (await candidatesFor(tx, services, SYSTEM, standing)).filter(
    ({ personId }) => !without.includes(personId),
  );
  const kept = seated.filter((expertId) => !without.includes(expertId));
  return propose(1, await matterOf(tx, file), candidates, kept).chosen[0];
}

/** The next best takes the seat; where there is nobody, the officer gets a task. */
export async function fillSeat(
  tx: Tx,
  services: CaseServices,
  standing: Standing,
  preface: string,
  without: readonly string[] = [],
): Promise<void> {
  const next = await nextFor(tx, services, standing, without);
  if (next) return seat(tx, services, SYSTEM, standing, [next.personId], preface);
  await askOfficer(tx, services, standing);
}

/**
 * 撤换: an expert who is late, or otherwise cannot go on; the one who is named, or the next best, takes the seat at
 * once. What was entered is kept.
 */
export async function replaceExpert(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  given: { expertId: string; reason: string; replacementId: string | null },
): Promise<void> {
  const standing = await standingAt(tx, caseId, 'expertReview');
  const { file, pack, step } = standing;
  if (actor.organisationId !== (await requireBody(tx, file, pack, step))) throw new Refusal('task.not-yours');
  const review = await lockReview(tx, caseId, given.expertId);
  if (review.pass !== file.pass || !REVIEW_STATES[review.state as ReviewState].isSeat)
    throw new Refusal('review.not-yours');
  if (review.state === 'submitted') throw new Refusal('review.already-in');
  await replace(tx, services, actor, standing, review, { reason: given.reason, next: given.replacementId });
  await endLateness(tx, services, caseId);
}

async function replace(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  standing: Standing,
  review: ReviewRow,
  { reason, next }: { reason: string; next: string | null },
): Promise<void> {
  await release(tx, services, review, services.clock.now().toString(), reason);
  recordChange(tx, {
    kind: 'review',
    id: review.id,
    before: { state: review.state },
    after: { state: 'released', reason },
  });
  const preface = '接替撤换专家；';
  if (next === null) await fillSeat(tx, services, standing, preface, [review.expert_id]);
  else await seat(tx, services, actor, standing, [next], preface);
}
