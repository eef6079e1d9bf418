## A trial of a source

trial-title = A trial of { $name }
trial-back = all sources
trial-lead = A few pages, by the manners of the crawl. Nothing is recorded; of numbers the last two digits are shown. If you leave this page the trial ends.
trial-busy = It cannot be tried now: a crawl or another trial is under way, or the file of sources has a fault. Try again in a little while.
trial-broke = The trial broke off. Nothing was recorded.
trial-too-long = The trial took too long and was stopped. Nothing was recorded.
trial-wall = Not the page that was expected:
trial-items = Entries of the list: { $items }.
trial-next = Next page:
trial-failed = It did not come:
trial-done = Done
trial-sums = Pages asked for { $asked }, not come { $failed }; ads read { $ads }, with a number { $numbers }.
trial-found-on = Found
