-- 追回: what is owed, paid and given back stands in the ledger, which lets nobody pay more than is owed.
alter table recovery_claim add column ordered_by uuid references organisation;   -- the body whose money it is
update recovery_claim r set ordered_by = (select d.organisation_id from decision d
  where d.case_id = r.case_id and d.state = 'signed' order by d.pass desc limit 1);
alter table recovery_claim alter column ordered_by set not null;

insert into ledger_account (id, code, kind, name, owner_id, floored, opened_at)
  select gen_random_uuid(), 'claim:' || id, 'asset', '应追回财政资金', ordered_by, true, created_at
  from recovery_claim where balance > 0;
insert into ledger_account (id, code, kind, name, owner_id, floored, opened_at)
  select distinct on (ordered_by) gen_random_uuid(), 'recovered:' || ordered_by, 'income', '追回财政资金', ordered_by, false, created_at
  from recovery_claim where balance > 0 order by ordered_by, created_at;
insert into ledger_transaction (id, kind, on_day, says, subject_kind, subject_id, once, case_id, posted_at)
  select gen_random_uuid(), 'claim', ordered_on, coalesce(number, cites), 'claim', id, 'claim:' || id, case_id, created_at
  from recovery_claim where balance > 0;
insert into ledger_entry (transaction_id, account_id, amount_fen)
  select t.id, a.id, case when a.kind = 'asset' then r.balance else -r.balance end
  from recovery_claim r join ledger_transaction t on t.once = 'claim:' || r.id
    join ledger_account a on a.code in ('claim:' || r.id, 'recovered:' || r.ordered_by)
  where r.balance > 0;

alter table recovery_claim drop column balance;

-- One voucher: paid towards a claim, or given back after the decision was overturned.
create table recovery_payment (
  id             uuid primary key,
  claim_id       uuid not null references recovery_claim,
  transaction_id uuid not null unique references ledger_transaction,
  refund         boolean not null,
  amount         bigint not null check (amount > 0),            -- fen
  on_day         date not null,
  voucher        text not null,
  recorded_at    timestamptz not null,
  recorded_by    uuid references person,
  reversed_by    uuid unique references ledger_transaction
);
create unique index recovery_payment_voucher on recovery_payment (claim_id, voucher) where reversed_by is null;
