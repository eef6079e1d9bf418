//! A fresh store on either engine, a look past it at what the database really holds, and numbers to put in.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use invisibile::config::Lifetimes;
use invisibile::domain::{
    Chance, ContactPoint, ContactPointId, Day, Declared, Finding, NumberingPlan, PhoneNumber, TerritoryName, Timestamp,
};
use invisibile::ingest::ingest;
use invisibile::privacy::{KeyRing, Vault};
use invisibile::store::contact_points::{Applied, Until};
use invisibile::store::{Store, StoreAddress, Tx, contact_points, observations};
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row, SqliteConnection};

use super::postgres::{FreshDatabase, fresh_database};

/// Makes two tests of each body, `sqlite` and `postgres`, in a module of its name. The body is handed a fresh
/// [`TestStore`], by value when it wants to reopen it.
macro_rules! on_both_engines {
    ($($(#[$attribute:meta])* async fn $name:ident($store:ident: TestStore) $body:block)*) => { $(
        mod $name {
            use super::*;

            $(#[$attribute])*
            async fn body(mut $store: TestStore) {
                // Most bodies leave the store as it is.
                let _ = &mut $store;
                $body
            }

            #[tokio::test]
            async fn sqlite() {
                Box::pin(body(TestStore::fresh(Engine::Sqlite).await)).await;
            }

            #[tokio::test]
            async fn postgres() {
                Box::pin(body(TestStore::fresh(Engine::Postgres).await)).await;
            }
        }
    )* };
}
pub(crate) use on_both_engines;

/// Which engine a store is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    /// A file.
    Sqlite,
    /// A database of the tests' server.
    Postgres,
}

/// A store of one test, with its keys in a folder of its own. Everything goes with it.
pub(crate) struct TestStore {
    pub(crate) store: Store,
    pub(crate) engine: Engine,
    address: StoreAddress,
    // Last, so that connections are closed before what they lead to is removed.
    _database: Option<FreshDatabase>,
    folder: tempfile::TempDir,
}

impl TestStore {
    /// An empty store on that engine.
    pub(crate) async fn fresh(engine: Engine) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (address, database) = match engine {
            Engine::Sqlite => (StoreAddress::parse("sqlite:invisibile.db", folder.path()).unwrap(), None),
            Engine::Postgres => {
                let database = fresh_database().await;
                (StoreAddress::parse(database.url(), folder.path()).unwrap(), Some(database))
            }
        };
        KeyRing::create(&folder.path().join("keys.toml"), day("2026-11-02"), &mut chance()).unwrap();
        let store = Store::create(&address, vault(folder.path())).await.unwrap();
        Self { store, engine, address, _database: database, folder }
    }

    /// Another program's store on the same database: its own connections, the same keys.
    pub(crate) async fn second(&self) -> Store {
        Store::open(&self.address, vault(self.folder.path())).await.unwrap()
    }

    /// Adds a key to the ring and opens the store anew, as `keys rotate` does.
    pub(crate) async fn rotate(&mut self) {
        KeyRing::rotate(&self.folder.path().join("keys.toml"), day("2026-11-02"), &mut chance()).unwrap();
        self.reopen().await;
    }

    /// Closes the store and opens it anew.
    pub(crate) async fn reopen(&mut self) {
        self.store.clone().close().await;
        self.store = self.second().await;
    }

    /// The folder of the keys, and of the file on SQLite.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Where the store is.
    pub(crate) fn address(&self) -> &StoreAddress {
        &self.address
    }

    /// A connection of the test's own, past the store.
    pub(crate) async fn raw(&self) -> Raw {
        match &self.address {
            StoreAddress::Sqlite(file) => {
                Raw::Sqlite(SqliteConnection::connect(&format!("sqlite:{}", file.display())).await.unwrap())
            }
            StoreAddress::Postgres(url) => Raw::Postgres(PgConnection::connect(url).await.unwrap()),
        }
    }

    /// One number out of a statement.
    pub(crate) async fn count(&self, statement: &str) -> i64 {
        let found = self.raw().await.rows(statement).await;
        found[0].parse().unwrap()
    }

    /// Everything that the database holds, as bytes: the files of SQLite as they are; of PostgreSQL every row of
    /// every table as text, and what is bytes in it once more as bytes.
    pub(crate) async fn everything(&self) -> Vec<u8> {
        let mut found = Vec::new();
        if let StoreAddress::Sqlite(_) = self.address {
            for entry in std::fs::read_dir(self.folder()).unwrap() {
                let path = entry.unwrap().path();
                if path.file_name().unwrap().to_string_lossy().starts_with("invisibile.db") {
                    File::open(path).unwrap().read_to_end(&mut found).unwrap();
                }
            }
            return found;
        }
        let mut raw = self.raw().await;
        for table in raw.tables().await {
            for row in raw.rows(&format!("select t::text from {table} t")).await {
                for hex in row.split("\\x").skip(1) {
                    let digits: Vec<u8> = hex.bytes().take_while(u8::is_ascii_hexdigit).collect();
                    found.extend(
                        digits
                            .chunks_exact(2)
                            .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()),
                    );
                }
                found.extend(row.into_bytes());
                found.push(b'\n');
            }
        }
        found
    }

    /// Commits one write.
    pub(crate) async fn write<T>(&self, act: impl AsyncFnOnce(&mut Tx) -> T) -> T {
        let mut tx = self.store.write().await.unwrap();
        let done = act(&mut tx).await;
        tx.commit().await.unwrap();
        done
    }

    /// Reads, in a transaction of its own.
    pub(crate) async fn read<T>(&self, act: impl AsyncFnOnce(&mut Tx) -> T) -> T {
        act(&mut self.store.read().await.unwrap()).await
    }

    /// Takes numbers in as an ad of a territory, seen on that day.
    pub(crate) async fn take_in(&self, territory: &str, numbers: &[PhoneNumber], today: Day) -> Vec<Applied> {
        self.write(async |tx| take_in(tx, territory, numbers, today, Declared::default()).await).await
    }

    /// The id of the live contact point with that number.
    pub(crate) async fn id_of(&self, number: &PhoneNumber) -> Option<ContactPointId> {
        self.write(async |tx| {
            let numbers = std::slice::from_ref(number);
            contact_points::standings(tx, numbers, day("2026-11-02")).await.unwrap()[0].live
        })
        .await
    }

    /// The contact point with that number.
    pub(crate) async fn point(&self, number: &PhoneNumber) -> Option<ContactPoint> {
        let id = self.id_of(number).await?;
        self.read(async |tx| contact_points::get(tx, id).await.unwrap()).await
    }
}

/// Takes numbers in as one ad, through the split, as the rounds do.
pub(crate) async fn take_in(
    tx: &mut Tx,
    territory: &str,
    numbers: &[PhoneNumber],
    today: Day,
    declared: Declared,
) -> Vec<Applied> {
    let standings = contact_points::standings(tx, numbers, today).await.unwrap();
    let finding = Finding {
        source: "bacheca".to_owned(),
        week: today.week(),
        numbers: numbers.to_vec(),
        municipality: None,
        territory: Some(self::territory(territory)),
        declared,
    };
    let (changes, observation) = ingest(&standings, finding, today);
    let until = Until::of(&Lifetimes::default(), today);
    let mut applied = Vec::new();
    for change in &changes {
        applied.push(contact_points::apply(tx, change, &until).await.unwrap());
    }
    observations::put(tx, &observation).await.unwrap();
    applied
}

/// A connection of a test's own.
pub(crate) enum Raw {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Raw {
    /// Runs a statement; how many rows it touched.
    pub(crate) async fn execute(&mut self, statement: &str) -> u64 {
        let statement = AssertSqlSafe(statement.to_owned());
        match self {
            Self::Sqlite(connection) => sqlx::query(statement).execute(connection).await.unwrap().rows_affected(),
            Self::Postgres(connection) => sqlx::query(statement).execute(connection).await.unwrap().rows_affected(),
        }
    }

    /// The first column of every row, as text.
    pub(crate) async fn rows(&mut self, statement: &str) -> Vec<String> {
        fn text<'r, R: Row>(row: &'r R) -> String
        where
            usize: sqlx::ColumnIndex<R>,
            String: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
            i64: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
        {
            row.try_get::<String, _>(0).or_else(|_| row.try_get::<i64, _>(0).map(|value| value.to_string())).unwrap()
        }
        let statement = AssertSqlSafe(statement.to_owned());
        match self {
            Self::Sqlite(connection) => {
                sqlx::query(statement).fetch_all(connection).await.unwrap().iter().map(text).collect()
            }
            Self::Postgres(connection) => {
                sqlx::query(statement).fetch_all(connection).await.unwrap().iter().map(text).collect()
            }
        }
    }

    /// The tables of the store, those of the migrations' own record apart, by name.
    pub(crate) async fn tables(&mut self) -> Vec<String> {
        self.rows(match self {
            Self::Sqlite(_) => {
                "select name from sqlite_master where type = 'table' and name not like '\\_sqlx%' escape '\\' order by 1"
            }
            Self::Postgres(_) => {
                "select table_name::text from information_schema.tables
                 where table_schema = 'public' and table_name not like '\\_sqlx%' order by 1"
            }
        })
        .await
    }
}

/// The ways in which a number might stand somewhere.
pub(crate) fn writings(national: &str) -> Vec<Vec<u8>> {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD_NO_PAD;
    let mut hex = String::new();
    for byte in national.bytes() {
        write!(hex, "{byte:02x}").unwrap();
    }
    let (prefix, rest) = national.split_at(3);
    let value: u64 = national.parse().unwrap();
    let international: u64 = format!("39{national}").parse().unwrap();
    let mut writings: Vec<Vec<u8>> = vec![
        national.into(),
        // Of the base64 of any text that ends in the number, the whole triples are seen whatever stands before.
        STANDARD_NO_PAD.encode(&national[..9]).into(),
        STANDARD_NO_PAD.encode(&national[1..]).into(),
        STANDARD_NO_PAD.encode(&national[2..8]).into(),
        hex.clone().into(),
        hex.to_uppercase().into(),
        national.chars().rev().collect::<String>().into(),
    ];
    for part in [" ", "-", ".", "/"] {
        writings.push(format!("{prefix}{part}{rest}").into());
        writings.push(format!("{prefix}{part}{}{part}{}", &rest[..3], &rest[3..]).into());
    }
    for (value, width) in [(value, 4), (international, 5)] {
        writings.push(value.to_be_bytes()[8 - width..].to_vec());
        writings.push(value.to_le_bytes()[..width].to_vec());
    }
    writings
}

/// The first of the writings of a number that stands in those bytes.
pub(crate) fn stands_in(national: &str, bytes: &[u8]) -> Option<String> {
    writings(national)
        .into_iter()
        .find(|writing| memchr::memmem::find(bytes, writing).is_some())
        .map(|writing| String::from_utf8_lossy(&writing).into_owned())
}

/// An invented number: `300` and seven digits.
pub(crate) fn number(which: u32) -> PhoneNumber {
    PhoneNumber::parse(&national(which), NumberingPlan::Rehearsal).unwrap()
}

/// The same as text.
pub(crate) fn national(which: u32) -> String {
    // Spread out, so that no two share many digits and none is a round one.
    format!("300{:07}", (u64::from(which) * 7_654_321 + 1_234_567) % 10_000_000)
}

/// So many numbers, from that one on.
pub(crate) fn numbers(from: u32, count: u32) -> Vec<PhoneNumber> {
    (from..from + count).map(number).collect()
}

pub(crate) fn territory(name: &str) -> TerritoryName {
    name.parse().unwrap()
}

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// Chance that is another each time: two stores on one database must not draw the same ids.
fn chance() -> Chance {
    static DRAWN: AtomicU32 = AtomicU32::new(0);
    let mut seed = [0; 32];
    seed[..4].copy_from_slice(&DRAWN.fetch_add(1, Ordering::Relaxed).to_be_bytes());
    seed[4..8].copy_from_slice(&std::process::id().to_be_bytes());
    Chance::from_seed(seed)
}

fn vault(folder: &Path) -> Arc<Vault> {
    let keys: PathBuf = folder.join("keys.toml");
    Arc::new(Vault::new(KeyRing::load(&keys).unwrap(), chance()))
}
