import { afterAll, beforeAll, expect, test } from 'vitest';
import { sqlRows } from '../../platform/db/database.ts';
import { DEMO_CARRIER_IDS } from '../../records/demo/demo.ids.ts';
import type { TestApp } from '../../test-app.ts';
import { appWithoutCases, demoTeam, given, type Person } from '../casefile/case.given.ts';
import { judgeCriteria, needsReason } from './stage.ts';

const carrierId = DEMO_CARRIER_IDS.xingtu;
let app: TestApp;
let founder: Person;
let operator: Person;
let stranger: Person;
let teamId: string;
let ownerId: string;
beforeAll(async () => {
  app = await appWithoutCases();
  ({ founder, operator, stranger } = await demoTeam(app));
  teamId = (await given(founder.client.get('/api/teams'))).rows[0].id;
  await app.services.database.transact((tx) =>
    sqlRows(tx, 'delete from incubation_stage where team_id = $1', [teamId]),
  );
  const staff = { validFrom: '2026-01-01', values: { name: '示例阶段负责人' } };
  ownerId = (await given(operator.client.post(`/api/carriers/${carrierId}/records/staff`, staff))).id;
});
afterAll(() => app.close());

const stage = async (person = operator) => given(person.client.get(`/api/teams/${teamId}/stage`));
const move = (body: object, person = operator) =>
  person.client.post(`/api/teams/${teamId}/stage`, { on: '2026-11-23', ...body });
const standard = (body: object, of = 'discovery') =>
  operator.client.send('put', `/api/carriers/${carrierId}/stage-standards/${of}`, body);
const fields = ({ body }: { body: { fields: { path: string }[] } }) => body.fields.map(({ path }) => path);

test('a criterion is judged on a fact as a condition of a document is: met, unmet with the distance, or not known', () => {
  const ip = { id: 'c1', says: '有专利申请', fact: 'team.patentApplications', least: 2 };
  const money = { id: 'c2', says: '拿到投资', fact: 'team.ventureCapital', least: 100_000_000 };
  const told = { id: 'c3', says: '完成商业计划', fact: null, least: null };
  const judged = judgeCriteria([ip, money, told], { 'team.patentApplications': 1 }, '2026-11-23');
  expect(judged.map(({ outcome }) => outcome)).toEqual(['unmet', 'unknown', 'unknown']);
  expect(judged[0]?.text).toBe('有专利申请——不符合：专利申请数为1件，要求不少于2件，相差1件');
  const facts = { 'team.patentApplications': 2, 'team.ventureCapital': 100_000_000 };
  const met = judgeCriteria([ip, money, told], facts, '2026-11-23', new Set(['c3']));
  expect(met.map(({ outcome }) => outcome)).toEqual(['met', 'met', 'met']);
  expect([needsReason('discovery', 'team', met), needsReason('discovery', 'team', judged)]).toEqual([false, true]);
  expect([needsReason('discovery', 'investment', met), needsReason(null, 'investment', judged)]).toEqual([true, false]);
});

test('a space states the services of a stage and what lets a team pass on; what cannot be judged is refused at its line', async () => {
  const criteria = [{ says: '至少一件专利申请', fact: 'team.patentApplications', least: 1 }, { says: '完成商业计划' }];
  const wrong = await standard({ version: 0, criteria: [{ says: '年轻', fact: 'team.age', least: 1 }] });
  expect([wrong.status, fields(wrong)]).toEqual([422, ['criteria.0.least']]);
  await given(standard({ version: 0, services: '每周一次导师诊断', criteria }));
  expect((await standard({ version: 0, criteria })).body.code).toBe('conflict');
  const { rows } = await given(operator.client.get(`/api/carriers/${carrierId}/stage-standards`));
  expect(rows[0]).toMatchObject({ stage: 'discovery', services: '每周一次导师诊断', version: 1 });
  expect((await stranger.client.get(`/api/carriers/${carrierId}/stage-standards`)).status).toBe(404);
});

test('a team enters a stage by the operator’s word alone, with somebody of the staff to look after it', async () => {
  const generic = { validFrom: '2026-11-01', values: { stage: 'team' } };
  for (const person of [founder, operator])
    expect((await person.client.post(`/api/teams/${teamId}/records/incubation_stage`, generic)).body.code).toBe(
      'record.by-deed',
    );
  expect((await move({ stage: 'discovery' }, founder)).body.code).toBe('not-permitted');
  expect((await move({ stage: 'discovery' }, stranger)).status).toBe(404);
  expect(fields(await move({ stage: 'discovery', ownerId: teamId, on: '2026-11-24' }))).toEqual(['on', 'ownerId']);
  await given(move({ stage: 'discovery', ownerId, services: '专利检索', on: '2026-10-01' }));
  const view = await stage(founder);
  expect(view.rows).toMatchObject([
    { stage: 'discovery', ownerName: '示例阶段负责人', services: '专利检索', until: null },
  ]);
  expect([view.provides, view.criteria.map(({ outcome }: { outcome: string }) => outcome)]).toEqual([
    '每周一次导师诊断',
    ['unknown', 'unknown'],
  ]);
  const { rows } = await given(operator.client.get('/api/teams?size=200'));
  expect(rows.find(({ id }: { id: string }) => id === teamId)).toMatchObject({
    stage: 'discovery',
    stageOwner: '示例阶段负责人',
  });
  const inStage = async (code: string) => (await given(founder.client.get(`/api/teams?stage=${code}`))).total;
  expect([await inStage('discovery'), await inStage('team')]).toEqual([1, 0]);
});

test('it moves on with its criteria met, and otherwise with a reason that is kept with what was not met', async () => {
  expect(fields(await move({ stage: 'team', judged: ['c2'] }))).toEqual(['reason']);
  const patent = { kind: 'invention', title: '示例发明', number: null, grantedOn: null, feeDueOn: null };
  const { id } = await given(
    founder.client.post(`/api/teams/${teamId}/records/ip_right`, { validFrom: '2026-10-08', values: patent }),
  );
  await given(operator.client.post(`/api/teams/${teamId}/records/ip_right/${id}/confirm`, { version: 1 }));
  const before = await stage();
  expect(before.criteria.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['met', 'unknown']);
  expect(before.facts[0].provenance[0].id).toBe(id);
  await given(move({ stage: 'team', judged: ['c2'], ownerId }));
  const [now, earlier] = (await stage()).rows;
  expect([now.stage, now.since, earlier.stage, earlier.until]).toEqual([
    'team',
    '2026-11-23',
    'discovery',
    '2026-11-22',
  ]);
  expect(now.basis).toContain('已满足：至少一件专利申请');
  await given(
    standard({ version: 0, criteria: [{ says: '拿到投资', fact: 'team.ventureCapital', least: 1 }] }, 'team'),
  );
  app.clock.set('2026-11-24T09:00:00+08:00');
  expect(fields(await move({ stage: 'investment', on: '2026-11-24' }))).toEqual(['reason']);
  await given(move({ stage: 'investment', on: '2026-11-24', reason: '投资意向书已签' }));
  const [latest] = (await stage()).rows;
  expect([latest.stage, latest.basis]).toEqual([
    'investment',
    '未满足：拿到投资——材料不足：累计获得的天使投资或风险投资未知，要求不少于0.01元\n理由：投资意向书已签',
  ]);
  expect(fields(await move({ stage: 'investment', on: '2026-11-24' }))).toContain('stage');
});

test('diagnoses stand in a row over time with what was advised and whether it was done', async () => {
  const path = `/api/teams/${teamId}/records/diagnosis`;
  const values = { byWhom: '示例导师', market: 2, product: 4, advice: '先访谈二十位客户' };
  const { id, version } = await given(operator.client.post(path, { validFrom: '2026-11-24', values }));
  const done = { ...values, doneOn: '2026-11-23', outcome: '已访谈22位' };
  const correction = { validFrom: '2026-11-24', version, reason: '已落实' };
  const early = await operator.client.send('put', `${path}/${id}`, { ...correction, values: done });
  expect([early.status, early.body.fields[0].message]).toEqual([422, '落实日期不能早于诊断日期']);
  await given(
    operator.client.send('put', `${path}/${id}`, { ...correction, values: { ...done, doneOn: '2026-12-01' } }),
  );
  expect((await stage()).rows[0].diagnoses).toBe(1);
  const { rows } = await given(founder.client.get(`${path}?history=true&sort=-validFrom`));
  expect(rows[0].values).toMatchObject({ advice: '先访谈二十位客户', doneOn: '2026-12-01', outcome: '已访谈22位' });
});
