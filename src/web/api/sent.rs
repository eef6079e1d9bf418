//! What programs send, taken apart: who asks, which row, which territory, and a body. And what they are given.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::response::{IntoResponse, Response};
use http::request::Parts;
use http::{StatusCode, header};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::problem::Problem;
use crate::desk::Cube;
use crate::domain::{Operator, OperatorName, RowCode, TerritoryName};
use crate::web::Shared;

/// The media type of bodies and answers.
const JSON: &str = "application/json";

/// Who asks, by the token in the header. Cookies are not looked at.
pub(super) struct Caller(pub(super) Operator);

impl Caller {
    pub(super) fn name(&self) -> &OperatorName {
        &self.0.name
    }
}

impl FromRequestParts<Shared> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, face: &Shared) -> Result<Self, Problem> {
        let held = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token =
            held.and_then(|value| value.split_once(' ')).filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
        let (_, token) = token.ok_or_else(Problem::no_token)?;
        let operator = face.door.bearer(token.trim()).await?;
        operator.map(Self).ok_or_else(Problem::no_token)
    }
}

async fn in_path(parts: &mut Parts, face: &Shared) -> Option<String> {
    Path::<String>::from_request_parts(parts, face).await.ok().map(|Path(text)| text)
}

/// The row that the path names.
pub(super) struct Row(pub(super) RowCode);

impl FromRequestParts<Shared> for Row {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, face: &Shared) -> Result<Self, Problem> {
        let code = in_path(parts, face).await.and_then(|text| text.parse().ok());
        let absent = || Problem::of(StatusCode::NOT_FOUND, "no-row", "that is not the code of a row");
        code.map(Self).ok_or_else(absent)
    }
}

/// The territory that the path names.
pub(super) struct Place(pub(super) TerritoryName);

impl FromRequestParts<Shared> for Place {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, face: &Shared) -> Result<Self, Problem> {
        let name = in_path(parts, face).await.and_then(|text| text.parse().ok());
        let absent = || Problem::of(StatusCode::NOT_FOUND, "no-territory", "that is not the name of a territory");
        name.map(Self).ok_or_else(absent)
    }
}

/// The cube that the path names.
pub(super) struct Of(pub(super) &'static Cube);

impl FromRequestParts<Shared> for Of {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, face: &Shared) -> Result<Self, Problem> {
        let cube = in_path(parts, face).await.and_then(|text| Cube::named(&text).ok());
        let absent = || {
            let detail = "there is no such cube: ads, contact_points, contributions, calls, sources, themes";
            Problem::of(StatusCode::NOT_FOUND, "no-figures", detail)
        };
        cube.map(Self).ok_or_else(absent)
    }
}

/// A body in JSON. What is wrong with it is told by its place only: what stands there may be a number.
pub(super) struct Body<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequest<Shared> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, face: &Shared) -> Result<Self, Problem> {
        let kind =
            request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(JSON) {
            let detail = "the body is JSON, and says so: `Content-Type: application/json`";
            return Err(Problem::of(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not-json", detail));
        }
        let too_large = |_| Problem::of(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "the body is too large");
        let body = Bytes::from_request(request, face).await.map_err(too_large)?;
        let read = serde_json::from_slice(&body).map_err(|fault| {
            let (line, column) = (fault.line(), fault.column());
            let what = if fault.is_data() {
                "the body has other fields or values than are asked for"
            } else {
                "the body is no JSON"
            };
            let detail = format!("{what}, at line {line}, column {column}");
            Problem::of(StatusCode::BAD_REQUEST, "bad-body", detail)
        });
        read.map(Self)
    }
}

/// An answer in JSON.
pub(super) fn json<T: Serialize>(status: StatusCode, value: &T) -> Response {
    let body = serde_json::to_vec(value).unwrap_or_default();
    (status, [(header::CONTENT_TYPE, JSON)], body).into_response()
}

/// An answer that says nothing more.
pub(super) fn nothing() -> Response {
    StatusCode::NO_CONTENT.into_response()
}
