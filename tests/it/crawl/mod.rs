//! The crawl round as it is run: the program itself on a site on loopback, with real stores.

#![cfg(test)]

mod drift;
mod forum_and_feed;
mod interruption;
mod kinds;
mod misbehaving;
mod novelty;
mod orders;
mod pace;
mod status;
mod store_trouble;
mod topics;
mod walls;
mod whole;

use invisibile::domain::SourceReport;

use crate::support::site::Site;

/// How a board of the site is read, with more keys of its own.
fn board(name: &str, site: &Site, own: &str, list: &str) -> String {
    format!(
        r#"
[[source]]
name = "{name}"
kind = "classified"
start = ["{}"]
every = "1h"
{own}
[source.list]
item = "li.ad"
link = "a @href"
next = "a[rel=next] @href"
{list}
[source.ad]
text = ".text"
place = ".place"
must_have = ".ad-page"
gone = ".gone"
"#,
        site.url("/"),
    )
}

/// The pace of most tests.
const AT_ONCE: &str = r#"pace = { delay = "0s", concurrency = 1 }"#;

/// The figures in their order, without the name and the finish.
fn figures(report: &SourceReport) -> [u64; 9] {
    [
        report.pages,
        report.not_modified,
        report.ads_seen,
        report.ads_new,
        report.contact_points_new,
        report.seen_again,
        report.refused,
        report.blocked,
        report.errors,
    ]
}
