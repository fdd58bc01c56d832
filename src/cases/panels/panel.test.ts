import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { sqlRows } from '../../platform/db/database.ts';
import { DEMO_ORGANISATION_IDS } from '../../records/demo/demo.ids.ts';
import type { TestApp } from '../../test-app.ts';
import { appWithoutCases, demoPerson, given, type Person } from '../casefile/case.given.ts';
import { casesAtReview, librarians } from '../reviews/review.given.ts';
import { insertReview } from '../reviews/review.store.ts';
import { aggregate, outliers } from './panel.ts';

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
const attempted = async (expert: Person, caseId: string, of: ReturnType<typeof entry>) => {
  const { revision } = await given(expert.client.get(`/api/cases/${caseId}/review`));
  return expert.client.post(`/api/cases/${caseId}/review/submission`, { revision, ...of });
};
const hand = (expert: Person, caseId: string, score: number) => given(attempted(expert, caseId, entry(score)));
const panelOf = (caseId: string) => given(officer.client.get(`/api/cases/${caseId}/panel`));
const sitting = async (caseId: string): Promise<string[]> =>
  (await panelOf(caseId)).reviews
    .filter(({ state }: { state: string }) => state === 'assigned' || state === 'submitted')
    .map(({ expertId }: { expertId: string }) => expertId);

test('the mean is exact to four decimals', () => {
  expect(aggregate([80, 85.5, 90.25], 'mean')).toBe(85.25);
  expect(aggregate([80, 80, 81], 'mean')).toBe(80.3333);
  expect(aggregate([], 'mean')).toBeNull();
});

test('one highest and one lowest are left out where at least three scored', () => {
  expect(aggregate([60, 80, 82, 100], 'dropExtremes')).toBe(81);
  expect(aggregate([60, 100], 'dropExtremes')).toBe(80);
});

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

const reminded = (caseId: string) =>
  app.services.database.read((tx) =>
    sqlRows<{ person: string; kind: string }>(
      tx,
      `select t.person_id as person, r.kind from reminder r join task t on t.id = r.task_id
       where r.case_id = $1 and t.person_id is not null order by r.at, r.kind`,
      [caseId],
    ),
  );
const runAt = async (at: string) => {
  app.clock.set(at);
  await app.jobs.runDue();
};

test('an expert is reminded once before, once at and once after; then a replacement is proposed, and takes the seat when the officer says so', async () => {
  const before = app.clock.now();
  const { caseIds } = await casesAtReview(app, 1);
  const [caseId = ''] = caseIds;
  const [first, second, third] = experts as [Person, Person, Person];
  await seat(caseId, [first, second, third]);
  for (const expert of [first, second]) await hand(expert, caseId, 80);
  const [{ dueAt }] = (await panelOf(caseId)).reviews;
  const due = Temporal.Instant.from(dueAt);
  for (const hours of [-72, -71, -8, -7]) await runAt(due.add({ hours }).toString());
  expect(await reminded(caseId)).toEqual(['before', 'at'].map((kind) => ({ person: idOf(third), kind })));
  const inbox = (await given(third.client.get('/api/tasks?size=200'))).rows;
  expect(inbox.find((row: { caseId: string }) => row.caseId === caseId)).toMatchObject({
    reminded: 'at',
    due: { at: dueAt },
  });
  expect((await panelOf(caseId)).reviews[2].replacement).toBeNull();
  for (const hours of [0, 1, 2]) await runAt(due.add({ hours }).toString());
  expect((await reminded(caseId)).map(({ kind }) => kind)).toEqual(['before', 'at', 'after']);
  const { replacement } = (await panelOf(caseId)).reviews[2];
  expect([idOf(experts[3] as Person), idOf(experts[4] as Person)]).toContain(replacement.expertId);
  expect(replacement.because).toContain('无利害关系');
  const asked = async () =>
    (await given(officer.client.get('/api/tasks?size=200'))).rows.filter(
      (row: { caseId: string }) => row.caseId === caseId,
    );
  expect(await asked()).toHaveLength(1);
  expect((await third.client.get(`/api/cases/${caseId}/review`)).status).toBe(200);
  const { expertId: replacementId } = replacement;
  const replaced = { expertId: idOf(third), reason: '逾期未提交', replacementId };
  await given(officer.client.post(`/api/cases/${caseId}/panel/replacement`, replaced));
  expect(await sitting(caseId)).toEqual(expect.arrayContaining([idOf(first), idOf(second), replacementId]));
  expect(await asked()).toEqual([]);
  expect((await third.client.get(`/api/cases/${caseId}`)).status).toBe(404);
  const left = (await given(third.client.get('/api/me/reviews'))).rows.map((row: { caseId: string }) => row.caseId);
  expect(left).not.toContain(caseId);
  app.clock.set(before);
});

test('where the round says so the seat changes hands by itself, all others stay, and the late expert sees nothing any more', async () => {
  const before = app.clock.now();
  const { roundId, caseIds } = await casesAtReview(app, 1);
  const [caseId = ''] = caseIds;
  await app.services.database.transact((tx) =>
    sqlRows(tx, `update round set late_experts = 'replace' where id = $1`, [roundId]),
  );
  const [first, second, third] = experts as [Person, Person, Person];
  await seat(caseId, [first, second, third]);
  for (const expert of [first, second]) await hand(expert, caseId, 80);
  const [{ dueAt }] = (await panelOf(caseId)).reviews;
  await runAt(dueAt);
  const now = await sitting(caseId);
  expect(now).toHaveLength(3);
  expect(now).toEqual(expect.arrayContaining([idOf(first), idOf(second)]));
  expect(now).not.toContain(idOf(third));
  const { reviews } = await panelOf(caseId);
  const released = reviews.find(({ expertId }: { expertId: string }) => expertId === idOf(third));
  expect(released).toMatchObject({ state: 'released', releasedBecause: '逾期未提交，依本轮规定自动撤换' });
  expect((await third.client.get(`/api/cases/${caseId}`)).status).toBe(404);
  app.clock.set(before);
});

test('the database keeps an expert within the caps, however many ask at once', async () => {
  const { caseIds } = await casesAtReview(app, 4);
  const [expert] = await librarians(app, 1);
  const id = idOf(expert as Person);
  await app.services.database.transact((tx) =>
    sqlRows(tx, 'update expert set per_round = 2 where person_id = $1', [id]),
  );
  const add = (caseId: string) =>
    app.services.database
      .transact((tx) =>
        insertReview(tx, {
          id: newId(),
          case_id: caseId,
          pass: 1,
          expert_id: id,
          task_id: null,
          because: '示例',
          assigned_at: app.clock.now().toString(),
          assigned_by: null,
          due_at: null,
        }),
      )
      .then(
        () => 'seated',
        (error) => (error instanceof Refusal ? error.code : String(error)),
      );
  expect((await Promise.all(caseIds.map(add))).sort()).toEqual(['review.cap', 'review.cap', 'seated', 'seated']);
});

test('the path of an interest is for the keepers of the library; other bodies learn that there is one', async () => {
  const { caseIds } = await casesAtReview(app, 1);
  const [caseId = ''] = caseIds;
  const [first] = experts as [Person];
  const interest = { kind: 'employer', organisationId: DEMO_ORGANISATION_IDS.operator, organisationName: '示例星图' };
  const { id } = await given(first.client.post('/api/me/expert/interests', interest));
  const seen = async () =>
    (await given(officer.client.get(`/api/cases/${caseId}/panel/proposal`))).others.find(
      ({ personId }: { personId: string }) => personId === idOf(first),
    ).conflicts;
  expect(await seen()).toMatchObject([{ kind: 'employer', path: expect.arrayContaining([first.actor.name]) }]);
  // The same body, where the library is kept above it.
  await app.services.database.transact((tx) =>
    sqlRows(
      tx,
      `update expert set territory_id = (select id from territory where code = '100000') where person_id = $1`,
      [idOf(first)],
    ),
  );
  expect(await seen()).toEqual([{ kind: 'employer', path: [] }]);
  const withdrawal = `/api/me/expert/interests/${id}/withdrawal`;
  expect((await (experts[1] as Person).client.post(withdrawal, { reason: '填错了单位' })).status).toBe(404);
  await given(first.client.post(withdrawal, { reason: '填错了单位' }));
  expect((await given(first.client.get('/api/me/expert'))).interests).toEqual([]);
  expect((await first.client.post(withdrawal, { reason: '填错了单位' })).status).toBe(404);
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
  const silent = await attempted(third, caseId, entry(51.37));
  expect([silent.status, silent.body.fields]).toEqual([
    422,
    [{ path: 'opinion', code: 'second-look', message: '请在评审意见中写明维持或者调整评分的理由' }],
  ]);
  await given(attempted(third, caseId, { ...entry(51.37), opinion: '维持：场地实测不足' }));
  const after = await panelOf(caseId);
  expect(after).toMatchObject({ finishedAt: expect.any(String), score: 76.4567 });
  expect(after.reviews.find(({ expertId }: { expertId: string }) => expertId === idOf(third))).toMatchObject({
    score: 51.37,
    opinion: '维持：场地实测不足',
    firstScore: 51.37,
    firstOpinion: '意见51.37',
  });
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
  expect(calibration).toMatchObject({ shrink: 2, enough: 5, sheets: [{ reviews: 15, full: 100, method: 'mean' }] });
  const [sheet] = calibration.sheets;
  expect(sheet.experts[0]).toMatchObject({ expertId: idOf(severe), reviews: 5, mean: 72, isEnough: true });
  expect(sheet.experts[0].leniency).toBeLessThan(-2);
  const [best] = sheet.cases;
  expect(best).toMatchObject({ raw: 78.6667, experts: 3, exception: null });

  const path = `/api/cases/${best.caseId}/panel/exceptions`;
  const exception = { item: null, points: 80, reason: '专家对场地面积的认定有误，现场核查已更正' };
  expect((await officer.client.post(path, exception)).status).toBe(403);
  expect((await director.client.post(path, { ...exception, points: 101 })).body.fields[0].path).toBe('points');
  const panel = await given(director.client.post(path, exception));
  expect(panel.score).toBe(78.6667);
  expect(panel.exceptions).toMatchObject([{ fromPoints: 78.6667, toPoints: 80, by: director.actor.name }]);
  const after = await given(officer.client.get(`/api/rounds/${roundId}/calibration`));
  expect(after.sheets[0].cases[0].exception).toEqual({ points: 80, reason: exception.reason });

  // Scores of another sheet, or put together by another method, are a model of their own.
  await app.services.database.transact((tx) =>
    sqlRows(tx, `update review_panel set method = 'dropExtremes' where case_id = $1`, [best.caseId]),
  );
  const apart = await given(officer.client.get(`/api/rounds/${roundId}/calibration`));
  expect(
    apart.sheets.map(({ method, reviews }: { method: string; reviews: number }) => [method, reviews]).sort(),
  ).toEqual([
    ['dropExtremes', 3],
    ['mean', 12],
  ]);
});
