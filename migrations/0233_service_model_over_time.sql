-- 服务模式 over time, as the class is: a round takes those who were of it on its day.
alter table carrier_version add column service_model text;
update carrier_version v set service_model = c.service_model from carrier c where c.id = v.carrier_id;
