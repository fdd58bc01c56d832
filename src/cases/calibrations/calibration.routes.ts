import { type Route, route } from '../../identity/route.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { bodyOfReview } from '../panels/panel.views.ts';
import { findRound } from '../rounds/round.store.ts';
import { type CalibrationView, calibrationInput, calibrationView } from './calibration.contract.ts';
import { scoredCases, scoresOf, stillScoring } from './calibration.store.ts';
import { calibrate, ENOUGH, SHRINK } from './calibration.ts';

export const calibrationRoutes = (services: CaseServices): readonly Route[] => [
  route({
    method: 'get',
    path: '/api/rounds/:roundId/calibration',
    permission: 'assignment.manage',
    summary: '评分结束后的宽严校准',
    tag: '专家评审',
    input: calibrationInput,
    output: calibrationView,
    handle: ({ tx, actor, input }) => viewCalibration(tx, services, actor, input.roundId),
  }),
];

/** For the body that ran the reviews, once the last one of the round is in: while scores come in, nobody sees a mean. */
async function viewCalibration(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  roundId: string,
): Promise<CalibrationView> {
  const round = await findRound(tx, roundId);
  if (!round) throw new Refusal('not-found');
  const waiting = await stillScoring(tx, roundId);
  if (waiting > 0) throw new Refusal('calibration.not-closed', { cases: waiting });
  const scores = Map.groupBy(await scoresOf(tx, roundId), ({ caseId }) => caseId);
  const groups = Map.groupBy(await scoredCases(tx, roundId), ({ sheet }) => sheet);
  const sheets: CalibrationView['sheets'] = [];
  for (const cases of groups.values()) {
    const [first] = cases;
    const ran = first && (await bodyOfReview(tx, services, first.caseId));
    if (!first || ran?.bodyId !== actor.organisationId) continue;
    const own = cases.flatMap(({ caseId }) => scores.get(caseId) ?? []);
    const found = calibrate(own, first.method, ran.full ?? Number.POSITIVE_INFINITY);
    const names = new Map(own.map(({ expertId, name }) => [expertId, name]));
    const byCase = new Map(found.cases.map((one) => [one.caseId, one]));
    sheets.push({
      id: first.sheet,
      title: ran.title,
      method: first.method,
      full: ran.full,
      reviews: found.reviews,
      residual: found.residual,
      experts: found.experts.map((expert) => ({ ...expert, name: names.get(expert.expertId) ?? '' })),
      cases: cases
        .map(({ method: _, sheet: _sheet, ...one }) => ({
          ...one,
          experts: byCase.get(one.caseId)?.experts ?? 0,
          raw: byCase.get(one.caseId)?.raw ?? null,
          calibrated: byCase.get(one.caseId)?.calibrated ?? null,
        }))
        .sort((a, b) => (b.raw ?? -1) - (a.raw ?? -1) || (a.number < b.number ? -1 : 1)),
    });
  }
  if (groups.size > 0 && sheets.length === 0) throw new Refusal('not-permitted');
  return { round: { id: round.id, title: round.title }, shrink: SHRINK, enough: ENOUGH, sheets };
}
