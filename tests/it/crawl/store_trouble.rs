//! The store goes away, comes back or is full: what was read is kept, and what cannot be is said.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use invisibile::domain::Finish;
use tokio::task::spawn_blocking;

use super::{AT_ONCE, board};
use crate::support::app::{Folder, NOON};
use crate::support::postgres::OwnCluster;
use crate::support::site::{Site, ads, e164, until};

/// A database of that name on the server.
async fn database(cluster: &OwnCluster, name: &'static str) -> String {
    use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
    let mut connection = PgConnection::connect(&cluster.url()).await.unwrap();
    let statement = format!("create database {name}");
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut connection).await.unwrap();
    let url = cluster.url();
    format!("{}/{name}", url.rsplit_once('/').unwrap().0)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_goes_away_and_comes_back_in_mid_crawl_is_waited_for() {
    let cluster = spawn_blocking(OwnCluster::start).await.unwrap();
    let site = Site::start(ads(0..80), 20).await;
    site.slow_down(Duration::from_millis(10));
    let pace = r#"pace = { delay = "0s", concurrency = 3 }"#;
    let url = database(&cluster, "away").await;
    let folder = Folder::at(Some(url), "", &board("bacheca", &site, pace, "")).await;
    let mut crawl = folder.start_crawl(NOON);
    site.asked_for(20).await;
    let cluster = spawn_blocking(move || {
        cluster.stop();
        cluster
    })
    .await
    .unwrap();
    until("the crawl says that it waits", || crawl.said().contains("the store is away: waiting")).await;
    assert!(!crawl.has_ended(), "{}", crawl.said());
    assert!(site.pages().len() < 80, "the store went away too late to be missed");
    let _cluster = spawn_blocking(move || {
        cluster.restart();
        cluster
    })
    .await
    .unwrap();
    crawl.end().await.finished(Finish::Done);
    assert!(site.times().values().all(|times| *times == 1), "a page was fetched twice: {:?}", site.times());
    let dump = folder.dump().await;
    assert_eq!(dump.e164(), (0..80).map(e164).collect());
    assert_eq!((dump.observations.len(), dump.queue.len()), (80, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_stays_away_too_long_ends_the_crawl_with_a_clear_error() {
    let cluster = spawn_blocking(OwnCluster::start).await.unwrap();
    let site = Site::start(ads(0..60), 20).await;
    site.slow_down(Duration::from_millis(10));
    let url = database(&cluster, "gone").await;
    let knobs = "[crawl]\nstore_patience = \"1s\"";
    let folder = Folder::at(Some(url), knobs, &board("bacheca", &site, AT_ONCE, "")).await;
    let crawl = folder.start_crawl(NOON);
    site.asked_for(15).await;
    let cluster = spawn_blocking(move || {
        cluster.stop();
        cluster
    })
    .await
    .unwrap();
    let ended = crawl.end().await;
    assert_eq!(ended.code, Some(1), "{ended:?}");
    for word in ["the database does not answer", "see that it runs", "run the same command again"] {
        assert!(ended.stderr.contains(word), "{ended:?}");
    }
    let read = site.pages().len();
    let _cluster = spawn_blocking(move || {
        cluster.restart();
        cluster
    })
    .await
    .unwrap();
    folder.crawl(NOON).await.finished(Finish::Done);
    assert!(site.pages().len() <= 64, "more than the page in hand was asked for again, after {read}");
    let dump = folder.dump().await;
    assert_eq!(dump.e164(), (0..60).map(e164).collect());
    assert_eq!((dump.observations.len(), dump.queue.len()), (60, 0));
}

/// A small disk that this test alone sees. It goes when dropped.
struct SmallDisk {
    holder: Child,
    enter: Vec<String>,
}

impl SmallDisk {
    /// A disk of so many KiB at `place`.
    async fn mount(place: &Path, kib: u32) -> Self {
        let is_root = std::fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0);
        let space: &[&str] = if is_root { &["--mount"] } else { &["--user", "--map-root-user", "--mount"] };
        let script = r#"mount -t tmpfs -o "size=$1k" tmpfs "$0" && touch "$2" && read -r _"#;
        let outside = place.with_extension("ready");
        let holder = Command::new("unshare")
            .args(space)
            .args(["sh", "-c", script])
            .arg(place)
            .arg(kib.to_string())
            .arg(&outside)
            .stdin(Stdio::piped())
            .spawn()
            .expect("`unshare` of util-linux: install it");
        until("a small disk is mounted; mount namespaces are needed for this test", || outside.exists()).await;
        let target = format!("--target={}", holder.id());
        let mut enter = vec!["nsenter".to_owned(), target, "--mount".to_owned()];
        if !is_root {
            enter.extend(["--user".to_owned(), "--preserve-credentials".to_owned()]);
        }
        enter.push("--".to_owned());
        Self { holder, enter }
    }

    /// Leaves no room on it.
    fn fill(&self, place: &Path) {
        let script = r#"cat /dev/zero > "$0/ballast" 2>&- || true"#;
        let entered =
            Command::new(&self.enter[0]).args(&self.enter[1..]).args(["sh", "-c", script]).arg(place).status();
        assert!(entered.unwrap().success());
    }

    /// Gives it another size.
    fn resize(&self, place: &Path, kib: u32) {
        let done = Command::new(&self.enter[0])
            .args(&self.enter[1..])
            .args(["mount", "-o", &format!("remount,size={kib}k")])
            .arg(place)
            .status()
            .unwrap();
        assert!(done.success());
    }

    /// Copies what stands on it to where the test can see it.
    fn copy_out(&self, from: &Path, to: &Path) {
        let done =
            Command::new(&self.enter[0]).args(&self.enter[1..]).arg("cp").arg("-a").arg(from).arg(to).status().unwrap();
        assert!(done.success());
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        drop(self.holder.stdin.take());
        let _ = self.holder.wait();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_said_and_once_there_is_room_the_crawl_goes_on() {
    let place = tempfile::tempdir().unwrap();
    let disk_at = place.path().join("disk");
    std::fs::create_dir(&disk_at).unwrap();
    let disk = SmallDisk::mount(&disk_at, 4096).await;
    let site = Site::start(ads(0..300), 60).await;
    let sources = board("bacheca", &site, AT_ONCE, "");
    let folder = Folder::wrapped(disk.enter.clone(), &disk_at, "", &sources).await;
    // Room for the store as it is, and for little more.
    let crawl = folder.start_crawl(NOON);
    site.asked_for(20).await;
    disk.fill(&disk_at);
    let ended = crawl.end().await;
    assert_eq!(ended.code, Some(1), "{ended:?}");
    for word in ["the disk that holds the database is full", "make room", "run the same command again"] {
        assert!(ended.stderr.contains(word), "{ended:?}");
    }
    let read = site.pages().len();
    assert!(read < 300, "the disk was never full");

    disk.resize(&disk_at, 65536);
    folder.crawl(NOON).await.finished(Finish::Done);
    assert!(site.pages().len() <= 306, "more than the page in hand was asked for again, after {read}");
    disk.copy_out(&disk_at, &folder.data().join("copy"));
    let dump = folder.dump_at(&folder.data().join("copy/store.db")).await;
    assert_eq!(dump.e164(), (0..300).map(e164).collect::<BTreeSet<_>>());
    assert_eq!((dump.observations.len(), dump.queue.len()), (300, 0));
}
