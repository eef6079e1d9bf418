-- The close of a month: its sheet, as it was signed, and the note on two months.

-- A territory's month in sums, as they were shown when it was written. A version that was signed stays; a correction is
-- the next one.
create table monthly_sheets (
  territory text not null,
  month text not null,
  version bigint not null,
  content text not null,               -- JSON: sums that could be shown, and numbers typed in
  written_by text not null,
  written_at bigint not null,
  signed_by text,                      -- null: a draft
  signed_at bigint,
  primary key (territory, month, version)
) without rowid;

-- What a territory has to say of two months: answers from closed lists, and a short text without numbers or addresses.
create table notes (
  id blob primary key,
  territory text not null,
  period text not null,                -- the first of the two months
  answers text not null,               -- JSON: codes of questions and answers
  note blob not null,                  -- sealed
  written_by text not null,
  written_at bigint not null,
  unique (territory, period)
) without rowid;
