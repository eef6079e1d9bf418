//! A proposal for a source that is not in the file yet: what a look at its first page, its robots.txt and two of the
//! pages that it names can tell.
//!
//! What is proposed is read once more by the very recipe, so that the figures beside it are what a crawl would get.

use std::fmt::Write as _;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::{Trial, TrialError};
use crate::domain::{Page, PageUrl};
use crate::extract::{self, ListProposal, Verdict};
use crate::fetch::{Fetched, Request};
use crate::parse::Document;
use crate::source::{Pace, Render, Scope, SourceKind, Sources};

/// Pages of entries that are looked at.
const SAMPLES: usize = 2;

/// What is known of a new source before its site is looked at.
#[derive(Debug, Clone)]
pub struct NewSource {
    /// Its name in the file.
    pub name: String,
    /// Where it begins.
    pub url: PageUrl,
    /// What sort of source it is; `None`: by what the page looks like.
    pub kind: Option<SourceKind>,
    /// The place of an ad that names none.
    pub place: Option<String>,
    /// How often it is visited, as written.
    pub every: Option<String>,
    /// The least time between two requests, as written, and what it means.
    pub delay: Option<(String, Duration)>,
}

/// A table for `sources.toml`, with what was found beside it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Proposal {
    /// The table, its findings as comments.
    pub toml: String,
    /// What was found, line by line.
    pub findings: Vec<String>,
    /// Entries on the first page, as the proposed recipe reads it.
    pub items: usize,
    /// Pages of entries that were looked at.
    pub samples: usize,
    /// Of them those with a number, as the proposed recipe reads them.
    pub samples_with_number: usize,
    /// What was recognised as the next page, and by what.
    pub next: Option<(String, &'static str)>,
}

/// Looks at a site and proposes a table for it.
///
/// # Errors
/// [`TrialError`]: the first page does not come, or nothing on it looks like a list.
pub async fn propose(trial: &Trial, new: &NewSource, stop: &CancellationToken) -> Result<Proposal, TrialError> {
    let scope = Scope { hosts: vec![new.url.host()] };
    let pace = Pace { delay: new.delay.as_ref().map_or(Pace::default().delay, |(_, delay)| *delay), ..Pace::default() };
    let door = Door { trial, scope: &scope, pace: &pace, stop };
    trial.remember(&new.url.host(), &pace).await?;
    let first = door.get(&new.url).await?;
    let sitemaps = door.sitemaps(&new.url).await;
    let kind = new.kind.unwrap_or_else(|| kind_of(&first));
    let (first, seen) = blocking(first, move |page| look(page, kind)).await?;
    let Some(list) = seen.list.clone() else {
        return finish(new, kind, &seen, &sitemaps, Vec::new(), first, trial).await;
    };
    let mut samples = Vec::new();
    for link in list.links.iter().take(SAMPLES) {
        match door.get(link).await {
            Ok(sample) => samples.push(sample),
            Err(TrialError::Stopped) => return Err(TrialError::Stopped),
            // A page that does not come is one sample less.
            Err(_) => {}
        }
    }
    finish(new, kind, &seen, &sitemaps, samples, first, trial).await
}

/// The one page at a time that a look takes, by the crawl's manners.
struct Door<'d> {
    trial: &'d Trial,
    scope: &'d Scope,
    pace: &'d Pace,
    stop: &'d CancellationToken,
}

impl Door<'_> {
    async fn get(&self, url: &PageUrl) -> Result<Page, TrialError> {
        let (scope, pace) = (self.scope, self.pace);
        let request = Request { url, scope, pace, render: &Render::Plain, etag: None, last_modified: None };
        let fetched = tokio::select! {
            fetched = self.trial.fetcher.fetch(&request) => fetched,
            () = self.stop.cancelled() => return Err(TrialError::Stopped),
        };
        match fetched {
            Ok(Fetched::Page(answer)) => Ok(answer),
            Ok(Fetched::NotModified) => Err(TrialError::Broken("a page without a version did not change".to_owned())),
            Err(error) => Err(TrialError::Fetch(error)),
        }
    }

    /// The site maps that robots.txt names.
    async fn sitemaps(&self, url: &PageUrl) -> Vec<String> {
        let Ok(robots) = url.join("/robots.txt") else { return Vec::new() };
        let Ok(page) = self.get(&robots).await else { return Vec::new() };
        let sitemap = |line: &str| {
            let (key, value) = line.split_once(':')?;
            key.trim().eq_ignore_ascii_case("sitemap").then(|| value.trim().to_owned())
        };
        page.text.lines().filter_map(sitemap).take(5).collect()
    }
}

/// Works on a page where blocking is allowed, and gives it back.
async fn blocking<T: Send + 'static>(
    page: Page,
    work: impl FnOnce(&Page) -> T + Send + 'static,
) -> Result<(Page, T), TrialError> {
    let worked = tokio::task::spawn_blocking(move || {
        let done = work(&page);
        (page, done)
    });
    worked.await.map_err(|error| TrialError::Broken(error.to_string()))
}

/// What the first page shows.
#[derive(Debug, Clone)]
struct Seen {
    list: Option<ListProposal>,
    feeds: Vec<String>,
    json_ld: Vec<String>,
}

fn look(page: &Page, kind: SourceKind) -> Seen {
    let document = Document::of(page);
    let scope = Scope { hosts: vec![page.url.host()] };
    let list = matches!(kind, SourceKind::Classified | SourceKind::Forum)
        .then(|| extract::propose_list(&document, &page.url, &scope))
        .flatten();
    let types = document.json_ld().iter().filter_map(|block| block.get("@type")?.as_str().map(str::to_owned));
    let mut json_ld: Vec<String> = types.collect();
    json_ld.sort();
    json_ld.dedup();
    let is_feed = |media: &str| media.contains("rss") || media.contains("atom") || media.contains("feed+json");
    let feeds = document
        .root()
        .descendent_elements()
        .filter(|node| node.value().name() == "link" && node.attr("type").is_some_and(is_feed))
        .filter_map(|node| page.url.join(node.attr("href")?).ok())
        .map(|url| url.as_str().to_owned())
        .take(5)
        .collect();
    Seen { list, feeds, json_ld }
}

/// What sort of source a page looks like.
fn kind_of(page: &Page) -> SourceKind {
    let media = page.media_type.as_str();
    let head: String = page.text.trim_start().chars().take(300).collect();
    if head.contains("<urlset") || head.contains("<sitemapindex") {
        return SourceKind::Sitemap;
    }
    let is_feed = media.contains("rss")
        || media.contains("atom")
        || media.contains("feed+json")
        || (media.contains("xml") && !media.contains("xhtml"))
        || head.contains("<rss")
        || head.contains("<feed");
    if is_feed {
        return SourceKind::Feed;
    }
    let path = page.url.as_url().path().to_lowercase();
    let is_board =
        ["forum", "viewforum", "board", "topic", "thread", "discussion"].iter().any(|word| path.contains(word));
    if is_board { SourceKind::Forum } else { SourceKind::Classified }
}

/// Writes the table, and reads the pages by it.
async fn finish(
    new: &NewSource,
    kind: SourceKind,
    seen: &Seen,
    sitemaps: &[String],
    samples: Vec<Page>,
    first: Page,
    trial: &Trial,
) -> Result<Proposal, TrialError> {
    let (new, seen, sitemaps) = (new.clone(), seen.clone(), sitemaps.to_vec());
    let (reference, plan) = (trial.reference, trial.plan);
    let work = move |first: &Page| -> Result<Proposal, TrialError> {
        let documents: Vec<Document> = samples.iter().map(Document::of).collect();
        let page = Document::of(first);
        let toml = table(&new, kind, &seen, &documents, &page)?;
        let sources = Sources::parse(&toml).map_err(|faults| TrialError::Broken(faults.to_string()))?;
        let source = sources.iter().next().ok_or_else(|| TrialError::Broken("the proposal is empty".to_owned()))?;
        let mut proposal = Proposal {
            toml,
            findings: Vec::new(),
            items: 0,
            samples: samples.len(),
            samples_with_number: 0,
            next: None,
        };
        match kind {
            SourceKind::Feed => {
                let feed = extract::feed(first, source, reference, plan);
                proposal.items = feed.list.items.len() + feed.ads.len();
            }
            SourceKind::Sitemap => {
                let map = extract::sitemap(first, source);
                proposal.items = map.pages.len() + map.sitemaps.len();
            }
            SourceKind::Classified | SourceKind::Forum => {
                let list = extract::list(&page, &first.url, source);
                proposal.items = list.items.len();
                proposal.next = list.next.and_then(|next| Some((next.url.as_str().to_owned(), next.why?.as_str())));
                let paths =
                    list.items.iter().take(3).map(|item| item.link.as_url()[url::Position::BeforePath..].to_owned());
                let paths = paths.collect::<Vec<_>>().join(", ");
                proposal.findings.push(format!("{} entries on the first page, such as {paths}", proposal.items));
            }
        }
        let numbers = samples.iter().zip(&documents).map(|(page, document)| match kind {
            SourceKind::Forum => {
                let thread = extract::thread(document, &page.url, source, reference, plan);
                thread.posts.iter().map(|post| post.numbers.len()).sum()
            }
            SourceKind::Classified | SourceKind::Feed | SourceKind::Sitemap => {
                let ad = extract::ad(document, &page.url, source, reference, plan);
                if ad.verdict == Verdict::Genuine { ad.numbers.len() } else { 0 }
            }
        });
        let numbers: Vec<usize> = numbers.collect();
        proposal.samples_with_number = numbers.iter().filter(|count| **count > 0).count();
        if !numbers.is_empty() {
            let counts = numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(" and ");
            proposal.findings.push(format!("numbers on {} of its pages: {counts}", numbers.len()));
        }
        match (&proposal.next, kind) {
            (Some((url, why)), _) => proposal.findings.push(format!("next page recognised by {why}: {url}")),
            (None, SourceKind::Classified | SourceKind::Forum) => {
                proposal.findings.push("no next page recognised: name it in `next` if there is one".to_owned());
            }
            (None, SourceKind::Feed | SourceKind::Sitemap) => {
                proposal.findings.push(format!("{} entries on it", proposal.items));
            }
        }
        proposal.findings.extend(seen.feeds.iter().map(|feed| format!("the page names a feed: {feed}")));
        proposal.findings.extend(sitemaps.iter().map(|map| format!("robots.txt names a sitemap: {map}")));
        if !seen.json_ld.is_empty() {
            proposal.findings.push(format!("the page has JSON-LD: {}", seen.json_ld.join(", ")));
        }
        let mut whole = String::new();
        for finding in &proposal.findings {
            let _ = writeln!(whole, "# {}", finding.replace(['\n', '\r'], " "));
        }
        proposal.toml = format!("{whole}{}", proposal.toml);
        Ok(proposal)
    };
    blocking(first, work).await?.1
}

/// The table itself.
fn table(
    new: &NewSource,
    kind: SourceKind,
    seen: &Seen,
    samples: &[Document],
    first: &Document,
) -> Result<String, TrialError> {
    let mut toml = format!(
        "[[source]]\nname = {}\nkind = {}\nstart = [{}]\nhosts = [{}]\nevery = {}\n",
        quoted(&new.name),
        quoted(kind.as_str()),
        quoted(new.url.as_str()),
        quoted(&new.url.host()),
        quoted(new.every.as_deref().unwrap_or("6h")),
    );
    if let Some((delay, _)) = &new.delay {
        let _ = writeln!(toml, "pace = {{ delay = {} }}", quoted(delay));
    }
    let dropped = seen.list.as_ref().map(|list| of_visits(&list.links)).unwrap_or_default();
    if !dropped.is_empty() {
        let _ = writeln!(
            toml,
            "drop_params = [{}]",
            dropped.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ")
        );
    }
    if let Some(place) = &new.place {
        let _ = writeln!(toml, "place = {}", quoted(place));
    }
    match kind {
        SourceKind::Feed => return Ok(toml),
        SourceKind::Sitemap => return Ok(toml + "[source.ad]\n"),
        SourceKind::Classified | SourceKind::Forum => {}
    }
    let list = seen.list.as_ref().ok_or(TrialError::NoList)?;
    let _ = writeln!(toml, "[source.list]\nitem = {}", quoted(&list.item));
    if let Some(link) = &list.link {
        let _ = writeln!(toml, "link = {}", quoted(link));
    }
    let must_have = if samples.len() < 2 { None } else { extract::propose_must_have(samples, first) };
    match kind {
        SourceKind::Forum => {
            let post = samples.iter().find_map(extract::propose_posts).ok_or(TrialError::NoPosts)?;
            let _ = writeln!(toml, "[source.thread]\npost = {}", quoted(&post));
        }
        SourceKind::Classified | SourceKind::Feed | SourceKind::Sitemap => toml.push_str("[source.ad]\n"),
    }
    if let Some(must_have) = must_have {
        let _ = writeln!(toml, "must_have = {}", quoted(&must_have));
    }
    Ok(toml)
}

/// Parameters of addresses that tell visits and campaigns apart, and no pages.
fn of_visits(links: &[PageUrl]) -> Vec<String> {
    let mut names = Vec::new();
    for (name, _) in links.iter().flat_map(|link| link.as_url().query_pairs()) {
        let lower = name.to_lowercase();
        let pattern = match lower.as_str() {
            "sid" | "phpsessid" | "jsessionid" | "sessionid" | "session" | "session_id" | "fbclid" | "gclid" => {
                name.into_owned()
            }
            campaign if campaign.starts_with("utm_") => "utm_*".to_owned(),
            _ => continue,
        };
        if !names.contains(&pattern) {
            names.push(pattern);
        }
    }
    names
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
