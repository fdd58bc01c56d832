import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { openTask } from '../casefile/interpreter.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { viewSelfEvaluation } from '../selfEvaluations/selfEvaluation.actions.ts';
import { isGraded, lockEvaluation, pastOf, takingPart } from './evaluation.store.ts';
import type { SamplingMethod } from './evaluation.ts';
import { insertSample, sampleOf } from './sample.store.ts';
import { drawAtRandom, drawByRisk, type Risk } from './sampling.ts';

/**
 * Draws once for a round, before its grades are put forward, among those who handed in; what was drawn stays, so that
 * nobody draws until it pleases. Whoever was drawn is visited by the body that drew.
 */
export async function drawSample(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  given: { roundId: string; method: SamplingMethod; size: number; seed: string | null },
): Promise<void> {
  const { roundId, method, size } = given;
  const evaluation = await lockEvaluation(tx, roundId);
  const refuse = (path: string, message: string) =>
    new Refusal('input.invalid', {}, [{ path, code: 'range', message }]);
  if (await isGraded(tx, roundId)) throw new Refusal('evaluation.graded');
  if ((await sampleOf(tx, roundId)).length > 0) throw refuse('method', '本轮已经抽取，不能重抽');
  if (method === 'random' && given.seed === null) throw refuse('seed', '随机抽取须先公布种子');
  const handedIn = (await takingPart(tx, roundId)).filter(({ submitted, endId }) => submitted && endId === null);
  if (size > handedIn.length) throw refuse('size', `已提交的只有${handedIn.length}家`);
  const seed = method === 'random' ? given.seed : null;
  const drawn =
    seed === null
      ? drawByRisk(await risksOf(tx, evaluation, handedIn), size)
      : drawAtRandom(
          seed,
          handedIn.map(({ carrierId }) => carrierId),
          size,
        );
  const at = services.clock.now().toString();
  await insertSample(tx, roundId, drawn, { method, seed, at, personId: actor.personId });
  const { organisationId } = actor;
  for (const { carrierId } of drawn) {
    const caseId = handedIn.find((one) => one.carrierId === carrierId)?.caseId;
    if (caseId)
      await openTask(tx, services, caseId, { kind: 'visit', organisationId, role: 'officer', personId: null });
  }
  recordChange(tx, { kind: 'evaluation', id: roundId, after: { sample: drawn, method, seed } });
}

async function risksOf(
  tx: Tx,
  { packId, procedureId }: { packId: string; procedureId: string },
  members: readonly { carrierId: string; caseId: string | null }[],
): Promise<Risk[]> {
  const risks: Risk[] = [];
  for (const { carrierId, caseId } of members) {
    if (caseId === null) continue;
    const { warnings, indicators } = await viewSelfEvaluation(tx, caseId, null);
    const facts = indicators.flatMap((indicator) => indicator.facts);
    const last = (await pastOf(tx, { carrierId, packId, procedureId })).at(-1);
    risks.push({
      carrierId,
      warnings: warnings.length,
      statements: facts.filter(({ statement }) => statement !== null).length,
      unknown: facts.filter(({ counted }) => counted === null).length,
      failedBefore: last !== undefined && (!last.participated || last.grade === 'fail'),
    });
  }
  return risks;
}
