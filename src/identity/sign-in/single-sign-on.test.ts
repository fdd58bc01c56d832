import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration } from 'oidc-provider';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../test-app.ts';
import { givenOrganisation, givenPerson } from '../people/people.given.ts';

const PUBLIC_URL = 'http://space.example';
const RETURN = `${PUBLIC_URL}/sign-in/single-sign-on/return`;

let app: TestApp;
let issuer: string;
let listener: Server;
/** What the provider says of whoever signs in there. */
let claims: Record<string, unknown>;

beforeAll(async () => {
  listener = createServer((request, response) => {
    // Whoever comes to the provider's sign-in page is the person of `claims`.
    const answered = request.url?.startsWith('/interaction/')
      ? provider.interactionFinished(request, response, { login: { accountId: String(claims.sub) } })
      : provider.callback()(request, response);
    void answered;
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, providerConfiguration());
  app = await testApp({
    config: {
      publicUrl: PUBLIC_URL,
      oidc: { issuer, clientId: 'zhongchuang', clientSecret: 'not-a-real-secret', accountClaim: undefined },
    },
  });
});
afterAll(async () => {
  await app.close();
  await new Promise((resolve) => listener.close(resolve));
});
beforeEach(() => {
  claims = { sub: `subject-${Math.random()}`, email: 'wang@kjt.example', email_verified: true };
});

function providerConfiguration(): Configuration {
  return {
    clients: [{ client_id: 'zhongchuang', client_secret: 'not-a-real-secret', redirect_uris: [RETURN] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, sub) => ({ accountId: sub, claims: async () => ({ ...claims, sub }) }),
    // The person signs in and consents at once; the protocol around it is the provider's own.
    loadExistingGrant: async (ctx) => {
      const { client, session } = ctx.oidc;
      const grant = new ctx.oidc.provider.Grant({
        clientId: client?.clientId ?? '',
        accountId: session?.accountId ?? '',
      });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
    cookies: { keys: ['test'] },
    ttl: { Session: 600, Grant: 600, Interaction: 600, AccessToken: 600, IdToken: 600 },
  };
}

/** Follows the provider's redirects as a browser does, until it sends the browser back to us. */
async function travel(url: string): Promise<string> {
  const jar = new Map<string, string>();
  const visit = async (address: string) => {
    const headers: Record<string, string> = { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') };
    const response = await fetch(address, { redirect: 'manual', headers });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split(/=(.*)/s);
      if (value) jar.set(name, value);
      else jar.delete(name);
    }
    return new URL(response.headers.get('location') ?? '', address).href;
  };
  let at = url;
  for (let hop = 0; hop < 10 && !at.startsWith(PUBLIC_URL); hop++) {
    at = await visit(at);
  }
  return at;
}

async function depart() {
  const response = await app.server.inject({ url: '/sign-in/single-sign-on' });
  const cookie = String(response.headers['set-cookie']).split(';')[0] ?? '';
  return { url: String(response.headers.location), cookie };
}

async function signIn() {
  const { url, cookie } = await depart();
  const back = await travel(url);
  return app.server.inject({ url: back.slice(PUBLIC_URL.length), headers: { cookie, accept: 'text/html' } });
}

describe('single sign-on', () => {
  test('links a verified email address at the first time, and knows the person by subject from then on', async () => {
    const personId = await givenPerson(app.services.database, { name: '王统一' });
    await app.services.database.pool.query('update person set email = $2 where id = $1', [
      personId,
      'Wang@KJT.example',
    ]);

    const first = await signIn();

    expect(first.statusCode).toBe(303);
    expect(first.headers.location).toBe('/workspace/');
    const session = [first.headers['set-cookie']].flat().find((cookie) => cookie?.startsWith('zc_session='));
    const cookie = String(session).split(';')[0] ?? '';
    const view = (await app.server.inject({ url: '/api/session', headers: { cookie } })).json();
    expect(view).toMatchObject({ person: { id: personId }, singleSignOn: true });
    const { rows } = await app.services.database.pool.query(
      'select oidc_issuer, oidc_subject from person where id = $1',
      [personId],
    );
    expect(rows).toEqual([{ oidc_issuer: issuer, oidc_subject: claims.sub }]);

    claims = { ...claims, email: 'changed@kjt.example' };
    expect((await signIn()).statusCode).toBe(303);

    // The address passes to a colleague at the provider: it opens nothing here.
    claims = { sub: 'a-colleague', email: 'wang@kjt.example', email_verified: true };
    expect((await signIn()).statusCode).toBe(403);
  });

  test('refuses an email address that the provider has not verified, and says what to do', async () => {
    const personId = await givenPerson(app.services.database);
    await app.services.database.pool.query('update person set email = $2 where id = $1', [personId, 'li@kjt.example']);
    claims = { ...claims, email: 'li@kjt.example', email_verified: false };
    const response = await signIn();
    expect(response.statusCode).toBe(403);
    expect(response.body).toContain('尚未关联本平台人员，请联系安全管理员开通账号');
  });

  test('links nobody when two people share the address', async () => {
    for (const _ of [1, 2]) {
      const id = await givenPerson(app.services.database);
      await app.services.database.pool.query("update person set email = 'both@kjt.example' where id = $1", [id]);
    }
    claims = { ...claims, email: 'both@kjt.example' };
    expect((await signIn()).statusCode).toBe(403);
  });

  test('refuses a return without its departure, with another state, or a second time', async () => {
    const personId = await givenPerson(app.services.database);
    await app.services.database.pool.query("update person set email = 'zhao@kjt.example' where id = $1", [personId]);
    claims = { ...claims, email: 'zhao@kjt.example' };
    const { url, cookie } = await depart();
    const back = (await travel(url)).slice(PUBLIC_URL.length);
    const other = await depart();
    const arrive = async (address: string, from: string) =>
      (await app.server.inject({ url: address, headers: { cookie: from } })).statusCode;
    expect(await arrive(back, '')).toBe(403);
    expect(await arrive(back, other.cookie)).toBe(403);
    expect(await arrive(back.replace(/state=[^&]+/, 'state=forged'), cookie)).toBe(403);
    expect(await arrive(back, cookie)).toBe(303);
    expect(await arrive(back, cookie)).toBe(403);
  });

  test('does not last longer than ten minutes between departure and return', async () => {
    const { url, cookie } = await depart();
    const back = (await travel(url)).slice(PUBLIC_URL.length);
    app.clock.advance({ minutes: 11 });
    const response = await app.server.inject({ url: back, headers: { cookie } });
    expect(response.statusCode).toBe(403);
  });

  test('withholds the roles of a person with a second factor until its code is shown', async () => {
    const { database } = app.services;
    const { id: organisationId } = await givenOrganisation(database);
    const personId = await givenPerson(database, { roles: [{ organisationId, role: 'officer' }] });
    await database.pool.query("update person set email = 'two@kjt.example', totp_confirmed = true where id = $1", [
      personId,
    ]);
    claims = { ...claims, email: 'two@kjt.example' };
    const arrived = await signIn();
    const cookie = [arrived.headers['set-cookie']]
      .flat()
      .map((one) => String(one).split(';')[0])
      .join('; ');
    const view = (await app.server.inject({ url: '/api/session', headers: { cookie } })).json();
    expect(view).toMatchObject({ person: { id: personId }, roles: [], withheld: { code: 'code' } });
  });
});
