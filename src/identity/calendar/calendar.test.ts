import { afterAll, beforeAll, expect, test } from 'vitest';
import { addWorkingDays } from '../../kernel/working-days.ts';
import { type TestApp, testApp } from '../../test-app.ts';
import { clientOf, publicClient, type TestClient } from '../../test-client.ts';
import { givenOrganisation, givenPerson } from '../people/people.given.ts';
import { loadWorkingCalendar } from './calendar.store.ts';

let app: TestApp;
let systemAdmin: TestClient;

beforeAll(async () => {
  app = await testApp();
  const { id: organisationId } = await givenOrganisation(app.services.database, { kind: 'platform' });
  const id = await givenPerson(app.services.database, {
    name: '系统员',
    roles: [{ organisationId, role: 'systemAdmin' }],
  });
  systemAdmin = clientOf(app, id);
});
afterAll(() => app.close());

const YEAR_2027 = {
  source: '国办发明电〔2026〕示例号',
  holidays: ['2027-01-01', '2027-01-02', '2027-01-03'],
  workdays: ['2027-01-09'],
};
const after2026 = async () => {
  const calendar = await app.services.database.read(loadWorkingCalendar);
  return addWorkingDays('2026-12-30', 3, calendar, { countFirst: false });
};

test('a due day in a year not yet published is provisional until the year is added', async () => {
  expect(await after2026()).toEqual({ day: '2027-01-04', provisional: true });

  const response = await systemAdmin.put('/api/working-calendar/2027', YEAR_2027);

  expect(response.json()).toEqual({ years: [2027] });
  expect(await after2026()).toEqual({ day: '2027-01-05', provisional: false });
});

test('due days are computed again: one job a year waits for it', async () => {
  await systemAdmin.put('/api/working-calendar/2027', YEAR_2027);
  const { rows } = await app.services.database.pool.query(
    "select key, payload from job where kind = 'calendar.changed' and done_at is null",
  );
  expect(rows).toEqual([{ key: '2027', payload: { year: 2027 } }]);
});

test('the list shows where each year comes from, newest first', async () => {
  const { rows } = (await publicClient(app).get('/api/working-calendar')).json();
  expect(rows[0]).toMatchObject({ year: 2027, origin: 'added', addedBy: '系统员', workdays: ['2027-01-09'] });
  expect(rows[1]).toMatchObject({ year: 2026, origin: 'packaged', addedBy: null });
});

test('a weekday listed as a working Saturday is refused at its place, and none of the import is kept', async () => {
  const years = [
    { year: 2028, ...YEAR_2027, holidays: ['2028-01-01'], workdays: [] },
    { year: 2029, ...YEAR_2027, holidays: ['2029-01-01'], workdays: ['2029-01-03'] },
  ];
  const response = await systemAdmin.post('/api/working-calendar/import', { years });
  expect(response.statusCode).toBe(422);
  expect(response.json()).toMatchObject({
    code: 'calendar.invalid',
    details: { year: 2029 },
    fields: [{ path: 'workdays.0', code: 'day.not-weekend' }],
  });
  const { rows } = (await systemAdmin.get('/api/working-calendar')).json();
  expect(rows.map((row: { year: number }) => row.year)).not.toContain(2028);
});
