import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { givenOrganisation, givenPerson } from '../../identity/people/people.given.ts';
import { PUBLIC } from '../../kernel/actor.ts';
import { newId } from '../../kernel/id.ts';
import { newReceipt } from '../../kernel/receipt.ts';
import { sqlRows } from '../../platform/db/database.ts';
import { insertCarrier } from '../../records/carriers/carrier.store.ts';
import { findTerritoryByCode, seedTerritories } from '../../records/territories/territory.store.ts';
import { type TestApp, testApp } from '../../test-app.ts';
import { clientOf, publicClient } from '../../test-client.ts';
import { reportProblem } from './problem.actions.ts';
import { reportProblemInput } from './problem.contract.ts';

let app: TestApp;
let officer: string;
let elsewhere: string;
let carrierId: string;

const report = (more: object = {}) =>
  app.services.database.transact((tx) =>
    reportProblem(
      tx,
      app.services,
      PUBLIC,
      reportProblemInput.parse({
        topic: 'service',
        says: '承诺的免费工位实际收费，已持续三个月。',
        name: '李四',
        phone: '13812345678',
        carrierId,
        ...more,
      }),
      [],
    ),
  );

beforeAll(async () => {
  app = await testApp();
  const { database } = app.services;
  await database.transact((tx) => seedTerritories(tx));
  const territoryOf = async (code: string) => {
    const territory = await database.read((tx) => findTerritoryByCode(tx, code));
    if (!territory) throw new Error(`no territory ${code}`);
    return territory;
  };
  const officerOf = async (code: string) => {
    const { id: organisationId } = await givenOrganisation(database, {
      kind: 'department',
      name: `科技局${code}`,
      territory: await territoryOf(code),
    });
    return givenPerson(database, { name: `经办${code}`, roles: [{ organisationId, role: 'officer' }] });
  };
  officer = await officerOf('430000');
  elsewhere = await officerOf('310000');
  carrierId = newId();
  const { id: territoryId } = await territoryOf('430102');
  await database.transact((tx) =>
    insertCarrier(
      tx,
      carrierId,
      {
        kind: 'makerSpace',
        form: null,
        serviceModel: null,
        features: [],
        territoryId,
        address: null,
        openedOn: null,
        closedOn: null,
        virtualUrl: null,
        summary: null,
        source: null,
        name: '芙蓉众创空间',
        operatorId: null,
        focus: null,
        goals: null,
      },
      { at: '2026-11-01T00:00:00Z', example: false },
    ),
  );
});
afterAll(() => app.close());

describe('a reported problem', () => {
  test('is listed for the department of its territory, the contact hidden, and for no other', async () => {
    const { receipt } = await report();
    const { rows } = (await clientOf(app, officer).get('/api/problems')).json();
    expect(rows.map((row: { receipt: string }) => row.receipt)).toEqual([receipt]);
    expect([rows[0].carrierName, rows[0].isNamed, rows[0].phoneLast4]).toEqual(['芙蓉众创空间', true, '5678']);
    expect(JSON.stringify(rows)).not.toContain('李四');
    expect((await clientOf(app, elsewhere).get('/api/problems')).json()).toEqual({ total: 0, more: false, rows: [] });
    expect((await publicClient(app).get('/api/problems')).statusCode).toBe(401);
  });

  test('is answered once, and the answer stands under the receipt', async () => {
    const { receipt } = await report();
    const { rows } = (await clientOf(app, officer).get('/api/problems?state=received')).json();
    const { id } = rows.find((row: { receipt: string }) => row.receipt === receipt);
    const answer = (person: string) =>
      clientOf(app, person).post(`/api/problems/${id}/answer`, { version: 1, answer: '已责成运营机构退还费用。' });
    expect((await answer(elsewhere)).statusCode).toBe(404);
    expect((await answer(officer)).statusCode).toBe(200);
    expect((await answer(officer)).json()).toMatchObject({ code: 'conflict' });
    expect((await publicClient(app).get(`/problems/receipt?receipt=${receipt}`)).body).toContain(
      '已责成运营机构退还费用。',
    );
  });

  test('shows the contact for a reason only, and keeps who looked', async () => {
    const { receipt } = await report();
    const { rows } = (await clientOf(app, officer).get('/api/problems')).json();
    const { id } = rows.find((row: { receipt: string }) => row.receipt === receipt);
    const look = (body: object) => clientOf(app, officer).post(`/api/problems/${id}/contact`, body);
    expect((await look({})).statusCode).toBe(422);
    expect((await look({ reason: '电话核实' })).json()).toEqual({ name: '李四', phone: '13812345678' });
    const [entry] = await app.services.database.read((tx) =>
      sqlRows<{ body: string }>(tx, `select body from audit_entry where subject_id = $1 order by seq desc limit 1`, [
        id,
      ]),
    );
    expect(entry?.body).toContain('电话核实');
    expect(entry?.body).not.toContain('13812345678');
  });

  test('about no carrier goes to whoever runs the platform', async () => {
    const { receipt } = await report({ carrierId: '', topic: 'site' });
    const { rows } = (await clientOf(app, officer).get('/api/problems?size=200')).json();
    expect(rows.map((row: { receipt: string }) => row.receipt)).not.toContain(receipt);
    const { id: organisationId } = await givenOrganisation(app.services.database, { name: '平台' });
    const admin = await givenPerson(app.services.database, {
      name: '管理员',
      roles: [{ organisationId, role: 'systemAdmin' }],
    });
    const all = (await clientOf(app, admin).get('/api/problems?size=200')).json();
    expect(all.rows.map((row: { receipt: string }) => row.receipt)).toContain(receipt);
  });

  test('is refused about a carrier that does not exist', async () => {
    await expect(report({ carrierId: newId() })).rejects.toMatchObject({ code: 'input.invalid' });
  });
});

test('a receipt cannot be counted through', () => {
  const receipts = new Set(Array.from({ length: 200 }, () => newReceipt('WT', '2026-11-23')));
  expect(receipts.size).toBe(200);
  for (const receipt of receipts) expect(receipt).toMatch(/^WT20261123-[2-9A-HJ-NP-Z]{10}$/);
});
