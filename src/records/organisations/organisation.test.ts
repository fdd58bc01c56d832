import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedDemoPeople } from '../../identity/demo/demo-people.ts';
import { usccFor } from '../../kernel/uscc.ts';
import { type TestApp, testApp } from '../../test-app.ts';
import { clientOf, type TestClient } from '../../test-client.ts';
import { givenOrganisation } from '../carriers/carrier.fixture.ts';
import { loadDemoRecords } from '../demo/demo.actions.ts';
import { DEMO_ORGANISATION_IDS } from '../demo/demo.ids.ts';
import { territoryIdOf } from '../territories/territory.ts';

let app: TestApp;
let officer: TestClient;
let operator: TestClient;
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
  [officer, operator] = [as('shi.jingban'), as('yunying')];
}, 60_000);
afterAll(() => app.close());

const company = {
  kind: 'enterprise',
  name: '岳麓测试科技有限公司',
  uscc: usccFor(880_001, '430104'),
  legalForm: 'enterprise',
  legalPerson: true,
  territoryId: territoryIdOf('430104'),
  registeredOn: '2020-05-06',
  address: null,
};

test('a department registers an organisation, verifies it, and a new name asks for that again', async () => {
  const made = (await officer.post('/api/organisations', company)).json();
  expect(made).toMatchObject({ name: company.name, territoryName: '湖南省长沙市岳麓区', verifiedAt: null, version: 1 });
  const path = `/api/organisations/${made.id}`;
  const verified = (await officer.post(`${path}/verification`, { version: 1, verified: true })).json();
  expect(verified).toMatchObject({ verifiedAt: expect.any(String), version: 2 });
  const renamed = await officer.put(path, { ...company, name: '岳麓测试智能有限公司', version: 2, reason: '企业更名' });
  expect(renamed.json()).toMatchObject({ name: '岳麓测试智能有限公司', verifiedAt: null, version: 3 });
  const stale = await officer.put(path, { ...company, version: 2, reason: '企业更名' });
  expect(stale.json()).toMatchObject({ code: 'conflict', details: { version: 3 } });
});

test('a wrong check character is told at the field, and a code is held once', async () => {
  const wrong = await officer.post('/api/organisations', {
    ...company,
    uscc: `${usccFor(880_002).slice(0, 17)}${usccFor(880_002)[17] === '0' ? '1' : '0'}`,
  });
  expect([wrong.statusCode, wrong.json().fields]).toEqual([
    422,
    [{ path: 'uscc', code: 'uscc.check', message: '统一社会信用代码校验位不符，请核对' }],
  ]);
  const taken = await officer.post('/api/organisations', { ...company, uscc: usccFor(880_003) });
  expect(taken.statusCode).toBe(200);
  const twice = await officer.post('/api/organisations', { ...company, uscc: usccFor(880_003).toLowerCase() });
  expect([twice.statusCode, twice.json().code]).toEqual([409, 'organisation.uscc-taken']);
});

test('an operator edits its own organisation, not another, and registers none', async () => {
  const { rows } = (await operator.get('/api/organisations?q=示例星图')).json();
  const [own] = rows;
  expect(own).toMatchObject({ kind: 'operator', example: true });
  const data = { ...company, kind: 'operator', name: own.name, uscc: own.uscc };
  const edited = await operator.put(`/api/organisations/${own.id}`, {
    ...data,
    address: '示例路1号',
    version: own.version,
    reason: '补充地址',
  });
  expect(edited.json()).toMatchObject({ address: '示例路1号', verifiedAt: own.verifiedAt });
  const other = await app.services.database.transact((tx) => givenOrganisation(tx));
  expect(
    (await operator.put(`/api/organisations/${other.id}`, { ...company, version: 1, reason: '试试' })).statusCode,
  ).toBe(404);
  expect((await operator.post('/api/organisations', company)).statusCode).toBe(403);
});

test('nobody makes the own organisation reach further, and a department places bodies only below itself', async () => {
  const placed = async (client: TestClient, q: string, change: object) => {
    const [own] = (await officer.get(`/api/organisations?q=${encodeURIComponent(q)}`)).json().rows;
    const { id, territoryName: _, verifiedAt: __, example: ___, ...data } = own;
    const answer = await client.put(`/api/organisations/${id}`, { ...data, ...change, reason: '试试' });
    return [answer.statusCode, answer.json().fields?.map((field: { path: string }) => field.path)];
  };
  const province = territoryIdOf('430000');
  expect(await placed(operator, '示例星图', { kind: 'department' })).toEqual([422, ['kind']]);
  expect(await placed(officer, '长沙市科技局', { territoryId: province })).toEqual([422, ['territoryId']]);
  const register = async (data: object) =>
    (await officer.post('/api/organisations', { ...company, ...data })).statusCode;
  const office = { kind: 'department', uscc: null };
  expect(await register({ ...office, name: '岳麓区科技局' })).toBe(200);
  expect(await register({ ...office, name: '另一个市局', territoryId: territoryIdOf('430100') })).toBe(422);
  expect(await register({ ...office, name: '省厅', territoryId: province })).toBe(422);
  expect(await register({ name: '省属企业', uscc: null, territoryId: province })).toBe(422);
  expect(await register({ kind: 'platform', name: '平台单位', uscc: null })).toBe(422);
});

test('organisations are listed by pinyin, by kind and below a territory', async () => {
  const departments = (
    await operator.get(`/api/organisations?kind=department&territoryId=${territoryIdOf('430000')}`)
  ).json();
  expect(departments.rows.map((row: { name: string }) => row.name)).toEqual([
    '长沙市科技局',
    '湖南省科学技术厅',
    '示例高新区企业登记窗口',
    '岳麓区科技局',
  ]);
});
