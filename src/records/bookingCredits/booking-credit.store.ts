import { newId } from '../../kernel/id.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { type CreditKind, isGain } from './booking-credit.ts';

/** The account of a team at a space, opened the first time; null is the space's own. */
async function accountOf(tx: Tx, carrierId: string, teamId: string | null): Promise<string> {
  const [row] = await sqlRows<{ id: string }>(
    tx,
    `with made as (insert into credit_account (id, carrier_id, team_id) values ($1, $2, $3) on conflict do nothing returning id)
     select id from made union all
     select id from credit_account where carrier_id = $2 and team_id is not distinct from $3 limit 1`,
    [newId(), carrierId, teamId],
  );
  if (row) return row.id;
  // Opened by somebody else in the meantime.
  const [other] = await sqlRows<{ id: string }>(
    tx,
    'select id from credit_account where carrier_id = $1 and team_id is not distinct from $2',
    [carrierId, teamId],
  );
  if (!other) throw new Error('a credit account neither made nor found');
  return other.id;
}

export async function balanceOf(tx: Tx, carrierId: string, teamId: string): Promise<number> {
  const [row] = await sqlRows<{ balance: number }>(
    tx,
    'select balance from credit_account where carrier_id = $1 and team_id = $2',
    [carrierId, teamId],
  );
  return row?.balance ?? 0;
}

export interface Movement {
  carrierId: string;
  teamId: string;
  kind: CreditKind;
  amount: number;
  bookingId: string | null;
  note: string | null;
  personId: string | null;
  at: string;
}

/**
 * Moves credits between the space and a team.
 *
 * @throws Refusal `credit.insufficient`: the database lets no team's balance fall below zero
 */
export async function moveCredits(tx: Tx, movement: Movement): Promise<void> {
  const { carrierId, teamId, kind, amount, bookingId, note, personId, at } = movement;
  const space = await accountOf(tx, carrierId, null);
  const team = await accountOf(tx, carrierId, teamId);
  const [giver, taker] = isGain(kind) ? [space, team] : [team, space];
  try {
    await sqlRows(
      tx,
      `insert into credit_movement (id, giver_id, taker_id, amount, kind, booking_id, note, person_id, at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [newId(), giver, taker, amount, kind, bookingId, note, personId, at],
    );
  } catch (error) {
    if ((error as { constraint?: string }).constraint !== 'credit_balance') throw error;
    throw new Refusal('booking-credit.insufficient', { amount });
  }
}

export interface AccountRow {
  carrierId: string;
  carrierName: string;
  teamId: string;
  teamName: string;
  balance: number;
  movements: {
    id: string;
    kind: CreditKind;
    amount: number;
    note: string | null;
    bookingId: string | null;
    personName: string | null;
    at: string;
  }[];
}

const ACCOUNT = `a.carrier_id as "carrierId", c.name as "carrierName", a.team_id as "teamId", t.name as "teamName", a.balance,
  coalesce((select json_agg(m) from (
    select m.id, m.kind, case when m.taker_id = a.id then m.amount else -m.amount end as amount, m.note,
      m.booking_id as "bookingId", p.name as "personName", iso(m.at) as at
    from credit_movement m left join person p on p.id = m.person_id where m.giver_id = a.id or m.taker_id = a.id
    order by m.at desc, m.id desc limit 50) m), '[]') as movements`;
const TEAM = `join lateral (select coalesce(x.company_name, x.name) as name from team x where x.root_id = a.team_id
  order by x.valid_from desc limit 1) t on true`;

/** A team's accounts at every space. */
export async function accountsOfTeam(tx: Tx, teamId: string): Promise<AccountRow[]> {
  return sqlRows<AccountRow>(
    tx,
    `select ${ACCOUNT} from credit_account a join carrier c on c.id = a.carrier_id ${TEAM} where a.team_id = $1 order by c.name, a.id`,
    [teamId],
  );
}

/** A team's account at a space; none before the first movement. */
export async function accountsAt(tx: Tx, carrierId: string, teamId: string): Promise<AccountRow[]> {
  return sqlRows<AccountRow>(
    tx,
    `select ${ACCOUNT} from credit_account a join carrier c on c.id = a.carrier_id ${TEAM} where a.carrier_id = $1 and a.team_id = $2`,
    [carrierId, teamId],
  );
}

/** The accounts of a space's teams: who resides, is a member or has an account. */
export async function accountsOfCarrier(
  tx: Tx,
  carrierId: string,
  on: string,
): Promise<Omit<AccountRow, 'movements'>[]> {
  return sqlRows(
    tx,
    `select c.id as "carrierId", c.name as "carrierName", x.team_id as "teamId", t.name as "teamName", coalesce(a.balance, 0) as balance
     from (select team_id from tenancy where carrier_id = $1 and valid_from <= $2 and (valid_to is null or valid_to >= $2)
           union select team_id from space_member where carrier_id = $1 and valid_from <= $2 and (valid_to is null or valid_to >= $2)
           union select team_id from credit_account where carrier_id = $1 and team_id is not null) x
     join carrier c on c.id = $1
     left join credit_account a on a.carrier_id = $1 and a.team_id = x.team_id
     join lateral (select coalesce(y.company_name, y.name) as name from team y where y.root_id = x.team_id
       order by y.valid_from desc limit 1) t on true
     order by t.name, x.team_id`,
    [carrierId, on],
  );
}
