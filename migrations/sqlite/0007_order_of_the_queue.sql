-- The queue is claimed by source and host in the order of the session, and asked when its next task is due.
drop index frontier_by_host;
create index frontier_by_source on frontier (source, host, position);
create index frontier_waiting on frontier (source, host, due_at) where lease_owner is null;
