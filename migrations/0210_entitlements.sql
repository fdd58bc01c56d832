-- 待遇申请 (钦州 二(三)): a team applies for what its document gives its founders; a case like any other.
alter table case_file add column team_id uuid references team;       -- root; null: the case is about no team
drop index case_file_one_open;
create unique index case_file_one_open on case_file (carrier_id, pack_id, procedure_id, coalesce(mentor_id, team_id, carrier_id))
  where state <> 'closed';
-- Wherever the team stays by then, it asks for one thing once at a time.
create unique index case_file_one_open_of_team on case_file (team_id, pack_id, procedure_id)
  where team_id is not null and state <> 'closed';

alter table decision add column amount_fen bigint check (amount_fen > 0);   -- what is granted, where that is money

create table entitlement_grant (
  id              uuid primary key,
  case_id         uuid not null unique references case_file,
  team_id         uuid not null references team,                     -- root
  pack_id         text not null,
  pack_hash       text not null references pack,
  procedure_id    text not null,
  says            text not null,
  -- What may be had once in it: 'once', a year, or the case where there is no such limit.
  term            text not null,
  organisation_id uuid not null references organisation,             -- that granted
  number          text not null,                                     -- of the decision
  granted_on      date not null,
  amount_fen      bigint check (amount_fen > 0),
  unique (team_id, pack_id, procedure_id, term)
);
