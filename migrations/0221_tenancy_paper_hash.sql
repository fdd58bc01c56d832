-- /verify finds an agreement or a settlement by the hash on it.
create index residency_edition_hash on residency_edition (hash);
create index departure_settlement_hash on departure_settlement (hash);
