import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createServer } from '../platform/http/server.ts';
import { type TestApp, testApp } from '../test-app.ts';
import { publicClient } from '../test-client.ts';
import { mountRoutes, route, type SubjectLoaders } from './route.ts';
import { authenticate } from './sessions/authenticate.ts';

/** The page is about no subject. */
const NO_SUBJECTS = {} as SubjectLoaders;

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ config: { requestsPerMinute: 60, publicUrl: 'http://space.example' } });
});
afterAll(() => app.close());

describe('a page’s form, without script and without token', () => {
  let server: TestApp['server'];
  beforeAll(async () => {
    server = await createServer(app.services);
    const page = route({
      method: 'post',
      path: '/feedback',
      permission: 'public.submit',
      summary: '意见',
      tag: '门户',
      answers: 'page',
      input: z.object({}),
      audited: false,
      handle: async () => ({ html: '', redirect: '/' }),
    });
    const services = { ...app.services, config: { ...app.services.config, requestsPerMinute: 0 } };
    mountRoutes(server, services, [page], NO_SUBJECTS, authenticate(services));
  });
  afterAll(() => server.close());

  const submit = async (headers: Record<string, string>) =>
    (
      await server.inject({
        method: 'POST',
        url: '/feedback',
        headers: { host: '10.0.0.9:3000', 'content-type': 'application/x-www-form-urlencoded', ...headers },
        payload: '',
      })
    ).statusCode;

  test.each([
    ['the browser says same-origin', { 'sec-fetch-site': 'same-origin' }],
    ['an older browser names our host', { origin: 'http://10.0.0.9:3000' }],
    ['a proxy stands between, and the origin is our public address', { origin: 'http://space.example' }],
  ])('is taken when %s', async (_, headers) => {
    expect(await submit(headers as Record<string, string>)).toBe(303);
  });

  test.each([
    ['says nothing of where it comes from', {}],
    ['comes from another site', { 'sec-fetch-site': 'cross-site', origin: 'http://10.0.0.9:3000' }],
    ['comes from a sibling host', { 'sec-fetch-site': 'same-site' }],
    ['was typed into the address bar', { 'sec-fetch-site': 'none' }],
    ['names another origin', { origin: 'http://evil.example' }],
    ['hides its origin', { origin: 'null' }],
  ])('is refused when it %s', async (_, headers) => {
    expect(await submit(headers as Record<string, string>)).toBe(403);
  });
});

describe('a JSON command', () => {
  test('from another site is refused before anything is looked at', async () => {
    const response = await app.server.inject({
      method: 'POST',
      url: '/api/session/sign-in',
      headers: { 'sec-fetch-site': 'cross-site' },
      payload: { account: 'a', password: 'b' },
    });
    expect(response.json().code).toBe('csrf');
  });
});

describe('a file that arrives slowly', () => {
  test('keeps nobody else from the database, the embedded one with its single connection included', async () => {
    const address = await app.server.listen({ port: 0, host: '127.0.0.1' });
    const ask = request(`${address}/api/public/certificates/verification`, {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=part' },
    });
    const answered = once(ask, 'response') as Promise<[IncomingMessage]>;
    ask.write('--part\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-');
    for (let i = 0; i < 3; i++) {
      const other = await fetch(`${address}/api/territories`, { signal: AbortSignal.timeout(20_000) });
      expect(other.status).toBe(200);
    }
    await app.services.database.transact(async () => undefined);
    ask.end('1.7\r\n--part--\r\n');
    const [response] = await answered;
    const body = JSON.parse(Buffer.concat(await response.toArray()).toString());
    expect(body).toMatchObject({ found: false, sha256: createHash('sha256').update('%PDF-1.7').digest('hex') });
  });
});

describe('the limit of requests', () => {
  test('refuses the 61st in a minute from one address, and says when to come back', async () => {
    const from = (remoteAddress: string) => publicClient(app).get('/api/session', { remoteAddress });
    for (let i = 0; i < 60; i++) expect((await from('10.1.0.1')).statusCode).toBe(200);
    const refused = await from('10.1.0.1');
    expect(refused.statusCode).toBe(429);
    expect(refused.json().code).toBe('too-many-requests');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await from('10.1.0.2')).statusCode).toBe(200);
  });
});
