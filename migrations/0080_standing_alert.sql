-- What holds today and will lapse by time alone: told once, until somebody has seen it or it is put right.
create table standing_alert (
  id          uuid primary key,
  carrier_id  uuid not null references carrier on delete cascade,
  pack_id     text not null,
  requirement text not null,
  cites       text not null,
  says        text not null,
  lapses_on   date not null,
  becomes     text not null check (becomes in ('unmet', 'unknown')),
  found_at    timestamptz not null,
  ended_at    timestamptz,                 -- found no longer: a lease renewed, a mentor engaged
  seen_at     timestamptz,
  seen_by     uuid references person,
  check ((seen_at is null) = (seen_by is null)),
  unique (carrier_id, pack_id, requirement, lapses_on)
);
create index standing_alert_open on standing_alert (carrier_id, lapses_on) where seen_at is null and ended_at is null;
