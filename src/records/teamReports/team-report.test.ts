import { afterAll, beforeAll, expect, test } from 'vitest';
import { carriedOver } from '../../../web/features/records/carried-over.ts';
import { appWithoutCases, demoTeam, given, type Person } from '../../cases/casefile/case.given.ts';
import { sqlRows } from '../../platform/db/database.ts';
import type { TestApp } from '../../test-app.ts';
import { DEMO_CARRIER_IDS } from '../demo/demo.ids.ts';
import { scheduleReminders } from '../teamReminders/team-reminder.actions.ts';
import { lastDayOf, monthBefore, reportDue } from './team-report.ts';

let app: TestApp;
let founder: Person;
let operator: Person;
let stranger: Person;
let teamId: string;

beforeAll(async () => {
  app = await appWithoutCases();
  app.clock.set('2027-01-02T09:00:00+08:00');
  ({ founder, operator, stranger } = await demoTeam(app));
  teamId = (await given(founder.client.get('/api/teams'))).rows[0].id;
  await app.services.database.transact(async (tx) => {
    await sqlRows(tx, 'delete from team_report where team_id = $1', [teamId]);
    await scheduleReminders(tx, app.services);
  });
});
afterAll(() => app.close());

const path = () => `/api/teams/${teamId}/records/team_report`;
const report = (month: string, validFrom: string, more: object = {}) =>
  given(
    founder.client.post(path(), {
      validFrom,
      values: { month, progress: '两家客户试用', needs: '找财务顾问', people: 6, ...more },
    }),
  );
const mine = async (query = '') => {
  const { rows } = await given(operator.client.get(`/api/team-reports?size=200${query}`));
  return rows.find((row: { teamId: string }) => row.teamId === teamId);
};
const told = async (person: Person) =>
  (await given(person.client.get('/api/team-reminders?size=200'))).rows
    .filter(({ kind }: { kind: string }) => kind === 'team_report')
    .map(({ label, dueOn, stage }: Record<string, unknown>) => [label, dueOn, stage]);

test('a month is over on its last day and reported by the tenth of the next', () => {
  expect([monthBefore('2027-01-02'), lastDayOf('2026-02'), reportDue('2026-12')]).toEqual([
    '2026-12',
    '2026-02-28',
    '2027-01-10',
  ]);
});

test('the operator sees who has not reported a month, and for how many months in a row; others see nothing of it', async () => {
  expect(await mine()).toMatchObject({
    carrierId: DEMO_CARRIER_IDS.xingtu,
    reportId: null,
    missing: 12,
    remindedAt: null,
  });
  const october = await report('2026-10', '2026-11-05');
  expect(await mine()).toMatchObject({ reportId: null, missing: 2 });
  expect(await mine('&month=2026-10')).toMatchObject({ reportId: october.id, missing: 0, confirmed: false, people: 6 });
  expect(await mine('&month=2026-10&missing=true')).toBeUndefined();
  const { rows, month, dueOn } = await given(operator.client.get('/api/team-reports?missing=true&size=200'));
  expect([month, dueOn, rows[0].reportId]).toEqual(['2026-12', '2027-01-10', null]);
  const others = await given(stranger.client.get('/api/team-reports?size=200'));
  expect(others.rows.some((row: { teamId: string }) => row.teamId === teamId)).toBe(false);
  expect((await founder.client.get('/api/team-reports')).body.code).toBe('not-permitted');
  const wrong = await operator.client.get('/api/team-reports?month=2026-13');
  expect([wrong.status, wrong.body.fields[0].path]).toEqual([422, 'month']);
});

test('the team is told by itself that a month is due, nearer and nearer, until it has reported', async () => {
  await app.jobs.runDue();
  expect(await told(founder)).toEqual([['2026年12月月报', '2027-01-10', 30]]);
  expect(await told(operator)).toEqual([]);
  expect((await mine()).remindedAt).toBe('2027-01-02T01:00:00.000Z');
  app.clock.set('2027-01-10T09:00:00+08:00');
  await app.jobs.runDue();
  expect(await told(founder)).toEqual([['2026年12月月报', '2027-01-10', 0]]);
  const december = await report('2026-12', '2027-01-10');
  expect(await told(founder)).toEqual([]);
  await given(operator.client.post(`${path()}/${december.id}/confirm`, { version: 1 }));
  expect(await mine()).toMatchObject({ reportId: december.id, confirmed: true, missing: 0, needs: '找财务顾问' });
  app.clock.set('2027-02-03T09:00:00+08:00');
  await app.jobs.runDue();
  expect(await told(founder)).toEqual([['2027年1月月报', '2027-02-10', 7]]);
});

test('a new report begins with what the last one said, but for the month and its revenue; a month is reported once', async () => {
  const { kinds } = await given(founder.client.get('/api/team-record-kinds'));
  const kind = kinds.find(({ code }: { code: string }) => code === 'team_report');
  const { rows } = await given(founder.client.get(`${path()}?history=true&sort=-validFrom&size=1`));
  expect(carriedOver(kind, rows[0].values)).toEqual({
    progress: '两家客户试用',
    problems: null,
    needs: '找财务顾问',
    people: 6,
  });
  expect(carriedOver(kind, undefined)).toBeUndefined();
  const twice = await founder.client.post(path(), {
    validFrom: '2027-02-03',
    values: { month: '2026-12', progress: '再报' },
  });
  expect([twice.status, twice.body.code]).toEqual([409, 'record.taken']);
});

test('a team that has left is told of no month any more', async () => {
  await app.services.database.transact((tx) =>
    sqlRows(tx, `update tenancy set valid_to = '2027-02-03' where team_id = $1 and valid_to is null`, [teamId]),
  );
  expect(await told(founder)).toEqual([['2027年1月月报', '2027-02-10', 7]]);
  app.clock.set('2027-02-04T09:00:00+08:00');
  expect(await told(founder)).toEqual([]);
});
