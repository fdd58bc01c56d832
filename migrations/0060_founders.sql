-- A founder team acts for itself: its people hold roles in an organisation of its own, which one day is a company.
alter table organisation drop constraint organisation_kind_check;
alter table organisation add constraint organisation_kind_check check (kind in ('department', 'zoneCommittee', 'operator',
  'enterprise', 'university', 'institute', 'investor', 'serviceProvider', 'alliance', 'agency', 'bank', 'platform', 'team'));

-- null: the team has no account yet. One team, one organisation, from the first idea to the end.
alter table team add column organisation_id uuid unique references organisation;
-- null: the mentor has no account yet. One person may be a mentor of several spaces.
alter table mentor add column person_id uuid references person;
create index mentor_person on mentor (person_id) where person_id is not null;
