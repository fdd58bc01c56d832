import { newId } from '../../kernel/id.ts';
import { type Fen, fen } from '../../kernel/money.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { type Account, type AccountKind, ownSide } from './ledger.ts';

/** Ids by code; accounts not there yet are opened. */
export async function openAccounts(
  tx: Tx,
  accounts: readonly Account[],
  at: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = accounts.map(({ code, kind, name, carrierId, ownerId, floored }) => ({
    id: newId(),
    code,
    kind,
    name,
    carrier_id: carrierId ?? null,
    owner_id: ownerId ?? null,
    floored: floored ?? false,
  }));
  await sqlRows(
    tx,
    `insert into ledger_account (id, code, kind, name, carrier_id, owner_id, floored, opened_at)
     select id, code, kind, name, carrier_id, owner_id, floored, $2
     from jsonb_to_recordset($1::jsonb) as r(id uuid, code text, kind text, name text, carrier_id uuid, owner_id uuid, floored boolean)
     order by code on conflict (code) do nothing`,
    [JSON.stringify(rows), at],
  );
  const found = await sqlRows<{ id: string; code: string }>(
    tx,
    'select id, code from ledger_account where code = any($1::text[])',
    [accounts.map(({ code }) => code)],
  );
  return new Map(found.map(({ id, code }) => [code, id]));
}

export interface TransactionRow {
  id: string;
  kind: string;
  on_day: string;
  says: string;
  subject_kind: string;
  subject_id: string;
  once: string | null;
  reverses: string | null;
  person_id: string | null;
  case_id: string | null;
  example: boolean;
  posted_at: string;
}

/** Returns false where one was posted under the same `once`, or reverses the same transaction. */
export async function insertTransaction(tx: Tx, row: TransactionRow): Promise<boolean> {
  const inserted = await sqlRows(
    tx,
    `insert into ledger_transaction (id, kind, on_day, says, subject_kind, subject_id, once, reverses, person_id, case_id, example, posted_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing returning id`,
    [
      row.id,
      row.kind,
      row.on_day,
      row.says,
      row.subject_kind,
      row.subject_id,
      row.once,
      row.reverses,
      row.person_id,
      row.case_id,
      row.example,
      row.posted_at,
    ],
  );
  return inserted.length > 0;
}

/** In the order of accounts, so that two who post to the same accounts never wait for each other in a circle. */
export async function insertEntries(
  tx: Tx,
  transactionId: string,
  entries: readonly { accountId: string; fen: Fen }[],
): Promise<void> {
  await sqlRows(
    tx,
    `insert into ledger_entry (transaction_id, account_id, amount_fen)
     select $1, account, fen from unnest($2::uuid[], $3::bigint[]) as e(account, fen) order by account`,
    [transactionId, entries.map(({ accountId }) => accountId), entries.map((entry) => entry.fen)],
  );
}

export async function transactionOnce(tx: Tx, once: string): Promise<string | undefined> {
  const [row] = await sqlRows<{ id: string }>(tx, 'select id from ledger_transaction where once = $1', [once]);
  return row?.id;
}

export async function entriesOf(tx: Tx, transactionId: string): Promise<{ accountId: string; fen: Fen }[]> {
  const rows = await sqlRows<{ account_id: string; amount_fen: number }>(
    tx,
    'select account_id, amount_fen from ledger_entry where transaction_id = $1',
    [transactionId],
  );
  return rows.map((row) => ({ accountId: row.account_id, fen: fen(row.amount_fen) }));
}

/** Seen from the account's own side; 0 where it was never opened. */
export async function balanceOf(tx: Tx, code: string): Promise<Fen> {
  const [row] = await sqlRows<{ kind: AccountKind; balance_fen: number }>(
    tx,
    'select kind, balance_fen from ledger_account where code = $1',
    [code],
  );
  return row ? ownSide(row.kind, fen(row.balance_fen)) : fen(0);
}
