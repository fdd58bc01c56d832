-- 已提供的服务: what was really done for whom on a day, beside the book of what is offered. A record like all others.
create table record_columns (like facility including all);
alter table record_columns drop column kind, drop column description;
create table service_delivery (like record_columns including all,
  kind    text not null check (kind in ('rdDesign', 'techTransfer', 'testing', 'incubation', 'ip', 'consulting', 'finance', 'platform', 'other')),
  title   text not null,
  team_id uuid references team,      -- root; null: for all teams of the space
  hours   integer check (hours > 0)
);
drop table record_columns;
alter table service_delivery add foreign key (carrier_id) references carrier on delete cascade;
alter table service_delivery add foreign key (file_id) references file;
alter table service_delivery add foreign key (root_id) references service_delivery;
create trigger keeps_versions before update or delete on service_delivery for each row execute function keep_version();
create index on service_delivery (team_id);
