## Coordination: what the sample says

sampled-title = What the sample of { $month } says
sampled-told = In how many calls the project would have been presented, had every new number been called once.
sampled-too-few = There are too few first calls yet to tell.
sampled-of = Declared gender and venue
sampled-eligible = New numbers
sampled-called = Called
sampled-estimate = Estimated contacts
sampled-interval-head = 95% interval
sampled-interval = { $low } to { $high }
sampled-others = others together
sampled-not-declared = not declared
sampled-stratum = { $gender }, { $venue }
sampled-total = All
sampled-how = The first call of each number counts; later ones reach others. In each stratum numbers are called in the order drawn by lot for the month, and each stands for those that were not called. The interval holds the true total in about 95 months of 100. Strata with few contacts, or few without one, are told together.
