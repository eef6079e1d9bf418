-- Tokens of programs that ask the desk in somebody's name. What is kept of a token is a hash.
create table api_tokens (
  token bytea primary key,             -- SHA-256
  id text not null unique,             -- by which it is listed and revoked
  operator text not null references operators (name) on delete cascade,
  made_at bigint not null,
  until bigint not null
);
