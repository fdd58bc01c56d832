-- 收回: a version that was published and has not begun is taken back before its day. The row stays; it never held and never will.
create table pack_version_recall (
  pack_id     text not null,
  number      integer not null,
  reason      text not null,
  recalled_at timestamptz not null,
  recalled_by uuid not null references person,
  primary key (pack_id, number),
  foreign key (pack_id, number) references pack_version
);
create trigger pack_version_recall_is_append_only before update or delete on pack_version_recall
  for each row execute function refuse_change();

create view standing_pack_version as
  select * from pack_version v where not exists
    (select 1 from pack_version_recall r where r.pack_id = v.pack_id and r.number = v.number);

-- Its draft goes back to its writers and may be published another time.
alter table pack_version drop constraint pack_version_draft_id_key;
create index pack_version_draft on pack_version (draft_id);
alter table pack_draft_event drop constraint pack_draft_event_kind_check;
alter table pack_draft_event add constraint pack_draft_event_kind_check
  check (kind in ('created', 'rebased', 'sent', 'approved', 'returned', 'published', 'recalled', 'withdrawn'));

-- Versions and recalls of one pack come one after another. A version follows those that stand, and no number is given twice.
create or replace function refuse_backward_version() returns trigger language plpgsql as $$
declare
  latest date;
  highest integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('pack_version/' || new.pack_id, 0));
  select max(starts_on) into latest from standing_pack_version where pack_id = new.pack_id;
  select coalesce(max(number), 0) into highest from pack_version where pack_id = new.pack_id;
  if new.starts_on <= latest or new.number > highest + 1 then
    raise exception 'version % of % does not begin after the one before', new.number, new.pack_id
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

-- Only the last one that stands, and only before its day.
create function refuse_late_recall() returns trigger language plpgsql as $$
declare
  version pack_version%rowtype;
begin
  perform pg_advisory_xact_lock(hashtextextended('pack_version/' || new.pack_id, 0));
  select * into version from pack_version where pack_id = new.pack_id and number = new.number;
  if version.starts_on <= (new.recalled_at at time zone 'Asia/Shanghai')::date
    or exists (select 1 from standing_pack_version where pack_id = new.pack_id and number > new.number) then
    raise exception 'version % of % has begun or is followed by another', new.number, new.pack_id
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger pack_version_recall_in_time before insert on pack_version_recall
  for each row execute function refuse_late_recall();
