-- Rounds of one procedure may run side by side when no unit could be in both: of another class, of another service
-- model, or of places apart. null: of all.
alter table round add column class text check (class in ('comprehensive', 'professional'));
alter table round add column service_model text;
alter table round add column within text references territory (path) on update cascade;   -- the place whose units take part
update round r set within = t.path from territory t where t.id = r.territory_id;
update round r set class = e.class, service_model = e.service_model from evaluation e where e.round_id = r.id;
alter table round alter column within set not null;
alter table evaluation drop column class, drop column service_model;

-- A path is a prefix of those below it: as ranges of bytes two places overlap when one holds the other.
create type text_span as range (subtype = text, collation = "C");
alter table round drop constraint round_overlaps;
alter table round add constraint round_overlaps exclude using gist (
  pack_id with =, procedure_id with =, text_span(class, class, '[]') with &&, text_span(service_model, service_model, '[]') with &&,
  text_span(within, within || '~') with &&, tstzrange(opens_at, closes_at) with &&);

-- A unit is evaluated once a year under a procedure, in whichever round claims it first.
alter table round add constraint round_of_year unique (id, pack_id, procedure_id, year);
alter table evaluation_member add column pack_id text, add column procedure_id text, add column year integer;
update evaluation_member m set pack_id = r.pack_id, procedure_id = r.procedure_id, year = r.year from round r where r.id = m.round_id;
alter table evaluation_member alter column pack_id set not null, alter column procedure_id set not null, alter column year set not null,
  add foreign key (round_id, pack_id, procedure_id, year) references round (id, pack_id, procedure_id, year),
  add constraint evaluation_member_once_a_year unique (carrier_id, pack_id, procedure_id, year);
