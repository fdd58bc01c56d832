-- 孵化阶段: what a space provides in a stage and what lets a team pass on; who looks after a team in it, and on what it went on.
create table stage_standard (
  carrier_id uuid not null references carrier on delete cascade,
  stage      text not null check (stage in ('discovery', 'team', 'investment', 'acceleration', 'followUp')),
  services   text,
  criteria   jsonb not null default '[]',   -- [{id, says, fact, least}]: judged on a fact of the team, or without one by a person
  version    integer not null default 1,
  stated_at  timestamptz not null,
  stated_by  uuid references person,
  primary key (carrier_id, stage)
);
alter table incubation_stage
  add column owner_id uuid references staff,   -- root
  add column basis    text;
-- What stood in columns that held free words stays in the note.
alter table incubation_stage disable trigger keeps_versions;
update incubation_stage set note = nullif(concat_ws(E'\n', note, '服务负责人:' || owner, '转入下一阶段的标准:' || exit), '')
where owner is not null or exit is not null;
alter table incubation_stage enable trigger keeps_versions;
alter table incubation_stage drop column owner, drop column exit;

-- What became of the advice.
alter table diagnosis
  add column done_on date,
  add column outcome text,
  add constraint diagnosis_done check (done_on >= valid_from);
