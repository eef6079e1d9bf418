//! `/sources/…/test`: what would be taken of a few pages of a source, shown while they are read. Nothing is stored.
//!
//! The page is one answer that grows: it needs no script, and when the person leaves it the trial ends. It works by the
//! manners of the crawl (robots, pace, hours), and while one goes on there is neither a crawl nor another trial.

use std::convert::Infallible;
use std::time::Duration;

use askama::Template;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, stream};
use http::header::CONTENT_TYPE;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::trial::{AdShown, Asked, Event, PageShown, Summary, try_source};
use crate::web::error::Refusal;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::session::Signed;
use crate::web::words::Words;
use crate::web::{HeldTrial, Shared};

/// Pages that are asked for.
const PAGES: u32 = 6;
/// Longer than this a trial does not last.
const PATIENCE: Duration = Duration::from_mins(3);
/// Where what grows stands in the page.
const GROWS: &str = "<!--here-->";

#[derive(Template)]
#[template(path = "pages/trial.html")]
struct Page {
    frame: Frame,
    name: String,
}

#[derive(Template)]
#[template(path = "pages/trial_part.html")]
struct Part {
    words: Words,
    told: Told,
}

impl Part {
    /// What it came to, in words.
    fn sums(&self, summary: &Summary) -> String {
        let values = [
            ("asked", summary.asked.into()),
            ("failed", summary.failed.into()),
            ("ads", summary.ads.into()),
            ("numbers", summary.ads_with_number.into()),
        ];
        self.words.fill("trial-sums", values)
    }
}

/// What is told while it goes on.
enum Told {
    Page { page: Box<PageShown>, ads: Vec<String> },
    Failed { url: String, error: String },
    Done(Summary),
    Broke(&'static str),
}

/// Tries a source.
pub(in crate::web) async fn run(
    State(face): State<Shared>,
    signed: Signed,
    Path(name): Path<String>,
    _form: Form,
) -> Result<Response, Refusal> {
    face.desk.may_run_sources(&signed.session.operator.name).await?;
    if !(face.sources)().unwrap_or_default().iter().any(|visiting| visiting.source == name) {
        return Err(Refusal::NoSuchPage);
    }
    let held = (face.trials)().map_err(|reason| {
        tracing::info!(reason, "a source cannot be tried now");
        Refusal::Told("trial-busy")
    })?;
    let words = signed.visit.words;
    let shown = Page { frame: Frame::of(&signed.visit), name: name.clone() };
    let whole = shown.render().map_err(|fault| Refusal::fault("template", &fault))?;
    let (above, below) = whole.split_once(GROWS).unwrap_or((&whole, ""));
    let (above, below) = (above.to_owned(), below.to_owned());
    let (sender, receiver) = mpsc::unbounded_channel();
    let work = stream::once(work(held, Asked { source: name, url: None, limit: PAGES }, sender, words));
    let parts = stream::unfold(receiver, async |mut receiver| receiver.recv().await.map(|part| (part, receiver)));
    // The work drives itself by being looked at beside what it tells; both end with it.
    let parts = stream::select(work.map(|()| None), parts.map(Some)).filter_map(async |part| part);
    let parts = parts.map(move |told| Part { words, told }.render().unwrap_or_default());
    let grown = stream::once(async { above }).chain(parts).chain(stream::once(async { below }));
    let body = Body::from_stream(grown.map(|text| Ok::<_, Infallible>(Bytes::from(text))));
    Ok(([(CONTENT_TYPE, "text/html; charset=utf-8")], body).into_response())
}

/// The trial from its beginning to its end; what holds the crawl back is let go of with it.
async fn work(held: HeldTrial, asked: Asked, tell: mpsc::UnboundedSender<Told>, words: Words) {
    let HeldTrial { trial, hold } = held;
    let stop = CancellationToken::new();
    let told = |event: Event| {
        let part = match event {
            Event::Begun { .. } => return,
            Event::Page(page) => Told::Page { ads: page.ads.iter().map(|ad| said(ad, words)).collect(), page },
            Event::Failed { url, error } => Told::Failed { url, error },
            Event::Done(summary) => Told::Done(summary),
        };
        // Whoever left hears no more.
        let _ = tell.send(part);
    };
    let ended = tokio::time::timeout(PATIENCE, try_source(&trial, &asked, &stop, &told)).await;
    let broke = match ended {
        Ok(Ok(_)) => None,
        Ok(Err(error)) => {
            tracing::warn!(%error, "a trial broke off");
            Some("trial-broke")
        }
        Err(_) => Some("trial-too-long"),
    };
    if let Some(key) = broke {
        let _ = tell.send(Told::Broke(key));
    }
    drop(hold);
}

/// What would be taken of an ad: its numbers masked, and what it declares.
fn said(ad: &AdShown, words: Words) -> String {
    let numbers: Vec<&str> = ad.numbers.iter().map(|number| number.masked.as_str()).collect();
    let declared = &ad.declared;
    let parts = [
        Some(numbers.join(" ")).filter(|numbers| !numbers.is_empty()),
        ad.municipality.clone(),
        declared.gender.map(|gender| words.code("gender", gender.code())),
        declared.origin.as_ref().map(ToString::to_string),
        declared.age_band.map(|band| band.to_string()),
        declared.venue.map(|venue| words.code("venue", venue.code())),
        declared.language.map(|language| words.language(language)),
        ad.posted.clone(),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
