import type pg from 'pg';

/** Who insight is to the database: may select, and nothing else. */
export const READER = 'zhongchuang_reader';

/**
 * Makes the role and what it may read; after each migration, because tables have been added. Where our user may not
 * make roles, an administrator can (`create role zhongchuang_reader; grant zhongchuang_reader to <user>`); without
 * the role the transaction alone holds insight to reading.
 */
export async function prepareReader(client: pg.PoolClient): Promise<void> {
  try {
    const { rows } = await client.query<{ member: boolean }>(
      `select pg_has_role(current_user, oid, 'member') as member from pg_roles where rolname = '${READER}'`,
    );
    if (rows.length === 0) await client.query(`create role ${READER} nologin`);
    if (!rows[0]?.member) await client.query(`grant ${READER} to current_user`);
    await client.query(`grant usage on schema public to ${READER}`);
    await client.query(`grant select on all tables in schema public to ${READER}`);
  } catch (error) {
    const { code } = error as { code?: string };
    if (!code || !NOT_OURS.includes(code)) throw error;
  }
}
/** Not permitted; made by another process at this moment. */
const NOT_OURS = ['42501', '42710', '23505'];
