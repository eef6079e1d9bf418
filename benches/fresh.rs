//! What it costs to know what is new: the invented region for thirty days, one request a host every two seconds.
//!
//! `cargo bench --bench fresh [-- DAYS]` crawls its eighteen sites over loopback with the program's own round, four
//! visits a day, and beside that counts what "fetch everything each day" asks for on the same sites: every page of
//! every list, and every page that these name. Both wait two seconds between two requests to one host; the wait is
//! reckoned and not waited for. The third row is "fetch everything", stopped each day after as many requests to each
//! host as the program made in all its visits of that day.
//!
//! Layouts that change are told on their day, with the selector that fails.
//!
//! A *new ad* is one put up after the first day, at an address of its own, on a site that lists ads and can be read
//! without logging in. It is *seen* when its page is asked for.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement tells, and stops where it cannot go on")]

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, RwLock};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use http::{HeaderMap, StatusCode, Uri, header};
use invisibile::app::{App, Kind, Options};
use invisibile::config::Config;
use invisibile::crawl::{Crawl, crawl_once};
use invisibile::demo::{Reach, Region, Request};
use invisibile::domain::{Clock, Finish, NumberingPlan, Page, PageUrl, SetClock, TimeOfDay, Timestamp};
use invisibile::extract;
use invisibile::fetch::Fetcher;
use invisibile::parse::Document;
use invisibile::reference::Reference;
use invisibile::source::{Source, SourceKind, Sources};
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

const DELAY: Duration = Duration::from_secs(2);
/// Everything of a day is up before seven.
const VISITS: [u16; 4] = [7, 13, 19, 24];
const DAY: Duration = Duration::from_hours(24);

/// The pages asked for so far.
struct Log {
    clock: Arc<SetClock>,
    began: Mutex<Timestamp>,
    /// Requests in the visit under way, by host.
    counts: Mutex<HashMap<String, u32>>,
    /// When each target was first asked for, by host and target.
    first: Mutex<HashMap<(String, String), Timestamp>>,
}

impl Log {
    fn begin(&self, at: Timestamp) {
        *self.began.lock().unwrap() = at;
        self.counts.lock().unwrap().clear();
        self.clock.set(at);
    }

    /// Takes note of a request, two seconds after the one before to that host; the clock goes along.
    fn note(&self, host: &str, target: &str) {
        let mut counts = self.counts.lock().unwrap();
        let count = counts.entry(host.to_owned()).or_default();
        *count += 1;
        let at = self.began.lock().unwrap().plus(DELAY * *count);
        if at > self.clock.now() {
            self.clock.set(at);
        }
        self.first.lock().unwrap().entry((host.to_owned(), target.to_owned())).or_insert(at);
    }

    fn asked(&self) -> HashMap<String, u32> {
        self.counts.lock().unwrap().clone()
    }
}

#[derive(Clone)]
struct Site {
    region: Arc<RwLock<Region>>,
    log: Arc<Log>,
    name: String,
    host: String,
}

async fn answer(State(site): State<Site>, uri: Uri, headers: HeaderMap) -> Response {
    let target = uri.path_and_query().map_or("/", |target| target.as_str());
    site.log.note(&site.host, target);
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let request = Request {
        path: target,
        host: &site.host,
        if_none_match: text(header::IF_NONE_MATCH),
        if_modified_since: text(header::IF_MODIFIED_SINCE),
    };
    let reply = site.region.read().unwrap().get(&site.name, &request).unwrap();
    let mut response = Response::new(Body::from(reply.body));
    *response.status_mut() = StatusCode::from_u16(reply.status).unwrap();
    let sent = response.headers_mut();
    sent.insert(header::CONTENT_TYPE, reply.media.parse().unwrap());
    for (name, value) in [(header::ETAG, reply.etag), (header::LAST_MODIFIED, reply.last_modified)] {
        if let Some(value) = value {
            sent.insert(name, value.parse().unwrap());
        }
    }
    response
}

async fn serve(region: &Arc<RwLock<Region>>, log: &Arc<Log>) -> (u16, JoinSet<()>) {
    let free = std::net::TcpListener::bind("127.0.0.11:0").unwrap().local_addr().unwrap().port();
    let mut tasks = JoinSet::new();
    let toml = region.read().unwrap().sources_toml(free);
    for source in &Sources::parse(&toml).unwrap() {
        let host = source.start[0].host();
        let listener = TcpListener::bind(host.parse::<SocketAddr>().unwrap()).await.unwrap();
        let site = Site { region: Arc::clone(region), log: Arc::clone(log), name: source.name.clone(), host };
        let router = Router::new().fallback(answer).with_state(site);
        tasks.spawn(async move { axum::serve(listener, router).await.unwrap() });
    }
    (free, tasks)
}

fn sources(region: &RwLock<Region>, port: u16, is_mended: bool) -> Sources {
    let region = region.read().unwrap();
    let toml = if is_mended { region.mended_sources_toml(port) } else { region.sources_toml(port) };
    Sources::parse(&toml).unwrap()
}

/// One visit of the program: the sources that are due, until nothing is left. The sources whose layout changed.
async fn visit(app: &App, config: &Config, log: &Log, fetcher: &Fetcher, sources: Sources) -> Vec<String> {
    let clock = Arc::clone(&log.clock) as Arc<dyn Clock>;
    let crawl = Arc::new(Crawl {
        store: app.store.clone(),
        fetcher: fetcher.clone(),
        sources: Arc::new(sources),
        territories: Arc::new(config.territories.clone()),
        reference: Reference::load(),
        plan: NumberingPlan::Rehearsal,
        deny: extract::DenyList::with(&[] as &[&str], NumberingPlan::Rehearsal).unwrap(),
        lifetimes: config.privacy.lifetimes.clone(),
        observation_batch: config.privacy.observation_batch,
        config: config.crawl.clone(),
        clock,
        owner: "bench".to_owned(),
    });
    let tell = Arc::new(|_| ());
    let reports = crawl_once(&crawl, None, &CancellationToken::new(), &(tell as _)).await.unwrap();
    let drifted = reports.into_iter().filter(|report| report.finish == Finish::Drift);
    drifted
        .map(|report| {
            println!("{}: {}", report.source, report.reason.unwrap_or_default());
            report.source
        })
        .collect()
}

/// What "fetch everything" asks of one source: every list, and every page that these name.
fn everything(region: &Region, source: &Source) -> Vec<PageUrl> {
    let mut asked = Vec::new();
    let mut met: HashSet<PageUrl> = source.start.iter().cloned().collect();
    let mut waiting: VecDeque<(PageUrl, bool)> = source.start.iter().map(|url| (url.clone(), true)).collect();
    let host = source.start[0].host();
    while let Some((url, is_list)) = waiting.pop_front() {
        asked.push(url.clone());
        let target = url.as_url()[url::Position::BeforePath..].to_owned();
        let request = Request { path: &target, host: &host, ..Request::default() };
        if !is_list && source.kind != SourceKind::Forum {
            continue;
        }
        let reply = region.get(&source.name, &request).unwrap();
        let text = match std::str::from_utf8(&reply.body) {
            Ok(text) => text.to_owned(),
            Err(_) => reply.body.iter().map(|byte| char::from(*byte)).collect(),
        };
        let media_type = reply.media.split(';').next().unwrap().to_owned();
        let page = Page { url: url.clone(), status: reply.status, media_type, text, etag: None, last_modified: None };
        let (links, next) = if !is_list {
            let thread =
                extract::thread(&Document::of(&page), &url, source, Reference::load(), NumberingPlan::Rehearsal);
            (Vec::new(), thread.next)
        } else if source.kind == SourceKind::Feed {
            let feed = extract::feed(&page, source, Reference::load(), NumberingPlan::Rehearsal);
            (feed.list.items, feed.list.next)
        } else {
            let list = extract::list(&Document::of(&page), &url, source);
            (list.items, list.next)
        };
        let links = links.into_iter().map(|item| (item.link, false)).chain(next.map(|next| (next.url, is_list)));
        waiting.extend(links.filter(|(url, _)| met.insert(url.clone())));
    }
    asked
}

/// Requests, and when each page was first asked for.
#[derive(Default)]
struct Tally {
    requests: u32,
    first: HashMap<(String, String), Timestamp>,
}

#[tokio::main]
async fn main() {
    let days: u16 = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(30);
    let region = Arc::new(RwLock::new(Region::new(1)));
    let at = |day: u16, hour: u16| {
        let day = Region::first_day().plus_days(i64::from(day + hour / 24));
        day.at(TimeOfDay::of(hour % 24, 0).unwrap()).plus(Duration::from_hours(u64::from(hour / 24)))
    };
    let log = Arc::new(Log {
        clock: Arc::new(SetClock::standing(at(0, VISITS[0]))),
        began: Mutex::new(at(0, VISITS[0])),
        counts: Mutex::default(),
        first: Mutex::default(),
    });
    let (port, _served) = serve(&region, &log).await;
    let folder = tempfile::tempdir().unwrap();
    let config = Config::parse(Region::config_toml()).unwrap();
    let options = Options {
        data: folder.path().to_owned(),
        config: None,
        sources: None,
        at: None,
        demo_config: Region::config_toml(),
    };
    App::create(&options, &config, Kind::Demo).await.unwrap();
    let app = App::open(&options).await.unwrap();
    let clock = Arc::clone(&log.clock) as Arc<dyn Clock>;
    let fetcher = Fetcher::new(&config.fetch, clock, app.store.vault().chance()).unwrap();
    let (mut ours, mut all, mut cut) = (Tally::default(), Tally::default(), Tally::default());
    let mut is_mended = false;
    for day in 0..days {
        region.write().unwrap().set_day(Region::first_day().plus_days(day.into()));
        let mut today: HashMap<String, u32> = HashMap::new();
        for hour in VISITS {
            log.begin(at(day, hour));
            let drifted = visit(&app, &config, &log, &fetcher, sources(&region, port, is_mended)).await;
            is_mended |= !drifted.is_empty();
            for (host, count) in log.asked() {
                ours.requests += count;
                *today.entry(host).or_default() += count;
            }
        }
        let mended = is_mended || region.read().unwrap().is_made_over_before_today();
        for source in &sources(&region, port, mended) {
            let host = source.start[0].host();
            let budget = usize::try_from(today.get(&host).copied().unwrap_or(0)).unwrap();
            // The first request is for robots.txt.
            all.requests += 1;
            for (index, url) in everything(&region.read().unwrap(), source).into_iter().enumerate() {
                let key = (host.clone(), url.identity().to_owned());
                let seen = at(day, VISITS[0]).plus(DELAY * u32::try_from(index + 2).unwrap());
                all.requests += 1;
                all.first.entry(key.clone()).or_insert(seen);
                if index + 1 < budget {
                    cut.requests += 1;
                    cut.first.entry(key).or_insert(seen);
                }
            }
        }
        println!("day {:>2}: {} requests, {} to fetch everything", day + 1, ours.requests, all.requests);
    }
    app.close().await;
    let sources = sources(&region, port, true);
    for ((host, target), at) in log.first.lock().unwrap().iter() {
        let Some(url) = PageUrl::parse(&format!("http://{host}{target}")).ok() else { continue };
        let source = sources.iter().find(|source| source.start[0].host() == *host);
        let url = source.and_then(|source| source.admit(&url)).unwrap_or(url);
        ours.first.insert((host.clone(), url.identity().to_owned()), *at);
    }
    tell(
        &region.read().unwrap(),
        &sources,
        &[("invisibile", &ours), ("everything each day", &all), ("the same, cut short", &cut)],
    );
}

fn tell(region: &Region, sources: &Sources, rows: &[(&str, &Tally)]) {
    let truth = region.truth();
    println!(
        "\n{:22}{:>10}{:>10}{:>14}{:>12}{:>14}",
        "", "requests", "new ads", "requests/new", "within 24 h", "median hours"
    );
    for (name, tally) in rows {
        let mut late: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
        let (mut new, mut in_time, mut hours) = (0_u32, 0_u32, Vec::new());
        for ad in truth.ads.iter().filter(|ad| ad.posted > Region::first_day() && ad.reach != Reach::Walled) {
            let Some(source) = sources.named(ad.source).filter(|source| source.kind != SourceKind::Forum) else {
                continue;
            };
            let host = source.start[0].host();
            let url = PageUrl::parse(&format!("http://{host}{}", ad.path)).unwrap();
            let url = source.admit(&url).unwrap();
            // Ads come up through the night; from midnight on is the strictest reckoning.
            let up = ad.posted.start();
            let seen = tally.first.get(&(host, url.identity().to_owned())).map(|at| at.since(up));
            new += 1;
            let of_source = late.entry(ad.source).or_default();
            of_source.1 += 1;
            if seen.is_some_and(|after| after <= DAY) {
                in_time += 1;
            } else {
                of_source.0 += 1;
            }
            hours.extend(seen.map(|after| after.as_secs_f64() / 3600.0));
        }
        hours.sort_by(f64::total_cmp);
        let median = hours.get(hours.len() / 2).copied().unwrap_or(f64::NAN);
        println!(
            "{name:22}{:>10}{new:>10}{:>14.2}{:>12.4}{median:>14.1}",
            tally.requests,
            f64::from(tally.requests) / f64::from(new.max(1)),
            f64::from(in_time) / f64::from(new.max(1)),
        );
        for (source, (late, of)) in late.iter().filter(|(_, (late, _))| *late > 0) {
            println!("    {source}: {late} of {of} not within 24 h");
        }
    }
    if let [(_, ours), (_, all), ..] = rows {
        println!("\n{:.3} of the requests of fetching everything", f64::from(ours.requests) / f64::from(all.requests));
    }
}
