-- Who may sign in by the provider of identities of the body: a person, and the one account there that is theirs.
create table provider_links (
  operator text primary key references operators (name) on delete cascade,
  account bytea not null unique,        -- SHA-256 of issuer and subject
  linked_at bigint not null
);

-- Ways to the provider that are under way. Each is gone once, and ends by itself.
create table provider_rounds (
  state bytea primary key,              -- SHA-256 of what comes back with the code, or of the ticket for one's own code
  browser bytea not null,               -- SHA-256 of the token in the browser's cookie
  aim text not null,                   -- enter, code, link or invitation
  operator text references operators (name) on delete cascade,  -- whom it is about, where that is known
  invitation bytea,                     -- SHA-256 of the one-time token that the way began with
  secrets bytea not null,               -- sealed: the nonce and the verifier of the code
  until bigint not null
);
