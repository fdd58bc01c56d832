import type { Actor } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Day } from '../../kernel/day.ts';
import { newId } from '../../kernel/id.ts';
import { type Fen, fen, sumOf } from '../../kernel/money.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { entriesOf, insertEntries, insertTransaction, openAccounts, transactionOnce } from './ledger.store.ts';
import type { Posting } from './ledger.ts';

interface Bookkeeper {
  readonly actor: Actor;
  readonly clock: Clock;
}

/**
 * Posts a transaction in the caller's; accounts not there yet are opened.
 *
 * @returns its id; of the one posted before, where `once` was used
 * @throws Refusal `ledger.insufficient` when an account would fall below zero
 * @throws RangeError when the entries do not add up to zero
 */
export async function post(tx: Tx, { actor, clock }: Bookkeeper, posting: Posting): Promise<string> {
  const { entries, once = null } = posting;
  const total = sumOf(entries.map((entry) => entry.fen));
  if (total !== 0) throw new RangeError(`${posting.kind} does not balance: ${total} fen`);
  const at = clock.now().toString();
  const id = newId();
  const isNew = await insertTransaction(tx, {
    id,
    kind: posting.kind,
    on_day: posting.on,
    says: posting.says,
    subject_kind: posting.subject.kind,
    subject_id: posting.subject.id,
    once,
    reverses: null,
    person_id: actor.personId,
    case_id: posting.caseId ?? null,
    example: posting.example ?? false,
    posted_at: at,
  });
  if (!isNew) return (await transactionOnce(tx, once ?? '')) ?? id;
  const ids = await openAccounts(
    tx,
    entries.map(({ account }) => account),
    at,
  );
  const perAccount = new Map<string, number>();
  for (const { account, fen: amount } of entries) {
    const accountId = ids.get(account.code) ?? '';
    perAccount.set(accountId, (perAccount.get(accountId) ?? 0) + amount);
  }
  const moved = [...perAccount].flatMap(([accountId, amount]) =>
    amount === 0 ? [] : [{ accountId, fen: fen(amount) }],
  );
  await move(tx, id, moved);
  recordChange(tx, {
    kind: 'ledgerTransaction',
    id,
    after: {
      kind: posting.kind,
      on: posting.on,
      says: posting.says,
      entries: entries.map(({ account, fen: amount }) => ({ account: account.code, fen: amount })),
    },
  });
  return id;
}

/** 冲正: the same entries the other way round; a transaction is reversed once. */
export async function reverse(
  tx: Tx,
  { actor, clock }: Bookkeeper,
  transactionId: string,
  { on, says }: { on: Day; says: string },
): Promise<string> {
  const [before] = await sqlRows<{ kind: string; subject_kind: string; subject_id: string; example: boolean }>(
    tx,
    'select kind, subject_kind, subject_id, example from ledger_transaction where id = $1',
    [transactionId],
  );
  if (!before) throw new Refusal('not-found', { transaction: transactionId });
  const id = newId();
  const isNew = await insertTransaction(tx, {
    ...before,
    id,
    kind: `${before.kind}.reversed`,
    on_day: on,
    says,
    once: null,
    reverses: transactionId,
    person_id: actor.personId,
    case_id: null,
    posted_at: clock.now().toString(),
  });
  if (!isNew) throw new Refusal('ledger.reversed', { transaction: transactionId });
  const entries = await entriesOf(tx, transactionId);
  await move(
    tx,
    id,
    entries.map(({ accountId, fen: amount }) => ({ accountId, fen: fen(-amount) })),
  );
  recordChange(tx, { kind: 'ledgerTransaction', id, after: { reverses: transactionId, on, says } });
  return id;
}

async function move(tx: Tx, id: string, entries: readonly { accountId: string; fen: Fen }[]): Promise<void> {
  try {
    await insertEntries(tx, id, entries);
  } catch (error) {
    if ((error as { constraint?: string }).constraint === 'ledger_account_floor')
      throw new Refusal('ledger.insufficient');
    throw error;
  }
}
