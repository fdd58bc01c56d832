import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMO_CARRIER_IDS } from '../../records/demo/demo.ids.ts';
import type { TestApp } from '../../test-app.ts';
import { appWithoutCases, demoPerson, given, type Person } from '../casefile/case.given.ts';

let app: TestApp;
let officer: Person;
let city: Person;
let operator: Person;
let carrierId: string;
const PROCEDURE = { packId: '430000-hunan/maker-space-2016', procedureId: 'recognition' };

beforeAll(async () => {
  app = await appWithoutCases();
  officer = await demoPerson(app, 'sheng.jingban');
  city = await demoPerson(app, 'shi.jingban');
  operator = await demoPerson(app, 'yunying');
  const ids = Object.values(DEMO_CARRIER_IDS);
  carrierId = await app.services.database.read(async (tx) => {
    const row = await tx
      .selectFrom('carrier')
      .select('id')
      .where('operator_id', '=', operator.actor.organisationId)
      .where('id', 'in', ids)
      .where('id', 'not in', tx.selectFrom('case_file').select('carrier_id'))
      .orderBy('id')
      .executeTakeFirstOrThrow();
    return row.id;
  });
  // Rounds of the demo end before these tests begin.
  app.clock.set('2030-01-01T09:00:00+08:00');
});
afterAll(() => app.close());

const open = () => operator.client.post('/api/cases', { ...PROCEDURE, carrierId });

test('an application outside the time of intake is refused with its moments, to the minute', async () => {
  const round = await given(
    officer.client.post('/api/rounds', {
      ...PROCEDURE,
      year: 2030,
      title: '2030年度认定申报',
      opensAt: '2030-03-01T09:00:00+08:00',
      closesAt: '2030-03-31T17:00:00+08:00',
    }),
  );
  expect(round).toMatchObject({ state: 'announced', territoryName: '湖南省', cases: 0 });
  const early = await open();
  expect([early.status, early.body.code]).toEqual([409, 'round.closed']);
  expect(early.body.fields[0].message).toContain('2030年度认定申报 2030年3月1日09:00至2030年3月31日17:00');

  app.clock.set('2030-03-31T16:59:59+08:00');
  const { caseId } = await given(open());
  app.clock.set('2030-03-31T17:00:00+08:00');
  const late = await operator.client.post(`/api/cases/${caseId}/submission`, { revision: 0 });
  expect([late.status, late.body.code]).toEqual([409, 'round.closed']);

  const extended = await given(
    officer.client.post(`/api/rounds/${round.id}/extension`, {
      closesAt: '2030-04-10T17:00:00+08:00',
      reason: '系统停机两日',
    }),
  );
  expect(extended).toMatchObject({ state: 'open', extendedReason: '系统停机两日' });
  const inTime = await operator.client.post(`/api/cases/${caseId}/submission`, { revision: 0 });
  expect([inTime.status, inTime.body.code]).toEqual([422, 'input.invalid']);
});

test('a closing moment is never moved earlier', async () => {
  const { rows } = await given(officer.client.get('/api/rounds?year=2030'));
  const { status, body } = await officer.client.post(`/api/rounds/${rows[0].id}/extension`, {
    closesAt: '2030-04-09T17:00:00+08:00',
    reason: '提前截止',
  });
  expect([status, body.code]).toEqual([422, 'round.invalid']);
});

test('a call is made by the territory that the pack belongs to, not by one below it, nor by an applicant', async () => {
  const given = {
    ...PROCEDURE,
    year: 2031,
    title: '越权',
    opensAt: '2031-03-01T09:00:00+08:00',
    closesAt: '2031-03-31T17:00:00+08:00',
  };
  for (const other of [city, operator]) expect((await other.client.post('/api/rounds', given)).status).toBe(403);
});

test('two rounds of one procedure never overlap, not even when both are announced at once', async () => {
  const round = (opensAt: string, closesAt: string) =>
    officer.client.post('/api/rounds', { ...PROCEDURE, year: 2032, title: '2032年度认定申报', opensAt, closesAt });
  const answers = await Promise.all([
    round('2032-03-01T09:00:00+08:00', '2032-03-31T17:00:00+08:00'),
    round('2032-03-31T16:59:59+08:00', '2032-04-30T17:00:00+08:00'),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const refused = answers.find(({ status }) => status === 409)?.body;
  expect([refused.code, refused.fields[0].path]).toEqual(['round.overlaps', 'opensAt']);

  const first = await given(round('2032-06-01T09:00:00+08:00', '2032-06-30T17:00:00+08:00'));
  await given(round('2032-06-30T17:00:00+08:00', '2032-07-31T17:00:00+08:00'));
  const extended = await officer.client.post(`/api/rounds/${first.id}/extension`, {
    closesAt: '2032-07-02T17:00:00+08:00',
    reason: '系统停机两日',
  });
  expect([extended.status, extended.body.code, extended.body.fields[0].path]).toEqual([
    409,
    'round.overlaps',
    'closesAt',
  ]);
});
