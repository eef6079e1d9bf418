-- Rules that two people change: one proposes, another approves. What was approved stays, so that it is known what held
-- when; of one rule the last counts.
create table rule_changes (
  id bytea primary key,
  rule text not null,
  value text not null,                 -- as it would be written in the configuration
  proposed_by text not null,
  proposed_at bigint not null,
  until bigint not null,               -- until when it may be approved
  approved_by text,
  approved_at bigint,
  from_day text                        -- approved: the day from which on it holds
);
