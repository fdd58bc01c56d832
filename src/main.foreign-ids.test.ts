// Every route that names a row, called with the ids of rows that are there and are other people's.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { permissionRow, type SubjectKind } from './identity/access.ts';
import { givenOrganisation, givenPerson } from './identity/people/people.given.ts';
import { plausibleInput } from './identity/plausible-input.ts';
import type { Route } from './identity/route.ts';
import { ROLES, type Role } from './kernel/actor.ts';
import { runningClock } from './kernel/clock.ts';
import { allRoutes } from './main.ts';
import { sqlRows } from './platform/db/database.ts';
import { DEMO_CARRIER_IDS } from './records/demo/demo.ids.ts';
import { TEST_NOW, type TestApp, testApp } from './test-app.ts';
import { clientOf, type TestClient } from './test-client.ts';
import { aDaysWork } from './test-work.ts';

let app: TestApp;
let founderTeamId = '';
const strangers = new Map<Role, TestClient>();

const rows = <R>(text: string, values: unknown[] = []) =>
  app.services.database.read((tx) => sqlRows<R>(tx, text, values));

beforeAll(async () => {
  app = await testApp({ data: 'demo', clock: runningClock(TEST_NOW) });
  founderTeamId = await aDaysWork(app);
  // In a territory of their own, with nothing in it.
  const { database } = app.services;
  for (const role of Object.keys(ROLES) as Role[]) {
    const { id: organisationId } = await givenOrganisation(database, { name: `外省${role}` });
    strangers.set(role, clientOf(app, await givenPerson(database, { name: role, roles: [{ organisationId, role }] })));
  }
}, 120_000);
afterAll(() => app.close());

/** One that is there of each kind of subject; null: the demo has none, and the subject's own test looks at it. */
const SUBJECTS: Readonly<Record<SubjectKind, string | null>> = {
  claim: null,
  organisation: 'select id from organisation where example limit 1',
  person: "select id from person where account = 'yunying'",
  carrier: `select id from carrier where id = '${DEMO_CARRIER_IDS.xingtu}'`,
  team: "select root_id as id from team where organisation_id is not null and name not like '示例团队%' limit 1",
  mentor: 'select mentor_id as id from mentoring_session limit 1',
  mentoring: 'select id from mentoring_session limit 1',
  transfer: 'select id from team_transfer limit 1',
  round: 'select id from round limit 1',
  case: "select id from case_file where state <> 'closed' limit 1",
  task: "select id from task where state = 'open' limit 1",
  shortlist: 'select id from shortlist limit 1',
  notice: 'select id from notice limit 1',
  objection: 'select id from objection limit 1',
  designation: 'select id from designation limit 1',
  registration: 'select id from desk_registration limit 1',
  problem: 'select id from problem_report limit 1',
  packDraft: 'select id from pack_draft limit 1',
  credit: 'select id from credit_entry limit 1',
  booking: 'select id from booking limit 1',
  file: "select id from file where about_kind in ('carrier', 'team', 'case') and about_id is not null limit 1",
};

type Owner = 'carrier' | 'team' | 'case' | 'person';
/** What else a path names beside its subject: a row of another carrier, team, case or person than $1. */
const FURTHER: Readonly<Record<string, Partial<Record<Owner, string>>>> = {
  admissionId: { carrier: 'select id from admission where carrier_id <> $1' },
  alertId: { carrier: 'select id from standing_alert where carrier_id <> $1' },
  closureId: { carrier: 'select id from closure where carrier_id <> $1' },
  consentId: { team: 'select id from team_consent where team_id <> $1' },
  departureSettlementId: {
    carrier: 'select id from departure_settlement where carrier_id <> $1',
    team: 'select d.id from departure_settlement d join tenancy t on t.id = d.tenancy_id where t.team_id <> $1',
  },
  evidenceId: { case: 'select id from case_evidence where case_id <> $1' },
  exhibitId: { case: 'select id from exhibit where case_id <> $1' },
  factId: { carrier: 'select id from declared_fact where carrier_id <> $1' },
  floorId: { carrier: 'select floor_id as id from floor_plan where carrier_id <> $1' },
  membershipId: { person: 'select id from membership where person_id <> $1' },
  partyId: { case: 'select id from case_party where case_id <> $1' },
  paymentId: { carrier: 'select id from tenancy_payment where carrier_id <> $1' },
  photoId: {
    case: 'select p.id from site_visit_photo p join site_visit v on v.id = p.site_visit_id where v.case_id <> $1',
  },
  recordId: {
    carrier: 'select root_id as id from room where carrier_id <> $1',
    team: 'select root_id as id from team_report where team_id <> $1',
  },
  registrationId: { carrier: 'select id from desk_registration where carrier_id <> $1' },
  residencyId: {
    carrier: 'select id from residency where carrier_id <> $1',
    team: 'select id from residency where team_id <> $1',
  },
  resourceId: { carrier: 'select id from resource where carrier_id <> $1' },
  settlementId: { carrier: 'select id from mentoring_settlement where carrier_id <> $1' },
  tenancyId: {
    carrier: 'select root_id as id from tenancy where carrier_id <> $1',
    team: 'select root_id as id from tenancy where team_id <> $1',
  },
};

/** A list of what is not there. */
const NOTHING = '{"rows":[]}';
const keysOf = ({ path }: Route) => [...path.matchAll(/:(\w+)/g)].map(([, key = '']) => key);
const kindsFor = (route: Route): Record<string, string> => {
  if (!route.path.includes(':kind')) return {};
  return { kind: route.path.startsWith('/api/teams') ? 'team_report' : 'room' };
};

async function call(client: TestClient, route: Route, ids: Readonly<Record<string, string>>) {
  const input = { ...plausibleInput(route.input), ...kindsFor(route), ...ids };
  const keys = keysOf(route);
  const url = route.path.replaceAll(/:(\w+)/g, (_, key: string) => encodeURIComponent(String(input[key])));
  const rest = Object.fromEntries(Object.entries(input).filter(([key]) => !keys.includes(key)));
  if (route.method === 'get' || route.method === 'delete')
    return client[route.method](`${url}?${new URLSearchParams(rest as Record<string, string>)}`);
  const upload = {
    payload:
      '--x\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\ncontent-type: image/png\r\n\r\nabc\r\n--x--\r\n',
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  };
  return client[route.method](url, rest, route.takes === 'upload' ? upload : {});
}

/** Everything stored, as one hash a table; sessions come with the clients. */
async function fingerprint(): Promise<Record<string, string>> {
  const tables = await rows<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' and tablename not in ('session', 'sign_in_limit') order by 1",
  );
  const parts = tables.map(
    ({ name }) =>
      `select '${name}' as name, count(*) || '/' || coalesce(sum(hashtext(t::text)), 0) as hash from ${name} t`,
  );
  const hashes = await rows<{ name: string; hash: string }>(parts.join(' union all '));
  return Object.fromEntries(hashes.map(({ name, hash }) => [name, hash]));
}

const ALL = allRoutes({ config: { mode: 'demo' }, clock: {}, database: { pool: {} } } as never);
const nameOf = ({ method, path }: Route) => `${method} ${path}`;

describe('a stranger from another province, in each role that may call the route', () => {
  test('reaches no subject that is there, and changes nothing', async () => {
    const subjects = new Map<SubjectKind, string>();
    for (const [kind, query] of Object.entries(SUBJECTS)) {
      if (query === null) continue;
      const [row] = await rows<{ id: string }>(query);
      expect(row, `a ${kind} that is there`).toBeDefined();
      subjects.set(kind as SubjectKind, row?.id ?? '');
    }
    const before = await fingerprint();
    const reached: string[] = [];
    let calls = 0;
    for (const route of ALL) {
      const { about, roles } = permissionRow(route.permission);
      if (!about || SUBJECTS[about] === null) continue;
      for (const [role, reach] of Object.entries(roles) as [Role, string | string[]][]) {
        if ([reach].flat().includes('all')) continue;
        const further: Record<string, string> = {};
        for (const key of keysOf(route)) {
          const query = Object.values(FURTHER[key] ?? {})[0]?.replace(/ where .*/, ' limit 1');
          const [row] = query ? await rows<{ id: string }>(query) : [];
          if (row) further[key] = row.id;
        }
        const ids = { ...further, [`${about}Id`]: subjects.get(about) ?? '' };
        const answer = await call(strangers.get(role) as TestClient, route, ids);
        calls++;
        if (answer.statusCode !== 403 && answer.statusCode !== 404)
          reached.push(`${role} ${nameOf(route)}: ${answer.statusCode} ${answer.body.slice(0, 200)}`);
      }
    }
    expect(reached).toEqual([]);
    expect(calls).toBeGreaterThan(400);
    expect(await fingerprint()).toEqual(before);
  }, 300_000);
});

describe('somebody at home in a carrier, team, case or person, who names a row of another', () => {
  /** The permitted caller, and what is the caller's own. */
  const homes = async (): Promise<{ owner: Owner; id: string; account: string }[]> => {
    const cases = await rows<{ id: string; account: string }>(
      `select distinct f.id, a.account from case_file f cross join (values ('hu.lianmeng'), ('hu.lianmeng.qianfa'), ('hu.yunying')) a(account)
       where f.purpose = 'sanction'
       union select f.id, 'sheng.jingban' from case_file f where f.step = 'visit' or exists (select 1 from site_visit v where v.case_id = f.id)
       union select f.id, 'yunying3' from case_file f join organisation o on o.id = f.applicant_id where f.step = 'apply'`,
    );
    return [
      { owner: 'carrier', id: DEMO_CARRIER_IDS.xingtu, account: 'yunying' },
      { owner: 'carrier', id: DEMO_CARRIER_IDS.jinling, account: 'su.yunying' },
      { owner: 'team', id: founderTeamId, account: 'chuangye' },
      { owner: 'team', id: founderTeamId, account: 'yunying' },
      { owner: 'person', id: (await rows<{ id: string }>(SUBJECTS.person ?? ''))[0]?.id ?? '', account: 'anquan' },
      ...cases.map((one) => ({ owner: 'case' as const, ...one })),
    ];
  };

  test('learns nothing of it and changes nothing', async () => {
    const before = await fingerprint();
    const seen = new Map<string, Set<number>>();
    const reached: string[] = [];
    for (const { owner, id, account } of await homes()) {
      const [person] = await rows<{ id: string }>('select id from person where account = $1', [account]);
      const client = clientOf(app, person?.id ?? '');
      for (const route of ALL) {
        const keys = keysOf(route);
        const further = keys.filter((key) => FURTHER[key]?.[owner]);
        if (!keys.includes(`${owner}Id`) || further.length === 0) continue;
        const ids: Record<string, string> = { [`${owner}Id`]: id };
        for (const key of further) {
          const [row] = await rows<{ id: string }>(`${FURTHER[key]?.[owner]} limit 1`, [id]);
          if (row) ids[key] = row.id;
        }
        if (further.some((key) => !ids[key])) continue;
        const answer = await call(client, route, ids);
        seen.set(nameOf(route), (seen.get(nameOf(route)) ?? new Set()).add(answer.statusCode));
        if ((answer.statusCode < 400 && answer.body !== NOTHING) || answer.statusCode >= 500)
          reached.push(`${account} ${nameOf(route)}: ${answer.statusCode} ${answer.body.slice(0, 200)}`);
      }
    }
    expect(reached).toEqual([]);
    expect(await fingerprint()).toEqual(before);
    const named = new Set([...seen.keys()].flatMap((name) => [...name.matchAll(/:(\w+)/g)].map(([, key = '']) => key)));
    expect(Object.keys(FURTHER).filter((key) => !named.has(key))).toEqual([]);
  }, 300_000);
});
