//! What is asked of a source by hand holds for the next round.

use invisibile::domain::Finish;

use super::AT_ONCE;
use crate::support::app::{Engine, Folder};
use crate::support::site::{Site, ads};

async fn a_source_rests_and_is_visited_at_once_as_it_is_told(engine: Engine) {
    let site = Site::start(ads(0..5), 10).await;
    let board = format!(
        "[[source]]\nname = \"bacheca\"\nkind = \"classified\"\nstart = [\"{}\"]\nevery = \"1h\"\n{AT_ONCE}\n\
         [source.list]\nitem = \"li.ad\"\nlink = \"a @href\"\n[source.ad]\ntext = \".text\"\n",
        site.url("/"),
    );
    let folder = Folder::new(engine, &board).await;
    folder.crawl("2026-11-02T08:00").await.finished(Finish::Done);
    let paused = folder.run(&["sources", "pause", "bacheca"]).await;
    assert_eq!(paused.code, Some(0), "{paused:?}");
    folder.crawl("2026-11-02T10:00").await.finished(Finish::NotDue);
    let status = folder.run(&["status", "--json"]).await;
    assert!(status.stdout.contains("\"state\":\"paused\""), "{status:?}");
    // Asked for at once while it rests: it goes on resting.
    folder.run(&["sources", "run", "bacheca"]).await;
    folder.crawl("2026-11-02T10:05").await.finished(Finish::NotDue);
    folder.run(&["sources", "resume", "bacheca"]).await;
    folder.crawl("2026-11-02T10:10").await.finished(Finish::Done);
    // Not due, not asked for; then asked for, once.
    folder.crawl("2026-11-02T10:15").await.finished(Finish::NotDue);
    folder.run(&["sources", "run", "bacheca"]).await;
    folder.crawl("2026-11-02T10:20").await.finished(Finish::Done);
    folder.crawl("2026-11-02T10:25").await.finished(Finish::NotDue);
    let unknown = folder.run(&["sources", "pause", "bacheche"]).await;
    assert!(unknown.code == Some(1) && unknown.stderr.contains("there is no source named `bacheche`"), "{unknown:?}");
}

#[tokio::test]
async fn a_source_rests_and_is_visited_at_once_as_it_is_told_on_sqlite() {
    a_source_rests_and_is_visited_at_once_as_it_is_told(Engine::Sqlite).await;
}

#[tokio::test]
async fn a_source_rests_and_is_visited_at_once_as_it_is_told_on_postgres() {
    a_source_rests_and_is_visited_at_once_as_it_is_told(Engine::Postgres).await;
}
