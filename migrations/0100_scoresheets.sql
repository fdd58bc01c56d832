-- Scoresheets by version, and points by item.

-- Version 1 is the pack's own and has no row; what a body publishes later replaces it for a round, or for one case.
create table scoresheet (
  id           uuid primary key,
  round_id     uuid references round,
  case_id      uuid references case_file,
  pack_id      text not null,
  step         text not null,
  scheme       text not null,                          -- '': the sheet asks for one total
  version      integer not null check (version > 1),
  items        jsonb not null,
  reason       text not null,
  published_at timestamptz not null,
  published_by uuid references person,
  check ((round_id is null) <> (case_id is null)),
  unique nulls not distinct (round_id, case_id, pack_id, step, scheme, version)
);

-- items of a review: item id -> {points, comment}. The version of the sheet that the expert last saw.
alter table review add column sheet_version integer not null default 1;
-- item id -> {indicator, points}, when the panel is finished.
alter table review_panel add column items jsonb not null default '{}';
