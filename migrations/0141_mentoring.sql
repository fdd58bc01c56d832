-- 创业导师: how a mentor works for a space, when one has time, and the sessions with teams.

alter table mentor add column industries text[];
alter table mentor_agreement
  add column mode         text check (mode in ('volunteer', 'paid')),
  add column hour_fee_fen bigint check (hour_fee_fen >= 0),       -- of the paid mode
  add column team_hours   integer check (team_hours >= 0),        -- a team's hours with this mentor in a calendar year; null: no bound
  add column network      boolean;                                -- teams of other spaces may book, too

-- When a mentor has time, week by week. One calendar for every space the mentor works for.
create table mentor_hours (
  id          uuid primary key,
  calendar_id uuid not null,                            -- the person, or of a mentor without an account the mentor's root
  weekday     integer not null check (weekday between 1 and 7),  -- 1 Monday
  from_time   time not null,
  to_time     time not null check (to_time > from_time),
  constraint mentor_hours_overlap exclude using gist (calendar_id with =, weekday with =,
    tsrange('2000-01-01'::date + from_time, '2000-01-01'::date + to_time) with &&)
);

create table mentoring_session (
  id              uuid primary key,
  number          text not null unique,
  carrier_id      uuid not null references carrier,     -- whose agreement it is held under
  mentor_id       uuid not null references mentor,      -- root
  agreement_id    uuid not null references mentor_agreement,
  calendar_id     uuid not null,
  team_id         uuid not null references team,        -- root
  starts_at       timestamptz not null,
  ends_at         timestamptz not null check (ends_at > starts_at),
  topic           text not null,
  online          boolean not null,
  state           text not null check (state in ('requested', 'booked', 'declined', 'cancelled', 'held', 'missed')),
  reason          text,                                 -- why declined, cancelled or missed
  requested_at    timestamptz not null,
  requested_by    uuid references person,
  answered_at     timestamptz,
  team_confirmed_at   timestamptz,                      -- that it was held; both sides, or one for a side without an account
  team_confirmed_by   uuid references person,
  mentor_confirmed_at timestamptz,
  mentor_confirmed_by uuid references person,
  shared_note     text,
  private_note    text,                                 -- the mentor's own; nobody else reads it
  team_rating     integer check (team_rating between 1 and 5),
  team_remark     text,
  mentor_rating   integer check (mentor_rating between 1 and 5),
  mentor_remark   text,
  settlement_id   uuid,
  version         integer not null default 1,
  example         boolean not null default false,
  -- The mode and fee are those of the agreement on the day; kept so that a later agreement changes nothing.
  mode            text not null check (mode in ('volunteer', 'paid')),
  hour_fee_fen    bigint not null check (hour_fee_fen >= 0),
  check ((state = 'held') = (team_confirmed_at is not null and mentor_confirmed_at is not null)),
  check (state not in ('declined', 'cancelled', 'missed') or reason is not null),
  -- No mentor is in two places at once, whichever space asks.
  constraint mentoring_session_overlaps exclude using gist (calendar_id with =, tstzrange(starts_at, ends_at) with &&)
    where (state in ('requested', 'booked', 'held'))
);
create index mentoring_session_carrier on mentoring_session (carrier_id, starts_at desc);
create index mentoring_session_team on mentoring_session (team_id, starts_at desc);
create index mentoring_session_mentor on mentoring_session (mentor_id, starts_at desc);

-- 课时结算: the hours of a month under the paid mode. A session is settled once.
create table mentoring_settlement (
  id         uuid primary key,
  number     text not null unique,
  carrier_id uuid not null references carrier,
  mentor_id  uuid not null references mentor,
  month      date not null check (extract(day from month) = 1),
  minutes    integer not null check (minutes > 0),
  total_fen  bigint not null check (total_fen >= 0),
  settled_at timestamptz not null,
  settled_by uuid references person,
  paid_on    date,
  paid_by    uuid references person
);
create index mentoring_settlement_carrier on mentoring_settlement (carrier_id, month desc);
alter table mentoring_session add foreign key (settlement_id) references mentoring_settlement;
