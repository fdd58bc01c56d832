-- A movement's references already hold its accounts for key share, others' movements too: the stronger lock that a key would need
-- made two movements wait for each other. The balance is no key.
create or replace function credit_moves() returns trigger language plpgsql as $$
declare one uuid;
begin
  for one in select id from credit_account where id in (new.giver_id, new.taker_id) order by id for no key update loop
    update credit_account set balance = balance + case when id = new.taker_id then new.amount else -new.amount end where id = one;
  end loop;
  return null;
end $$;
