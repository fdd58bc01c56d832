-- 同等条件下优先: what put a case before its equals when the list was released; [{id, cites, says, outcome, document}].
alter table shortlist_line add column preferences jsonb not null default '[]';
