-- Territories: every division of GB/T 2260, and zones that have no code.
create table territory (
  id        uuid primary key,
  code      text unique check (code ~ '^[0-9]{6}$'),  -- GB/T 2260; null for a zone
  name      text not null,
  level     text not null check (level in ('nation', 'province', 'city', 'district', 'zone')),
  parent_id uuid references territory,
  path      text not null unique,                      -- '/<id>/<id>/' from the root: a subtree is a prefix
  zone_kind text,                                      -- 高新区, 产业园区 ... of a zone
  national_zone boolean not null default false
);
create index territory_path on territory (path text_pattern_ops);
create index territory_parent on territory (parent_id);

-- Anyone who acts as a body: department, operator, university, alliance ...
create table organisation (
  id            uuid primary key,
  kind          text not null check (kind in ('department', 'zoneCommittee', 'operator', 'enterprise', 'university',
                  'institute', 'investor', 'serviceProvider', 'alliance', 'agency', 'bank', 'platform')),
  name          text not null,
  name_sort     text not null default '',              -- pinyin
  uscc          text unique check (uscc ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
  legal_form    text check (legal_form in ('enterprise', 'publicInstitution', 'socialService', 'other')),
  legal_person  boolean,
  territory_id  uuid not null references territory,
  registered_on date,
  address       text,
  verified_at   timestamptz,                           -- null: still being verified
  example       boolean not null default false,        -- 示例: invented for demonstration
  version       integer not null default 1,
  created_at    timestamptz not null default now()
);
create index organisation_territory on organisation (territory_id, kind);

create table person (
  id             uuid primary key,
  name           text not null,
  account        text unique,
  password_hash  text,
  password_set_at timestamptz,
  phone_sealed   bytea,                                -- encrypted; shown masked
  phone_last4    text,
  id_number_sealed bytea,
  id_number_hint text,
  email          text,
  totp_sealed    bytea,
  totp_confirmed boolean not null default false,
  totp_last_step bigint,
  oidc_issuer    text,
  oidc_subject   text,
  is_demo        boolean not null default false,
  state          text not null default 'active' check (state in ('active', 'disabled')),
  created_at     timestamptz not null default now(),
  unique (oidc_issuer, oidc_subject)
);

-- A person acts for an organisation in a role.
create table membership (
  id              uuid primary key,
  person_id       uuid not null references person,
  organisation_id uuid not null references organisation,
  role            text not null,
  valid_from      date not null,
  valid_to        date,
  granted_by      uuid,
  granted_at      timestamptz not null default now(),
  check (valid_to is null or valid_to >= valid_from),
  unique (person_id, organisation_id, role, valid_from)
);
create index membership_person on membership (person_id);
create index membership_organisation on membership (organisation_id);

create table session (
  token_hash      text primary key,
  person_id       uuid not null references person,
  organisation_id uuid references organisation,         -- on whose behalf
  csrf_token      text not null,
  second_factor   boolean not null default false,
  created_at      timestamptz not null,
  seen_at         timestamptz not null,
  expires_at      timestamptz not null,
  address         text
);
create index session_person on session (person_id);

-- Failed sign-ins; the account or the address is locked while too many are recent (rate-limiter-flexible's table).
create table sign_in_limit (
  key    text primary key,
  points integer not null default 0,
  expire bigint
);

-- Who looked at personal data in the clear, and why.
create table unmasking (
  id         uuid primary key,
  at         timestamptz not null,
  by_person  uuid not null references person,
  of_person  uuid not null references person,
  field      text not null,
  reason     text not null
);
