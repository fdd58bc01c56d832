import { afterAll, beforeAll, expect, test } from 'vitest';
import { appWithoutCases, demoPerson, given, type Person } from '../../cases/casefile/case.given.ts';
import { sqlRows } from '../../platform/db/database.ts';
import type { TestApp } from '../../test-app.ts';
import { DEMO_CARRIER_IDS } from '../demo/demo.ids.ts';
import { scheduleReminders } from '../teamReminders/team-reminder.actions.ts';
import { goalState } from './incubation-record.ts';

let app: TestApp;
let operator: Person;
let teamId: string;
beforeAll(async () => {
  app = await appWithoutCases();
  operator = await demoPerson(app, 'yunying');
  await app.services.database.transact((tx) => scheduleReminders(tx, app.services));
  const [team] = await app.services.database.read((tx) =>
    sqlRows<{ team_id: string }>(
      tx,
      'select team_id from tenancy where carrier_id = $1 and valid_to is null order by id limit 1',
      [DEMO_CARRIER_IDS.xingtu],
    ),
  );
  teamId = team?.team_id ?? '';
});
afterAll(() => app.close());

test('a goal is under way to its day, then overdue; reached it stays reached, in time or late', () => {
  const goal = { dueOn: '2026-11-30', reachedOn: null };
  expect(['2026-11-30', '2026-12-01'].map((day) => goalState(goal, day))).toEqual(['open', 'overdue']);
  expect(goalState({ ...goal, reachedOn: '2026-11-30' }, '2027-01-01')).toBe('reached');
  expect(goalState({ ...goal, reachedOn: '2026-12-05' }, '2026-12-03')).toBe('overdue');
  expect(goalState({ ...goal, reachedOn: '2026-12-05' }, '2026-12-05')).toBe('reachedLate');
});

test('goals are set, counted on the board, told when due, and reached by a correction that keeps what stood before', async () => {
  const path = `/api/teams/${teamId}/records/team_goal`;
  const values = { title: '完成样机', dueOn: '2026-12-10', reachedOn: null, evidence: null };
  const entry = { validFrom: '2026-11-01', validTo: null, note: null, values };
  const early = await operator.client.post(path, { ...entry, values: { ...values, dueOn: '2026-10-01' } });
  expect(early.status).toBe(422);
  const { id, version } = await given(operator.client.post(path, entry));
  const mine = async () =>
    (await given(operator.client.get('/api/teams?size=200'))).rows.find((row: { id: string }) => row.id === teamId);
  expect(await mine()).toMatchObject({ goals: 1, goalsReached: 0, goalsOverdue: 0 });
  app.clock.set('2026-12-11T09:00:00+08:00');
  await app.jobs.runDue();
  expect(await mine()).toMatchObject({ goals: 1, goalsReached: 0, goalsOverdue: 1 });
  const { rows } = await given(operator.client.get(`/api/team-reminders?teamId=${teamId}`));
  expect(rows).toMatchObject([{ kind: 'team_goal', label: '完成样机', dueOn: '2026-12-10' }]);
  const correction = { ...entry, values: { ...values, reachedOn: '2026-12-11' }, version, reason: '样机完成' };
  await given(operator.client.send('put', `${path}/${id}`, correction));
  expect(await mine()).toMatchObject({ goals: 1, goalsReached: 1, goalsOverdue: 0 });
  expect((await given(operator.client.get(`/api/team-reminders?teamId=${teamId}`))).rows).toEqual([]);
});
