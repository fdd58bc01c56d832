-- 专家逾期: once their time is over a replacement is proposed to the officer, or made at once where the round says so.
alter table round add column late_experts text not null default 'propose' check (late_experts in ('propose', 'replace'));
alter table review add column late_at timestamptz;                             -- the replacement was proposed
alter table review add column replacement_id uuid references person;           -- null: nobody could take the seat
alter table review add column replacement_because text;
alter table review add constraint review_replacement check (replacement_id is null or (late_at is not null and replacement_because is not null));

-- An expert, or the library for one, takes back an interest; the row stays with the reason.
alter table expert_interest add column withdrawn_by uuid references person;
alter table expert_interest add column withdrawn_because text;

-- Nobody is ever asked for more than their caps, whoever asks. Who adds a review to an expert waits here for the others.
create function keep_review_caps() returns trigger language plpgsql as $$
declare
  caps record;
  in_round integer;
  in_year integer;
begin
  if new.state not in ('assigned', 'submitted') then return new; end if;
  if tg_op = 'UPDATE' then
    if old.state in ('assigned', 'submitted') and old.expert_id = new.expert_id then return new; end if;
  end if;
  select per_round, per_year into caps from expert where person_id = new.expert_id for update;
  if not found then return new; end if;
  select count(*) filter (where mine.round_id is not null and mine.round_id = theirs.round_id),
         count(*) filter (where extract(year from r.assigned_at at time zone 'Asia/Shanghai')
                              = extract(year from new.assigned_at at time zone 'Asia/Shanghai'))
    into in_round, in_year
    from review r join case_file theirs on theirs.id = r.case_id join case_file mine on mine.id = new.case_id
    where r.expert_id = new.expert_id and r.id <> new.id and r.state in ('assigned', 'submitted');
  if in_round >= caps.per_round or in_year >= caps.per_year then
    raise exception 'expert % has as many reviews as the caps allow', new.expert_id
      using errcode = 'check_violation', constraint = 'review_within_caps';
  end if;
  return new;
end $$;
create trigger review_within_caps before insert or update of state, expert_id on review
  for each row execute function keep_review_caps();
