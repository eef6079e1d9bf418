-- Somebody who works here no more comes in no more; their name stays theirs.
alter table operators add column disabled_at bigint;

-- Roughly which browser a session is in, like firefox/android. Never an address.
alter table web_sessions add column browser text;
