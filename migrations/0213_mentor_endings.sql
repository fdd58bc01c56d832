-- A recognition of a mentor may end before its time: revoked by a signed decision, or given up.
alter table mentor_recognition
  add column ended_on    date,                                       -- the first day on which it holds no longer
  add column ending      text check (ending in ('revoked', 'resigned')),
  add column end_reason  text,
  add column end_cites   text,                                       -- of a revocation
  add column end_number  text,                                       -- of the decision
  add column end_case_id uuid references case_file,
  add check ((ending is null) = (ended_on is null)),
  add check (ending is distinct from 'revoked' or (end_case_id is not null and end_number is not null and end_cites is not null)),
  -- One that ended leaves its days to another.
  drop constraint mentor_recognition_overlaps;
alter table mentor_recognition add constraint mentor_recognition_overlaps
  exclude using gist (mentor_id with =, pack_id with =, daterange(valid_from, valid_to, '[]') with &&) where (ended_on is null);
