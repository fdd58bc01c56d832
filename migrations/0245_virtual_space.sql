-- 江苏 三(一): the space on the network beside the premises. A remote team has no desk of the premises, and virtual desks are none.
alter table tenancy add column remote boolean;                 -- null: in residence
alter table tenancy add column virtual_desks integer check (virtual_desks >= 0);
alter table tenancy add constraint tenancy_remote_has_no_desk check (not (remote and (coalesce(desks, 0) > 0 or desk_codes is not null)));

-- 网络社区: where the space gathers people on the network, with how many members from when.
create table online_community (like locker including all,
  name    text not null,
  url     text check (url ~ '^https?://'),
  members integer check (members >= 0)
);
alter table online_community drop column code, drop column count, drop column zone_id;
alter table online_community add foreign key (carrier_id) references carrier on delete cascade;
alter table online_community add foreign key (file_id) references file;
alter table online_community add foreign key (root_id) references online_community;
create trigger keeps_versions before update or delete on online_community for each row execute function keep_version();
