-- So that the day by which a party must speak can be computed again when a calendar is published.
alter table objection add column due_working_days integer check (due_working_days > 0);
