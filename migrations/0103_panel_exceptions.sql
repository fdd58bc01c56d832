-- 偏离: the body departs from what its experts gave, in writing. Nothing is overwritten; the last one of an item holds.
create table panel_exception (
  id          uuid primary key,
  case_id     uuid not null references case_file,
  pass        integer not null,
  item        text not null,                           -- '': the panel's score
  from_points numeric(8,4) not null,
  to_points   numeric(8,4) not null check (to_points >= 0),
  reason      text not null,
  at          timestamptz not null,
  person_id   uuid references person
);
create index panel_exception_case on panel_exception (case_id, pass, at);
create trigger panel_exception_is_append_only before update or delete on panel_exception
  for each row execute function refuse_change();
