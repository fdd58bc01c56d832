import { afterAll, beforeAll, expect, test } from 'vitest';
import { appWithoutCases, demoPerson, given, type Person } from './cases/casefile/case.given.ts';
import { casesAtReview, librarians } from './cases/reviews/review.given.ts';
import type { Route } from './identity/route.ts';
import { allRoutes } from './main.ts';
import { everything, type Ids, idsOf, leaks, unknownParts } from './main.walk.given.ts';
import { sqlRows } from './platform/db/database.ts';
import type { Client, TestApp } from './test-app.ts';

let app: TestApp;
let routes: readonly Route[];
let officer: Person;
let operator: Person;
let inCharge: Person[];
let outside: Person;
let ids: Ids;
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
  ids = await idsOf(app);
  expect(unknownParts(routes, ids)).toEqual([]);
  expect(ids.roundId).toContain(roundId);
});
afterAll(() => app.close());

/** One session each: what it says of itself stays the same. */
const sessions = new Map<Person, Client>();

async function everythingFor(person: Person): Promise<Map<string, string>> {
  const { personId, organisationId } = person.actor;
  const client = sessions.get(person) ?? (await app.as(personId ?? '', organisationId ?? undefined));
  sessions.set(person, client);
  return everything(client, routes, ids);
}

/** Who somebody is: name and id. */
const identity = (person: Person) => [person.actor.name, idOf(person)];

test('nothing tells an expert who is not in, an expert of another case or an applicant who else reviews, or what they gave', async () => {
  const [a, b, c] = inCharge as [Person, Person, Person];
  const others = [c, outside, operator];
  const before = await Promise.all(others.map(everythingFor));
  for (const found of before) expect(found.size).toBeGreaterThan(20);
  await given(a.client.post(`${path(first)}/submission`, { revision: 0, ...entry(83.17, '甲方证人') }));
  await given(b.client.send('put', path(first), { revision: 0, ...entry(71.29, '乙方证人') }));
  const after = await Promise.all(others.map(everythingFor));
  // Not a byte changes for them: no count, no progress, no moment.
  for (const [at, found] of after.entries()) expect([...found]).toEqual([...(before[at] ?? [])]);
  const secrets = [...identity(a), ...identity(b), '83.17', '71.29', '甲方证人', '乙方证人'];
  for (const found of after) expect(leaks(found, secrets)).toEqual([]);
  expect(leaks(after[2] ?? new Map(), [...identity(c), ...identity(outside)])).toEqual([]);

  // Whoever is in reads what others handed in, never whose it is, and nothing of a draft.
  expect(
    leaks(await everythingFor(a), [...identity(b), ...identity(c), ...identity(outside), '71.29', '乙方证人']),
  ).toEqual([]);
  expect(
    leaks(await everythingFor(b), [...identity(a), ...identity(c), ...identity(outside), '83.17', '甲方证人']),
  ).toEqual([]);
});

test('when all are in, experts of the case still have no names, and everyone else still has nothing', async () => {
  const [a, b, c] = inCharge as [Person, Person, Person];
  await given(b.client.post(`${path(first)}/submission`, { revision: 1, ...entry(81.29, '乙方证人') }));
  await given(c.client.post(`${path(first)}/submission`, { revision: 0, ...entry(82.37, '丙方证人') }));
  const scores = ['83.17', '81.29', '82.37', '82.2767', '甲方证人', '乙方证人', '丙方证人'];
  expect(leaks(await everythingFor(outside), [...scores, ...inCharge.flatMap(identity)])).toEqual([]);
  expect(leaks(await everythingFor(operator), [...scores, ...inCharge.flatMap(identity)])).toEqual([]);
  const read = await everythingFor(c);
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
  for (const person of [b, c]) expect(leaks(await everythingFor(person), [row?.number ?? '-', second])).toEqual([]);
});
