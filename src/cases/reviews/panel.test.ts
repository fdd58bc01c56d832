import { afterAll, beforeAll, expect, test } from 'vitest';
import { sqlRows } from '../../platform/db/database.ts';
import type { TestApp } from '../../test-app.ts';
import { appWithoutCases, demoPerson, given, type Person } from '../casefile/case.given.ts';
import { casesAtReview, librarians } from './review.given.ts';
import { outliers } from './review.ts';

let app: TestApp;
let officer: Person;
let director: Person;
let experts: Person[];

beforeAll(async () => {
  app = await appWithoutCases();
  officer = await demoPerson(app, 'sheng.jingban');
  director = await demoPerson(app, 'sheng.qianfa');
  experts = await librarians(app, 5);
});
afterAll(() => app.close());

const idOf = ({ actor }: Person) => actor.personId ?? '';
const seat = (caseId: string, people: readonly Person[]) =>
  given(officer.client.send('put', `/api/cases/${caseId}/panel`, { expertIds: people.map(idOf) }));
const entry = (score: number) => ({ score, opinion: `意见${score}`, recommendation: 'recommend' });
const hand = async (expert: Person, caseId: string, score: number) => {
  const { revision } = await given(expert.client.get(`/api/cases/${caseId}/review`));
  return given(expert.client.post(`/api/cases/${caseId}/review/submission`, { revision, ...entry(score) }));
};
const panelOf = (caseId: string) => given(officer.client.get(`/api/cases/${caseId}/panel`));
const sitting = async (caseId: string): Promise<string[]> =>
  (await panelOf(caseId)).reviews
    .filter(({ state }: { state: string }) => state === 'assigned' || state === 'submitted')
    .map(({ expertId }: { expertId: string }) => expertId);

test('who recuses sees nothing any more, the next best sits at once, and everyone else stays', async () => {
  const { caseIds } = await casesAtReview(app, 1);
  const [caseId = ''] = caseIds;
  const [first, second, third] = experts as [Person, Person, Person];
  await seat(caseId, [first, second, third]);
  await given(first.client.post(`/api/cases/${caseId}/review/recusal`, { reason: '与申报单位有合作' }));
  const now = await sitting(caseId);
  expect(now).toEqual(expect.arrayContaining([idOf(second), idOf(third)]));
  expect(now).toHaveLength(3);
  expect(now).not.toContain(idOf(first));
  expect((await first.client.get(`/api/cases/${caseId}`)).status).toBe(404);
  expect((await given(first.client.get('/api/me/reviews'))).rows).toEqual([]);
});

test('a late expert is told to the officer and replaced by the next best; what they entered is kept', async () => {
  const { caseIds } = await casesAtReview(app, 1);
  const [caseId = ''] = caseIds;
  const [first, second, third] = experts as [Person, Person, Person];
  await seat(caseId, [first, second, third]);
  await given(first.client.send('put', `/api/cases/${caseId}/review`, { revision: 0, ...entry(60) }));
  const before = app.clock.now();
  app.clock.set('2026-12-20T09:00:00+08:00');
  const late = (await panelOf(caseId)).reviews.map(({ isLate }: { isLate: boolean }) => isLate);
  expect(late).toEqual([true, true, true]);
  const replaced = await given(
    officer.client.post(`/api/cases/${caseId}/panel/replacement`, { expertId: idOf(first), reason: '逾期未提交' }),
  );
  expect(replaced.reviews.filter(({ state }: { state: string }) => state === 'assigned')).toHaveLength(3);
  expect(await sitting(caseId)).not.toContain(idOf(first));
  const [kept] = await app.services.database.read((tx) =>
    sqlRows<{ score: number; released_because: string }>(
      tx,
      "select score, released_because from review where case_id = $1 and state = 'released'",
      [caseId],
    ),
  );
  expect(kept).toEqual({ score: 60, released_because: '逾期未提交' });
  app.clock.set(before);
});

test('a score far from the others goes back once, without a number; whoever stays with it is not asked again', async () => {
  expect(outliers([80, 82, 84], 100, 0.15)).toEqual([]);
  expect(outliers([80, 82, 50], 100, 0.15)).toEqual([2]);
  expect(outliers([80, 50], 100, 0.15)).toEqual([]);
  const { caseIds } = await casesAtReview(app, 1);
  const [caseId = ''] = caseIds;
  const [first, second, third] = experts as [Person, Person, Person];
  await seat(caseId, [first, second, third]);
  await hand(first, caseId, 88);
  await hand(second, caseId, 90);
  await hand(third, caseId, 51.37);
  const again = await given(third.client.get(`/api/cases/${caseId}/review`));
  expect(again).toMatchObject({ state: 'assigned', score: 51.37, panel: null });
  expect(again.secondLook).toMatch(/^您的评分与专家组其他成员相差较大/);
  expect(await panelOf(caseId)).toMatchObject({ finishedAt: null, score: null });
  await hand(third, caseId, 51.37);
  expect(await panelOf(caseId)).toMatchObject({ finishedAt: expect.any(String), score: 76.4567 });
});

test('the round is calibrated once all scores are in; a head departs from a panel in writing and the register of it stays', async () => {
  const { roundId, caseIds } = await casesAtReview(app, 5);
  const severe = experts[0] as Person;
  const others = experts.slice(1, 3);
  for (const caseId of caseIds) await seat(caseId, [severe, ...others]);
  for (const [at, caseId] of caseIds.entries()) {
    if (at === caseIds.length - 1) {
      const early = await officer.client.get(`/api/rounds/${roundId}/calibration`);
      expect([early.status, early.body.code]).toEqual([409, 'calibration.not-closed']);
    }
    await hand(severe, caseId, 70 + at);
    for (const expert of others) await hand(expert, caseId, 77 + at);
  }
  const calibration = await given(officer.client.get(`/api/rounds/${roundId}/calibration`));
  expect(calibration).toMatchObject({ reviews: 15, shrink: 2, enough: 5 });
  expect(calibration.experts[0]).toMatchObject({ expertId: idOf(severe), reviews: 5, mean: 72, isEnough: true });
  expect(calibration.experts[0].leniency).toBeLessThan(-2);
  const [best] = calibration.cases;
  expect(best).toMatchObject({ raw: 78.6667, experts: 3, exception: null });

  const path = `/api/cases/${best.caseId}/panel/exceptions`;
  const exception = { item: null, points: 80, reason: '专家对场地面积的认定有误，现场核查已更正' };
  expect((await officer.client.post(path, exception)).status).toBe(403);
  expect((await director.client.post(path, { ...exception, points: 101 })).body.fields[0].path).toBe('points');
  const panel = await given(director.client.post(path, exception));
  expect(panel.score).toBe(78.6667);
  expect(panel.exceptions).toMatchObject([{ fromPoints: 78.6667, toPoints: 80, by: director.actor.name }]);
  const after = await given(officer.client.get(`/api/rounds/${roundId}/calibration`));
  expect(after.cases[0].exception).toEqual({ points: 80, reason: exception.reason });
});
