import { afterAll, beforeAll, expect, test } from 'vitest';
import { appWithoutCases, demoCast, demoPerson } from '../cases/casefile/case.given.ts';
import { DEMO_ORGANISATION_IDS } from '../records/demo/demo.ids.ts';
import { territoryIdOf } from '../records/territories/territory.ts';
import type { TestApp } from '../test-app.ts';
import {
  announced,
  exampleSpace,
  handedIn,
  OFFICER,
  OPERATOR,
  PARAMETERS,
  registered,
  scored,
  verb,
  visited,
} from './evaluation.given.ts';

let app: TestApp;
const { people, attempt, send } = demoCast(() => app);
const EXPERTS = ['hedong.zhuanjia1', 'hedong.zhuanjia2'] as const;
const accountOf = (personId: string) => EXPERTS.find((account) => people.get(account)?.actor.personId === personId);
const [FIRST, SECOND, SCORED, AWAY] = ['示例子空间', '示例丑空间', '示例寅空间', '示例卯空间'];

let roundId: string;
const round = (path = '') => `/api/evaluations/${roundId}${path}`;
const cases = new Map<string, string>();
const caseOf = (name: string) => cases.get(name) ?? '';
const visit = (name: string, path = '') => `/api/cases/${caseOf(name)}/sample-visit${path}`;
const inbox = async () => (await send(OFFICER, 'get', '/api/tasks?size=200&kind=visit')).rows;
const figure = async (who: string, name: string, key: string) => {
  const { indicators } = await send(who, 'get', `/api/cases/${caseOf(name)}/self-evaluation`);
  // biome-ignore lint/suspicious/noExplicitAny: a test reads the answer as the wire gives it
  return indicators.flatMap(({ facts }: any) => facts).find((fact: { key: string }) => fact.key === key);
};

beforeAll(async () => {
  app = await appWithoutCases();
  app.clock.set('2026-11-02T09:00:00+08:00');
  for (const account of EXPERTS) {
    people.set(account, await demoPerson(app, account));
    await send(OFFICER, 'put', `/api/experts/${people.get(account)?.actor.personId}`, { fields: ['创业孵化'] });
  }
  const place = { territoryId: territoryIdOf('120102'), operatorId: DEMO_ORGANISATION_IDS.hedongOperator };
  for (const name of [FIRST, SECOND, SCORED, AWAY])
    await registered(send, await exampleSpace(send, name, 'middling', place));
  ({ roundId } = await announced(send, { membersOn: '2026-11-02', opens: '2026-11-03', closes: '2026-11-13' }));
  app.clock.set('2026-11-03T09:00:00+08:00');
  await app.jobs.runDue();
  await send(OFFICER, 'put', round('/parameters'), { values: PARAMETERS, reason: '考评通知(示例)' });
  for (const { carrier, caseId } of (await send(OFFICER, 'get', round('/members'))).rows) cases.set(carrier, caseId);
  for (const name of [FIRST, SECOND, SCORED]) await handedIn(send, caseOf(name));
  await verb(send, OFFICER, caseOf(SCORED), 'agree', '数据属实');
  await scored(send, caseOf(SCORED), 10, accountOf);
  app.clock.set('2026-11-12T09:00:00+08:00');
  await send(OFFICER, 'post', round('/sample'), { method: 'random', seed: '示例种子2026', size: 3 });
});
afterAll(() => app.close());

test('a report that is taken back and handed in again is visited all the same', async () => {
  await send(OPERATOR, 'post', `/api/cases/${caseOf(FIRST)}/withdrawal`);
  expect((await inbox()).map(({ carrierName }: { carrierName: string }) => carrierName)).toContain(FIRST);
  await handedIn(send, caseOf(FIRST));
  app.clock.set('2026-11-13T17:00:00+08:00');
  await send(OFFICER, 'post', round('/absence'));
});

test('each unit drawn is a task of the body that drew, and learns that it was drawn and why', async () => {
  expect((await inbox()).map(({ carrierName }: { carrierName: string }) => carrierName).sort()).toEqual(
    [FIRST, SECOND, SCORED].sort(),
  );
  const { sample, counts } = await send(OFFICER, 'get', round());
  expect(counts).toMatchObject({ drawn: 3, visited: 0 });
  const mine = sample.find(({ carrier }: { carrier: string }) => carrier === FIRST);
  expect(mine).toMatchObject({ caseId: caseOf(FIRST), visitedOn: null, differs: 0 });
  const own = await send(OPERATOR, 'get', visit(FIRST));
  expect(own).toMatchObject({
    drawn: { method: 'random', seed: '示例种子2026', place: mine.place, of: 3, reason: mine.reason },
    state: 'open',
    mine: false,
    visitedOn: null,
  });
  expect((await send(OPERATOR, 'get', visit(AWAY))).drawn).toBeNull();
  const other = { version: 0 };
  expect((await attempt(OPERATOR, 'put', visit(FIRST), other)).status).toBe(403);
  expect((await attempt(OFFICER, 'put', visit(AWAY), other)).body.code).toBe('task.not-yours');
});

test('nobody who was drawn is passed on to be scored before the visit', async () => {
  await expect(verb(send, OFFICER, caseOf(FIRST), 'agree', '数据属实')).rejects.toThrow('evaluation.visit-open');
});

test('the record says day, place, two people and every figure; what is missing stands at its field', async () => {
  const figures = [{ fact: 'space.events', outcome: 'differs', found: 12 }];
  const record = { version: 0, visitedOn: '2026-11-14', place: '', people: [{ name: '赵河东' }], figures };
  const refused = await attempt(OFFICER, 'post', visit(FIRST, '/submission'), record);
  expect(refused.status).toBe(422);
  const paths = refused.body.fields.map(({ path }: { path: string }) => path);
  expect(paths).toEqual(expect.arrayContaining(['visitedOn', 'place', 'people', 'summary', 'figures.0.says']));
  expect(paths).toContain('figures.space.mentors');
  const said = refused.body.fields.map(({ message }: { message: string }) => message);
  expect(said).toEqual(expect.arrayContaining(['核查日期不能晚于今天', '核查人员不得少于两人', '请填写核查结论']));
  const wrong = [{ fact: 'space.events', outcome: 'differs', found: -1, says: '少于申报' }];
  const typed = await attempt(OFFICER, 'put', visit(FIRST), { version: 0, figures: wrong });
  expect(typed.body.fields).toEqual([{ path: 'figures.0.found', code: 'type', message: '请填写不为负的整数' }]);
  const both = await Promise.all(
    ['东门', '西门'].map((place) => attempt(OFFICER, 'put', visit(FIRST), { version: 0, place })),
  );
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect((await send(OPERATOR, 'get', visit(FIRST))).place).toBeNull();
});

test('a photograph is the bodies’ alone', async () => {
  const form = new FormData();
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  form.append('file', new File([png], '工位.png', { type: 'image/png' }));
  const { photos } = await send(OFFICER, 'post', visit(FIRST, '/photos'), form);
  expect(photos).toMatchObject([{ name: '工位.png' }]);
  expect((await attempt(OPERATOR, 'get', `/api/files/${photos[0].fileId}`)).status).toBe(404);
});

test('a figure found different is flagged to the reviewers, who deal with it before it is scored', async () => {
  await visited(send, caseOf(FIRST), { on: '2026-11-13', differs: { 'space.events': 12 } });
  await visited(send, caseOf(SECOND), { on: '2026-11-13' });
  expect((await inbox()).map(({ carrierName }: { carrierName: string }) => carrierName)).toEqual([SCORED]);
  expect((await send(OFFICER, 'get', round())).counts).toMatchObject({ drawn: 3, visited: 2 });
  const again = await attempt(OFFICER, 'put', visit(FIRST), { version: 9 });
  expect(again.body.code).toBe('task.not-yours');
  expect((await figure(OFFICER, FIRST, 'space.events')).onTheSpot).toMatchObject({
    outcome: 'different',
    note: '2026年11月13日现场核查：创新创业活动场次申报为16场，现场为12场；与签到表核对',
    by: '赵河东',
  });
  expect((await figure(OFFICER, FIRST, 'space.mentors')).onTheSpot).toMatchObject({ outcome: 'seen' });
  await expect(verb(send, OFFICER, caseOf(FIRST), 'agree', '数据属实')).rejects.toThrow(
    '创新创业活动场次现场不符，请先核对或退回更正',
  );
  await send(OFFICER, 'post', `/api/cases/${caseOf(FIRST)}/figures/space.events/verification`, {
    outcome: 'confirmed',
    note: '补看视频记录，另四场属实',
  });
  await verb(send, OFFICER, caseOf(FIRST), 'agree', '数据属实');
  await scored(send, caseOf(FIRST), 10, accountOf);
});

test('the unit reads what was found, without the photographs', async () => {
  const own = await send(OPERATOR, 'get', visit(FIRST));
  expect(own).toMatchObject({ state: 'recorded', visitedOn: '2026-11-13', place: '空间现场(示例)', photos: [] });
  expect(own.figures.find(({ key }: { key: string }) => key === 'space.events')).toMatchObject({
    stated: 16,
    outcome: 'differs',
    found: 12,
  });
});

test('grades wait for a visit to one that was in scoring already when it was drawn', async () => {
  await verb(send, OFFICER, caseOf(SECOND), 'agree', '数据属实');
  await scored(send, caseOf(SECOND), 10, accountOf);
  const { version } = await send(OFFICER, 'get', round('/grading'));
  const early = await attempt(OFFICER, 'post', round('/grading/proposal'), { version });
  expect([early.status, early.body.code]).toEqual([409, 'evaluation.visit-open']);
  await visited(send, caseOf(SCORED), { on: '2026-11-13' });
  expect((await send(OFFICER, 'post', round('/grading/proposal'), { version })).state).toBe('proposed');
});
