-- 现场考察: who went, when, what was found, with photographs.
create table site_visit (
  id           uuid primary key,
  case_id      uuid not null references case_file,
  pass         integer not null,
  state        text not null check (state in ('draft', 'submitted')),
  visited_on   date,
  place        text,
  people       jsonb not null default '[]',            -- [{name, organisation, duty}]
  findings     jsonb not null default '[]',            -- [{requirement, outcome, says}]
  summary      text,
  version      integer not null default 1,
  saved_at     timestamptz not null,
  saved_by     uuid references person,
  submitted_at timestamptz,
  check ((state = 'submitted') = (submitted_at is not null)),
  unique (case_id, pass)
);
create table site_visit_photo (
  id            uuid primary key,
  site_visit_id uuid not null references site_visit,
  file_id       uuid not null references file,
  caption       text not null default '',
  added_at      timestamptz not null,
  added_by      uuid references person,
  removed_at    timestamptz
);
create index site_visit_photo_visit on site_visit_photo (site_visit_id) where removed_at is null;
