import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

// Workers read this file again: what is chosen once is handed on by the environment.
process.env.E2E_PORT ??= String(20_000 + (process.pid % 20_000));
process.env.E2E_DATA_DIR ??= mkdtempSync(join(tmpdir(), 'zc-e2e-'));
/** Set: a product that runs already, with fresh demo data, is tested instead of one's own. */
const running = process.env.E2E_URL;
const url = running ?? `http://localhost:${process.env.E2E_PORT}`;

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.e2e.ts',
  workers: 1,
  timeout: 600_000,
  expect: { timeout: 20_000 },
  use: {
    baseURL: url,
    actionTimeout: 20_000,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1280, height: 900 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  // The product as a new user starts it: embedded database, demo data.
  ...(running
    ? {}
    : {
        webServer: {
          command: 'node start.mjs',
          url: `${url}/healthz`,
          timeout: 300_000,
          env: {
            PORT: process.env.E2E_PORT,
            DATA_DIR: process.env.E2E_DATA_DIR,
            DATABASE_URL: '',
            REQUESTS_PER_MINUTE: '0',
          },
          stdout: 'ignore',
          stderr: 'pipe',
        },
      }),
});
