-- 集群注册: a company stands in a cluster once, as it stands at a desk once.
drop index desk_registration_uscc;
create unique index desk_registration_uscc on desk_registration (uscc)
  where kind <> 'extraPremises' and state in ('registered', 'ending');
