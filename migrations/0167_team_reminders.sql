-- 到期提醒: a fee of an intellectual property right, a certificate of status that runs out. Told once at each stage.
create table team_reminder (
  id        uuid primary key,
  team_id   uuid not null references team on delete cascade,   -- root
  kind      text not null check (kind in ('ip_right', 'certificate_held')),
  record_id uuid not null,                                     -- root of the record
  due_on    date not null,
  stage     integer not null check (stage >= 0),               -- days before; 0: the day is here or over
  told_at   timestamptz not null,
  seen_at   timestamptz,
  seen_by   uuid references person,
  check ((seen_at is null) = (seen_by is null)),
  unique (kind, record_id, due_on, stage)
);
create index team_reminder_team on team_reminder (team_id, due_on);
create index certificate_held_ends on certificate_held (valid_to) where valid_to is not null;
