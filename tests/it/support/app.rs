//! The program itself, as a process on a data folder of its own, and what it left in the store.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use invisibile::domain::{Chance, Finish, SourceReport};
use invisibile::privacy::{KeyRing, Vault};
use invisibile::store::{Store, StoreAddress, contact_points, observations, themes};
use sqlx::{Connection as _, PgConnection, SqliteConnection};
use tempfile::TempDir;
use tokio::time::Instant;

use super::postgres::{FreshDatabase, fresh_database};

/// How long a command may take before the test fails.
const PATIENCE: Duration = Duration::from_mins(2);
/// A Monday.
pub(crate) const NOON: &str = "2026-11-02T12:00";

/// The engines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

/// A data folder with a rehearsal store.
pub(crate) struct Folder {
    outer: TempDir,
    data: PathBuf,
    url: Option<String>,
    commands: AtomicUsize,
    /// A program, with its arguments, that runs the program.
    wrapper: Vec<String>,
    /// Dropped with the folder.
    database: Option<FreshDatabase>,
}

/// What a command came to.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// A command under way. Killed when dropped.
pub(crate) struct Running {
    child: Child,
    stdout: PathBuf,
    stderr: PathBuf,
}

/// What stands in a store, without anything that chance or the time of day made.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Dump {
    /// Territory, state and number.
    pub(crate) numbers: BTreeSet<(String, String, String)>,
    /// Kind and last day of the marks, and how many there are of each.
    pub(crate) marks: Vec<String>,
    /// The last days of the fingerprints of ads, and how many there are of each.
    pub(crate) ads: Vec<String>,
    /// The statistical rows, those that waited for their batch among them.
    pub(crate) observations: Vec<String>,
    /// The sums of the themes, those that waited for their batch among them.
    pub(crate) themes: Vec<String>,
    /// Figures of the sessions.
    pub(crate) sessions: Vec<String>,
    /// Pages left in the queue, leased or not.
    pub(crate) queue: Vec<String>,
    /// Versions of pages that are remembered.
    pub(crate) validators: Vec<String>,
}

const MARKS: &str = "select kind || ' ' || until || ' ' || count(*) from marks group by kind, until order by 1";
const ADS: &str = "select until || ' ' || count(*) from ad_marks group by until order by 1";
const OBSERVATIONS: &str = "
    select week || ' ' || source || ' ' || coalesce(municipality, '-') || ' ' || coalesce(territory, '-') || ' '
      || coalesce(gender, '-') || ' ' || coalesce(origin, '-') || ' ' || coalesce(age_band, '-') || ' '
      || coalesce(venue, '-') || ' ' || coalesce(language, '-') || ' '
      || case when new_contact_point then 'new' else 'known' end
    from ad_observations order by 1";
const THEMES: &str = "
    select week || ' ' || coalesce(nullif(territory, ''), '-') || ' ' || coalesce(nullif(theme, ''), '(all)') || ' '
      || posts
    from theme_counts order by week, territory, theme";
const SESSIONS: &str = "
    select source || ' ' || coalesce(finish, 'open') || ' pages ' || pages || ' unchanged ' || not_modified || ' seen '
      || ads_seen || ' new ' || ads_new || ' points ' || contact_points_new || ' again ' || seen_again || ' refused '
      || refused || ' blocked ' || blocked || ' errors ' || errors
    from monitoring_sessions order by started_at, 1";
const QUEUE: &str = "select source || ' ' || kind || ' ' || position from frontier order by 1";
const VALIDATORS: &str = "select until || ' ' || count(*) from validators group by until order by 1";

impl Folder {
    /// A new store on that engine.
    pub(crate) async fn new(engine: Engine, sources: &str) -> Self {
        Self::with(engine, "", sources).await
    }

    /// A new store on that engine, with more knobs.
    pub(crate) async fn with(engine: Engine, knobs: &str, sources: &str) -> Self {
        let database = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => Some(fresh_database().await),
        };
        let url = database.as_ref().map(|database| database.url().to_owned());
        let mut folder = Self::at(url, knobs, sources).await;
        folder.database = database;
        folder
    }

    /// A new store at that address, or else in a file.
    pub(crate) async fn at(url: Option<String>, knobs: &str, sources: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        fs::create_dir(&data).unwrap();
        let folder =
            Self { outer: folder, data, url, commands: AtomicUsize::new(0), wrapper: Vec::new(), database: None };
        folder.begin(knobs, sources).await;
        folder
    }

    /// A new store in a file in `inside`, every command run by `wrapper`.
    pub(crate) async fn wrapped(wrapper: Vec<String>, inside: &Path, knobs: &str, sources: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        fs::create_dir(&data).unwrap();
        let url = Some(format!("sqlite:{}", inside.join("store.db").display()));
        let folder = Self { outer: folder, data, url, commands: AtomicUsize::new(0), wrapper, database: None };
        folder.begin(knobs, sources).await;
        folder
    }

    async fn begin(&self, knobs: &str, sources: &str) {
        let url = self.url.as_ref().map(|url| format!("url = {url:?}\n")).unwrap_or_default();
        let config = format!(
            "[store]\n{url}[fetch]\nallow_private = [\"127.0.0.1\"]\n{knobs}\n\
             [[territory]]\nname = \"modena\"\nprovinces = [\"MO\"]\n[[territory]]\nname = \"bologna\"\nprovinces = [\"BO\"]\n"
        );
        fs::write(self.data.join("invisibile.toml"), config).unwrap();
        self.rewrite(sources);
        let made = self.run(&["init", "--rehearsal"]).await;
        assert_eq!(made.code, Some(0), "{made:?}");
    }

    /// Other sources from now on.
    pub(crate) fn rewrite(&self, sources: &str) {
        fs::write(self.data.join("sources.toml"), sources).unwrap();
    }

    /// Starts a command.
    pub(crate) fn start(&self, arguments: &[&str]) -> Running {
        let number = self.commands.fetch_add(1, Ordering::Relaxed);
        let named = |name: &str| self.outer.path().join(format!("{number}.{name}"));
        let (stdout, stderr) = (named("out"), named("err"));
        let program = env!("CARGO_BIN_EXE_invisibile").to_owned();
        let line: Vec<String> = self.wrapper.iter().cloned().chain([program]).collect();
        let child = Command::new(&line[0])
            .args(&line[1..])
            .arg("--data")
            .arg(&self.data)
            .args(arguments)
            .env_remove("INVISIBILE_CONFIG")
            .env_remove("INVISIBILE_SOURCES")
            .env_remove("INVISIBILE_STORE_URL")
            .env_remove("INVISIBILE_KEY_FILE")
            .env_remove("INVISIBILE_LOG")
            .current_dir(self.outer.path())
            .stdin(Stdio::null())
            .stdout(fs::File::create(&stdout).unwrap())
            .stderr(fs::File::create(&stderr).unwrap())
            .spawn()
            .unwrap();
        Running { child, stdout, stderr }
    }

    /// Runs a command to its end.
    pub(crate) async fn run(&self, arguments: &[&str]) -> Ended {
        self.start(arguments).end().await
    }

    /// Starts a crawl at that time of the rehearsal.
    pub(crate) fn start_crawl(&self, at: &str) -> Running {
        self.start(&["crawl", "--once", "--json", "--at", at])
    }

    /// Crawls once at that time of the rehearsal.
    pub(crate) async fn crawl(&self, at: &str) -> Ended {
        self.start_crawl(at).end().await
    }

    /// The folder itself.
    pub(crate) fn data(&self) -> &Path {
        &self.data
    }

    /// Opens the store, reads all of it, and lets waiting statistical rows go to their tables.
    pub(crate) async fn dump(&self) -> Dump {
        let url = self.url.clone().unwrap_or_else(|| "sqlite:invisibile.db".to_owned());
        self.dump_of(StoreAddress::parse(&url, &self.data).unwrap()).await
    }

    /// The same of a copy of its file.
    pub(crate) async fn dump_at(&self, file: &Path) -> Dump {
        self.dump_of(StoreAddress::Sqlite(file.to_owned())).await
    }

    async fn dump_of(&self, address: StoreAddress) -> Dump {
        let ring = KeyRing::load(&self.data.join("keys.toml")).unwrap();
        // Rows drawn by two readings of one store must not have the same ids.
        let mut seed = [9; 32];
        seed[0] = u8::try_from(self.commands.fetch_add(1, Ordering::Relaxed)).unwrap();
        let vault = Arc::new(Vault::new(ring, Chance::from_seed(seed)));
        let store = Store::open(&address, vault).await.unwrap();
        let mut tx = store.write().await.unwrap();
        observations::flush(&mut tx, 1, Some("2030-W01".parse().unwrap())).await.unwrap();
        themes::flush(&mut tx, 1, None).await.unwrap();
        tx.commit().await.unwrap();
        let mut numbers = BTreeSet::new();
        let mut tx = store.read().await.unwrap();
        for territory in ["modena", "bologna"] {
            for point in contact_points::open_in(&mut tx, &territory.parse().unwrap()).await.unwrap() {
                let number = contact_points::number(&mut tx, point.id).await.unwrap().unwrap();
                #[expect(clippy::disallowed_methods, reason = "an invented number is compared with the true one")]
                let number = number.reveal().to_owned();
                numbers.insert((territory.to_owned(), point.state.code().to_owned(), number));
            }
        }
        drop(tx);
        let dump = Dump {
            numbers,
            marks: rows(&address, MARKS).await,
            ads: rows(&address, ADS).await,
            observations: rows(&address, OBSERVATIONS).await,
            themes: rows(&address, THEMES).await,
            sessions: rows(&address, SESSIONS).await,
            queue: rows(&address, QUEUE).await,
            validators: rows(&address, VALIDATORS).await,
        };
        let live = rows(&address, "select cast(count(*) as text) from contact_points").await;
        assert_eq!(live, [dump.numbers.len().to_string()], "a contact point is in no territory, or there twice");
        store.close().await;
        dump
    }
}

async fn rows(address: &StoreAddress, statement: &'static str) -> Vec<String> {
    match address {
        StoreAddress::Sqlite(file) => {
            let mut connection = SqliteConnection::connect(&format!("sqlite:{}", file.display())).await.unwrap();
            sqlx::query_scalar(statement).fetch_all(&mut connection).await.unwrap()
        }
        StoreAddress::Postgres(url) => {
            let mut connection = PgConnection::connect(url).await.unwrap();
            sqlx::query_scalar(statement).fetch_all(&mut connection).await.unwrap()
        }
    }
}

impl Dump {
    /// The numbers alone.
    pub(crate) fn e164(&self) -> BTreeSet<String> {
        self.numbers.iter().map(|(_, _, number)| number.clone()).collect()
    }
}

impl Running {
    /// Whether it has ended.
    pub(crate) fn has_ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    /// Waits for its end.
    pub(crate) async fn end(mut self) -> Ended {
        let start = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(start.elapsed() < PATIENCE, "a command does not end: {}", self.said());
            tokio::time::sleep(Duration::from_millis(3)).await;
        };
        let stdout = fs::read_to_string(&self.stdout).unwrap();
        Ended { code: status.code(), stdout, stderr: self.said() }
    }

    /// What it told on standard error so far.
    pub(crate) fn said(&self) -> String {
        fs::read_to_string(&self.stderr).unwrap_or_default()
    }

    /// Ends it without a word, and waits until it is gone.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// What Ctrl-C does.
    pub(crate) fn interrupt(&self) {
        self.signal("INT");
    }

    /// Sends it a signal, `INT` or `TERM`.
    pub(crate) fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([&format!("-{name}"), &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Ended {
    /// The figures, by source.
    #[track_caller]
    pub(crate) fn reports(&self) -> BTreeMap<String, SourceReport> {
        let read =
            |line: &str| serde_json::from_str::<SourceReport>(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        self.stdout.lines().map(read).map(|report| (report.source.clone(), report)).collect()
    }

    /// The figures of the only source.
    #[track_caller]
    pub(crate) fn report(&self) -> SourceReport {
        let mut reports = self.reports();
        assert_eq!(reports.len(), 1, "{self:?}");
        reports.pop_first().unwrap().1
    }

    /// That it ended well, with this finish of the only source.
    #[track_caller]
    pub(crate) fn finished(&self, why: Finish) -> SourceReport {
        let code = if matches!(why, Finish::Blocked | Finish::Drift) { 3 } else { 0 };
        assert_eq!(self.code, Some(code), "{self:?}");
        let report = self.report();
        assert_eq!(report.finish, why, "{self:?}");
        report
    }
}
