import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedDemoPeople } from '../../identity/demo/demo-people.ts';
import type { Fen } from '../../kernel/money.ts';
import { type Client, type TestApp, testApp } from '../../test-app.ts';
import { loadDemoRecords } from '../demo/demo.actions.ts';
import { DEMO_CARRIER_IDS, DEMO_ORGANISATION_IDS } from '../demo/demo.ids.ts';
import { feeOf, objections } from './mentoring.ts';

let app: TestApp;
let founder: Client;
let operator: Client;
let mentor: Client;
let stranger: Client;
let teamId: string;
let mentorId: string;
beforeAll(async () => {
  app = await testApp();
  await app.services.database.transact(async (tx) => {
    await loadDemoRecords(tx, app.clock);
    await seedDemoPeople(tx, app.services.config, DEMO_ORGANISATION_IDS);
  });
  await signIn();
  teamId = (await founder.get('/api/teams')).body.rows[0].id;
  const agreements = await operator.get(`/api/carriers/${DEMO_CARRIER_IDS.xingtu}/records/mentor_agreement`);
  const agreement = agreements.body.rows[0];
  mentorId = agreement.values.mentorId;
  const { values } = agreement;
  await operator.send('put', `/api/carriers/${DEMO_CARRIER_IDS.xingtu}/records/mentor_agreement/${agreement.id}`, {
    validFrom: agreement.validFrom,
    validTo: agreement.validTo,
    version: agreement.version,
    reason: '补填方式',
    values: { ...values, mode: 'paid', hourFeeFen: 30_001, teamHours: 3 },
  });
  expect((await operator.send('put', `/api/mentors/${mentorId}/account`, { account: 'daoshi' })).status).toBe(200);
  const hours = [{ weekday: 3, from: '14:00', to: '18:00' }];
  expect((await mentor.send('put', `/api/mentors/${mentorId}/hours`, { hours })).status).toBe(200);
}, 60_000);
afterAll(() => app.close());

/** Sessions end when the clock moves far. */
async function signIn(): Promise<void> {
  const { rows } = await app.services.database.pool.query<{ account: string; id: string }>(
    'select account, id from person',
  );
  const as = (account: string) => app.as(rows.find((row) => row.account === account)?.id ?? '');
  founder = await as('chuangye');
  operator = await as('yunying');
  mentor = await as('daoshi');
  stranger = await as('yunying2');
}

/** Wednesday of the week of the demo day. */
const at = (time: string, day = '2026-11-25') => `${day}T${time}:00+08:00`;
const ask = (startsAt: string, minutes = 60) =>
  founder.post(`/api/teams/${teamId}/mentoring-sessions`, {
    mentorId,
    startsAt,
    minutes,
    topic: '融资计划书',
    online: false,
  });

describe('asking a mentor for time', () => {
  test('every reason against it is told at once, each at its field', async () => {
    const { status, body } = await ask(at('13:30', '2026-11-26'), 300);
    expect([status, body.fields.map((field: { code: string }) => field.code)]).toEqual([
      422,
      ['length', 'hours', 'quota'],
    ]);
    expect(body.fields[1].message).toBe('不在导师可约时间内，可约：周三14:00至18:00');
  });

  test('of twenty at once for one hour one gets it, the others are told', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(at('14:00'))));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(new Set(answers.filter(({ status }) => status !== 200).map(({ status }) => status))).toEqual(new Set([422]));
  });

  test('a team reaches its yearly hours and no more', async () => {
    expect((await ask(at('15:00'), 90)).status).toBe(200);
    const over = await ask(at('16:30'), 45);
    expect(over.body.fields[0].message).toBe('本年度与该导师的课时为3小时，已用2.5小时');
  });

  test('mentors are matched with their reasons', async () => {
    const { rows } = (await founder.get(`/api/teams/${teamId}/mentors`)).body;
    const found = rows.find((row: { mentorId: string }) => row.mentorId === mentorId);
    expect([found.reasons, found.nextFree]).toEqual([['本载体聘任', '7日内有可约时间'], '2026-11-25']);
  });
});

describe('a session', () => {
  const list = async (client: Client) => (await client.get('/api/mentoring-sessions?state=requested')).body.rows;

  test('is seen by the team, the space and the mentor, by nobody else', async () => {
    expect([(await list(founder)).length, (await list(operator)).length, (await list(mentor)).length]).toEqual([
      2, 2, 2,
    ]);
    expect(await list(stranger)).toEqual([]);
    const [{ id, version }] = await list(mentor);
    expect((await stranger.get(`/api/mentoring-sessions/${id}`)).status).toBe(404);
    const accept = `/api/mentoring-sessions/${id}/steps/accept`;
    expect((await founder.post(accept, { version })).body.code).toBe('mentoring.not-your-side');
  });

  test('is accepted by the mentor, held, confirmed and rated by both sides, and then counts', async () => {
    const row = (await list(mentor)).find((one: { startsAt: string }) => one.startsAt === '2026-11-25T06:00:00.000Z');
    const path = `/api/mentoring-sessions/${row.id}`;
    const booked = await mentor.post(`${path}/steps/accept`, { version: row.version });
    expect(booked.body.state).toBe('booked');
    const early = await mentor.post(`${path}/confirmation`, {
      version: booked.body.version,
      side: 'mentor',
      rating: null,
    });
    expect(early.body.code).toBe('mentoring.not-begun');
    app.clock.set('2026-11-25T16:00:00+08:00');
    await signIn();
    expect(
      (await operator.post(`${path}/confirmation`, { version: booked.body.version, side: 'mentor' })).body.code,
    ).toBe('mentoring.not-your-side');
    const given = { side: 'mentor', rating: 5, sharedNote: '先做一页纸的计划', privateNote: '股权有隐患' };
    const one = await mentor.post(`${path}/confirmation`, { version: booked.body.version, ...given });
    expect([one.body.state, one.body.privateNote]).toEqual(['booked', '股权有隐患']);
    const two = await founder.post(`${path}/confirmation`, {
      version: one.body.version,
      side: 'team',
      rating: 4,
      remark: '很有帮助',
    });
    expect([two.body.state, two.body.privateNote, two.body.mentorRating, two.body.sharedNote]).toEqual([
      'held',
      null,
      null,
      '先做一页纸的计划',
    ]);
    const facts = (await operator.get(`/api/carriers/${DEMO_CARRIER_IDS.xingtu}/facts`)).body.facts;
    const fact = facts.find(({ key }: { key: string }) => key === 'space.mentoringSessions');
    expect([fact.value, fact.provenance[0].id]).toEqual([1, row.id]);
  });

  test('under the paid mode settles once, to the fen, and the ledger owes until it is paid', async () => {
    const settle = () => operator.post(`/api/mentors/${mentorId}/settlements`, { month: '2026-11-01' });
    const both = await Promise.all([settle(), settle()]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const path = `/api/carriers/${DEMO_CARRIER_IDS.xingtu}/mentor-settlements`;
    const [row] = (await operator.get(path)).body.rows;
    expect([row.minutes, row.totalFen, row.paidOn]).toEqual([60, 30_001, null]);
    const balance = async () =>
      (
        await app.services.database.pool.query<{ balance_fen: number }>(
          'select balance_fen from ledger_account where code = $1',
          [`mentor:${mentorId}`],
        )
      ).rows[0]?.balance_fen;
    expect(await balance()).toBe(-30_001);
    const paid = await operator.post(`${path}/${row.id}/payment`, { paidOn: '2026-11-30' });
    expect([paid.body.paidOn, await balance()]).toEqual(['2026-11-30', 0]);
    expect((await operator.post(`${path}/${row.id}/payment`, { paidOn: '2026-11-30' })).status).toBe(404);
  });
});

test('a fee drops what is less than a fen', () => {
  expect([feeOf(60, 30_001 as Fen), feeOf(1, 100 as Fen), feeOf(45, 33_333 as Fen)]).toEqual([30_001, 1, 24_999]);
});

test('a wish that ends where another begins is free', () => {
  const instant = (time: string) => Temporal.Instant.from(at(time));
  const taken = [{ startsAt: instant('15:00'), endsAt: instant('16:00') }];
  const terms = {
    now: instant('08:00'),
    hours: [{ weekday: 3, from: '14:00', to: '18:00' }],
    absences: [],
    taken,
    agreement: { teamHours: null },
    usedMinutes: 0,
  };
  expect(objections({ startsAt: instant('14:00'), endsAt: instant('15:00') }, terms)).toEqual([]);
  expect(objections({ startsAt: instant('14:30'), endsAt: instant('15:01') }, terms).map(({ code }) => code)).toEqual([
    'taken',
  ]);
});
