-- What was spent of each year's epsilon on figures with noise, in thousandths. What it went to stands in the audit chain.
create table privacy_budget (
  year bigint primary key,
  spent bigint not null
);
