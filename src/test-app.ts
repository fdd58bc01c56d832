import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import pino from 'pino';
import { openSession } from './identity/sessions/session.store.ts';
import { cookieName } from './identity/sessions/session.ts';
import { type TravellingClock, travellingClock } from './kernel/clock.ts';
import { type App, createApp, prepareData } from './main.ts';
import type { Config } from './platform/config/config.ts';
import { type Database, openDatabase } from './platform/db/database.ts';
import { migrate } from './platform/db/migrate.ts';
import { openBlobStore } from './platform/files/blob-store.ts';
import type { Services } from './platform/services.ts';

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads the answer as the wire gives it
  readonly body: any;
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** A browser's view of the product: a session's cookie and token on every request. */
export interface Client {
  send(method: string, path: string, body?: unknown): Promise<Answer>;
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown): Promise<Answer>;
  patch(path: string, body?: unknown): Promise<Answer>;
}

export interface TestApp extends App {
  readonly clock: TravellingClock;
  /** Signed in as the person, acting for the organisation or for the first of theirs. */
  as(personId: string, organisationId?: string): Promise<Client>;
  /** Nobody in particular. */
  readonly anyone: Client;
  close(): Promise<void>;
}

/** Demo day: a Monday morning. */
export const TEST_NOW = '2026-11-23T09:00:00+08:00';

/**
 * A migrated database of one's own: a copy of the folder the global set-up migrated, or, where
 * TEST_DATABASE_URL names a server, a database made from the migrated template there.
 */
export async function testDatabase(): Promise<{ database: Database; folder: string; drop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'zc-test-'));
  const server = process.env.TEST_DATABASE_URL;
  if (!server) {
    const template = process.env.TEST_TEMPLATE_FOLDER;
    if (template) cpSync(template, folder, { recursive: true });
    const database = openDatabase({ folder });
    if (!template) await migrate(database.pool);
    return {
      database,
      folder,
      drop: async () => {
        await database.close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  }
  const name = `zc_test_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Pool({ connectionString: server, max: 1 });
  const template = process.env.TEST_TEMPLATE_DATABASE;
  await admin.query(`create database ${name}${template ? ` template ${template}` : ''}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const database = openDatabase({ url: url.href, folder });
  if (!template) await migrate(database.pool);
  return {
    database,
    folder,
    drop: async () => {
      await database.close();
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The whole product on a fresh database, with a clock that travels. Close it at the end or the process stays. */
export async function testApp(
  options: { config?: Partial<Config>; data?: 'none' | 'demo'; clock?: TravellingClock } = {},
): Promise<TestApp> {
  const { database, folder, drop } = await testDatabase();
  const config: Config = {
    mode: 'demo',
    port: 0,
    host: '127.0.0.1',
    dataDir: folder,
    databaseUrl: undefined,
    publicUrl: 'http://localhost',
    encryptionKey: randomBytes(32),
    trustProxy: false,
    requestsPerMinute: 0,
    metricsToken: undefined,
    s3: undefined,
    oidc: undefined,
    logLevel: 'silent',
    ...options.config,
  };
  const clock = options.clock ?? travellingClock(TEST_NOW);
  const services: Services = {
    config,
    clock,
    database,
    blobs: openBlobStore(config),
    log: pino({ level: config.logLevel }),
  };
  if (options.data === 'demo') await prepareData(services);
  const app = await createApp(services);
  await app.server.ready();
  return {
    ...app,
    clock,
    anyone: client(app, {}),
    as: async (personId, organisationId) => {
      const open = { personId, organisationId, secondFactor: true, address: '127.0.0.1' };
      const { token, csrfToken } = await database.transact((tx) => openSession(tx, clock, open));
      return client(app, { cookie: `${cookieName(config)}=${token}`, 'x-csrf-token': csrfToken });
    },
    close: async () => {
      await app.server.close();
      await app.jobs.stop();
      await drop();
    },
  };
}

function client({ server }: App, headers: Record<string, string>): Client {
  const send: Client['send'] = async (method, path, body) => {
    const response = await server.inject({
      method: method.toUpperCase() as 'GET',
      url: path,
      headers,
      ...(body === undefined ? {} : { payload: body as object }),
    });
    const isJson = String(response.headers['content-type']).startsWith('application/json');
    const { statusCode: status, rawPayload: bytes, headers: answered } = response;
    return { status, body: isJson ? response.json() : response.body, bytes, headers: answered };
  };
  return {
    send,
    get: (path) => send('get', path),
    post: (path, body = {}) => send('post', path, body),
    patch: (path, body = {}) => send('patch', path, body),
  };
}
