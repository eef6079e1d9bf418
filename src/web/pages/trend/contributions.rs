//! What each source brings that was not there before, and how much of it no other source shows.

use std::collections::BTreeMap;

use super::Making;
use crate::desk::plot::{self, Bar, Mark, SplitBar};
use crate::desk::{Asked, DeskError};
use crate::web::figures::{self, Drawing};

/// What is told of a source: all that it brought, what only it showed, what another showed too.
const SHOWN: [&str; 3] = ["all", "only_here", "elsewhere_too"];

impl Making<'_> {
    /// The new contact points of the last period by the source that brought them. Sources are of the whole region: of a
    /// territory there is none.
    pub(super) async fn contributions(&self) -> Result<Option<Drawing>, DeskError> {
        let words = self.words;
        if self.wanted.place.is_some() {
            return Ok(None);
        }
        let asked: Asked = self.wanted.asked("contributions", Some("source"), self.wanted.level);
        let Some(answer) = self.ask(&asked).await? else { return Ok(None) };
        let code = |row: &crate::desk::Row, wanted: &str| {
            row.dimensions.iter().find(|(name, _)| *name == wanted).map(|(_, code)| code.clone())
        };
        let Some(period) = answer.rows.iter().filter_map(|row| code(row, "period")).max() else { return Ok(None) };
        let mut sources: BTreeMap<String, [Mark; 3]> = BTreeMap::new();
        for row in answer.rows.iter().filter(|row| code(row, "period").as_ref() == Some(&period)) {
            let (Some(source), Some(shown)) = (code(row, "source"), code(row, "shown")) else { continue };
            let marks = sources.entry(source).or_insert([Mark::HeldBack; 3]);
            if let Some(at) = SHOWN.iter().position(|one| *one == shown) {
                marks[at] = Mark::of(row);
            }
        }
        let mut sources: Vec<(String, [Mark; 3])> = sources.into_iter().collect();
        // The largest first; what is held back comes last, by name, so that its place tells nothing.
        let value = |marks: &[Mark; 3]| marks[0].value().unwrap_or(-1.0);
        sources.sort_by(|one, other| value(&other.1).total_cmp(&value(&one.1)).then(one.0.cmp(&other.0)));
        let plot_words = figures::plot_words(words);
        let share = |marks: &[Mark; 3]| Mark::share(marks[1], marks[0]).value().map(|share| plot_words.share(share));
        let bar = |(name, marks): &(String, [Mark; 3])| {
            let said = share(marks).map(|share| words.with("trend-only-share", "share", share)).unwrap_or_default();
            SplitBar { whole: Bar { name: name.clone(), mark: marks[0], said }, parts: [marks[1], marks[2]] }
        };
        let bars: Vec<SplitBar> = sources.iter().map(bar).collect();
        if bars.is_empty() {
            return Ok(None);
        }
        let row = |(name, marks): &(String, [Mark; 3])| {
            let said = marks.map(|mark| plot_words.mark(mark));
            let share = share(marks).unwrap_or_else(|| "–".to_owned());
            std::iter::once(name.clone()).chain(said).chain([share]).collect()
        };
        let names = ["trend-only-here", "trend-elsewhere-too"].map(|key| words.say(key));
        let [only, also] = names.clone();
        Ok(Some(Drawing {
            id: "contributions",
            title: words.with("trend-contributions", "period", figures::period(words, &period)),
            told: words.say("trend-contributions-told"),
            heads: vec![
                words.code("attribute", "source"),
                words.say("trend-brought"),
                only,
                also,
                words.say("trend-only-head"),
            ],
            rows: sources.iter().map(row).collect(),
            asked,
            answer,
            has_map: false,
            draw: Box::new(move |frame| plot::split_bars(frame, &bars, &names)),
        }))
    }
}
