-- Which source brought a live contact point, and whether another has shown it since: until its month closes, or until
-- the contact point is erased. Then it is counted and forgotten.
create table first_sources (
  contact_point bytea primary key references contact_points (id) on delete cascade,
  week text not null,                  -- in which it came in
  source text not null,
  elsewhere boolean not null           -- whether another source has shown it since
);

-- Statistical half: how many new contact points each source brought in a week. Sums only: of no number, of no place.
create table contribution_counts (
  week text not null,
  source text not null,
  shown text not null,                 -- only_here, elsewhere_too
  numbers bigint not null,
  primary key (week, source, shown)
);
