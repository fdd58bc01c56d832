-- What a paper says, as a hash that stands on it: whoever holds the paper verifies it by this or by its file.
alter table case_paper add column content_hash text;
create index case_paper_content on case_paper (content_hash);
create index case_paper_file on case_paper (file_id);
