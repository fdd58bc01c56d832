import type { SubjectLoader } from '../../identity/route.ts';
import type { Actor } from '../../kernel/actor.ts';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { safeName } from '../../platform/files/download.ts';
import { FILE_TYPES, type FileType } from '../../platform/files/file-type.ts';
import type { Services } from '../../platform/services.ts';
import type { FileView } from './file.contract.ts';
import { type FileRow, findFile, insertFile } from './file.store.ts';

/**
 * To whom a file is shown: whoever may see this.
 *   case           the case as the applicant sees it
 *   caseInternal   opinions and records of the bodies; never the applicant
 *   objection      the sealed original of an objection; only who handles it
 *   problem        what came with a reported problem; only who answers it
 *   exhibit        evidence of a case; the party where it is shared
 *   public         everyone
 */
export type FileAbout =
  | 'carrier'
  | 'team'
  | 'organisation'
  | 'case'
  | 'caseInternal'
  | 'objection'
  | 'problem'
  | 'exhibit'
  | 'public';

export interface NewFile {
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array> | Uint8Array;
  readonly about: FileAbout;
  readonly aboutId: string | null;
  readonly accept?: readonly FileType[];
}

/** Stores the bytes under their hash and the row in the caller's transaction. Bytes without a row are never served. */
export async function sealFile(tx: Tx, { blobs, clock }: Services, actor: Actor, file: NewFile): Promise<FileView> {
  const sealed = await blobs.put(file.content, { name: file.name, ...(file.accept ? { accept: file.accept } : {}) });
  const row: FileRow = {
    id: newId(),
    sha256: sealed.sha256,
    // What it is decides its ending: a script that calls itself a picture, or the other way round, leaves as what it is.
    name: safeName(file.name, sealed.type),
    media_type: FILE_TYPES[sealed.type].mime,
    size: sealed.size,
    created_at: clock.now().toString(),
    created_by: actor.personId,
    about_kind: file.about,
    about_id: file.aboutId,
  };
  await insertFile(tx, row);
  recordChange(tx, {
    kind: 'file',
    id: row.id,
    after: { name: row.name, sha256: row.sha256, about: file.about, aboutId: file.aboutId },
  });
  return toView(row);
}

export function toView(row: FileRow): FileView {
  return {
    id: row.id,
    name: row.name,
    mediaType: row.media_type,
    size: row.size,
    sha256: row.sha256,
    createdAt: row.created_at,
  };
}

/** The row and its whole content, checked against the hash. */
export async function readFile(tx: Tx, { blobs }: Services, id: string): Promise<FileView & { body: Buffer }> {
  const row = await findFile(tx, id);
  if (!row) throw new Refusal('not-found', { file: id });
  return { ...toView(row), body: await blobs.read(row.sha256) };
}

/** A file is reached as the subject it is about. */
export function fileSubject(loaders: Readonly<Record<Exclude<FileAbout, 'public'>, SubjectLoader>>): SubjectLoader {
  return async (tx, id) => {
    const row = await findFile(tx, id);
    if (!row) return undefined;
    const load: SubjectLoader | undefined = loaders[row.about_kind as keyof typeof loaders];
    return load === undefined || row.about_id === null ? undefined : load(tx, row.about_id);
  };
}
