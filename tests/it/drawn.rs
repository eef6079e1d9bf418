//! Pages that are drawn by script, drawn by the real browser: what comes out of them, and what the servers saw of it.

#![cfg(test)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::net::UdpSocket;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use invisibile::config::{BrowserConfig, FetchConfig};
use invisibile::domain::{Chance, Finish, Page, PageUrl, SetClock};
use invisibile::fetch::{FetchError, Fetched, Fetcher, Remedy, Request};
use invisibile::source::{Pace, Render, Scope};
use tempfile::TempDir;
use tokio::time::Instant;

use crate::support::app::{Engine, Folder, NOON};
use crate::support::chromium::{self, processes_in, profiles_in};
use crate::support::raw_server::{Answer, RawServer, Seen, answer, missing, page, redirect, robots};
use crate::support::site::{Site, ads, e164, number, until};

/// How many ads the drawn board shows, and how many a page.
const ADS: usize = 5;
const PER_PAGE: usize = 3;

/// The frame of every page of the board: nothing stands in it.
const FRAME: &str = "<!doctype html><html lang=it><title>Annunci</title><link rel=stylesheet href=/stile.css>\
                     <link rel=icon href=/icona.png><body><img src=/logo.png><main id=m></main>\
                     <script src=/privato/misura.js></script><script src=/manca.js></script><script src=/bacheca.js></script>";

/// What draws the board: lists and ads alike, from what the site gives its scripts.
const BOARD: &str = r"
const m = document.getElementById('m');
const ad = location.pathname.match(/^\/ad\/(\d+)$/);
fetch('/privato/dati.json').catch(() => 0);
fetch('/visite', { method: 'POST', body: 'x' }).catch(() => 0);
fetch('http://OTHER/dati.json').catch(() => 0);
fetch('/io').then(r => { if (r.status != 401) m.append('?') });
if (ad) {
  fetch('/dati/ad/' + ad[1]).then(r => r.json()).then(j => {
    m.className = 'ad-page';
    m.innerHTML = '<h1></h1><p class=place></p><p class=text></p><img src=/foto.jpg>';
    m.querySelector('h1').textContent = j.title;
    m.querySelector('.place').textContent = j.place;
    m.querySelector('.text').textContent = j.text;
  });
} else {
  const p = +(new URLSearchParams(location.search).get('p') || 1);
  fetch('/dati/list?p=' + p).then(r => r.json()).then(j => {
    for (const id of j.ads) m.insertAdjacentHTML('beforeend', `<li class=ad><a href='/ad/${id}'>${id}</a></li>`);
    if (j.more) m.insertAdjacentHTML('beforeend', `<a rel=next href='/?p=${p + 1}'>Avanti</a>`);
  });
}
";

/// An answer of JSON.
fn json(text: &str) -> Answer {
    answer(200, &[("Content-Type", "application/json")], text)
}

fn script(text: &str) -> Answer {
    answer(200, &[("Content-Type", "text/javascript; charset=utf-8")], text)
}

/// A board whose lists and ads are drawn by script, and which is drawn to `other` in vain.
async fn board(other: &str) -> RawServer {
    let board = BOARD.replace("OTHER", other);
    RawServer::start(move |seen| answers(&board, seen)).await
}

fn answers(board: &str, seen: &Seen) -> Answer {
    let target = seen.target.as_str();
    if let Some(id) = target.strip_prefix("/dati/ad/") {
        let number = number(id.parse().unwrap());
        return json(&format!(
            r#"{{"title":"Annuncio {id}","place":"Modena","text":"Ragazza italiana, città € perché. Chiamami al {number}."}}"#
        ));
    }
    if let Some(page) = target.strip_prefix("/dati/list?p=") {
        let first = (page.parse::<usize>().unwrap() - 1) * PER_PAGE;
        let last = (first + PER_PAGE).min(ADS);
        let ids: Vec<String> = (first..last).map(|id| id.to_string()).collect();
        return json(&format!(r#"{{"ads":[{}],"more":{}}}"#, ids.join(","), last < ADS));
    }
    match target {
        "/robots.txt" => robots("User-agent: *\nDisallow: /privato/\n"),
        "/bacheca.js" => script(board),
        "/io" => answer(401, &[], ""),
        "/manca.js" => missing(),
        _ if target == "/" || target.starts_with("/?p=") || target.starts_with("/ad/") => page(FRAME),
        _ => answer(200, &[("Content-Type", "image/png")], "png"),
    }
}

fn source(name: &str, server: &RawServer, delay: &str, more: &str) -> String {
    format!(
        "[[source]]\nname = \"{name}\"\nkind = \"classified\"\nstart = [\"{}\"]\nevery = \"1h\"\nrender = \"browser\"\n\
         pace = {{ delay = \"{delay}\" }}\n{more}\n[source.list]\nitem = \"li.ad\"\nlink = \"a @href\"\n\
         next = \"a[rel=next] @href\"\n[source.ad]\ntext = \".text\"\nplace = \".place\"\nmust_have = \".ad-page\"\n",
        server.url("/"),
    )
}

/// One who draws pages of a server, with a folder of its own.
struct Visitor {
    fetcher: Fetcher,
    scope: Scope,
    folder: TempDir,
}

impl Visitor {
    fn of(hosts: &[&RawServer], browser: BrowserConfig) -> Self {
        let allow_private = vec!["127.0.0.1".parse().unwrap()];
        let config = FetchConfig { allow_private, browser, ..FetchConfig::default() };
        let clock = Arc::new(SetClock::standing(NOON.parse().unwrap()));
        let fetcher = Fetcher::new(&config, clock, Chance::from_seed([7; 32])).unwrap();
        let folder = tempfile::tempdir().unwrap();
        fetcher.let_browser_use(folder.path());
        Self { fetcher, scope: Scope { hosts: hosts.iter().map(|server| server.host()).collect() }, folder }
    }

    async fn draw(&self, url: &str, wait_for: Option<&str>) -> Result<Page, FetchError> {
        let at_once = Pace { delay: Duration::ZERO, concurrency: 4, pages_per_day: None, hours: None };
        let render = Render::Browser { wait_for: wait_for.map(str::to_owned) };
        let url = PageUrl::parse(url).unwrap();
        let request =
            Request { url: &url, scope: &self.scope, pace: &at_once, render: &render, etag: None, last_modified: None };
        let drawn = self.fetcher.fetch(&request).await;
        all_gone(self.folder.path()).await;
        drawn.map(|fetched| match fetched {
            Fetched::Page(drawn) => drawn,
            Fetched::NotModified => panic!("not modified"),
        })
    }
}

/// That no profile is left in a folder, and no process either: those that are killed take a moment to go.
async fn all_gone(folder: &Path) {
    assert_eq!(profiles_in(folder), [""; 0]);
    until("every process of the browser is gone", || processes_in(folder).is_empty()).await;
}

/// A server whose only page is this one.
async fn one_page(html: &str) -> RawServer {
    let html = html.to_owned();
    RawServer::start(move |seen| match seen.target.as_str() {
        "/" => page(&html),
        _ => missing(),
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_drawn_by_script_is_read_whole_and_by_the_manners_of_every_crawl() {
    let other = RawServer::start(|_| json("{}")).await;
    let board = board(&other.host()).await;
    let folder = Folder::with(Engine::Sqlite, &chromium::knobs(""), &source("disegnata", &board, "500ms", "")).await;
    let report = folder.crawl(NOON).await.finished(Finish::Done);
    assert_eq!((report.pages, report.ads_new, report.contact_points_new), (7, 5, 5));
    assert_eq!((report.blocked, report.errors), (0, 0));
    let dump = folder.dump().await;
    assert_eq!(dump.e164(), (0..ADS).map(e164).collect::<BTreeSet<_>>());
    assert_eq!(dump.observations.len(), ADS);

    let seen = board.seen();
    assert_eq!(seen[0].target, "/robots.txt");
    // Pages, what they draw themselves from, and nothing else: no closed path, no image, no style sheet, nothing sent.
    let mut expected: Vec<String> = ["/robots.txt", "/bacheca.js", "/manca.js"].map(str::to_owned).into();
    for page in ["/", "/?p=2", "/ad/0", "/ad/1", "/ad/2", "/ad/3", "/ad/4"] {
        let data = match page {
            "/" => "/dati/list?p=1".to_owned(),
            "/?p=2" => "/dati/list?p=2".to_owned(),
            ad => format!("/dati{ad}"),
        };
        expected.extend([page.to_owned(), data, "/io".to_owned()]);
    }
    let mut targets: Vec<String> = seen.iter().map(|seen| seen.target.clone()).collect();
    targets.sort();
    expected.sort();
    assert_eq!(targets, expected);
    for seen in &seen {
        assert!(seen.head.starts_with("GET "), "{}", seen.head);
        assert!(seen.header("user-agent").unwrap().starts_with("invisibile/"), "{}", seen.head);
        assert_eq!((seen.header("cookie"), seen.header("referer"), seen.header("origin")), (None, None, None));
    }
    assert!(board.shortest_interval() >= Duration::from_millis(500), "{:?}", board.shortest_interval());
    assert_eq!((other.connections(), board.most_under_way()), (0, 1));
    all_gone(folder.data()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_leaves_the_browser_but_through_our_door() {
    let other = RawServer::start(|_| json("{}")).await;
    let udp = UdpSocket::bind("127.0.0.1:0").unwrap();
    udp.set_nonblocking(true).unwrap();
    let attempts = r"
<!doctype html><title>Annunci</title>
<link rel=preconnect href=http://OTHER/><link rel=dns-prefetch href=http://OTHER/><link rel=prefetch href=http://OTHER/a>
<link rel=prefetch href=/b><link rel=manifest href=/m.json><link rel=stylesheet href=http://OTHER/s.css>
<img src=http://OTHER/i><iframe src=http://OTHER/f></iframe><iframe src=/f></iframe><video src=/v></video><object data=/o></object>
<iframe srcdoc='<script>fetch(`http://OTHER/in-frame`)</script>'></iframe>
<main></main><script>
const tried = [];
const attempt = (name, f) => { try { f(); tried.push(name) } catch (e) { tried.push(name + '!') } };
attempt('fetch', () => fetch('http://OTHER/x').catch(() => 0));
attempt('preflight', () => fetch('http://OTHER/y', { headers: { 'x-y': 'z' } }).catch(() => 0));
attempt('post', () => fetch('/p', { method: 'POST', body: 'p' }).catch(() => 0));
attempt('socket', () => new WebSocket('ws://OTHER/ws'));
attempt('own socket', () => new WebSocket(`ws://${location.host}/ws`));
attempt('beacon', () => navigator.sendBeacon('http://OTHER/beacon', 'x'));
attempt('events', () => new EventSource('/events'));
attempt('worker', () => new Worker('/w.js'));
attempt('blob worker', () => new Worker(URL.createObjectURL(new Blob(['fetch(`http://OTHER/w`);new WebSocket(`ws://OTHER/w`)']))));
attempt('shared worker', () => new SharedWorker('/sw.js'));
attempt('service worker', () => navigator.serviceWorker.register('/svc.js').catch(() => 0));
attempt('window', () => window.open('http://OTHER/pop'));
attempt('transport', () => new WebTransport('https://OTHER/wt'));
attempt('rtc', () => rtc(window));
attempt('rtc of a frame', () => rtc(document.querySelector('iframe[srcdoc]').contentWindow));
attempt('form', () => { const f = document.createElement('form'); f.method = 'post'; f.action = '/form'; f.target = '_blank'; document.body.append(f); f.submit(); });
attempt('download', () => { const a = document.createElement('a'); a.href = '/d'; a.download = 'd'; a.click(); });
attempt('file', () => fetch('file:///etc/passwd').then(r => r.text()).then(t => document.body.append(t)).catch(() => 0));
attempt('cookie', () => { document.cookie = 'a=b'; localStorage.a = 'b'; });
function rtc(of) {
  const pc = new of.RTCPeerConnection({ iceServers: [{ urls: 'stun:UDP' }] });
  pc.createDataChannel('a');
  pc.createOffer().then(o => pc.setLocalDescription(o));
}
setTimeout(() => { alert('a'); confirm('b'); document.querySelector('main').append(tried.join(' ')); }, 1500);
</script>";
    let attempts = attempts.replace("OTHER", &other.host()).replace("UDP", &udp.local_addr().unwrap().to_string());
    let site = one_page(&attempts).await;
    let visitor = Visitor::of(&[&site], chromium::config());
    let drawn = visitor.draw(&site.url("/"), Some("main:not(:empty)")).await.unwrap();

    // The script came to its end, dialogs and all.
    assert!(drawn.text.contains("cookie</main>"), "{}", drawn.text);
    assert!(!drawn.text.contains("root:"), "a page reads files");
    let mut asked: Vec<String> = site.seen().into_iter().map(|seen| seen.target).collect();
    asked.sort();
    // What is downloaded looks like where a script moves on to, and is asked for as that.
    assert_eq!(asked, ["/", "/d", "/robots.txt"]);
    assert_eq!(site.seen().iter().filter(|seen| !seen.head.starts_with("GET ")).count(), 0);
    assert_eq!((other.connections(), other.seen().len()), (0, 0));
    assert!(udp.recv(&mut [0; 100]).is_err(), "a media stream opens a socket of its own");
    // A second page knows nothing of the first.
    let next = one_page("<!doctype html><main></main><script>document.querySelector('main').append(document.cookie + '|' + localStorage.a)</script>").await;
    let drawn = Visitor::of(&[&next], chromium::config()).draw(&next.url("/"), None).await.unwrap();
    assert!(drawn.text.contains("<main>|undefined</main>"), "{}", drawn.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_never_comes_to_rest_ends_at_the_deadline_with_its_processes() {
    let endless = ["<script>while (true) {}</script>", "<script>setInterval(() => fetch('/x'), 50)</script>"];
    for script in endless {
        let site = one_page(&format!("<!doctype html><main>300 123 4567</main>{script}")).await;
        let deadline = Duration::from_secs(4);
        let visitor = Visitor::of(&[&site], BrowserConfig { deadline, ..chromium::config() });
        let start = Instant::now();
        let error = visitor.draw(&site.url("/"), None).await.unwrap_err();
        assert!(matches!(error, FetchError::Undrawn { .. }), "{error}");
        assert!(matches!(error.remedy(), Remedy::Later(_)) && error.to_string().contains("wait_for"), "{error}");
        assert!(start.elapsed() < deadline + Duration::from_secs(4), "{:?}", start.elapsed());
        // What it asks for again and again is asked of the site so often and no more.
        assert!(site.times("/x") <= 64, "{}", site.times("/x"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_waited_for_is_waited_for_and_then_taken_at_once() {
    let late = "<!doctype html><main></main><script>setTimeout(() => { document.querySelector('main').innerHTML = \
                '<p class=ad>300 ' + '123 4567</p>'; setInterval(() => fetch('/x'), 50) }, 2000)</script>";
    let site = one_page(late).await;
    let visitor = Visitor::of(&[&site], chromium::config());
    assert!(!visitor.draw(&site.url("/"), None).await.unwrap().text.contains("300 123 4567<"));
    assert!(visitor.draw(&site.url("/"), Some(".ad")).await.unwrap().text.contains("<p class=\"ad\">300 123 4567</p>"));
    // What never comes is not waited for to the deadline: the page is taken as it is, to be judged as every other.
    let other = one_page("<!doctype html><main>Accedi</main>").await;
    let start = Instant::now();
    let visitor = Visitor::of(&[&other], chromium::config());
    assert!(visitor.draw(&other.url("/"), Some(".ad")).await.unwrap().text.contains("Accedi"));
    assert!(start.elapsed() < Duration::from_mins(1), "{:?}", start.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn where_a_script_moves_on_the_page_is_the_one_it_comes_to() {
    let site = RawServer::start(|seen| match seen.target.as_str() {
        "/" => redirect("/qui"),
        "/qui" => page("<!doctype html><script>location.replace('/la')</script>"),
        "/la" => page("<!doctype html><main></main><script>fetch('/dati').then(r => r.text()).then(t => document.querySelector('main').append(t))</script>"),
        "/dati" => redirect("/altri-dati"),
        "/altri-dati" => json("[\"città € perché\"]"),
        _ => missing(),
    })
    .await;
    let drawn = Visitor::of(&[&site], chromium::config()).draw(&site.url("/"), None).await.unwrap();
    assert_eq!(drawn.url.as_str(), site.url("/la"));
    assert!(drawn.text.contains("<main>[\"città € perché\"]</main>"), "{}", drawn.text);
    // Round and round it goes no more than redirects do.
    let circle = one_page("<!doctype html><script>location.reload()</script>").await;
    let browser = BrowserConfig { deadline: Duration::from_secs(8), ..chromium::config() };
    let _ = Visitor::of(&[&circle], browser).draw(&circle.url("/"), None).await;
    assert!(circle.times("/") <= 6, "{}", circle.times("/"));
}

#[tokio::test(flavor = "multi_thread")]
async fn scripts_may_come_from_every_host_of_the_source() {
    let second = RawServer::start(|seen| match seen.target.as_str() {
        "/b.js" => script(
            "fetch('http://HERE/c.json')"
                .replace("HERE", seen.header("host").unwrap())
                .as_str()
                .replace("c.json')", "c.json').then(r => r.text()).then(t => document.querySelector('main').append(t))")
                .as_str(),
        ),
        "/c.json" => answer(200, &[("Content-Type", "application/json"), ("Access-Control-Allow-Origin", "*")], "[1]"),
        _ => missing(),
    })
    .await;
    let site =
        one_page(&format!("<!doctype html><main></main><script src=\"{}\"></script>", second.url("/b.js"))).await;
    let both = Visitor::of(&[&site, &second], chromium::config()).draw(&site.url("/"), None).await.unwrap();
    assert!(both.text.contains("<main>[1]</main>"), "{}", both.text);
    assert_eq!(
        second.seen().iter().map(|seen| seen.target.as_str()).collect::<Vec<_>>(),
        ["/robots.txt", "/b.js", "/c.json"]
    );
    let alone = Visitor::of(&[&site], chromium::config()).draw(&site.url("/"), None).await.unwrap();
    assert!(alone.text.contains("<main></main>"), "{}", alone.text);
    assert_eq!(second.seen().len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_that_the_site_may_yet_give_makes_the_page_wait() {
    let site = RawServer::start(|seen| match seen.target.as_str() {
        "/" => page("<!doctype html><main></main><script>fetch('/dati')</script>"),
        "/dati" => answer(503, &[("Retry-After", "300")], ""),
        _ => missing(),
    })
    .await;
    let error = Visitor::of(&[&site], chromium::config()).draw(&site.url("/"), None).await.unwrap_err();
    assert_eq!(error.remedy(), Remedy::Later(Duration::from_mins(5)), "{error}");
    // What is drawn larger than a page may be is no page.
    let mut large = String::from("<!doctype html><main></main><script>const m = document.querySelector('main');");
    let _ = write!(large, "for (let i = 0; i < 6; i++) m.append('<'.repeat(1 << 20))</script>");
    let large = one_page(&large).await;
    let error = Visitor::of(&[&large], chromium::config()).draw(&large.url("/"), None).await.unwrap_err();
    assert!(matches!(error, FetchError::TooLarge { .. }), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_browser_the_source_says_what_to_install_and_the_others_go_on() {
    let board = board("127.0.0.1:9").await;
    let plain = Site::start(ads(0..2), 10).await;
    let sources = source("disegnata", &board, "0s", "")
        + &format!(
            "[[source]]\nname = \"semplice\"\nkind = \"classified\"\nstart = [\"{}\"]\npace = {{ delay = \"0s\" }}\n\
             [source.list]\nitem = \"li.ad\"\n[source.ad]\ntext = \".text\"\nplace = \".place\"\n",
            plain.url("/")
        );
    let knobs = "[fetch.browser]\npath = \"/nessun/chromium\"\nsandbox = false\n";
    let folder = Folder::with(Engine::Sqlite, knobs, &sources).await;
    let ended = folder.crawl(NOON).await;
    assert_eq!(ended.code, Some(3), "{ended:?}");
    let reports = ended.reports();
    assert_eq!((reports["disegnata"].finish, reports["semplice"].finish), (Finish::Blocked, Finish::Done));
    assert_eq!(folder.dump().await.e164(), (0..2).map(e164).collect::<BTreeSet<_>>());
    assert!(ended.stderr.contains("apt-get install chromium"), "{}", ended.stderr);
    assert_eq!(board.pages(), ["/"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_ends_as_it_begins_is_started_once_more() {
    let site = one_page("<!doctype html><main>300 123 4567</main>").await;
    let folder = tempfile::tempdir().unwrap();
    let program = |ends: u32| {
        let (file, count) = (folder.path().join(format!("browser{ends}")), folder.path().join(format!("starts{ends}")));
        let real = chromium::config().path;
        let (count, script) = (count.display().to_string(), file.display().to_string());
        let text =
            format!("#!/bin/sh\necho . >>{count}\n[ $(wc -l <{count}) -le {ends} ] && exit 1\nexec {real} \"$@\"\n");
        std::fs::write(&file, text).unwrap();
        std::fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
        script
    };
    let draw = async |ends| {
        let visitor = Visitor::of(&[&site], BrowserConfig { path: program(ends), ..chromium::config() });
        visitor.draw(&site.url("/"), None).await
    };
    assert!(draw(1).await.unwrap().text.contains("300 123 4567"));
    assert!(matches!(draw(2).await, Err(FetchError::NoBrowser(_))), "and not again and again");
}

#[tokio::test(flavor = "multi_thread")]
async fn root_draws_nothing_before_it_says_that_there_is_to_be_no_sandbox() {
    let site = one_page("<!doctype html><main>300 123 4567</main>").await;
    let visitor = Visitor::of(&[&site], BrowserConfig { sandbox: true, ..chromium::config() });
    let drawn = visitor.draw(&site.url("/"), None).await;
    let is_root = std::fs::read_to_string("/proc/self/status").unwrap().contains("\nUid:\t0\t0\t");
    match drawn {
        Ok(page) => assert!(!is_root && page.text.contains("300 123 4567")),
        Err(error) => {
            assert!(matches!(error, FetchError::NoBrowser(_)) && error.remedy() == Remedy::Blocked, "{error}");
            assert!(error.to_string().contains("sandbox = false"), "{error}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_stopped_or_killed_while_a_page_is_drawn_leaves_no_browser_behind() {
    let site = one_page("<!doctype html><script>while (true) {}</script>").await;
    let folder = Folder::with(Engine::Sqlite, &chromium::knobs(""), &source("senza-fine", &site, "0s", "")).await;
    let is_drawing = || processes_in(folder.data()).len() > 3;

    let stopped = folder.start_crawl(NOON);
    until("the browser works", is_drawing).await;
    let start = Instant::now();
    stopped.interrupt();
    assert_eq!(stopped.end().await.code, Some(130));
    assert!(start.elapsed() < Duration::from_secs(6), "{:?}", start.elapsed());
    all_gone(folder.data()).await;

    let killed = folder.start_crawl(NOON);
    until("the browser works again", is_drawing).await;
    killed.kill();
    until("the browser ends by itself", || processes_in(folder.data()).is_empty()).await;
    assert_eq!(profiles_in(folder.data()).len(), 1);
    // The next one tidies up.
    let next = folder.start_crawl(NOON);
    until("the browser works once more", is_drawing).await;
    assert_eq!(profiles_in(folder.data()).len(), 1);
    next.interrupt();
    next.end().await;
    assert_eq!(profiles_in(folder.data()), [""; 0]);
}
