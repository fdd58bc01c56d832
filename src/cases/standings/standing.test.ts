import JSZip from 'jszip';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { givenPerson } from '../../identity/people/people.given.ts';
import { sqlRows } from '../../platform/db/database.ts';
import { givenCarrier, givenOrganisation, givenRecord, KEEPER } from '../../records/carriers/carrier.fixture.ts';
import { stateBookComplete } from '../../records/keeping/keeping.actions.ts';
import { findTerritoryByCode, seedTerritories } from '../../records/territories/territory.store.ts';
import { type TestApp, testApp } from '../../test-app.ts';
import { clientOf, type TestClient } from '../../test-client.ts';
import { installPacks } from '../packs/pack.actions.ts';
import { scheduleWatch } from './standing.actions.ts';
import type { StandingRow, StandingView } from './standing.contract.ts';

const HUNAN = '430000-hunan/maker-space-2016';
const NATION = '100000-national/maker-space-filing-2017';
let app: TestApp;
let carrierId: string;
let operator: TestClient;
let officer: TestClient;
let stranger: TestClient;

beforeAll(async () => {
  app = await testApp();
  const { database } = app.services;
  const operatorId = await database.transact(async (tx) => {
    await seedTerritories(tx);
    await installPacks(tx, app.services);
    const { id } = await givenOrganisation(tx);
    carrierId = (await givenCarrier(tx, { operatorId: id, openedOn: '2026-08-01', name: '麓山众创空间' })).id;
    const premises = await givenRecord(tx, carrierId, 'premises', {
      name: '一号楼',
      address: '岳麓大道1号',
      areaM2: 450,
      tenure: 'leased',
    });
    await givenRecord(
      tx,
      carrierId,
      'lease',
      { premisesId: premises.id, number: '租001' },
      { validFrom: '2024-01-01', validTo: '2027-01-31' },
    );
    for (const name of ['甲', '乙', '丙']) {
      const mentor = await givenRecord(tx, carrierId, 'mentor', { name });
      const validTo = name === '丙' ? '2026-12-31' : null;
      await givenRecord(tx, carrierId, 'mentor_agreement', { mentorId: mentor.id }, { validTo });
    }
    await stateBookComplete(tx, KEEPER, carrierId, 'mentor_agreement', '2020-01-01');
    return id;
  });
  const person = (organisationId: string, role: 'operator' | 'officer') =>
    givenPerson(database, { name: `${role}${organisationId.slice(-4)}`, roles: [{ organisationId, role }] });
  operator = clientOf(app, await person(operatorId, 'operator'));
  const province = await database.read((tx) => findTerritoryByCode(tx, '430000'));
  const department = await database.transact((tx) =>
    givenOrganisation(tx, { kind: 'department', territoryId: province?.id ?? '' }),
  );
  officer = clientOf(app, await person(department.id, 'officer'));
  const other = await database.transact((tx) => givenOrganisation(tx));
  stranger = clientOf(app, await person(other.id, 'operator'));
});
afterAll(() => app.close());

const standing = async (query = '', client = operator): Promise<StandingView> =>
  (await client.get(`/api/carriers/${carrierId}/standing?packId=${encodeURIComponent(HUNAN)}${query}`)).json();

describe('where a space stands', () => {
  test('is told for every pack in force of its territory and above, and of no other', async () => {
    const answer = await operator.get(`/api/carriers/${carrierId}/standings`);
    const body = answer.json();
    expect(answer.statusCode).toBe(200);
    expect(body.rows.map((row: StandingRow) => row.packId).sort()).toEqual([NATION, HUNAN]);
    const hunan = body.rows.find((row: StandingRow) => row.packId === HUNAN);
    expect([hunan.verdict, hunan.procedureId, hunan.counts.unmet]).toEqual(['unmet', 'recognition', 2]);
  });

  test('江苏 三(三): a cluster is judged by the conditions of clusters, not by those of spaces', async () => {
    const { database } = app.services;
    const made = await database.transact(async (tx) => {
      const territoryId = (await findTerritoryByCode(tx, '320102'))?.id ?? '';
      const cluster = await givenCarrier(tx, { territoryId, kind: 'cluster', name: '示例集聚区' });
      const space = await givenCarrier(tx, { territoryId, name: '示例空间' });
      return { cluster, space };
    });
    const judged = async ({ id, operatorId }: { id: string; operatorId: string | null }) => {
      const roles = [{ organisationId: operatorId ?? '', role: 'operator' as const }];
      const client = clientOf(app, await givenPerson(database, { name: id.slice(-6), roles }));
      const packId = encodeURIComponent('320000-jiangsu/work-plan');
      const view: StandingView = (await client.get(`/api/carriers/${id}/standing?packId=${packId}`)).json();
      return [view.procedureId, view.designation, view.accounts.map(({ requirement }) => requirement)];
    };
    expect(await judged(made.cluster)).toEqual(['cluster-recognition', '江苏省众创集聚区', ['cluster-features']]);
    expect(await judged(made.space)).toEqual(['filing', '江苏省备案众创空间', ['filing-conditions']]);
  });

  test('each verdict has its clause, words, actual, threshold, distance and where the value comes from', async () => {
    const { accounts } = await standing();
    const area = accounts.find(({ requirement }) => requirement === 'floor-area');
    expect(area).toMatchObject({
      outcome: 'unmet',
      decides: true,
      cites: '第五条(一)',
      asks: '众创空间面积不少于500平方米',
      finding: { actual: 450, threshold: 500, distance: -50, unit: 'm2' },
      sources: [{ fact: 'space.floorArea', obtained: 'derived', from: [{ kind: 'premises', label: '一号楼' }] }],
      evidence: [{ slot: 'floorPlan', isGiven: false }],
    });
    expect(area?.clause).toContain('500');
  });

  test('the same as text, in both languages', async () => {
    const [zh, en] = [await standing(), await standing('&language=en')];
    expect(zh.text).toContain('众创空间面积为450平方米，要求不少于500平方米，相差50平方米');
    expect(zh.text).toContain('来源：众创空间面积 ← 一号楼');
    expect(en.text).toContain('Floor area: 450 m², required at least 500 m², off by 50 m²');
  });

  test('time alone satisfies the months in operation, and ends the lease and a mentor’s agreement', async () => {
    const { ripens, lapses } = await standing();
    expect(ripens.find(({ requirement }) => requirement === 'operating-time')?.day).toBe('2027-02-01');
    expect(lapses.map(({ requirement, lapsesOn }) => [requirement, lapsesOn])).toEqual([
      ['mentors', '2027-01-01'],
      ['lease-term', '2027-02-01'],
    ]);
  });

  test('the cheapest set of changes names what to change by how much', async () => {
    const { remedy } = await standing();
    expect(remedy?.steps.find(({ requirement }) => requirement === 'floor-area')?.text).toBe(
      '众创空间面积由450平方米改为500平方米',
    );
  });

  test('an officer above sees it, an operator of another space does not, and another pack is not found', async () => {
    expect((await standing('', officer)).carrierName).toBe('麓山众创空间');
    expect((await stranger.get(`/api/carriers/${carrierId}/standings`)).statusCode).toBe(404);
    const shanghai = encodeURIComponent('310000-shanghai/maker-space');
    const answer = await operator.get(`/api/carriers/${carrierId}/standing?packId=${shanghai}`);
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'pack.not-found']);
  });

  test('goes out as Word, and says the same when it is opened again', async () => {
    const paper = async (language: string) => {
      const url = `/api/carriers/${carrierId}/standing/paper?packId=${encodeURIComponent(HUNAN)}&language=${language}`;
      const zip = await JSZip.loadAsync((await operator.get(url)).rawPayload);
      return ((await zip.file('word/document.xml')?.async('string')) ?? '').replace(/<[^>]+>/g, '');
    };
    const zh = await paper('zh');
    expect(zh).toContain('麓山众创空间');
    expect(zh).toContain('众创空间面积为450平方米');
    expect(zh).toContain('2027年1月1日起');
    const en = await paper('en');
    expect(en).toContain('Standing, condition by condition');
    expect(en).toContain('From 2027-01-01');
    expect(en).toMatch(/450/);
    for (const word of ['总结论', '数据来源', '要求：', '怎样达到']) expect(en).not.toContain(word);
  });
});

describe('alerts', () => {
  const alerts = async (client: TestClient) =>
    (await client.get('/api/standing-alerts'))
      .json()
      .rows.map((row: { requirement: string; lapsesOn: string }) => [row.requirement, row.lapsesOn]);
  const count = async () =>
    (await app.services.database.read((tx) => sqlRows(tx, 'select id from standing_alert'))).length;

  test('come by a durable job, each once however often it runs, and go when somebody has seen them', async () => {
    await app.services.database.transact((tx) => scheduleWatch(tx, app.services));
    await app.jobs.runDue();
    expect(await alerts(operator)).toEqual([
      ['mentors', '2027-01-01'],
      ['mentors', '2027-01-01'],
      ['lease-term', '2027-02-01'],
    ]);
    const before = await count();
    app.clock.set('2026-11-26T09:00:00+08:00');
    await app.jobs.runDue();
    await app.services.database.transact((tx) => scheduleWatch(tx, app.services));
    await app.jobs.runDue();
    expect(await count()).toBe(before);
    const [first] = (await operator.get('/api/standing-alerts')).json().rows;
    const seen = await operator.post(`/api/carriers/${carrierId}/standing-alerts/${first.id}/seen`);
    expect(seen.statusCode).toBe(200);
    expect((await alerts(operator)).length).toBe(2);
    expect((await alerts(officer)).length).toBe(2);
    expect(await alerts(stranger)).toEqual([]);
    await app.jobs.runDue();
    expect((await alerts(operator)).length).toBe(2);
  });

  test('an alert ends by itself once what would lapse no longer does', async () => {
    await app.services.database.transact((tx) =>
      sqlRows(tx, `update mentor_agreement set valid_to = null where carrier_id = $1`, [carrierId]),
    );
    app.clock.set('2026-11-27T09:00:00+08:00');
    await app.jobs.runDue();
    expect((await alerts(officer)).every(([requirement]: string[]) => requirement !== 'mentors')).toBe(true);
  });
});
