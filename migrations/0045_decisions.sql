-- 决定: prepared by an officer, signed once by a director, sealed with what it rests on.
create table decision (
  id              uuid primary key,
  case_id         uuid not null references case_file,
  pass            integer not null,
  state           text not null check (state in ('draft', 'signed')),
  outcome         text not null check (outcome in ('granted', 'refused')),
  reasons         text not null,
  version         integer not null default 1,
  drafted_at      timestamptz not null,
  drafted_by      uuid references person,
  organisation_id uuid not null references organisation,
  number          text unique,                         -- 发文字号
  on_day          date,
  assessment_id   uuid references case_assessment,
  seal            text,                                -- sha256 over number, case, outcome, reasons, day, pack, assessment
  signed_at       timestamptz,
  signed_by       uuid references person,
  check ((state = 'signed') = (signed_at is not null)),
  check (state = 'draft' or (number is not null and on_day is not null and assessment_id is not null and seal is not null)),
  unique (case_id, pass)
);
create function keep_signed() returns trigger language plpgsql as $$
begin
  if old.state = 'signed' then
    raise exception 'a signed decision is never changed or removed' using errcode = 'restrict_violation';
  end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $$;
create trigger decision_keeps_signed before update or delete on decision
  for each row execute function keep_signed();
