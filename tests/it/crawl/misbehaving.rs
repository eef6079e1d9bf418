//! Sites that misbehave, one table of them: each crawled by the program itself, each judged from the site's side and by
//! what the round says in the end.

use std::fmt::Write as _;
use std::io::Write as _;
use std::time::Duration;

use invisibile::domain::Finish::{self, Blocked, Budget, Done, Unreachable};
use tokio::task::JoinSet;

use super::AT_ONCE;
use crate::support::app::{Engine, Folder, NOON};
use crate::support::raw_server::{Act, Answer, RawServer, Seen, answer, head, missing, page, redirect};
use crate::support::site::{e164, number};

/// Short times and small pages, so that what is cut is cut soon.
const KNOBS: &str = "body_limit = 65536\nread_timeout = \"1s\"\ntotal_timeout = \"2s\"\n";
const HTML: (&str, &str) = ("Content-Type", "text/html; charset=utf-8");

/// How a site answers; `None`: as it should.
type Misbehaving = Box<dyn Fn(&Seen) -> Option<Answer> + Send + Sync>;

/// One line of the table.
struct Case {
    name: &'static str,
    misbehaves: Misbehaving,
    /// More keys of the source.
    own: String,
    finish: Finish,
    /// The ads, of 0, 1 and 2, whose numbers are found.
    found: &'static [usize],
    /// The most that the site is asked for, robots.txt included.
    most_asked: usize,
}

/// Answers one address in its own way.
fn at(place: &'static str, wrong: Answer) -> Misbehaving {
    Box::new(move |seen| (seen.target == place).then(|| wrong.clone()))
}

fn ad(id: usize) -> String {
    format!(
        "<!doctype html><main class=ad-page><p class=text>Modena, città € perché. Chiamami al {}.</p></main>",
        number(id)
    )
}

fn list(ids: impl Iterator<Item = usize>, next: &str) -> String {
    let mut html = String::from("<!doctype html><title>Annunci</title><main><h1>Annunci</h1><ul>");
    for id in ids {
        let _ = write!(html, "<li class=ad><a href=/ad/{id}>{id}</a></li>");
    }
    html + "</ul>" + next + "</main>"
}

/// A board of three ads, as it should be.
fn well(seen: &Seen) -> Answer {
    match seen.target.as_str() {
        "/" => page(&list(0..3, "")),
        target => match target.strip_prefix("/ad/").and_then(|id| id.parse().ok()) {
            Some(id) if id < 3 => page(&ad(id)),
            _ => missing(),
        },
    }
}

/// Ten megabytes of gzip that open to ten gigabytes.
fn bomb() -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(&vec![0; 1_000_000]).unwrap();
    packer.finish().unwrap().repeat(10_000)
}

fn cases() -> Vec<Case> {
    let case = |name, misbehaves, finish, found, most_asked| {
        let own = AT_ONCE.to_owned();
        Case { name, misbehaves, own, finish, found, most_asked }
    };
    let chunked = |rest: &[u8]| [&head(200, &[HTML, ("Transfer-Encoding", "chunked")])[..], rest].concat();
    let (bomb, others, all) = (bomb(), &[0, 2][..], &[0, 1, 2][..]);
    let bomb_head = head(200, &[HTML, ("Content-Encoding", "gzip"), ("Content-Length", &bomb.len().to_string())]);
    let endless = vec![Act::Send(head(200, &[HTML])), Act::Forever(vec![b'a'; 4096], Duration::ZERO)];
    let drip = vec![Act::Send(head(200, &[HTML])), Act::Forever(b"a".to_vec(), Duration::from_millis(50))];
    let short = [Act::Send(head(200, &[HTML, ("Content-Length", "99")])), Act::Send(b"short".to_vec())];
    let reset = [&short[..], &[Act::Wait(Duration::from_millis(30)), Act::Reset]].concat();
    let short = [&short[..], &[Act::Close]].concat();
    let slow = [&[Act::Wait(Duration::from_millis(800))][..], &missing()[..]].concat();
    let login = "<!doctype html><title>Accedi</title><form><input name=u><input type=password name=p></form>";
    let latin = encoding_rs::WINDOWS_1252.encode(&ad(1)).0.into_owned();
    let mut table = vec![
        case("slow robots", at("/robots.txt", slow), Done, all, 5),
        case("503 robots", at("/robots.txt", answer(503, &[], "")), Unreachable, &[], 1),
        case("robots that drips", at("/robots.txt", drip.clone()), Unreachable, &[], 3),
        case(
            "burst of 429",
            Box::new(|seen| (seen.target != "/robots.txt").then(|| answer(429, &[], ""))),
            Unreachable,
            &[],
            2,
        ),
        case("redirect to itself", at("/ad/1", redirect("/ad/1")), Done, others, 10),
        case(
            "redirect to metadata",
            at("/ad/1", redirect("http://169.254.169.254/latest/meta-data/")),
            Done,
            others,
            5,
        ),
        case("redirect to another host", at("/ad/1", redirect("http://localhost/")), Done, others, 5),
        case("endless body", at("/ad/1", endless), Done, others, 5),
        case("bomb", at("/ad/1", vec![Act::Send(bomb_head), Act::Send(bomb), Act::Close]), Done, others, 5),
        case("slow drip", at("/ad/1", drip), Unreachable, others, 5),
        case(
            "broken chunks",
            at("/ad/1", vec![Act::Send(chunked(b"5\r\nhello\r\nZZ\r\n")), Act::Close]),
            Unreachable,
            others,
            5,
        ),
        case("wrong length", at("/ad/1", short), Unreachable, others, 5),
        case("reset in mid-body", at("/ad/1", reset), Unreachable, others, 7),
        case("wrong charset", at("/ad/1", answer(200, &[HTML], latin)), Done, all, 5),
        case("login with status 200", at("/", page(login)), Blocked, &[], 2),
    ];
    let links = list(0..10_000, "");
    table.push(Case {
        own: r#"pace = { delay = "0s", concurrency = 1, pages_per_day = 40 }"#.to_owned(),
        // Its addresses are short, and still it needs the room of a page of its size.
        ..case("10,000 links a page", at("/", page(&links)), Budget, all, 41)
    });
    let calendar: Misbehaving = Box::new(|seen| {
        let day = if seen.target == "/" { 0 } else { seen.target.strip_prefix("/?day=")?.parse::<usize>().ok()? };
        Some(page(&list(0..3, &format!("<a rel=next href='/?day={}'>Domani</a>", day + 1))))
    });
    table.push(case("calendar trap", calendar, Done, all, 24));
    let shell = page(
        "<!doctype html><main class=ad-page><p class=text>Benvenuti nel portale degli annunci: scegli la tua città per \
         vedere chi ti aspetta, o iscriviti alla lettera della settimana.</p></main>",
    );
    let same: Misbehaving = Box::new(move |seen| match seen.target.as_str() {
        "/" => Some(page(&list(0..50, ""))),
        "/robots.txt" => None,
        _ => Some(shell.clone()),
    });
    table.push(case("the same page everywhere", same, Blocked, &[], 10));
    let busy: Misbehaving =
        Box::new(|seen| seen.target.starts_with("/ad/").then(|| answer(429, &[("Retry-After", "1")], "")));
    table.push(case("a short pause without end", busy, Unreachable, &[], 9));
    table
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_that_misbehaves_is_asked_little_more_and_takes_nothing_with_it() {
    let mut checks = JoinSet::new();
    for case in cases() {
        checks.spawn(async move {
            let Case { name, misbehaves, own, finish, found, most_asked } = case;
            let site = RawServer::start(move |seen| misbehaves(seen).unwrap_or_else(|| well(seen))).await;
            let limit = if name == "10,000 links a page" { "body_limit = 4000000\n" } else { KNOBS };
            let sources = format!(
                "[[source]]\nname = \"{}\"\nkind = \"classified\"\nstart = [\"{}\"]\nevery = \"1h\"\nplace = \"Modena\"\n\
                 hosts = [\"{}\"]\n{own}\n[source.list]\nitem = \"li.ad\"\nnext = \"a[rel=next] @href\"\n\
                 [source.ad]\ntext = \".text\"\nmust_have = \".ad-page\"\n",
                "fonte",
                site.url("/"),
                site.host(),
            );
            let no_progress = if name == "a short pause without end" { "3s" } else { "1m" };
            let knobs = format!(
                "contact = \"mailto:a@example.invalid\"\n{limit}[crawl]\nno_progress = \"{no_progress}\"\n"
            );
            let folder = Folder::with(Engine::Sqlite, &knobs, &sources).await;
            let ended = folder.crawl(NOON).await;
            let report = ended.report();
            assert_eq!(report.finish, finish, "{name}: {ended:?}");
            assert_eq!(report.reason.is_some(), finish != Done, "{name}: {ended:?}");
            if name == "a short pause without end" {
                let reason = format!("no page of `{}` came to its end for 3 s", site.host());
                assert_eq!(report.reason, Some(reason), "{ended:?}");
            }
            let numbers = folder.dump().await.e164();
            assert_eq!(numbers, found.iter().map(|id| e164(*id)).collect(), "{name}: {ended:?}");
            let seen = site.seen();
            assert_eq!(seen[0].target, "/robots.txt", "{name}");
            assert!(seen.len() <= most_asked, "{name}: asked {} times: {seen:?}", seen.len());
            let first = seen.get(1).map(|second| second.at - seen[0].at);
            assert!(name != "slow robots" || first.unwrap() >= Duration::from_millis(800), "{name}: {first:?}");
            // Of what has no end little is taken; what the system holds for a connection comes on top.
            assert!(site.bytes_sent() < 8 << 20, "{name}: {} bytes were taken", site.bytes_sent());
        });
    }
    let mut faults = Vec::new();
    while let Some(ended) = checks.join_next().await {
        faults.extend(ended.err());
    }
    assert!(faults.is_empty(), "{} of the sites were not crawled as they should", faults.len());
}
