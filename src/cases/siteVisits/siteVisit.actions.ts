import type { Actor } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { FileType } from '../../platform/files/file-type.ts';
import type { Pack } from '../../policy/pack.ts';
import { sealFile } from '../../records/files/file.actions.ts';
import { caseById } from '../casefile/casefile.store.ts';
import { advance, completeTask, openTask, requireBody } from '../casefile/interpreter.ts';
import type { CaseServices, StepHandler } from '../casefile/steps.ts';
import { STEP_ROLES } from '../casefile/task.ts';
import { packOfCase } from '../packs/pack.actions.ts';
import { myTask, standingAt } from '../turns/turn.actions.ts';
import type { SiteVisitView } from './siteVisit.contract.ts';
import { changePhoto, findVisit, insertPhoto, insertVisit, photosOf, updateVisit } from './siteVisit.store.ts';
import { checkRecord, type VisitFinding, type Visitor, type VisitRecord } from './siteVisit.ts';

/** 现场考察: an officer records what was found on the spot. */
export const siteVisitStep: StepHandler = {
  async enter(tx, { services, file, bodyId, pack, step }) {
    const organisationId = bodyId ?? (await requireBody(tx, file, pack, step));
    await openTask(tx, services, file.id, { organisationId, role: STEP_ROLES.siteVisit, personId: null });
  },
};

const EMPTY: VisitRecord = { visitedOn: null, place: null, people: [], findings: [], summary: null };

export async function saveVisit(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  version: number,
  record: VisitRecord,
): Promise<void> {
  const standing = await standingAt(tx, caseId, 'siteVisit');
  myTask(standing, actor, true);
  checkNames(standing.pack, record.findings);
  const { pass } = standing.file;
  const saved = await findVisit(tx, caseId, pass);
  if ((saved?.version ?? 0) !== version) throw new Refusal('conflict', { version: saved?.version ?? 0 });
  const at = services.clock.now().toString();
  const by = actor.personId;
  if (saved) await updateVisit(tx, saved.id, record, { version: version + 1, saved_at: at, saved_by: by });
  else await insertVisit(tx, { caseId, pass, version: 1, record, at, by });
  recordChange(tx, { kind: 'case', id: caseId, after: { siteVisit: { version: version + 1 } } });
}

function checkNames(pack: Pack, findings: readonly VisitFinding[]): void {
  const known = new Set(pack.requirements.map(({ id }) => id));
  const fields = findings.flatMap(({ requirement }, index) =>
    known.has(requirement)
      ? []
      : [{ path: `findings.${index}.requirement`, code: 'reference', message: '政策文件中没有该项条件' }],
  );
  if (fields.length > 0) throw new Refusal('input.invalid', {}, fields);
}

/** The record is final: the paper is written and the case goes on. */
export async function submitVisit(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  version: number,
  record: VisitRecord,
): Promise<void> {
  const standing = await standingAt(tx, caseId, 'siteVisit');
  const task = myTask(standing, actor);
  checkNames(standing.pack, record.findings);
  const must = standing.pack.requirements.map(({ id }) => id);
  checkRecord(record, must, services.clock.today());
  await saveVisit(tx, services, actor, caseId, version, record);
  const { pass } = standing.file;
  const visit = await findVisit(tx, caseId, pass);
  if (!visit) throw new Error(`the record of ${caseId} is gone`);
  const at = services.clock.now().toString();
  const change = { version: visit.version, saved_at: at, saved_by: actor.personId };
  await updateVisit(tx, visit.id, record, { ...change, state: 'submitted', submitted_at: at });
  await completeTask(tx, services, actor, task.id, 'recordVisit');
  await advance(tx, services, actor, caseId, 'recorded', { pass });
}

const PHOTO_TYPES: readonly FileType[] = ['jpg', 'png'];

/** Photographs are sealed like every file; only the bodies see them. */
export async function addPhotos(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  files: AsyncIterable<{ filename: string; file: AsyncIterable<Uint8Array> }>,
): Promise<void> {
  const standing = await standingAt(tx, caseId, 'siteVisit');
  myTask(standing, actor, true);
  const { pass } = standing.file;
  await keepPhotos(tx, services, actor, { caseId, pass }, files);
}

/** Photographs of a visit; where nothing was recorded yet, they begin it. */
export async function keepPhotos(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  { caseId, pass }: { caseId: string; pass: number },
  files: AsyncIterable<{ filename: string; file: AsyncIterable<Uint8Array> }>,
): Promise<void> {
  const at = services.clock.now().toString();
  const by = actor.personId;
  const visitId =
    (await findVisit(tx, caseId, pass))?.id ??
    (await insertVisit(tx, { caseId, pass, version: 0, record: EMPTY, at, by }));
  let count = 0;
  for await (const { filename, file } of files) {
    const sealed = await sealFile(tx, services, actor, {
      name: filename,
      content: file,
      about: 'caseInternal',
      aboutId: caseId,
      accept: PHOTO_TYPES,
    });
    await insertPhoto(tx, { visitId, fileId: sealed.id, at, by });
    count += 1;
  }
  if (count === 0) throw new Refusal('input.invalid', {}, [{ path: 'file', code: 'required', message: '请选择照片' }]);
}

export async function editPhoto(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  photoId: string,
  change: { caption: string } | 'remove',
): Promise<void> {
  const standing = await standingAt(tx, caseId, 'siteVisit');
  myTask(standing, actor, true);
  await changeVisitPhoto(tx, services, { caseId, pass: standing.file.pass }, photoId, change);
}

export async function changeVisitPhoto(
  tx: Tx,
  services: CaseServices,
  { caseId, pass }: { caseId: string; pass: number },
  photoId: string,
  change: { caption: string } | 'remove',
): Promise<void> {
  const visit = await findVisit(tx, caseId, pass);
  const columns = change === 'remove' ? { removed_at: services.clock.now().toString() } : change;
  if (!visit || (await changePhoto(tx, visit.id, photoId, columns)) === 0) throw new Refusal('not-found');
  recordChange(tx, { kind: 'case', id: caseId, after: { photo: photoId, change } });
}

export async function viewVisit(tx: Tx, caseId: string): Promise<SiteVisitView> {
  const file = await caseById(tx, caseId);
  const pack = await packOfCase(tx, file);
  const current = file.step_kind === 'siteVisit' ? file.pass : undefined;
  const visit = await findVisit(tx, caseId, current);
  return {
    caseId,
    state: (visit?.state ?? 'draft') as SiteVisitView['state'],
    visitedOn: visit?.visited_on ?? null,
    place: visit?.place ?? null,
    people: (visit?.people ?? []) as unknown as Visitor[],
    findings: (visit?.findings ?? []) as unknown as VisitFinding[],
    summary: visit?.summary ?? null,
    version: visit?.version ?? 0,
    savedAt: visit?.saved_at ?? null,
    submittedAt: visit?.submitted_at ?? null,
    requirements: pack.requirements.map(({ id, says, cites }) => ({ id, says, cites })),
    photos: visit ? await photosOf(tx, visit.id) : [],
  };
}
