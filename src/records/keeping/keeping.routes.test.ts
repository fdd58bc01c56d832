import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedDemoPeople } from '../../identity/demo/demo-people.ts';
import { type TestApp, testApp } from '../../test-app.ts';
import { clientOf, type TestClient } from '../../test-client.ts';
import { loadDemoRecords } from '../demo/demo.actions.ts';
import { DEMO_CARRIER_IDS, DEMO_ORGANISATION_IDS } from '../demo/demo.ids.ts';
import { RECORD_KIND_CODES } from './kinds.ts';

let app: TestApp;
let operator: TestClient;
let officer: TestClient;
let stranger: TestClient;
beforeAll(async () => {
  app = await testApp();
  await app.services.database.transact(async (tx) => {
    await loadDemoRecords(tx, app.clock);
    await seedDemoPeople(tx, app.services.config, DEMO_ORGANISATION_IDS);
  });
  const { rows } = await app.services.database.pool.query<{ account: string; id: string }>(
    'select account, id from person',
  );
  const as = (account: string) => clientOf(app, rows.find((row) => row.account === account)?.id ?? '');
  [operator, officer, stranger] = [as('yunying'), as('shi.jingban'), as('hu.yunying')];
}, 60_000);
afterAll(() => app.close());

const carrier = DEMO_CARRIER_IDS.yunshan;
const records = `/api/carriers/${carrier}/records`;
const sheets = `/api/carriers/${carrier}/sheets`;

function form(bytes: Buffer, name = '填报.xlsx') {
  const boundary = '----zhongchuang';
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  return {
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  };
}

/** The template with these rows filled in below its header. */
async function filled(kind: string, rows: Record<string, ExcelJS.CellValue>[]): Promise<Buffer> {
  const template = await operator.get(`${sheets}/${kind}/template`);
  expect(template.statusCode).toBe(200);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(template.rawPayload as unknown as ArrayBuffer);
  const sheet = workbook.worksheets[0] as ExcelJS.Worksheet;
  const [view] = sheet.views;
  const header = view?.state === 'frozen' ? (view.ySplit ?? 1) : 1;
  const titles = (sheet.getRow(header).values as string[])
    .slice(1)
    .map((title) => String(title).replace(/[*(].*$/, ''));
  for (const [index, values] of rows.entries()) {
    for (const [title, value] of Object.entries(values)) {
      expect(titles).toContain(title);
      sheet.getCell(header + 1 + index, titles.indexOf(title) + 1).value = value;
    }
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

describe('the book of a carrier', () => {
  test('its operator writes it, its department reads it, nobody else learns of it', async () => {
    const desk = { validFrom: '2026-01-01', values: { kind: 'fixed', count: 4 } };
    const made = await operator.post(`${records}/desk`, desk);
    expect(made.statusCode).toBe(200);
    expect(made.json()).toMatchObject({ label: '固定工位', values: { count: 4, code: null }, version: 1 });
    expect((await officer.get(`${records}/desk`)).json().total).toBe(3);
    expect((await officer.post(`${records}/desk`, desk)).statusCode).toBe(403);
    expect((await stranger.get(`${records}/desk`)).statusCode).toBe(404);
    expect((await stranger.post(`${records}/desk`, desk)).statusCode).toBe(404);
  });

  test('an entry that is wrong says so at its field', async () => {
    const answer = await operator.post(`${records}/premises`, { validFrom: '2026-13-01', values: {} });
    expect(answer.statusCode).toBe(422);
    expect(answer.json().fields).toEqual([
      { path: 'validFrom', code: 'custom', message: '日期应为 2026-01-31 的形式' },
    ]);
    const missing = await operator.post(`${records}/premises`, { validFrom: '2026-01-01', values: {} });
    expect(missing.json().fields).toEqual([{ path: 'values.address', code: 'required', message: '请填写地址' }]);
  });

  test('the kinds are described completely', async () => {
    const { kinds, groups } = (await operator.get('/api/record-kinds')).json();
    expect(kinds).toHaveLength(RECORD_KIND_CODES.length);
    expect(groups.map((group: { code: string }) => group.code)).toEqual([
      'site',
      'people',
      'tenants',
      'work',
      'funding',
      'institution',
    ]);
  });

  test('facts are asked for as of a day, with where they come from', async () => {
    const { on, facts } = (await officer.get(`/api/carriers/${carrier}/facts?on=2026-11-01`)).json();
    expect(on).toBe('2026-11-01');
    const area = facts.find((fact: { key: string }) => fact.key === 'space.floorArea');
    expect(area).toMatchObject({ value: 860, unit: 'm2', obtained: 'derived', complete: true });
    expect(area.provenance).toMatchObject([
      { kind: 'premises', label: '主场地', validFrom: '2021-03-01', validTo: null },
    ]);
  });
});

describe('Excel', () => {
  test('right rows are saved; references are chosen by name', async () => {
    const book = await filled('staff', [
      { 姓名: '导入甲', 专职: '是', 专业技能: '法律、财务', 到岗日期: '2024年1月5日' },
      { 姓名: '导入乙', 专职: '否', 到岗日期: '2024/2/1' },
    ]);
    const report = (await operator.post(`${sheets}/staff/import/all`, undefined, form(book))).json();
    expect(report).toMatchObject({ total: 2, accepted: 2, rejected: 0, problems: [], copyFileId: null });
    const { rows } = (await operator.get(`${records}/staff?q=导入`)).json();
    expect(rows.find((row: { label: string }) => row.label === '导入甲')).toMatchObject({
      validFrom: '2024-01-05',
      values: { fullTime: true, skills: ['law', 'accounting'] },
    });
  });

  test('all or nothing, or only what is right: the person chooses, and gets a copy with the problems marked', async () => {
    const book = await filled('desk', [
      { 类型: '固定工位', 数量: 3, 启用日期: '2024-01-01' },
      { 类型: '沙发', 数量: 2, 启用日期: '2024-01-01' },
      { 类型: '流动工位', 数量: -1, 启用日期: '2024-01-01' },
      { 类型: '流动工位', 数量: 5, 启用日期: '2024-06-01', 停用日期: '2024-01-01' },
    ]);
    const before = (await operator.get(`${records}/desk`)).json().total;
    const all = (await operator.post(`${sheets}/desk/import/all`, undefined, form(book))).json();
    expect([all.total, all.accepted, all.rejected]).toEqual([4, 0, 4]);
    expect(all.problems.map(({ column, message }: { column: string; message: string }) => [column, message])).toEqual([
      ['类型', '类型没有“沙发”，可填：固定工位、流动工位、虚拟工位'],
      ['数量', '数量：不能为负数'],
      ['停用日期', '停用日期不能早于启用日期'],
    ]);
    expect((await operator.get(`${records}/desk`)).json().total).toBe(before);
    const some = (await operator.post(`${sheets}/desk/import/valid`, undefined, form(book))).json();
    expect([some.accepted, some.rejected]).toEqual([1, 3]);
    expect((await operator.get(`${records}/desk`)).json().total).toBe(before + 1);
    const copy = await operator.get(`/api/files/${some.copyFileId}`);
    const marked = new ExcelJS.Workbook();
    await marked.xlsx.load(copy.rawPayload as unknown as ArrayBuffer);
    const text = JSON.stringify(marked.worksheets[0]?.getSheetValues());
    expect(text).toContain('数量：不能为负数');
  });

  test('rows that overlap each other are told apart', async () => {
    const { rows } = (await operator.get(`${records}/tenancy?size=1`)).json();
    const name = rows[0].labels.teamId;
    const book = await filled('tenancy', [
      { 团队或企业: name, 入驻日期: '2015-01-01', 退出日期: '2015-12-31' },
      { 团队或企业: name, 入驻日期: '2015-06-01', 退出日期: '2016-03-31' },
    ]);
    const report = (await operator.post(`${sheets}/tenancy/import/valid`, undefined, form(book))).json();
    expect([report.accepted, report.rejected]).toEqual([1, 1]);
    expect(report.problems[0]).toMatchObject({ column: '入驻日期', code: 'overlaps', message: '与已有记录的期间重叠' });
  });

  test('what is exported can be imported again', async () => {
    const exported = await operator.get(`${sheets}/room/export`);
    const report = (
      await operator.post(`${sheets}/room/import/all`, undefined, form(exported.rawPayload, '会议室.xlsx'))
    ).json();
    expect(report).toMatchObject({ total: 3, accepted: 3, problems: [] });
  });

  test('an export holds every row, however many there are', async () => {
    await app.services.database.pool.query(
      `insert into facility (id, root_id, carrier_id, valid_from, kind)
       select id, id, $1, '2020-01-01', 'network' from (select gen_random_uuid() as id from generate_series(1, 2300)) made`,
      [DEMO_CARRIER_IDS.lanhai],
    );
    const path = `/api/carriers/${DEMO_CARRIER_IDS.lanhai}`;
    const listed = (await officer.get(`${path}/records/facility?history=true`)).json();
    expect([listed.total, listed.more]).toEqual([1000, true]);
    const { total } = (await officer.get(`${path}/records/facility?history=true&count=exact`)).json();
    const exported = await officer.get(`${path}/sheets/facility/export`);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(exported.rawPayload as unknown as ArrayBuffer);
    expect(total).toBeGreaterThanOrEqual(2300);
    expect(workbook.worksheets[0]?.actualRowCount).toBe(total + 1);
  });
});
