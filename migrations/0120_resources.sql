-- What a space has to book or to let, beside desks and rooms: records like all others.
create table record_columns (like facility including all);
alter table record_columns drop column kind, drop column description;

create table floor (like record_columns including all,
  name  text not null,
  level integer
);
create table zone (like record_columns including all,
  floor_id uuid references floor,
  name     text not null,
  use      text check (use in ('work', 'meeting', 'event', 'workshop', 'rest', 'other'))
);
create table device (like record_columns including all,
  name    text not null,
  kind    text not null check (kind in ('projector', 'videoConference', 'printer3d', 'instrument', 'machine', 'computing', 'photo', 'other')),
  model   text,
  count   integer not null default 1 check (count >= 0),
  zone_id uuid references zone
);
create table locker (like record_columns including all,
  code    text,
  count   integer not null default 1 check (count >= 0),
  zone_id uuid references zone
);
-- 会员: a team that does not reside but books at the members' prices.
create table space_member (like record_columns including all,
  team_id uuid not null references team,
  number  text,
  constraint space_member_overlaps exclude using gist (carrier_id with =, team_id with =, daterange(valid_from, valid_to, '[]') with &&)
);
drop table record_columns;

do $$
declare t text;
begin
  foreach t in array array['floor', 'zone', 'device', 'locker', 'space_member'] loop
    execute format('alter table %I add foreign key (carrier_id) references carrier on delete cascade', t);
    execute format('alter table %I add foreign key (file_id) references file', t);
    execute format('alter table %I add foreign key (root_id) references %I', t, t);
    execute format('create trigger keeps_versions before update or delete on %I for each row execute function keep_version()', t);
  end loop;
end $$;
create index on space_member (team_id);
alter table desk add column zone_id uuid references zone;
alter table room add column zone_id uuid references zone;

-- On what terms one line of the records (desk, room, device, locker) is booked or let. Name, number and seats stay in the record.
create table resource (
  id             uuid primary key,
  carrier_id     uuid not null references carrier on delete cascade,
  desk_id        uuid unique references desk,          -- root_id of the record
  room_id        uuid unique references room,
  device_id      uuid unique references device,
  locker_id      uuid unique references locker,
  use            text not null check (use in ('booked', 'let', 'closed')),
  period         text not null check (period in ('hour', 'day', 'month')),
  step_minutes   integer not null check (step_minutes in (15, 30, 60)),
  least_minutes  integer not null check (least_minutes > 0),
  most_minutes   integer not null check (most_minutes >= least_minutes),
  buffer_minutes integer not null check (buffer_minutes between 0 and 240),
  notice_minutes integer not null check (notice_minutes >= 0),
  ahead_days     integer not null check (ahead_days between 1 and 366),
  refund_minutes integer not null check (refund_minutes >= 0),
  approval       boolean not null,
  check_in       boolean not null,
  grace_minutes  integer not null check (grace_minutes between 5 and 240),
  offer_minutes  integer not null check (offer_minutes between 5 and 10080),
  features       text[] not null,
  qr_token       text not null unique,
  version        integer not null default 1,
  example        boolean not null default false,
  created_at     timestamptz not null,
  updated_at     timestamptz not null,
  check (num_nonnulls(desk_id, room_id, device_id, locker_id) = 1)
);
create index resource_of_carrier on resource (carrier_id);

-- A group without a price may not book. Credits null: not to be paid with credits.
create table resource_price (
  resource_id uuid not null references resource on delete cascade,
  user_group  text not null check (user_group in ('resident', 'member', 'public')),
  period      text not null check (period in ('hour', 'day', 'month')),
  fee_fen     bigint not null check (fee_fen >= 0),
  credits     integer check (credits >= 0),
  primary key (resource_id, user_group, period)
);
create table resource_photo (
  resource_id uuid not null references resource on delete cascade,
  file_id     uuid not null references file,
  alt         text not null,
  position    integer not null,
  primary key (resource_id, file_id)
);
create index resource_photo_file on resource_photo (file_id);

-- Minutes of the day. No row: closed on such days. resource_id null: the whole space.
create table opening (
  id          uuid primary key,
  carrier_id  uuid not null references carrier on delete cascade,
  resource_id uuid references resource on delete cascade,
  day_kind    text not null check (day_kind in ('workday', 'dayOff')),
  opens       integer not null check (opens between 0 and 1439),
  closes      integer not null check (closes > opens and closes <= 1440)
);
create unique index opening_once on opening (carrier_id, coalesce(resource_id, carrier_id), day_kind);
create table closure (
  id          uuid primary key,
  carrier_id  uuid not null references carrier on delete cascade,
  resource_id uuid references resource on delete cascade,
  starts_at   timestamptz not null,
  ends_at     timestamptz not null check (ends_at > starts_at),
  reason      text not null,
  ended_by    uuid,                                   -- who took it back
  created_by  uuid,
  created_at  timestamptz not null
);
create index closure_of_carrier on closure (carrier_id, ends_at);

-- A drawing of a floor. A new one is a new row; shapes name records and desks of a group, so what is drawn anew stays the same thing.
create table floor_plan (
  id         uuid primary key,
  carrier_id uuid not null references carrier on delete cascade,
  floor_id   uuid not null references floor,
  version    integer not null,
  picture_id uuid references file,
  width      integer not null check (width between 100 and 10000),
  height     integer not null check (height between 100 and 10000),
  shapes     jsonb not null,
  drawn_by   uuid,
  drawn_at   timestamptz not null,
  unique (floor_id, version)
);
create index floor_plan_of_carrier on floor_plan (carrier_id);
