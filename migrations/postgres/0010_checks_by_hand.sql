-- What a person checks by hand, a paper or a site that cannot be crawled, is a monitoring session too.
alter table monitoring_sessions add column by_hand boolean not null default false;
