-- 再次审视 is answered in words of its own; what was given before stays beside the answer.
alter table review add column first_score numeric(6,2), add column first_opinion text;
