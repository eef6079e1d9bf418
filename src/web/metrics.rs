//! `/metrics`, for Prometheus: on a listener of its own, because what collects figures signs in nowhere, and because the
//! desk's own address may stand behind a proxy that everybody reaches.

use std::io;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::desk::{Desk, DeskError, METRICS_MEDIA_TYPE, metrics};
use crate::domain::Visiting;

/// What figures are answered from.
pub struct Gauges {
    /// The desk.
    pub desk: Desk,
    /// How often the sources are visited, as their file said when this began.
    pub visiting: Option<Vec<Visiting>>,
}

/// Serves the figures until `stop`.
///
/// # Errors
/// The listener.
pub async fn serve_metrics(gauges: Gauges, listener: TcpListener, stop: CancellationToken) -> io::Result<()> {
    let routes = Router::new().route("/metrics", get(show)).with_state(Arc::new(gauges));
    axum::serve(listener, routes).with_graceful_shutdown(stop.cancelled_owned()).await
}

async fn show(State(gauges): State<Arc<Gauges>>) -> Response {
    match tell(&gauges).await {
        Ok(text) => ([(CONTENT_TYPE, METRICS_MEDIA_TYPE), (CACHE_CONTROL, "no-store")], text).into_response(),
        Err(fault) => {
            tracing::warn!(%fault, "the figures could not be told");
            (StatusCode::INTERNAL_SERVER_ERROR, "the figures could not be told: the log says why\n").into_response()
        }
    }
}

async fn tell(gauges: &Gauges) -> Result<String, DeskError> {
    let counts = gauges.desk.counts().await?;
    let sources = gauges.desk.sources(gauges.visiting.as_deref()).await?;
    metrics(&counts, &sources)
}
