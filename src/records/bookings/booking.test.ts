import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../../kernel/actor.ts';
import { travellingClock } from '../../kernel/clock.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { type Database, sqlRows } from '../../platform/db/database.ts';
import { JobRunner } from '../../platform/jobs/jobs.ts';
import { testDatabase } from '../../test-app.ts';
import { balanceOf, moveCredits } from '../bookingCredits/booking-credit.store.ts';
import { givenRecord, KEEPER } from '../carriers/carrier.fixture.ts';
import { succeedRecord } from '../keeping/keeping.actions.ts';
import { onStatementMonth, onStatementReminder } from '../statements/statement.actions.ts';
import { seedTerritories } from '../territories/territory.store.ts';
import {
  acceptOffer,
  type BookingRequest,
  book,
  cancelBooking,
  cancelRange,
  checkIn,
  colleagues,
  decideBooking,
  moveBooking,
  type Outcome,
  onLapse,
  onNoShow,
  transferBooking,
} from './booking.actions.ts';
import {
  doubleBookings,
  type GivenSpace,
  type GivenTeam,
  givenResource,
  givenSpace,
  givenTeam,
} from './booking.given.ts';
import { findBooking, listBookings } from './booking.store.ts';
import { isTimeToCheckIn, isUncharged } from './booking.ts';
import { closeOver } from './closure.actions.ts';
import { desksUnplaced, occupancyAt, occupancyOfMonth, searchFree } from './search.actions.ts';

let database: Database;
let drop: () => Promise<void>;
let space: GivenSpace;
let team: GivenTeam;
let other: GivenTeam;
/** A Monday. */
const clock = travellingClock('2026-11-23T08:00:00+08:00');
const can = { clock };

beforeAll(async () => {
  ({ database, drop } = await testDatabase());
  await database.transact(seedTerritories);
});
afterAll(() => drop());
beforeEach(async () => {
  clock.set('2026-11-23T08:00:00+08:00');
  space = await givenSpace(database);
  team = await givenTeam(database, space.carrierId, 10);
  other = await givenTeam(database, space.carrierId, 10);
});

const at = (time: string, day = '2026-11-24') => `${day}T${time}:00+08:00`;
const wants = (
  items: [string, number?][],
  from: string,
  to: string,
  more: Partial<BookingRequest> = {},
): BookingRequest => ({
  carrierId: space.carrierId,
  items: items.map(([resourceId, quantity = 1]) => ({ resourceId, quantity })),
  startsAt: from,
  endsAt: to,
  attendees: 1,
  purpose: null,
  payment: 'credits',
  teamId: null,
  personId: null,
  repeat: null,
  wait: false,
  ...more,
});
const ask = (actor: Actor, request: BookingRequest) => database.transact((tx) => book(tx, can, actor, request));
const booked = async (actor: Actor, request: BookingRequest): Promise<string> => {
  const [one] = await ask(actor, request);
  if (!one?.bookingId) throw new Error('not booked');
  return one.bookingId;
};
const row = async (id: string) => {
  const found = await database.read((tx) => findBooking(tx, id));
  if (!found) throw new Error('no booking');
  return found;
};
const balance = (of = team) => database.read((tx) => balanceOf(tx, space.carrierId, of.teamId));
const refused = async (work: Promise<unknown>): Promise<Refusal> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Refusal)) throw new Error(`no refusal but ${error}`);
  return error;
};
const reasonsOf = (refusal: Refusal) =>
  (refusal.details.outcomes as Outcome[]).flatMap(({ reasons }) => reasons.map(({ code }) => code));
const runner = () =>
  new JobRunner(
    database,
    clock,
    new Map([
      ['booking.noShow', onNoShow(can)],
      ['booking.lapse', onLapse(can)],
      ['statement.month', (tx, job) => onStatementMonth(tx, clock, job)],
      ['statement.reminder', (tx, job) => onStatementReminder(tx, job)],
    ]),
    (_, error) => {
      throw error;
    },
  );

describe('a booking', () => {
  test('of a room with a device costs both their credits, and the colleague sees what is left', async () => {
    const room = await givenResource(database, space.carrierId, 'room');
    const device = await givenResource(database, space.carrierId, 'device');
    const id = await booked(team.founder, wants([[room], [device]], at('10:00'), at('11:30'), { attendees: 8 }));
    expect(await row(id)).toMatchObject({
      state: 'confirmed',
      credits: 6,
      feeFen: 0,
      userGroup: 'resident',
      items: [
        { resourceId: room, units: [1] },
        { resourceId: device, units: [1] },
      ],
    });
    expect(await balance()).toBe(4);
    const seen = await database.read((tx) =>
      listBookings(tx, team.member, 'booking.list', { order: 'asc', page: 1, size: 10 }),
    );
    expect(seen.rows.map((one) => one.id)).toEqual([id]);
    const foreign = await database.read((tx) =>
      listBookings(tx, other.founder, 'booking.list', { order: 'asc', page: 1, size: 10 }),
    );
    expect(foreign.total).toBe(0);
  });

  test('is refused with every reason at once, each with how to put it right', async () => {
    const room = await givenResource(database, space.carrierId, 'room', { seats: 4, terms: { noticeMinutes: 60 } });
    await booked(other.founder, wants([[room]], at('20:30', '2026-11-23'), at('21:00', '2026-11-23')));
    clock.set('2026-11-23T20:10:00+08:00');
    const refusal = await refused(
      ask(team.founder, wants([[room]], at('20:40', '2026-11-23'), at('05:10'), { attendees: 9, purpose: null })),
    );
    expect(refusal.code).toBe('booking.refused');
    expect(reasonsOf(refusal)).toEqual(['notice', 'step', 'too-long', 'closed', 'seats', 'taken', 'credits']);
    const closed = refusal.fields.find(({ code }) => code === 'closed');
    expect(closed?.message).toBe('一号：不在开放时间内，2026年11月23日开放09:00至21:00。请改到开放时间');
  });

  test('keeps the buffer free, and the reason says when the next place is free', async () => {
    const room = await givenResource(database, space.carrierId, 'room', { terms: { bufferMinutes: 15 } });
    await booked(team.founder, wants([[room]], at('10:00'), at('11:00')));
    const refusal = await refused(ask(other.founder, wants([[room]], at('11:00'), at('12:00'))));
    expect(reasonsOf(refusal)).toEqual(['taken']);
    expect(refusal.fields[0]?.message).toContain('可改到2026年11月24日 11:30');
    await booked(other.founder, wants([[room]], at('11:30'), at('12:30')));
  });

  test('takes several seats of one group, and a second one what is left', async () => {
    const desks = await givenResource(database, space.carrierId, 'desk', { count: 5 });
    const day = ['2026-11-24T00:00:00+08:00', '2026-11-25T00:00:00+08:00'] as const;
    const first = await booked(team.founder, wants([[desks, 3]], ...day));
    expect((await row(first)).items[0]?.units).toEqual([1, 2, 3]);
    expect(reasonsOf(await refused(ask(other.founder, wants([[desks, 3]], ...day))))).toEqual(['taken']);
    const second = await booked(other.founder, wants([[desks, 2]], ...day));
    expect((await row(second)).items[0]?.units).toEqual([4, 5]);
    await database.transact((tx) =>
      cancelBooking(tx, can, team.founder, { bookingId: first, version: 1, reason: '不来了' }),
    );
    const third = await booked(other.founder, wants([[desks, 1]], ...day));
    expect((await row(third)).items[0]?.units).toEqual([1]);
  });

  test('repeats with a result for each occurrence', async () => {
    const room = await givenResource(database, space.carrierId, 'room');
    await booked(other.founder, wants([[room]], at('10:00', '2026-12-01'), at('11:00', '2026-12-01')));
    const weekly = wants([[room]], at('10:00'), at('11:00'), {
      payment: 'money',
      repeat: { every: 'week', until: '2026-12-08', mode: 'all' },
    });
    const refusal = await refused(ask(team.founder, weekly));
    expect((refusal.details.outcomes as Outcome[]).map(({ reasons }) => reasons.map(({ code }) => code))).toEqual([
      [],
      ['taken'],
      [],
    ]);
    const outcomes = await ask(team.founder, {
      ...weekly,
      repeat: { every: 'week', until: '2026-12-08', mode: 'possible' },
    });
    expect(outcomes.map(({ state }) => state)).toEqual(['confirmed', null, 'confirmed']);
    const [first] = outcomes;
    expect(await row(first?.bookingId as string)).toMatchObject({ feeFen: 3000, credits: 0 });
  });

  test('by the working day follows the published calendar', async () => {
    const room = await givenResource(database, space.carrierId, 'room', { terms: { aheadDays: 366 } });
    // 国庆 2026: 1 to 7 October off.
    clock.set('2026-09-28T08:00:00+08:00');
    const outcomes = await ask(
      team.founder,
      wants([[room]], at('10:00', '2026-09-29'), at('11:00', '2026-09-29'), {
        payment: 'money',
        repeat: { every: 'workday', until: '2026-10-09', mode: 'all' },
      }),
    );
    expect(outcomes.map(({ startsAt }) => startsAt.slice(0, 10))).toEqual([
      '2026-09-29',
      '2026-09-30',
      '2026-10-08',
      '2026-10-09',
    ]);
  });

  test('waits for approval where the resource asks for it; a refusal gives the credits back', async () => {
    const room = await givenResource(database, space.carrierId, 'room', { terms: { approval: true } });
    const id = await booked(team.founder, wants([[room]], at('10:00'), at('11:00')));
    expect((await row(id)).state).toBe('requested');
    expect(await balance()).toBe(8);
    const decide = (decision: 'approve' | 'decline', reason: string | null) =>
      database.transact((tx) =>
        decideBooking(tx, can, space.operator, { bookingId: id, version: 1, decision, reason }),
      );
    expect((await refused(decide('decline', null))).code).toBe('input.invalid');
    await decide('decline', '设备检修');
    expect(await row(id)).toMatchObject({ state: 'declined', reason: '设备检修' });
    expect(await balance()).toBe(10);
    const again = await booked(team.founder, wants([[room]], at('10:00'), at('11:00')));
    await database.transact((tx) =>
      decideBooking(tx, can, space.operator, { bookingId: again, version: 1, decision: 'approve', reason: null }),
    );
    expect((await row(again)).state).toBe('confirmed');
  });

  test('is made on behalf of a colleague, transferred to another, never to a stranger', async () => {
    const room = await givenResource(database, space.carrierId, 'room');
    const forMember = { personId: team.member.personId };
    const id = await booked(team.founder, wants([[room]], at('10:00'), at('11:00'), forMember));
    expect(await row(id)).toMatchObject({ personId: team.member.personId, bookedBy: team.founder.personId });
    const to = (personId: string | null, version: number) =>
      database.transact((tx) => transferBooking(tx, can, { bookingId: id, version, personId: personId as string }));
    expect((await refused(to(other.member.personId, 1))).fields[0]?.code).toBe('colleague');
    await to(team.founder.personId, 1);
    expect((await row(id)).personId).toBe(team.founder.personId);
  });

  test('by the operator for a team is at the team’s prices; for itself it is free', async () => {
    const room = await givenResource(database, space.carrierId, 'room');
    const own = await booked(space.operator, wants([[room]], at('10:00'), at('11:00')));
    expect(await row(own)).toMatchObject({ userGroup: 'own', credits: 0, teamId: null });
    const forTeam = { teamId: team.teamId, personId: team.founder.personId };
    const id = await booked(space.operator, wants([[room]], at('14:00'), at('15:00'), forTeam));
    expect(await row(id)).toMatchObject({ userGroup: 'resident', credits: 2, teamId: team.teamId });
    expect(await balance()).toBe(8);
  });

  test('by the operator for a team is offered at the team’s prices, with its credits and its people; to no one else', async () => {
    const room = await givenResource(database, space.carrierId, 'room');
    const { carrierId } = space;
    const { teamId } = team;
    const query = {
      carrierId,
      kind: 'room',
      day: '2026-11-24',
      minutes: 60,
      length: 1,
      seats: 1,
      quantity: 2,
    } as const;
    const found = (actor: Actor, of?: string) =>
      database.read((tx) => searchFree(tx, can, actor, { ...query, teamId: of }));
    const own = await found(space.operator);
    expect(own).toMatchObject({ group: 'own', balance: null, rows: [{ resourceId: room, price: { feeFen: 0 } }] });
    expect(await found(space.operator, teamId)).toMatchObject({
      group: 'resident',
      balance: 10,
      rows: [{ resourceId: room, price: { feeFen: 6000, credits: 4 } }],
    });
    expect((await refused(found(other.founder, teamId))).code).toBe('not-permitted');
    const people = (actor: Actor) => database.read((tx) => colleagues(tx, can, actor, { carrierId, teamId }));
    const ids = (await people(space.operator)).map(({ id }) => id);
    expect(new Set(ids)).toEqual(new Set([team.founder.personId, team.member.personId]));
    expect((await refused(people(other.founder))).code).toBe('not-permitted');
  });

  test('moves within itself, and what it cost is settled', async () => {
    const room = await givenResource(database, space.carrierId, 'room');
    const id = await booked(team.founder, wants([[room]], at('10:00'), at('11:00')));
    const moved = await database.transact((tx) =>
      moveBooking(tx, can, team.founder, {
        bookingId: id,
        version: 1,
        startsAt: at('10:30'),
        endsAt: at('12:30'),
        items: null,
      }),
    );
    expect(moved).toMatchObject({ credits: 4, state: 'confirmed', startsAt: '2026-11-24T02:30:00.000Z' });
    expect(await balance()).toBe(6);
  });

  test('moves to another room at the price of that one, and not where that one is taken', async () => {
    const dear = [{ userGroup: 'resident', period: 'hour', feeFen: 9000, credits: 5 }] as const;
    const [small, large] = [
      await givenResource(database, space.carrierId, 'room', { name: '小间' }),
      await givenResource(database, space.carrierId, 'room', { name: '大间', prices: [...dear] }),
    ];
    const id = await booked(team.founder, wants([[small]], at('10:00'), at('11:00')));
    const to = (version: number, startsAt: string, endsAt: string) =>
      database.transact((tx) =>
        moveBooking(tx, can, team.founder, {
          ...{ bookingId: id, version, startsAt, endsAt, items: [{ resourceId: large, quantity: 1 }] },
        }),
      );
    await booked(other.founder, wants([[large]], at('15:00'), at('16:00')));
    expect(reasonsOf(await refused(to(1, at('15:00'), at('16:00'))))).toEqual(['taken']);
    const moved = await to(1, at('10:00'), at('11:00'));
    expect([moved.items.map(({ name }) => name), moved.credits, await balance()]).toEqual([['大间'], 5, 5]);
    // The place left behind is free again.
    await booked(other.founder, wants([[small]], at('10:00'), at('11:00')));
  });

  test('of many days loses the days of a cancelled range and keeps the rest', async () => {
    const desk = await givenResource(database, space.carrierId, 'desk', {
      prices: [{ userGroup: 'resident', period: 'day', feeFen: 5000, credits: 1 }],
    });
    const id = await booked(team.founder, wants([[desk]], at('00:00', '2026-11-24'), at('00:00', '2026-11-28')));
    expect(await balance()).toBe(6);
    const cut = await database.transact((tx) =>
      cancelRange(tx, can, team.founder, {
        carrierId: space.carrierId,
        from: '2026-11-25',
        to: '2026-11-26',
        resourceId: null,
        seriesId: null,
        reason: '出差',
      }),
    );
    expect(cut.map(({ result }) => result)).toEqual(['cut']);
    const { rows } = await database.read((tx) =>
      listBookings(tx, team.founder, 'booking.list', { order: 'asc', page: 1, size: 10 }),
    );
    expect(rows.map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual([
      ['2026-11-23T16:00:00.000Z', '2026-11-24T16:00:00.000Z'],
      ['2026-11-26T16:00:00.000Z', '2026-11-27T16:00:00.000Z'],
    ]);
    expect(rows[0]?.id).toBe(id);
    expect(await balance()).toBe(8);
    await booked(other.founder, wants([[desk]], at('00:00', '2026-11-25'), at('00:00', '2026-11-27')));
  });
});

describe('lockers and members', () => {
  test('a locker is booked by whole months at the price of the group: a member’s for the days of the membership, then the public’s', async () => {
    const price = (userGroup: 'resident' | 'member' | 'public', feeFen: number) =>
      ({ userGroup, period: 'month', feeFen, credits: null }) as const;
    const locker = await givenResource(database, space.carrierId, 'locker', {
      count: 2,
      prices: [price('resident', 1000), price('member', 2000), price('public', 5000)],
    });
    const outsider = await givenTeam(database, (await givenSpace(database)).carrierId);
    await database.transact((tx) =>
      givenRecord(
        tx,
        space.carrierId,
        'space_member',
        { teamId: outsider.teamId },
        { validFrom: '2026-12-01', validTo: '2027-01-31' },
      ),
    );
    const month = (actor: Actor, from: string, to: string) =>
      booked(actor, wants([[locker]], at('00:00', from), at('00:00', to), { payment: 'money' }));
    const paid = async (id: string) => {
      const { userGroup, feeFen, items } = await row(id);
      return [userGroup, feeFen, items[0]?.units];
    };
    expect(await paid(await month(team.founder, '2026-12-01', '2027-02-01'))).toEqual(['resident', 2000, [1]]);
    expect(await paid(await month(outsider.founder, '2026-12-01', '2027-01-01'))).toEqual(['member', 2000, [2]]);
    const full = refused(month(other.founder, '2026-12-01', '2027-01-01'));
    expect(reasonsOf(await full)).toEqual(['taken']);
    expect(await paid(await month(outsider.founder, '2027-02-01', '2027-03-01'))).toEqual(['public', 5000, [1]]);
    const weeks = refused(month(outsider.founder, '2027-03-01', '2027-03-15'));
    expect(reasonsOf(await weeks)).toContain('step');
  });
});

describe('the waiting list', () => {
  test('offers a place in order, holds it for a term, and then to the next', async () => {
    const room = await givenResource(database, space.carrierId, 'room', { terms: { offerMinutes: 60 } });
    const slot = [at('10:00'), at('11:00')] as const;
    const holder = await booked(space.operator, wants([[room]], ...slot));
    const first = await booked(team.founder, wants([[room]], ...slot, { wait: true }));
    const second = await booked(other.founder, wants([[room]], ...slot, { wait: true }));
    expect([(await row(first)).state, (await row(second)).state]).toEqual(['waiting', 'waiting']);
    expect([(await row(first)).place, (await row(second)).place]).toEqual([1, 2]);
    const day = {
      carrierId: space.carrierId,
      kind: 'room',
      day: '2026-11-24',
      minutes: 60,
      length: 1,
      seats: 1,
      quantity: 1,
    } as const;
    const found = await database.read((tx) => searchFree(tx, can, other.founder, day));
    expect(found.rows.find(({ resourceId }) => resourceId === room)?.taken).toEqual([
      // The buffer after a use keeps the hours beside it, which nobody waits for.
      { startsAt: '2026-11-24T01:00:00.000Z', endsAt: '2026-11-24T02:00:00.000Z', waiting: 0 },
      { startsAt: '2026-11-24T01:30:00.000Z', endsAt: '2026-11-24T02:30:00.000Z', waiting: 2 },
      { startsAt: '2026-11-24T02:00:00.000Z', endsAt: '2026-11-24T03:00:00.000Z', waiting: 2 },
      { startsAt: '2026-11-24T02:30:00.000Z', endsAt: '2026-11-24T03:30:00.000Z', waiting: 2 },
      { startsAt: '2026-11-24T03:00:00.000Z', endsAt: '2026-11-24T04:00:00.000Z', waiting: 0 },
    ]);
    await database.transact((tx) =>
      cancelBooking(tx, can, space.operator, { bookingId: holder, version: 1, reason: '改期' }),
    );
    expect(await row(first)).toMatchObject({ state: 'offered', offeredUntil: '2026-11-23T01:00:00.000Z' });
    expect((await row(second)).state).toBe('waiting');
    expect(await balance()).toBe(10);
    // What is offered is held.
    expect(reasonsOf(await refused(ask(other.founder, wants([[room]], ...slot))))).toEqual(['taken']);
    clock.advance({ minutes: 61 });
    await runner().runDue();
    expect((await row(first)).state).toBe('lapsed');
    const offered = await row(second);
    expect(offered.state).toBe('offered');
    await database.transact((tx) =>
      acceptOffer(tx, can, other.founder, { bookingId: second, version: offered.version }),
    );
    expect((await row(second)).state).toBe('confirmed');
    expect(await balance(other)).toBe(8);
  });
});

describe('on the day', () => {
  test('who checks in stays; who does not is 未到 after the grace, and the room is free again', async () => {
    const room = await givenResource(database, space.carrierId, 'room', { terms: { bufferMinutes: 0 } });
    const came = await booked(team.founder, wants([[room]], at('10:00'), at('11:00')));
    const stayedAway = await booked(other.founder, wants([[room]], at('11:00'), at('12:00')));
    const enter = () => database.transact((tx) => checkIn(tx, can, { bookingId: came, version: 1 }));
    expect((await refused(enter())).code).toBe('booking.not-now');
    const span = { start: Date.parse(at('10:00')), end: Date.parse(at('11:00')) };
    expect(['09:44', '09:45', '10:59', '11:00'].map((time) => isTimeToCheckIn(span, Date.parse(at(time))))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    clock.set(at('09:50'));
    await enter();
    clock.set(at('11:16'));
    await runner().runDue();
    expect((await row(came)).state).toBe('checkedIn');
    expect((await row(stayedAway)).state).toBe('noShow');
    expect(await balance(other)).toBe(8);
    await booked(team.founder, wants([[room]], at('11:30'), at('12:00')));
  });

  test('a late cancellation keeps the credits, one in time gives them back', async () => {
    const room = await givenResource(database, space.carrierId, 'room', {
      terms: { refundMinutes: 120, bufferMinutes: 0 },
    });
    const cancel = (bookingId: string) =>
      database.transact((tx) => cancelBooking(tx, can, team.founder, { bookingId, version: 1, reason: '不来了' }));
    const late = await booked(team.founder, wants([[room]], at('09:00', '2026-11-23'), at('10:00', '2026-11-23')));
    const early = await booked(team.founder, wants([[room]], at('10:00', '2026-11-23'), at('11:00', '2026-11-23')));
    expect(await cancel(late)).toEqual({ refunded: 0 });
    expect(await cancel(early)).toEqual({ refunded: 2 });
    expect(await balance()).toBe(8);
    expect([isUncharged(await row(late)), isUncharged(await row(early))]).toEqual([false, true]);
  });

  test('a closure names the bookings in its way, or cancels them and gives the credits back', async () => {
    const room = await givenResource(database, space.carrierId, 'room');
    const id = await booked(team.founder, wants([[room]], at('10:00'), at('11:00')));
    const closing = {
      carrierId: space.carrierId,
      resourceId: null,
      startsAt: at('09:00'),
      endsAt: at('18:00'),
      reason: '消防演练',
    };
    const close = (cancelsBookings: boolean) =>
      database.transact((tx) => closeOver(tx, can, space.operator, { ...closing, cancelsBookings }));
    expect((await refused(close(false))).details).toEqual({ bookings: 1 });
    expect((await close(true)).cancelled).toBe(1);
    expect(await row(id)).toMatchObject({ state: 'cancelled', reason: '临时关闭：消防演练' });
    expect(await balance()).toBe(10);
    expect(reasonsOf(await refused(ask(team.founder, wants([[room]], at('10:00'), at('11:00')))))).toEqual(['closure']);
  });
});

describe('what is free', () => {
  test('is told with starts, prices and credits; where nothing is, with the reasons', async () => {
    const room = await givenResource(database, space.carrierId, 'room', { seats: 4, terms: { bufferMinutes: 0 } });
    await booked(other.founder, wants([[room]], at('09:00'), at('12:00')));
    await booked(other.founder, wants([[room]], at('13:00'), at('15:00')));
    const query = {
      carrierId: space.carrierId,
      kind: 'room',
      day: '2026-11-24',
      minutes: 360,
      length: 1,
      quantity: 1,
    } as const;
    const found = await database.read((tx) => searchFree(tx, can, team.founder, { ...query, seats: 4 }));
    expect(found).toMatchObject({ group: 'resident', balance: 10 });
    expect(found.rows[0]).toMatchObject({
      price: { feeFen: 18_000, credits: 12 },
      starts: [{ startsAt: '2026-11-24T07:00:00.000Z', endsAt: '2026-11-24T13:00:00.000Z', free: 1 }],
    });
    const none = await database.read((tx) => searchFree(tx, can, team.founder, { ...query, seats: 5 }));
    expect(none.rows[0]?.starts).toEqual([]);
    expect(none.rows[0]?.reasons.map(({ code }) => code)).toContain('seats');
  });

  test('a desk that a tenancy names is taken from its first day to its last; who sits there only the operator sees', async () => {
    const desk = (code: string, count = 1) =>
      database.transact((tx) => givenRecord(tx, space.carrierId, 'desk', { code, kind: 'fixed', count }));
    for (const code of ['A-01', 'A-02', 'A-03', 'A-04']) await desk(code);
    // Virtual desks stand on no plan.
    await database.transact((tx) =>
      givenRecord(tx, space.carrierId, 'desk', { code: '云', kind: 'virtual', count: 60 }),
    );
    await desk('B', 20);
    const { id } = await database.transact((tx) => givenRecord(tx, space.carrierId, 'team', { name: '示例甲队' }));
    const tenancy = await database.transact((tx) =>
      givenRecord(
        tx,
        space.carrierId,
        'tenancy',
        { teamId: id, desks: 4 },
        { validFrom: '2026-11-24', validTo: '2026-12-31' },
      ),
    );
    await database.transact((tx) =>
      sqlRows(tx, `update tenancy set desk_codes = 'A-01、A-03, A-04，B' where root_id = $1`, [tenancy.id]),
    );
    const standing = async (actor: Actor, moment: string) =>
      (await database.read((tx) => occupancyAt(tx, actor, space.carrierId, Date.parse(moment)))).map((one) => [
        one.name,
        one.busy,
      ]);
    const taken = (who: string | null) => [{ unit: 1, until: '2026-12-31T16:00:00.000Z', who }];
    const free = ['A-01', 'A-02', 'A-03', 'A-04', 'B'].map((code) => [code, []]);
    const held = (who: string | null) =>
      free.map(([code]) => [code, code === 'A-02' || code === 'B' ? [] : taken(who)]);
    expect(await standing(space.operator, at('23:59', '2026-11-23'))).toEqual(free);
    expect(await standing(space.operator, at('00:00', '2026-11-24'))).toEqual(held('示例甲队'));
    expect(await standing(team.founder, at('23:59', '2026-12-31'))).toEqual(held(null));
    // Four desks, three of them found in the records: the fourth is let, and nobody knows where it stands.
    const unplaced = (day: string) => database.read((tx) => desksUnplaced(tx, space.carrierId, day as never));
    expect((await unplaced('2026-11-24')) - (await unplaced('2026-11-23'))).toBe(1);
    expect(await standing(space.operator, at('00:00', '2027-01-01'))).toEqual(free);
    await database.transact((tx) => sqlRows(tx, 'update tenancy set valid_to = null where root_id = $1', [tenancy.id]));
    const [first] = await standing(space.operator, at('00:00', '2027-01-01'));
    expect(first).toEqual(['A-01', [{ unit: 1, until: null, who: '示例甲队' }]]);
  });

  test('of a group of desks the ones that a tenancy names are taken: on the plan, in a booking, and to the database', async () => {
    const group = await givenResource(database, space.carrierId, 'desk', { name: 'K', count: 4 });
    const named = (codes: string, validFrom: string, validTo: string | null = null) =>
      database.transact(async (tx) => {
        const { id } = await givenRecord(tx, space.carrierId, 'team', { name: '示例丙队' });
        const values = { teamId: id, desks: 1, deskCodes: codes };
        return givenRecord(tx, space.carrierId, 'tenancy', values, { validFrom, validTo });
      });
    await named('K-2、K4号', '2026-12-01', '2026-12-10');
    const busy = async (day: string) => {
      const rows = await database.read((tx) =>
        occupancyAt(tx, space.operator, space.carrierId, Date.parse(at('12:00', day))),
      );
      return rows.find(({ name }) => name === 'K')?.busy.map(({ unit }) => unit);
    };
    expect([await busy('2026-11-30'), await busy('2026-12-10'), await busy('2026-12-11')]).toEqual([[], [2, 4], []]);
    const wanted = (quantity: number) =>
      wants([[group, quantity]], at('00:00', '2026-12-10'), at('00:00', '2026-12-11'), { payment: 'money' });
    expect(reasonsOf(await refused(ask(team.founder, wanted(3))))).toEqual(['taken']);
    // Two are left: the first and the third.
    const bookingId = await booked(team.founder, wanted(2));
    expect((await row(bookingId)).items[0]?.units).toEqual([1, 3]);
    const change = (statement: string, values: unknown[]) => database.transact((tx) => sqlRows(tx, statement, values));
    await expect(
      change("update booking_item set units = '{[2,3)}' where booking_id = $1", [bookingId]),
    ).rejects.toMatchObject({ constraint: 'booking_item_overlaps' });
    // The other way round: no tenancy names a desk over a booking, and is told when it is taken.
    expect((await refused(named('K-3', '2026-12-05'))).fields).toMatchObject([
      {
        path: 'values.deskCodes',
        message: '所填工位在入驻期间已有预订(3号于2026-12-10 00:00)，请先取消或改期，或换工位',
      },
      { path: 'deskCodes' },
    ]);
    const later = await named('K-3', '2026-12-11');
    expect(await busy('2026-12-11')).toEqual([3]);
    // A correction gives back what was named before; a line that grows has what was named beyond it.
    await change("update tenancy set desk_codes = 'K-1至2、K-6' where id = $1", [later.id]);
    expect(await busy('2026-12-11')).toEqual([1, 2]);
    await change("update desk set count = 6 where carrier_id = $1 and code = 'K'", [space.carrierId]);
    expect(await busy('2026-12-11')).toEqual([1, 2, 6]);
  });

  test('of a tenancy and a booking of one desk at the same moment one comes through', async () => {
    for (const name of ['P', 'Q', 'R', 'S', 'T']) {
      const desk = await givenResource(database, space.carrierId, 'desk', { name });
      const request = wants([[desk]], at('00:00', '2026-12-10'), at('00:00', '2026-12-11'), { payment: 'money' });
      const { id } = await database.transact((tx) => givenRecord(tx, space.carrierId, 'team', { name: '新队' }));
      const values = { teamId: id, desks: 1, deskCodes: name };
      const tried = await Promise.allSettled([
        ask(team.founder, request),
        database.transact((tx) => givenRecord(tx, space.carrierId, 'tenancy', values, { validFrom: '2026-12-01' })),
        ask(other.founder, request),
      ]);
      expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const one of tried) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(Refusal);
    }
  });

  test('a month counts hours used of hours open, days off and closures left out', async () => {
    const room = await givenResource(database, space.carrierId, 'room');
    await booked(team.founder, wants([[room]], at('10:00'), at('12:30')));
    const [used] = await database.read((tx) => occupancyOfMonth(tx, space.carrierId, '2026-11'));
    // 21 working days of 12 hours.
    expect(used).toMatchObject({ openHours: 252, usedHours: 2.5, bookings: 1, noShows: 0 });
    expect(used?.days.find(({ day }) => day === '2026-11-24')).toEqual({
      day: '2026-11-24',
      openHours: 12,
      usedHours: 2.5,
    });
  });
});

describe('the database', () => {
  test('refuses a second holder of a unit whatever the product says', async () => {
    const room = await givenResource(database, space.carrierId, 'room');
    await booked(team.founder, wants([[room]], at('10:00'), at('11:00')));
    const id = await booked(other.founder, wants([[room]], at('14:00'), at('15:00')));
    const forced = database.transact((tx) =>
      sqlRows(
        tx,
        `update booking_item set during = tstzrange('${at('10:30')}', '${at('11:30')}') where booking_id = $1`,
        [id],
      ),
    );
    await expect(forced).rejects.toMatchObject({ constraint: 'booking_item_overlaps' });
    expect(await doubleBookings(database)).toEqual([]);
  });

  test('lets no balance fall below zero and no balance change without a movement', async () => {
    const spend = (amount: number) =>
      database.transact((tx) =>
        moveCredits(tx, {
          carrierId: space.carrierId,
          teamId: team.teamId,
          kind: 'spend',
          amount,
          bookingId: null,
          note: null,
          personId: null,
          at: clock.now().toString(),
        }),
      );
    const results = await Promise.allSettled(Array.from({ length: 30 }, () => spend(3)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
    expect(new Set(reasons)).toEqual(new Set(['booking-credit.insufficient']));
    expect(await balance()).toBe(1);
    const [sum] = await database.read((tx) =>
      sqlRows<{ sum: number }>(tx, 'select sum(balance)::int as sum from credit_account where carrier_id = $1', [
        space.carrierId,
      ]),
    );
    expect(sum?.sum).toBe(0);
    await expect(
      database.transact((tx) =>
        sqlRows(tx, 'update credit_account set balance = 99 where carrier_id = $1', [space.carrierId]),
      ),
    ).rejects.toThrow('movements');
  });

  test('follows a grouped record: more desks from a day on, more places from that day on', async () => {
    const desks = await givenResource(database, space.carrierId, 'desk', { count: 1 });
    const [{ id, version }] = (await database.read((tx) =>
      sqlRows<{ id: string; version: number }>(tx, 'select id, version from desk where carrier_id = $1', [
        space.carrierId,
      ]),
    )) as [{ id: string; version: number }];
    const more = { version, validFrom: '2026-11-25', validTo: null, values: { code: '一号', kind: 'hot', count: 3 } };
    await database.transact((tx) => succeedRecord(tx, KEEPER, space.carrierId, 'desk', id, more));
    const tuesday = [at('00:00', '2026-11-24'), at('00:00', '2026-11-25')] as const;
    const wednesday = [at('00:00', '2026-11-25'), at('00:00', '2026-11-26')] as const;
    expect(reasonsOf(await refused(ask(team.founder, wants([[desks, 3]], ...tuesday, { payment: 'money' }))))).toEqual([
      'too-few',
    ]);
    const booking = await row(await booked(team.founder, wants([[desks, 3]], ...wednesday, { payment: 'money' })));
    expect(booking.items[0]?.units).toEqual([1, 2, 3]);
  });
});
