-- Procedures running for subjects. A procedure is data in a pack; these tables know no document.

-- A pack as it was installed. A running case keeps the one it started under.
create table pack (
  hash           text primary key,
  id             text not null,                        -- 430000-hunan/maker-space-2016
  title          text not null,
  territory_code text not null check (territory_code ~ '^[0-9]{6}$'),
  in_force_from  date not null,
  in_force_until date,
  files          jsonb not null,                       -- file name -> text: loads the pack again
  installed_at   timestamptz not null,
  replaced_at    timestamptz                           -- a later text was installed under the same id
);
create unique index pack_current on pack (id) where replaced_at is null;

-- A call: when a procedure of intake 'round' takes applications. Its state follows from the clock.
create table round (
  id           uuid primary key,
  pack_id      text not null,
  procedure_id text not null,
  territory_id uuid not null references territory,
  year         integer not null check (year between 2000 and 2200),
  title        text not null,
  opens_at     timestamptz not null,
  closes_at    timestamptz not null,
  created_at   timestamptz not null,
  created_by   uuid references person,
  check (closes_at > opens_at)
);
create index round_procedure on round (pack_id, procedure_id, opens_at);

-- A closing moment that was moved, and why.
create table round_extension (
  id       uuid primary key,
  round_id uuid not null references round,
  at       timestamptz not null,
  by_person uuid references person,
  before   timestamptz not null,
  after    timestamptz not null check (after > before),
  reason   text not null
);
create index round_extension_round on round_extension (round_id);

-- The last serial number given under a prefix (办件编号).
create table case_number (
  prefix text primary key,
  last   integer not null
);

create table case_file (
  id             uuid primary key,
  number         text not null unique,
  pack_hash      text not null references pack,
  pack_id        text not null,
  procedure_id   text not null,
  purpose        text not null check (purpose in ('recognition', 'filing', 'change')),
  carrier_id     uuid not null,
  applicant_id   uuid not null references organisation,
  recommender_id uuid references organisation,         -- the body the applicant chose
  round_id       uuid references round,
  territory_id   uuid not null references territory,   -- of the carrier
  title          text not null,
  -- draft: being filled in for the first time; open: submitted once; closed: at an end of the procedure, or void.
  state          text not null check (state in ('draft', 'open', 'closed')),
  step           text,                                 -- a step id of the procedure
  step_kind      text,
  pass           integer not null default 0,           -- the entry of case_step that is current
  end_id         text,                                 -- an end id of the procedure, or 'void'
  result         text check (result in ('granted', 'refused', 'withdrawn', 'lapsed')),
  form_revision  integer not null default 0,           -- each accepted save of the form adds one
  duplicates     jsonb not null default '[]',          -- what was found similar when it was opened, as shown
  judged_on      date,                                 -- the law and the facts are read as of this day
  opened_at      timestamptz not null,
  opened_by      uuid references person,
  submitted_at   timestamptz,
  closed_at      timestamptz,
  check ((state = 'closed') = (end_id is not null)),
  check ((state = 'closed') = (step is null)),
  check ((state = 'closed') = (closed_at is not null))
);
-- No carrier has two open cases of one procedure.
create unique index case_file_one_open on case_file (carrier_id, pack_id, procedure_id) where state <> 'closed';
create index case_file_step on case_file (pack_id, procedure_id, step) where state <> 'closed';
create index case_file_applicant on case_file (applicant_id, opened_at);
create index case_file_recommender on case_file (recommender_id) where recommender_id is not null;
create index case_file_round on case_file (round_id, step) where round_id is not null;
create index case_file_territory on case_file (territory_id, opened_at);
create index case_file_carrier on case_file (carrier_id);

-- Each time the case stood at a step. A return enters the step again as a new pass.
create table case_step (
  case_id     uuid not null references case_file,
  pass        integer not null,
  step        text not null,
  kind        text not null,
  entered_at  timestamptz not null,
  left_at     timestamptz,
  outcome     text,                                    -- an outcome of the step, or returned, withdrawn, lapsed, void
  acted       boolean not null default false,          -- somebody did something here: no more taking back from before
  due_at      timestamptz,                             -- null: the document sets no time, or the clock stands
  due_on      date,
  due_provisional boolean not null default false,      -- 暂定: rests on a calendar that is not published
  primary key (case_id, pass)
);
create index case_step_provisional on case_step (case_id) where due_provisional and left_at is null;

-- The clock of a pass stands from one moment to the other (补正).
create table case_stop (
  id       uuid primary key,
  case_id  uuid not null references case_file,
  pass     integer not null,
  from_at  timestamptz not null,
  until_at timestamptz,
  reason   text not null
);
create index case_stop_case on case_stop (case_id, pass);

create table task (
  id              uuid primary key,
  case_id         uuid not null references case_file,
  pass            integer not null,
  step            text not null,
  kind            text not null check (kind in ('main', 'addSign', 'delegated', 'supplement', 'cc')),
  -- waiting: for tasks that come first (加签, 委托); ended: overtaken by what was decided elsewhere.
  state           text not null check (state in ('open', 'waiting', 'done', 'ended')),
  organisation_id uuid references organisation,        -- null: a person on their own (an expert)
  role            text not null,
  person_id       uuid references person,              -- null: whoever holds the role there
  parent_id       uuid references task,                -- the task it was added to or delegated from
  place           text check (place in ('before', 'after')),
  verb            text,                                -- what was done with it
  opinion         text,
  decided_by      uuid references person,
  decided_at      timestamptz,
  ended_by        uuid references task,                -- the task whose decision ended this one
  ended_from      text check (ended_from in ('open', 'waiting')),
  urged_at        timestamptz,
  created_at      timestamptz not null,
  data            jsonb not null default '{}'          -- what the step's own feature keeps with it
);
create index task_case on task (case_id, pass);
create index task_inbox on task (organisation_id, role) where state = 'open';
create index task_person on task (person_id, state) where person_id is not null;
create index task_decided on task (decided_by, decided_at) where decided_by is not null;

-- What happened to a case, one row for each verb that was accepted.
create table case_event (
  case_id         uuid not null references case_file,
  seq             integer not null,
  at              timestamptz not null,
  pass            integer not null,
  step            text,
  task_id         uuid references task,
  verb            text not null,
  person_id       uuid references person,              -- null: the system
  person_name     text not null,
  organisation_id uuid references organisation,
  organisation_name text,
  opinion         text,
  internal        boolean not null,                    -- never shown to the applicant
  data            jsonb not null default '{}',
  primary key (case_id, seq)
);
create trigger case_event_is_append_only before update or delete on case_event
  for each row execute function refuse_change();

-- Who else works on the application: colleagues and outside agents.
create table case_party (
  id              uuid primary key,
  case_id         uuid not null references case_file,
  person_id       uuid not null references person,
  part            text not null check (part in ('editor', 'agent')),
  added_at        timestamptz not null,
  added_by        uuid references person,
  removed_at      timestamptz
);
create unique index case_party_one on case_party (case_id, person_id) where removed_at is null;
create index case_party_person on case_party (person_id) where removed_at is null;

create table case_answer (
  case_id  uuid not null references case_file,
  field    text not null,
  value    jsonb not null,
  revision integer not null,                           -- the form's revision that wrote it
  primary key (case_id, field)
);
create table case_answer_history (
  case_id           uuid not null references case_file,
  revision          integer not null,
  field             text not null,
  before            jsonb,
  after             jsonb,
  at                timestamptz not null,
  person_id         uuid references person,
  person_name       text not null,
  organisation_id   uuid references organisation,
  organisation_name text,
  primary key (case_id, revision, field)
);

-- Files that prove something. `slot`: an evidence id of the pack, or a form field of kind file.
create table case_evidence (
  id         uuid primary key,
  case_id    uuid not null references case_file,
  slot       text not null,
  file_id    uuid not null references file,
  added_at   timestamptz not null,
  added_by   uuid references person,
  removed_at timestamptz
);
create index case_evidence_case on case_evidence (case_id) where removed_at is null;

-- 一次性补正: everything that is missing, asked for at once.
create table supplement (
  id          uuid primary key,
  case_id     uuid not null references case_file,
  pass        integer not null,
  task_id     uuid not null references task,           -- the applicant's
  number      integer not null,                        -- first, second ... request of this step
  items       jsonb not null,                          -- [{kind, ref, says}]
  asked_at    timestamptz not null,
  asked_by    uuid references person,
  due_at      timestamptz not null,
  due_on      date not null,
  due_provisional boolean not null default false,
  state       text not null check (state in ('out', 'answered', 'lapsed', 'takenBack')),
  answer      text,
  ended_at    timestamptz,
  check ((state = 'out') = (ended_at is null))
);
create unique index supplement_one_out on supplement (case_id) where state = 'out';
create index supplement_case on supplement (case_id, asked_at);

-- A person's answer to a question that the pack puts to a person. The newest of a leaf counts.
create table judgement (
  id          uuid primary key,
  case_id     uuid not null references case_file,
  leaf        text not null,                           -- id of the node in the pack
  outcome     text not null check (outcome in ('met', 'unmet')),
  reason      text not null,
  pass        integer not null,
  at          timestamptz not null,
  person_id   uuid references person,
  organisation_id uuid references organisation
);
create index judgement_case on judgement (case_id, leaf, at);

-- What was judged, frozen: later facts and later law do not alter it, and it can be computed again.
create table case_assessment (
  id         uuid primary key,
  case_id    uuid not null references case_file,
  kind       text not null check (kind in ('submit', 'decision')),
  on_day     date not null,
  pack_hash  text not null references pack,
  facts      jsonb not null,                           -- the fact sheet with provenance
  judgements jsonb not null,
  findings   jsonb not null,
  verdict    text not null check (verdict in ('met', 'unmet', 'unknown')),
  at         timestamptz not null
);
create index case_assessment_case on case_assessment (case_id, at);
create trigger case_assessment_is_append_only before update or delete on case_assessment
  for each row execute function refuse_change();

create table case_paper (
  id        uuid primary key,
  case_id   uuid not null references case_file,
  pass      integer not null,
  step      text,
  paper     text not null,                             -- a row of PAPERS
  file_id   uuid not null references file,
  internal  boolean not null,                          -- never shown to the applicant
  made_at   timestamptz not null,
  void_at   timestamptz                                -- what it rested on was taken back
);
create index case_paper_case on case_paper (case_id, made_at);

-- Notes in the inbox: before, at and after a due moment, and 催办.
create table reminder (
  id      uuid primary key,
  case_id uuid not null references case_file,
  task_id uuid not null references task,
  kind    text not null check (kind in ('before', 'at', 'after', 'urged')),
  at      timestamptz not null,
  by_name text
);
create index reminder_task on reminder (task_id, at);
