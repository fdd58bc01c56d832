import pg from 'pg';
import { startPostgres } from '../scripts/postgres.ts';
import { factSheet } from '../src/facts/fact-sheet.ts';
import { type Actor, PUBLIC } from '../src/kernel/actor.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { addDays, addMonths } from '../src/kernel/day.ts';
import { type Database, sqlRows } from '../src/platform/db/database.ts';
import { occupancyOfMonth, searchFree } from '../src/records/bookings/search.actions.ts';
import { freshDatabase, line } from './product.ts';

const BOOKINGS = Number(process.env.BENCH_BOOKINGS ?? 200_000);
/** As in the country: 10 million bookings and 700,000 teams over 15,000 spaces. */
const PER_SPACE = 667;
const TEAMS = 47;
const ROOMS = 6;
const TODAY = systemClock.today();
/** The last day for which somebody has booked. */
const LAST = addDays(TODAY, 30);

/** The number first, as a real id begins with its moment: what tells two ids apart stands where an index looks first. */
const id = (kind: string, n: string) => `(lpad(to_hex(${n}), 12, '0') || '8000${kind}000000000000')::uuid`;
/** The number of an id. */
const numberOf = (column: string) => `('x' || left(replace(${column}::text, '-', ''), 12))::bit(48)::bigint`;
const OPERATOR = id('8001', '1');
const PERSON = id('8002', '1');
const SPACE = id('8003', 'i');
const ROOM = id('8004', `i * ${ROOMS} + k`);
const TEAM = id('8006', 'i * 100 + t');
const SPACES = 'generate_series(1, $1::int) i';
const EACH_TEAM = `${SPACES}, generate_series(0, ${TEAMS - 1}) t`;
const MONTHS = `${SPACES}, generate_series(1, 24) m, lateral (select (date '${TODAY}' - m * interval '1 month')::date as day) d`;
/** A team's own record of a kind, for one team in so many. */
const own = (kind: string, every: number, columns: string, values: string) =>
  `insert into ${kind} (id, root_id, team_id, valid_from, confirmed_at, ${columns})
   select x.id, x.id, x.team, date '${TODAY}' - (i + t) % 700, now(), ${values}
   from ${EACH_TEAM}, lateral (select gen_random_uuid() as id, ${TEAM} as team) x where t % ${every} = 0`;

/** So many spaces ($1), what each keeps, and bookings spread evenly over rooms and two years, no two at once. */
const RECORDS = [
  `insert into organisation (id, kind, name, territory_id) select ${OPERATOR}, 'operator', '示例运营机构', id from territory where code = '430102' and $1 > 0`,
  `insert into person (id, name) select ${PERSON}, '示例经办' where $1 > 0`,
  `insert into carrier (id, kind, features, territory_id, name, name_sort, operator_id, opened_on)
   select ${SPACE}, 'makerSpace', '{}', p.id, '示例众创空间' || i, 'kongjian' || i, ${OPERATOR}, '2018-01-01'
   from ${SPACES}, (select id from territory where code = '430102') p`,
  `insert into carrier_version (id, carrier_id, name, operator_id) select gen_random_uuid(), ${SPACE}, '示例众创空间' || i, ${OPERATOR} from ${SPACES}`,
  `insert into premises (id, root_id, carrier_id, valid_from, address, tenure, area_m2) select ${SPACE}, ${SPACE}, ${SPACE}, '2018-01-01', '示例路', 'owned', 1200 from ${SPACES}`,
  `insert into desk (id, root_id, carrier_id, valid_from, kind, count) select ${SPACE}, ${SPACE}, ${SPACE}, '2018-01-01', 'fixed', 100 from ${SPACES}`,
  `insert into room (id, root_id, carrier_id, valid_from, name, kind, count, seats)
   select ${ROOM}, ${ROOM}, ${SPACE}, '2018-01-01', '房间' || k, 'meeting', 1, 8 from ${SPACES}, generate_series(0, ${ROOMS - 1}) k`,
  `insert into resource (id, carrier_id, room_id, use, period, step_minutes, least_minutes, most_minutes, buffer_minutes, notice_minutes,
     ahead_days, refund_minutes, approval, check_in, grace_minutes, offer_minutes, features, qr_token, created_at, updated_at)
   select id, carrier_id, id, 'booked', 'hour', 30, 30, 480, 15, 0, 90, 120, false, true, 15, 120, '{}', id::text, now(), now() from room where $1 > 0`,
  `insert into resource_price (resource_id, user_group, period, fee_fen) select id, 'resident', 'hour', 2000 from resource where $1 > 0`,
  `insert into opening (id, carrier_id, day_kind, opens, closes) select gen_random_uuid(), ${SPACE}, k, 540, 1260 from ${SPACES}, unnest(array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'holiday', 'makeup']) k`,
  `insert into organisation (id, kind, name, territory_id)
   select ${TEAM}, 'enterprise', '示例企业' || i || '-' || t, p.id from ${EACH_TEAM}, (select id from territory where code = '430102') p`,
  `insert into team (id, root_id, carrier_id, organisation_id, valid_from, name, members, company_name, registered_on)
   select ${TEAM}, ${TEAM}, ${SPACE}, ${TEAM}, date '${TODAY}' - (i + t * 17) % 800, '示例团队' || i || '-' || t, 1 + t % 9,
     case when t % 2 = 0 then '示例企业' || i || '-' || t end, case when t % 2 = 0 then date '${TODAY}' - t * 9 end from ${EACH_TEAM}`,
  `insert into tenancy (id, root_id, carrier_id, team_id, valid_from, valid_to, free_months, desks, exit_kind)
   select ${TEAM}, ${TEAM}, ${SPACE}, ${TEAM}, date '${TODAY}' - (i + t * 17) % 800, case when t % 3 = 2 then date '${TODAY}' - t end, 3, 2,
     case when t % 3 = 2 then 'moved' end from ${EACH_TEAM} where t % 3 <> 2 or (i + t * 17) % 800 >= t`,
  own('team_person', 1, 'name, is_founder', "'示例创始人', true"),
  own('team_person', 1, 'name, fresh_graduate', "'示例成员', true"),
  own('ip_right', 2, 'kind, title, granted_on', "'invention', '示例专利', null"),
  own('financing_round', 4, 'kind, amount_fen', "'angel', 100000000"),
  own('team_result', 4, 'title', "'示例成果'"),
  own('restart_offer', 16, 'kind, content', "'retraining', '示例培训'"),
  `insert into ledger_account (id, code, kind, carrier_id, name, opened_at)
   select x.id, x.kind || ':' || ${SPACE} || ':property', x.kind, ${SPACE}, '示例', now()
   from ${SPACES}, unnest(array['income', 'asset']) kind, lateral (select ${id('8008', "i * 2 + (kind = 'asset')::int")} as id, kind) x`,
  `insert into ledger_transaction (id, kind, on_day, says, subject_kind, subject_id, posted_at)
   select ${id('8009', 'i * 100 + m')}, 'statement', d.day, '示例账单', 'carrier', ${SPACE}, now() from ${MONTHS}`,
  `insert into ledger_entry (transaction_id, account_id, amount_fen)
   select ${id('8009', 'i * 100 + m')}, ${id('8008', 'i * 2 + side')}, 100000 * (2 * side - 1) from ${SPACES}, generate_series(1, 24) m, generate_series(0, 1) side`,
  `insert into mentor (id, root_id, carrier_id, valid_from, name) select ${SPACE}, ${SPACE}, ${SPACE}, '2018-01-01', '示例导师' from ${SPACES}`,
  `insert into mentor_agreement (id, root_id, carrier_id, mentor_id, valid_from) select ${SPACE}, ${SPACE}, ${SPACE}, ${SPACE}, '2018-01-01' from ${SPACES}`,
  `insert into mentoring_session (id, number, carrier_id, mentor_id, agreement_id, calendar_id, team_id, starts_at, ends_at, topic, online, state,
     requested_at, team_confirmed_at, mentor_confirmed_at, mode, hour_fee_fen)
   select ${id('8010', 'i * 100 + m')}, '示例' || i || '-' || m, ${SPACE}, ${SPACE}, ${SPACE}, ${SPACE}, ${id('8006', 'i * 100 + m')},
     d.day, d.day + interval '1 hour', '示例', true, 'held', d.day, d.day, d.day, 'volunteer', 0 from ${MONTHS}`,
  `insert into booking (id, carrier_id, organisation_id, team_id, person_id, booked_by, starts_at, ends_at, state, attendees, user_group, payment,
     fee_fen, credits, created_at, updated_at)
   select ${id('8005', `(i * ${ROOMS} + k) * 1000 + n`)}, ${SPACE}, b.team, b.team, ${PERSON}, ${PERSON}, s.at, s.at + interval '90 minutes',
     case when s.at > now() then 'confirmed' when n % 25 = 0 then 'noShow' else 'checkedIn' end, 4, 'resident', 'money', 3000, 0, s.at, s.at
   from ${SPACES}, generate_series(0, ${ROOMS - 1}) k, generate_series(0, ${Math.ceil(PER_SPACE / ROOMS) - 1}) n,
     lateral (select (date '${LAST}' - n * 6 - k)::timestamp at time zone 'Asia/Shanghai' + (9 + n % 11) * interval '1 hour' as at) s,
     lateral (select ${id('8006', `i * 100 + (n + k) % ${TEAMS}`)} as team) b`,
  `insert into booking_item (booking_id, resource_id, quantity, units, during, holds)
   select id, ${id('8004', `${numberOf('id')} / 1000`)}, 1, '{[1,2)}', tstzrange(starts_at, ends_at + interval '15 minutes'), booking_holds(state)
   from booking where $1 > 0`,
];
/** Their indexes are built once, over all rows; what takes longest comes first. */
const LARGE = [
  'booking_item',
  'booking',
  'tenancy',
  'mentoring_session',
  'team_person',
  'team',
  'organisation',
  'ledger_entry',
];

interface Prepared {
  readonly database: Database;
  readonly carrierIds: readonly string[];
}

async function prepare(server: string, bookings: number): Promise<Prepared> {
  const began = performance.now();
  const { url, database } = await freshDatabase(server, `bench_bookings_${bookings}`);
  // What is loaded keeps every rule; triggers and references need not look at each row.
  const loading = new pg.Pool({ connectionString: url, max: 2, options: '-c session_replication_role=replica' });
  const asMigrated = await structure(loading);
  const rebuild = await withoutIndexes(loading);
  const spaces = Math.max(4, Math.round(bookings / PER_SPACE));
  for (const text of RECORDS) await loading.query(text, [spaces]);
  const loaded = performance.now();
  await rebuild();
  if ((await structure(loading)) !== asMigrated) throw new Error('an index or a constraint is not what it was');
  await loading.query('vacuum analyze');
  await loading.end();
  const seconds = (from: number, to: number) => `${Math.round((to - from) / 1000)} s`;
  console.log(`${name}: rows ${seconds(began, loaded)}, indexes ${seconds(loaded, performance.now())}`);
  const rows = await database.read((tx) =>
    sqlRows<{ id: string }>(tx, 'select id from carrier order by md5(id::text) limit 10'),
  );
  return { database, carrierIds: rows.map((row) => row.id) };
}

/** Every index and constraint, as text. */
async function structure(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query(
    `select string_agg(says, E'\n' order by says) as all from (select indexdef as says from pg_indexes where schemaname = 'public'
     union all select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint) x`,
  );
  return rows[0].all;
}

/** Drops what is built faster over all rows than row by row; what is returned builds it again, two tables at a time. */
async function withoutIndexes(pool: pg.Pool): Promise<() => Promise<void>> {
  const { rows } = await pool.query<{ table: string; drop: string; build: string }>(
    `select i.indrelid::regclass as table,
       case when c.oid is null then format('drop index %s', i.indexrelid::regclass) else format('alter table %s drop constraint %I', i.indrelid::regclass, c.conname) end as drop,
       case when c.oid is null then pg_get_indexdef(i.indexrelid) else format('alter table %s add constraint %I %s', i.indrelid::regclass, c.conname, pg_get_constraintdef(c.oid)) end as build
     from pg_index i left join pg_constraint c on c.conindid = i.indexrelid and c.contype in ('u', 'x')
     where i.indrelid = any($1::regclass[]) and not i.indisprimary`,
    [LARGE],
  );
  for (const { drop } of rows) await pool.query(drop);
  const builds = Map.groupBy(rows, ({ table }) => table);
  const build = async (table: string) => {
    const client = await pool.connect();
    for (const one of builds.get(table) ?? []) await client.query(one.build);
    client.release();
  };
  return async () => void (await Promise.all(LARGE.map(build)));
}

type Question = (prepared: Prepared, carrierId: string) => Promise<unknown>;

const QUESTIONS: Readonly<Record<string, Question>> = {
  /** As a team that stays there asks. */
  'free-slots': ({ database }, carrierId) => {
    const team = (Number.parseInt(carrierId.replaceAll('-', '').slice(0, 12), 16) * 100).toString(16).padStart(12, '0');
    const organisationId = `${team.slice(0, 8)}-${team.slice(8)}-8000-8006-000000000000`;
    const resident: Actor = { ...PUBLIC, organisationId };
    const asked = {
      carrierId,
      kind: 'room',
      day: addDays(TODAY, 1),
      minutes: 60,
      length: 1,
      seats: 4,
      quantity: 1,
    } as const;
    return database.read((tx) => searchFree(tx, { clock: systemClock }, resident, asked));
  },
  month: ({ database }, carrierId) =>
    database.read((tx) => occupancyOfMonth(tx, carrierId, addMonths(TODAY, -1).slice(0, 7))),
  'fact-sheet': ({ database }, carrierId) => database.read((tx) => factSheet(tx, carrierId, TODAY)),
};

const TURNS = 15;

/** Milliseconds for one answer, small and large in turn so that both meet the same machine: the best time of each space, averaged. */
async function costs(small: Prepared, large: Prepared, question: Question): Promise<[number, number]> {
  const best = [small, large].map(({ carrierIds }) => carrierIds.map(() => Number.POSITIVE_INFINITY));
  for (let turn = 0; turn < TURNS; turn++) {
    for (const [index, prepared] of [small, large].entries()) {
      for (const [at, id] of prepared.carrierIds.entries()) {
        const began = performance.now();
        await question(prepared, id);
        const times = best[index] as number[];
        times[at] = Math.min(times[at] as number, performance.now() - began);
      }
    }
  }
  return best.map((times) => times.reduce((sum, time) => sum + time, 0) / times.length) as [number, number];
}

/** For loading; nothing of it touches how a question is answered. */
const LOADING = [
  'maintenance_work_mem=512MB',
  'max_wal_size=16GB',
  'wal_level=minimal',
  'max_wal_senders=0',
  'synchronous_commit=off',
];

export async function benchBookings(): Promise<boolean> {
  const postgres = await startPostgres(LOADING);
  try {
    const small = await prepare(postgres.url, Math.round(BOOKINGS / 100));
    const large = await prepare(postgres.url, BOOKINGS);
    const [counted] = await large.database.read((tx) =>
      sqlRows<{ bookings: number; teams: number; spaces: number }>(
        tx,
        'select (select count(*) from booking) bookings, (select count(*) from team) teams, (select count(*) from carrier) spaces',
      ),
    );
    console.log(`${counted?.bookings} bookings, ${counted?.teams} teams, ${counted?.spaces} spaces`);
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
