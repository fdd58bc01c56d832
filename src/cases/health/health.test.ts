import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { givenPerson } from '../../identity/people/people.given.ts';
import { travellingClock } from '../../kernel/clock.ts';
import { addDays, addMonths, type Day, daysBetween } from '../../kernel/day.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { givenCarrier, givenOrganisation, givenRecord, KEEPER } from '../../records/carriers/carrier.fixture.ts';
import { correctRecord, endRecordOn, stateBookComplete, succeedRecord } from '../../records/keeping/keeping.actions.ts';
import { issueStatement, startBilling } from '../../records/statements/statement.actions.ts';
import { findTerritoryByCode, seedTerritories } from '../../records/territories/territory.store.ts';
import { type TestApp, testApp } from '../../test-app.ts';
import { clientOf, type TestClient } from '../../test-client.ts';
import { watchHealth } from './health.actions.ts';
import { figureRecords, monthsOf } from './health.store.ts';
import { incomeOf, type Month, monthsUpTo, occupancyOf, SIGNALS, signalValue, thresholdOf } from './health.ts';

let app: TestApp;
let carrierId: string;
let operator: TestClient;
let officer: TestClient;
let province: TestClient;
let stranger: TestClient;
const transact = <T>(work: (tx: Tx) => Promise<T>) => app.services.database.transact(work);

beforeAll(async () => {
  app = await testApp();
  const { database } = app.services;
  const operatorId = await transact(async (tx) => {
    await seedTerritories(tx);
    const { id } = await givenOrganisation(tx);
    carrierId = (await givenCarrier(tx, { operatorId: id, name: '麓山众创空间' })).id;
    return id;
  });
  const person = (organisationId: string, role: 'operator' | 'officer') =>
    givenPerson(database, { name: `${role}${organisationId.slice(-6)}`, roles: [{ organisationId, role }] });
  const department = async (code: string) => {
    const territory = await database.read((tx) => findTerritoryByCode(tx, code));
    const { id } = await transact((tx) =>
      givenOrganisation(tx, { kind: 'department', territoryId: territory?.id ?? '' }),
    );
    return clientOf(app, await person(id, 'officer'));
  };
  operator = clientOf(app, await person(operatorId, 'operator'));
  [officer, province] = [await department('430102'), await department('430000')];
  stranger = clientOf(app, await person((await transact((tx) => givenOrganisation(tx))).id, 'operator'));
});
afterAll(() => app.close());

const health = async (tx: Tx, id: string, month: Day, on = '2026-11-23') => {
  const [found] = await monthsOf(tx, id, [month], on);
  if (!found) throw new Error('no month');
  return found;
};

describe('a month', () => {
  test('occupancy is desks let on each day over desks there on each day; without a record it is unknown', async () => {
    await transact(async (tx) => {
      const { id } = await givenCarrier(tx);
      expect(occupancyOf(await health(tx, id, '2026-04-01'))).toBeNull();
      await givenRecord(tx, id, 'desk', { kind: 'fixed', count: 10 });
      // Ten more from the 16th on: 10 x 30 + 10 x 15 days. Virtual desks are no places.
      await givenRecord(tx, id, 'desk', { kind: 'hot', count: 10 }, { validFrom: '2026-04-16' });
      await givenRecord(tx, id, 'desk', { kind: 'virtual', count: 100 });
      const team = await givenRecord(tx, id, 'team', { name: '甲' });
      expect(await health(tx, id, '2026-04-01')).toMatchObject({ deskDays: 450, letDays: null });
      await givenRecord(
        tx,
        id,
        'tenancy',
        { teamId: team.id, desks: 6 },
        { validFrom: '2026-04-11', validTo: '2026-04-25' },
      );
      const april = await health(tx, id, '2026-04-01');
      expect([april.deskDays, april.letDays, occupancyOf(april)]).toEqual([450, 90, 20]);
      // Nor do remote teams and virtual desks take any.
      const remote = await givenRecord(tx, id, 'team', { name: '远程' });
      const values = { teamId: remote.id, remote: true, virtualDesks: 90 };
      await givenRecord(tx, id, 'tenancy', values, { validFrom: '2026-04-01', validTo: '2026-04-30' });
      expect(occupancyOf(await health(tx, id, '2026-04-01'))).toBe(20);
      // A tenancy that does not say how many desks leaves the month unknown; a complete book without one is nobody.
      const other = await givenRecord(tx, id, 'team', { name: '乙' });
      await givenRecord(tx, id, 'tenancy', { teamId: other.id }, { validFrom: '2026-05-01', validTo: '2026-05-31' });
      expect((await health(tx, id, '2026-05-01')).letDays).toBeNull();
      await stateBookComplete(tx, KEEPER, id, 'tenancy', '2026-01-01');
      expect((await health(tx, id, '2026-06-01')).letDays).toBe(0);
      // The present month goes as far as today.
      expect((await health(tx, id, '2026-11-01')).deskDays).toBe(20 * 23);
    });
  });

  test('an entry for a year falls on its months by their days, to the fen; entries come before what the platform saw', async () => {
    await transact(async (tx) => {
      const { id } = await givenCarrier(tx);
      const year = { validFrom: '2026-01-01', validTo: '2026-12-31' };
      await givenRecord(tx, id, 'finance_entry', { source: 'fiscal', amountFen: 100_000_01 }, year);
      await givenRecord(tx, id, 'finance_entry', { source: 'service', amountFen: 365_00 }, year);
      await givenRecord(tx, id, 'grant_received', { level: 'city', amountFen: 5_00 }, { validFrom: '2026-02-03' });
      await givenRecord(tx, id, 'grant_received', { level: 'city', amountFen: 7_00 }, { validFrom: '2025-12-03' });
      const months = await monthsOf(tx, id, monthsUpTo('2026-12-31', 13), '2026-12-31');
      expect(months.map(({ income }) => income.service)).toEqual([
        null,
        ...[31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].map((days) => days * 100),
      ]);
      expect(months.slice(1).reduce((sum, { income }) => sum + (income.fiscal ?? 0), 0)).toBe(100_000_01);
      expect(months[0]?.income.fiscal).toBe(7_00);
      expect(await figureRecords(tx, id, 'fiscal', '2026-02-01', '2026-12-31')).toHaveLength(1);
      expect(signalValue('subsidyDependence', months, 12)).toBe(99.64);
    });
  });

  test('arrears are what was owed on the last day of the month, whatever was paid since', async () => {
    await transact(async (tx) => {
      const { id } = await givenCarrier(tx);
      const team = await givenRecord(tx, id, 'team', { name: '甲' });
      const tenancy = await givenRecord(
        tx,
        id,
        'tenancy',
        { teamId: team.id, desks: 1, rentMonthFen: 300_00 },
        { validFrom: '2026-01-01' },
      );
      const at = (on: string) => ({ actor: KEEPER.actor, clock: travellingClock(on) });
      expect(await health(tx, id, '2026-02-01')).toMatchObject({
        billedFen: null,
        overdueFen: null,
        overdueDays: null,
      });
      await startBilling(tx, at('2026-01-01'), id, { firstMonth: '2026-01-01', dueDays: 10 });
      await issueStatement(tx, at('2026-02-01'), tenancy.id, '2026-01-31', '2026-02-01');
      await issueStatement(tx, at('2026-03-01'), tenancy.id, '2026-02-28', '2026-03-01');
      const months = await monthsOf(tx, id, monthsUpTo('2026-03-31', 3), '2026-03-31');
      // Due on 11 February and 11 March.
      expect(months.map(({ billedFen, overdueFen, overdueDays }) => [billedFen, overdueFen, overdueDays])).toEqual([
        [null, null, null],
        [300_00, 300_00, 17],
        [300_00, 600_00, 48],
      ]);
      expect(signalValue('arrearsShare', months, 2)).toBe(100);
    });
  });
});

describe('signs', () => {
  const month = (given: Partial<Month>): Month => ({
    ...{ month: '2026-01-01', last: '2026-01-31', deskDays: null, letDays: null, events: null, sessions: null },
    ...{ billedFen: null, overdueFen: null, overdueDays: null },
    income: { service: null, property: null, investment: null, otherIncome: null, fiscal: null },
    ...given,
  });

  test('what is not known warns of nothing; services stop only where there were some', () => {
    const nothing = [month({}), month({}), month({}), month({})];
    for (const signal of Object.keys(SIGNALS) as (keyof typeof SIGNALS)[])
      expect([signal, signalValue(signal, nothing, 3)]).toEqual([signal, null]);
    const stopped = [month({ events: 2 }), month({}), month({ sessions: 0 }), month({})];
    expect([0, 1, 2, 3].map((at) => signalValue('servicesStopped', stopped, at))).toEqual([0, 1, 2, 3]);
    expect(incomeOf(month({}))).toBeNull();
  });

  test('a department’s value holds for its territory; an operator’s own only where it warns earlier', () => {
    expect(thresholdOf('occupancyLow', null, null)).toEqual({ value: 50, from: 'platform' });
    expect(thresholdOf('occupancyLow', null, 30)).toEqual({ value: 30, from: 'operator' });
    expect(thresholdOf('occupancyLow', 60, 30)).toEqual({ value: 60, from: 'territory' });
    expect(thresholdOf('occupancyLow', 60, 70)).toEqual({ value: 70, from: 'operator' });
    expect(thresholdOf('arrearsAge', 60, 90)).toEqual({ value: 60, from: 'territory' });
    expect(thresholdOf('arrearsAge', 60, 30)).toEqual({ value: 30, from: 'operator' });
  });
});

test('a warning is told once to the operator and once to each department, with its reason, and ends when it is put right', async () => {
  const tenancy = await transact(async (tx) => {
    await givenRecord(tx, carrierId, 'desk', { kind: 'fixed', count: 10 });
    const team = await givenRecord(tx, carrierId, 'team', { name: '甲' });
    return givenRecord(tx, carrierId, 'tenancy', { teamId: team.id, desks: 4 });
  });
  const watch = (on: Day) => transact((tx) => watchHealth(tx, carrierId, on, `${on}T06:00:00+08:00`));
  const told = async (who: TestClient) =>
    (await who.get('/api/health-alerts')).json().rows.map(({ says }: { says: string }) => says);
  await watch('2026-09-01');
  const says = '2026年8月入驻率低：40%，低于50%';
  expect([await told(operator), await told(officer), await told(province)]).toEqual([[says], [says], [says]]);
  expect(await told(stranger)).toEqual([]);
  const [{ id }] = (await operator.get('/api/health-alerts')).json().rows;
  const seen = `/api/carriers/${carrierId}/health-alerts/${id}/seen`;
  expect((await stranger.post(seen)).statusCode).toBe(404);
  await operator.post(seen);
  await operator.post(seen);
  // The next morning, and the next month: still the same warning, told to nobody again who has seen it.
  await watch('2026-09-02');
  await watch('2026-10-01');
  expect([await told(operator), await told(officer)]).toEqual([[], ['2026年9月入驻率低：40%，低于50%']]);
  // Six more desks let, dated back: the morning finds it put right.
  await transact((tx) =>
    correctRecord(tx, KEEPER, carrierId, 'tenancy', tenancy.id, {
      version: tenancy.version,
      validFrom: '2020-01-01',
      reason: '漏记',
      values: { ...tenancy.values, desks: 10 },
    }),
  );
  await watch('2026-10-02');
  expect([await told(officer), await told(province)]).toEqual([[], []]);
  const { alerts } = (await operator.get(`/api/carriers/${carrierId}/health`)).json();
  expect(alerts).toMatchObject([{ signal: 'occupancyLow', since: '2026-08-01', endedAt: '2026-10-01T22:00:00.000Z' }]);
});

test('two watches at once open one alert', async () => {
  const id = await transact(async (tx) => {
    const { id: made } = await givenCarrier(tx);
    await givenRecord(tx, made, 'desk', { kind: 'fixed', count: 10 });
    await stateBookComplete(tx, KEEPER, made, 'tenancy', '2020-01-01');
    return made;
  });
  const watch = () => transact((tx) => watchHealth(tx, id, '2026-09-01', '2026-09-01T06:00:00+08:00'));
  await Promise.all([watch(), watch(), watch(), watch()]);
  const rows = await app.services.database.read((tx) =>
    sqlRows<{ signal: string }>(tx, 'select signal from health_alert where carrier_id = $1', [id]),
  );
  expect(rows).toEqual([{ signal: 'occupancyLow' }]);
});

test('the operator and the department set from where it warns; both see who has', async () => {
  const path = `/api/carriers/${carrierId}/health`;
  const threshold = async () => {
    const { thresholds } = (await operator.get(path)).json();
    return thresholds.find((row: { signal: string }) => row.signal === 'occupancyLow');
  };
  expect((await operator.put(`${path}/threshold`, { signal: 'occupancyLow', value: 101 })).json().fields[0].path).toBe(
    'value',
  );
  expect((await officer.put('/api/health-rules', { signal: 'occupancyLow', value: 60 })).statusCode).toBe(200);
  expect(await threshold()).toMatchObject({ value: 60, from: 'territory' });
  expect((await operator.put(`${path}/threshold`, { signal: 'occupancyLow', value: 30 })).statusCode).toBe(200);
  expect(await threshold()).toMatchObject({ value: 60, from: 'territory', operator: 30 });
  expect((await operator.put(`${path}/threshold`, { signal: 'occupancyLow', value: 80 })).statusCode).toBe(200);
  expect(await threshold()).toMatchObject({ value: 80, from: 'operator', territory: 60 });
  // The district's stands before the province's.
  expect((await province.put('/api/health-rules', { signal: 'occupancyLow', value: 90 })).statusCode).toBe(200);
  expect(await threshold()).toMatchObject({ value: 80, from: 'operator', territory: 60 });
  await operator.put(`${path}/threshold`, { signal: 'occupancyLow', value: null });
  await officer.put('/api/health-rules', { signal: 'occupancyLow', value: null });
  expect(await threshold()).toMatchObject({ value: 90, from: 'territory' });
  expect((await officer.put(`${path}/threshold`, { signal: 'occupancyLow', value: 80 })).statusCode).toBe(403);
  expect((await operator.put('/api/health-rules', { signal: 'occupancyLow', value: 80 })).statusCode).toBe(403);
});

type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never;
const START = '2026-01-10';
const deed = fc.oneof(
  fc.record({ what: fc.constant('move' as const), after: fc.integer({ min: 1, max: 70 }), count: fc.nat(9) }),
  fc.record({
    what: fc.constant('correct' as const),
    which: fc.nat(5),
    by: fc.integer({ min: -40, max: 40 }),
    count: fc.nat(9),
  }),
  fc.record({ what: fc.constant('end' as const), after: fc.nat(90) }),
);

/** Plays a history on a line of records; what the keeping refuses does not happen. */
async function play(
  tx: Tx,
  id: string,
  kind: 'desk' | 'tenancy',
  values: object,
  field: string,
  deeds: readonly Deed[],
) {
  await givenRecord(tx, id, kind, values as never, { validFrom: START });
  for (const one of deeds) {
    const rows = await sqlRows<{ id: string; version: number; valid_from: Day; valid_to: Day | null }>(
      tx,
      `select id, version, valid_from, valid_to from ${kind} where carrier_id = $1 order by valid_from`,
      [id],
    );
    const newest = rows.at(-1);
    if (!newest) return;
    const attempt = async () => {
      await sqlRows(tx, 'savepoint deed');
      if (one.what === 'move')
        await succeedRecord(tx, KEEPER, id, kind, newest.id, {
          version: newest.version,
          validFrom: addDays(newest.valid_from, one.after),
          values: { ...values, [field]: one.count },
        });
      else if (one.what === 'end')
        await endRecordOn(tx, KEEPER, id, kind, newest.id, {
          version: newest.version,
          lastDay: addDays(newest.valid_from, one.after),
        });
      else {
        const row = rows[one.which % rows.length] ?? newest;
        await correctRecord(tx, KEEPER, id, kind, row.id, {
          version: row.version,
          validFrom: addDays(row.valid_from, one.by),
          validTo: row.valid_to,
          reason: '更正',
          values: { ...values, [field]: one.count },
        });
      }
    };
    await attempt().catch(() => sqlRows(tx, 'rollback to savepoint deed'));
  }
}

test('whatever moved, was corrected, ended or dated back, months agree with a count of every single day', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(deed, { maxLength: 6 }),
      fc.array(deed, { maxLength: 6 }),
      fc.integer({ min: 1, max: 9_999_99 }),
      fc.integer({ min: 1, max: 300 }),
      async (desks, tenancies, amount, length) => {
        const undo = new Error('roll back');
        const run = transact(async (tx) => {
          const { id } = await givenCarrier(tx);
          const team = await givenRecord(tx, id, 'team', { name: '甲' });
          await play(tx, id, 'desk', { kind: 'fixed', count: 8 }, 'count', desks);
          await play(tx, id, 'tenancy', { teamId: team.id, desks: 3 }, 'desks', tenancies);
          const lastDay = addDays(START, length - 1);
          await givenRecord(
            tx,
            id,
            'finance_entry',
            { source: 'property', amountFen: amount },
            { validFrom: START, validTo: lastDay },
          );
          const months = await monthsOf(tx, id, monthsUpTo(addMonths(START, 14), 16), addMonths(START, 14));
          for (const kind of ['desk', 'tenancy'] as const) {
            const rows = await sqlRows<{ valid_from: Day; valid_to: Day | null; n: number }>(
              tx,
              `select valid_from, valid_to, ${kind === 'desk' ? 'count' : 'desks'} as n from ${kind} where carrier_id = $1`,
              [id],
            );
            for (const { month, last, deskDays, letDays } of months) {
              let sum: number | null = null;
              for (let day = month; day <= last; day = addDays(day, 1))
                for (const row of rows)
                  if (row.valid_from <= day && (row.valid_to === null || row.valid_to >= day)) sum = (sum ?? 0) + row.n;
              expect([month, kind === 'desk' ? deskDays : letDays]).toEqual([month, sum]);
            }
          }
          const income = months.map(({ income: of }) => of.property);
          expect(income.reduce<number>((sum, one) => sum + (one ?? 0), 0)).toBe(amount);
          let before = 0;
          for (const { month, last, income: of } of months) {
            const until = last < lastDay ? last : lastDay;
            const days = until < START ? 0 : daysBetween(START, until) + 1;
            const upTo = Math.floor((amount * days) / length + 0.5);
            expect([month, of.property ?? 0]).toEqual([month, upTo - before]);
            before = upTo;
          }
          throw undo;
        });
        await run.catch((error: unknown) => {
          if (error !== undo) throw error;
        });
      },
    ),
    { numRuns: 25 },
  );
});
