-- Machinery without domain words: audit chain, jobs and timers, sealed files, settings.

-- The end of the audit chain. One row: whoever appends locks it until commit, so entries are gapless and ordered.
create table audit_head (
  only_one boolean primary key default true check (only_one),
  seq      bigint not null,
  hash     text not null
);
insert into audit_head values (true, 0, repeat('0', 64));

-- One entry per command, written in the command's own transaction. hash = sha256(previous hash || body).
create table audit_entry (
  seq             bigint primary key,
  at              timestamptz not null,
  person_id       uuid,
  organisation_id uuid,
  action          text not null,
  subject_kind    text,
  subject_id      text,
  body            text not null,   -- the whole entry as JSON text, exactly as hashed
  hash            text not null
);
create index audit_entry_subject on audit_entry (subject_kind, subject_id, seq);
create index audit_entry_person on audit_entry (person_id, seq);
create index audit_entry_at on audit_entry (at);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% rows are never changed or removed', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger audit_entry_is_append_only before update or delete on audit_entry
  for each row execute function refuse_change();

-- Durable work: outbox messages (due at once) and timers (due later by the injected clock).
create table job (
  id         uuid primary key,
  kind       text not null,
  key        text,                -- at most one waiting job of a kind has the same key
  due_at     timestamptz not null,
  payload    jsonb not null,
  attempts   integer not null default 0,
  last_error text,
  created_at timestamptz not null,
  done_at    timestamptz,
  dropped_at timestamptz          -- cancelled before it ran
);
create unique index job_key on job (kind, key) where done_at is null and dropped_at is null;
create index job_due on job (due_at) where done_at is null and dropped_at is null;

-- A sealed file: bytes live in the blob store under their hash.
create table file (
  id          uuid primary key,
  sha256      text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  name        text not null,
  media_type  text not null,
  size        bigint not null check (size >= 0),
  created_at  timestamptz not null,
  created_by  uuid,
  -- Whoever may read this subject may read the file.
  about_kind  text not null,
  about_id    uuid
);
create index file_sha256 on file (sha256);
create index file_about on file (about_kind, about_id);

create table setting (
  name  text primary key,
  value jsonb not null
);

-- A year's calendar that an administrator added after it was published (holidays and 调休 working days).
create table working_calendar (
  year     integer primary key check (year between 2000 and 2200),
  source   text not null,
  holidays date[] not null,
  workdays date[] not null,
  added_at timestamptz not null,
  added_by uuid not null
);
