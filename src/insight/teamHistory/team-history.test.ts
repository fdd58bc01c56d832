import { afterAll, beforeAll, expect, test } from 'vitest';
import { appWithoutCases, demoTeam, given, type Person } from '../../cases/casefile/case.given.ts';
import { newId } from '../../kernel/id.ts';
import { sqlRows } from '../../platform/db/database.ts';
import { DEMO_CARRIER_IDS } from '../../records/demo/demo.ids.ts';
import type { TestApp } from '../../test-app.ts';

const { xingtu, lanhai } = DEMO_CARRIER_IDS;
let app: TestApp;
let founder: Person;
let giving: Person;
let receiving: Person;
let teamId: string;

beforeAll(async () => {
  app = await appWithoutCases();
  ({ founder, operator: giving, stranger: receiving } = await demoTeam(app));
  teamId = (await given(founder.client.get('/api/teams'))).rows[0].id;
  const [session, mentor, agreement, booking, statement] = [newId(), newId(), newId(), newId(), newId()];
  await app.services.database.transact(async (tx) => {
    const write = (text: string, values: unknown[]) => sqlRows(tx, text, values);
    for (const table of ['mentoring_session', 'booking'])
      await write(`delete from ${table} where team_id = $1`, [teamId]);
    await write(
      `insert into mentor (id, root_id, carrier_id, valid_from, name) values ($1, $1, $2, '2024-01-01', '示例导师甲')`,
      [mentor, xingtu],
    );
    await write(
      `insert into mentor_agreement (id, root_id, carrier_id, valid_from, mentor_id) values ($1, $1, $2, '2024-01-01', $3)`,
      [agreement, xingtu, mentor],
    );
    await write(
      `insert into mentoring_session (id, number, carrier_id, mentor_id, agreement_id, calendar_id, team_id, starts_at, ends_at, topic, online,
         state, requested_at, team_confirmed_at, mentor_confirmed_at, shared_note, private_note, team_rating, mode, hour_fee_fen)
       values ($1, '辅示例1', $2, $3, $4, $3, $5, '2026-10-10T10:00:00+08:00', '2026-10-10T11:00:00+08:00', '股权设计', true,
         'held', '2026-10-01', '2026-10-10', '2026-10-10', '先定投票权', '创始人犹豫', 3, 'volunteer', 0)`,
      [session, xingtu, mentor, agreement, teamId],
    );
    await write(
      `insert into booking (id, carrier_id, organisation_id, team_id, person_id, booked_by, starts_at, ends_at, state, attendees, user_group, payment,
         fee_fen, credits, created_at, updated_at)
       select $1, $2, t.organisation_id, t.id, $3, $3, '2026-10-12T10:00:00+08:00', '2026-10-12T11:00:00+08:00', 'checkedIn', 4, 'resident', 'money',
         0, 0, '2026-10-01', '2026-10-01' from team t where t.id = $4`,
      [booking, xingtu, founder.actor.personId, teamId],
    );
    await write(
      `insert into statement (id, number, carrier_id, tenancy_id, through, issued_on, due_on, total_fen, issued_at)
       select $1, '账示例1', $2, y.root_id, '2026-09-30', '2026-10-15', '2026-10-31', 88800, '2026-10-15'
       from tenancy y where y.team_id = $3 order by y.valid_from desc limit 1`,
      [statement, xingtu, teamId],
    );
  });
  const ip = { kind: 'invention', title: '示例发明', number: null, grantedOn: null, feeDueOn: null };
  const path = `/api/teams/${teamId}/records/ip_right`;
  for (const [title, confirmed] of [
    ['示例发明', true],
    ['未核实的', false],
  ] as const) {
    const { id } = await given(founder.client.post(path, { validFrom: '2026-10-20', values: { ...ip, title } }));
    if (confirmed) await given(giving.client.post(`${path}/${id}/confirm`, { version: 1 }));
  }
});
afterAll(() => app.close());

interface Row {
  kind: string;
  day: string;
  carrierName: string | null;
  title: string | null;
  says: string | null;
  amountFen: number | null;
  path: string | null;
}
/** What happened from October to the day of the move. */
const history = async (person: Person): Promise<Row[]> =>
  (await given(person.client.get(`/api/teams/${teamId}/history?size=200`))).rows.filter(
    ({ day }: Row) => day >= '2026-10-10' && day <= '2026-10-31',
  );
const kinds = async (person: Person) => (await history(person)).map(({ kind }) => kind);

test('mentoring, use, money and outcomes of a team stand in one row, and each opens to its record', async () => {
  const rows = await history(giving);
  const tenancy = /^\/spaces\/[^/]+\/tenancies\/[^/]+$/;
  expect(rows.map(({ kind, title, says, amountFen }) => [kind, title, says, amountFen])).toEqual([
    ['outcome', '知识产权 · 示例发明', null, null],
    ['money', '账示例1', 'statement', 88800],
    ['booking', '', null, null],
    ['session', '股权设计 · 示例导师甲', '先定投票权', null],
  ]);
  expect(rows.map(({ path }) => path?.replace(/\?.*/, ''))).toEqual([
    `/teams/${teamId}/records`,
    expect.stringMatching(tenancy),
    `/spaces/${xingtu}/bookings`,
    '/mentoring',
  ]);
  expect((await history(founder)).map(({ path }) => path?.replace(/\?.*/, ''))).toEqual([
    `/teams/${teamId}/records`,
    '/tenancy',
    '/bookings',
    '/mentoring',
  ]);
  expect((await receiving.client.get(`/api/teams/${teamId}/history`)).status).toBe(404);
});

test('it goes with the team to the receiving operator by the consent given with the move, without its money and private notes', async () => {
  const move = { toCarrierId: lanhai, reason: '进入孵化器' };
  let { id, version } = await given(founder.client.post(`/api/teams/${teamId}/transfers`, move));
  const step = async (person: Person, name: string, body: object = {}) => {
    ({ version } = await given(person.client.post(`/api/transfers/${id}/steps/${name}`, { version, ...body })));
  };
  expect(await kinds(receiving)).toEqual(['outcome', 'booking', 'session']);
  await step(receiving, 'accept', { startsOn: '2026-12-01' });
  app.clock.set('2026-12-01T09:00:00+08:00');
  await step(receiving, 'move');
  const rows = await history(receiving);
  expect(rows.map(({ kind, says, path }) => [kind, says, path?.replace(/\?.*/, '') ?? null])).toEqual([
    ['outcome', null, `/teams/${teamId}/records`],
    ['booking', null, null],
    ['session', '先定投票权', null],
  ]);
  expect(JSON.stringify(rows)).not.toContain('创始人犹豫');
  expect((await giving.client.get(`/api/teams/${teamId}/history`)).status).toBe(404);
});

test('without that consent the receiving operator sees what happened with itself, and the outcomes', async () => {
  const { rows } = await given(founder.client.get(`/api/teams/${teamId}/consents`));
  const held = rows.filter(({ withdrawnAt }: { withdrawnAt: string | null }) => withdrawnAt === null);
  expect(held.map(({ scope }: { scope: string }) => scope)).toEqual(['history']);
  await given(founder.client.send('delete', `/api/teams/${teamId}/consents/${held[0].id}`));
  expect(await kinds(receiving)).toEqual(['outcome']);
  const all = (await given(receiving.client.get(`/api/teams/${teamId}/history?kind=stay`))).rows;
  expect(all.map(({ carrierName, day }: Row) => [carrierName, day])).toEqual([['示例蓝海众创空间', '2026-12-01']]);
});

test('a move that is refused ends the look at what happened before', async () => {
  const back = { toCarrierId: xingtu, reason: '想回原空间' };
  const { id, version } = await given(founder.client.post(`/api/teams/${teamId}/transfers`, back));
  expect(await kinds(giving)).toContain('session');
  await given(giving.client.post(`/api/transfers/${id}/steps/refuse`, { version, answer: '目前没有工位' }));
  const { rows } = await given(founder.client.get(`/api/teams/${teamId}/consents`));
  expect(rows.filter(({ withdrawnAt }: { withdrawnAt: string | null }) => withdrawnAt === null)).toEqual([]);
});
