-- 问题反映: what anyone tells of a space, a plaque, a policy or this site. The reporter's name and phone are encrypted.
create table problem_report (
  id           uuid primary key,
  receipt      text not null unique,
  topic        text not null,
  carrier_id   uuid references carrier,
  territory_id uuid references territory,              -- of the carrier; null: for the platform's operator
  plaque_token text,
  page         text,                                   -- the address it was about
  says         text not null,
  name_sealed  bytea,                                  -- null: told without a name
  phone_sealed bytea,
  phone_last4  text,
  received_at  timestamptz not null,
  state        text not null check (state in ('received', 'answered', 'closed')),
  answer       text,                                   -- what the reporter reads under the receipt
  answered_at  timestamptz,
  answered_by  uuid references person,
  version      integer not null default 1,
  check ((state = 'received') = (answered_at is null)),
  check (state <> 'answered' or answer is not null)
);
create index problem_report_open on problem_report (territory_id, received_at) where state = 'received';
create index problem_report_carrier on problem_report (carrier_id);

create table problem_report_file (
  problem_id uuid not null references problem_report,
  file_id    uuid not null references file,
  primary key (problem_id, file_id)
);
