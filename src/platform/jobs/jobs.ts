import { SYSTEM } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/id.ts';
import { appendAuditEntry } from '../audit/audit.ts';
import { type Database, sqlRows, type Tx } from '../db/database.ts';
import { countRows, type Paged, type Total } from '../db/page.ts';

export interface Job {
  readonly id: string;
  readonly kind: string;
  readonly payload: Record<string, unknown>;
  readonly dueAt: string;
}

/** Runs in the transaction that marks the job done: what it writes happens exactly once. */
export type JobHandler = (tx: Tx, job: Job, now: string) => Promise<void>;

export interface NewJob {
  kind: string;
  payload: Record<string, unknown>;
  /** ISO moment. A moment already past runs at once. */
  dueAt: string;
  /** While one with this key waits, a second is not added; its due time is moved instead. */
  key?: string;
}

/** In the caller's transaction: the work is owed if and only if the change that asks for it is committed. */
export async function enqueue(tx: Tx, clock: Clock, job: NewJob): Promise<void> {
  await sqlRows(
    tx,
    `insert into job (id, kind, key, due_at, payload, created_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (kind, key) where done_at is null and dropped_at is null
     do update set due_at = excluded.due_at, payload = excluded.payload`,
    [newId(), job.kind, job.key ?? null, job.dueAt, JSON.stringify(job.payload), clock.now().toString()],
  );
}

/** Cancels what waits under this key. */
export async function dropJob(tx: Tx, clock: Clock, kind: string, key: string): Promise<void> {
  await sqlRows(
    tx,
    'update job set dropped_at = $3 where kind = $1 and key = $2 and done_at is null and dropped_at is null',
    [kind, key, clock.now().toString()],
  );
}

const MAX_ATTEMPTS = 12;

export interface FailedJob {
  readonly id: string;
  readonly kind: string;
  readonly state: 'retrying' | 'stopped';
  readonly attempts: number;
  readonly error: string | null;
  readonly createdAt: string;
  /** null: tried so often that it waits for an administrator. */
  readonly nextAt: string | null;
}

/** Those given up first, then by when they were asked for. */
export async function failedJobs(
  tx: Tx,
  query: { state?: FailedJob['state'] | undefined } & Paged,
): Promise<{ rows: FailedJob[] } & Total> {
  const stopped = `attempts >= ${MAX_ATTEMPTS}`;
  const from = `from job where attempts > 0 and done_at is null and dropped_at is null
    and ($1::text is null or $1 = case when ${stopped} then 'stopped' else 'retrying' end)`;
  const values = [query.state ?? null];
  const total = await countRows(tx, from, values, query);
  const rows = await sqlRows<FailedJob>(
    tx,
    `select id, kind, case when ${stopped} then 'stopped' else 'retrying' end as state, attempts, last_error as error,
       created_at as "createdAt", case when ${stopped} then null else due_at end as "nextAt"
     ${from} order by (${stopped}) desc, created_at, id limit $2 offset $3`,
    [...values, query.size, (query.page - 1) * query.size],
  );
  return { rows, ...total };
}

/** It is due at once and may fail as often as a new one. undefined: no such failed job. */
export async function retryJob(
  tx: Tx,
  clock: Clock,
  id: string,
): Promise<{ attempts: number; error: string | null } | undefined> {
  const [row] = await sqlRows<{ attempts: number; error: string | null }>(
    tx,
    `update job j set attempts = 0, due_at = $2 from (select id, attempts, last_error from job where id = $1
       and attempts > 0 and done_at is null and dropped_at is null for update) before
     where j.id = before.id returning before.attempts, before.last_error as error`,
    [id, clock.now().toString()],
  );
  return row;
}

/** Takes due jobs one at a time; several processes may run one each, no job runs twice at once. */
export class JobRunner {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #handlers: ReadonlyMap<string, JobHandler>;
  readonly #onFault: (job: Job, error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(
    database: Database,
    clock: Clock,
    handlers: ReadonlyMap<string, JobHandler>,
    onFault: (job: Job, error: unknown) => void,
  ) {
    this.#database = database;
    this.#clock = clock;
    this.#handlers = handlers;
    this.#onFault = onFault;
  }

  start(intervalMs = 1000): void {
    const tick = () => {
      if (this.#stopped) return;
      this.#running = this.runDue().then(
        () => undefined,
        () => undefined, // a database that is away is tried again at the next tick
      );
      void this.#running.finally(() => {
        if (!this.#stopped) this.#timer = setTimeout(tick, intervalMs);
      });
    };
    tick();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  /** Runs everything due by the injected clock; returns how many ran. */
  async runDue(): Promise<number> {
    let count = 0;
    while (!this.#stopped && (await this.#runOne())) count++;
    return count;
  }

  async #runOne(): Promise<boolean> {
    let taken: Job | undefined;
    const now = this.#clock.now().toString();
    try {
      return await this.#database.transact(async (tx) => {
        const [row] = await sqlRows<{ id: string; kind: string; payload: Record<string, unknown>; due_at: string }>(
          tx,
          `select id, kind, payload, due_at from job
           where due_at <= $1 and done_at is null and dropped_at is null and attempts < ${MAX_ATTEMPTS}
           order by due_at, id limit 1 for update skip locked`,
          [now],
        );
        if (!row) return false;
        taken = { id: row.id, kind: row.kind, payload: row.payload, dueAt: row.due_at };
        const handler = this.#handlers.get(row.kind);
        if (!handler) throw new Error(`no handler for job kind ${row.kind}`);
        await handler(tx, taken, now);
        await sqlRows(tx, 'update job set done_at = $2 where id = $1', [row.id, now]);
        await appendAuditEntry(tx, SYSTEM, `job.${row.kind}`, now);
        return true;
      });
    } catch (error) {
      if (!taken) throw error;
      this.#onFault(taken, error);
      const text = error instanceof Error ? error.message : String(error);
      // Waits longer after each failure, at most an hour; a job that keeps failing stays visible with its error.
      await this.#database.transact((tx) =>
        sqlRows(
          tx,
          `update job set attempts = attempts + 1, last_error = $2,
             due_at = $3::timestamptz + least(3600, power(2, attempts)::int) * interval '1 second' where id = $1`,
          [taken?.id, text, now],
        ),
      );
      return true;
    }
  }
}
