import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { travellingClock } from '../../kernel/clock.ts';
import type { Day } from '../../kernel/day.ts';
import { fen } from '../../kernel/money.ts';
import { sqlRows } from '../../platform/db/database.ts';
import { testDatabase } from '../../test-app.ts';
import { givenCarrier, givenRecord, KEEPER } from '../carriers/carrier.fixture.ts';
import { completeDeparture, giveNotice, tickChecklist } from '../departures/departure.actions.ts';
import { departureOf } from '../departures/departure.store.ts';
import { balanceOf } from '../ledger/ledger.store.ts';
import { issueStatement, moveMoney, reversePayment } from '../statements/statement.actions.ts';
import { owedStatements, paymentsOf, statementsOf } from '../statements/statement.store.ts';
import type { MoneyKind } from '../statements/statement.ts';
import { seedTerritories } from '../territories/territory.store.ts';
import { settleAgain } from './settlement.actions.ts';
import { settlementsOf } from './settlement.store.ts';
import { claimOf, refundOf } from './settlement.ts';

const { database, drop } = await testDatabase();
beforeAll(() => database.transact(seedTerritories));
afterAll(drop);

const keeperOn = (on: Day) => ({ ...KEEPER, clock: travellingClock(on) });
const LAST: Day = '2026-04-15';
interface Stay {
  carrierId: string;
  tenancyId: string;
}

/** 1,000 yuan a month since January, billed for January to March. */
async function givenStay(): Promise<Stay> {
  const stay = await database.transact(async (tx) => {
    const { id: carrierId } = await givenCarrier(tx);
    const { id: teamId } = await givenRecord(tx, carrierId, 'team', { name: '甲团队' });
    const terms = { teamId, rentMonthFen: 1000_00 };
    const { id: tenancyId } = await givenRecord(tx, carrierId, 'tenancy', terms, { validFrom: '2026-01-01' });
    return { carrierId, tenancyId };
  });
  for (const [through, on] of [
    ['2026-01-31', '2026-02-01'],
    ['2026-02-28', '2026-03-01'],
    ['2026-03-31', '2026-04-01'],
  ] as const)
    await database.transact((tx) => issueStatement(tx, keeperOn(on), stay.tenancyId, through, on));
  return stay;
}
const move = ({ carrierId, tenancyId }: Stay, kind: MoneyKind, amount: number, statementId: string | null = null) =>
  database.transact((tx) =>
    moveMoney(tx, keeperOn(LAST), carrierId, tenancyId, {
      ...{ kind, statementId, amountFen: fen(amount), onDay: LAST, reason: '测试' },
    }),
  );
/** Pays what is owed for the oldest statements. */
async function pay(stay: Stay, count: number): Promise<void> {
  const owed = await database.read((tx) => owedStatements(tx, stay.tenancyId));
  for (const { id, owedFen } of owed.slice(0, count)) await move(stay, 'payment', owedFen, id);
}
async function leave({ carrierId, tenancyId }: Stay): Promise<void> {
  const keeper = keeperOn(LAST);
  const notice = {
    exitKind: 'moved',
    lastDay: LAST,
    reason: '迁出',
    criteriaMet: [],
    waiver: null,
    byTeam: false,
  } as const;
  await database.transact(async (tx) => {
    await giveNotice(tx, keeper, { carrierId }, tenancyId, notice);
    const { checklist, version } = (await departureOf(tx, tenancyId)) ?? { checklist: [], version: 0 };
    await tickChecklist(
      tx,
      carrierId,
      tenancyId,
      version,
      checklist.map((one) => ({ ...one, done: true })),
    );
  });
  await database.transact((tx) => completeDeparture(tx, keeper, carrierId, tenancyId, 2));
}
const books = ({ tenancyId }: Stay) =>
  database.read(async (tx) => ({
    owed: (await owedStatements(tx, tenancyId)).reduce((sum, { owedFen }) => sum + owedFen, 0),
    credit: await balanceOf(tx, `credit:${tenancyId}`),
    deposit: await balanceOf(tx, `deposit:${tenancyId}`),
  }));
const settled = async ({ tenancyId }: Stay) => {
  const [row] = await database.read((tx) => settlementsOf(tx, tenancyId));
  if (!row) throw new Error('not settled');
  return row;
};

describe('a team that leaves', () => {
  test('has its deposit set off against what it owes, the oldest statement first, and gets the rest back', async () => {
    const stay = await givenStay();
    await move(stay, 'depositReceived', 3000_00);
    await pay(stay, 1);
    await leave(stay);
    const numbers = await database.read((tx) => statementsOf(tx, stay.tenancyId));
    const row = await settled(stay);
    // February, March, and fifteen days of April.
    expect(row.steps.map(({ kind, statementNumber, amountFen }) => [kind, statementNumber, amountFen])).toEqual([
      ['depositSetOff', numbers[2]?.number, 1000_00],
      ['depositSetOff', numbers[1]?.number, 1000_00],
      ['depositSetOff', numbers[0]?.number, 500_00],
    ]);
    expect([row.owedFen, refundOf(row), claimOf(row)]).toEqual([2500_00, 500_00, 0]);
    await expect(move(stay, 'depositReturned', 500_01)).rejects.toMatchObject({ code: 'deposit.insufficient' });
    await move(stay, 'depositReturned', 500_00);
    expect(await books(stay)).toEqual({ owed: 0, credit: 0, deposit: 0 });
    const steps = await database.read((tx) => paymentsOf(tx, stay.tenancyId));
    expect(steps.map(({ kind, amountFen }) => [kind, amountFen])).toEqual([
      ['depositReturned', 500_00],
      ['depositSetOff', 500_00],
      ['depositSetOff', 1000_00],
      ['depositSetOff', 1000_00],
      ['payment', 1000_00],
      ['depositReceived', 3000_00],
    ]);
  });

  test('uses up what it paid ahead before the deposit, and owes what both do not cover', async () => {
    const stay = await givenStay();
    await pay(stay, 3);
    await move(stay, 'prepayment', 200_00);
    await move(stay, 'depositReceived', 100_00);
    await leave(stay);
    const row = await settled(stay);
    // The last statement took the credit when it was issued; the deposit covers part of the rest.
    expect(row.steps.map(({ kind, amountFen }) => [kind, amountFen])).toEqual([['depositSetOff', 100_00]]);
    expect([row.owedFen, refundOf(row), claimOf(row)]).toEqual([300_00, 0, 200_00]);
    expect(await books(stay)).toEqual({ owed: 200_00, credit: 0, deposit: 0 });
    const kinds = (await database.read((tx) => paymentsOf(tx, stay.tenancyId))).map(({ kind }) => kind);
    expect(kinds).toContain('creditSetOff');
  });

  test('is settled again for what comes up later, and not where there is nothing', async () => {
    const stay = await givenStay();
    await pay(stay, 3);
    await move(stay, 'depositReceived', 800_00);
    await leave(stay);
    const again = () =>
      database.transact((tx) => settleAgain(tx, keeperOn('2026-05-01'), stay.carrierId, stay.tenancyId));
    await expect(again()).rejects.toMatchObject({ code: 'settlement.nothing' });
    const paid = (await database.read((tx) => paymentsOf(tx, stay.tenancyId))).find(({ kind }) => kind === 'payment');
    await database.transact((tx) => reversePayment(tx, keeperOn('2026-05-01'), stay.carrierId, paid?.id ?? '', '退票'));
    await again();
    expect(await books(stay)).toEqual({ owed: 700_00, credit: 0, deposit: 0 });
    expect((await database.read((tx) => settlementsOf(tx, stay.tenancyId))).length).toBe(2);
  });
});

describe('while something is owed', () => {
  test('the database gives nothing back beyond what is left, whoever asks', async () => {
    const stay = await givenStay();
    await move(stay, 'depositReceived', 3500_00);
    await expect(move(stay, 'depositReturned', 500_01)).rejects.toMatchObject({
      code: 'settlement.owed-first',
      fields: [{ path: 'amountFen', message: expect.stringContaining('最多可退¥500.00') }],
    });
    await move(stay, 'depositReturned', 500_00);
    const [of] = await database.read((tx) =>
      sqlRows<{ id: string }>(tx, 'select transaction_id as id from tenancy_payment where tenancy_id = $1 limit 1', [
        stay.tenancyId,
      ]),
    );
    const raw = database.transact((tx) =>
      sqlRows(
        tx,
        `insert into departure_settlement (id, number, carrier_id, tenancy_id, settled_on, through, owed_fen, credit_fen, deposit_fen, credit_used_fen,
           deposit_used_fen, hash, settled_at) values (gen_random_uuid(), $3, $1, $2, '2026-04-15', '2026-04-15', 100, 0, 50, 0, 0, repeat('a', 64), now())`,
        [stay.carrierId, stay.tenancyId, of?.id],
      ),
    );
    await expect(raw).rejects.toMatchObject({ constraint: 'departure_settlement_in_full' });
  });

  test('of many who return, keep, pay and settle at once none takes what another has taken', async () => {
    const stay = await givenStay();
    await move(stay, 'depositReceived', 4000_00);
    const [oldest] = await database.read((tx) => owedStatements(tx, stay.tenancyId));
    const returning = Array.from({ length: 12 }, () => () => move(stay, 'depositReturned', 250_00));
    const paying = Array.from({ length: 8 }, () => () => move(stay, 'payment', 200_00, oldest?.id));
    const all = await Promise.allSettled([...returning, ...paying, () => leave(stay)].map((one) => one()));
    const codes = all.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []));
    expect(
      new Set(codes).difference(new Set(['settlement.owed-first', 'deposit.insufficient', 'statement.overpaid'])),
    ).toEqual(new Set());
    const { owed, deposit, credit } = await books(stay);
    // Who comes before the last statement may take what it will charge: that is claimed, and nothing is left beside it.
    expect([credit, Math.min(owed, deposit)]).toEqual([0, 0]);
    const rows = await database.read((tx) => paymentsOf(tx, stay.tenancyId));
    const sum = (kind: string) => rows.filter((one) => one.kind === kind).reduce((all, one) => all + one.amountFen, 0);
    expect(sum('payment') + sum('depositSetOff') + owed).toBe(3500_00);
    expect(sum('depositReturned') + sum('depositSetOff') + deposit).toBe(4000_00);
  });

  test('whatever was received before, what is owed, what is set off and what is left add up to the fen', async () => {
    const money = fc.integer({ min: 1, max: 4000_00 });
    await fc.assert(
      fc.asyncProperty(fc.option(money), fc.option(money), fc.nat(3), async (deposit, prepaid, paid) => {
        const stay = await givenStay();
        await pay(stay, paid);
        if (prepaid !== null) await move(stay, 'prepayment', prepaid);
        if (deposit !== null) await move(stay, 'depositReceived', deposit);
        await leave(stay);
        const row = await settled(stay);
        const [total, got] = [3500_00, paid * 1000_00 + (prepaid ?? 0) + (deposit ?? 0)];
        expect([refundOf(row), claimOf(row)]).toEqual([Math.max(0, got - total), Math.max(0, total - got)]);
        const { owed, credit, deposit: left } = await books(stay);
        expect([owed, credit + left]).toEqual([claimOf(row), refundOf(row)]);
      }),
      { numRuns: 12 },
    );
  });
});
