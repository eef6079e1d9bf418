//! `operator`, `plan`, `crawl`, `upkeep`, `status`, `keys` and `audit`: what keeps a store in order.

use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;

use serde_json::json;
use sqlx::{Connection, SqliteConnection};

use super::{add, import, list, rehearsal, take};
use crate::support::command::{Folder, keys};
use crate::support::raw_server::{RawServer, missing, page};

#[test]
fn members_of_staff_are_added_once_and_listed() {
    let folder = Folder::service();
    add(&folder, &["anna.b", "--role", "operator", "--territory", "modena", "--language", "es", "--language", "it"]);
    add(&folder, &["leda", "--role", "dpo"]);
    let listed = folder.run(&["operator", "list"]).ok();
    for word in ["anna.b", "operator", "modena", "es it", "leda", "dpo"] {
        assert!(listed.contains(word), "{word}: {listed}");
    }
    for (arguments, word) in [
        (&["anna.b", "--role", "dpo"] as &[&str], "there is an operator `anna.b` already"),
        (&["bice", "--role", "operator"], "add --territory NAME"),
        (&["bice", "--role", "operator", "--territory", "parma"], "the configuration has modena"),
        (&["bice", "--role", "boss"], "one of operator, coordinator"),
        (&["b", "--role", "dpo"], "2 to 40 letters"),
        (&["3841234567", "--role", "dpo"], "fewer than 6 digits"),
    ] {
        let told = folder.run(&[&["operator", "add"], arguments].concat()).refused();
        assert!(told.contains(word) && !told.contains("3841234567"), "{told}");
    }
    assert_eq!(folder.run(&["operator", "list"]).ok(), listed);
}

#[test]
fn a_plan_has_a_row_a_territory() {
    let folder = rehearsal();
    let rows = folder.run(&["plan", "--json"]).json_lines();
    assert_eq!(rows.len(), 2);
    assert_eq!(
        keys(&rows[0]),
        [
            "eligible_new",
            "first_calls_made",
            "forecast",
            "left",
            "mode",
            "month",
            "quota",
            "territory",
            "working_days",
            "working_days_left",
        ]
    );
    assert_eq!((&rows[0]["territory"], &rows[1]["territory"]), (&json!("modena"), &json!("parma")));
    assert_eq!((&rows[0]["quota"], &rows[0]["mode"]), (&json!(40), &json!("all")));
    assert_eq!((&rows[0]["working_days"], &rows[0]["eligible_new"]), (&json!(21), &json!(3)));
    assert_eq!((&rows[0]["left"], &rows[0]["month"]), (&json!(40), &json!("2026-11")));
    let december = folder.run(&["plan", "--month", "2026-12", "--json"]).json_lines();
    assert_eq!((&december[0]["month"], &december[0]["working_days"]), (&json!("2026-12"), &json!(21)));
    assert!(folder.run(&["plan"]).ok().contains("modena"));
}

#[test]
fn status_counts_what_the_store_holds() {
    let folder = rehearsal();
    let status = folder.run(&["status", "--json"]).json();
    assert_eq!(
        keys(&status),
        [
            "call_outcomes",
            "claims",
            "contact_points",
            "erasures_due",
            "frontier",
            "marks",
            "observations",
            "oldest_live_days",
            "open_sessions",
            "operators",
            "sources",
            "waiting",
        ]
    );
    assert_eq!(
        status["contact_points"],
        json!({"live": 3, "by_state": {"new": 3}, "by_territory": {"modena": {"new": 3}}})
    );
    assert_eq!((&status["marks"], &status["observations"]), (&json!({"seen": 3}), &json!(3)));
    assert_eq!((&status["oldest_live_days"], &status["operators"]), (&json!(0), &json!(3)));
    assert!(folder.run(&["status"]).ok().contains("live numbers"));
}

#[test]
fn upkeep_erases_what_is_due_and_says_so() {
    let folder = rehearsal();
    take(&folder);
    let done = folder.run(&["upkeep", "--json", "--at", "2026-12-03T03:00"]).json();
    assert_eq!(
        keys(&done),
        [
            "claims_reaped",
            "erased",
            "leases_reaped",
            "list_rows_erased",
            "marks_erased",
            "resealed",
            "statistics_written",
            "weeks_rolled_up",
        ]
    );
    assert_eq!(done["erased"], 3, "numbers that nobody called go after 30 days: {done}");
    let status = folder.run(&["status", "--json"]).json();
    assert_eq!((&status["contact_points"]["live"], &status["erasures_due"]), (&json!(0), &json!(0)));
    assert_eq!((&status["claims"], &status["marks"]["seen"]), (&json!(0), &json!(3)));
    assert_eq!(folder.run(&["upkeep", "--json"]).json()["erased"], 0, "a second upkeep erases again");
    assert!(folder.run(&["upkeep"]).ok().starts_with("Erased 0 numbers"));
}

#[test]
fn rotated_keys_still_read_every_number_and_know_every_objection() {
    let folder = rehearsal();
    folder.run_with(&["do-not-call"], "3009998877").ok();
    let before = list(&folder, &["--reveal"]);
    let told = folder.run(&["keys", "rotate"]).ok();
    assert!(told.contains("3 numbers were sealed anew"), "{told}");
    assert_eq!(list(&folder, &["--reveal"]), before);
    let imported = import(&folder, "number,municipality\n3009998877,Modena\n3001112233,Modena\n");
    assert_eq!((&imported["refused"], &imported["seen_again"]), (&json!(1), &json!(1)));
    let marks = &folder.run(&["status", "--json"]).json()["marks"];
    assert_eq!(marks, &json!({"do_not_call": 1, "seen": 3}), "a number met under a new key counts twice");
    folder.run(&["keys", "rotate"]).ok();
    assert_eq!(list(&folder, &["--reveal"]), before);
    let ring = fs::read_to_string(folder.data("keys.toml")).unwrap();
    assert_eq!(ring.matches("[[key]]").count(), 3, "older keys stay");
    assert_eq!(fs::metadata(folder.data("keys.toml")).unwrap().permissions().mode() & 0o777, 0o600);
    folder.run(&["audit", "verify"]).ok();
    assert_eq!(folder.snapshot().len(), 4, "a rotation leaves something behind");
}

#[test]
fn keys_are_not_rotated_under_a_crawl() {
    let folder = Folder::service();
    let crawling = File::open(folder.data("")).unwrap();
    crawling.lock().unwrap();
    let before = folder.snapshot();
    for command in [&["keys", "rotate"] as &[&str], &["crawl", "--once"]] {
        assert!(folder.run(command).refused().contains("another crawl of this folder is under way"));
    }
    assert_eq!(folder.snapshot(), before);
    drop(crawling);
    folder.run(&["keys", "rotate"]).ok();
}

#[tokio::test]
async fn an_altered_or_removed_audit_line_is_found() {
    for (statement, word) in [
        ("update audit set who = 'nobody' where seq = 2", "line 2 was altered"),
        ("delete from audit where seq = 2", "lines 2 to 2 are missing"),
        ("delete from audit where seq = 4", "cut off the end"),
    ] {
        let folder = rehearsal();
        let whole = folder.run(&["audit", "verify"]).ok();
        assert!(whole.starts_with("4 lines, none missing, none altered.\nLast line: "), "{whole}");
        let mut connection = connect(&folder).await;
        sqlx::query(statement).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        let told = folder.run(&["audit", "verify"]).refused();
        assert!(told.contains(word), "{statement}: {told}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crawl_answers_a_line_a_source() {
    let server = RawServer::start(|seen| match seen.target.as_str() {
        "/" => page("<article class=ad><a href='/ad/1'>one</a></article>"),
        "/ad/1" => page("<main><p>Modena, chiama 300 111 2233</p></main>"),
        _ => missing(),
    })
    .await;
    let folder = Folder::rehearsal();
    let config = fs::read_to_string(folder.data("invisibile.toml")).unwrap();
    folder.write("invisibile.toml", config.replace("#allow_private", "allow_private"));
    let source = format!(
        "[[source]]\nname = \"bacheca\"\nkind = \"classified\"\nstart = [\"{}\"]\nplace = \"Modena\"\n\
         pace = {{ delay = \"0s\" }}\n[source.list]\nitem = \"article.ad\"\nlink = \"a @href\"\n[source.ad]\ntext = \"p\"\n",
        server.url("/")
    );
    folder.write("sources.toml", source);
    let told = tokio::task::block_in_place(|| folder.run(&["crawl", "--once", "--source", "none"])).refused();
    assert!(told.contains("no source named `none`") && told.contains("bacheca"), "{told}");
    let lines = tokio::task::block_in_place(|| folder.run(&["crawl", "--once", "--json"])).json_lines();
    assert_eq!(lines.len(), 1);
    assert_eq!(
        keys(&lines[0]),
        [
            "ads_new",
            "ads_seen",
            "blocked",
            "contact_points_new",
            "errors",
            "finish",
            "not_modified",
            "pages",
            "refused",
            "seen_again",
            "source",
        ]
    );
    assert_eq!((&lines[0]["source"], &lines[0]["contact_points_new"]), (&json!("bacheca"), &json!(1)));
    assert_eq!((&lines[0]["pages"], &lines[0]["errors"]), (&json!(2), &json!(0)));
}

async fn connect(folder: &Folder) -> SqliteConnection {
    SqliteConnection::connect(&format!("sqlite:{}", folder.data("invisibile.db").display())).await.unwrap()
}
