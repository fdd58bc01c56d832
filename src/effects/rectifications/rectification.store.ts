import type { Insertable, Selectable } from 'kysely';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { RectificationTable } from '../../platform/db/schema.ts';
import type { Finding } from './rectification.ts';

export type RectificationRow = Omit<Selectable<RectificationTable>, 'findings'> & { findings: Finding[] };

export async function insertRectification(tx: Tx, row: Insertable<RectificationTable>): Promise<void> {
  await tx.insertInto('rectification').values(row).execute();
}

/** The one that a case runs. */
export async function rectificationOf(tx: Tx, caseId: string): Promise<RectificationRow> {
  const row = await tx.selectFrom('rectification').selectAll().where('run_by', '=', caseId).executeTakeFirst();
  if (!row) throw new Refusal('not-found', { case: caseId });
  return row;
}

/** Those that a decision ordered. */
export async function orderedByCase(tx: Tx, caseId: string): Promise<RectificationRow[]> {
  return tx.selectFrom('rectification').selectAll().where('case_id', '=', caseId).execute();
}

/** The one that a case ran, where it ended as failed. */
export async function failedIn(tx: Tx, caseId: string): Promise<RectificationRow | undefined> {
  return tx
    .selectFrom('rectification')
    .selectAll()
    .where('run_by', '=', caseId)
    .where('outcome', '=', 'failed')
    .executeTakeFirst();
}

export async function saveRectification(
  tx: Tx,
  row: RectificationRow,
  { findings, ...plain }: Partial<RectificationRow>,
): Promise<void> {
  await tx
    .updateTable('rectification')
    .set({ ...plain, ...(findings && { findings: JSON.stringify(findings) }), version: row.version + 1 })
    .where('id', '=', row.id)
    .execute();
}
