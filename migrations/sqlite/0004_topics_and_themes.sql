-- Forums: topics that need not be read again, and themes that are counted.

-- Operational half: a topic of a forum, and where its reading stopped. Nothing of its posts.
create table topics (
  fingerprint blob primary key,        -- keyed: the address of its first page
  page blob not null,                  -- keyed: the page on which reading stopped
  address blob not null,               -- sealed: the same page
  shown blob,                          -- keyed: what the board showed when it was last read to its end
  showing blob not null,               -- keyed: what the board showed when this reading began
  until text not null
) without rowid;
create index topics_by_page on topics (page);
create index topics_by_until on topics (until);

-- Statistical half: posts of a week and a territory that speak of a theme. Sums alone: no row is one post.
create table theme_counts (
  week text not null,
  territory text not null,             -- empty: of no territory
  theme text not null,                 -- empty: all posts, whatever they speak of
  posts bigint not null,
  primary key (week, territory, theme)
) without rowid;
