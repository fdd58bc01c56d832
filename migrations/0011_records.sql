-- What happened in a carrier. One table per noun; each row holds from valid_from to valid_to, both days included.
-- A row that is corrected keeps its old version in record_version.

create table record_version (
  id          bigint generated always as identity primary key,
  kind        text not null,                        -- table
  record_id   uuid not null,
  version     integer not null,
  content     jsonb not null,                       -- the row as it was
  reason      text,
  person_id   uuid,
  replaced_at timestamptz not null
);
create index record_version_of on record_version (record_id, version);
create trigger record_version_is_append_only before update or delete on record_version
  for each row execute function refuse_change();

-- The command says who and why in the transaction's setting `zc.correction`.
create function keep_version() returns trigger language plpgsql as $$
declare said jsonb := nullif(current_setting('zc.correction', true), '')::jsonb;
begin
  insert into record_version (kind, record_id, version, content, reason, person_id, replaced_at)
  values (tg_table_name, old.id, old.version, to_jsonb(old), said ->> 'reason', (said ->> 'person')::uuid,
          coalesce((said ->> 'at')::timestamptz, now()));
  if tg_op = 'DELETE' then return old; end if;
  new.version := old.version + 1;
  return new;
end $$;

-- The columns every kind of record has; `create table x (like record_columns including all)` copies them.
create table record_columns (
  id         uuid primary key,
  carrier_id uuid not null,
  valid_from date not null,
  valid_to   date,
  note       text,
  file_id    uuid,                                  -- evidence
  case_id    uuid,                                  -- the case whose effect wrote it
  version    integer not null default 1,
  example    boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (valid_to >= valid_from)
);
create index on record_columns (carrier_id, valid_from, id);

create table premises (like record_columns including all,
  name     text,
  address  text not null,
  tenure   text check (tenure in ('owned', 'leased', 'free')),
  area_m2  numeric(12,2) check (area_m2 >= 0)
);
create table lease (like record_columns including all,
  premises_id uuid not null references premises,
  landlord    text,
  number      text,
  rent_fen    bigint check (rent_fen >= 0)
);
create table area_use (like record_columns including all,
  premises_id uuid references premises,
  name        text,
  use         text not null check (use in ('public', 'tenant', 'office', 'other')),
  area_m2     numeric(12,2) not null check (area_m2 >= 0)
);
create table desk (like record_columns including all,
  code  text,
  kind  text not null check (kind in ('fixed', 'hot', 'virtual')),
  count integer not null default 1 check (count >= 0)
);
create table room (like record_columns including all,
  name    text,
  kind    text not null check (kind in ('meeting', 'negotiation', 'roadshow', 'training', 'other')),
  count   integer not null default 1 check (count >= 0),
  seats   integer check (seats >= 0),
  area_m2 numeric(12,2) check (area_m2 >= 0)
);
create table facility (like record_columns including all,
  kind        text not null check (kind in ('power', 'water', 'fireSafety', 'telecom', 'network', 'other')),
  description text
);
create table staff (like record_columns including all,
  name             text not null,
  post             text,
  full_time        boolean,
  education        text,
  qualification    text,
  qualification_no text,
  skills           text[]
);
create table mentor (like record_columns including all,
  name      text not null,
  kind      text check (kind in ('angelInvestor', 'entrepreneur', 'manager', 'technicalExpert', 'marketing', 'finance', 'law', 'other')),
  full_time boolean,
  employer  text,
  title     text,
  fields    text
);
create table mentor_agreement (like record_columns including all,
  mentor_id uuid not null references mentor,
  number    text,
  duties    text
);
create table team (like record_columns including all,
  name          text not null,
  industry      text,
  project       text,
  founder_type  text check (founder_type in ('student', 'researcher', 'executive', 'returnee', 'serial', 'other')),
  members       integer check (members >= 0),
  company_name  text,
  uscc          text check (uscc ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
  registered_on date                                -- of the company; null: still a team
);
create table tenancy (like record_columns including all,
  team_id     uuid not null references team,
  number      text,
  free_months integer check (free_months >= 0),
  includes    text[],
  desks       integer check (desks >= 0),
  area_m2     numeric(12,2) check (area_m2 >= 0),
  rent_fen    bigint check (rent_fen >= 0),
  exit_kind   text check (exit_kind in ('graduated', 'moved', 'failed', 'eliminated', 'other')),
  constraint tenancy_overlaps exclude using gist (carrier_id with =, team_id with =, daterange(valid_from, valid_to, '[]') with &&)
);
create index tenancy_team on tenancy (team_id);
create table tenancy_terms (like record_columns including all,
  name            text,
  free_months     integer not null check (free_months >= 0),
  free_months_max integer check (free_months_max >= free_months),
  includes        text[] not null
);
create table service (like record_columns including all,
  kind        text not null check (kind in ('rdDesign', 'techTransfer', 'testing', 'incubation', 'ip', 'consulting', 'finance', 'platform', 'other')),
  description text,
  provider    text,
  online      boolean
);
create table event (like record_columns including all,
  title      text not null,
  kind       text not null check (kind in ('training', 'salon', 'roadshow', 'contest', 'lecture', 'bootcamp', 'exchange', 'other')),
  attendance integer check (attendance >= 0),
  place      text
);
create table seed_fund (like record_columns including all,
  name       text not null,
  amount_fen bigint not null check (amount_fen >= 0),
  investors  text
);
create table investment_case (like record_columns including all,
  team_id    uuid references team,
  team_name  text,
  investor   text,
  own_fund   boolean,
  amount_fen bigint check (amount_fen >= 0),
  stage      text,
  check (team_id is not null or team_name is not null)
);
create table cooperation_agreement (like record_columns including all,
  partner text not null,
  kind    text not null check (kind in ('angel', 'venture', 'privateEquity', 'guarantee', 'bank', 'university', 'institute', 'service', 'other')),
  number  text,
  content text
);
create table institutional_document (like record_columns including all,
  kind    text not null check (kind in ('admission', 'finance', 'archive', 'sharing', 'secretary', 'selection', 'graduation', 'information', 'mentoring', 'other')),
  title   text not null,
  edition text
);
create table finance_entry (like record_columns including all,
  source     text not null check (source in ('service', 'property', 'investment', 'fiscal', 'otherIncome', 'staffCost', 'siteCost', 'adminCost', 'otherCost', 'tax')),
  amount_fen bigint not null check (amount_fen >= 0)
);
create table grant_received (like record_columns including all,
  level      text check (level in ('national', 'province', 'city', 'district', 'zone', 'matched')),
  payer      text,
  purpose    text,
  amount_fen bigint not null check (amount_fen >= 0)
);
create table prior_designation (like record_columns including all,
  level  text not null check (level in ('national', 'province', 'city', 'district', 'zone')),
  title  text not null,
  issuer text,
  number text
);

do $$
declare t text;
begin
  foreach t in array array['premises', 'lease', 'area_use', 'desk', 'room', 'facility', 'staff', 'mentor', 'mentor_agreement', 'team',
    'tenancy', 'tenancy_terms', 'service', 'event', 'seed_fund', 'investment_case', 'cooperation_agreement',
    'institutional_document', 'finance_entry', 'grant_received', 'prior_designation'] loop
    execute format('alter table %I add foreign key (carrier_id) references carrier on delete cascade', t);
    execute format('alter table %I add foreign key (file_id) references file', t);
    execute format('create trigger keeps_versions before update or delete on %I for each row execute function keep_version()', t);
  end loop;
end $$;
drop table record_columns;
-- Not of the search columns: they follow from the others.
create trigger keeps_versions before update of kind, form, service_model, features, territory_id, address, opened_on, closed_on, virtual_url,
    summary, source, change_procedure, name, operator_id, focus, goals on carrier
  for each row execute function keep_version();

-- The operator's word that the book of a kind is complete from a day on: from then a count is known, 0 included.
create table record_book (
  carrier_id    uuid not null references carrier on delete cascade,
  kind          text not null,
  complete_from date not null,
  stated_at     timestamptz not null,
  stated_by     uuid,
  primary key (carrier_id, kind)
);

-- A figure of a territory cited from a publication; never spread over its carriers.
create table cited_statistic (
  id           uuid primary key,
  territory_id uuid not null references territory,
  indicator    text not null,
  value        numeric not null,
  unit         text not null,
  bound        text not null default 'exact' check (bound in ('exact', 'atLeast')),
  as_of        date not null,
  wording      text not null,
  source       text not null,
  position     integer not null,
  unique (territory_id, source, indicator)
);
