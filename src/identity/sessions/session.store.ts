import type { Role } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { Services } from '../../platform/services.ts';
import { ABSOLUTE_HOURS, IDLE_MINUTES, newToken, type SessionRow, tokenHash } from './session.ts';

/** The one query of every signed-in request: the person, the organisation acted for, its roles valid today. Only bodies of a territory reach it. */
const FIND_SESSION = `
  select s.person_id, p.name, p.account, p.is_demo, s.csrf_token, s.second_factor, p.totp_confirmed,
         p.password_must_change, p.password_set_at, s.seen_at, s.expires_at,
         o.id organisation_id, o.name organisation_name, m.roles,
         case when o.kind in ('department', 'zoneCommittee', 'alliance') then t.path end territory_path
  from session s
  join person p on p.id = s.person_id
  left join lateral (
    select array_agg(distinct role order by role) roles from membership
    where person_id = s.person_id and organisation_id = s.organisation_id
      and valid_from <= $3 and (valid_to is null or valid_to >= $3)
  ) m on true
  left join organisation o on o.id = s.organisation_id and m.roles is not null
  left join territory t on t.id = o.territory_id
  where s.token_hash = $1 and p.state = 'active' and s.expires_at > $2
    and s.seen_at > $2::timestamptz - interval '${IDLE_MINUTES} minutes' and ($4 or not p.is_demo)`;

/** On the pool, before any transaction of the request is open. */
export async function findSession(services: Services, token: string): Promise<SessionRow | undefined> {
  const { clock, config, database } = services;
  const values = [tokenHash(token), clock.now().toString(), clock.today(), config.mode === 'demo'];
  const { rows } = await database.pool.query<SessionRow>({ name: 'find-session', text: FIND_SESSION, values });
  return rows[0];
}

/** At most once a minute, so that reading stays reading. */
export async function noteSeen(services: Services, token: string, row: SessionRow): Promise<void> {
  const now = services.clock.now();
  if (now.epochMilliseconds - Date.parse(row.seen_at) < 60_000) return;
  await services.database.pool.query('update session set seen_at = $2 where token_hash = $1 and seen_at < $2', [
    tokenHash(token),
    now.toString(),
  ]);
}

export interface NewSession {
  readonly personId: string;
  /** Absent: the first organisation the person acts for. */
  readonly organisationId?: string | undefined;
  readonly secondFactor: boolean;
  readonly address: string | null;
}

export interface OpenedSession {
  readonly token: string;
  readonly csrfToken: string;
}

/** Always a new token, so that nobody can hand one to another person beforehand. */
export async function openSession(tx: Tx, clock: Clock, session: NewSession): Promise<OpenedSession> {
  const now = clock.now();
  const token = newToken();
  const csrfToken = newToken();
  await sqlRows(tx, 'delete from session where person_id = $1 and expires_at <= $2', [
    session.personId,
    now.toString(),
  ]);
  const organisations = await organisationsOf(tx, session.personId, clock.today());
  const organisationId = session.organisationId ?? organisations[0]?.id ?? null;
  await tx
    .insertInto('session')
    .values({
      token_hash: tokenHash(token),
      person_id: session.personId,
      organisation_id: organisationId,
      csrf_token: csrfToken,
      second_factor: session.secondFactor,
      created_at: now.toString(),
      seen_at: now.toString(),
      expires_at: now.add({ hours: ABSOLUTE_HOURS }).toString(),
      address: session.address,
    })
    .execute();
  return { token, csrfToken };
}

export async function closeSession(tx: Tx, token: string): Promise<void> {
  await tx.deleteFrom('session').where('token_hash', '=', tokenHash(token)).execute();
}

/** Ends the person's sessions, all or all but one: after a new password, a reset, a disabling. */
export async function closeSessionsOf(tx: Tx, personId: string, exceptToken?: string): Promise<void> {
  const keep = exceptToken ? tokenHash(exceptToken) : '';
  await tx.deleteFrom('session').where('person_id', '=', personId).where('token_hash', '<>', keep).execute();
}

export async function chooseOrganisation(tx: Tx, token: string, organisationId: string): Promise<void> {
  await tx
    .updateTable('session')
    .set({ organisation_id: organisationId })
    .where('token_hash', '=', tokenHash(token))
    .execute();
}

export async function markSecondFactor(tx: Tx, token: string): Promise<void> {
  await tx.updateTable('session').set({ second_factor: true }).where('token_hash', '=', tokenHash(token)).execute();
}

export interface ActedFor {
  id: string;
  name: string;
  kind: string;
  roles: Role[];
}

/** The organisations the person may act for on a day, with the roles held in each, longest-held first. */
export async function organisationsOf(tx: Tx, personId: string, day: string): Promise<ActedFor[]> {
  return sqlRows<ActedFor>(
    tx,
    `select o.id, o.name, o.kind, array_agg(distinct m.role order by m.role) roles
     from membership m join organisation o on o.id = m.organisation_id
     where m.person_id = $1 and m.valid_from <= $2 and (m.valid_to is null or m.valid_to >= $2)
     group by o.id order by min(m.valid_from), min(m.id::text)`,
    [personId, day],
  );
}

/** The demo's clock jumped: nobody is signed out by it. */
export async function carrySessionsAlong(tx: Tx, milliseconds: number): Promise<void> {
  await sqlRows(
    tx,
    `update session set seen_at = seen_at + $1 * interval '1 millisecond',
       expires_at = expires_at + $1 * interval '1 millisecond'`,
    [milliseconds],
  );
}
