//! From what stands in the file to what it means, with every fault noted.

use std::collections::HashMap;
use std::ops::Range;
use std::str::FromStr;
use std::time::Duration;

use serde_spanned::Spanned;
use toml::de::DeTable;

use super::file::{self, RawAd, RawList, RawPace, RawSource, RawThread};
use super::pace::LEAST_DELAY;
use super::table::{Text, Texts};
use super::{AdRecipe, Checked, Field, ListRecipe, Pace, Recipe, Scope, Source, SourceKind, ThreadRecipe, syntax};
use crate::domain::{Faults, PageUrl, Report, Window, did_you_mean, duration, is_slug};

const EVERY: Duration = Duration::from_secs(6 * 3600);
const LEAST_EVERY: Duration = Duration::from_secs(60);
const MAX_PAGES: u32 = 20;
const STOP_AFTER_KNOWN: u32 = 10;
const SLUG: &str = "write small letters, digits and single hyphens, up to 60, like \"bacheca-modena\"";

/// The sources of a text, or all that is wrong with it.
pub(super) fn check(text: &str) -> Result<Vec<Source>, Faults> {
    let mut report = Report::on(text);
    let mended = syntax::mend(text, &mut report);
    let (root, _) = DeTable::parse_recoverable(&mended.text);
    let raw = file::read(root.get_ref(), &mut report);
    let headers: Vec<usize> = raw.source.iter().map(|source| source.header.start).collect();
    let mut checker = Checker { report, headers, damaged: mended.damaged, names: HashMap::new() };
    let sources: Vec<Option<Source>> = raw.source.iter().map(|source| checker.source(source)).collect();
    let faults = checker.report.finish();
    if faults.0.is_empty() { Ok(sources.into_iter().flatten().collect()) } else { Err(faults) }
}

/// What is known while the sources are gone through.
struct Checker<'t> {
    report: Report<'t>,
    /// Where each `[[source]]` begins.
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
        let start = self.headers.iter().copied().filter(|start| *start <= header.start).max().unwrap_or(0);
        let end = self.headers.iter().copied().filter(|start| *start > header.start).min().unwrap_or(usize::MAX);
        if !self.damaged.iter().any(|at| (start..end).contains(at)) {
            self.fault(header.clone(), message, remedy);
        }
    }

    fn source(&mut self, raw: &RawSource) -> Option<Source> {
        let name = self.name(raw);
        let kind = self.kind(raw);
        let start = self.start(raw);
        let scope = self.scope(raw, &start);
        let every = self.every(raw.every.as_ref(), &scope);
        let pace = self.pace(raw.pace.as_ref().map(Spanned::get_ref), &scope);
        let place = raw.place.as_ref().and_then(|place| self.filled("place", place, "place = \"Modena\""));
        let drop_params = self.drop_params(raw.drop_params.as_ref());
        let recipe = self.recipe(raw, kind);
        let start = start.into_iter().map(|(_, url)| url.without_params(&drop_params)).collect();
        let (name, kind) = (name?, kind?);
        Some(Source { name, kind, start, scope, every, pace, place, drop_params, recipe, checked: Checked })
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

    /// The parts of the recipe, each where the kind has a use for it and never where it has none.
    fn recipe(&mut self, raw: &RawSource, kind: Option<SourceKind>) -> Recipe {
        let list = raw.list.as_ref().and_then(|list| self.list(list));
        let ad = raw.ad.as_ref().map(|ad| self.ad(ad.get_ref()));
        let thread = raw.thread.as_ref().and_then(|thread| self.thread(thread));
        let Some(kind) = kind else { return Recipe::default() };
        let uses = |part| match kind {
            SourceKind::Classified => matches!(part, "list" | "ad"),
            SourceKind::Forum => matches!(part, "list" | "thread"),
            SourceKind::Feed => part == "ad",
        };
        let parts = [
            ("list", raw.list.as_ref().map(Spanned::span), "with at least `item`"),
            ("ad", raw.ad.as_ref().map(Spanned::span), "it may stay empty: every key has a default"),
            ("thread", raw.thread.as_ref().map(Spanned::span), "with at least `post`"),
        ];
        for (part, span, hint) in parts {
            match span {
                Some(span) if !uses(part) => {
                    let message = format!("`[source.{part}]` has no use in a source of kind \"{}\"", kind.as_str());
                    self.fault(span, message, "take it out, or change `kind`");
                }
                // An ad page of a feed may be left out: then the entry itself is the ad.
                None if uses(part) && kind != SourceKind::Feed => {
                    let message = format!("a source of kind \"{}\" needs `[source.{part}]`", kind.as_str());
                    self.missing(
                        (&raw.header, &raw.keys),
                        part,
                        &message,
                        format!("add `[source.{part}]` below, {hint}"),
                    );
                }
                Some(_) | None => {}
            }
        }
        Recipe { list, ad, thread }
    }

    fn list(&mut self, raw: &Spanned<RawList>) -> Option<ListRecipe> {
        let list = raw.get_ref();
        if list.item.is_none() {
            let remedy = "write the element of one entry, like `item = \"article.ad\"`";
            self.missing((&raw.span(), &list.keys), "item", "`[source.list]` has no `item`", remedy);
        }
        let item = self.element_field("item", list.item.as_ref());
        let recipe = ListRecipe {
            item: Field::default(),
            link: self.address_field("link", list.link.as_ref()),
            next: self.address_field("next", list.next.as_ref()),
            posted: self.field(list.posted.as_ref()),
            max_pages: self.within("max_pages", list.max_pages.as_ref(), 10_000).unwrap_or(MAX_PAGES),
            stop_after_known: self
                .within("stop_after_known", list.stop_after_known.as_ref(), 10_000)
                .unwrap_or(STOP_AFTER_KNOWN),
        };
        item.map(|item| ListRecipe { item, ..recipe })
    }

    fn ad(&mut self, raw: &RawAd) -> AdRecipe {
        AdRecipe {
            title: self.field(raw.title.as_ref()),
            text: self.field(raw.text.as_ref()),
            phone: self.field(raw.phone.as_ref()),
            place: self.field(raw.place.as_ref()),
            posted: self.field(raw.posted.as_ref()),
            must_have: self.field(raw.must_have.as_ref()),
            gone: self.field(raw.gone.as_ref()),
        }
    }

    fn thread(&mut self, raw: &Spanned<RawThread>) -> Option<ThreadRecipe> {
        let thread = raw.get_ref();
        if thread.post.is_none() {
            let remedy = "write the element of one post, like `post = \"article.post\"`";
            self.missing((&raw.span(), &thread.keys), "post", "`[source.thread]` has no `post`", remedy);
        }
        let post = self.element_field("post", thread.post.as_ref());
        let text = self.field(thread.text.as_ref());
        let posted = self.field(thread.posted.as_ref());
        let next = self.address_field("next", thread.next.as_ref());
        let must_have = self.field(thread.must_have.as_ref());
        post.map(|post| ThreadRecipe { post, text, posted, next, must_have })
    }

    fn field(&mut self, texts: Option<&Texts>) -> Option<Field> {
        let texts = texts?;
        if texts.get_ref().is_empty() {
            self.fault(texts.span(), "the field has no way to be found", "write a CSS selector, or take the key out");
            return None;
        }
        match Field::compile(texts.get_ref().iter().map(|text| text.get_ref().as_str())) {
            Ok(field) => Some(field),
            Err(faults) => {
                for (index, fault) in faults {
                    if let Some(text) = texts.get_ref().get(index) {
                        let span = inside(self.report.text(), text, &fault.at);
                        self.fault(span, fault.message, fault.remedy);
                    }
                }
                None
            }
        }
    }

    /// A field that must give elements, because others are looked for inside them.
    fn element_field(&mut self, key: &str, texts: Option<&Texts>) -> Option<Field> {
        let field = self.field(texts)?;
        if !field.gives_elements() {
            let message = format!("`{key}` must be an element, without `@attribute` or filters");
            self.fault(texts.map_or(0..0, Spanned::span), message, "write CSS alone, like \"article.ad\"");
            return None;
        }
        Some(field)
    }

    /// A field that must give an address: the text of an element is hardly ever one.
    fn address_field(&mut self, key: &str, texts: Option<&Texts>) -> Option<Field> {
        let field = self.field(texts)?;
        for text in texts.map(Spanned::get_ref).into_iter().flatten() {
            if Field::compile([text.get_ref().as_str()]).is_ok_and(|way| way.gives_elements()) {
                let message = format!("`{key}` must be an address, and this is the text of an element");
                self.fault(
                    text.span(),
                    message,
                    format!("add the attribute, like \"{} @href\"", short(text.get_ref())),
                );
            }
        }
        Some(field)
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

/// Where a part of a text stands in the file, if the text stands there letter by letter; else the whole text.
fn inside(file: &str, text: &Text, part: &Range<usize>) -> Range<usize> {
    let span = text.span();
    let written = file.get(span.clone()).unwrap_or_default();
    match written.find(text.get_ref().as_str()) {
        Some(quote) if !text.get_ref().is_empty() => {
            let start = span.start + quote;
            start + part.start..start + part.end
        }
        _ => span,
    }
}

fn short(text: &str) -> String {
    let mut short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
