import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedDemoPeople } from '../../identity/demo/demo-people.ts';
import { newId } from '../../kernel/id.ts';
import { sqlRows } from '../../platform/db/database.ts';
import { givenCarrier, givenRecord } from '../../records/carriers/carrier.fixture.ts';
import { loadDemoRecords } from '../../records/demo/demo.actions.ts';
import { DEMO_ORGANISATION_IDS } from '../../records/demo/demo.ids.ts';
import { territoryIdOf } from '../../records/territories/territory.ts';
import { type TestApp, testApp } from '../../test-app.ts';
import { clientOf } from '../../test-client.ts';

let app: TestApp;
const people = new Map<string, string>();
beforeAll(async () => {
  app = await testApp();
  const { database, clock, config } = app.services;
  await database.transact(async (tx) => {
    await loadDemoRecords(tx, clock);
    await seedDemoPeople(tx, config, DEMO_ORGANISATION_IDS);
  });
  const rows = await database.read((tx) =>
    sqlRows<{ id: string; account: string }>(tx, 'select id, account from person'),
  );
  for (const { id, account } of rows) people.set(account, id);
});
afterAll(() => app.close());
const as = (account: string) => clientOf(app, people.get(account) ?? '');

test('the report’s table is counted from records, to the figure, on the day it speaks of', async () => {
  const report = (await as('hedong').get('/api/territory-report')).json();
  expect([report.territory, report.on]).toEqual(['天津市河东区', '2017-08-31']);
  type Row = {
    zh: string;
    counted: number | null;
    cited: { value: number; bound: string } | null;
    agrees: boolean | null;
  };
  expect(report.rows.map((row: Row) => [row.zh, row.counted, row.cited?.value, row.cited?.bound, row.agrees])).toEqual([
    ['众创空间数', 6, 6, 'exact', true],
    ['众创空间总面积', 16300, 16300, 'exact', true],
    ['工位数', 466, 466, 'exact', true],
    // The report does not say which five: cited, not counted.
    ['市级众创空间数', null, 5, 'exact', null],
    ['纳入国家级孵化器管理服务体系的众创空间数', 2, 2, 'exact', true],
    ['创业导师人数', 63, 60, 'atLeast', true],
    ['创业辅导培训场次', 82, 82, 'exact', true],
    ['创新创业活动场次', 108, 100, 'atLeast', true],
    ['入驻创客人数', 286, 280, 'atLeast', true],
    ['入驻创业团队数', 163, 163, 'exact', true],
    ['吸纳应届毕业大学生就业人数', 236, 230, 'atLeast', true],
    ['累计获得投融资', 2130, 2100, 'atLeast', true],
    ['孵化成功并注册的企业数', 83, 83, 'exact', true],
    ['申请专利数', 42, 42, 'exact', true],
    ['专利授权数', 28, 28, 'exact', true],
    ['研发技术成果数', 48, 48, 'exact', true],
    ['转化技术成果数', 16, 16, 'exact', true],
    // The space on the network: the report says nothing of it, and nothing is entered.
    ['虚拟工位数', null, undefined, undefined, null],
    ['远程团队数', null, undefined, undefined, null],
    ['线上服务数', null, undefined, undefined, null],
    ['网络社区成员人数', null, undefined, undefined, null],
    // Nor of those who gave up.
    ...['创业终止的团队', '提出再教育', '提出再就业', '提出再创业', '接受的帮扶', '再次创业的团队'].map((zh) => [
      zh,
      null,
      undefined,
      undefined,
      null,
    ]),
  ]);
});

test('each number opens to its records, which add up to it', async () => {
  const { rows } = (await as('hedong').get('/api/territory-report')).json();
  for (const { key, counted, records } of rows) {
    const path = `/api/territory-report/${key}/records?on=2017-08-31`;
    let sum = 0;
    for (let page = 1; (page - 1) * 200 < records; page++)
      for (const row of (await as('hedong').get(`${path}&size=200&page=${page}`)).json().rows) sum += row.value;
    const { total, bySpace } = (await as('hedong').get(path)).json();
    expect([key, total, sum], key).toEqual([key, records, counted ?? 0]);
    expect(
      bySpace.reduce((all: number, space: { value: number }) => all + space.value, 0),
      key,
    ).toBe(sum);
  }
});

test('another day counts what held then, what nothing shows is unknown, and another department sees its own', async () => {
  const today = (await as('hedong').get('/api/territory-report?on=2026-11-23')).json();
  const of = (report: { rows: { key: string; counted: number | null; agrees: boolean | null }[] }, key: string) =>
    report.rows.find((row) => row.key === key);
  expect(of(today, 'desks')).toMatchObject({ counted: null, agrees: null });
  const hunan = (await as('sheng.jingban').get('/api/territory-report')).json();
  expect([hunan.territory, hunan.on, of(hunan, 'spaces')?.counted]).toEqual(['湖南省', '2026-11-23', 13]);
  expect((await as('yunying').get('/api/territory-report')).statusCode).toBe(403);
});

test('河东 四(三)1: who gave up, what was offered and who began anew is counted for the territory, and opens to its records', async () => {
  const { database } = app.services;
  await database.transact(async (tx) => {
    const space = { territoryId: territoryIdOf('120102'), operatorId: null };
    const from = await givenCarrier(tx, { ...space, kind: 'makerSpace', name: '原空间' });
    const to = await givenCarrier(tx, { ...space, kind: 'incubator', name: '新孵化器' });
    const leave = async (name: string, day: string, exit: 'failed' | 'graduated') => {
      const { id: teamId } = await givenRecord(tx, from.id, 'team', { name });
      await givenRecord(tx, from.id, 'tenancy', { teamId, exitKind: exit }, { validFrom: '2024-01-01', validTo: day });
      return teamId;
    };
    const [again, , pending] = [
      await leave('再来队', '2025-03-31', 'failed'),
      await leave('毕业队', '2025-03-31', 'graduated'),
      await leave('未走队', '2026-12-31', 'failed'),
    ];
    await leave('未再来队', '2025-06-30', 'failed');
    const offer = (teamId: string, kind: string, day: string, accepted: boolean | null, confirmed = true) =>
      sqlRows(
        tx,
        `insert into restart_offer (id, root_id, team_id, valid_from, kind, content, accepted, example, confirmed_at)
         values ($1, $1, $2, $3, $4, '内容', $5, false, $6)`,
        [newId(), teamId, day, kind, accepted, confirmed ? '2025-04-02T00:00:00Z' : null],
      );
    await offer(again, 'retraining', '2025-04-01', true);
    await offer(again, 'restart', '2025-04-01', true);
    await offer(again, 'reemployment', '2025-04-01', false);
    await offer(again, 'retraining', '2025-05-01', null, false);
    await offer(pending, 'retraining', '2026-06-01', null);
    await givenRecord(tx, to.id, 'tenancy', { teamId: again }, { validFrom: '2025-09-01' });
  });
  const counted = async (account: string, on: string) => {
    const { rows } = (await as(account).get(`/api/territory-report?on=${on}`)).json();
    return SETBACKS.map((key) => rows.find((row: { key: string }) => row.key === key)?.counted);
  };
  expect(await counted('hedong', '2025-03-30')).toEqual([null, null, null, null, null, null]);
  expect(await counted('hedong', '2025-06-30')).toEqual([2, 1, 1, 1, 2, null]);
  expect(await counted('hedong', '2026-11-23')).toEqual([2, 1, 1, 1, 2, 1]);
  expect(await counted('hu.qu', '2026-11-23')).toEqual([null, null, null, null, null, null]);
  const opened = async (key: string) =>
    (await as('hedong').get(`/api/territory-report/${key}/records?on=2026-11-23`))
      .json()
      .rows.map(({ label, day, carrierName }: Record<string, string>) => [label, day, carrierName]);
  expect(await opened('failedTeams')).toEqual([
    ['再来队', '2025-03-31', '原空间'],
    ['未再来队', '2025-06-30', '原空间'],
  ]);
  expect(await opened('retraining')).toEqual([['再来队', '2025-04-01', '原空间']]);
  expect(await opened('restarted')).toEqual([['再来队', '2025-09-01', '新孵化器']]);
});
const SETBACKS = ['failedTeams', 'retraining', 'reemployment', 'restart', 'offersAccepted', 'restarted'];
