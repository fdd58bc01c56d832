-- A version follows the one that its draft was compared with: where that was recalled meanwhile, it is not published.
create or replace function refuse_backward_version() returns trigger language plpgsql as $$
declare
  latest integer;
  latest_day date;
  highest integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('pack_version/' || new.pack_id, 0));
  select number, starts_on into latest, latest_day from standing_pack_version where pack_id = new.pack_id order by number desc limit 1;
  select coalesce(max(number), 0) into highest from pack_version where pack_id = new.pack_id;
  if new.starts_on <= latest_day or new.number > highest + 1
    or (select follows from pack_draft where id = new.draft_id) <> coalesce(latest, 0) then
    raise exception 'version % of % does not follow the one before', new.number, new.pack_id
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
