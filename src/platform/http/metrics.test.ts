import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../test-app.ts';

const TOKEN = 'metrics-0123456789';
let plain: TestApp;
let watched: TestApp;
beforeAll(async () => {
  plain = await testApp({ config: { trustProxy: true } });
  watched = await testApp({ config: { metricsToken: TOKEN } });
});
afterAll(async () => {
  await plain.close();
  await watched.close();
});

async function read(app: TestApp, remoteAddress: string, headers: Record<string, string> = {}): Promise<number> {
  return (await app.server.inject({ url: '/metrics', remoteAddress, headers })).statusCode;
}

test('the machine itself reads the metrics; for everybody else there are none', async () => {
  expect(await read(plain, '127.0.0.1')).toBe(200);
  expect(await read(plain, '::1')).toBe(200);
  expect(await read(plain, '10.0.0.9')).toBe(404);
  expect(await read(plain, '10.0.0.9', { authorization: 'Bearer undefined' })).toBe(404);
});

test('what a proxy on the machine hands on does not come from the machine', async () => {
  expect(await read(plain, '127.0.0.1', { 'x-forwarded-for': '203.0.113.7' })).toBe(404);
  expect(await read(plain, '127.0.0.1', { 'x-forwarded-for': '127.0.0.1' })).toBe(404);
});

test('the token of the configuration opens them from anywhere, another does not', async () => {
  expect(await read(watched, '10.0.0.9', { authorization: `Bearer ${TOKEN}` })).toBe(200);
  expect(await read(watched, '10.0.0.9', { authorization: `Bearer ${TOKEN}x` })).toBe(404);
  expect(await read(watched, '10.0.0.9', { authorization: TOKEN })).toBe(404);
});
