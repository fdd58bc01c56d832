import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenPerson } from '../../identity/people/people.given.ts';
import { givenCarrier, givenOrganisation, givenRecord } from '../../records/carriers/carrier.fixture.ts';
import { seedTerritories } from '../../records/territories/territory.store.ts';
import { territoryIdOf } from '../../records/territories/territory.ts';
import { type TestApp, testApp } from '../../test-app.ts';
import { clientOf, type TestClient } from '../../test-client.ts';
import type { PortfolioView } from './portfolio.contract.ts';

let app: TestApp;
let officer: TestClient;
let outsider: TestClient;
const ids: Record<string, string> = {};

beforeAll(async () => {
  app = await testApp();
  const { database } = app.services;
  const [here, there] = await database.transact(async (tx) => {
    await seedTerritories(tx);
    const space = async (name: string, given: object) => {
      const { id } = await givenCarrier(tx, { name, ...given });
      ids[name] = id;
      return id;
    };
    const team = async (carrierId: string, name: string, values: object, period = {}) => {
      const { id } = await givenRecord(tx, carrierId, 'team', { name, ...values });
      await givenRecord(tx, carrierId, 'tenancy', { teamId: id, desks: 1 }, { validFrom: '2026-01-01', ...period });
    };
    // 甲 and 乙 share the model, one feature and one word of the focus; each has two of its own.
    const a = await space('甲', {
      serviceModel: 'maker',
      features: ['老旧厂房', '音乐'],
      focus: '智能电气、机器人',
      focusIndustries: ['manufacturing'],
    });
    const b = await space('乙', { serviceModel: 'maker', features: ['老旧厂房', '写字楼'], focus: '智能电气和软件' });
    await space('丙', { serviceModel: 'media', features: ['商业综合体'] });
    await space('丁', { kind: 'incubator', features: ['老旧厂房'] });
    await space('戊', { kind: 'cluster', features: ['老旧厂房'] });
    await space('己', { features: ['老旧厂房'], closedOn: '2026-06-30' });
    await team(a, '一队', { industry: 'manufacturing' });
    await team(a, '二队', { industry: 'bio', project: '机器人' });
    await team(a, '三队', { project: '机器人' });
    await team(a, '走了的队', { industry: 'manufacturing' }, { validTo: '2026-03-31' });
    await team(b, '四队', { project: '面向工厂的软件' });
    await team(b, '五队', { project: '茶饮' });
    await team(b, '六队', { industry: 'electronics' });
    const department = async (code: string) =>
      (await givenOrganisation(tx, { kind: 'department', territoryId: territoryIdOf(code) })).id;
    return [await department('430000'), await department('310000')];
  });
  const person = async (organisationId: string) =>
    clientOf(
      app,
      await givenPerson(database, {
        name: `经办${organisationId.slice(-6)}`,
        roles: [{ organisationId, role: 'officer' }],
      }),
    );
  [officer, outsider] = [await person(here), await person(there)];
});
afterAll(() => app.close());

const portfolio = async (on: string): Promise<PortfolioView> => (await officer.get(`/api/portfolio?on=${on}`)).json();
const nameOf = (id: string | null) => Object.entries(ids).find(([, one]) => one === id)?.[0] ?? null;

test('how far spaces are alike: what they share over what either has; only spaces of one kind are compared', async () => {
  const { spaces, pairs, differentiation } = await portfolio('2026-11-23');
  // Shared: the model, 老旧厂房, 智能电气. All: the model, 老旧厂房, 音乐, 写字楼, 智能电气, 机器人, 软件, one industry.
  expect(
    pairs.map(({ a, b, percent, shared }) => [[nameOf(a), nameOf(b)].sort(), percent, shared.map(({ zh }) => zh)]),
  ).toEqual([[['乙', '甲'], 38, ['创客孵化型', '老旧厂房', '智能电气']]]);
  const found = spaces.map((space) => [space.name, [nameOf(space.nearestId), space.differentiation]]);
  expect(Object.fromEntries(found)).toEqual({ 甲: ['乙', 62], 乙: ['甲', 62], 丙: [null, 100], 丁: [null, null] });
  expect(differentiation).toBe(75);
});

test('what is found in several spaces and what in one; each group opens to its spaces', async () => {
  const { groups } = await portfolio('2026-11-23');
  const group = (axis: string, zh: string) => groups.find((one) => one.axis === axis && one.zh === zh);
  expect(group('feature', '老旧厂房')?.spaceIds.map(nameOf).sort()).toEqual(['丁', '乙', '甲']);
  expect(group('feature', '老旧厂房')?.tenants).toBe(6);
  expect(group('model', '媒体延展型')?.spaceIds.map(nameOf)).toEqual(['丙']);
  expect(group('kind', '众创空间')?.spaceIds).toHaveLength(3);
  // On an earlier day the space that closed in June was still there.
  const then = (await portfolio('2026-06-29')).groups.find(({ zh }) => zh === '老旧厂房');
  expect(then?.spaceIds.map(nameOf).sort()).toEqual(['丁', '乙', '己', '甲']);
});

test('the share of tenants in the focus: by industry where it is entered, else by its words; who cannot be told is left out', async () => {
  const { spaces, tenants, insideShare } = await portfolio('2026-11-23');
  const of = (name: string) => spaces.find((space) => space.name === name);
  expect(of('甲')).toMatchObject({ rule: 'industry', tenants: 3, inside: 1, outside: 1, unknown: 1, insideShare: 50 });
  expect(of('乙')).toMatchObject({ rule: 'words', tenants: 3, inside: 1, outside: 1, unknown: 1, insideShare: 50 });
  expect(of('丙')).toMatchObject({ rule: 'none', tenants: 0, insideShare: null });
  expect([tenants, insideShare]).toEqual([{ all: 6, inside: 2, outside: 2, unknown: 2 }, 50]);
  expect((await portfolio('2026-03-31')).spaces.find(({ name }) => name === '甲')).toMatchObject({
    inside: 2,
    tenants: 4,
  });
  for (const space of spaces)
    for (const result of ['inside', 'outside', 'unknown'] as const) {
      const query = `carrierId=${space.id}&result=${result}&on=2026-11-23`;
      const { rows } = (await officer.get(`/api/portfolio/tenants?${query}`)).json();
      expect([space.name, result, rows.length]).toEqual([space.name, result, space[result]]);
    }
});

test('another territory’s department sees none of it', async () => {
  expect((await outsider.get('/api/portfolio')).json().spaces).toEqual([]);
  const { rows } = (await outsider.get(`/api/portfolio/tenants?carrierId=${ids.甲}`)).json();
  expect(rows).toEqual([]);
});

test('it is exported whole', async () => {
  const { statusCode, headers, rawPayload } = await officer.get('/api/portfolio.xlsx?on=2026-11-23');
  expect(statusCode).toBe(200);
  expect(String(headers['content-type'])).toContain('spreadsheet');
  expect(rawPayload.subarray(0, 2).toString()).toBe('PK');
});
