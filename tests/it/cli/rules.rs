//! Rules that two people approved: they hold from their day on, for every command, and never widen what the file says.

use sqlx::{AssertSqlSafe, Connection as _, SqliteConnection};

use super::{add, import, list};
use crate::support::command::Folder;

/// Writes down that a rule was approved, as the desk does.
async fn approve(folder: &Folder, which: u8, rule: &str, value: &str, from: &str) {
    let file = folder.data("invisibile.db");
    let mut store = SqliteConnection::connect(&format!("sqlite:{}", file.display())).await.unwrap();
    let statement = format!(
        "insert into rule_changes (id, rule, value, proposed_by, proposed_at, until, approved_by, approved_at, from_day)
         values (x'{which:032x}', '{rule}', '{value}', 'greta', 0, 1, 'leda', {which}, '{from}')"
    );
    sqlx::query(AssertSqlSafe(statement)).execute(&mut store).await.unwrap();
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_rule_holds_from_its_day_on_and_only_where_it_is_stricter() {
    let folder = Folder::rehearsal();
    add(&folder, &["anna", "--role", "operator", "--territory", "modena"]);
    import(&folder, "number,municipality\n3001112233,Modena\n");
    let attempts = |at: &str| list(&folder, &["--at", at])["rows"][0]["attempts_left"].clone();
    let not_before = |at: &str| list(&folder, &["--at", at])["rows"][0]["not_before"].clone();
    assert_eq!(attempts("2026-11-02T09:00"), 3);
    approve(&folder, 1, "max_attempts", "1", "2026-11-03").await;
    approve(&folder, 2, "max_attempts", "2", "2026-11-04").await;
    approve(&folder, 3, "hours", "12:00-20:00", "2026-11-04").await;
    assert_eq!(attempts("2026-11-02T09:00"), 3, "not yet");
    assert_eq!(attempts("2026-11-03T09:00"), 1);
    assert_eq!(attempts("2026-11-04T09:00"), 2, "the last that was approved counts");
    assert_eq!(not_before("2026-11-03T09:00"), "10:30");
    assert_eq!(not_before("2026-11-04T09:00"), "12:00", "narrower at the start");
    assert!(not_before("2026-11-04T18:45").is_null(), "and no wider at the end");
}
