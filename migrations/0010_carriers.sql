-- Names as they are searched and sorted, and the carriers with what is material about them by validity.
create extension if not exists btree_gist;

alter table territory add column full_name text not null default '';   -- from the province down
alter table territory add column name_sort text not null default '';   -- pinyin, no spaces
alter table territory add column initials text not null default '';    -- first letters of the pinyin
create index territory_name_sort on territory (name_sort text_pattern_ops);
create index organisation_name_sort on organisation (name_sort, id);

create table carrier (
  id               uuid primary key,
  kind             text not null,
  form             text,                            -- 创客空间, 创业咖啡 ... within the kind
  service_model    text,                            -- 江苏 三(五)
  features         text[] not null default '{}',
  territory_id     uuid not null references territory,
  address          text,
  opened_on        date,                            -- null: not known
  closed_on        date check (closed_on >= opened_on),
  virtual_url      text,                            -- the space on the network
  summary          text,
  source           text,                            -- where the entry comes from, when it was not kept by its operator
  -- While a pack's filing binds the carrier, material data change by a case only.
  change_procedure text,
  -- The newest carrier_version, repeated here so that lists need no second table.
  name             text not null,
  name_sort        text not null,
  operator_id      uuid references organisation,    -- null: not known
  focus            text,
  goals            text,
  search           tsvector not null default '',
  search_by        text not null default '',        -- version of the tokeniser that made `search`
  example          boolean not null default false,  -- 示例: invented for demonstration
  version          integer not null default 1,
  created_at       timestamptz not null default now(),
  updated_at       timestamptz not null default now()
);
create index carrier_name_sort on carrier (name_sort, id);
create index carrier_territory on carrier (territory_id, name_sort);
create index carrier_operator on carrier (operator_id);
create index carrier_search on carrier using gin (search);

-- What is material (上海 第七条): operator, direction, goals, name. Floor area is material too and stands in premises.
create table carrier_version (
  id          uuid primary key,
  carrier_id  uuid not null references carrier on delete cascade,
  valid_from  date,                                 -- null: since its beginning
  valid_to    date,                                 -- the last day; null: still
  name        text not null,
  operator_id uuid references organisation,
  focus       text,
  goals       text,
  case_id     uuid,                                 -- the case that granted the change
  recorded_at timestamptz not null default now(),
  check (valid_to >= valid_from),
  exclude using gist (carrier_id with =, daterange(valid_from, valid_to, '[]') with &&)
);
create unique index carrier_version_newest on carrier_version (carrier_id) where valid_to is null;
