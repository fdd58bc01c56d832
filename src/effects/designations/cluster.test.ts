import { afterAll, beforeAll, expect, test } from 'vitest';
import { appWithoutCases, demoPerson, given, type Person, verb } from '../../cases/casefile/case.given.ts';
import { DEMO_CARRIER_IDS } from '../../records/demo/demo.ids.ts';
import type { TestApp } from '../../test-app.ts';

const PACK = { packId: '320000-jiangsu/work-plan', procedureId: 'cluster-recognition' };
const carrierId = DEMO_CARRIER_IDS.jinlingCluster;
let app: TestApp;
let operator: Person;
let city: Person;
let officer: Person;
let director: Person;
beforeAll(async () => {
  app = await appWithoutCases();
  [operator, city, officer, director] = (await Promise.all(
    ['su.yunying', 'su.shi', 'su.sheng', 'su.sheng.qianfa'].map((account) => demoPerson(app, account)),
  )) as [Person, Person, Person, Person];
});
afterAll(() => app.close());

test('江苏 三(三): a cluster is recognised as such, by its own conditions, and no space may ask for it', async () => {
  const space = await operator.client.post('/api/cases', { ...PACK, carrierId: DEMO_CARRIER_IDS.jinling });
  expect(space.body.code).toBe('case.not-eligible');
  const filing = await operator.client.post('/api/cases', { ...PACK, procedureId: 'filing', carrierId });
  expect(filing.body.code).toBe('case.not-eligible');

  const { caseId } = await given(operator.client.post('/api/cases', { ...PACK, carrierId }));
  const answers = {
    clusterKind: 'spaces',
    introduction: '高校周边的众创空间和服务机构',
    plan: '三年内集聚十家服务机构',
    contact: '严运营 025-1',
    commitment: true,
  };
  const { revision } = await given(operator.client.patch(`/api/cases/${caseId}/form`, { revision: 0, answers }));
  await given(operator.client.post(`/api/cases/${caseId}/submission`, { revision }));
  await given(verb(city, caseId, 'agree', { opinion: '同意推荐' }));
  const file = await given(officer.client.get(`/api/cases/${caseId}`));
  expect(file.findings.map(({ requirement }: { requirement: string }) => requirement)).toEqual(['cluster-features']);
  await given(
    officer.client.send('put', `/api/cases/${caseId}/judgement`, {
      leaf: 'cluster-of-spaces',
      outcome: 'met',
      reason: '服务机构齐全',
    }),
  );
  await given(verb(officer, caseId, 'agree', { opinion: '符合' }));

  const { rows } = await given(officer.client.get('/api/notices?state=draft'));
  const draft = await given(officer.client.get(`/api/notices/${rows[0].id}`));
  expect(draft.title).toBe('关于2026年拟认定江苏省众创集聚区名单的公示');
  const { id, version, title, basis, passed, howToObject } = draft;
  const phones = [{ office: '业务处室', phone: '025-00000001' }];
  const text = { title, basis, passed, howToObject, attachments: [], phones };
  await given(officer.client.send('put', `/api/notices/${id}`, { ...text, version, plannedOn: null }));
  await given(officer.client.post(`/api/notices/${id}/publication`, { version: version + 1 }));
  app.clock.set('2026-11-30T09:00:00+08:00');
  await app.jobs.runDue();
  await given(
    officer.client.send('put', `/api/cases/${caseId}/decision`, { version: 0, outcome: 'granted', reasons: '符合。' }),
  );
  await given(director.client.post(`/api/cases/${caseId}/decision/signature`, { version: 1 }));

  const held = await given(officer.client.get(`/api/designations?carrierId=${carrierId}`));
  expect(held.rows).toMatchObject([
    { name: '江苏省众创集聚区', number: '苏众创集〔2026〕001号', validFrom: '2026-11-30', validTo: '2029-11-29' },
  ]);
  const page = await app.server.inject({ method: 'GET', url: `/spaces/${carrierId}` });
  expect(page.body).toContain('江苏省众创集聚区');
  expect(await given(officer.client.get(`/api/cases/${caseId}/decision/verification`))).toMatchObject({
    sealHolds: true,
    findingsHold: true,
  });
});
