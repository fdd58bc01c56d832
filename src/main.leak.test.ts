import { afterAll, beforeAll, expect, test } from 'vitest';
import { appWithoutCases, demoPerson, given, type Person } from './cases/casefile/case.given.ts';
import { casesAtReview, librarians } from './cases/reviews/review.given.ts';
import type { Route } from './identity/route.ts';
import { newId } from './kernel/id.ts';
import { allRoutes } from './main.ts';
import { sqlRows } from './platform/db/database.ts';
import type { Client, TestApp } from './test-app.ts';

/** What each part of an address may be: everything there is of that kind, and once something that is not. */
const IDS: Readonly<Record<string, string>> = {
  caseId: 'select id from case_file',
  taskId: 'select id from task',
  roundId: 'select id from round',
  runId: 'select id from assignment_run',
  personId:
    "select p.id from person p where exists (select 1 from expert e where e.person_id = p.id) or account = 'yunying'",
  carrierId: 'select c.id from carrier c where exists (select 1 from case_file f where f.carrier_id = c.id)',
  organisationId:
    "select id from organisation where name like '%示例研究所%' or id in (select applicant_id from case_file)",
};

const NOBODY = newId();
let app: TestApp;
let routes: readonly Route[];
let officer: Person;
let operator: Person;
let inCharge: Person[];
let outside: Person;
let ids: Record<string, string[]>;
let first: string;
let second: string;

const idOf = ({ actor }: Person) => actor.personId ?? '';
const entry = (score: number, mark: string) => ({ score, opinion: `${mark}的意见`, recommendation: 'reserve' });
const path = (caseId: string) => `/api/cases/${caseId}/review`;

beforeAll(async () => {
  app = await appWithoutCases();
  routes = allRoutes(app.services).filter(({ method, audited }) => method === 'get' && !audited);
  officer = await demoPerson(app, 'sheng.jingban');
  operator = await demoPerson(app, 'yunying');
  inCharge = await librarians(app, 3);
  [outside] = (await librarians(app, 1)) as [Person];
  const { roundId, caseIds } = await casesAtReview(app, 2);
  [first, second] = caseIds as [string, string];
  await given(officer.client.send('put', `/api/cases/${first}/panel`, { expertIds: inCharge.map(idOf) }));
  await given(
    officer.client.send('put', `/api/cases/${second}/panel`, {
      expertIds: [idOf(outside), ...inCharge.slice(1).map(idOf)],
    }),
  );
  await casesAtReview(app, 1);
  ids = await app.services.database.read(async (tx) =>
    Object.fromEntries(
      await Promise.all(
        Object.entries(IDS).map(async ([key, query]) => [
          key,
          [...(await sqlRows<{ id: string }>(tx, query)).map(({ id }) => id), NOBODY],
        ]),
      ),
    ),
  );
  expect(ids.roundId).toContain(roundId);
});
afterAll(() => app.close());

function addressesOf({ path: pattern }: Route): string[] {
  const keys = [...pattern.matchAll(/:(\w+)/g)].map(([, key = '']) => key);
  return keys.reduce(
    (found, key) => found.flatMap((one) => (ids[key] ?? [NOBODY]).map((id) => one.replace(`:${key}`, id))),
    [pattern],
  );
}

/** One session each: what it says of itself stays the same. */
const sessions = new Map<Person, Client>();

/** Everything that a person can fetch, by address, as text; what answers nothing but "no" is left out. */
async function everything(person: Person): Promise<Map<string, string>> {
  const { personId, organisationId } = person.actor;
  const client = sessions.get(person) ?? (await app.as(personId ?? '', organisationId ?? undefined));
  sessions.set(person, client);
  const found = new Map<string, string>();
  for (const route of routes) {
    for (const address of addressesOf(route)) {
      const { status, body } = await client.get(address);
      if (status === 200) found.set(address, typeof body === 'string' ? body : JSON.stringify(body));
    }
  }
  return found;
}

/** Addresses whose answer holds what the person must not know. */
const leaks = (found: ReadonlyMap<string, string>, secrets: readonly string[]) =>
  [...found].flatMap(([address, text]) =>
    secrets.filter((secret) => text.includes(secret)).map((secret) => `${address}: ${secret}`),
  );

/** Who somebody is: name and id. */
const identity = (person: Person) => [person.actor.name, idOf(person)];

test('nothing tells an expert who is not in, an expert of another case or an applicant who else reviews, or what they gave', async () => {
  const [a, b, c] = inCharge as [Person, Person, Person];
  const others = [c, outside, operator];
  const before = await Promise.all(others.map(everything));
  for (const found of before) expect(found.size).toBeGreaterThan(20);
  await given(a.client.post(`${path(first)}/submission`, { revision: 0, ...entry(83.17, '甲方证人') }));
  await given(b.client.send('put', path(first), { revision: 0, ...entry(71.29, '乙方证人') }));
  const after = await Promise.all(others.map(everything));
  // Not a byte changes for them: no count, no progress, no moment.
  for (const [at, found] of after.entries()) expect([...found]).toEqual([...(before[at] ?? [])]);
  const secrets = [...identity(a), ...identity(b), '83.17', '71.29', '甲方证人', '乙方证人'];
  for (const found of after) expect(leaks(found, secrets)).toEqual([]);
  expect(leaks(after[2] ?? new Map(), [...identity(c), ...identity(outside)])).toEqual([]);

  // Whoever is in reads what others handed in, never whose it is, and nothing of a draft.
  expect(
    leaks(await everything(a), [...identity(b), ...identity(c), ...identity(outside), '71.29', '乙方证人']),
  ).toEqual([]);
  expect(
    leaks(await everything(b), [...identity(a), ...identity(c), ...identity(outside), '83.17', '甲方证人']),
  ).toEqual([]);
});

test('when all are in, experts of the case still have no names, and everyone else still has nothing', async () => {
  const [a, b, c] = inCharge as [Person, Person, Person];
  await given(b.client.post(`${path(first)}/submission`, { revision: 1, ...entry(81.29, '乙方证人') }));
  await given(c.client.post(`${path(first)}/submission`, { revision: 0, ...entry(82.37, '丙方证人') }));
  const scores = ['83.17', '81.29', '82.37', '82.2767', '甲方证人', '乙方证人', '丙方证人'];
  expect(leaks(await everything(outside), [...scores, ...inCharge.flatMap(identity)])).toEqual([]);
  expect(leaks(await everything(operator), [...scores, ...inCharge.flatMap(identity)])).toEqual([]);
  const read = await everything(c);
  expect(leaks(read, [...identity(a), ...identity(b)])).toEqual([]);
  // The check can see: the panel's score and the others' words are there for whoever is in.
  expect(leaks(read, ['82.2767', '甲方证人']).sort()).toEqual([`${path(first)}: 82.2767`, `${path(first)}: 甲方证人`]);
});

test('who has an interest since, or recused, finds nothing of the case anywhere', async () => {
  const [, b, c] = inCharge as [Person, Person, Person];
  const [row] = await app.services.database.read((tx) =>
    sqlRows<{ number: string; title: string; applicant: string }>(
      tx,
      'select c.number, c.title, o.name as applicant from case_file c join organisation o on o.id = c.applicant_id where c.id = $1',
      [second],
    ),
  );
  await given(b.client.post(`${path(second)}/recusal`, { reason: '与申报单位有合作' }));
  await given(
    c.client.post('/api/me/expert/interests', {
      kind: 'employer',
      organisationName: row?.applicant,
      toDay: '2019-12-31',
    }),
  );
  for (const person of [b, c]) expect(leaks(await everything(person), [row?.number ?? '-', second])).toEqual([]);
});
