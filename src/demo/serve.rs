//! The region over real HTTP: one listener for each site, each on an address of its own, all on one port.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_util::sync::{CancellationToken, DropGuard};

use super::region::Region;
use super::reply::Request;
use super::site::SITES;

/// Where the search for a free port begins, and how far it goes.
const FIRST_PORT: u16 = 18_800;
const LAST_PORT: u16 = 18_999;
/// How long connections may take to finish when the region is stopped.
const FAREWELL: Duration = Duration::from_secs(2);

/// The region while it is served. It ends when this is dropped.
#[derive(Debug)]
pub struct Served {
    /// The port of every site.
    pub port: u16,
    tasks: JoinSet<io::Result<()>>,
    end: DropGuard,
}

impl Served {
    /// Lets requests that are under way finish, and ends.
    pub async fn stop(self) {
        let Self { mut tasks, end, .. } = self;
        drop(end);
        let finished = async { while tasks.join_next().await.is_some() {} };
        // What is still open after that is cut when the set is dropped.
        let _ = tokio::time::timeout(FAREWELL, finished).await;
    }
}

/// What a site's requests are answered from.
#[derive(Clone)]
struct Stand {
    region: Arc<RwLock<Region>>,
    site: usize,
}

/// Serves the eighteen sites, on `port` or on the first port that is free at all their addresses.
///
/// # Errors
/// The port is taken, none is free, or the machine has no loopback addresses beyond `127.0.0.1`.
pub async fn serve(region: Arc<RwLock<Region>>, port: Option<u16>) -> io::Result<Served> {
    let (port, listeners) = match port {
        Some(port) => (port, listen(port).await?),
        None => first_free().await?,
    };
    let token = CancellationToken::new();
    let mut tasks = JoinSet::new();
    for (site, listener) in listeners.into_iter().enumerate() {
        let stand = Stand { region: Arc::clone(&region), site };
        let router = Router::new().fallback(answer).with_state(stand);
        let ended = token.clone().cancelled_owned();
        tasks.spawn(async move { axum::serve(listener, router).with_graceful_shutdown(ended).await });
    }
    Ok(Served { port, tasks, end: token.drop_guard() })
}

async fn listen(port: u16) -> io::Result<Vec<TcpListener>> {
    let mut listeners = Vec::with_capacity(SITES.len());
    for site in &SITES {
        let address = SocketAddr::from((Ipv4Addr::new(127, 0, 0, site.address), port));
        let listener = TcpListener::bind(address).await.map_err(|error| {
            io::Error::new(error.kind(), format!("cannot serve `{}` on {address}: {error}", site.name))
        })?;
        listeners.push(listener);
    }
    Ok(listeners)
}

async fn first_free() -> io::Result<(u16, Vec<TcpListener>)> {
    for port in FIRST_PORT..=LAST_PORT {
        match listen(port).await {
            Ok(listeners) => return Ok((port, listeners)),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::new(
        io::ErrorKind::AddrInUse,
        format!(
            "no port from {FIRST_PORT} to {LAST_PORT} is free at 127.0.0.11 to 127.0.0.28: end what holds them, or name a port"
        ),
    ))
}

async fn answer(State(stand): State<Stand>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if method != Method::GET && method != Method::HEAD {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
        return response;
    }
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let request = Request {
        path: uri.path_and_query().map_or("/", |path| path.as_str()),
        host: text(header::HOST).unwrap_or_default(),
        if_none_match: text(header::IF_NONE_MATCH),
        if_modified_since: text(header::IF_MODIFIED_SINCE),
    };
    let reply = stand.region.read().unwrap_or_else(PoisonError::into_inner).reply(stand.site, &request);
    let Some(reply) = reply else {
        return Response::new(Body::empty());
    };
    let mut response = Response::new(Body::from(reply.body));
    *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let sent = response.headers_mut();
    sent.insert(header::CONTENT_TYPE, HeaderValue::from_static(reply.media));
    let optional = [(header::ETAG, reply.etag), (header::LAST_MODIFIED, reply.last_modified)];
    for (name, value) in optional {
        if let Some(value) = value.and_then(|value| HeaderValue::from_str(&value).ok()) {
            sent.insert(name, value);
        }
    }
    response
}
