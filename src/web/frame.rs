//! What stands around every page: title, menu, who is signed in, and the token of its forms.

use askama::Template;
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};

use super::assets;
use super::error::Refusal;
use super::menu::{Entry, menu};
use super::session::Visit;
use super::words::Words;
use crate::desk::form_token;
use crate::domain::Operator;

/// What stands around a page. Templates name it `frame`.
pub(super) struct Frame {
    /// The words of the visitor's language.
    pub(super) words: Words,
    /// Who is signed in.
    pub(super) operator: Option<Operator>,
    /// What they find in the menu.
    pub(super) menu: Vec<Entry>,
    /// The path of the page, so that the menu shows where one is.
    pub(super) path: String,
    /// What each form carries.
    pub(super) token: String,
}

impl Frame {
    /// The frame of a page for this visitor.
    pub(super) fn of(visit: &Visit) -> Self {
        let operator = visit.session.as_ref().map(|session| session.operator.clone());
        Self {
            words: visit.words,
            menu: operator.as_ref().map(menu).unwrap_or_default(),
            operator,
            path: visit.path.clone(),
            token: form_token(&visit.token),
        }
    }

    /// The code of the language.
    pub(super) fn lang(&self) -> &'static str {
        self.words.0.code()
    }

    /// The words under `key`.
    pub(super) fn say(&self, key: &str) -> String {
        self.words.say(key)
    }

    /// The address of an embedded file, which changes with its content.
    #[expect(clippy::unused_self, reason = "templates reach it through the frame")]
    pub(super) fn asset(&self, name: &str) -> String {
        assets::address(name)
    }

    /// Whether the menu's entry leads to where one is.
    pub(super) fn is_here(&self, entry: &Entry) -> bool {
        let is_at =
            |path: &str| self.path == path || self.path.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'));
        // Of two that lie on the way here, the nearer one.
        let is_nearer = |other: &Entry| other.path.len() > entry.path.len() && is_at(other.path);
        is_at(entry.path) && !self.menu.iter().any(is_nearer)
    }
}

/// The page of that template.
pub(super) fn page(status: StatusCode, template: &impl Template) -> Result<Response, Refusal> {
    let html = template.render().map_err(|fault| Refusal::fault("template", &fault))?;
    Ok((status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response())
}

/// A file to be taken away under that name, which holds nothing but letters, digits, `.`, `_` and `-`.
pub(super) fn file(name: &str, media: &'static str, bytes: Vec<u8>) -> Response {
    let kept = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, media.to_owned()), (header::CONTENT_DISPOSITION, kept)], bytes).into_response()
}

/// To another page, asked for with GET.
pub(super) fn go(path: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, path)]).into_response()
}
