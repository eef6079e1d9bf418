//! A PostgreSQL for the tests: a fresh database each, or a whole server that one test may stop and start.
//!
//! `tests/run` starts one temporary server for the whole suite and names it in `TEST_POSTGRES_URL`. Where the
//! variable is not set (a plain `cargo test`) each test process starts its own, which costs about a second
//! and a half; where PostgreSQL is not installed the test fails and says what to install. No test is passed
//! over.
//!
//! A server that was started here ends with the process that started it, however that process ends: see
//! [`OwnCluster`].

use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::io::Write;
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

use sqlx::{Connection, PgConnection};

/// The newest server found must be at least this one.
const OLDEST: u32 = 15;

/// The server that the tests share. Its user may create and drop databases.
pub(crate) struct Server {
    url: &'static str,
}

/// The server of `TEST_POSTGRES_URL`, or one started for this process.
pub(crate) fn server() -> Server {
    static URL: OnceLock<String> = OnceLock::new();
    static OWN: OnceLock<OwnCluster> = OnceLock::new();
    Server {
        url: URL
            .get_or_init(|| variable("TEST_POSTGRES_URL").unwrap_or_else(|| OWN.get_or_init(OwnCluster::start).url())),
    }
}

impl Server {
    /// The address of its maintenance database.
    pub(crate) fn url(&self) -> &'static str {
        self.url
    }
}

/// An empty database of one test. Dropped, whoever may still be connected, when this value goes.
pub(crate) struct FreshDatabase {
    name: String,
    url: String,
}

/// Makes an empty database on [`server`].
pub(crate) async fn fresh_database() -> FreshDatabase {
    let name = format!("test_{:016x}", random());
    let server = server();
    command(server.url(), format!("create database {name}")).await;
    let url = with_database(server.url(), &name);
    FreshDatabase { name, url }
}

impl FreshDatabase {
    /// Where to connect to.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for FreshDatabase {
    fn drop(&mut self) {
        let drop = format!("drop database if exists {} with (force)", self.name);
        // `drop` may be called on a runtime's own thread, where no other runtime can be waited for.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(command(server().url(), drop));
        });
        // The server may be gone on purpose; what is left then goes with its folder.
        let _ = dropping.join();
    }
}

/// A server of one test alone, which may be stopped and started to see what the program makes of it.
///
/// A shell stands guard: it waits at a pipe that only this process holds open, so that a drop, a panic and a
/// `kill -9` of the test alike end the server and remove its folder. The guard is in its own process group, as
/// a test runner that ends a test ends the whole group of it.
pub(crate) struct OwnCluster {
    folder: PathBuf,
    port: u16,
    guard: Child,
}

impl OwnCluster {
    /// Makes an empty server and starts it on a free port of the loopback.
    pub(crate) fn start() -> Self {
        let bin = bin();
        // Short and under /tmp, as a socket's path has room for 107 bytes.
        let folder = PathBuf::from(format!("/tmp/invisibile-test-{:016x}", random()));
        fs::create_dir(&folder).unwrap();
        if let Some((uid, gid)) = account() {
            chown(&folder, Some(uid), Some(gid)).unwrap();
        }
        let guard = Command::new("sh")
            .args(["-c", r#"read -r _; "$1/pg_ctl" --pgdata="$0/data" --mode=immediate --wait stop; rm -rf "$0""#])
            .args([&folder, &bin])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .as_account()
            .current_dir(&folder)
            .spawn()
            .unwrap();
        let cluster = Self { folder, port: free_port(), guard };
        let data = cluster.folder.join("data");
        cluster.run("initdb", &["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]);
        // What is committed must be there after a stop, so commits wait for the write; the disk need not be waited for.
        let mut conf = fs::OpenOptions::new().append(true).open(data.join("postgresql.conf")).unwrap();
        writeln!(
            conf,
            "listen_addresses = '127.0.0.1'\nunix_socket_directories = '{}'\nport = {}\nmax_connections = 300\n\
             fsync = off\nfull_page_writes = off",
            cluster.folder.display(),
            cluster.port,
        )
        .unwrap();
        cluster.restart();
        cluster
    }

    /// The address of its maintenance database; the same after a restart.
    pub(crate) fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// Ends the server as a power cut would: connections break, nothing is said. Returns when it is gone.
    pub(crate) fn stop(&self) {
        self.run("pg_ctl", &["--mode=immediate", "--wait", "stop"]);
    }

    /// Starts the stopped server again, on the same port with the same data. Returns when it answers.
    pub(crate) fn restart(&self) {
        let log = format!("--log={}", self.folder.join("log").display());
        self.run("pg_ctl", &[&log, "--wait", "--timeout=60", "start"]);
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let said = fs::File::create(self.folder.join("said")).unwrap();
        // Into a file and not a pipe: the server inherits it, and a pipe would stay open as long as it lives.
        let status = Command::new(bin().join(program))
            .arg(format!("--pgdata={}", self.folder.join("data").display()))
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(said.try_clone().unwrap())
            .stderr(said)
            .as_account()
            .env("HOME", &self.folder)
            .current_dir(&self.folder)
            .status()
            .unwrap();
        let said = || {
            let read = |name| fs::read_to_string(self.folder.join(name)).unwrap_or_default();
            format!("{}{}", read("said"), read("log"))
        };
        assert!(status.success(), "{program} {arguments:?} failed: {}", said());
    }
}

impl Drop for OwnCluster {
    fn drop(&mut self) {
        // Closing the pipe is the sign; what follows is only to see the end of it.
        drop(self.guard.stdin.take());
        let _ = self.guard.wait();
    }
}

/// PostgreSQL does not run as root: root lends it the account of its package, or nobody's.
trait AsAccount {
    fn as_account(&mut self) -> &mut Self;
}

impl AsAccount for Command {
    fn as_account(&mut self) -> &mut Self {
        match account() {
            Some((uid, gid)) => self.gid(gid).uid(uid),
            None => self,
        }
    }
}

fn account() -> Option<(u32, u32)> {
    let is_root = fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
    is_root.then(|| {
        let accounts = fs::read_to_string("/etc/passwd").unwrap();
        let find = |name: &str| {
            let line = accounts.lines().find(|line| line.split(':').next() == Some(name))?;
            let mut fields = line.split(':').skip(2);
            Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
        };
        find("postgres")
            .or_else(|| find("nobody"))
            .expect("an account `postgres` or `nobody`: PostgreSQL does not run as root")
    })
}

/// The folder of the newest server's programs; packages of the client alone have no `initdb`.
fn bin() -> PathBuf {
    if let Some(bin) = variable("TEST_POSTGRES_BIN") {
        return bin.into();
    }
    let installed = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = installed
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path().join("bin"))))
        .filter(|(version, bin)| *version >= OLDEST && has_server(bin))
        .max();
    let on_path = || std::env::split_paths(&std::env::var_os("PATH")?).find(|bin| has_server(bin));
    newest.map(|(_, bin)| bin).or_else(on_path).unwrap_or_else(|| {
        panic!(
            "no PostgreSQL server of version {OLDEST} or later is installed: run `tests/run`, which installs one \
             where it may, or install it (on Debian: `apt-get install postgresql`)"
        )
    })
}

fn has_server(bin: &Path) -> bool {
    ["initdb", "pg_ctl", "postgres"].iter().all(|program| bin.join(program).is_file())
}

/// Free when asked; another program may take it before the server does, which then says so and the test fails.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Different in every process and at every call, which is all that a name needs.
fn random() -> u64 {
    RandomState::new().hash_one(std::process::id())
}

async fn command(url: &str, statement: String) {
    let mut connection = PgConnection::connect(url).await.unwrap_or_else(|error| panic!("cannot reach {url}: {error}"));
    // The names in the statement are made above; nothing from outside is in it.
    sqlx::raw_sql(sqlx::AssertSqlSafe(statement)).execute(&mut connection).await.unwrap();
    let _ = connection.close().await;
}

fn with_database(url: &str, name: &str) -> String {
    let mut url = url::Url::parse(url).expect("TEST_POSTGRES_URL: an address like postgres://user@host:port/database");
    url.set_path(name);
    url.into()
}

#[expect(clippy::disallowed_methods, reason = "who runs the tests says here where the server is")]
pub(crate) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

mod tests {
    use super::*;

    #[tokio::test]
    async fn a_fresh_database_is_empty_and_gone_afterwards() {
        let (database, other) = (fresh_database().await, fresh_database().await);
        assert_ne!(database.url(), other.url());
        command(database.url(), "create table only_here (id bigint)".to_owned()).await;
        let mut connection = PgConnection::connect(other.url()).await.unwrap();
        let tables: i64 = sqlx::query_scalar("select count(*) from pg_tables where tablename = 'only_here'")
            .fetch_one(&mut connection)
            .await
            .unwrap();
        assert_eq!(tables, 0, "a table of one test is seen by another");

        let url = other.url().to_owned();
        drop(other);
        assert!(PgConnection::connect(&url).await.is_err(), "the database outlives its test");
    }

    #[tokio::test]
    async fn an_own_cluster_keeps_what_it_was_told_over_a_stop() {
        let cluster = OwnCluster::start();
        command(&cluster.url(), "create table kept (id bigint)".to_owned()).await;
        cluster.stop();
        assert!(PgConnection::connect(&cluster.url()).await.is_err(), "a stopped server answers");
        cluster.restart();
        command(&cluster.url(), "select id from kept".to_owned()).await;

        let folder = cluster.folder.clone();
        drop(cluster);
        assert!(!folder.exists(), "the folder of a server outlives it");
    }
}
