import { afterAll, beforeAll, expect, test } from 'vitest';
import { DIVISIONS } from '../../kernel/division.ts';
import { sqlRows } from '../../platform/db/database.ts';
import { testDatabase } from '../../test-app.ts';
import { createZone } from './territory.actions.ts';
import { findTerritoryByCode, listTerritories, seedTerritories } from './territory.store.ts';
import { territoryIdOf } from './territory.ts';

const { database, drop } = await testDatabase();
beforeAll(() => database.transact(seedTerritories));
afterAll(drop);

const search = (q: string, withinId?: string) =>
  database.read((tx) => listTerritories(tx, { q, withinId, page: 1, size: 5 }));

test('every division of GB/T 2260 is there, and a second start adds none', async () => {
  const [row] = await database.read((tx) =>
    sqlRows<{ count: number }>(tx, 'select count(*) from territory where code is not null'),
  );
  expect(row?.count).toBe(DIVISIONS.length + 1);
  expect(await database.transact(seedTerritories)).toBe(0);
});

test('a district lies below its city, province and nation', async () => {
  const furong = await database.read((tx) => findTerritoryByCode(tx, '430102'));
  expect(furong).toMatchObject({
    name: '芙蓉区',
    fullName: '湖南省长沙市芙蓉区',
    level: 'district',
    parentId: territoryIdOf('430100'),
  });
  expect(furong?.path).toBe(['', ...['100000', '430000', '430100', '430102'].map(territoryIdOf), ''].join('/'));
});

test('a district of a municipality belongs to the municipality', async () => {
  const hedong = await database.read((tx) => findTerritoryByCode(tx, '120102'));
  expect(hedong).toMatchObject({ fullName: '天津市河东区', parentId: territoryIdOf('120000') });
});

test('names, pinyin, first letters and codes find a territory', async () => {
  for (const q of ['长沙市', 'changshashi', 'css', '430100']) {
    const { rows } = await search(q);
    expect(rows.map((row) => row.code)).toContain('430100');
  }
});

test('within a territory only what lies at or below it is found; within none that is there, nothing', async () => {
  const codes = async (withinId: string) => (await search('芙蓉区', withinId)).rows.map(({ code }) => code);
  expect(await codes(territoryIdOf('430000'))).toEqual(['430102']);
  expect(await codes(territoryIdOf('430102'))).toEqual(['430102']);
  expect(await codes(territoryIdOf('310000'))).toEqual([]);
  expect(await codes('00000000-0000-4000-8000-000000000000')).toEqual([]);
});

test('a zone has no code and its full name follows from where it lies', async () => {
  const zone = await database.transact((tx) =>
    createZone(tx, { name: '试验高新区', parentId: territoryIdOf('430100'), zoneKind: 'highTech', nationalZone: true }),
  );
  expect(zone).toMatchObject({ code: null, level: 'zone', fullName: '湖南省长沙市试验高新区', nationalZone: true });
});
