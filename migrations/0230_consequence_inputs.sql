-- What a draft rests on, so that it can be computed again; null: drafted before it was kept.
alter table consequence add column inputs text;  -- canonical JSON: the history counted, and the facts its amounts come from
