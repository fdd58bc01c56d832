import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

const folder = mkdtempSync(join(tmpdir(), 'zc-config-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const KEY = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
const PRODUCTION = {
  NODE_ENV: 'production',
  DATA_DIR: folder,
  DATABASE_URL: 'postgres://zc@localhost/zc',
  PUBLIC_URL: 'https://zc.example.gov.cn/',
  ENCRYPTION_KEY: KEY,
};

test('production with everything it needs starts on the given database under the given address', () => {
  expect(readConfig(PRODUCTION)).toMatchObject({
    mode: 'production',
    port: 3000,
    databaseUrl: 'postgres://zc@localhost/zc',
    publicUrl: 'https://zc.example.gov.cn',
    encryptionKey: Buffer.from(KEY, 'hex'),
  });
});

test.each([
  ['NODE_ENV', 'prod', /NODE_ENV 应为/],
  ['DATABASE_URL', undefined, /必须设置 DATABASE_URL/],
  ['DATABASE_URL', 'mysql://zc@localhost/zc', /postgres:/],
  ['PUBLIC_URL', undefined, /必须设置 PUBLIC_URL/],
  ['PUBLIC_URL', 'javascript:alert(1)', /不是有效的网址/],
  ['ENCRYPTION_KEY', undefined, /必须设置 ENCRYPTION_KEY/],
  ['ENCRYPTION_KEY', 'secret', /64 位十六进制/],
  ['ENCRYPTION_KEY', '00'.repeat(32), /过于简单/],
  ['PORT', '70000', /0 至 65535/],
  ['REQUESTS_PER_MINUTE', '-1', /不小于 0/],
  ['METRICS_TOKEN', 'short', /至少16个字符/],
  ['OIDC_ISSUER', 'https://sso.example.gov.cn', /OIDC_CLIENT_ID/],
])('production refuses to start with %s = %s, and says why in one sentence', (name, value, says) => {
  const read = () => readConfig({ ...PRODUCTION, [name]: value });
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(says);
});

test('the demo makes its key once, readable by its owner only, and keeps it', () => {
  const first = readConfig({ DATA_DIR: folder });
  expect(first.mode).toBe('demo');
  expect(first.host).toBe('127.0.0.1');
  expect(readConfig({ DATA_DIR: folder }).encryptionKey).toEqual(first.encryptionKey);
  expect(statSync(join(folder, 'encryption.key')).mode & 0o077).toBe(0);
});
