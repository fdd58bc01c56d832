import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { declareFact } from '../../facts/declared/declared.actions.ts';
import { factSheet } from '../../facts/fact-sheet.ts';
import { SYSTEM } from '../../kernel/actor.ts';
import { travellingClock } from '../../kernel/clock.ts';
import { addDays, addMonths, type Day, daysBetween } from '../../kernel/day.ts';
import { fen } from '../../kernel/money.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { JobRunner } from '../../platform/jobs/jobs.ts';
import { testDatabase } from '../../test-app.ts';
import { givenCarrier, givenRecord, KEEPER } from '../carriers/carrier.fixture.ts';
import { completeDeparture, giveNotice, tickChecklist, withdrawNotice } from '../departures/departure.actions.ts';
import { departureOf } from '../departures/departure.store.ts';
import { correctRecord, endRecordOn, succeedRecord } from '../keeping/keeping.actions.ts';
import { balanceOf } from '../ledger/ledger.store.ts';
import { givenAgreement } from '../residencies/residency.given.ts';
import { seedTerritories } from '../territories/territory.store.ts';
import {
  issueStatement,
  moveMoney,
  onStatementMonth,
  onStatementReminder,
  reversePayment,
  startBilling,
} from './statement.actions.ts';
import { paymentsOf, statementsOf, termsOf } from './statement.store.ts';
import { CHARGE_CODES, CHARGES, duesThrough, type Term } from './statement.ts';

const { database, drop } = await testDatabase();
beforeAll(() => database.transact(seedTerritories));
afterAll(drop);

const keeper = (on: string) => ({ actor: SYSTEM, clock: travellingClock(on) });

async function givenTenancy(tx: Tx, values: object, period: { validFrom: Day; validTo?: Day | null }) {
  const { id: carrierId } = await givenCarrier(tx);
  const team = await givenRecord(tx, carrierId, 'team', { name: '甲团队' });
  const tenancy = await givenRecord(tx, carrierId, 'tenancy', { teamId: team.id, ...values }, period);
  return { carrierId, teamId: team.id, tenancyId: tenancy.id, tenancy };
}
const FREE = {
  freeMonths: 3,
  includes: ['rent', 'internet'],
  rentMonthFen: 300_00,
  internetMonthFen: 31_00,
  powerMonthFen: 62_00,
};

describe('what a tenancy costs', () => {
  const term = (more: Partial<Term>): Term => ({
    validFrom: '2026-01-15',
    validTo: null,
    freeMonths: 3,
    includes: ['rent'],
    monthly: { rent: 300_00, service: null, internet: null, water: null, power: 90_00 },
    ...more,
  });
  const of = (terms: Term[], through: Day, charge: string) =>
    duesThrough(terms, through)
      .filter((due) => due.charge === charge)
      .map((due) => [due.month, due.days, due.fen]);

  test('rent begins on the day after the free months, to the day; what is not included is charged from the first', () => {
    expect(of([term({})], '2026-05-31', 'rent')).toEqual([
      ['2026-04-01', 16, 160_00],
      ['2026-05-01', 31, 300_00],
    ]);
    expect(of([term({})], '2026-02-28', 'power')).toEqual([
      ['2026-01-01', 17, 49_35],
      ['2026-02-01', 28, 90_00],
    ]);
  });

  test('free months of a month’s last day end on the last day of a shorter month', () => {
    expect(of([term({ validFrom: '2025-11-30' })], '2026-02-28', 'rent')).toEqual([['2026-02-01', 1, 10_71]]);
  });

  test('it ends with the last day of the tenancy', () => {
    expect(of([term({ validTo: '2026-04-20' })], '2026-12-31', 'rent')).toEqual([['2026-04-01', 6, 60_00]]);
  });
});

/** The same by counting every single day. */
function byDay(terms: readonly Term[], through: Day): Map<string, number> {
  const first = terms.map((term) => term.validFrom).sort()[0] ?? through;
  const parts = new Map<string, number>();
  for (let on = first; on <= through; on = addDays(on, 1)) {
    const term = terms.find((one) => one.validFrom <= on && (one.validTo === null || one.validTo >= on));
    if (!term) continue;
    for (const charge of CHARGE_CODES) {
      const { included } = CHARGES[charge];
      const free = included && term.includes?.includes(included) && on < addMonths(first, term.freeMonths ?? 0);
      const key = `${on.slice(0, 7)}-01 ${charge}`;
      if (!free) parts.set(key, (parts.get(key) ?? 0) + (term.monthly[charge] ?? 0));
    }
  }
  const dues = new Map<string, number>();
  for (const [key, sum] of parts) {
    const month = key.slice(0, 10);
    const amount = Math.floor(sum / daysBetween(month, addMonths(month, 1)) + 0.5);
    if (amount !== 0) dues.set(key, amount);
  }
  return dues;
}

const START = '2025-10-20';
const money = fc.option(fc.integer({ min: 1, max: 99_999_99 }), { nil: null });
const terms = fc.record({
  freeMonths: fc.option(fc.nat(7), { nil: null }),
  includes: fc.subarray(['rent', 'internet', 'water', 'power']),
  rentMonthFen: money,
  serviceMonthFen: money,
  powerMonthFen: money,
});
const deed = fc.oneof(
  fc.record({ what: fc.constant('move' as const), after: fc.integer({ min: 1, max: 90 }), terms }),
  fc.record({ what: fc.constant('correct' as const), which: fc.nat(5), terms }),
  fc.record({ what: fc.constant('end' as const), after: fc.nat(120) }),
  fc.record({ what: fc.constant('bill' as const), months: fc.integer({ min: 1, max: 3 }) }),
  // For a day before or after what is entered ahead, given up to a notice period and more before it.
  fc.record({ what: fc.constant('notice' as const), after: fc.nat(200), before: fc.nat(70) }),
  fc.record({ what: fc.constant('withdraw' as const) }),
  fc.record({ what: fc.constant('leave' as const) }),
);
/** By which the notices of a history are bound. */
const agreed = fc.record({
  noticeDays: fc.nat(60),
  earlyExit: fc.constant('charge' as const),
});

test('whatever was moved, corrected, ended, dated back, noticed or withdrawn, the statements add up to a count of every day, to the fen', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(terms, agreed, fc.array(deed, { minLength: 1, maxLength: 9 }), async (begin, bound, deeds) => {
      const undo = new Error('roll back');
      const run = database.transact(async (tx) => {
        const { carrierId, teamId, tenancyId } = await givenTenancy(tx, begin, { validFrom: START });
        const rows = () =>
          sqlRows<{ id: string; version: number; valid_from: Day; valid_to: Day | null }>(
            tx,
            'select id, version, valid_from, valid_to from tenancy where root_id = $1 order by valid_from',
            [tenancyId],
          );
        await givenAgreement(tx, { carrierId, teamId, tenancyId }, { ...bound, startsOn: START });
        const standing = () => departureOf(tx, tenancyId);
        /** What stood before the notice, and whether anything was changed since. */
        let former: { terms: Term[]; touched: boolean } | null = null;
        const touch = () => {
          if (former) former.touched = true;
        };
        let billed = addMonths('2025-10-01', 0);
        for (const one of deeds) {
          const now = await rows();
          const newest = now.at(-1);
          if (!newest || (await standing())?.state === 'done') break;
          if (one.what === 'bill') {
            billed = addMonths(billed, one.months);
            await issueStatement(tx, keeper('2026-11-23'), tenancyId, addDays(billed, -1), billed);
          } else if (one.what === 'move' && newest.valid_to === null) {
            touch();
            const validFrom = addDays(newest.valid_from, one.after);
            const entry = { version: newest.version, validFrom, values: { teamId, ...one.terms } };
            await succeedRecord(tx, KEEPER, carrierId, 'tenancy', newest.id, entry);
          } else if (one.what === 'correct') {
            touch();
            const row = now[one.which % now.length] ?? newest;
            const entry = { version: row.version, validFrom: row.valid_from, validTo: row.valid_to, reason: '更正' };
            await correctRecord(tx, KEEPER, carrierId, 'tenancy', row.id, {
              ...entry,
              values: { teamId, ...one.terms },
            });
          } else if (one.what === 'notice' && !(await standing())) {
            const lastDay = addDays(START, one.after);
            former = { terms: await termsOf(tx, tenancyId), touched: false };
            const on = addDays(lastDay, -one.before);
            if (newest.valid_to !== null && newest.valid_to < on) continue;
            const notice = {
              exitKind: 'moved',
              lastDay,
              reason: '迁出',
              criteriaMet: [],
              waiver: null,
              byTeam: true,
            } as const;
            await giveNotice(tx, keeper(on), { teamId }, tenancyId, notice);
            expect((await termsOf(tx, tenancyId)).at(-1)?.validTo).toBe(lastDay);
          } else if (one.what === 'withdraw' && (await standing())) {
            await withdrawNotice(tx, keeper('2026-11-23'), carrierId, tenancyId, (await standing())?.version ?? 0);
            if (former && !former.touched) expect(await termsOf(tx, tenancyId)).toEqual(former.terms);
          } else if (one.what === 'leave' && (await standing())) {
            const { checklist, version } = (await standing()) ?? { checklist: [], version: 0 };
            const done = checklist.map((check) => ({ ...check, done: true }));
            await tickChecklist(tx, carrierId, tenancyId, version, done);
            await completeDeparture(tx, keeper('2028-01-01'), carrierId, tenancyId, version + 1);
          } else if (one.what === 'end' && !(await standing())) {
            const lastDay = addDays(newest.valid_from, one.after);
            await endRecordOn(tx, KEEPER, carrierId, 'tenancy', newest.id, { version: newest.version, lastDay });
          }
        }
        const through = addDays(addMonths(billed, 24), -1);
        await issueStatement(tx, keeper('2026-11-23'), tenancyId, through, through);
        const statements = await statementsOf(tx, tenancyId);
        const charged = new Map<string, number>();
        for (const line of statements.flatMap((statement) => statement.lines)) {
          const key = `${line.month} ${line.charge}`;
          charged.set(key, (charged.get(key) ?? 0) + line.amountFen);
        }
        const stayed = await termsOf(tx, tenancyId);
        const expected = byDay(stayed, through);
        const left = await standing();
        if (left?.earliestOn && left.lastDay < left.earliestOn) {
          // As if the last terms had gone on to the end of the notice period.
          const longer = stayed.map((term, n) =>
            n === stayed.length - 1 ? { ...term, validTo: left.earliestOn } : term,
          );
          const cost = (of: Term[]) =>
            [...byDay(of, left.earliestOn ?? '').values()].reduce((sum, amount) => sum + amount, 0);
          const rest = cost(longer) - cost(stayed);
          if (rest > 0) expected.set(`${left.lastDay.slice(0, 7)}-01 earlyExit`, rest);
        }
        expect(new Map([...charged].filter(([, amount]) => amount !== 0))).toEqual(expected);
        const total = [...expected.values()].reduce((sum, amount) => sum + amount, 0);
        const [{ income = 0 } = {}] = await sqlRows<{ income: number }>(
          tx,
          `select coalesce(-sum(balance_fen), 0)::bigint as income from ledger_account where kind = 'income' and carrier_id = $1`,
          [carrierId],
        );
        const owed = statements.reduce((sum, statement) => sum + statement.owedFen, 0);
        expect(income).toBe(total);
        expect(owed - (await balanceOf(tx, `credit:${tenancyId}`))).toBe(total);
        throw undo;
      });
      await run.catch((error: unknown) => {
        if (error !== undo) throw error;
      });
    }),
    { numRuns: 80 },
  );
});

describe('a month', () => {
  test('is billed once by its job, the next is asked for, and what was missed runs when the process is back', async () => {
    const { carrierId, tenancyId } = await database.transact((tx) =>
      givenTenancy(tx, FREE, { validFrom: '2026-02-10' }),
    );
    const clock = travellingClock('2026-02-10');
    await database.transact((tx) => startBilling(tx, { clock }, carrierId, { firstMonth: '2026-02-01', dueDays: 10 }));
    const handlers = new Map([
      ['statement.month', (tx: Tx, job: Parameters<typeof onStatementMonth>[2]) => onStatementMonth(tx, clock, job)],
      ['statement.reminder', (tx: Tx, job: Parameters<typeof onStatementReminder>[1]) => onStatementReminder(tx, job)],
    ]);
    const runner = () =>
      new JobRunner(database, clock, handlers, (_, error) => {
        throw error;
      });
    clock.set('2026-06-20T10:00:00+08:00');
    await Promise.all([runner().runDue(), runner().runDue(), runner().runDue()]);
    const statements = await database.read((tx) => statementsOf(tx, tenancyId));
    // Rent and internet are charged from 10 May, three months after the first day.
    expect(statements.map((one) => [one.issuedOn, one.dueOn, one.totalFen])).toEqual([
      ['2026-06-01', '2026-06-11', 212_90 + 22_00 + 62_00],
      ['2026-05-01', '2026-05-11', 62_00],
      ['2026-04-01', '2026-04-11', 62_00],
      ['2026-03-01', '2026-03-11', 42_07],
    ]);
    // Nobody paid: each was reminded of before, at and after its day.
    expect(statements.at(-1)?.reminders.map(({ kind }) => kind)).toEqual(['before', 'at', 'after']);
    expect(statements[0]?.reminders.map(({ kind }) => kind)).toEqual(['before', 'at', 'after']);
  });
});

describe('payments', () => {
  test('of many at once on one statement only as much is taken as is owed', async () => {
    const { carrierId, tenancyId } = await database.transact((tx) =>
      givenTenancy(tx, { rentMonthFen: 1000_00 }, { validFrom: '2026-01-01' }),
    );
    const statementId = await database.transact((tx) =>
      issueStatement(tx, keeper('2026-02-01'), tenancyId, '2026-01-31', '2026-02-01'),
    );
    const pay = (amount: number) =>
      database.transact((tx) =>
        moveMoney(tx, keeper('2026-02-02'), carrierId, tenancyId, {
          kind: 'payment',
          statementId,
          amountFen: fen(amount),
          onDay: '2026-02-02',
        }),
      );
    const paid = await Promise.allSettled(Array.from({ length: 30 }, () => pay(150_00)));
    const done = paid.filter(({ status }) => status === 'fulfilled');
    expect(done.length).toBe(6);
    const codes = paid.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []));
    expect([...new Set(codes)]).toEqual(['statement.overpaid']);
    const [statement] = await database.read((tx) => statementsOf(tx, tenancyId));
    expect(statement?.owedFen).toBe(100_00);
    const [first] = await database.read((tx) => paymentsOf(tx, tenancyId));
    await database.transact((tx) => reversePayment(tx, keeper('2026-02-03'), carrierId, first?.id ?? '', '入错账'));
    expect((await database.read((tx) => statementsOf(tx, tenancyId)))[0]?.owedFen).toBe(250_00);
  });

  test('a deposit is returned and kept only as far as it was received', async () => {
    const { carrierId, tenancyId } = await database.transact((tx) => givenTenancy(tx, {}, { validFrom: '2026-01-01' }));
    const move = (kind: 'depositReceived' | 'depositReturned' | 'depositKept', amount: number) =>
      database.transact((tx) =>
        moveMoney(tx, keeper('2026-02-02'), carrierId, tenancyId, {
          kind,
          amountFen: fen(amount),
          onDay: '2026-02-02',
          reason: '门禁卡遗失',
        }),
      );
    await move('depositReceived', 500_00);
    await move('depositKept', 120_00);
    await expect(move('depositReturned', 380_01)).rejects.toMatchObject({ code: 'deposit.insufficient' });
    await move('depositReturned', 380_00);
    expect(await database.read((tx) => balanceOf(tx, `deposit:${tenancyId}`))).toBe(0);
  });
});

test('income by source is a fact with its statements, and beats what the operator declared', async () => {
  const { carrierId, tenancyId } = await database.transact((tx) =>
    givenTenancy(tx, { rentMonthFen: 310_00, serviceMonthFen: 50_00 }, { validFrom: '2026-01-01' }),
  );
  await database.transact(async (tx) => {
    const statement = { key: 'space.propertyIncome' as const, value: 5_00, note: null, fileId: null };
    await declareFact(tx, keeper('2026-01-01'), carrierId, { ...statement, validFrom: '2026-01-01', validTo: null });
    await issueStatement(tx, keeper('2026-02-01'), tenancyId, '2026-01-31', '2026-02-01');
    await issueStatement(tx, keeper('2026-03-01'), tenancyId, '2026-02-28', '2026-03-01');
  });
  const keys = ['space.propertyIncome', 'space.serviceIncome', 'space.otherIncome'] as const;
  const sheet = (on: string) => database.read((tx) => factSheet(tx, carrierId, on, keys));
  const before = await sheet('2026-01-31');
  expect(keys.map((key) => [before[key].obtained, before[key].value])).toEqual([
    ['declared', 5_00],
    ['unknown', undefined],
    ['unknown', undefined],
  ]);
  const after = await sheet('2026-03-01');
  expect(keys.map((key) => after[key].value)).toEqual([620_00, 100_00, undefined]);
  expect(after['space.propertyIncome']).toMatchObject({ obtained: 'derived', differs: true });
  expect(after['space.propertyIncome'].provenance.map(({ kind, validFrom }) => [kind, validFrom])).toEqual([
    ['statement', '2026-02-01'],
    ['statement', '2026-03-01'],
  ]);
  expect((await sheet('2027-02-01'))['space.propertyIncome'].value).toBe(310_00);
});
