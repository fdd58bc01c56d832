-- 异议: named, in time, the objector confidential. What was received is encrypted and never leaves as it is.
create table objection (
  id              uuid primary key,
  receipt         text not null unique,
  notice_id       uuid not null references notice,
  case_id         uuid not null references case_file,
  pass            integer not null,
  kind            text not null check (kind in ('individual', 'unit')),
  name_sealed     bytea not null,                      -- of the person, or of the unit's contact
  unit_sealed     bytea,
  phone_sealed    bytea not null,
  phone_last4     text not null,
  phone_hash      text not null,
  original_sealed bytea not null,                      -- the text as received
  seal_file_id    uuid references file,                -- scan with the unit's seal
  received_at     timestamptz not null,
  state           text not null check (state in ('received', 'asked', 'heard', 'upheld', 'dismissed', 'moot')),
  redacted        text,                                -- what the party and the public read
  redacted_at     timestamptz,
  redacted_by     uuid references person,
  asked_at        timestamptz,
  due_on          date,
  due_at          timestamptz,
  due_provisional boolean not null default false,
  statement       text,
  stated_at       timestamptz,
  stated_by       uuid references person,
  reply           text,                                -- to the objector
  reasons         text,                                -- kept with the case
  decided_at      timestamptz,
  decided_by      uuid references person,
  version         integer not null default 1,
  check (kind = 'individual' or (unit_sealed is not null and seal_file_id is not null)),
  check ((state in ('upheld', 'dismissed', 'moot')) = (decided_at is not null)),
  check (state not in ('upheld', 'dismissed') or (redacted is not null and reply is not null))
);
create index objection_case on objection (case_id, pass);
create index objection_notice on objection (notice_id);
create index objection_open on objection (due_at) where decided_at is null;

-- Who read the original or the name, and why.
create table objection_reading (
  id           uuid primary key,
  objection_id uuid not null references objection,
  at           timestamptz not null,
  by_person    uuid not null references person,
  what         text not null check (what in ('original', 'objector', 'seal')),
  reason       text not null
);
create index objection_reading_of on objection_reading (objection_id, at);
