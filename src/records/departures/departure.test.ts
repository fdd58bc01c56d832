import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { travellingClock } from '../../kernel/clock.ts';
import type { Day } from '../../kernel/day.ts';
import { workingCalendar } from '../../kernel/working-days.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { testDatabase } from '../../test-app.ts';
import { book } from '../bookings/booking.actions.ts';
import { ALWAYS, givenResource, givenSpace, givenTeam } from '../bookings/booking.given.ts';
import { givenCarrier, givenRecord, KEEPER } from '../carriers/carrier.fixture.ts';
import { succeedRecord } from '../keeping/keeping.actions.ts';
import { givenAgreement } from '../residencies/residency.given.ts';
import { residenciesOf } from '../residencies/residency.store.ts';
import type { ResidencyContent } from '../residencies/residency.ts';
import { issueStatement } from '../statements/statement.actions.ts';
import { statementsOf } from '../statements/statement.store.ts';
import { changeTerms } from '../tenancies/tenancy.actions.ts';
import { findTenancy, periodsOf } from '../tenancies/tenancy.store.ts';
import { seedTerritories } from '../territories/territory.store.ts';
import { completeDeparture, giveNotice, noticeEffect, tickChecklist, withdrawNotice } from './departure.actions.ts';
import { departureOf } from './departure.store.ts';
import { earliestEnd } from './departure.ts';

const { database, drop } = await testDatabase();
beforeAll(() => database.transact(seedTerritories));
afterAll(drop);

const keeperOn = (on: Day) => ({ ...KEEPER, clock: travellingClock(on) });
const NOTICE = { exitKind: 'moved', reason: '迁入更大的办公室', criteriaMet: [], waiver: null, byTeam: true } as const;

interface Stay {
  carrierId: string;
  teamId: string;
  tenancyId: string;
}

/** A team in residence since 2026-01-01 for 3,100 yuan a month, with the desks. */
async function givenStay(agreed: Partial<ResidencyContent> | null): Promise<Stay> {
  return database.transact(async (tx) => {
    const { id: carrierId } = await givenCarrier(tx);
    await givenRecord(tx, carrierId, 'desk', { kind: 'fixed', code: 'A', count: 9 });
    const { id: teamId } = await givenRecord(tx, carrierId, 'team', { name: '甲团队' });
    const terms = { teamId, desks: 2, deskCodes: 'A-1至2', rentMonthFen: 3100_00 };
    const { id: tenancyId } = await givenRecord(tx, carrierId, 'tenancy', terms, { validFrom: '2026-01-01' });
    if (agreed) await givenAgreement(tx, { carrierId, teamId, tenancyId }, { startsOn: '2026-01-01', ...agreed });
    return { carrierId, teamId, tenancyId };
  });
}
const periods = (stay: Stay) =>
  database
    .read((tx) => periodsOf(tx, stay.tenancyId))
    .then((rows) => rows.map(({ validFrom, validTo, desks }) => [validFrom, validTo, desks]));
const effect = (stay: Stay, on: Day, lastDay: Day) =>
  database.read((tx) =>
    noticeEffect(tx, keeperOn(on), { teamId: stay.teamId }, stay.tenancyId, { ...NOTICE, lastDay }),
  );
const give = (stay: Stay, on: Day, lastDay: Day, more: object = {}) =>
  database.transact((tx) =>
    giveNotice(tx, keeperOn(on), { teamId: stay.teamId }, stay.tenancyId, { ...NOTICE, lastDay, ...more }),
  );
const withVersion = async <T>(stay: Stay, work: (tx: Tx, version: number) => Promise<T>) =>
  database.transact(async (tx) => work(tx, (await departureOf(tx, stay.tenancyId))?.version ?? 0));
const withdraw = (stay: Stay, on: Day) =>
  withVersion(stay, (tx, version) => withdrawNotice(tx, keeperOn(on), stay.carrierId, stay.tenancyId, version));
const complete = async (stay: Stay, on: Day) => {
  await withVersion(stay, async (tx, version) => {
    const checklist = (await departureOf(tx, stay.tenancyId))?.checklist ?? [];
    const done = checklist.map((one) => ({ ...one, done: true }));
    await tickChecklist(tx, stay.carrierId, stay.tenancyId, version, done);
  });
  await withVersion(stay, (tx, version) =>
    completeDeparture(tx, keeperOn(on), stay.carrierId, stay.tenancyId, version),
  );
};
const taken = (stay: Stay, on: Day) =>
  database
    .read((tx) =>
      sqlRows<{ unit: number }>(
        tx,
        `select unit from tenancy_desk d join tenancy t on t.id = d.tenancy_id where t.carrier_id = $1 and during @> $2::date order by 1`,
        [stay.carrierId, on],
      ),
    )
    .then((rows) => rows.map(({ unit }) => unit));

describe('the earliest end', () => {
  const calendar = workingCalendar();
  const end = (noticeDays: number, noticeUnit: 'day' | 'workingDay' | 'month', agreedUntil: Day | null = null) =>
    earliestEnd('2026-01-30', { noticeDays, noticeUnit }, agreedUntil, calendar);

  test('is counted from the day after the notice, in the unit of the agreement', () => {
    expect(end(30, 'day')).toEqual({ day: '2026-03-01', provisional: false });
    expect(end(1, 'month')).toEqual({ day: '2026-02-28', provisional: false });
    // Ten working days: 2 to 6 February and 9 to 13 February; 14 February is worked too, before 春节.
    expect(end(10, 'workingDay')).toEqual({ day: '2026-02-13', provisional: false });
    expect(end(0, 'day')).toEqual({ day: '2026-01-30', provisional: false });
  });
  test('is no later than the last day of the agreement, and provisional where a calendar is awaited', () => {
    expect(end(30, 'day', '2026-02-10')).toEqual({ day: '2026-02-10', provisional: false });
    expect(end(30, 'day', '2025-12-31').day).toBe('2026-03-01');
    expect(earliestEnd('2026-12-20', { noticeDays: 10, noticeUnit: 'workingDay' }, null, calendar).provisional).toBe(
      true,
    );
  });
});

describe('a notice under an agreement', () => {
  test('for a day before the earliest end is refused with the agreement and the day; both sides see it before', async () => {
    const stay = await givenStay({ noticeDays: 1, noticeUnit: 'month', earlyExit: 'refuse' });
    expect(await effect(stay, '2026-03-10', '2026-03-31')).toMatchObject({
      earliestOn: '2026-04-10',
      early: 'refuse',
      isEarly: true,
      chargeFen: 0,
    });
    await expect(give(stay, '2026-03-10', '2026-03-31')).rejects.toMatchObject({
      code: 'departure.notice-period',
      details: { earliestOn: '2026-04-10' },
      fields: [{ path: 'lastDay', message: expect.stringMatching(/2026年3月10日通知的，最早到2026年4月10日$/) }],
    });
    expect(await periods(stay)).toEqual([['2026-01-01', null, 2]]);
    await give(stay, '2026-03-10', '2026-04-10');
    expect(await periods(stay)).toEqual([['2026-01-01', '2026-04-10', 2]]);
  });

  test('may name an earlier day where both agreed on it, and says why; what follows the criteria is not bound', async () => {
    const stay = await givenStay({});
    await give(stay, '2026-03-10', '2026-03-12', { waiver: '双方商定，场地另有安排' });
    const departure = await database.read((tx) => departureOf(tx, stay.tenancyId));
    expect(departure).toMatchObject({ earliestOn: '2026-04-09', waiver: '双方商定，场地另有安排' });
    await complete(stay, '2026-03-12');
    const [last] = await database.read((tx) => statementsOf(tx, stay.tenancyId));
    expect(last?.lines.map(({ charge }) => charge)).not.toContain('earlyExit');
    const graduated = { ...NOTICE, exitKind: 'graduated' as const, lastDay: '2026-03-12' };
    const other = await givenStay({});
    const seen = await database.read((tx) => noticeEffect(tx, keeperOn('2026-03-10'), {}, other.tenancyId, graduated));
    expect([seen.earliestOn, seen.isEarly]).toEqual([null, false]);
  });

  test('for an earlier day costs the rest of the notice period, to the day, where the agreement says so', async () => {
    const stay = await givenStay({ noticeDays: 30, noticeUnit: 'day', earlyExit: 'charge' });
    // 10 March and 30 days: 9 April. The rest: 11 days of March at 100 yuan, 9 days of April at 3,100 / 30.
    const rest = 1100_00 + Math.round((3100_00 * 9) / 30);
    expect(await effect(stay, '2026-03-10', '2026-03-20')).toMatchObject({
      earliestOn: '2026-04-09',
      chargeDays: 20,
      chargeFen: rest,
    });
    await give(stay, '2026-03-10', '2026-03-20');
    await complete(stay, '2026-03-20');
    const [last] = await database.read((tx) => statementsOf(tx, stay.tenancyId));
    expect(last?.lines.map(({ charge, days, amountFen }) => [charge, days, amountFen])).toEqual([
      ['rent', 31, 3100_00],
      ['rent', 28, 3100_00],
      ['earlyExit', 20, rest],
      ['rent', 20, 2000_00],
    ]);
  });

  test('is charged on no calendar that is awaited: the last step waits for it', async () => {
    const stay = await givenStay({ noticeDays: 10, noticeUnit: 'workingDay', earlyExit: 'charge' });
    expect((await effect(stay, '2026-12-24', '2026-12-25')).provisional).toBe(true);
    await give(stay, '2026-12-24', '2026-12-25');
    await expect(complete(stay, '2026-12-25')).rejects.toMatchObject({ code: 'departure.calendar-awaited' });
  });

  test('that the database is asked to keep against the agreement it refuses', async () => {
    const stay = await givenStay({});
    const raw = (early: string) =>
      database.transact((tx) =>
        sqlRows(
          tx,
          `insert into departure (id, carrier_id, tenancy_id, state, exit_kind, by_team, noticed_on, last_day, reason, checklist, earliest_on, early)
           values (gen_random_uuid(), $1, $2, 'noticed', 'moved', true, '2026-03-10', '2026-03-12', 'x', '[]', '2026-04-09', $3)`,
          [stay.carrierId, stay.tenancyId, early],
        ),
      );
    await expect(raw('refuse')).rejects.toMatchObject({ constraint: 'departure_keeps_notice' });
    await raw('charge');
  });
});

describe('what was entered ahead', () => {
  /** Three desks from 1 June, and a renewal from 1 July under which there are four. */
  async function aheadOf(stay: Stay): Promise<void> {
    await database.transact(async (tx) => {
      const terms = { desks: 3, deskCodes: 'A-1至3', rentMonthFen: 4000_00, note: null };
      const at = { ...terms, validFrom: '2026-06-01' };
      await changeTerms(tx, keeperOn('2026-03-01'), stay.carrierId, stay.tenancyId, at);
      await givenAgreement(tx, stay, { startsOn: '2026-07-01', endsOn: '2027-06-30' });
      const rows = await sqlRows<{ id: string; version: number }>(
        tx,
        'select id, version from tenancy where root_id = $1 order by valid_from desc limit 1',
        [stay.tenancyId],
      );
      const values = { teamId: stay.teamId, desks: 4, deskCodes: 'A-1至4', rentMonthFen: 5000_00 };
      const next = { version: rows[0]?.version ?? 0, validFrom: '2026-07-01', values };
      await succeedRecord(tx, keeperOn('2026-03-01'), stay.carrierId, 'tenancy', rows[0]?.id ?? '', next);
    });
  }
  const AHEAD = [
    ['2026-01-01', '2026-05-31', 2],
    ['2026-06-01', '2026-06-30', 3],
    ['2026-07-01', null, 4],
  ];
  const states = (stay: Stay) =>
    database
      .read((tx) => residenciesOf(tx, stay.tenancyId))
      .then((rows) => rows.map(({ content, state }) => [content.startsOn, state]));

  test('falls away with a notice for an earlier day: desks free, pages with the new end, statements for its days only', async () => {
    const stay = await givenStay({ noticeDays: 30, endsOn: '2026-12-31' });
    await aheadOf(stay);
    expect(await taken(stay, '2026-07-01')).toEqual([1, 2, 3, 4]);
    const seen = await effect(stay, '2026-03-20', '2026-05-15');
    expect(
      seen.fallen.map((one) => (one.kind === 'period' ? [one.validFrom, one.desks] : [one.startsOn, one.state])),
    ).toEqual([
      ['2026-06-01', 3],
      ['2026-07-01', 4],
      ['2026-07-01', 'inForce'],
    ]);
    await give(stay, '2026-03-20', '2026-05-15');
    expect(await periods(stay)).toEqual([['2026-01-01', '2026-05-15', 2]]);
    expect(await taken(stay, '2026-05-16')).toEqual([]);
    expect(await states(stay)).toEqual([
      ['2026-07-01', 'lapsed'],
      ['2026-01-01', 'inForce'],
    ]);
    const row = await database.read((tx) => findTenancy(tx, stay.tenancyId, '2026-03-21'));
    expect([row?.until, row?.leaving, row?.agreedUntil, row?.desks]).toEqual(['2026-05-15', true, '2026-12-31', 2]);
    const through = '2026-07-31';
    await database.transact((tx) => issueStatement(tx, keeperOn('2026-08-01'), stay.tenancyId, through, '2026-08-01'));
    const [statement] = await database.read((tx) => statementsOf(tx, stay.tenancyId));
    expect(statement?.totalFen).toBe(4 * 3100_00 + 1500_00);
  });

  test('is there again when the notice is withdrawn, with what was changed before the last day', async () => {
    const stay = await givenStay({ noticeDays: 30 });
    await aheadOf(stay);
    await give(stay, '2026-03-20', '2026-05-15');
    await withdraw(stay, '2026-04-01');
    expect(await periods(stay)).toEqual(AHEAD);
    expect(await taken(stay, '2026-07-01')).toEqual([1, 2, 3, 4]);
    expect(await states(stay)).toEqual([
      ['2026-07-01', 'inForce'],
      ['2026-01-01', 'inForce'],
    ]);
    await give(stay, '2026-04-02', '2026-06-10');
    const change = { desks: 1, deskCodes: 'A-1', rentMonthFen: 1000_00, note: null };
    const changeFrom = (validFrom: Day) =>
      database.transact((tx) =>
        changeTerms(tx, keeperOn('2026-04-03'), stay.carrierId, stay.tenancyId, { ...change, validFrom }),
      );
    await expect(changeFrom('2026-06-11')).rejects.toMatchObject({ code: 'departure.already-noticed' });
    await changeFrom('2026-06-05');
    await withdraw(stay, '2026-04-04');
    expect(await periods(stay)).toEqual([
      ['2026-01-01', '2026-05-31', 2],
      ['2026-06-01', '2026-06-04', 3],
      ['2026-06-05', '2026-06-30', 1],
      ['2026-07-01', null, 4],
    ]);
  });

  test('does not come back over the heads of those who took the desks', async () => {
    const stay = await givenStay({ noticeDays: 30 });
    await aheadOf(stay);
    await give(stay, '2026-03-20', '2026-05-15');
    await database.transact(async (tx) => {
      const { id: teamId } = await givenRecord(tx, stay.carrierId, 'team', { name: '乙团队' });
      const terms = { teamId, desks: 1, deskCodes: 'A-4' };
      await givenRecord(tx, stay.carrierId, 'tenancy', terms, { validFrom: '2026-07-01' });
    });
    await expect(withdraw(stay, '2026-04-01')).rejects.toMatchObject({ code: 'departure.desks-taken' });
    expect(await periods(stay)).toEqual([['2026-01-01', '2026-05-15', 2]]);
  });

  test('bookings for later days are cancelled when the team has left, and their credits come back', async () => {
    const space = await givenSpace(database, ALWAYS);
    const { teamId, founder } = await givenTeam(database, space.carrierId, 10);
    const room = await givenResource(database, space.carrierId, 'room', { terms: { aheadDays: 366 } });
    const can = { clock: travellingClock('2026-03-01') };
    const hold = (day: Day) =>
      database.transact((tx) =>
        book(tx, can, founder, {
          ...{ carrierId: space.carrierId, items: [{ resourceId: room, quantity: 1 }], attendees: 1, purpose: null },
          ...{ startsAt: `${day}T10:00:00+08:00`, endsAt: `${day}T11:00:00+08:00`, payment: 'credits' as const },
          ...{ teamId: null, personId: null, repeat: null, wait: false },
        }),
      );
    await hold('2026-03-20');
    await hold('2026-03-21');
    const [{ id: tenancyId } = { id: '' }] = await database.read((tx) =>
      sqlRows<{ id: string }>(tx, 'select id from tenancy where team_id = $1', [teamId]),
    );
    const stay = { carrierId: space.carrierId, teamId, tenancyId };
    expect((await effect(stay, '2026-03-10', '2026-03-20')).bookings).toBe(1);
    await give(stay, '2026-03-10', '2026-03-20');
    await complete(stay, '2026-03-20');
    const rows = await database.read((tx) =>
      sqlRows<{ state: string }>(tx, 'select state from booking where team_id = $1 order by starts_at', [teamId]),
    );
    expect(rows.map(({ state }) => state)).toEqual(['confirmed', 'cancelled']);
    const left = await database.read((tx) =>
      sqlRows<{ balance: number }>(tx, 'select balance from credit_account where team_id = $1', [teamId]),
    );
    expect(left).toEqual([{ balance: 8 }]);
  });

  test('of two who give notice at once one does, and nothing is lost', async () => {
    const stay = await givenStay({ noticeDays: 30 });
    await aheadOf(stay);
    const days = ['2026-05-15', '2026-06-15', '2026-07-15', '2026-08-15'];
    const given = await Promise.allSettled(days.map((day) => give(stay, '2026-03-20', day)));
    const refused = given.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []));
    expect(refused).toEqual(Array.from({ length: 3 }, () => 'departure.already-noticed'));
    await withdraw(stay, '2026-03-21');
    expect(await periods(stay)).toEqual(AHEAD);
  });
});
