-- 奖励: what a signed consequence of an evaluation gives. Struck when its decision is overturned.
create table reward (
  id              uuid primary key,
  kind            text not null check (kind in ('commendation', 'priority', 'recommendation', 'amount')),
  case_id         uuid not null references case_file,
  consequence     text not null,                       -- of the pack
  carrier_id      uuid not null references carrier,
  organisation_id uuid not null references organisation,
  territory_id    uuid not null references territory,
  pack_id         text not null,
  cites           text not null,
  says            text not null,
  counted         text not null,                       -- the rounds that were counted, in words
  number          text not null,                       -- of the decision
  on_day          date not null,
  level           text check (level in ('national', 'province', 'city', 'district', 'zone')),   -- recommended for
  addressee       text,
  amount          bigint check (amount > 0),           -- fen
  shares          jsonb not null default '[]',         -- [{who, fen}], adds up to the amount; empty: left open
  categories      text[] not null default '{}',        -- what it may be spent on
  struck_on       date,
  struck_case_id  uuid references case_file,
  created_at      timestamptz not null,
  unique (case_id, consequence, kind),
  check ((kind = 'amount') = (amount is not null)),
  check ((kind = 'recommendation') = (level is not null)),
  check ((struck_on is null) = (struck_case_id is null))
);
create index reward_carrier on reward (carrier_id, on_day);
create index reward_territory on reward (territory_id, on_day);

-- 降级: the level before and after, where a decision lowers it.
alter table designation_event add column from_level text;
alter table designation_event add column to_level text;
