import { afterAll, beforeAll, expect, test } from 'vitest';
import { appWithoutCases, demoCast, demoPerson, type Person } from '../cases/casefile/case.given.ts';
import { librarians } from '../cases/reviews/review.given.ts';
import { sqlRows } from '../platform/db/database.ts';
import { DEMO_ORGANISATION_IDS } from '../records/demo/demo.ids.ts';
import { territoryIdOf } from '../records/territories/territory.ts';
import type { TestApp } from '../test-app.ts';
import {
  announced,
  DIRECTOR,
  exampleSpace,
  handedIn,
  OFFICER,
  PARAMETERS,
  published,
  registered,
  scored,
  verb,
} from './evaluation.given.ts';

let app: TestApp;
const { people, attempt, send } = demoCast(() => app);
const EXPERTS = ['hedong.zhuanjia1', 'hedong.zhuanjia2'] as const;
const THIRD = '第三位专家';
const idOf = (account: string) => people.get(account)?.actor.personId ?? '';
const accountOf = (personId: string) => [...EXPERTS, THIRD].find((account) => idOf(account) === personId);
let roundId: string;
let caseId: string;
const round = (path = '') => `/api/evaluations/${roundId}${path}`;
const found = async () => (await send(OFFICER, 'get', '/api/due-recusals')).rows;
const grading = () => send(OFFICER, 'get', round('/grading'));
const answer = async (body: object) => {
  const open = (await found()).find((row: { answer: string | null }) => row.answer === null);
  return send(OFFICER, 'post', `/api/cases/${caseId}/due-recusals/${open.reviewId}`, body);
};
const sitting = async (): Promise<string[]> =>
  (await send(OFFICER, 'get', `/api/cases/${caseId}/panel`)).reviews
    .filter(({ state }: { state: string }) => state === 'assigned' || state === 'submitted')
    .map(({ expertId }: { expertId: string }) => accountOf(expertId));
const stepKind = async () => (await send(OFFICER, 'get', `/api/cases/${caseId}`)).stepKind;
const review = (account: string | undefined = '', points: number) =>
  send(account, 'post', `/api/cases/${caseId}/review/submission`, {
    revision: 0,
    score: null,
    items: { features: { points, comment: null } },
    opinion: '特色较为鲜明(示例)',
    recommendation: 'recommend',
  });
const employedByTheUnit = (expert: string | undefined = '', fromDay: string | null = null) =>
  send(OFFICER, 'post', `/api/experts/${idOf(expert)}/interests`, {
    kind: 'employer',
    organisationId: DEMO_ORGANISATION_IDS.hedongOperator,
    organisationName: '示例运营机构',
    fromDay,
  });

beforeAll(async () => {
  app = await appWithoutCases();
  app.clock.set('2026-11-02T09:00:00+08:00');
  for (const account of EXPERTS) {
    people.set(account, await demoPerson(app, account));
    await send(OFFICER, 'put', `/api/experts/${idOf(account)}`, { title: '研究员', fields: ['创业孵化'] });
  }
  const place = { territoryId: territoryIdOf('120102'), operatorId: DEMO_ORGANISATION_IDS.hedongOperator };
  const carrierId = await exampleSpace(send, '示例甲空间', 'strong', place);
  await registered(send, carrierId);
  ({ roundId } = await announced(send, { membersOn: '2026-11-09', opens: '2026-11-10', closes: '2026-11-20' }));
  app.clock.set('2026-11-10T09:00:00+08:00');
  await app.jobs.runDue();
  await send(OFFICER, 'put', round('/parameters'), { values: PARAMETERS, reason: '考评通知(示例)' });
  caseId = (await send(OFFICER, 'get', round('/members'))).rows[0].caseId;
  await handedIn(send, caseId);
  app.clock.set('2026-11-20T17:00:00+08:00');
  await send(OFFICER, 'post', round('/absence'));
  await verb(send, OFFICER, caseId, 'agree', '数据属实');
  await scored(send, caseId, 15, accountOf);
});
afterAll(() => app.close());

test('grades are not put forward over an expert’s interest that nobody dealt with; the case goes back to one who has none', async () => {
  expect((await grading()).lines[0]).toMatchObject({ points: 100 });
  const [first] = await sitting();
  await employedByTheUnit(first);
  expect(await found()).toMatchObject([{ phase: 'finished', wasIn: true, others: 0, answers: ['reexamine'] }]);
  const early = await attempt(OFFICER, 'post', round('/grading/proposal'), { version: 1 });
  expect(early.body.code).toBe('review.recusal-open');
  await expect(answer({ answer: 'goOn', reason: '没有别的评分' })).rejects.toThrow('review.not-in');
  await answer({ answer: 'reexamine', reason: '该专家应当回避' });
  const [second] = await sitting();
  expect(second).toBe(EXPERTS.find((account) => account !== first));
  await review(second, 10);
  expect((await grading()).lines[0]).toMatchObject({ points: 95 });
  await send(OFFICER, 'post', round('/grading/proposal'), { version: 1 });
});

test('nor signed, nor released when it is in public notice already', async () => {
  await send(DIRECTOR, 'post', round('/grading/signature'), { version: 2 });
  await published(send);
  app.clock.set('2026-11-30T09:00:00+08:00');
  await app.jobs.runDue();
  expect(await stepKind()).toBe('release');
  const [second] = await sitting();
  await employedByTheUnit(second);
  expect((await found())[0]).toMatchObject({ phase: 'relied', answers: ['reexamine'] });
  const refused = await attempt(DIRECTOR, 'post', round('/release'));
  expect(refused.body.code).toBe('review.recusal-open');
  const [more] = await librarians(app, 1);
  people.set(THIRD, more as Person);
  await app.services.database.transact((tx) =>
    sqlRows(
      tx,
      `update expert set territory_id = (select id from territory where code = '120102') where person_id = $1`,
      [idOf(THIRD)],
    ),
  );
  await answer({ answer: 'reexamine', reason: '该专家也应当回避' });
  expect(await stepKind()).toBe('expertReview');
  await review(THIRD, 12);
  await send(OFFICER, 'post', round('/grading/proposal'), { version: 1 });
  await send(DIRECTOR, 'post', round('/grading/signature'), { version: 2 });
  await published(send);
  app.clock.set('2026-12-10T09:00:00+08:00');
  await app.jobs.runDue();
  await send(DIRECTOR, 'post', round('/release'));
  expect((await send('hedong.yunying', 'get', `/api/cases/${caseId}/result`)).points).toBe(97);
});

test('after the release an interest that began later is none; one of the day of the review is put to the officer, and the result stands', async () => {
  await employedByTheUnit(THIRD, '2026-12-11');
  expect(await found()).toHaveLength(2);
  await employedByTheUnit(THIRD, '2020-01-01');
  expect((await found())[0]).toMatchObject({ phase: 'closed', wasIn: true, answers: ['reexamine', 'stand'] });
  const duties = (await send(OFFICER, 'get', '/api/duties')).rows;
  expect(duties.find(({ duty }: { duty: string }) => duty === 'due-recusal')).toMatchObject({ count: 1 });
  await answer({ answer: 'stand', reason: '去掉该专家评分后等次不变' });
  const { timeline } = await send(OFFICER, 'get', `/api/cases/${caseId}`);
  const said = { verb: 'settleInterest', opinion: '维持原结果：去掉该专家评分后等次不变' };
  expect(timeline).toContainEqual(expect.objectContaining(said));
  expect((await send('hedong.yunying', 'get', `/api/cases/${caseId}/result`)).points).toBe(97);
  expect(await sitting()).toEqual([THIRD]);
});
