-- Cases that a body opens against a party, and what is decided on a case besides the requirements of a pack.
alter table case_file drop constraint if exists case_file_purpose_check;   -- the pack's loader knows the purposes
alter table case_file drop constraint if exists case_file_result_check;
alter table case_file add constraint case_file_result_check
  check (result in ('granted', 'refused', 'withdrawn', 'lapsed', 'imposed', 'dropped'));
-- Opened against the applicant: until told, it does not know of the case; afterwards it sees it from that pass on.
alter table case_file add column against boolean not null default false;
alter table case_file add column told_pass integer;
alter table case_file add constraint case_file_told check (told_pass is null or against);

-- Working days of this pass, where they are not the pack's.
alter table case_step add column working_days integer check (working_days > 0);

-- What the decision rests on and orders besides findings: breaches, evidence, consequences, what is appealed against.
alter table decision add column matter jsonb;

-- A breach that is looked into: what is suspected, what was found, what is intended, what the party says to it.
create table sanction (
  case_id      uuid primary key references case_file,
  source       text not null check (source in ('report', 'check', 'officer')),
  problem_id   uuid references problem_report,
  says         text not null,                          -- what is suspected; never shown to the party
  breaches     jsonb not null default '[]',            -- ids of rules of the pack's sanctions.yaml
  found        text not null default '',               -- the facts found, as the party reads them
  consequences jsonb not null default '[]',            -- intended: [{effect, months, amount}]; months of a bar, fen of a claim
  ordered      jsonb,                                  -- what the decision orders: never more than was intended
  served_at    timestamptz,
  served_by    uuid references person,
  statement    text,
  hearing_asked boolean,
  stated_at    timestamptz,
  stated_by    uuid references person,
  hearing_on   date,
  hearing_at   text,
  hearing_place text,
  hearing_people jsonb not null default '[]',
  minutes      text,
  held_at      timestamptz,
  version      integer not null default 1,
  check (ordered is null or served_at is not null),
  check (stated_at is null or served_at is not null)
);
create index sanction_problem on sanction (problem_id) where problem_id is not null;

-- Evidence that a side brings. What a body keeps to itself is not `held` against the party and never shown to it.
create table exhibit (
  id         uuid primary key,
  case_id    uuid not null references case_file,
  side       text not null check (side in ('body', 'party')),
  held       boolean not null default false,
  item       text,                                     -- the finding of a rectification it answers
  says       text not null,
  file_id    uuid references file,
  added_at   timestamptz not null,
  added_by   uuid references person,
  removed_at timestamptz,
  check (side = 'body' or not held)
);
create index exhibit_case on exhibit (case_id, added_at) where removed_at is null;

-- 申诉: against what one person signed in a case, once; decided by somebody else than who signed it.
create table appeal (
  case_id      uuid primary key references case_file,
  about_case   uuid not null references case_file,     -- the case whose effects are undone when it is upheld
  signed_id    uuid not null unique,                   -- a decision, or a consequence of an evaluation
  decision_id  uuid references decision,               -- null: of an evaluation
  signed_by    uuid not null references person,
  number       text not null,
  due_on       date not null,
  check (decision_id is null or decision_id = signed_id)
);
create index appeal_about on appeal (about_case);
create function appeal_by_another() returns trigger language plpgsql as $$
begin
  if new.state = 'signed' and exists (
    select 1 from appeal a where a.case_id = new.case_id and a.signed_by is not distinct from new.signed_by
  ) then
    raise exception 'who signed a decision does not decide the appeal against it'
      using errcode = 'restrict_violation', constraint = 'appeal_by_another';
  end if;
  return new;
end $$;
create trigger decision_by_another before insert or update on decision
  for each row execute function appeal_by_another();

-- The earlier decision stays as it was sealed; this one stands in its place.
create table supersession (
  signed_id      uuid primary key,                     -- as in appeal
  by_decision_id uuid not null unique references decision,
  on_day         date not null,
  check (signed_id <> by_decision_id)
);
create trigger supersession_is_append_only before update or delete on supersession
  for each row execute function refuse_change();
