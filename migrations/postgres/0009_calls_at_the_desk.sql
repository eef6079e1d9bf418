-- Calls from the desk's pages. A claim may be made longer once.
alter table claims add column extended boolean not null default false;

-- What came of the last dialling, for whoever dials next.
alter table contact_points add column last_technical text;

-- Outcomes that may still be taken back: each waits a minute before anything follows from it.
create table held_outcomes (
  contact_point bytea primary key references contact_points (id) on delete cascade,
  operator text not null,
  until bigint not null,
  report bytea not null                 -- sealed: JSON
);
