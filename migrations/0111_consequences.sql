-- What follows from decisions against a party.
alter table designation_event add column cites text;

alter table bar add column number text;                -- of the decision
alter table bar add column lifted_on date;             -- overturned
alter table bar add column lifted_case_id uuid references case_file;

-- 整改: ordered by a decision, or by an officer; put right in a case of its own.
alter table rectification alter column case_id drop not null;
alter table rectification alter column designation_id drop not null;
alter table rectification add column carrier_id uuid references carrier;
update rectification r set carrier_id = d.carrier_id from designation d where d.id = r.designation_id;
alter table rectification alter column carrier_id set not null;
alter table rectification add column run_by uuid unique references case_file;
alter table rectification add column findings jsonb not null default '[]';   -- [{id, cites, says, must, verdict, opinion}]
alter table rectification add column term_days integer check (term_days > 0);   -- working days
alter table rectification add column term_reason text;
alter table rectification add column issued_at timestamptz;
alter table rectification add column report text;
alter table rectification add column reported_at timestamptz;
alter table rectification add column reported_by uuid references person;
alter table rectification add column extended_days integer check (extended_days > 0);
alter table rectification add column extension_reason text;
alter table rectification add column opinion text;
alter table rectification add column outcome text check (outcome in ('accepted', 'failed', 'kept', 'overturned'));
alter table rectification add column version integer not null default 1;
alter table rectification add constraint rectification_extension check ((extended_days is null) = (extension_reason is null));
alter table rectification add constraint rectification_outcome check ((closed_on is null) = (outcome is null));

-- 追回: public money to be paid back. Payments lower the balance.
create table recovery_claim (
  id              uuid primary key,
  case_id         uuid not null unique references case_file,
  organisation_id uuid not null references organisation,
  carrier_id      uuid not null references carrier,
  territory_id    uuid not null references territory,
  pack_id         text not null,
  amount          bigint not null check (amount > 0),          -- fen
  balance         bigint not null check (balance between 0 and amount),
  cites           text not null,
  reason          text not null,
  number          text,                                        -- of the decision
  ordered_on      date not null,
  cancelled_on    date,
  cancelled_case_id uuid references case_file,
  created_at      timestamptz not null,
  check (cancelled_on is null or balance = 0)
);
create index recovery_claim_of on recovery_claim (organisation_id, ordered_on);

-- 信用记录: what signed decisions say of an organisation.
create table credit_entry (
  id              uuid primary key,
  organisation_id uuid not null references organisation,
  carrier_id      uuid not null references carrier,
  territory_id    uuid not null references territory,
  case_id         uuid not null references case_file,
  pack_id         text not null,
  kind            text not null check (kind in ('breach', 'sanction', 'rectificationFailed', 'commendation', 'repair')),
  cites           text not null,
  says            text not null,
  number          text not null,                               -- of the decision
  on_day          date not null,
  is_public       boolean not null,
  public_until    date check (public_until >= on_day),         -- null: until repaired
  repairable_from date,
  repaired_on     date,
  repair_case_id  uuid references case_file,
  struck_on       date,                                        -- the decision was overturned
  struck_case_id  uuid references case_file,
  created_at      timestamptz not null,
  unique (case_id, kind)
);
create index credit_entry_of on credit_entry (organisation_id, on_day);
create index credit_entry_public on credit_entry (on_day) where is_public and struck_on is null and repaired_on is null;

-- 信用修复: the entry a case asks to repair.
create table credit_repair (
  case_id  uuid primary key references case_file,
  entry_id uuid not null references credit_entry
);
create index credit_repair_of on credit_repair (entry_id);
