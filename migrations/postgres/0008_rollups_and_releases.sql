-- Statistical half: what figures are made of once a week has closed, and what has been published of them.

-- Records of a closed week that are alike, divided by one attribute each. Sums of rows that carry no number.
create table rollups (
  cube text not null,                  -- ads, calls, themes, sources
  week text not null,
  attribute text not null,             -- by what they are divided
  territory text not null,             -- empty: of none
  municipality text not null,          -- empty: none named
  value text not null,                 -- empty: not declared
  records bigint not null,
  primary key (cube, week, attribute, territory, municipality, value)
);

-- Weeks that were rolled up: a week without sessions was not monitored, one without rows found nothing.
create table rollup_weeks (
  week text primary key,
  sessions bigint not null             -- monitoring sessions that began in it
);

-- What was published when a month closed, as it was published. It stays so, whatever comes later.
create table releases (
  cube text not null,
  audience text not null,              -- internal, published
  attribute text not null,             -- by what it is divided; all: by nothing
  level text not null,                 -- week, month, quarter, year
  month text not null,                 -- with which it closed
  cells text not null,                 -- JSON: period, place, value, count; null where held back
  primary key (cube, audience, attribute, level, month)
);
