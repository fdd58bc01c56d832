-- A fact the operator states, with its evidence, where no record can show it.
create table declared_fact (
  id         uuid primary key,
  carrier_id uuid not null references carrier on delete cascade,
  key        text not null,
  value      jsonb not null,
  valid_from date not null,
  valid_to   date,
  note       text,
  file_id    uuid references file,
  version    integer not null default 1,
  stated_at  timestamptz not null,
  stated_by  uuid,
  check (valid_to >= valid_from),
  exclude using gist (carrier_id with =, key with =, daterange(valid_from, valid_to, '[]') with &&)
);
create trigger keeps_versions before update or delete on declared_fact for each row execute function keep_version();
