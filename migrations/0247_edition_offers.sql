-- Which editions of an agreement the team was given to read: the others are the operator's drafts.
create table residency_edition_offer (
  residency_id uuid not null,
  edition      integer not null,
  offered_at   timestamptz not null,
  primary key (residency_id, edition),
  foreign key (residency_id, edition) references residency_edition
);
create trigger residency_edition_offer_is_append_only before update or delete on residency_edition_offer for each row execute function refuse_change();
insert into residency_edition_offer select e.residency_id, e.edition, e.made_at
  from residency_edition e join residency r on r.id = e.residency_id and r.edition = e.edition where r.state <> 'draft';
