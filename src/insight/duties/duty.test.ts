import { afterAll, beforeAll, expect, test } from 'vitest';
import { appWithoutCases, demoPerson, given, type Person } from '../../cases/casefile/case.given.ts';
import { insertProblem } from '../../cases/problems/problem.store.ts';
import { newId } from '../../kernel/id.ts';
import { sqlRows } from '../../platform/db/database.ts';
import { reindexCarrier } from '../../records/carriers/carrier.search.ts';
import { DEMO_CARRIER_IDS } from '../../records/demo/demo.ids.ts';
import type { TestApp } from '../../test-app.ts';
import { publicClient } from '../../test-client.ts';

let app: TestApp;
let operator: Person;
const { xingtu } = DEMO_CARRIER_IDS;

const write = (text: string, values: unknown[]) => app.services.database.transact((tx) => sqlRows(tx, text, values));
const apply = async (kind: string, teamName: string, phone: string) => {
  const fields = { kind, teamName, founderName: '张创业', phone, project: '面向小微企业的智能记账软件。' };
  const answer = await publicClient(app).post(`/spaces/${xingtu}/apply`, undefined, {
    payload: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect(answer.statusCode, answer.body).toBe(200);
};
const duties = async (person: Person) =>
  (await given(person.client.get('/api/duties'))).rows.map(
    (row: { duty: string; name: string | null; count: number; at: string; path: string }) => [
      row.duty,
      row.name,
      row.count,
      row.at,
      row.path,
    ],
  );

beforeAll(async () => {
  app = await appWithoutCases();
  operator = await demoPerson(app, 'yunying');
  // On the public register, where founders apply.
  await app.services.database.transact(async (tx) => {
    await sqlRows(tx, `update carrier set source = '登记' where id = $1`, [xingtu]);
    await reindexCarrier(tx, xingtu);
  });
});
afterAll(() => app.close());

test('nothing has happened: nothing is to be done', async () => {
  for (const account of ['yunying', 'sheng.jingban', 'zhuanjia1', 'xitong'])
    expect(await duties(await demoPerson(app, account))).toEqual([]);
});

test('what the public sends in waits for those who answer it, counted by space, and for nobody else', async () => {
  await apply('enquiry', '甲团队', '13800001234');
  await apply('application', '乙团队', '13800001235');
  await apply('application', '丙团队', '13800001236');
  await app.services.database.transact((tx) =>
    insertProblem(tx, {
      id: newId(),
      receipt: 'WT20261123-222222',
      topic: 'service',
      carrierId: xingtu,
      plaqueToken: null,
      page: null,
      says: '承诺的会议室并没有开放。',
      nameSealed: null,
      phoneSealed: null,
      phoneLast4: null,
      at: app.clock.now().toString(),
    }),
  );
  expect(await duties(operator)).toEqual([
    ['application', '示例星图众创空间', 2, '2026-11-23T01:00:00.000Z', `/spaces/${xingtu}/admissions?state=received`],
    ['enquiry', '示例星图众创空间', 1, '2026-11-23T01:00:00.000Z', `/spaces/${xingtu}/admissions?state=enquiry`],
  ]);
  expect(await duties(await demoPerson(app, 'sheng.jingban'))).toEqual([
    ['problem', null, 1, '2026-11-23T01:00:00.000Z', '/problems?state=received'],
  ]);
  for (const account of ['yunying3', 'hu.qu', 'zhuanjia1'])
    expect(await duties(await demoPerson(app, account))).toEqual([]);
});

test('a booking waits for its approval, and on its day for whoever comes; the end of a tenancy is told 30 days before', async () => {
  const staff = await demoPerson(app, 'yunying.yuangong');
  const book = (state: string, from: string, to: string) =>
    write(
      `insert into booking (id, carrier_id, organisation_id, person_id, booked_by, starts_at, ends_at, state, attendees, user_group, payment,
         fee_fen, credits, created_at, updated_at)
       select $1, id, operator_id, $2, $2, $3, $4, $5, 1, 'own', 'money', 0, 0, $3, $3 from carrier where id = $6`,
      [newId(), staff.actor.personId, from, to, state, xingtu],
    );
  await book('requested', '2026-11-24T10:00:00+08:00', '2026-11-24T11:00:00+08:00');
  await book('confirmed', '2026-11-23T23:00:00+08:00', '2026-11-24T00:00:00+08:00');
  await book('confirmed', '2026-11-24T00:00:00+08:00', '2026-11-24T01:00:00+08:00');
  await book('confirmed', '2026-11-23T08:00:00+08:00', '2026-11-23T09:00:00+08:00');
  const [team, tenancy] = [newId(), newId()];
  await write(`insert into team (id, root_id, carrier_id, valid_from, name) values ($1, $1, $2, '2026-01-01', '丁')`, [
    team,
    xingtu,
  ]);
  const until = (day: string) =>
    write('update tenancy set valid_to = $2 where id = $1', [tenancy, day]).then(() => duties(operator));
  await write(
    `insert into tenancy (id, root_id, carrier_id, team_id, valid_from) values ($1, $1, $2, $3, '2026-01-01')`,
    [tenancy, xingtu, team],
  );
  const of = (rows: string[][], duty: string) => rows.filter(([name]) => name === duty);
  expect(of(await duties(staff), 'booking-today')).toEqual([
    ['booking-today', null, 1, '2026-11-23T15:00:00.000Z', '/bookings'],
  ]);
  expect(of(await duties(operator), 'booking-requested')).toEqual([
    ['booking-requested', '示例星图众创空间', 1, '2026-11-24T02:00:00.000Z', `/spaces/${xingtu}/bookings`],
  ]);
  expect(of(await duties(operator), 'tenancy-ending')).toEqual([]);
  expect(of(await until('2026-12-24'), 'tenancy-ending')).toEqual([]);
  expect(of(await until('2026-12-23'), 'tenancy-ending')).toEqual([
    ['tenancy-ending', '示例星图众创空间', 1, '2026-12-23T16:00:00.000Z', `/spaces/${xingtu}/tenancies`],
  ]);
  const leaves = (lastDay: string) =>
    write(
      `insert into departure (id, carrier_id, tenancy_id, state, exit_kind, by_team, noticed_on, last_day, reason, checklist)
       values ($1, $2, $3, 'noticed', 'moved', true, '2026-11-01', $4, '迁出', '[]')
       on conflict (tenancy_id) where state <> 'withdrawn' do update set last_day = excluded.last_day`,
      [newId(), xingtu, tenancy, lastDay],
    ).then(() => duties(operator));
  expect(of(await leaves('2026-11-24'), 'departure-to-complete')).toEqual([]);
  expect(of(await leaves('2026-11-23'), 'departure-to-complete')).toEqual([
    ['departure-to-complete', '示例星图众创空间', 1, '2026-11-23T16:00:00.000Z', `/spaces/${xingtu}/tenancies`],
  ]);
});
