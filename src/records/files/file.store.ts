import type { Tx } from '../../platform/db/database.ts';

export interface FileRow {
  id: string;
  sha256: string;
  name: string;
  media_type: string;
  size: number;
  created_at: string;
  created_by: string | null;
  about_kind: string;
  about_id: string | null;
}

export async function insertFile(tx: Tx, row: FileRow): Promise<void> {
  await tx.insertInto('file').values(row).execute();
}

export async function findFile(tx: Tx, id: string): Promise<FileRow | undefined> {
  return tx.selectFrom('file').selectAll().where('id', '=', id).executeTakeFirst();
}
