import { seedDemoPeople } from '../../identity/demo/demo-people.ts';
import type { Actor, Role } from '../../kernel/actor.ts';
import { newId } from '../../kernel/id.ts';
import { sqlRows } from '../../platform/db/database.ts';
import { loadDemoRecords } from '../../records/demo/demo.actions.ts';
import { DEMO_CARRIER_IDS, DEMO_ORGANISATION_IDS } from '../../records/demo/demo.ids.ts';
import { seedTerritories } from '../../records/territories/territory.store.ts';
import { type Answer, type Client, type TestApp, testApp } from '../../test-app.ts';
import { installPacks } from '../packs/pack.actions.ts';

export const FILING = {
  packId: '310000-shanghai/maker-space',
  procedureId: 'filing',
  carrierId: DEMO_CARRIER_IDS.pujiang,
};
export const FILLED = {
  introduction: '面向智能制造的众创空间',
  focus: '智能制造',
  goals: '三年内服务一百个团队',
  services: '工位、设备、导师、投资对接',
  contact: '徐运营 021-00000000',
  commitment: true,
};

/** The product with the demo's divisions, packs, records and people, and without its cases. */
export async function appWithoutCases(): Promise<TestApp> {
  const app = await testApp();
  const { database, config, clock } = app.services;
  await database.transact(async (tx) => {
    await seedTerritories(tx);
    await installPacks(tx, app.services);
    await loadDemoRecords(tx, clock);
    await seedDemoPeople(tx, config, DEMO_ORGANISATION_IDS);
  });
  return app;
}

export interface Person {
  readonly actor: Actor;
  readonly client: Client;
}

/** Everyone of the demo, by account: `attempt` answers what the wire gives, `send` its body and throws where it is refused. */
export function demoCast(app: () => TestApp) {
  const people = new Map<string, Person>();
  const attempt = async (who: string, method: string, path: string, body?: object): Promise<Answer> => {
    const person = people.get(who) ?? (await demoPerson(app(), who));
    people.set(who, person);
    return person.client.send(method, path, method === 'get' ? undefined : (body ?? {}));
  };
  const send = async (who: string, method: string, path: string, body?: object): Promise<Answer['body']> => {
    const answer = await attempt(who, method, path, body);
    if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  return { people, attempt, send };
}

/** A demo person, signed in, by account. */
export async function demoPerson(app: TestApp, account: string): Promise<Person> {
  const { database } = app.services;
  const [row] = await database.read((tx) =>
    sqlRows<{ id: string; name: string; organisation: string; organisationName: string; path: string; roles: Role[] }>(
      tx,
      `select p.id, p.name, o.id as organisation, o.name as "organisationName", t.path, array_agg(m.role::text) as roles
       from person p join membership m on m.person_id = p.id join organisation o on o.id = m.organisation_id
       join territory t on t.id = o.territory_id where p.account = $1 group by 1, 2, 3, 4, 5`,
      [account],
    ),
  );
  if (!row) throw new Error(`no demo person ${account}`);
  const actor: Actor = {
    personId: row.id,
    name: row.name,
    organisationId: row.organisation,
    organisationName: row.organisationName,
    territoryPath: row.path,
    roles: row.roles,
    isSystem: false,
    address: null,
    requestId: null,
  };
  // A new session for each request: the clock travels further than a session lasts.
  const send: Client['send'] = async (method, path, body) =>
    (await app.as(row.id, row.organisation)).send(method, path, body);
  const client: Client = {
    send,
    get: (path) => send('get', path),
    post: (path, body = {}) => send('post', path, body),
    patch: (path, body = {}) => send('patch', path, body),
  };
  return { actor, client };
}

/** A team's founder, the operator it stays with, and that of another space. */
export async function demoTeam(app: TestApp): Promise<Record<'founder' | 'operator' | 'stranger', Person>> {
  const [founder, operator, stranger] = [
    await demoPerson(app, 'chuangye'),
    await demoPerson(app, 'yunying'),
    await demoPerson(app, 'yunying2'),
  ];
  return { founder, operator, stranger };
}

/** One more person in a demo organisation. */
export async function colleague(
  app: TestApp,
  organisation: keyof typeof DEMO_ORGANISATION_IDS,
  role: Role,
  account: string,
): Promise<Person> {
  await app.services.database.transact(async (tx) => {
    const id = newId();
    await tx.insertInto('person').values({ id, name: account, account }).execute();
    await tx
      .insertInto('membership')
      .values({
        id: newId(),
        person_id: id,
        organisation_id: DEMO_ORGANISATION_IDS[organisation],
        role,
        valid_from: '2020-01-01',
      })
      .execute();
  });
  return demoPerson(app, account);
}

export async function given<T>(work: Promise<{ status: number; body: T }>): Promise<T> {
  const { status, body } = await work;
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

/** A filing that was opened, filled in and handed in; the district has it. */
export async function submittedFiling(operator: Person, carrierId: string = FILING.carrierId): Promise<string> {
  const { caseId } = await given(operator.client.post('/api/cases', { ...FILING, carrierId }));
  const { revision } = await given(
    operator.client.patch(`/api/cases/${caseId}/form`, { revision: 0, answers: FILLED }),
  );
  await given(operator.client.post(`/api/cases/${caseId}/submission`, { revision }));
  return caseId;
}

/** The task that is open to this person in the case. */
export async function taskOf({ client }: Person, caseId: string): Promise<string> {
  const { rows } = await given(client.get('/api/tasks?size=200'));
  const task = rows.find((row: { caseId: string; kind: string }) => row.caseId === caseId && row.kind !== 'cc');
  if (!task) throw new Error('no open task');
  return task.taskId;
}

export async function verb(person: Person, caseId: string, name: string, input: object = {}) {
  return person.client.post(`/api/tasks/${await taskOf(person, caseId)}/verbs/${name}`, input);
}

/** Ends a case that a test no longer needs, so that the carrier may have another. */
export async function voided(app: TestApp, caseId: string): Promise<void> {
  await app.services.database.transact(async (tx) => {
    await sqlRows(tx, `update task set state = 'ended' where case_id = $1 and state in ('open', 'waiting')`, [caseId]);
    await sqlRows(
      tx,
      `update case_file set state = 'closed', step = null, end_id = 'void', result = 'withdrawn', closed_at = now() where id = $1 and state <> 'closed'`,
      [caseId],
    );
  });
}
