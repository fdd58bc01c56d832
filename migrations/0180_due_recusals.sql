-- 应当回避: an interest became known of an expert who sits on a case, or sat on it.

alter table review drop constraint review_state_check;
alter table review add constraint review_state_check
  check (state in ('assigned', 'submitted', 'recused', 'released', 'conflicted'));

create table due_recusal (
  review_id        uuid primary key references review,
  case_id          uuid not null references case_file,
  body_id          uuid not null references organisation,  -- whose review it is, and who answers
  phase            text not null check (phase in ('sitting', 'finished', 'relied', 'closed')),
  was_in           boolean not null,                       -- the expert had handed in
  conflicts        jsonb not null,                         -- [{kind, path}]; the path is for the keepers of the library
  found_at         timestamptz not null,
  proposed_id      uuid references person,                 -- who would take the seat
  proposed_because text,
  successor_id     uuid references person,                 -- who took it
  answer           text check (answer in ('noted', 'seat', 'goOn', 'reexamine', 'stand')),
  reason           text,
  answered_at      timestamptz,
  answered_by      uuid references person,
  check ((answer is null) = (answered_at is null))
);
create index due_recusal_case on due_recusal (case_id);
create index due_recusal_open on due_recusal (body_id, found_at) where answer is null;

-- Records of the other side are kept in many places: whichever of them tells of a new party of a case with experts, the
-- case is looked at as soon as the change is committed. The day long past makes it due at once, whatever the clock says.
create function look_for_interests(cases uuid[]) returns void language sql as $$
  insert into job (id, kind, key, due_at, payload, created_at)
  select gen_random_uuid(), 'interest.case', c.id::text, '2000-01-01', jsonb_build_object('caseId', c.id), '2000-01-01'
  from case_file c
  where c.id = any(cases) and c.state <> 'closed'
    and exists (select 1 from review r where r.case_id = c.id and r.state in ('assigned', 'submitted'))
  on conflict (kind, key) where done_at is null and dropped_at is null do nothing
$$;
create function party_of_carrier() returns trigger language plpgsql as $$
begin
  perform look_for_interests(array(select id from case_file where carrier_id = new.carrier_id));
  return null;
end $$;
create function party_of_organisation() returns trigger language plpgsql as $$
begin
  perform look_for_interests(array(
    select id from case_file where applicant_id = new.organisation_id
    union select id from case_file where recommender_id = new.organisation_id
    union select case_id from review where expert_id = new.person_id and state in ('assigned', 'submitted')));
  return null;
end $$;
create function party_of_case() returns trigger language plpgsql as $$
begin
  perform look_for_interests(array[new.case_id]);
  return null;
end $$;
create trigger tenancy_interests after insert or update on tenancy for each row execute function party_of_carrier();
create trigger staff_interests after insert or update on staff for each row execute function party_of_carrier();
create trigger mentor_interests after insert or update on mentor for each row execute function party_of_carrier();
create trigger membership_interests after insert or update on membership for each row execute function party_of_organisation();
create trigger case_party_interests after insert or update on case_party for each row execute function party_of_case();
