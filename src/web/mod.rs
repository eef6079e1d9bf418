//! The web face of the desk: every route on one page. It holds no rule: what is refused, the desk refuses.
//!
//! **A new page** is one file and one template in `pages/`, a route here, a line in `menu.rs` if people find it by the
//! menu, and its words in `words/it` and `words/en`. A page asks `desk` for what it shows, and puts it into its template;
//! a form's handler takes `form::Form`, which has checked that the form was made for this browser.
//!
//! Pages work without script: a form is sent, and the answer is another page. Script adds keys, the countdown and the
//! blank screen. Nothing is fetched from anywhere else.

mod api;
mod assets;
mod error;
mod figures;
mod form;
mod frame;
mod guard;
mod menu;
mod metrics;
mod pages;
mod report;
mod session;
mod words;

use std::any::Any;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

pub use metrics::{Gauges, serve_metrics};
pub use report::{Report, ReportAsked, report};

use crate::desk::{Desk, Door};
use crate::domain::Visiting;
use crate::intake::Intake;
use crate::trial::Trial;

/// The most that a form may hold.
const LARGEST_FORM: usize = 64 * 1024;
/// The most that a file may hold, with what goes with it.
const LARGEST_FILE: usize = 5 * 1024 * 1024 + LARGEST_FORM;
/// The most that a list may hold that was looked through and waits to be confirmed.
const LARGEST_SLIP: usize = 2 * 1024 * 1024;
/// How often what has ended is cleared away.
const TIDY: Duration = Duration::from_mins(5);
/// How often outcomes whose minute is over are recorded.
const SETTLE: Duration = Duration::from_secs(5);
/// How long requests may take to finish when the desk is stopped.
const FAREWELL: Duration = Duration::from_secs(10);

/// What every page is answered from.
pub struct Face {
    /// The desk.
    pub desk: Desk,
    /// Its door.
    pub door: Door,
    /// What takes numbers in.
    pub intake: Intake,
    /// The sources.
    pub sources: Catalogue,
    /// What opens a trial of a source.
    pub trials: Trials,
    /// Whether browsers come by HTTPS, through a proxy in front.
    pub is_behind_tls: bool,
}

/// The sources as their file has them now; `None` where there is none to be read.
pub type Catalogue = Box<dyn Fn() -> Option<Vec<Visiting>> + Send + Sync>;

/// What opens a trial of a source; why it cannot now, otherwise.
pub type Trials = Box<dyn Fn() -> Result<HeldTrial, String> + Send + Sync>;

/// A trial, and what is held while it goes on.
pub struct HeldTrial {
    /// What it works with.
    pub trial: Trial,
    /// What keeps crawls away meanwhile.
    pub hold: Box<dyn Any + Send + Sync>,
}

type Shared = Arc<Face>;

fn routes(face: Shared) -> Router {
    let pages = Router::new()
        .route("/", get(pages::home::show))
        .route("/sign-in", get(pages::sign_in::show).post(pages::sign_in::enter))
        .route("/sign-in/provider", post(pages::provider::enter))
        .route("/sign-in/provider/back", get(pages::provider::arrive))
        .route("/sign-in/provider/code", post(pages::provider::code))
        .route("/sign-out", post(pages::sign_in::leave))
        .route("/invitation/{token}", get(pages::invitation::show).post(pages::invitation::accept))
        .route("/invitation/{token}/provider", post(pages::provider::accept))
        .route("/language", post(pages::language::choose))
        .route("/today", get(pages::today::show))
        .route("/today/next", post(pages::today::next))
        .route("/today/take", post(pages::today::take))
        .route("/call/{code}", get(pages::call::show))
        .route("/call/{code}/reveal", post(pages::call::reveal))
        .route("/call/{code}/extend", post(pages::call::extend))
        .route("/call/{code}/release", post(pages::call::release))
        .route("/call/{code}/outcome", post(pages::call::outcome))
        .route("/call/{code}/undo", post(pages::call::undo))
        .route("/call/{code}/protocol", get(pages::call::protocol))
        .route("/do-not-call", get(pages::do_not_call::show).post(pages::do_not_call::put))
        .route("/entry", get(pages::entry::show))
        .route("/entry/line", post(pages::entry::line))
        .route("/entry/undo", post(pages::entry::undo))
        .route("/entry/nothing", post(pages::entry::nothing))
        .route("/coordination", get(pages::coordination::show))
        .route("/coordination/plan", post(pages::coordination::set_plan))
        .route("/coordination/move", post(pages::coordination::move_numbers))
        .route(
            "/entry/file",
            get(pages::entry::file::show).post(pages::entry::file::look).layer(DefaultBodyLimit::max(LARGEST_FILE)),
        )
        .route("/entry/confirm", post(pages::entry::file::confirm).layer(DefaultBodyLimit::max(LARGEST_SLIP)))
        .route("/sources", get(pages::sources::show))
        .route("/sources/{name}/test", post(pages::trial::run))
        .route("/sources/{name}/{act}", post(pages::sources::ask))
        .route("/coordination/month/{month}", get(pages::month::show).post(pages::month::close))
        .route("/coordination/month/{month}/{file}", get(pages::month_file::give))
        .route("/coordination/notes", get(pages::notes::show).post(pages::notes::write))
        .route("/region", get(pages::region::show))
        .route("/coordination/rules", get(pages::rules::show).post(pages::rules::change))
        .route("/people", get(pages::people::show).post(pages::people::add))
        .route("/people/{name}", get(pages::person::show))
        .route("/people/{name}/invite", post(pages::people::invite))
        .route("/people/{name}/{act}", post(pages::person::act))
        .route("/me", get(pages::me::show))
        .route("/me/password", post(pages::me::password))
        .route("/me/codes", post(pages::me::codes))
        .route("/me/sign-out", post(pages::me::sign_out))
        .route("/me/link", post(pages::provider::link))
        .route("/me/unlink", post(pages::me::unlink))
        .route("/protection", get(pages::protection::show))
        .route("/protection/verify", post(pages::protection::verify))
        .route("/protection/sheet/{name}", get(pages::protection::sheet))
        .route("/map", get(pages::map::show))
        .route("/map/file", get(pages::map::file))
        .route("/trend", get(pages::trend::show))
        .route("/trend/file", get(pages::trend::file))
        .fallback(error::no_such_page)
        .layer(from_fn_with_state(Arc::clone(&face), session::visit))
        .layer(from_fn(guard::same_origin));
    Router::new()
        .route("/assets/{name}", get(assets::give))
        .merge(pages)
        .nest(api::ROOT, api::routes())
        .layer(from_fn_with_state(Arc::clone(&face), guard::headers))
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .with_state(face)
}

/// Serves the desk until `stop`; then lets requests that are under way finish.
///
/// # Errors
/// The listener.
pub async fn serve(face: Face, listener: TcpListener, stop: CancellationToken) -> io::Result<()> {
    let face = Arc::new(face);
    let asked = stop.clone().cancelled_owned();
    let served = axum::serve(listener, routes(Arc::clone(&face))).with_graceful_shutdown(asked);
    let settle = async {
        let mut every = tokio::time::interval(SETTLE);
        loop {
            every.tick().await;
            if let Err(fault) = face.desk.settle().await {
                tracing::warn!(%fault, "outcomes that wait could not be recorded; they are tried again");
            }
        }
    };
    let tidy = async {
        let mut every = tokio::time::interval(TIDY);
        loop {
            every.tick().await;
            if let Err(fault) = face.door.clear().await {
                tracing::warn!(%fault, "sessions that have ended could not be cleared away");
            }
        }
    };
    let farewell = async {
        stop.cancelled().await;
        tokio::time::sleep(FAREWELL).await;
    };
    tokio::select! {
        ended = served => ended,
        () = settle => Ok(()),
        () = tidy => Ok(()),
        // A browser that keeps a connection open does not keep the program.
        () = farewell => Ok(()),
    }
}
