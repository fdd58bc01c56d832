-- A notice binds: the earliest end that the agreement's notice period leaves, counted from the day the notice is given. What lies after the
-- new end falls away and is kept, so that a withdrawn notice leaves everything as it was.
alter table departure
  add column earliest_on date,                         -- null: nothing agreed, or leaving by the criteria for graduating or eliminating
  add column provisional boolean not null default false,  -- counted into a year whose calendar is not published yet
  add column early       text check (early in ('refuse', 'charge')),
  add column waiver      text,                         -- both agreed on an earlier day: why
  add column former_end  date,                         -- of the period that the notice cut short
  add column fallen      jsonb not null default '[]',  -- [{kind: period|agreement, id, ...}]
  add constraint departure_keeps_notice check (earliest_on is null or last_day >= earliest_on or early = 'charge' or waiver is not null);

alter table residency drop constraint residency_state_check;
alter table residency add constraint residency_state_check
  check (state in ('draft', 'offered', 'teamSigned', 'signed', 'inForce', 'void', 'lapsed'));

-- What a notice given earlier says stands from now on in the stay itself, as it does for those given later.
update tenancy t set valid_to = d.last_day, updated_at = now() from departure d
  where d.tenancy_id = t.root_id and d.state = 'noticed' and t.valid_to is null and t.valid_from <= d.last_day
    and not exists (select 1 from tenancy n where n.root_id = t.root_id and n.valid_from > t.valid_from);

alter table statement_line drop constraint statement_line_charge_check;
alter table statement_line add constraint statement_line_charge_check
  check (charge in ('rent', 'service', 'internet', 'water', 'power', 'booking', 'earlyExit'));
