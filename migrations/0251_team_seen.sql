-- Whether a team was still there is told by signs: the last day on which anything shows it. In functions, because they are
-- planned once and asked for each team of a space.

-- The last day, up to on_day, of which a space recorded anything.
create function space_recorded_until(space uuid, on_day date) returns date language plpgsql stable as $$
begin
  return greatest(
    (select max(valid_from) from tenancy where carrier_id = space and valid_from <= on_day),
    (select max(valid_to) from tenancy where carrier_id = space and valid_to <= on_day),
    (select max(valid_from) from event where carrier_id = space and valid_from <= on_day),
    (select max(valid_from) from service where carrier_id = space and valid_from <= on_day),
    (select max(valid_from) from service_delivery where carrier_id = space and valid_from <= on_day),
    (select max(valid_from) from staff where carrier_id = space and valid_from <= on_day),
    (select max(valid_from) from finance_entry where carrier_id = space and valid_from <= on_day));
end $$;

-- Up to which day an operator may know of a team: all until it left, and after that what the team agreed it may follow or
-- read; of one that never stayed anywhere, all. A territory's department (no operator) counts all.
create function team_known_until(team_root uuid, operator uuid, on_day date) returns date language plpgsql stable as $$
begin
  if operator is null or exists (select 1 from team_consent n where n.team_id = team_root and n.organisation_id = operator
      and n.scope in ('look', 'followUp') and n.withdrawn_at is null and n.valid_from <= on_day
      and (n.valid_to is null or n.valid_to >= on_day)) then
    return 'infinity';
  end if;
  return coalesce(
    (select max(coalesce(y.valid_to, 'infinity'::date)) from tenancy y join carrier k on k.id = y.carrier_id
      where y.team_id = team_root and k.operator_id = operator),
    case when exists (select 1 from tenancy y where y.team_id = team_root) then '-infinity'::date else 'infinity'::date end);
end $$;

-- The last day, up to on_day, that shows the team was there, of what the operator may know. A tenancy without an end shows it
-- only for as long as its space kept any books: where they fall silent, so does the sign. Every kind of a team's own records
-- is a sign once it is confirmed.
create function team_seen(team_root uuid, on_day date, operator uuid) returns date language plpgsql stable as $$
declare
  last_day date := least(on_day, team_known_until(team_root, operator, on_day));
begin
  return greatest(
    (select max(s.day) from (select least(coalesce(y.valid_to, greatest(y.valid_from, space_recorded_until(y.carrier_id, on_day))), on_day) as day
      from tenancy y where y.team_id = team_root and y.valid_from <= on_day) s where s.day <= last_day),
    (select max(valid_from) from team where root_id = team_root and valid_from <= last_day),
    (select max((starts_at at time zone 'Asia/Shanghai')::date) from mentoring_session
      where team_id = team_root and state = 'held' and (starts_at at time zone 'Asia/Shanghai')::date <= last_day),
    (select max(valid_from) from service_delivery where team_id = team_root and valid_from <= last_day),
    (select max(registered_on) from desk_registration where team_id = team_root and registered_on <= last_day),
    (select max(valid_from) from team_person where team_id = team_root and valid_from <= last_day and confirmed_at is not null),
    (select max(valid_from) from ip_right where team_id = team_root and valid_from <= last_day and confirmed_at is not null),
    (select max(valid_from) from financing_round where team_id = team_root and valid_from <= last_day and confirmed_at is not null),
    (select max(valid_from) from team_year where team_id = team_root and valid_from <= last_day and confirmed_at is not null),
    (select max(valid_from) from team_project where team_id = team_root and valid_from <= last_day and confirmed_at is not null),
    (select max(valid_from) from team_result where team_id = team_root and valid_from <= last_day and confirmed_at is not null),
    (select max(valid_from) from certificate_held where team_id = team_root and valid_from <= last_day and confirmed_at is not null),
    (select max(valid_from) from milestone where team_id = team_root and valid_from <= last_day and confirmed_at is not null),
    (select max(valid_from) from incubation_stage where team_id = team_root and valid_from <= last_day and confirmed_at is not null),
    (select max(valid_from) from team_goal where team_id = team_root and valid_from <= last_day and confirmed_at is not null),
    (select max(valid_from) from team_report where team_id = team_root and valid_from <= last_day and confirmed_at is not null),
    (select max(valid_from) from diagnosis where team_id = team_root and valid_from <= last_day and confirmed_at is not null),
    (select max(valid_from) from restart_offer where team_id = team_root and valid_from <= last_day and confirmed_at is not null));
end $$;
