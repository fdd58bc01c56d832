-- A moment inside JSON that PostgreSQL assembles, written as the server writes it everywhere else.
create function iso(moment timestamptz) returns text language sql stable
  as $$ select to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$;
