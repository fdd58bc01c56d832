import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { givenPerson } from '../../identity/people/people.given.ts';
import { addDays } from '../../kernel/day.ts';
import { type TestApp, testApp } from '../../test-app.ts';
import { clientOf, publicClient, type TestClient } from '../../test-client.ts';
import { givenCarrier, givenRecord, KEEPER } from '../carriers/carrier.fixture.ts';
import { endRecordOn } from '../keeping/keeping.actions.ts';
import { insertClosure } from '../openings/opening.store.ts';
import { midnight } from '../openings/opening.ts';
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

describe('the waiting list', () => {
  /** A space with so many desks, whose one team sits at all of them, and an operator of it. */
  async function givenFull(desks: number) {
    const { clock, database } = app.services;
    const { carrier, stay } = await database.transact(async (tx) => {
      const row = await givenCarrier(tx);
      await givenRecord(tx, row.id, 'desk', { kind: 'fixed', count: desks });
      await givenRecord(tx, row.id, 'desk', { kind: 'virtual', count: 50 });
      const team = await givenRecord(tx, row.id, 'team', { name: '在驻的' });
      return { carrier: row, stay: await givenRecord(tx, row.id, 'tenancy', { teamId: team.id, desks }) };
    });
    const organisationId = carrier.operatorId ?? '';
    const operator = clientOf(
      app,
      await givenPerson(database, { name: '经办', roles: [{ organisationId, role: 'operator' }] }),
    );
    const of = (rest: string) => `/api/carriers/${carrier.id}/${rest}`;
    const look = async (id: string) => (await operator.get(of(`admissions/${id}`))).json();
    const send = async (id: string, step: string, body: object) => {
      const response = await operator.post(of(`admissions/${id}/${step}`), {
        version: (await look(id)).version,
        ...body,
      });
      return response.statusCode === 200 ? 'ok' : response.json().code;
    };
    const standards = (waitsBy: string) =>
      operator.post(of('criteria/selection'), { items: [{ says: '技术先进', points: 100 }], passScore: 60, waitsBy });
    const scored = async (teamName: string, asks: number, points: number) => {
      const phone = `1390000${String(1000 + Math.round(points)).padStart(4, '0')}`;
      const { id, receipt } = await database.transact((tx) =>
        applyForTenancy(tx, app.services, {
          ...{
            carrierId: carrier.id,
            kind: 'application',
            teamName,
            uscc: null,
            founderName: '甲',
            phone,
            founderType: null,
          },
          ...{ industry: null, members: null, desks: asks, wantedFrom: null, project: '一个十个字以上的项目说明' },
        }),
      );
      const criteriaId = (await look(id)).criteria.id;
      expect(await send(id, 'score', { criteriaId, points: { c1: points }, remark: null })).toBe('ok');
      return { id, receipt, phone };
    };
    const waits = async (...of: Parameters<typeof scored>) => {
      const one = await scored(...of);
      expect(await send(one.id, 'decide', { outcome: 'waiting', says: '暂无空位' })).toBe('ok');
      return one;
    };
    const duties = async () =>
      (await operator.get('/api/duties')).json().rows.filter(({ duty }: { duty: string }) => duty === 'place-free');
    const page = async (path: string, fields: Record<string, string>) =>
      (
        await publicClient(app).post(path, undefined, {
          payload: new URLSearchParams(fields).toString(),
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        })
      ).body;
    const until = () => ({ until: addDays(clock.today(), 3), says: '有空位，请答复。' });
    const leaves = (lastDay: string) =>
      database.transact((tx) => endRecordOn(tx, KEEPER, carrier.id, 'tenancy', stay.id, { version: 1, lastDay }));
    return { carrierId: carrier.id, operator, look, send, standards, scored, waits, duties, page, until, leaves };
  }

  test('stands in the order that the criteria say, and the applicant sees the place and the order', async () => {
    const space = await givenFull(4);
    await space.standards('received');
    const [early, good] = [await space.waits('先申请的', 1, 70), await space.waits('评分高的', 1, 90)];
    const places = async () => [(await space.look(early.id)).place, (await space.look(good.id)).place];
    expect(await places()).toEqual([1, 2]);
    await space.standards('score');
    expect(await places()).toEqual([2, 1]);
    expect(await space.page('/tenancy/status', early)).toContain('第2位，按评分高低，同分按申请先后');
    await space.standards('received');
    expect(await space.page('/tenancy/status', early)).toContain('第1位，按申请先后');
  });

  test('a desk that will be free is a duty that names the next; declined it goes on, accepted one is selected', async () => {
    const space = await givenFull(4);
    await space.standards('received');
    const large = await space.waits('要五个工位的', 5, 80);
    const next = await space.waits('第一家', 2, 81);
    const last = await space.waits('第二家', 2, 82);
    expect(await space.duties()).toEqual([]);
    expect(await space.send(next.id, 'offer', space.until())).toBe('admission.no-place');
    // Notice is given: from the day after the last one four desks are free, too few for the first in line.
    await space.leaves(addDays(app.clock.today(), 20));
    expect((await space.look(next.id)).freeFrom).toBe(addDays(app.clock.today(), 21));
    expect((await space.look(large.id)).freeFrom).toBeNull();
    expect(await space.duties()).toMatchObject([{ count: 1, atIs: 'since' }]);
    expect((await space.duties())[0].name).toMatch(/，第一家$/);
    // Nobody is passed over who asks for no more.
    expect(await space.send(last.id, 'offer', space.until())).toBe('admission.not-next');
    expect(await space.send(last.id, 'decide', { outcome: 'selected', says: '入选' })).toBe('admission.not-next');
    expect(await space.send(next.id, 'offer', space.until())).toBe('ok');
    expect(await space.page('/tenancy/status', next)).toContain('为您留到');
    // Its desks are kept: two are left for the next.
    expect((await space.duties())[0].name).toMatch(/，第二家$/);
    expect(await space.page('/tenancy/place', { ...next, accepts: 'no' })).toContain('已放弃空位');
    expect((await space.look(next.id)).state).toBe('declined');
    expect(await space.send(last.id, 'offer', space.until())).toBe('ok');
    expect(await space.page('/tenancy/place', { ...last, accepts: 'yes' })).toContain('已入选');
    expect((await space.look(last.id)).state).toBe('selected');
    expect(await space.duties()).toEqual([]);
  });

  test('who has just applied is not selected past those who wait and ask for no more desks', async () => {
    const space = await givenFull(4);
    await space.standards('received');
    const selected = { outcome: 'selected', says: '入选' };
    const early = await space.scored('没有人候补时来的', 2, 86);
    expect(await space.send(early.id, 'decide', selected)).toBe('ok');
    await space.waits('等两个的', 2, 83);
    expect(await space.send(early.id, 'decide', selected)).toBe('admission.wrong-state');
    const [same, fewer] = [await space.scored('后来也要两个的', 2, 84), await space.scored('后来只要一个的', 1, 85)];
    const { version } = await space.look(same.id);
    const path = `/api/carriers/${space.carrierId}/admissions/${same.id}/decide`;
    const refused = (await space.operator.post(path, { version, ...selected })).json();
    expect([refused.code, refused.fields]).toEqual([
      'admission.not-next',
      [{ path: 'line', code: 'next', message: '排在前面：等两个的' }],
    ]);
    expect(await space.send(fewer.id, 'decide', selected)).toBe('ok');
    expect(await space.send(same.id, 'decide', { outcome: 'waiting', says: '暂无空位' })).toBe('ok');
  });

  test('without an answer in time the place goes to the next', async () => {
    const space = await givenFull(1);
    await space.standards('received');
    const first = await space.waits('没有答复的', 1, 71);
    const second = await space.waits('等着的', 1, 72);
    await space.leaves(app.clock.today());
    expect(await space.send(first.id, 'offer', space.until())).toBe('ok');
    expect(await space.duties()).toEqual([]);
    app.clock.advance({ days: 4 });
    await app.jobs.runDue();
    expect(await space.look(first.id)).toMatchObject({
      state: 'declined',
      answer: '没有在期限内答复，空位已给下一位。',
    });
    expect((await space.duties())[0].name).toMatch(/，等着的$/);
    expect((await space.look(second.id)).place).toBe(1);
  });

  test('two offers of one desk at once: one stands', async () => {
    const space = await givenFull(1);
    await space.standards('received');
    const ones = [await space.waits('甲', 1, 73), await space.waits('乙', 1, 74)];
    await space.leaves(app.clock.today());
    const told = await Promise.all(ones.map(({ id }) => space.send(id, 'offer', space.until())));
    expect(told[0]).toBe('ok');
    expect(['admission.not-next', 'admission.no-place']).toContain(told[1]);
  });

  test('a space that is closed has nothing to offer before it opens again', async () => {
    const space = await givenFull(1);
    await space.standards('received');
    const one = await space.waits('等开门的', 1, 75);
    await space.leaves(app.clock.today());
    const start = midnight(app.clock.today());
    const closure = { resourceId: null, start, end: midnight(addDays(app.clock.today(), 10)), reason: '装修' };
    await app.services.database.transact((tx) =>
      insertClosure(tx, space.carrierId, closure, { personId: null, at: app.clock.now().toString() }),
    );
    expect((await space.look(one.id)).freeFrom).toBe(addDays(app.clock.today(), 10));
  });
});
