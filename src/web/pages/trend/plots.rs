//! The plots of the page, one by one. Where there are no figures of a kind yet, there is no plot.

use super::Making;
use super::estimates::{estimated, guesses};
use crate::desk::plot::{self, Bar, Grid, Line, Mark, Season, Unit};
use crate::desk::{Answer, Asked, DeskError, Level};
use crate::web::figures::{self, Drawing, answer};

impl Making<'_> {
    pub(super) async fn ask(&self, asked: &Asked) -> Result<Option<Answer>, DeskError> {
        answer(self.desk, self.who, asked, self.wanted.audience).await
    }

    fn place(&self) -> String {
        let named = self.wanted.place.as_ref().and_then(|place| {
            self.desk
                .territories
                .iter()
                .find(|one| one.name.as_str() == place)
                .map(crate::config::TerritoryConfig::title)
        });
        named.unwrap_or_else(|| self.words.say("trend-region"))
    }

    /// The value of the figure's attribute that is drawn.
    fn value(&self) -> Option<&'static str> {
        (self.wanted.cube.name == "contact_points").then_some("new")
    }

    fn two_columns(&self, names: &[String], marks: &[Mark], unit: Unit) -> Vec<Vec<String>> {
        let words = figures::plot_words(self.words);
        let said = |mark: Mark| match mark {
            Mark::Shown(share) if unit == Unit::Share => words.share(share),
            mark => words.mark(mark),
        };
        names.iter().zip(marks).map(|(name, mark)| vec![name.clone(), said(*mark)]).collect()
    }

    /// The figure over time, with the breaks of its monitoring.
    pub(super) async fn series(&self) -> Result<Option<Drawing>, DeskError> {
        let (words, cube) = (self.words, self.wanted.cube.name);
        let asked = self.wanted.asked(cube, None, self.wanted.level);
        let Some(mut answer) = self.ask(&asked).await? else { return Ok(None) };
        let grid = Grid::of(&answer, self.value());
        let marks = grid.series(self.wanted.code());
        answer.estimates = self.estimates(&grid.periods).await?;
        let sessions = Asked {
            cube: "sources".to_owned(),
            by: vec!["source".to_owned()],
            level: Some(self.wanted.level),
            to: self.wanted.to,
            ..Asked::default()
        };
        let found = match self.ask(&sessions).await? {
            Some(sessions) if cube != "calls" => plot::breaks(&sessions, &grid.periods),
            Some(_) | None => Vec::new(),
        };
        let said = |found: plot::Break| {
            let of =
                |key: &str, names: &[String]| (!names.is_empty()).then(|| words.with(key, "names", names.join(", ")));
            let parts = [of("trend-begins", &found.begin), of("trend-ends", &found.end)];
            (found.at, parts.into_iter().flatten().collect::<Vec<_>>().join("; "))
        };
        let mut breaks: Vec<(usize, String)> = found.into_iter().map(said).collect();
        if cube != "calls" {
            let few = plot::little_read(&answer, &grid.periods).into_iter();
            breaks.extend(few.map(|(at, done)| (at, words.with("trend-little-read", "done", done.to_string()))));
            breaks.sort_by_key(|(at, _)| *at);
        }
        let mut told = if breaks.is_empty() { words.say("trend-no-breaks") } else { words.say("trend-breaks") };
        let mut heads = vec![words.code("level", self.wanted.level.code()), words.code("cube", cube)];
        let mut rows = self.two_columns(&grid.periods, &marks, Unit::Count);
        if !answer.estimates.is_empty() {
            told = format!("{told} {}", words.say("trend-estimated-told"));
            heads.push(words.say("trend-estimated-head"));
            for (row, period) in rows.iter_mut().zip(&grid.periods) {
                row.push(estimated(&answer.estimates, period));
            }
        }
        let line = Line {
            periods: grid.periods.clone(),
            marks,
            unit: Unit::Count,
            breaks,
            guesses: guesses(&answer.estimates, &grid.periods),
            guessed: words.say("trend-estimated"),
        };
        Ok(Some(Drawing {
            id: "series",
            title: format!("{}, {}", words.code("cube", cube), self.place()),
            told,
            heads,
            rows,
            asked,
            answer,
            has_map: false,
            draw: Box::new(move |frame| plot::line(frame, &line)),
        }))
    }

    /// How many ads do not declare an attribute.
    pub(super) async fn undeclared(&self) -> Result<Option<Drawing>, DeskError> {
        let words = self.words;
        let asked = self.wanted.asked("ads", Some(self.wanted.attribute), self.wanted.level);
        let Some(answer) = self.ask(&asked).await? else { return Ok(None) };
        let Some(all) = self.ask(&self.wanted.asked("ads", None, asked.level.unwrap_or(Level::Month))).await? else {
            return Ok(None);
        };
        let (part, whole) = (Grid::of(&answer, Some("not_declared")), Grid::of(&all, None));
        let code = self.wanted.code();
        let share = |period: &String| Mark::share(part.mark(period, code), whole.mark(period, code));
        let marks: Vec<Mark> = whole.periods.iter().map(share).collect();
        if marks.is_empty() {
            return Ok(None);
        }
        let attribute = words.code("attribute", self.wanted.attribute);
        let line = Line {
            periods: whole.periods.clone(),
            marks: marks.clone(),
            unit: Unit::Share,
            breaks: Vec::new(),
            guesses: Vec::new(),
            guessed: String::new(),
        };
        let level = asked.level.unwrap_or(Level::Month);
        Ok(Some(Drawing {
            id: "undeclared",
            title: words.fill("trend-undeclared", [("attribute", attribute.into()), ("place", self.place().into())]),
            told: words.say("trend-undeclared-told"),
            heads: vec![words.code("level", level.code()), words.say("trend-share")],
            rows: self.two_columns(&whole.periods, &marks, Unit::Share),
            asked,
            answer,
            has_map: false,
            draw: Box::new(move |frame| plot::line(frame, &line)),
        }))
    }

    /// The months of each year on one another.
    pub(super) async fn season(&self) -> Result<Option<Drawing>, DeskError> {
        let (words, cube) = (self.words, self.wanted.cube.name);
        let asked = self.wanted.asked(cube, None, Level::Month);
        let Some(answer) = self.ask(&asked).await? else { return Ok(None) };
        let grid = Grid::of(&answer, self.value());
        let mut years: Vec<String> =
            grid.periods.iter().filter_map(|period| Some(period.get(..4)?.to_owned())).collect();
        years.dedup();
        // One year alone has no season.
        if years.len() < 2 {
            return Ok(None);
        }
        let of_year = |year: &String| {
            let month = |month: u32| {
                let period = format!("{year}-{month:02}");
                grid.periods.contains(&period).then(|| grid.mark(&period, self.wanted.code()))
            };
            (year.clone(), (1..=12).map(month).collect::<Vec<Option<Mark>>>())
        };
        let years: Vec<(String, Vec<Option<Mark>>)> = years.iter().map(of_year).collect();
        let names: Vec<String> = (1..=12_u32).map(|month| words.code("month", &month.to_string())).collect();
        let short = names.iter().map(|name| name.chars().take(3).collect()).collect();
        let plot_words = figures::plot_words(words);
        let row = |(at, name): (usize, &String)| {
            let said = |mark: Option<Mark>| mark.map_or_else(|| "–".to_owned(), |mark| plot_words.mark(mark));
            let of_years = years.iter().map(|(_, marks)| said(marks.get(at).copied().flatten()));
            std::iter::once(name.clone()).chain(of_years).collect()
        };
        let heads = std::iter::once(words.code("level", "month")).chain(years.iter().map(|(name, _)| name.clone()));
        Ok(Some(Drawing {
            id: "season",
            title: words
                .fill("trend-season", [("cube", words.code("cube", cube).into()), ("place", self.place().into())]),
            told: words.say("trend-season-told"),
            heads: heads.collect(),
            rows: names.iter().enumerate().map(row).collect(),
            asked,
            answer,
            has_map: false,
            draw: {
                // A month of which there is nothing yet is a gap like one that was not monitored.
                let gaps = |marks: Vec<Option<Mark>>| {
                    marks.into_iter().map(|mark| mark.unwrap_or(Mark::NotMonitored)).collect()
                };
                let years = years.into_iter().map(|(name, marks)| (name, gaps(marks))).collect();
                let season = Season { months: short, years };
                Box::new(move |frame| plot::season(frame, &season))
            },
        }))
    }

    /// How far calls come, in the last period: each stage of all dialled, and of those who answered.
    pub(super) async fn funnel(&self) -> Result<Option<Drawing>, DeskError> {
        let words = self.words;
        let asked = self.wanted.asked("calls", Some("stage"), self.wanted.level);
        let Some(answer) = self.ask(&asked).await? else { return Ok(None) };
        let Some(all) = self.ask(&self.wanted.asked("calls", None, asked.level.unwrap_or(Level::Month))).await? else {
            return Ok(None);
        };
        let whole = Grid::of(&all, None);
        let Some(period) = whole.periods.last().cloned() else { return Ok(None) };
        let code = self.wanted.code();
        let stage = |name: &str| Grid::of(&answer, Some(name)).mark(&period, code);
        let dialled = whole.mark(&period, code);
        let answered = stage("answered");
        let stages = [
            ("dialled", dialled),
            ("answered", answered),
            ("presented", stage("presented")),
            ("action", stage("action")),
        ];
        let plot_words = figures::plot_words(words);
        let share = |of: Mark, key: &str, mark: Mark| {
            Mark::share(mark, of).value().map(|share| words.with(key, "share", plot_words.share(share)))
        };
        let bar = |(at, (name, mark)): (usize, (&str, Mark))| {
            let shares = [
                (at > 0).then(|| share(dialled, "trend-of-dialled", mark)).flatten(),
                (at > 1).then(|| share(answered, "trend-of-answered", mark)).flatten(),
            ];
            Bar {
                name: words.code("stage", name),
                mark,
                said: shares.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            }
        };
        let bars: Vec<Bar> = stages.into_iter().enumerate().map(bar).collect();
        let row = |bar: &Bar| vec![bar.name.clone(), plot_words.mark(bar.mark), bar.said.clone()];
        let title = [("place", self.place().into()), ("period", figures::period(words, &period).into())];
        Ok(Some(Drawing {
            id: "funnel",
            title: words.fill("trend-funnel", title),
            told: words.say("trend-funnel-told"),
            heads: vec![words.say("trend-stage"), words.code("cube", "calls"), words.say("trend-shares")],
            rows: bars.iter().map(row).collect(),
            asked,
            answer,
            has_map: false,
            draw: Box::new(move |frame| plot::bars(frame, &bars)),
        }))
    }

    /// What each source contributes, in the last period.
    pub(super) async fn sources(&self) -> Result<Option<Drawing>, DeskError> {
        let words = self.words;
        let asked = self.wanted.asked("ads", Some("source"), self.wanted.level);
        let Some(answer) = self.ask(&asked).await? else { return Ok(None) };
        let Some(all) = self.ask(&self.wanted.asked("ads", None, asked.level.unwrap_or(Level::Month))).await? else {
            return Ok(None);
        };
        let whole = Grid::of(&all, None);
        let Some(period) = whole.periods.last().cloned() else { return Ok(None) };
        let code = self.wanted.code();
        let is_of = |row: &crate::desk::Row| row.dimensions.iter().any(|(name, of)| *name == "period" && *of == period);
        let names = answer.rows.iter().filter(|row| is_of(row));
        let mut names: Vec<&str> = names
            .filter_map(|row| row.dimensions.iter().find(|(name, _)| *name == "source").map(|(_, code)| code.as_str()))
            .collect();
        names.sort_unstable();
        names.dedup();
        let mut marks: Vec<(&str, Mark)> =
            names.into_iter().map(|name| (name, Grid::of(&answer, Some(name)).mark(&period, code))).collect();
        // The largest first; what is held back comes last, by name, so that its place tells nothing.
        marks.sort_by(|one, other| {
            let value = |mark: Mark| mark.value().unwrap_or(-1.0);
            value(other.1).total_cmp(&value(one.1)).then(one.0.cmp(other.0))
        });
        let plot_words = figures::plot_words(words);
        let total = whole.mark(&period, code);
        let bar = |(name, mark): (&str, Mark)| {
            let share = Mark::share(mark, total).value();
            let said = share.map(|share| words.with("trend-of-all", "share", plot_words.share(share)));
            Bar { name: name.to_owned(), mark, said: said.unwrap_or_default() }
        };
        let bars: Vec<Bar> = marks.into_iter().map(bar).collect();
        if bars.is_empty() {
            return Ok(None);
        }
        let row = |bar: &Bar| vec![bar.name.clone(), plot_words.mark(bar.mark), bar.said.clone()];
        let title = [("place", self.place().into()), ("period", figures::period(words, &period).into())];
        Ok(Some(Drawing {
            id: "sources",
            title: words.fill("trend-sources", title),
            told: words.say("trend-sources-told"),
            heads: vec![words.code("attribute", "source"), words.code("cube", "ads"), words.say("trend-shares")],
            rows: bars.iter().map(row).collect(),
            asked,
            answer,
            has_map: false,
            draw: Box::new(move |frame| plot::bars(frame, &bars)),
        }))
    }
}
