import type { Actor } from '../../kernel/actor.ts';
import { addDays, addMonths, type Day } from '../../kernel/day.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { Services } from '../../platform/services.ts';
import { balanceOf } from '../bookingCredits/booking-credit.store.ts';
import { findCarrier } from '../carriers/carrier.store.ts';
import { hoursOf } from '../openings/opening.store.ts';
import { closuresIn, dayAt, midnight, minuteAt, openOn, openSpans, type Span } from '../openings/opening.ts';
import { listLines, listResources } from '../resources/resource.store.ts';
import { type Resource, type ResourceKind, stockOn, type UserGroup } from '../resources/resource.ts';
import { teamOfOrganisation } from '../teams/team.store.ts';
import { groupOf, heldBy, waitsFor } from './booking.store.ts';
import { costOf, dayStarts, freeUnits, type Reason, reasonsAgainst } from './booking.ts';

type Can = Pick<Services, 'clock'>;
const MINUTE = 60_000;

export interface FreeQuery {
  carrierId: string;
  kind: ResourceKind;
  day: Day;
  minutes: number;
  length: number;
  seats: number;
  quantity: number;
  /** The operator asks for a team. */
  teamId?: string | undefined;
}

/** What of a kind is free on a day, at the prices of whoever asks, and what one may wait for; where nothing is free, all reasons. */
export async function searchFree(tx: Tx, { clock }: Can, actor: Actor, query: FreeQuery) {
  const { carrierId, kind, day, minutes, length, seats, quantity } = query;
  const { group, teamId } = await standingOf(tx, actor, query);
  const lines = (await listLines(tx, carrierId, null)).filter((line) => line.kind === kind && line.resource);
  const whole = { start: midnight(day), end: midnight(addMonths(addDays(day, 8), 1)) };
  const last = { ...whole, end: Math.max(whole.end, midnight(addDays(addMonths(day, length), 8))) };
  const hours = await hoursOf(tx, carrierId, last);
  const ids = lines.map(({ resource }) => (resource as Resource).id);
  const held = await heldBy(tx, ids, last);
  const waits = await waitsFor(tx, ids, last);
  const now = clock.now().epochMilliseconds;
  const rows = lines.flatMap((line) => {
    const resource = line.resource;
    if (resource?.use !== 'booked') return [];
    const taken = held.get(resource.id) ?? [];
    const ask = (span: Span) => ({ ...span, quantity, attendees: seats });
    const against = (span: Span, held = taken) => reasonsAgainst(resource, ask(span), { hours, held, now, group });
    const found: { start: number; end: number; free: number }[] = [];
    const full: Span[] = [];
    let reasons: Reason[] = [];
    if (resource.period === 'hour') {
      for (const { start, free } of dayStarts(resource, day, minutes, hours, taken, now)) {
        const span = { start, end: start + minutes * MINUTE };
        if (against(span, []).length > 0) continue;
        if (free >= quantity) found.push({ ...span, free });
        else full.push(span);
      }
      const opens = openOn(hours, resource.id, day)?.opens ?? 540;
      const start = Math.max(midnight(day) + opens * MINUTE, Math.ceil(now / (30 * MINUTE)) * 30 * MINUTE);
      if (found.length === 0) reasons = against({ start, end: start + minutes * MINUTE });
    } else {
      const until = resource.period === 'day' ? addDays(day, length) : addMonths(day, length);
      const span = { start: midnight(day), end: midnight(until) };
      reasons = against(span);
      if (reasons.length === 0) found.push({ ...span, free: freeUnits(resource, span, taken).length });
      else if (reasons.every(({ code }) => code === 'taken')) full.push(span);
    }
    const [first] = found;
    const until = resource.period === 'month' ? addMonths(day, length) : addDays(day, length);
    const sample = first ?? {
      start: midnight(day),
      end: resource.period === 'hour' ? midnight(day) + minutes * MINUTE : midnight(until),
    };
    return {
      resourceId: resource.id,
      kind,
      name: line.name,
      zone: line.zone,
      floor: line.floor,
      period: resource.period,
      count: stockOn(resource, day),
      seats: line.seats,
      features: [...resource.features],
      photos: resource.photos,
      approval: resource.approval,
      price: costOf(resource, group, ask(sample)),
      starts: found.map(({ start, end, free }) => ({ startsAt: iso(start), endsAt: iso(end), free })),
      taken: full.map((span) => ({
        startsAt: iso(span.start),
        endsAt: iso(span.end),
        waiting: (waits.get(resource.id) ?? []).filter((one) => one.start < span.end && one.end > span.start).length,
      })),
      reasons,
    };
  });
  return { group, balance: teamId === null ? null : await balanceOf(tx, carrierId, teamId), rows };
}

const iso = (moment: number) => new Date(moment).toISOString();

async function standingOf(
  tx: Tx,
  actor: Actor,
  { carrierId, day, teamId }: FreeQuery,
): Promise<{ group: UserGroup; teamId: string | null }> {
  const carrier = await findCarrier(tx, carrierId);
  if (!carrier) throw new Refusal('not-found');
  if (actor.organisationId !== null && carrier.operatorId === actor.organisationId)
    return teamId ? { group: await groupOf(tx, carrierId, teamId, day), teamId } : { group: 'own', teamId: null };
  if (teamId) throw new Refusal('not-permitted');
  const team = actor.organisationId ? await teamOfOrganisation(tx, actor.organisationId) : undefined;
  return { group: await groupOf(tx, carrierId, team?.id ?? null, day), teamId: team?.id ?? null };
}

/** Spaces that open something for booking; those where one resides, or which one runs, come first. */
export async function bookableSpaces(tx: Tx, { clock }: Can, actor: Actor) {
  const team = actor.organisationId ? await teamOfOrganisation(tx, actor.organisationId) : undefined;
  return sqlRows<{ id: string; name: string; resides: boolean; resources: number }>(
    tx,
    `select c.id, c.name, (c.operator_id is not distinct from $1 or exists (select 1 from tenancy r where r.carrier_id = c.id and r.team_id = $2
         and r.valid_from <= $3 and (r.valid_to is null or r.valid_to >= $3))) as resides, r.resources
     from (select carrier_id, count(*) as resources from resource where use = 'booked' group by carrier_id) r
     join carrier c on c.id = r.carrier_id where c.closed_on is null or c.closed_on >= $3
     order by resides desc, c.name_sort, c.id limit 500`,
    [actor.organisationId, team?.id ?? null, clock.today()],
  );
}

interface LetRow {
  recordId: string;
  unit: number;
  /** Null: until notice. */
  lastDay: Day | null;
  who: string;
}

/** Which desks tenancies have to themselves on a day, with the teams that sit there. */
function desksLet(tx: Tx, carrierId: string, day: Day): Promise<LetRow[]> {
  return sqlRows<LetRow>(
    tx,
    `select d.desk_id as "recordId", d.unit, case when bool_and(t.valid_to is not null) then max(t.valid_to) end as "lastDay",
       string_agg(distinct (select coalesce(x.company_name, x.name) from team x where x.root_id = t.team_id order by x.valid_from desc limit 1), '、') as who
     from tenancy t join tenancy_desk d on d.tenancy_id = t.id
     where t.carrier_id = $1 and d.during @> $2::date group by 1, 2 order by 2`,
    [carrierId, day],
  );
}

/** Desks that tenancies have on a day without saying which: they are let, and no drawing can show them. */
export async function desksUnplaced(tx: Tx, carrierId: string, day: Day): Promise<number> {
  const [row] = await sqlRows<{ desks: number }>(
    tx,
    `select coalesce(sum(greatest(t.desks - (select count(*) from tenancy_desk d where d.tenancy_id = t.id and d.during @> $2::date), 0)), 0)::int as desks
     from tenancy t where t.carrier_id = $1 and t.valid_from <= $2::date and (t.valid_to is null or t.valid_to >= $2::date)`,
    [carrierId, day],
  );
  return row?.desks ?? 0;
}

/** Which unit of what is taken at a moment, by a booking or a tenancy, until when; by whom only for the operator. */
export async function occupancyAt(tx: Tx, actor: Actor, carrierId: string, at: number) {
  const carrier = await findCarrier(tx, carrierId);
  if (!carrier) throw new Refusal('not-found');
  const seesWho = actor.organisationId !== null && carrier.operatorId === actor.organisationId;
  const day = dayAt(at);
  const lines = await listLines(tx, carrierId, day);
  const busy = await sqlRows<{ resourceId: string; unit: number; until: string; who: string | null }>(
    tx,
    `select i.resource_id as "resourceId", u as unit, iso(b.ends_at) as until,
       coalesce((select coalesce(t.company_name, t.name) from team t where t.root_id = b.team_id order by t.valid_from desc limit 1), p.name) as who
     from resource s cross join lateral (select * from booking_item x where x.resource_id = s.id and x.holds
       and upper(x.during) > to_timestamp($2::float8 / 1000) and lower(x.during) <= to_timestamp($2::float8 / 1000)) i
     join booking b on b.id = i.booking_id join person p on p.id = b.person_id
     cross join unnest(i.units) r cross join generate_series(lower(r), upper(r) - 1) u
     where s.carrier_id = $1 and b.ends_at > to_timestamp($2::float8 / 1000) order by u`,
    [carrierId, at],
  );
  const hours = await hoursOf(tx, carrierId, { start: at, end: at + 1 });
  const byResource = Map.groupBy(busy, ({ resourceId }) => resourceId);
  const letOut = Map.groupBy(await desksLet(tx, carrierId, day), ({ recordId }) => recordId);
  return lines.map(({ kind, recordId, name, resource, count }) => {
    const opening = resource && openOn(hours, resource.id, day);
    const isOpen =
      resource !== null &&
      closuresIn(hours, resource.id, { start: at, end: at + 1 }).length === 0 &&
      (resource.period === 'month' ||
        (opening !== null && minuteAt(at) >= opening.opens && minuteAt(at) < opening.closes));
    const taken = [
      ...(letOut.get(recordId) ?? []).map(({ unit, lastDay, who }) => ({
        ...{ unit, who },
        until: lastDay && iso(midnight(addDays(lastDay, 1))),
      })),
      ...(resource ? (byResource.get(resource.id) ?? []) : []),
    ];
    return {
      kind,
      recordId,
      resourceId: resource?.id ?? null,
      name,
      use: resource?.use ?? null,
      count: resource ? stockOn(resource, day) : count,
      isOpen,
      busy: taken.map(({ unit, until, who }) => ({ unit, until, who: seesWho ? who : null })),
    };
  });
}

interface UsedRow {
  resourceId: string;
  day: Day;
  hours: number;
}

/** Hours used of hours open, a resource and a day at a time, over a month. A booking that nobody came to is not used. */
export async function occupancyOfMonth(tx: Tx, carrierId: string, month: string) {
  const first = `${month}-01`;
  const next = addMonths(first, 1);
  const span = { start: midnight(first), end: midnight(next) };
  const resources = (await listResources(tx, carrierId)).filter(({ use }) => use === 'booked');
  const hours = await hoursOf(tx, carrierId, span);
  const used = await sqlRows<UsedRow>(
    tx,
    `select i.resource_id as "resourceId", d.day::date as day,
       sum(i.quantity * extract(epoch from least(b.ends_at, d.ends) - greatest(b.starts_at, d.starts)) / 3600)::float8 as hours
     from resource s
     cross join lateral (select * from booking_item x where x.resource_id = s.id and x.holds
       and upper(x.during) > to_timestamp($2::float8 / 1000) and lower(x.during) < to_timestamp($3::float8 / 1000)) i
     join booking b on b.id = i.booking_id and b.state in ('confirmed', 'checkedIn')
     cross join lateral (select day, day::timestamp at time zone 'Asia/Shanghai' as starts, (day + interval '1 day')::timestamp at time zone 'Asia/Shanghai' as ends
       from generate_series($4::date, $5::date - 1, interval '1 day') day) d
     where s.carrier_id = $1 and b.starts_at < d.ends and b.ends_at > d.starts
     group by 1, 2`,
    [carrierId, span.start, span.end, first, next],
  );
  const counts = await sqlRows<{ resourceId: string; bookings: number; noShows: number }>(
    tx,
    `select i.resource_id as "resourceId", count(*) filter (where b.state in ('confirmed', 'checkedIn')) as bookings,
       count(*) filter (where b.state = 'noShow') as "noShows"
     from booking b join booking_item i on i.booking_id = b.id
     where b.carrier_id = $1 and b.starts_at >= to_timestamp($2::float8 / 1000) and b.starts_at < to_timestamp($3::float8 / 1000) group by 1`,
    [carrierId, span.start, span.end],
  );
  const usedOn = new Map(used.map((row) => [`${row.resourceId} ${row.day}`, row.hours]));
  return resources.map((resource) => {
    const days = [];
    for (let day = first; day < next; day = addDays(day, 1)) {
      const openHours = (stockOn(resource, day) * openMinutes(resource, day, hours)) / 60;
      // A desk by the day is used for as long as the space is open, not for its 24 hours.
      const raw = usedOn.get(`${resource.id} ${day}`) ?? 0;
      const usedHours = resource.period === 'hour' ? raw : (raw / 24) * (openMinutes(resource, day, hours) / 60);
      days.push({ day, openHours, usedHours });
    }
    const count = counts.find(({ resourceId }) => resourceId === resource.id);
    return {
      resourceId: resource.id,
      kind: resource.kind,
      name: resource.name,
      openHours: days.reduce((sum, day) => sum + day.openHours, 0),
      usedHours: days.reduce((sum, day) => sum + day.usedHours, 0),
      bookings: count?.bookings ?? 0,
      noShows: count?.noShows ?? 0,
      days,
    };
  });
}

function openMinutes(resource: Resource, day: Day, hours: Parameters<typeof openSpans>[0]): number {
  if (resource.period === 'month') return 1440;
  return openSpans(hours, resource.id, day).reduce((sum, { start, end }) => sum + (end - start) / MINUTE, 0);
}
