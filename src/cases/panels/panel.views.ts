import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import { caseById } from '../casefile/casefile.store.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { conflicts, loadParties, shownConflicts } from '../conflicts/conflict.actions.ts';
import { findExperts } from '../experts/expert.store.ts';
import { reviewsOf } from '../reviews/review.store.ts';
import { anonymous, type Entry, REVIEW_STATES, type Recommendation, type ReviewState } from '../reviews/review.ts';
import { fullMarks, shownSheet } from '../scoresheets/scoresheet.ts';
import { reviewAt } from './panel.actions.ts';
import type { PanelView } from './panel.contract.ts';
import { exceptionsOf, findPanel, lastFinishedPanel } from './panel.store.ts';

/**
 * The panel as the body that runs it sees it: who, why, how far, and every path of interest. Other bodies, the
 * recommending one among them, read what was said once all are in, and never by whom.
 */
export async function viewPanel(tx: Tx, services: CaseServices, actor: Actor, caseId: string): Promise<PanelView> {
  const panel = await wholePanel(tx, services, actor, caseId);
  if (actor.isSystem || actor.organisationId === panel.bodyId) return panel;
  const shown = panel.finishedAt === null ? [] : panel.reviews.filter(({ state }) => REVIEW_STATES[state].isIn);
  const reviews = shown.map((review, index) => ({
    ...review,
    expertId: review.id,
    name: anonymous(index),
    because: '',
    recusal: null,
    secondLook: null,
    replacement: null,
    releasedBecause: null,
    conflicts: [],
  }));
  return { ...panel, runs: false, reviews };
}

async function wholePanel(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
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
    reviews.flatMap(({ expert_id, replacement_id }) => (replacement_id ? [expert_id, replacement_id] : [expert_id])),
  );
  const parties = await loadParties(tx, services, file);
  const now = services.clock.now().toString();
  return {
    bodyId,
    runs: true,
    seats: panel?.seats ?? sheet.each,
    sheet: shownSheet(sheet),
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
        replacement:
          state === 'assigned' && review.late_at !== null
            ? {
                expertId: review.replacement_id,
                name: experts.find(({ personId }) => personId === review.replacement_id)?.name ?? null,
                because: review.replacement_because ?? '没有可以接替的专家，请在专家库中增加或调高件数上限',
              }
            : null,
        secondLook: review.second_look,
        firstScore: REVIEW_STATES[state].isIn ? review.first_score : null,
        firstOpinion: REVIEW_STATES[state].isIn ? review.first_opinion : null,
        releasedBecause: review.released_because,
        score: REVIEW_STATES[state].isIn ? review.score : null,
        items: REVIEW_STATES[state].isIn ? (review.items as Entry['items']) : {},
        sheetVersion: review.sheet_version,
        opinion: REVIEW_STATES[state].isIn ? review.opinion : null,
        recommendation: REVIEW_STATES[state].isIn ? (review.recommendation as Recommendation | null) : null,
        recusal: review.recusal,
        conflicts: expert ? shownConflicts(actor, expert, conflicts(expert, parties, new Set())) : [],
      };
    }),
  };
}

/** The body that ran the last review of a case, and its sheet: what it is called, and its full marks. */
export async function bodyOfReview(
  tx: Tx,
  services: CaseServices,
  caseId: string,
): Promise<{ bodyId: string | null; full: number | null; title: string }> {
  const panel = await lastFinishedPanel(tx, caseId);
  if (!panel) throw new Refusal('review.not-in');
  const { bodyId, sheet, title } = await reviewAt(tx, services, caseId, panel.pass);
  return { bodyId, full: fullMarks(sheet), title };
}
