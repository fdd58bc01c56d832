-- Leaving settles the money: the credit, then the deposit, against what is owed, the oldest statement first; each step is a row here and in the ledger.
alter table tenancy_payment drop constraint tenancy_payment_kind_check;
alter table tenancy_payment add constraint tenancy_payment_kind_check check (kind in
  ('payment', 'prepayment', 'depositReceived', 'depositReturned', 'depositKept', 'creditRefunded', 'creditSetOff', 'depositSetOff'));
alter table tenancy_payment drop constraint tenancy_payment_check;
alter table tenancy_payment add constraint tenancy_payment_of_statement
  check ((kind in ('payment', 'creditSetOff', 'depositSetOff')) = (statement_id is not null));

-- What a stay comes to on the day it is settled, after the final statement; a later correction is settled again.
create table departure_settlement (
  id          uuid primary key,
  number      text not null unique,
  carrier_id  uuid not null references carrier,
  tenancy_id  uuid not null references tenancy,        -- root
  settled_on  date not null,
  through     date not null,                           -- the last day of the stay
  owed_fen    bigint not null check (owed_fen >= 0),   -- before anything was set off
  credit_fen  bigint not null check (credit_fen >= 0),
  deposit_fen bigint not null check (deposit_fen >= 0),
  credit_used_fen  bigint not null check (credit_used_fen between 0 and credit_fen),
  deposit_used_fen bigint not null check (deposit_used_fen between 0 and deposit_fen),
  hash        text not null check (hash ~ '^[0-9a-f]{64}$'),
  settled_at  timestamptz not null,
  settled_by  uuid references person,
  example     boolean not null default false,
  -- Nothing is given back while something is owed: all that stands there was used, or all that is owed is covered.
  constraint departure_settlement_in_full
    check (credit_used_fen + deposit_used_fen = least(owed_fen, credit_fen + deposit_fen) and (deposit_used_fen = 0 or credit_used_fen = least(owed_fen, credit_fen)))
);
create index departure_settlement_of on departure_settlement (tenancy_id, settled_at);
create trigger departure_settlement_is_append_only before update or delete on departure_settlement
  for each row execute function refuse_change();
alter table tenancy_payment add column settlement_id uuid references departure_settlement;
create index on tenancy_payment (settlement_id);

-- A credit that was taken off a statement as it was issued is a row too.
insert into tenancy_payment (id, carrier_id, tenancy_id, statement_id, kind, amount_fen, on_day, reason, transaction_id, received_at, example)
  select gen_random_uuid(), s.carrier_id, s.tenancy_id, s.id, 'creditSetOff', e.amount_fen, t.on_day, t.says, t.id, t.posted_at, t.example
  from ledger_transaction t join statement s on t.subject_kind = 'statement' and s.id = t.subject_id
    join ledger_entry e on e.transaction_id = t.id and e.amount_fen > 0
  where t.kind = 'credit' and not exists (select 1 from ledger_transaction r where r.reverses = t.id);

-- Whoever gives money back must leave enough to cover what is owed. The row of the stay lets one look after the other.
create function tenancy_refund_leaves_owed() returns trigger language plpgsql as $$
declare owed numeric; held numeric;
begin
  perform 1 from tenancy where id = new.tenancy_id for update;
  select coalesce(sum(a.balance_fen), 0) into owed from statement s join ledger_account a on a.code = 'statement:' || s.id where s.tenancy_id = new.tenancy_id;
  select coalesce(-sum(balance_fen), 0) into held from ledger_account where code in ('deposit:' || new.tenancy_id, 'credit:' || new.tenancy_id);
  if held < owed then
    raise exception 'tenancy % owes % fen and only % fen are left', new.tenancy_id, owed, held
      using errcode = 'check_violation', constraint = 'tenancy_refund_leaves_owed', detail = (owed - held)::text;
  end if;
  return null;
end $$;
create trigger tenancy_refund_leaves_owed after insert on tenancy_payment for each row
  when (new.kind in ('depositReturned', 'creditRefunded')) execute function tenancy_refund_leaves_owed();
