import type { Selectable } from 'kysely';
import { Refusal } from '../../kernel/refusal.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { SanctionTable } from '../../platform/db/schema.ts';
import type { Consequence, Source } from './sanction.ts';

export type SanctionRow = Omit<
  Selectable<SanctionTable>,
  'breaches' | 'consequences' | 'ordered' | 'hearing_people'
> & {
  breaches: string[];
  consequences: Consequence[];
  ordered: Consequence[] | null;
  hearing_people: string[];
};

export async function insertSanction(
  tx: Tx,
  row: { case_id: string; source: Source; problem_id: string | null; says: string },
): Promise<void> {
  await tx.insertInto('sanction').values(row).execute();
}

export async function findSanction(tx: Tx, caseId: string): Promise<SanctionRow | undefined> {
  return tx.selectFrom('sanction').selectAll().where('case_id', '=', caseId).executeTakeFirst();
}

export async function sanctionOf(tx: Tx, caseId: string): Promise<SanctionRow> {
  const row = await findSanction(tx, caseId);
  if (!row) throw new Refusal('not-found', { case: caseId });
  return row;
}

export async function saveSanction(
  tx: Tx,
  row: SanctionRow,
  { breaches, consequences, ordered, hearing_people, ...plain }: Partial<SanctionRow>,
): Promise<void> {
  await tx
    .updateTable('sanction')
    .set({
      ...plain,
      ...(breaches && { breaches: JSON.stringify(breaches) }),
      ...(consequences && { consequences: JSON.stringify(consequences) }),
      ...(ordered && { ordered: JSON.stringify(ordered) }),
      ...(hearing_people && { hearing_people: JSON.stringify(hearing_people) }),
      version: row.version + 1,
    })
    .where('case_id', '=', row.case_id)
    .execute();
}

/** The report that led to the case lies where its carrier lies. */
export async function problemIsAbout(tx: Tx, problemId: string, carrierId: string): Promise<boolean> {
  const rows = await sqlRows(tx, 'select 1 from problem_report where id = $1 and carrier_id = $2', [
    problemId,
    carrierId,
  ]);
  return rows.length > 0;
}
