// Migrates once for the whole run; each test file copies the result.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openDatabase } from '../src/platform/db/database.ts';
import { migrate } from '../src/platform/db/migrate.ts';

export default async function setup(): Promise<() => Promise<void>> {
  const server = process.env.TEST_DATABASE_URL;
  if (server) return onServer(server);
  const folder = mkdtempSync(join(tmpdir(), 'zc-template-'));
  const database = openDatabase({ folder });
  await migrate(database.pool);
  await database.close();
  process.env.TEST_TEMPLATE_FOLDER = folder;
  return async () => rmSync(folder, { recursive: true, force: true });
}

async function onServer(server: string): Promise<() => Promise<void>> {
  const name = `zc_template_${process.pid}`;
  const admin = new pg.Pool({ connectionString: server, max: 1 });
  await admin.query(`drop database if exists ${name} with (force)`);
  await admin.query(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const database = openDatabase({ url: url.href, folder: tmpdir() });
  await migrate(database.pool);
  await database.close();
  process.env.TEST_TEMPLATE_DATABASE = name;
  return async () => {
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
  };
}
