import { ownAs, type Permission, reaches, type Subject } from '../../identity/access.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/day.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { Span } from '../openings/opening.ts';
import { RESOURCE_NAME } from '../resources/resource.store.ts';
import type { ResourceKind, UserGroup } from '../resources/resource.ts';
import type { BookingState, Held } from './booking.ts';

export type Payment = 'credits' | 'money';

export interface BookingItem {
  resourceId: string;
  name: string;
  kind: ResourceKind;
  quantity: number;
  units: number[];
}

/** A booking as it crosses the wire. */
export interface BookingRow {
  id: string;
  carrierId: string;
  carrierName: string;
  organisationId: string;
  teamId: string | null;
  teamName: string | null;
  personId: string;
  personName: string;
  bookedBy: string;
  bookedByName: string;
  seriesId: string | null;
  startsAt: string;
  endsAt: string;
  state: BookingState;
  attendees: number;
  purpose: string | null;
  userGroup: UserGroup;
  payment: Payment;
  feeFen: number;
  credits: number;
  /** Ended without being charged, or given back. */
  waived: boolean;
  reason: string | null;
  /** In the line, from 1 on; null: it does not wait. */
  place: number | null;
  offeredUntil: string | null;
  checkedInAt: string | null;
  version: number;
  example: boolean;
  createdAt: string;
  items: BookingItem[];
}

const at = (parameter: number) => `to_timestamp($${parameter}::float8 / 1000)`;
const UNITS = `(select json_agg(u order by u) from unnest(i.units) r, generate_series(lower(r), upper(r) - 1) u)`;
const KIND = `case when s.room_id is not null then 'room' when s.desk_id is not null then 'desk' when s.device_id is not null then 'device' else 'locker' end`;
const ITEMS = `coalesce((select json_agg(json_build_object('resourceId', s.id, 'name', ${RESOURCE_NAME}, 'kind', ${KIND}, 'quantity', i.quantity,
    'units', ${UNITS}) order by s.room_id nulls last, s.desk_id nulls last, s.id)
  from booking_item i join resource s on s.id = i.resource_id where i.booking_id = b.id), '[]')`;
/** Before it come those that wait for one of its resources at a time it wants, and began to wait earlier. */
const PLACE = `case when b.state = 'waiting' then (select 1 + count(*)::int from booking w where w.carrier_id = b.carrier_id and w.state = 'waiting'
  and (w.created_at, w.id) < (b.created_at, b.id) and w.starts_at < b.ends_at and w.ends_at > b.starts_at
  and exists (select 1 from booking_item i join booking_item j on j.resource_id = i.resource_id where i.booking_id = b.id and j.booking_id = w.id)) end`;
const COLUMNS = `b.id, b.carrier_id as "carrierId", c.name as "carrierName", b.organisation_id as "organisationId", b.team_id as "teamId",
  (select coalesce(t.company_name, t.name) from team t where t.root_id = b.team_id order by t.valid_from desc limit 1) as "teamName",
  b.person_id as "personId", p.name as "personName", b.booked_by as "bookedBy", q.name as "bookedByName", b.series_id as "seriesId",
  iso(b.starts_at) as "startsAt", iso(b.ends_at) as "endsAt", b.state, b.attendees, b.purpose, b.user_group as "userGroup", b.payment,
  b.fee_fen as "feeFen", b.credits, b.waived, b.reason, iso(b.offered_until) as "offeredUntil", iso(b.checked_in_at) as "checkedInAt", b.version,
  b.example, iso(b.created_at) as "createdAt", ${PLACE} as place, ${ITEMS} as items`;
const JOINED = `booking b join carrier c on c.id = b.carrier_id join person p on p.id = b.person_id join person q on q.id = b.booked_by`;

/** What holds the given resources over a span: bookings with their buffers, and the desks that tenancies have to themselves. */
export async function heldBy(
  tx: Tx,
  resourceIds: readonly string[],
  span: Span,
  except: string | null = null,
): Promise<Map<string, Held[]>> {
  const rows = await sqlRows<{ resourceId: string } & Held>(
    tx,
    `select i.resource_id as "resourceId", (extract(epoch from lower(i.during)) * 1000)::bigint as start,
       (extract(epoch from upper(i.during)) * 1000)::bigint as end, ${UNITS} as units
     from unnest($1::uuid[]) wanted(id) cross join lateral (select * from booking_item i
       where i.resource_id = wanted.id and upper(i.during) > ${at(2)} and lower(i.during) < ${at(3)} and i.holds) i
     where i.booking_id is distinct from $4
     union all
     select r.id, (extract(epoch from lower(m.during)) * 1000)::bigint, coalesce((extract(epoch from upper(m.during)) * 1000)::bigint, 253402300800000),
       json_build_array(d.unit)
     from resource r join tenancy_desk d on d.desk_id = r.desk_id cross join lateral (select as_moments(d.during) as during) m
     where r.id = any($1) and m.during && tstzrange(${at(2)}, ${at(3)})`,
    [resourceIds, span.start, span.end, except],
  );
  return Map.groupBy(rows, ({ resourceId }) => resourceId);
}

export interface NewBooking extends Span {
  id: string;
  carrierId: string;
  organisationId: string;
  teamId: string | null;
  personId: string;
  bookedBy: string;
  seriesId: string | null;
  state: BookingState;
  attendees: number;
  purpose: string | null;
  userGroup: UserGroup;
  payment: Payment;
  feeFen: number;
  credits: number;
  at: string;
}

export async function insertBooking(tx: Tx, row: NewBooking): Promise<void> {
  await sqlRows(
    tx,
    `insert into booking (id, carrier_id, organisation_id, team_id, person_id, booked_by, series_id, starts_at, ends_at, state, attendees,
       purpose, user_group, payment, fee_fen, credits, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, ${at(8)}, ${at(9)}, $10, $11, $12, $13, $14, $15, $16, $17, $17)`,
    [
      row.id,
      row.carrierId,
      row.organisationId,
      row.teamId,
      row.personId,
      row.bookedBy,
      row.seriesId,
      row.start,
      row.end,
      row.state,
      row.attendees,
      row.purpose,
      row.userGroup,
      row.payment,
      row.feeFen,
      row.credits,
      row.at,
    ],
  );
}

export interface NewItem {
  resourceId: string;
  quantity: number;
  units: readonly number[];
  /** With the buffer. */
  held: Span;
}

/** Replaces what a booking takes. The exclusion constraint refuses a unit that something else holds. */
export async function writeItems(tx: Tx, bookingId: string, items: readonly NewItem[]): Promise<void> {
  await sqlRows(tx, 'delete from booking_item where booking_id = $1', [bookingId]);
  for (const { resourceId, quantity, units, held } of items)
    await sqlRows(
      tx,
      `insert into booking_item (booking_id, resource_id, quantity, units, during) values ($1, $2, $3, $4::int4multirange, tstzrange(${at(5)}, ${at(6)}))`,
      [
        bookingId,
        resourceId,
        quantity,
        `{${units.map((unit) => `[${unit},${unit + 1})`).join(',')}}`,
        held.start,
        held.end,
      ],
    );
}

export async function findBooking(tx: Tx, id: string): Promise<BookingRow | undefined> {
  const [row] = await sqlRows<BookingRow>(tx, `select ${COLUMNS} from ${JOINED} where b.id = $1`, [id]);
  return row;
}

/** The booking, after the lock of its space. */
export async function lockBooking(tx: Tx, id: string): Promise<BookingRow | undefined> {
  await sqlRows(
    tx,
    'select 1 from carrier where id = (select carrier_id from booking where id = $1) for no key update',
    [id],
  );
  return findBooking(tx, id);
}

export async function updateBooking(
  tx: Tx,
  id: string,
  change: Partial<{
    state: BookingState;
    start: number;
    end: number;
    personId: string;
    attendees: number;
    feeFen: number;
    credits: number;
    reason: string | null;
    waived: boolean;
    offeredUntil: string | null;
    checkedInAt: string;
  }>,
  now: string,
): Promise<void> {
  const columns: Record<string, [string, (parameter: number) => string]> = {
    state: ['state', (n) => `$${n}`],
    start: ['starts_at', at],
    end: ['ends_at', at],
    personId: ['person_id', (n) => `$${n}`],
    attendees: ['attendees', (n) => `$${n}`],
    feeFen: ['fee_fen', (n) => `$${n}`],
    credits: ['credits', (n) => `$${n}`],
    reason: ['reason', (n) => `$${n}`],
    waived: ['waived', (n) => `$${n}`],
    offeredUntil: ['offered_until', (n) => `$${n}`],
    checkedInAt: ['checked_in_at', (n) => `$${n}`],
  };
  const values: unknown[] = [id, now];
  const sets = Object.entries(change).map(([name, value]) => {
    const [column, write] = columns[name] as [string, (parameter: number) => string];
    return `${column} = ${write(values.push(value))}`;
  });
  await sqlRows(
    tx,
    `update booking set ${[...sets, 'version = version + 1', 'updated_at = $2'].join(', ')} where id = $1`,
    values,
  );
}

/** Belongs to the team (or the operator) that bears it and to the space's operator; concerns who comes and who booked. */
export async function bookingSubject(tx: Tx, id: string): Promise<Subject | undefined> {
  const [row] = await sqlRows<{ path: string; organisationIds: string[]; personIds: string[] }>(
    tx,
    `select t.path, array_remove(array[b.organisation_id, c.operator_id], null) as "organisationIds", array[b.person_id, b.booked_by] as "personIds"
     from booking b join carrier c on c.id = b.carrier_id join territory t on t.id = c.territory_id where b.id = $1`,
    [id],
  );
  return row && { territoryPath: row.path, organisationIds: row.organisationIds, personIds: row.personIds };
}

/** SQL that lets through what the actor reaches, as `mayReach` applies it to one. */
function bookingScope(actor: Actor, permission: Permission, values: unknown[]): string {
  if (actor.isSystem) return 'true';
  const found = reaches(actor, permission);
  const parts: string[] = [];
  if (found.has('own') && actor.organisationId && ownAs(actor, permission).owner) {
    const own = `$${values.push(actor.organisationId)}`;
    parts.push(`b.organisation_id = ${own}`, `b.carrier_id in (select id from carrier where operator_id = ${own})`);
  }
  if (found.has('party') && actor.personId) {
    const person = `$${values.push(actor.personId)}`;
    parts.push(`b.person_id = ${person}`, `b.booked_by = ${person}`);
  }
  return parts.length > 0 ? `(${parts.join(' or ')})` : 'false';
}

export interface BookingQuery {
  carrierId?: string | undefined;
  resourceId?: string | undefined;
  state?: BookingState | undefined;
  /** Days in Asia/Shanghai, both included. */
  from?: Day | undefined;
  to?: Day | undefined;
  /** Only those of the actor in person. */
  mine?: boolean | undefined;
  order: 'asc' | 'desc';
  page: number;
  size: number;
}

/** One query whatever the number of rows. */
export async function listBookings(
  tx: Tx,
  actor: Actor,
  permission: Permission,
  query: BookingQuery,
): Promise<{ total: number; rows: BookingRow[] }> {
  const values: unknown[] = [];
  const put = (value: unknown) => `$${values.push(value)}`;
  const where = [bookingScope(actor, permission, values)];
  if (query.carrierId) where.push(`b.carrier_id = ${put(query.carrierId)}`);
  if (query.resourceId)
    where.push(
      `exists (select 1 from booking_item i where i.booking_id = b.id and i.resource_id = ${put(query.resourceId)})`,
    );
  if (query.state) where.push(`b.state = ${put(query.state)}`);
  if (query.from) where.push(`b.ends_at > (${put(query.from)}::date)::timestamp at time zone 'Asia/Shanghai'`);
  if (query.to) where.push(`b.starts_at < (${put(query.to)}::date + 1)::timestamp at time zone 'Asia/Shanghai'`);
  if (query.mine) where.push(`b.person_id = ${put(actor.personId)}`);
  const condition = where.join(' and ');
  const page = `limit ${put(query.size)}::int offset ${put((query.page - 1) * query.size)}::int`;
  const [found] = await sqlRows<{ total: number; rows: BookingRow[] }>(
    tx,
    `select (select count(*) from booking b where ${condition}) as total,
       coalesce((select json_agg(x) from (select ${COLUMNS} from ${JOINED} where ${condition}
         order by b.starts_at ${query.order}, b.id ${query.order} ${page}) x), '[]') as rows`,
    values,
  );
  return found ?? { total: 0, rows: [] };
}

/** Whose prices hold for a team at a space on a day. */
export async function groupOf(tx: Tx, carrierId: string, teamId: string | null, on: Day): Promise<UserGroup> {
  if (teamId === null) return 'public';
  const [row] = await sqlRows<{ resident: boolean; member: boolean }>(
    tx,
    `select exists (select 1 from tenancy r where r.carrier_id = $1 and r.team_id = $2 and r.valid_from <= $3 and (r.valid_to is null or r.valid_to >= $3)) as resident,
       exists (select 1 from space_member r where r.carrier_id = $1 and r.team_id = $2 and r.valid_from <= $3 and (r.valid_to is null or r.valid_to >= $3)) as member`,
    [carrierId, teamId, on],
  );
  return row?.resident ? 'resident' : row?.member ? 'member' : 'public';
}

export interface Colleague {
  id: string;
  name: string;
}

/** Who acts for an organisation on a day. */
export async function peopleOf(tx: Tx, organisationId: string, on: Day): Promise<Colleague[]> {
  return sqlRows<Colleague>(
    tx,
    `select distinct p.id, p.name from membership m join person p on p.id = m.person_id
     where m.organisation_id = $1 and m.valid_from <= $2 and (m.valid_to is null or m.valid_to >= $2) order by p.name, p.id`,
    [organisationId, on],
  );
}

/** The organisation that acts for a team; null: it has no account yet. */
export async function organisationOfTeam(
  tx: Tx,
  teamId: string,
): Promise<{ organisationId: string | null } | undefined> {
  const [row] = await sqlRows<{ organisationId: string | null }>(
    tx,
    `select organisation_id as "organisationId" from team where root_id = $1 order by organisation_id nulls last limit 1`,
    [teamId],
  );
  return row;
}

/** Who waits for one of the resources, first come first. */
export async function waitingFor(tx: Tx, carrierId: string, resourceIds: readonly string[]): Promise<string[]> {
  const rows = await sqlRows<{ id: string }>(
    tx,
    `select b.id from booking b where b.carrier_id = $1 and b.state = 'waiting'
       and exists (select 1 from booking_item i where i.booking_id = b.id and i.resource_id = any($2))
     order by b.created_at, b.id`,
    [carrierId, resourceIds],
  );
  return rows.map(({ id }) => id);
}

/** When others wait for each of the resources, within a span. */
export async function waitsFor(tx: Tx, resourceIds: readonly string[], span: Span): Promise<Map<string, Span[]>> {
  const rows = await sqlRows<{ resourceId: string } & Span>(
    tx,
    `select i.resource_id as "resourceId", (extract(epoch from b.starts_at) * 1000)::bigint as start, (extract(epoch from b.ends_at) * 1000)::bigint as end
     from booking b join booking_item i on i.booking_id = b.id
     where b.carrier_id in (select carrier_id from resource where id = any($1)) and b.state = 'waiting'
       and i.resource_id = any($1) and b.starts_at < ${at(3)} and b.ends_at > ${at(2)}`,
    [resourceIds, span.start, span.end],
  );
  return Map.groupBy(rows, ({ resourceId }) => resourceId);
}

/** Open bookings that a span cuts into. */
export async function openOver(
  tx: Tx,
  carrierId: string,
  span: Span,
  {
    resourceId,
    organisationId,
    seriesId,
  }: { resourceId: string | null; organisationId: string | null; seriesId: string | null },
): Promise<string[]> {
  const rows = await sqlRows<{ id: string }>(
    tx,
    `select b.id from booking b where b.carrier_id = $1 and b.state in ('waiting', 'offered', 'requested', 'confirmed')
       and b.starts_at < ${at(3)} and b.ends_at > ${at(2)}
       and ($4::uuid is null or exists (select 1 from booking_item i where i.booking_id = b.id and i.resource_id = $4))
       and ($5::uuid is null or b.organisation_id = $5) and ($6::uuid is null or b.series_id = $6)
     order by b.starts_at, b.id`,
    [carrierId, span.start, span.end, resourceId, organisationId, seriesId],
  );
  return rows.map(({ id }) => id);
}

/** What a team in residence still holds or waits for from a day on. */
export async function openOfResident(tx: Tx, carrierId: string, teamId: string, from: Day): Promise<string[]> {
  const rows = await sqlRows<{ id: string }>(
    tx,
    `select b.id from booking b where b.carrier_id = $1 and b.team_id = $2 and b.user_group = 'resident'
       and b.state in ('waiting', 'offered', 'requested', 'confirmed') and b.starts_at >= $3::date::timestamp at time zone 'Asia/Shanghai'
     order by b.starts_at, b.id`,
    [carrierId, teamId, from],
  );
  return rows.map(({ id }) => id);
}

/** What a person may check in to at a resource around a moment. */
export async function toCheckIn(tx: Tx, resourceId: string, actor: Actor, span: Span): Promise<BookingRow[]> {
  return sqlRows<BookingRow>(
    tx,
    `select ${COLUMNS} from ${JOINED} where b.state in ('confirmed', 'checkedIn') and b.starts_at < ${at(2)} and b.ends_at > ${at(3)}
       and (b.person_id = $4 or b.organisation_id = $5)
       and exists (select 1 from booking_item i where i.booking_id = b.id and i.resource_id = $1) order by b.starts_at, b.id`,
    [resourceId, span.end, span.start, actor.personId, actor.organisationId],
  );
}

export interface CalendarEntry {
  id: string;
  startsAt: string;
  endsAt: string;
  state: BookingState;
  purpose: string | null;
  carrierName: string;
  address: string | null;
  names: string[];
  updatedAt: string;
  version: number;
}

/** What a person's calendar shows: what holds, from a month ago on. */
export async function bookingsOfPerson(tx: Tx, personId: string, on: Day): Promise<CalendarEntry[]> {
  return sqlRows<CalendarEntry>(
    tx,
    `select b.id, iso(b.starts_at) as "startsAt", iso(b.ends_at) as "endsAt", b.state, b.purpose, c.name as "carrierName", c.address,
       array(select ${RESOURCE_NAME} from booking_item i join resource s on s.id = i.resource_id where i.booking_id = b.id
             order by s.room_id nulls last, s.desk_id nulls last, s.id) as names, iso(b.updated_at) as "updatedAt", b.version
     from booking b join carrier c on c.id = b.carrier_id
     where b.person_id = $1 and booking_holds(b.state) and b.starts_at > $2::date - interval '31 days' order by b.starts_at, b.id limit 1000`,
    [personId, on],
  );
}
