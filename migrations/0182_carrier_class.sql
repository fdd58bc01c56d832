-- 类型 (综合型, 专业型): over time, with what a carrier was called and who ran it. null: not known.
alter table carrier add column class text check (class in ('comprehensive', 'professional'));
alter table carrier_version add column class text check (class in ('comprehensive', 'professional'));

-- Until now it was a free word among the features. The reindexing at the next start makes the words of the search anew.
update carrier set search_by = '',
  class = case when '专业型' = any(features) then 'professional' else 'comprehensive' end,
  features = array_remove(array_remove(features, '专业型'), '综合型')
where features && array['专业型', '综合型'];
update carrier_version v set class = c.class from carrier c where c.id = v.carrier_id and c.class is not null;

drop trigger keeps_versions on carrier;
create trigger keeps_versions before update of kind, form, service_model, features, focus_industries, class, territory_id, address,
    opened_on, closed_on, virtual_url, summary, source, change_procedure, name, operator_id, focus, goals on carrier
  for each row execute function keep_version();
