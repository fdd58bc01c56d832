import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedDemoPeople } from '../../identity/demo/demo-people.ts';
import { type Client, type TestApp, testApp } from '../../test-app.ts';
import { loadDemoRecords } from '../demo/demo.actions.ts';
import { DEMO_CARRIER_IDS, DEMO_ORGANISATION_IDS } from '../demo/demo.ids.ts';

let app: TestApp;
let founder: Client;
let member: Client;
let operator: Client;
let stranger: Client;
let teamId: string;
let elsewhere: string;
beforeAll(async () => {
  app = await testApp();
  await app.services.database.transact(async (tx) => {
    await loadDemoRecords(tx, app.clock);
    await seedDemoPeople(tx, app.services.config, DEMO_ORGANISATION_IDS);
  });
  const { rows } = await app.services.database.pool.query<{ account: string; id: string }>(
    'select account, id from person',
  );
  const as = (account: string) => app.as(rows.find((row) => row.account === account)?.id ?? '');
  founder = await as('chuangye');
  member = await as('duiyuan');
  operator = await as('yunying');
  stranger = await as('yunying2');
  teamId = (await founder.get('/api/teams')).body.rows[0].id;
  elsewhere = DEMO_ORGANISATION_IDS.secondOperator;
}, 60_000);
afterAll(() => app.close());

const on = { validFrom: '2026-03-01', note: null };
const patent = (title: string, more: object = {}) => ({
  ...on,
  values: { kind: 'invention', title, number: null, grantedOn: null, feeDueOn: null, ...more },
});
const factOf = async (client: Client, path: string, key: string) =>
  (await client.get(path)).body.facts.find((fact: { key: string }) => fact.key === key);

describe('a team keeps its own records once', () => {
  test('and its people, its operator, and nobody else reach them', async () => {
    expect((await founder.get('/api/teams')).body.total).toBe(1);
    expect((await member.get(`/api/teams/${teamId}`)).body.carrierId).toBe(DEMO_CARRIER_IDS.xingtu);
    expect((await operator.get(`/api/teams/${teamId}`)).status).toBe(200);
    expect((await stranger.get(`/api/teams/${teamId}`)).status).toBe(404);
    expect((await stranger.post(`/api/teams/${teamId}/records/ip_right`, patent('外人'))).status).toBe(404);
    expect((await stranger.get('/api/teams')).body.rows.some((row: { id: string }) => row.id === teamId)).toBe(false);
  });

  test('what it enters counts, for the team and for the space, once the operator has confirmed it', async () => {
    const facts = `/api/teams/${teamId}/facts`;
    const space = `/api/carriers/${DEMO_CARRIER_IDS.xingtu}/facts`;
    const entered = await member.post(`/api/teams/${teamId}/records/ip_right`, patent('示例发明'));
    expect([entered.status, entered.body.confirmedAt]).toEqual([200, null]);
    expect((await factOf(founder, facts, 'team.patentApplications')).value).toBeNull();
    const confirm = `/api/teams/${teamId}/records/ip_right/${entered.body.id}/confirm`;
    expect((await founder.post(confirm, { version: 1 })).body.code).toBe('not-permitted');
    expect((await operator.post(confirm, { version: 1 })).status).toBe(200);
    expect((await operator.post(confirm, { version: 2 })).body.code).toBe('team.confirmed');
    const fact = await factOf(founder, facts, 'team.patentApplications');
    expect([fact.value, fact.provenance.map((one: { id: string }) => one.id)]).toEqual([1, [entered.body.id]]);
    expect((await factOf(operator, space, 'space.patentApplications')).value).toBe(1);
    expect((await factOf(operator, `${space}?on=2026-02-28`, 'space.patentApplications')).value).toBeNull();
  });

  test('a correction takes the confirmation back', async () => {
    const path = `/api/teams/${teamId}/records/ip_right`;
    const { body } = await founder.post(path, patent('又一发明'));
    await operator.post(`${path}/${body.id}/confirm`, { version: body.version });
    const now = (await founder.get(`${path}/${body.id}`)).body;
    expect(now.confirmedAt).not.toBeNull();
    const correction = {
      ...patent('又一发明', { grantedOn: '2026-06-01' }),
      version: now.version,
      reason: '补填授权日期',
    };
    const corrected = await founder.send('put', `${path}/${body.id}`, correction);
    expect([corrected.status, corrected.body.confirmedAt]).toEqual([200, null]);
    const reasons = (await founder.get(`${path}/${body.id}/versions`)).body.rows.map(
      (row: { reason: string }) => row.reason,
    );
    expect(reasons).toEqual(['补填授权日期', '核实']);
  });

  test('a fact that nothing shows is unknown until the book is stated complete', async () => {
    const facts = `/api/teams/${teamId}/facts`;
    expect((await factOf(founder, facts, 'team.highTechEnterprise')).value).toBeNull();
    await founder.send('put', `/api/teams/${teamId}/books/certificate_held`, { completeFrom: '2022-01-01' });
    expect((await factOf(founder, facts, 'team.highTechEnterprise')).value).toBe(false);
  });

  test('the years of revenue add up only where they follow one another', async () => {
    const path = `/api/teams/${teamId}/records/team_year`;
    const year = (year: number, wan: number) => ({
      ...on,
      values: { year, revenueFen: wan * 1_000_000, taxFen: null, rdFen: null, employees: null },
    });
    for (const entry of [year(2022, 900), year(2024, 400), year(2025, 601)]) {
      const { body } = await founder.post(path, entry);
      await operator.post(`${path}/${body.id}/confirm`, { version: 1 });
    }
    expect((await factOf(founder, `/api/teams/${teamId}/facts`, 'team.revenueTwoYears')).value).toBe(1001_000_000);
    const twice = await founder.post(path, year(2025, 1));
    expect([twice.status, twice.body.code]).toEqual([409, 'record.taken']);
  });
});

describe('consent', () => {
  test('opens the records to another organisation for its time, and is taken back', async () => {
    const path = `/api/teams/${teamId}/consents`;
    const given = { organisationId: elsewhere, purpose: '移苗入孵', validFrom: '2026-11-01', validTo: '2026-12-31' };
    expect((await member.post(path, given)).body.code).toBe('not-permitted');
    expect((await founder.post(path, given)).status).toBe(200);
    expect((await founder.post(path, given)).body.code).toBe('team.consent-given');
    expect((await stranger.get(`/api/teams/${teamId}`)).status).toBe(200);
    const [row] = (await founder.get(path)).body.rows;
    expect((await founder.send('delete', `${path}/${row.id}`)).status).toBe(200);
    expect((await stranger.get(`/api/teams/${teamId}`)).status).toBe(404);
  });

  test('whoever sees by consent alone changes nothing', async () => {
    const given = { organisationId: elsewhere, purpose: '查看', validFrom: '2026-11-01', validTo: null };
    await founder.post(`/api/teams/${teamId}/consents`, given);
    expect((await stranger.get(`/api/teams/${teamId}/records/ip_right`)).status).toBe(200);
    expect((await stranger.post(`/api/teams/${teamId}/records/ip_right`, patent('外人'))).status).toBe(404);
  });
});
