import type { Selectable } from 'kysely';
import { Refusal } from '../../kernel/refusal.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { AppealTable } from '../../platform/db/schema.ts';

export type AppealRow = Selectable<AppealTable>;

export async function appealOf(tx: Tx, caseId: string): Promise<AppealRow> {
  const row = await tx.selectFrom('appeal').selectAll().where('case_id', '=', caseId).executeTakeFirst();
  if (!row) throw new Refusal('not-found', { case: caseId });
  return row;
}

export async function appealAgainst(tx: Tx, signedId: string): Promise<AppealRow | undefined> {
  return tx.selectFrom('appeal').selectAll().where('signed_id', '=', signedId).executeTakeFirst();
}

/** @throws Refusal `appeal.already` for whoever comes second */
export async function insertAppeal(tx: Tx, row: AppealRow): Promise<void> {
  try {
    await tx.insertInto('appeal').values(row).execute();
  } catch (error) {
    if ((error as { constraint?: string }).constraint === 'appeal_signed_id_key') throw new Refusal('appeal.already');
    throw error;
  }
}

export async function insertSupersession(
  tx: Tx,
  row: { signed_id: string; by_decision_id: string; on_day: string },
): Promise<void> {
  await tx
    .insertInto('supersession')
    .values(row)
    .onConflict((c) => c.doNothing())
    .execute();
}

/** The number of the decision that stands in the place of this one. */
export async function supersededBy(tx: Tx, signedId: string): Promise<{ number: string; onDay: string } | null> {
  const [row] = await sqlRows<{ number: string; onDay: string }>(
    tx,
    `select d.number, s.on_day as "onDay" from supersession s join decision d on d.id = s.by_decision_id where s.signed_id = $1`,
    [signedId],
  );
  return row ?? null;
}
