-- 孵化链条: the stage a team is in, its short monthly reports, diagnoses, what is offered to one that failed; and its moves between carriers.
create table record_columns (
  id           uuid primary key,
  team_id      uuid not null,
  valid_from   date not null,
  valid_to     date,
  note         text,
  file_id      uuid,
  case_id      uuid,
  version      integer not null default 1,
  example      boolean not null default false,
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now(),
  root_id      uuid not null,
  confirmed_at timestamptz,
  confirmed_by uuid,
  check (valid_to >= valid_from),
  check (confirmed_by is null or confirmed_at is not null)
);
create index on record_columns (team_id, valid_from, id);
create index on record_columns (root_id);

create table incubation_stage (like record_columns including all,
  stage    text not null check (stage in ('discovery', 'team', 'investment', 'acceleration', 'followUp')),
  owner    text,
  services text,
  exit     text,
  -- A team is in one stage at a time.
  constraint incubation_stage_overlaps exclude using gist (team_id with =, daterange(valid_from, valid_to, '[]') with &&)
);
create table team_report (like record_columns including all,
  month       text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  progress    text not null,
  problems    text,
  needs       text,
  people      integer check (people >= 0),
  revenue_fen bigint check (revenue_fen >= 0),
  constraint team_report_one unique (team_id, month)
);
create table diagnosis (like record_columns including all,
  by_whom text,
  market  integer check (market between 1 and 5),
  product integer check (product between 1 and 5),
  people  integer check (people between 1 and 5),
  finance integer check (finance between 1 and 5),
  advice  text not null
);
create table restart_offer (like record_columns including all,
  kind     text not null check (kind in ('retraining', 'reemployment', 'restart')),
  content  text not null,
  accepted boolean,
  outcome  text
);
do $$
declare t text;
begin
  foreach t in array array['incubation_stage', 'team_report', 'diagnosis', 'restart_offer'] loop
    execute format('alter table %I add foreign key (team_id) references team on delete cascade', t);
    execute format('alter table %I add foreign key (file_id) references file', t);
    execute format('alter table %I add foreign key (root_id) references %I', t, t);
    execute format('create trigger keeps_versions before update or delete on %I for each row execute function keep_version()', t);
  end loop;
end $$;
drop table record_columns;

-- 移苗入孵: a team moves to a carrier of another operator, with its consent; its records go with it, since they are its own.
create table team_transfer (
  id              uuid primary key,
  number          text not null unique,
  team_id         uuid not null references team,        -- root
  from_carrier_id uuid references carrier,              -- null: it stays nowhere now
  to_carrier_id   uuid not null references carrier,
  state           text not null check (state in ('proposed', 'agreed', 'accepted', 'refused', 'declined', 'withdrawn', 'done')),
  reason          text not null,
  answer          text,                                 -- why the team or the receiving operator says no
  starts_on       date,
  desks           integer check (desks >= 0),
  free_months     integer check (free_months >= 0),
  proposed_at     timestamptz not null,
  proposed_by     uuid references person,
  agreed_at       timestamptz,                          -- by the founder
  agreed_by       uuid references person,
  accepted_at     timestamptz,                          -- by the receiving operator
  accepted_by     uuid references person,
  done_at         timestamptz,
  tenancy_id      uuid references tenancy,
  version         integer not null default 1,
  example         boolean not null default false,
  check (from_carrier_id <> to_carrier_id),
  check (state not in ('agreed', 'accepted', 'done') or agreed_at is not null),
  check (state not in ('accepted', 'done') or (accepted_at is not null and starts_on is not null)),
  check ((state = 'done') = (tenancy_id is not null))
);
create unique index team_transfer_one_open on team_transfer (team_id) where state in ('proposed', 'agreed', 'accepted');
create index team_transfer_to on team_transfer (to_carrier_id, proposed_at desc);
create index team_transfer_from on team_transfer (from_carrier_id, proposed_at desc);
