import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appWithoutCases, demoTeam, given, type Person } from '../../cases/casefile/case.given.ts';
import type { TestApp } from '../../test-app.ts';
import { scheduleReminders } from './team-reminder.actions.ts';
import { stageOf } from './team-reminder.ts';

let app: TestApp;
let founder: Person;
let operator: Person;
let stranger: Person;
let teamId: string;
beforeAll(async () => {
  app = await appWithoutCases();
  ({ founder, operator, stranger } = await demoTeam(app));
  teamId = (await given(founder.client.get('/api/teams'))).rows[0].id;
  await app.services.database.transact((tx) => scheduleReminders(tx, app.services));
});
afterAll(() => app.close());

const path = (kind: string) => `/api/teams/${teamId}/records/${kind}`;
const keep = (kind: string, values: object, validFrom: string, validTo: string | null = null) =>
  given(founder.client.post(path(kind), { validFrom, validTo, note: null, values }));
const mark = (feeDueOn: string | null) => ({
  kind: 'trademark',
  title: '示例商标',
  number: null,
  grantedOn: null,
  feeDueOn,
});
const told = async (person: Person, query = '') =>
  (await given(person.client.get(`/api/team-reminders${query}`))).rows
    .filter(({ kind }: { kind: string }) => kind !== 'team_report')
    .map(({ label, dueOn, stage }: { label: string; dueOn: string; stage: number }) => [label, dueOn, stage]);
const morning = async (day: string) => {
  app.clock.set(`${day}T08:00:00+08:00`);
  await app.jobs.runDue();
};

test('the stage is the nearest of 90, 30, 7 and 0 days that is reached, until a month after', () => {
  expect([91, 90, 31, 30, 8, 7, 1, 0, -30, -31].map(stageOf)).toEqual([null, 90, 90, 30, 30, 7, 7, 0, 0, null]);
});

describe('a team is reminded', () => {
  let record: { id: string; version: number };

  test('of a fee at each stage once, by itself; its operator sees it too, and nobody else', async () => {
    record = await keep('ip_right', mark('2027-03-01'), '2017-03-01');
    await morning('2026-11-30');
    expect(await told(founder)).toEqual([]);
    await morning('2026-12-01');
    expect(await told(founder)).toEqual([['示例商标', '2027-03-01', 90]]);
    await morning('2027-01-15');
    expect(await told(founder)).toEqual([['示例商标', '2027-03-01', 90]]);
    expect(await told(operator)).toEqual([['示例商标', '2027-03-01', 90]]);
    expect(await told(stranger)).toEqual([]);
  });

  test('again at the next stage after it has seen the one before; a morning missed is made up for once', async () => {
    const reminder = (await given(founder.client.get('/api/team-reminders'))).rows.find(
      ({ kind }: { kind: string }) => kind === 'ip_right',
    );
    const seen = `/api/teams/${teamId}/reminders/${reminder.id}/seen`;
    expect((await operator.client.post(seen)).body.code).toBe('not-permitted');
    await given(founder.client.post(seen));
    expect((await founder.client.post(seen)).status).toBe(404);
    expect(await told(founder, '?unseen=true')).toEqual([]);
    expect(await told(founder)).toHaveLength(1);
    await morning('2027-02-24');
    expect(await told(founder, '?unseen=true')).toEqual([['示例商标', '2027-03-01', 7]]);
    await morning('2027-03-01');
    expect(await told(founder, '?unseen=true')).toEqual([['示例商标', '2027-03-01', 0]]);
  });

  test('no longer once the fee is paid and the next day is entered', async () => {
    await given(
      founder.client.send('put', `${path('ip_right')}/${record.id}`, {
        version: record.version,
        reason: '已续展',
        validFrom: '2017-03-01',
        validTo: null,
        note: null,
        values: mark('2037-03-01'),
      }),
    );
    expect(await told(founder)).toEqual([]);
    await morning('2027-03-02');
    expect(await told(founder)).toEqual([]);
  });

  test('of a certificate that runs out, unless a later one of its kind is kept', async () => {
    const certificate = (number: string) => ({ kind: 'highTech', number });
    await keep('certificate_held', certificate('GR1'), '2024-03-21', '2027-03-20');
    await morning('2027-03-15');
    expect(await told(founder)).toEqual([['高新技术企业', '2027-03-20', 7]]);
    await keep('certificate_held', certificate('GR2'), '2027-03-21', '2030-03-20');
    expect(await told(founder)).toEqual([]);
  });
});
