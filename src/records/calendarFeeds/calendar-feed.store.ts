import { newId } from '../../kernel/id.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';

export async function findFeed(tx: Tx, personId: string): Promise<{ createdAt: string } | undefined> {
  const [row] = await sqlRows<{ createdAt: string }>(
    tx,
    'select iso(created_at) as "createdAt" from calendar_feed where person_id = $1 and revoked_at is null',
    [personId],
  );
  return row;
}

export async function revokeFeed(tx: Tx, personId: string, at: string): Promise<void> {
  await sqlRows(tx, 'update calendar_feed set revoked_at = $2 where person_id = $1 and revoked_at is null', [
    personId,
    at,
  ]);
}

export async function insertFeed(tx: Tx, personId: string, tokenHash: string, at: string): Promise<void> {
  await sqlRows(tx, 'insert into calendar_feed (id, person_id, token_hash, created_at) values ($1, $2, $3, $4)', [
    newId(),
    personId,
    tokenHash,
    at,
  ]);
}

/** Who holds the token; undefined: revoked, or never given. */
export async function personOfFeed(tx: Tx, tokenHash: string): Promise<{ personId: string; name: string } | undefined> {
  const [row] = await sqlRows<{ personId: string; name: string }>(
    tx,
    `select p.id as "personId", p.name from calendar_feed f join person p on p.id = f.person_id
     where f.token_hash = $1 and f.revoked_at is null and p.state = 'active'`,
    [tokenHash],
  );
  return row;
}
