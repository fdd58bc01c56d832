-- A team's account of credits at a space. Every movement takes from one account what it gives to another.
create table credit_account (
  id         uuid primary key,
  carrier_id uuid not null references carrier on delete cascade,
  team_id    uuid references team,                    -- null: the space itself, which gives and takes back
  balance    bigint not null default 0,
  constraint credit_balance check (team_id is null or balance >= 0)
);
create unique index credit_account_once on credit_account (carrier_id, coalesce(team_id, carrier_id));
create index credit_account_team on credit_account (team_id);

-- One meeting: who, when, in which state. What it takes is in booking_item.
create table booking (
  id              uuid primary key,
  carrier_id      uuid not null references carrier on delete cascade,
  organisation_id uuid not null references organisation,   -- the team's, or the operator's for its own use
  team_id         uuid references team,
  person_id       uuid not null references person,         -- who comes
  booked_by       uuid not null references person,
  series_id       uuid,
  starts_at       timestamptz not null,
  ends_at         timestamptz not null check (ends_at > starts_at),
  state           text not null check (state in ('waiting', 'offered', 'requested', 'confirmed', 'checkedIn', 'noShow', 'declined', 'cancelled', 'lapsed')),
  attendees       integer not null check (attendees > 0),
  purpose         text,
  user_group      text not null check (user_group in ('resident', 'member', 'public', 'own')),
  payment         text not null check (payment in ('credits', 'money')),
  fee_fen         bigint not null check (fee_fen >= 0),
  credits         integer not null check (credits >= 0),
  reason          text,                                     -- why declined or cancelled
  offered_until   timestamptz,
  checked_in_at   timestamptz,
  version         integer not null default 1,
  example         boolean not null default false,
  created_at      timestamptz not null,
  updated_at      timestamptz not null
);
create index booking_of_carrier on booking (carrier_id, starts_at);
create index booking_of_organisation on booking (organisation_id, starts_at);
create index booking_of_person on booking (person_id, starts_at);
create index booking_in_series on booking (series_id, starts_at) where series_id is not null;
create index booking_waiting on booking (carrier_id, created_at, id) where state = 'waiting';
create index booking_requested on booking (carrier_id, starts_at) where state = 'requested';

-- The units of a resource that a booking takes: desks 3 and 7 of a group of 20 are {[3,4),[7,8)}.
create table booking_item (
  booking_id  uuid not null references booking on delete cascade,
  resource_id uuid not null references resource,
  quantity    integer not null check (quantity > 0),
  units       int4multirange not null check (not isempty(units) and lower(units) >= 1),
  during      tstzrange not null check (not isempty(during)),   -- with the time after it that the resource is kept free
  holds       boolean not null default false,
  primary key (booking_id, resource_id),
  -- No unit is ever held twice at a time.
  constraint booking_item_overlaps exclude using gist (resource_id with =, during with &&, units with &&) where (holds)
);

-- Whether an item holds its units follows from the booking's state, and from nothing else.
create function booking_holds(state text) returns boolean language sql immutable as
  $$ select state in ('offered', 'requested', 'confirmed', 'checkedIn') $$;
create function booking_item_follows() returns trigger language plpgsql as $$
begin
  new.holds := (select booking_holds(state) from booking where id = new.booking_id);
  return new;
end $$;
create trigger booking_item_follows before insert or update on booking_item for each row execute function booking_item_follows();
create function booking_state_changes() returns trigger language plpgsql as $$
begin
  update booking_item set holds = booking_holds(new.state) where booking_id = new.id;
  return null;
end $$;
create trigger booking_state_changes after update of state on booking for each row
  when (booking_holds(old.state) <> booking_holds(new.state)) execute function booking_state_changes();

create table credit_movement (
  id         uuid primary key,
  giver_id   uuid not null references credit_account,
  taker_id   uuid not null references credit_account check (taker_id <> giver_id),
  amount     integer not null check (amount > 0),
  kind       text not null check (kind in ('grant', 'spend', 'refund', 'withdraw')),
  booking_id uuid references booking,
  note       text,
  person_id  uuid,
  at         timestamptz not null
);
create index credit_movement_giver on credit_movement (giver_id, at desc, id desc);
create index credit_movement_taker on credit_movement (taker_id, at desc, id desc);
create index credit_movement_booking on credit_movement (booking_id) where booking_id is not null;
create trigger credit_movement_is_append_only before update or delete on credit_movement
  for each row execute function refuse_change();
-- Both accounts change with the movement or not at all, the lower id first, so that two movements never wait for each other.
create function credit_moves() returns trigger language plpgsql as $$
declare one uuid;
begin
  for one in select id from credit_account where id in (new.giver_id, new.taker_id) order by id for update loop
    update credit_account set balance = balance + case when id = new.taker_id then new.amount else -new.amount end where id = one;
  end loop;
  return null;
end $$;
create trigger credit_moves after insert on credit_movement for each row execute function credit_moves();
-- A balance is what its movements say: nobody writes it otherwise.
create function credit_balance_is_moved() returns trigger language plpgsql as $$
begin
  if pg_trigger_depth() < 2 then raise exception 'a balance changes by movements only'; end if;
  return new;
end $$;
create trigger credit_balance_is_moved before update of balance on credit_account for each row execute function credit_balance_is_moved();

-- The secret address under which a person's calendar reads the bookings.
create table calendar_feed (
  id         uuid primary key,
  person_id  uuid not null references person on delete cascade,
  token_hash text not null unique,
  created_at timestamptz not null,
  revoked_at timestamptz
);
create unique index calendar_feed_one on calendar_feed (person_id) where revoked_at is null;
