//! Drawing one page: what it asks for while it is drawn, and when it is done.
//!
//! Given are the page's frame, scripts, and what scripts ask for with GET, all from hosts of the source. Style sheets
//! are answered empty, so that what waits for them goes on and the site is not asked. Refused are images, fonts,
//! media, frames in the page, workers, event streams, everything that sends something, and other hosts.

use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use futures_util::StreamExt as _;
use futures_util::future::BoxFuture;
use futures_util::stream::FuturesUnordered;
use serde_json::{Value, json};
use tokio::time::Instant;

use super::pipe::{Message, Pipe, Silence};
use super::stopped::Stopped;
use super::undrawn;
use crate::domain::{Page, PageUrl};
use crate::fetch::body::MediaType;
use crate::fetch::error::{FetchError, Remedy};
use crate::fetch::{Answer, Asked, Fetcher, MAX_REDIRECTS, Obtained};

/// A page that asks for nothing for so long is drawn.
const QUIET: Duration = Duration::from_millis(500);
/// The same where something is waited for: after that it is taken as it is, be it a wall or an empty list.
const LONG_QUIET: Duration = Duration::from_secs(10);
/// How often it is looked whether what is waited for is there.
const LOOK: Duration = Duration::from_millis(200);
/// What one page may ask the site for.
const MOST_ASKED: usize = 64;
/// Headers of an answer that a browser needs.
const KEPT_HEADERS: [&str; 3] = ["content-type", "access-control-allow-origin", "access-control-allow-credentials"];
/// Taken from every page, because each of these opens sockets past the stop for requests.
const TAKEN: &str =
    "delete window.RTCPeerConnection; delete window.webkitRTCPeerConnection; delete window.WebTransport";

/// One page being drawn.
pub(super) struct Drawing<'a> {
    fetcher: &'a Fetcher,
    asked: &'a Asked<'a>,
    pipe: Pipe,
    session: String,
    frame: String,
    /// The frame of the page as it came over the wire; then, where a script moved on, the next one.
    page: Page,
    /// Where a script moves on to, until the browser is there.
    next_page: Option<Page>,
    is_given: bool,
    is_loaded: bool,
    moves: usize,
    quiet_since: Instant,
    under_way: FuturesUnordered<BoxFuture<'a, Had>>,
    tally: Tally,
}

/// What became of the requests of a page.
#[derive(Default)]
struct Tally {
    asked: usize,
    elsewhere: usize,
    not_drawn_with: usize,
    not_had: usize,
}

/// What a request of the page came to.
struct Had {
    request: String,
    answer: Result<Part, FetchError>,
}

/// What a page is given.
enum Part {
    Data(Arc<Answer>),
    Frame(Page),
}

/// What happens next.
enum Event {
    Heard(Message),
    Had(Had),
}

impl<'a> Drawing<'a> {
    /// Opens an empty page in a browser that was just started. `None`: nothing is heard from it.
    pub(super) async fn start(fetcher: &'a Fetcher, asked: &'a Asked<'a>, pipe: Pipe, page: Page) -> Option<Self> {
        let mut drawing = Self {
            fetcher,
            asked,
            pipe,
            session: String::new(),
            frame: String::new(),
            page,
            next_page: None,
            is_given: false,
            is_loaded: false,
            moves: 0,
            quiet_since: Instant::now(),
            under_way: FuturesUnordered::new(),
            tally: Tally::default(),
        };
        drawing.open().await.ok()?;
        Some(drawing)
    }

    async fn open(&mut self) -> Result<(), FetchError> {
        // In the message each sign may be written as six.
        self.pipe.allow(self.fetcher.0.config.body_limit.saturating_mul(6).saturating_add(1024 * 1024));
        let context = self.call("Target.createBrowserContext", json!({})).await?;
        let context = &context["browserContextId"];
        let page = json!({ "url": "about:blank", "browserContextId": context });
        let opened = self.call("Target.createTarget", page).await?;
        let attach = json!({ "targetId": opened["targetId"], "flatten": true });
        let attached = self.call("Target.attachToTarget", attach).await?;
        let no_downloads = json!({ "behavior": "deny", "browserContextId": context });
        self.call("Browser.setDownloadBehavior", no_downloads).await?;
        text(&opened["targetId"]).clone_into(&mut self.frame);
        text(&attached["sessionId"]).clone_into(&mut self.session);
        self.call("Page.enable", json!({})).await?;
        self.call("Inspector.enable", json!({})).await?;
        self.call("Network.setBypassServiceWorker", json!({ "bypass": true })).await?;
        self.call("Page.addScriptToEvaluateOnNewDocument", json!({ "source": TAKEN })).await?;
        self.call("Fetch.enable", json!({ "patterns": [{ "urlPattern": "*" }] })).await?;
        Ok(())
    }

    /// Lets the page be drawn and gives what it came to.
    pub(super) async fn page(&mut self, wait_for: Option<&str>) -> Result<Page, FetchError> {
        let address = self.page.url.as_str().to_owned();
        let moved = self.call("Page.navigate", json!({ "url": address })).await?;
        if moved.get("errorText").is_some() {
            return Err(self.fault("the browser does not take it"));
        }
        self.settle(wait_for).await?;
        let root = self.root().await?;
        let drawn = self.call("DOM.getOuterHTML", json!({ "nodeId": root })).await?;
        let html = text(&drawn["outerHTML"]).to_owned();
        let limit = self.fetcher.0.config.body_limit;
        if html.len() > limit {
            return Err(FetchError::TooLarge { host: self.page.url.host(), limit });
        }
        let Tally { asked, elsewhere, not_drawn_with, not_had } = self.tally;
        let host = self.page.url.host();
        tracing::debug!(host, asked, elsewhere, not_drawn_with, not_had, size_bytes = html.len(), "drawn");
        let (url, status) = (self.page.url.clone(), self.page.status);
        let media_type = "text/html".to_owned();
        Ok(Page { url, status, media_type, text: html, etag: None, last_modified: None })
    }

    /// Waits until what is waited for is there, or else until the page asks for nothing more.
    async fn settle(&mut self, wait_for: Option<&str>) -> Result<(), FetchError> {
        let quiet = if wait_for.is_some() { LONG_QUIET } else { QUIET };
        let mut next_look = Instant::now();
        loop {
            if let Some(selector) = wait_for
                && Instant::now() >= next_look
            {
                if self.has(selector).await? {
                    return Ok(());
                }
                next_look = Instant::now() + LOOK;
            }
            let is_quiet = self.is_loaded && self.under_way.is_empty();
            if is_quiet && self.quiet_since.elapsed() >= quiet {
                return Ok(());
            }
            let pause = if is_quiet { quiet.saturating_sub(self.quiet_since.elapsed()).min(LOOK) } else { LOOK };
            // Only the waiting may be given up half way, never what is done about an event.
            let event = tokio::select! {
                event = self.next() => Some(event?),
                () = tokio::time::sleep(pause) => None,
            };
            if let Some(event) = event {
                self.heed(event).await?;
            }
        }
    }

    async fn root(&mut self) -> Result<Value, FetchError> {
        Ok(self.call("DOM.getDocument", json!({ "depth": 0 })).await?["root"]["nodeId"].clone())
    }

    async fn has(&mut self, selector: &str) -> Result<bool, FetchError> {
        let root = self.root().await?;
        let look = json!({ "nodeId": root, "selector": selector });
        // While the page moves on, the root of a moment ago is gone: then it is not there yet.
        let found = self.ask("DOM.querySelector", look).await?;
        Ok(found.is_some_and(|found| found["nodeId"].as_u64().is_some_and(|node| node != 0)))
    }

    /// Says something and waits for its answer, heeding meanwhile what else happens.
    async fn call(&mut self, method: &str, params: Value) -> Result<Value, FetchError> {
        let answer = self.ask(method, params).await?;
        answer.ok_or_else(|| self.fault(&format!("the browser refuses {method}")))
    }

    /// The same; `None`: it was refused.
    async fn ask(&mut self, method: &str, params: Value) -> Result<Option<Value>, FetchError> {
        let id = self.say(method, params).await?;
        loop {
            match self.next().await? {
                Event::Heard(message) if message.id == Some(id) => return Ok(message.result),
                event => self.heed(event).await?,
            }
        }
    }

    async fn say(&mut self, method: &str, params: Value) -> Result<u64, FetchError> {
        let session = Some(self.session.as_str()).filter(|session| !session.is_empty());
        match self.pipe.say(method, &params, session).await {
            Ok(id) => Ok(id),
            Err(silence) => Err(self.silence(&silence)),
        }
    }

    /// The next thing that happens. May be given up and asked again.
    async fn next(&mut self) -> Result<Event, FetchError> {
        tokio::select! {
            message = self.pipe.hear() => message.map(Event::Heard).map_err(|silence| self.silence(&silence)),
            Some(had) = self.under_way.next() => Ok(Event::Had(had)),
        }
    }

    async fn heed(&mut self, event: Event) -> Result<(), FetchError> {
        let message = match event {
            Event::Had(had) => return self.give(had).await,
            Event::Heard(message) => message,
        };
        match message.method.as_deref() {
            Some("Fetch.requestPaused") => self.stopped(&message.params).await,
            Some("Page.loadEventFired") if self.is_given => {
                (self.is_loaded, self.quiet_since) = (true, Instant::now());
                Ok(())
            }
            Some("Page.frameNavigated") if text(&message.params["frame"]["id"]) == self.frame => {
                self.is_loaded = false;
                if let Some(page) = self.next_page.take() {
                    self.page = page;
                }
                Ok(())
            }
            Some("Page.javascriptDialogOpening") => {
                self.say("Page.handleJavaScriptDialog", json!({ "accept": false })).await.map(|_| ())
            }
            Some("Inspector.targetCrashed") => Err(self.fault("the page brought its browser down")),
            _ => Ok(()),
        }
    }

    /// Decides on a request of the page.
    async fn stopped(&mut self, params: &Value) -> Result<(), FetchError> {
        self.quiet_since = Instant::now();
        let stopped = Stopped::of(params);
        let is_frame = stopped.is_frame_of(&self.frame);
        if is_frame && !self.is_given {
            // A browser may try another scheme first; it then comes back to the one it was told.
            if !PageUrl::parse(stopped.url).is_ok_and(|url| url == self.page.url) {
                return self.refuse(stopped.request).await;
            }
            self.is_given = true;
            let page = self.page.text.clone();
            return self.fulfil(stopped.request, 200, &[html()], page.as_bytes()).await;
        }
        self.moves += usize::from(is_frame);
        if stopped.kind == "Stylesheet" {
            return self.fulfil(stopped.request, 200, &[("content-type", "text/css".to_owned())], b"").await;
        }
        let is_drawn_with = if is_frame { self.moves <= MAX_REDIRECTS } else { stopped.is_drawn_with() };
        if !is_drawn_with || stopped.method != "GET" || self.tally.asked == MOST_ASKED {
            self.tally.not_drawn_with += 1;
            return self.refuse(stopped.request).await;
        }
        let url = PageUrl::parse(stopped.url).ok().filter(|url| self.asked.scope.holds(url));
        let Some(url) = url else {
            self.tally.elsewhere += 1;
            return self.refuse(stopped.request).await;
        };
        self.tally.asked += 1;
        self.under_way.push(self.fetch(&stopped, url));
        Ok(())
    }

    /// Fetches for the page, by the manners of every request.
    fn fetch(&self, stopped: &Stopped<'_>, url: PageUrl) -> BoxFuture<'a, Had> {
        let (fetcher, asked, request) = (self.fetcher, self.asked, stopped.request.to_owned());
        let accept = stopped.header("accept").filter(|accept| accept.len() < 200).map(str::to_owned);
        let (is_script, is_frame) = (stopped.kind == "Script", stopped.kind == "Document");
        Box::pin(async move {
            if is_frame {
                let answer = match fetcher.obtain(&url, asked).await {
                    Ok(Obtained::Answer(answer)) => Ok(Part::Frame(answer.into_page())),
                    Ok(Obtained::NotModified) => Err(undrawn(&url.host(), "the frame has not changed")),
                    Err(error) => Err(error),
                };
                return Had { request, answer };
            }
            let scripts = &fetcher.0.browser.scripts;
            if is_script && let Some(kept) = scripts.get(&url) {
                return Had { request, answer: kept.map(Part::Data) };
            }
            let asked = Asked { accept: accept.as_deref(), takes: MediaType::is_drawn_with, ..*asked };
            let answer = match fetcher.obtain(&url, &asked).await {
                Ok(Obtained::Answer(answer)) => Ok(Arc::from(answer)),
                Ok(Obtained::NotModified) => Err(undrawn(&url.host(), "a part of it has not changed")),
                Err(error) => Err(error),
            };
            if is_script {
                scripts.keep(&url, &answer);
            }
            Had { request, answer: answer.map(Part::Data) }
        })
    }

    /// Gives the page what came of its request. What the site may yet give makes the whole page wait: drawn without
    /// it, the page would pass for an empty one.
    async fn give(&mut self, had: Had) -> Result<(), FetchError> {
        self.quiet_since = Instant::now();
        let error = match had.answer {
            Ok(Part::Frame(page)) => {
                let frame = page.text.clone();
                self.next_page = Some(page);
                return self.fulfil(&had.request, 200, &[html()], frame.as_bytes()).await;
            }
            Ok(Part::Data(answer)) => {
                let kept = KEPT_HEADERS.iter().filter_map(|name| Some((*name, answer.header(*name)?)));
                let kept: Vec<(&str, String)> = kept.collect();
                return self.fulfil(&had.request, answer.status, &kept, &answer.bytes).await;
            }
            Err(error) => error,
        };
        if matches!(error.remedy(), Remedy::Later(_)) {
            return Err(error);
        }
        self.tally.not_had += 1;
        match error {
            // A refusal is the page's to know: it may ask for what only those see who are logged in.
            FetchError::Wall { status, .. } | FetchError::Gone { status, .. } | FetchError::Refused { status, .. } => {
                self.fulfil(&had.request, status, &[], b"").await
            }
            _ => self.refuse(&had.request).await,
        }
    }

    async fn fulfil(
        &mut self,
        request: &str,
        status: u16,
        headers: &[(&str, String)],
        body: &[u8],
    ) -> Result<(), FetchError> {
        let headers: Vec<Value> = headers.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        let body = BASE64_STANDARD.encode(body);
        let answer = json!({ "requestId": request, "responseCode": status, "responseHeaders": headers, "body": body });
        self.say("Fetch.fulfillRequest", answer).await.map(|_| ())
    }

    async fn refuse(&mut self, request: &str) -> Result<(), FetchError> {
        let refusal = json!({ "requestId": request, "errorReason": "BlockedByClient" });
        self.say("Fetch.failRequest", refusal).await.map(|_| ())
    }

    fn fault(&self, reason: &str) -> FetchError {
        undrawn(&self.page.url.host(), reason)
    }

    fn silence(&self, silence: &Silence) -> FetchError {
        match silence {
            Silence::Ended => self.fault("its browser broke off"),
            Silence::TooLong => {
                FetchError::TooLarge { host: self.page.url.host(), limit: self.fetcher.0.config.body_limit }
            }
        }
    }
}

/// What a frame is given as: its text was decoded when it came.
fn html() -> (&'static str, String) {
    ("content-type", "text/html; charset=utf-8".to_owned())
}

pub(super) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
