-- Double entry in whole fen. A transaction balances or does not exist; nothing in it is ever changed; what may not fall
-- below zero never does, however many post at once. Budgets, grants, funds and claims are accounts like any other.

create table ledger_account (
  id          uuid primary key,
  code        text not null unique,                    -- by which its owner finds it: `statement:<id>`
  kind        text not null check (kind in ('asset', 'liability', 'income', 'expense', 'equity')),
  carrier_id  uuid references carrier,                 -- whose books; null: of another body
  owner_id    uuid,                                    -- the organisation whose books, where no carrier's
  name        text not null,
  -- Debit positive. The trigger of ledger_entry alone writes it.
  balance_fen bigint not null default 0,
  floored     boolean not null default false,          -- its balance, seen from its own side, is never negative
  opened_at   timestamptz not null,
  constraint ledger_account_floor check (
    not floored or (case when kind in ('asset', 'expense') then balance_fen else -balance_fen end) >= 0)
);
create index ledger_account_carrier on ledger_account (carrier_id, kind);

create table ledger_transaction (
  id           uuid primary key,
  kind         text not null,
  on_day       date not null,
  says         text not null,
  subject_kind text not null,
  subject_id   uuid not null,
  once         text unique,                            -- who posts the same thing twice posts it once
  reverses     uuid unique references ledger_transaction,
  person_id    uuid references person,
  case_id      uuid,
  example      boolean not null default false,
  posted_at    timestamptz not null,
  posted_in    bigint not null default txid_current()
);
create index ledger_transaction_subject on ledger_transaction (subject_kind, subject_id, on_day);

create table ledger_entry (
  transaction_id uuid not null references ledger_transaction,
  account_id     uuid not null references ledger_account,
  amount_fen     bigint not null check (amount_fen <> 0),  -- debit positive, credit negative
  primary key (transaction_id, account_id)
);
create index ledger_entry_account on ledger_entry (account_id);

-- An entry moves its account's balance and joins only a transaction of the same commit.
create function post_ledger_entry() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from ledger_transaction t where t.id = new.transaction_id and t.posted_in = txid_current()) then
    raise exception 'a ledger transaction is closed once it is committed' using errcode = 'restrict_violation';
  end if;
  update ledger_account set balance_fen = balance_fen + new.amount_fen where id = new.account_id;
  return new;
end $$;
create trigger ledger_entry_posts before insert on ledger_entry for each row execute function post_ledger_entry();

create function check_ledger_balance() returns trigger language plpgsql as $$
declare entries int; total numeric;
begin
  select count(*), coalesce(sum(amount_fen), 0) into entries, total from ledger_entry where transaction_id = new.id;
  if entries < 2 or total <> 0 then
    raise exception 'ledger transaction % does not balance: % entries, % fen', new.id, entries, total
      using errcode = 'check_violation', constraint = 'ledger_balances';
  end if;
  return null;
end $$;
create constraint trigger ledger_transaction_balances after insert on ledger_transaction
  deferrable initially deferred for each row execute function check_ledger_balance();

create trigger ledger_transaction_is_append_only before update or delete on ledger_transaction
  for each row execute function refuse_change();
create trigger ledger_entry_is_append_only before update or delete on ledger_entry
  for each row execute function refuse_change();

-- A balance follows from entries: nobody writes it, and an account is neither renamed nor removed.
create function keep_ledger_account() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and pg_trigger_depth() > 1 then return new; end if;
  raise exception 'ledger accounts are moved by entries only' using errcode = 'restrict_violation';
end $$;
create trigger ledger_account_is_kept before update or delete on ledger_account
  for each row execute function keep_ledger_account();
