import { ownAs, reaches } from '../../identity/access.ts';
import type { Actor } from '../../kernel/actor.ts';
import { newId } from '../../kernel/id.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { Lapse } from './standing.ts';

export interface Standing {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly form: string | null;
  readonly openedOn: string | null;
  /** Division codes from the carrier's own territory up to the nation. */
  readonly codes: readonly string[];
  /** Functional zones it lies in. */
  readonly zones: readonly string[];
}

export async function carrierStanding(tx: Tx, id: string): Promise<Standing | undefined> {
  const [row] = await sqlRows<Standing>(
    tx,
    `select c.id, c.name, c.kind, c.form, c.opened_on as "openedOn",
       array(select a.code from territory a where a.code is not null and t.path like a.path || '%') as codes,
       array(select a.name from territory a where a.code is null and t.path like a.path || '%') as zones
     from carrier c join territory t on t.id = c.territory_id where c.id = $1`,
    [id],
  );
  return row;
}

/** Records that end or begin on a day of their own, so that a fact may change with nobody doing anything. */
const ENDING = [
  'premises',
  'lease',
  'area_use',
  'desk',
  'room',
  'facility',
  'staff',
  'mentor_agreement',
  'tenancy',
  'tenancy_terms',
  'service',
  'seed_fund',
  'cooperation_agreement',
  'institutional_document',
  'prior_designation',
  'declared_fact',
  'designation',
] as const;

/** The days within the time on which something that is registered ends or begins, soonest first. */
export async function changingDays(tx: Tx, carrierId: string, on: string, last: string): Promise<string[]> {
  const days = ENDING.map(
    (
      table,
    ) => `select valid_to + 1 as day from ${table} where carrier_id = $1 and valid_to between $2::date and $3::date
      union select valid_from from ${table} where carrier_id = $1 and valid_from > $2::date and valid_from <= $3::date`,
  );
  const rows = await sqlRows<{ day: string }>(
    tx,
    `select distinct day from (${days.join(' union ')}) x order by day limit 60`,
    [carrierId, on, last],
  );
  return rows.map(({ day }) => day);
}

/** The next carriers in the order of their ids; those that closed are not watched. */
export async function carriersAfter(tx: Tx, after: string | null, on: string, limit: number): Promise<string[]> {
  const rows = await sqlRows<{ id: string }>(
    tx,
    `select id from carrier where ($1::uuid is null or id > $1) and (closed_on is null or closed_on > $2::date)
     order by id limit $3`,
    [after, on, limit],
  );
  return rows.map(({ id }) => id);
}

/** Tells of each lapse once; one that is found no longer ends, one that is found again stands again. */
export async function keepAlerts(
  tx: Tx,
  carrierId: string,
  lapses: readonly (Lapse & { packId: string })[],
  now: string,
): Promise<void> {
  const keys = lapses.map(({ packId, requirement, lapsesOn }) => `${packId} ${requirement} ${lapsesOn}`);
  await sqlRows(
    tx,
    `update standing_alert set ended_at = $3 where carrier_id = $1 and ended_at is null
       and not (pack_id || ' ' || requirement || ' ' || lapses_on::text = any($2::text[]))`,
    [carrierId, keys, now],
  );
  for (const { packId, requirement, cites, says, lapsesOn, becomes } of lapses) {
    await sqlRows(
      tx,
      `insert into standing_alert (id, carrier_id, pack_id, requirement, cites, says, lapses_on, becomes, found_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       on conflict (carrier_id, pack_id, requirement, lapses_on) do update set ended_at = null where standing_alert.ended_at is not null`,
      [newId(), carrierId, packId, requirement, cites, says, lapsesOn, becomes, now],
    );
  }
}

interface AlertRow {
  id: string;
  carrierId: string;
  carrierName: string;
  packId: string;
  requirement: string;
  cites: string;
  says: string;
  lapsesOn: string;
  becomes: 'unmet' | 'unknown';
  foundAt: string;
}

/** Alerts that nobody has seen, of the carriers the actor may see the standing of; the same rule as `mayReach`, in SQL. */
export async function alertsFor(tx: Tx, actor: Actor, { page, size }: { page: number; size: number }) {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const reach = reaches(actor, 'carrier.standing');
  const { owner, handler } = ownAs(actor, 'carrier.standing');
  const mine: string[] = [];
  if (actor.isSystem || reach.has('all')) mine.push('true');
  if (reach.has('territory') && actor.territoryPath) mine.push(`t.path like ${bind(`${actor.territoryPath}%`)}`);
  if (reach.has('own') && (owner || handler)) mine.push(`c.operator_id = ${bind(actor.organisationId)}::uuid`);
  const from = `from standing_alert a join carrier c on c.id = a.carrier_id join territory t on t.id = c.territory_id
    where a.seen_at is null and a.ended_at is null and (${mine.join(' or ') || 'false'})`;
  const [count] = await sqlRows<{ total: number }>(tx, `select count(*)::int as total ${from}`, values);
  const paging = `limit ${bind(size)} offset ${bind((page - 1) * size)}`;
  const rows = await sqlRows<AlertRow>(
    tx,
    `select a.id, a.carrier_id as "carrierId", c.name as "carrierName", a.pack_id as "packId", a.requirement, a.cites, a.says,
       a.lapses_on as "lapsesOn", a.becomes, a.found_at as "foundAt" ${from} order by a.lapses_on, a.id ${paging}`,
    values,
  );
  return { rows, total: count?.total ?? 0 };
}

/** @returns whether there was one to see */
export async function setAlertSeen(
  tx: Tx,
  carrierId: string,
  alertId: string,
  personId: string | null,
  now: string,
): Promise<boolean> {
  const rows = await sqlRows(
    tx,
    `update standing_alert set seen_at = $3, seen_by = $4 where id = $2 and carrier_id = $1 and seen_at is null returning id`,
    [carrierId, alertId, now, personId],
  );
  return rows.length > 0;
}
