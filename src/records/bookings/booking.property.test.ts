import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { travellingClock } from '../../kernel/clock.ts';
import { addDays, type Day } from '../../kernel/day.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { sqlRows } from '../../platform/db/database.ts';
import { JobRunner } from '../../platform/jobs/jobs.ts';
import { testDatabase } from '../../test-app.ts';
import { dayAt, midnight } from '../openings/opening.ts';
import { onStatementMonth, onStatementReminder } from '../statements/statement.actions.ts';
import { seedTerritories } from '../territories/territory.store.ts';
import {
  acceptOffer,
  book,
  cancelBooking,
  cancelRange,
  checkIn,
  decideBooking,
  moveBooking,
  onLapse,
  onNoShow,
} from './booking.actions.ts';
import { ALWAYS, doubleBookings, givenResource, givenSpace, givenTeam } from './booking.given.ts';
import type { BookingState } from './booking.ts';
import { closeOver } from './closure.actions.ts';
import { occupancyOfMonth } from './search.actions.ts';

const { database, drop } = await testDatabase();
beforeAll(() => database.transact(seedTerritories));
afterAll(drop);

const FIRST = '2026-11-02';
const HOUR = 3_600_000;

/** What somebody tries next; who, what and when are drawn from the numbers. */
const trial = fc.record({
  deed: fc.constantFrom(
    'book',
    'book',
    'book',
    'wait',
    'move',
    'cancel',
    'range',
    'accept',
    'checkIn',
    'decide',
    'close',
    'hour',
  ),
  team: fc.nat(1),
  resource: fc.nat(2),
  quantity: fc.integer({ min: 1, max: 3 }),
  start: fc.nat(60),
  hours: fc.integer({ min: 1, max: 8 }),
  days: fc.integer({ min: 1, max: 4 }),
  which: fc.nat(50),
  repeat: fc.boolean(),
});

interface Stored {
  id: string;
  state: BookingState;
  start: number;
  end: number;
  resourceId: string;
  quantity: number;
  version: number;
  units: number;
}

const stored = (carrierId: string) =>
  database.read((tx) =>
    sqlRows<Stored>(
      tx,
      `select b.id, b.state, b.version, (extract(epoch from b.starts_at) * 1000)::bigint as start, (extract(epoch from b.ends_at) * 1000)::bigint as end,
         i.resource_id as "resourceId", i.quantity, (select sum(upper(r) - lower(r)) from unnest(i.units) r)::int as units
       from booking b join booking_item i on i.booking_id = b.id where b.carrier_id = $1 order by b.created_at, b.id`,
      [carrierId],
    ),
  );

test('over random histories no unit is held twice, no balance is lost, and a month counts what a brute force counts', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(trial, { minLength: 25, maxLength: 40 }), async (trials) => {
      const clock = travellingClock(`${FIRST}T08:00:00+08:00`);
      const can = { clock };
      const space = await givenSpace(database, ALWAYS);
      const { carrierId, operator } = space;
      const teams = [await givenTeam(database, carrierId, 60), await givenTeam(database, carrierId, 60)] as const;
      const terms = { bufferMinutes: 0, checkIn: true, offerMinutes: 60 };
      const room = await givenResource(database, carrierId, 'room', { count: 2, terms });
      const device = await givenResource(database, carrierId, 'device', {
        count: 3,
        terms: { ...terms, approval: true },
      });
      const desk = await givenResource(database, carrierId, 'desk', { count: 4, terms: { checkIn: false } });
      const resources = [room, device, desk] as const;
      const jobs = new JobRunner(
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
      for (const { deed, team, resource, quantity, start, hours, days, which, repeat } of trials) {
        const { founder } = teams[team] as (typeof teams)[number];
        const now = clock.now().epochMilliseconds;
        const byDay = resource === 2;
        const from = byDay ? midnight(addDays(dayAt(now), start % 8)) : Math.ceil(now / HOUR) * HOUR + start * HOUR;
        const span = {
          startsAt: new Date(from).toISOString(),
          endsAt: new Date(byDay ? midnight(addDays(dayAt(from), days)) : from + hours * HOUR).toISOString(),
        };
        const rows = await stored(carrierId);
        const one = rows[which % Math.max(1, rows.length)];
        const attempt = database.transact(async (tx) => {
          if (deed === 'book' || deed === 'wait') {
            await book(tx, can, founder, {
              carrierId,
              items: [{ resourceId: resources[resource] as string, quantity }],
              ...span,
              attendees: 1,
              purpose: null,
              payment: 'credits',
              teamId: null,
              personId: null,
              repeat: repeat ? { every: 'day', until: addDays(dayAt(from), 3), mode: 'possible' } : null,
              wait: deed === 'wait',
            });
          } else if (deed === 'range') {
            const range = { from: dayAt(from), to: addDays(dayAt(from), days - 1) };
            await cancelRange(tx, can, founder, {
              carrierId,
              ...range,
              resourceId: null,
              seriesId: null,
              reason: '不来',
            });
          } else if (deed === 'close') {
            const closing = {
              ...span,
              resourceId: resources[resource] as string,
              reason: '检修',
              cancelsBookings: repeat,
            };
            await closeOver(tx, can, operator, { carrierId, ...closing });
          } else if (one) {
            const { id: bookingId, version } = one;
            if (deed === 'move') await moveBooking(tx, can, founder, { bookingId, version, ...span, items: null });
            if (deed === 'cancel') await cancelBooking(tx, can, founder, { bookingId, version, reason: '不来' });
            if (deed === 'accept') await acceptOffer(tx, can, founder, { bookingId, version });
            if (deed === 'checkIn') await checkIn(tx, can, { bookingId, version });
            if (deed === 'decide')
              await decideBooking(tx, can, operator, {
                bookingId,
                version,
                decision: repeat ? 'approve' : 'decline',
                reason: '看情况',
              });
          }
        });
        await attempt.catch((error: unknown) => {
          if (!(error instanceof Refusal)) throw error;
        });
        if (deed === 'hour') {
          clock.advance({ hours });
          await jobs.runDue();
        }
      }
      expect(await doubleBookings(database)).toEqual([]);
      const rows = await stored(carrierId);
      for (const { quantity, units } of rows) expect(units).toBe(quantity);
      const [sums] = await database.read((tx) =>
        sqlRows<{ total: number; wrong: number; spent: number; booked: number }>(
          tx,
          `select sum(a.balance)::int as total,
             count(*) filter (where a.balance <> (select coalesce(sum(case when m.taker_id = a.id then m.amount else -m.amount end), 0)
               from credit_movement m where a.id in (m.giver_id, m.taker_id)))::int as wrong,
             min(a.balance) filter (where a.team_id is not null)::int as spent,
             (select count(*) from booking where carrier_id = $1)::int as booked
           from credit_account a where a.carrier_id = $1`,
          [carrierId],
        ),
      );
      expect(sums).toMatchObject({ total: 0, wrong: 0 });
      expect(sums?.spent).toBeGreaterThanOrEqual(0);
      expect(await monthByProduct(carrierId)).toEqual(bruteForce(rows, resources));
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 5), seed: 20261123 },
  );
}, 300_000);

type Used = Record<string, Record<Day, number>>;

async function monthByProduct(carrierId: string): Promise<Used> {
  const rows = await database.read((tx) => occupancyOfMonth(tx, carrierId, '2026-11'));
  return Object.fromEntries(
    rows.map(({ resourceId, days }) => [
      resourceId,
      Object.fromEntries(days.filter(({ usedHours }) => usedHours > 0).map(({ day, usedHours }) => [day, usedHours])),
    ]),
  );
}

/** Hour by hour over the whole month. */
function bruteForce(rows: readonly Stored[], resources: readonly string[]): Used {
  const used: Used = Object.fromEntries(resources.map((id) => [id, {}]));
  for (let hour = midnight('2026-11-01'); hour < midnight('2026-12-01'); hour += HOUR) {
    const day = dayAt(hour);
    for (const { resourceId, quantity, state, start, end } of rows) {
      if ((state !== 'confirmed' && state !== 'checkedIn') || start > hour || end <= hour) continue;
      const days = used[resourceId] as Record<Day, number>;
      days[day] = (days[day] ?? 0) + quantity;
    }
  }
  return used;
}
