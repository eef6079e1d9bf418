//! `demo`: the whole line on the invented region, in one command, and every other command on what it leaves.

use std::os::unix::fs::PermissionsExt;

use serde_json::{Value, json};

use crate::support::command::{Folder, keys};

struct Played {
    folder: Folder,
    summary: Value,
}

impl Played {
    fn days(days: &str) -> Self {
        let folder = Folder::empty();
        let summary = play(&folder, days);
        Self { folder, summary }
    }
}

/// Plays on. The log tells of a site that changes its layout and of one that puts up a wall, as it should.
fn play(folder: &Folder, days: &str) -> Value {
    let said = folder.run(&["demo", "--once", "--json", "--days", days]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(!said.err.contains("panicked") && !said.err.contains("error: "), "{}", said.err);
    serde_json::from_str(&said.out).unwrap()
}

#[test]
fn a_day_ends_with_a_summary_a_list_and_a_folder_of_two_files() {
    let Played { folder, summary } = Played::days("1");
    assert_eq!(keys(&summary), ["days", "found", "live", "operators", "today", "unobscured", "wrong"]);
    assert_eq!(keys(&summary["found"]), ["found", "recall", "true"]);
    assert_eq!((&summary["unobscured"]["recall"], &summary["wrong"]), (&json!(1.0), &json!(0)), "{}", summary["found"]);
    assert!(summary["found"]["recall"].as_f64().unwrap() >= 0.99, "{}", summary["found"]);
    assert_eq!(summary["days"].as_array().unwrap().len(), 1);
    let day = &summary["days"][0];
    assert_eq!(keys(day), ["ads_new", "alarms", "calls", "contact_points_new", "date", "pages", "sources"]);
    assert_eq!((&day["date"], day["sources"].as_array().unwrap().len()), (&json!("2026-11-02"), 18));
    assert!(!summary["today"]["rows"].as_array().unwrap().is_empty(), "{}", summary["today"]);
    assert!(!summary.to_string().contains("number\""), "the summary shows a number");

    let files: Vec<_> = folder.snapshot().into_iter().map(|(path, (mode, _))| (path, mode)).collect();
    assert_eq!(files, [(folder.data("invisibile.db"), 0o600), (folder.data("keys.toml"), 0o600)]);
    assert_eq!(std::fs::metadata(folder.data("keys.toml")).unwrap().permissions().mode() & 0o077, 0);

    let status = folder.run(&["status", "--json"]).json();
    assert_eq!(status["contact_points"]["live"], summary["live"]);
    assert_eq!(folder.run(&["plan", "--json"]).json_lines().len(), 12);
    let today = ["today", "--territory", "modena", "--as", "gaia", "--format", "json"];
    assert_eq!(folder.run(&today).json()["rows"], summary["today"]["rows"]);
    let list = folder.run(&[&today as &[&str], &["--reveal"]].concat()).json();
    let rows = list["rows"].as_array().unwrap();
    assert!(rows.iter().all(|row| row["number"].as_str().unwrap().starts_with("+3930")), "{list}");
    let code = rows[0]["code"].as_str().unwrap();
    let recorded = folder.run(&["record", "--as", "gaia", "--row", code, "--technical", "T2", "--json"]).json();
    assert_eq!(recorded["state"], "retry");
    for command in [&["upkeep"] as &[&str], &["operator", "list"], &["audit", "verify"], &["keys", "rotate"]] {
        folder.run(command).ok();
    }

    let next = play(&folder, "1");
    assert_eq!(next["days"][0]["date"], "2026-11-03", "a second play goes on with the next day");
    assert_eq!((&next["unobscured"]["recall"], &next["wrong"]), (&json!(1.0), &json!(0)));
    assert!(next["found"]["true"].as_u64() > summary["found"]["true"].as_u64());
    assert_eq!(folder.snapshot().len(), 2);
}

/// One play for both: it takes a minute where nothing is optimised.
#[test]
fn five_days_find_nearly_every_number_and_leave_their_calls_in_the_store() {
    let played = Played::days("5");
    let summary = &played.summary;
    assert!(summary["unobscured"]["recall"].as_f64().unwrap() >= 0.99, "{}", summary["unobscured"]);
    assert!(summary["found"]["recall"].as_f64().unwrap() >= 0.99, "{}", summary["found"]);
    assert_eq!(summary["wrong"], 0);
    let dates: Vec<_> = summary["days"].as_array().unwrap().iter().map(|day| day["date"].as_str().unwrap()).collect();
    assert_eq!(dates, ["2026-11-02", "2026-11-03", "2026-11-04", "2026-11-05", "2026-11-06"]);
    told_of_changed_layouts(summary["days"].as_array().unwrap());
    calls_stand_in_the_store(&played);
}

/// The site that changes its layout on the third day is told of on that day with its selector, and no other site is.
fn told_of_changed_layouts(days: &[Value]) {
    for (index, day) in days.iter().enumerate() {
        let alarms = day["alarms"].as_array().unwrap();
        if index != 2 {
            assert_eq!(*alarms, [Value::Null; 0], "a false alarm on {}", day["date"]);
            continue;
        }
        assert_eq!(alarms.len(), 1, "{alarms:?}");
        assert_eq!((&alarms[0]["source"], &alarms[0]["pages"]), (&json!("incontri-via-emilia"), &json!(1)));
        let alarm = &alarms[0]["alarm"];
        let fall = json!({"figure": "list.item", "selector": ".annuncio-box", "before": 25, "after": 0, "unit": "items", "looked": 1});
        assert_eq!(alarm["falls"][0], fall);
        assert!(alarm["remedy"].as_str().unwrap().contains("invisibile sources test incontri-via-emilia"), "{alarm}");
    }
}

/// The calls of the first days are counted, and the last day is left to be called.
fn calls_stand_in_the_store(Played { folder, summary }: &Played) {
    let calls: Vec<u64> =
        summary["days"].as_array().unwrap().iter().map(|day| day["calls"].as_u64().unwrap()).collect();
    assert!(calls[..4].iter().all(|calls| *calls > 0) && calls[4] == 0, "{calls:?}");
    let status = folder.run(&["status", "--json"]).json();
    assert_eq!(status["call_outcomes"].as_u64().unwrap(), calls.iter().sum::<u64>());
    let first_calls: u64 =
        folder.run(&["plan", "--json"]).json_lines().iter().map(|row| row["first_calls_made"].as_u64().unwrap()).sum();
    assert!(first_calls > 0 && first_calls <= calls.iter().sum(), "{first_calls} of {calls:?}");
    folder.run(&["audit", "verify"]).ok();
}
