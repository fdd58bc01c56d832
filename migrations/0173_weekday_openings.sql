-- Hours for each day of the week, for published holidays and for weekend days worked (调休). What was written for working days
-- and days off says the same in the new words.
alter table opening drop constraint opening_day_kind_check;
insert into opening (id, carrier_id, resource_id, day_kind, opens, closes)
  select gen_random_uuid(), o.carrier_id, o.resource_id, d.kind, o.opens, o.closes
  from opening o join (values ('workday', 'mon'), ('workday', 'tue'), ('workday', 'wed'), ('workday', 'thu'), ('workday', 'fri'), ('workday', 'makeup'),
    ('dayOff', 'sat'), ('dayOff', 'sun'), ('dayOff', 'holiday')) d(was, kind) on d.was = o.day_kind;
delete from opening where day_kind in ('workday', 'dayOff');
alter table opening add constraint opening_day_kind_check
  check (day_kind in ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'holiday', 'makeup'));
