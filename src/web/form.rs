//! What a form sent. To take it is to have checked that it was made for this browser.

use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request};

use super::error::Refusal;
use super::session::Visit;
use crate::desk::is_form_token;

/// The fields of a form, in order; a name may come more than once.
pub(super) struct Form(Vec<(String, String)>);

impl Form {
    /// The first value of that name; empty when there is none.
    pub(super) fn get<'f>(&'f self, name: &'f str) -> &'f str {
        self.all(name).next().unwrap_or_default()
    }

    /// Every value of that name.
    pub(super) fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.0.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }
}

/// What a form with a file sent.
pub(super) struct Upload {
    /// Its other fields.
    pub(super) form: Form,
    /// The file; empty when none was chosen.
    pub(super) file: Vec<u8>,
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let token = request.extensions().get::<Visit>().map(|visit| visit.token.clone()).unwrap_or_default();
        let mut parts = Multipart::from_request(request, state).await.map_err(|_| Refusal::Stale)?;
        let (mut fields, mut file) = (Vec::new(), Vec::new());
        while let Some(part) = parts.next_field().await.map_err(|_| Refusal::TooLarge)? {
            let name = part.name().unwrap_or_default().to_owned();
            let is_file = part.file_name().is_some();
            let bytes = part.bytes().await.map_err(|_| Refusal::TooLarge)?;
            if is_file {
                file = bytes.to_vec();
            } else {
                fields.push((name, String::from_utf8_lossy(&bytes).into_owned()));
            }
        }
        let form = Form(fields);
        if is_form_token(&token, form.get("token")) { Ok(Self { form, file }) } else { Err(Refusal::Stale) }
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let token = request.extensions().get::<Visit>().map(|visit| visit.token.clone()).unwrap_or_default();
        let body = Bytes::from_request(request, state).await.map_err(|_| Refusal::TooLarge)?;
        let form = Self(url::form_urlencoded::parse(&body).into_owned().collect());
        if is_form_token(&token, form.get("token")) { Ok(form) } else { Err(Refusal::Stale) }
    }
}
