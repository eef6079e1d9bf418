## Report

report-title = Mapping and contacts: { $period }
report-version = figures of invisibile { $version }
report-summary = In { $period } { $ads } ads were observed, in { $done } monitoring sessions read to their end of { $sessions } begun. Ads that brought at least one new number: { $new }. Dialled calls: { $calls }; answered: { $answered }.
report-caution-title = What these figures do not say
report-caution = A number may be of several people, and a person may have several. A figure may rise because one more source is read: look at where the monitoring changes. No figure says how many people sell sex.
report-method = How they are made
report-monitoring = Sources are read by a calendar; one that is blocked or changed breaks the series, and the plots mark it.
report-cite = To be cited as:
