//! What the pages of figures share: whose figures, the words around a plot, and what is taken away of it.

use axum::response::Response;

use super::error::Refusal;
use super::frame;
use super::session::Visit;
use super::words::Words;
use crate::desk::plot;
use crate::desk::{Answer, Asked, Audience, Desk, DeskError, Level, Period, PlaceLevel, Purpose, audiences};
use crate::domain::{Operator, OperatorName};
use crate::paper;

/// A plot as a page shows it, with its table and the ways to take it away.
pub(super) struct Figure {
    pub(super) title: String,
    /// What is seen, and how it is meant.
    pub(super) told: String,
    pub(super) svg: String,
    pub(super) heads: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    /// The files there are.
    pub(super) files: Vec<Link>,
}

/// Dots of a picture to a unit of its plot: 1440 across, sharp in print at half a page.
const SHARP: f32 = 2.0;

/// The way to a file.
pub(super) struct Link {
    pub(super) address: String,
    pub(super) form: &'static str,
    /// What it is, for those who do not see where it stands.
    pub(super) said: String,
}

/// What draws a plot into its frame.
type Draw = Box<dyn Fn(&plot::Frame<'_>) -> String + Send + Sync>;

/// A plot before it is drawn: for a page, or as a file.
pub(super) struct Drawing {
    /// Its name on the page and in its address.
    pub(super) id: &'static str,
    pub(super) title: String,
    pub(super) told: String,
    pub(super) heads: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    /// What was asked for it.
    pub(super) asked: Asked,
    /// What was answered.
    pub(super) answer: Answer,
    pub(super) has_map: bool,
    /// What draws it.
    pub(super) draw: Draw,
}

impl Drawing {
    /// The plot for a page; its files are at `address`, which lacks the plot and the form.
    pub(super) fn figure(self, words: Words, address: &str) -> Figure {
        let frame_words = plot_words(words);
        let frame =
            plot::Frame { id: self.id, title: &self.title, told: &self.told, caption: None, words: &frame_words };
        let svg = (self.draw)(&frame);
        let file = |form: Form| Link {
            address: format!("{address}&plot={}&form={}", self.id, form.code()),
            form: form.code(),
            said: words.fill("figures-file", [("title", self.title.as_str().into()), ("form", form.code().into())]),
        };
        let files = Form::ALL.into_iter().map(file).collect();
        Figure { svg, files, title: self.title, told: self.told, heads: self.heads, rows: self.rows }
    }

    /// The plot with its caption, or its data, as a file to be kept. It leaves a line in the audit chain.
    pub(super) async fn file(
        self,
        desk: &Desk,
        operator: &Operator,
        (words, audience, form): (Words, Audience, Form),
    ) -> Result<Response, Refusal> {
        let mut answer = desk.figures(Some(&operator.name), &self.asked, audience, Purpose::Export).await?;
        answer.estimates.clone_from(&self.answer.estimates);
        let svg = || {
            let (words, caption) = (plot_words(words), caption(words, &answer, self.has_map));
            (self.draw)(&plot::Frame {
                id: self.id,
                title: &self.title,
                told: &self.told,
                caption: Some(&caption),
                words: &words,
            })
        };
        let body = match form {
            Form::Csv => answer.csv().into_bytes(),
            Form::Json => serde_json::to_vec(&answer).map_err(|fault| Refusal::fault("figures", &fault))?,
            Form::Xlsx => {
                let made = answer.workbook(desk.clock.now().day());
                made.map_err(|fault| Refusal::fault("figures", &fault))?
            }
            Form::Svg => svg().into_bytes(),
            Form::Png => {
                let svg = svg();
                let draw = move || paper::png(&svg, SHARP);
                let drawn = tokio::task::spawn_blocking(draw).await;
                let drawn = drawn.map_err(|fault| Refusal::fault("figures", &fault))?;
                drawn.map_err(|fault| Refusal::fault("figures", &fault))?
            }
        };
        let name = format!("{}-{}-{}-{}.{}", self.answer.cube, self.id, answer.level, answer.to, form.code());
        Ok(frame::file(&name, form.media(), body))
    }
}

/// An entry of a list to choose from.
pub(super) struct Choice {
    pub(super) code: String,
    pub(super) said: String,
    pub(super) is_chosen: bool,
}

/// A form of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Svg,
    Png,
    Csv,
    Json,
    Xlsx,
}

impl Form {
    pub(super) const ALL: [Self; 5] = [Self::Svg, Self::Png, Self::Csv, Self::Json, Self::Xlsx];

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Xlsx => "xlsx",
        }
    }

    const fn media(self) -> &'static str {
        match self {
            Self::Svg => "image/svg+xml",
            Self::Png => "image/png",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Json => "application/json",
            Self::Xlsx => paper::WORKBOOK_MEDIA_TYPE,
        }
    }

    pub(super) fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.code() == code)
    }
}

/// Whose figures somebody sees: the fullest they may, or what is published if they ask for that.
pub(super) fn audience(visit: &Visit, operator: &Operator) -> Result<Audience, Refusal> {
    let may = audiences(operator.role);
    let fullest = may.first().copied().ok_or(Refusal::Forbidden)?;
    match visit.query("audience").filter(|asked| !asked.is_empty()) {
        None => Ok(fullest),
        Some(asked) => may.iter().copied().find(|audience| audience.code() == asked).ok_or(Refusal::Forbidden),
    }
}

/// The lists that every page of figures has: for whom, by what places, how finely in time.
pub(super) fn audience_choices(words: Words, operator: &Operator, chosen: Audience) -> Vec<Choice> {
    let may = audiences(operator.role).iter();
    choices(may.map(|audience| (audience.code(), words.code("audience", audience.code()))), chosen.code())
}

/// A list to choose from.
pub(super) fn choices<C: ToString>(all: impl IntoIterator<Item = (C, String)>, chosen: &str) -> Vec<Choice> {
    let choice = |(code, said): (C, String)| {
        let code = code.to_string();
        Choice { is_chosen: code == chosen, code, said }
    };
    all.into_iter().map(choice).collect()
}

/// An answer; `None` where there are no figures of the kind yet.
pub(super) async fn answer(
    desk: &Desk,
    who: Option<&OperatorName>,
    asked: &Asked,
    audience: Audience,
) -> Result<Option<Answer>, DeskError> {
    match desk.figures(who, asked, audience, Purpose::Look).await {
        Ok(answer) => Ok(Some(answer)),
        Err(DeskError::Query(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

/// The words of plots.
pub(super) fn plot_words(words: Words) -> plot::Words {
    let sign = |key: &str| words.say(key).chars().next().unwrap_or(' ');
    plot::Words {
        held_back: words.say("figures-held-back"),
        not_monitored: words.say("figures-not-monitored"),
        classes: words.say("figures-classes"),
        group: sign("figures-group"),
        decimal: sign("figures-decimal"),
    }
}

/// A period as people say it.
pub(super) fn period(words: Words, name: &str) -> String {
    let Ok(period) = name.parse::<Period>() else { return name.to_owned() };
    let year = period.first_month().first().year().to_string();
    match period {
        Period::Year(_) => year,
        Period::Quarter(_, quarter) => {
            words.fill("period-quarter", [("quarter", quarter.to_string().into()), ("year", year.into())])
        }
        Period::Month(month) => {
            let month = words.code("month", &month.first().month_of_year().to_string());
            words.fill("period-month", [("month", month.into()), ("year", year.into())])
        }
        Period::Week(_) => {
            let (year, week) = name.split_once("-W").unwrap_or((name, ""));
            let week = week.trim_start_matches('0');
            words.fill("period-week", [("week", week.into()), ("year", year.into())])
        }
    }
}

/// What goes with a plot where it stands alone: what is counted, how it is protected, what may be done with it.
pub(super) fn caption(words: Words, answer: &Answer, has_map: bool) -> Vec<String> {
    let mut lines = vec![words.code("counts", answer.cube)];
    if ["contact_points", "contributions"].contains(&answer.cube) {
        lines.push(words.say("figures-new"));
    }
    if answer.threshold > 0 {
        lines.push(protection(words, answer));
    }
    lines.push(words.say("figures-caution"));
    lines.push(format!("{} · {}", words.code("licence", answer.audience), answer.citation));
    if has_map {
        lines.push(words.say("figures-boundaries"));
    }
    lines
}

/// How small counts are protected, and how much that holds back.
pub(super) fn protection(words: Words, answer: &Answer) -> String {
    let share = format!("{:.0}", answer.suppressed_share * 100.0);
    let said = words.fill("figures-protection", [("threshold", answer.threshold.into()), ("share", share.into())]);
    if answer.rounding > 1 {
        format!("{said} {}", words.with("figures-rounded", "rounding", answer.rounding))
    } else {
        said
    }
}

/// The level of place that is asked for; the territory's where none is.
pub(super) fn place(visit: &Visit) -> Result<PlaceLevel, Refusal> {
    match visit.query("by").as_deref() {
        None | Some("") => Ok(PlaceLevel::Territory),
        Some(code) => code.parse().map_err(|_| Refusal::Told("error-query")),
    }
}

/// The level of time that is asked for, or the nearest that there is.
pub(super) fn level(visit: &Visit, levels: &[Level], usual: Level) -> Result<Level, Refusal> {
    let asked = match visit.query("level").as_deref() {
        None | Some("") => usual,
        Some(code) => code.parse().map_err(|_| Refusal::Told("error-query"))?,
    };
    let finest = levels.last().copied().ok_or(Refusal::Told("error-query"))?;
    Ok(asked.min(finest))
}
