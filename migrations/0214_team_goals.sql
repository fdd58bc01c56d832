-- 阶段目标: what a team means to reach and by when; reached, or overdue.
create table record_columns (
  id           uuid primary key,
  team_id      uuid not null,
  valid_from   date not null,
  valid_to     date,
  note         text,
  file_id      uuid,
  case_id      uuid,
  version      integer not null default 1,
  example      boolean not null default false,
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now(),
  root_id      uuid not null,
  confirmed_at timestamptz,
  confirmed_by uuid,
  check (valid_to >= valid_from),
  check (confirmed_by is null or confirmed_at is not null)
);
create index on record_columns (team_id, valid_from, id);
create index on record_columns (root_id);

create table team_goal (like record_columns including all,
  title      text not null,
  due_on     date not null,
  reached_on date,                                     -- null: not yet
  evidence   text,
  check (due_on >= valid_from),
  check (reached_on is null or reached_on >= valid_from)
);
alter table team_goal add foreign key (team_id) references team on delete cascade;
alter table team_goal add foreign key (file_id) references file;
alter table team_goal add foreign key (root_id) references team_goal;
create trigger keeps_versions before update or delete on team_goal for each row execute function keep_version();
create index team_goal_open on team_goal (due_on) where reached_on is null;
drop table record_columns;
alter table team_reminder drop constraint if exists team_reminder_kind_check;   -- REMINDED lists the kinds
