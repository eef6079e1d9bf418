-- The store. Two halves that share no key: what is operational and sealed, and what is counted.
-- Sealed: XChaCha20-Poly1305, bound to table, column and row. Keyed: HMAC-SHA-256 cut to 16 bytes.
-- The keys are outside the database. Instants are milliseconds since 1970 UTC, days are YYYY-MM-DD.

-- What this store is: its numbering plan, its demonstration, its rehearsal clock.
create table meta (
  key text primary key,
  value text not null
) without rowid;

-- Operational half: a number with a short life, on its way through the calls.
create table contact_points (
  id blob primary key,
  number blob not null,                -- sealed: the number in E.164
  blind blob not null unique,          -- keyed: what the number is found by
  epoch bigint not null,               -- the key that sealed and blinded it
  territory text not null,
  state text not null,
  list_day text,                       -- on_list: the day of the list
  callback_at bigint,                  -- callback: the agreed time
  queue_language text,                 -- mediator_queue: who is waited for
  closing text,                        -- closed: why
  attempts bigint not null,
  slots_used bigint not null,
  last_attempt_at bigint,
  first_seen text not null,            -- a day, not an instant
  erase_on text not null,              -- the day on which it must be gone
  gender text,
  origin text,
  venue text,
  language text
) without rowid;
create index contact_points_by_territory on contact_points (territory, state);
create index contact_points_by_erase_on on contact_points (erase_on);

-- One live claim for a number in the whole region: a lease, by an operator, that ends by itself.
create table claims (
  contact_point blob primary key references contact_points (id) on delete cascade,
  operator text not null,
  until bigint not null
) without rowid;

-- The day's lists, by opaque codes.
create table daily_rows (
  code text primary key,
  territory text not null,
  day text not null,
  contact_point blob not null references contact_points (id) on delete cascade,
  kind text not null,
  position bigint not null,
  unique (day, contact_point)
) without rowid;
create index daily_rows_by_list on daily_rows (territory, day, position);
create index daily_rows_by_contact_point on daily_rows (contact_point);

-- Which lists were drawn, so that a list that came out empty is not drawn again.
create table daily_lists (
  territory text not null,
  day text not null,
  drawn_at bigint not null,
  wanted_new bigint not null,
  primary key (territory, day)
) without rowid;

-- What is remembered of a number once it is gone: a keyed hash and a day.
create table marks (
  kind text not null,
  blind blob not null,                 -- keyed
  until text not null,                 -- the last day on which it counts
  primary key (kind, blind)
) without rowid;
create index marks_by_until on marks (until);

-- Ads met before, by the keyed fingerprint of their address.
create table ad_marks (
  fingerprint blob primary key,        -- keyed
  until text not null
) without rowid;
create index ad_marks_by_until on ad_marks (until);

-- The crawl's queue. A row lives as long as the queue needs it.
create table frontier (
  id blob primary key,
  source text not null,
  session blob not null,
  kind text not null,                  -- list, ad, thread, feed, first_again
  fingerprint blob not null,           -- keyed: the address within its session
  address blob not null,               -- sealed
  host text not null,
  position bigint not null,
  depth bigint not null,
  known_run bigint not null,
  attempts bigint not null,
  due_at bigint not null,
  lease_owner text,
  lease_until bigint,
  unique (session, fingerprint)
) without rowid;
create index frontier_by_host on frontier (host, position);
create index frontier_by_lease on frontier (lease_owner) where lease_owner is not null;

-- What a site said of a page's version, so that an unchanged page costs one short answer.
create table validators (
  fingerprint blob primary key,        -- keyed
  etag blob,                           -- sealed
  last_modified blob,                  -- sealed
  until text not null
) without rowid;

-- A host's own clock: when it may be asked again, and how often it was asked today.
create table hosts (
  host text primary key,
  next_at bigint,
  paused_until bigint,
  incidents bigint not null,           -- not yet forgiven: how far its pauses have grown
  pages_day text,
  pages bigint not null,
  owner text,
  owner_until bigint
) without rowid;

-- One crawl, or one person's check, of one source. Zeros are recorded too.
create table monitoring_sessions (
  id blob primary key,
  source text not null,
  started_at bigint not null,
  finished_at bigint,
  finish text,
  next_position bigint not null,
  pages bigint not null,
  not_modified bigint not null,
  ads_seen bigint not null,
  ads_new bigint not null,
  contact_points_new bigint not null,
  seen_again bigint not null,
  refused bigint not null,
  blocked bigint not null,
  errors bigint not null
) without rowid;
create unique index monitoring_sessions_open on monitoring_sessions (source) where finished_at is null;
create index monitoring_sessions_by_source on monitoring_sessions (source, started_at);

-- A territory's plan for a month.
create table monthly_plans (
  territory text not null,
  month text not null,
  quota bigint not null,
  mode text not null,
  seed blob not null,
  first_calls bigint not null,
  primary key (territory, month)
) without rowid;

-- Staff.
create table operators (
  name text primary key,
  role text not null,
  territories text not null,           -- JSON: names
  languages text not null              -- JSON: codes
) without rowid;

-- Statistical rows on their way: sealed whole, until a shuffled batch of them is written.
create table pending_statistics (
  id blob primary key,
  kind text not null,                  -- ad, call
  week text not null,
  row_sealed blob not null             -- sealed: JSON
) without rowid;

-- Statistical half: one published ad. No number, no id of one, nothing finer than a week.
create table ad_observations (
  id blob primary key,
  week text not null,
  source text not null,
  municipality text,
  territory text,
  gender text,
  origin text,
  age_band text,
  venue text,
  language text,
  new_contact_point boolean not null
) without rowid;
create index ad_observations_by_week on ad_observations (week);

-- Statistical half: one call.
create table call_outcomes (
  id blob primary key,
  week text not null,
  territory text not null,
  technical text not null,
  conversation text,
  actions text not null,               -- JSON: codes
  attempt bigint not null,
  mediator boolean not null,
  gender text,
  origin text,
  venue text,
  language text
) without rowid;
create index call_outcomes_by_week on call_outcomes (week);

-- Who did what that somebody may have to answer for. Each line's MAC covers the line before.
create table audit (
  seq bigint primary key,
  at bigint not null,
  who text not null,
  act text not null,
  subject text not null,
  epoch bigint not null,
  mac blob not null                    -- keyed
) without rowid;

-- The end of the chain, so that cut-off lines are missed.
create table audit_head (
  one bigint primary key check (one = 1),
  seq bigint not null,
  epoch bigint not null,
  mac blob not null                    -- keyed
) without rowid;
