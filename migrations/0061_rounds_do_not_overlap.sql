-- One procedure has one call at a time in a territory: an application would not know to which of two it belongs.
alter table round add constraint round_overlaps
  exclude using gist (pack_id with =, procedure_id with =, territory_id with =, tstzrange(opens_at, closes_at) with &&);
