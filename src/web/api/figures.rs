//! What programs may take away: the figures of a cube, as `mapping --format json` gives them.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use super::problem::{Anywhere, Problem};
use super::sent::{Caller, Of, json};
use crate::desk::rights::{Right, allow};
use crate::desk::{self, Asked, Audience, Purpose, Row, audiences};
use crate::domain::Operator;
use crate::web::Shared;

/// No dimension has a longer name.
const LONGEST_WORD: usize = 20;

/// The figures of a cube, with all that is to be known of them.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Figures {
    /// The cube.
    cube: &'static str,
    /// Its title.
    title: &'static str,
    /// What one count is.
    definition: &'static str,
    /// The smallest count that is shown.
    threshold: u32,
    /// Counts are multiples of this.
    rounding: u32,
    /// How "new" is meant.
    new: &'static str,
    /// How it is reckoned.
    formula: &'static str,
    /// What it is to be divided by.
    denominator: &'static str,
    /// Where a series breaks.
    breaks: Vec<&'static str>,
    /// How periods are cut.
    periods: &'static str,
    /// What was done to protect small counts.
    protection: &'static str,
    /// For whom: `internal`, `published`.
    audience: &'static str,
    /// How finely time is cut.
    level: &'static str,
    /// The first period.
    from: String,
    /// The last.
    to: String,
    /// The share of rows that are held back.
    #[schema(minimum = 0, maximum = 1)]
    suppressed_share: f64,
    /// The program's version.
    version: &'static str,
    /// What may be done with them.
    licence: &'static str,
    /// How they are cited.
    citation: String,
    /// How much was monitored, period by period.
    monitoring: Vec<MonitoredPeriod>,
    /// The rows: dimensions by their names, `count` (null where held back or not monitored) and `suppressed`.
    #[schema(value_type = Vec<Object>, example = json!([{"period": "2026-10", "territory": "modena", "count": 25, "suppressed": false}]))]
    rows: Vec<Row>,
}

/// How much was monitored in a period.
#[derive(Debug, Serialize, ToSchema)]
struct MonitoredPeriod {
    /// The period.
    period: String,
    /// Sessions that began.
    sessions: u64,
    /// Sessions that were read to their end.
    done: u64,
}

impl From<desk::Answer> for Figures {
    fn from(answer: desk::Answer) -> Self {
        let monitored = answer.monitoring.into_iter().map(|one| MonitoredPeriod {
            period: one.period,
            sessions: one.sessions,
            done: one.done,
        });
        Self {
            cube: answer.cube,
            title: answer.title,
            definition: answer.definition,
            threshold: answer.threshold,
            rounding: answer.rounding,
            new: answer.new,
            formula: answer.formula,
            denominator: answer.denominator,
            breaks: answer.breaks.to_vec(),
            periods: answer.periods,
            protection: answer.protection,
            audience: answer.audience,
            level: answer.level,
            from: answer.from,
            to: answer.to,
            suppressed_share: answer.suppressed_share,
            version: answer.version,
            licence: answer.licence,
            citation: answer.citation,
            monitoring: monitored.collect(),
            rows: answer.rows,
        }
    }
}

/// The figures of a cube
///
/// The same rows as `invisibile mapping CUBE --format json`. Each answer leaves a line in the audit chain.
#[utoipa::path(
    get, path = "/mapping/{cube}", operation_id = "see_figures", tag = "mapping",
    params(
        ("cube" = String, Path, description = "The cube", pattern = "^(ads|contact_points|contributions|calls|sources|themes)$"),
        ("by" = Option<String>, Query, description = "One level of place, one of time and one attribute, with commas between them", pattern = "^[a-z_]+(,[a-z_]+)*$", example = "territory,gender"),
        ("from" = Option<String>, Query, description = "The first period; the first there is", pattern = "^[0-9]{4}(-(Q[1-4]|W[0-9]{2}|[0-9]{2}))?$", example = "2026-10"),
        ("to" = Option<String>, Query, description = "The last period, it included; the last that has closed", pattern = "^[0-9]{4}(-(Q[1-4]|W[0-9]{2}|[0-9]{2}))?$", example = "2026-12"),
        ("level" = Option<String>, Query, description = "How finely time is cut; by month, or the finest there is", pattern = "^(year|quarter|month|week)$"),
        ("audience" = Option<String>, Query, description = "For whom; the fullest that the token may see", pattern = "^(internal|published)$")
    ),
    responses(
        (status = 200, description = "The figures", body = Figures),
        (status = 404, description = "There is no such cube, or what is asked for is not given", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "What is asked for is not written as it should be", body = Problem, content_type = "application/problem+json"),
        Anywhere
    )
)]
pub(super) async fn figures(
    State(face): State<Shared>,
    caller: Caller,
    Of(cube): Of,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    allow(&caller.0, Right::SeeMaps, None)?;
    let (asked, audience) = read(cube.name, query.as_deref().unwrap_or_default(), &caller.0)?;
    let answer = face.desk.figures(Some(caller.name()), &asked, audience, Purpose::Export).await?;
    Ok(json(StatusCode::OK, &Figures::from(answer)))
}

/// What is asked for. A refusal may repeat the words of a dimension, which are letters; whatever else was sent it does
/// not.
fn read(cube: &str, query: &str, operator: &Operator) -> Result<(Asked, Audience), Problem> {
    let unfit = |name: &str| Problem::unfit("query", format!("`{name}` is not written as it should be"));
    let may = audiences(operator.role);
    let mut asked = Asked { cube: cube.to_owned(), ..Asked::default() };
    let mut audience = None;
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        let is_again = match &*name {
            "by" => {
                let is_word = |word: &str| {
                    (1..=LONGEST_WORD).contains(&word.len())
                        && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
                };
                let words: Vec<String> = value.split(',').map(str::to_owned).collect();
                if !words.iter().all(|word| is_word(word)) {
                    return Err(unfit("by"));
                }
                !std::mem::replace(&mut asked.by, words).is_empty()
            }
            "from" => asked.from.replace(value.parse().map_err(|_| unfit("from"))?).is_some(),
            "to" => asked.to.replace(value.parse().map_err(|_| unfit("to"))?).is_some(),
            "level" => asked.level.replace(value.parse().map_err(|_| unfit("level"))?).is_some(),
            "audience" => {
                let all = [Audience::Internal, Audience::Published];
                let named = all.into_iter().find(|one| one.code() == value).ok_or_else(|| unfit("audience"))?;
                audience.replace(named).is_some()
            }
            _ => return Err(Problem::unfit("query", "only by, from, to, level and audience are asked for")),
        };
        if is_again {
            return Err(Problem::unfit("query", "each of by, from, to, level and audience is asked for once"));
        }
    }
    let audience = audience.or_else(|| may.first().copied()).unwrap_or(Audience::Published);
    Ok((asked, audience))
}
