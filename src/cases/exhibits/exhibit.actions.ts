import type { UploadedFile } from '../../identity/route.ts';
import type { Actor } from '../../kernel/actor.ts';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { sealFile } from '../../records/files/file.actions.ts';
import { audienceOf } from '../casefile/access.store.ts';
import { caseById } from '../casefile/casefile.store.ts';
import type { CaseServices, HandledStep } from '../casefile/steps.ts';
import { myTask, type Standing, standingAt } from '../turns/turn.actions.ts';
import { attachFile, exhibitsOf, insertExhibit, removeExhibit } from './exhibit.store.ts';
import { isShared, type Side } from './exhibit.ts';

/** The steps at which a side brings evidence. */
const STEPS: Record<Side, readonly HandledStep[]> = {
  body: ['investigation', 'hearing', 'rectificationOrder', 'acceptance'],
  party: ['statement', 'rectification'],
};

/** What it proves, in words; the file follows. */
export async function addExhibit(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  of: { caseId: string; side: Side; says: string; held: boolean; item: string | null },
): Promise<string> {
  await standsWith(tx, actor, of.caseId, of.side);
  const row = { id: newId(), case_id: of.caseId, side: of.side, held: of.held, item: of.item, says: of.says };
  await insertExhibit(tx, { ...row, added_at: services.clock.now().toString(), added_by: actor.personId });
  recordChange(tx, { kind: 'case', id: of.caseId, after: { exhibit: row.id, side: of.side, held: of.held } });
  return row.id;
}

export async function attachToExhibit(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  of: { caseId: string; exhibitId: string; side: Side },
  files: AsyncIterable<UploadedFile>,
): Promise<void> {
  await standsWith(tx, actor, of.caseId, of.side);
  const exhibit = (await exhibitsOf(tx, of.caseId)).find(({ id, side }) => id === of.exhibitId && side === of.side);
  if (!exhibit || exhibit.fileId !== null) throw new Refusal('not-found');
  let attached = false;
  for await (const { filename, file } of files) {
    const about = { about: 'exhibit', aboutId: exhibit.id } as const;
    const sealed = await sealFile(tx, services, actor, { name: filename, content: file, ...about });
    await attachFile(tx, exhibit.id, sealed.id);
    attached = true;
    break;
  }
  if (!attached) throw new Refusal('input.invalid', {}, [{ path: 'file', code: 'required', message: '请选择文件' }]);
}

export async function withdrawExhibit(
  tx: Tx,
  services: CaseServices,
  actor: Actor,
  caseId: string,
  exhibitId: string,
  side: Side,
): Promise<void> {
  await standsWith(tx, actor, caseId, side);
  if ((await removeExhibit(tx, caseId, exhibitId, side, services.clock.now().toString())) === 0)
    throw new Refusal('not-found');
  recordChange(tx, { kind: 'case', id: caseId, before: { exhibit: exhibitId } });
}

/** The side has the case in hand. */
async function standsWith(tx: Tx, actor: Actor, caseId: string, side: Side): Promise<Standing> {
  const { step_kind } = await caseById(tx, caseId);
  const kind = STEPS[side].find((one) => one === step_kind);
  if (!kind) throw new Refusal('case.wrong-step', { step: step_kind });
  const standing = await standingAt(tx, caseId, kind);
  myTask(standing, actor, true);
  return standing;
}

/** All of it to the bodies; to the party what is shared. */
export async function exhibitsFor(tx: Tx, actor: Actor, caseId: string) {
  const row = await caseById(tx, caseId);
  const all = (await exhibitsOf(tx, caseId)).map(({ sha256: _, ...shown }) => shown);
  return (await audienceOf(tx, actor, row)) === 'body' ? all : all.filter(isShared);
}
