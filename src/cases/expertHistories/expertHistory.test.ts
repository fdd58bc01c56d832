import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestApp } from '../../test-app.ts';
import { appWithoutCases, demoPerson, given, type Person } from '../casefile/case.given.ts';
import { casesAtReview, librarians } from '../reviews/review.given.ts';

let app: TestApp;
let officer: Person;
let experts: Person[];

beforeAll(async () => {
  app = await appWithoutCases();
  officer = await demoPerson(app, 'sheng.jingban');
  experts = await librarians(app, 4);
});
afterAll(() => app.close());

const idOf = ({ actor }: Person) => actor.personId ?? '';
const seat = (caseId: string, people: readonly Person[]) =>
  given(officer.client.send('put', `/api/cases/${caseId}/panel`, { expertIds: people.map(idOf) }));
const hand = async (expert: Person, caseId: string, score: number, opinion = '意见') => {
  const { revision } = await given(expert.client.get(`/api/cases/${caseId}/review`));
  const entry = { revision, score, opinion, recommendation: 'recommend' };
  return given(expert.client.post(`/api/cases/${caseId}/review/submission`, entry));
};
const historyOf = (expert: Person) => given(officer.client.get(`/api/experts/${idOf(expert)}/history`));

test('how an expert served: how much, how punctual, how far from the panels, asked again, recused and replaced', async () => {
  const [judged, one, two, three] = experts as [Person, Person, Person, Person];
  const { caseIds } = await casesAtReview(app, 6);
  const [severe = '', lenient = '', apart = '', late = '', recused = '', replaced = ''] = caseIds;
  for (const caseId of caseIds) await seat(caseId, [judged, one, two]);
  expect(await historyOf(judged)).toMatchObject({ submitted: 0, thisYear: 6, compared: 0, meanDeviation: null });

  const scores = async (caseId: string, own: number, ...others: [number, number]) => {
    await hand(one, caseId, others[0]);
    await hand(two, caseId, others[1]);
    await hand(judged, caseId, own);
  };
  await scores(severe, 70, 80, 81); // of a panel of 77: -7
  await scores(lenient, 90, 80, 82); // of a panel of 84: +6
  await scores(apart, 50, 80, 83); // asked again, and stays: of a panel of 71: -21
  await hand(judged, apart, 50, '维持：材料不能证明');
  await given(judged.client.post(`/api/cases/${recused}/review/recusal`, { reason: '与申报单位有合作项目' }));
  const replacement = { expertId: idOf(judged), reason: '长期出差', replacementId: idOf(three) };
  await given(officer.client.post(`/api/cases/${replaced}/panel/replacement`, replacement));
  const [{ dueAt }] = (await given(officer.client.get(`/api/cases/${late}/panel`))).reviews;
  app.clock.set(dueAt);
  app.clock.advance({ minutes: 1 });
  expect(await historyOf(judged)).toMatchObject({ submitted: 3, inTime: 3, late: 1 });
  await scores(late, 80, 80, 80);

  expect(await historyOf(judged)).toEqual({
    submitted: 4,
    due: 4,
    inTime: 3,
    late: 1,
    recused: 1,
    replaced: 1,
    secondLooks: 1,
    compared: 4,
    meanDeviation: -5.5, // (-7 + 6 - 21 + 0) / 4
    meanDistance: 8.5,
    thisYear: 4,
    perYear: expect.any(Number),
    perRound: expect.any(Number),
  });
  // The expert reads the same of themselves, but not how far from the panels.
  const own = await given(judged.client.get('/api/me/expert/history'));
  expect(own).toMatchObject({ submitted: 4, inTime: 3, late: 1, recused: 1, replaced: 1, secondLooks: 1, thisYear: 4 });
  expect(Object.keys(own)).not.toContain('meanDeviation');
  // Two others: 80 of 77, 84, 71, 80 and 81, 82, 83, 80 of the same.
  expect(await historyOf(one)).toMatchObject({
    submitted: 4,
    compared: 4,
    meanDeviation: 2,
    meanDistance: 4,
    recused: 0,
  });
  expect(await historyOf(two)).toMatchObject({ compared: 4, meanDeviation: 3.5, meanDistance: 4.5 });
  const elsewhere = await demoPerson(app, 'hedong');
  expect((await elsewhere.client.get(`/api/experts/${idOf(judged)}/history`)).status).toBe(404);
});
