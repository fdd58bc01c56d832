-- A statement without an end counted for ever. From now on each has an end when it is made; those that have none get it here:
-- what is about the last calendar year counts until the year ends in which it was stated, any other for twelve months.
update declared_fact set valid_to = case
    when key in ('space.eventsLastYear', 'space.trainingsLastYear', 'space.newlyRegisteredLastYear', 'space.financedLastYear')
      then make_date(extract(year from valid_from)::int, 12, 31)
    else (valid_from + interval '12 months' - interval '1 day')::date
  end
where valid_to is null and key <> 'space.openedOn';
