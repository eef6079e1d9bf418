//! `/me` (*Il mio accesso*): one's password, recovery codes, and the devices one is signed in on.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;

use super::device::{Shown, devices};
use crate::desk::{DoorError, NewPassword};
use crate::domain::OperatorName;
use crate::web::Shared;
use crate::web::error::Refusal;
use crate::web::form::Form;
use crate::web::frame::{Frame, page};
use crate::web::session::Signed;

#[derive(Template)]
#[template(path = "pages/me.html")]
struct Page {
    frame: Frame,
    name: OperatorName,
    role: String,
    territories: String,
    devices: Vec<Shown>,
    codes: Vec<String>,
    told: Option<String>,
    fault: Option<String>,
    provider: Option<ByProvider>,
}

/// The other way in, and since when it is open.
struct ByProvider {
    title: String,
    linked: Option<String>,
}

/// What the page tells besides.
#[derive(Default)]
struct Told {
    codes: Vec<String>,
    done: Option<&'static str>,
    fault: Option<&'static str>,
}

/// One's own access.
pub(in crate::web) async fn show(State(face): State<Shared>, signed: Signed) -> Result<Response, Refusal> {
    me_page(StatusCode::OK, &face, &signed, Told::default()).await
}

/// Changes the password.
pub(in crate::web) async fn password(
    State(face): State<Shared>,
    signed: Signed,
    form: Form,
) -> Result<Response, Refusal> {
    let typed = NewPassword { old: form.get("old"), password: form.get("password"), again: form.get("again") };
    let name = &signed.session.operator.name;
    match face.door.change_password(name, &signed.visit.token, typed).await {
        Ok(()) => {
            me_page(StatusCode::OK, &face, &signed, Told { done: Some("me-password-done"), ..Told::default() }).await
        }
        Err(refusal) => refused(&face, &signed, refusal).await,
    }
}

/// Draws new recovery codes.
pub(in crate::web) async fn codes(State(face): State<Shared>, signed: Signed, form: Form) -> Result<Response, Refusal> {
    match face.door.new_codes(&signed.session.operator.name, form.get("old")).await {
        Ok(codes) => me_page(StatusCode::OK, &face, &signed, Told { codes, ..Told::default() }).await,
        Err(refusal) => refused(&face, &signed, refusal).await,
    }
}

/// Signs out everywhere else.
pub(in crate::web) async fn sign_out(
    State(face): State<Shared>,
    signed: Signed,
    _form: Form,
) -> Result<Response, Refusal> {
    face.door.sign_out_others(&signed.session.operator.name, &signed.visit.token).await?;
    me_page(StatusCode::OK, &face, &signed, Told { done: Some("me-signed-out"), ..Told::default() }).await
}

/// Unlinks one's account at the provider.
pub(in crate::web) async fn unlink(
    State(face): State<Shared>,
    signed: Signed,
    form: Form,
) -> Result<Response, Refusal> {
    match face.door.unlink_own(&signed.session.operator.name, form.get("old")).await {
        Ok(()) => me_page(StatusCode::OK, &face, &signed, Told { done: Some("me-unlinked"), ..Told::default() }).await,
        Err(refusal) => refused(&face, &signed, refusal).await,
    }
}

pub(super) async fn refused(face: &Shared, signed: &Signed, refusal: DoorError) -> Result<Response, Refusal> {
    let fault = match refusal {
        DoorError::Refused => "me-wrong-password",
        DoorError::WeakPassword => "invitation-weak",
        DoorError::NotTheSame => "invitation-not-the-same",
        DoorError::TooOften => "sign-in-too-often",
        DoorError::ProviderAway => "provider-away",
        DoorError::LastWay => "provider-last-way",
        other => return Err(other.into()),
    };
    let told = Told { fault: Some(fault), ..Told::default() };
    me_page(StatusCode::UNPROCESSABLE_ENTITY, face, signed, told).await
}

async fn me_page(status: StatusCode, face: &Shared, signed: &Signed, told: Told) -> Result<Response, Refusal> {
    let words = signed.visit.words;
    let operator = &signed.session.operator;
    let territories: Vec<String> = operator.territories.iter().map(ToString::to_string).collect();
    let provider = match face.door.by_provider() {
        Some(provider) => Some((provider.title, face.door.linked_since(&operator.name).await?)),
        None => None,
    };
    let provider = provider.map(|(title, since)| {
        let when = since.map(|since| words.day(since.day()));
        let linked =
            when.map(|when| words.fill("provider-linked", [("name", title.as_str().into()), ("when", when.into())]));
        ByProvider { title, linked }
    });
    let shown = Page {
        provider,
        frame: Frame::of(&signed.visit),
        name: operator.name.clone(),
        role: words.code("role", operator.role.code()),
        territories: territories.join(", "),
        devices: devices(face, &operator.name, &signed.visit).await?,
        codes: told.codes,
        told: told.done.map(|key| words.say(key)),
        fault: told.fault.map(|key| words.say(key)),
    };
    page(status, &shown)
}
