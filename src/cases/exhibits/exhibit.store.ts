import type { Subject } from '../../identity/access.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { caseInternalSubject, caseSubject } from '../casefile/access.store.ts';
import type { Side } from './exhibit.ts';

export interface ExhibitRow {
  id: string;
  side: Side;
  held: boolean;
  item: string | null;
  says: string;
  fileId: string | null;
  fileName: string | null;
  sha256: string | null;
  addedAt: string;
}

export async function exhibitsOf(tx: Tx, caseId: string): Promise<ExhibitRow[]> {
  return sqlRows<ExhibitRow>(
    tx,
    `select x.id, x.side, x.held, x.item, x.says, x.file_id as "fileId", f.name as "fileName", f.sha256, x.added_at as "addedAt"
     from exhibit x left join file f on f.id = x.file_id where x.case_id = $1 and x.removed_at is null order by x.added_at, x.id`,
    [caseId],
  );
}

export async function insertExhibit(
  tx: Tx,
  row: {
    id: string;
    case_id: string;
    side: Side;
    held: boolean;
    item: string | null;
    says: string;
    added_at: string;
    added_by: string | null;
  },
): Promise<void> {
  await tx.insertInto('exhibit').values(row).execute();
}

export async function attachFile(tx: Tx, id: string, fileId: string): Promise<void> {
  await tx.updateTable('exhibit').set({ file_id: fileId }).where('id', '=', id).execute();
}

export async function removeExhibit(tx: Tx, caseId: string, id: string, side: Side, at: string): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('exhibit')
    .set({ removed_at: at })
    .where('case_id', '=', caseId)
    .where('id', '=', id)
    .where('side', '=', side)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** What is shared is reached as the case, the rest as what the bodies keep to themselves. */
export async function exhibitSubject(tx: Tx, id: string): Promise<Subject | undefined> {
  const [row] = await sqlRows<{ case_id: string; shared: boolean }>(
    tx,
    `select case_id, side = 'party' or held as shared from exhibit where id = $1`,
    [id],
  );
  if (!row) return undefined;
  return row.shared ? caseSubject(tx, row.case_id) : caseInternalSubject(tx, row.case_id);
}
