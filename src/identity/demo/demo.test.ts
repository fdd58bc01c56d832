import { generate } from 'otplib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROLES } from '../../kernel/actor.ts';
import { newId } from '../../kernel/id.ts';
import { sqlRows } from '../../platform/db/database.ts';
import { type TestApp, testApp } from '../../test-app.ts';
import { clientOf, publicClient } from '../../test-client.ts';
import { givenOrganisation, givenPerson } from '../people/people.given.ts';
import {
  DEMO_ORGANISATIONS,
  DEMO_PASSWORD,
  DEMO_PEOPLE,
  type DemoOrganisation,
  refuseDemoPeople,
  seedDemoPeople,
} from './demo-people.ts';

let demo: TestApp;
let production: TestApp;
beforeAll(async () => {
  demo = await testApp();
  production = await testApp({ config: { mode: 'production', publicUrl: 'https://space.example' } });
});
afterAll(async () => {
  await demo.close();
  await production.close();
});

async function organisations(app: TestApp): Promise<Record<DemoOrganisation, string>> {
  const made = [];
  for (const key of DEMO_ORGANISATIONS) {
    made.push([key, (await givenOrganisation(app.services.database, { name: key })).id] as const);
  }
  return Object.fromEntries(made) as Record<DemoOrganisation, string>;
}

test('over a demo that an earlier version made, people of organisations it lacks are left out', async () => {
  const older = await testApp();
  try {
    const given = { ...(await organisations(older)), platform: newId() };
    await older.services.database.transact((tx) => seedDemoPeople(tx, older.services.config, given));
    const people = await older.services.database.read((tx) =>
      sqlRows<{ account: string }>(tx, 'select account from person where is_demo'),
    );
    const platform = DEMO_PEOPLE.filter(({ memberships }) =>
      memberships.some(({ organisation }) => organisation === 'platform'),
    );
    expect([platform.length > 0, people.length]).toEqual([true, DEMO_PEOPLE.length - platform.length]);
  } finally {
    await older.close();
  }
});

describe('in demo mode', () => {
  beforeAll(async () => {
    const given = await organisations(demo);
    for (let start = 0; start < 2; start++) {
      await demo.services.database.transact((tx) => seedDemoPeople(tx, demo.services.config, given));
    }
  });

  test('there is an account for every role, once however often it starts', async () => {
    const { rows } = await demo.services.database.pool.query('select count(*) n from person');
    expect(rows[0].n).toBe(DEMO_PEOPLE.length);
    const held = new Set(DEMO_PEOPLE.flatMap((person) => person.memberships.map(({ role }) => role)));
    expect([...held].sort()).toEqual(Object.keys(ROLES).sort());
  });

  test('one click switches to an account, and the one before is signed out', async () => {
    const list = (await publicClient(demo).get('/api/session/demo')).json();
    expect(list.password).toBe(DEMO_PASSWORD);
    const person = (account: string) => list.rows.find((row: { account: string }) => row.account === account);
    expect(person('sheng.jingban').organisations[0]).toMatchObject({
      name: 'provinceDepartment',
      roles: [{ zh: '经办人员' }],
    });

    const first = await publicClient(demo).post('/api/session/demo', { personId: person('yunying').id });
    expect(first.json()).toMatchObject({ person: { name: '刘运营' }, roles: [{ code: 'operator' }] });
    const cookie = String(first.headers['set-cookie']).split(';')[0] ?? '';
    const second = await demo.server.inject({
      method: 'POST',
      url: '/api/session/demo',
      headers: { cookie, 'x-csrf-token': first.json().csrfToken },
      payload: { personId: person('sheng.qianfa').id },
    });
    expect(second.json()).toMatchObject({ person: { name: '周省签发' } });
    const before = await demo.server.inject({ url: '/api/session', headers: { cookie } });
    expect(before.json().person).toBeNull();
  });

  test('an account that is no demo account cannot be switched to', async () => {
    const personId = await givenPerson(demo.services.database);
    expect((await publicClient(demo).post('/api/session/demo', { personId })).statusCode).toBe(404);
  });

  test('days that pass on the demo’s clock sign nobody out', async () => {
    const browser = await publicClient(demo).post('/api/session/sign-in', {
      account: 'hedong',
      password: DEMO_PASSWORD,
    });
    const headers = {
      cookie: String(browser.headers['set-cookie']).split(';')[0] ?? '',
      'x-csrf-token': browser.json().csrfToken,
    };
    await demo.server.inject({ method: 'POST', url: '/api/demo/clock', headers, payload: { days: 5 } });
    const view = await demo.server.inject({ url: '/api/session', headers });
    expect(view.json().person.name).toBe('赵河东');
  });
});

describe('in production', () => {
  test('the routes do not exist', async () => {
    expect((await publicClient(production).get('/api/session/demo')).statusCode).toBe(404);
    expect((await publicClient(production).post('/api/session/demo', { personId: 'x' })).statusCode).toBe(404);
  });

  test('demo accounts cannot be made, and a database that has one is refused', async () => {
    const { database, config } = production.services;
    const given = await organisations(production);
    await expect(database.transact((tx) => seedDemoPeople(tx, config, given))).rejects.toThrow('demo mode only');
    await database.read((tx) => refuseDemoPeople(tx, config));
    const id = await givenPerson(database, { account: 'left', password: DEMO_PASSWORD });
    await database.pool.query('update person set is_demo = true where id = $1', [id]);
    await expect(database.read((tx) => refuseDemoPeople(tx, config))).rejects.toThrow('数据库中有 1 个演示账号');
    const signIn = await publicClient(production).post('/api/session/sign-in', {
      account: 'left',
      password: DEMO_PASSWORD,
    });
    expect(signIn.json().code).toBe('sign-in.failed');
  });

  test('the cookie is Secure and bound to the host', async () => {
    await givenPerson(production.services.database, { account: 'secure', password: DEMO_PASSWORD });
    const response = await publicClient(production).post('/api/session/sign-in', {
      account: 'secure',
      password: DEMO_PASSWORD,
    });
    expect(response.headers['set-cookie']).toMatch(
      /^__Host-zc_session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  test.each(['systemAdmin', 'securityAdmin', 'auditAdmin'] as const)(
    '%s has no roles before a second factor is enrolled',
    async (role) => {
      const { database } = production.services;
      const { id: organisationId } = await givenOrganisation(database, { kind: 'platform' });
      const id = await givenPerson(database, { roles: [{ organisationId, role }] });
      const view = (await clientOf(production, id).get('/api/session')).json();
      expect(view).toMatchObject({ roles: [], withheld: { code: 'enrol', zh: '管理员须先启用动态口令' } });

      const { secret, qr } = (await clientOf(production, id).post('/api/session/second-factor/enrol')).json();
      expect(qr).toMatch(/^data:image\/png;base64,/);
      const epoch = Math.floor(production.clock.now().epochMilliseconds / 1000);
      await clientOf(production, id).post('/api/session/second-factor/confirm', {
        code: await generate({ secret, epoch }),
      });
      expect((await clientOf(production, id).get('/api/session')).json()).toMatchObject({
        roles: [{ code: role }],
        withheld: null,
      });
    },
  );
});
