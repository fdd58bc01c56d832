import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SYSTEM } from '../../kernel/actor.ts';
import { travellingClock } from '../../kernel/clock.ts';
import { addDays, addMonths, type Day } from '../../kernel/day.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { testDatabase } from '../../test-app.ts';
import { book, cancelBooking, moveBooking } from '../bookings/booking.actions.ts';
import {
  ALWAYS,
  type GivenSpace,
  type GivenTeam,
  givenResource,
  givenSpace,
  givenTeam,
} from '../bookings/booking.given.ts';
import { findBooking } from '../bookings/booking.store.ts';
import { balanceOf } from '../ledger/ledger.store.ts';
import { seedTerritories } from '../territories/territory.store.ts';
import { issueStatement, onStatementMonth } from './statement.actions.ts';
import { billingOf, statementsOf } from './statement.store.ts';

const { database, drop } = await testDatabase();
afterAll(drop);
const clock = travellingClock('2026-02-01T09:00:00+08:00');
const can = { clock };

let space: GivenSpace;
let team: GivenTeam;
let tenancyId: string;
let room: string;
beforeAll(async () => {
  await database.transact(seedTerritories);
  space = await givenSpace(database, ALWAYS);
  team = await givenTeam(database, space.carrierId, 10);
  tenancyId = await tenancyOf(team);
  room = await givenResource(database, space.carrierId, 'room', {
    terms: { mostMinutes: 1440, aheadDays: 366, bufferMinutes: 0, refundMinutes: 120, checkIn: false },
    prices: [{ userGroup: 'resident', period: 'hour', feeFen: 100_00, credits: 1 }],
  });
});

async function tenancyOf({ teamId }: GivenTeam): Promise<string> {
  const [row] = await database.read((tx) =>
    sqlRows<{ id: string }>(tx, 'select id from tenancy where team_id = $1 and root_id = id', [teamId]),
  );
  return row?.id ?? '';
}
const at = (day: Day, hour: number) => new Date(`${day}T${String(hour).padStart(2, '0')}:00:00+08:00`).toISOString();
const hold = async (day: Day, from: number, to: number, payment: 'money' | 'credits' = 'money', who = team) => {
  const [made] = await database.transact((tx) =>
    book(tx, can, who.founder, {
      carrierId: space.carrierId,
      items: [{ resourceId: room, quantity: 1 }],
      startsAt: at(day, from),
      endsAt: at(day, to),
      attendees: 1,
      purpose: null,
      payment,
      teamId: null,
      personId: null,
      repeat: null,
      wait: false,
    }),
  );
  return made?.bookingId ?? '';
};
const keeper = (on: Day) => ({ actor: SYSTEM, clock: travellingClock(on) });
const issue = (through: Day, tenancy = tenancyId) => {
  const on = addDays(through, 1);
  return database.transact((tx) => issueStatement(tx, keeper(on), tenancy, through, on));
};
const said = async (tenancy = tenancyId) =>
  (await database.read((tx) => statementsOf(tx, tenancy))).map((one) => [
    one.through,
    one.lines.map(({ month, charge, days, amountFen }) => [month, charge, days, amountFen]),
    one.bookings.map(({ amountFen }) => amountFen).sort((a, b) => a - b),
  ]);

describe('what a team in residence books and pays with money', () => {
  test('comes into the statement of its month; credits do not, and a cancellation in time owes nothing', async () => {
    await hold('2026-02-10', 9, 11);
    await hold('2026-02-10', 12, 13, 'credits');
    const inTime = await hold('2026-02-20', 9, 10);
    const late = await hold('2026-02-20', 14, 17);
    await hold('2026-03-05', 9, 10);
    await database.transact((tx) =>
      cancelBooking(tx, can, team.founder, { bookingId: inTime, version: null, reason: '改期' }),
    );
    clock.set('2026-02-20T13:00:00+08:00');
    await database.transact((tx) =>
      cancelBooking(tx, can, team.founder, { bookingId: late, version: null, reason: '临时有事' }),
    );
    clock.set('2026-02-28T20:00:00+08:00');
    expect((await database.read((tx) => billingOf(tx, space.carrierId)))?.firstMonth).toBe('2026-02-01');
    await issue('2026-02-28');
    expect(await said()).toEqual([['2026-02-28', [['2026-02-01', 'booking', 2, 500_00]], [200_00, 300_00]]]);
    const income = `income:${space.carrierId}:property`;
    expect(await database.read((tx) => balanceOf(tx, income))).toBe(500_00);
  });

  test('is charged once: a later statement says only what is new; what was cancelled by the space since is given back', async () => {
    const [statement] = await database.read((tx) => statementsOf(tx, tenancyId));
    const paid = statement?.bookings.find(({ amountFen }) => amountFen === 200_00)?.bookingId ?? '';
    await database.transact((tx) =>
      cancelBooking(tx, can, space.operator, { bookingId: paid, version: null, reason: '停电' }),
    );
    await issue('2026-03-31');
    expect((await said())[0]).toEqual([
      '2026-03-31',
      [
        ['2026-02-01', 'booking', 1, -200_00],
        ['2026-03-01', 'booking', 1, 100_00],
      ],
      [-200_00, 100_00],
    ]);
    expect(await issue('2026-04-30')).toBeNull();
  });

  test('moved to another month and made longer, it leaves the one and enters the other', async () => {
    clock.set('2026-04-30T12:00:00+08:00');
    const bookingId = await hold('2026-05-10', 9, 10);
    await issue('2026-05-31');
    const before = await database.read((tx) => findBooking(tx, bookingId));
    await database.transact((tx) =>
      moveBooking(tx, can, team.founder, {
        bookingId,
        version: before?.version ?? 0,
        startsAt: at('2026-06-10', 9),
        endsAt: at('2026-06-10', 12),
        items: null,
      }),
    );
    await issue('2026-06-30');
    expect((await said())[0]).toEqual([
      '2026-06-30',
      [
        ['2026-05-01', 'booking', 0, -100_00],
        ['2026-06-01', 'booking', 1, 300_00],
      ],
      [-100_00, 300_00],
    ]);
  });

  test('the month’s job bills a team whose terms charge nothing', async () => {
    const other = await givenTeam(database, space.carrierId);
    await hold('2026-07-03', 9, 10, 'money', other);
    const payload = { carrierId: space.carrierId, month: '2026-07-01' };
    const job = { id: 0, kind: 'statement.month', key: 'k', payload, dueAt: '2026-08-01T09:00:00+08:00' };
    await database.transact((tx) => onStatementMonth(tx, clock, job as never));
    expect(await said(await tenancyOf(other))).toEqual([
      ['2026-07-31', [['2026-07-01', 'booking', 1, 100_00]], [100_00]],
    ]);
  });
});

describe('the database', () => {
  test('charges a booking once, however many statements are made at the same time', async () => {
    const other = await givenTeam(database, space.carrierId);
    clock.set('2026-08-01T09:00:00+08:00');
    await hold('2026-08-20', 9, 10, 'money', other);
    const tenancy = await tenancyOf(other);
    const days = Array.from({ length: 12 }, (_, index) => addDays('2026-08-20', index));
    const tried = await Promise.allSettled(days.map((day) => issue(day, tenancy)));
    expect(tried.filter((one) => one.status === 'rejected')).toEqual([]);
    const made = (await database.read((tx) => statementsOf(tx, tenancy))).flatMap(({ bookings }) =>
      bookings.map(({ amountFen }) => amountFen),
    );
    expect(made).toEqual([100_00]);
  });

  test('refuses a second charge, more than is owed, and lines that are not the sum of their bookings', async () => {
    const [statement] = await database.read((tx) => statementsOf(tx, tenancyId));
    const charged = statement?.bookings.find(({ amountFen }) => amountFen === 300_00)?.bookingId;
    const insert = (tx: Tx, month: Day, amount: number) =>
      sqlRows(
        tx,
        'insert into statement_booking (statement_id, booking_id, month, amount_fen) values ($1, $2, $3, $4)',
        [statement?.id, charged, month, amount],
      );
    await expect(database.transact((tx) => insert(tx, '2026-09-01', 1))).rejects.toMatchObject({
      constraint: 'statement_booking_once',
    });
    await expect(database.transact((tx) => insert(tx, '2026-09-01', -300_01))).rejects.toMatchObject({
      constraint: 'statement_booking_once',
    });
    await expect(database.transact((tx) => insert(tx, '2026-09-01', -300_00))).rejects.toMatchObject({
      constraint: 'statement_booking_adds_up',
    });
    const line = database.transact((tx) =>
      sqlRows(
        tx,
        "insert into statement_line (statement_id, month, charge, days, amount_fen) values ($1, '2026-09-01', 'booking', 1, 5)",
        [statement?.id],
      ),
    );
    await expect(line).rejects.toMatchObject({ constraint: 'statement_booking_adds_up' });
  });
});

const deed = fc.oneof(
  fc.record({ what: fc.constant('book' as const), day: fc.nat(200), hours: fc.integer({ min: 1, max: 5 }) }),
  fc.record({
    what: fc.constant('move' as const),
    which: fc.nat(9),
    day: fc.nat(200),
    hours: fc.integer({ min: 1, max: 5 }),
  }),
  fc.record({ what: fc.constant('cancel' as const), which: fc.nat(9), waived: fc.boolean() }),
  fc.record({ what: fc.constant('stay' as const), from: fc.nat(120), length: fc.integer({ min: 1, max: 200 }) }),
  fc.record({ what: fc.constant('bill' as const), months: fc.integer({ min: 1, max: 2 }) }),
);

test('whatever was booked, moved, cancelled, or the tenancy dated back, statements add up to the bookings of its days', {
  timeout: 120_000,
}, async () => {
  const START = '2027-01-01';
  const other = await givenTeam(database, space.carrierId);
  const tenancy = await tenancyOf(other);
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 12 }), async (deeds) => {
      const undo = new Error('roll back');
      const run = database.transact(async (tx) => {
        const bookings: string[] = [];
        let billed: Day = START;
        await sqlRows(tx, `update tenancy set valid_from = '2026-12-01' where root_id = $1`, [tenancy]);
        for (const one of deeds) {
          const id = 'which' in one ? bookings[one.which % Math.max(1, bookings.length)] : undefined;
          if (one.what === 'book') {
            const [row] = await sqlRows<{ id: string }>(
              tx,
              `insert into booking (id, carrier_id, organisation_id, team_id, person_id, booked_by, starts_at, ends_at, state, attendees, user_group, payment,
                 fee_fen, credits, created_at, updated_at)
               values (gen_random_uuid(), $1, $2, $3, $4, $4, $5, $6, 'confirmed', 1, 'resident', 'money', $7, 0, now(), now()) returning id`,
              [
                ...[space.carrierId, other.organisationId, other.teamId, other.founder.personId],
                ...[at(addDays(START, one.day), 0), at(addDays(START, one.day), one.hours), one.hours * 37_01],
              ],
            );
            bookings.push(row?.id ?? '');
          } else if (one.what === 'bill') {
            billed = addMonths(billed, one.months);
            await issueStatement(tx, keeper(billed), tenancy, addDays(billed, -1), billed);
          } else if (one.what === 'stay')
            await sqlRows(tx, 'update tenancy set valid_from = $2, valid_to = $3 where root_id = $1', [
              tenancy,
              addDays(START, one.from - 60),
              addDays(START, one.from - 60 + one.length),
            ]);
          else if (id && one.what === 'move')
            await sqlRows(
              tx,
              "update booking set starts_at = $2, ends_at = $3, fee_fen = $4 where id = $1 and state = 'confirmed'",
              [...[id, at(addDays(START, one.day), 0), at(addDays(START, one.day), one.hours), one.hours * 37_01]],
            );
          else if (id && one.what === 'cancel')
            await sqlRows(
              tx,
              "update booking set state = 'cancelled', waived = $2 where id = $1 and state = 'confirmed'",
              [id, one.waived],
            );
        }
        const through = addDays(addMonths(billed, 12), -1);
        await issueStatement(tx, keeper(through), tenancy, through, through);
        // Every booking by itself: on the days of the tenancy, and not waived.
        const [stay] = await sqlRows<{ from: Day; to: Day | null }>(
          tx,
          'select valid_from as from, valid_to as to from tenancy where root_id = $1',
          [tenancy],
        );
        const rows = await sqlRows<{ day: Day; fee: number; waived: boolean }>(
          tx,
          `select (starts_at at time zone 'Asia/Shanghai')::date as day, fee_fen as fee, waived from booking where id = any($1)`,
          [bookings],
        );
        const expected = new Map<string, number>();
        for (const { day, fee, waived } of rows)
          if (!waived && stay && day >= stay.from && (stay.to === null || day <= stay.to))
            expected.set(`${day.slice(0, 7)}-01`, (expected.get(`${day.slice(0, 7)}-01`) ?? 0) + fee);
        const lines = await sqlRows<{ month: Day; amount: number }>(
          tx,
          `select l.month, sum(l.amount_fen)::bigint as amount from statement_line l join statement s on s.id = l.statement_id
           where s.tenancy_id = $1 and l.charge = 'booking' group by 1`,
          [tenancy],
        );
        expect(new Map(lines.filter(({ amount }) => amount !== 0).map(({ month, amount }) => [month, amount]))).toEqual(
          expected,
        );
        throw undo;
      });
      await run.catch((error: unknown) => {
        if (error !== undo) throw error;
      });
    }),
    { numRuns: 40 },
  );
});
