import { afterAll, beforeAll, expect, test } from 'vitest';
import { appWithoutCases, demoTeam, given, type Person } from '../../cases/casefile/case.given.ts';
import { sqlRows } from '../../platform/db/database.ts';
import type { TestApp } from '../../test-app.ts';
import { DEMO_CARRIER_IDS } from '../demo/demo.ids.ts';

const carrierId = DEMO_CARRIER_IDS.xingtu;
let app: TestApp;
let founder: Person;
let operator: Person;
let stranger: Person;
let teamId: string;
let mentorId: string;

beforeAll(async () => {
  app = await appWithoutCases();
  ({ founder, operator, stranger } = await demoTeam(app));
  teamId = (await given(founder.client.get('/api/teams'))).rows[0].id;
  const { stays } = await given(founder.client.get(`/api/teams/${teamId}`));
  const tenancy = `/api/carriers/${carrierId}/tenancies/${stays[0].tenancyId}`;
  const keep = (kind: string, values: object) =>
    given(operator.client.post(`/api/carriers/${carrierId}/records/${kind}`, { validFrom: '2024-01-01', values }));
  mentorId = (await keep('mentor', { name: '示例跟踪导师' })).id;
  await keep('mentor_agreement', { mentorId, number: '跟踪1', mode: 'volunteer' });
  const hours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '09:00', to: '18:00' }));
  await given(operator.client.send('put', `/api/mentors/${mentorId}/hours`, { hours }));
  const criteria = { items: [{ says: '获得投资' }] };
  await given(operator.client.post(`/api/carriers/${carrierId}/criteria/graduation`, criteria));
  const [{ items }] = (await given(operator.client.get(`/api/carriers/${carrierId}/criteria`))).rows.filter(
    ({ purpose }: { purpose: string }) => purpose === 'graduation',
  );
  const notice = { exitKind: 'graduated', lastDay: '2026-11-23', reason: '达到毕业条件', criteriaMet: [items[0].id] };
  await given(operator.client.post(`${tenancy}/departure`, { ...notice, waiver: '双方商定' }));
  const { departure } = await given(operator.client.get(tenancy));
  const checklist = departure.checklist.map((one: object) => ({ ...one, done: true }));
  await given(operator.client.send('put', `${tenancy}/departure/checklist`, { version: 1, checklist }));
  await given(operator.client.post(`${tenancy}/departure/complete`, { version: 2 }));
  app.clock.set('2026-11-24T09:00:00+08:00');
});
afterAll(() => app.close());

const team = () => `/api/teams/${teamId}`;
const consent = (more: object = {}) => ({
  organisationId: operator.actor.organisationId,
  scope: 'followUp',
  purpose: '毕业后继续跟踪',
  validFrom: '2026-11-24',
  ...more,
});
const listed = async () => {
  const { rows } = await given(operator.client.get('/api/teams?size=200'));
  return rows.find((row: { id: string }) => row.id === teamId);
};
const followed = async () => (await given(operator.client.get('/api/followed-teams'))).rows;
const duties = async (person: Person) =>
  (await given(person.client.get('/api/duties'))).rows.map(({ duty }: { duty: string }) => duty);
const year = (of: number) =>
  given(
    founder.client.post(`${team()}/records/team_year`, {
      validFrom: `${of + 1}-03-01`,
      values: { year: of, revenueFen: 5_000_000 },
    }),
  );
const confirm = (person: Person, { id, version }: { id: string; version: number }) =>
  person.client.post(`${team()}/records/team_year/${id}/confirm`, { version });
const fateAfterOne = async () => {
  const [born] = await app.services.database.read((tx) =>
    sqlRows<{ year: number }>(
      tx,
      'select extract(year from min(valid_from))::int as year from team where root_id = $1',
      [teamId],
    ),
  );
  for (const fate of ['survived', 'ended', 'unknown', 'tooEarly']) {
    const path = `/api/survival/lives?year=${born?.year}&years=5&fate=${fate}`;
    if ((await given(operator.client.get(path))).rows.some(({ id }: { id: string }) => id === teamId)) return fate;
  }
  return null;
};

test('a graduate is out of sight of its operator, and what it goes on entering waits for ever', async () => {
  const entry = await year(2025);
  expect((await operator.client.get(team())).status).toBe(404);
  expect((await confirm(operator, entry)).status).toBe(404);
  expect([await listed(), await followed()]).toEqual([undefined, []]);
  expect((await given(founder.client.get(`${team()}/mentors`))).rows).toEqual([]);
});

test('only an operator with which it stayed can be let follow it', async () => {
  const other = await founder.client.post(
    `${team()}/consents`,
    consent({ organisationId: stranger.actor.organisationId }),
  );
  expect([other.status, other.body.fields[0].path]).toEqual([422, 'organisationId']);
  expect((await operator.client.post(`${team()}/consents`, consent())).body.code).toBe('not-permitted');
});

test('with its consent the operator keeps it in sight and confirms what it reports, and does nothing else to its file', async () => {
  await given(founder.client.post(`${team()}/consents`, consent()));
  expect(await listed()).toMatchObject({ following: true, carrierId: null });
  expect(await followed()).toMatchObject([
    {
      teamId,
      leftOn: '2026-11-23',
      exitKind: 'graduated',
      carrierId,
      confirmedYear: null,
      unconfirmed: 1,
      toAsk: null,
    },
  ]);
  const [entry] = (await given(operator.client.get(`${team()}/records/team_year?history=true`))).rows;
  expect((await stranger.client.post(`${team()}/records/team_year/${entry.id}/confirm`, { version: 1 })).status).toBe(
    404,
  );
  expect((await confirm(operator, entry)).status).toBe(200);
  expect((await followed())[0]).toMatchObject({ confirmedYear: 2025, unconfirmed: 0 });
  const touched = await operator.client.post(`${team()}/records/team_year`, {
    validFrom: '2026-11-24',
    values: { year: 2024 },
  });
  expect(touched.status).toBe(404);
});

test('it books the mentors of the space it left, on days of its consent', async () => {
  const { rows } = await given(founder.client.get(`${team()}/mentors`));
  expect(rows.map(({ mentorId }: { mentorId: string }) => mentorId)).toContain(mentorId);
  const wish = { mentorId, startsAt: '2026-11-26T10:00:00+08:00', minutes: 30, topic: '第二轮融资', online: true };
  await given(founder.client.post(`${team()}/mentoring-sessions`, wish));
});

test('services and mentors are offered, and the team says whether it takes them', async () => {
  const path = `${team()}/follow-ups`;
  expect((await stranger.client.post(path, { kind: 'service', content: '代办高企申报' })).status).toBe(404);
  const none = await operator.client.post(path, { kind: 'mentor', content: '谈融资' });
  expect(none.body.fields[0].path).toBe('mentorId');
  await given(operator.client.post(path, { kind: 'service', content: '代办高企申报' }));
  await given(operator.client.post(path, { kind: 'mentor', content: '谈融资', mentorId }));
  expect(await duties(founder)).toContain('offer-to-answer');
  const { rows } = await given(founder.client.get(path));
  expect(
    rows.map(({ kind, mentorName, accepted }: Record<string, unknown>) => [kind, mentorName, accepted]).sort(),
  ).toEqual([
    ['mentor', '示例跟踪导师', null],
    ['service', null, null],
  ]);
  for (const { id } of rows)
    await given(founder.client.post(`${path}/${id}/answer`, { accepted: true, remark: '谢谢' }));
  expect((await founder.client.post(`${path}/${rows[0].id}/answer`, { accepted: false })).status).toBe(404);
  expect((await given(operator.client.get(path))).rows.map(({ accepted }: { accepted: boolean }) => accepted)).toEqual([
    true,
    true,
  ]);
  expect(await duties(founder)).not.toContain('offer-to-answer');
});

test('each new year the operator is reminded to ask, once; the team is told until the figures are there', async () => {
  expect(await duties(operator)).not.toContain('team-to-ask');
  app.clock.set('2027-03-01T09:00:00+08:00');
  expect(await duties(operator)).toContain('team-to-ask');
  expect((await followed())[0]).toMatchObject({ toAsk: 2026 });
  const ask = { kind: 'ask', content: '请填报2026年度经营情况' };
  await given(operator.client.post(`${team()}/follow-ups`, ask));
  expect((await operator.client.post(`${team()}/follow-ups`, ask)).body.code).toBe('follow-up.asked');
  expect(await duties(operator)).not.toContain('team-to-ask');
  expect(await duties(founder)).toContain('figures-asked');
  await given(confirm(operator, await year(2026)));
  expect(await duties(founder)).not.toContain('figures-asked');
  app.clock.set('2028-01-01T09:00:00+08:00');
  expect((await followed())[0]).toMatchObject({ toAsk: 2027, confirmedYear: 2026 });
});

test('survival is read from what was so confirmed, as far as the consent reaches; withdrawn, nothing is seen', async () => {
  app.clock.set('2033-06-01T09:00:00+08:00');
  const entry = await year(2032);
  expect(await fateAfterOne()).toBe('unknown');
  await given(confirm(operator, entry));
  expect(await fateAfterOne()).toBe('survived');
  const [row] = (await given(founder.client.get(`${team()}/consents`))).rows;
  expect(row.scope).toBe('followUp');
  await given(founder.client.send('delete', `${team()}/consents/${row.id}`));
  expect(await fateAfterOne()).toBe('unknown');
  expect((await operator.client.get(team())).status).toBe(404);
  expect((await operator.client.get(`${team()}/follow-ups`)).status).toBe(404);
  expect((await confirm(operator, entry)).status).toBe(404);
  expect([await listed(), await followed()]).toEqual([undefined, []]);
  const again = await operator.client.post(`${team()}/follow-ups`, { kind: 'visit', content: '回访' });
  expect(again.status).toBe(404);
});
