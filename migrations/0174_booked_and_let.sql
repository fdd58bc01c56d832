-- Bookings paid with money come into the monthly statement of the team in residence, each once.
alter table booking add column waived boolean not null default false;   -- cancelled in time, or by the space: nothing is owed
-- Of what was cancelled before, nobody has been charged.
update booking set waived = true where state = 'cancelled';

create function booking_owed(payment text, state text, fee_fen bigint, waived boolean) returns bigint language sql immutable as
  $$ select case when payment = 'money' and not waived and state in ('confirmed', 'checkedIn', 'noShow', 'cancelled') then fee_fen else 0 end $$;

alter table statement_line drop constraint statement_line_charge_check;
alter table statement_line add constraint statement_line_charge_check
  check (charge in ('rent', 'service', 'internet', 'water', 'power', 'booking'));

-- What a statement charges, or gives back, for one booking.
create table statement_booking (
  statement_id uuid not null references statement,
  booking_id   uuid not null references booking,
  month        date not null,                          -- of the booking's first day when it was charged
  amount_fen   bigint not null check (amount_fen <> 0),
  primary key (statement_id, booking_id, month)
);
create index on statement_booking (booking_id);
create trigger statement_booking_is_append_only before update or delete on statement_booking for each row execute function refuse_change();

-- However many statements are made at once, a booking is never charged beyond what it owes, nor given back beyond what was charged.
create function statement_booking_once() returns trigger language plpgsql as $$
declare owed bigint; charged numeric;
begin
  select booking_owed(b.payment, b.state, b.fee_fen, b.waived) into owed from booking b where b.id = new.booking_id for update;
  select coalesce(sum(amount_fen), 0) + new.amount_fen into charged from statement_booking where booking_id = new.booking_id;
  if charged < 0 or new.amount_fen > 0 and charged > owed then
    raise exception 'booking % owes % fen, not %', new.booking_id, owed, charged using errcode = 'check_violation', constraint = 'statement_booking_once';
  end if;
  return new;
end $$;
create trigger statement_booking_once before insert on statement_booking for each row execute function statement_booking_once();

-- The line of a month is the sum of its bookings.
create function statement_booking_adds_up() returns trigger language plpgsql as $$
begin
  if exists (select 1 from (select month, amount_fen from statement_line where statement_id = new.statement_id and charge = 'booking') l
    full join (select month, sum(amount_fen) as amount_fen from statement_booking where statement_id = new.statement_id group by month) b on b.month = l.month
    where coalesce(l.amount_fen, 0) <> coalesce(b.amount_fen, 0)) then
    raise exception 'the bookings of statement % do not add up to its lines', new.statement_id using errcode = 'check_violation', constraint = 'statement_booking_adds_up';
  end if;
  return null;
end $$;
create constraint trigger statement_booking_adds_up after insert on statement_booking deferrable initially deferred
  for each row execute function statement_booking_adds_up();
create constraint trigger statement_line_adds_up after insert on statement_line deferrable initially deferred
  for each row when (new.charge = 'booking') execute function statement_booking_adds_up();

-- The desks that a tenancy names are its own: which of a line's, in which days. Follows from the tenancies and the desks; nobody else writes it.
create table tenancy_desk (
  tenancy_id uuid not null references tenancy on delete cascade,   -- the period, not its root
  desk_id    uuid not null references desk,                        -- root
  unit       integer not null,
  during     daterange not null,
  primary key (tenancy_id, desk_id, unit)
);
create index on tenancy_desk using gist (desk_id, during);

-- 'A-3', 'A3' or 'A3号' is the third desk of line A, 'A-3至5' are three of them; 'A' alone says which only of a line of one desk. A line
-- that bears the whole text comes first.
create function desks_named(of_carrier uuid, codes text, within daterange) returns table (desk_id uuid, unit integer) language sql stable as $$
  with token as (select distinct t as text, regexp_match(t, '^(.*?)[-#·]?([0-9]{1,5})(?:[~至]([0-9]{1,5}))?号?$') as parts
      from regexp_split_to_table(coalesce(codes, ''), '[、,，;；[:space:]]+') t where t <> ''),
    line as (select d.root_id, coalesce(d.code, case d.kind when 'fixed' then '固定工位' else '流动工位' end) as name, max(d.count) as count
      from desk d where d.carrier_id = of_carrier and d.kind <> 'virtual' and daterange(d.valid_from, d.valid_to, '[]') && within group by 1, 2)
  select l.root_id, 1 from token t join line l on l.name = t.text and l.count = 1
  union
  select l.root_id, u from token t join line l on l.name = t.parts[1] and l.count > 1
    cross join generate_series(t.parts[2]::int, least(coalesce(t.parts[3], t.parts[2])::int, l.count)) u
  where u between 1 and l.count and not exists (select 1 from line x where x.name = t.text)
$$;

create function tenancy_takes_desks() returns trigger language plpgsql as $$
begin
  delete from tenancy_desk where tenancy_id = new.id;
  insert into tenancy_desk select new.id, n.desk_id, n.unit, daterange(new.valid_from, new.valid_to, '[]')
    from desks_named(new.carrier_id, new.desk_codes, daterange(new.valid_from, new.valid_to, '[]')) n;
  return null;
end $$;
create trigger tenancy_takes_desks_new after insert on tenancy for each row when (new.desk_codes is not null) execute function tenancy_takes_desks();
create trigger tenancy_takes_desks after update of carrier_id, desk_codes, valid_from, valid_to on tenancy for each row
  when (old.desk_codes is not null or new.desk_codes is not null) execute function tenancy_takes_desks();

-- A line of desks that is entered, corrected or ended: what the tenancies name is looked up anew.
create function desks_are_named_anew() returns trigger language plpgsql as $$
declare t record;
begin
  for t in select y.id, y.carrier_id, y.desk_codes, daterange(y.valid_from, y.valid_to, '[]') as during from tenancy y
      where y.desk_codes is not null and y.carrier_id in (select carrier_id from changed) loop
    delete from tenancy_desk d where d.tenancy_id = t.id and not exists (
      select 1 from desks_named(t.carrier_id, t.desk_codes, t.during) n where n.desk_id = d.desk_id and n.unit = d.unit);
    insert into tenancy_desk select t.id, n.desk_id, n.unit, t.during from desks_named(t.carrier_id, t.desk_codes, t.during) n on conflict do nothing;
  end loop;
  return null;
end $$;
create trigger desks_entered after insert on desk referencing new table as changed for each statement execute function desks_are_named_anew();
create trigger desks_corrected after update on desk referencing new table as changed for each statement execute function desks_are_named_anew();
create trigger desks_voided after delete on desk referencing old table as changed for each statement execute function desks_are_named_anew();
insert into tenancy_desk select t.id, n.desk_id, n.unit, daterange(t.valid_from, t.valid_to, '[]')
  from tenancy t cross join lateral desks_named(t.carrier_id, t.desk_codes, daterange(t.valid_from, t.valid_to, '[]')) n where t.desk_codes is not null;

-- A desk is let or booked, never both: whoever comes second is refused. The space's row lets one look after the other.
create function as_moments(days daterange) returns tstzrange language sql stable as $$
  select tstzrange(lower(days)::timestamp at time zone 'Asia/Shanghai', upper(days)::timestamp at time zone 'Asia/Shanghai') $$;
create function booking_item_not_let() returns trigger language plpgsql as $$
begin
  perform 1 from carrier where id = (select carrier_id from resource where id = new.resource_id) for no key update;
  if exists (select 1 from resource s join tenancy_desk d on d.desk_id = s.desk_id
      where s.id = new.resource_id and new.units @> d.unit and as_moments(d.during) && new.during) then
    raise exception 'a desk of resource % is let', new.resource_id using errcode = 'exclusion_violation', constraint = 'booking_item_overlaps';
  end if;
  return new;
end $$;
create trigger booking_item_not_let before insert or update on booking_item for each row when (new.holds) execute function booking_item_not_let();
create function tenancy_desk_not_booked() returns trigger language plpgsql as $$
declare taken record;
begin
  perform 1 from carrier where id = (select carrier_id from desk where id = new.desk_id) for no key update;
  select b.starts_at into taken from resource s join booking_item i on i.resource_id = s.id and i.holds and i.units @> new.unit and i.during && as_moments(new.during)
    join booking b on b.id = i.booking_id where s.desk_id = new.desk_id order by b.starts_at limit 1;
  if found then
    raise exception 'desk % of line % is booked', new.unit, new.desk_id using errcode = 'exclusion_violation', constraint = 'tenancy_desk_booked',
      detail = new.unit || '号于' || to_char(taken.starts_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI');
  end if;
  return new;
end $$;
create trigger tenancy_desk_not_booked before insert on tenancy_desk for each row execute function tenancy_desk_not_booked();
