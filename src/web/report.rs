//! The regional report of a month or a year: words filled with figures, maps, plots and their tables, the method, and
//! what the figures do not say. One HTML file that asks for nothing, or a PDF of the same content.

use std::fmt::Write;

use super::figures::{self, Drawing};
use super::pages::{map, trend};
use super::words::{Tongue, Words};
use crate::desk::plot::{self, Grid, Mark};
use crate::desk::{Answer, Asked, Audience, Cube, Desk, DeskError, Level, Period, PlaceLevel, Purpose, QueryFault};
use crate::domain::{Language, OperatorName};
use crate::paper::{self, Block, Cell, Column, Document, PaperError, Table};

const STYLE: &str = include_str!("report.css");

/// A report, to be read on a screen or on paper.
pub struct Report(Document);

/// What is to be reported.
#[derive(Debug, Clone, Copy)]
pub struct ReportAsked {
    /// A month or a year that has closed.
    pub period: Period,
    /// For whom.
    pub audience: Audience,
    /// In English; in Italian otherwise.
    pub is_english: bool,
}

/// The report. It leaves a line in the audit chain.
///
/// # Errors
/// The period has not closed, or the figures are not for that operator.
pub async fn report(desk: &Desk, who: Option<&OperatorName>, asked: ReportAsked) -> Result<Report, DeskError> {
    let words = Words(if asked.is_english { Tongue::English } else { Tongue::Italian });
    let level = asked.period.level();
    let of = |cube: &str, by: &[&str]| Asked {
        cube: cube.to_owned(),
        by: by.iter().map(|word| (*word).to_owned()).collect(),
        from: Some(asked.period),
        to: Some(asked.period),
        level: Some(level),
    };
    let ads = desk.figures(who, &of("ads", &[]), asked.audience, Purpose::Export).await?;
    let mut summary = Vec::new();
    for (cube, by, value) in
        [("contact_points", &[][..], Some("new")), ("calls", &[], None), ("calls", &["stage"], Some("answered"))]
    {
        summary.push(
            desk.figures(who, &of(cube, by), asked.audience, Purpose::Look).await.map(|answer| one(&answer, value))?,
        );
    }
    let period = figures::period(words, &asked.period.to_string());
    let numbers = figures::plot_words(words);
    let said = |mark: Mark| numbers.mark(mark);
    let counted = |count: u64| numbers.number(u32::try_from(count).map_or(f64::MAX, f64::from));
    let sessions = ads.monitoring.iter().fold((0, 0), |sum, one| (sum.0 + one.sessions, sum.1 + one.done));
    let filled = [
        ("period", period.as_str().into()),
        ("ads", said(one(&ads, None)).into()),
        ("done", counted(sessions.1).into()),
        ("sessions", counted(sessions.0).into()),
        ("new", said(summary[0]).into()),
        ("calls", said(summary[1]).into()),
        ("answered", said(summary[2]).into()),
    ];
    let mut blocks = vec![
        Block::Paragraph(words.fill("report-summary", filled)),
        Block::Heading(1, words.say("report-caution-title")),
        Block::Note(format!("{} {}", words.say("figures-caution"), words.say("report-caution"))),
    ];
    let drawings = drawings(desk, who, words, asked).await?;
    // Small counts are held back in all that is drawn, and hardly in the sums of the region.
    let held = Answer { suppressed_share: held_back(&drawings), ..ads.clone() };
    for (at, drawing) in drawings.into_iter().enumerate() {
        blocks.extend(parts(words, at, drawing));
    }
    blocks.push(Block::Heading(1, words.say("report-method")));
    for cube in ["ads", "contact_points", "contributions", "calls"] {
        let said = format!("{}. {}", words.code("cube", cube), words.code("counts", cube));
        let is_new = cube == "contact_points";
        blocks.push(Block::Paragraph(if is_new { format!("{said} {}", words.say("figures-new")) } else { said }));
    }
    let rest = [
        figures::protection(words, &held),
        words.say("report-monitoring"),
        format!("{} {}. {}.", words.say("report-cite"), ads.citation, words.say("figures-boundaries")),
    ];
    blocks.extend(rest.into_iter().map(Block::Paragraph));
    let licence = words.code("licence", asked.audience.code());
    Ok(Report(Document {
        title: words.with("report-title", "period", period),
        subtitle: format!("{licence} · {}", words.with("report-version", "version", ads.version)),
        author: words.say("home-title"),
        language: words
            .0
            .code()
            .parse()
            .map_err(|_| DeskError::Query(QueryFault("there is no such language".to_owned())))?,
        day: desk.clock.now().day(),
        blocks,
    }))
}

/// The share of the cells behind the drawings that is held back.
fn held_back(drawings: &[Drawing]) -> f64 {
    let number = |count: usize| u32::try_from(count).map_or(f64::MAX, f64::from);
    let rows = drawings.iter().flat_map(|drawing| &drawing.answer.rows);
    let (all, held) = rows.fold((0, 0), |(all, held), row| (all + 1, held + usize::from(row.suppressed)));
    number(held) / number(all.max(1))
}

/// What the region shows in an answer of one period.
fn one(answer: &Answer, value: Option<&str>) -> Mark {
    let grid = Grid::of(answer, value);
    grid.periods.last().map_or(Mark::HeldBack, |period| grid.mark(period, plot::REGION))
}

/// Maps of the period, and the series that lead to it.
async fn drawings(
    desk: &Desk,
    who: Option<&OperatorName>,
    words: Words,
    asked: ReportAsked,
) -> Result<Vec<Drawing>, DeskError> {
    let level = asked.period.level();
    let mut found = Vec::new();
    let territories = ["ads", "contact_points"].map(|cube| (cube, PlaceLevel::Territory));
    let districts = desk.territories.has_districts().then_some(("ads", PlaceLevel::District));
    for (name, place) in territories.into_iter().chain(districts) {
        if let Ok(cube) = Cube::named(name) {
            let wanted =
                map::Wanted { cube, place, level, audience: asked.audience, period: Some(asked.period.to_string()) };
            found.extend(map::of_period(desk, who, words, &wanted).await?.map(|(_, _, drawing)| drawing));
        }
    }
    for (name, plot_level) in [
        ("series", Level::Month),
        ("undeclared", Level::Month),
        ("season", Level::Month),
        ("funnel", level),
        ("sources", level),
        ("contributions", level),
    ] {
        if let Ok(cube) = Cube::named("ads") {
            let wanted = trend::Wanted {
                cube,
                place: None,
                level: plot_level,
                attribute: "gender",
                audience: asked.audience,
                to: Some(asked.period),
            };
            let making = trend::Making { desk, who, words, wanted: &wanted };
            found.extend(making.plot(name).await?);
        }
    }
    Ok(found)
}

/// A plot and its table, as parts of a document.
fn parts(words: Words, at: usize, drawing: Drawing) -> Vec<Block> {
    // Several maps on a page want names of their own.
    let id = format!("{}-{at}", drawing.id);
    let plot_words = figures::plot_words(words);
    let frame = plot::Frame { id: &id, title: &drawing.title, told: &drawing.told, caption: None, words: &plot_words };
    let svg = (drawing.draw)(&frame);
    let column = |(at, head): (usize, &String)| if at == 0 { Column::words(head) } else { Column::numbers(head) };
    let row = |row: &Vec<String>| row.iter().map(|cell| Cell::Words(cell.clone())).collect();
    vec![
        Block::Heading(1, drawing.title.clone()),
        Block::Figure(paper::Figure { svg, caption: drawing.told.clone(), alternative: drawing.told }),
        Block::Table(Table {
            caption: drawing.title,
            columns: drawing.heads.iter().enumerate().map(column).collect(),
            rows: drawing.rows.iter().map(row).collect(),
        }),
    ]
}

impl Report {
    /// The report as one HTML file that asks for nothing.
    #[must_use]
    pub fn html(&self) -> String {
        let document = &self.0;
        let mut body =
            format!("<h1>{}</h1>\n<p class=\"soft\">{}</p>\n", escaped(&document.title), escaped(&document.subtitle));
        for block in &document.blocks {
            // A string takes whatever is written to it.
            let _ = match block {
                Block::Heading(_, text) => writeln!(body, "<h2>{}</h2>", escaped(text)),
                Block::Paragraph(text) => writeln!(body, "<p>{}</p>", escaped(text)),
                Block::Note(text) => writeln!(body, "<div class=\"box\"><p>{}</p></div>", escaped(text)),
                Block::Figure(figure) => {
                    writeln!(
                        body,
                        "<figure>{}<figcaption class=\"soft\">{}</figcaption></figure>",
                        figure.svg,
                        escaped(&figure.caption)
                    )
                }
                Block::Table(table) => writeln!(body, "{}", html_table(table, document.language)),
                Block::List(_) | Block::Facts(_) | Block::PageBreak => Ok(()),
            };
        }
        format!(
            "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n",
            document.language,
            escaped(&document.title),
        )
    }

    /// The report on paper.
    ///
    /// # Errors
    /// A page cannot be set.
    pub fn pdf(&self) -> Result<Vec<u8>, PaperError> {
        paper::pdf(&self.0)
    }
}

fn html_table(table: &Table, language: Language) -> String {
    let mut text = String::from("<table><thead><tr>");
    for column in &table.columns {
        // A string takes whatever is written to it.
        let _ = write!(text, "<th scope=\"col\">{}</th>", escaped(&column.head));
    }
    text.push_str("</tr></thead><tbody>");
    for row in &table.rows {
        text.push_str("<tr>");
        for (at, cell) in row.iter().enumerate() {
            let (open, close) = if at == 0 { ("<th scope=\"row\">", "</th>") } else { ("<td>", "</td>") };
            let _ = write!(text, "{open}{}{close}", escaped(&cell.said(language)));
        }
        text.push_str("</tr>");
    }
    text.push_str("</tbody></table>");
    text
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
