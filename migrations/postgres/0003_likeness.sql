-- What the words of a number's ads come to, for the rest of the week: by it an ad put up again under a new address is
-- known, and counted once. Operational half.
create table ad_likenesses (
  id bytea primary key,
  number bytea not null,                -- keyed: not the blind index, so that nothing joins
  words bytea not null,                 -- sealed: a minhash, that holds no word
  until text not null                  -- the last day of the week
);
create index ad_likenesses_by_number on ad_likenesses (number, until);
create index ad_likenesses_by_until on ad_likenesses (until);
