-- Days on which a mentor is away, whatever the weekly hours say; one calendar for all spaces of a person.
create table mentor_absence (
  id          uuid primary key,
  calendar_id uuid not null,                            -- as of mentor_hours
  from_day    date not null,
  to_day      date not null check (to_day >= from_day), -- the last day away
  constraint mentor_absence_overlap exclude using gist (calendar_id with =, daterange(from_day, to_day, '[]') with &&)
);
