//! The manners of the one door, judged from the other side of it: a server on loopback that misbehaves, and
//! what it saw of us.

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use invisibile::config::FetchConfig;
use invisibile::domain::{Chance, PageUrl, SetClock, Timestamp};
use invisibile::fetch::{FetchError, Fetched, Fetcher, HostState, Remedy, Request};
use invisibile::source::{Pace, Render, Scope};
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::support::raw_server::{Act, Answer, RawServer, Seen, answer, head, missing, page, redirect, robots};

const MINUTE: Duration = Duration::from_mins(1);

/// How a server answers whatever it is asked.
type Answering = fn() -> Answer;
/// Whether an error is of the kind that is expected.
type Kind = fn(&FetchError) -> bool;

/// A pace that holds nothing back.
const AT_ONCE: Pace = Pace { delay: Duration::ZERO, concurrency: 16, pages_per_day: None, hours: None };

fn every(millis: u64) -> Pace {
    Pace { delay: Duration::from_millis(millis), concurrency: 1, ..AT_ONCE }
}

fn noon() -> Timestamp {
    "2026-11-02T12:00".parse().unwrap()
}

fn config() -> FetchConfig {
    FetchConfig {
        contact: Some("mailto:ufficio@example.invalid".parse().unwrap()),
        allow_private: vec!["127.0.0.1".parse().unwrap()],
        ..FetchConfig::default()
    }
}

/// A crawler of one source, with a clock that stands until it is moved.
#[derive(Clone)]
struct Visitor {
    fetcher: Fetcher,
    clock: Arc<SetClock>,
    scope: Scope,
    pace: Pace,
}

impl Visitor {
    fn of(server: &RawServer, pace: Pace) -> Self {
        Self::with(&config(), vec![server.host()], pace)
    }

    fn with(config: &FetchConfig, hosts: Vec<String>, pace: Pace) -> Self {
        let clock = Arc::new(SetClock::standing(noon()));
        let fetcher = Fetcher::new(config, clock.clone(), Chance::from_seed([7; 32])).unwrap();
        Self { fetcher, clock, scope: Scope { hosts }, pace }
    }

    async fn get(&self, url: &str) -> Result<Fetched, FetchError> {
        let url = PageUrl::parse(url).unwrap();
        let request = Request {
            url: &url,
            scope: &self.scope,
            pace: &self.pace,
            render: &Render::Plain,
            etag: None,
            last_modified: None,
        };
        self.fetcher.fetch(&request).await
    }

    async fn text(&self, url: &str) -> String {
        match self.get(url).await.unwrap() {
            Fetched::Page(page) => page.text,
            Fetched::NotModified => panic!("not modified"),
        }
    }

    async fn remedy(&self, url: &str) -> Remedy {
        self.get(url).await.unwrap_err().remedy()
    }

    /// Asks for all at once and waits for all.
    async fn all(&self, urls: impl IntoIterator<Item = String>) -> Vec<Result<Fetched, FetchError>> {
        let mut asking = JoinSet::new();
        for url in urls {
            let visitor = self.clone();
            asking.spawn(async move { visitor.get(&url).await });
        }
        asking.join_all().await
    }

    fn later(&self, by: Duration) {
        self.clock.set(noon().plus(by));
    }
}

/// A server that allows everything and answers pages as `answering` says.
async fn open_site(answering: impl Fn(&Seen) -> Answer + Send + Sync + 'static) -> RawServer {
    RawServer::start(move |seen| if seen.target == "/robots.txt" { missing() } else { answering(seen) }).await
}

/// A server whose robots.txt gets `first`, and whose pages are fine.
async fn site_with_robots(first: impl Fn() -> Answer + Send + Sync + 'static) -> RawServer {
    RawServer::start(move |seen| if seen.target == "/robots.txt" { first() } else { page("fine") }).await
}

fn waited(remedy: Remedy) -> Duration {
    match remedy {
        Remedy::Later(wait) => wait,
        other => panic!("expected later, found {other:?}"),
    }
}

mod identity {
    use super::*;

    #[tokio::test]
    async fn every_request_says_who_we_are_and_who_can_be_written_to() {
        let server = open_site(|_| page("<p>città</p>")).await;
        let visitor = Visitor::of(&server, AT_ONCE);
        assert_eq!(visitor.text(&server.url("/a?b=1")).await, "<p>città</p>");
        let seen = server.seen();
        assert_eq!(seen.len(), 2);
        for seen in seen {
            let version = env!("CARGO_PKG_VERSION");
            let agent = format!("invisibile/{version} (+mailto:ufficio@example.invalid)");
            assert_eq!(seen.header("user-agent"), Some(&*agent));
            assert_eq!(seen.header("from"), Some("ufficio@example.invalid"));
            assert!(seen.header("accept-language").is_some_and(|value| value.starts_with("it")));
            assert!(seen.header("accept").is_some_and(|value| value.contains("text/html")));
            assert_eq!(seen.header("cookie"), None);
            assert_eq!(seen.header("referer"), None);
        }
    }

    #[tokio::test]
    async fn without_a_contact_only_loopback_is_visited() {
        let server = open_site(|_| page("home")).await;
        let config = FetchConfig { contact: None, ..config() };
        let visitor = Visitor::with(&config, vec![server.host(), "example.invalid".to_owned()], AT_ONCE);
        assert_eq!(visitor.text(&server.url("/")).await, "home");
        let error = visitor.get("http://example.invalid/").await.unwrap_err();
        assert_eq!(error.remedy(), Remedy::Forbidden);
        assert!(error.to_string().contains("`contact`"), "{error}");
    }

    #[tokio::test]
    async fn a_page_that_has_not_changed_is_not_sent_again() {
        let server = open_site(|seen| match seen.header("if-none-match") {
            Some("\"v1\"") => answer(304, &[], ""),
            _ => answer(200, &[("ETag", "\"v1\""), ("Last-Modified", "Mon, 02 Nov 2026 10:00:00 GMT")], "text"),
        })
        .await;
        let visitor = Visitor::of(&server, AT_ONCE);
        let url = PageUrl::parse(&server.url("/")).unwrap();
        let Ok(Fetched::Page(page)) = visitor.get(url.as_str()).await else { panic!("no page") };
        let (etag, last_modified) = (page.etag.as_deref(), page.last_modified.as_deref());
        assert_eq!((etag, last_modified), (Some("\"v1\""), Some("Mon, 02 Nov 2026 10:00:00 GMT")));
        let request =
            Request { url: &url, scope: &visitor.scope, pace: &AT_ONCE, render: &Render::Plain, etag, last_modified };
        assert!(matches!(visitor.fetcher.fetch(&request).await, Ok(Fetched::NotModified)));
        assert_eq!(server.seen().last().unwrap().header("if-modified-since"), last_modified);
    }

    #[tokio::test]
    async fn an_error_never_tells_the_path() {
        let server = open_site(|seen| match &*seen.target {
            "/secret/reset" => vec![Act::Reset],
            "/secret/gone" => missing(),
            _ => vec![Act::Send(b"nonsense\r\n\r\n".to_vec()), Act::Close],
        })
        .await;
        let visitor = Visitor::of(&server, AT_ONCE);
        for path in ["/secret/reset", "/secret/gone", "/secret/nonsense"] {
            let error = visitor.get(&server.url(path)).await.unwrap_err();
            assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
            assert!(error.to_string().contains(&server.host()), "{error}");
        }
    }
}

mod robots_txt {
    use super::*;

    #[tokio::test]
    async fn nothing_leaves_before_a_slow_robots_answer_is_in() {
        let server = site_with_robots(|| {
            let mut slow = vec![Act::Wait(Duration::from_millis(400))];
            slow.extend(robots("User-agent: *\nDisallow: /private\n"));
            slow
        })
        .await;
        let visitor = Visitor::of(&server, AT_ONCE);
        let closed = (0..8).map(|number| server.url(&format!("/private/{number}")));
        let open = (0..4).map(|number| server.url(&format!("/open/{number}")));
        let answers = visitor.all(closed.chain(open)).await;
        let refused = answers.iter().filter(|answer| matches!(answer, Err(FetchError::Disallowed { .. }))).count();
        assert_eq!(refused, 8, "{answers:?}");
        assert_eq!(server.times("/robots.txt"), 1);
        let first = &server.seen()[0];
        assert_eq!(first.target, "/robots.txt");
        assert_eq!(server.pages().len(), 4);
        assert!(server.pages().iter().all(|target| target.starts_with("/open/")));
        assert!(server.seen()[1..].iter().all(|seen| seen.at - first.at >= Duration::from_millis(400)));
    }

    #[tokio::test]
    async fn a_robots_txt_that_cannot_be_read_closes_the_host_and_is_asked_again_ever_later() {
        let cases: [(&str, Answering); 6] = [
            ("503", || answer(503, &[], "")),
            ("500", || answer(500, &[], "")),
            ("429", || answer(429, &[], "")),
            ("reset", || vec![Act::Reset]),
            ("cut", || vec![Act::Send(head(200, &[("Content-Length", "100")])), Act::Close]),
            ("to a metadata address", || redirect("http://169.254.169.254/robots.txt")),
        ];
        for (name, first) in cases {
            let server = site_with_robots(first).await;
            let visitor = Visitor::of(&server, AT_ONCE);
            let answers = visitor.all((0..5).map(|number| server.url(&format!("/{number}")))).await;
            assert!(
                answers.iter().all(|answer| matches!(waited(answer.as_ref().unwrap_err().remedy()).as_secs(), 1..=66)),
                "{name}: {answers:?}"
            );
            assert_eq!(server.times("/robots.txt"), 1, "{name}");
            visitor.later(Duration::from_secs(59));
            visitor.get(&server.url("/")).await.unwrap_err();
            assert_eq!(server.times("/robots.txt"), 1, "{name}");
            visitor.later(Duration::from_secs(67));
            let second = waited(visitor.remedy(&server.url("/")).await);
            assert!((2 * MINUTE..=2 * MINUTE + Duration::from_secs(12)).contains(&second), "{name}: {second:?}");
            assert_eq!(server.times("/robots.txt"), 2, "{name}");
            assert_eq!(server.pages(), [""; 0], "{name}");
        }
    }

    #[tokio::test]
    async fn a_robots_txt_that_drips_is_cut_and_closes_the_host() {
        let server = site_with_robots(|| {
            vec![Act::Send(head(200, &[])), Act::Forever(b"#".to_vec(), Duration::from_millis(20))]
        })
        .await;
        let config = FetchConfig { total_timeout: Duration::from_millis(300), ..config() };
        let visitor = Visitor::with(&config, vec![server.host()], AT_ONCE);
        let error = visitor.get(&server.url("/")).await.unwrap_err();
        assert!(matches!(error, FetchError::RobotsUnread { .. }), "{error:?}");
        assert_eq!(server.pages(), [""; 0]);
    }

    #[tokio::test]
    async fn who_waited_asks_when_the_one_who_asked_is_gone() {
        let asked = AtomicUsize::new(0);
        let server = site_with_robots(move || {
            if asked.fetch_add(1, Ordering::Relaxed) == 0 { vec![Act::Wait(MINUTE)] } else { robots("") }
        })
        .await;
        let visitor = Visitor::of(&server, AT_ONCE);
        let url = server.url("/");
        let first = tokio::time::timeout(Duration::from_millis(200), visitor.get(&url));
        let (first, second) = tokio::join!(first, visitor.text(&url));
        assert!(first.is_err());
        assert_eq!(second, "fine");
    }

    #[tokio::test]
    async fn a_host_whose_robots_txt_recovers_is_open_again() {
        let asked = AtomicUsize::new(0);
        let server = site_with_robots(move || {
            if asked.fetch_add(1, Ordering::Relaxed) == 0 { answer(503, &[], "") } else { robots("") }
        })
        .await;
        let visitor = Visitor::of(&server, AT_ONCE);
        let error = visitor.get(&server.url("/")).await.unwrap_err();
        assert!(matches!(error, FetchError::RobotsUnread { .. }), "{error:?}");
        visitor.later(2 * MINUTE);
        assert_eq!(visitor.text(&server.url("/")).await, "fine");
    }

    #[tokio::test]
    async fn a_robots_txt_that_is_not_there_opens_the_host() {
        for status in [400, 401, 403, 404, 410, 451] {
            let server = site_with_robots(move || answer(status, &[], "User-agent: *\nDisallow: /\n")).await;
            assert_eq!(Visitor::of(&server, AT_ONCE).text(&server.url("/")).await, "fine", "{status}");
        }
    }

    #[tokio::test]
    async fn its_redirects_are_followed_five_times_even_out_of_scope() {
        let elsewhere = RawServer::start(|_| robots("User-agent: *\nDisallow: /closed\n")).await;
        let target = elsewhere.url("/their-robots");
        let server = RawServer::start(move |seen| match &*seen.target {
            "/robots.txt" => redirect("/1"),
            "/1" => redirect("/2"),
            "/2" => redirect("/3"),
            "/3" => redirect("/4"),
            "/4" => redirect(&target),
            _ => page("fine"),
        })
        .await;
        let visitor = Visitor::of(&server, AT_ONCE);
        assert_eq!(visitor.text(&server.url("/open")).await, "fine");
        assert_eq!(visitor.remedy(&server.url("/closed")).await, Remedy::Forbidden);
        assert_eq!(elsewhere.seen().len(), 1);
        assert_eq!(server.times("/closed"), 0);
    }

    #[tokio::test]
    async fn a_circle_of_redirects_counts_as_not_there() {
        let server = site_with_robots(|| redirect("/robots.txt")).await;
        assert_eq!(Visitor::of(&server, AT_ONCE).text(&server.url("/")).await, "fine");
        assert_eq!(server.times("/robots.txt"), 6);
    }

    #[tokio::test]
    async fn it_is_read_again_after_a_day() {
        let server = site_with_robots(|| robots("")).await;
        let visitor = Visitor::of(&server, AT_ONCE);
        for (hours, times) in [(0, 1), (23, 1), (24, 2), (25, 2)] {
            visitor.later(Duration::from_hours(hours));
            visitor.text(&server.url("/")).await;
            assert_eq!(server.times("/robots.txt"), times, "after {hours} hours");
        }
    }

    #[tokio::test]
    async fn no_more_than_its_first_500_kib_are_read() {
        let line = |path: &str| format!("Disallow: {path}\n");
        let filler = "# nothing\n".repeat(60 * 1024);
        let body = format!("User-agent: *\n{}{filler}{}", line("/early"), line("/late"));
        let server = site_with_robots(move || robots(&body)).await;
        let visitor = Visitor::of(&server, AT_ONCE);
        assert_eq!(visitor.remedy(&server.url("/early")).await, Remedy::Forbidden);
        assert_eq!(visitor.text(&server.url("/late")).await, "fine");
    }
}

mod gate {
    use super::*;

    #[tokio::test]
    async fn requests_never_come_in_shorter_intervals_than_asked() {
        let server = open_site(|seen| {
            let mut answer = vec![Act::Wait(Duration::from_millis(seen.target.len() as u64 * 7 % 40))];
            answer.extend(page("x"));
            answer
        })
        .await;
        for concurrency in [1, 4] {
            let visitor = Visitor::of(&server, Pace { concurrency, ..every(60) });
            visitor.all((0..6).map(|number| server.url(&format!("/{}", "a".repeat(number))))).await;
        }
        let mut at: Vec<Instant> = server.seen().into_iter().map(|seen| seen.at).collect();
        // The two visitors know nothing of each other: the step between them is not judged.
        assert_eq!(at.len(), 14);
        at.sort();
        let shortest = at[..7].windows(2).chain(at[7..].windows(2)).map(|pair| pair[1] - pair[0]).min().unwrap();
        assert!(shortest >= Duration::from_millis(60), "{shortest:?}");
    }

    #[tokio::test]
    async fn the_pace_that_is_allowed_is_used() {
        for concurrency in [1, 4] {
            let server = open_site(|_| page("x")).await;
            let visitor = Visitor::of(&server, Pace { concurrency, ..every(50) });
            let start = Instant::now();
            visitor.all((0..20).map(|number| server.url(&format!("/{number}")))).await;
            // Twenty pages and robots.txt: twenty intervals.
            let took = start.elapsed();
            assert!((Duration::from_secs(1)..Duration::from_millis(1400)).contains(&took), "{concurrency}: {took:?}");
        }
    }

    #[tokio::test]
    async fn a_crawl_delay_makes_the_interval_longer_and_never_shorter() {
        for (own, theirs, expected) in [(30, "0.15", 150), (150, "0.05", 150), (0, "0.1", 100)] {
            let server = site_with_robots(move || robots(&format!("User-agent: *\nCrawl-delay: {theirs}\n"))).await;
            let visitor = Visitor::of(&server, every(own));
            visitor.all((0..4).map(|number| server.url(&format!("/{number}")))).await;
            let mut at: Vec<Instant> =
                server.seen().into_iter().filter(|seen| seen.target != "/robots.txt").map(|seen| seen.at).collect();
            at.sort();
            let shortest = at.windows(2).map(|pair| pair[1] - pair[0]).min().unwrap();
            assert!(shortest >= Duration::from_millis(expected), "{own} ms and {theirs} s: {shortest:?}");
        }
    }

    #[tokio::test]
    async fn a_crawl_delay_that_is_far_off_is_handed_back() {
        let server = site_with_robots(|| robots("User-agent: *\nCrawl-delay: 3600\n")).await;
        let visitor = Visitor::of(&server, every(0));
        assert_eq!(visitor.text(&server.url("/1")).await, "fine");
        let wait = waited(visitor.remedy(&server.url("/2")).await);
        assert!(wait > 59 * MINUTE, "{wait:?}");
        assert_eq!(server.times("/2"), 0);
    }

    #[tokio::test]
    async fn no_more_requests_are_under_way_than_allowed() {
        let server = open_site(|_| {
            let mut slow = vec![Act::Send(head(200, &[("Content-Length", "4")])), Act::Send(b"sl".to_vec())];
            slow.extend([Act::Wait(Duration::from_millis(30)), Act::Send(b"ow".to_vec())]);
            slow
        })
        .await;
        let visitor = Visitor::of(&server, Pace { concurrency: 3, ..AT_ONCE });
        let answers = visitor.all((0..18).map(|number| server.url(&format!("/{number}")))).await;
        assert!(answers.iter().all(Result::is_ok));
        assert_eq!(server.most_under_way(), 3);
    }

    #[tokio::test]
    async fn a_request_that_is_given_up_gives_its_turn_back() {
        let server = open_site(|seen| if seen.target == "/slow" { vec![Act::Wait(MINUTE)] } else { page("x") }).await;
        let visitor = Visitor::of(&server, every(0));
        let slow = server.url("/slow");
        assert!(tokio::time::timeout(Duration::from_millis(200), visitor.get(&slow)).await.is_err());
        assert_eq!(server.times("/slow"), 1);
        assert_eq!(visitor.text(&server.url("/quick")).await, "x");
    }

    #[tokio::test]
    async fn sources_on_one_host_share_the_gate_and_the_slowest_pace_wins() {
        let server = open_site(|_| {
            let mut slow = vec![Act::Wait(Duration::from_millis(5))];
            slow.extend(page("x"));
            slow
        })
        .await;
        let hasty = Visitor::of(&server, AT_ONCE);
        let slow = Visitor { pace: every(80), ..hasty.clone() };
        slow.text(&server.url("/first")).await;
        let urls = |name: &str| (0..4).map(|number| server.url(&format!("/{name}{number}"))).collect::<Vec<_>>();
        let (one, other) = tokio::join!(hasty.all(urls("hasty")), slow.all(urls("slow")));
        assert!(one.iter().chain(&other).all(Result::is_ok));
        assert!(server.shortest_interval() >= Duration::from_millis(80), "{:?}", server.shortest_interval());
        assert_eq!(server.most_under_way(), 1);
    }

    #[tokio::test]
    async fn outside_its_hours_a_source_is_not_asked_for_anything() {
        let server = open_site(|_| page("x")).await;
        let pace = Pace { hours: Some("14:00-18:00".parse().unwrap()), ..AT_ONCE };
        let visitor = Visitor::of(&server, pace);
        let error = visitor.get(&server.url("/")).await.unwrap_err();
        assert_eq!(error, FetchError::OutsideHours { host: server.host(), wait: 120 * MINUTE });
        assert_eq!(server.seen().len(), 0);
        visitor.later(120 * MINUTE);
        assert_eq!(visitor.text(&server.url("/")).await, "x");
        visitor.later(6 * 60 * MINUTE);
        assert_eq!(waited(visitor.remedy(&server.url("/")).await), 20 * 60 * MINUTE);
    }

    #[tokio::test]
    async fn the_pages_of_a_day_come_to_an_end_and_begin_again() {
        let server = open_site(|_| page("x")).await;
        let visitor = Visitor::of(&server, Pace { pages_per_day: Some(3), ..AT_ONCE });
        let answers = visitor.all((0..10).map(|number| server.url(&format!("/{number}")))).await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 3);
        assert_eq!(server.pages().len(), 3);
        let wait = waited(visitor.remedy(&server.url("/")).await);
        assert_eq!(wait, Duration::from_hours(12));
        // A restart does not give the day's pages back.
        let remembered = visitor.fetcher.host_state(&server.host());
        let restarted = Visitor::of(&server, visitor.pace);
        restarted.fetcher.restore(&server.host(), remembered);
        assert_eq!(waited(restarted.remedy(&server.url("/")).await), Duration::from_hours(12));
        visitor.later(wait);
        assert_eq!(visitor.text(&server.url("/")).await, "x");
    }

    #[tokio::test]
    async fn a_restart_does_not_hurry() {
        let server = open_site(|_| page("x")).await;
        let visitor = Visitor::of(&server, every(200));
        visitor.text(&server.url("/1")).await;
        let remembered = visitor.fetcher.host_state(&server.host());
        assert!(remembered.next_at.is_some_and(|next| next > noon()), "{remembered:?}");
        let restarted = Visitor::of(&server, every(200));
        restarted.fetcher.restore(&server.host(), remembered);
        restarted.text(&server.url("/2")).await;
        assert!(server.shortest_interval() >= Duration::from_millis(198), "{:?}", server.shortest_interval());
        assert_eq!(visitor.fetcher.host_state("example.invalid"), HostState::default());
    }
}

mod pauses {
    use super::*;

    #[tokio::test]
    async fn retry_after_is_waited_out_to_the_second() {
        for (status, value) in [(429, "120"), (503, "120"), (429, "Mon, 02 Nov 2026 11:02:00 GMT")] {
            let count = AtomicUsize::new(0);
            let server = open_site(move |_| {
                if count.fetch_add(1, Ordering::Relaxed) == 0 {
                    answer(status, &[("Retry-After", value)], "slow down")
                } else {
                    page("thanks")
                }
            })
            .await;
            let visitor = Visitor::of(&server, AT_ONCE);
            assert_eq!(visitor.remedy(&server.url("/1")).await, Remedy::Later(2 * MINUTE), "{status} {value}");
            visitor.later(Duration::from_secs(119));
            assert_eq!(visitor.remedy(&server.url("/2")).await, Remedy::Later(Duration::from_secs(1)));
            assert_eq!(server.pages(), ["/1"]);
            visitor.later(2 * MINUTE);
            assert_eq!(visitor.text(&server.url("/1")).await, "thanks");
        }
    }

    #[tokio::test]
    async fn a_burst_of_refusals_is_one_incident_of_a_minute() {
        let server = open_site(|_| {
            let mut slow = vec![Act::Wait(Duration::from_millis(50))];
            slow.extend(answer(429, &[], ""));
            slow
        })
        .await;
        let visitor = Visitor::of(&server, AT_ONCE);
        visitor.all((0..8).map(|number| server.url(&format!("/{number}")))).await;
        let state = visitor.fetcher.host_state(&server.host());
        assert_eq!(state.incidents, 1);
        let wait = state.paused_until.unwrap().since(noon());
        assert!((MINUTE..=MINUTE + Duration::from_secs(6)).contains(&wait), "{wait:?}");
        let before = server.pages().len();
        visitor.all((0..8).map(|number| server.url(&format!("/{number}")))).await;
        assert_eq!(server.pages().len(), before);
    }

    #[tokio::test]
    async fn a_pause_survives_a_restart() {
        let server = open_site(|_| answer(429, &[("Retry-After", "600")], "")).await;
        let visitor = Visitor::of(&server, AT_ONCE);
        visitor.get(&server.url("/")).await.unwrap_err();
        let restarted = Visitor::of(&server, AT_ONCE);
        restarted.fetcher.restore(&server.host(), visitor.fetcher.host_state(&server.host()));
        assert_eq!(restarted.remedy(&server.url("/")).await, Remedy::Later(10 * MINUTE));
        assert_eq!(server.seen().len(), 2);
    }

    #[tokio::test]
    async fn a_failing_server_is_asked_thrice_and_after_five_failures_in_a_row_left_alone() {
        let server = open_site(|_| answer(500, &[], "")).await;
        let visitor = Visitor::of(&server, AT_ONCE);
        let error = visitor.get(&server.url("/1")).await.unwrap_err();
        assert_eq!(error, FetchError::ServerFault { host: server.host(), status: 500 });
        assert_eq!(server.times("/1"), 3);
        let wait = waited(visitor.remedy(&server.url("/2")).await);
        assert!(wait >= MINUTE, "{wait:?}");
        assert_eq!(server.times("/2"), 2);
        visitor.get(&server.url("/3")).await.unwrap_err();
        assert_eq!(server.times("/3"), 0);
    }

    #[tokio::test]
    async fn a_broken_connection_is_tried_again_in_the_pace_of_the_host() {
        let count = AtomicUsize::new(0);
        let server =
            open_site(
                move |_| if count.fetch_add(1, Ordering::Relaxed) < 2 { vec![Act::Reset] } else { page("at last") },
            )
            .await;
        let visitor = Visitor::of(&server, every(100));
        assert_eq!(visitor.text(&server.url("/")).await, "at last");
        assert_eq!(server.times("/"), 3);
        assert!(server.shortest_interval() >= Duration::from_millis(100), "{:?}", server.shortest_interval());
    }
}

mod redirects {
    use super::*;

    #[tokio::test]
    async fn a_page_is_known_by_where_it_stands_in_the_end() {
        let server = open_site(|seen| match &*seen.target {
            "/old" => redirect("new?x=1"),
            _ => page("here"),
        })
        .await;
        let Ok(Fetched::Page(page)) = Visitor::of(&server, AT_ONCE).get(&server.url("/old")).await else {
            panic!("no page")
        };
        assert_eq!(page.url.as_str(), server.url("/new?x=1"));
    }

    #[tokio::test]
    async fn redirects_that_lead_nowhere_are_given_up() {
        let server = open_site(|seen| match &*seen.target {
            "/circle" => redirect("/circle"),
            "/nowhere" => answer(302, &[], ""),
            "/script" => redirect("javascript:alert(1)"),
            "/file" => redirect("file:///etc/passwd"),
            target => redirect(&format!("{target}x")),
        })
        .await;
        let visitor = Visitor::of(&server, AT_ONCE);
        for target in ["/circle", "/nowhere", "/script", "/file", "/grow"] {
            let error = visitor.get(&server.url(target)).await.unwrap_err();
            assert!(matches!(error, FetchError::Redirect { .. }), "{target}: {error:?}");
            assert_eq!(error.remedy(), Remedy::GiveUp);
        }
        assert_eq!(server.times("/circle"), 6);
    }

    #[tokio::test]
    async fn five_redirects_are_followed_each_in_its_turn() {
        let server = open_site(|seen| match seen.target.as_str() {
            "/5" => page("here"),
            target => redirect(&format!("/{}", target[1..].parse::<i32>().unwrap() + 1)),
        })
        .await;
        let visitor = Visitor::of(&server, every(40));
        assert_eq!(visitor.text(&server.url("/0")).await, "here");
        assert!(server.shortest_interval() >= Duration::from_millis(40), "{:?}", server.shortest_interval());
        assert_eq!(visitor.remedy(&server.url("/-1")).await, Remedy::GiveUp);
        assert_eq!(server.times("/5"), 1);
    }

    #[tokio::test]
    async fn a_redirect_never_leaves_the_hosts_of_the_source() {
        let other = open_site(|_| page("other")).await;
        let target = other.url("/");
        let server = open_site(move |_| redirect(&target)).await;
        let error = Visitor::of(&server, AT_ONCE).get(&server.url("/")).await.unwrap_err();
        assert_eq!(error, FetchError::OutOfScope { host: other.host() });
        assert_eq!(other.connections(), 0);
    }

    #[tokio::test]
    async fn a_redirect_passes_the_robots_of_its_target() {
        let other = site_with_robots(|| robots("User-agent: invisibile\nDisallow: /\n")).await;
        let target = other.url("/closed");
        let server = open_site(move |_| redirect(&target)).await;
        let visitor = Visitor::with(&config(), vec![server.host(), other.host()], AT_ONCE);
        assert_eq!(visitor.remedy(&server.url("/")).await, Remedy::Forbidden);
        assert_eq!(other.pages(), [""; 0]);
    }

    #[tokio::test]
    async fn no_redirect_leads_to_a_private_address() {
        for target in
            ["http://169.254.169.254/latest/", "http://[::ffff:10.0.0.1]/", "http://0x7f.2/", "http://localhost/"]
        {
            let server = open_site(move |_| redirect(target)).await;
            // Even a source that lists the address does not get there.
            let hosts = ["169.254.169.254", "[::ffff:a00:1]", "127.0.0.2", "localhost"].map(str::to_owned);
            let mut hosts = hosts.to_vec();
            hosts.push(server.host());
            let config = FetchConfig { allow_private: vec!["127.0.0.1/32".parse().unwrap()], ..config() };
            let visitor = Visitor::with(&config, hosts, AT_ONCE);
            let started = Instant::now();
            match visitor.get(&server.url("/")).await.unwrap_err() {
                FetchError::PrivateAddress { .. } => {}
                // The name may resolve to the one address that is allowed; nothing listens there.
                FetchError::RobotsUnread { .. } if target == "http://localhost/" => {}
                error => panic!("{target}: {error:?}"),
            }
            assert!(started.elapsed() < Duration::from_secs(2), "{target}");
        }
    }

    #[tokio::test]
    async fn a_name_that_resolves_to_a_private_address_is_not_connected_to() {
        let server = open_site(|_| page("home")).await;
        let host = format!("localhost:{}", server.port());
        let url = format!("http://{host}/");
        let strict = FetchConfig { allow_private: Vec::new(), ..config() };
        let error = Visitor::with(&strict, vec![host.clone()], AT_ONCE).get(&url).await.unwrap_err();
        assert_eq!(error, FetchError::PrivateAddress { host: host.clone() });
        assert_eq!(error.remedy(), Remedy::Forbidden);
        assert_eq!(server.connections(), 0);
        let named = FetchConfig { allow_private: vec!["localhost".parse().unwrap()], ..config() };
        assert_eq!(Visitor::with(&named, vec![host], AT_ONCE).text(&url).await, "home");
    }
}

mod bodies {
    use super::*;

    /// Ten megabytes of gzip that open to ten gigabytes: one piece, over and over.
    fn bomb() -> Vec<u8> {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(&vec![0; 1024 * 1024]).unwrap();
        packer.finish().unwrap().repeat(10_000)
    }

    #[tokio::test]
    async fn a_misbehaving_server_is_cut_off_and_told_apart() {
        let chunked = |rest: &[u8]| [&head(200, &[("Transfer-Encoding", "chunked")])[..], rest].concat();
        let html = ("Content-Type", "text/html");
        let long = MINUTE;
        let bomb = bomb();
        let bomb_size = bomb.len();
        let length = bomb.len().to_string();
        let bomb_head = head(200, &[html, ("Content-Encoding", "gzip"), ("Content-Length", &length)]);
        let too_large: Kind = |error| matches!(error, FetchError::TooLarge { .. });
        let broken: Kind = |error| matches!(error, FetchError::Broken { .. });
        let timed_out: Kind = |error| matches!(error, FetchError::TimedOut { .. });
        let not_read: Kind = |error| matches!(error, FetchError::MediaType { .. });
        let unreachable: Kind = |error| matches!(error, FetchError::Unreachable { .. });
        let cases: Vec<(&str, Answer, Kind)> = vec![
            (
                "endless body",
                vec![Act::Send(head(200, &[html])), Act::Forever(vec![b'a'; 4096], Duration::ZERO)],
                too_large,
            ),
            (
                "endless chunks",
                vec![Act::Send(chunked(b"")), Act::Forever(b"5\r\nhello\r\n".repeat(99), Duration::ZERO)],
                too_large,
            ),
            ("bomb", vec![Act::Send(bomb_head), Act::Send(bomb), Act::Close], too_large),
            ("body longer than allowed", answer(200, &[html], vec![b'a'; 65_537]), too_large),
            (
                "shorter than announced",
                vec![Act::Send(head(200, &[html, ("Content-Length", "99")])), Act::Send(b"short".to_vec()), Act::Close],
                broken,
            ),
            ("broken chunks", vec![Act::Send(chunked(b"5\r\nhello\r\nZZ\r\n")), Act::Close], broken),
            ("chunks without an end", vec![Act::Send(chunked(b"5\r\nhello\r\n")), Act::Close], broken),
            (
                "reset in mid-body",
                vec![
                    Act::Send(head(200, &[html, ("Content-Length", "99")])),
                    Act::Send(b"short".to_vec()),
                    Act::Wait(Duration::from_millis(30)),
                    Act::Reset,
                ],
                broken,
            ),
            ("broken gzip", answer(200, &[html, ("Content-Encoding", "gzip")], b"this is no gzip"), broken),
            (
                "slow drip",
                vec![Act::Send(head(200, &[html])), Act::Forever(b"a".to_vec(), Duration::from_millis(50))],
                timed_out,
            ),
            (
                "slow drip of headers",
                vec![
                    Act::Send(b"HTTP/1.1 200 OK\r\n".to_vec()),
                    Act::Forever(b"X: y\r\n".to_vec(), Duration::from_millis(50)),
                ],
                timed_out,
            ),
            ("silence", vec![Act::Wait(long)], timed_out),
            ("silence in mid-body", vec![Act::Send(head(200, &[html])), Act::Wait(long)], timed_out),
            ("a picture", answer(200, &[("Content-Type", "image/png")], b"png"), not_read),
            ("a file", answer(200, &[("Content-Type", "application/octet-stream")], b"file"), not_read),
            ("no http", vec![Act::Send(b"SSH-2.0-OpenSSH\r\n\r\n".to_vec()), Act::Close], unreachable),
            ("nothing", vec![Act::Close], unreachable),
        ];
        let config = FetchConfig {
            body_limit: 65_536,
            read_timeout: Duration::from_secs(1),
            total_timeout: Duration::from_secs(2),
            ..config()
        };
        let visitor = Visitor::with(&config, Vec::new(), AT_ONCE);
        let mut checks = JoinSet::new();
        for (name, answer, expected) in cases {
            let mut visitor = visitor.clone();
            checks.spawn(async move {
                let server = open_site(move |_| answer.clone()).await;
                visitor.scope.hosts.push(server.host());
                let error = visitor.get(&server.url("/")).await.unwrap_err();
                assert!(expected(&error), "{name}: {error:?}");
                let for_good = matches!(error, FetchError::TooLarge { .. } | FetchError::MediaType { .. });
                assert_eq!(error.remedy() == Remedy::GiveUp, for_good, "{name}");
                assert_eq!(matches!(error.remedy(), Remedy::Later(_)), !for_good, "{name}");
                assert!(server.bytes_sent() < bomb_size, "{name}: {} bytes were taken", server.bytes_sent());
            });
        }
        checks.join_all().await;
    }

    #[tokio::test]
    async fn a_compressed_page_is_read() {
        let text = "città € perché ".repeat(1000);
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(text.as_bytes()).unwrap();
        let bytes = packer.finish().unwrap();
        let server = open_site(move |_| {
            answer(200, &[("Content-Type", "text/plain; charset=utf-8"), ("Content-Encoding", "gzip")], &bytes)
        })
        .await;
        assert_eq!(Visitor::of(&server, AT_ONCE).text(&server.url("/")).await, text);
        assert!(server.seen()[1].header("accept-encoding").is_some_and(|value| value.contains("gzip")));
    }

    #[tokio::test]
    async fn a_page_compressed_in_several_members_is_read_whole() {
        // RFC 1952, 2.2: a file is a series of members. Some servers flush one each time they have a piece.
        let members = |text: &str| {
            let pack = |piece: &str| {
                let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
                packer.write_all(piece.as_bytes()).unwrap();
                packer.finish().unwrap()
            };
            text.split_inclusive('\n').flat_map(pack).collect::<Vec<u8>>()
        };
        let text = "città € perché\n".repeat(3);
        let bytes = members(&text);
        let server = open_site(move |seen| {
            if seen.target == "/ads.xml.gz" {
                return answer(200, &[("Content-Type", "application/gzip")], &bytes);
            }
            answer(200, &[("Content-Type", "text/plain; charset=utf-8"), ("Content-Encoding", "gzip")], &bytes)
        })
        .await;
        let visitor = Visitor::of(&server, AT_ONCE);
        assert_eq!(visitor.text(&server.url("/")).await, text);
        assert_eq!(visitor.text(&server.url("/ads.xml.gz")).await, text);
    }

    #[tokio::test]
    async fn the_charset_of_the_header_reaches_the_decoder() {
        let (bytes, _, _) = encoding_rs::ISO_8859_15.encode("<p>città € perché</p>");
        for charset in ["ISO-8859-15", "\"iso-8859-15\"", "iso-8859-15; x=y", "'l9'"] {
            let media_type = format!("text/html;Charset={charset}");
            let bytes = bytes.to_vec();
            let server = open_site(move |_| answer(200, &[("Content-Type", &media_type)], &bytes)).await;
            assert_eq!(
                Visitor::of(&server, AT_ONCE).text(&server.url("/")).await,
                "<p>città € perché</p>",
                "{charset}"
            );
        }
    }

    #[tokio::test]
    async fn media_types_that_can_hold_an_ad_are_read() {
        for media_type in [
            "text/html",
            "TEXT/HTML",
            "application/xhtml+xml",
            "application/rss+xml",
            "text/xml",
            "application/json",
            "application/ld+json",
            "text/plain",
            "",
        ] {
            let server = open_site(move |_| answer(200, &[("Content-Type", media_type)], "x")).await;
            let Ok(Fetched::Page(page)) = Visitor::of(&server, AT_ONCE).get(&server.url("/")).await else {
                panic!("{media_type} is not read")
            };
            let expected = if media_type.is_empty() { "text/html" } else { media_type };
            assert_eq!(page.media_type, expected.to_lowercase());
        }
    }

    #[tokio::test]
    async fn a_status_says_what_to_do() {
        let cases = [
            (401, Remedy::Blocked),
            (403, Remedy::Blocked),
            (407, Remedy::Blocked),
            (451, Remedy::Blocked),
            (404, Remedy::GiveUp),
            (410, Remedy::GiveUp),
            (400, Remedy::GiveUp),
            (405, Remedy::GiveUp),
        ];
        for (status, remedy) in cases {
            let server = open_site(move |_| answer(status, &[], "")).await;
            assert_eq!(Visitor::of(&server, AT_ONCE).remedy(&server.url("/")).await, remedy, "{status}");
            assert_eq!(server.pages().len(), 1, "{status}");
        }
    }

    #[tokio::test]
    async fn a_host_that_does_not_answer_is_unreachable_for_now() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let host = listener.local_addr().unwrap().to_string();
        drop(listener);
        let visitor = Visitor::with(&config(), vec![host.clone()], AT_ONCE);
        let error = visitor.get(&format!("http://{host}/")).await.unwrap_err();
        assert!(matches!(&error, FetchError::RobotsUnread { wait, .. } if *wait >= MINUTE), "{error:?}");
    }
}
