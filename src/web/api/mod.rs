//! `/api/v1`: the desk for programs. The same acts, the same rights and the same limits as the pages; a token in the
//! header stands for the person, and cookies open nothing.
//!
//! What it takes and gives is declared in `/api/v1/openapi.json` (OpenAPI 3.1), made of the same types that read and
//! write it. What cannot be answered is a problem by RFC 9457.

mod claims;
mod figures;
mod looks;
mod objections;
mod problem;
mod sent;

use axum::Router;
use axum::response::Response;
use axum::routing::{delete, get, post, put};
use http::{Method, StatusCode};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::Shared;
use problem::Problem;

/// Where it is.
pub(super) const ROOT: &str = "/api/v1";

#[derive(OpenApi)]
#[openapi(
    info(
        title = "invisibile",
        description = "The desk for programs: the day's list, claims and their outcomes, objections, and how things stand.",
        license(name = "EUPL-1.2", identifier = "EUPL-1.2")
    ),
    servers((url = "/api/v1")),
    paths(
        claims::next, claims::see, claims::reveal, claims::extend, claims::release, claims::outcome, claims::undo,
        looks::list, looks::quotas, looks::decide, looks::sources, looks::status, objections::put,
        figures::figures
    ),
    components(schemas(Problem)),
    modifiers(&Bearer),
    security(("token" = []))
)]
struct Declaration;

/// How a token is sent.
struct Bearer;

impl Modify for Bearer {
    fn modify(&self, declaration: &mut utoipa::openapi::OpenApi) {
        let words = "A token of `invisibile operator token NAME`: it may what that person may.";
        let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some(words)).build();
        if let Some(components) = &mut declaration.components {
            components.add_security_scheme("token", SecurityScheme::Http(scheme));
        }
    }
}

/// The routes under [`ROOT`].
pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/openapi.json", get(declaration))
        .route("/claims", post(claims::next))
        .route("/claims/{code}", get(claims::see).delete(claims::release))
        .route("/claims/{code}/reveal", post(claims::reveal))
        .route("/claims/{code}/extend", post(claims::extend))
        .route("/claims/{code}/outcome", post(claims::outcome).merge(delete(claims::undo)))
        .route("/lists/{territory}", get(looks::list))
        .route("/quotas", get(looks::quotas))
        .route("/quotas/{territory}", put(looks::decide))
        .route("/sources", get(looks::sources))
        .route("/status", get(looks::status))
        .route("/do-not-call", post(objections::put))
        .route("/mapping/{cube}", get(figures::figures))
        .fallback(no_such_path)
        .method_not_allowed_fallback(other_method)
}

async fn declaration() -> Response {
    sent::json(StatusCode::OK, &Declaration::openapi())
}

async fn no_such_path() -> Problem {
    Problem::of(StatusCode::NOT_FOUND, "no-path", "nothing is at this path: /api/v1/openapi.json tells what there is")
}

async fn other_method(method: Method) -> Problem {
    Problem::of(StatusCode::METHOD_NOT_ALLOWED, "other-method", format!("this path is not asked for with {method}"))
}
