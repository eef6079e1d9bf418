//! `/`: to the first page of whoever is signed in.

use askama::Template;
use axum::response::Response;
use http::StatusCode;

use crate::web::error::Refusal;
use crate::web::frame::{Frame, go, page};
use crate::web::menu::menu;
use crate::web::session::Signed;

#[derive(Template)]
#[template(path = "pages/home.html")]
struct Home {
    frame: Frame,
}

/// Leads to the first entry of the menu; says so when there is none.
pub(in crate::web) async fn show(Signed { visit, session }: Signed) -> Result<Response, Refusal> {
    match menu(&session.operator).first() {
        Some(entry) => Ok(go(entry.path)),
        None => page(StatusCode::OK, &Home { frame: Frame::of(&visit) }),
    }
}
