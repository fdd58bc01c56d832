import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { prepareReader } from './reader.ts';

const FOLDER = join(import.meta.dirname, '../../../migrations');

/** Brings the database to the newest numbered migration. Several processes may start at once; one migrates. */
export async function migrate(pool: pg.Pool): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock(7261001)');
    await client.query(
      'create table if not exists migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now())',
    );
    const applied = new Map(
      (await client.query<{ name: string; sha256: string }>('select name, sha256 from migration')).rows.map((r) => [
        r.name,
        r.sha256,
      ]),
    );
    let count = 0;
    for (const name of readdirSync(FOLDER)
      .filter((f) => f.endsWith('.sql'))
      .sort()) {
      const text = readFileSync(join(FOLDER, name), 'utf8');
      const sha256 = createHash('sha256').update(text).digest('hex');
      const before = applied.get(name);
      if (before === sha256) continue;
      if (before) throw new Error(`迁移 ${name} 在应用之后被改动；迁移只能新增，不能修改`);
      await client.query('begin');
      try {
        await client.query(text);
        await client.query('insert into migration (name, sha256) values ($1, $2)', [name, sha256]);
        await client.query('commit');
      } catch (error) {
        await client.query('rollback');
        throw new Error(`迁移 ${name} 失败: ${error instanceof Error ? error.message : error}`);
      }
      count++;
    }
    await prepareReader(client);
    return count;
  } finally {
    await client.query('select pg_advisory_unlock(7261001)').catch(() => undefined);
    client.release();
  }
}
