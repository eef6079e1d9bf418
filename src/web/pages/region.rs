//! `/region` (*Regione*): territories with intervals, ads that brought no second call, and the series.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;

use super::figures::{Rate, count, rate};
use crate::desk::{Audience, Period, Region, Shown, Sums, TerritoryCalls};
use crate::web::Shared;
use crate::web::error::Refusal;
use crate::web::frame::{Frame, page};
use crate::web::session::Signed;
use crate::web::words::Words;

#[derive(Template)]
#[template(path = "pages/region.html")]
struct Page {
    frame: Frame,
    periods: Vec<(String, String, bool)>,
    period: String,
    territories: Vec<[String; 6]>,
    elsewhere: String,
    years: Vec<[String; 6]>,
    months: Vec<[String; 6]>,
    audience: String,
    protected: String,
}

/// The region.
pub(in crate::web) async fn show(
    State(face): State<Shared>,
    Signed { visit, session }: Signed,
) -> Result<Response, Refusal> {
    let words = visit.words;
    let asked = visit.query("period").and_then(|period| period.parse().ok());
    let seen = face.desk.region(&session.operator.name, asked).await?;
    let choice = |period: &Period| (period.to_string(), said(*period, words), *period == seen.period);
    let audience = if seen.audience == Audience::Internal { "region-internal" } else { "region-published" };
    let shown = Page {
        frame: Frame::of(&visit),
        periods: seen.periods.iter().map(choice).collect(),
        period: said(seen.period, words),
        territories: seen.territories.iter().map(|one| territory(one, words)).collect(),
        elsewhere: elsewhere(&seen, words),
        years: seen.years.iter().map(|one| sums(one, words)).collect(),
        months: seen.months.iter().map(|one| sums(one, words)).collect(),
        audience: words.say(audience),
        protected: words.with("coordination-protected", "count", seen.shown_from),
    };
    page(StatusCode::OK, &shown)
}

/// A period as people say it.
fn said(period: Period, words: Words) -> String {
    match period {
        Period::Month(month) => words.month(month),
        Period::Year(_) | Period::Quarter(..) | Period::Week(_) => period.to_string(),
    }
}

/// A share with its interval, like `31 % (26–37 %)`.
fn with_interval(part: Shown, of: Shown) -> String {
    rate(part, of).map_or_else(|| "–".to_owned(), |rate| format!("{} ({})", rate.percent(), rate.interval()))
}

fn territory(calls: &TerritoryCalls, words: Words) -> [String; 6] {
    [
        calls.title.clone(),
        count(calls.dialled, words),
        count(calls.answered, words),
        with_interval(calls.answered, calls.dialled),
        count(calls.presented, words),
        with_interval(calls.presented, calls.answered),
    ]
}

fn sums(sums: &Sums, words: Words) -> [String; 6] {
    [
        said(sums.period, words),
        count(sums.ads, words),
        count(sums.new, words),
        count(sums.dialled, words),
        count(sums.answered, words),
        count(sums.presented, words),
    ]
}

fn elsewhere(seen: &Region, words: Words) -> String {
    let (elsewhere, ads) = seen.elsewhere;
    let share = rate(elsewhere, ads).map_or_else(|| "–".to_owned(), Rate::percent);
    let values =
        [("count", count(elsewhere, words).into()), ("ads", count(ads, words).into()), ("share", share.into())];
    words.fill("region-elsewhere-said", values)
}
