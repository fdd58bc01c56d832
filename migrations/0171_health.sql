-- From which value on a sign of a space's health warns: set by a territory for what lies below, or by an operator for its own space.
create table health_threshold (
  territory_id uuid references territory,
  carrier_id   uuid references carrier on delete cascade,
  signal       text not null,
  value        numeric(12,2) not null check (value >= 0),
  set_by       uuid references person,
  set_at       timestamptz not null,
  check (num_nonnulls(territory_id, carrier_id) = 1)
);
create unique index health_threshold_once on health_threshold (coalesce(territory_id, carrier_id), signal);

-- 预警: from the month in which a sign began to warn until it does no longer. While it stands it is told once to each organisation.
create table health_alert (
  id         uuid primary key,
  carrier_id uuid not null references carrier on delete cascade,
  signal     text not null,
  since      date not null,                             -- the first day of the month that warned first
  month      date not null,                             -- of the month that warned last, with what was found then
  value      numeric(14,2) not null,
  threshold  numeric(12,2) not null,
  says       text not null,
  says_en    text not null,
  found_at   timestamptz not null,
  ended_at   timestamptz
);
create unique index health_alert_open on health_alert (carrier_id, signal) where ended_at is null;
create index on health_alert (carrier_id, found_at desc);
create table health_alert_seen (
  alert_id        uuid not null references health_alert on delete cascade,
  organisation_id uuid not null references organisation,
  person_id       uuid references person,
  seen_at         timestamptz not null,
  primary key (alert_id, organisation_id)
);
