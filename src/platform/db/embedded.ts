import { mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import pg from 'pg';

interface Reply {
  id: number;
  messages?: ({ name: string; length: number; isError?: true; message?: string } & object)[];
  failure?: string;
}

const SYNC = 0x53;
const SIMPLE_QUERY = 0x51;
const FLUSH = 0x48;

/** Speaks to PGlite in its worker with the wire protocol; node-postgres' adapter needs no more of PGlite than this. */
class EmbeddedWire {
  readonly waitReady: Promise<void>;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, { resolve: (r: Reply) => void; reject: (e: Error) => void }>();
  #unsent: Uint8Array[] = [];
  #lastId = 0;

  constructor(dataDir: string) {
    this.#worker = new Worker(new URL('./embedded.worker.ts', import.meta.url), { workerData: { dataDir } });
    this.#worker.on('message', (reply: Reply) => {
      const waiter = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if (reply.failure) waiter?.reject(new Error(reply.failure));
      else waiter?.resolve(reply);
    });
    const fail = (error: Error) => {
      for (const waiter of this.#waiting.values()) waiter.reject(error);
      this.#waiting.clear();
    };
    this.#worker.on('error', (error) => fail(error as Error));
    this.#worker.on('exit', (code) => fail(new Error(`the embedded database ended with ${code}`)));
    this.waitReady = this.#call({}).then(() => undefined);
  }

  #call(request: { message?: Uint8Array; close?: boolean }): Promise<Reply> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, ...request });
    });
  }

  /** Parse, bind, describe, execute and sync cross to the worker together: one hop a query, not five. */
  async execProtocolStream(message: Uint8Array): Promise<object[]> {
    this.#unsent.push(message);
    const code = message[0];
    if (code !== SYNC && code !== SIMPLE_QUERY && code !== FLUSH) return [];
    const whole = Buffer.concat(this.#unsent);
    this.#unsent = [];
    const { messages = [] } = await this.#call({ message: whole });
    return messages.map((m) => {
      if (!m.isError) return m;
      const { message: text = '', length, isError: _, ...fields } = m;
      return Object.assign(new pg.DatabaseError(text, length, 'error'), fields);
    });
  }

  async close(): Promise<void> {
    await this.#call({ close: true });
    await this.#worker.terminate();
  }
}

/** Two processes on one folder lose rows silently, so the folder is locked by process id. */
function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'lock');
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const handle = openSync(path, 'wx');
      writeSync(handle, String(process.pid));
      return () => rmSync(path, { force: true });
    } catch {
      const owner = Number(readFileSync(path, 'utf8'));
      if (owner !== process.pid && isAlive(owner))
        throw new Error(`数据目录 ${folder} 正被进程 ${owner} 使用，请先停止它`);
      rmSync(path, { force: true });
    }
  }
  throw new Error(`无法锁定数据目录 ${folder}`);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** The embedded database behind the same `pg.Pool` as a real one. It has exactly one connection. */
export function openEmbedded(folder: string): { pool: pg.Pool; close: () => Promise<void> } {
  const unlock = lockFolder(folder);
  const wire = new EmbeddedWire(join(folder, 'pgdata'));
  const config = createPgConfig(wire as unknown as PGlite);
  const pool = new pg.Pool({
    ...config,
    connection: config.connection,
    max: 1,
    connectionTimeoutMillis: 0,
    idleTimeoutMillis: 0,
  } as pg.PoolConfig);
  // A query on the pool inside an open transaction would wait for ever; it becomes an error instead. Not before the
  // database is up: the adapter cannot give up a first connection that takes longer (initdb on a busy machine).
  void wire.waitReady.then(() => {
    pool.options.connectionTimeoutMillis = 30_000;
  });
  return {
    pool,
    close: async () => {
      await pool.end();
      await wire.close();
      unlock();
    },
  };
}
