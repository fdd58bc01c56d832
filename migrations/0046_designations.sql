-- What follows from a decision: designations and what shows them, changes, bars, rectifications.
create table designation (
  id              uuid primary key,
  carrier_id      uuid not null references carrier,
  case_id         uuid not null unique references case_file,
  pack_id         text not null,
  pack_hash       text not null references pack,
  mode            text not null check (mode in ('recognition', 'filing', 'registration')),
  name            text not null,
  level           text not null check (level in ('national', 'province', 'city', 'district', 'zone')),
  number          text not null unique,
  state           text not null check (state in ('valid', 'rectifying', 'revoked', 'lapsed')),
  territory_id    uuid not null references territory,      -- of the carrier
  organisation_id uuid not null references organisation,   -- who granted it
  holder_id       uuid not null references organisation,   -- the operator when it was granted
  valid_from      date not null,
  valid_to        date check (valid_to >= valid_from),
  ended_on        date,
  version         integer not null default 1,
  created_at      timestamptz not null,
  check ((state in ('revoked', 'lapsed')) = (ended_on is not null))
);
-- One carrier holds one designation under a pack.
create unique index designation_one on designation (carrier_id, pack_id) where ended_on is null;
create index designation_register on designation (territory_id, state, valid_from);
create index designation_pack on designation (pack_id, state);

-- Each change of state and the case it follows from.
create table designation_event (
  id             uuid primary key,
  designation_id uuid not null references designation,
  at             timestamptz not null,
  on_day         date not null,
  from_state     text,
  to_state       text not null,
  case_id        uuid references case_file,
  reason         text
);
create index designation_event_of on designation_event (designation_id, at);
create trigger designation_event_is_append_only before update or delete on designation_event
  for each row execute function refuse_change();

create table certificate (
  id             uuid primary key,
  designation_id uuid not null unique references designation,
  number         text not null unique,
  issued_on      date not null,
  file_id        uuid not null references file,
  sha256         text not null,
  issued_at      timestamptz not null
);
create index certificate_sha256 on certificate (sha256);

create table plaque (
  id             uuid primary key,
  designation_id uuid not null unique references designation,
  token          text not null unique,                 -- in the QR code; cannot be guessed
  awarded_on     date not null,
  awarded_by     text not null,                        -- who handed it over
  received_by    text not null,
  place          text,
  file_id        uuid not null references file,
  recorded_at    timestamptz not null,
  recorded_by    uuid references person
);

-- A material change that took effect; the register keeps what was before.
create table material_change (
  id            uuid primary key,
  case_id       uuid not null references case_file,
  carrier_id    uuid not null references carrier,
  field         text not null check (field in ('floorArea', 'operator', 'direction', 'goals')),
  before        jsonb,
  after         jsonb not null,
  happened_on   date not null,
  reported_on   date not null,
  report_by     date,                                  -- null: the document sets no time
  late          boolean not null,
  late_by       integer not null default 0 check (late_by >= 0),   -- working days
  applied_at    timestamptz not null,
  unique (case_id, field)
);
create index material_change_carrier on material_change (carrier_id, happened_on);

-- 限期不予受理: ends by itself with its last day.
create table bar (
  id              uuid primary key,
  case_id         uuid not null unique references case_file,
  carrier_id      uuid not null references carrier,
  organisation_id uuid not null references organisation,
  pack_id         text not null,
  from_day        date not null,
  until_day       date check (until_day >= from_day),
  cites           text not null,
  reason          text not null,
  created_at      timestamptz not null
);
create index bar_of on bar (organisation_id, pack_id, until_day);
create index bar_carrier on bar (carrier_id, pack_id, until_day);

create table rectification (
  id             uuid primary key,
  case_id        uuid not null unique references case_file,
  designation_id uuid not null references designation,
  opened_on      date not null,
  due_on         date,
  reason         text not null,
  closed_on      date,
  closing        text
);
create index rectification_open on rectification (designation_id) where closed_on is null;
