import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../test-app.ts';

let behind: TestApp;
let direct: TestApp;
beforeAll(async () => {
  behind = await testApp({ config: { trustProxy: true } });
  direct = await testApp();
});
afterAll(async () => {
  await behind.close();
  await direct.close();
});

async function addressSeen(app: TestApp): Promise<string> {
  await app.server.inject({
    method: 'POST',
    url: '/api/session/sign-in',
    remoteAddress: '10.0.0.1',
    headers: { 'x-forwarded-for': '1.2.3.4, 203.0.113.7' },
    payload: { account: 'nobody', password: 'wrong' },
  });
  const { rows } = await app.services.database.pool.query('select body from audit_entry order by seq desc limit 1');
  return JSON.parse(rows[0].body).address;
}

test('behind a proxy the caller is whom the proxy names, not what the caller wrote before it', async () => {
  expect(await addressSeen(behind)).toBe('203.0.113.7');
});

test('without a proxy nobody’s word counts', async () => {
  expect(await addressSeen(direct)).toBe('10.0.0.1');
});
