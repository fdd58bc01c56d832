import type { Insertable } from 'kysely';
import type { Granted } from '../../cases/casefile/steps.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { EntitlementGrantTable } from '../../platform/db/schema.ts';

/** @throws Refusal `entitlement.had` where it was granted in the term, whoever was first */
export async function insertGrant(tx: Tx, row: Insertable<EntitlementGrantTable>): Promise<void> {
  await tx
    .insertInto('entitlement_grant')
    .values(row)
    .execute()
    .catch((error: { code?: string }) => {
      throw error.code === '23505' ? new Refusal('entitlement.had') : error;
    });
}

/** What a team was granted, the newest first. */
export async function entitlementsGranted(tx: Tx, teamId: string): Promise<Granted[]> {
  return sqlRows<Granted>(
    tx,
    `select g.pack_id as "packId", g.procedure_id as "procedureId", g.term, g.number, g.granted_on as "grantedOn",
       o.name as "grantedBy", g.amount_fen as "amountFen", g.case_id as "caseId"
     from entitlement_grant g join organisation o on o.id = g.organisation_id where g.team_id = $1
     order by g.granted_on desc, g.number desc`,
    [teamId],
  );
}
