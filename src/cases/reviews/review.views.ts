import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { accountsOf } from '../forms/form.store.ts';
import { reviewAt } from '../panels/panel.actions.ts';
import { findPanel } from '../panels/panel.store.ts';
import { shownSheet } from '../scoresheets/scoresheet.ts';
import type { MyReviewView } from './review.contract.ts';
import { findReview, reviewsOf } from './review.store.ts';
import { anonymous, type Entry, REVIEW_STATES, type Recommendation, type ReviewState } from './review.ts';

/** One's own review. Of the others nothing, not even how many are in, until it is handed in; then without names. */
export async function viewOwnReview(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
): Promise<MyReviewView> {
  const review = await findReview(tx, caseId, actor.personId);
  if (!review || !REVIEW_STATES[review.state as ReviewState].isSeat) throw new Refusal('review.not-yours');
  const { sheet } = await reviewAt(tx, services, caseId, review.pass);
  const indicators = sheet.items.flatMap(({ indicator }) => indicator ?? []);
  const own: MyReviewView = {
    caseId,
    state: review.state as ReviewState,
    sheet: shownSheet(sheet),
    accounts: await accountsOf(tx, caseId, indicators),
    revision: review.revision,
    seenVersion: review.sheet_version,
    secondLook: review.state === 'assigned' ? review.second_look : null,
    dueAt: review.due_at,
    score: review.score,
    items: review.items as Entry['items'],
    opinion: review.opinion,
    recommendation: review.recommendation as Recommendation | null,
    savedAt: review.saved_at,
    submittedAt: review.state === 'submitted' ? review.ended_at : null,
    panel: null,
  };
  if (review.state !== 'submitted') return own;
  const panel = await findPanel(tx, caseId, review.pass);
  const others = (await reviewsOf(tx, caseId, review.pass)).filter(
    ({ id, state }) => id !== review.id && REVIEW_STATES[state as ReviewState].isIn,
  );
  return {
    ...own,
    panel: {
      score: panel?.score ?? null,
      others: others.map((other, index) => ({
        name: anonymous(index),
        score: other.score,
        items: other.items as Entry['items'],
        opinion: other.opinion,
        recommendation: other.recommendation as Recommendation | null,
      })),
    },
  };
}
