-- Signing in at the desk. What is checked against what a person types is kept as a hash, or sealed.
create table credentials (
  operator text primary key references operators (name) on delete cascade,
  password text,                       -- Argon2id, as a PHC string
  totp bytea,                           -- sealed: the secret of the second factor
  totp_step bigint not null,           -- the step of the last code that was used: a code counts once
  recovery text not null,              -- JSON: SHA-256 of each recovery code that is left
  failures bigint not null,            -- in a row
  locked_until bigint,
  invitation bytea unique,              -- SHA-256 of the one-time token
  invitation_until bigint,
  offered bytea                         -- sealed: the secret that the invitation's page showed last
);

-- Who is signed in, and since when. A session ends by itself.
create table web_sessions (
  token bytea primary key,              -- SHA-256 of the token in the browser's cookie
  operator text not null references operators (name) on delete cascade,
  began_at bigint not null,
  seen_at bigint not null
);
create index web_sessions_by_operator on web_sessions (operator);
