import type { EffectHandler, OutcomeContext } from '../../cases/casefile/steps.ts';
import { signedDecision, signedFor } from '../../cases/decisions/decision.store.ts';
import { findSanction } from '../../cases/sanctions/sanction.store.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { type Day, formatDay } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { fen, formatYuan } from '../../kernel/money.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import type { Tx } from '../../platform/db/database.ts';
import { post, reverse } from '../../records/ledger/ledger.actions.ts';
import { balanceOf } from '../../records/ledger/ledger.store.ts';
import {
  findClaim,
  findPayment,
  insertClaim,
  insertPayment,
  lockClaim,
  lockClaimOfCase,
  markCancelled,
  markReversed,
  paymentsOf,
} from './claim.store.ts';
import { claimAccounts } from './claim.ts';

/** 追回财政资金: what is owed, in fen, from the day of the decision; paid down by payments. One of a case. */
export const claimRecovery: EffectHandler = async (tx, context) => {
  const { services, actor, file, pack, procedure, now, today } = context;
  const sanction = await findSanction(tx, file.id);
  const asked = (sanction?.ordered ?? sanction?.consequences ?? []).find(({ effect }) => effect === 'claimRecovery');
  if (!asked?.amount) throw new Refusal('claim.no-amount');
  const signed = await signedFor(tx, context);
  const orderedBy = (await signedDecision(tx, file.id))?.organisation_id ?? actor.organisationId;
  if (!orderedBy) throw new Error(`nobody ordered ${file.number}`);
  const row = {
    id: newId(),
    case_id: file.id,
    organisation_id: file.applicant_id,
    carrier_id: file.carrier_id,
    territory_id: file.territory_id,
    pack_id: pack.id,
    amount: asked.amount,
    cites: signed?.cites ?? procedure.cites,
    reason: signed?.reasons ?? '',
    number: signed?.number ?? null,
    ordered_on: today,
    ordered_by: orderedBy,
    created_at: now,
  };
  if (!(await insertClaim(tx, row))) return;
  const { claim, recovered } = claimAccounts(row.id, orderedBy);
  await post(
    tx,
    { actor, clock: services.clock },
    {
      kind: 'claim',
      on: today,
      says: row.number ?? row.cites,
      subject: { kind: 'claim', id: row.id },
      entries: [
        { account: claim, fen: fen(row.amount) },
        { account: recovered, fen: fen(-row.amount) },
      ],
      caseId: file.id,
    },
  );
  recordChange(tx, { kind: 'claim', id: row.id, after: row });
};

/** The decision was overturned: nothing is owed any more, and what was paid is to be given back. */
export async function cancelClaim(tx: Tx, context: OutcomeContext, caseId: string): Promise<void> {
  const { services, actor, file, today } = context;
  const row = await lockClaimOfCase(tx, caseId);
  if (!row || row.cancelled_on !== null) return;
  const { claim, refund, recovered } = claimAccounts(row.id, row.ordered_by);
  const owed = await balanceOf(tx, claim.code);
  await post(
    tx,
    { actor, clock: services.clock },
    {
      kind: 'claim.cancelled',
      on: today,
      says: file.number,
      subject: { kind: 'claim', id: row.id },
      entries: [
        { account: recovered, fen: fen(row.amount) },
        { account: claim, fen: fen(-owed) },
        { account: refund, fen: fen(owed - row.amount) },
      ],
      caseId: file.id,
    },
  );
  await markCancelled(tx, row.id, file.id, today);
  recordChange(tx, { kind: 'claim', id: row.id, after: { cancelledOn: today, caseId: file.id } });
}

interface Bookkeeper {
  readonly actor: Actor;
  readonly clock: Clock;
}

const field = (path: string, code: string, message: string) =>
  new Refusal('input.invalid', {}, [{ path, code, message }]);

/** A voucher is entered: paid towards the claim, or given back once the decision was overturned; never more than stands. */
export async function recordPayment(
  tx: Tx,
  keeper: Bookkeeper,
  claimId: string,
  given: { amount: number; onDay: Day; voucher: string },
): Promise<string> {
  const row = await lockClaim(tx, claimId);
  if (!row) throw new Refusal('not-found', { claim: claimId });
  const refund = row.cancelled_on !== null;
  const { claim, refund: owedBack, treasury } = claimAccounts(row.id, row.ordered_by);
  const first = row.cancelled_on ?? row.ordered_on;
  if (given.onDay > keeper.clock.today()) throw field('onDay', 'day.future', '日期不能晚于今天');
  if (given.onDay < first) throw field('onDay', 'day.order', `日期不能早于${formatDay(first)}`);
  const entered = (await paymentsOf(tx, claimId)).find(
    ({ voucher, reversedOn }) => voucher === given.voucher && reversedOn === null,
  );
  if (entered) throw field('voucher', 'duplicate', `该凭证已登记：${formatYuan(fen(entered.amount))}`);
  const [debit, credit] = refund ? [owedBack, treasury] : [treasury, claim];
  const id = newId();
  const transactionId = await post(tx, keeper, {
    kind: refund ? 'claim.refunded' : 'claim.paid',
    on: given.onDay,
    says: given.voucher,
    subject: { kind: 'claim', id: claimId },
    entries: [
      { account: debit, fen: fen(given.amount) },
      { account: credit, fen: fen(-given.amount) },
    ],
    caseId: row.case_id,
  }).catch((error: unknown) => {
    if (!(error instanceof Refusal) || error.code !== 'ledger.insufficient') throw error;
    throw new Refusal('claim.over', {}, [{ path: 'amount', code: 'over', message: '金额超过尚存的数额' }]);
  });
  await insertPayment(tx, {
    id,
    claim_id: claimId,
    transaction_id: transactionId,
    refund,
    amount: given.amount,
    on_day: given.onDay,
    voucher: given.voucher,
    recorded_at: keeper.clock.now().toString(),
    recorded_by: keeper.actor.personId,
  });
  recordChange(tx, { kind: 'claim', id: claimId, after: { payment: id, refund, ...given } });
  return id;
}

/** 冲正: entered by mistake; both stay in the ledger. */
export async function reversePayment(
  tx: Tx,
  keeper: Bookkeeper,
  { claimId, paymentId, reason }: { claimId: string; paymentId: string; reason: string },
): Promise<void> {
  const row = await lockClaim(tx, claimId);
  const payment = row && (await findPayment(tx, claimId, paymentId));
  if (!payment) throw new Refusal('not-found', { payment: paymentId });
  if (payment.reversed_by !== null) throw new Refusal('ledger.reversed');
  // What was paid before an overturning is owed back by it: that account is settled by refunds alone.
  if (payment.refund !== (row.cancelled_on !== null)) throw new Refusal('claim.cancelled');
  const on = keeper.clock.today();
  await markReversed(tx, paymentId, await reverse(tx, keeper, payment.transaction_id, { on, says: reason }));
  recordChange(tx, { kind: 'claim', id: claimId, after: { reversed: paymentId, reason } });
}

/** One claim, and how it was paid. */
export async function readClaim(tx: Tx, actor: Actor, claimId: string) {
  const claim = await findClaim(tx, claimId);
  if (!claim) throw new Refusal('not-found', { claim: claimId });
  return { ...claim, mine: claim.orderedById === actor.organisationId, payments: await paymentsOf(tx, claimId) };
}
