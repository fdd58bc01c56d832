-- 公示: one notice per release, over several cases.
create table notice (
  id              uuid primary key,
  pack_hash       text not null references pack,
  pack_id         text not null,
  procedure_id    text not null,
  step            text not null,
  round_id        uuid references round,
  organisation_id uuid not null references organisation,   -- the issuing organ
  territory_id    uuid not null references territory,
  state           text not null check (state in ('draft', 'running', 'closed')),
  index_number    text unique,                             -- 索引号, given when it goes up
  title           text not null,
  basis           text not null,
  passed          text not null,                           -- the steps gone through
  how_to_object   text not null,
  phones          jsonb not null,                          -- [{office, phone}]
  attachments     jsonb not null default '[]',             -- [{title}]
  working_days    integer not null check (working_days > 0),
  planned_on      date,                                    -- when it was meant to go up
  planned_last_day date,
  published_at    timestamptz,
  published_by    uuid references person,
  first_day       date,
  last_day        date,
  ends_at         timestamptz,                             -- the first moment that is too late
  provisional     boolean not null default false,          -- 暂定: closes nothing
  closed_at       timestamptz,
  version         integer not null default 1,
  created_at      timestamptz not null,
  check ((state = 'draft') = (published_at is null)),
  check ((state = 'closed') = (closed_at is not null)),
  check (state = 'draft' or (first_day is not null and last_day is not null and ends_at is not null))
);
create index notice_public on notice (published_at desc) where state <> 'draft';
create index notice_territory on notice (territory_id, created_at);

create table notice_case (
  notice_id uuid not null references notice,
  case_id   uuid not null references case_file,
  pass      integer not null,
  outcome   text check (outcome in ('clear', 'upheld')),
  ended_at  timestamptz,
  primary key (notice_id, case_id)
);
create unique index notice_case_pass on notice_case (case_id, pass);

create table notice_file (
  notice_id uuid not null references notice,
  format    text not null check (format in ('docx', 'pdf')),
  file_id   uuid not null references file,
  made_at   timestamptz not null,
  primary key (notice_id, format)
);
