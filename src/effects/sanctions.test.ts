import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appWithoutCases, FILING, given } from '../cases/casefile/case.given.ts';
import { missingIn, paperRead } from '../cases/papers/paper.given.ts';
import { sqlRows } from '../platform/db/database.ts';
import { DEMO_CARRIER_IDS } from '../records/demo/demo.ids.ts';
import type { TestApp } from '../test-app.ts';
import { standing } from './recognition.given.ts';
import { type Alliance, alliance, charged, decided, FOUND, filed, SHANGHAI, suspected } from './sanctions.given.ts';

const carrierId = DEMO_CARRIER_IDS.pujiang;
let app: TestApp;
let people: Alliance;
let caseId: string;
beforeAll(async () => {
  app = await appWithoutCases();
  people = await alliance(app);
});
afterAll(() => app.close());

const travel = async (moment: string) => {
  app.clock.set(moment);
  await app.jobs.runDue();
};
const rows = <R>(sql: string, values: unknown[] = []) =>
  app.services.database.read((tx) => sqlRows<R & Record<string, unknown>>(tx, sql, values));
const designation = async () => (await given(people.operator.client.get('/api/designations'))).rows[0];

describe('陈述申辩的期限', () => {
  test('who says nothing in five working days has waived it, at the end of the last day and not before', async () => {
    const silent = await charged(people, DEMO_CARRIER_IDS.zhangjiang);
    const [due] = await rows<{ on: string }>(
      `select due_on as on from case_step s join case_file c on c.id = s.case_id and c.pass = s.pass where c.id = $1`,
      [silent],
    );
    expect(due).toEqual({ on: '2026-11-30' });
    await travel('2026-11-30T15:59:59Z');
    expect(await standing(app, silent)).toMatchObject({ step: 'state' });
    await travel('2026-11-30T16:00:00Z');
    expect(await standing(app, silent)).toMatchObject({ step: 'decide' });
    const { suggestion } = await given(people.officer.client.get(`/api/cases/${silent}/decision`));
    expect(suggestion.reasons).toContain('当事人在期限内没有陈述申辩');
    await decided(people, people.director, silent, 'refused');
    expect(await standing(app, silent)).toEqual({ step: null, end_id: 'not-imposed' });
    const { rows: credit } = await given(people.officer.client.get('/api/credit'));
    expect(credit).toEqual([]);
  });
});

describe('上海 第十条', () => {
  test('until it is told, the party cannot see the case, not even that there is one', async () => {
    await filed(people, carrierId, '2026-12-01');
    const hidden = await suspected(people, carrierId);
    const { operator, officer } = people;
    expect((await operator.client.get(`/api/cases/${hidden}`)).status).toBe(404);
    expect((await operator.client.get(`/api/cases/${hidden}/sanction`)).status).toBe(404);
    const { rows: own } = await given(operator.client.get('/api/cases?size=200'));
    expect(own.map(({ id }: { id: string }) => id)).not.toContain(hidden);
    const form = await given(
      operator.client.get(`/api/carriers/${carrierId}/procedure-form?packId=${SHANGHAI}&procedureId=filing`),
    );
    expect(JSON.stringify(form.duplicates)).not.toContain('违规');
    await given(officer.client.post(`/api/cases/${hidden}/charge/dropping`, { reason: '证据不足' }));
    expect(await standing(app, hidden)).toEqual({ step: null, end_id: 'dropped' });
    expect((await operator.client.get(`/api/cases/${hidden}`)).status).toBe(404);
  });

  test('nothing is served without a breach, the facts found and evidence held against the party', async () => {
    const bare = await suspected(people, carrierId);
    const refused = await people.officer.client.post(`/api/cases/${bare}/charge/service`, { version: 1 });
    expect(refused.status).toBe(422);
    expect(refused.body.fields.map(({ path }: { path: string }) => path)).toEqual(['breaches', 'found', 'exhibits']);
    await given(people.officer.client.post(`/api/cases/${bare}/charge/dropping`, { reason: '证据不足' }));
  });

  test('once told, the party reads the charge and the evidence held against it, and nothing else', async () => {
    caseId = await charged(people, carrierId);
    const { client } = people.operator;
    const view = await given(client.get(`/api/cases/${caseId}/sanction`));
    expect(view).toMatchObject({ source: null, says: null, problemId: null, found: FOUND, cites: '第十条' });
    expect(view.exhibits.map(({ says }: { says: string }) => says)).toEqual(['入驻协议的笔迹鉴定']);
    expect(view.intended).toEqual([
      '取消资格(第十条)',
      '限期不予受理，自2026年12月1日起36个月，至2029年11月30日(第十条)',
    ]);
    const page = await given(client.get(`/api/cases/${caseId}`));
    expect(page.timeline.map(({ verb }: { verb: string }) => verb)).toEqual(['serve', 'advance']);
    expect(page.papers.map(({ label }: { label: string }) => label)).toEqual(['拟处理告知书', '拟处理告知书']);
    const seen = JSON.stringify([view, page, await given(client.get(`/api/cases/${caseId}/exhibits`))]);
    for (const secret of ['线人', '内部调查笔录', '初步属实']) expect(seen).not.toContain(secret);
  });

  test('the party speaks and asks for a hearing; it is held on its day and recorded', async () => {
    const { operator, officer } = people;
    await given(operator.client.post(`/api/cases/${caseId}/own-exhibits`, { says: '原件在此，并非伪造' }));
    await given(operator.client.post(`/api/cases/${caseId}/statement`, { statement: '协议是真实的。', hearing: true }));
    expect(await standing(app, caseId)).toMatchObject({ step: 'hear' });
    const record = { people: ['陆联盟经办', '徐运营'], minutes: '双方质证，当事人承认协议系事后补签。' };
    const early = await officer.client.post(`/api/cases/${caseId}/hearing/record`, record);
    expect(early.body.fields[0]).toMatchObject({ message: '请先确定听证时间' });
    const hearing = { on: '2026-12-03', at: '09:30', place: '联盟会议室' };
    await given(officer.client.send('put', `/api/cases/${caseId}/hearing`, hearing));
    await travel('2026-12-03T02:00:00Z');
    await given(officer.client.post(`/api/cases/${caseId}/hearing/record`, record));
    expect(await standing(app, caseId)).toMatchObject({ step: 'decide' });
  });

  test('the decision orders no more than the party was told', async () => {
    const { officer } = people;
    const { version } = await given(officer.client.get(`/api/cases/${caseId}/sanction`));
    const more = { version, consequences: [{ effect: 'claimRecovery', amount: 100 }] };
    const refused = await officer.client.send('put', `/api/cases/${caseId}/sanction/order`, more);
    expect(refused).toMatchObject({ status: 409, body: { code: 'sanction.heavier' } });
  });

  test('signed by several at once, one wins; the register, the bar and the credit file follow', async () => {
    const { officer, director, second, operator } = people;
    const draft = { version: 0, outcome: 'granted', reasons: '事实清楚。' };
    await given(officer.client.send('put', `/api/cases/${caseId}/decision`, draft));
    const sign = (one: typeof director) => one.client.post(`/api/cases/${caseId}/decision/signature`, { version: 1 });
    const answers = await Promise.all([sign(director), sign(second), sign(director), sign(second)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    expect(await designation()).toMatchObject({ state: 'revoked', endedOn: '2026-12-03' });
    expect(await rows('select from_day, until_day, cites, lifted_on from bar')).toEqual([
      { from_day: '2026-12-03', until_day: '2029-12-02', cites: '第十条', lifted_on: null },
    ]);
    // From the day of the decision, on whatever day it is read.
    await travel('2026-12-04T02:00:00Z');
    const { intended } = await given(operator.client.get(`/api/cases/${caseId}/sanction`));
    expect(intended[1]).toBe('限期不予受理，自2026年12月3日起36个月，至2029年12月2日(第十条)');
    const { rows: credit } = await given(operator.client.get('/api/credit'));
    expect(credit).toMatchObject([
      { kind: 'sanction', cites: '第十条', isPublic: true, publicUntil: '2029-12-02', state: 'standing' },
    ]);
    const check = await given(officer.client.get(`/api/cases/${caseId}/decision/verification`));
    expect(check).toMatchObject({ sealHolds: true, findingsHold: true });
    expect(await standing(app, caseId)).toEqual({ step: null, end_id: 'imposed' });
    const letter = await paperRead(app, operator, caseId);
    expect(
      missingIn(letter, [
        '予以处理。',
        `查明的事实：${FOUND}`,
        '证据：入驻协议的笔迹鉴定',
        '当事人陈述申辩：协议是真实的。',
        '取消资格（第十条）',
        '取消资格：上海市备案众创空间',
        '限期不予受理 第十条 2026年12月3日 2029年12月2日',
        '个工作日内，即2026年12月24日前（含当日），通过平台向',
        '2026年12月3日10:00',
      ]),
    ).toEqual([]);
    expect(letter.word).not.toContain('内部调查笔录');
  });

  test('the public reads it on the plaque page, the page of the space, the register and as open data', async () => {
    const plain = async (path: string) =>
      String((await app.anyone.get(path)).body)
        .replace(/<[^>]+>/g, '')
        .replace(/\s+/g, '');
    const [{ token } = { token: '' }] = await rows<{ token: string }>('select token from plaque');
    const plaque = await plain(`/p/${token}`);
    const { number } = await given(people.officer.client.get(`/api/cases/${caseId}/decision`));
    expect(plaque).toContain('资格已取消');
    expect(plaque).toContain(`2026年12月3日已取消依据第十条，${number}`);
    expect(plaque).toContain(`限期不予受理：2026年12月3日起至2029年12月2日不受理其申请，依据第十条，${number}`);
    const space = await plain(`/spaces/${carrierId}`);
    expect(space).toContain('限期不予受理：2026年12月3日起至2029年12月2日');
    expect(space).toContain('违规处理：取消资格(第十条)');
    expect(await plain('/credit')).toContain(number);
    const { body } = await app.anyone.get('/api/open/credit');
    expect(body).toMatchObject({ total: 1, rows: [{ kind: 'sanction', number, cites: '第十条' }] });
    const register = await given(app.anyone.get('/api/open/spaces?size=200'));
    const barred = register.rows.filter(({ barredUntil }: { barredUntil: string | null }) => barredUntil !== null);
    expect(barred).toMatchObject([{ id: carrierId, barredUntil: '2029-12-02' }]);
  });

  test('a new application is refused to the last day of the bar and accepted on the day after', async () => {
    const apply = () =>
      people.operator.client.post('/api/cases', { ...FILING, carrierId: DEMO_CARRIER_IDS.zhangjiang });
    expect(await apply()).toMatchObject({
      status: 409,
      body: { code: 'case.barred', details: { until: '2029-12-02', cites: '第十条' } },
    });
    await travel('2029-12-02T15:59:59Z');
    expect(await apply()).toMatchObject({ status: 409, body: { code: 'case.barred' } });
    await travel('2029-12-02T16:00:00Z');
    const opened = await given(apply());
    const { credit } = await given(people.officer.client.get(`/api/cases/${caseId}`));
    expect(credit).toEqual([]);
    await given(people.operator.client.post(`/api/cases/${opened.caseId}/voiding`, { reason: '不再申请' }));
  });
});
