-- 名额 of a pack, applied where a list is decided. What the document counts (last year's spaces) is stated once a year by the
-- body that decides, with its source; who goes beyond a quota that holds in principle says why.
create table quota_count (
  organisation_id uuid not null references organisation,
  pack_id         text not null,
  quota           text not null,
  year            integer not null check (year between 1990 and 2200), -- in which is listed
  counted         integer not null check (counted >= 0),
  source          text not null,
  stated_at       timestamptz not null,
  stated_by       uuid references person,
  primary key (organisation_id, pack_id, quota, year)
);
alter table shortlist add column quota_exceptions jsonb not null default '{}'; -- quota -> reason
