-- Yearly evaluation: a round in which every carrier designated on a day has one case.
alter table case_file drop constraint if exists case_file_purpose_check;   -- the pack's loader knows the purposes

create table evaluation (
  round_id      uuid primary key references round,
  pack_hash     text not null references pack,         -- every case of the round runs under this text
  scheme        text not null,
  members_on    date not null,                         -- who must take part: by designation on this day
  facts_on      date not null,                         -- figures are read as of this day
  service_model text,                                  -- the class it is for; null: all
  class         text check (class in ('comprehensive', 'professional')),
  opened_at     timestamptz,                           -- the cases were opened
  closed_at     timestamptz                            -- who was absent is established
);

create table evaluation_member (
  round_id    uuid not null references evaluation,
  carrier_id  uuid not null references carrier,
  designation text,                                    -- its number on the day; null: taken by register
  case_id     uuid unique references case_file,        -- null: nobody is known to run it
  late_until  timestamptz,                             -- may still hand in until then
  late_reason text,
  late_by     uuid references person,
  absent_at   timestamptz,
  primary key (round_id, carrier_id),
  check ((late_until is null) = (late_reason is null))
);
create index evaluation_member_carrier on evaluation_member (carrier_id);

-- What the document leaves open and the authority set for the round. The newest of a name counts.
create table evaluation_parameter (
  id        uuid primary key,
  round_id  uuid not null references evaluation,
  name      text not null,
  value     numeric not null,
  reason    text not null,
  at        timestamptz not null,
  person_id uuid references person
);
create index evaluation_parameter_round on evaluation_parameter (round_id, name, at);
create trigger evaluation_parameter_is_append_only before update or delete on evaluation_parameter
  for each row execute function refuse_change();

-- Results of years before the platform, entered with their source; they count as history.
create table evaluation_past (
  id           uuid primary key,
  carrier_id   uuid not null references carrier,
  pack_id      text not null,
  procedure_id text not null,
  year         integer not null check (year between 2000 and 2200),
  participated boolean not null,
  grade        text,                                   -- null: not known
  source       text not null,
  entered_at   timestamptz not null,
  entered_by   uuid references person,
  check (participated or grade is null),
  unique (carrier_id, pack_id, procedure_id, year)
);

-- A figure that the unit states otherwise than its records show; needs evidence, and a reviewer's word before it counts.
create table declared_figure (
  id        uuid primary key,
  case_id   uuid not null references case_file,
  fact      text not null,
  value     jsonb not null,
  reason    text not null,
  file_id   uuid not null references file,
  at        timestamptz not null,
  person_id uuid references person,
  unique (case_id, fact)
);
-- A reviewer went down to the records of a figure. The newest of a figure counts.
create table figure_verification (
  id        uuid primary key,
  case_id   uuid not null references case_file,
  fact      text not null,
  outcome   text not null check (outcome in ('confirmed', 'accepted', 'rejected')),
  note      text not null,
  at        timestamptz not null,
  person_id uuid references person
);
create index figure_verification_case on figure_verification (case_id, fact, at);
create trigger figure_verification_is_append_only before update or delete on figure_verification
  for each row execute function refuse_change();

create table warning_answer (
  case_id   uuid not null references case_file,
  warning   text not null,
  answer    text not null,
  at        timestamptz not null,
  person_id uuid references person,
  primary key (case_id, warning)
);

-- Who is visited: drawn by a published seed, or by risk.
create table evaluation_sample (
  round_id   uuid not null references evaluation,
  carrier_id uuid not null references carrier,
  method     text not null check (method in ('random', 'risk')),
  seed       text,
  place      integer not null,
  reason     text not null,
  at         timestamptz not null,
  person_id  uuid references person,
  primary key (round_id, carrier_id),
  check ((method = 'random') = (seed is not null))
);

-- 评定等次: one sitting over all cases that wait; what it computes covers the whole round.
create table grading (
  id              uuid primary key,
  round_id        uuid not null references evaluation,
  step            text not null,
  organisation_id uuid not null references organisation,
  state           text not null check (state in ('draft', 'proposed', 'signed')),
  version         integer not null default 1,
  inputs          text,                                -- canonical JSON: pack, day, parameters, facts, points given
  results         text,                                -- canonical JSON, computed from `inputs` alone
  seal            text,                                -- sha256 over both and the exceptions
  opened_at       timestamptz not null,
  proposed_at     timestamptz,
  proposed_by     uuid references person,
  signed_at       timestamptz,
  signed_by       uuid references person,
  check ((state = 'signed') = (signed_at is not null)),
  check ((state = 'draft') = (inputs is null)),
  check (state <> 'signed' or seal is not null)
);
create unique index grading_one_open on grading (round_id) where state <> 'signed';
create trigger grading_keeps_signed before update or delete on grading
  for each row execute function keep_signed();

create table grading_line (
  grading_id uuid not null references grading,
  case_id    uuid not null references case_file,
  pass       integer not null,
  grade      text,                                     -- as signed
  label      text,                                     -- the grade in the pack's words, as the public reads it
  primary key (grading_id, case_id)
);
create index grading_line_case on grading_line (case_id);

-- A grade other than the computed one, with its reason.
create table grading_exception (
  grading_id uuid not null references grading,
  case_id    uuid not null references case_file,
  grade      text not null,
  reason     text not null,
  at         timestamptz not null,
  person_id  uuid references person,
  primary key (grading_id, case_id)
);

-- What was released, all at once; the history that consequences count.
create table evaluation_result (
  round_id     uuid not null references evaluation,
  carrier_id   uuid not null references carrier,
  case_id      uuid references case_file,
  participated boolean not null,
  points       numeric(10,6),
  place        integer,
  grade        text,
  label        text,
  because      text,
  exception    text,
  grading_id   uuid references grading,
  released_at  timestamptz not null,
  primary key (round_id, carrier_id)
);
create index evaluation_result_carrier on evaluation_result (carrier_id, released_at);
create trigger evaluation_result_is_append_only before update or delete on evaluation_result
  for each row execute function refuse_change();

-- 处理决定: what the pack says follows, drafted by the system for one carrier; a person signs.
create table consequence (
  id         uuid primary key,
  round_id   uuid not null references evaluation,
  carrier_id uuid not null references carrier,
  case_id    uuid not null references case_file,
  state      text not null check (state in ('draft', 'proposed', 'signed', 'dropped')),
  items      jsonb not null,                           -- [{id, cites, says, follows, history, chosen, reason}]
  reasons    text not null,
  version    integer not null default 1,
  drafted_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid references person,
  number     text,
  check ((state in ('signed', 'dropped')) = (decided_at is not null)),
  unique (round_id, carrier_id)
);
create index consequence_state on consequence (round_id, state);
