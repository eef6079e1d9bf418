-- What a visit of a source was like, so that a changed layout is seen; and what went wrong with its pages, by kind.

alter table monitoring_sessions add column recipe text;        -- a mark of the recipe that it was read by
alter table monitoring_sessions add column figures text;       -- JSON: what was looked for and how often found, in sums
alter table monitoring_sessions add column reason text;        -- why it ended so, in words
alter table monitoring_sessions add column alarm text;         -- drift: JSON, what fell from what to what
alter table monitoring_sessions add column resumed_at bigint;  -- drift: when the site was said to be right as it is

-- Pages that did not come, or were not what they should be, by day and kind. Sums alone: no address is here.
create table page_faults (
  source text not null,
  day text not null,
  kind text not null,
  pages bigint not null,
  primary key (source, day, kind)
);
