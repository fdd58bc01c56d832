-- 办件编号 come from `serial`, as every other number does.
drop table case_number;
