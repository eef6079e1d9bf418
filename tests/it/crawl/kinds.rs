//! Sources that are no pages of elements: JSON, sitemaps, and numbers that come from a second request.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;

use invisibile::domain::Finish;

use super::{AT_ONCE, figures};
use crate::support::app::{Engine, Folder, NOON};
use crate::support::raw_server::{Answer, answer, robots};
use crate::support::site::{Site, ads, e164, number};

fn numbers(ids: impl IntoIterator<Item = usize>) -> BTreeSet<String> {
    ids.into_iter().map(e164).collect()
}

fn json(text: &str) -> Answer {
    answer(200, &[("Content-Type", "application/json")], text)
}

fn source(site: &Site, start: &str, more: &str) -> String {
    format!(
        "[[source]]\nname = \"fonte\"\nkind = \"classified\"\nstart = [\"{}\"]\nevery = \"1h\"\nplace = \"MO\"\n{AT_ONCE}\n{more}",
        site.url(start),
    )
}

/// Ads as an API gives them, newest first, with what leads to the next page.
fn results(ids: impl IntoIterator<Item = usize>, next: &str) -> Answer {
    let mut items = String::new();
    for id in ids {
        let comma = if items.is_empty() { "" } else { "," };
        let _ = write!(
            items,
            "{comma}{{\"id\":{id},\"url\":\"/ad/{id}\",\"body\":\"Sono a Modena\",\"tel\":\"{}\",\"views\":{}}}",
            number(id),
            items.len()
        );
    }
    json(&format!("{{\"results\":[{items}],\"next\":{next}}}"))
}

const INLINE: &str = "[source.list]\nitem = \"json:/results\"\nid = \"json:/id\"\nnext = \"json:/next\"\nstop_after_known = 3\n\
                      [source.ad]\ntext = \"json:/body\"\nphone = \"json:/tel\"\n";

async fn an_api_that_gives_whole_ads_is_read_to_the_known_ones(engine: Engine) {
    let site = Site::start(Vec::new(), 1).await;
    site.instead("/api", results((5..10).rev(), "\"/api?page=2\""));
    site.instead("/api?page=2", results((0..5).rev(), "null"));
    let folder = Folder::new(engine, &source(&site, "/api", INLINE)).await;
    let report = folder.crawl(NOON).await.finished(Finish::Done);
    assert_eq!(figures(&report), [2, 0, 10, 10, 10, 0, 0, 0, 0]);
    assert_eq!(folder.dump().await.e164(), numbers(0..10));

    // Two new ones push two others to the second page, which is not asked for: what comes before it is known.
    site.instead("/api", results((7..12).rev(), "\"/api?page=2\""));
    let report = folder.crawl("2026-11-02T13:01").await.finished(Finish::Done);
    assert_eq!(figures(&report), [1, 0, 5, 2, 2, 0, 0, 0, 0]);
    let dump = folder.dump().await;
    assert_eq!((dump.e164(), dump.observations.len()), (numbers(0..12), 12));
    assert_eq!(site.pages(), ["/api", "/api?page=2", "/api"]);

    // Another form is no empty list.
    site.instead("/api", json("{\"data\": []}"));
    folder.crawl("2026-11-02T14:02").await.finished(Finish::Drift);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_api_that_gives_whole_ads_is_read_to_the_known_ones_sqlite() {
    an_api_that_gives_whole_ads_is_read_to_the_known_ones(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_api_that_gives_whole_ads_is_read_to_the_known_ones_postgres() {
    an_api_that_gives_whole_ads_is_read_to_the_known_ones(Engine::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_api_that_leads_to_pages_is_counted_through() {
    let site = Site::start(ads(0..7), 20).await;
    for (page, ids) in [(0, 4..7), (1, 1..4), (2, 0..1), (3, 0..0)] {
        site.instead(&format!("/api?from={}&n=3", page * 3), results(ids.rev(), "null"));
    }
    // The last page is short, so the count that follows it is of what was there.
    site.instead("/api?from=7&n=3", results(0..0, "null"));
    let more = "[source.list]\nitem = \"json:/results\"\nlink = \"json:/url\"\nnext = \"?from={offset}&n=3\"\n\
                [source.ad]\ntext = \".text\"\nplace = \".place\"\nmust_have = \".ad-page\"\n";
    let folder = Folder::new(Engine::Sqlite, &source(&site, "/api?from=0&n=3", more)).await;
    folder.crawl(NOON).await.finished(Finish::Done);
    assert_eq!(folder.dump().await.e164(), numbers(0..7));
    let lists: Vec<_> = site.pages().into_iter().filter(|target| target.starts_with("/api")).collect();
    assert_eq!(lists, ["/api?from=0&n=3", "/api?from=3&n=3", "/api?from=6&n=3", "/api?from=7&n=3"]);
}

const REVEALED: &str = "[source.list]\nitem = \"li.ad\"\nlink = \"a @href\"\n[source.ad]\ntext = \".text\"\nplace = \".place\"\n\
                        must_have = \".ad-page\"\n[source.ad.reveal]\nurl = \"/phone/{id}\"\nid = 'url:/\\/ad\\/(\\d+)$/'\nphone = \"json:/phone\"\n";

/// Ads without a number on their pages.
async fn silent(count: usize) -> Site {
    let mut shown = ads(0..count);
    for ad in &mut shown {
        ad.numbers.clear();
    }
    let site = Site::start(shown, 50).await;
    for id in 0..count {
        site.instead(&format!("/phone/{id}"), json(&format!("{{\"phone\": \"{}\"}}", number(id))));
    }
    site
}

async fn a_number_is_asked_for_beside_the_page(engine: Engine) {
    let site = silent(6).await;
    site.instead("/phone/1", json("{\"phone\": null}"));
    site.instead("/phone/2", answer(404, &[], ""));
    site.instead("/robots.txt", robots("User-agent: *\nDisallow: /phone/3\n"));
    let folder = Folder::new(engine, &source(&site, "/", REVEALED)).await;
    let report = folder.crawl(NOON).await.finished(Finish::Done);
    // A list, six ads, and the four answers; one ad without a number, one answer not there, one closed.
    assert_eq!(figures(&report), [11, 0, 6, 6, 3, 0, 0, 1, 1]);
    let dump = folder.dump().await;
    assert_eq!((dump.e164(), dump.observations.len()), (numbers([0, 4, 5]), 6));
    assert!(!site.pages().contains(&"/phone/3".to_owned()), "robots.txt closes it");
    assert!(site.times().values().all(|times| *times == 1), "{:?}", site.times());

    folder.crawl("2026-11-02T13:01").await.finished(Finish::Done);
    assert_eq!(site.pages().len(), 13, "an ad is asked for its number once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_is_asked_for_beside_the_page_sqlite() {
    a_number_is_asked_for_beside_the_page(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_is_asked_for_beside_the_page_postgres() {
    a_number_is_asked_for_beside_the_page(Engine::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_refused_is_a_wall_and_one_of_another_form_is_not_taken() {
    let site = silent(6).await;
    site.instead("/phone/2", json("{\"error\": \"limit\"}"));
    let sources = source(&site, "/", REVEALED);
    let folder = Folder::new(Engine::Sqlite, &sources).await;
    let report = folder.crawl(NOON).await.finished(Finish::Done);
    assert_eq!((report.blocked, report.contact_points_new), (1, 5));
    // It was no answer, so it is asked for again.
    site.instead("/phone/2", json(&format!("{{\"phone\": \"{}\"}}", number(2))));
    folder.crawl("2026-11-02T13:01").await.finished(Finish::Done);
    assert_eq!(folder.dump().await.e164(), numbers(0..6));

    let site = silent(6).await;
    site.instead("/phone/2", answer(403, &[], ""));
    let folder = Folder::new(Engine::Sqlite, &source(&site, "/", REVEALED)).await;
    folder.crawl(NOON).await.finished(Finish::Blocked);
    assert_eq!(folder.dump().await.e164(), numbers([0, 1]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_does_not_come_is_asked_for_again_and_its_ad_recorded_at_last() {
    let site = silent(3).await;
    site.instead("/phone/1", answer(404, &[], ""));
    site.instead("/phone/2", answer(429, &[("Retry-After", "1800")], ""));
    let folder = Folder::new(Engine::Sqlite, &source(&site, "/", REVEALED)).await;
    folder.crawl(NOON).await.finished(Finish::Unreachable);
    let dump = folder.dump().await;
    assert_eq!((dump.e164(), dump.observations.len()), (numbers([0]), 2), "the ad without an answer waits");
    let waiting: Vec<_> = dump.queue.iter().filter(|task| task.starts_with("fonte ad ")).collect();
    assert_eq!(waiting.len(), 1, "{:?}", dump.queue);

    site.instead("/phone/2", json(&format!("{{\"phone\": \"{}\"}}", number(2))));
    folder.crawl("2026-11-02T12:31").await.finished(Finish::Done);
    let dump = folder.dump().await;
    assert_eq!((dump.e164(), dump.observations.len()), (numbers([0, 2]), 3));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_never_leaves_the_hosts() {
    let (site, other) = (silent(2).await, silent(2).await);
    // What the page names cannot lead away, and a redirect is not followed.
    site.instead("/phone/1", crate::support::raw_server::redirect(&other.url("/phone/1")));
    let folder = Folder::new(Engine::Sqlite, &source(&site, "/", REVEALED)).await;
    let report = folder.crawl(NOON).await.finished(Finish::Done);
    assert_eq!((report.contact_points_new, report.errors + report.blocked), (1, 1));
    assert_eq!(other.requests(), 0);
}

fn map(site: &Site, more: &str) -> String {
    format!(
        "[[source]]\nname = \"mappa\"\nkind = \"sitemap\"\nstart = [\"{}\"]\nevery = \"1h\"\nplace = \"MO\"\n{AT_ONCE}\n\
         [source.sitemap]\nonly = 'url:/\\/ad\\//'\n{more}\n[source.ad]\ntext = \".text\"\nplace = \".place\"\nmust_have = \".ad-page\"\n",
        site.url("/sitemap.xml"),
    )
}

fn urlset(site: &Site, pages: &[(&str, &str)]) -> String {
    let pages = pages.iter().fold(String::new(), |all, (target, changed)| {
        let changed = if changed.is_empty() { String::new() } else { format!("<lastmod>{changed}</lastmod>") };
        format!("{all}<url><loc>{}</loc>{changed}</url>", site.url(target))
    });
    format!("<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">{pages}</urlset>")
}

fn xml(text: &str) -> Answer {
    answer(200, &[("Content-Type", "application/xml")], text)
}

fn packed(text: &[u8]) -> Answer {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text).unwrap();
    answer(200, &[("Content-Type", "application/gzip")], encoder.finish().unwrap())
}

async fn of_a_sitemap_what_is_new_or_changed_is_read(engine: Engine) {
    let site = Site::start(ads(0..6), 50).await;
    let index = |changed: &str| {
        let (one, two) = (site.url("/maps/1.xml.gz"), site.url("/maps/2.xml"));
        xml(&format!(
            "<sitemapindex><sitemap><loc>{one}</loc><lastmod>{changed}</lastmod></sitemap>\
             <sitemap><loc>{two}</loc><lastmod>2026-10-20</lastmod></sitemap></sitemapindex>"
        ))
    };
    site.instead("/sitemap.xml", index("2026-11-01T10:00:00Z"));
    let first = [
        ("/ad/0", "2026-11-01T10:00:00Z"),
        ("/ad/1", "2026-10-30"),
        ("/ad/2", "2026-09-01"),
        ("/chi-siamo", "2026-11-01"),
    ];
    site.instead("/maps/1.xml.gz", packed(urlset(&site, &first).as_bytes()));
    site.instead("/maps/2.xml", xml(&urlset(&site, &[("/ad/3", "2026-10-20"), ("/ad/4", "")])));
    let folder = Folder::new(engine, &map(&site, "max_age = \"30d\"")).await;
    let report = folder.crawl(NOON).await.finished(Finish::Done);
    // Ad 2 changed longer ago than is asked for, and one page is no ad.
    assert_eq!(figures(&report), [7, 0, 4, 4, 4, 0, 0, 0, 0]);
    assert_eq!(folder.dump().await.e164(), numbers([0, 1, 3, 4]));

    // One ad is new, one changed since, and one changed before; the other sitemap did not change.
    site.instead("/sitemap.xml", index("2026-11-02T14:00:00Z"));
    let second = [("/ad/5", "2026-11-02T14:00:00Z"), ("/ad/0", "2026-11-02T13:30:00Z"), ("/ad/1", "2026-10-30")];
    site.instead("/maps/1.xml.gz", packed(urlset(&site, &second).as_bytes()));
    let before = site.pages().len();
    let report = folder.crawl("2026-11-02T18:02").await.finished(Finish::Done);
    assert_eq!(site.pages().split_off(before), ["/sitemap.xml", "/maps/1.xml.gz", "/ad/5", "/ad/0"]);
    assert_eq!((report.ads_new, report.contact_points_new), (1, 1));
    let dump = folder.dump().await;
    assert_eq!((dump.e164(), dump.observations.len()), (numbers([0, 1, 3, 4, 5]), 5), "an ad is counted once");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_sitemap_what_is_new_or_changed_is_read_sqlite() {
    of_a_sitemap_what_is_new_or_changed_is_read(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_sitemap_what_is_new_or_changed_is_read_postgres() {
    of_a_sitemap_what_is_new_or_changed_is_read(Engine::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_packed_sitemap_that_opens_without_end_is_cut_and_a_page_in_its_place_is_a_changed_layout() {
    let site = Site::start(ads(0..2), 50).await;
    site.instead("/sitemap.xml", xml(&urlset(&site, &[("/ad/0", "")])));
    let folder = Folder::new(Engine::Sqlite, &map(&site, "")).await;
    folder.crawl(NOON).await.finished(Finish::Done);
    site.show("/sitemap.xml", "<!doctype html><title>Mappa</title><main>Mappa del sito, in preparazione</main>");
    folder.crawl("2026-11-02T18:02").await.finished(Finish::Drift);

    let bomb = Site::start(Vec::new(), 50).await;
    bomb.instead("/sitemap.xml.gz", packed(&vec![b' '; 64 << 20]));
    let sources = map(&bomb, "").replace("/sitemap.xml", "/sitemap.xml.gz");
    let folder = Folder::new(Engine::Sqlite, &sources).await;
    let report = folder.crawl(NOON).await.finished(Finish::Done);
    assert_eq!((report.pages, report.errors), (0, 1));
}
