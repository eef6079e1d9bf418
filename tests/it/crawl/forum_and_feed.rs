//! Forums, whose posts are known one by one, and feeds, whose entries lead to ads or are ads.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use invisibile::domain::Finish;

use super::{AT_ONCE, figures};
use crate::support::app::{Engine, Folder, NOON};
use crate::support::raw_server::answer;
use crate::support::site::{Site, ads, e164, number};

fn forum(site: &Site) -> String {
    format!(
        "[[source]]\nname = \"forum\"\nkind = \"forum\"\nstart = [\"{}\"]\nevery = \"1h\"\nplace = \"MO\"\n{AT_ONCE}\n\
         [source.list]\nitem = \"li.topic\"\nlink = \"a @href\"\nnext = \"a[rel=next] @href\"\n\
         [source.thread]\npost = \"article\"\ntext = \".content\"\nnext = \"a[rel=next] @href\"\n",
        site.url("/board"),
    )
}

fn feed(site: &Site, more: &str) -> String {
    format!(
        "[[source]]\nname = \"feed\"\nkind = \"feed\"\nstart = [\"{}\"]\nevery = \"1h\"\nplace = \"MO\"\n{AT_ONCE}\n{more}\n",
        site.url("/feed.xml"),
    )
}

fn numbers(ids: impl IntoIterator<Item = usize>) -> BTreeSet<String> {
    ids.into_iter().map(e164).collect()
}

fn topic(posts: impl IntoIterator<Item = usize>, next: Option<&str>) -> String {
    let mut html = String::from("<!doctype html><title>Discussione</title><main>");
    for post in posts {
        let number = number(post);
        let _ = write!(html, "<article><p class=content>Io ho chiamato il {number}, a Modena.</p></article>");
    }
    if let Some(next) = next {
        let _ = write!(html, "<a rel=next href=\"{next}\">Avanti</a>");
    }
    html + "</main>"
}

#[tokio::test(flavor = "multi_thread")]
async fn posts_are_known_one_by_one_and_new_ones_are_found() {
    let site = Site::start(Vec::new(), 1).await;
    site.show(
        "/board",
        "<!doctype html><ul><li class=topic><a href=/topic/1>Uno</a><li class=topic><a href=/topic/2>Due</a></ul>",
    );
    site.show("/topic/1", &topic(0..3, Some("/topic/1/2")));
    site.show("/topic/1/2", &topic(3..5, None));
    site.show("/topic/2", &topic(10..12, None));
    let folder = Folder::new(Engine::Sqlite, &forum(&site)).await;
    let report = folder.crawl(NOON).await.finished(Finish::Done);
    assert_eq!(figures(&report), [4, 0, 7, 7, 7, 0, 0, 0, 0]);
    let dump = folder.dump().await;
    assert_eq!((dump.e164(), dump.observations.len()), (numbers((0..5).chain(10..12)), 7));

    // One more post on the last page of the first topic, and one on a page of its own.
    site.show("/topic/1/2", &topic(3..6, Some("/topic/1/3")));
    site.show("/topic/1/3", &topic(6..7, None));
    let report = folder.crawl("2026-11-02T13:01").await.finished(Finish::Done);
    // Reading goes on at the page where it stopped.
    assert_eq!(figures(&report), [4, 0, 6, 2, 2, 0, 0, 0, 0]);
    let dump = folder.dump().await;
    assert_eq!((dump.e164(), dump.observations.len()), (numbers((0..7).chain(10..12)), 9));
}

fn rss(items: impl IntoIterator<Item = String>) -> crate::support::raw_server::Answer {
    let items: String = items.into_iter().collect();
    let text =
        format!("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Annunci</title>{items}</channel></rss>");
    answer(200, &[("Content-Type", "application/rss+xml; charset=utf-8")], text)
}

#[tokio::test(flavor = "multi_thread")]
async fn entries_of_a_feed_lead_to_pages_of_ads() {
    let site = Site::start(ads(0..6), 20).await;
    let item =
        |id: usize| format!("<item><title>Annuncio {id}</title><link>{}</link></item>", site.url(&format!("/ad/{id}")));
    site.instead("/feed.xml", rss((0..4).rev().map(item)));
    let folder = Folder::new(Engine::Sqlite, &feed(&site, "[source.ad]\ntext = \".text\"\nplace = \".place\"")).await;
    let report = folder.crawl(NOON).await.finished(Finish::Done);
    assert_eq!(figures(&report), [5, 0, 4, 4, 4, 0, 0, 0, 0]);

    site.instead("/feed.xml", rss((2..6).rev().map(item)));
    let before = site.pages().len();
    let report = folder.crawl("2026-11-02T13:01").await.finished(Finish::Done);
    assert_eq!(site.pages().split_off(before), ["/feed.xml", "/ad/5", "/ad/4"]);
    assert_eq!((report.ads_seen, report.ads_new), (4, 2));
    assert_eq!(folder.dump().await.e164(), numbers(0..6));
}

/// The feed of a second round has two new entries on top, and the oldest one has left it.
async fn inline_entries_are_taken_once_each(item: impl Fn(&Site, usize) -> String) {
    let site = Site::start(Vec::new(), 1).await;
    site.instead("/feed.xml", rss((0..4).rev().map(|id| item(&site, id))));
    let folder = Folder::new(Engine::Sqlite, &feed(&site, "")).await;
    let report = folder.crawl(NOON).await.finished(Finish::Done);
    assert_eq!(figures(&report), [1, 0, 4, 4, 4, 0, 0, 0, 0]);

    site.instead("/feed.xml", rss((1..6).rev().map(|id| item(&site, id))));
    let report = folder.crawl("2026-11-02T13:01").await.finished(Finish::Done);
    assert_eq!(figures(&report), [1, 0, 5, 2, 2, 0, 0, 0, 0]);
    let dump = folder.dump().await;
    assert_eq!((dump.e164(), dump.observations.len()), (numbers(0..6), 6));
    assert_eq!(site.pages(), ["/feed.xml", "/feed.xml"]);
}

fn inline(id: usize, more: &str) -> String {
    format!(
        "<item><title>Annuncio {id}</title>{more}<description>Sono a Modena, chiamami: {}</description></item>",
        number(id)
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn entries_that_are_the_ads_themselves_are_known_by_their_address() {
    inline_entries_are_taken_once_each(|site, id| {
        inline(id, &format!("<link>{}</link>", site.url(&format!("/a/{id}"))))
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn entries_without_an_address_are_known_too_though_their_place_in_the_feed_changes() {
    inline_entries_are_taken_once_each(|_, id| inline(id, &format!("<guid isPermaLink=\"false\">a-{id}</guid>"))).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn entries_with_nothing_but_words_are_known_too() {
    inline_entries_are_taken_once_each(|_, id| inline(id, "")).await;
}
