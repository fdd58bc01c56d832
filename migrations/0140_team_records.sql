-- What a team itself keeps, once, wherever it stays: one table per noun, dated like the carriers' records, about a team's root.
-- A row counts once the operator with whom the team stays has confirmed it; a correction takes the confirmation back.
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

create table team_person (like record_columns including all,
  name            text not null,
  post            text,
  is_founder      boolean,
  education       text check (education in ('doctor', 'master', 'bachelor', 'college', 'other')),
  category        text check (category in ('student', 'researcher', 'returnee', 'migrantWorker', 'executive', 'serial', 'other')),
  fresh_graduate  boolean
);
create table ip_right (like record_columns including all,
  kind       text not null check (kind in ('invention', 'utility', 'design', 'softwareCopyright', 'trademark', 'plantVariety', 'layout')),
  title      text not null,
  number     text,
  granted_on date,
  fee_due_on date,                                      -- 年费等下一个期限
  check (granted_on >= valid_from)
);
create table financing_round (like record_columns including all,
  kind       text not null check (kind in ('angel', 'venture', 'incubationFund', 'bankLoan', 'seedLoan', 'crowdfunding', 'other')),
  round      text,
  investor   text,
  amount_fen bigint not null check (amount_fen >= 0)
);
create table team_year (like record_columns including all,
  year          integer not null check (year between 1990 and 2200),
  revenue_fen   bigint check (revenue_fen >= 0),
  tax_fen       bigint check (tax_fen >= 0),
  rd_fen        bigint check (rd_fen >= 0),
  employees     integer check (employees >= 0)
);
alter table team_year add constraint team_year_one unique (team_id, year);
create table team_project (like record_columns including all,
  title      text not null,
  level      text check (level in ('national', 'province', 'city', 'district', 'enterprise')),
  number     text,
  amount_fen bigint check (amount_fen >= 0)
);
create table team_result (like record_columns including all,
  title          text not null,
  transferred_on date,
  transfer_kind  text check (transfer_kind in ('sale', 'licence', 'equity', 'ownUse', 'other')),
  amount_fen     bigint check (amount_fen >= 0)
);
create table certificate_held (like record_columns including all,
  kind   text not null check (kind in ('highTech', 'techSme', 'innovativeSme', 'specialisedSme', 'littleGiant')),
  number text
);
create table milestone (like record_columns including all,
  kind        text not null check (kind in ('prototype', 'firstOrder', 'registered', 'merged', 'listed', 'award', 'other')),
  title       text not null,
  description text
);

do $$
declare t text;
begin
  foreach t in array array['team_person', 'ip_right', 'financing_round', 'team_year', 'team_project', 'team_result', 'certificate_held', 'milestone'] loop
    execute format('alter table %I add foreign key (team_id) references team on delete cascade', t);
    execute format('alter table %I add foreign key (file_id) references file', t);
    execute format('alter table %I add foreign key (root_id) references %I', t, t);
    execute format('create trigger keeps_versions before update or delete on %I for each row execute function keep_version()', t);
  end loop;
end $$;
drop table record_columns;
create index ip_right_fee on ip_right (fee_due_on) where fee_due_on is not null and valid_to is null;

-- The team's word that the book of a kind is complete from a day on: from then a count is known, 0 included.
create table team_book (
  team_id       uuid not null references team on delete cascade,
  kind          text not null,
  complete_from date not null,
  stated_at     timestamptz not null,
  stated_by     uuid,
  primary key (team_id, kind)
);

-- To whom, beside the operator with whom it stays, the team shows its own records; by its own word and for its own time.
create table team_consent (
  id              uuid primary key,
  team_id         uuid not null references team on delete cascade,
  organisation_id uuid not null references organisation,
  purpose         text not null,
  valid_from      date not null,
  valid_to        date,
  given_at        timestamptz not null,
  given_by        uuid not null references person,
  withdrawn_at    timestamptz,
  check (valid_to >= valid_from)
);
create unique index team_consent_one on team_consent (team_id, organisation_id) where withdrawn_at is null;
create index team_consent_organisation on team_consent (organisation_id) where withdrawn_at is null;
