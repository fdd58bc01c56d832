-- Photos of the space itself, in the order in which the portal shows them.
create table carrier_photo (
  carrier_id uuid not null references carrier on delete cascade,
  file_id    uuid not null references file,
  alt        text not null,
  position   integer not null,
  primary key (carrier_id, file_id)
);
create index carrier_photo_file on carrier_photo (file_id);
