import { afterAll, beforeAll, expect, test } from 'vitest';
import { travellingClock } from '../../kernel/clock.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { sqlRows } from '../../platform/db/database.ts';
import { testDatabase } from '../../test-app.ts';
import { seedTerritories } from '../territories/territory.store.ts';
import { type BookingRequest, book, type Outcome } from './booking.actions.ts';
import { doubleBookings, givenResource, givenSpace, givenTeam } from './booking.given.ts';

const { database, drop } = await testDatabase();
beforeAll(() => database.transact(seedTerritories));
afterAll(drop);

const ATTEMPTS = 1000;
const can = { clock: travellingClock('2026-11-23T08:00:00+08:00') };

/** What came of so many attempts at once: who won, and why the others lost. */
async function raced(requests: BookingRequest[], actor: Parameters<typeof book>[2]) {
  const results = await Promise.allSettled(
    requests.map((request) => database.transact((tx) => book(tx, can, actor, request))),
  );
  const won = results.filter(({ status }) => status === 'fulfilled').length;
  const reasons: Record<string, number> = {};
  for (const result of results) {
    if (result.status === 'fulfilled') continue;
    if (!(result.reason instanceof Refusal)) throw result.reason;
    const codes = (result.reason.details.outcomes as Outcome[]).flatMap((one) => one.reasons.map(({ code }) => code));
    const told = codes.join(' ');
    reasons[told] = (reasons[told] ?? 0) + 1;
  }
  return { won, reasons };
}

test('of 1,000 attempts at once on one slot one wins and 999 are told why not', async () => {
  const { carrierId } = await givenSpace(database);
  const team = await givenTeam(database, carrierId);
  const room = await givenResource(database, carrierId, 'room');
  const request: BookingRequest = {
    carrierId,
    items: [{ resourceId: room, quantity: 1 }],
    startsAt: '2026-11-24T10:00:00+08:00',
    endsAt: '2026-11-24T11:00:00+08:00',
    attendees: 1,
    purpose: null,
    payment: 'money',
    teamId: null,
    personId: null,
    repeat: null,
    wait: false,
  };
  expect(
    await raced(
      Array.from({ length: ATTEMPTS }, () => request),
      team.founder,
    ),
  ).toEqual({
    won: 1,
    reasons: { taken: ATTEMPTS - 1 },
  });
  expect(await doubleBookings(database)).toEqual([]);
}, 120_000);

test('of attempts at once on the last 20 desks of a group 20 win, each a desk of its own', async () => {
  const { carrierId } = await givenSpace(database);
  const team = await givenTeam(database, carrierId);
  const desks = await givenResource(database, carrierId, 'desk', { count: 20 });
  const request: BookingRequest = {
    carrierId,
    items: [{ resourceId: desks, quantity: 1 }],
    startsAt: '2026-11-24T00:00:00+08:00',
    endsAt: '2026-11-25T00:00:00+08:00',
    attendees: 1,
    purpose: null,
    payment: 'money',
    teamId: null,
    personId: null,
    repeat: null,
    wait: false,
  };
  expect(
    await raced(
      Array.from({ length: 100 }, () => request),
      team.founder,
    ),
  ).toEqual({
    won: 20,
    reasons: { taken: 80 },
  });
  const rows = await database.read((tx) =>
    sqlRows<{ unit: number }>(tx, `select lower(units) as unit from booking_item where resource_id = $1 order by 1`, [
      desks,
    ]),
  );
  expect(rows.map(({ unit }) => unit)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
}, 60_000);

test('without the product’s lock the database still lets one holder through', async () => {
  const { carrierId } = await givenSpace(database);
  const team = await givenTeam(database, carrierId);
  const room = await givenResource(database, carrierId, 'room');
  const claim = (n: number) =>
    database.transact(async (tx) => {
      const id = `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
      await sqlRows(
        tx,
        `insert into booking (id, carrier_id, organisation_id, team_id, person_id, booked_by, starts_at, ends_at, state, attendees, user_group,
           payment, fee_fen, credits, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $5, '2026-11-25T02:00Z', '2026-11-25T03:00Z', 'confirmed', 1, 'resident', 'money', 0, 0, now(), now())`,
        [id, carrierId, team.organisationId, team.teamId, team.founder.personId],
      );
      await sqlRows(
        tx,
        `insert into booking_item (booking_id, resource_id, quantity, units, during)
         values ($1, $2, 1, '{[1,2)}', tstzrange('2026-11-25T02:00Z', '2026-11-25T03:00Z'))`,
        [id, room],
      );
    });
  const results = await Promise.allSettled(Array.from({ length: 200 }, (_, n) => claim(n + 1)));
  const refusedBy = results.flatMap((one) =>
    one.status === 'rejected' ? [one.reason.constraint ?? one.reason.code] : [],
  );
  expect(results.length - refusedBy.length).toBe(1);
  // Two that wait for each other's index entry are told apart by a deadlock; either way there is one holder.
  for (const by of refusedBy) expect(['booking_item_overlaps', '40P01']).toContain(by);
  expect(await doubleBookings(database)).toEqual([]);
}, 60_000);
