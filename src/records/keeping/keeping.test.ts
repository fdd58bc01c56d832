import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Refusal } from '../../kernel/refusal.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { testDatabase } from '../../test-app.ts';
import { givenCarrier, givenRecord, KEEPER } from '../carriers/carrier.fixture.ts';
import { seedTerritories } from '../territories/territory.store.ts';
import { correctRecord, createRecord, endRecordOn, succeedRecord, withdrawRecord } from './keeping.actions.ts';
import { findRecord, listRecords, listVersions } from './keeping.store.ts';
import { columnOf } from './kind.ts';
import { ANY_KIND_CODES, type AnyKindCode, kindOf, RECORD_KINDS } from './kinds.ts';

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
const page = { q: undefined, sort: undefined, page: 1, size: 50 };

test('the table of every kind has the columns its definition names, and no others', async () => {
  const rows = await within((tx) =>
    sqlRows<{ t: string; c: string }>(
      tx,
      "select table_name t, column_name c from information_schema.columns where table_schema = 'public'",
    ),
  );
  const common = [
    'id',
    'root_id',
    'valid_from',
    'valid_to',
    'note',
    'file_id',
    'case_id',
    'version',
    'example',
    'created_at',
    'updated_at',
  ];
  // Accounts are given by other verbs than keeping.
  const account: Partial<Record<AnyKindCode, string[]>> = { team: ['organisation_id'], mentor: ['person_id'] };
  for (const code of ANY_KIND_CODES) {
    const kind = kindOf(code);
    const owner = kind.about === 'team' ? ['team_id', 'confirmed_at', 'confirmed_by'] : ['carrier_id'];
    const named = [...common, ...owner, ...Object.keys(kind.fields).map(columnOf), ...(account[code] ?? [])];
    const columns = rows.filter((row) => row.t === code).map((row) => row.c);
    expect(columns.sort(), code).toEqual(named.sort());
  }
});

describe('keeping', () => {
  test('a record is found as of a day', async () => {
    await within(async (tx) => {
      const { id } = await givenCarrier(tx);
      await givenRecord(
        tx,
        id,
        'desk',
        { kind: 'fixed', count: 20 },
        { validFrom: '2021-03-01', validTo: '2021-12-31' },
      );
      const on = async (day: string) =>
        (await listRecords(tx, RECORD_KINDS.desk, { ownerId: id, on: day, ...page })).total;
      expect([await on('2021-02-28'), await on('2021-03-01'), await on('2021-12-31'), await on('2022-01-01')]).toEqual([
        0, 1, 1, 0,
      ]);
    });
  });

  test('errors stand at their fields, in Chinese', async () => {
    const refusal = await within(async (tx) => {
      const { id } = await givenCarrier(tx);
      const wrong = { kind: 'sofa', count: -1, colour: 'red' };
      return refusalOf(
        createRecord(tx, KEEPER, id, 'desk', { validFrom: '2021-03-01', validTo: '2021-02-01', values: wrong }),
      );
    });
    expect(refusal.code).toBe('input.invalid');
    expect(refusal.fields.map(({ path, message }) => [path, message])).toEqual([
      ['values.colour', '没有这一栏'],
      ['values.kind', '类型：请从列表中选择'],
      ['values.count', '数量：不能为负数'],
      ['validTo', '停用日期不能早于启用日期'],
    ]);
  });

  test('a correction keeps the old version with its reason', async () => {
    await within(async (tx) => {
      const { id: carrierId } = await givenCarrier(tx);
      const before = await givenRecord(tx, carrierId, 'premises', { address: '一号楼', areaM2: 500 });
      const correction = {
        version: 1,
        reason: '实测面积',
        validFrom: before.validFrom,
        values: { address: '一号楼', areaM2: 512.5 },
      };
      const after = await correctRecord(tx, KEEPER, carrierId, 'premises', before.id, correction);
      expect(after).toMatchObject({ version: 2, values: { areaM2: 512.5 } });
      const versions = await listVersions(tx, RECORD_KINDS.premises, carrierId, before.id);
      expect(versions).toHaveLength(1);
      expect(versions[0]).toMatchObject({ version: 1, reason: '实测面积', content: { values: { areaM2: 500 } } });
      const stale = await refusalOf(correctRecord(tx, KEEPER, carrierId, 'premises', before.id, correction));
      expect([stale.code, stale.details]).toEqual(['conflict', { version: 2 }]);
    });
  });

  test('自某日起变更: the record ends the day before and its successor is the same thing', async () => {
    await within(async (tx) => {
      const { id: carrierId } = await givenCarrier(tx);
      const old = await givenRecord(tx, carrierId, 'team', { name: '光年团队' });
      const sameDay = { version: 1, validFrom: old.validFrom, values: { name: '光年科技' } };
      const refused = await refusalOf(succeedRecord(tx, KEEPER, carrierId, 'team', old.id, sameDay));
      expect(refused.fields.map(({ path }) => path)).toEqual(['validFrom']);
      const next = await succeedRecord(tx, KEEPER, carrierId, 'team', old.id, {
        version: 1,
        validFrom: '2023-06-01',
        values: { name: '光年科技' },
      });
      expect(next.rootId).toBe(old.id);
      expect((await findRecord(tx, RECORD_KINDS.team, carrierId, old.id))?.validTo).toBe('2023-05-31');
      const tenancy = await givenRecord(tx, carrierId, 'tenancy', { teamId: next.id });
      expect(tenancy).toMatchObject({ values: { teamId: old.id }, labels: { teamId: '光年科技' } });
    });
  });

  test('one team cannot hold two tenancies of a space at once', async () => {
    const work = within(async (tx) => {
      const { id } = await givenCarrier(tx);
      const team = await givenRecord(tx, id, 'team', { name: '蜂鸟团队' });
      await givenRecord(tx, id, 'tenancy', { teamId: team.id }, { validFrom: '2022-01-01', validTo: '2022-06-30' });
      await givenRecord(tx, id, 'tenancy', { teamId: team.id }, { validFrom: '2022-07-01' });
      await givenRecord(tx, id, 'tenancy', { teamId: team.id }, { validFrom: '2022-06-30', validTo: '2022-06-30' });
    });
    expect((await refusalOf(work)).code).toBe('record.overlaps');
  });

  test('a record of another carrier cannot be referred to, a team can', async () => {
    await within(async (tx) => {
      const mine = await givenCarrier(tx);
      const other = await givenCarrier(tx, { name: '另一众创空间' });
      const place = await givenRecord(tx, other.id, 'premises', { address: '别处' });
      const refusal = await refusalOf(givenRecord(tx, mine.id, 'lease', { premisesId: place.id }));
      expect(refusal.fields).toEqual([
        { path: 'values.premisesId', code: 'reference', message: '场地：未找到所选记录' },
      ]);
      const team = await givenRecord(tx, other.id, 'team', { name: '迁来的团队' });
      await givenRecord(tx, mine.id, 'tenancy', { teamId: team.id });
    });
  });

  test('what has happened on a day has no last day', async () => {
    await within(async (tx) => {
      const { id } = await givenCarrier(tx);
      const held = await givenRecord(tx, id, 'event', { title: '路演', kind: 'roadshow' }, { validFrom: '2026-03-05' });
      expect(held.validTo).toBe('2026-03-05');
      const refusal = await refusalOf(
        endRecordOn(tx, KEEPER, id, 'event', held.id, { version: 1, lastDay: '2026-04-01' }),
      );
      expect(refusal.fields[0]?.message).toBe('活动和培训没有终止日期');
    });
  });

  test('what was entered by mistake is withdrawn, and what it said is kept', async () => {
    await within(async (tx) => {
      const { id } = await givenCarrier(tx);
      const room = await givenRecord(tx, id, 'room', { kind: 'meeting', name: '重复录入' });
      await withdrawRecord(tx, KEEPER, id, 'room', room.id, { version: 1, reason: '重复录入' });
      expect(await findRecord(tx, kindOf('room'), id, room.id)).toBeUndefined();
      const [old] = await listVersions(tx, kindOf('room'), id, room.id);
      expect(old).toMatchObject({ version: 1, reason: '重复录入', content: { values: { name: '重复录入' } } });
    });
  });
});
