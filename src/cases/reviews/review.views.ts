import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import { caseById } from '../casefile/casefile.store.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { conflicts, loadParties } from '../conflicts/conflict.actions.ts';
import { findExperts } from '../experts/expert.store.ts';
import type { Scoresheet } from '../scoresheets/scoresheet.ts';
import { reviewAt } from './review.actions.ts';
import type { MyReviewView, PanelView } from './review.contract.ts';
import { exceptionsOf, findPanel, findReview, lastFinishedPanel, reviewsOf } from './review.store.ts';
import { type Entry, fullMarks, REVIEW_STATES, type Recommendation, type ReviewState } from './review.ts';

const ANONYMOUS = '甲乙丙丁戊己庚辛壬癸';

const shown = ({ gives, maxScore, aggregate, version, items, changed }: Scoresheet) => ({
  gives,
  maxScore,
  aggregate,
  version,
  items: [...items],
  changed,
});

/**
 * The panel as the body that runs it sees it: who, why, how far, and every path of interest. Other bodies, the
 * recommending one among them, read what was said once all are in, and never by whom.
 */
export async function viewPanel(tx: Tx, services: CaseServices, actor: Actor, caseId: string): Promise<PanelView> {
  const panel = await wholePanel(tx, services, caseId);
  if (actor.isSystem || actor.organisationId === panel.bodyId) return panel;
  const shown = panel.finishedAt === null ? [] : panel.reviews.filter(({ state }) => REVIEW_STATES[state].isIn);
  const reviews = shown.map((review, index) => ({
    ...review,
    expertId: review.id,
    name: `专家${ANONYMOUS[index] ?? index + 1}`,
    because: '',
    recusal: null,
    secondLook: null,
    releasedBecause: null,
    conflicts: [],
  }));
  return { ...panel, reviews };
}

async function wholePanel(
  tx: Tx,
  services: CaseServices,
  caseId: string,
): Promise<PanelView & { bodyId: string | null }> {
  const file = await caseById(tx, caseId);
  const [last] = await tx
    .selectFrom('case_step')
    .select('pass')
    .where('case_id', '=', caseId)
    .where('kind', '=', 'expertReview')
    .orderBy('pass', 'desc')
    .limit(1)
    .execute();
  if (!last) throw new Refusal('not-found');
  const panel = await findPanel(tx, caseId, last.pass);
  const reviews = await reviewsOf(tx, caseId, last.pass);
  const { sheet, bodyId } = await reviewAt(tx, services, caseId, last.pass);
  const experts = await findExperts(
    tx,
    reviews.map(({ expert_id }) => expert_id),
  );
  const parties = await loadParties(tx, services, file);
  const now = services.clock.now().toString();
  return {
    bodyId,
    seats: panel?.seats ?? sheet.each,
    sheet: shown(sheet),
    confirmedAt: panel?.confirmed_at ?? null,
    finishedAt: panel?.finished_at ?? null,
    score: panel?.score ?? null,
    exceptions: panel?.finished_at ? await exceptionsOf(tx, caseId, last.pass) : [],
    reviews: reviews.map((review) => {
      const state = review.state as ReviewState;
      const expert = experts.find(({ personId }) => personId === review.expert_id);
      return {
        id: review.id,
        expertId: review.expert_id,
        name: review.name,
        state,
        stateLabel: REVIEW_STATES[state].zh,
        because: review.because,
        assignedAt: review.assigned_at,
        endedAt: review.ended_at,
        dueAt: review.due_at,
        isLate: review.due_at !== null && review.due_at < (review.ended_at ?? now),
        secondLook: review.second_look,
        releasedBecause: review.released_because,
        score: REVIEW_STATES[state].isIn ? review.score : null,
        items: REVIEW_STATES[state].isIn ? (review.items as Entry['items']) : {},
        sheetVersion: review.sheet_version,
        opinion: REVIEW_STATES[state].isIn ? review.opinion : null,
        recommendation: REVIEW_STATES[state].isIn ? (review.recommendation as Recommendation | null) : null,
        recusal: review.recusal,
        conflicts: expert ? conflicts(expert, parties, new Set()) : [],
      };
    }),
  };
}

/** One's own review. Of the others nothing, not even how many are in, until it is handed in; then without names. */
export async function viewOwnReview(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
): Promise<MyReviewView> {
  const review = await findReview(tx, caseId, actor.personId);
  if (!review || review.state === 'recused' || review.state === 'released') throw new Refusal('review.not-yours');
  const own: MyReviewView = {
    caseId,
    state: review.state as ReviewState,
    sheet: shown((await reviewAt(tx, services, caseId, review.pass)).sheet),
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
        name: `专家${ANONYMOUS[index] ?? index + 1}`,
        score: other.score,
        items: other.items as Entry['items'],
        opinion: other.opinion,
        recommendation: other.recommendation as Recommendation | null,
      })),
    },
  };
}

/** The body that ran the last review of a case, and full marks of its sheet. */
export async function bodyOfReview(
  tx: Tx,
  services: CaseServices,
  caseId: string,
): Promise<{ bodyId: string | null; full: number | null }> {
  const panel = await lastFinishedPanel(tx, caseId);
  if (!panel) return { bodyId: null, full: null };
  const { bodyId, sheet } = await reviewAt(tx, services, caseId, panel.pass);
  return { bodyId, full: fullMarks(sheet) };
}
