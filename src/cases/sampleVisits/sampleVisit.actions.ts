import { valueProblem } from '../../facts/declared/declared.ts';
import { FACTS } from '../../facts/vocabulary.ts';
import type { Actor } from '../../kernel/actor.ts';
import { formatDay } from '../../kernel/day.ts';
import type { FactDefinition, FactValue } from '../../kernel/fact.ts';
import { type FieldRefusal, Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { audienceOf } from '../casefile/access.store.ts';
import { caseById, lockCase } from '../casefile/casefile.store.ts';
import { completeTask } from '../casefile/interpreter.ts';
import type { CaseServices } from '../casefile/steps.ts';
import { isFor, type Task } from '../casefile/task.ts';
import { factInWords, type StatedFigure, statedFigures } from '../selfEvaluations/selfEvaluation.actions.ts';
import { insertVerification } from '../selfEvaluations/selfEvaluation.store.ts';
import { changeVisitPhoto, keepPhotos } from '../siteVisits/siteVisit.actions.ts';
import { findVisit, photosOf } from '../siteVisits/siteVisit.store.ts';
import { DRAWN, type Visitor } from '../siteVisits/siteVisit.ts';
import type { SampleVisitView } from './sampleVisit.contract.ts';
import { drawnCase, openVisits, saveSampled, unansweredDifferences, visitTask } from './sampleVisit.store.ts';
import { checkSample, type FoundFigure, type SampleRecord } from './sampleVisit.ts';

/** The open task of the one who visits; the case is locked. */
async function ownTask(tx: Tx, actor: Actor, caseId: string): Promise<Task> {
  await lockCase(tx, caseId);
  const open = await visitTask(tx, caseId);
  if (!open || !isFor(open, actor)) throw new Refusal('task.not-yours');
  return open;
}

export async function saveSampleVisit(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  version: number,
  record: SampleRecord,
): Promise<void> {
  await ownTask(tx, actor, caseId);
  await writeSample(tx, services, actor, caseId, version, record, await statedFigures(tx, caseId), false);
}

/** Every figure that is named is one of the scheme's and of its kind; nobody else wrote meanwhile. */
async function writeSample(
  tx: Tx,
  { clock }: Pick<CaseServices, 'clock'>,
  actor: Actor,
  caseId: string,
  version: number,
  record: SampleRecord,
  stated: readonly StatedFigure[],
  submitted: boolean,
): Promise<void> {
  const fields = record.figures.flatMap(({ fact, outcome, found }, index): FieldRefusal[] => {
    if (!stated.some(({ key }) => key === fact))
      return [{ path: `figures.${index}.fact`, code: 'reference', message: '本方案不计算这一项' }];
    const problem = outcome === 'differs' && found !== null ? valueProblem(FACTS[fact], found) : null;
    return problem ? [{ path: `figures.${index}.found`, code: 'type', message: problem }] : [];
  });
  if (fields.length > 0) throw new Refusal('input.invalid', {}, fields);
  const saved = await findVisit(tx, caseId, DRAWN);
  if ((saved?.version ?? 0) !== version) throw new Refusal('conflict', { version: saved?.version ?? 0 });
  const at = clock.now().toString();
  await saveSampled(tx, caseId, record, {
    version: version + 1,
    saved_at: at,
    saved_by: actor.personId,
    ...(submitted && { state: 'submitted', submitted_at: at }),
  });
  recordChange(tx, { kind: 'case', id: caseId, after: { sampleVisit: { version: version + 1 } } });
}

/** The record is final; what was found of each figure stands beside what the reviewers say of it. */
export async function submitSampleVisit(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  version: number,
  record: SampleRecord,
): Promise<void> {
  const task = await ownTask(tx, actor, caseId);
  const stated = await statedFigures(tx, caseId);
  checkSample(
    record,
    stated.map(({ key }) => key),
    services.clock.today(),
  );
  await writeSample(tx, services, actor, caseId, version, record, stated, true);
  const at = services.clock.now().toString();
  for (const { key, stated: value } of stated) {
    const seen = record.figures.find(({ fact }) => fact === key);
    if (!seen?.outcome || seen.outcome === 'notSeen') continue;
    const outcome = seen.outcome === 'agrees' ? 'seen' : 'different';
    const note = noteOf(record, seen, value);
    await insertVerification(tx, caseId, { fact: key, outcome, note, at, personId: actor.personId });
  }
  await completeTask(tx, services, actor, task.id, 'recordVisit');
}

function noteOf({ visitedOn }: SampleRecord, { fact, outcome, found, says }: FoundFigure, stated: FactValue | null) {
  const { zh }: FactDefinition = FACTS[fact];
  const seen =
    outcome === 'agrees'
      ? `与${factInWords(fact, stated)}相符`
      : `申报为${factInWords(fact, stated)}，${found === null ? '现场不符' : `现场为${factInWords(fact, found)}`}`;
  return `${visitedOn ? formatDay(visitedOn) : ''}现场核查：${zh}${seen}${says ? `；${says}` : ''}`;
}

export async function addSamplePhotos(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  files: AsyncIterable<{ filename: string; file: AsyncIterable<Uint8Array> }>,
): Promise<void> {
  await ownTask(tx, actor, caseId);
  await keepPhotos(tx, services, actor, { caseId, pass: DRAWN }, files);
}

export async function editSamplePhoto(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  photoId: string,
  change: { caption: string } | 'remove',
): Promise<void> {
  await ownTask(tx, actor, caseId);
  await changeVisitPhoto(tx, services, { caseId, pass: DRAWN }, photoId, change);
}

/** Before it is scored: whoever was drawn was visited, and what was found different is dealt with by a reviewer. */
export async function requireVisited(tx: Tx, caseId: string): Promise<void> {
  const { purpose, step_kind } = await caseById(tx, caseId);
  if (purpose !== 'evaluation' || step_kind !== 'review') return;
  const cases = await openVisits(tx, { caseId });
  if (cases.length > 0) throw new Refusal('evaluation.visit-open', { cases });
  const fields = (await unansweredDifferences(tx, caseId)).map((fact) => ({
    path: `figure.${fact}`,
    code: 'different',
    message: `${FACTS[fact].zh}现场不符，请先核对或退回更正`,
  }));
  if (fields.length > 0) throw new Refusal('input.invalid', {}, fields);
}

/** How the unit was drawn, and what was found; the photographs and the draft are the bodies' alone. */
export async function viewSampleVisit(tx: Tx, actor: Actor, caseId: string): Promise<SampleVisitView> {
  const row = await caseById(tx, caseId);
  const drawn = await drawnCase(tx, caseId);
  const open = await visitTask(tx, caseId);
  const inside = (await audienceOf(tx, actor, row)) === 'body';
  const visit = drawn && (await findVisit(tx, caseId, DRAWN));
  const recorded = visit?.state === 'submitted';
  const shown = visit && (recorded || inside) ? visit : undefined;
  const found = (shown?.figures ?? []) as unknown as FoundFigure[];
  return {
    drawn: drawn ?? null,
    state: recorded ? 'recorded' : 'open',
    mine: open !== undefined && isFor(open, actor),
    visitedOn: shown?.visited_on ?? null,
    place: shown?.place ?? null,
    people: (shown?.people ?? []) as unknown as Visitor[],
    figures: drawn
      ? (await statedFigures(tx, caseId)).map(({ stated, ...figure }) => {
          const one = found.find(({ fact }) => fact === figure.key);
          const plain = (value: FactValue | null) => (Array.isArray(value) ? [...value] : (value as string));
          return {
            ...figure,
            stated: plain(stated),
            outcome: one?.outcome ?? null,
            found: plain(one?.found ?? null),
            says: one?.says ?? '',
          };
        })
      : [],
    summary: shown?.summary ?? null,
    version: shown?.version ?? 0,
    photos: shown && inside ? await photosOf(tx, shown.id) : [],
  };
}
