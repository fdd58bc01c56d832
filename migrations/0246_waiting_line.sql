-- 候补: in an order that the space's criteria say; a desk that becomes free is offered to the first whom it is enough for, who answers within a term.
alter table criteria add column waits_by text not null default 'received' check (waits_by in ('received', 'score'));   -- of the selection
alter table admission add column offered_until timestamptz;
alter table admission drop constraint admission_state_check;
alter table admission add constraint admission_state_check
  check (state in ('enquiry', 'answered', 'received', 'waiting', 'offered', 'selected', 'refused', 'declined', 'admitted', 'withdrawn'));
alter table admission add constraint admission_offer_ends check (state <> 'offered' or offered_until is not null);
drop index admission_open;
create unique index admission_open on admission (carrier_id, phone_hash, team_name) where state in ('received', 'waiting', 'offered', 'selected');

create view admission_line as
  select a.id, a.carrier_id, coalesce(a.desks, 1) as desks,
    row_number() over (partition by a.carrier_id order by case when k.waits_by = 'score' then s.average end desc nulls last, a.received_at, a.id)::integer as place
  from admission a
    left join lateral (select c.waits_by from criteria c where c.carrier_id = a.carrier_id and c.purpose = 'selection' order by c.edition desc limit 1) k on true
    left join lateral (select avg(x.total) as average from admission_score x where x.admission_id = a.id) s on true
  where a.state = 'waiting';

-- Desks of the premises that nobody sits at on a day and that are promised to nobody.
create function desks_free(of_carrier uuid, on_day date) returns integer language sql stable as $$
  select ((select coalesce(sum(d.count), 0) from desk d where d.carrier_id = of_carrier and d.kind <> 'virtual'
      and d.valid_from <= on_day and (d.valid_to is null or d.valid_to >= on_day))
    - (select coalesce(sum(t.desks), 0) from tenancy t where t.carrier_id = of_carrier and t.remote is not true
      and t.valid_from <= on_day and (t.valid_to is null or t.valid_to >= on_day))
    - (select coalesce(sum(coalesce(a.desks, 1)), 0) from admission a where a.carrier_id = of_carrier and a.state in ('offered', 'selected')))::integer
$$;

-- From when so many desks are free and stay so, within 60 days: now, after a last day, after the space was closed; null: not yet.
create function place_free_from(of_carrier uuid, need integer, today date) returns date language sql stable as $$
  select min(x.day) from (
    select today as day
    union select t.valid_to + 1 from tenancy t where t.carrier_id = of_carrier and t.valid_to between today and today + 59
    union select (c.ends_at at time zone 'Asia/Shanghai')::date from closure c
      where c.carrier_id = of_carrier and c.resource_id is null and (c.ends_at at time zone 'Asia/Shanghai')::date between today and today + 60) x
  where desks_free(of_carrier, x.day) >= need and desks_free(of_carrier, today + 60) >= need
    and not exists (select 1 from closure c where c.carrier_id = of_carrier and c.resource_id is null and c.ended_by is null
      and c.starts_at <= x.day::timestamp at time zone 'Asia/Shanghai' and c.ends_at >= (x.day + 1)::timestamp at time zone 'Asia/Shanghai')
$$;
