import { afterAll, beforeAll, expect, test } from 'vitest';
import { factSheet } from '../../facts/fact-sheet.ts';
import { travellingClock } from '../../kernel/clock.ts';
import { isUscc } from '../../kernel/uscc.ts';
import { sqlRows } from '../../platform/db/database.ts';
import { testDatabase } from '../../test-app.ts';
import { loadDemoRecords } from './demo.actions.ts';
import { DEMO_CARRIER_IDS } from './demo.ids.ts';

const { database, drop } = await testDatabase();
const clock = travellingClock('2026-11-23');
beforeAll(() => database.transact((tx) => loadDemoRecords(tx, clock)), 60_000);
afterAll(drop);

const rows = <R>(sql: string) => database.read((tx) => sqlRows<R>(tx, sql));

test('a second start writes nothing', async () => {
  expect(await database.transact((tx) => loadDemoRecords(tx, clock))).toBe(false);
});

test('the six spaces of 河东区 have the seed funds and grants of the report', async () => {
  const found = await rows<{ name: string; fund: number | null; grant: number | null; operator: string | null }>(
    `select c.name, f.amount_fen as fund, g.amount_fen as "grant", o.name as operator from carrier c
     join territory t on t.id = c.territory_id left join seed_fund f on f.carrier_id = c.id
     left join grant_received g on g.carrier_id = c.id left join organisation o on o.id = c.operator_id
     where t.code = '120102' order by c.name_sort`,
  );
  expect(
    found.map((row) => [row.name, row.fund && row.fund / 1e6, row.grant && row.grant / 1e6, row.operator]),
  ).toEqual([
    ['M3创空间', 300, 300, null],
    ['纳什空间', 200, null, null],
    ['勤坊众创空间', 300, null, null],
    ['天津电气院智能电气众创空间', 300, 200, '天津智能电气研究院'],
    ['天津手牵手众创空间', null, 200, null],
    ['宜棠熙悦众创空间', 300, 300, null],
  ]);
});

test('the records of 河东区 are marked 示例, end with the report’s day, and keep no book: today everything is unknown', async () => {
  const hedong = `join carrier c on c.id = r.carrier_id join territory t on t.id = c.territory_id where t.code = '120102'`;
  for (const table of ['premises', 'desk', 'mentor_agreement', 'tenancy']) {
    const [row] = await rows<{ marked: boolean; last: string }>(
      `select bool_and(r.example and r.note like '示例%') as marked, max(coalesce(r.valid_to, '9999-12-31')) as last from ${table} r ${hedong}`,
    );
    expect(row, table).toEqual({ marked: true, last: '2017-08-31' });
  }
  // What the report does not spread stays unknown: nobody entered it.
  for (const table of ['area_use', 'room', 'lease', 'staff', 'facility', 'record_book']) {
    const [row] = await rows<{ count: number }>(`select count(*) from ${table} r ${hedong}`);
    expect(row?.count, table).toBe(0);
  }
  const id = DEMO_CARRIER_IDS.hedongM3;
  const keys = ['space.desks', 'space.residents', 'space.mentors', 'space.publicArea', 'space.serviceStaff'] as const;
  const sheet = (on: string) => database.read((tx) => factSheet(tx, id, on, keys));
  expect(Object.values(await sheet('2026-11-23')).map((fact) => fact.value)).toEqual(keys.map(() => undefined));
  const then = await sheet('2017-08-31');
  expect(keys.map((key) => then[key].value)).toEqual([120, 42, 16, undefined, undefined]);
  expect(then['space.residents'].provenance.every((one) => one.example)).toBe(true);
  const totals = await rows<{ indicator: string; value: number }>(
    'select indicator, value from cited_statistic order by position limit 3',
  );
  expect(totals.map((row) => [row.indicator, row.value])).toEqual([
    ['众创空间数', 6],
    ['众创空间总面积', 16300],
    ['工位数', 466],
  ]);
});

test('what is invented is marked, and its codes are valid', async () => {
  const organisations = await rows<{ name: string; uscc: string | null; example: boolean }>(
    'select name, uscc, example from organisation',
  );
  expect(organisations.filter((row) => row.example !== row.name.startsWith('示例')).map((row) => row.name)).toEqual([]);
  expect(organisations.filter((row) => row.uscc && !(isUscc(row.uscc) && row.example)).map((row) => row.name)).toEqual(
    [],
  );
  const teams = await rows<{ uscc: string }>('select uscc from team where uscc is not null');
  expect(teams.every((row) => isUscc(row.uscc))).toBe(true);
  const carriers = await rows<{ count: number }>("select count(*) from carrier where example and name like '示例%'");
  expect(carriers[0]?.count).toBe(18);
});
