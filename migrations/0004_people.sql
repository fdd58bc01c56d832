-- What is masked is masked from the sealed value; no part of it is stored in the clear.
alter table person drop column phone_last4, drop column id_number_hint;
create index person_email on person (lower(email));
create index person_name on person (name);
