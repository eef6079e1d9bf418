-- What is decided at the desk of a month, counts of the team's own work, and the actions of weeks that were rolled up.

-- Who set quota and mode at the desk; null: they are as the configuration has them.
alter table monthly_plans add column decided_by text;

-- Operational half: the team's own work, in sums. No row is one number, nothing is finer than a week.
create table work_counts (
  territory text not null,
  week text not null,
  what text not null,                  -- selected: numbers on a list of their month for the first time; waited: first calls
  value bigint not null,               -- waited: the days from the first sighting to the first call
  numbers bigint not null,
  primary key (territory, week, what, value)
);

-- Calls of weeks that were rolled up before, by what was set going in them; all: whatever was.
insert into rollups (cube, week, attribute, territory, municipality, value, records)
select 'calls', week, 'action', territory, '', 'all', count(*) from call_outcomes
where technical <> 'T8' and week in (select week from rollup_weeks)
group by week, territory;
insert into rollups (cube, week, attribute, territory, municipality, value, records)
select 'calls', calls.week, 'action', calls.territory, '', codes.code, count(*)
from call_outcomes calls
join (
  select 'A01' as code union all select 'A02' union all select 'A03' union all select 'A04' union all
  select 'A05' union all select 'A06' union all select 'A07' union all select 'A08' union all
  select 'A09' union all select 'A10' union all select 'A11' union all select 'A12'
) codes on calls.actions like '%' || codes.code || '%'
where calls.technical <> 'T8' and calls.week in (select week from rollup_weeks)
group by calls.week, calls.territory, codes.code;
