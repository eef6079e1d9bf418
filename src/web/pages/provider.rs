//! `/sign-in/provider`: the way to the provider of identities and back; `/me/link` and an invitation set out on it too.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use http::{HeaderMap, StatusCode};

use super::device::browser;
use super::{me, onward, sign_in};
use crate::desk::{Arrival, DoorError, Errand};
use crate::web::Shared;
use crate::web::error::Refusal;
use crate::web::form::Form;
use crate::web::frame::{Frame, go, page};
use crate::web::session::{Signed, Visit, keep_session};

#[derive(Template)]
#[template(path = "pages/provider_code.html")]
struct Code {
    frame: Frame,
    ticket: String,
    fault: Option<String>,
}

/// Sets out to come in.
pub(in crate::web) async fn enter(State(face): State<Shared>, visit: Visit, _form: Form) -> Result<Response, Refusal> {
    match set_out(&face, &visit, Errand::Enter).await {
        Ok(response) => response,
        Err(refusal) => sign_in_again(&face, &visit, refusal),
    }
}

/// Sets out to link the account to the name one is signed in under.
pub(in crate::web) async fn link(State(face): State<Shared>, signed: Signed, form: Form) -> Result<Response, Refusal> {
    let errand = Errand::Link { name: &signed.session.operator.name, password: form.get("old") };
    match set_out(&face, &signed.visit, errand).await {
        Ok(response) => response,
        Err(refusal) => me::refused(&face, &signed, refusal).await,
    }
}

/// Sets out to use an invitation.
pub(in crate::web) async fn accept(
    State(face): State<Shared>,
    visit: Visit,
    Path(token): Path<String>,
    _form: Form,
) -> Result<Response, Refusal> {
    set_out(&face, &visit, Errand::Invitation(&token)).await?
}

/// Arrives back.
pub(in crate::web) async fn arrive(
    State(face): State<Shared>,
    visit: Visit,
    asked: HeaderMap,
) -> Result<Response, Refusal> {
    let (state, code) = (visit.query("state").unwrap_or_default(), visit.query("code"));
    match face.door.arrive(&state, code.as_deref(), &visit.token).await {
        Ok(Arrival::In(token)) => let_in(&face, &asked, &token).await,
        Ok(Arrival::Code(ticket)) => page(StatusCode::OK, &Code { frame: Frame::of(&visit), ticket, fault: None }),
        Ok(Arrival::Linked) => Ok(go("/me")),
        Err(refusal) if visit.session.is_some() => Err(refusal.into()),
        Err(refusal) => sign_in_again(&face, &visit, refusal),
    }
}

/// Comes in with the code of one's authenticator.
pub(in crate::web) async fn code(
    State(face): State<Shared>,
    visit: Visit,
    asked: HeaderMap,
    form: Form,
) -> Result<Response, Refusal> {
    let ticket = form.get("ticket");
    let (status, key) = match face.door.enter_with_code(ticket, form.get("code"), &visit.token).await {
        Ok(token) => return let_in(&face, &asked, &token).await,
        Err(DoorError::Refused) => (StatusCode::UNAUTHORIZED, "provider-wrong-code"),
        Err(DoorError::TooOften) => (StatusCode::TOO_MANY_REQUESTS, "sign-in-too-often"),
        Err(other) => return sign_in_again(&face, &visit, other),
    };
    let fault = Some(visit.words.say(key));
    page(status, &Code { frame: Frame::of(&visit), ticket: ticket.to_owned(), fault })
}

/// The page that leads to the provider.
async fn set_out(face: &Shared, visit: &Visit, errand: Errand<'_>) -> Result<Result<Response, Refusal>, DoorError> {
    let address = face.door.set_out(errand, &visit.token).await?;
    let title = face.door.by_provider().map(|provider| provider.title).unwrap_or_default();
    Ok(onward::to_provider(visit.words, address, &title))
}

/// The sign-in, with why it did not go by the provider.
fn sign_in_again(face: &Shared, visit: &Visit, refusal: DoorError) -> Result<Response, Refusal> {
    let status = match refusal {
        DoorError::ProviderAway => StatusCode::SERVICE_UNAVAILABLE,
        DoorError::TooOften => StatusCode::TOO_MANY_REQUESTS,
        _ => StatusCode::UNAUTHORIZED,
    };
    match Refusal::from(refusal) {
        Refusal::Told(key) => sign_in::form_page(status, face, visit, "", Some(visit.words.say(key))),
        other => Err(other),
    }
}

async fn let_in(face: &Shared, asked: &HeaderMap, token: &str) -> Result<Response, Refusal> {
    if let Some(browser) = browser(asked) {
        face.door.name_browser(token, &browser).await?;
    }
    let mut response = go("/");
    keep_session(&mut response, token);
    Ok(response)
}
