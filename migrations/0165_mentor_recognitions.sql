-- 导师认定 (江苏 三(五)): a case may be about a mentor of the carrier, and what it grants is the mentor's for a time.
alter table case_file add column mentor_id uuid references mentor;   -- root; null: the case is about the carrier
drop index case_file_one_open;
create unique index case_file_one_open on case_file (carrier_id, pack_id, procedure_id, coalesce(mentor_id, carrier_id))
  where state <> 'closed';

create table mentor_recognition (
  id              uuid primary key,
  mentor_id       uuid not null references mentor,                   -- root
  carrier_id      uuid not null references carrier,                  -- that put the mentor forward
  case_id         uuid not null unique references case_file,
  pack_id         text not null,
  pack_hash       text not null references pack,
  mentor_name     text not null,                                     -- as on the certificate
  name            text not null,                                     -- what the document calls it
  number          text not null unique,
  territory_id    uuid not null references territory,
  organisation_id uuid not null references organisation,             -- that recognised
  valid_from      date not null,
  valid_to        date check (valid_to >= valid_from),
  issued_at       timestamptz not null,
  file_id         uuid not null references file,
  sha256          text not null,
  -- Under one document a mentor is recognised once at a time.
  constraint mentor_recognition_overlaps exclude using gist (mentor_id with =, pack_id with =, daterange(valid_from, valid_to, '[]') with &&)
);
create index mentor_recognition_carrier on mentor_recognition (carrier_id);
create index mentor_recognition_sha256 on mentor_recognition (sha256);
