-- 拟定名单: one sitting over all cases that wait at a step; prepared over several sittings, released at once.
create table shortlist (
  id              uuid primary key,
  pack_id         text not null,
  procedure_id    text not null,
  step            text not null,
  round_id        uuid references round,               -- null: rolling intake
  case_id         uuid references case_file,           -- rolling intake: a sitting of one
  organisation_id uuid not null references organisation,
  territory_id    uuid not null references territory,
  state           text not null check (state in ('draft', 'proposed', 'released')),
  version         integer not null default 1,
  opened_at       timestamptz not null,
  proposed_at     timestamptz,
  proposed_by     uuid references person,
  released_at     timestamptz,
  released_by     uuid references person,
  check ((state = 'released') = (released_at is not null)),
  check ((round_id is null) <> (case_id is null))
);
create unique index shortlist_one_open on shortlist (round_id, pack_id, procedure_id, step) where state <> 'released' and case_id is null;
create unique index shortlist_one_case on shortlist (case_id, step) where state <> 'released' and case_id is not null;

create table shortlist_line (
  shortlist_id uuid not null references shortlist,
  case_id      uuid not null references case_file,
  pass         integer not null,
  outcome      text check (outcome in ('listed', 'notListed')),
  exception    text,                                   -- why the rank was departed from
  rank         integer,                                -- as it stood when released
  score        numeric(8,4),
  decided_at   timestamptz,
  decided_by   uuid references person,
  primary key (shortlist_id, case_id)
);
create index shortlist_line_case on shortlist_line (case_id);
