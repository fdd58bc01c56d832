// Free slots, the occupancy of a month and a space's fact sheet over a country's bookings on PostgreSQL, against their cost at
// a hundredth of the data. BENCH_BOOKINGS=10000000 is the whole country; the default keeps `npm run bench` short.
import { tmpdir } from 'node:os';
import pg from 'pg';
import { startPostgres } from '../scripts/postgres.ts';
import { factSheet } from '../src/facts/fact-sheet.ts';
import { type Actor, PUBLIC } from '../src/kernel/actor.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { addDays } from '../src/kernel/day.ts';
import { type Database, openDatabase, sqlRows } from '../src/platform/db/database.ts';
import { migrate } from '../src/platform/db/migrate.ts';
import { occupancyOfMonth, searchFree } from '../src/records/bookings/search.actions.ts';
import { seedTerritories } from '../src/records/territories/territory.store.ts';
import { line } from './product.ts';

const BOOKINGS = Number(process.env.BENCH_BOOKINGS ?? 200_000);
/** As in the country: 10 million bookings over 15,000 spaces. */
const PER_SPACE = 667;
const ROOMS = 6;
/** The last day on which somebody books. */
const LAST = '2026-11-30';

interface Prepared {
  readonly database: Database;
  readonly carrierIds: readonly string[];
}

/** So many bookings, spread evenly over spaces, rooms and the two years before `LAST`, no two at once. */
async function prepare(server: string, bookings: number): Promise<Prepared> {
  const name = `bench_bookings_${bookings}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`drop database if exists ${name} with (force)`);
  await admin.query(`create database ${name}`);
  await admin.end();
  const url = new URL(server);
  url.pathname = `/${name}`;
  const database = openDatabase({ url: url.href, folder: tmpdir() });
  await migrate(database.pool);
  const spaces = Math.max(4, Math.round(bookings / PER_SPACE));
  await database.transact(seedTerritories);
  const run = (text: string, values: unknown[] = []) => database.pool.query(text, values);
  const id = (kind: string, n: string) => `('00000000-0000-8000-${kind}-' || lpad((${n})::text, 12, '0'))::uuid`;
  await run(
    `insert into organisation (id, kind, name, territory_id) select ${id('8001', '1')}, 'operator', '示例运营机构', id from territory where code = '430102'`,
  );
  await run(`insert into person (id, name) values (${id('8002', '1')}, '示例经办')`);
  await run(
    `insert into carrier (id, kind, features, territory_id, name, name_sort, operator_id, opened_on)
     select ${id('8003', 'i')}, 'makerSpace', '{}', t.id, '示例众创空间' || i, 'kongjian' || i, ${id('8001', '1')}, '2018-01-01'
     from generate_series(1, $1::int) i, (select id from territory where code = '430102') t`,
    [spaces],
  );
  await run(
    `insert into carrier_version (id, carrier_id, name, operator_id) select gen_random_uuid(), id, name, operator_id from carrier`,
  );
  await run(
    `insert into room (id, root_id, carrier_id, valid_from, name, kind, count, seats)
     select ${id('8004', `i * ${ROOMS} + k`)}, ${id('8004', `i * ${ROOMS} + k`)}, ${id('8003', 'i')}, '2018-01-01', '房间' || k, 'meeting', 1, 8
     from generate_series(1, $1::int) i, generate_series(0, ${ROOMS - 1}) k`,
    [spaces],
  );
  await run(
    `insert into resource (id, carrier_id, room_id, use, period, step_minutes, least_minutes, most_minutes, buffer_minutes, notice_minutes,
       ahead_days, refund_minutes, approval, check_in, grace_minutes, offer_minutes, features, qr_token, created_at, updated_at)
     select r.id, r.carrier_id, r.id, 'booked', 'hour', 30, 30, 480, 15, 0, 90, 120, false, true, 15, 120, '{}', r.id::text, now(), now() from room r`,
  );
  await run(
    `insert into opening (id, carrier_id, day_kind, opens, closes)
     select gen_random_uuid(), c.id, k, 540, 1260 from carrier c, unnest(array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'holiday', 'makeup']) k`,
  );
  // The nth booking of a room starts on its own day, so that none overlaps another; the index over them is built once.
  await run('alter table booking_item drop constraint booking_item_overlaps');
  await run('alter table booking_item disable trigger user');
  const perRoom = Math.ceil(PER_SPACE / ROOMS);
  await run(
    `insert into booking (id, carrier_id, organisation_id, person_id, booked_by, starts_at, ends_at, state, attendees, user_group, payment, fee_fen,
       credits, created_at, updated_at)
     select ${id('8005', `(i * ${ROOMS} + k) * 1000 + n`)}, ${id('8003', 'i')}, ${id('8001', '1')}, ${id('8002', '1')}, ${id('8002', '1')},
       s.at, s.at + interval '90 minutes', case when n % 25 = 0 then 'noShow' else 'checkedIn' end, 4, 'own', 'money', 0, 0, s.at, s.at
     from generate_series(1, $1::int) i, generate_series(0, ${ROOMS - 1}) k, generate_series(0, ${perRoom - 1}) n,
       lateral (select (date '${LAST}' - n * 6 - k)::timestamp at time zone 'Asia/Shanghai' + (9 + n % 11) * interval '1 hour' as at) s`,
    [spaces],
  );
  await run(
    `insert into booking_item (booking_id, resource_id, quantity, units, during, holds)
     select b.id, ('00000000-0000-8000-8004-' || lpad((right(b.id::text, 12)::bigint / 1000)::text, 12, '0'))::uuid, 1, '{[1,2)}',
       tstzrange(b.starts_at, b.ends_at + interval '15 minutes'), b.state <> 'noShow' from booking b`,
  );
  await run('alter table booking_item enable trigger user');
  await run(
    `alter table booking_item add constraint booking_item_overlaps exclude using gist (resource_id with =, during with &&, units with &&) where (holds)`,
  );
  await run('vacuum analyze');
  const rows = await database.read((tx) =>
    sqlRows<{ id: string }>(tx, `select id from carrier order by md5(id::text) limit 40`),
  );
  return { database, carrierIds: rows.map((row) => row.id) };
}

type Question = (prepared: Prepared, carrierId: string) => Promise<unknown>;

const QUESTIONS: Readonly<Record<string, Question>> = {
  'free-slots': ({ database }, carrierId) => {
    const operator: Actor = { ...PUBLIC, organisationId: '00000000-0000-8000-8001-000000000001' };
    const asked = {
      carrierId,
      kind: 'room',
      day: addDays(systemClock.today(), 1),
      minutes: 60,
      length: 1,
      seats: 4,
      quantity: 1,
    } as const;
    return database.read((tx) => searchFree(tx, { clock: systemClock }, operator, asked));
  },
  month: ({ database }, carrierId) => database.read((tx) => occupancyOfMonth(tx, carrierId, LAST.slice(0, 7))),
  'fact-sheet': ({ database }, carrierId) => database.read((tx) => factSheet(tx, carrierId, LAST)),
};

const TURNS = 15;

/** Milliseconds for one answer, small and large in turn so that both meet the same machine: the best round of each. */
async function costs(small: Prepared, large: Prepared, question: Question): Promise<[number, number]> {
  const best: [number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let turn = 0; turn < TURNS; turn++) {
    for (const [index, prepared] of [small, large].entries()) {
      const ids = prepared.carrierIds.slice(0, 4);
      const began = performance.now();
      for (const id of ids) await question(prepared, id);
      const each = (performance.now() - began) / ids.length;
      if (each < (best[index] as number)) best[index] = each;
    }
  }
  return best;
}

export async function benchBookings(): Promise<boolean> {
  const postgres = await startPostgres();
  try {
    const small = await prepare(postgres.url, Math.round(BOOKINGS / 100));
    const large = await prepare(postgres.url, BOOKINGS);
    const [counted] = await large.database.read((tx) =>
      sqlRows<{ n: number; spaces: number }>(
        tx,
        'select (select count(*) from booking) n, (select count(*) from carrier) spaces',
      ),
    );
    console.log(`bookings: ${counted?.n} over ${counted?.spaces} spaces`);
    let ok = true;
    for (const [name, question] of Object.entries(QUESTIONS)) {
      const [limit, ours] = await costs(small, large, question);
      ok = line(`booking-${name}-ms`, ours, limit, ours / limit, '<=1.5', ours <= limit * 1.5) && ok;
    }
    await small.database.close();
    await large.database.close();
    return ok;
  } finally {
    await postgres.stop();
  }
}

if (import.meta.main) process.exitCode = (await benchBookings()) ? 0 : 1;
