import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../test-app.ts';
import { clientOf, publicClient } from '../../test-client.ts';
import { PERMISSIONS } from '../access.ts';
import { givenOrganisation, givenPerson } from '../people/people.given.ts';
import { openSession } from './session.store.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

async function session(personId: string) {
  const opened = await app.services.database.transact((tx) =>
    openSession(tx, app.clock, { personId, secondFactor: false, address: null }),
  );
  const headers = { cookie: `zc_session=${opened.token}`, 'x-csrf-token': opened.csrfToken };
  const who = async () => (await app.server.inject({ url: '/api/session', headers })).json().person?.id ?? null;
  return { ...opened, headers, who };
}

describe('a session', () => {
  test('says who I am, for whom I act and what I may do', async () => {
    const { id: organisationId } = await givenOrganisation(app.services.database, { name: '示例市科技局' });
    const id = await givenPerson(app.services.database, {
      name: '李经办',
      account: 'li.jb',
      roles: [{ organisationId, role: 'officer' }],
    });

    const body = (await clientOf(app, id).get('/api/session')).json();

    expect(body).toMatchObject({
      person: { id, name: '李经办', account: 'li.jb', isDemo: false },
      organisation: { id: organisationId, name: '示例市科技局' },
      organisations: [{ id: organisationId, name: '示例市科技局', kind: 'department', roles: [{ code: 'officer' }] }],
      roles: [{ code: 'officer', zh: '经办人员', en: 'Officer' }],
      withheld: null,
      demo: true,
      singleSignOn: false,
      idleMinutes: 30,
    });
    expect(body.permissions).toContain('case.handle');
    expect(body.permissions).not.toContain('case.sign');
  });

  test('without a cookie is nobody, and offers only what is public', async () => {
    const body = (await publicClient(app).get('/api/session')).json();
    expect(body).toMatchObject({ person: null, csrfToken: null, roles: [] });
    const open = Object.entries(PERMISSIONS).filter(([, row]) => 'open' in row && row.open === 'public');
    expect(body.permissions).toEqual(open.map(([permission]) => permission));
  });

  test('ends after 30 idle minutes, and lives on while it is used', async () => {
    const { who } = await session(await givenPerson(app.services.database));
    app.clock.advance({ minutes: 29 });
    expect(await who()).not.toBeNull();
    // GET /api/session is public reading: any request shows presence.
    app.clock.advance({ minutes: 29 });
    expect(await who()).not.toBeNull();
    app.clock.advance({ minutes: 30 });
    expect(await who()).toBeNull();
  });

  test('ends after 12 hours however busy', async () => {
    const { who } = await session(await givenPerson(app.services.database));
    for (let minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
      app.clock.advance({ minutes: 20 });
      expect(await who()).not.toBeNull();
    }
    app.clock.advance({ minutes: 20 });
    expect(await who()).toBeNull();
  });

  test('writes when it was seen at most once a minute', async () => {
    const { who, token } = await session(await givenPerson(app.services.database));
    const { tokenHash } = await import('./session.ts');
    const seen = async () =>
      (await app.services.database.pool.query('select seen_at from session where token_hash = $1', [tokenHash(token)]))
        .rows[0].seen_at;
    const first = await seen();
    app.clock.advance({ seconds: 59 });
    await who();
    expect(await seen()).toBe(first);
    app.clock.advance({ seconds: 1 });
    await who();
    expect(await seen()).toBe(app.clock.now().toString().replace('Z', '.000Z'));
  });

  test('keeps no token that could be used: only its hash is stored', async () => {
    const { token } = await session(await givenPerson(app.services.database));
    const { rows } = await app.services.database.pool.query('select token_hash from session');
    expect(rows.map((row) => row.token_hash)).not.toContain(token);
  });

  test('of a disabled person is no session', async () => {
    const id = await givenPerson(app.services.database);
    const { who } = await session(id);
    await app.services.database.pool.query("update person set state = 'disabled' where id = $1", [id]);
    expect(await who()).toBeNull();
  });

  test('is over once signed out', async () => {
    const { who, headers } = await session(await givenPerson(app.services.database));
    const response = await app.server.inject({ method: 'POST', url: '/api/session/sign-out', headers, payload: {} });
    expect(response.statusCode).toBe(200);
    expect(response.headers['set-cookie']).toMatch(/^zc_session=; /);
    expect(await who()).toBeNull();
  });

  test('is refused a command without its own token', async () => {
    const { headers } = await session(await givenPerson(app.services.database));
    const response = await app.server.inject({
      method: 'POST',
      url: '/api/session/sign-out',
      headers: { ...headers, 'x-csrf-token': 'another' },
      payload: {},
    });
    expect(response.statusCode).toBe(403);
    expect(response.json().code).toBe('csrf');
  });
});

describe('a person with two organisations', () => {
  test('acts only with the roles of the chosen one', async () => {
    const { database } = app.services;
    const bureau = await givenOrganisation(database, { name: '示例市科技局' });
    const space = await givenOrganisation(database, { name: '示例众创空间公司', kind: 'operator' });
    const id = await givenPerson(database, {
      roles: [
        { organisationId: bureau.id, role: 'officer', from: '2024-01-01' },
        { organisationId: space.id, role: 'operator', from: '2025-01-01' },
      ],
    });
    const browser = clientOf(app, id);
    const roles = async () =>
      (await browser.get('/api/session')).json().roles.map((role: { code: string }) => role.code);
    expect(await roles()).toEqual(['officer']);

    const response = await browser.post('/api/session/organisation', { organisationId: space.id });

    expect(response.statusCode).toBe(200);
    expect(await roles()).toEqual(['operator']);
  });

  test('cannot act for one that is not theirs', async () => {
    const { database } = app.services;
    const other = await givenOrganisation(database);
    const response = await clientOf(app, await givenPerson(database)).post('/api/session/organisation', {
      organisationId: other.id,
    });
    expect(response.json()).toMatchObject({ code: 'not-found' });
  });

  test('loses a role the day after it ended', async () => {
    const { database } = app.services;
    const { id: organisationId } = await givenOrganisation(database);
    const today = app.clock.today();
    const id = await givenPerson(database, { roles: [{ organisationId, role: 'director', to: today }] });
    const view = async () => (await clientOf(app, id).get('/api/session')).json();
    expect((await view()).roles).toHaveLength(1);
    app.clock.advance({ days: 1 });
    expect(await view()).toMatchObject({ roles: [], organisation: null, organisations: [] });
  });
});
