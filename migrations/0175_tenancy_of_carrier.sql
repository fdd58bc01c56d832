-- Who stayed with a carrier, and when, is read from one short stretch of this index; the exclusion constraint's own is for refusing, not for
-- looking up: each look into it reads hundreds of its pages.
create index tenancy_of_carrier on tenancy (carrier_id, team_id, valid_from, valid_to);
