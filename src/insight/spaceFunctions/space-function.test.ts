import { afterAll, beforeAll, expect, test } from 'vitest';
import { installPacks } from '../../cases/packs/pack.actions.ts';
import { givenPerson } from '../../identity/people/people.given.ts';
import { newId } from '../../kernel/id.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { givenCarrier, givenOrganisation, givenRecord } from '../../records/carriers/carrier.fixture.ts';
import { seedTerritories } from '../../records/territories/territory.store.ts';
import { territoryIdOf } from '../../records/territories/territory.ts';
import { type TestApp, testApp } from '../../test-app.ts';
import { clientOf, type TestClient } from '../../test-client.ts';
import { type FUNCTIONS, LINES, type LineId } from './space-function.ts';

let app: TestApp;
let spaceId: string;
let teamId: string;
let operator: TestClient;
let stranger: TestClient;

/** Of last year and of this one, the latter within the twelve months. */
const [THEN, NOW] = ['2025-03-01', '2026-05-01'];
const PACK = '430100-changsha/founders-example';

beforeAll(async () => {
  app = await testApp();
  const { database } = app.services;
  const ids = await database.transact(async (tx) => {
    await seedTerritories(tx);
    await installPacks(tx, app.services);
    const { id } = await givenOrganisation(tx);
    spaceId = (await givenCarrier(tx, { operatorId: id, name: '八项空间', source: '测试' })).id;
    const on = (day: string) => ({ validFrom: day, validTo: day });
    const keep = async (kind: Parameters<typeof givenRecord>[2], values: Record<string, string | number>) => {
      await givenRecord(tx, spaceId, kind, values, on(THEN));
      return givenRecord(tx, spaceId, kind, values, on(NOW));
    };
    const team = await givenRecord(tx, spaceId, 'team', { name: '机密团队' });
    teamId = team.id;
    await givenRecord(tx, spaceId, 'tenancy', { teamId }, { validFrom: '2026-01-01' });
    for (const kind of ['incubation', 'testing', 'finance', 'ip'] as const) {
      await givenRecord(tx, spaceId, 'service', { kind, description: `开办${kind}` });
      await keep('service_delivery', { kind, title: `提供${kind}`, teamId, hours: 2 });
    }
    await givenRecord(tx, spaceId, 'seed_fund', { name: '种子一号', amountFen: 100 });
    await keep('investment_case', { teamName: '机密团队' });
    for (const kind of ['angel', 'university'] as const)
      await givenRecord(tx, spaceId, 'cooperation_agreement', { kind, partner: `伙伴${kind}` });
    for (const kind of ['training', 'roadshow', 'exchange'] as const)
      await keep('event', { kind, title: `活动${kind}` });
    await keep('grant_received', { purpose: '补助', amountFen: 100 });
    const mentor = await givenRecord(tx, spaceId, 'mentor', { name: '机密导师' });
    const agreement = await givenRecord(tx, spaceId, 'mentor_agreement', { mentorId: mentor.id });
    for (const [state, day] of [
      ['held', THEN],
      ['held', NOW],
      ['booked', '2026-12-01'],
      ['requested', '2026-12-02'],
    ] as const)
      await session(tx, { mentorId: mentor.id, agreementId: agreement.id, state, day });
    await granted(tx, id, '2025-12-31'); // before the team came
    await granted(tx, id, NOW);
    return { operatorId: id, strangerId: (await givenOrganisation(tx)).id };
  });
  const person = async (organisationId: string) =>
    clientOf(
      app,
      await givenPerson(database, { name: organisationId.slice(-4), roles: [{ organisationId, role: 'operator' }] }),
    );
  operator = await person(ids.operatorId);
  stranger = await person(ids.strangerId);
});
afterAll(() => app.close());

async function session(
  tx: Tx,
  { mentorId, agreementId, state, day }: { mentorId: string; agreementId: string; state: string; day: string },
) {
  const confirmed = state === 'held' ? `${day}T03:00:00Z` : null;
  await sqlRows(
    tx,
    `insert into mentoring_session (id, number, carrier_id, mentor_id, agreement_id, calendar_id, team_id, starts_at, ends_at, topic, online, state,
       requested_at, team_confirmed_at, mentor_confirmed_at, mode, hour_fee_fen)
     values ($1::uuid, $1::uuid::text, $2, $3, $4, $3, $5, $6, $7, '机密话题', false, $8, $6, $9, $9, 'volunteer', 0)`,
    [newId(), spaceId, mentorId, agreementId, teamId, `${day}T01:00:00Z`, `${day}T02:00:00Z`, state, confirmed],
  );
}

/** An entitlement decided for the team. */
async function granted(tx: Tx, organisationId: string, day: string) {
  const [pack] = await sqlRows<{ hash: string }>(tx, 'select hash from pack where id = $1', [PACK]);
  const caseId = newId();
  await sqlRows(
    tx,
    `insert into case_file (id, number, pack_hash, pack_id, procedure_id, purpose, carrier_id, applicant_id, territory_id, title, state, end_id,
       result, opened_at, closed_at, team_id)
     values ($1::uuid, $1::uuid::text, $2, $3, 'training', 'entitlement', $4, $5, $6, '待遇', 'closed', 'granted', 'granted', $7::date, $7::date, $8)`,
    [caseId, pack?.hash, PACK, spaceId, organisationId, territoryIdOf('430102'), day, teamId],
  );
  await sqlRows(
    tx,
    `insert into entitlement_grant (id, case_id, team_id, pack_id, pack_hash, procedure_id, says, term, organisation_id, number, granted_on)
     values ($1, $2::uuid, $3, $4, $5, 'training', '职业培训补贴', $2::uuid::text, $6, $2::uuid::text, $7)`,
    [newId(), caseId, teamId, PACK, pack?.hash, organisationId, day],
  );
}

const lines = async () => {
  const { rows } = (await operator.get(`/api/carriers/${spaceId}/functions`)).json();
  return new Map<string, [number | null, number | null]>(
    rows.map((row: { line: string; total: number | null; recent: number | null }) => [
      row.line,
      [row.total, row.recent],
    ]),
  );
};

/** Each function by what was really done, in all and in the past twelve months. */
const DONE: Readonly<Record<keyof typeof FUNCTIONS, Partial<Record<LineId, [number | null, number | null]>>>> = {
  gather: {
    tenancies: [1, 1],
    remoteTenancies: [null, null],
    incubationOffered: [1, null],
    incubationDelivered: [2, 1],
  },
  technology: { technologyOffered: [1, null], technologyDelivered: [2, 1] },
  finance: {
    financeOffered: [1, null],
    financeDelivered: [2, 1],
    seedFunds: [1, null],
    investments: [2, 1],
    funders: [1, null],
  },
  training: { trainings: [2, 1] },
  mentors: { mentors: [1, null], sessions: [2, 1] },
  events: { events: [2, 1] },
  links: { exchanges: [2, 1], partners: [1, null] },
  policies: { adviceOffered: [1, null], adviceDelivered: [2, 1], entitlements: [1, 1], grants: [2, 1] },
};

test.each(Object.entries(DONE))(
  '%s: what was really done is counted, what is only asked for or planned is not',
  async (fn, wanted) => {
    const counted = await lines();
    const own = (Object.keys(LINES) as LineId[]).filter((line) => LINES[line].fn === fn);
    expect(Object.fromEntries(own.map((line) => [line, counted.get(line)]))).toEqual(wanted);
  },
);

test('every number opens to as many records, in the workspace and on the portal, and to no name of a person or team', async () => {
  for (const [line, [total]] of await lines()) {
    if (total === null) continue;
    const { rows } = (await operator.get(`/api/carriers/${spaceId}/functions/${line}/records`)).json();
    expect(rows.length, line).toBe(total);
    const page = (await app.server.inject({ url: `/spaces/${spaceId}/functions/${line}` })).body;
    expect(page.match(/<li>\d{4}年/g)?.length, line).toBe(total);
    expect(JSON.stringify(rows) + page, line).not.toContain('机密');
  }
  const { rows } = (await operator.get(`/api/carriers/${spaceId}/functions/technologyDelivered/records`)).json();
  expect(rows.map(({ day, title }: { day: string; title: string }) => [day, title])).toEqual([
    [NOW, '提供testing'],
    [THEN, '提供testing'],
  ]);
});

test('the page of the space links each number, and the profile is not read by another operator', async () => {
  const page = (await app.server.inject({ url: `/spaces/${spaceId}` })).body;
  for (const [line, [total]] of await lines())
    if (total !== null) expect(page).toContain(`/spaces/${spaceId}/functions/${line}"`);
  expect((await stranger.get(`/api/carriers/${spaceId}/functions`)).statusCode).toBe(404);
});
