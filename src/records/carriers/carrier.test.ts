import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Actor, PUBLIC, SYSTEM } from '../../kernel/actor.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import { testDatabase } from '../../test-app.ts';
import { createRecord, endRecordOn } from '../keeping/keeping.actions.ts';
import { listRecords } from '../keeping/keeping.store.ts';
import { RECORD_KINDS } from '../keeping/kinds.ts';
import { seedTerritories } from '../territories/territory.store.ts';
import { territoryIdOf, territoryPathOf } from '../territories/territory.ts';
import { applyMaterialChange, createCarrier, editCarrier, setChangeProcedure } from './carrier.actions.ts';
import { givenCarrier, givenOrganisation, givenRecord, KEEPER } from './carrier.fixture.ts';
import { carrierVersionOn, featuresAmong, findCarrier, listCarriers, listCarrierVersions } from './carrier.store.ts';
import { type CarrierRow, premisesTypesOf } from './carrier.ts';

const { database, drop } = await testDatabase();
beforeAll(() => database.transact(seedTerritories));
afterAll(drop);

const within = <T>(work: (tx: Tx) => Promise<T>) => database.transact(work);
async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Refusal)) throw new Error(`no refusal but ${error}`);
  return error;
}
const edited = (carrier: CarrierRow, change: Partial<CarrierRow> & { materialFrom?: string | null } = {}) => ({
  ...carrier,
  reason: '核对更新',
  materialFrom: null,
  ...change,
});

describe('material data', () => {
  test('change directly while nothing binds the carrier, and both versions keep their days', async () => {
    await within(async (tx) => {
      const carrier = await givenCarrier(tx, { focus: '文化创意' });
      const after = await editCarrier(
        tx,
        KEEPER,
        carrier.id,
        edited(carrier, { focus: '数字文创', materialFrom: '2025-04-01' }),
      );
      expect([after.focus, after.version]).toEqual(['数字文创', expect.any(Number)]);
      const versions = await listCarrierVersions(tx, carrier.id);
      expect(versions.map(({ focus, validFrom, validTo }) => [focus, validFrom, validTo])).toEqual([
        ['数字文创', '2025-04-01', null],
        ['文化创意', null, '2025-03-31'],
      ]);
      expect((await carrierVersionOn(tx, carrier.id, '2025-03-31'))?.focus).toBe('文化创意');
    });
  });

  test('the class has its days too, and no filing binds it', async () => {
    await within(async (tx) => {
      const carrier = await givenCarrier(tx);
      await setChangeProcedure(tx, KEEPER, carrier.id, '310000-shanghai/maker-space');
      const { version } = (await findCarrier(tx, carrier.id)) as CarrierRow;
      const first = { ...carrier, version };
      const known = await editCarrier(tx, KEEPER, carrier.id, edited(first, { class: 'comprehensive' }));
      await editCarrier(tx, KEEPER, carrier.id, edited(known, { class: 'professional', materialFrom: '2026-06-01' }));
      const on = async (day: string) => (await carrierVersionOn(tx, carrier.id, day))?.class;
      expect([await on('2026-05-31'), await on('2026-06-01')]).toEqual(['comprehensive', 'professional']);
      expect((await findCarrier(tx, carrier.id))?.class).toBe('professional');
    });
  });

  test('of a filed space change by a case only: the refusal names the fields and the pack', async () => {
    await within(async (tx) => {
      const carrier = await givenCarrier(tx);
      const place = await givenRecord(tx, carrier.id, 'premises', { address: '一号楼', areaM2: 600 });
      await setChangeProcedure(tx, KEEPER, carrier.id, '310000-shanghai/maker-space');
      const bound = { ...carrier, version: carrier.version + 1 };
      const refusal = await refusalOf(
        editCarrier(tx, KEEPER, carrier.id, edited(bound, { goals: '新目标', name: '新名称' })),
      );
      expect([refusal.code, refusal.details]).toEqual([
        'carrier.material-change',
        { carrier: carrier.id, pack: '310000-shanghai/maker-space', fields: ['name', 'goals'] },
      ]);
      const more = { validFrom: '2025-01-01', values: { address: '二号楼', areaM2: 200 } };
      expect((await refusalOf(createRecord(tx, KEEPER, carrier.id, 'premises', more))).code).toBe(
        'carrier.material-change',
      );
      const ended = endRecordOn(tx, KEEPER, carrier.id, 'premises', place.id, { version: 1, lastDay: '2025-01-01' });
      expect((await refusalOf(ended)).code).toBe('carrier.material-change');
      const harmless = await editCarrier(tx, KEEPER, carrier.id, edited(bound, { address: '示例路1号' }));
      expect(harmless.address).toBe('示例路1号');
    });
  });

  test('a granted change passes, in the register and in the premises', async () => {
    await within(async (tx) => {
      const carrier = await givenCarrier(tx);
      const place = await givenRecord(tx, carrier.id, 'premises', { address: '一号楼', areaM2: 600 });
      await setChangeProcedure(tx, KEEPER, carrier.id, '310000-shanghai/maker-space');
      const change = { name: '新名称众创空间', floorArea: 900 };
      const after = await applyMaterialChange(tx, KEEPER, carrier.id, { from: '2026-06-01', caseId: null, change });
      expect([after.name, after.changeProcedure]).toEqual(['新名称众创空间', '310000-shanghai/maker-space']);
      const page = { ownerId: carrier.id, on: null, q: undefined, sort: 'validFrom', page: 1, size: 10 };
      const { rows } = await listRecords(tx, RECORD_KINDS.premises, page);
      expect(rows.map((row) => [row.rootId, row.values.areaM2, row.validFrom, row.validTo])).toEqual([
        [place.id, 600, '2020-01-01', '2026-05-31'],
        [place.id, 900, '2026-06-01', null],
      ]);
    });
  });

  test('one floor area for several places is refused, the area of each is not', async () => {
    await within(async (tx) => {
      const carrier = await givenCarrier(tx);
      const one = await givenRecord(tx, carrier.id, 'premises', { address: '一号楼', areaM2: 600 });
      await givenRecord(tx, carrier.id, 'premises', { address: '二号楼', areaM2: 200 });
      const apply = (change: object) =>
        applyMaterialChange(tx, KEEPER, carrier.id, { from: '2026-06-01', caseId: null, change });
      expect((await refusalOf(apply({ floorArea: 1000 }))).code).toBe('carrier.premises-ambiguous');
      await apply({ premises: [{ id: one.id, areaM2: 700 }] });
    });
  });
});

describe('registering', () => {
  const actor = (organisationId: string, roles: Actor['roles'], territoryPath: string): Actor => ({
    ...PUBLIC,
    personId: '00000000-0000-7000-8000-000000000001',
    organisationId,
    roles,
    territoryPath,
  });

  test('an operator cannot put a carrier into another’s books, a department cannot reach beyond its territory', async () => {
    await within(async (tx) => {
      const mine = await givenOrganisation(tx);
      const other = await givenOrganisation(tx);
      const { id: _, ...data } = await givenCarrier(tx, { operatorId: other.id });
      const operator = { ...KEEPER, actor: actor(mine.id, ['operator'], territoryPathOf('430102')) };
      const foreign = await refusalOf(createCarrier(tx, operator, data));
      expect(foreign.fields).toEqual([{ path: 'operatorId', code: 'reach', message: '只能登记本单位运营的载体' }]);
      const bureau = { ...KEEPER, actor: actor(mine.id, ['officer'], territoryPathOf('430100')) };
      const outside = await refusalOf(createCarrier(tx, bureau, { ...data, territoryId: territoryIdOf('310115') }));
      expect(outside.fields).toEqual([{ path: 'territoryId', code: 'reach', message: '所在区域不在本部门管辖范围内' }]);
    });
  });

  test('a list shows a department its subtree and an operator its own', async () => {
    await within(async (tx) => {
      const there = await givenCarrier(tx, { territoryId: territoryIdOf('440305'), name: '南山测试众创空间' });
      const page = { page: 1, size: 200 };
      const names = async (who: Actor, query = {}) =>
        (await listCarriers(tx, who, 'carrier.list', { ...page, ...query })).rows.map((row) => row.id);
      const guangdong = actor('00000000-0000-7000-8000-0000000000aa', ['officer'], territoryPathOf('440000'));
      expect(await names(guangdong)).toEqual([there.id]);
      expect(await names(actor(there.operatorId ?? '', ['operator'], territoryPathOf('440305')))).toEqual([there.id]);
      expect(await names({ ...guangdong, roles: ['auditAdmin'] })).toEqual([]);
      expect(await names(SYSTEM, { territoryId: territoryIdOf('440300') })).toEqual([there.id]);
    });
  });

  test('a list is narrowed by service model, form, focus industry, kind of premises and feature, and the features are counted', async () => {
    await within(async (tx) => {
      const factory = await givenCarrier(tx, {
        form: 'cafe',
        serviceModel: 'media',
        features: ['老旧厂房改造', '音乐艺术'],
        focusIndustries: ['energy'],
      });
      const tower = await givenCarrier(tx, { serviceModel: 'maker', features: ['5A写字楼', '音乐艺术'] });
      const found = async (query: Partial<Parameters<typeof listCarriers>[3]>) =>
        (await listCarriers(tx, SYSTEM, 'carrier.list', { page: 1, size: 10, ...query })).rows
          .map(({ id }) => id)
          .sort();
      const both = [factory.id, tower.id].sort();
      expect(await found({ serviceModel: 'media' })).toEqual([factory.id]);
      expect(await found({ form: 'cafe' })).toEqual([factory.id]);
      expect(await found({ industry: 'energy' })).toEqual([factory.id]);
      expect(await found({ premises: 'oldFactory' })).toEqual([factory.id]);
      expect(await found({ premises: 'officeTower' })).toEqual([tower.id]);
      expect(await found({ feature: '音乐艺术' })).toEqual(both);
      expect(await found({ feature: '音乐艺术', premises: 'officeTower', form: 'cafe' })).toEqual([]);
      expect(await featuresAmong(tx, 'c.id = any($1::uuid[])', [both])).toEqual([
        { feature: '音乐艺术', total: 2 },
        { feature: '5A写字楼', total: 1 },
        { feature: '老旧厂房改造', total: 1 },
      ]);
      expect(premisesTypesOf(['老旧厂房改造', '音乐艺术'])).toEqual(['oldFactory']);
    });
  });

  test('words, part of a word at the end, pinyin and first letters find a carrier; the name comes first', async () => {
    await within(async (tx) => {
      const named = await givenCarrier(tx, { name: '天津电气院智能电气众创空间' });
      const about = await givenCarrier(tx, { name: '海河测试空间', focus: '智能电气' });
      const found = async (q: string) =>
        (await listCarriers(tx, SYSTEM, 'carrier.list', { q, page: 1, size: 10 })).rows.map((row) => row.id);
      expect(await found('智能电气')).toEqual([named.id, about.id]);
      expect(await found('haihece')).toEqual([about.id]);
      expect(await found('hhcskj')).toEqual([about.id]);
      expect(await found('不存在的词')).toEqual([]);
      expect(await found("'&|!:*()\\")).toEqual([]);
    });
  });
});
