import { newId } from '../../kernel/id.ts';
import type { Tx } from '../../platform/db/database.ts';

export async function personByAccount(tx: Tx, account: string) {
  return tx
    .selectFrom('person')
    .select(['id', 'name'])
    .where('account', '=', account)
    .where('state', '=', 'active')
    .executeTakeFirst();
}

/** Whether the person serves in a body, of which any may come to handle the case. */
export async function servesElsewhere(
  tx: Tx,
  personId: string,
  applicantId: string | null,
  on: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom('membership')
    .select('id')
    .where('person_id', '=', personId)
    .where('role', 'in', ['officer', 'director'])
    .where('organisation_id', 'is distinct from', applicantId)
    .where('valid_from', '<=', on)
    .where(({ eb, or }) => or([eb('valid_to', 'is', null), eb('valid_to', '>=', on)]))
    .executeTakeFirst();
  return row !== undefined;
}

export async function partiesOf(tx: Tx, caseId: string) {
  return tx
    .selectFrom('case_party')
    .innerJoin('person', 'person.id', 'case_party.person_id')
    .select(['case_party.id', 'person.name', 'part', 'added_at'])
    .where('case_id', '=', caseId)
    .where('removed_at', 'is', null)
    .orderBy('added_at')
    .orderBy('case_party.id')
    .execute();
}

/** Does nothing where the person takes part already. */
export async function insertParty(
  tx: Tx,
  caseId: string,
  personId: string,
  part: 'editor' | 'agent',
  at: string,
  by: string | null,
): Promise<void> {
  await tx
    .insertInto('case_party')
    .values({ id: newId(), case_id: caseId, person_id: personId, part, added_at: at, added_by: by, removed_at: null })
    .onConflict((conflict) => conflict.columns(['case_id', 'person_id']).where('removed_at', 'is', null).doNothing())
    .execute();
}

export async function endParty(tx: Tx, caseId: string, partyId: string, at: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('case_party')
    .set({ removed_at: at })
    .where('id', '=', partyId)
    .where('case_id', '=', caseId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
