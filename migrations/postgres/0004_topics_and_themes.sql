-- Forums: topics that need not be read again, and themes that are counted.

-- Operational half: a topic of a forum, and where its reading stopped. Nothing of its posts.
create table topics (
  fingerprint bytea primary key,        -- keyed: the address of its first page
  page bytea not null,                  -- keyed: the page on which reading stopped
  address bytea not null,               -- sealed: the same page
  shown bytea,                          -- keyed: what the board showed when it was last read to its end
  showing bytea not null,               -- keyed: what the board showed when this reading began
  until text not null
);
create index topics_by_page on topics (page);
create index topics_by_until on topics (until);

-- Statistical half: posts of a week and a territory that speak of a theme. Sums alone: no row is one post.
create table theme_counts (
  week text not null,
  territory text not null,             -- empty: of no territory
  theme text not null,                 -- empty: all posts, whatever they speak of
  posts bigint not null,
  primary key (week, territory, theme)
);
