-- 众创集聚区 (江苏 三(三)): the carriers, service bodies, companies and institutions that belong to a cluster, from a day to a day.
create table cluster_member (
  id              uuid primary key,
  cluster_id      uuid not null references carrier,
  role            text not null check (role in ('space', 'serviceBody', 'company', 'institution')),
  carrier_id      uuid references carrier,
  organisation_id uuid references organisation,
  services        text[] not null default '{}',         -- what a service body brings
  valid_from      date not null,
  valid_to        date,                                 -- the last day; null: still
  note            text,
  version         integer not null default 1,
  example         boolean not null default false,
  created_at      timestamptz not null,
  updated_at      timestamptz not null,
  check (valid_to >= valid_from),
  check ((role = 'space') = (carrier_id is not null) and num_nonnulls(carrier_id, organisation_id) = 1),
  check (role = 'serviceBody' or services = '{}'),
  constraint cluster_member_overlaps exclude using gist
    (cluster_id with =, (coalesce(carrier_id, organisation_id)) with =, daterange(valid_from, valid_to, '[]') with &&)
);
create index on cluster_member (cluster_id, valid_from);
create index on cluster_member (carrier_id);
create trigger keeps_versions before update or delete on cluster_member for each row execute function keep_version();

-- A cluster alone has members, and is none itself; the rows of both carriers are held so that neither becomes something else meanwhile.
create function cluster_member_fits() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from carrier where id = new.cluster_id and kind = 'cluster' for share)
     or new.carrier_id is not null and not exists (select 1 from carrier where id = new.carrier_id and kind <> 'cluster' for share) then
    raise exception 'members of clusters are carriers that are none' using errcode = 'check_violation', constraint = 'cluster_member_kind';
  end if;
  return new;
end $$;
create trigger cluster_member_fits before insert or update of cluster_id, carrier_id on cluster_member
  for each row execute function cluster_member_fits();
create function cluster_stays() returns trigger language plpgsql as $$
begin
  if exists (select 1 from cluster_member m where m.cluster_id = new.id and new.kind <> 'cluster' or m.carrier_id = new.id and new.kind = 'cluster') then
    raise exception 'a carrier with members, or a member, stays what it is' using errcode = 'check_violation', constraint = 'cluster_member_kind';
  end if;
  return new;
end $$;
create trigger cluster_stays before update of kind on carrier for each row when (new.kind <> old.kind) execute function cluster_stays();
