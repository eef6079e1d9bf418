## The region

menu-region = Region
region-title = Region
region-period = Period
region-internal = Internal figures, not to be passed on.
region-published = Published figures, rounded to the nearest 5.
region-territories = Calls by territory, { $period }
region-of-dialled = answered of dialled
region-of-answered = presented of answered
region-interval-help = In brackets the 95 % confidence interval (Wilson). Where intervals touch, the difference may be chance. Territories stand by name: this is no ranking, and each has other sources and languages.
region-elsewhere = Second calls avoided
region-elsewhere-said = { $count } ads of { $ads } ({ $share }) had a number that another territory was calling already.
region-elsewhere-help = Ads are counted, not numbers: so nothing is kept of which number turned up where. Who saw a number first is the only one to call it.
region-years = Year by year
region-no-years = No year is over yet.
region-months = Month by month
region-no-months = No month was counted yet.
region-ads = Ads observed
region-new = with a new number
