-- 返乡农民工 (钦州 二(三)(d)) is a category of founders like the others, of a team as of its people.
alter table team drop constraint team_founder_type_check;
alter table team add constraint team_founder_type_check
  check (founder_type in ('student', 'researcher', 'returnee', 'migrantWorker', 'executive', 'serial', 'other'));
