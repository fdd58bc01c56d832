-- What a file proves, in the words of who brought it.
alter table case_evidence add column says text not null default '';
