import type pg from 'pg';

/** A text asked for the second time becomes a prepared statement, so that PostgreSQL parses and plans it once a connection. */
const names = new Map<string, string | null>();
/** Enough for every query of the product; a text made of many parts (an import) does not fill the server's memory. */
const MOST = 1000;
let lastName = 0;
const clients = new WeakMap<pg.PoolClient, pg.PoolClient>();

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known) return known;
  if (known === undefined) {
    if (names.size < MOST) names.set(text, null);
    return undefined;
  }
  lastName += 1;
  const name = `zc${lastName}`;
  names.set(text, name);
  return name;
}

function preparing(client: pg.PoolClient): pg.PoolClient {
  const before = clients.get(client);
  if (before) return before;
  const query = (text: unknown, values?: unknown[]) => {
    const name = typeof text === 'string' && values && values.length > 0 ? nameOf(text) : undefined;
    return name
      ? client.query({ name, text: text as string, values })
      : (client.query as (t: unknown, v?: unknown[]) => unknown).call(client, text, values);
  };
  const made = Object.create(client, { query: { value: query } }) as pg.PoolClient;
  clients.set(client, made);
  return made;
}

/** The pool as the query builder sees it. */
export function preparingPool(pool: pg.Pool): pg.Pool {
  return Object.create(pool, { connect: { value: async () => preparing(await pool.connect()) } }) as pg.Pool;
}
