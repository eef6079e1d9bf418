//! The number at the desk: every page and every act of every role, every path for programs, the figures, the log and
//! the files that a page gives. It stands in the two answers that were asked for it, and nowhere else.
//!
//! The routes are read from the source of the face itself, so that a new page cannot be forgotten: one with a part in
//! its path that is not known here fails the test.

use std::io::Read as _;

use flate2::read::{DeflateDecoder, ZlibDecoder};
use invisibile::app::{App, Options};
use invisibile::domain::Chance;
use serde_json::{Value, json};

use super::search::{NATIONAL, find, grouped};
use crate::support::browserless::{Answer, Browserless};
use crate::support::command::{Folder, Serving};
use crate::support::web::{PASSWORD, Served};

const FACE: &str = include_str!("../../../src/web/mod.rs");
const STAFF: [(&str, &str); 6] = [
    ("anna", "operator"),
    ("carla", "coordinator"),
    ("greta", "regional"),
    ("ida", "researcher"),
    ("leda", "dpo"),
    ("mirna", "sources"),
];

/// Every route of the pages: its path, and whether it is asked for with GET and with POST.
fn routes() -> Vec<(&'static str, bool, bool)> {
    let routes: Vec<_> = FACE
        .split(".route(")
        .skip(1)
        .map(|rest| (rest.split('"').nth(1).unwrap(), rest.contains("get("), rest.contains("post(")))
        .collect();
    assert!(routes.len() > 20 && routes.iter().all(|(_, get, post)| *get || *post), "{routes:?}");
    routes
}

/// The paths that a route stands for, with everything in the place of what varies.
fn filled(path: &str, code: &str) -> Vec<String> {
    let Some((before, rest)) = path.split_once('{') else { return vec![path.to_owned()] };
    let (part, after) = rest.split_once('}').unwrap();
    let values: Vec<&str> = match (before, part) {
        (_, "code") => vec![code],
        ("/invitation/", "token") => vec!["none"],
        ("/people/", "name") => vec!["anna"],
        ("/assets/", "name") => vec!["desk.css", "desk.js", "italia.css"],
        ("/protection/sheet/", "name") => vec!["register", "impact", "register.pdf", "impact.pdf"],
        ("/sources/", "name") | (_, "source") => vec!["quotidiano"],
        // Nobody is disabled on the way.
        (_, "act") => vec!["change", "pause"],
        (_, "territory") => vec!["modena"],
        (_, "month") => vec!["2026-10", "2026-11"],
        (_, "file") => vec!["sheet.pdf", "sheet.xlsx"],
        (_, "cube") => vec!["ads", "calls", "contributions", "sources", "themes"],
        _ => panic!("{path}: what stands for `{part}`? Say it here, so that the page is searched"),
    };
    values.into_iter().flat_map(|value| filled(&format!("{before}{value}{after}"), code)).collect()
}

/// Where the number stands in an answer: its head, its body, and what is packed in it (sheets, and pages to print).
fn stands(answer: &Answer) -> Option<String> {
    let mut parts = vec![answer.head.clone().into_bytes(), answer.bytes.clone()];
    for at in memchr::memmem::find_iter(&answer.bytes, b"PK\x03\x04") {
        let entry = &answer.bytes[at..];
        if let (Some(name), Some(extra)) = (entry.get(26..28), entry.get(28..30)) {
            let start = 30
                + usize::from(u16::from_le_bytes([name[0], name[1]]))
                + usize::from(u16::from_le_bytes([extra[0], extra[1]]));
            let mut plain = Vec::new();
            let _ = DeflateDecoder::new(entry.get(start..).unwrap_or_default()).read_to_end(&mut plain);
            parts.push(plain);
        }
    }
    for at in memchr::memmem::find_iter(&answer.bytes, b"stream") {
        let rest = &answer.bytes[at + 6..];
        let start = rest.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or_default();
        let mut plain = Vec::new();
        let _ = ZlibDecoder::new(&rest[start..]).read_to_end(&mut plain);
        parts.push(plain);
    }
    parts.iter().find_map(|part| find(part))
}

#[track_caller]
fn is_hidden(answer: &Answer, what: &str) {
    if let Some(writing) = stands(answer) {
        panic!("{what} shows the number ({writing}): {answer:?}");
    }
}

async fn office() -> Folder {
    let folder = Folder::empty();
    folder.run(&["init", "--rehearsal", "--at", "2026-11-02T11:00"]).ok();
    for (name, role) in STAFF {
        folder.run(&["operator", "add", name, "--role", role, "--territory", "modena"]).ok();
    }
    std::fs::write(folder.path().join("list.csv"), format!("number,municipality\n{},Modena\n", grouped(" "))).unwrap();
    folder.run(&["import", "list.csv", "--source", "quotidiano", "--lawful-origin", "a daily paper"]).ok();
    std::fs::remove_file(folder.path().join("list.csv")).unwrap();
    let options = Options { data: folder.data(""), config: None, sources: None, at: None, demo_config: "" };
    let app = App::open(&options).await.unwrap();
    for (name, _) in STAFF {
        app.door().rehearse(&name.parse().unwrap(), PASSWORD, Chance::from_seed([7; 32])).await.unwrap();
    }
    app.close().await;
    folder
}

async fn signed_in(serving: &Serving, name: &str) -> Browserless {
    let mut browser = Browserless::at(serving.at);
    let fields = [("name", name), ("password", PASSWORD), ("code", &Served::code())];
    assert_eq!(browser.fill("/sign-in", "/sign-in", &fields).await.status, 303);
    browser
}

/// Everybody, signed in: a code of an authenticator counts once.
type Everybody = Vec<(&'static str, Browserless)>;

/// Every page of everybody, and every act of everybody with everything filled in.
async fn pages(everybody: &mut Everybody, code: &str) {
    let mut given = 0;
    for (name, browser) in everybody {
        let name = *name;
        let token = browser.get("/nowhere").await.token().to_owned();
        for (route, is_read, is_sent) in routes() {
            for path in filled(route, code) {
                if is_read {
                    let answer = browser.get(&path).await;
                    given += u32::from(answer.status == 200);
                    is_hidden(&answer, &format!("GET {path} of {name}"));
                }
                let is_shown = name == "anna" && route == "/call/{code}/reveal";
                // Leaving comes last, and the row is not given away before it was looked at.
                if is_sent && !is_shown && !["/sign-out", "/sign-in", "/me/sign-out"].contains(&route) {
                    let fields =
                        [("token", token.as_str()), ("territory", "modena"), ("code", code), ("technical", "T9")];
                    is_hidden(&browser.send(&path, &fields).await, &format!("POST {path} of {name}"));
                }
            }
        }
    }
    assert!(given > 30, "only {given} pages were given to anybody");
}

/// The number typed in at the pages that take one, last of all: it is objected to there.
async fn typed(everybody: &mut Everybody) {
    for (name, browser) in everybody {
        let token = browser.get("/nowhere").await.token().to_owned();
        for path in ["/do-not-call", "/today/next", "/today/take", "/people", "/call/BCD-FGH/outcome", "/language"] {
            for typed in [NATIONAL.to_owned(), grouped("."), format!("{NATIONAL}00000")] {
                let fields = [
                    ("token", token.as_str()),
                    ("number", &typed),
                    ("territory", &typed),
                    ("code", &typed),
                    ("name", &typed),
                    ("back", &typed),
                ];
                is_hidden(&browser.send(path, &fields).await, &format!("POST {path} of {name} with the number"));
            }
        }
    }
}

/// Every path for programs.
async fn programs(serving: &Serving, folder: &Folder, code: &str) {
    let declared = Browserless::at(serving.at).get("/api/v1/openapi.json").await;
    let declared: Value = serde_json::from_str(&declared.body).unwrap();
    for (name, _) in STAFF {
        let token = folder.run(&["operator", "token", name]).ok();
        let mut program = Browserless::at(serving.at);
        program.headers = vec![("authorization".to_owned(), format!("Bearer {}", token.lines().last().unwrap()))];
        for (path, methods) in declared["paths"].as_object().unwrap() {
            for method in methods.as_object().unwrap().keys().map(|method| method.to_uppercase()) {
                for path in filled(path, code) {
                    let path = format!("/api/v1{path}");
                    // What is done to the row is done after it was looked at.
                    if method == "DELETE" || path.ends_with("/outcome") || path.ends_with("/do-not-call") {
                        continue;
                    }
                    let sent = json!({"territory": "modena", "number": NATIONAL});
                    let answer = program.call(&method, &path, Some(&sent)).await;
                    if name == "anna" && path.ends_with("/reveal") {
                        assert_eq!(answer.status, 200, "{answer:?}");
                        assert!(stands(&answer).is_some(), "the number that was asked for: {answer:?}");
                    } else {
                        is_hidden(&answer, &format!("{method} {path} of {name}"));
                    }
                }
            }
        }
        let wrong = json!({"number": NATIONAL, "more": NATIONAL});
        is_hidden(&program.call("POST", "/api/v1/do-not-call", Some(&wrong)).await, "a wrong objection");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn at_the_desk_the_number_stands_in_the_answers_that_were_asked_for_it_and_nowhere_else() {
    let folder = office().await;
    let serving = folder.serve(&["--log", "trace"]);
    let mut everybody = Everybody::new();
    for (name, _) in STAFF {
        everybody.push((name, signed_in(&serving, name).await));
    }
    let anna = &mut everybody[0].1;
    let today = anna.get("/today").await;
    let led = anna.send("/today/next", &[("token", today.token()), ("territory", "modena")]).await;
    let call = led.header("location").unwrap().to_owned();
    let code = call.strip_prefix("/call/").unwrap();
    programs(&serving, &folder, code).await;
    let shown = anna.send(&format!("{call}/reveal"), &[("token", today.token())]).await;
    assert!(stands(&shown).is_some(), "the number that was asked for: {shown:?}");
    is_hidden(
        &Answer { body: String::new(), bytes: Vec::new(), ..shown.clone() },
        "the head of the page that shows it",
    );
    pages(&mut everybody, code).await;
    typed(&mut everybody).await;
    let figures = Browserless::at(serving.metrics).get("/metrics").await;
    assert_eq!(figures.status, 200);
    is_hidden(&figures, "the figures for Prometheus");
    assert_eq!(serving.signal("TERM"), Some(0));

    // Requests are not logged at all, so there may be nothing in it.
    let log = std::fs::read(folder.path().join("serve.log")).unwrap();
    assert_eq!(find(&log), None, "the log holds the number");
    for (path, (_, bytes)) in folder.copied_snapshot() {
        assert_eq!(find(&bytes), None, "{} holds the number", path.display());
    }
    let marks = folder.run(&["status", "--json"]).json();
    assert_eq!(marks["marks"]["do_not_call"], 1, "it was objected to: {marks}");
}

#[test]
fn the_number_is_found_in_an_answer_whatever_it_is_packed_in() {
    use std::io::Write as _;
    let packed = |bytes: Vec<u8>| Answer { status: 200, head: "x".to_owned(), body: String::new(), bytes };
    let mut zlib = flate2::write::ZlibEncoder::new(b"%PDF stream\n".to_vec(), flate2::Compression::best());
    zlib.write_all(format!("({})", grouped(" ")).as_bytes()).unwrap();
    assert!(stands(&packed(zlib.finish().unwrap())).is_some(), "a page to print");
    let mut head = b"PK\x03\x04".to_vec();
    head.extend([0; 22]);
    head.extend([1, 0, 0, 0, b'a']);
    let mut deflated = flate2::write::DeflateEncoder::new(head, flate2::Compression::best());
    deflated.write_all(format!("<v>{NATIONAL}</v>").as_bytes()).unwrap();
    assert!(stands(&packed(deflated.finish().unwrap())).is_some(), "a sheet");
    let mut head = packed(Vec::new());
    head.head = format!("location: /x?{NATIONAL}");
    assert!(stands(&head).is_some());
    assert!(stands(&packed(b"PK\x03\x04 stream".to_vec())).is_none());
}
