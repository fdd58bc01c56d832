import { CompiledQuery, Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { openEmbedded } from './embedded.ts';
import { preparingPool } from './prepared.ts';
import { READER } from './reader.ts';
import type { DB } from './schema.ts';

// Dates stay 'YYYY-MM-DD', moments are ISO strings, whole numbers and decimals are JS numbers; fen fit in 2^53.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString());
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint out of range: ${text}`);
  return value;
});
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);
pg.types.setTypeParser(1182 as number, (text) => (text === '{}' ? [] : text.slice(1, -1).split(',')));

declare const inTransaction: unique symbol;
/** What every store function takes first. Only `Database.read` and `Database.transact` make one. */
export type Tx = Transaction<DB> & { readonly [inTransaction]: true };

export interface Database {
  readonly kind: 'embedded' | 'postgres';
  readonly pool: pg.Pool;
  /** Queries without a transaction, for reading. */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Reading that the database holds to its word: a read-only transaction, as a role that may only select. */
  readOnly<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** All or nothing. */
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface DatabaseConfig {
  /** postgres://… ; absent: the embedded database in `folder`. */
  url?: string | undefined;
  folder: string;
  poolSize?: number;
}

const NOTHING = () => undefined;

export function openDatabase(config: DatabaseConfig): Database {
  const real = config.url
    ? new pg.Pool({
        connectionString: config.url,
        max: config.poolSize ?? 16,
        connectionTimeoutMillis: 30_000,
        // Compiling a query made of many parts takes ten times as long as answering it; a database that cannot compile says so.
        // The pool waits for the answer before it hands the connection out.
        onConnect: (client) => client.query('set jit = off').then(NOTHING, NOTHING),
      })
    : undefined;
  real?.on('error', NOTHING); // an idle connection that dies is replaced by the pool; the next query reports a dead server
  const opened = real ? { pool: real, close: () => real.end() } : openEmbedded(config.folder);
  let mayBeReader: Promise<boolean> | undefined;
  const kysely = new Kysely<DB>({ dialect: new PostgresDialect({ pool: preparingPool(opened.pool) }) });
  return {
    kind: real ? 'postgres' : 'embedded',
    pool: opened.pool,
    read: (work) => work(kysely as unknown as Tx),
    readOnly: (work) =>
      kysely
        .transaction()
        .setAccessMode('read only')
        .execute(async (tx) => {
          mayBeReader ??= isReader(tx as Tx);
          if (await mayBeReader) await sqlRows(tx as Tx, `set local role ${READER}`);
          return work(tx as Tx);
        }),
    transact: (work) => kysely.transaction().execute((tx) => work(tx as Tx)),
    close: opened.close,
  };
}

async function isReader(tx: Tx): Promise<boolean> {
  const [role] = await sqlRows(
    tx,
    "select 1 from pg_roles where rolname = $1 and pg_has_role(current_user, oid, 'member')",
    [READER],
  );
  return role !== undefined;
}

/** The database as part of a transaction that is open already: what several commands do happens wholly or not at all. */
export function within(database: Database, tx: Tx): Database {
  const inside = <T>(work: (tx: Tx) => Promise<T>) => work(tx);
  return { ...database, read: inside, readOnly: inside, transact: inside };
}

/** Raw SQL inside a transaction, for what the query builder does not say well. */
export async function sqlRows<R>(tx: Tx, text: string, values: readonly unknown[] = []): Promise<R[]> {
  return (await tx.executeQuery<R>(CompiledQuery.raw(text, [...values]))).rows;
}
