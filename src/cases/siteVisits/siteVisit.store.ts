import type { Selectable } from 'kysely';
import { newId } from '../../kernel/id.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { SiteVisitTable } from '../../platform/db/schema.ts';
import { DRAWN, type VisitRecord } from './siteVisit.ts';

export type SiteVisitRow = Selectable<SiteVisitTable>;

/** Of a pass, or the last one that a step of the procedure led to. */
export async function findVisit(tx: Tx, caseId: string, pass?: number): Promise<SiteVisitRow | undefined> {
  let query = tx.selectFrom('site_visit').selectAll().where('case_id', '=', caseId);
  query = pass === undefined ? query.where('pass', '>', DRAWN) : query.where('pass', '=', pass);
  return query.orderBy('pass', 'desc').limit(1).executeTakeFirst();
}

/** @param visit.version 0 when only photos are there: whoever is writing the record has not saved it yet */
export async function insertVisit(
  tx: Tx,
  visit: { caseId: string; pass: number; version: 0 | 1; record: VisitRecord; at: string; by: string | null },
): Promise<string> {
  const id = newId();
  const { record } = visit;
  await tx
    .insertInto('site_visit')
    .values({
      id,
      case_id: visit.caseId,
      pass: visit.pass,
      state: 'draft',
      version: visit.version,
      ...columns(record),
      saved_at: visit.at,
      saved_by: visit.by,
    })
    .execute();
  return id;
}

export async function updateVisit(
  tx: Tx,
  id: string,
  record: VisitRecord,
  change: { version: number; saved_at: string; saved_by: string | null; state?: string; submitted_at?: string },
): Promise<void> {
  await tx
    .updateTable('site_visit')
    .set({ ...columns(record), ...change })
    .where('id', '=', id)
    .execute();
}

function columns(record: VisitRecord) {
  return {
    visited_on: record.visitedOn,
    place: record.place,
    people: JSON.stringify(record.people),
    findings: JSON.stringify(record.findings),
    summary: record.summary,
  };
}

export interface Photo {
  id: string;
  fileId: string;
  name: string;
  mediaType: string;
  sha256: string;
  caption: string;
  addedAt: string;
}
export async function photosOf(tx: Tx, visitId: string): Promise<Photo[]> {
  return sqlRows<Photo>(
    tx,
    `select p.id, p.file_id as "fileId", f.name, f.media_type as "mediaType", f.sha256, p.caption, p.added_at as "addedAt"
     from site_visit_photo p join file f on f.id = p.file_id
     where p.site_visit_id = $1 and p.removed_at is null order by p.added_at, p.id`,
    [visitId],
  );
}

export async function insertPhoto(tx: Tx, photo: { visitId: string; fileId: string; at: string; by: string | null }) {
  await tx
    .insertInto('site_visit_photo')
    .values({
      id: newId(),
      site_visit_id: photo.visitId,
      file_id: photo.fileId,
      added_at: photo.at,
      added_by: photo.by,
    })
    .execute();
}

/** Returns how many rows there were to change. */
export async function changePhoto(
  tx: Tx,
  visitId: string,
  photoId: string,
  change: { caption?: string; removed_at?: string },
): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('site_visit_photo')
    .set(change)
    .where('id', '=', photoId)
    .where('site_visit_id', '=', visitId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
