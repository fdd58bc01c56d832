-- 专业发展方向 in the catalogue of industries, beside its own words: against it a tenant's industry is held.
alter table carrier add column focus_industries text[] not null default '{}';
