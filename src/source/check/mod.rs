//! From what stands in the file to what it means, with every fault noted.

mod recipe;
mod render;
mod theme;

use std::collections::HashMap;
use std::ops::Range;
use std::str::FromStr;
use std::time::Duration;

use serde_spanned::Spanned;
use toml::de::DeTable;

use super::file::{self, RawPace, RawSource};
use super::pace::LEAST_DELAY;
use super::table::{Text, Texts};
use super::{Checked, Pace, Scope, Source, SourceKind, Themes, syntax};
use crate::domain::{Faults, PageUrl, Report, Window, did_you_mean, duration, is_slug};

const EVERY: Duration = Duration::from_hours(6);
const DAY: Duration = Duration::from_hours(24);
const LEAST_EVERY: Duration = Duration::from_mins(1);
const SLUG: &str = "write small letters, digits and single hyphens, up to 60, like \"bacheca-modena\"";

/// The sources of a text, or all that is wrong with it.
pub(super) fn check(text: &str) -> Result<(Vec<Source>, Themes), Faults> {
    let mut report = Report::on(text);
    let mended = syntax::mend(text, &mut report);
    let (root, _) = DeTable::parse_recoverable(&mended.text);
    let raw = file::read(root.get_ref(), &mut report);
    let headers = raw.source.iter().map(|source| &source.header).chain(raw.theme.iter().map(|theme| &theme.header));
    let mut headers: Vec<usize> = headers.map(|header| header.start).collect();
    headers.sort_unstable();
    let mut checker = Checker { report, headers, damaged: mended.damaged, names: HashMap::new() };
    let sources: Vec<Option<Source>> = raw.source.iter().map(|source| checker.source(source)).collect();
    let themes = checker.themes(&raw.theme);
    let faults = checker.report.finish();
    if faults.0.is_empty() { Ok((sources.into_iter().flatten().collect(), themes)) } else { Err(faults) }
}

/// What is known while the sources are gone through.
struct Checker<'t> {
    report: Report<'t>,
    /// Where each `[[source]]` and `[[theme]]` begins.
    headers: Vec<usize>,
    /// Where the text is not TOML.
    damaged: Vec<usize>,
    /// The line of each name.
    names: HashMap<String, usize>,
}

impl Checker<'_> {
    fn fault(&mut self, span: Range<usize>, message: impl Into<String>, remedy: impl Into<String>) {
        self.report.fault(span, message, remedy);
    }

    /// A key is not there. Where the text is not TOML it may well be there, so nothing is said; nor where it
    /// is there and cannot be read, which was said already.
    fn missing(&mut self, table: (&Range<usize>, &[String]), key: &str, message: &str, remedy: impl Into<String>) {
        let (header, keys) = table;
        if keys.iter().any(|there| there == key) {
            return;
        }
        // Both lists are in the order of the file.
        let next = self.headers.partition_point(|start| *start <= header.start);
        let start = next.checked_sub(1).and_then(|own| self.headers.get(own)).copied().unwrap_or(0);
        let end = self.headers.get(next).copied().unwrap_or(usize::MAX);
        let damage = self.damaged.partition_point(|at| *at < start);
        if self.damaged.get(damage).is_none_or(|at| *at >= end) {
            self.fault(header.clone(), message, remedy);
        }
    }

    fn source(&mut self, raw: &RawSource) -> Option<Source> {
        let name = self.name(raw);
        let kind = self.kind(raw);
        let start = self.start(raw);
        let scope = self.scope(raw, &start);
        let every = self.every(raw.every.as_ref(), &scope);
        let slowest = self.slowest(raw.slowest.as_ref(), every);
        let pace = self.pace(raw.pace.as_ref().map(Spanned::get_ref), &scope);
        let fallback = raw.place.as_ref().and_then(|text| self.filled("place", text, "place = \"Modena\""));
        let drop_params = self.drop_params(raw.drop_params.as_ref());
        let render = self.render(raw, kind);
        let recipe = self.recipe(raw, kind, &scope);
        let start = start.into_iter().map(|(_, url)| url.without_params(&drop_params)).collect();
        let (name, kind) = (name?, kind?);
        Some(Source {
            name,
            kind,
            start,
            scope,
            every,
            slowest,
            pace,
            place: fallback,
            drop_params,
            render,
            recipe,
            checked: Checked,
        })
    }

    fn name(&mut self, raw: &RawSource) -> Option<String> {
        let Some(name) = &raw.name else {
            self.missing((&raw.header, &raw.keys), "name", "the source has no `name`", SLUG);
            return None;
        };
        let span = name.span();
        let name = name.get_ref();
        if !is_slug(name) {
            self.fault(span, format!("`name` is not a slug: \"{}\"", short(name)), SLUG);
            return None;
        }
        let line = self.report.line_of(span.start);
        if let Some(first) = self.names.insert(name.clone(), line) {
            let message = format!("the name `{name}` is taken: the source on line {first} has it");
            self.fault(span, message, "give each source a name of its own");
        }
        Some(name.clone())
    }

    fn kind(&mut self, raw: &RawSource) -> Option<SourceKind> {
        let words: Vec<&str> = SourceKind::ALL.iter().map(|kind| kind.as_str()).collect();
        let one_of = format!("write {}", words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", "));
        let Some(kind) = &raw.kind else {
            self.missing((&raw.header, &raw.keys), "kind", "the source has no `kind`", one_of);
            return None;
        };
        let known = SourceKind::ALL.iter().copied().find(|known| known.as_str() == kind.get_ref());
        if known.is_none() {
            let remedy =
                did_you_mean(kind.get_ref(), &words).map_or(one_of, |word| format!("did you mean \"{word}\"?"));
            self.fault(kind.span(), format!("unknown kind \"{}\"", short(kind.get_ref())), remedy);
        }
        known
    }

    fn start(&mut self, raw: &RawSource) -> Vec<(Range<usize>, PageUrl)> {
        let example = "start = [\"https://example.invalid/modena/\"]";
        let Some(start) = &raw.start else {
            let remedy = format!("write it like `{example}`");
            self.missing((&raw.header, &raw.keys), "start", "the source has no `start`", remedy);
            return Vec::new();
        };
        if start.get_ref().is_empty() {
            self.fault(start.span(), "`start` is empty", format!("write at least one address, like `{example}`"));
        }
        let mut addresses: Vec<(Range<usize>, PageUrl)> = Vec::new();
        for text in start.get_ref() {
            match PageUrl::parse(text.get_ref()) {
                Ok(url) if addresses.iter().any(|(_, other)| *other == url) => {
                    self.fault(text.span(), "this address stands in `start` twice", "take one of the two out");
                }
                Ok(url) => addresses.push((text.span(), url)),
                Err(fault) => {
                    let message = format!("`start` has an address that cannot be visited: {fault}");
                    self.fault(text.span(), message, "write it whole, like \"https://example.invalid/modena/\"");
                }
            }
        }
        addresses
    }

    fn scope(&mut self, raw: &RawSource, start: &[(Range<usize>, PageUrl)]) -> Scope {
        let mut scope = Scope { hosts: Vec::new() };
        let Some(written) = &raw.hosts else {
            for (_, url) in start {
                if !scope.hosts.contains(&url.host()) {
                    scope.hosts.push(url.host());
                }
            }
            return scope;
        };
        if written.get_ref().is_empty() {
            self.fault(written.span(), "`hosts` is empty", "take it out: the hosts of `start` are then meant");
        }
        for text in written.get_ref() {
            match host(text.get_ref()) {
                Some(host) => scope.hosts.push(host),
                None => self.fault(
                    text.span(),
                    format!("not a host: \"{}\"", short(text.get_ref())),
                    "write the name alone, without scheme or path, like \"example.invalid\" or \"127.0.0.1:8102\"",
                ),
            }
        }
        // Where a host could not be read, it may be the one that is missed here.
        if scope.hosts.len() == written.get_ref().len() && !scope.hosts.is_empty() {
            for (span, url) in start.iter().filter(|(_, url)| !scope.holds(url)) {
                let message = format!("this address is outside `hosts`: {}", url.host());
                self.fault(span.clone(), message, format!("add \"{}\" to `hosts`", url.host()));
            }
        }
        scope
    }

    fn every(&mut self, text: Option<&Text>, scope: &Scope) -> Duration {
        let Some(text) = text else { return EVERY };
        let Some(every) = self.duration("every", text, "\"30m\", \"6h\", \"2d\"") else { return EVERY };
        if every < LEAST_EVERY && !scope.is_loopback() {
            let message = format!("`every` is too short: \"{}\"", text.get_ref());
            self.fault(text.span(), message, "write at least \"1m\"; hours are usual");
        }
        every
    }

    fn slowest(&mut self, text: Option<&Text>, every: Duration) -> Duration {
        let default = every.saturating_mul(4).min(DAY).max(every);
        let Some(text) = text else { return default };
        let Some(slowest) = self.duration("slowest", text, "\"12h\", \"1d\"") else { return default };
        if slowest < every {
            let message = format!("`slowest` is shorter than `every`: \"{}\"", text.get_ref());
            self.fault(text.span(), message, "write a length of time that is at least `every`, or take the key out");
        }
        slowest
    }

    fn pace(&mut self, raw: Option<&RawPace>, scope: &Scope) -> Pace {
        let mut pace = Pace::default();
        let Some(raw) = raw else { return pace };
        if let Some(text) = &raw.delay
            && let Some(delay) = self.duration("delay", text, "\"2s\", \"5s\", \"1m\"")
        {
            if delay < LEAST_DELAY && !scope.is_loopback() {
                let message = format!("`delay` is too short: \"{}\"", text.get_ref());
                self.fault(text.span(), message, "write at least \"1s\": less is for hosts on this machine only");
            }
            pace.delay = delay;
        }
        if let Some(number) = self.within("concurrency", raw.concurrency.as_ref(), 16) {
            pace.concurrency = number;
        }
        pace.pages_per_day = self.within("pages_per_day", raw.pages_per_day.as_ref(), u32::MAX);
        if let Some(text) = &raw.hours {
            pace.hours = Window::from_str(text.get_ref()).ok();
            if pace.hours.is_none() {
                let message = format!("`hours` is not a span of hours within a day: \"{}\"", short(text.get_ref()));
                self.fault(text.span(), message, "write the start and a later end, like \"07:00-23:00\"");
            }
        }
        pace
    }

    fn drop_params(&mut self, texts: Option<&Texts>) -> Vec<String> {
        let mut patterns = Vec::new();
        for text in texts.map(Spanned::get_ref).into_iter().flatten() {
            let stem = text.get_ref().strip_suffix('*').unwrap_or(text.get_ref());
            let is_plain = !stem.contains(['*', '=', '&', '?', '#']) && !stem.contains(char::is_whitespace);
            if text.get_ref().is_empty() || !is_plain {
                let message = format!("not the name of a parameter: \"{}\"", short(text.get_ref()));
                self.fault(
                    text.span(),
                    message,
                    "write a name like \"sid\", or its beginning and a star like \"utm_*\"",
                );
            }
            patterns.push(text.get_ref().clone());
        }
        patterns
    }

    fn duration(&mut self, key: &str, text: &Text, examples: &str) -> Option<Duration> {
        let read = duration(text.get_ref()).ok();
        if read.is_none() {
            let message = format!("`{key}` is not a duration: \"{}\"", short(text.get_ref()));
            self.fault(text.span(), message, format!("write it like {examples}"));
        }
        read
    }

    fn within(&mut self, key: &str, number: Option<&Spanned<u32>>, most: u32) -> Option<u32> {
        let number = number?;
        let value = *number.get_ref();
        if value == 0 {
            self.fault(number.span(), format!("`{key}` is 0"), "write at least 1, or take the key out");
        } else if value > most {
            self.fault(number.span(), format!("`{key}` is too much: {value}"), format!("write at most {most}"));
        } else {
            return Some(value);
        }
        None
    }

    fn filled(&mut self, key: &str, text: &Text, example: &str) -> Option<String> {
        let filled = text.get_ref().trim();
        if filled.is_empty() {
            self.fault(text.span(), format!("`{key}` is empty"), format!("write it like `{example}`, or take it out"));
            return None;
        }
        Some(filled.to_owned())
    }
}

/// The canonical writing of a host, with its port when one is written.
fn host(text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() || text.contains(['/', '?', '#', '@', '\\', '*', '%']) || text.contains(char::is_whitespace) {
        return None;
    }
    let port = text.rsplit_once(':').map(|(_, port)| port).filter(|port| !port.ends_with(']'));
    let url = PageUrl::parse(&format!("http://{text}/")).ok()?;
    let name = url.as_url().host_str()?.to_owned();
    match port {
        // A port that is the scheme's own drops out of the address, so it is taken from what was written.
        Some(port) => port.parse::<u16>().ok().map(|port| format!("{name}:{port}")),
        None => Some(name),
    }
}

fn short(text: &str) -> String {
    let mut short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
