//! `/do-not-call` (*Non richiamare*): a number typed once. The answer never tells whether it was known.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;

use crate::desk::DeskError;
use crate::desk::rights::{Right, allow};
use crate::web::Shared;
use crate::web::error::Refusal;
use crate::web::form::Form;
use crate::web::frame::{Frame, page};
use crate::web::session::Signed;

#[derive(Template)]
#[template(path = "pages/do_not_call.html")]
struct Page {
    frame: Frame,
    is_done: bool,
    fault: Option<String>,
}

/// The form.
pub(in crate::web) async fn show(Signed { visit, session }: Signed) -> Result<Response, Refusal> {
    allow(&session.operator, Right::DoNotCall, None)?;
    page(StatusCode::OK, &Page { frame: Frame::of(&visit), is_done: false, fault: None })
}

/// Puts a number on the list. It is not shown again, not even with a fault.
pub(in crate::web) async fn put(
    State(face): State<Shared>,
    Signed { visit, session }: Signed,
    form: Form,
) -> Result<Response, Refusal> {
    let (status, fault) = match face.desk.object(&session.operator.name, form.get("number")).await {
        Ok(()) => (StatusCode::OK, None),
        Err(DeskError::Phone(_)) => (StatusCode::UNPROCESSABLE_ENTITY, Some(visit.words.say("error-phone"))),
        Err(other) => return Err(other.into()),
    };
    page(status, &Page { frame: Frame::of(&visit), is_done: fault.is_none(), fault })
}
