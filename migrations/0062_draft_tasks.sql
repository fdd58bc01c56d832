-- Whoever drafts a decision has a task of their own; the one who signs keeps theirs.
alter table task drop constraint task_kind_check;
alter table task add constraint task_kind_check
  check (kind in ('main', 'addSign', 'delegated', 'supplement', 'draft', 'cc'));
