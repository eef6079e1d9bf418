//! The fields of a recipe, compiled, ready to be asked of a page.
//!
//! Selectors are compiled once, when the file is read, so that a page never meets one that cannot be read.
//! What the text of an element is, is the parser's business: whoever asks a field hands that in.

use std::collections::HashSet;
use std::fmt;
use std::sync::LazyLock;

use regex::Regex;
use scraper::error::SelectorErrorKind;
use scraper::{ElementRef, Selector};
use serde_json::Value;

use super::field::{self, FieldFault, Root};
use super::filter::{Filter, For};
use super::json;

/// How the visible text of an element is read.
pub type TextOf<'f> = &'f dyn Fn(ElementRef<'_>) -> String;

/// One field: one or more ways to find something on a page. What they find is put together.
#[derive(Clone, Default)]
pub struct Field {
    ways: Vec<Way>,
    /// Each way, as it is written.
    written: Vec<String>,
}

/// One way to find a field.
#[derive(Debug, Clone)]
struct Way {
    start: Start,
    matching: Option<Regex>,
    attribute: Option<String>,
    filters: Vec<Filter>,
}

/// Where a way begins.
#[derive(Debug, Clone)]
enum Start {
    /// At elements; `None` for the element itself.
    Elements(Option<Selector>),
    /// Where a pointer leads in JSON.
    Json(String),
    /// At what an expression finds in the page's address.
    Address(Regex),
}

/// What a field found.
#[derive(Debug, Clone)]
pub enum Hit<'d> {
    /// A whole element: the way names no attribute and no filter.
    Element(ElementRef<'d>),
    /// An attribute or a filtered text, never empty.
    Value(String),
}

/// As it is written.
impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written.join(" or "))
    }
}

/// What it was compiled to tells nobody anything.
impl fmt::Debug for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.written.fmt(f)
    }
}

impl Field {
    /// Compiles a field from its ways; every fault comes with the number of its way.
    pub(super) fn compile<'w>(ways: impl IntoIterator<Item = &'w str>) -> Result<Self, Vec<(usize, FieldFault)>> {
        let mut field = Self::default();
        let mut faults = Vec::new();
        for (index, text) in ways.into_iter().enumerate() {
            match compile_way(text) {
                Ok(way) => {
                    field.ways.push(way);
                    field.written.push(text.to_owned());
                }
                Err(fault) => faults.push((index, fault)),
            }
        }
        if faults.is_empty() { Ok(field) } else { Err(faults) }
    }

    /// A field of one way; `None` when it cannot be read.
    #[must_use]
    pub fn of(way: &str) -> Option<Self> {
        Self::compile([way]).ok()
    }

    /// A field that the program itself knows. One that cannot be compiled finds nothing; a test rules that out.
    fn known(ways: &[&str]) -> Self {
        Self::compile(ways.iter().copied()).unwrap_or_default()
    }

    /// Whether every way gives elements, not values.
    pub(super) fn gives_elements(&self) -> bool {
        self.ways.iter().all(|way| matches!(way.start, Start::Elements(_)) && way.is_whole())
    }

    /// Whether every way gives places in JSON, not texts made of them.
    pub(super) fn gives_json(&self) -> bool {
        self.is_json() && self.ways.iter().all(|way| way.is_whole() && way.matching.is_none())
    }

    /// Whether every way begins in JSON.
    #[must_use]
    pub fn is_json(&self) -> bool {
        !self.ways.is_empty() && self.ways.iter().all(|way| matches!(way.start, Start::Json(_)))
    }

    /// Whether every way begins at the address.
    pub(super) fn is_of_address(&self) -> bool {
        self.ways.iter().all(|way| matches!(way.start, Start::Address(_)))
    }

    /// Whether a way begins among elements.
    pub(super) fn has_css(&self) -> bool {
        self.ways.iter().any(|way| matches!(way.start, Start::Elements(_)))
    }

    /// Whether a way begins in JSON.
    pub(super) fn has_json(&self) -> bool {
        self.ways.iter().any(|way| matches!(way.start, Start::Json(_)))
    }

    /// The places in JSON that the field leads to, of an array each element. Ways among elements lead to none.
    #[must_use]
    pub fn places<'v>(&self, json: &'v Value) -> Vec<&'v Value> {
        let mut places = Vec::new();
        for way in &self.ways {
            let Start::Json(pointer) = &way.start else { continue };
            match json.pointer(pointer) {
                Some(Value::Array(elements)) => places.extend(elements),
                Some(Value::Null) | None => {}
                Some(one) => places.push(one),
            }
        }
        places
    }

    /// Whether one of its places is there in JSON, empty or not.
    #[must_use]
    pub fn is_in(&self, json: &Value) -> bool {
        self.ways.iter().any(|way| matches!(&way.start, Start::Json(pointer) if json.pointer(pointer).is_some()))
    }

    /// What the field finds where no elements are: in JSON, and in the address of the page.
    #[must_use]
    pub fn beyond(&self, json: Option<&Value>, address: &str) -> Vec<String> {
        let mut values = Vec::new();
        for way in &self.ways {
            let wanted = way.wanted(0);
            let found = match (&way.start, json) {
                (Start::Json(pointer), Some(json)) => {
                    json.pointer(pointer).map(|found| json::values(found, wanted)).unwrap_or_default()
                }
                (Start::Address(regex), _) => {
                    let found = regex.captures(address).and_then(|found| found.get(1).or_else(|| found.get(0)));
                    found.map(|found| found.as_str().to_owned()).into_iter().collect()
                }
                (Start::Json(_), None) | (Start::Elements(_), _) => continue,
            };
            let is_meant = |value: &String| way.matching.as_ref().is_none_or(|regex| regex.is_match(value));
            values.extend(way.filtered(found.into_iter().filter(is_meant).collect()));
        }
        values
    }

    /// Everything that the field finds inside `scope`, each element once, way by way.
    ///
    /// A selector is asked of what is inside `scope`, and of `scope` itself when nothing inside has it.
    #[must_use]
    pub fn hits<'d>(&self, scope: ElementRef<'d>, text_of: TextOf<'_>) -> Vec<Hit<'d>> {
        let mut hits = Vec::new();
        let mut seen = HashSet::new();
        for way in &self.ways {
            for element in way.elements(scope) {
                if way.matching.as_ref().is_some_and(|regex| !regex.is_match(text_of(element).trim())) {
                    continue;
                }
                if way.is_whole() {
                    if seen.insert(element.id()) {
                        hits.push(Hit::Element(element));
                    }
                    continue;
                }
                hits.extend(way.values(element, text_of).into_iter().map(Hit::Value));
            }
        }
        hits
    }

    /// The same as text: of an element its visible text. Nothing empty, nothing twice.
    #[must_use]
    pub fn values(&self, scope: ElementRef<'_>, text_of: TextOf<'_>) -> Vec<String> {
        let mut values = Vec::new();
        for hit in self.hits(scope, text_of) {
            let value = match hit {
                Hit::Element(element) => text_of(element).trim().to_owned(),
                Hit::Value(value) => value,
            };
            if !value.is_empty() && !values.contains(&value) {
                values.push(value);
            }
        }
        values
    }

    /// The elements alone.
    #[must_use]
    pub fn elements<'d>(&self, scope: ElementRef<'d>, text_of: TextOf<'_>) -> Vec<ElementRef<'d>> {
        let element = |hit| match hit {
            Hit::Element(element) => Some(element),
            Hit::Value(_) => None,
        };
        self.hits(scope, text_of).into_iter().filter_map(element).collect()
    }

    /// Whether the field finds anything.
    #[must_use]
    pub fn is_on(&self, scope: ElementRef<'_>, text_of: TextOf<'_>) -> bool {
        !self.hits(scope, text_of).is_empty()
    }
}

impl Way {
    fn elements<'d>(&self, scope: ElementRef<'d>) -> Vec<ElementRef<'d>> {
        let selector = match &self.start {
            Start::Elements(Some(selector)) => selector,
            Start::Elements(None) => return vec![scope],
            Start::Json(_) | Start::Address(_) => return Vec::new(),
        };
        let mut inside: Vec<_> = scope.select(selector).filter(|element| element.id() != scope.id()).collect();
        if inside.is_empty() && selector.matches_with_scope(&scope, Some(scope)) {
            inside.push(scope);
        }
        inside
    }

    fn values(&self, element: ElementRef<'_>, text_of: TextOf<'_>) -> Vec<String> {
        let value = match &self.attribute {
            Some(attribute) => element.attr(attribute).unwrap_or_default().trim().to_owned(),
            // What scripts and the like hold is no visible text, but it is what a filter may be after.
            None if matches!(element.value().name(), "script" | "style" | "noscript" | "template" | "textarea") => {
                element.text().collect()
            }
            None => text_of(element).trim().to_owned(),
        };
        self.filtered(if value.is_empty() { Vec::new() } else { vec![value] })
    }

    fn filtered(&self, mut values: Vec<String>) -> Vec<String> {
        for (index, filter) in self.filters.iter().enumerate() {
            let wanted = self.wanted(index + 1);
            values = values.iter().flat_map(|value| filter.apply(value, wanted)).collect();
        }
        values
    }

    /// What the value before that filter is for.
    fn wanted(&self, index: usize) -> For {
        if matches!(self.filters.get(index), Some(Filter::Json(_))) { For::Json } else { For::Text }
    }

    /// Whether it gives what it finds as it is, and not a text made of it.
    fn is_whole(&self) -> bool {
        self.attribute.is_none() && self.filters.is_empty()
    }
}

fn compile_way(text: &str) -> Result<Way, FieldFault> {
    let parts = field::split(text)?;
    let start = match parts.root {
        Root::Css(css) if css.is_empty() => Start::Elements(None),
        Root::Css(at) => {
            let css = text.get(at.clone()).unwrap_or_default();
            Start::Elements(Some(Selector::parse(css).map_err(|error| selector_fault(css, at.start, &error))?))
        }
        Root::Json(pointer) => Start::Json(pointer),
        Root::Address(regex) => Start::Address(regex),
    };
    Ok(Way { start, matching: parts.matching, attribute: parts.attribute, filters: parts.filters })
}

/// The parser of selectors does not say where it stumbled: it is the end of the longest beginning that it takes.
fn selector_fault(css: &str, offset: usize, error: &SelectorErrorKind) -> FieldFault {
    let readable = css
        .char_indices()
        .take(300)
        .map(|(index, character)| index + character.len_utf8())
        .filter(|end| css.get(..*end).is_some_and(|beginning| Selector::parse(beginning).is_ok()))
        .max()
        .unwrap_or(0);
    let start = if readable < css.len() { readable } else { 0 };
    let rest = css.get(start..).unwrap_or_default();
    let blank = rest.len() - rest.trim_start().len();
    FieldFault {
        at: offset + start + blank..offset + css.len(),
        message: format!("not a CSS selector: {}", said(error)),
        remedy: remedy(css).to_owned(),
    }
}

fn said(error: &SelectorErrorKind) -> &'static str {
    match error {
        SelectorErrorKind::UnexpectedToken => "something is not expected here",
        SelectorErrorKind::EndOfLine => "it ends too early",
        SelectorErrorKind::InvalidAtRule
        | SelectorErrorKind::InvalidAtRuleBody
        | SelectorErrorKind::QualRuleInvalid => "this is a style rule",
        SelectorErrorKind::TooManyNestedBlocks => "it is nested too deeply",
        SelectorErrorKind::ExpectedColonOnPseudoElement
        | SelectorErrorKind::ExpectedIdentityOnPseudoElement
        | SelectorErrorKind::UnexpectedSelectorParseError(_) => "this part is not understood",
    }
}

/// What people who know other tools write, and how it is said here.
fn remedy(css: &str) -> &'static str {
    if css.starts_with('/') || css.starts_with("./") {
        "XPath is not understood: write CSS, like `div.ad a`"
    } else if css.contains("::attr") {
        "for an attribute, write `a.title @href`"
    } else if css.contains("::text") {
        "leave `::text` out: a field is the element's text"
    } else if css.contains(":contains") || css.contains(":matches") || css.contains(":has-text") {
        "for an element with a certain text, write `a ~ /text/i`"
    } else {
        "write CSS as browsers know it, like `article.ad > a[href]`"
    }
}

/// Fields that the program knows for pages whose recipe does not name them.
#[derive(Debug)]
pub struct PageFields {
    /// The address that links on the page are relative to.
    pub base: Field,
    /// What the page is about, best first.
    pub main: Vec<Field>,
    /// The page's own word for its title, best first.
    pub titles: Vec<Field>,
    /// The trail to the page: region, town, category.
    pub breadcrumbs: Field,
    /// When it was posted.
    pub posted: Field,
    /// The first link of an element, or its own.
    pub link: Field,
    /// A field for a password.
    pub password: Field,
    /// A puzzle that tells people from programs.
    pub captcha: Field,
}

/// The fields that the program knows.
pub static PAGE_FIELDS: LazyLock<PageFields> = LazyLock::new(|| PageFields {
    base: Field::known(&["base[href] @href"]),
    main: vec![Field::known(&["main"]), Field::known(&["[role=main]"]), Field::known(&["article"])],
    titles: vec![
        Field::known(&["meta[property='og:title' i] @content"]),
        Field::known(&["h1"]),
        Field::known(&["head > title"]),
    ],
    breadcrumbs: Field::known(&[
        "[class~='breadcrumb' i] a, [class~='breadcrumbs' i] a",
        "[aria-label='breadcrumb' i] a, [aria-label='breadcrumbs' i] a",
        "[itemtype$='BreadcrumbList' i] [itemprop='name']",
    ]),
    posted: Field::known(&[
        "meta[property='article:published_time' i] @content",
        "[itemprop='datePosted'] @content",
        "[itemprop='datePublished'] @content",
        "time[datetime] @datetime",
    ]),
    link: Field::known(&["a[href] @href"]),
    password: Field::known(&["input[type='password' i]"]),
    captcha: Field::known(&[
        "iframe[src*='recaptcha'], iframe[src*='hcaptcha'], iframe[src*='challenges.cloudflare.com']",
        ".g-recaptcha, .h-captcha, .cf-turnstile, #challenge-form, #challenge-running, #cf-challenge-running",
        "form[action*='captcha' i], img[src*='captcha' i], input[name*='captcha' i]",
    ]),
});

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::*;

    fn text_of(element: ElementRef<'_>) -> String {
        element.text().collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[track_caller]
    fn check(ways: &[&str], html: &str, expected: &[&str]) {
        let field = Field::compile(ways.iter().copied()).unwrap();
        let html = Html::parse_document(html);
        assert_eq!(field.values(html.root_element(), &text_of), expected, "{ways:?}");
    }

    #[track_caller]
    fn refuse(way: &str, place: &str, message: &str) {
        let faults = Field::compile([way]).expect_err(way);
        let [(0, fault)] = faults.as_slice() else { panic!("{way}: {faults:?}") };
        assert_eq!(&way[fault.at.clone()], place, "{way}: {}", fault.message);
        assert!(fault.message.contains(message), "{way}: {}", fault.message);
        assert!(!fault.remedy.is_empty(), "{way}");
    }

    #[test]
    fn every_field_that_the_program_knows_compiles() {
        let PageFields { base, main, titles, breadcrumbs, posted, link, password, captcha } = &*PAGE_FIELDS;
        for field in [base, breadcrumbs, posted, link, password, captcha].into_iter().chain(titles).chain(main) {
            assert!(!field.ways.is_empty(), "{field:?}");
        }
    }

    #[test]
    fn css_attribute_and_filters_are_taken_in_this_order() {
        let html = "<a class=t href=' /ad/1 ' data-tel='KzM5Mzg0MTIzNDU2Nw=='>Nuova <b>a Modena</b></a>";
        check(&["a.t"], html, &["Nuova a Modena"]);
        check(&["a.t @href"], html, &["/ad/1"]);
        check(&["a.t@href"], html, &["/ad/1"]);
        check(&["a.t @DATA-TEL | base64 | digits"], html, &["+393841234567"]);
        check(&["a | regex /^Nuova a (.+)/"], html, &["Modena"]);
        check(&["a @title"], html, &[]);
    }

    #[test]
    fn a_text_chooses_among_alike_elements() {
        let html = "<a href=/1>Prev</a><a href=/3>Next &raquo;</a>";
        check(&["a ~ /^next/i @href"], html, &["/3"]);
        check(&["a ~ /^next/ @href"], html, &[]);
        check(&["a ~/^(Prev|Next)/ @href"], html, &["/1", "/3"]);
        check(&["a ~ a @href"], html, &["/3"]);
    }

    #[test]
    fn bars_at_signs_and_slashes_inside_quotes_do_not_cut() {
        let html = "<p data-x='a|b @c'>x</p><i lang=it-IT title='384/123'>y</i>";
        check(&["p[data-x='a|b @c']"], html, &["x"]);
        check(&["[lang|=it] @title | regex /(\\d+)\\/|x/ | reverse"], html, &["483"]);
        check(&[r#"[title="384/123"] ~ /y|z/"#], html, &["y"]);
    }

    #[test]
    fn several_ways_are_put_together_and_an_element_counts_once() {
        let html = "<p class='a b'>1</p><p class=b>2</p><p class=c>2</p>";
        check(&[".b", ".a", ".c"], html, &["1", "2"]);
        let field = Field::compile([".b", ".a", ".c"]).unwrap();
        let html = Html::parse_document(html);
        assert_eq!(field.elements(html.root_element(), &text_of).len(), 3);
    }

    #[test]
    fn the_element_itself_is_meant_without_css_or_when_nothing_inside_has_it() {
        let html = Html::parse_document("<a class=ad href=/7><b>x</b></a>");
        let ad = Field::compile(["a.ad"]).unwrap().elements(html.root_element(), &text_of)[0];
        for way in ["@href", "a.ad @href", ":scope @href"] {
            assert_eq!(Field::compile([way]).unwrap().values(ad, &text_of), ["/7"], "{way}");
        }
    }

    #[test]
    fn json_inside_a_script_is_reached_by_a_filter() {
        let html = r#"<script id=state type=application/json>{"ad":{"tel":["384 123 4567"]}}</script>"#;
        check(&["#state | json /ad/tel"], html, &["384 123 4567"]);
    }

    #[test]
    fn json_and_the_address_are_beginnings_of_their_own() {
        let json =
            serde_json::json!({"a": {"tel": [1, "2"]}, "all": [{"n": 3}, {"n": 4}], "kind": "sold", "x/y": "<5>"});
        let beyond =
            |way: &str| Field::compile([way]).unwrap().beyond(Some(&json), "https://example.invalid/ad-77.html");
        assert_eq!(beyond("json:/a/tel"), ["1", "2"]);
        assert_eq!(beyond("json:/a"), [""; 0]);
        assert_eq!(beyond(" json:/all | json:/n"), ["3", "4"]);
        assert_eq!(beyond("json:/all/1/n | digits"), ["4"]);
        assert_eq!(beyond("json:/x~1y"), ["<5>"]);
        assert_eq!(beyond("json:/kind ~ /^sold$/"), ["sold"]);
        assert_eq!(beyond("json:/kind ~ /^new$/"), [""; 0]);
        assert_eq!(beyond("url:/-(\\d+)\\.html$/"), ["77"]);
        assert_eq!(beyond("url:/-\\d+/ | reverse"), ["77-"]);
        assert_eq!(beyond("a"), [""; 0]);
        let all = Field::compile(["json:/all"]).unwrap();
        assert_eq!(all.places(&json).len(), 2);
        assert!(all.is_json() && all.gives_json() && !all.gives_elements());
        // Among elements they find nothing, nor the other way round.
        check(&["json:/a/tel", "url:/x/"], "<json>1</json>", &[]);
    }

    #[test]
    fn a_state_in_a_script_is_reached_by_its_name() {
        let html = r#"<script>var a=1; window.__STATE__ = {"ad":{"phones":[{"n":"384 123 4567"}]}}; go()</script>"#;
        check(&["script | var __STATE__ | json:/ad/phones | json:/n"], html, &["384 123 4567"]);
        check(&["script | var STATE | json:/ad"], html, &[]);
        let html = r#"<script id=__NEXT_DATA__ type=application/json>{"props":{"tel":"384 123 4567"}}</script>"#;
        check(&["script#__NEXT_DATA__ | json:/props/tel"], html, &["384 123 4567"]);
    }

    #[test]
    fn a_field_that_cannot_be_read_is_refused_with_its_place() {
        refuse("", "", "empty");
        refuse("div..x", "..x", "not a CSS selector");
        refuse("p, div >> a", ">> a", "not a CSS selector");
        refuse("a:contains(Avanti)", ":contains(Avanti)", "not a CSS selector");
        refuse("//div/a", "//div/a", "not a CSS selector");
        refuse("a[href", "[href", "`[` is never closed");
        refuse("a[href='x]", "'x]", "never closed");
        refuse("a)", ")", "closes nothing");
        refuse("a ~ /next", "/next", "`/` is never closed");
        refuse("a ~ /ne(xt/i", "ne(xt", "not a regular expression");
        refuse("a ~ /next/g", "g", "unknown flag `g`");
        refuse("a ~ //", "//", "empty");
        refuse("a ~ /(\\w{50}){900}/", "(\\w{50}){900}", "too big");
        refuse("a @", "@", "name of an attribute");
        refuse("a @href text", "text", "not expected here");
        refuse("a | bas64", "bas64", "unknown filter `bas64`");
        refuse("a |", "|", "not followed by a filter");
        refuse("a | json", "json", "JSON pointer");
        refuse("json:results", "results", "does not begin with `/`");
        refuse("json:/a~2", "~", "neither 0 nor 1");
        refuse("json:/a @href", "@href", "not expected here");
        refuse("a | json:x", "x", "does not begin with `/`");
        refuse("script | var | json:/x", "var", "name of a variable");
        refuse("url: x", "url: x", "between slashes");
        refuse("url:/(/", "(", "not a regular expression");
        refuse("a | regex x", "regex", "between slashes");
        refuse("a | digits /x/", "/x/", "not expected here");
        refuse("| digits | città", "città", "unknown filter");
    }
}
