import type { Insertable, Selectable } from 'kysely';
import { reaches, type Subject } from '../../identity/access.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/day.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { countRows, type Paged, type Total } from '../../platform/db/page.ts';
import type { RecoveryClaimTable, RecoveryPaymentTable } from '../../platform/db/schema.ts';

export type ClaimRow = Selectable<RecoveryClaimTable>;

/** Returns false where the case has one already. */
export async function insertClaim(tx: Tx, row: Insertable<RecoveryClaimTable>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('recovery_claim')
    .values(row)
    .onConflict((c) => c.column('case_id').doNothing())
    .executeTakeFirstOrThrow();
  return Number(numInsertedOrUpdatedRows) > 0;
}

export async function lockClaim(tx: Tx, id: string): Promise<ClaimRow | undefined> {
  return tx.selectFrom('recovery_claim').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function lockClaimOfCase(tx: Tx, caseId: string): Promise<ClaimRow | undefined> {
  return tx.selectFrom('recovery_claim').selectAll().where('case_id', '=', caseId).forUpdate().executeTakeFirst();
}

export async function markCancelled(tx: Tx, id: string, byCase: string, on: Day): Promise<void> {
  const change = { cancelled_on: on, cancelled_case_id: byCase };
  await tx.updateTable('recovery_claim').set(change).where('id', '=', id).execute();
}

export async function insertPayment(tx: Tx, row: Insertable<RecoveryPaymentTable>): Promise<void> {
  await tx.insertInto('recovery_payment').values(row).execute();
}

export async function findPayment(tx: Tx, claimId: string, id: string) {
  return tx
    .selectFrom('recovery_payment')
    .selectAll()
    .where('claim_id', '=', claimId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function markReversed(tx: Tx, id: string, transactionId: string): Promise<void> {
  await tx.updateTable('recovery_payment').set({ reversed_by: transactionId }).where('id', '=', id).execute();
}

export interface PaymentRow {
  id: string;
  refund: boolean;
  amount: number;
  onDay: Day;
  voucher: string;
  recordedAt: string;
  recordedBy: string | null;
  reversedOn: Day | null;
  reversedFor: string | null;
}
/** Oldest first; what was reversed stays in sight. */
export async function paymentsOf(tx: Tx, claimId: string): Promise<PaymentRow[]> {
  return sqlRows<PaymentRow>(
    tx,
    `select p.id, p.refund, p.amount, p.on_day as "onDay", p.voucher, p.recorded_at as "recordedAt", n.name as "recordedBy",
       t.on_day as "reversedOn", t.says as "reversedFor"
     from recovery_payment p left join person n on n.id = p.recorded_by left join ledger_transaction t on t.id = p.reversed_by
     where p.claim_id = $1 order by p.on_day, p.recorded_at, p.id`,
    [claimId],
  );
}

export interface ListedClaim {
  id: string;
  caseId: string;
  organisationId: string;
  organisation: string;
  carrierId: string;
  carrier: string;
  amount: number;
  balance: number;
  refundable: number;
  cites: string;
  reason: string;
  number: string | null;
  orderedOn: Day;
  orderedBy: string;
  orderedById: string;
  cancelledOn: Day | null;
  cancelledCaseId: string | null;
  example: boolean;
}
const LISTED = `x.id, x.case_id as "caseId", o.id as "organisationId", o.name as organisation, x.carrier_id as "carrierId", c.name as carrier,
  x.amount, coalesce(a.balance_fen, 0) as balance, coalesce(-r.balance_fen, 0) as refundable, x.cites, x.reason, x.number,
  x.ordered_on as "orderedOn", b.name as "orderedBy", b.id as "orderedById", x.cancelled_on as "cancelledOn", x.cancelled_case_id as "cancelledCaseId", c.example`;
const FROM = `from recovery_claim x join organisation o on o.id = x.organisation_id join carrier c on c.id = x.carrier_id
  join territory t on t.id = x.territory_id join organisation b on b.id = x.ordered_by
  left join ledger_account a on a.code = 'claim:' || x.id left join ledger_account r on r.code = 'refund:' || x.id`;

/** Claims that the actor may see; the rule is that of `credit.list`. */
export async function listClaims(tx: Tx, actor: Actor, asked: Paged): Promise<{ rows: ListedClaim[] } & Total> {
  const found = reaches(actor, 'credit.list');
  const values = [found.has('territory') ? actor.territoryPath : null, found.has('own') ? actor.organisationId : null];
  const from = `${FROM} where (($1::text is not null and starts_with(t.path, $1)) or $2::uuid in (x.organisation_id, x.ordered_by))`;
  const total = await countRows(tx, from, values, asked);
  const rows = await sqlRows<ListedClaim>(
    tx,
    `select ${LISTED} ${from} order by x.ordered_on desc, x.id desc limit $3 offset $4`,
    [...values, asked.size, (asked.page - 1) * asked.size],
  );
  return { rows, ...total };
}

export async function findClaim(tx: Tx, id: string): Promise<ListedClaim | undefined> {
  const [row] = await sqlRows<ListedClaim>(tx, `select ${LISTED} ${FROM} where x.id = $1`, [id]);
  return row;
}

/** Owed by one organisation, to the body that ordered it. */
export async function claimSubject(tx: Tx, id: string): Promise<Subject | undefined> {
  const [row] = await sqlRows<{ path: string; debtor: string; body: string }>(
    tx,
    `select t.path, x.organisation_id as debtor, x.ordered_by as body
     from recovery_claim x join territory t on t.id = x.territory_id where x.id = $1`,
    [id],
  );
  return row && { territoryPath: row.path, organisationIds: [row.debtor], handlerIds: [row.body], personIds: [] };
}
