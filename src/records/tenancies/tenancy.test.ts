import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { givenPerson } from '../../identity/people/people.given.ts';
import { sqlRows } from '../../platform/db/database.ts';
import { type TestApp, testApp } from '../../test-app.ts';
import { clientOf, publicClient, type TestClient } from '../../test-client.ts';
import { givenCarrier, givenRecord } from '../carriers/carrier.fixture.ts';
import { reindexCarrier } from '../carriers/carrier.search.ts';
import { givenAgreement } from '../residencies/residency.given.ts';
import { editionsOf } from '../residencies/residency.store.ts';
import { seedTerritories } from '../territories/territory.store.ts';

let app: TestApp;
let operator: TestClient;
let other: TestClient;
let carrierId: string;

beforeAll(async () => {
  app = await testApp();
  const { database } = app.services;
  await database.transact(seedTerritories);
  const carrier = await database.transact(async (tx) => {
    const row = await givenCarrier(tx, { source: '登记', name: '测试众创空间' });
    await reindexCarrier(tx, row.id);
    return row;
  });
  carrierId = carrier.id;
  const elsewhere = await database.transact((tx) => givenCarrier(tx, { name: '别家' }));
  const of = async (organisationId: string | null) =>
    clientOf(
      app,
      await givenPerson(database, {
        name: '运营',
        roles: [{ organisationId: organisationId ?? '', role: 'operator' }],
      }),
    );
  operator = await of(carrier.operatorId);
  other = await of(elsewhere.operatorId);
});
afterAll(() => app.close());

const form = (path: string, fields: Record<string, string>) =>
  publicClient(app).post(path, undefined, {
    payload: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
const ok = async (promise: ReturnType<TestClient['post']>) => {
  const response = await promise;
  expect(response.statusCode, response.body).toBe(200);
  return response.json();
};

const APPLICATION = {
  kind: 'application',
  teamName: '甲团队',
  founderName: '张创业',
  phone: '13800001234',
  project: '面向小微企业的智能记账软件。',
  desks: '4',
};
const apply = async (more: Record<string, string> = {}) => {
  const response = await form(`/spaces/${carrierId}/apply`, { ...APPLICATION, ...more });
  expect(response.statusCode, response.body).toBe(200);
  return /RZ\d{8}-[2-9A-Z]{10}/.exec(response.body)?.[0] ?? '';
};
const admissionOf = async (receipt: string) => {
  const { rows } = (await operator.get(`/api/carriers/${carrierId}/admissions?size=200`)).json();
  return rows.find((row: { receipt: string }) => row.receipt === receipt);
};
const CONTENT = {
  teamName: '甲团队',
  founderName: '张创业',
  startsOn: '2026-11-23',
  endsOn: '2027-11-22',
  freeMonths: 3,
  includes: ['rent', 'internet'],
  desks: 4,
  deskCodes: 'A-01、A-02',
  areaM2: null,
  rentMonthFen: 120_000,
  serviceMonthFen: null,
  internetMonthFen: 10_000,
  waterMonthFen: null,
  powerMonthFen: 5_000,
  depositFen: 200_000,
  noticeDays: 30,
  clauses: null,
};

describe('an application', () => {
  test('errors stand at their fields, and nothing is taken in', async () => {
    const response = await form(`/spaces/${carrierId}/apply`, {
      ...APPLICATION,
      phone: '12',
      uscc: '123',
      project: '短',
    });
    expect(response.statusCode).toBe(422);
    for (const path of ['phone', 'uscc', 'project']) expect(response.body).toContain(`id="${path}-error"`);
    expect((await operator.get(`/api/carriers/${carrierId}/admissions`)).json().total).toBe(0);
  });

  test('is found again by receipt and phone only, withdrawn by whoever holds both, and seen by its operator only', async () => {
    const receipt = await apply();
    const status = (phone: string) => form('/tenancy/status', { receipt, phone });
    expect((await status('13800009999')).statusCode).toBe(404);
    expect((await status('13800001234')).body).toContain('申请已收到，等待遴选');
    expect((await other.get(`/api/carriers/${carrierId}/admissions`)).statusCode).toBe(404);
    const row = await admissionOf(receipt);
    expect([row.phoneMasked, JSON.stringify(row).includes('13800001234')]).toEqual(['138****1234', false]);
    // The same team twice at one space is one application.
    expect((await form(`/spaces/${carrierId}/apply`, APPLICATION)).statusCode).toBe(409);
    expect((await form('/tenancy/withdraw', { receipt, phone: '13800009999' })).statusCode).toBe(404);
    expect((await form('/tenancy/withdraw', { receipt, phone: '13800001234' })).body).toContain('已撤回');
  });

  test('the phone is read in the clear for a reason, and the reading is kept', async () => {
    const row = await admissionOf(await apply({ teamName: '乙团队', phone: '13900005678' }));
    const look = (body: object) => operator.post(`/api/carriers/${carrierId}/admissions/${row.id}/phone`, body);
    expect((await look({ reason: '' })).statusCode).toBe(422);
    expect((await look({ reason: '电话约参观' })).json()).toEqual({ phone: '13900005678' });
    const [entry] = await app.services.database.read((tx) =>
      sqlRows<{ body: string }>(tx, 'select body from audit_entry where subject_id = $1 order by seq desc limit 1', [
        row.id,
      ]),
    );
    expect(entry?.body).toContain('电话约参观');
  });

  test('an enquiry is answered and is no application', async () => {
    const receipt = await apply({
      kind: 'enquiry',
      teamName: '丙团队',
      phone: '13900000003',
      founderName: '李问',
      project: '请问晚上能不能使用工位?',
    });
    const row = await admissionOf(receipt);
    expect(row.state).toBe('enquiry');
    await ok(
      operator.post(`/api/carriers/${carrierId}/admissions/${row.id}/answer`, {
        version: 1,
        answer: '可以,24小时开放。',
      }),
    );
    expect((await form('/tenancy/status', { receipt, phone: '13900000003' })).body).toContain('24小时开放');
  });
});

describe('from selection to the last day', () => {
  let admissionId = '';
  let tenancyId = '';
  let teamId = '';
  let founder: TestClient;
  const path = (rest: string) => `/api/carriers/${carrierId}/${rest}`;
  const read = async () => (await operator.get(path(`admissions/${admissionId}`))).json();
  const tenancy = async () => (await operator.get(path(`tenancies/${tenancyId}`))).json();

  test('nobody is selected unscored or below the pass mark; the waiting list is a state', async () => {
    const receipt = await apply({ teamName: '甲团队', phone: '13800001234' });
    admissionId = (await admissionOf(receipt)).id;
    await ok(
      operator.post(path('criteria/selection'), {
        items: [
          { says: '技术先进', points: 60 },
          { says: '市场前景', points: 40 },
        ],
        passScore: 60,
      }),
    );
    const { criteria } = await read();
    const decide = (version: number, outcome: string) =>
      operator.post(path(`admissions/${admissionId}/decide`), { version, outcome, says: '按遴选标准' });
    expect((await decide(1, 'selected')).json().code).toBe('admission.not-scored');
    await ok(decide(1, 'waiting'));
    const score = (version: number, c1: number) =>
      operator.post(path(`admissions/${admissionId}/score`), {
        version,
        criteriaId: criteria.id,
        points: { c1, c2: 30 },
        remark: null,
      });
    expect((await score(2, 61)).json().fields[0]).toMatchObject({ path: 'points.c1', message: '最多60分' });
    await ok(score(2, 20));
    expect((await decide(3, 'selected')).json().code).toBe('admission.below-pass');
    await ok(score(3, 50));
    await ok(decide(4, 'selected'));
    expect(await read()).toMatchObject({ state: 'selected', average: 80, scores: 1 });
  });

  test('the agreement is revised, offered, signed by both, and its scan sealed', async () => {
    const { id } = await ok(operator.post(path('residencies'), { admissionId, content: CONTENT }));
    expect((await operator.post(path('residencies'), { admissionId, content: CONTENT })).json().code).toBe(
      'residency.already-drafted',
    );
    const first = (await read()).residency;
    await ok(operator.post(path(`residencies/${id}/offer`), { version: 1 }));
    await ok(operator.put(path(`residencies/${id}`), { version: 2, content: { ...CONTENT, desks: 5 } }));
    const second = (await read()).residency;
    expect([second.state, second.edition, second.hash === first.hash]).toEqual(['draft', 2, false]);
    await ok(operator.post(path(`residencies/${id}/offer`), { version: 3 }));
    const { receipt } = await read();
    const sign = (name: string) => form('/tenancy/sign', { receipt, phone: '13800001234', version: '4', name });
    expect((await sign('李四')).body).toContain('请填写协议上的负责人姓名');
    expect((await operator.post(path(`residencies/${id}/sign`), { version: 4 })).json().code).toBe(
      'residency.wrong-state',
    );
    expect((await sign('张创业')).body).toContain('等待运营机构签署');
    await ok(operator.post(path(`residencies/${id}/sign`), { version: 5 }));
    for (const asked of ['', '&edition=1', '&edition=2'])
      for (const format of ['word', 'pdf']) {
        const paper = await operator.get(path(`residencies/${id}/paper?format=${format}${asked}`));
        expect([paper.statusCode, paper.rawPayload.subarray(0, 2).toString()]).toEqual([
          200,
          format === 'pdf' ? '%P' : 'PK',
        ]);
      }
    // Each edition stays, with who made it, when it was given to the team, and what it says otherwise than the one before.
    const { rows } = (await operator.get(path(`residencies/${id}/editions`))).json();
    expect(rows).toMatchObject([
      {
        edition: 2,
        madeBy: '运营',
        offeredAt: '2026-11-23T01:00:00.000Z',
        changes: [{ zh: '工位数', from: '4个', to: '5个' }],
      },
      { edition: 1, madeBy: '运营', offeredAt: '2026-11-23T01:00:00.000Z', hash: first.hash, changes: [] },
    ]);
    expect((await other.get(path(`residencies/${id}/editions`))).statusCode).toBe(404);
    expect((await operator.get(path(`residencies/${id}/paper?format=pdf&edition=3`))).statusCode).toBe(404);
    expect((await form('/tenancy/status', { receipt, phone: '13800001234' })).body).toContain('工位数：4个 → 5个');
    const early = await form('/tenancy/paper', { receipt, phone: '13800001234', edition: '1' });
    expect([early.statusCode, early.rawPayload.subarray(0, 4).toString()]).toEqual([200, '%PDF']);
  });

  test('moving in enters the team once, opens the tenancy and gives the founder a link that works once', async () => {
    const { residency } = await read();
    const move = () => operator.post(path(`residencies/${residency.id}/move-in`), { version: residency.version });
    const answers = await Promise.all([move(), move(), move()]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409]);
    const moved = answers.find(({ statusCode }) => statusCode === 200)?.json();
    tenancyId = moved.tenancyId;
    teamId = moved.teamId;
    const link = new URL(moved.url).pathname;
    const given = { account: 'zhang.cy', password: 'Chuangye-2026', again: 'Chuangye-2026' };
    expect((await form(link, { ...given, again: 'x' })).statusCode).toBe(422);
    expect((await form(link, { ...given, password: 'short', again: 'short' })).body).toContain('三类');
    expect((await form(link, given)).statusCode).toBe(200);
    expect((await form(link, given)).statusCode).toBe(410);
    const [person] = await app.services.database.read((tx) =>
      sqlRows<{ id: string }>(tx, "select id from person where account = 'zhang.cy'"),
    );
    founder = clientOf(app, person?.id ?? '');
    const { rows } = (await founder.get('/api/my/tenancies')).json();
    expect(rows.map((row: { id: string; desks: number }) => [row.id, row.desks])).toEqual([[tenancyId, 5]]);
    // 23 November and the thirty days of the agreement; both sides see it.
    for (const seen of [rows[0], await tenancy()])
      expect(seen.earliestEnd).toEqual({ day: '2026-12-23', provisional: false });
    expect(await read()).toMatchObject({ state: 'admitted', teamId, duplicates: [] });
  });

  test('the founder of today is named, not one whose time with the team is over', async () => {
    const [team] = await app.services.database.read((tx) =>
      sqlRows<{ organisation: string }>(tx, 'select organisation_id as organisation from team where id = $1', [teamId]),
    );
    const role = { organisationId: team?.organisation ?? '', role: 'founder', to: '2026-11-22' } as const;
    await givenPerson(app.services.database, { name: '前负责人', roles: [role] });
    expect((await tenancy()).founderName).toBe('张创业');
  });

  test('one who may be the same team is warned about: by name, by code and by the founder’s phone', async () => {
    const row = await admissionOf(await apply({ teamName: '新的名字', phone: '13800001234' }));
    const { duplicates } = (await operator.get(path(`admissions/${row.id}`))).json();
    expect(duplicates).toEqual([
      { kind: 'team', id: teamId, name: '甲团队', carrierName: '测试众创空间', why: ['phone'] },
    ]);
    const named = await admissionOf(await apply({ teamName: '甲团队', phone: '13800007777' }));
    expect((await operator.get(path(`admissions/${named.id}`))).json().duplicates[0].why).toEqual(['name']);
  });

  test('deposit, free months, statements and payments', async () => {
    await ok(
      operator.post(path(`tenancies/${tenancyId}/money`), {
        kind: 'depositReceived',
        amountFen: 200_000,
        onDay: '2026-11-23',
      }),
    );
    app.clock.set('2027-04-02T10:00:00+08:00');
    await app.jobs.runDue();
    const { statements, depositFen, overdueFen } = await tenancy();
    // November: power from the 23rd. Rent and internet from 23 February, three months after.
    expect(statements.map((one: { issuedOn: string; totalFen: number }) => [one.issuedOn, one.totalFen])).toEqual([
      ['2027-04-01', 135_000],
      ['2027-03-01', Math.round((130_000 * 6) / 28) + 5_000],
      ['2027-02-01', 5_000],
      ['2027-01-01', 5_000],
      ['2026-12-01', Math.round((5_000 * 8) / 30)],
    ]);
    expect([depositFen, overdueFen]).toEqual([
      200_000,
      statements.slice(1).reduce((sum: number, one: { totalFen: number }) => sum + one.totalFen, 0),
    ]);
    const [newest] = statements;
    await ok(
      operator.post(path(`tenancies/${tenancyId}/money`), {
        kind: 'payment',
        statementId: newest.id,
        amountFen: 35_000,
        onDay: '2027-04-02',
        method: '转账',
      }),
    );
    expect((await tenancy()).statements[0].owedFen).toBe(100_000);
    const mine = (await founder.get('/api/my/tenancies')).json().rows[0];
    expect(mine.statements[0].owedFen).toBe(100_000);
  });

  test('desks change from a day on; a renewal is signed in the workspace and follows', async () => {
    await ok(
      operator.post(path(`tenancies/${tenancyId}/changes`), {
        validFrom: '2027-04-10',
        desks: 6,
        deskCodes: 'B-01',
        rentMonthFen: 150_000,
      }),
    );
    const content = {
      ...CONTENT,
      startsOn: '2027-05-01',
      endsOn: null,
      freeMonths: 0,
      includes: [],
      rentMonthFen: 160_000,
    };
    const { id } = await ok(operator.post(path('residencies'), { tenancyId, content }));
    // A draft that was never given to the team stays the operator's own.
    await ok(operator.put(path(`residencies/${id}`), { version: 1, content: { ...content, depositFen: 100_000 } }));
    await ok(operator.post(path(`residencies/${id}/offer`), { version: 2 }));
    const team = `/api/teams/${teamId}/residencies/${id}`;
    const seen = async (who: TestClient, from: string) =>
      (await who.get(`${from}/editions`)).json().rows.map((row: { edition: number }) => row.edition);
    expect([await seen(operator, path(`residencies/${id}`)), await seen(founder, team)]).toEqual([[2, 1], [2]]);
    const papers = await Promise.all(
      [1, 2].map((edition) => founder.get(`${team}/paper?format=pdf&edition=${edition}`)),
    );
    expect(papers.map(({ statusCode }) => statusCode)).toEqual([404, 200]);
    await ok(founder.post(`${team}/sign`, { version: 3 }));
    await ok(operator.post(path(`residencies/${id}/sign`), { version: 4 }));
    await ok(operator.post(path(`residencies/${id}/renew`), { version: 5 }));
    expect(
      (await tenancy()).periods.map((one: { validFrom: string; desks: number }) => [one.validFrom, one.desks]),
    ).toEqual([
      ['2026-11-23', 5],
      ['2027-04-10', 6],
      ['2027-05-01', 4],
    ]);
    // It is one stay all the same.
    const stayed = await ok(founder.get(`/api/teams/${teamId}`));
    expect([stayed.since, stayed.stays.map((one: { validFrom: string }) => one.validFrom)]).toEqual([
      '2026-11-23',
      ['2026-11-23'],
    ]);
  });

  test('a team that goes remote gives its desks back and keeps virtual ones', async () => {
    const change = { validFrom: '2027-05-10', remote: true, desks: 0, deskCodes: null, rentMonthFen: 20_000 };
    const refused = await operator.post(path(`tenancies/${tenancyId}/changes`), { ...change, desks: 1 });
    expect(refused.json().fields).toMatchObject([
      { path: 'desks', message: '远程团队不占实体工位，请填0，不填工位编号' },
    ]);
    await ok(operator.post(path(`tenancies/${tenancyId}/changes`), { ...change, virtualDesks: 3 }));
    expect((await tenancy()).periods.at(-1)).toMatchObject({ remote: true, desks: 0, virtualDesks: 3 });
  });

  test('eliminating names the criteria; the last day comes only when the list is through', async () => {
    const notice = { exitKind: 'eliminated', lastDay: '2027-05-15', reason: '连续两次考核不合格', criteriaMet: ['c1'] };
    const give = (body: object) => operator.post(path(`tenancies/${tenancyId}/departure`), body);
    expect((await give(notice)).json().code).toBe('criteria.missing');
    await ok(operator.post(path('criteria/elimination'), { items: [{ says: '连续两次考核不合格' }] }));
    expect((await give({ ...notice, criteriaMet: [] })).json().fields[0].path).toBe('criteriaMet');
    await ok(give(notice));
    expect((await give(notice)).json().code).toBe('departure.already-noticed');
    const complete = (version: number) => operator.post(path(`tenancies/${tenancyId}/departure/complete`), { version });
    expect((await complete(1)).json().code).toBe('departure.too-early');
    app.clock.set('2027-05-15T15:00:00+08:00');
    await app.jobs.runDue();
    expect((await complete(1)).json().code).toBe('departure.unchecked');
    const checklist = (await tenancy()).departure.checklist.map((one: object) => ({ ...one, done: true }));
    await ok(operator.put(path(`tenancies/${tenancyId}/departure/checklist`), { version: 1, checklist }));
    const kept = { kind: 'depositKept', amountFen: 50_000, onDay: '2027-05-15', reason: '抵扣损坏的座椅' };
    await ok(operator.post(path(`tenancies/${tenancyId}/money`), kept));
    const returned = { kind: 'depositReturned', amountFen: 150_000, onDay: '2027-05-15' };
    const refused = await operator.post(path(`tenancies/${tenancyId}/money`), returned);
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'settlement.owed-first']);
    await ok(complete(2));
    const after = await tenancy();
    expect([after.until, after.exitKind, after.departure.state]).toEqual(['2027-05-15', 'eliminated', 'done']);
    expect(after.statements[0].through).toBe('2027-05-15');
    const [settlement] = after.settlements;
    expect([settlement.depositFen, settlement.depositUsedFen, after.depositFen]).toEqual([150_000, 150_000, 0]);
    expect(settlement.owedFen - 150_000).toBe(after.owedFen);
    const mine = (await founder.get('/api/my/tenancies')).json().rows[0];
    expect(mine.settlements).toEqual([settlement]);
    for (const who of [
      operator.get(path(`settlements/${settlement.id}/paper?format=pdf`)),
      founder.get(`/api/teams/${teamId}/settlements/${settlement.id}/paper?format=word`),
    ])
      expect((await who).statusCode).toBe(200);
    expect((await other.get(path(`settlements/${settlement.id}/paper?format=pdf`))).statusCode).toBe(404);
    const record = (await operator.get(`/api/carriers/${carrierId}/records/tenancy?history=true`)).json();
    expect(record.rows.filter((row: { validTo: string | null }) => row.validTo === null)).toEqual([]);
  });
});

test('an agreement written before a term was there is read as it was meant, and its edition stays as it was signed', async () => {
  const unsaid = { remote: undefined, virtualDesks: undefined, noticeUnit: undefined, earlyExit: undefined };
  const { tenancyId, id } = await app.services.database.transact(async (tx) => {
    const teamId = (await givenRecord(tx, carrierId, 'team', { name: '早先入驻的团队' })).id;
    const tenancyId = (await givenRecord(tx, carrierId, 'tenancy', { teamId })).id;
    const of = { carrierId, teamId, tenancyId };
    return { tenancyId, id: await givenAgreement(tx, of, { startsOn: '2026-01-01', ...unsaid }) };
  });
  const { residencies } = await ok(operator.get(`/api/carriers/${carrierId}/tenancies/${tenancyId}`));
  expect(residencies[0].content).toMatchObject({
    remote: false,
    virtualDesks: 0,
    noticeDays: 30,
    noticeUnit: 'day',
    earlyExit: 'refuse',
  });
  const [signed] = await app.services.database.read((tx) => editionsOf(tx, id));
  expect(Object.keys(unsaid).filter((term) => term in (signed?.content ?? unsaid))).toEqual([]);
});
