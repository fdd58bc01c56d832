-- A record that is followed by another (自某日起变更) stays one thing: both carry the id of the first as root_id.
-- Columns that refer to a record hold its root_id, so a lease belongs to a place and a tenancy to a team whatever changed since.
do $$
declare t text;
begin
  foreach t in array array['premises', 'lease', 'area_use', 'desk', 'room', 'facility', 'staff', 'mentor', 'mentor_agreement', 'team',
    'tenancy', 'tenancy_terms', 'service', 'event', 'seed_fund', 'investment_case', 'cooperation_agreement',
    'institutional_document', 'finance_entry', 'grant_received', 'prior_designation'] loop
    execute format('alter table %I add column root_id uuid', t);
    execute format('update %I set root_id = id', t);
    execute format('alter table %I alter column root_id set not null', t);
    execute format('alter table %I add foreign key (root_id) references %I', t, t);
    execute format('create index on %I (root_id)', t);
  end loop;
end $$;
