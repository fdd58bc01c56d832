import { generate } from 'otplib';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../main.ts';
import { type TestApp, testApp } from '../../test-app.ts';
import { clientOf } from '../../test-client.ts';
import { givenOrganisation, givenPerson } from '../people/people.given.ts';

const PASSWORD = 'Correct-horse-7';

let app: TestApp;
let account: string;
let personId: string;
let count = 0;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  await app.services.database.pool.query('delete from sign_in_limit');
  account = `officer${++count}`;
  personId = await givenPerson(app.services.database, { account, password: PASSWORD });
});

function signIn(given: { account?: string; password?: string; code?: string }, remoteAddress = '10.0.0.1') {
  return app.server.inject({
    method: 'POST',
    url: '/api/session/sign-in',
    remoteAddress,
    payload: { account, password: PASSWORD, ...given },
  });
}

async function passMinutes(minutes: number): Promise<void> {
  // The limiter counts real time; what waits in its table is moved instead.
  await app.services.database.pool.query('update sign_in_limit set expire = expire - $1', [minutes * 60_000]);
}

describe('signing in', () => {
  test('with the right password opens a session in an httpOnly, SameSite=Lax cookie', async () => {
    const response = await signIn({ account: ` ${account.toUpperCase()} ` });
    expect(response.statusCode).toBe(200);
    expect(response.json().person.id).toBe(personId);
    expect(response.headers['set-cookie']).toMatch(/^zc_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  test('gives the same answer for a wrong password, an unknown account and a disabled person', async () => {
    const disabled = await givenPerson(app.services.database, { account: `${account}-gone`, password: PASSWORD });
    await app.services.database.pool.query("update person set state = 'disabled' where id = $1", [disabled]);
    const answers = [
      await signIn({ password: 'wrong' }),
      await signIn({ account: 'nobody' }),
      await signIn({ account: `${account}-gone` }),
    ];
    for (const answer of answers) {
      expect(answer.statusCode).toBe(401);
      expect({ ...answer.json(), requestId: '' }).toEqual({
        code: 'sign-in.failed',
        message: '账号或密码不正确',
        en: 'The account or the password is not right',
        details: {},
        requestId: '',
      });
    }
  });

  test('leaves an audit entry, also when it is refused, and none holds what was typed', async () => {
    await signIn({ password: 'wrong-secret' });
    await signIn({});
    const { rows } = await app.services.database.pool.query(
      'select action, body from audit_entry order by seq desc limit 2',
    );
    expect(rows.map((row) => row.action)).toEqual(['session.open', 'session.refused']);
    expect(JSON.stringify(rows)).not.toContain('wrong-secret');
  });
});

describe('lockout', () => {
  test('five failures lock the account for 15 minutes, even for the right password', async () => {
    for (let i = 0; i < 5; i++) expect((await signIn({ password: 'wrong' })).statusCode).toBe(401);

    const locked = await signIn({}, '10.0.0.2');
    expect(locked.statusCode).toBe(429);
    expect(locked.json()).toMatchObject({ code: 'sign-in.locked', details: { minutes: 15 } });

    await passMinutes(15);
    expect((await signIn({}, '10.0.0.2')).statusCode).toBe(200);
  });

  test('an unknown account is locked like a known one', async () => {
    for (let i = 0; i < 5; i++) await signIn({ account: 'nobody' });
    expect((await signIn({ account: 'nobody' })).json().code).toBe('sign-in.locked');
  });

  test('four failures and a success start the count anew', async () => {
    for (let i = 0; i < 4; i++) await signIn({ password: 'wrong' });
    expect((await signIn({})).statusCode).toBe(200);
    for (let i = 0; i < 4; i++) expect((await signIn({ password: 'wrong' })).statusCode).toBe(401);
    expect((await signIn({})).statusCode).toBe(200);
  });

  test('20 failures from one address lock the address for every account', async () => {
    for (let i = 0; i < 20; i++) await signIn({ account: `nobody${i}` });
    expect((await signIn({})).json().code).toBe('sign-in.locked');
    expect((await signIn({}, '10.0.0.2')).statusCode).toBe(200);
  });

  test('another process on the same database knows of it', async () => {
    for (let i = 0; i < 5; i++) await signIn({ password: 'wrong' });
    const other = await createApp(app.services);
    onTestFinished(() => other.server.close());
    const response = await other.server.inject({
      method: 'POST',
      url: '/api/session/sign-in',
      payload: { account, password: PASSWORD },
    });
    expect(response.json().code).toBe('sign-in.locked');
  });

  test('of forty attempts at one moment only five are examined', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => signIn({ password: 'wrong' })));
    const codes = answers.map((answer) => answer.json().code);
    expect(codes.filter((code) => code === 'sign-in.failed')).toHaveLength(5);
    expect(codes.filter((code) => code === 'sign-in.locked')).toHaveLength(35);
  });
});

describe('one’s own password', () => {
  test.each([
    ['Short-1', 'password.short'],
    ['onlyletters', 'password.plain'],
    [PASSWORD, 'password.same'],
  ])('%s is refused with %s', async (password, code) => {
    const response = await clientOf(app, personId).post('/api/session/password', { current: PASSWORD, password });
    expect(response.statusCode).toBe(422);
    expect(response.json().fields[0]).toMatchObject({ path: 'password', code });
  });

  test('must not contain the account', async () => {
    const response = await clientOf(app, personId).post('/api/session/password', {
      current: PASSWORD,
      password: `${account}-Xy1-long`,
    });
    expect(response.json().fields[0].code).toBe('password.account');
  });

  test('given first by an administrator is changed before anything else can be done', async () => {
    const { database } = app.services;
    const { id: organisationId } = await givenOrganisation(database);
    await database.pool.query('update person set password_must_change = true where id = $1', [personId]);
    await database.pool.query(
      `insert into membership (id, person_id, organisation_id, role, valid_from)
       values (gen_random_uuid(), $1, $2, 'officer', '2020-01-01')`,
      [personId, organisationId],
    );
    const browser = clientOf(app, personId);
    const view = (await browser.get('/api/session')).json();
    expect(view).toMatchObject({ withheld: { code: 'password' }, roles: [] });
    expect(view.permissions).not.toContain('task.list');
    expect((await browser.post('/api/demo/clock')).json()).toMatchObject({
      code: 'session.withheld',
      details: { withheld: 'password' },
    });

    await browser.post('/api/session/password', { current: PASSWORD, password: 'Another-good-1' });

    expect((await browser.get('/api/session')).json()).toMatchObject({ withheld: null, roles: [{ code: 'officer' }] });
    expect((await signIn({})).json().code).toBe('sign-in.failed');
    expect((await signIn({ password: 'Another-good-1' })).statusCode).toBe(200);
  });

  test('once changed ends the person’s other sessions', async () => {
    const other = await signIn({});
    const cookie = String(other.headers['set-cookie']).split(';')[0] as string;
    await clientOf(app, personId).post('/api/session/password', { current: PASSWORD, password: 'Another-good-1' });
    const view = await app.server.inject({ url: '/api/session', headers: { cookie } });
    expect(view.json().person).toBeNull();
  });
});

describe('a second factor', () => {
  const epoch = () => Math.floor(app.clock.now().epochMilliseconds / 1000);

  async function enrolled(): Promise<string> {
    const browser = clientOf(app, personId);
    const { secret, uri } = (await browser.post('/api/session/second-factor/enrol')).json();
    expect(uri).toContain(`secret=${secret}`);
    const code = await generate({ secret, epoch: epoch() });
    expect((await browser.post('/api/session/second-factor/confirm', { code })).statusCode).toBe(200);
    app.clock.advance({ seconds: 30 });
    return secret;
  }

  test('is asked for after the password, and each code opens one session', async () => {
    const secret = await enrolled();
    expect((await signIn({})).json().code).toBe('sign-in.code-needed');
    const code = await generate({ secret, epoch: epoch() });
    expect((await signIn({ code })).statusCode).toBe(200);
    expect((await signIn({ code })).json().code).toBe('sign-in.code-wrong');
  });

  test('guessed wrong five times locks the account', async () => {
    const secret = await enrolled();
    const right = await generate({ secret, epoch: epoch() });
    const wrong = right === '000000' ? '111111' : '000000';
    for (let i = 0; i < 5; i++) expect((await signIn({ code: wrong })).json().code).toBe('sign-in.code-wrong');
    expect((await signIn({ code: right })).json().code).toBe('sign-in.locked');
  });

  test('in force is not replaced by whoever holds the session', async () => {
    await enrolled();
    const response = await clientOf(app, personId).post('/api/session/second-factor/enrol');
    expect(response.json().code).toBe('second-factor.in-force');
  });

  test('is stored encrypted', async () => {
    const secret = await enrolled();
    const { rows } = await app.services.database.pool.query('select totp_sealed from person where id = $1', [personId]);
    expect(rows[0].totp_sealed.includes(secret)).toBe(false);
  });
});
