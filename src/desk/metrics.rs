//! The figures of `status` for Prometheus, in its text format, which `node_exporter`'s textfile collector reads too.
//!
//! Pure: it writes down a snapshot of the store and counts nothing itself. Labels are names of sources, kinds and
//! states, never anything of a person.

use prometheus::{Error, IntCounterVec, IntGaugeVec, Opts, Registry, TextEncoder};

use super::DeskError;
use crate::domain::{SourceFigures, SourceState, SourceStatus, Timestamp};
use crate::store::counts::Counts;

/// The media type of what is written.
pub const METRICS_MEDIA_TYPE: &str = prometheus::TEXT_FORMAT;

/// What adds up over all visits of a source.
type Figure = fn(&SourceFigures) -> u64;

/// A moment in the life of a source.
type InstantOf = fn(&SourceStatus) -> Option<Timestamp>;

const FIGURES: [(&str, &str, Figure); 10] = [
    ("visits", "Visits of the source, those under way among them", |figures| figures.visits),
    ("pages", "Pages read", |figures| figures.pages),
    ("pages_not_modified", "Pages that the site said had not changed", |figures| figures.not_modified),
    ("ads_seen", "Ads met", |figures| figures.ads_seen),
    ("ads_new", "Ads met for the first time", |figures| figures.ads_new),
    ("numbers_new", "Numbers met for the first time", |figures| figures.contact_points_new),
    ("numbers_seen_again", "Numbers met before", |figures| figures.seen_again),
    ("numbers_refused", "Numbers kept out", |figures| figures.refused),
    ("pages_blocked", "Pages closed to us", |figures| figures.blocked),
    ("pages_failed", "Pages given up", |figures| figures.errors),
];

/// Writes down how the store and its sources stand.
///
/// # Errors
/// [`DeskError::Metrics`]: two sources of one name, which no file has.
pub fn metrics(counts: &Counts, sources: &[SourceStatus]) -> Result<String, DeskError> {
    written(counts, sources).map_err(|error| DeskError::Metrics(error.to_string()))
}

fn written(counts: &Counts, sources: &[SourceStatus]) -> Result<String, Error> {
    let sheet = Sheet(Registry::new());
    sheet.store(counts)?;
    for (name, help, figure) in FIGURES {
        let counter = sheet.counter(&format!("source_{name}_total"), help, &["source"])?;
        for status in sources {
            counter.with_label_values(&[&status.source]).inc_by(figure(&status.total));
        }
    }
    let help = "Pages that did not come or were not what they should be, by kind";
    let faults = sheet.counter("source_page_faults_total", help, &["source", "kind"])?;
    let help = "1 for the state that the source is in, 0 for the others";
    let states = sheet.gauge("source_state", help, &["source", "state"])?;
    let queued = sheet.gauge("source_queued_pages", "Pages of the source that wait in the queue", &["source"])?;
    let help = "What fell when the layout of the source changed: what it was before, and what it is after";
    let drift = sheet.gauge("source_drift", help, &["source", "figure", "unit", "when"])?;
    for SourceStatus { source, state, alarm, queued: waiting, faults_total, .. } in sources {
        for (kind, pages) in faults_total {
            faults.with_label_values(&[source, kind]).inc_by(*pages);
        }
        for one in SourceState::ALL {
            states.with_label_values(&[source.as_str(), one.code()]).set(i64::from(one == state));
        }
        queued.with_label_values(&[source]).set(whole(*waiting));
        for fall in alarm.iter().flat_map(|alarm| &alarm.falls) {
            for (when, value) in [("before", fall.before), ("after", fall.after)] {
                let labels = [source.as_str(), &fall.figure, fall.unit.code(), when];
                drift.with_label_values(&labels).set(whole(value));
            }
        }
    }
    let instants: [(&str, &str, InstantOf); 3] = [
        ("last_visit", "When the last visit began", |status| status.last_visit),
        ("last_success", "When a visit last ended at which all that was due was read", |status| status.last_success),
        ("next_due", "When the source is visited next, unless it waits for its operator", |status| status.next_due),
    ];
    for (name, help, instant) in instants {
        let gauge = sheet.gauge(&format!("source_{name}_timestamp_seconds"), help, &["source"])?;
        for status in sources {
            if let Some(at) = instant(status) {
                gauge.with_label_values(&[&status.source]).set(at.as_millis() / 1000);
            }
        }
    }
    TextEncoder::new().encode_to_string(&sheet.0.gather())
}

/// What is being written.
struct Sheet(Registry);

impl Sheet {
    fn counter(&self, name: &str, help: &str, labels: &[&str]) -> Result<IntCounterVec, Error> {
        let counter = IntCounterVec::new(Opts::new(format!("invisibile_{name}"), help), labels)?;
        self.0.register(Box::new(counter.clone()))?;
        Ok(counter)
    }

    fn gauge(&self, name: &str, help: &str, labels: &[&str]) -> Result<IntGaugeVec, Error> {
        let gauge = IntGaugeVec::new(Opts::new(format!("invisibile_{name}"), help), labels)?;
        self.0.register(Box::new(gauge.clone()))?;
        Ok(gauge)
    }

    fn store(&self, counts: &Counts) -> Result<(), Error> {
        let live = self.gauge("live_numbers", "Numbers in the store that are not erased yet", &["state"])?;
        for (state, count) in &counts.contact_points.by_state {
            live.with_label_values(&[state]).set(whole(*count));
        }
        for (name, help, count) in [
            ("observations", "Ads counted, those that wait among them", counts.observations),
            ("call_outcomes", "Calls counted, those that wait among them", counts.call_outcomes),
            ("waiting_rows", "Statistical rows that wait for their batch", counts.waiting),
            ("queued_pages", "Pages in the queue of the crawl", counts.frontier),
            ("open_visits", "Visits of sources that have not ended", counts.open_sessions),
            ("erasures_due", "Numbers whose day of erasure has come", counts.erasures_due),
        ] {
            self.gauge(name, help, &[])?.with_label_values::<&str>(&[]).set(whole(count));
        }
        Ok(())
    }
}

fn whole(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use regex::Regex;

    use super::*;
    use crate::domain::{Alarm, Fall, Unit};

    fn status(source: &str, state: SourceState) -> SourceStatus {
        let figures =
            SourceFigures { visits: 3, pages: 120, ads_new: 7, contact_points_new: 5, ..SourceFigures::default() };
        let fall = Fall {
            figure: "ad.text".to_owned(),
            selector: Some("a[title=\"x\"]\n".to_owned()),
            before: 98,
            after: 0,
            unit: Unit::Percent,
            looked: 12,
        };
        SourceStatus {
            source: source.to_owned(),
            state,
            reason: Some("a \"reason\"\\".to_owned()),
            alarm: (state == SourceState::Drift).then(|| Alarm::of(source, vec![fall], None)),
            last_visit: Some(Timestamp::from_millis(1_793_620_800_500)),
            last_success: None,
            next_due: (state != SourceState::Drift).then(|| Timestamp::from_millis(1_793_624_400_000)),
            queued: 4,
            last_day: SourceFigures::default(),
            total: figures,
            faults: BTreeMap::new(),
            faults_total: [("timeout".to_owned(), 2), ("login".to_owned(), 1)].into(),
        }
    }

    fn text() -> String {
        let states = [("bacheca", SourceState::Well), ("vetrina", SourceState::Drift)];
        let counts = Counts { frontier: 9, ..Counts::default() };
        metrics(&counts, &states.map(|(source, state)| status(source, state))).unwrap()
    }

    #[test]
    fn every_line_is_one_of_the_text_format() {
        let sample =
            Regex::new(r#"^[a-z_]+(\{[a-z_]+="([^"\\\n]|\\.)*"(,[a-z_]+="([^"\\\n]|\\.)*")*\})? -?[0-9]+$"#).unwrap();
        let comment = Regex::new(r"^# (HELP [a-z_]+ .+|TYPE [a-z_]+ (counter|gauge))$").unwrap();
        let text = text();
        assert!(text.ends_with('\n') && text.lines().count() > 60, "{text}");
        let mut family = "";
        for line in text.lines() {
            if line.starts_with('#') {
                assert!(comment.is_match(line), "{line}");
                family = line.split(' ').nth(2).unwrap();
            } else {
                assert!(sample.is_match(line), "{line}");
                assert_eq!(line.split(['{', ' ']).next(), Some(family), "out of its family");
            }
        }
    }

    #[test]
    fn the_figures_are_those_of_the_status() {
        let text = text();
        for line in [
            r#"invisibile_source_pages_total{source="bacheca"} 120"#,
            r#"invisibile_source_numbers_new_total{source="vetrina"} 5"#,
            r#"invisibile_source_page_faults_total{kind="timeout",source="bacheca"} 2"#,
            r#"invisibile_source_state{source="bacheca",state="well"} 1"#,
            r#"invisibile_source_state{source="bacheca",state="drift"} 0"#,
            r#"invisibile_source_drift{figure="ad.text",source="vetrina",unit="percent",when="before"} 98"#,
            r#"invisibile_source_drift{figure="ad.text",source="vetrina",unit="percent",when="after"} 0"#,
            r#"invisibile_source_last_visit_timestamp_seconds{source="vetrina"} 1793620800"#,
            r#"invisibile_source_next_due_timestamp_seconds{source="bacheca"} 1793624400"#,
            "invisibile_queued_pages 9",
        ] {
            assert!(text.lines().any(|written| written == line), "{line} is not in\n{text}");
        }
        assert!(!text.contains(r#"next_due_timestamp_seconds{source="vetrina"}"#), "it waits for its operator");
        assert!(!text.contains("reason") && !text.contains("title"), "texts are no labels");
    }
}
