-- What holds a resource over a time: a resource's items are read from the one that ends first on, however many the country has.
-- Where each begins is in the index too, so that a month long past does not fetch all that came after it.
create index booking_item_ends on booking_item (resource_id, upper(during), lower(during)) where holds;
