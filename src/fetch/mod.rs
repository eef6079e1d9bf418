//! The only door to the network: address, robots, gate, get, body.
//!
//! Every request, those that redirects lead to included, passes all five in this order; robots.txt itself
//! passes address and gate. So does each request that a page makes while a browser draws it: the browser itself
//! reaches nothing. What comes out is a [`Page`] of text, or an error that says what to do about it.
//! Links, ads and lists are the business of other rooms.

mod address;
mod body;
mod browser;
mod charset;
mod client;
mod error;
mod host;
mod packed;
mod robots;
mod side_door;
mod trouble;

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::header::{AsHeaderName, DATE, ETAG, HeaderMap, LAST_MODIFIED, LOCATION, RETRY_AFTER};
use reqwest::{Client, Response, StatusCode};

use address::{AddressFault, Allowed};
use body::MediaType;
use browser::Browser;
use client::{Failure, Validators};
pub use error::{DnsFault, FetchError, Remedy};
pub use host::HostState;
use host::{Errand, Host, Means, Turn};
pub use robots::Robots;
pub use side_door::SideDoor;

use crate::config::FetchConfig;
use crate::domain::{Chance, Clock, Page, PageUrl, Timestamp};
use crate::source::{Pace, Render, Scope};

/// Redirects that are followed for one page, and for one robots.txt (RFC 9309, 2.3.1.2).
const MAX_REDIRECTS: usize = 5;
/// Times that a request is repeated after a broken connection or a failing server.
const MAX_REPEATS: u32 = 2;
/// The pause before the first repetition; it doubles. The gate's own interval comes on top.
const REPEAT_AFTER: Duration = Duration::from_millis(250);

/// The one door to the network. Cheap to clone: all clones share the gates.
#[derive(Clone)]
pub struct Fetcher(Arc<Inner>);

struct Inner {
    client: Client,
    allowed: Allowed,
    config: FetchConfig,
    clock: Arc<dyn Clock>,
    chance: Mutex<Chance>,
    hosts: Mutex<HashMap<String, Arc<Host>>>,
    browser: Browser,
}

/// A page that is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// Its address.
    pub url: &'a PageUrl,
    /// The hosts that may be asked.
    pub scope: &'a Scope,
    /// How gently.
    pub pace: &'a Pace,
    /// Whether it is read as it comes or drawn first. What is drawn is asked for without validators: its frame may
    /// stay the same while what is drawn into it changes.
    pub render: &'a Render,
    /// The `ETag` it had last time.
    pub etag: Option<&'a str>,
    /// The `Last-Modified` it had last time.
    pub last_modified: Option<&'a str>,
}

/// What came of asking.
#[derive(Debug)]
pub enum Fetched {
    /// The page.
    Page(Page),
    /// The site says that nothing changed since the validators that were sent.
    NotModified,
}

/// One thing that is asked for: a page, or what a page needs to be drawn.
#[derive(Debug, Clone, Copy)]
struct Asked<'a> {
    scope: &'a Scope,
    pace: &'a Pace,
    validators: Validators<'a>,
    /// What can be read, where a page's script says so.
    accept: Option<&'a str>,
    /// Which media types are read.
    takes: fn(&MediaType) -> bool,
}

/// What one request led to.
enum Step {
    Arrived(Obtained),
    Moved(PageUrl),
}

/// What the end of a way of redirects gave.
enum Obtained {
    Answer(Box<Answer>),
    NotModified,
}

/// An answer with its whole body.
struct Answer {
    url: PageUrl,
    status: u16,
    media_type: MediaType,
    headers: HeaderMap,
    bytes: Vec<u8>,
}

impl Fetcher {
    /// Whether `contact` is set, without which no host outside loopback is visited.
    #[must_use]
    pub fn has_contact(&self) -> bool {
        self.0.config.contact.is_some()
    }

    /// Sets up the one web client.
    ///
    /// # Errors
    /// [`FetchError::Setup`]: the system's certificates cannot be read, for instance.
    pub fn new(config: &FetchConfig, clock: Arc<dyn Clock>, chance: Chance) -> Result<Self, FetchError> {
        let allowed = Allowed::of(&config.allow_private);
        let client = client::build(config, &allowed)?;
        let browser = Browser::of(config);
        let (config, chance, hosts) = (config.clone(), Mutex::new(chance), Mutex::default());
        Ok(Self(Arc::new(Inner { client, allowed, config, clock, chance, hosts, browser })))
    }

    /// Names the folder in which a browser may keep what it needs while it draws a page; the system's folder for such
    /// things if none is named. Only the first call counts.
    pub fn let_browser_use(&self, folder: &Path) {
        self.0.browser.use_folder(folder);
    }

    /// Asks for a page, through at most five redirects, and lets a browser draw it if that is asked for. Waits for its
    /// turn at the host; what is further off than two minutes comes back as an error with [`Remedy::Later`].
    ///
    /// # Errors
    /// [`FetchError`]; its [`remedy`](FetchError::remedy) says what to do.
    pub async fn fetch(&self, request: &Request<'_>) -> Result<Fetched, FetchError> {
        let Request { url, scope, pace, render, etag, last_modified } = *request;
        let plain = Asked { scope, pace, validators: Validators::default(), accept: None, takes: MediaType::is_read };
        match render {
            Render::Plain => {
                let validators = Validators { etag, last_modified };
                Ok(match self.obtain(url, &Asked { validators, ..plain }).await? {
                    Obtained::Answer(answer) => Fetched::Page(answer.into_page()),
                    Obtained::NotModified => Fetched::NotModified,
                })
            }
            Render::Browser { wait_for } => self.draw(url, &plain, wait_for.as_deref()).await.map(Fetched::Page),
        }
    }

    /// Follows an address to its end.
    async fn obtain(&self, url: &PageUrl, asked: &Asked<'_>) -> Result<Obtained, FetchError> {
        let mut url = url.clone();
        for _ in 0..=MAX_REDIRECTS {
            match self.step(&url, asked).await? {
                Step::Arrived(obtained) => return Ok(obtained),
                Step::Moved(next) => url = next,
            }
        }
        Err(FetchError::Redirect { host: url.host(), reason: format!("more than {MAX_REDIRECTS} times") })
    }

    /// One address on the way: address, robots, gate, get, body.
    async fn step(&self, url: &PageUrl, asked: &Asked<'_>) -> Result<Step, FetchError> {
        if !asked.scope.holds(url) {
            return Err(FetchError::OutOfScope { host: url.host() });
        }
        self.check_address(url)?;
        let host = self.host(url);
        host.open(asked.pace, self.now())?;
        let robots = self.robots_of(&host, url, asked.pace).await?;
        if !robots.allows(&url.as_url()[url::Position::BeforePath..]) {
            return Err(FetchError::Disallowed { host: url.host() });
        }
        let mut repeats = 0;
        loop {
            let turn = host.turn(asked.pace, robots.crawl_delay(), Errand::Page, &self.means()).await?;
            let Failure { error, is_passing } = match self.ask(&turn, url, asked).await {
                Ok(step) => return Ok(step),
                Err(failure) => failure,
            };
            drop(turn);
            if !is_passing || repeats == MAX_REPEATS {
                return Err(error);
            }
            tokio::time::sleep(REPEAT_AFTER * 2_u32.pow(repeats)).await;
            repeats += 1;
        }
    }

    /// Sends the request in its turn, reads the answer, and tells the gate how the host behaved.
    async fn ask(&self, turn: &Turn<'_>, url: &PageUrl, asked: &Asked<'_>) -> Result<Step, Failure> {
        let answer = client::get(&self.0.client, url, asked.validators, asked.accept).await;
        turn.arrived();
        let step = match answer {
            Ok(response) if matches!(response.status().as_u16(), 429 | 503) => {
                let wait = turn.refused(self.retry_after(&response), &self.means());
                return Err(Failure::lasting(FetchError::Paused { host: url.host(), wait }));
            }
            Ok(response) => self.read(response, url, asked).await,
            Err(failure) => Err(failure),
        };
        match &step {
            Err(Failure { error, .. }) if error.is_failure_of_host() => {
                // One failure too many: the host gets a pause, and the request is not repeated.
                if let Some(wait) = turn.failed(&self.means()) {
                    return Err(Failure::lasting(FetchError::Paused { host: url.host(), wait }));
                }
            }
            // What is refused for good is refused by a host in good health. A wall is no good answer.
            Err(Failure { error, .. }) if error.remedy() != Remedy::GiveUp => {}
            Ok(_) | Err(_) => turn.went_well(self.now()),
        }
        step
    }

    /// What the answer means, and its body if it has one for us.
    async fn read(&self, mut response: Response, url: &PageUrl, asked: &Asked<'_>) -> Result<Step, Failure> {
        let host = || url.host();
        let status = response.status();
        let status_number = status.as_u16();
        if is_redirect(status) {
            return redirect_to(&response, url).map(Step::Moved).map_err(Failure::lasting);
        }
        if status == StatusCode::NOT_MODIFIED && asked.validators.any() {
            return Ok(Step::Arrived(Obtained::NotModified));
        }
        if !status.is_success() {
            return Err(refusal(status_number, host()));
        }
        let media_type = body::MediaType::of(&response);
        let may_be_packed = asked.accept.is_none() && packed::may_be(url, &media_type);
        if !(asked.takes)(&media_type) && !may_be_packed {
            let error = FetchError::MediaType { host: host(), media_type: media_type.essence };
            return Err(Failure::lasting(error));
        }
        let limit = self.0.config.body_limit;
        let mut body = body::read(&mut response, &host(), limit).await?;
        if let Some(opened) = packed::open(&body.bytes, limit).filter(|_| may_be_packed && !body.cut) {
            let broken = |error: std::io::Error| FetchError::Broken { host: host(), reason: error.to_string() };
            body = opened.map_err(|error| Failure::lasting(broken(error)))?;
        }
        if body.cut {
            return Err(Failure::lasting(FetchError::TooLarge { host: host(), limit }));
        }
        let (url, headers) = (url.clone(), response.headers().clone());
        let answer = Answer { url, status: status_number, media_type, headers, bytes: body.bytes };
        Ok(Step::Arrived(Obtained::Answer(Box::new(answer))))
    }

    /// What the gate of `host` remembers, to be stored.
    #[must_use]
    pub fn host_state(&self, host: &str) -> HostState {
        let known = self.hosts().get(host).map(Arc::clone);
        known.map_or_else(HostState::default, |known| known.remember(self.now()))
    }

    /// Puts the gate of `host` back to where it stood before a restart. Meant for before the first request.
    pub fn restore(&self, host: &str, remembered: HostState) {
        self.host_called(host.to_owned()).restore(remembered, self.now());
    }

    /// Tells the gate of `host` of a pace that is going to be asked for, so that the slowest one holds from the first
    /// request on.
    pub fn slow_down(&self, host: &str, pace: &Pace) {
        self.host_called(host.to_owned()).slow_down_to(pace);
    }

    /// Refuses an address that must not be visited, and any host that is not told who we are.
    fn check_address(&self, url: &PageUrl) -> Result<(), FetchError> {
        self.0.allowed.check(url).map_err(|fault| match fault {
            AddressFault::Private => FetchError::PrivateAddress { host: url.host() },
            AddressFault::Dns(kind) => FetchError::Dns { host: url.host(), kind },
        })?;
        if self.0.config.contact.is_none() && !address::is_loopback(url) {
            return Err(FetchError::NoContact { host: url.host() });
        }
        Ok(())
    }

    fn host(&self, url: &PageUrl) -> Arc<Host> {
        self.host_called(url.host())
    }

    fn host_called(&self, name: String) -> Arc<Host> {
        let mut hosts = self.hosts();
        if let Some(host) = hosts.get(&name) {
            return Arc::clone(host);
        }
        let host = Arc::new(Host::new(name.clone()));
        hosts.insert(name, Arc::clone(&host));
        host
    }

    fn hosts(&self) -> std::sync::MutexGuard<'_, HashMap<String, Arc<Host>>> {
        self.0.hosts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    fn means(&self) -> Means<'_> {
        Means { clock: &*self.0.clock, chance: &self.0.chance, jitter: self.0.config.jitter }
    }

    fn retry_after(&self, response: &Response) -> Option<Duration> {
        trouble::retry_after(header(response, RETRY_AFTER)?, header(response, DATE), self.now())
    }
}

impl Answer {
    /// The page it holds.
    fn into_page(self) -> Page {
        let host = self.url.as_url().host_str().unwrap_or_default();
        let text = charset::decode(&self.bytes, self.media_type.charset.as_deref(), host);
        let (etag, last_modified) = (self.header(ETAG), self.header(LAST_MODIFIED));
        let (url, status, media_type) = (self.url, self.status, self.media_type.essence);
        Page { url, status, media_type, text, etag, last_modified }
    }

    fn header(&self, name: impl AsHeaderName) -> Option<String> {
        self.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
    }
}

impl std::fmt::Debug for Fetcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Fetcher({} hosts)", self.hosts().len())
    }
}

fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

/// Where a redirect leads.
fn redirect_to(response: &Response, from: &PageUrl) -> Result<PageUrl, FetchError> {
    let fault = |reason: &str| FetchError::Redirect { host: from.host(), reason: reason.to_owned() };
    let location = response.headers().get(LOCATION).ok_or_else(|| fault("it does not say where to"))?;
    let location = std::str::from_utf8(location.as_bytes()).map_err(|_| fault("it leads to no address"))?;
    from.join(location).map_err(|_| fault("it leads to no web address"))
}

/// What a status that is neither success nor redirect means.
fn refusal(status: u16, host: String) -> Failure {
    match status {
        401 | 403 | 407 | 451 => Failure::lasting(FetchError::Wall { host, status }),
        404 | 410 => Failure::lasting(FetchError::Gone { host, status }),
        408 | 500.. => Failure::passing(FetchError::ServerFault { host, status }),
        _ => Failure::lasting(FetchError::Refused { host, status }),
    }
}

fn header(response: &Response, name: impl AsHeaderName) -> Option<&str> {
    response.headers().get(name).and_then(|value| value.to_str().ok())
}
