menu-map = Map
menu-trend = Trends

## Figures: what the pages share

cube-ads = Observed ads
cube-contact_points = New contact points
cube-calls = Calls
counts-ads = One count is one ad seen in a monitored source in a week. An ad put up again in the same week with the same number and nearly the same words counts once.
counts-contact_points = One count is one ad that brings at least one new number of a territory.
counts-calls = One count is one dialled call, an attempt at a contact point; those not dialled (T8) do not count. A contact point is dialled three times at most.
places-province = Province
places-territory = Territory
places-municipality = Municipality of 50,000 or more
place-province = Province
place-territory = Territory
place-municipality = Municipality
level-year = Year
level-quarter = Quarter
level-month = Month
level-week = Week
audience-internal = Internal: counts from 5 on
audience-published = Published: from 10 on, rounded to 5
licence-internal = For staff; not to be passed on
licence-published = CC BY 4.0
attribute-gender = Gender
attribute-origin = Nationality
attribute-age_band = Age band
attribute-venue = Venue
attribute-source = Source
stage-dialled = Dialled calls
stage-answered = Answered
stage-presented = Project presented
stage-action = At least one action
period-quarter = quarter { $quarter } of { $year }
period-month = { $month } { $year }
period-week = week { $week } of { $year }
figures-cube = Figure
figures-level = Time
figures-audience = For whom
figures-show = Show
figures-go = Go
figures-table = Table
figures-table-of = Table: { $title }
figures-files = Download:
figures-file = { $title }, { $form }
figures-none = No period of that length has closed yet. Figures are given for whole months, once the last week of the month has closed.
figures-held-back = held back
figures-not-monitored = not monitored
figures-classes = Classes with about as many values each (quintiles of all periods, with the smallest and the largest value): a colour says the same in every period.
figures-group = ,
figures-decimal = .
figures-new = New: the number has not been seen in the region in the last six months.
figures-protection = Counts under { $threshold } are held back, zeros too, and those they could be computed from: { $share }% of the cells.
figures-rounded = Each count is rounded by itself to multiples of { $rounding }.
figures-caution = Ads are not people and numbers are not people; what is declared is not what is. Months are of whole weeks, four or five, by their Thursday.

## Map

map-title = Map
map-by = Places
map-period = Period
map-before = Period before
map-after = Period after
map-from-to = From { $low } to { $high }.
map-nothing-shown = No value can be shown.
map-rest = Areas held back: { $held }; not monitored: { $open }.
map-unknown = Without a known boundary, in the table only: { $places }.
map-quarters = { $cube }, quarter by quarter
map-quarters-told = At most the last eight quarters that have closed, all with the same classes.

## Trends

trend-title = Trends
trend-place = Place
trend-region = the whole region
trend-attribute = Not declared
trend-breaks = The numbered dashed lines mark where other sources are read: there the series changes without anything having changed in the world.
trend-no-breaks = The sources that are read did not change in these periods.
trend-begins = { $names } begins to be read
trend-ends = { $names } is no longer read
trend-little-read = only { $done } sessions were read, far fewer than usual
trend-undeclared = Ads that do not declare: { $attribute }, { $place }
trend-undeclared-told = The share of ads without the attribute, of all ads. Without this share the others cannot be read.
trend-share = Share not declared
trend-shares = Shares
trend-season = { $cube }, { $place }: month by month, year on year
trend-season-told = The last year in a full line, those before it dashed. Months that are held back or were not monitored break the line.
trend-funnel = How calls go, { $place }, { $period }
trend-funnel-told = Each step with two denominators: dialled calls, and those answered. Selected contact points are not counted here: calls are.
trend-stage = Step
trend-of-dialled = { $share } of dialled
trend-of-answered = { $share } of answered
trend-of-all = { $share } of all
trend-sources = What each source brings, { $place }, { $period }
trend-sources-told = Ads by source. How many new numbers only one source brings cannot be told: the statistical half holds no numbers, and does not cross the source with what is new.
