-- What the rungs of the growth ladder ask of a year, and the level of a contest that was won (江苏 四(二), 湖南 第十一条).
alter table team_year
  add column high_tech_revenue_fen bigint check (high_tech_revenue_fen >= 0),
  add column assets_fen bigint check (assets_fen >= 0),
  add column tech_staff integer check (tech_staff >= 0),
  add constraint team_year_parts check (high_tech_revenue_fen <= revenue_fen and tech_staff <= employees);
alter table milestone
  add column contest_level text check (contest_level in ('national', 'province', 'city', 'district', 'other')),
  add constraint milestone_contest check (contest_level is null or kind = 'award');
