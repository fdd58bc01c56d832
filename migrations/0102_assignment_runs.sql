-- 选派方案: one search for who reviews what, over all submissions of a round that wait for experts.
create table assignment_run (
  id        uuid primary key,
  round_id  uuid not null references round,
  body_id   uuid not null references organisation,     -- whose step it is
  state     text not null check (state in ('waiting', 'solving', 'proposed', 'cancelled', 'failed', 'confirmed')),
  pins      jsonb not null default '[]',               -- [{caseId, expertId}]
  forbids   jsonb not null default '[]',
  based_on  uuid references assignment_run,            -- its seats stay where they need not move
  done      integer not null default 0,                -- seats looked at
  total     integer not null default 0,
  cost      bigint,
  shortages jsonb not null default '[]',
  failures  jsonb not null default '[]',               -- panels that could not be set when it was confirmed
  failure   text,
  asked_at  timestamptz not null,
  asked_by  uuid references person,
  beat_at   timestamptz,                               -- the search was alive
  ended_at  timestamptz
);
create index assignment_run_round on assignment_run (round_id, asked_at);
-- Of two searches for one round at once, one is refused.
create unique index assignment_run_one on assignment_run (round_id, body_id) where state in ('waiting', 'solving');

create table assignment_seat (
  run_id    uuid not null references assignment_run,
  case_id   uuid not null references case_file,
  expert_id uuid not null references expert,
  fits      text[] not null,
  pinned    boolean not null,
  primary key (run_id, case_id, expert_id)
);
create index assignment_seat_expert on assignment_seat (run_id, expert_id);
