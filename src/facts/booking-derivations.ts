import type { Derivation } from './derivation.ts';

const DAY = '$2::date';

/**
 * Uses of a kind of resource in the twelve months up to and with the day. A space that opens nothing for booking has
 * no book of bookings: unknown. One that does keeps it by itself, so that no booking means none.
 */
function bookings(kinds: string, value: string, states: string): Derivation {
  return {
    book: null,
    holes: 'unknown',
    span: 'past12Months',
    sql: `select c.id as owner, case when exists (select 1 from resource s where s.carrier_id = c.id and ${kinds}) then to_jsonb(${value}) end as value,
      false as holes,
      coalesce(jsonb_agg(jsonb_build_object('kind', 'booking', 'id', r.id, 'label', '预订', 'validFrom', r.day, 'validTo', r.day)
        order by r.starts_at, r.id) filter (where r.id is not null), '[]') as provenance
      from carrier c left join (
            select b.id, b.carrier_id, b.starts_at, (b.starts_at at time zone 'Asia/Shanghai')::date as day,
              extract(epoch from b.ends_at - b.starts_at) / 3600 as hours, sum(i.quantity) as quantity, b.state
            from booking b join booking_item i on i.booking_id = b.id join resource s on s.id = i.resource_id
            where ${kinds} and b.state in (${states})
              and b.starts_at < ((${DAY} + 1)::timestamp at time zone 'Asia/Shanghai')
              and b.starts_at >= (((${DAY} - interval '12 months')::date + 1)::timestamp at time zone 'Asia/Shanghai')
            group by b.id) r on r.carrier_id = c.id
      group by c.id`,
  };
}
const USED = "'confirmed', 'checkedIn'";

/** What is opened for booking, and how it was used. */
export const BOOKINGS_HERE = {
  'space.bookableResources': {
    book: null,
    holes: 'unknown',
    span: 'day',
    sql: `select s.carrier_id as owner, to_jsonb(count(*)) as value, false as holes,
      coalesce(jsonb_agg(jsonb_build_object('kind', 'resource', 'id', s.id, 'label', v.name, 'validFrom', v.valid_from, 'validTo', v.valid_to)
        order by v.valid_from, s.id), '[]') as provenance
      from resource s join (
        select carrier_id, root_id, coalesce(name, '会议室') as name, valid_from, valid_to from room union all
        select carrier_id, root_id, coalesce(code, '工位'), valid_from, valid_to from desk union all
        select carrier_id, root_id, name, valid_from, valid_to from device union all
        select carrier_id, root_id, coalesce(code, '储物柜'), valid_from, valid_to from locker) v
        on v.carrier_id = s.carrier_id and v.root_id = coalesce(s.room_id, s.desk_id, s.device_id, s.locker_id)
        and v.valid_from <= ${DAY} and (v.valid_to is null or v.valid_to >= ${DAY})
      where s.use = 'booked' group by s.carrier_id`,
  },
  'space.bookings': bookings('true', 'count(r.id)', USED),
  'space.roomHours': bookings('s.room_id is not null', 'coalesce(sum(r.hours * r.quantity), 0)', USED),
  'space.deviceHours': bookings('s.device_id is not null', 'coalesce(sum(r.hours * r.quantity), 0)', USED),
  'space.deskDays': bookings('s.desk_id is not null', 'coalesce(round(sum(r.hours * r.quantity) / 24, 2), 0)', USED),
  'space.noShows': bookings('true', 'count(r.id)', "'noShow'"),
} as const satisfies Readonly<Record<string, Derivation>>;
