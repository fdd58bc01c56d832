import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { givenPerson } from '../../identity/people/people.given.ts';
import { type TestApp, testApp } from '../../test-app.ts';
import { clientOf, type TestClient } from '../../test-client.ts';
import { givenCarrier } from '../carriers/carrier.fixture.ts';
import { seedTerritories } from '../territories/territory.store.ts';
import { applyForTenancy } from './admission.actions.ts';
import { seesScores } from './admission.ts';

let app: TestApp;
let carrierId: string;
let first: TestClient;
let second: TestClient;
let third: TestClient;
beforeAll(async () => {
  app = await testApp();
  const carrier = await app.services.database.transact(async (tx) => {
    await seedTerritories(tx);
    return givenCarrier(tx);
  });
  carrierId = carrier.id;
  const organisationId = carrier.operatorId ?? '';
  const as = async (name: string, role: 'operator' | 'operatorStaff') =>
    clientOf(app, await givenPerson(app.services.database, { name, roles: [{ organisationId, role }] }));
  first = await as('甲评', 'operatorStaff');
  second = await as('乙评', 'operatorStaff');
  third = await as('负责人', 'operator');
});
afterAll(() => app.close());

const path = (rest: string) => `/api/carriers/${carrierId}/${rest}`;

/** An application, scored by one person: 41.25 points and a remark that nobody else writes. */
async function scoredByFirst(panel: number | null, phone: string) {
  const published = await first.post(path('criteria/selection'), {
    items: [{ says: '技术先进', points: 100 }],
    passScore: 60,
    panel,
  });
  const { id } = await app.services.database.transact((tx) =>
    applyForTenancy(tx, app.services, {
      carrierId,
      kind: 'application',
      teamName: `团队${phone}`,
      uscc: null,
      founderName: '甲',
      phone,
      founderType: null,
      industry: null,
      members: null,
      desks: 1,
      wantedFrom: null,
      project: '一个十个字以上的项目说明',
    }),
  );
  const scored = await score(first, id, 41.25, '此句只有甲评写过');
  expect([published.statusCode, scored.statusCode]).toEqual([200, 200]);
  return id;
}

const read = async (who: TestClient, id: string) => (await who.get(path(`admissions/${id}`))).json();
async function score(who: TestClient, id: string, c1: number, remark: string | null = null) {
  const { version, criteria } = await read(who, id);
  return who.post(path(`admissions/${id}/score`), { version, criteriaId: criteria.id, points: { c1 }, remark });
}
async function decide(who: TestClient, id: string, outcome: string) {
  const { version } = await read(who, id);
  return who.post(path(`admissions/${id}/decide`), { version, outcome, says: '按遴选标准' });
}

describe('who scores does not see what others scored before one’s own score is in', () => {
  test('neither one application, nor the list, nor its workbook, nor a refused decision tells the score', async () => {
    const id = await scoredByFirst(null, '13800000011');
    const told = await Promise.all(
      [path(`admissions/${id}`), path('admissions')].map(async (url) => (await second.get(url)).body),
    );
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((await second.get(path('admissions.xlsx'))).rawPayload as unknown as ArrayBuffer);
    const sheet = JSON.stringify(workbook.worksheets.map((one) => one.getSheetValues()));
    expect(sheet).toContain('团队13800000011');
    const refused = await decide(second, id, 'selected');
    expect(refused.json().code).toBe('admission.blind');
    for (const text of [...told, sheet, refused.body]) {
      expect(text).not.toContain('41.25');
      expect(text).not.toContain('此句只有甲评写过');
      expect(text).not.toContain('甲评');
    }
    expect(await read(second, id)).toMatchObject({ blind: true, scores: 1, average: null, givenScores: [] });
    expect(await read(first, id)).toMatchObject({ blind: false, average: 41.25 });

    expect((await score(second, id, 80)).statusCode).toBe(200);
    const { average, givenScores } = await read(second, id);
    expect([average, givenScores.map(({ total }: { total: number }) => total)]).toEqual([60.63, [41.25, 80]]);
    expect((await read(third, id)).average).toBe(null);
    const again = await Promise.all([first, second].map(async (who) => (await score(who, id, 100)).json().code));
    expect([again, (await read(first, id)).average]).toEqual([['admission.seen', 'admission.seen'], 60.63]);
  });

  test('a score may be changed while nobody else has scored', async () => {
    const id = await scoredByFirst(null, '13800000013');
    expect((await score(first, id, 60)).statusCode).toBe(200);
    expect((await read(first, id)).average).not.toBe(41.25);
  });

  test('where the criteria name three scorers, all are open to everyone once three are in', async () => {
    const id = await scoredByFirst(3, '13800000012');
    expect(await read(first, id)).toMatchObject({ blind: true, panel: 3, average: null });
    expect((await read(first, id)).givenScores).toMatchObject([{ mine: true, total: 41.25 }]);
    await score(second, id, 80);
    expect((await read(second, id)).givenScores).toMatchObject([{ mine: true, total: 80 }]);
    expect((await decide(third, id, 'selected')).json().code).toBe('admission.blind');
    await score(third, id, 90);
    expect(await read(first, id)).toMatchObject({ blind: false, average: 70.42 });
    expect((await decide(third, id, 'selected')).statusCode).toBe(200);
  });

  test('from the decision on nothing is held back', () => {
    expect(seesScores({ state: 'waiting', scorers: ['a'], panel: null }, 'b')).toBe(false);
    expect(seesScores({ state: 'selected', scorers: ['a'], panel: null }, 'b')).toBe(true);
    expect(seesScores({ state: 'refused', scorers: [], panel: 3 }, null)).toBe(true);
  });
});
