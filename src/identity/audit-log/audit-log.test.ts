import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../test-app.ts';
import { clientOf, type TestClient } from '../../test-client.ts';
import { givenOrganisation, givenPerson } from '../people/people.given.ts';

let app: TestApp;
let auditor: TestClient;
let securityAdmin: TestClient;
let securityAdminId: string;
let createdId: string;

beforeAll(async () => {
  app = await testApp();
  const { database } = app.services;
  const { id: organisationId } = await givenOrganisation(database, { kind: 'platform', name: '平台运营中心' });
  const holding = (role: 'auditAdmin' | 'securityAdmin', name: string) =>
    givenPerson(database, { name, roles: [{ organisationId, role }] });
  auditor = clientOf(app, await holding('auditAdmin', '审计员'));
  securityAdminId = await holding('securityAdmin', '安全员');
  securityAdmin = clientOf(app, securityAdminId);
  createdId = (await securityAdmin.post('/api/people', { name: '王新人', account: 'wang' })).json().id;
  app.clock.advance({ minutes: 5 });
  await securityAdmin.patch(`/api/people/${createdId}`, { name: '王改名' });
});
afterAll(() => app.close());

const read = async (query: string) => (await auditor.get(`/api/audit?${query}`)).json();

test('the auditor reads who did what to whom, for whom, when and from where, newest first', async () => {
  const { rows, total } = await read('');
  expect(total).toBe(2);
  expect(rows[0]).toMatchObject({
    seq: 2,
    at: '2026-11-23T01:05:00.000Z',
    action: 'people.manage patch /api/people/:personId',
    person: { id: securityAdminId, name: '安全员' },
    organisation: { name: '平台运营中心' },
    roles: ['securityAdmin'],
    address: '127.0.0.1',
    changes: [{ kind: 'person', id: createdId, before: { name: '王新人' }, after: { name: '王改名' } }],
  });
});

test('filters by person, action, subject and time, and pages', async () => {
  expect((await read(`personId=${securityAdminId}&action=patch`)).total).toBe(1);
  expect((await read(`subjectKind=person&subjectId=${createdId}`)).total).toBe(2);
  expect((await read('from=2026-11-23T09:01:00%2B08:00')).rows.map((row: { seq: number }) => row.seq)).toEqual([2]);
  expect((await read('until=2026-11-23T09:01:00%2B08:00')).rows.map((row: { seq: number }) => row.seq)).toEqual([1]);
  expect((await read('page=2&size=1')).rows.map((row: { seq: number }) => row.seq)).toEqual([1]);
});

test('the verdict is a click away', async () => {
  expect((await auditor.get('/api/audit/verdict')).json()).toEqual({ entries: 2, brokenAt: null, reason: null });
});

test('nobody else reads it, and the auditor manages nothing', async () => {
  expect((await securityAdmin.get('/api/audit')).json().code).toBe('not-permitted');
  expect((await auditor.get('/api/people')).json().code).toBe('not-permitted');
});
