-- 遴选评分: others' scores and their average stay hidden until one's own is in, or until as many are in as the criteria ask for.
alter table criteria add column panel integer check (panel between 1 and 50);
