//! Who visits: the cookie, the language, and the session behind it.

use axum::extract::{FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, header};

use super::Shared;
use super::error::{self, Refusal};
use super::frame::go;
use super::pages::onward;
use super::words::{Tongue, Words};
use crate::desk::Session;

/// The cookie of the session. The prefix makes browsers keep it to this host and to secure connections; loopback
/// counts as one.
const SESSION: &str = "__Host-session";
/// The cookie of a chosen language.
const LANGUAGE: &str = "__Host-language";
const KEPT: &str = "Path=/; Secure; HttpOnly; SameSite=Strict";

/// Somebody who asks for a page.
#[derive(Clone)]
pub(super) struct Visit {
    /// The words of their language.
    pub(super) words: Words,
    /// What their browser holds: the token of a session, or one that is nobody's yet.
    pub(super) token: String,
    /// The session, if they are signed in.
    pub(super) session: Option<Session>,
    /// The path that was asked for.
    pub(super) path: String,
    query: String,
}

impl Visit {
    /// The first value of that name in the query.
    pub(super) fn query(&self, name: &str) -> Option<String> {
        let mut pairs = url::form_urlencoded::parse(self.query.as_bytes());
        pairs.find(|(field, _)| field == name).map(|(_, value)| value.into_owned())
    }
}

/// Tells who visits, and gives a browser that holds nothing a token for its forms.
pub(super) async fn visit(State(face): State<Shared>, mut request: Request, next: Next) -> Response {
    let held = cookie(request.headers(), SESSION).filter(|token| token.len() == 43).map(str::to_owned);
    let words = Words(tongue(request.headers()));
    let path = request.uri().path().to_owned();
    let query = request.uri().query().unwrap_or_default().to_owned();
    // Browsers keep the cookie back on a way that began elsewhere, be it a link in a mail or the way back from the
    // provider. One step more, from here to here, and they give it; a new one now would sign somebody out.
    if held.is_none() && *request.method() == Method::GET && comes_from_elsewhere(request.headers()) {
        let address = request.uri().path_and_query().map_or("/", |asked| asked.as_str());
        return onward::here(words, address).unwrap_or_else(IntoResponse::into_response);
    }
    let (token, is_new) = held.map_or_else(|| (face.door.blank_token(), true), |token| (token, false));
    let session = if is_new { Ok(None) } else { face.door.session(&token).await };
    let mut visit = Visit { words, token, session: None, path, query };
    let answered = match session {
        Ok(session) => {
            visit.session = session;
            request.extensions_mut().insert(visit.clone());
            next.run(request).await
        }
        Err(fault) => Refusal::from(fault).into_response(),
    };
    let mut response = error::shown(answered, &visit);
    if is_new && !response.headers().contains_key(header::SET_COOKIE) {
        keep(&mut response, SESSION, &visit.token, None);
    }
    response
}

/// Lets the browser hold the token of a session.
pub(super) fn keep_session(response: &mut Response, token: &str) {
    keep(response, SESSION, token, None);
}

/// Lets the browser remember a language for a year.
pub(super) fn keep_language(response: &mut Response, tongue: Tongue) {
    keep(response, LANGUAGE, tongue.code(), Some(31_536_000));
}

fn keep(response: &mut Response, name: &str, value: &str, seconds: Option<u32>) {
    let lasting = seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    if let Ok(cookie) = HeaderValue::from_str(&format!("{name}={value}; {KEPT}{lasting}")) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

/// Whether the browser says that another site sent it here.
fn comes_from_elsewhere(asked: &HeaderMap) -> bool {
    asked.get("sec-fetch-site").is_some_and(|site| site == "cross-site")
}

fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies.flat_map(|value| value.split(';')).find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

fn tongue(headers: &HeaderMap) -> Tongue {
    let asked = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    cookie(headers, LANGUAGE).and_then(Tongue::of).unwrap_or_else(|| Tongue::asked_for(asked))
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Refusal> {
        parts.extensions.get::<Self>().cloned().ok_or(Refusal::NoSuchPage)
    }
}

/// Somebody who is signed in. Who is not is led to the sign-in.
pub(super) struct Signed {
    /// The visit.
    pub(super) visit: Visit,
    /// The session.
    pub(super) session: Session,
}

impl<S: Sync> FromRequestParts<S> for Signed {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let visit = Visit::from_request_parts(parts, state).await.map_err(IntoResponse::into_response)?;
        match visit.session.clone() {
            Some(session) => Ok(Self { visit, session }),
            None => Err(go("/sign-in")),
        }
    }
}
