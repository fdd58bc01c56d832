import { afterAll, beforeAll, expect, test } from 'vitest';
import { enqueue, JobRunner } from '../../platform/jobs/jobs.ts';
import { type TestApp, testApp } from '../../test-app.ts';
import { clientOf, type TestClient } from '../../test-client.ts';
import { givenOrganisation, givenPerson } from '../people/people.given.ts';

let app: TestApp;
let systemAdmin: TestClient;
let works = false;
let runner: JobRunner;

beforeAll(async () => {
  app = await testApp();
  const { id: organisationId } = await givenOrganisation(app.services.database, { kind: 'platform' });
  const id = await givenPerson(app.services.database, {
    name: '系统员',
    roles: [{ organisationId, role: 'systemAdmin' }],
  });
  systemAdmin = clientOf(app, id);
  const handler = async () => {
    if (!works) throw new Error('邮件服务器没有应答');
  };
  runner = new JobRunner(app.services.database, app.clock, new Map([['case.reminder', handler]]), () => undefined);
  await app.services.database.transact((tx) =>
    enqueue(tx, app.clock, { kind: 'case.reminder', payload: {}, dueAt: app.clock.now().toString() }),
  );
});
afterAll(() => app.close());

const failed = async (query = '') => (await systemAdmin.get(`/api/failed-jobs${query}`)).json();

test('a job that failed is shown with its reason and when it is tried again', async () => {
  expect(await failed()).toEqual({ rows: [], total: 0, more: false });
  await runner.runDue();
  expect(await failed()).toMatchObject({
    total: 1,
    rows: [
      {
        kind: 'case.reminder',
        state: 'retrying',
        attempts: 1,
        error: '邮件服务器没有应答',
        nextAt: app.clock.now().add({ seconds: 1 }).toString({ fractionalSecondDigits: 3 }),
      },
    ],
  });
});

test('one that failed twelve times waits for an administrator, who has it done', async () => {
  for (let attempt = 0; attempt < 14; attempt++) {
    app.clock.advance({ hours: 2 });
    await runner.runDue();
  }
  expect((await failed('?state=retrying')).total).toBe(0);
  const { rows } = await failed('?state=stopped');
  expect(rows).toMatchObject([{ state: 'stopped', attempts: 12, nextAt: null }]);

  works = true;
  expect((await systemAdmin.post(`/api/failed-jobs/${rows[0].id}/retry`)).statusCode).toBe(200);
  await runner.runDue();
  expect((await failed()).total).toBe(0);
  expect((await systemAdmin.post(`/api/failed-jobs/${rows[0].id}/retry`)).statusCode).toBe(404);
});
