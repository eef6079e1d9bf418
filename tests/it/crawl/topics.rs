//! Forums: only topics with new posts are read, from where reading stopped; and what posts speak of is counted.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use invisibile::domain::Finish;

use super::{AT_ONCE, figures};
use crate::support::app::{Engine, Folder, NOON};
use crate::support::raw_server::answer;
use crate::support::site::{Site, e164, number};

fn forum(site: &Site, list: &str, thread: &str, more: &str) -> String {
    format!(
        "[[source]]\nname = \"forum\"\nkind = \"forum\"\nstart = [\"{}\"]\nevery = \"1h\"\nplace = \"MO\"\n{AT_ONCE}\n\
         [source.list]\nitem = \"li.topic\"\nlink = \"a @href\"\nnext = \"a[rel=next] @href\"\n{list}\n\
         [source.thread]\npost = \"article\"\ntext = \".content\"\nnext = \"a[rel=next] @href\"\n{thread}\n{more}",
        site.url("/board"),
    )
}

const ACTIVITY: &str = "activity = [\"i\", \"time @datetime\"]";

fn numbers(ids: impl IntoIterator<Item = usize>) -> BTreeSet<String> {
    ids.into_iter().map(e164).collect()
}

/// A board of topics, each with the number of its posts.
fn board(topics: &[(usize, usize)], next: Option<&str>) -> String {
    let mut html = String::from("<!doctype html><title>Forum</title><ul>");
    for (topic, posts) in topics {
        let _ = write!(html, "<li class=topic><a href=/t/{topic}>Discussione {topic}</a> <i>{posts} messaggi</i>");
    }
    if let Some(next) = next {
        let _ = write!(html, "<a rel=next href=\"{next}\">Avanti</a>");
    }
    html + "</ul>"
}

/// A page of posts: each an element of that id, with the number of its own.
fn posts(ids: impl IntoIterator<Item = usize>, id: impl Fn(usize) -> String, next: Option<&str>) -> String {
    let mut html = String::from("<!doctype html><title>Discussione</title><main>");
    for post in ids {
        let (id, number) = (id(post), number(post));
        let _ = write!(html, "<article {id}><p class=content>Io ho chiamato il {number}, a Modena.</p></article>");
    }
    if let Some(next) = next {
        let _ = write!(html, "<a rel=next href=\"{next}\">Avanti</a>");
    }
    html + "</main>"
}

fn plain(ids: impl IntoIterator<Item = usize>, next: Option<&str>) -> String {
    posts(ids, |_| String::new(), next)
}

/// The pages asked for since so many.
fn since(site: &Site, before: usize) -> Vec<String> {
    site.pages().split_off(before)
}

async fn only_topics_with_new_posts_are_read_and_from_where_reading_stopped(engine: Engine) {
    let site = Site::start(Vec::new(), 1).await;
    site.show("/board", &board(&[(1, 5), (2, 2), (3, 1)], None));
    site.show("/t/1", &plain(0..3, Some("/t/1?p=2")));
    site.show("/t/1?p=2", &plain(3..5, None));
    site.show("/t/2", &plain(10..12, None));
    site.show("/t/3", &plain(20..21, None));
    let folder = Folder::new(engine, &forum(&site, ACTIVITY, "", "")).await;
    let report = folder.crawl(NOON).await.finished(Finish::Done);
    assert_eq!(figures(&report), [5, 0, 8, 8, 8, 0, 0, 0, 0]);

    // Nothing new: the board alone is asked for.
    let before = site.pages().len();
    folder.crawl("2026-11-02T13:01").await.finished(Finish::Done);
    assert_eq!(since(&site, before), ["/board"]);

    // A post on the last page of the first topic and one on a page after it; the others are left alone.
    site.show("/board", &board(&[(1, 7), (2, 2), (3, 1)], None));
    site.show("/t/1?p=2", &plain(3..6, Some("/t/1?p=3")));
    site.show("/t/1?p=3", &plain(6..7, None));
    let before = site.pages().len();
    let report = folder.crawl("2026-11-02T18:02").await.finished(Finish::Done);
    assert_eq!(since(&site, before), ["/board", "/t/1?p=2", "/t/1?p=3"]);
    assert_eq!(figures(&report), [3, 0, 4, 2, 2, 0, 0, 0, 0]);
    let dump = folder.dump().await;
    assert_eq!((dump.e164(), dump.observations.len()), (numbers((0..7).chain(10..12).chain(20..21)), 10));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_topics_with_new_posts_are_read_and_from_where_reading_stopped_sqlite() {
    only_topics_with_new_posts_are_read_and_from_where_reading_stopped(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_topics_with_new_posts_are_read_and_from_where_reading_stopped_postgres() {
    only_topics_with_new_posts_are_read_and_from_where_reading_stopped(Engine::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_topic_whose_reading_broke_off_is_read_on_and_a_page_that_is_gone_from_the_first() {
    let site = Site::start(Vec::new(), 1).await;
    site.show("/board", &board(&[(1, 5)], None));
    site.show("/t/1", &plain(0..3, Some("/t/1?p=2")));
    site.instead("/t/1?p=2", answer(403, &[], ""));
    let folder = Folder::new(Engine::Sqlite, &forum(&site, ACTIVITY, "", "")).await;
    folder.crawl(NOON).await.finished(Finish::Blocked);

    // The board shows nothing new, and still there is something to be read.
    site.show("/t/1?p=2", &plain(3..5, None));
    let before = site.pages().len();
    folder.crawl("2026-11-02T18:02").await.finished(Finish::Done);
    assert_eq!(since(&site, before), ["/board", "/t/1?p=2"]);
    assert_eq!(folder.dump().await.e164(), numbers(0..5));

    // The forum took posts away, and with them the page.
    site.show("/board", &board(&[(1, 4)], None));
    site.instead("/t/1?p=2", answer(404, &[], ""));
    site.show("/t/1", &plain([0, 2, 4, 7], None));
    folder.crawl("2026-11-03T12:00").await.finished(Finish::Done);
    let before = site.pages().len();
    folder.crawl("2026-11-04T12:00").await.finished(Finish::Done);
    assert_eq!(since(&site, before), ["/board", "/t/1"]);
    assert_eq!(folder.dump().await.e164(), numbers((0..5).chain([7])));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_is_left_at_topics_that_did_not_change() {
    let site = Site::start(Vec::new(), 1).await;
    site.show("/board", &board(&[(1, 1), (2, 1), (3, 1)], Some("/board?p=2")));
    site.show("/board?p=2", &board(&[(4, 1)], None));
    for topic in 1..=4 {
        site.show(&format!("/t/{topic}"), &plain([topic], None));
    }
    let folder = Folder::new(Engine::Sqlite, &forum(&site, &format!("{ACTIVITY}\nstop_after_known = 2"), "", "")).await;
    folder.crawl(NOON).await.finished(Finish::Done);
    site.show("/board", &board(&[(1, 2), (2, 1), (3, 1)], Some("/board?p=2")));
    let before = site.pages().len();
    folder.crawl("2026-11-02T18:02").await.finished(Finish::Done);
    assert_eq!(since(&site, before), ["/board", "/t/1"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn pinned_topics_at_the_top_do_not_hide_what_is_new_behind_them() {
    let site = Site::start(Vec::new(), 1).await;
    let pages = |newest: usize, last: &str| {
        site.show("/board", &board(&[(1, 1), (2, 1), (3, 1)], Some("/board?p=2")));
        site.show("/board?p=2", &board(&[(newest, 1), (4, 1), (5, 1)], Some("/board?p=3")));
        site.show("/board?p=3", last);
    };
    pages(6, &board(&[(7, 1)], None));
    for topic in 1..=8 {
        site.show(&format!("/t/{topic}"), &plain([topic], None));
    }
    let folder = Folder::new(Engine::Sqlite, &forum(&site, &format!("{ACTIVITY}\nstop_after_known = 2"), "", "")).await;
    folder.crawl(NOON).await.finished(Finish::Done);
    // The first page is full of pinned topics; the new one is the first behind them, and ends are still found.
    pages(8, &board(&[(6, 1), (7, 1)], None));
    let before = site.pages().len();
    folder.crawl("2026-11-02T18:02").await.finished(Finish::Done);
    assert_eq!(since(&site, before), ["/board", "/board?p=2", "/t/8"]);
}

/// Posts are taken away from the top of a topic, so that others take their places.
async fn posts_that_move_up_are_no_new_ones(thread: &str, id: impl Fn(usize) -> String + Copy) {
    let site = Site::start(Vec::new(), 1).await;
    site.show("/board", &board(&[(1, 4)], None));
    site.show("/t/1", &posts(0..4, id, None));
    let folder = Folder::new(Engine::Sqlite, &forum(&site, "", thread, "")).await;
    folder.crawl(NOON).await.finished(Finish::Done);
    site.show("/t/1", &posts([1, 3, 8], id, None));
    let report = folder.crawl("2026-11-02T18:02").await.finished(Finish::Done);
    assert_eq!((report.ads_seen, report.ads_new), (3, 1));
    let dump = folder.dump().await;
    assert_eq!((dump.e164(), dump.observations.len()), (numbers((0..4).chain([8])), 5));
}

#[tokio::test(flavor = "multi_thread")]
async fn posts_are_known_by_their_own_ids() {
    posts_that_move_up_are_no_new_ones("", |post| format!("id=p{}", 45_000 + post)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn posts_are_known_by_the_ids_that_the_recipe_names() {
    posts_that_move_up_are_no_new_ones("id = \"@data-nr\"", |post| format!("data-nr={post}")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn posts_without_ids_are_known_by_their_words() {
    posts_that_move_up_are_no_new_ones("", |_| String::new()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn places_on_the_page_are_no_ids() {
    // `post-1` is the first of every page.
    let site = Site::start(Vec::new(), 1).await;
    site.show("/board", &board(&[(1, 4)], None));
    site.show("/t/1", &posts(0..2, |post| format!("id=post-{}", post % 2), Some("/t/1?p=2")));
    site.show("/t/1?p=2", &posts(2..4, |post| format!("id=post-{}", post % 2), None));
    let folder = Folder::new(Engine::Sqlite, &forum(&site, "", "", "")).await;
    folder.crawl(NOON).await.finished(Finish::Done);
    assert_eq!(folder.dump().await.e164(), numbers(0..4));
}

const THEMES: &str = "[[theme]]\nname = \"salute\"\nwords = [\"visita medica\", \"preservativ*\", \"perché\"]\n\
                      [[theme]]\nname = \"luoghi\"\nwords = [\"centro massaggi\"]\n";

async fn what_posts_speak_of_is_counted_and_nothing_of_them_is_kept(engine: Engine) {
    let site = Site::start(Vec::new(), 1).await;
    site.show("/board", &board(&[(1, 4)], None));
    let words = [
        "A Modena usano sempre il PRESERVATIVO, preservativi ovunque.",
        "A Modena in quel centro massaggi? Perche' no: visita medica.",
        "A Bologna niente.",
        "A Napoli: preservativo.",
    ];
    let said = |words: &[&str]| {
        words.iter().fold("<main>".to_owned(), |html, text| {
            format!("{html}<article><b class=nick>Segreto77</b><p class=content>{text}</p></article>")
        })
    };
    site.show("/t/1", &said(&words[..3]));
    let folder = Folder::new(engine, &forum(&site, ACTIVITY, "", THEMES)).await;
    folder.crawl(NOON).await.finished(Finish::Done);
    site.show("/board", &board(&[(1, 5)], None));
    site.show("/t/1", &said(&words));
    folder.crawl("2026-11-09T18:02").await.finished(Finish::Done);
    assert_eq!(
        folder.dump().await.themes,
        [
            "2026-W45 bologna (all) 1",
            "2026-W45 modena (all) 2",
            "2026-W45 modena luoghi 1",
            "2026-W45 modena salute 2",
            "2026-W46 - (all) 1",
            "2026-W46 - salute 1",
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_posts_speak_of_is_counted_and_nothing_of_them_is_kept_sqlite() {
    what_posts_speak_of_is_counted_and_nothing_of_them_is_kept(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_posts_speak_of_is_counted_and_nothing_of_them_is_kept_postgres() {
    what_posts_speak_of_is_counted_and_nothing_of_them_is_kept(Engine::Postgres).await;
}
