import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { completeTask } from '../casefile/interpreter.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { conflicts, loadParties } from '../conflicts/conflict.actions.ts';
import { lookForInterests } from '../dueRecusals/dueRecusal.actions.ts';
import { findExperts } from '../experts/expert.store.ts';
import { finishWhenAllAreIn, sheetAt } from '../panels/panel.actions.ts';
import { endLateness, fillSeat } from '../panels/seat.actions.ts';
import { standingAt } from '../turns/turn.actions.ts';
import { lockReview, saveReview } from './review.store.ts';
import { checkEntry, type Entry, REVIEW_STATES, totalOf } from './review.ts';

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
  checkEntry(sheet, entry, false, review.first_opinion);
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
  // Whoever handed in earlier and has an interest by now counts no more.
  await lookForInterests(tx, services, caseId);
  if (!(await finishWhenAllAreIn(tx, services, standing, now))) await endLateness(tx, services, caseId);
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
  await fillSeat(tx, services, standing, '接替回避专家；');
}
