import { type Actor, SYSTEM } from '../../kernel/actor.ts';
import { addDays, type Day, dayOf } from '../../kernel/day.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { enqueue, type Job } from '../../platform/jobs/jobs.ts';
import { goOnAfter, morningWatch } from '../../platform/jobs/morning-watch.ts';
import type { Services } from '../../platform/services.ts';
import { lockExperts } from '../assignments/assignment.store.ts';
import { type CaseRow, lockCase } from '../casefile/casefile.store.ts';
import { reexamine } from '../casefile/deeds.ts';
import { cancelTask, change, noteEvent } from '../casefile/interpreter.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { loadAllParties, loadParties } from '../conflicts/conflict.actions.ts';
import { type Conflict, conflictsOf, type Party } from '../conflicts/conflict.ts';
import { type ExpertRow, findExperts } from '../experts/expert.store.ts';
import { reviewAt, scorePanel } from '../panels/panel.actions.ts';
import { findPanel, lastFinishedPanel } from '../panels/panel.store.ts';
import { askOfficer, endLateness, fillSeat, nextFor, seat, seatedIn } from '../panels/seat.actions.ts';
import { type ReviewRow, reviewsOf, saveReview } from '../reviews/review.store.ts';
import { findRound } from '../rounds/round.store.ts';
import { standingAt } from '../turns/turn.actions.ts';
import {
  carryReviews,
  casesOfExpert,
  casesWatched,
  expertsWatched,
  insertDueRecusal,
  isKnown,
  lockDueRecusal,
  saveDueRecusal,
  unanswered,
} from './dueRecusal.store.ts';
import { ANSWERS, type Answer, answersTo, interestedOn, type Phase, phaseOf } from './dueRecusal.ts';

export const INTEREST_CASE = 'interest.case';
export const INTEREST_FILL = 'interest.fill';
export const INTEREST_WATCH = 'interest.watch';
const PREFACE = '接替因利害关系离席的专家；';

/**
 * Writes what an expert has to do with others, and in the same transaction takes the expert out of every case where that
 * is an interest. The cases are locked before the expert, as every other command locks them; a case that the expert was
 * seated on meanwhile is looked at once this is committed.
 */
export async function withInterests<T>(
  tx: Tx,
  services: CaseServices,
  expertId: string,
  write: () => Promise<T>,
): Promise<T> {
  const before = await casesOfExpert(tx, expertId);
  for (const caseId of before) await lockCase(tx, caseId);
  await lockExperts(tx, [expertId]);
  const written = await write();
  for (const caseId of await casesOfExpert(tx, expertId)) {
    if (before.includes(caseId)) await lookForInterests(tx, services, caseId);
    else await askToLook(tx, services, caseId);
  }
  return written;
}

const askToLook = (tx: Tx, { clock }: Pick<Services, 'clock'>, caseId: string) =>
  enqueue(tx, clock, { kind: INTEREST_CASE, key: caseId, payload: { caseId }, dueAt: clock.now().toString() });

const expertsById = async (tx: Tx, ids: readonly string[]): Promise<Map<string, ExpertRow>> =>
  new Map((await findExperts(tx, ids)).map((expert) => [expert.personId, expert]));

/** Takes every expert out of the case who has an interest in it by now; what they gave no longer counts. */
export async function lookForInterests(tx: Tx, services: CaseServices, caseId: string): Promise<void> {
  const file = await lockCase(tx, caseId);
  const seated = seatedIn(await reviewsOf(tx, caseId));
  if (seated.length === 0) return;
  const experts = await expertsById(
    tx,
    seated.map(({ expert_id }) => expert_id),
  );
  const finished = (await lastFinishedPanel(tx, caseId))?.pass ?? null;
  const partiesOn = new Map<Day, readonly Party[]>();
  for (const review of seated) {
    const phase = phaseOf(file, review.pass, finished);
    const expert = experts.get(review.expert_id);
    if (!phase || !expert) continue;
    const day =
      phase === 'closed' && review.ended_at ? dayOf(Temporal.Instant.from(review.ended_at)) : services.clock.today();
    const parties = partiesOn.get(day) ?? (await loadParties(tx, services, file, day));
    partiesOn.set(day, parties);
    const found = conflictsOf(phase === 'closed' ? interestedOn(expert, day) : expert, parties);
    if (found.length > 0 && !(await isKnown(tx, review.id)))
      await becameKnown(tx, services, { file, review, phase, found });
  }
}

async function becameKnown(
  tx: Tx,
  services: CaseServices,
  { file, review, phase, found }: { file: CaseRow; review: ReviewRow; phase: Phase; found: readonly Conflict[] },
): Promise<void> {
  const now = services.clock.now().toString();
  const { bodyId, sheet } = await reviewAt(tx, services, file.id, review.pass);
  if (bodyId === null) throw new Error(`nobody runs the review of ${file.id}`);
  if (phase !== 'closed') await vacate(tx, services, review, found, now);
  if (phase === 'finished' || phase === 'relied') await scorePanel(tx, sheet, file.id, review.pass);
  const proposal = phase === 'sitting' ? await succession(tx, services, file, review) : null;
  await insertDueRecusal(tx, {
    review_id: review.id,
    case_id: file.id,
    body_id: bodyId,
    phase,
    was_in: review.state === 'submitted',
    conflicts: found,
    found_at: now,
    proposed_id: proposal?.personId ?? null,
    proposed_because: proposal?.because ?? null,
  });
  const data = { expert: review.expert_id, phase };
  await noteEvent(tx, services, SYSTEM, file.id, { verb: 'recuse', internal: true, data });
}

async function vacate(
  tx: Tx,
  services: CaseServices,
  review: ReviewRow,
  found: readonly Conflict[],
  now: string,
): Promise<void> {
  await saveReview(tx, review.id, { state: 'conflicted', ended_at: now });
  if (review.state === 'assigned' && review.task_id) await cancelTask(tx, services, review.task_id);
  recordChange(tx, {
    kind: 'review',
    id: review.id,
    before: { state: review.state },
    after: { state: 'conflicted', interests: found.map(({ kind }) => kind) },
  });
}

/**
 * The empty seat is filled by itself or proposed to the officer, as the round says. Whoever takes it is locked in a
 * transaction of its own: the expert who leaves is locked here.
 */
async function succession(tx: Tx, services: CaseServices, file: CaseRow, review: ReviewRow) {
  const round = file.round_id === null ? undefined : await findRound(tx, file.round_id);
  if (round?.lateExperts !== 'propose') {
    const payload = { caseId: file.id, reviewId: review.id };
    const dueAt = services.clock.now().toString();
    await enqueue(tx, services.clock, { kind: INTEREST_FILL, key: review.id, payload, dueAt });
    return null;
  }
  const standing = await standingAt(tx, file.id, 'expertReview');
  await askOfficer(tx, services, standing);
  return (await nextFor(tx, services, standing)) ?? null;
}

export async function onInterestFill(tx: Tx, services: CaseServices, { payload }: Job): Promise<void> {
  const { caseId, reviewId } = payload as { caseId: string; reviewId: string };
  const file = await lockCase(tx, caseId);
  if (file.state === 'closed' || file.step_kind !== 'expertReview') return;
  const seats = (await findPanel(tx, caseId, file.pass))?.seats ?? 0;
  const before = seatedIn(await reviewsOf(tx, caseId, file.pass)).map(({ expert_id }) => expert_id);
  if (before.length >= seats) return;
  await fillSeat(tx, services, await standingAt(tx, caseId, 'expertReview'), PREFACE);
  const after = seatedIn(await reviewsOf(tx, caseId, file.pass));
  const successor = after.find(({ expert_id }) => !before.includes(expert_id));
  if (successor) await saveDueRecusal(tx, reviewId, { successor_id: successor.expert_id });
}

export const onInterestCase = (tx: Tx, services: CaseServices, { payload }: Job) =>
  lookForInterests(tx, services, String(payload.caseId));

const BATCH = 50;
/** Consequences look back at two years, so a result of that age may still be counted. */
const WATCHED_DAYS = 731;

/**
 * Every case with experts is looked at each morning: a tenancy that begins on the day, a name or a phone that was
 * changed. Each that has something is handled in a transaction of its own.
 */
export const { schedule: scheduleInterestWatch, onJob: onInterestWatch } = morningWatch<CaseServices>(
  INTEREST_WATCH,
  '06:00',
  async (tx, services, { after, on }) => {
    const since = `${addDays(on, -WATCHED_DAYS)}T00:00:00+08:00`;
    const files = await casesWatched(tx, after, since, BATCH);
    const ids = files.map(({ id }) => id);
    const parties = await loadAllParties(tx, services, files);
    const watched = await expertsWatched(tx, ids);
    const experts = await expertsById(tx, [...new Set(watched.map(({ expertId }) => expertId))]);
    const seated = Map.groupBy(watched, ({ caseId }) => caseId);
    for (const id of ids) {
      const people = (seated.get(id) ?? []).flatMap(({ expertId }) => experts.get(expertId) ?? []);
      if (people.some((expert) => conflictsOf(expert, parties.get(id) ?? []).length > 0))
        await askToLook(tx, services, id);
    }
    return goOnAfter(ids, BATCH);
  },
);

/** Nothing is concluded or released while a body has not said how an interest of an expert is dealt with. */
export async function requireAnswered(tx: Tx, caseIds: readonly string[]): Promise<void> {
  const cases = await unanswered(tx, caseIds);
  if (cases.length > 0) throw new Refusal('review.recusal-open', { cases });
}

/** The body that runs the review says what follows. */
export async function answerDueRecusal(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  given: { caseId: string; reviewId: string; answer: Answer; reason: string | null },
): Promise<void> {
  const { caseId, reviewId, answer, reason } = given;
  const file = await lockCase(tx, caseId);
  const due = await lockDueRecusal(tx, caseId, reviewId);
  if (due.body_id !== actor.organisationId) throw new Refusal('not-found');
  if (due.answer !== null) throw new Refusal('review.recusal-answered');
  const allowed = answersTo(due.phase, file.state === 'closed');
  if (!allowed.includes(answer)) throw new Refusal('review.recusal-wrong-answer', { allowed });
  if (ANSWERS[answer].reason && !reason)
    throw new Refusal('input.invalid', {}, [{ path: 'reason', code: 'required', message: '请说明理由' }]);
  if (answer === 'goOn' && !(await hasReviews(tx, caseId))) throw new Refusal('review.not-in');
  const change: Parameters<typeof saveDueRecusal>[2] = {
    answer,
    reason,
    answered_at: services.clock.now().toString(),
    answered_by: actor.personId,
  };
  if (answer === 'seat') {
    if (due.proposed_id === null) throw new Refusal('review.not-available');
    await seat(tx, services, actor, await standingAt(tx, caseId, 'expertReview'), [due.proposed_id], PREFACE);
    await endLateness(tx, services, caseId);
    await saveDueRecusal(tx, reviewId, { ...change, successor_id: due.proposed_id });
  } else {
    await saveDueRecusal(tx, reviewId, change);
    if (answer === 'reexamine' && due.phase !== 'closed') await backToReview(tx, services, actor, caseId, reason ?? '');
    else
      await noteEvent(tx, services, actor, caseId, {
        verb: answer === 'reexamine' ? 'reexamine' : 'settleInterest',
        opinion: answer === 'reexamine' ? reason : [ANSWERS[answer].zh, reason].filter(Boolean).join('：'),
        internal: true,
        data: { answer },
      });
  }
  recordChange(tx, { kind: 'dueRecusal', id: reviewId, after: { answer, reason } });
}

/** Somebody's review is left to go on with. */
async function hasReviews(tx: Tx, caseId: string): Promise<boolean> {
  const panel = await lastFinishedPanel(tx, caseId);
  return panel !== undefined && seatedIn(await reviewsOf(tx, caseId, panel.pass)).length > 0;
}

/** The case goes back to its experts: the reviews that are in stay, and the empty seats are filled. */
async function backToReview(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  reason: string,
): Promise<void> {
  const panel = await lastFinishedPanel(tx, caseId);
  if (!panel) throw new Refusal('review.not-in');
  const { pass } = await change(tx, services, actor, caseId, (file, now) =>
    reexamine(file, actor, panel.pass, reason, now),
  );
  await carryReviews(tx, caseId, panel.pass, pass);
  const left = seatedIn(await reviewsOf(tx, caseId, pass)).length;
  for (let seats = left; seats < panel.seats; seats++)
    await fillSeat(tx, services, await standingAt(tx, caseId, 'expertReview'), PREFACE);
  await endLateness(tx, services, caseId);
}
