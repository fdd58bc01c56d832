-- What was corrected about an organisation keeps its old version, like every record.
create trigger keeps_versions before update of kind, name, uscc, legal_form, legal_person, territory_id, registered_on, address, verified_at
  on organisation for each row execute function keep_version();
