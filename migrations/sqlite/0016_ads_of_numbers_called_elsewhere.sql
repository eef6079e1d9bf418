-- Statistical half: whether one of an ad's numbers was being called by another territory than the one it names. A flag;
-- of which number, or where, nothing is kept.
alter table ad_observations add column elsewhere boolean not null default false;

-- Of weeks that were rolled up before, it is not known: their ads count as here.
insert into rollups (cube, week, attribute, territory, municipality, value, records)
select 'ads', week, 'elsewhere', territory, municipality, 'here', sum(records) from rollups
where cube = 'ads' and attribute = 'contact_point'
group by week, territory, municipality;
