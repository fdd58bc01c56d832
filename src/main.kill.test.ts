import { afterAll, expect, test } from 'vitest';
import { verifyAudit } from './platform/audit/verify.ts';
import { type Database, sqlRows } from './platform/db/database.ts';
import { Product } from './test-product.ts';

/** 50 in `npm run soak`, a few here. */
const KILLS = Number(process.env.KILLS ?? 4);
const FIRST_KILLS = Math.ceil(KILLS / 4);
const product = new Product();

afterAll(() => product.drop());

interface Acknowledged {
  readonly request: string;
  readonly what: string;
}

/** One person's session; every acknowledged command is written down with its request id. */
class Person {
  readonly #url: string;
  readonly #acknowledged: Acknowledged[];
  #headers: Record<string, string> = {};

  constructor(url: string, acknowledged: Acknowledged[]) {
    this.#url = url;
    this.#acknowledged = acknowledged;
  }

  async signIn(account: string): Promise<{ organisationId: string }> {
    const demo = await this.get('/api/session/demo');
    const me = demo.rows.find((row: { account: string }) => row.account === account);
    const response = await this.#fetch('post', '/api/session/demo', { personId: me.id });
    this.#headers.cookie = response.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    const session = await this.get('/api/session');
    this.#headers['x-csrf-token'] = session.csrfToken;
    return { organisationId: me.organisations[0].id };
  }

  #fetch(method: string, path: string, body?: unknown): Promise<Response> {
    const headers = { ...this.#headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    return fetch(this.#url + path, {
      method: method.toUpperCase(),
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  // biome-ignore lint/suspicious/noExplicitAny: a test reads the answer as the wire gives it
  async get(path: string): Promise<any> {
    return (await this.#fetch('get', path)).json();
  }

  // biome-ignore lint/suspicious/noExplicitAny: as above
  async command(method: string, path: string, body: unknown): Promise<any> {
    const response = await this.#fetch(method, path, body);
    const answer = await response.json();
    if (!response.ok) throw new Refused(`${method} ${path}: ${JSON.stringify(answer)}`);
    this.#acknowledged.push({ request: response.headers.get('x-request-id') ?? '', what: `${method} ${path}` });
    return answer;
  }
}

/** The product said no: an error of this test, unlike a connection that the kill cut. */
class Refused extends Error {}

const FILING = { packId: '310000-shanghai/maker-space', procedureId: 'filing' };

/** A filing from its opening to the refusal by the alliance, again and again, until the process is gone. */
async function streamSteps(url: string, acknowledged: Acknowledged[]): Promise<void> {
  const [operator, district, alliance] = [
    new Person(url, acknowledged),
    new Person(url, acknowledged),
    new Person(url, acknowledged),
  ];
  const { organisationId } = await operator.signIn('hu.yunying');
  await district.signIn('hu.qu');
  await alliance.signIn('hu.lianmeng');
  const places = await operator.get('/api/territories?q=310115');
  for (let turn = 0; ; turn++) {
    const carrier = await operator.command('post', '/api/carriers', {
      kind: 'makerSpace',
      form: null,
      serviceModel: null,
      features: [],
      territoryId: places.rows[0].id,
      address: null,
      openedOn: '2024-01-01',
      closedOn: null,
      virtualUrl: null,
      summary: null,
      source: null,
      name: `示例空间 ${turn} ${Date.now()}`,
      operatorId: organisationId,
      focus: '人工智能',
      goals: null,
    });
    const { caseId } = await operator.command('post', '/api/cases', { carrierId: carrier.id, ...FILING });
    let { revision } = await operator.get(`/api/cases/${caseId}/form`);
    for (const answers of [
      { introduction: '示例' },
      { focus: '人工智能', goals: '示例' },
      { services: '示例', contact: '示例 021-00000000', commitment: true },
    ]) {
      ({ revision } = await operator.command('patch', `/api/cases/${caseId}/form`, { revision, answers }));
    }
    await operator.command('post', `/api/cases/${caseId}/submission`, { revision });
    await decide(district, caseId, 'agree');
    await decide(alliance, caseId, 'disagree');
  }
}

async function decide(person: Person, caseId: string, verb: string): Promise<void> {
  const tasks = await person.get('/api/tasks?size=200&sort=-createdAt');
  const task = tasks.rows.find((row: { caseId: string }) => row.caseId === caseId);
  await person.command('post', `/api/tasks/${task.taskId}/verbs/${verb}`, { opinion: '示例意见' });
}

async function check(acknowledged: readonly Acknowledged[]): Promise<void> {
  const database = product.open();
  try {
    expect(await database.read(verifyAudit)).toMatchObject({ brokenAt: null });
    // What was acknowledged is there, once.
    const entries = await rows<{ request: string; n: number }>(
      database,
      "select body::jsonb ->> 'request' request, count(*) n from audit_entry group by 1",
    );
    const seen = new Map(entries.map(({ request, n }) => [request, n]));
    for (const { request, what } of acknowledged) expect(seen.get(request), `${what} was acknowledged`).toBe(1);
    // Nothing is half done: each of these finds what a step interrupted in its middle would leave.
    for (const [what, query] of Object.entries(HALF_DONE)) expect(await rows(database, query), what).toEqual([]);
  } finally {
    await database.close();
  }
}

function rows<R>(database: Database, query: string): Promise<R[]> {
  return database.read((tx) => sqlRows<R>(tx, query));
}

const HALF_DONE = {
  'an open case without a task': `select number from case_file f where state <> 'closed'
     and not exists (select 1 from task t where t.case_id = f.id and t.state in ('open', 'waiting'))
     and not exists (select 1 from job j where j.done_at is null and j.dropped_at is null and j.payload::text like '%' || f.id || '%')`,
  'a closed case with an open task':
    "select number from case_file f join task t on t.case_id = f.id where f.state = 'closed' and t.state = 'open' and t.kind <> 'cc'",
  'a case that is not where its steps say': `select number from case_file f where state <> 'closed'
     and not exists (select 1 from case_step s where s.case_id = f.id and s.pass = f.pass and s.step = f.step and s.left_at is null)`,
  'a pass that was never left':
    'select case_id from case_step where left_at is null group by case_id having count(*) > 1',
  'events with a gap': 'select case_id from case_event group by case_id having max(seq) - min(seq) + 1 <> count(*)',
  'a form without its history': `select f.number from case_file f where f.form_revision > 0
     and f.form_revision <> (select coalesce(max(revision), 0) from case_answer_history h where h.case_id = f.id)`,
  'a carrier without a version':
    'select name from carrier c where not exists (select 1 from carrier_version v where v.carrier_id = c.id)',
  'a timer that fired twice or without its entry': `select j.kind from (select kind, count(*) n from job where done_at is not null group by kind) j
     where n <> (select count(*) from audit_entry where action = 'job.' || j.kind)`,
};

test('killed while the demo is made, the next start makes it whole', { timeout: 600_000 }, async () => {
  await product.create();
  for (let turn = 0; turn < FIRST_KILLS; turn++) {
    void product.start().catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 500 + Math.random() * 8000));
    await product.kill();
  }
  await product.start();
  await product.kill();
  await check([]);
  const database = product.open();
  const found = await rows<{ cases: number; plaques: number; running: number }>(
    database,
    `select (select count(*) from case_file) as cases, (select count(*) from plaque) as plaques,
       (select count(*) from notice where state = 'running') as running`,
  );
  await database.close();
  expect(found).toEqual([{ cases: 14, plaques: 2, running: 1 }]);
});

test(`killed ${KILLS} times during a stream of steps, nothing acknowledged is missing and nothing is half done`, {
  timeout: 3_600_000,
}, async () => {
  const acknowledged: Acknowledged[] = [];
  for (let turn = 0; turn < KILLS; turn++) {
    const url = await product.start();
    const stream = streamSteps(url, acknowledged).catch((error: unknown) => {
      if (error instanceof Refused || !(error instanceof TypeError || error instanceof SyntaxError)) throw error;
    });
    // A busy machine signs three people in slowly: the moments are counted from the first step that went through.
    const before = acknowledged.length;
    let isOver = false;
    void stream.finally(() => {
      isOver = true;
    });
    while (acknowledged.length === before && !isOver) await new Promise((resolve) => setTimeout(resolve, 5));
    await Promise.race([stream, new Promise((resolve) => setTimeout(resolve, Math.random() * 1500))]);
    await product.kill();
    await stream;
    await check(acknowledged);
  }
  expect(acknowledged.length).toBeGreaterThan(KILLS);
  console.log(`${KILLS} kills, ${acknowledged.length} acknowledged steps`);
});
