import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Database, openDatabase } from './platform/db/database.ts';

/** The product as its own process, in demo mode, on data of its own: what a test kills. */
export class Product {
  readonly #folder = mkdtempSync(join(tmpdir(), 'zc-kill-'));
  readonly #name = `zc_kill_${randomBytes(6).toString('hex')}`;
  readonly #server = process.env.TEST_DATABASE_URL;
  #running: ChildProcess | undefined;

  /** Where TEST_DATABASE_URL names a server: a database there. */
  async create(): Promise<void> {
    if (this.#server) await this.#onServer(`create database ${this.#name}`);
  }

  async drop(): Promise<void> {
    this.#running?.kill('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
    if (this.#server) await this.#onServer(`drop database if exists ${this.#name} with (force)`);
  }

  /** Its data, while it does not run. */
  open(): Database {
    return openDatabase({ url: this.#url(), folder: this.#folder });
  }

  /** Its address, once it answers. */
  async start(): Promise<string> {
    const port = await freePort();
    const child = spawn(process.execPath, ['-e', "import('./src/main.ts').then((main) => main.start())"], {
      cwd: join(import.meta.dirname, '..'),
      env: {
        ...process.env,
        PORT: String(port),
        DATA_DIR: this.#folder,
        DATABASE_URL: this.#url() ?? '',
        REQUESTS_PER_MINUTE: '0',
        NODE_ENV: 'development',
        LOG_LEVEL: 'error',
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    this.#running = child;
    for (;;) {
      if (child.exitCode !== null) throw new Error(`the product ended with ${child.exitCode}`);
      const up = await fetch(`http://127.0.0.1:${port}/healthz`).then(
        (response) => response.ok,
        () => false,
      );
      if (up) return `http://127.0.0.1:${port}`;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async kill(): Promise<void> {
    const child = this.#running;
    if (!child) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  #url(): string | undefined {
    if (!this.#server) return undefined;
    const url = new URL(this.#server);
    url.pathname = `/${this.#name}`;
    return url.href;
  }

  async #onServer(statement: string): Promise<void> {
    const client = new pg.Client({ connectionString: this.#server });
    await client.connect();
    await client.query(statement);
    await client.end();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
