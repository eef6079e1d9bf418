//! Objections: a number that is never to be called again. The answer never tells whether it was known.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;

use super::problem::{Anywhere, OfBodies, OfPace, Problem};
use super::sent::{Body, Caller, nothing};
use crate::web::Shared;

/// A number.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Objection {
    /// As people write it, or in E.164. It is not repeated in any answer.
    #[schema(min_length = 1, max_length = 40, example = "+39 300 123 4567")]
    number: String,
}

/// Never call a number again
///
/// Effective at once in all territories: it is erased where it is kept, and marked.
#[utoipa::path(
    post, path = "/do-not-call", operation_id = "object", tag = "do-not-call", request_body = Objection,
    responses((status = 204, description = "Done, whether it was known or not"), Anywhere, OfBodies, OfPace)
)]
pub(super) async fn put(
    State(face): State<Shared>,
    caller: Caller,
    Body(objection): Body<Objection>,
) -> Result<Response, Problem> {
    face.desk.object(caller.name(), &objection.number).await?;
    Ok(nothing())
}
