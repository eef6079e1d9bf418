//! The served desk as a process: killed in mid-claim and within the minute of an outcome, and asked to end.

use serde_json::{Value, json};

use crate::support::browserless::Browserless;
use crate::support::command::{Folder, Serving};
use crate::support::postgres::fresh_database;
use crate::support::store::national;

/// A rehearsal with three numbers and an operator: the folder, and a token of hers.
fn office(url: Option<&str>) -> (Folder, String) {
    let mut folder = Folder::empty();
    if let Some(url) = url {
        folder = folder.with("INVISIBILE_STORE_URL", url);
    }
    folder.run(&["init", "--rehearsal", "--at", "2026-11-02T11:00"]).ok();
    folder.run(&["operator", "add", "anna", "--role", "operator", "--territory", "modena"]).ok();
    let lines: Vec<String> = (1..=3).map(national).collect();
    std::fs::write(
        folder.path().join("list.csv"),
        format!("number,municipality\n{},Modena\n", lines.join(",Modena\n")),
    )
    .unwrap();
    folder.run(&["import", "list.csv", "--source", "quotidiano", "--lawful-origin", "invented"]).ok();
    let told = folder.run(&["operator", "token", "anna"]).ok();
    let token = told.lines().last().unwrap().to_owned();
    assert!(token.starts_with("invisibile_"), "{told}");
    (folder, token)
}

/// A program of hers at that server.
fn anna(serving: &Serving, token: &str) -> Browserless {
    let mut program = Browserless::at(serving.at);
    program.headers = vec![("authorization".to_owned(), format!("Bearer {token}"))];
    program
}

async fn killed(url: Option<&str>) {
    let (folder, token) = office(url);
    let serving = folder.serve(&[]);
    let mut program = anna(&serving, &token);
    let first = program.call("POST", "/api/v1/claims", Some(&json!({"territory": "modena"}))).await;
    let first: Value = serde_json::from_str(&first.body).unwrap();
    let claim = format!("/api/v1/claims/{}", first["code"].as_str().unwrap());
    assert_eq!(program.call("POST", &format!("{claim}/reveal"), None).await.status, 200);
    serving.kill();

    // In mid-claim: the row is still in her hands, and the number can be seen again.
    let serving = folder.serve(&[]);
    let mut program = anna(&serving, &token);
    let again = program.get(&claim).await;
    assert_eq!(serde_json::from_str::<Value>(&again.body).unwrap(), first);
    let other = program.call("POST", "/api/v1/claims", Some(&json!({"territory": "modena"}))).await;
    assert_eq!(serde_json::from_str::<Value>(&other.body).unwrap()["code"], first["code"]);
    assert_eq!(program.call("POST", &format!("{claim}/reveal"), None).await.status, 200);
    let outcome = format!("{claim}/outcome");
    let busy = json!({"technical": "T3"});
    assert_eq!(program.call("POST", &outcome, Some(&busy)).await.status, 202);
    serving.kill();

    // Within the minute: it can still be taken back.
    let serving = folder.serve(&[]);
    let mut program = anna(&serving, &token);
    assert_eq!(program.call("DELETE", &outcome, None).await.status, 200);
    assert_eq!(program.call("POST", &outcome, Some(&busy)).await.status, 202);
    serving.kill();

    // After it: recorded by whoever looks next, once.
    let serving = folder.serve(&["--at", "2026-11-02T11:05"]);
    let mut program = anna(&serving, &token);
    let list: Value = serde_json::from_str(&program.get("/api/v1/lists/modena").await.body).unwrap();
    // Two were on the list: the quota is forty.
    assert_eq!(list["rows"].as_array().unwrap().len(), 1, "{list}");
    assert_eq!((&list["first_calls"], &list["in_hand"]), (&json!(1), &Value::Null));
    serving.kill();
    let status = folder.run(&["status", "--json"]).json();
    assert_eq!(status["contact_points"]["by_state"], json!({"new": 1, "on_list": 1, "retry": 1}), "{status}");
    assert_eq!((&status["call_outcomes"], &status["claims"]), (&json!(1), &json!(0)), "{status}");
    folder.run(&["audit", "verify"]).ok();
}

#[tokio::test]
async fn killed_in_mid_claim_and_within_the_minute_nothing_is_lost_on_sqlite() {
    killed(None).await;
}

#[tokio::test]
async fn killed_in_mid_claim_and_within_the_minute_nothing_is_lost_on_postgresql() {
    let database = fresh_database().await;
    killed(Some(database.url())).await;
}

#[tokio::test]
async fn asked_to_end_by_either_signal_it_ends_well() {
    let (folder, token) = office(None);
    for signal in ["TERM", "INT"] {
        let serving = folder.serve(&[]);
        assert_eq!(anna(&serving, &token).get("/api/v1/lists/modena").await.status, 200);
        assert_eq!(serving.signal(signal), Some(0), "{signal}");
        assert!(!folder.data("invisibile.db-wal").exists(), "{signal}: the store was not closed");
    }
    let said = std::fs::read_to_string(folder.path().join("serve.log")).unwrap();
    assert_eq!(said, "", "it complains when it ends");
}
