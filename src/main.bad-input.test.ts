import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { mayUse, permissionRow } from './identity/access.ts';
import type { Route } from './identity/route.ts';
import { PUBLIC, ROLES, type Role } from './kernel/actor.ts';
import { runningClock } from './kernel/clock.ts';
import { newId } from './kernel/id.ts';
import { allRoutes } from './main.ts';
import { sqlRows } from './platform/db/database.ts';
import { type Client, TEST_NOW, type TestApp, testApp } from './test-app.ts';
import { aDaysWork } from './test-work.ts';

type Schema = Record<string, unknown> & { type?: string; properties?: Record<string, Schema>; required?: string[] };

let app: TestApp;
/** One person for each role. */
const holders = new Map<Role, { personId: string; organisationId: string }>();

beforeAll(async () => {
  app = await testApp({ data: 'demo', clock: runningClock(TEST_NOW) });
  await aDaysWork(app);
  const rows = await app.services.database.read((tx) =>
    sqlRows<{ role: Role; person_id: string; organisation_id: string }>(
      tx,
      'select distinct on (role) role, person_id, organisation_id from membership order by role, valid_from, id',
    ),
  );
  for (const { role, person_id, organisation_id } of rows)
    holders.set(role, { personId: person_id, organisationId: organisation_id });
});
afterAll(() => app.close());

const HOSTILE = [
  "'; drop table person; --",
  '<script>alert(1)</script>',
  '\u0000',
  '\ud800',
  '../../../../etc/passwd',
  '{{7*7}}<%= 7*7 %>',
  '١٢٣',
  '\u202e\u200b',
  '=cmd|/c calc!A1',
  'x'.repeat(300_000),
];
const WRONG = [null, 12.5, -1, 1e308, true, 'not this', [], {}, [[]], { $ne: 1 }, '9'.repeat(400)];

/** A value the schema would take, as far as a schema tells. */
function plausible(schema: Schema): unknown {
  if (schema.default !== undefined) return schema.default;
  const [option] = (schema.anyOf ?? schema.oneOf ?? []) as Schema[];
  if (option) return plausible(option);
  if (schema.const !== undefined) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if (schema.format === 'uuid') return newId();
  if (schema.format === 'date') return '2026-11-23';
  if (schema.format === 'date-time') return '2026-11-23T09:00:00Z';
  if (schema.type === 'object')
    return Object.fromEntries((schema.required ?? []).map((k) => [k, plausible(schema.properties?.[k] ?? {})]));
  return { string: '示例文字', integer: 1, number: 1, boolean: true, array: [] }[String(schema.type)] ?? '示例';
}

/** Whether JSON of this kind could never satisfy the schema, so that it must be refused. */
function mustRefuse(schema: z.ZodType, value: unknown): boolean {
  return !schema.safeParse(value).success;
}

function request(
  route: Route,
  values: Record<string, unknown>,
): { path: string; body: Record<string, unknown> | undefined } {
  const rest = { ...values };
  const path = route.path.replace(/:(\w+)/g, (_, key: string) => {
    const value = rest[key];
    delete rest[key];
    return (
      encodeURIComponent(
        String(value ?? '')
          .toWellFormed()
          .slice(0, 150),
      ) || '-'
    );
  });
  if (route.method !== 'get' && route.method !== 'delete') return { path, body: rest };
  const query = new URLSearchParams(
    Object.entries(rest).map(([k, v]) => [k, (typeof v === 'object' ? JSON.stringify(v) : String(v)).slice(0, 5000)]),
  );
  return { path: query.size > 0 ? `${path}?${query}` : path, body: undefined };
}

/** Everything stored, as one hash a table; what a refused sign-in counts is meant to change. */
async function fingerprint(): Promise<Record<string, string>> {
  return app.services.database.read(async (tx) => {
    const tables = await sqlRows<{ name: string }>(
      tx,
      "select tablename name from pg_tables where schemaname = 'public' and tablename not in ('sign_in_limit', 'session') order by 1",
    );
    const result: Record<string, string> = {};
    for (const { name } of tables) {
      const [row] = await sqlRows<{ hash: string }>(
        tx,
        `select count(*) || '/' || coalesce(sum(hashtext(t::text)), 0) hash from ${name} t`,
      );
      result[name] = row?.hash ?? '';
    }
    return result;
  });
}

/** Somebody who may use the route, in a session of its own: a route may end it. */
async function caller(route: Route): Promise<{ client: Client; organisationId?: string }> {
  for (const [role, { personId, organisationId }] of holders) {
    if (
      permissionRow(route.permission).roles[role] &&
      mayUse({ ...PUBLIC, personId, roles: [role] }, route.permission)
    ) {
      return { client: await app.as(personId, organisationId), organisationId };
    }
  }
  const [anybody] = holders.values();
  return {
    client:
      permissionRow(route.permission).open === 'signedIn' && anybody ? await app.as(anybody.personId) : app.anyone,
  };
}

const HERE = '(x.carrier_id in (select id from carrier where operator_id = $1))';
const TEAMS = '(x.team_id in (select root_id from team where organisation_id = $1))';
/** By the key under which a route names it: the table, and whose row comes first. */
const ROWS: Readonly<Record<string, readonly [table: string, own: string, id?: string]>> = {
  admissionId: ['admission', HERE],
  alertId: ['standing_alert', HERE],
  bookingId: ['booking', '(x.organisation_id = $1)'],
  carrierId: ['carrier', '(x.operator_id = $1)'],
  caseId: ['case_file', '(x.applicant_id = $1)'],
  closureId: ['closure', HERE],
  consentId: ['team_consent', TEAMS],
  creditId: ['credit_entry', '(x.organisation_id = $1)'],
  departureSettlementId: [
    'departure_settlement',
    `${HERE} or (x.tenancy_id in (select x.id from tenancy x where ${TEAMS}))`,
  ],
  designationId: ['designation', '(x.holder_id = $1)'],
  exhibitId: ['exhibit', '(x.case_id in (select id from case_file where applicant_id = $1))'],
  factId: ['declared_fact', HERE],
  floorId: ['floor_plan', HERE, 'floor_id'],
  mentorId: ['mentor', HERE],
  mentoringId: ['mentoring_session', `${HERE} or ${TEAMS}`],
  noticeId: ['notice', '(x.organisation_id = $1)'],
  objectionId: ['objection', 'x.id is null'],
  organisationId: ['organisation', '(x.id = $1)'],
  packDraftId: ['pack_draft', '(x.organisation_id = $1)'],
  paymentId: ['tenancy_payment', HERE],
  personId: ['person', 'x.id is null'],
  problemId: ['problem_report', 'x.id is null'],
  registrationId: ['desk_registration', `${HERE} or ${TEAMS}`],
  residencyId: ['residency', `${HERE} or ${TEAMS}`],
  resourceId: ['resource', HERE],
  roundId: ['round', '(x.territory_id = (select territory_id from organisation where id = $1))'],
  settlementId: ['mentoring_settlement', HERE],
  shortlistId: ['shortlist', '(x.organisation_id = $1)'],
  statementId: ['statement', HERE],
  taskId: ['task', "(x.organisation_id = $1 and x.state = 'open')"],
  teamId: ['team', '(x.organisation_id = $1)', 'root_id'],
  tenancyId: ['tenancy', `${HERE} or ${TEAMS}`, 'root_id'],
  transferId: ['team_transfer', TEAMS],
};

/** Ids that exist, the caller's own where there is one, so that bad input reaches past the look-up. */
async function realIds(organisationId: string | undefined): Promise<Record<string, string>> {
  const parts = Object.entries(ROWS).map(
    ([key, [table, own, id = 'id']]) =>
      `(select '${key}' as key, ${id} as id from ${table} x order by (${own}) desc nulls last, id limit 1)`,
  );
  const rows = await app.services.database.read((tx) =>
    sqlRows<{ key: string; id: string }>(tx, parts.join(' union all ').replaceAll('$1', '$1::uuid'), [
      organisationId ?? newId(),
    ]),
  );
  return Object.fromEntries(rows.map(({ key, id }) => [key, id]));
}

const routesUnderTest = allRoutes({ config: { mode: 'demo' }, clock: {}, database: { pool: {} } } as never);

test('all routes and a person for every role are there', () => {
  expect(routesUnderTest.length).toBeGreaterThan(60);
  expect([...holders.keys()].sort()).toEqual(Object.keys(ROLES).sort());
});

test.each(routesUnderTest.map((route) => [`${route.method} ${route.path}`, route] as const))(
  '%s: wrong, missing, extra, hostile and foreign input is refused and changes nothing',
  async (_, route) => {
    const { client, organisationId } = await caller(route);
    const real = await realIds(organisationId);
    const schema = z.toJSONSchema(route.input, { io: 'input', unrepresentable: 'any' }) as Schema;
    const keys = Object.keys(schema.properties ?? {});
    const sample = plausible(schema) as Record<string, unknown>;
    const good = { ...sample, ...Object.fromEntries(Object.entries(real).filter(([k]) => k in sample)) };
    const bad: Record<string, unknown>[] = [
      { ...good, surprise: 1 },
      { ...good, __proto__: { admin: true }, constructor: 'x' },
    ];
    for (const key of keys) {
      if (schema.required?.includes(key)) bad.push(Object.fromEntries(Object.entries(good).filter(([k]) => k !== key)));
      for (const value of [...WRONG, ...HOSTILE]) bad.push({ ...good, [key]: value });
    }
    const inBody = route.method !== 'get' && route.method !== 'delete';
    const before = await fingerprint();
    let taken = 0;
    for (const values of bad) {
      const { path, body } = request(route, values);
      const sent = inBody && mustRefuse(z.strictObject(route.input.shape), values);
      if (inBody && !sent) continue; // the schema takes it: hostile text is text, and is tried below with foreign ids
      const answer = await client.send(route.method, path, body);
      expect(
        answer.status,
        `${path} ${JSON.stringify(values).slice(0, 200)} ${JSON.stringify(answer.body).slice(0, 300)}`,
      ).toBeLessThan(500);
      if (route.audited && !inBody && answer.status < 400) taken++;
      if (sent && route.takes === 'json')
        expect(answer.status, JSON.stringify(values).slice(0, 200)).toBeGreaterThanOrEqual(400);
    }
    // What an audited reading takes for a filter is read, and leaves its entry; nothing else ever changes.
    const after = await fingerprint();
    const entries = (found: Record<string, string>) => Number.parseInt(found.audit_entry ?? '', 10);
    expect(entries(after) - entries(before)).toBe(taken);
    const kept = ({ audit_entry: _entry, audit_head: _head, ...rest }: Record<string, string>) => rest;
    expect(taken > 0 ? kept(after) : after).toEqual(taken > 0 ? kept(before) : before);
    // Ids of nobody, hostile text where the schema takes text: never a fault, and where refused nothing is left behind.
    for (const text of HOSTILE) {
      const values = Object.fromEntries(
        Object.entries(text === HOSTILE[0] ? sample : good).map(([k, v]) => [
          k,
          typeof v === 'string' && route.input.shape[k]?.safeParse(text).success ? text : v,
        ]),
      );
      const { path, body } = request(route, values);
      const answer = await client.send(route.method, path, body);
      expect(answer.status, `${path} ${text.slice(0, 30)} ${JSON.stringify(answer.body).slice(0, 300)}`).toBeLessThan(
        500,
      );
    }
    // A body that is no JSON, or not an object.
    if (inBody) {
      for (const payload of ['{', '[]', '"text"', 'null', '12']) {
        const answer = await app.server.inject({
          method: route.method.toUpperCase() as 'POST',
          url: request(route, good).path,
          headers: { 'content-type': 'application/json' },
          payload,
        });
        expect(answer.statusCode, payload).toBeGreaterThanOrEqual(400);
        expect(answer.statusCode, payload).toBeLessThan(500);
      }
    }
  },
);
