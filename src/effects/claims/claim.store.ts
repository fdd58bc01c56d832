import type { Insertable } from 'kysely';
import { reaches } from '../../identity/access.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/day.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { RecoveryClaimTable } from '../../platform/db/schema.ts';

export async function insertClaim(tx: Tx, row: Insertable<RecoveryClaimTable>): Promise<void> {
  await tx
    .insertInto('recovery_claim')
    .values(row)
    .onConflict((c) => c.column('case_id').doNothing())
    .execute();
}

export async function cancelClaims(tx: Tx, caseId: string, byCase: string, on: Day): Promise<void> {
  await sqlRows(
    tx,
    `update recovery_claim set cancelled_on = $3, cancelled_case_id = $2, balance = 0
     where case_id = $1 and cancelled_on is null`,
    [caseId, byCase, on],
  );
}

export interface ClaimRow {
  id: string;
  caseId: string;
  organisation: string;
  carrierId: string;
  carrier: string;
  amount: number;
  balance: number;
  cites: string;
  number: string | null;
  orderedOn: string;
  cancelledOn: string | null;
}

/** Claims that the actor may see; the rule is that of `credit.list`. */
export async function listClaims(
  tx: Tx,
  actor: Actor,
  { page, size }: { page: number; size: number },
): Promise<{ total: number; rows: ClaimRow[] }> {
  const found = reaches(actor, 'credit.list');
  const values = [found.has('territory') ? actor.territoryPath : null, found.has('own') ? actor.organisationId : null];
  const from = `from recovery_claim x join organisation o on o.id = x.organisation_id join carrier c on c.id = x.carrier_id
    join territory t on t.id = x.territory_id
    where (($1::text is not null and starts_with(t.path, $1)) or x.organisation_id = $2::uuid)`;
  const [count] = await sqlRows<{ total: number }>(tx, `select count(*)::int as total ${from}`, values);
  const rows = await sqlRows<ClaimRow>(
    tx,
    `select x.id, x.case_id as "caseId", o.name as organisation, x.carrier_id as "carrierId", c.name as carrier, x.amount, x.balance,
       x.cites, x.number, x.ordered_on as "orderedOn", x.cancelled_on as "cancelledOn"
     ${from} order by x.ordered_on desc, x.id desc limit $3 offset $4`,
    [...values, size, (page - 1) * size],
  );
  return { total: count?.total ?? 0, rows };
}
