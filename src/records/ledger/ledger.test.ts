import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SYSTEM } from '../../kernel/actor.ts';
import { travellingClock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/id.ts';
import { fen } from '../../kernel/money.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { testDatabase } from '../../test-app.ts';
import { post, reverse } from './ledger.actions.ts';
import { balanceOf } from './ledger.store.ts';
import type { Account } from './ledger.ts';

const { database, drop } = await testDatabase();
afterAll(drop);

const keeper = { actor: SYSTEM, clock: travellingClock('2026-11-23') };
const subject = { kind: 'test', id: newId() };
const fund: Account = { code: 'fund:1', kind: 'liability', name: '种子基金', floored: true };
const bank: Account = { code: 'bank:1', kind: 'asset', name: '银行存款' };
const spent: Account = { code: 'spent:1', kind: 'expense', name: '支出' };

const posting = (amount: number, from: Account, to: Account, once?: string) => ({
  kind: 'test',
  on: '2026-11-23',
  says: '测试',
  subject,
  entries: [
    { account: to, fen: fen(amount) },
    { account: from, fen: fen(-amount) },
  ],
  ...(once ? { once } : {}),
});
const move = (amount: number, from: Account, to: Account, once?: string) =>
  database.transact((tx) => post(tx, keeper, posting(amount, from, to, once)));
const balance = (account: Account) => database.read((tx) => balanceOf(tx, account.code));

beforeAll(async () => {
  // Received into the fund: the bank grows, and what is owed to the fund with it.
  await move(100_00, fund, bank);
});

test('a balance is read from the side on which the account grows', async () => {
  expect([await balance(bank), await balance(fund)]).toEqual([100_00, 100_00]);
});

test('what does not balance is refused before it is sent, and by the database where it is sent all the same', async () => {
  const half = { ...posting(5, fund, bank), entries: [{ account: bank, fen: fen(5) }] };
  await expect(database.transact((tx) => post(tx, keeper, half))).rejects.toThrow('does not balance');
  const raw = (entries: string) =>
    database.transact(async (tx) => {
      const id = newId();
      await sqlRows(
        tx,
        `insert into ledger_transaction (id, kind, on_day, says, subject_kind, subject_id, posted_at)
         values ($1, 'raw', '2026-11-23', 'x', 'test', $2, now())`,
        [id, subject.id],
      );
      if (entries) await sqlRows(tx, `insert into ledger_entry select $1, id, ${entries} from ledger_account`, [id]);
    });
  await expect(raw('')).rejects.toMatchObject({ constraint: 'ledger_balances' });
  await expect(raw("case code when 'bank:1' then 3 else 1 end")).rejects.toMatchObject({
    constraint: 'ledger_balances',
  });
  expect(await balance(bank)).toBe(100_00);
});

test('a committed transaction takes no further entry; nothing in the ledger is changed or removed', async () => {
  const id = await move(1, fund, bank);
  const late = (sql: string) => database.transact((tx: Tx) => sqlRows(tx, sql));
  const refused = { code: '23001' };
  await move(1, bank, spent);
  await expect(
    late(`insert into ledger_entry select '${id}'::uuid, id, 1 from ledger_account where code = 'spent:1'`),
  ).rejects.toMatchObject(refused);
  for (const sql of [
    'update ledger_entry set amount_fen = 9',
    'delete from ledger_entry',
    "update ledger_transaction set says = 'y'",
    'delete from ledger_transaction',
    'update ledger_account set balance_fen = 9',
    'delete from ledger_account',
  ])
    await expect(late(sql), sql).rejects.toMatchObject(refused);
});

test('under one name it is posted once, and reversed once', async () => {
  const before = await balance(bank);
  const ids = await Promise.all([1, 2, 3, 4].map(() => move(7, fund, bank, 'month:2026-11')));
  expect(new Set(ids).size).toBe(1);
  expect(await balance(bank)).toBe(before + 7);
  const back = () => database.transact((tx) => reverse(tx, keeper, ids[0] ?? '', { on: '2026-11-24', says: '冲正' }));
  await back();
  await expect(back()).rejects.toMatchObject({ code: 'ledger.reversed' });
  expect(await balance(bank)).toBe(before);
});

test('forty who draw on one fund at once never overdraw it', async () => {
  await move(5_000, fund, bank);
  const before = await balance(fund);
  // Each repays from the fund to the bank: what is owed to the fund falls.
  const asked = Array.from({ length: 40 }, (_, n) => 900 + n);
  const drawn = await Promise.allSettled(asked.map((amount) => move(amount, bank, fund).then(() => amount)));
  const done = drawn.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const reasons = drawn.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []));
  expect([...new Set(reasons)]).toEqual(['ledger.insufficient']);
  expect(await balance(fund)).toBe(before - done.reduce((sum, amount) => sum + amount, 0));
  expect(await balance(fund)).toBeGreaterThanOrEqual(0);
  expect(await balance(fund)).toBeLessThan(939);
});

test('whatever is posted, each balance is the sum of its entries and all of them together are zero', async () => {
  const accounts = [fund, bank, spent, { code: 'income:1', kind: 'income', name: '收入' } as const];
  const moves = fc.array(fc.tuple(fc.nat(3), fc.nat(3), fc.integer({ min: 1, max: 500 })), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.array(moves, { maxLength: 4 }), async (batches) => {
      await Promise.all(
        batches.flat().map(([from, to, amount]) => {
          const [a, b] = [accounts[from], accounts[to]];
          return a && b && a !== b
            ? move(amount, a, b).catch((error: { code?: string }) => expect(error.code).toBe('ledger.insufficient'))
            : undefined;
        }),
      );
      const [row] = await database.read((tx) =>
        sqlRows<{ off: number; total: number }>(
          tx,
          `select count(*) filter (where a.balance_fen <> coalesce(e.sum, 0))::int as off, sum(a.balance_fen)::bigint as total
           from ledger_account a left join (select account_id, sum(amount_fen) from ledger_entry group by 1) e on e.account_id = a.id`,
        ),
      );
      expect(row).toEqual({ off: 0, total: 0 });
    }),
    { numRuns: 15 },
  );
});
