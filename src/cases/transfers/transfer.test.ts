import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedDemoPeople } from '../../identity/demo/demo-people.ts';
import { loadDemoRecords } from '../../records/demo/demo.actions.ts';
import { DEMO_CARRIER_IDS, DEMO_ORGANISATION_IDS } from '../../records/demo/demo.ids.ts';
import { type Client, type TestApp, testApp } from '../../test-app.ts';
import { installPacks } from '../packs/pack.actions.ts';

let app: TestApp;
let founder: Client;
let giving: Client;
let receiving: Client;
let stranger: Client;
let teamId: string;
beforeAll(async () => {
  app = await testApp();
  await app.services.database.transact(async (tx) => {
    await loadDemoRecords(tx, app.clock);
    await seedDemoPeople(tx, app.services.config, DEMO_ORGANISATION_IDS);
    await installPacks(tx, app.services);
  });
  await signIn();
  teamId = (await founder.get('/api/teams')).body.rows[0].id;
}, 60_000);
afterAll(() => app.close());

/** Sessions end when the clock moves far. */
async function signIn(): Promise<void> {
  const { rows } = await app.services.database.pool.query<{ account: string; id: string }>(
    'select account, id from person',
  );
  const as = (account: string) => app.as(rows.find((row) => row.account === account)?.id ?? '');
  founder = await as('chuangye');
  giving = await as('yunying');
  receiving = await as('yunying2');
  stranger = await as('yunying3');
}

const from = DEMO_CARRIER_IDS.xingtu;
const to = DEMO_CARRIER_IDS.lanhai;
const step = (client: Client, id: string, name: string, body: object) =>
  client.post(`/api/transfers/${id}/steps/${name}`, body);

describe('a team moves to a carrier of another operator', () => {
  let id: string;

  test('the operator it leaves proposes; the receiving one learns of it when the founder agrees', async () => {
    const { body } = await giving.post(`/api/teams/${teamId}/transfers`, {
      toCarrierId: to,
      reason: '已注册公司，进入孵化器',
    });
    id = body.id;
    expect([body.state, body.steps]).toEqual(['proposed', ['withdraw']]);
    expect((await receiving.get(`/api/transfers/${id}`)).status).toBe(404);
    expect((await receiving.get(`/api/teams/${teamId}`)).status).toBe(404);
    const twice = await giving.post(`/api/teams/${teamId}/transfers`, { toCarrierId: to, reason: '再提一次' });
    expect(twice.body.code).toBe('transfer.open');
    const agreed = await step(founder, id, 'agree', { version: 1 });
    expect(agreed.body.state).toBe('agreed');
    expect((await receiving.get(`/api/teams/${teamId}`)).status).toBe(200);
    expect((await stranger.get(`/api/transfers/${id}`)).status).toBe(404);
  });

  test('nobody takes a step that is for another party', async () => {
    expect((await step(founder, id, 'accept', { version: 2, startsOn: '2026-12-01' })).body.code).toBe(
      'transfer.not-yours',
    );
    expect((await step(giving, id, 'accept', { version: 2, startsOn: '2026-12-01' })).body.code).toBe(
      'transfer.not-yours',
    );
  });

  test('accepted for a day, it moves on that day and not before; of two at once one does it', async () => {
    const past = await step(receiving, id, 'accept', { version: 2, startsOn: '2026-11-01' });
    expect(past.body.fields[0].path).toBe('startsOn');
    const accepted = await step(receiving, id, 'accept', {
      version: 2,
      startsOn: '2026-12-01',
      desks: 6,
      freeMonths: 3,
    });
    expect(accepted.body.state).toBe('accepted');
    expect((await step(receiving, id, 'move', { version: 3 })).body.code).toBe('transfer.too-early');
    app.clock.set('2026-12-01T09:00:00+08:00');
    await signIn();
    const both = await Promise.all([
      step(receiving, id, 'move', { version: 3 }),
      step(receiving, id, 'move', { version: 3 }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('its history is one, its records are with it, and both carriers count it on the right days', async () => {
    const { stays } = (await founder.get(`/api/teams/${teamId}`)).body;
    expect(
      stays.map(({ carrierId, validTo, exitKind }: Record<string, unknown>) => [carrierId, validTo, exitKind]),
    ).toEqual([
      [from, '2026-11-30', 'moved'],
      [to, null, null],
    ]);
    expect((await giving.get(`/api/teams/${teamId}`)).status).toBe(404);
    expect((await receiving.get(`/api/teams/${teamId}`)).status).toBe(200);
    const residents = async (client: Client, carrier: string, on: string) => {
      const { facts } = (await client.get(`/api/carriers/${carrier}/facts?on=${on}`)).body;
      return facts.find(({ key }: { key: string }) => key === 'space.residents').value;
    };
    const [before, after] = [await residents(giving, from, '2026-11-30'), await residents(giving, from, '2026-12-01')];
    expect(before - after).toBe(1);
    const [then, now] = [await residents(receiving, to, '2026-11-30'), await residents(receiving, to, '2026-12-01')];
    expect(now - then).toBe(1);
  });

  test('a refusal says why and ends the look into the team’s file', async () => {
    const back = DEMO_CARRIER_IDS.xingtu;
    const { body } = await founder.post(`/api/teams/${teamId}/transfers`, { toCarrierId: back, reason: '想回原空间' });
    expect(body.state).toBe('agreed');
    expect((await giving.get(`/api/teams/${teamId}`)).status).toBe(200);
    expect((await step(giving, body.id, 'refuse', { version: body.version })).body.fields[0].path).toBe('answer');
    const refused = await step(giving, body.id, 'refuse', { version: body.version, answer: '目前没有工位' });
    expect(refused.body.state).toBe('refused');
    expect((await giving.get(`/api/teams/${teamId}`)).status).toBe(404);
  });
});

test('graduation is judged by the document, on what the operator confirmed', async () => {
  const graduation = async () =>
    (await founder.get(`/api/teams/${teamId}/graduation`)).body.rows.find(
      ({ packId }: { packId: string }) => packId === '100000-national/incubator-2018',
    );
  expect((await graduation()).verdict).toBe('unknown');
  const { body } = await founder.post(`/api/teams/${teamId}/records/financing_round`, {
    validFrom: '2026-10-08',
    values: { kind: 'venture', round: 'A轮', investor: '示例创投', amountFen: 501 * 1_000_000 },
  });
  expect((await graduation()).verdict).toBe('unknown');
  await receiving.post(`/api/teams/${teamId}/records/financing_round/${body.id}/confirm`, { version: 1 });
  const now = await graduation();
  expect([now.verdict, now.findings[0].cites]).toEqual(['met', '毕业条件']);
  const fact = now.facts.find(({ key }: { key: string }) => key === 'team.ventureCapital');
  expect([fact.value, fact.provenance[0].id]).toEqual([501 * 1_000_000, body.id]);
});

test('a team that has moved in is drawn an agreement with: the receiving operator is led to it, and its terms hold from the first day', async () => {
  await signIn();
  const { rows } = (await receiving.get('/api/transfers?state=done')).body;
  const [moved] = rows;
  expect([moved.lacksAgreement, rows.length]).toEqual([true, 1]);
  expect((await giving.get('/api/transfers?state=done')).body.rows[0].lacksAgreement).toBe(false);
  const duties = async () =>
    (await receiving.get('/api/duties')).body.rows.map((row: { duty: string; path: string }) => [row.duty, row.path]);
  expect(await duties()).toContainEqual(['agreement-after-move', '/transfers?state=done']);
  const path = `/api/carriers/${to}/tenancies/${moved.tenancyId}`;
  const tenancy = (await receiving.get(path)).body;
  expect([tenancy.since, tenancy.desks, tenancy.freeMonths, tenancy.founderName]).toEqual([
    '2026-12-01',
    6,
    3,
    '林创业',
  ]);
  const content = {
    teamName: tenancy.teamName,
    founderName: tenancy.founderName,
    startsOn: tenancy.since,
    endsOn: null,
    freeMonths: 3,
    includes: ['rent'],
    desks: 6,
    deskCodes: null,
    areaM2: null,
    rentMonthFen: 150_000,
    serviceMonthFen: null,
    internetMonthFen: null,
    waterMonthFen: null,
    powerMonthFen: null,
    depositFen: 300_000,
    noticeDays: 30,
    clauses: null,
  };
  const base = `/api/carriers/${to}/residencies`;
  const { id } = (await receiving.post(base, { tenancyId: moved.tenancyId, content })).body;
  expect(await duties()).not.toContainEqual(['agreement-after-move', '/transfers?state=done']);
  expect((await receiving.post(`${base}/${id}/offer`, { version: 1 })).status).toBe(200);
  expect((await founder.post(`/api/teams/${teamId}/residencies/${id}/sign`, { version: 2 })).status).toBe(200);
  expect((await receiving.post(`${base}/${id}/sign`, { version: 3 })).status).toBe(200);
  expect((await receiving.post(`${base}/${id}/renew`, { version: 4 })).status).toBe(200);
  const { periods, residencies } = (await receiving.get(path)).body;
  expect(periods.map((one: Record<string, unknown>) => [one.validFrom, one.desks, one.rentMonthFen])).toEqual([
    ['2026-12-01', 6, 150_000],
  ]);
  expect(residencies.map(({ state }: { state: string }) => state)).toEqual(['inForce']);
});
