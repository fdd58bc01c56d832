import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROLES, type Role } from '../kernel/actor.ts';
import { allRoutes } from '../main.ts';
import { type TestApp, testApp } from '../test-app.ts';
import { clientOf, publicClient } from '../test-client.ts';
import { givenOrganisation, givenPerson } from './people/people.given.ts';
import { plausibleInput } from './plausible-input.ts';
import type { Route } from './route.ts';

/**
 * The reviewed table: each route and who may call it. A change of access is a change of this file, seen in review:
 * `WRITE_ACCESS_TABLE=1 npx vitest run src/identity/access.test.ts` writes it anew from what the server does.
 */
const TABLE = join(import.meta.dirname, 'access.table.json');
const ROLE_CODES = Object.keys(ROLES) as Role[];
const CALLERS = ['public', ...ROLE_CODES] as const;
type Caller = (typeof CALLERS)[number];

interface Answer {
  readonly route: string;
  readonly caller: Caller;
  readonly status: number;
  readonly code: string | null;
}

let app: TestApp;
let routes: Route[];
const answers: Answer[] = [];

beforeAll(async () => {
  app = await testApp();
  routes = allRoutes(app.services);
  const people = new Map<Caller, string>();
  for (const role of ROLE_CODES) {
    const { id: organisationId } = await givenOrganisation(app.services.database, { name: role });
    people.set(role, await givenPerson(app.services.database, { name: role, roles: [{ organisationId, role }] }));
  }
  for (const route of routes) {
    for (const caller of CALLERS) answers.push(await call(route, caller, people.get(caller)));
  }
}, 600_000);
afterAll(() => app.close());

async function call(route: Route, caller: Caller, personId: string | undefined): Promise<Answer> {
  const browser = personId ? clientOf(app, personId) : publicClient(app);
  const input = plausibleInput(route.input);
  const url = route.path.replaceAll(/:(\w+)/g, (_, key: string) => encodeURIComponent(String(input[key])));
  const rest = Object.fromEntries(Object.entries(input).filter(([key]) => !route.path.includes(`:${key}`)));
  const inQuery = route.method === 'get' || route.method === 'delete';
  const query = inQuery ? `?${new URLSearchParams(rest as Record<string, string>)}` : '';
  const upload = {
    payload: '--x\r\ncontent-disposition: form-data; name="note"\r\n\r\nabc\r\n--x--\r\n',
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  };
  const response = inQuery
    ? await browser[route.method as 'get'](url + query)
    : await browser[route.method as 'post'](url, rest, route.takes === 'upload' ? upload : {});
  const isJson = response.headers['content-type']?.includes('json') ?? false;
  const code = isJson && response.statusCode >= 400 ? (response.json().code as string) : null;
  return { route: nameOf(route), caller, status: response.statusCode, code };
}

const nameOf = ({ method, path }: Route) => `${method} ${path}`;
const isRefused = ({ code }: Answer) => code === 'not-signed-in' || code === 'not-permitted';

/** `public`: everyone; `signedIn`: every role; else the roles. */
function who(route: Route): string[] {
  const allowed = answers.filter((answer) => answer.route === nameOf(route) && !isRefused(answer));
  const callers = allowed.map(({ caller }) => caller);
  if (callers.length === CALLERS.length) return ['public'];
  if (callers.length === ROLE_CODES.length && !callers.includes('public')) return ['signedIn'];
  return callers;
}

describe('every route, called as the public and in every role', () => {
  test('lets in exactly those whom the reviewed table names', () => {
    const found = Object.fromEntries(routes.map((route) => [nameOf(route), who(route)]).sort());
    if (process.env.WRITE_ACCESS_TABLE) writeFileSync(TABLE, tableText(found));
    const reviewed = JSON.parse(readFileSync(TABLE, 'utf8')) as Record<string, string[]>;
    const differing = Object.keys({ ...found, ...reviewed })
      .map((route) => ({ route, reviewed: reviewed[route]?.join(' '), found: found[route]?.join(' ') }))
      .filter((row) => row.reviewed !== row.found);
    expect(differing).toEqual([]);
  });

  test('is there once', () => {
    const names = routes.map(nameOf);
    expect(names).toEqual([...new Set(names)]);
  });

  test('answers without a fault', () => {
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  });

  test('is refused to the public with 401 and to a role with 403', () => {
    for (const { caller, status } of answers.filter(isRefused)) expect(status).toBe(caller === 'public' ? 401 : 403);
  });
});

describe('三员分立', () => {
  const OWN = ['session.own', 'session.open', 'demo.travel', 'public.submit'];

  test('the auditor changes nothing but his own session', () => {
    // A list taken away as a workbook is audited, and changes nothing.
    const changed = routes.filter(
      ({ audited, method, answers }) => method !== 'get' || (audited && answers !== 'file'),
    );
    const allowed = changed.filter((route) =>
      who(route).some((one) => ['public', 'signedIn', 'auditAdmin'].includes(one)),
    );
    expect(allowed.filter(({ permission }) => !OWN.includes(permission)).map(nameOf)).toEqual([]);
  });

  test('no route is shared by two administrators, unless everyone signed in may call it', () => {
    const shared = routes.filter((route) => {
      const callers = who(route);
      const separate = callers.filter((one) => one in ROLES && ROLES[one as Role].separate);
      return separate.length > 1;
    });
    expect(shared.map(nameOf)).toEqual([]);
  });
});

/** As the formatter writes it: a row on one line where it fits. */
function tableText(table: Record<string, string[]>): string {
  const rows = Object.entries(table).map(([route, callers]) => {
    const line = `  ${JSON.stringify(route)}: [${callers.map((one) => JSON.stringify(one)).join(', ')}]`;
    if (line.length < 120) return line;
    return `  ${JSON.stringify(route)}: [\n${callers.map((one) => `    ${JSON.stringify(one)}`).join(',\n')}\n  ]`;
  });
  return `{\n${rows.join(',\n')}\n}\n`;
}
