//! A queue of a million addresses: how long a claim takes, and how much memory it all needs.
//!
//! `cargo bench --bench frontier [-- ADDRESSES]` fills a new SQLite store with invented addresses of two hundred hosts,
//! half of them of one host, and then claims and finishes pages as a crawl does. With `TEST_POSTGRES_URL` it does the
//! same in that database, which must be empty.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement tells, and stops where it cannot go on")]
#![expect(clippy::disallowed_methods, reason = "what is measured is time, on a database that the caller names")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use invisibile::domain::{Chance, Day, PageUrl, SessionId, TaskKind, Timestamp};
use invisibile::privacy::{KeyRing, Vault};
use invisibile::store::frontier::NewTask;
use invisibile::store::{Store, StoreAddress, frontier, monitoring_sessions};

const HOSTS: usize = 200;
const A_TRANSACTION: usize = 10_000;
const CLAIMS: usize = 1_000;
const AT_ONCE: u32 = 16;

fn source(index: usize) -> (String, String) {
    // Half of all addresses are of the first.
    let host = if index.is_multiple_of(2) { 0 } else { index / 2 % HOSTS };
    (format!("fonte-{host}"), format!("bacheca-{host}.invalid"))
}

/// The most memory that this process ever held, in MB.
fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
}

fn tell(what: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let at = |thousandth: usize| times[(times.len() - 1) * thousandth / 1_000].as_secs_f64() * 1e3;
    println!("{what:34} median {:>8.2} ms, 99 % {:>8.2} ms, longest {:>8.2} ms", at(500), at(990), at(1_000));
}

#[tokio::main]
async fn main() {
    let wanted: usize = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(1_000_000);
    let folder = tempfile::tempdir().unwrap();
    let address = match std::env::var("TEST_POSTGRES_URL") {
        Ok(url) => StoreAddress::Postgres(url),
        Err(_) => StoreAddress::Sqlite(folder.path().join("store.db")),
    };
    let keys = folder.path().join("keys.toml");
    let day: Day = "2026-11-02".parse().unwrap();
    let ring = KeyRing::create(&keys, day, &mut Chance::from_seed([1; 32])).unwrap();
    let store = Store::create(&address, Arc::new(Vault::new(ring, Chance::from_seed([2; 32])))).await.unwrap();
    let now = day.start();
    let until = now.plus(Duration::from_mins(10));
    let before = peak_mb();

    let start = Instant::now();
    let mut tx = store.write().await.unwrap();
    let mut sessions: Vec<SessionId> = Vec::new();
    for host in 0..HOSTS {
        let begun = monitoring_sessions::begin(&mut tx, &format!("fonte-{host}"), now).await.unwrap();
        sessions.push(begun.unwrap());
    }
    tx.commit().await.unwrap();
    for first in (0..wanted).step_by(A_TRANSACTION) {
        let mut tx = store.write().await.unwrap();
        let some: Vec<(String, PageUrl, usize)> = (first..wanted.min(first + A_TRANSACTION))
            .map(|index| {
                let (source, host) = source(index);
                let url = PageUrl::parse(&format!("https://{host}/annunci/modena/centro/{index}")).unwrap();
                (source, url, index)
            })
            .collect();
        let tasks: Vec<NewTask<'_>> = some
            .iter()
            .map(|(source, url, index)| NewTask {
                source,
                session: sessions[source.trim_start_matches("fonte-").parse::<usize>().unwrap()],
                kind: TaskKind::Ad,
                url,
                position: i64::try_from(*index).unwrap(),
                depth: 0,
                known_run: 0,
                due_at: now,
            })
            .collect();
        frontier::push_all(&mut tx, &tasks).await.unwrap();
        tx.commit().await.unwrap();
    }
    let filled = start.elapsed();
    println!(
        "{wanted} addresses queued in {:.0} s, {} MB at most, {before} MB before",
        filled.as_secs_f64(),
        peak_mb()
    );

    let (mut claims, mut whole) = (Vec::new(), Vec::new());
    for turn in 0..CLAIMS {
        let (source, host) = source(turn);
        let begun = Instant::now();
        let mut tx = store.write().await.unwrap();
        let claimed = Instant::now();
        let tasks = frontier::claim(&mut tx, &host, &source, "bench", until, now, AT_ONCE).await.unwrap();
        claims.push(claimed.elapsed());
        assert!(!tasks.is_empty());
        for task in &tasks {
            assert!(frontier::finish(&mut tx, task.id, "bench").await.unwrap());
        }
        tx.commit().await.unwrap();
        whole.push(begun.elapsed());
    }
    tell(&format!("a claim of {AT_ONCE}"), &mut claims);
    tell("with the end of all of them", &mut whole);
    // Leases of another crawler at the head of the queue are passed over.
    let mut tx = store.write().await.unwrap();
    let (name, host) = source(0);
    frontier::claim(&mut tx, &host, &name, "other", until, now, 500).await.unwrap();
    tx.commit().await.unwrap();
    let mut behind = Vec::new();
    for _ in 0..100 {
        let mut tx = store.write().await.unwrap();
        let begun = Instant::now();
        frontier::claim(&mut tx, &host, &name, "bench", until, now, 1).await.unwrap();
        behind.push(begun.elapsed());
    }
    tell("a claim behind 500 leases", &mut behind);
    let mut once = Vec::new();
    for what in ["hosts", "due", "left"] {
        let mut tx = store.read().await.unwrap();
        let begun = Instant::now();
        match what {
            "hosts" => assert_eq!(frontier::hosts_of(&mut tx, &name).await.unwrap().len(), 1),
            "due" => assert!(
                frontier::next_due(&mut tx, &host, &name).await.unwrap().is_some_and(|at: Timestamp| at <= until)
            ),
            _ => assert!(frontier::left(&mut tx, sessions[0]).await.unwrap() > 0),
        }
        once.push(begun.elapsed());
        tell(what, &mut once[once.len() - 1..].to_vec());
    }
    println!("{} MB at most", peak_mb());
    store.close().await;
}
