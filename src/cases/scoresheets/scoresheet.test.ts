import { afterAll, beforeAll, expect, test } from 'vitest';
import { Refusal } from '../../kernel/refusal.ts';
import type { TestApp } from '../../test-app.ts';
import { appWithoutCases, demoPerson, given, type Person } from '../casefile/case.given.ts';
import { casesAtReview, librarians } from '../reviews/review.given.ts';
import { amendItems } from './scoresheet.ts';

const part = (id: string, max: number, indicator: string | null = null) => ({
  id,
  indicator,
  says: id,
  max,
  hint: null,
});
const own = [
  { id: 'service', indicator: 'service', says: '服务', cites: '第九条', max: 30, hint: null },
  { id: 'effect', indicator: 'effect', says: '成效', cites: '第九条', max: null, hint: null },
];

test('an indicator may be split where the parts add up; one that the document leaves open takes any maximum', () => {
  const given = [part('service.a', 10, 'service'), part('service.b', 20, 'service'), part('effect', 45, 'effect')];
  expect(amendItems(own, 100, given).map(({ id, max, cites }) => [id, max, cites])).toEqual([
    ['service.a', 10, '第九条'],
    ['service.b', 20, '第九条'],
    ['effect', 45, '第九条'],
  ]);
});

test('parts that do not add up, a missing indicator and one that the document lacks are refused', () => {
  const codes = (given: ReturnType<typeof part>[], items = own) => {
    try {
      amendItems(items, 100, given);
      return [];
    } catch (error) {
      return error instanceof Refusal ? error.fields.map(({ code }) => code) : [error];
    }
  };
  expect(codes([part('service', 29, 'service'), part('effect', 5, 'effect')])).toEqual(['sum']);
  expect(codes([part('service', 30, 'service')])).toEqual(['missing']);
  expect(codes([part('service', 30, 'service'), part('effect', 5, 'effect'), part('x', 5, 'x')])).toEqual([
    'reference',
  ]);
  expect(codes([part('a', 60), part('a', 40)], [])).toEqual(['duplicate']);
  expect(codes([part('a', 60), part('b', 39)], [])).toEqual(['sum']);
});

let app: TestApp;
let officer: Person;
let experts: Person[];
let caseId: string;

beforeAll(async () => {
  app = await appWithoutCases();
  officer = await demoPerson(app, 'sheng.jingban');
  experts = await librarians(app, 3);
  [caseId = ''] = (await casesAtReview(app, 1)).caseIds;
  await given(
    officer.client.send('put', `/api/cases/${caseId}/panel`, {
      expertIds: experts.map(({ actor }) => actor.personId),
    }),
  );
});
afterAll(() => app.close());

test('a sheet that changes is told to whoever has not handed in, and what they entered is kept', async () => {
  const [first, second, third] = experts as [Person, Person, Person];
  const path = `/api/cases/${caseId}/review`;
  const draft = { score: 70, opinion: '初步意见', recommendation: 'reserve' };
  await given(first.client.send('put', path, { revision: 0, ...draft }));
  const items = [part('team', 60), part('space', 40)];
  const sheet = { version: 1, reason: '细化评分标准', items };
  expect(await given(officer.client.post(`/api/cases/${caseId}/scoresheet`, sheet))).toEqual({ version: 2 });
  const again = await officer.client.post(`/api/cases/${caseId}/scoresheet`, sheet);
  expect([again.status, again.body.code]).toEqual([409, 'conflict']);

  const shown = await given(first.client.get(path));
  expect(shown).toMatchObject({
    score: 70,
    opinion: '初步意见',
    sheet: { version: 2, changed: { reason: '细化评分标准' } },
  });
  const unseen = await first.client.post(`${path}/submission`, { revision: 1, ...draft });
  expect([unseen.status, unseen.body.code]).toEqual([409, 'review.sheet-changed']);

  const entry = (team: number, space: number) => ({
    sheetVersion: 2,
    items: { team: { points: team, comment: '团队' }, space: { points: space } },
    opinion: '同意',
    recommendation: 'recommend',
  });
  const over = await first.client.post(`${path}/submission`, { revision: 1, ...entry(61, 30) });
  expect(over.body.fields).toEqual([
    { path: 'items.team.points', code: 'score.range', message: '分值应在 0 至 60 之间，最多两位小数' },
  ]);
  await given(first.client.post(`${path}/submission`, { revision: 1, ...entry(50, 30) }));
  await given(second.client.post(`${path}/submission`, { revision: 0, ...entry(54, 33.5) }));
  await given(third.client.post(`${path}/submission`, { revision: 0, ...entry(52, 31) }));
  const panel = await given(officer.client.get(`/api/cases/${caseId}/panel`));
  expect(panel.score).toBe(83.5);
  expect(panel.reviews.map((one: { score: number }) => one.score).sort()).toEqual([80, 83, 87.5]);
  const [kept] = await app.services.database.read((tx) =>
    tx.selectFrom('review_panel').select('items').where('case_id', '=', caseId).execute(),
  );
  expect(kept?.items).toEqual({ team: { indicator: null, points: 52 }, space: { indicator: null, points: 31.5 } });
});
