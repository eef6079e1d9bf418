//! `/sign-in` and `/sign-out`.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::{HeaderMap, StatusCode};

use super::device::browser;
use crate::desk::{DoorError, SignIn};
use crate::web::Shared;
use crate::web::error::Refusal;
use crate::web::form::Form;
use crate::web::frame::{Frame, go, page};
use crate::web::session::{Signed, Visit, keep_session};

#[derive(Template)]
#[template(path = "pages/sign_in.html")]
struct Page {
    frame: Frame,
    name: String,
    fault: Option<String>,
    provider: Option<String>,
}

/// The form.
pub(in crate::web) async fn show(State(face): State<Shared>, visit: Visit) -> Result<Response, Refusal> {
    if visit.session.is_some() {
        return Ok(go("/"));
    }
    form_page(StatusCode::OK, &face, &visit, "", None)
}

/// The form, with what is told besides.
pub(super) fn form_page(
    status: StatusCode,
    face: &Shared,
    visit: &Visit,
    name: &str,
    fault: Option<String>,
) -> Result<Response, Refusal> {
    let provider = face.door.by_provider().map(|provider| visit.words.with("provider-enter", "name", provider.title));
    page(status, &Page { frame: Frame::of(visit), name: name.to_owned(), fault, provider })
}

/// Signs in.
pub(in crate::web) async fn enter(
    State(face): State<Shared>,
    visit: Visit,
    asked: HeaderMap,
    form: Form,
) -> Result<Response, Refusal> {
    let name = form.get("name");
    let typed = SignIn { name, password: form.get("password"), code: form.get("code"), before: Some(&visit.token) };
    let (status, key) = match face.door.sign_in(typed).await {
        Ok(token) => {
            if let Some(browser) = browser(&asked) {
                face.door.name_browser(&token, &browser).await?;
            }
            let mut response = go("/");
            keep_session(&mut response, &token);
            return Ok(response);
        }
        Err(DoorError::Refused) => (StatusCode::UNAUTHORIZED, "sign-in-refused"),
        Err(DoorError::TooOften) => (StatusCode::TOO_MANY_REQUESTS, "sign-in-too-often"),
        Err(other) => return Err(other.into()),
    };
    let fault = Some(visit.words.say(key));
    form_page(status, &face, &visit, name, fault)
}

/// Signs out; the browser is given another token.
pub(in crate::web) async fn leave(
    State(face): State<Shared>,
    Signed { visit, .. }: Signed,
    _form: Form,
) -> Result<Response, Refusal> {
    face.door.sign_out(&visit.token).await?;
    let mut response = go("/sign-in");
    keep_session(&mut response, &face.door.blank_token());
    Ok(response)
}
