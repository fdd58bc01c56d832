-- Experts, what they have an interest in, and their reviews.

-- Serial numbers of documents, notices, receipts and designations: the last one given under a name.
create table serial (
  name text primary key,
  last integer not null
);

create table expert (
  person_id    uuid primary key references person,
  territory_id uuid not null references territory,     -- whose library
  title        text,
  fields       text[] not null,
  phone_hashes text[] not null default '{}',           -- keyed hashes: can be compared, not read
  away_from    date,
  away_to      date check (away_to >= away_from),
  added_at     timestamptz not null,
  added_by     uuid references person,
  removed_at   timestamptz
);
create index expert_territory on expert (territory_id) where removed_at is null;

-- An organisation the expert has or had to do with. Nothing is deleted: an interest of the past counts.
create table expert_interest (
  id                uuid primary key,
  expert_id         uuid not null references expert,
  kind              text not null check (kind in ('employer', 'shareholding', 'other')),
  organisation_id   uuid references organisation,
  organisation_name text not null,
  uscc              text check (uscc ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
  from_day          date,                              -- null: not known
  to_day            date check (to_day >= from_day),   -- null: still
  share_percent     numeric(5,2) check (share_percent > 0 and share_percent <= 100),
  note              text,
  declared_at       timestamptz not null,
  declared_by       uuid references person,
  withdrawn_at      timestamptz,                       -- entered in error
  check (kind <> 'shareholding' or share_percent is not null)
);
create index expert_interest_expert on expert_interest (expert_id) where withdrawn_at is null;

-- One expert's review of one case. What is entered stays until it is submitted.
create table review (
  id             uuid primary key,
  case_id        uuid not null references case_file,
  pass           integer not null,
  expert_id      uuid not null references expert,
  task_id        uuid references task,
  state          text not null check (state in ('assigned', 'submitted', 'recused', 'released')),
  because        text not null,                        -- why this expert
  assigned_at    timestamptz not null,
  assigned_by    uuid references person,
  score          numeric(6,2),
  items          jsonb not null default '{}',          -- item id -> points
  opinion        text,
  recommendation text check (recommendation in ('recommend', 'reserve', 'reject')),
  revision       integer not null default 0,
  saved_at       timestamptz,
  ended_at       timestamptz,                          -- submitted, recused or released
  recusal        text,
  check ((state = 'assigned') = (ended_at is null)),
  check (state <> 'recused' or recusal is not null)
);
create unique index review_one on review (case_id, pass, expert_id) where state in ('assigned', 'submitted');
create index review_expert on review (expert_id, state);

-- All experts of a pass and what came out of it.
create table review_panel (
  case_id      uuid not null references case_file,
  pass         integer not null,
  seats        integer not null check (seats > 0),
  confirmed_at timestamptz not null,
  confirmed_by uuid references person,
  method       text not null check (method in ('mean', 'dropExtremes')),
  score        numeric(8,4),                           -- null: opinions only, or not finished
  finished_at  timestamptz,
  primary key (case_id, pass)
);
