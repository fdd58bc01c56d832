import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { givenPerson } from '../../identity/people/people.given.ts';
import { packHash } from '../../policy/hash.ts';
import { givenOrganisation } from '../../records/carriers/carrier.fixture.ts';
import { seedTerritories } from '../../records/territories/territory.store.ts';
import { type TestApp, testApp } from '../../test-app.ts';
import { clientOf, publicClient, type TestClient } from '../../test-client.ts';
import { installPacks } from './pack.actions.ts';
import type { Differences, PackVersion } from './pack.contract.ts';

let app: TestApp;
let reader: TestClient;
let packs: PackVersion[];
beforeAll(async () => {
  app = await testApp();
  const { database } = app.services;
  const organisationId = await database.transact(async (tx) => {
    await seedTerritories(tx);
    await installPacks(tx, app.services);
    return (await givenOrganisation(tx)).id;
  });
  reader = clientOf(app, await givenPerson(database, { name: '读者', roles: [{ organisationId, role: 'operator' }] }));
  packs = (await reader.get('/api/packs')).json().rows;
});
afterAll(() => app.close());

const hashOf = (id: string) => packs.find(({ packId }) => packId === id)?.hash ?? '';
const differences = async (a: string, b: string): Promise<Differences> =>
  (await reader.get(`/api/pack-differences?a=${hashOf(a)}&b=${hashOf(b)}`)).json();
const NATION = '100000-national/maker-space-filing-2017';
const HUNAN = '430000-hunan/maker-space-2016';

describe('policies side by side', () => {
  test('warn where the province asks less than the nation, with the texts of both clauses', async () => {
    const { rows, a, b } = await differences(NATION, HUNAN);
    expect([a.territoryName, b.territoryName]).toEqual(['全国', '湖南省']);
    const operation = rows.find((row) => row.of === 'parameter' && row.a?.id === 'minimumOperation');
    expect(operation).toMatchObject({ change: 'relaxed', a: { says: '18个月' }, b: { says: '6个月' } });
    const below = rows.filter(({ contradicts }) => contradicts);
    expect(below.length).toBeGreaterThan(0);
    for (const row of below) expect(row.a?.clause).toMatch(/./);
  });

  test('a pack and itself do not differ', async () => {
    expect((await differences(HUNAN, HUNAN)).rows).toEqual([]);
  });
});

test('each clause is told with what executes it and the demand it answers', async () => {
  const { rows } = (await reader.get(`/api/packs/${hashOf(HUNAN)}/coverage`)).json();
  const clause = rows.find(({ cite }: { cite: string }) => cite === '第五条(五)');
  expect(clause).toMatchObject({ state: 'executed', traces: ['hunan:5.5'] });
  expect(clause.text).toContain('100');
  expect(clause.by.map(({ says }: { says: string }) => says)).toContain('种子基金下限');
});

test('the text that is read is the one the hash names, and nobody who is not signed in reads it here', async () => {
  const { files } = (await reader.get(`/api/packs/${hashOf(HUNAN)}/text`)).json();
  expect(await packHash(files)).toBe(hashOf(HUNAN));
  expect((await publicClient(app).get('/api/packs')).statusCode).toBe(401);
  expect((await reader.get(`/api/packs/${'0'.repeat(64)}/text`)).statusCode).toBe(404);
});
