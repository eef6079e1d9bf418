-- What people ask of a source: that it rests, or that it is visited at once.
create table source_orders (
  source text primary key,
  paused_by text,                      -- resting: who asked for it
  paused_at bigint,
  wanted_at bigint                     -- asked for at once, and not begun yet
) without rowid;
