-- 按工位注册: a company has its domicile at a desk. The rule of the territory is a pack's; the window clerk enters the code.
create table desk_registration (
  id                 uuid primary key,
  carrier_id         uuid not null references carrier,
  team_id            uuid not null references team,
  tenancy_id         uuid not null references tenancy,   -- root
  kind               text not null check (kind in ('domicile', 'extraPremises', 'cluster')),
  desk_code          text not null,
  slot               integer not null,                   -- which of the licences the desk may carry
  slot_limit         integer,                            -- null: the rule sets none
  company_name       text not null,
  address            text not null,
  pack_hash          text not null references pack,
  cites              text not null,
  state              text not null check (state in ('applied', 'declined', 'certified', 'returned', 'registered', 'ending', 'ended')),
  applied_at         timestamptz not null,
  applied_by         uuid references person,
  certificate_number text unique,
  certified_on       date,
  content_hash       text,
  file_id            uuid references file,
  uscc               text check (uscc ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
  registered_on      date,
  handled_by         uuid references person,
  reason             text,                               -- of the last return, refusal or end
  ends_on            date,                               -- after the team has left: until then the address must be changed
  ended_on           date,
  version            integer not null default 1,
  example            boolean not null default false,
  constraint desk_registration_slot check (slot >= 1 and slot <= coalesce(slot_limit, 2147483647)),
  check (state not in ('certified', 'registered', 'ending') or certificate_number is not null),
  check (state not in ('registered', 'ending') or (uscc is not null and registered_on is not null)),
  check (state <> 'ending' or ends_on is not null)
);
-- However many apply at once, a desk carries no more licences than the rule allows, and a company stands at a desk once.
create unique index desk_registration_desk on desk_registration (carrier_id, desk_code, slot)
  where state in ('applied', 'certified', 'returned', 'registered', 'ending');
create unique index desk_registration_team on desk_registration (team_id, kind, desk_code)
  where state in ('applied', 'certified', 'returned', 'registered', 'ending');
create unique index desk_registration_uscc on desk_registration (uscc) where kind = 'domicile' and state in ('registered', 'ending');
create index desk_registration_carrier on desk_registration (carrier_id, applied_at desc);
create index desk_registration_tenancy on desk_registration (tenancy_id);
create index desk_registration_waiting on desk_registration (applied_at) where state = 'certified';
