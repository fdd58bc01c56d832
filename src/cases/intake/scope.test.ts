import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenPerson } from '../../identity/people/people.given.ts';
import { newId } from '../../kernel/id.ts';
import { CARRIER_FORM_KINDS } from '../../policy/pack.ts';
import { scopeInSql, scopeOver } from '../../policy/scope.ts';
import { givenCarrier, givenOrganisation } from '../../records/carriers/carrier.fixture.ts';
import { CARRIER_FORMS, type CarrierForm } from '../../records/carriers/carrier.ts';
import { findTerritoryByCode, seedTerritories } from '../../records/territories/territory.store.ts';
import { type TestApp, testApp } from '../../test-app.ts';
import { clientOf, type TestClient } from '../../test-client.ts';
import { membersDue } from '../evaluations/evaluation.store.ts';
import { installPacks, packInstalled } from '../packs/pack.actions.ts';

const STUDENT = '450700-qinzhou/student-base-example';
let app: TestApp;
let operator: TestClient;
const spaces = new Map<CarrierForm | 'none', string>();
let territoryPath: string;

beforeAll(async () => {
  app = await testApp();
  const { database } = app.services;
  const operatorId = await database.transact(async (tx) => {
    await seedTerritories(tx);
    await installPacks(tx, app.services);
    const qinzhou = await findTerritoryByCode(tx, '450700');
    territoryPath = qinzhou?.path ?? '';
    const { id } = await givenOrganisation(tx);
    for (const form of ['studentBase', 'farmerPark', null] as const) {
      const base = { operatorId: id, territoryId: qinzhou?.id ?? '', kind: 'entrepreneurshipBase' as const };
      spaces.set(form ?? 'none', (await givenCarrier(tx, { ...base, form, name: `基地${form}` })).id);
    }
    return id;
  });
  operator = clientOf(
    app,
    await givenPerson(database, { name: '运营', roles: [{ organisationId: operatorId, role: 'operator' }] }),
  );
});
afterAll(() => app.close());

const standings = async (form: CarrierForm | 'none') =>
  (await operator.get(`/api/carriers/${spaces.get(form)}/standings`)).json();
const apply = (form: CarrierForm | 'none') =>
  operator.post('/api/cases', { packId: STUDENT, procedureId: 'filing', carrierId: spaces.get(form) });

test('a form is of the same kind in the law as in the register', () => {
  const registered = Object.entries(CARRIER_FORMS).map(([form, { kind }]) => [form, kind]);
  expect(CARRIER_FORM_KINDS).toEqual(Object.fromEntries(registered));
});

test('钦州 二(一): a pack for one form judges carriers of that form', async () => {
  const { rows, others } = await standings('studentBase');
  expect(rows.map(({ packId }: { packId: string }) => packId)).toContain(STUDENT);
  expect(others).toEqual([]);
});

test.each([
  ['farmerPark', 'form'],
  ['none', 'formUnknown'],
] as const)('of a carrier that is %s it says why it does not apply', async (form, lacks) => {
  const { rows, others } = await standings(form);
  expect(rows.map(({ packId }: { packId: string }) => packId)).not.toContain(STUDENT);
  expect(others).toMatchObject([
    { packId: STUDENT, lacks, form: form === 'none' ? null : form, forms: ['studentBase'] },
  ]);
});

test('an application is taken from that form alone, and the refusal says which form it is for', async () => {
  expect((await apply('studentBase')).statusCode).toBe(200);
  for (const [form, why] of [
    ['farmerPark', '该载体是农民工创业园'],
    ['none', '该载体没有登记形态'],
  ] as const) {
    const answer = await apply(form);
    expect([answer.statusCode, answer.json().code, answer.json().fields]).toEqual([
      409,
      'case.not-eligible',
      [
        {
          path: 'carrierId',
          code: 'form',
          message: `《钦州市大学生创业基地备案办法(示例)》只适用于大学生创业基地，${why}`,
        },
      ],
    ]);
  }
});

test('who is due to take part by register is of that form', async () => {
  const due = await app.services.database.read(async (tx) => {
    const { pack } = await packInstalled(tx, STUDENT, '2026-11-23');
    const round = {
      roundId: newId(),
      packId: STUDENT,
      procedureId: 'filing',
      year: 2026,
      membersOn: '2026-11-23',
      within: territoryPath,
      serviceModel: null,
      class: null,
    };
    return membersDue(tx, round, 'registered', scopeInSql(pack));
  });
  expect(due.map(({ carrierId }) => carrierId)).toEqual([spaces.get('studentBase')]);
});

test('of a kind without listed forms a pack is for every form', () => {
  const pack = { carrierKinds: ['makerSpace', 'entrepreneurshipBase'], carrierForms: ['studentBase'] };
  expect(scopeOver(pack, { kind: 'makerSpace', form: 'cafe' })).toBe('inside');
  expect(scopeOver(pack, { kind: 'makerSpace', form: null })).toBe('inside');
  expect(scopeOver(pack, { kind: 'incubator', form: null })).toBe('kind');
});
