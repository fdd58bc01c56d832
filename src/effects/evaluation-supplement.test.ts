import { afterAll, beforeAll, expect, test } from 'vitest';
import { appWithoutCases, demoCast } from '../cases/casefile/case.given.ts';
import { DEMO_ORGANISATION_IDS } from '../records/demo/demo.ids.ts';
import { territoryIdOf } from '../records/territories/territory.ts';
import type { TestApp } from '../test-app.ts';
import { announced, exampleSpace, handedIn, OFFICER, OPERATOR, registered, verb } from './evaluation.given.ts';

let app: TestApp;
let roundId = '';
const cases = new Map<string, string>();
const { send, attempt } = demoCast(() => app);
const [ANSWERS, SILENT] = ['示例补正空间', '示例不补正空间'] as const;
const caseOf = (name: string) => cases.get(name) ?? '';

beforeAll(async () => {
  app = await appWithoutCases();
  app.clock.set('2026-11-02T09:00:00+08:00');
  const place = { territoryId: territoryIdOf('120102'), operatorId: DEMO_ORGANISATION_IDS.hedongOperator };
  for (const name of [ANSWERS, SILENT]) await registered(send, await exampleSpace(send, name, 'weak', place));
  ({ roundId } = await announced(send, { membersOn: '2026-11-02', opens: '2026-11-02', closes: '2026-11-20' }));
  const { rows } = await send(OFFICER, 'get', `/api/evaluations/${roundId}/members`);
  for (const { carrier, caseId } of rows) cases.set(carrier, caseId);
  for (const name of [ANSWERS, SILENT]) {
    await handedIn(send, caseOf(name));
    await asked(caseOf(name));
  }
});
afterAll(() => app.close());

const taskOf = async (who: string, caseId: string) =>
  (await send(who, 'get', '/api/tasks?size=200')).rows.find((row: { caseId: string }) => row.caseId === caseId);
async function asked(caseId: string): Promise<void> {
  const { taskId } = await taskOf(OFFICER, caseId);
  const items = [{ kind: 'other', says: '请补充活动签到表' }];
  await send(OFFICER, 'post', `/api/tasks/${taskId}/supplement`, { items });
}

test('a supplement of a self-evaluation: the unit changes what it handed in, answers, and the check goes on', async () => {
  const caseId = caseOf(ANSWERS);
  const { taskId } = await taskOf(OFFICER, caseId);
  const early = await attempt(OFFICER, 'post', `/api/tasks/${taskId}/verbs/agree`, { opinion: '数据属实' });
  expect([early.status, early.body.code]).toEqual([409, 'task.supplement-out']);
  const { supplements } = await send(OPERATOR, 'get', `/api/cases/${caseId}`);
  expect(supplements).toMatchObject([
    { state: 'out', items: [{ says: '请补充活动签到表' }], due: { on: '2026-11-09' } },
  ]);
  const { revision } = await send(OPERATOR, 'get', `/api/cases/${caseId}/form`);
  await send(OPERATOR, 'patch', `/api/cases/${caseId}/form`, {
    revision,
    answers: { highlights: '签到表已整理(示例)' },
  });
  await send(OPERATOR, 'post', `/api/cases/${caseId}/supplement/answer`, { answer: '已补充签到表' });
  await verb(send, OFFICER, caseId, 'agree', '数据属实');
  const { supplements: after, stepId } = await send(OFFICER, 'get', `/api/cases/${caseId}`);
  expect([after[0].state, after[0].answer, stepId]).toEqual(['answered', '已补充签到表', 'expert-review']);
});

test('nobody answers: after five working days the unit has not taken part, and the dashboard says so', async () => {
  const caseId = caseOf(SILENT);
  app.clock.set('2026-11-09T23:59:00+08:00');
  await app.jobs.runDue();
  expect((await send(OPERATOR, 'get', `/api/cases/${caseId}`)).state).toBe('open');
  app.clock.set('2026-11-10T00:00:00+08:00');
  await app.jobs.runDue();
  expect(await send(OPERATOR, 'get', `/api/cases/${caseId}`)).toMatchObject({ state: 'closed', endId: 'absent' });
  const { counts } = await send(OFFICER, 'get', `/api/evaluations/${roundId}`);
  expect(counts).toMatchObject({ members: 2, submitted: 2, checked: 1, absent: 1 });
  const { rows } = await send(OFFICER, 'get', `/api/evaluations/${roundId}/members?standing=absent`);
  expect(rows).toMatchObject([{ carrier: SILENT, standing: '未参加评价' }]);
  const { lines } = await send(OFFICER, 'get', `/api/evaluations/${roundId}/grading`);
  expect(lines.find(({ carrier }: { carrier: string }) => carrier === SILENT)).toMatchObject({ participated: false });
});
