//! A board of invented ads on loopback, newest first: what it shows can be changed at any time, and what it
//! was asked is remembered.
//!
//! Any address can be made to answer something else, which is how walls, forums and feeds are played.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::time::Instant;

use super::raw_server::{Act, Answer, RawServer, Seen, answer, missing, page};

/// How long anything is waited for before the test fails.
const PATIENCE: Duration = Duration::from_mins(1);

/// The invented number with that index, as digits after the country code. No two indexes share one.
pub(crate) fn number(index: usize) -> String {
    format!("3{:02}{:07}", index % 10, 1_234_567 + index * 1_117)
}

/// The same number as the store knows it.
pub(crate) fn e164(index: usize) -> String {
    format!("+39{}", number(index))
}

/// The same number as one of the usual people writes it.
fn written(index: usize) -> String {
    let digits = number(index);
    let (prefix, rest) = digits.split_at(3);
    match index % 4 {
        0 => digits,
        1 => format!("{prefix} {} {}", &rest[..3], &rest[3..]),
        2 => format!("+39 {prefix} {rest}"),
        _ => format!("{prefix}.{}.{}", &rest[..3], &rest[3..]),
    }
}

/// The territory that a number's ads name a town of.
pub(crate) fn territory(index: usize) -> &'static str {
    if index.is_multiple_of(2) { "modena" } else { "bologna" }
}

/// One ad: what it is called by, and the indexes of its numbers.
#[derive(Debug, Clone)]
pub(crate) struct Ad {
    pub(crate) id: usize,
    pub(crate) numbers: Vec<usize>,
}

impl Ad {
    /// Where it stands.
    pub(crate) fn path(&self) -> String {
        format!("/ad/{}", self.id)
    }

    fn page(&self) -> String {
        let town = match self.numbers.first() {
            Some(index) if territory(*index) == "bologna" => "Bologna",
            _ => "Modena",
        };
        let mut text = format!("Ragazza italiana di 27 anni, ti aspetto in appartamento. {}", own_words(self.id));
        for index in &self.numbers {
            let _ = write!(text, " Chiamami al {}.", written(*index));
        }
        let title = self.id;
        format!(
            "<!doctype html><html lang=it><title>Annuncio {title}</title><body><nav><a href=/>Annunci</a></nav>\
             <main class=ad-page><h1>Annuncio {title}</h1><p class=place>{town}</p><time>2026-11-02</time>\
             <p class=text>{text}</p></main>"
        )
    }
}

/// What only that ad says, longer than what all ads say: without it two ads of one number would be the same ad.
fn own_words(id: usize) -> String {
    const SYLLABLES: [&str; 10] = ["ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "tu"];
    let word = |seed: usize| [seed / 100, seed / 10, seed].map(|digit| SYLLABLES[digit % 10]).concat();
    (0..30).map(|at| word(id * 31 + at * 7 + at * at * id)).collect::<Vec<_>>().join(" ")
}

/// Ads `ids`, each with the number of its own id.
pub(crate) fn ads(ids: impl IntoIterator<Item = usize>) -> Vec<Ad> {
    ids.into_iter().map(|id| Ad { id, numbers: vec![id] }).collect()
}

type MakeOver = Box<dyn Fn(String) -> String + Send>;

#[derive(Default)]
struct Shown {
    /// Newest first.
    ads: Vec<Ad>,
    per_page: usize,
    /// How long each page but robots.txt takes.
    delay: Duration,
    /// Where the ads stand, when not here.
    ads_at: String,
    /// What answers instead, by target.
    instead: BTreeMap<String, Answer>,
    /// What becomes of every page.
    made_over: Option<MakeOver>,
    /// Whether list pages carry an `ETag` and answer 304 to it.
    has_etags: bool,
}

/// The site. It stops when dropped.
pub(crate) struct Site {
    server: RawServer,
    shown: Arc<Mutex<Shown>>,
}

impl Site {
    /// A site that shows these ads, newest first, so many a list page.
    pub(crate) async fn start(ads: Vec<Ad>, per_page: usize) -> Self {
        let shown = Arc::new(Mutex::new(Shown { ads, per_page, ..Shown::default() }));
        let showing = Arc::clone(&shown);
        let server = RawServer::start(move |seen| showing.lock().unwrap().answer(seen)).await;
        Self { server, shown }
    }

    /// Host and port.
    pub(crate) fn host(&self) -> String {
        self.server.host()
    }

    /// The address of a target here.
    pub(crate) fn url(&self, target: &str) -> String {
        self.server.url(target)
    }

    /// Every page takes so long from now on.
    pub(crate) fn slow_down(&self, delay: Duration) {
        self.shown.lock().unwrap().delay = delay;
    }

    /// Lists have versions from now on.
    pub(crate) fn carry_etags(&self) {
        self.shown.lock().unwrap().has_etags = true;
    }

    /// The ads that lists name stand on another site.
    pub(crate) fn lead_to(&self, other: &Self) {
        self.shown.lock().unwrap().ads_at = other.url("");
    }

    /// Puts an ad on top.
    pub(crate) fn post(&self, ad: Ad) {
        self.shown.lock().unwrap().ads.insert(0, ad);
    }

    /// Answers a target in another way from now on.
    pub(crate) fn instead(&self, target: &str, answer: Answer) {
        self.shown.lock().unwrap().instead.insert(target.to_owned(), answer);
    }

    /// Answers a target with this page from now on.
    pub(crate) fn show(&self, target: &str, html: &str) {
        self.instead(target, page(html));
    }

    /// Answers a target as before.
    pub(crate) fn as_before(&self, target: &str) {
        self.shown.lock().unwrap().instead.remove(target);
    }

    /// Every request so far, in order.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.server.seen()
    }

    /// Every page goes through this from now on, as a site that is made over.
    pub(crate) fn make_over(&self, change: impl Fn(String) -> String + Send + 'static) {
        self.shown.lock().unwrap().made_over = Some(Box::new(change));
    }

    /// How many requests there were, robots.txt included.
    pub(crate) fn requests(&self) -> usize {
        self.server.seen().len()
    }

    /// The targets asked for so far, robots.txt left out.
    pub(crate) fn pages(&self) -> Vec<String> {
        self.server.pages()
    }

    /// How often each target was asked for, robots.txt left out.
    pub(crate) fn times(&self) -> BTreeMap<String, usize> {
        let mut times = BTreeMap::new();
        for target in self.pages() {
            *times.entry(target).or_default() += 1;
        }
        times
    }

    /// The shortest time between two requests.
    pub(crate) fn shortest_interval(&self) -> Duration {
        self.server.shortest_interval()
    }

    /// The most requests that were under way at once.
    pub(crate) fn most_under_way(&self) -> usize {
        self.server.most_under_way()
    }

    /// Waits until so many pages were asked for.
    pub(crate) async fn asked_for(&self, pages: usize) {
        until(&format!("{pages} pages are asked for"), || self.pages().len() >= pages).await;
    }
}

impl Shown {
    fn answer(&self, seen: &Seen) -> Answer {
        if let Some(instead) = self.instead.get(&seen.target) {
            return instead.clone();
        }
        let mut answer = match seen.target.as_str() {
            "/robots.txt" => return missing(),
            "/" => self.list(1, seen),
            target => match (target.strip_prefix("/list?p="), target.strip_prefix("/ad/")) {
                (Some(number), _) => number.parse().map_or_else(|_| missing(), |number| self.list(number, seen)),
                (_, Some(id)) => {
                    let ad = id.parse().ok().and_then(|id: usize| self.ads.iter().find(|ad| ad.id == id));
                    ad.map_or_else(missing, |ad| page(&self.made_over(ad.page())))
                }
                _ => missing(),
            },
        };
        if !self.delay.is_zero() {
            answer.insert(0, Act::Wait(self.delay));
        }
        answer
    }

    fn made_over(&self, html: String) -> String {
        match &self.made_over {
            Some(change) => change(html),
            None => html,
        }
    }

    /// A list page, counted from 1.
    fn list(&self, number: usize, seen: &Seen) -> Answer {
        let mut items = String::new();
        let shown = self.ads.chunks(self.per_page).nth(number - 1).unwrap_or_default();
        for ad in shown {
            let at = &self.ads_at;
            let _ = write!(items, "<li class=ad><a href=\"{at}{}\">Annuncio {}</a></li>", ad.path(), ad.id);
        }
        if self.ads.len() > number * self.per_page {
            let _ = write!(items, "<a rel=next href=\"/list?p={}\">Avanti</a>", number + 1);
        }
        let html = format!("<!doctype html><title>Annunci</title><main><h1>Annunci</h1><ul>{items}</ul></main>");
        let html = self.made_over(html);
        let etag = format!("\"{:?}\"", shown.iter().map(|ad| ad.id).collect::<Vec<_>>());
        if !self.has_etags {
            return page(&html);
        }
        if seen.header("if-none-match") == Some(etag.as_str()) {
            return answer(304, &[("ETag", &etag)], "");
        }
        answer(200, &[("Content-Type", "text/html; charset=utf-8"), ("ETag", &etag)], html)
    }
}

/// Waits until something is so.
pub(crate) async fn until(what: &str, is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < PATIENCE, "waited in vain until {what}");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}
