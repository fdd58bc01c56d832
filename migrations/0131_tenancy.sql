-- Tenancy from the first question to the last day: application, selection, agreement, statements, payments, departure.

-- What a month costs once it is no longer free, each kind apart; null: not charged.
alter table tenancy
  add column desk_codes        text,
  add column rent_month_fen     bigint check (rent_month_fen >= 0),
  add column service_month_fen  bigint check (service_month_fen >= 0),
  add column internet_month_fen bigint check (internet_month_fen >= 0),
  add column water_month_fen    bigint check (water_month_fen >= 0),
  add column power_month_fen    bigint check (power_month_fen >= 0);

-- Criteria of a space: for selecting (项目遴选), for graduating, for eliminating. A new edition never changes an old one.
create table criteria (
  id         uuid primary key,
  carrier_id uuid not null references carrier on delete cascade,
  purpose    text not null check (purpose in ('selection', 'graduation', 'elimination')),
  edition    integer not null,
  items      jsonb not null,                           -- [{id, says, points}]
  pass_score numeric(6,2),
  stated_at  timestamptz not null,
  stated_by  uuid references person,
  example    boolean not null default false,
  unique (carrier_id, purpose, edition)
);
create trigger criteria_is_append_only before update on criteria for each row execute function refuse_change();

-- 入驻申请 and 咨询: handed in by anyone at the portal. The phone is encrypted; its keyed hash finds the same phone again.
create table admission (
  id            uuid primary key,
  receipt       text not null unique,
  carrier_id    uuid not null references carrier,
  state         text not null check (state in ('enquiry', 'answered', 'received', 'waiting', 'selected', 'refused', 'admitted', 'withdrawn')),
  team_name     text not null,
  uscc          text check (uscc ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
  founder_name  text not null,
  phone_sealed  bytea not null,
  phone_hash    text not null,
  founder_type  text,
  industry      text,
  members       integer check (members >= 0),
  project       text not null,
  desks         integer check (desks >= 0),
  wanted_from   date,
  visit_at      timestamptz,
  visit_place   text,
  visit_record  text,
  answer        text,                                  -- what the founder reads: to the question, of the decision
  decided_at    timestamptz,
  decided_by    uuid references person,
  team_id       uuid references team,
  version       integer not null default 1,
  received_at   timestamptz not null,
  example       boolean not null default false
);
create index admission_carrier on admission (carrier_id, received_at desc);
create index admission_phone on admission (phone_hash);
create unique index admission_open on admission (carrier_id, phone_hash, team_name) where state in ('received', 'waiting', 'selected');

create table admission_score (
  admission_id uuid not null references admission,
  person_id    uuid not null references person,
  criteria_id  uuid not null references criteria,
  points       jsonb not null,                         -- {criterion: points}
  total        numeric(6,2) not null,
  remark       text,
  scored_at    timestamptz not null,
  primary key (admission_id, person_id)
);

-- 入驻协议. The content of each edition is kept with its hash; both sign the edition that stands.
create table residency (
  id             uuid primary key,
  number         text not null unique,
  carrier_id     uuid not null references carrier,
  admission_id   uuid references admission,
  team_id        uuid references team,
  tenancy_id     uuid references tenancy,              -- root; set when it is in force
  renews         uuid references residency,
  state          text not null check (state in ('draft', 'offered', 'teamSigned', 'signed', 'inForce', 'void')),
  edition        integer not null,
  team_signed_by text,                                 -- the name under which the team signed
  team_signed_at timestamptz,
  signed_by      uuid references person,
  signed_at      timestamptz,
  scan_file_id   uuid references file,
  version        integer not null default 1,
  created_at     timestamptz not null,
  example        boolean not null default false,
  check (state not in ('teamSigned', 'signed', 'inForce') or team_signed_at is not null),
  check (state not in ('signed', 'inForce') or signed_at is not null)
);
create index residency_carrier on residency (carrier_id, created_at desc);
create index residency_team on residency (team_id);
create unique index residency_of_admission on residency (admission_id) where state <> 'void';
create unique index residency_under_way on residency (renews) where state <> 'void';

create table residency_edition (
  residency_id uuid not null references residency,
  edition      integer not null,
  content      jsonb not null,
  hash         text not null check (hash ~ '^[0-9a-f]{64}$'),
  made_at      timestamptz not null,
  made_by      uuid references person,
  primary key (residency_id, edition)
);
create trigger residency_edition_is_append_only before update or delete on residency_edition
  for each row execute function refuse_change();

-- How a space bills: from which month on, and how many days a statement may stay unpaid.
create table billing (
  carrier_id  uuid primary key references carrier on delete cascade,
  first_month date not null check (extract(day from first_month) = 1),
  due_days    integer not null check (due_days between 0 and 365)
);

-- 账单: what a tenancy owes for everything up to a day, less what earlier statements said. Never changed.
create table statement (
  id         uuid primary key,
  number     text not null unique,
  carrier_id uuid not null references carrier,
  tenancy_id uuid not null references tenancy,         -- root
  through    date not null,
  issued_on  date not null,
  due_on     date not null,
  total_fen  bigint not null,                          -- negative: a credit
  issued_at  timestamptz not null,
  example    boolean not null default false,
  unique (tenancy_id, through)
);
create index statement_carrier on statement (carrier_id, issued_on desc, id);

create table statement_line (
  statement_id uuid not null references statement,
  month        date not null,
  charge       text not null check (charge in ('rent', 'service', 'internet', 'water', 'power')),
  days         integer not null,                       -- charged days of the month, as counted now
  amount_fen   bigint not null,                        -- what was charged before is taken off
  primary key (statement_id, month, charge)
);
create trigger statement_is_append_only before update or delete on statement for each row execute function refuse_change();
create trigger statement_line_is_append_only before update or delete on statement_line for each row execute function refuse_change();

create table statement_reminder (
  statement_id uuid not null references statement,
  kind         text not null check (kind in ('before', 'at', 'after')),
  at           timestamptz not null,
  primary key (statement_id, kind)
);

-- Money received and given back. The ledger holds the amounts; this row says how and why.
create table tenancy_payment (
  id             uuid primary key,
  carrier_id     uuid not null references carrier,
  tenancy_id     uuid not null references tenancy,     -- root
  statement_id   uuid references statement,
  kind           text not null check (kind in ('payment', 'depositReceived', 'depositReturned', 'depositKept', 'creditRefunded')),
  amount_fen     bigint not null check (amount_fen > 0),
  on_day         date not null,
  method         text,
  reason         text,
  transaction_id uuid not null references ledger_transaction,
  reversed_by    uuid references ledger_transaction,
  received_at    timestamptz not null,
  received_by    uuid references person,
  example        boolean not null default false,
  check ((kind = 'payment') = (statement_id is not null)),
  check (kind <> 'depositKept' or reason is not null)
);
create index tenancy_payment_tenancy on tenancy_payment (tenancy_id, on_day);

-- 退出: notice given, check list worked through, the last day.
create table departure (
  id           uuid primary key,
  carrier_id   uuid not null references carrier,
  tenancy_id   uuid not null references tenancy,       -- root
  state        text not null check (state in ('noticed', 'done', 'withdrawn')),
  exit_kind    text not null check (exit_kind in ('graduated', 'moved', 'failed', 'eliminated', 'other')),
  by_team      boolean not null,
  noticed_on   date not null,
  last_day     date not null,
  reason       text not null,
  criteria_id  uuid references criteria,
  criteria_met jsonb not null default '[]',
  checklist    jsonb not null,                         -- [{id, done, remark}]
  done_at      timestamptz,
  done_by      uuid references person,
  version      integer not null default 1,
  example      boolean not null default false,
  check (exit_kind not in ('graduated', 'eliminated') or criteria_id is not null)
);
create unique index departure_of_tenancy on departure (tenancy_id) where state <> 'withdrawn';

-- Whoever holds the link opens an account of the team; only its hash is kept.
create table invitation (
  id              uuid primary key,
  token_hash      text not null unique,
  name            text not null,
  organisation_id uuid not null references organisation,
  role            text not null,
  phone_sealed    bytea,
  invited_by      uuid references person,
  created_at      timestamptz not null,
  expires_at      timestamptz not null,
  used_at         timestamptz,
  person_id       uuid references person,
  check ((used_at is null) = (person_id is null))
);

-- One team, one identity: what may be the same team is found by name and code.
create index team_name on team (lower(name));
create index team_uscc on team (uscc) where uscc is not null;
