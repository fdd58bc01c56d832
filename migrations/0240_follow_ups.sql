-- 后续支撑: what a consent of the team covers. `look`: read its file. `followUp`: an operator it left goes on following it, confirms what it
-- enters and offers help. `history`: the operator with whom it stays sees what happened with others before.
alter table team_consent add column scope text not null default 'look' check (scope in ('look', 'followUp', 'history'));
drop index team_consent_one;
create unique index team_consent_one on team_consent (team_id, organisation_id, scope) where withdrawn_at is null;

-- What an operator does for a team it follows, and what the team answers.
create table follow_up (
  id              uuid primary key,
  team_id         uuid not null references team on delete cascade,   -- root
  organisation_id uuid not null references organisation,             -- the operator
  kind            text not null check (kind in ('ask', 'service', 'mentor', 'visit')),
  year            integer check (year between 1990 and 2200),        -- of an `ask`: the year whose figures are asked for
  mentor_id       uuid references mentor,                            -- of a `mentor`: root
  content         text not null,
  done_at         timestamptz not null,
  done_by         uuid references person,
  accepted        boolean,                                           -- null: not answered
  remark          text,
  answered_at     timestamptz,
  answered_by     uuid references person,
  check ((kind = 'ask') = (year is not null)),
  check ((kind = 'mentor') = (mentor_id is not null)),
  check ((accepted is null) = (answered_at is null)),
  check (accepted is null or kind in ('service', 'mentor'))
);
create unique index follow_up_asked on follow_up (team_id, organisation_id, year);
create index follow_up_team on follow_up (team_id, done_at desc);
