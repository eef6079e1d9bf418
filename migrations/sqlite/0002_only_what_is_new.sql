-- What is known of an ad beyond that it was met: when its page is worth another look, and whether it is gone.
-- An ad that was met before these columns were there counts as read once, and is not looked at again.
alter table ad_marks add column session blob;                   -- the session in which it was met first
alter table ad_marks add column reads bigint not null default 1;
alter table ad_marks add column revisit_on text;               -- null: never again
alter table ad_marks add column misses bigint not null default 0;
alter table ad_marks add column missed_on text;                -- misses: the day of the first

-- A claim takes the next tasks of a source on a host in their order, however many wait.
drop index frontier_by_host;
create index frontier_by_host on frontier (host, source, position);
