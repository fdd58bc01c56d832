import type { Day } from '../../kernel/day.ts';
import { sqlRows, type Tx } from '../../platform/db/database.ts';
import { labelSql } from '../keeping/keeping.store.ts';
import { kindOf } from '../keeping/kinds.ts';
import { type Price, RESOURCE_KINDS, type Resource, type ResourceKind, type Terms } from './resource.ts';

const KINDS = Object.keys(RESOURCE_KINDS) as ResourceKind[];

/** What the record behind a resource `s` is called, as last known. */
export const RESOURCE_NAME = `coalesce(
  (select coalesce(x.name, '会议室') from room x where x.root_id = s.room_id order by x.valid_from desc limit 1),
  (select coalesce(x.code, case x.kind when 'fixed' then '固定工位' when 'hot' then '流动工位' else '虚拟工位' end)
     from desk x where x.root_id = s.desk_id order by x.valid_from desc limit 1),
  (select x.name from device x where x.root_id = s.device_id order by x.valid_from desc limit 1),
  (select coalesce(x.code, '储物柜') from locker x where x.root_id = s.locker_id order by x.valid_from desc limit 1))`;

/** One line of the records as something to book, with its terms where it has any. */
export interface ResourceLine {
  kind: ResourceKind;
  recordId: string;
  name: string;
  zone: string | null;
  floor: string | null;
  count: number;
  seats: number | null;
  resource: (Resource & { version: number; qrToken: string; photos: { id: string; alt: string }[] }) | null;
}

const TERMS = `'use', s.use, 'period', s.period, 'stepMinutes', s.step_minutes, 'leastMinutes', s.least_minutes,
  'mostMinutes', s.most_minutes, 'bufferMinutes', s.buffer_minutes, 'noticeMinutes', s.notice_minutes, 'aheadDays', s.ahead_days,
  'refundMinutes', s.refund_minutes, 'approval', s.approval, 'checkIn', s.check_in, 'graceMinutes', s.grace_minutes,
  'offerMinutes', s.offer_minutes, 'features', s.features, 'version', s.version, 'qrToken', s.qr_token`;
const PRICES = `coalesce((select json_agg(json_build_object('userGroup', p.user_group, 'period', p.period, 'feeFen', p.fee_fen,
  'credits', p.credits) order by p.user_group, p.period) from resource_price p where p.resource_id = s.id), '[]')`;
const PHOTOS = `coalesce((select json_agg(json_build_object('id', f.file_id, 'alt', f.alt) order by f.position)
  from resource_photo f where f.resource_id = s.id), '[]')`;

/** Every version of every line of one kind, newest first within a line. */
function versionsSql(kind: ResourceKind): string {
  return `select '${kind}' as kind, r.root_id, r.valid_from, r.valid_to, r.count, ${kind === 'room' ? 'r.seats' : 'null::int as seats'},
    r.zone_id, ${labelSql(kindOf(kind))} as name from ${kind} r where r.carrier_id = $1 ${kind === 'desk' ? "and r.kind <> 'virtual'" : ''}`;
}

/**
 * The lines of a carrier that hold on a day or later, and with `id` the one resource.
 *
 * @param on null: the lines as they are last known, ended ones too
 */
export async function listLines(
  tx: Tx,
  carrierId: string,
  on: Day | null,
  ids: readonly string[] | null = null,
): Promise<ResourceLine[]> {
  const rows = await sqlRows<{ j: ResourceLine }>(
    tx,
    `with version as (${KINDS.map(versionsSql).join(' union all ')}),
       line as (select distinct on (kind, root_id) * from version
                order by kind, root_id, ($2::date between valid_from and coalesce(valid_to, 'infinity')) desc, valid_from desc)
     select json_build_object('kind', l.kind, 'recordId', l.root_id, 'name', l.name, 'count', l.count, 'seats', l.seats,
       'zone', z.name, 'floor', f.name,
       'resource', case when s.id is null then null else json_build_object('id', s.id, 'carrierId', s.carrier_id, 'kind', l.kind,
         'recordId', l.root_id, 'name', l.name, 'seats', l.seats, ${TERMS}, 'prices', ${PRICES}, 'photos', ${PHOTOS},
         'stock', (select json_agg(json_build_object('from', v.valid_from, 'to', v.valid_to, 'count', v.count) order by v.valid_from)
           from version v where v.kind = l.kind and v.root_id = l.root_id)) end) as j
     from line l
     left join resource s on s.carrier_id = $1 and l.root_id = case l.kind when 'desk' then s.desk_id when 'room' then s.room_id
       when 'device' then s.device_id else s.locker_id end
     left join lateral (select x.name, x.floor_id from zone x where x.root_id = l.zone_id order by x.valid_from desc limit 1) z on true
     left join lateral (select x.name from floor x where x.root_id = z.floor_id order by x.valid_from desc limit 1) f on true
     where ($2::date is null or l.valid_to is null or l.valid_to >= $2) and ($3::uuid[] is null or s.id = any($3))
     order by array_position(array['room', 'desk', 'device', 'locker'], l.kind), l.name, l.root_id`,
    [carrierId, on, ids],
  );
  return rows.map(({ j }) => j);
}

export async function listResources(
  tx: Tx,
  carrierId: string,
  ids: readonly string[] | null = null,
): Promise<Resource[]> {
  const lines = await listLines(tx, carrierId, null, ids);
  return lines.flatMap(({ resource }) => resource ?? []);
}

export async function lineExists(tx: Tx, carrierId: string, kind: ResourceKind, recordId: string): Promise<boolean> {
  const rows = await sqlRows(tx, `select 1 from ${kind} where root_id = $1 and carrier_id = $2 limit 1`, [
    recordId,
    carrierId,
  ]);
  return rows.length > 0;
}

export async function findVersion(
  tx: Tx,
  kind: ResourceKind,
  recordId: string,
): Promise<{ id: string; version: number } | undefined> {
  const [row] = await sqlRows<{ id: string; version: number }>(
    tx,
    `select id, version from resource where ${kind}_id = $1 for update`,
    [recordId],
  );
  return row;
}

/** Writes the terms; the first time with an id and a token for its QR code. */
export async function saveTerms(
  tx: Tx,
  place: { id: string; carrierId: string; kind: ResourceKind; recordId: string; qrToken: string },
  terms: Terms,
  { at, example }: { at: string; example: boolean },
): Promise<void> {
  await sqlRows(
    tx,
    `insert into resource (id, carrier_id, ${place.kind}_id, qr_token, use, period, step_minutes, least_minutes, most_minutes, buffer_minutes,
       notice_minutes, ahead_days, refund_minutes, approval, check_in, grace_minutes, offer_minutes, features, example, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $20)
     on conflict (${place.kind}_id) do update set use = excluded.use, period = excluded.period, step_minutes = excluded.step_minutes,
       least_minutes = excluded.least_minutes, most_minutes = excluded.most_minutes, buffer_minutes = excluded.buffer_minutes,
       notice_minutes = excluded.notice_minutes, ahead_days = excluded.ahead_days, refund_minutes = excluded.refund_minutes,
       approval = excluded.approval, check_in = excluded.check_in, grace_minutes = excluded.grace_minutes,
       offer_minutes = excluded.offer_minutes, features = excluded.features, version = resource.version + 1, updated_at = excluded.updated_at`,
    [
      place.id,
      place.carrierId,
      place.recordId,
      place.qrToken,
      terms.use,
      terms.period,
      terms.stepMinutes,
      terms.leastMinutes,
      terms.mostMinutes,
      terms.bufferMinutes,
      terms.noticeMinutes,
      terms.aheadDays,
      terms.refundMinutes,
      terms.approval,
      terms.checkIn,
      terms.graceMinutes,
      terms.offerMinutes,
      [...terms.features],
      example,
      at,
    ],
  );
}

export async function replacePrices(tx: Tx, resourceId: string, prices: readonly Price[]): Promise<void> {
  await sqlRows(tx, 'delete from resource_price where resource_id = $1', [resourceId]);
  await sqlRows(
    tx,
    `insert into resource_price (resource_id, user_group, period, fee_fen, credits)
     select $1, p."userGroup", p.period, p."feeFen", p.credits
     from jsonb_to_recordset($2::jsonb) p("userGroup" text, period text, "feeFen" bigint, credits int)`,
    [resourceId, JSON.stringify(prices)],
  );
}

export async function replacePhotos(
  tx: Tx,
  resourceId: string,
  photos: readonly { id: string; alt: string }[],
): Promise<void> {
  await sqlRows(tx, 'delete from resource_photo where resource_id = $1', [resourceId]);
  await sqlRows(
    tx,
    `insert into resource_photo (resource_id, file_id, alt, position)
     select $1, p.id, p.alt, p.n from rows from (jsonb_to_recordset($2::jsonb) as (id uuid, alt text)) with ordinality p(id, alt, n)`,
    [resourceId, JSON.stringify(photos)],
  );
}

/** Pictures of this carrier among the given files. */
export async function picturesOf(tx: Tx, carrierId: string, ids: readonly string[]): Promise<Set<string>> {
  const rows = await sqlRows<{ id: string }>(
    tx,
    `select id from file where id = any($2) and about_kind = 'carrier' and about_id = $1 and media_type like 'image/%'`,
    [carrierId, ids],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Whether everyone may see a picture: it shows a space, something that can be booked, or a floor. */
export async function isPublishedPicture(tx: Tx, fileId: string): Promise<boolean> {
  const rows = await sqlRows(
    tx,
    `select 1 from resource_photo p join resource r on r.id = p.resource_id where p.file_id = $1 and r.use <> 'closed'
     union all select 1 from carrier_photo where file_id = $1
     union all select 1 from floor_plan where picture_id = $1 limit 1`,
    [fileId],
  );
  return rows.length > 0;
}

export async function resourceByToken(
  tx: Tx,
  token: string,
): Promise<{ id: string; carrierId: string; carrierName: string } | undefined> {
  const [row] = await sqlRows<{ id: string; carrierId: string; carrierName: string }>(
    tx,
    `select r.id, r.carrier_id as "carrierId", c.name as "carrierName" from resource r join carrier c on c.id = r.carrier_id
     where r.qr_token = $1`,
    [token],
  );
  return row;
}
