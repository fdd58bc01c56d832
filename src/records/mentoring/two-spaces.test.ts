import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenPerson } from '../../identity/people/people.given.ts';
import { SYSTEM } from '../../kernel/actor.ts';
import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { sqlRows } from '../../platform/db/database.ts';
import { type Client, type TestApp, testApp } from '../../test-app.ts';
import { givenCarrier, givenOrganisation, givenRecord } from '../carriers/carrier.fixture.ts';
import { seedTerritories } from '../territories/territory.store.ts';
import { matchMentors, requestSession } from './mentoring.actions.ts';

/** One mentor, appointed by two spaces; in each a team. */
interface Place {
  readonly mentorId: string;
  readonly teamId: string;
}
let app: TestApp;
let here: Place;
let there: Place;
let mentor: Client;
let personId: string;
let hereOperator: string;

beforeAll(async () => {
  app = await testApp();
  const { database } = app.services;
  const places = await database.transact(async (tx) => {
    await seedTerritories(tx);
    const made: (Place & { operatorId: string })[] = [];
    for (const name of ['甲空间', '乙空间']) {
      const { id: operatorId } = await givenOrganisation(tx);
      const { id } = await givenCarrier(tx, { operatorId, name });
      const { id: mentorId } = await givenRecord(tx, id, 'mentor', { name: '同一导师', industries: ['energy'] });
      await givenRecord(tx, id, 'mentor_agreement', { mentorId, network: name === '乙空间' });
      const { id: teamId } = await givenRecord(tx, id, 'team', { name: `${name}的团队`, industry: 'energy' });
      await givenRecord(tx, id, 'tenancy', { teamId });
      made.push({ operatorId, mentorId, teamId });
    }
    return made;
  });
  const [one, two] = places;
  if (!one || !two) throw new Error('two spaces');
  [here, there] = [one, two];
  personId = await givenPerson(database, {
    name: '导师',
    roles: [one, two].map(({ operatorId }) => ({ organisationId: operatorId, role: 'mentor' as const })),
  });
  mentor = await app.as(personId);
  hereOperator = await givenPerson(database, {
    name: '甲运营',
    roles: [{ organisationId: one.operatorId, role: 'operator' }],
  });
  await database.transact(async (tx) => {
    await sqlRows(tx, 'update mentor set person_id = $1 where id = any($2::uuid[])', [
      personId,
      [one.mentorId, two.mentorId],
    ]);
    await sqlRows(
      tx,
      `insert into mentor_hours (id, calendar_id, weekday, from_time, to_time) values ($1, $2, 3, '14:00', '18:00')`,
      [newId(), personId],
    );
  });
});
afterAll(() => app.close());

const ask = ({ mentorId, teamId }: Place, time: string) =>
  app.services.database.transact((tx) =>
    requestSession(tx, { actor: SYSTEM, clock: app.clock }, teamId, {
      mentorId,
      startsAt: `2026-11-25T${time}:00+08:00`,
      minutes: 60,
      topic: '融资',
      online: false,
    }),
  );

test('of twenty transactions at once from two spaces one gets the mentor’s hour, the others are told it is taken', async () => {
  const answers = await Promise.allSettled(
    Array.from({ length: 20 }, (_, index) => ask(index % 2 ? there : here, '14:00')),
  );
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const refusals = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []));
  expect(refusals.every((reason) => reason instanceof Refusal)).toBe(true);
  expect(new Set(refusals.flatMap(({ fields }: Refusal) => (fields ?? []).map(({ code }) => code)))).toEqual(
    new Set(['taken']),
  );
  const [row] = await app.services.database.read((tx) =>
    sqlRows<{ count: number }>(tx, 'select count(*)::int as count from mentoring_session where calendar_id = $1', [
      personId,
    ]),
  );
  expect(row?.count).toBe(1);
});

test('the field is a reason, and of another space that the mentor is open to the network', async () => {
  const found = await app.services.database.read((tx) => matchMentors(tx, { clock: app.clock }, here.teamId));
  expect(found.map(({ mentorId, reasons }) => [mentorId, reasons])).toEqual([
    [here.mentorId, ['辅导领域含新能源与节能', '本载体聘任', '7日内有可约时间']],
    [there.mentorId, ['辅导领域含新能源与节能', '导师网络对外开放', '7日内有可约时间']],
  ]);
});

test('the mentor’s calendar feed tells the sessions of both spaces', async () => {
  await ask(here, '16:00');
  await ask(there, '17:00');
  const { address } = (await mentor.post('/api/calendar-feed')).body;
  const feed = String((await app.anyone.get(new URL(address).pathname)).body);
  expect(feed.match(/BEGIN:VEVENT/g)).toHaveLength(3);
  for (const told of [
    'SUMMARY:辅导甲空间的团队 · 融资',
    'DTSTART:20261125T080000Z',
    'SUMMARY:辅导乙空间的团队 · 融资',
    'DTSTART:20261125T090000Z',
  ])
    expect(feed).toContain(told);
});

test('days away hold in both spaces: asking is refused with the dates, and the next free day lies after them', async () => {
  const say = (absences: object[]) =>
    mentor.send('put', `/api/mentors/${here.mentorId}/hours`, { hours: [WEDNESDAYS], absences });
  const refused = await say([
    { from: '2026-12-01', to: '2026-12-05' },
    { from: '2026-12-05', to: '2026-12-04' },
  ]);
  expect(refused.body.fields).toEqual([{ path: 'absences.1.to', code: 'period', message: '结束日期不能早于开始日期' }]);
  const overlapping = await say([
    { from: '2026-12-01', to: '2026-12-05' },
    { from: '2026-12-05', to: '2026-12-06' },
  ]);
  expect(overlapping.body.fields).toEqual([
    { path: 'absences.1.from', code: 'overlaps', message: '与另一段不在的日期重叠' },
  ]);
  expect((await say([{ from: '2026-11-24', to: '2026-12-02' }])).status).toBe(200);
  for (const place of [here, there])
    await expect(ask(place, '15:00')).rejects.toMatchObject({
      fields: [{ path: 'startsAt', code: 'absent', message: '导师2026年11月24日至2026年12月2日不在，请另选日期' }],
    });
  const found = await app.services.database.read((tx) => matchMentors(tx, { clock: app.clock }, there.teamId));
  expect(found.map(({ nextFree }) => nextFree)).toEqual(['2026-12-09']);
  // What is not said stays; an empty list takes it back.
  await mentor.send('put', `/api/mentors/${there.mentorId}/hours`, { hours: [WEDNESDAYS] });
  expect((await mentor.get(`/api/mentors/${there.mentorId}/hours`)).body.absences).toEqual([
    { from: '2026-11-24', to: '2026-12-02' },
  ]);
  expect((await say([])).status).toBe(200);
  expect((await ask(there, '15:00')).state).toBe('requested');
});
const WEDNESDAYS = { weekday: 3, from: '14:00', to: '18:00' };

test('the week tells the mentor all, each operator its own, and of the other space’s sessions only that the time is taken', async () => {
  const path = `/api/mentors/${here.mentorId}/week?from=2026-11-23`;
  const wednesday = async (client: Client) => {
    const { body } = await client.get(path);
    expect(body.days.map(({ day }: { day: string }) => day)[6]).toBe('2026-11-29');
    return body.days[2];
  };
  const own = await wednesday(mentor);
  expect([own.away, own.hours]).toEqual([false, [{ from: '14:00', to: '18:00' }]]);
  const places = own.sessions.map(({ told }: { told: { carrierName: string } }) => told.carrierName);
  expect(new Set(places)).toEqual(new Set(['甲空间', '乙空间']));
  const seen = await wednesday(await app.as(hereOperator));
  expect(seen.sessions.map(({ startsAt }: { startsAt: string }) => startsAt)).toEqual(
    own.sessions.map(({ startsAt }: { startsAt: string }) => startsAt),
  );
  expect(seen.sessions.map(({ told }: { told: { carrierName: string } | null }) => told?.carrierName ?? null)).toEqual(
    places.map((name: string) => (name === '甲空间' ? name : null)),
  );
  expect(JSON.stringify(seen)).not.toContain('乙空间');
});
