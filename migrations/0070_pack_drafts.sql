-- A pack in writing. Saved file by file, each text kept; a second person approves it; its publication makes a version.
create table pack_draft (
  id              uuid primary key,
  pack_id         text not null,                        -- the id the pack will bear
  title           text not null,
  territory_id    uuid not null references territory,
  organisation_id uuid not null references organisation,
  base_hash       text not null references pack,        -- the text it began from, or was compared with since
  follows         integer not null check (follows >= 0), -- number of the version of its own id it follows; 0: the installed text, or none
  state           text not null check (state in ('draft', 'inReview', 'approved', 'returned', 'published', 'withdrawn')),
  revision        integer not null default 0,           -- of the newest saved text
  created_at      timestamptz not null,
  created_by      uuid not null references person,
  sent_by         uuid references person,
  approved_by     uuid references person,
  -- A second person approves.
  check (approved_by <> created_by),
  check (approved_by <> sent_by),
  check (state not in ('inReview', 'approved', 'published') or sent_by is not null),
  check (state not in ('approved', 'published') or approved_by is not null)
);
create index pack_draft_territory on pack_draft (territory_id, created_at);
create index pack_draft_pack on pack_draft (pack_id);

create table pack_draft_file (
  draft_id uuid not null references pack_draft,
  name     text not null,
  revision integer not null,
  body     text,                                        -- null: the file was taken out
  saved_at timestamptz not null,
  saved_by uuid not null references person,
  primary key (draft_id, name, revision)
);
create trigger pack_draft_file_is_append_only before update or delete on pack_draft_file
  for each row execute function refuse_change();

create table pack_draft_event (
  id        uuid primary key,
  draft_id  uuid not null references pack_draft,
  kind      text not null check (kind in ('created', 'rebased', 'sent', 'approved', 'returned', 'published', 'withdrawn')),
  revision  integer not null,
  reason    text,
  at        timestamptz not null,
  person_id uuid not null references person
);
create index pack_draft_event_draft on pack_draft_event (draft_id, at);
create trigger pack_draft_event_is_append_only before update or delete on pack_draft_event
  for each row execute function refuse_change();

-- What was sent is what is approved and published: no text is saved meanwhile.
create function refuse_text_of_sent_draft() returns trigger language plpgsql as $$
begin
  perform 1 from pack_draft where id = new.draft_id and state in ('draft', 'returned') for update;
  if not found then
    raise exception 'draft % is not open to changes', new.draft_id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger pack_draft_file_while_open before insert on pack_draft_file
  for each row execute function refuse_text_of_sent_draft();

-- Nor does anyone approve what he wrote.
create function refuse_own_approval() returns trigger language plpgsql as $$
begin
  if exists (select 1 from pack_draft_file where draft_id = new.id and saved_by = new.approved_by) then
    raise exception 'an author of draft % cannot approve it', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger pack_draft_second_person before update on pack_draft
  for each row when (new.approved_by is not null) execute function refuse_own_approval();

-- From which day new cases run under a text; it holds until the next version's day. What was installed from the
-- product's folder is version 0.
create table pack_version (
  pack_id      text not null,
  number       integer not null check (number > 0),
  hash         text not null references pack,
  draft_id     uuid not null unique references pack_draft,
  starts_on    date not null,
  published_at timestamptz not null,
  published_by uuid not null references person,
  primary key (pack_id, number),
  check (starts_on >= (published_at at time zone 'Asia/Shanghai')::date)
);
create trigger pack_version_is_append_only before update or delete on pack_version
  for each row execute function refuse_change();

-- Only forward: a version begins after the one it follows.
create function refuse_backward_version() returns trigger language plpgsql as $$
declare
  earlier date;
begin
  if new.number > 1 then
    select starts_on into earlier from pack_version where pack_id = new.pack_id and number = new.number - 1;
    if earlier is null or new.starts_on <= earlier then
      raise exception 'version % of % does not begin after the one before', new.number, new.pack_id
        using errcode = 'restrict_violation';
    end if;
  end if;
  return new;
end $$;
create trigger pack_version_only_forward before insert on pack_version
  for each row execute function refuse_backward_version();
