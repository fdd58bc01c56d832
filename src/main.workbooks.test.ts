import type ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoPerson } from './cases/casefile/case.given.ts';
import { MOST_ROWS } from './identity/list-route.ts';
import { sqlRows } from './platform/db/database.ts';
import { loadWorkbook } from './platform/documents/excel.load.ts';
import { DEMO_CARRIER_IDS } from './records/demo/demo.ids.ts';
import { type TestApp, testApp } from './test-app.ts';
import { clientOf } from './test-client.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ data: 'demo' });
});
afterAll(() => app.close());

const of = (path: string) => `/api/carriers/${DEMO_CARRIER_IDS.xingtu}/${path}`;
/** Each list as somebody who has rows in it; those that are empty in the demo are read for their header. */
const LISTS: readonly (readonly [account: string, path: string, query: string])[] = [
  ['sheng.jingban', '/api/cases', 'state=open'],
  ['sheng.jingban', '/api/carriers', 'kind=makerSpace&sort=-name'],
  ['yunying', '/api/teams', ''],
  ['sheng.jingban', '/api/designations', 'state=valid'],
  ['chuangye', '/api/bookings', 'order=desc'],
  ['yunying', of('admissions'), 'state=received'],
  ['yunying', of('tenancies'), 'all=true'],
  ['yunying', '/api/registrations', ''],
  ['daoshi', '/api/mentoring-sessions', ''],
  ['yunying', '/api/transfers', ''],
  ['sheng.jingban', '/api/problems', ''],
  ['sheng.jingban', '/api/objections', ''],
  ['sheng.jingban', '/api/experts', ''],
  ['sheng.jingban', '/api/organisations', 'kind=operator'],
  ['anquan', '/api/people', 'role=expert'],
  ['shenji', '/api/audit', ''],
  ['sheng.jingban', '/api/rounds', ''],
  ['sheng.jingban', '/api/notices', ''],
  ['sheng.jingban', '/api/credit', ''],
  ['sheng.jingban', '/api/claims', ''],
  ['sheng.jingban', '/api/rewards', ''],
];

const browserOf = async (account: string) => clientOf(app, (await demoPerson(app, account)).actor.personId as string);
const write = (text: string, values: unknown[]) => app.services.database.transact((tx) => sqlRows(tx, text, values));
const cells = (sheet: ExcelJS.Worksheet) =>
  sheet.getSheetValues().map((row) => (Array.isArray(row) ? row.slice(1).map((cell) => cell ?? null) : []));

test.each(LISTS)('%s takes away %s as a workbook: what the list shows, all of it', async (account, path, query) => {
  const browser = await browserOf(account);
  const shown = (await browser.get(`${path}?${query}&size=200`)).json();
  const answer = await browser.get(`${path}.xlsx?${query}`);
  expect(answer.statusCode, answer.body).toBe(200);
  expect(answer.headers['content-disposition']).toMatch(/^attachment; filename\*=UTF-8''.+-2026-\d\d-\d\d\.xlsx$/);
  const [sheet] = (await loadWorkbook(answer.rawPayload)).worksheets;
  const [, header, ...rows] = cells(sheet as ExcelJS.Worksheet);
  expect(header?.every((title) => typeof title === 'string')).toBe(true);
  expect(rows.length).toBe(shown.total);
  if (rows.length > 0) expect(rows.flat().some((cell) => cell !== null)).toBe(true);
});

test('text that would be a formula stays text, and who took the list away is in the audit log', async () => {
  await write(`update carrier set goals = '=HYPERLINK("http://x")' where id = $1`, [DEMO_CARRIER_IDS.xingtu]);
  const officer = await browserOf('sheng.jingban');
  const answer = await officer.get('/api/carriers.xlsx?q=示例星图众创空间');
  const [sheet] = (await loadWorkbook(answer.rawPayload)).worksheets;
  const [, header, row] = cells(sheet as ExcelJS.Worksheet);
  expect(row?.[header?.indexOf('发展目标') ?? -1]).toBe('=HYPERLINK("http://x")');
  const { rows } = (await (await browserOf('shenji')).get('/api/audit?size=1')).json();
  expect(rows[0]).toMatchObject({ action: 'carrier.list get /api/carriers.xlsx', person: { name: '陈省经办' } });
});

test('a list too long for one workbook says how to narrow it', async () => {
  await write(
    `insert into organisation (id, kind, name, territory_id)
     select gen_random_uuid(), 'operator', '示例多' || i, territory_id from organisation, generate_series(1, $1::int + 1) i
     where organisation.name = '示例星图创业服务有限公司'`,
    [MOST_ROWS],
  );
  const officer = await browserOf('sheng.jingban');
  const answer = await officer.get('/api/organisations.xlsx?q=示例多');
  expect([answer.statusCode, answer.json().code]).toEqual([422, 'list.too-long']);
});
