-- Sign-in and the separation of the three administrators (三员分立).

alter table person add column password_must_change boolean not null default false;
alter table person add constraint person_account_form check (account = lower(account) and account = btrim(account));
create index session_expires on session (expires_at);

-- A security administrator grants others, never himself.
alter table membership add constraint membership_not_self_granted check (granted_by is null or granted_by <> person_id);

-- The system, security and audit administrators are three people, and none of them holds another role.
create function is_administrator(role text) returns boolean language sql immutable as $$
  select role in ('systemAdmin', 'securityAdmin', 'auditAdmin')
$$;

create function keep_administrators_apart() returns trigger language plpgsql as $$
begin
  -- Two grants at the same moment wait for each other here, and the second sees the first.
  perform 1 from person where id = new.person_id for update;
  if exists (
    select 1 from membership m
    where m.person_id = new.person_id and m.id <> new.id and m.role <> new.role
      and (is_administrator(m.role) or is_administrator(new.role))
      and m.valid_from <= coalesce(new.valid_to, 'infinity') and new.valid_from <= coalesce(m.valid_to, 'infinity')
  ) then
    raise exception 'an administrator holds no other role'
      using errcode = 'check_violation', constraint = 'administrators_apart';
  end if;
  return new;
end $$;
create trigger membership_administrators_apart before insert or update on membership
  for each row execute function keep_administrators_apart();

create trigger unmasking_is_append_only before update or delete on unmasking
  for each row execute function refuse_change();
create index unmasking_of_person on unmasking (of_person, at);
