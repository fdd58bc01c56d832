// A generated country in the database: so many spaces over all its districts, each with the books that an operator keeps.
import type { Database } from '../src/platform/db/database.ts';
import { freshDatabase } from './product.ts';

/** The `n`th row of a table, so that rows can name each other. */
const id = (table: number, n: string) => `('00000000-0000-8000-9${table}-' || lpad((${n})::text, 12, '0'))::uuid`;
const SPACE = id(100, 'i');
/** Always the same draw from 0 to 1 for a space and a matter. */
const draw = (matter: string) => `((hashtext(i::text || '${matter}') & 1023) / 1024.0)`;
/** How well a space does in a matter; every third does well in all. */
const does = (matter: string) => `(case when i % 3 = 0 then 0.6 + 0.4 * ${draw(matter)} else ${draw(matter)} end)`;
/** One in twenty, differently for each matter, has not entered it. */
const entered = (matter: string) => `${draw(`${matter}?`)} > 0.05`;
const TEAMS = 25;

/** Records of a kind: `each` of them for every space. Columns beside the usual ones, with their SQL over i and k. */
function records(kind: string, table: number, each: string, columns: Readonly<Record<string, string>>, most: number) {
  const row = id(table, `i * ${most} + k`);
  const given = { valid_from: `date '2022-01-01' + k`, ...columns };
  return `insert into ${kind} (id, root_id, carrier_id, ${Object.keys(given).join(', ')})
    select ${row}, ${row}, ${SPACE}, ${Object.values(given).join(', ')}
    from generate_series(1, $1::int) i, generate_series(0, ${most - 1}) k where k < ${each} and ${entered(kind)}`;
}
const oneOf = (...options: string[]) => `(array[${options.map((one) => `'${one}'`).join(', ')}])[k + 1]`;

/** What an ordinary space has on its books; figures around what documents ask for. */
const BOOKS: readonly string[] = [
  records(
    'premises',
    200,
    '1',
    {
      address: "'示例路'",
      tenure: "case when i % 3 = 0 then 'owned' else 'leased' end",
      area_m2: `round(${draw('area')} * 1800)`,
    },
    1,
  ),
  records(
    'lease',
    210,
    '1',
    { premises_id: id(200, 'i'), valid_to: `date '2022-01-01' + (${draw('lease')} * 3650)::int` },
    1,
  ),
  records('area_use', 220, '2', { use: oneOf('public', 'tenant'), area_m2: `round(${does('public')} * 600)` }, 2),
  records('desk', 230, '2', { kind: oneOf('fixed', 'hot'), count: `(${does('desks')} * 80)::int` }, 2),
  records('room', 240, '2', { kind: oneOf('meeting', 'roadshow') }, 2),
  records('facility', 250, '5', { kind: oneOf('power', 'water', 'fireSafety', 'telecom', 'network') }, 5),
  records(
    'service',
    260,
    `(${does('services')} * 16)::int`,
    { kind: oneOf('rdDesign', 'techTransfer', 'testing', 'incubation', 'ip', 'consulting', 'finance', 'platform') },
    8,
  ),
  records(
    'institutional_document',
    270,
    `(${does('documents')} * 18)::int`,
    {
      kind: oneOf(
        'admission',
        'finance',
        'archive',
        'sharing',
        'secretary',
        'selection',
        'graduation',
        'information',
        'mentoring',
      ),
      title: "'示例制度'",
    },
    9,
  ),
  records('mentor', 280, `(${does('mentors')} * 12)::int`, { name: "'示例导师'" }, 12),
  records('mentor_agreement', 290, `(${does('mentors')} * 12)::int`, { mentor_id: id(280, 'i * 12 + k') }, 12),
  records(
    'staff',
    300,
    `(${does('staff')} * 8)::int`,
    { name: "'示例人员'", full_time: 'k % 2 = 0', qualification: "case when k % 3 > 0 then '孵化从业' end" },
    8,
  ),
  records('seed_fund', 310, '1', { name: "'示例种子基金'", amount_fen: `(${does('fund')} * 300000000)::bigint` }, 1),
  records(
    'investment_case',
    320,
    `(${does('invested')} * 10)::int`,
    { team_name: "'示例团队' || k", valid_from: `date '2026-01-01' + k` },
    10,
  ),
  records('cooperation_agreement', 330, '2', { partner: "'示例基金' || k", kind: oneOf('angel', 'bank') }, 2),
  records(
    'event',
    340,
    `(${does('events')} * 20)::int`,
    {
      title: "'示例沙龙'",
      kind: "case when k % 4 = 0 then 'training' else 'salon' end",
      valid_from: `date '2025-07-05' + k * 17`,
    },
    20,
  ),
  records(
    'tenancy_terms',
    350,
    '1',
    { free_months: `(${does('free')} * 12)::int`, includes: `'{rent,internet,power,water}'` },
    1,
  ),
  records(
    'team',
    360,
    `(${does('teams')} * ${TEAMS} * 2)::int`,
    {
      name: "'示例团队' || k",
      members: 'k + 2',
      registered_on: `case when k % 2 = 0 then date '2025-01-01' + k * 20 end`,
    },
    TEAMS,
  ),
  records(
    'tenancy',
    370,
    `(${does('teams')} * ${TEAMS} * 2)::int`,
    { team_id: id(360, `i * ${TEAMS} + k`), desks: '2', valid_to: `case when k % 5 = 4 then date '2025-06-30' end` },
    TEAMS,
  ),
];

/** What no record shows and the operator states. */
const STATED = `insert into declared_fact (id, carrier_id, key, value, valid_from, stated_at)
  select gen_random_uuid(), ${SPACE}, key, value, '2025-01-01', now() from generate_series(1, $1::int) i cross join lateral (values
    ('operator.dedicatedBody', to_jsonb(${draw('body')} > 0.1)), ('space.deskArea', to_jsonb(round(${does('deskArea')} * 1500))),
    ('space.annualResidents', to_jsonb((${does('year')} * 60)::int)), ('space.incubationCases', to_jsonb((${does('cases')} * 8)::int)),
    ('space.statisticsReported', to_jsonb(${draw('returns')} > 0.1)), ('operator.nationalStatus', '[]'::jsonb)) stated(key, value)`;

/** Of half the spaces every book is stated complete. */
const COMPLETE = `insert into record_book (carrier_id, kind, complete_from, stated_at)
  select ${SPACE}, kind, '2022-01-01', now() from generate_series(1, $1::int) i,
    unnest(array['premises', 'area_use', 'desk', 'room', 'facility', 'staff', 'mentor_agreement', 'tenancy', 'tenancy_terms', 'service', 'event',
      'seed_fund', 'investment_case', 'institutional_document']) kind where i % 2 = 0`;

export async function generateCountry(server: string, spaces: number): Promise<Database> {
  const { database } = await freshDatabase(server, `bench_country_${spaces}`);
  const client = await database.pool.connect();
  // References are right by the way they are made: checking each of two million takes minutes.
  await client.query('set session_replication_role = replica');
  await client.query(
    `insert into organisation (id, kind, name, territory_id, legal_person, legal_form)
     select ${id(110, 'i')}, 'operator', '示例运营机构' || i, t.id, ${draw('legal')} > 0.05, 'enterprise'
     from generate_series(1, $1::int) i join (select id, row_number() over (order by code) - 1 as n, count(*) over () as total
       from territory where level = 'district') t on t.n = i % t.total`,
    [spaces],
  );
  await client.query(
    `insert into carrier (id, kind, features, territory_id, name, name_sort, operator_id, focus, opened_on)
     select ${SPACE}, 'makerSpace', '{}', o.territory_id, '示例众创空间' || i, 'kongjian' || i, o.id, '智能制造', date '2026-06-30' - (${does('opened')} * 1500)::int
     from generate_series(1, $1::int) i join organisation o on o.id = ${id(110, 'i')}`,
    [spaces],
  );
  await client.query(
    `insert into carrier_version (id, carrier_id, name, operator_id, focus) select gen_random_uuid(), id, name, operator_id, focus from carrier`,
  );
  for (const text of [...BOOKS, STATED, COMPLETE]) await client.query(text, [spaces]);
  await client.query('set session_replication_role = origin');
  client.release();
  await database.pool.query('vacuum analyze');
  return database;
}
