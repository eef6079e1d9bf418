//! One step onward without script and without a form: a page that leads to another address by itself.
//!
//! It stands where a redirect would not do. A form may send people to the desk only (`form-action`), so what it answers
//! cannot redirect to the provider; and what another site sends here comes without the cookie (`SameSite=Strict`), which
//! the browser gives on a step from here to here.

use askama::Template;
use axum::response::Response;
use http::StatusCode;

use crate::web::assets;
use crate::web::error::Refusal;
use crate::web::frame::page;
use crate::web::words::Words;

#[derive(Template)]
#[template(path = "pages/onward.html")]
struct Onward {
    words: Words,
    address: String,
    title: String,
}

impl Onward {
    #[expect(clippy::unused_self, reason = "the template reaches it through the page")]
    fn asset(&self, name: &str) -> String {
        assets::address(name)
    }
}

/// To a page of the desk itself.
pub(in crate::web) fn here(words: Words, address: &str) -> Result<Response, Refusal> {
    // Two strokes in front would lead to another host.
    let is_own = address.starts_with('/') && !address[1..].starts_with(['/', '\\']);
    let address = if is_own { address } else { "/" };
    page(StatusCode::OK, &Onward { words, address: address.to_owned(), title: words.say("onward-here") })
}

/// To the provider.
pub(super) fn to_provider(words: Words, address: String, provider: &str) -> Result<Response, Refusal> {
    page(StatusCode::OK, &Onward { words, address, title: words.with("onward-provider", "name", provider) })
}
