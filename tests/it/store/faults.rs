//! What goes wrong around a store: a newer database, a server that goes away, a full disk, and tables that drift.

use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use invisibile::domain::{Chance, Declared};
use invisibile::privacy::{KeyRing, Vault};
use invisibile::store::{Store, StoreAddress, StoreError, contact_points, meta};

use crate::support::postgres::OwnCluster;
use crate::support::store::{Engine, TestStore, day, number, numbers, on_both_engines, take_in, territory};

fn vault(folder: &Path) -> Arc<Vault> {
    let mut chance = Chance::from_seed([5; 32]);
    let ring = KeyRing::create(&folder.join("keys.toml"), day("2026-11-02"), &mut chance).unwrap();
    Arc::new(Vault::new(ring, chance))
}

on_both_engines! {
    async fn a_database_newer_than_the_program_is_refused_by_both_numbers(test: TestStore) {
        let mut raw = test.raw().await;
        let known: i64 = raw.rows("select max(version) from _sqlx_migrations").await[0].parse().unwrap();
        let checksum = if test.engine == Engine::Sqlite { "x'00'" } else { "'\\x00'" };
        raw.execute(&format!(
            "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
             values (9041, 'from the future', true, {checksum}, 0)"
        ))
        .await;
        let error = Store::open(test.address(), Arc::clone(test.store.vault())).await.err().unwrap();
        assert!(matches!(error, StoreError::Newer { found: 9041, known: last } if last == known), "{error}");
        let told = error.to_string();
        assert!(told.contains("9041") && told.contains(&known.to_string()) && !error.is_passing(), "{told}");
    }

    async fn opened_again_it_holds_what_it_held(test: TestStore) {
        test.take_in("modena", &numbers(1, 3), day("2026-11-02")).await;
        test.reopen().await;
        // Made once more, as `init` does on a folder that has one, nothing is lost either.
        let again = Store::create(test.address(), Arc::clone(test.store.vault())).await.unwrap();
        let open = contact_points::open_in(&mut again.read().await.unwrap(), &territory("modena")).await.unwrap();
        assert_eq!(open.len(), 3);
    }

    async fn a_transaction_that_is_let_go_leaves_nothing(test: TestStore) {
        let mut tx = test.store.write().await.unwrap();
        take_in(&mut tx, "modena", &[number(1)], day("2026-11-02"), Declared::default()).await;
        drop(tx);
        assert_eq!(test.count("select (select count(*) from contact_points) + (select count(*) from marks)").await, 0);
    }
}

/// What both engines must say alike of a table: its columns in order, whether each may be empty, and its type.
async fn tables(test: &TestStore) -> Vec<String> {
    let mut raw = test.raw().await;
    let statement = match test.engine {
        Engine::Sqlite => {
            "select t.name || '.' || c.name || ' ' || lower(c.type) || case when c.\"notnull\" = 1 or c.pk > 0 then ' not null' else '' end
             from sqlite_master t join pragma_table_info(t.name) c
             where t.type = 'table' and t.name not like '\\_sqlx%' escape '\\'
             order by t.name, c.cid"
        }
        Engine::Postgres => {
            "select table_name || '.' || column_name || ' '
               || case data_type when 'bytea' then 'blob' else data_type end
               || case is_nullable when 'NO' then ' not null' else '' end
             from information_schema.columns
             where table_schema = 'public' and table_name not like '\\_sqlx%'
             order by table_name collate \"C\", ordinal_position"
        }
    };
    raw.rows(statement).await
}

/// What both engines must say alike of the indexes: which columns of which table are unique, or found quickly.
async fn indexes(test: &TestStore) -> Vec<String> {
    let mut raw = test.raw().await;
    let statement = match test.engine {
        Engine::Sqlite => {
            "select t.name || ' ' || group_concat(c.name, ',') || case when i.\"unique\" = 1 then ' unique' else '' end
               || case when i.partial = 1 then ' partial' else '' end
             from sqlite_master t join pragma_index_list(t.name) i join pragma_index_info(i.name) c
             where t.type = 'table' and t.name not like '\\_sqlx%' escape '\\'
             group by t.name, i.name order by 1"
        }
        Engine::Postgres => {
            "select t.relname || ' ' || string_agg(a.attname, ',' order by k.place)
               || case when i.indisunique then ' unique' else '' end
               || case when i.indpred is not null then ' partial' else '' end
             from pg_index i
             join pg_class t on t.oid = i.indrelid
             join pg_namespace n on n.oid = t.relnamespace and n.nspname = 'public'
             cross join unnest(i.indkey::int[]) with ordinality as k (attribute, place)
             join pg_attribute a on a.attrelid = t.oid and a.attnum = k.attribute
             where t.relname not like '\\_sqlx%'
             group by t.relname, i.indexrelid, i.indisunique, i.indpred order by 1"
        }
    };
    let mut found = raw.rows(statement).await;
    found.sort();
    found
}

#[tokio::test]
async fn both_engines_have_the_same_tables_columns_and_indexes() {
    let (sqlite, postgres) = (TestStore::fresh(Engine::Sqlite).await, TestStore::fresh(Engine::Postgres).await);
    let columns = tables(&sqlite).await;
    assert!(columns.len() > 80, "the columns are not found any more: {columns:?}");
    assert_eq!(columns, tables(&postgres).await);
    let found = indexes(&sqlite).await;
    assert!(found.len() > 25, "the indexes are not found any more: {found:?}");
    assert_eq!(found, indexes(&postgres).await);
    assert!(found.contains(&"monitoring_sessions source unique partial".to_owned()), "{found:?}");
}

#[tokio::test]
async fn a_server_that_goes_away_and_comes_back_loses_nothing() {
    let cluster = OwnCluster::start();
    let folder = tempfile::tempdir().unwrap();
    let address = StoreAddress::parse(&cluster.url(), folder.path()).unwrap();
    let store = Store::create(&address, vault(folder.path())).await.unwrap();
    let today = day("2026-11-02");
    let mut tx = store.write().await.unwrap();
    take_in(&mut tx, "modena", &numbers(1, 3), today, Declared::default()).await;
    tx.commit().await.unwrap();

    let mut open = store.write().await.unwrap();
    take_in(&mut open, "modena", &[number(9)], today, Declared::default()).await;
    cluster.stop();
    let error = open.commit().await.unwrap_err();
    assert!(matches!(error, StoreError::Unavailable(_)) && error.is_passing(), "{error:?}");
    assert!(error.to_string().contains("see that it runs and can be reached"), "{error}");

    // A door that closes at once stands in for the server, for nobody waits long at it.
    let port = url::Url::parse(&cluster.url()).unwrap().port().unwrap();
    let door = TcpListener::bind(("127.0.0.1", port)).unwrap();
    let closing = std::thread::spawn(move || {
        for visitor in door.incoming().take(2) {
            drop(visitor);
        }
    });
    let error = store.write().await.err().unwrap();
    assert!(matches!(error, StoreError::Unavailable(_)) && error.is_passing(), "{error:?}");
    let error = Store::open(&address, Arc::clone(store.vault())).await.err().unwrap();
    assert!(matches!(error, StoreError::Unavailable(_)) && error.is_passing(), "{error:?}");
    closing.join().unwrap();

    cluster.restart();
    let mut tx = store.write().await.unwrap();
    let open = contact_points::open_in(&mut tx, &territory("modena")).await.unwrap();
    assert_eq!(open.len(), 3, "what was committed stands, and what was not does not");
    take_in(&mut tx, "modena", &[number(9)], today, Declared::default()).await;
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_server_that_does_not_know_us_is_no_passing_fault() {
    let test = TestStore::fresh(Engine::Postgres).await;
    let StoreAddress::Postgres(address) = test.address() else { panic!() };
    let mut url = url::Url::parse(address).unwrap();
    url.set_path("no_such_database");
    let address = StoreAddress::Postgres(url.to_string());
    let error = Store::open(&address, Arc::clone(test.store.vault())).await.err().unwrap();
    assert!(matches!(error, StoreError::Closed(_)) && !error.is_passing(), "{error:?}");
}

#[tokio::test]
async fn a_file_that_is_missing_or_no_database_is_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let vault = vault(folder.path());
    let address = StoreAddress::parse("sqlite:invisibile.db", folder.path()).unwrap();
    let error = Store::open(&address, Arc::clone(&vault)).await.err().unwrap();
    assert!(matches!(error, StoreError::Missing(_)), "{error:?}");
    let file = folder.path().join("invisibile.db");
    assert!(!file.exists());
    std::fs::write(&file, vec![b'x'; 8192]).unwrap();
    let error = Store::open(&address, vault).await.err().unwrap();
    assert!(matches!(error, StoreError::Closed(_)) && !error.is_passing(), "{error:?}");
}

#[test]
fn an_address_is_a_file_or_a_server_and_never_repeats_a_password() {
    let data = Path::new("/srv/data");
    let file = |text: &str| StoreAddress::Sqlite(text.into());
    assert_eq!(StoreAddress::parse("sqlite:a.db", data).unwrap(), file("/srv/data/a.db"));
    assert_eq!(StoreAddress::parse("sqlite:///var/a.db", data).unwrap(), file("/var/a.db"));
    assert!(matches!(StoreAddress::parse("postgres://u@h/d", data).unwrap(), StoreAddress::Postgres(_)));
    for wrong in ["sqlite:", "sqlite::memory:", "mysql://u:hush@h/d", "hush"] {
        let error = StoreAddress::parse(wrong, data).unwrap_err().to_string();
        assert!(error.contains("no address of a store"), "{error}");
        assert!(!error.contains(":hush@"), "{error}");
    }
}

/// The variable that names the small disk to the inner test.
const DISK: &str = "INVISIBILE_TEST_SMALL_DISK";

/// Fills a disk of four megabytes, in a mount namespace of its own, and runs the next test on it.
#[test]
fn a_full_disk_is_told_of_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let inner = "store::faults::on_a_small_disk";
    let run = |namespace: &[&str]| {
        let script = r#"mount -t tmpfs -o size=4m tmpfs "$0" && exec "$@""#;
        Command::new("unshare")
            .args(namespace)
            .args(["sh", "-c", script])
            .arg(folder.path())
            .arg(std::env::current_exe().unwrap())
            .args(["--exact", inner, "--ignored", "--nocapture"])
            .env(DISK, folder.path())
            .output()
    };
    // Root may mount in a namespace of mounts; anybody else only where user namespaces are allowed.
    let tries = [run(&["--mount"]), run(&["--mount", "--map-root-user"])].map(|run| {
        run.map(|output| {
            format!("{}\n{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
        })
    });
    let ran = tries.iter().flatten().find(|said| said.contains("running 1 test"));
    let ran = ran.unwrap_or_else(|| {
        panic!("a small disk could not be mounted: run as root, or allow user namespaces (kernel.unprivileged_userns_clone = 1): {tries:?}")
    });
    assert!(ran.contains("1 passed"), "{ran}");
}

#[tokio::test]
#[ignore = "wants a small disk: a_full_disk_is_told_of_and_loses_nothing mounts one and runs this on it"]
async fn on_a_small_disk() {
    #[expect(clippy::disallowed_methods, reason = "the test that mounts the disk says here where it is")]
    let disk = std::env::var(DISK).expect("run by a_full_disk_is_told_of_and_loses_nothing, on a disk of its own");
    let disk = Path::new(&disk);
    let address = StoreAddress::parse("sqlite:invisibile.db", disk).unwrap();
    let store = Store::create(&address, vault(disk)).await.unwrap();
    let today = day("2026-11-02");
    // What stands in the way for now; taken away later, there is room again.
    std::fs::write(disk.join("ballast"), vec![1; 1 << 20]).unwrap();
    let mut committed = 0;
    let error = loop {
        assert!(committed < 1000, "the disk does not fill up");
        let mut tx = store.write().await.unwrap();
        take_in(&mut tx, "modena", &[number(committed)], today, Declared::default()).await;
        let fill = meta::set(&mut tx, &format!("filling {committed}"), &"x".repeat(20_000)).await;
        match match fill {
            Ok(()) => tx.commit().await,
            Err(error) => Err(error),
        } {
            Ok(()) => committed += 1,
            Err(error) => break error,
        }
    };
    assert!(matches!(error, StoreError::Full(_)), "{error:?}");
    assert!(error.to_string().contains("make room"), "{error}");
    assert!(committed > 3, "nothing went in before the disk was full");

    let count = async |store: &Store| {
        contact_points::open_in(&mut store.read().await.unwrap(), &territory("modena")).await.unwrap().len()
    };
    assert_eq!(count(&store).await, committed as usize, "what was committed before stands");
    std::fs::remove_file(disk.join("ballast")).unwrap();
    let mut tx = store.write().await.unwrap();
    take_in(&mut tx, "modena", &[number(committed)], today, Declared::default()).await;
    tx.commit().await.unwrap();
    let vault = Arc::clone(store.vault());
    store.close().await;
    let store = Store::open(&address, vault).await.unwrap();
    assert_eq!(count(&store).await, committed as usize + 1);
}
