-- Whoever is drawn for a check is visited, whatever steps the procedure has: the visit of pass 0.
alter table site_visit add column figures jsonb not null default '[]';  -- [{fact, outcome, found, says}]
alter table site_visit add constraint site_visit_figures_of_drawn check (pass = 0 or figures = '[]');

-- The one who drew has a task of its own that no step waits for.
alter table task drop constraint task_kind_check;
alter table task add constraint task_kind_check
  check (kind in ('main', 'addSign', 'delegated', 'supplement', 'draft', 'cc', 'visit'));

-- What was found on the spot stands beside the reviewer's word on a figure.
alter table figure_verification drop constraint figure_verification_outcome_check;
alter table figure_verification add constraint figure_verification_outcome_check
  check (outcome in ('confirmed', 'accepted', 'rejected', 'seen', 'different'));
