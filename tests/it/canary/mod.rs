//! One number goes through everything, and stands nowhere afterwards but where it was asked for.
//!
//! The number is published in an ad, in its text, its link and its address; crawled with every log there is; imported,
//! in good rows and in every wrong place; listed, revealed, recorded, objected to, exported, erased. After each step
//! every file of the folder, or a dump of every table of the server, and every word that a command said are searched
//! for it in every writing. It may stand in the answers of `today --reveal` and of `extract`, and nowhere else.

mod desk;
mod search;

use std::fs;
use std::path::PathBuf;

use futures_util::TryStreamExt;
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};

use crate::support::command::{Folder, Said};
use crate::support::postgres::{FreshDatabase, fresh_database};
use crate::support::raw_server::{RawServer, Seen, answer, missing, page, redirect};
use search::{NATIONAL, find, grouped};

/// The site: the number stands in a link's text, in addresses that are there, are not, and lead away, and in the ad.
fn site(seen: &Seen) -> Vec<crate::support::raw_server::Act> {
    match seen.target.split('?').next().unwrap_or_default() {
        "/" => page(&format!(
            "<title>Modena {NATIONAL}</title>\
             <article class=ad><a href='/annunci/{NATIONAL}-modena?tel={NATIONAL}'>chiama {}</a></article>\
             <article class=ad><a href='/gone/{NATIONAL}'>two</a></article>\
             <article class=ad><a href='/away/{NATIONAL}'>three</a></article>\
             <article class=ad><a href='/bare/{NATIONAL}'>four</a></article>",
            grouped(" ")
        )),
        target if target.starts_with("/annunci/") => answer(
            200,
            &[("Content-Type", "text/html; charset=utf-8"), ("ETag", &format!("\"{NATIONAL}\""))],
            format!(
                "<title>{NATIONAL}</title><main><p>Modena centro, chiama {} o +39{NATIONAL}</p></main>",
                grouped(".")
            ),
        ),
        target if target.starts_with("/away/") => {
            redirect(&format!("http://tel-{NATIONAL}.example.invalid/{NATIONAL}"))
        }
        // A charset that does not exist and bytes that are no text.
        target if target.starts_with("/bare/") => {
            answer(200, &[("Content-Type", &format!("text/{NATIONAL}"))], format!("\u{0}{NATIONAL}"))
        }
        _ => missing(),
    }
}

/// A folder that the number goes through, and all that was said on the way.
struct Journey {
    folder: Folder,
    server: Option<FreshDatabase>,
    said: Vec<Said>,
}

impl Journey {
    /// On SQLite, or on a fresh database of the server.
    fn new(server: Option<FreshDatabase>) -> Self {
        let mut folder = Folder::empty();
        if let Some(server) = &server {
            folder = folder.with("INVISIBILE_STORE_URL", server.url());
        }
        Self { folder, server, said: Vec::new() }
    }

    /// Runs a command, whose every word is searched.
    fn run(&mut self, arguments: &[&str]) -> Said {
        self.run_with(arguments, "")
    }

    fn run_with(&mut self, arguments: &[&str], input: &str) -> Said {
        let said = tokio::task::block_in_place(|| self.folder.run_with(arguments, input));
        self.said.push(said.clone());
        said
    }

    /// Runs a command in whose answer the number may stand; what it says beside its answer is searched.
    #[track_caller]
    fn run_where_shown(&mut self, arguments: &[&str], input: &str) -> String {
        let said = tokio::task::block_in_place(|| self.folder.run_with(arguments, input));
        self.said.push(Said { out: String::new(), ..said.clone() });
        assert!(find(said.out.as_bytes()).is_some(), "`{}` should show the number: {said:?}", arguments.join(" "));
        said.ok()
    }

    /// Where the number stands now, of all the places that there are.
    async fn places(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut note = |place: String, bytes: &[u8]| {
            if let Some(writing) = find(bytes) {
                let line = bytes.split(|byte| *byte == b'\n').find(|line| find(line).is_some()).unwrap_or_default();
                let line: String = String::from_utf8_lossy(line).chars().take(300).collect();
                found.push(format!("{place} ({writing}): {line}"));
            }
        };
        for (path, (_, bytes)) in self.folder.copied_snapshot() {
            note(path.display().to_string(), path.to_string_lossy().as_bytes());
            note(path.display().to_string(), &bytes);
        }
        for said in &self.said {
            note(format!("the answer of `{}`", said.line), said.out.as_bytes());
            note(format!("what `{}` said beside", said.line), said.err.as_bytes());
        }
        if let Some(server) = &self.server {
            for (table, dump) in dump(server.url()).await {
                note(format!("table {table}"), &dump);
            }
        }
        found
    }

    #[track_caller]
    fn is_hidden(&self, when: &str) {
        let found = tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(self.places()));
        assert!(found.is_empty(), "{when}, the number stands in\n{}", found.join("\n"));
    }

    fn file(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).unwrap();
    }

    fn data(&self, name: &str) -> PathBuf {
        self.folder.data(name)
    }
}

/// Every table as `COPY … TO STDOUT` gives it, and its bytes decoded.
async fn dump(url: &str) -> Vec<(String, Vec<u8>)> {
    let mut connection = PgConnection::connect(url).await.unwrap();
    let tables: Vec<String> = sqlx::query_scalar(
        "select table_schema || '.' || table_name from information_schema.tables where table_schema = 'public'",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    assert!(tables.len() > 10, "the tables were not found: {tables:?}");
    let mut dumps = Vec::new();
    for table in tables {
        let statement = AssertSqlSafe(format!("copy {table} to stdout"));
        let mut copied = connection.copy_out_raw(statement.0.as_str()).await.unwrap();
        let mut text = Vec::new();
        while let Some(chunk) = copied.try_next().await.unwrap() {
            text.extend_from_slice(&chunk);
        }
        drop(copied);
        let bytes = decoded(&text);
        text.extend(bytes);
        dumps.push((table, text));
    }
    dumps
}

/// The bytes of every `bytea` of a dump: `\\x`, then hexadecimal digits.
fn decoded(dump: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(dump);
    let mut bytes = Vec::new();
    for field in text.split(['\t', '\n']).filter_map(|field| field.strip_prefix("\\\\x")) {
        let digits = field.as_bytes().chunks(2).filter_map(|pair| std::str::from_utf8(pair).ok());
        bytes.extend(digits.filter_map(|pair| u8::from_str_radix(pair, 16).ok()));
        bytes.push(0);
    }
    bytes
}

/// The whole journey. Panics where the number stands and should not.
async fn go(journey: &mut Journey) {
    let site = RawServer::start(site).await;
    journey.run(&["init", "--rehearsal", "--at", "2026-11-02T11:00"]).ok();
    let config = fs::read_to_string(journey.data("invisibile.toml")).unwrap();
    let config = config.replace("#allow_private", "allow_private");
    fs::write(journey.data("invisibile.toml"), config).unwrap();
    let sources = format!(
        "[[source]]\nname = \"bacheca\"\nkind = \"classified\"\nstart = [\"{}\"]\nplace = \"Modena\"\nevery = \"1h\"\n\
         pace = {{ delay = \"0s\" }}\n[source.list]\nitem = \"article.ad\"\nlink = \"a @href\"\n[source.ad]\ntext = \"p\"\n",
        site.url("/")
    );
    fs::write(journey.data("sources.toml"), sources).unwrap();
    journey.run(&["operator", "add", "anna", "--role", "operator", "--territory", "modena"]).ok();
    // Kept open, so that what a command leaves in the write-ahead log stays there to be searched.
    let database = format!("sqlite:{}", journey.data("invisibile.db").display());
    let held = match &journey.server {
        None => Some(SqliteConnection::connect(&database).await.unwrap()),
        Some(_) => None,
    };
    if let Some(mut held) = held {
        sqlx::query("select count(*) from meta").fetch_one(&mut held).await.unwrap();
        crawl(journey, &site);
        assert!(journey.data("invisibile.db-wal").exists(), "there is no write-ahead log to search");
        calls(journey);
        held.close().await.unwrap();
    } else {
        crawl(journey, &site);
        calls(journey);
    }
    ends(journey);
}

fn crawl(journey: &mut Journey, site: &RawServer) {
    let report = journey.run(&["crawl", "--once", "--json", "--log", "trace"]);
    let report: Value = serde_json::from_str(&report.out).unwrap();
    assert_eq!(report["contact_points_new"], 1, "the number was not found: {report}");
    journey.is_hidden("after the first crawl");
    let again = journey.run(&["--at", "2026-11-02T13:00", "crawl", "--once", "-vv"]);
    assert!(again.err.lines().count() > 3, "the second crawl logs nothing: {again:?}");
    assert!(site.pages().iter().any(|page| page.contains(NATIONAL)), "the number was not published");
    journey.is_hidden("after the second crawl");
}

/// The number in the right place of a list, and in every wrong one.
fn import(journey: &mut Journey) {
    let header = "number,municipality,gender,nationality,age,venue,week";
    let spaced = grouped(" ");
    let good = format!("{header}\n{spaced},Modena,F,RO,31,flat,\n+39{NATIONAL},036023,,,,,\n");
    let mut bad = format!("{header}\n{NATIONAL}0000,Modena\n{NATIONAL},Modena,F,RO,31,flat,,{NATIONAL}\n");
    for column in 1..7 {
        for number in [NATIONAL, spaced.as_str()] {
            let mut row = ["3001112233", "", "", "", "", "", ""];
            row[column] = number;
            bad.push_str(&row.join(","));
            bad.push('\n');
        }
    }
    journey.file("good.csv", &good);
    journey.file("bad.csv", &bad);
    journey.file("bare.csv", &format!("{NATIONAL},Modena\n"));
    let list = |file, source, origin| ["import", file, "--source", source, "--lawful-origin", origin, "--json"];
    let imported = journey.run(&list("good.csv", "quotidiano", "a daily paper"));
    assert_eq!(imported.json()["seen_again"], 2);
    let told = journey.run(&list("bad.csv", "quotidiano", "a daily paper"));
    let faults: Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!(faults["faults"].as_array().map(Vec::len), Some(14), "{told:?}");
    journey.run(&list("bare.csv", "quotidiano", "a daily paper")).refused();
    journey.run(&list("good.csv", NATIONAL, "a daily paper")).refused();
    journey.run(&list("good.csv", "quotidiano", &format!("seen beside {spaced}"))).refused();
}

/// The number where a person may type it by mistake.
fn mistakes(journey: &mut Journey) {
    let spaced = grouped(" ");
    for number in [NATIONAL, spaced.as_str(), &format!("+39{NATIONAL}")] {
        for line in [
            &["do-not-call", number] as &[&str],
            &["record", "--as", "anna", "--row", number, "--technical", "T2"],
            &["record", "--as", number, "--row", "BBB-BBB", "--technical", "T2"],
            &["record", "--as", "anna", "--row", "BBB-BBB", "--technical", number],
            &["today", "--territory", number, "--as", "anna"],
            &["today", "--territory", "modena", "--as", "anna", "--date", number],
            &["operator", "add", number, "--role", "dpo"],
            &["operator", "add", "dora", "--role", "operator", "--territory", number],
            &["plan", "--month", number],
            &["status", "--at", number],
            &["crawl", "--once", number],
            &[number],
        ] {
            journey.run(line).refused();
        }
    }
    journey.run_with(&["do-not-call"], &format!("{NATIONAL}\n{NATIONAL}\n")).refused();
    journey.run_with(&["do-not-call"], &format!("{NATIONAL}00000\n")).refused();
    let said = journey.run_with(&["extract", "--jsonl"], &format!("{{\"text\": {NATIONAL}x}}\n"));
    assert_eq!(said.code, 1);
}

fn calls(journey: &mut Journey) {
    import(journey);
    journey.is_hidden("after the import");
    mistakes(journey);
    journey.is_hidden("after what was typed in the wrong place");
    let today = ["today", "--territory", "modena", "--as", "anna", "--format"];
    for format in ["json", "csv", "table"] {
        journey.run(&[&today as &[&str], &[format]].concat()).ok();
    }
    for command in ["plan", "status"] {
        journey.run(&[command]).ok();
        journey.run(&[command, "--json"]).ok();
    }
    journey.is_hidden("after the opaque lists");
    for format in ["csv", "table"] {
        journey.run_where_shown(&[&today as &[&str], &[format, "--reveal"]].concat(), "");
    }
    let list = journey.run_where_shown(&[&today as &[&str], &["json", "--reveal", "--log", "trace"]].concat(), "");
    journey.is_hidden("after the reveal");
    let list: Value = serde_json::from_str(&list).unwrap();
    let rows = list["rows"].as_array().unwrap();
    let row = rows.iter().find(|row| row["number"] == json!(format!("+39{NATIONAL}"))).unwrap();
    let code = row["code"].as_str().unwrap();
    let record = [
        "record",
        "--as",
        "anna",
        "--row",
        code,
        "--technical",
        "T1",
        "--conversation",
        "C04",
        "--callback",
        "2026-11-05T15:00",
        "--action",
        "A01",
        "--notice-given",
        "--log",
        "trace",
    ];
    journey.run(&record);
    journey.is_hidden("after the call");
    journey.run(&["keys", "rotate", "--log", "trace"]);
    journey.is_hidden("after the rotation");
    let status = journey.run(&["status", "--json"]).json();
    assert_eq!(status["contact_points"]["by_state"]["callback"], 1, "the number is erased too early: {status}");
    journey.run_where_shown(&["extract"], &format!("chiama {NATIONAL}"));
    journey.is_hidden("before the objection");
    journey.run_with(&["do-not-call", "--log", "trace"], NATIONAL);
    journey.is_hidden("after the objection");
    let refused = journey.run(&["import", "good.csv", "--source", "q", "--lawful-origin", "a paper", "--log", "trace"]);
    assert!(refused.out.contains("2 refused"), "{refused:?}");
}

fn ends(journey: &mut Journey) {
    for arguments in [
        &["crawl", "--once", "--at", "2026-11-04T11:00", "--log", "trace"] as &[&str],
        &["upkeep", "--log", "trace"],
        &["status", "--json"],
        &["status"],
        &["status", "--format", "prometheus"],
        &["audit", "verify", "--log", "trace"],
        &["operator", "list"],
        &["upkeep", "--json", "--at", "2027-02-01T03:00"],
    ] {
        let said = journey.run(arguments);
        assert_eq!(said.code, 0, "{said:?}");
    }
    journey.is_hidden("at the end");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_number_stands_nowhere_but_where_it_was_asked_for() {
    let mut journey = Journey::new(None);
    go(&mut journey).await;

    // The same search finds the number wherever somebody lets it slip.
    for (place, writing) in [("debug.log", format!("calling +39{NATIONAL}")), (NATIONAL, String::new())] {
        fs::write(journey.data(place), writing).unwrap();
        assert_eq!(journey.places().await.len(), 1, "{place}");
        fs::remove_file(journey.data(place)).unwrap();
    }
    journey.said.push(Said {
        line: "x".to_owned(),
        code: 0,
        out: String::new(),
        err: format!("WARN {}", grouped("-")),
    });
    assert_eq!(journey.places().await.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_number_stands_in_no_table_of_a_server() {
    let mut journey = Journey::new(Some(fresh_database().await));
    go(&mut journey).await;

    let url = journey.server.as_ref().unwrap().url().to_owned();
    let mut connection = PgConnection::connect(&url).await.unwrap();
    for slip in [
        format!("insert into meta (key, value) values ('slip', 'seen {NATIONAL}')"),
        format!("insert into validators (fingerprint, etag, until) values ('{NATIONAL}', null, '2027-01-01')"),
    ] {
        sqlx::query(AssertSqlSafe(slip)).execute(&mut connection).await.unwrap();
        assert_eq!(journey.places().await.len(), 1);
        sqlx::query("delete from meta where key = 'slip'").execute(&mut connection).await.unwrap();
    }
}
