import { loadWorkingCalendar } from '../../identity/calendar/calendar.store.ts';
import { newId } from '../../kernel/id.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import type { Closure, DayKind, Hours, Opening, Span } from './opening.ts';

export interface OpeningRow extends Opening {
  resourceId: string | null;
}

export async function listOpenings(tx: Tx, carrierId: string): Promise<OpeningRow[]> {
  return sqlRows<OpeningRow>(
    tx,
    `select resource_id as "resourceId", day_kind as "dayKind", opens, closes from opening where carrier_id = $1
     order by resource_id nulls first, array_position(array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'holiday', 'makeup'], day_kind)`,
    [carrierId],
  );
}

export async function replaceOpenings(
  tx: Tx,
  carrierId: string,
  resourceId: string | null,
  openings: readonly { dayKind: DayKind; opens: number; closes: number }[],
): Promise<void> {
  await sqlRows(tx, 'delete from opening where carrier_id = $1 and resource_id is not distinct from $2', [
    carrierId,
    resourceId,
  ]);
  for (const { dayKind, opens, closes } of openings)
    await sqlRows(
      tx,
      'insert into opening (id, carrier_id, resource_id, day_kind, opens, closes) values ($1, $2, $3, $4, $5, $6)',
      [newId(), carrierId, resourceId, dayKind, opens, closes],
    );
}

export interface ClosureRow extends Closure {
  id: string;
}

/** Closures not taken back that reach into a span. */
export async function closuresOver(tx: Tx, carrierId: string, span: Span): Promise<ClosureRow[]> {
  return sqlRows<ClosureRow>(
    tx,
    `select id, resource_id as "resourceId", reason, (extract(epoch from starts_at) * 1000)::bigint as start,
       (extract(epoch from ends_at) * 1000)::bigint as end
     from closure where carrier_id = $1 and ended_by is null and starts_at < to_timestamp($3::float8 / 1000) and ends_at > to_timestamp($2::float8 / 1000)
     order by starts_at, id`,
    [carrierId, span.start, span.end],
  );
}

export async function insertClosure(
  tx: Tx,
  carrierId: string,
  closure: Closure,
  by: { personId: string | null; at: string },
): Promise<string> {
  const id = newId();
  await sqlRows(
    tx,
    `insert into closure (id, carrier_id, resource_id, starts_at, ends_at, reason, created_by, created_at)
     values ($1, $2, $3, to_timestamp($4::float8 / 1000), to_timestamp($5::float8 / 1000), $6, $7, $8)`,
    [id, carrierId, closure.resourceId, closure.start, closure.end, closure.reason, by.personId, by.at],
  );
  return id;
}

export async function endClosure(tx: Tx, carrierId: string, id: string, personId: string | null): Promise<boolean> {
  const rows = await sqlRows(
    tx,
    'update closure set ended_by = $3 where id = $1 and carrier_id = $2 and ended_by is null returning id',
    [id, carrierId, personId],
  );
  return rows.length > 0;
}

/** When a carrier is open over a span. */
export async function hoursOf(tx: Tx, carrierId: string, span: Span): Promise<Hours> {
  const openings = await listOpenings(tx, carrierId);
  const closures = await closuresOver(tx, carrierId, span);
  const own = Map.groupBy(
    openings.filter(({ resourceId }) => resourceId !== null),
    ({ resourceId }) => resourceId as string,
  );
  return {
    calendar: await loadWorkingCalendar(tx),
    ofSpace: openings.filter(({ resourceId }) => resourceId === null),
    ofResource: own,
    closures,
  };
}
