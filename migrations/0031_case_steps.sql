-- How a pass came to be and what ended it: 撤回 goes back the same way.
alter table case_step add column from_pass integer;
alter table case_step add column left_task uuid references task;
alter table case_file add constraint case_file_carrier_id_fkey foreign key (carrier_id) references carrier;
