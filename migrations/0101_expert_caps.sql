-- How much an expert may be asked for, and when a review is due.

alter table expert add column per_round integer not null default 40 check (per_round between 1 and 1000);
alter table expert add column per_year integer not null default 120 check (per_year between 1 and 5000);

alter table review add column due_at timestamptz;              -- null: no time was set
alter table review add column released_because text;           -- 撤换 by hand: why
-- 第二次审视: the body sends a review back to its expert, who answers with or without a change.
alter table review add column second_look text;
alter table review add column second_look_at timestamptz;
create index review_case on review (case_id, pass);

-- Records whose names are looked for: someone who works at a space or mentors there is no expert on it.
create index tenancy_carrier_days on tenancy (carrier_id, valid_from, valid_to);
