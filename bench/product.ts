// Starts the product, or the yardstick, as a process of its own and measures it from outside.
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import autocannon from 'autocannon';
import pg from 'pg';
import { type Database, openDatabase } from '../src/platform/db/database.ts';
import { migrate } from '../src/platform/db/migrate.ts';
import { seedTerritories } from '../src/records/territories/territory.store.ts';

const root = join(import.meta.dirname, '..');

export interface Running {
  readonly url: string;
  stop(): Promise<void>;
}

/** A database of that name on the server, made anew and migrated, with all divisions. */
export async function freshDatabase(server: string, name: string): Promise<{ url: string; database: Database }> {
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`drop database if exists ${name} with (force)`);
  await admin.query(`create database ${name}`);
  await admin.end();
  const url = new URL(server);
  url.pathname = `/${name}`;
  const database = openDatabase({ url: url.href, folder: '' });
  await migrate(database.pool);
  await database.transact(seedTerritories);
  return { url: url.href, database };
}

export async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

/** Starts a script of ours and waits until `path` answers. */
export async function run(script: string[], env: Record<string, string>, path: string): Promise<Running> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, script, {
    cwd: root,
    env: { ...process.env, PORT: String(port), PUBLIC_URL: url, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await answers(child, url + path);
  return { url, stop: () => stop(child) };
}

async function answers(child: ChildProcess, url: string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the process ended with ${child.exitCode}`);
    const status = await fetch(url).then(
      async (response) => {
        await response.arrayBuffer();
        return response.status;
      },
      () => 0,
    );
    if (status > 0 && status < 500) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

export interface Asked {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: () => string;
}

/** Answered requests a second with 16 connections; any answer but 200 is an error of the bench. */
export async function load(
  server: string,
  asked: Asked,
  headers: Record<string, string>,
  seconds: number,
): Promise<number> {
  const { method, path, body } = asked;
  const result = await autocannon({
    url: server,
    connections: 16,
    duration: seconds,
    requests: [
      {
        method,
        path,
        headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { setupRequest: (request: autocannon.Request) => ({ ...request, body: body() }) } : {}),
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${method} ${path}: ${result.non2xx} refused, ${result.errors} failed`);
  return result.requests.total / result.duration;
}

export function line(name: string, ours: number, limit: number, ratio: number, goal: string, ok: boolean): boolean {
  const figure = (n: number) => (n >= 100 ? Math.round(n) : Number(n.toPrecision(3)));
  console.log(
    `bench ${name} ours=${figure(ours)} limit=${figure(limit)} ratio=${ratio.toFixed(3)} goal=${goal} ${ok ? 'ok' : 'short'}`,
  );
  return ok;
}
