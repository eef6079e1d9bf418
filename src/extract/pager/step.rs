//! The step from one address to another: does it go one page on in the same list?
//!
//! A pager changes one number, or one mark of where to go on from, and leaves the rest of the address alone. What
//! the number is called decides how much is believed: `page` and `start` count pages, `id` and `foto` do not.

use url::Url;

use super::name::{CURSOR, Counts, INDEX, MARK, OFFSET, PAGE, SIZE, counts, is_other, words};
use crate::domain::PageUrl;

/// Where a link leads, as seen from the page that it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// To the page itself.
    Same,
    /// Another number at the same place.
    Number(Numbered),
    /// The same list from another mark on.
    Cursor,
    /// The same path, asked in another way.
    Query,
    /// Another path, which says that it is a page of a list.
    Paged,
    /// Anywhere else.
    Elsewhere,
}

/// A number that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Numbered {
    /// Where it stands: steps with the same key belong together.
    pub(super) key: String,
    /// The number on this page, if it has one there.
    pub(super) from: Option<u64>,
    /// The number on the other; `None` when only this page has one.
    pub(super) to: Option<u64>,
    pub(super) counts: Counts,
    /// Whether it may count entries and not pages.
    pub(super) is_offset: bool,
}

impl Numbered {
    /// Whether it is further on.
    pub(super) fn is_forward(&self) -> bool {
        match (self.from, self.to) {
            (Some(from), Some(to)) => to > from,
            (None, Some(to)) => to > 0,
            (_, None) => false,
        }
    }

    /// Whether it is the very next, as far as one link can tell.
    pub(super) fn is_next(&self) -> bool {
        match (self.from, self.to) {
            (Some(from), Some(to)) => from.checked_add(1) == Some(to) || (self.is_offset && to > from + 1),
            (None, Some(to)) => matches!(to, 1 | 2) || (self.is_offset && to > 2),
            (_, None) => false,
        }
    }
}

/// The step from one address to another.
pub(super) fn step(here: &PageUrl, there: &PageUrl) -> Step {
    let (here, there) = (here.as_url(), there.as_url());
    if here == there {
        return Step::Same;
    }
    if path_of(here) == path_of(there) {
        let is_home = path_of(here).is_empty();
        return by_query(&pairs(here), &pairs(there), is_home);
    }
    match by_path(&path_of(here), &path_of(there)) {
        Some(step) => step,
        None if pairs(there).iter().any(|(name, value)| is_page_mark(name, value)) => Step::Paged,
        None if is_second_page(&path_of(here), &path_of(there)) => Step::Paged,
        None => Step::Elsewhere,
    }
}

/// The path without what makes no difference: the slash at its end.
fn path_of(url: &Url) -> String {
    let path = decoded(url.path()).to_lowercase();
    path.trim_end_matches('/').to_owned()
}

fn decoded(text: &str) -> String {
    url::form_urlencoded::parse(format!("x={}", text.replace('+', "%2B").replace('&', "%26")).as_bytes())
        .next()
        .map_or_else(|| text.to_owned(), |(_, value)| value.into_owned())
}

fn pairs(url: &Url) -> Vec<(String, String)> {
    let query = url.query().unwrap_or_default();
    let pairs = query.split(['&', ';']).filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(value))
        })
        .collect()
}

/// A parameter by which another path says that it is a page of a list.
fn is_page_mark(name: &str, value: &str) -> bool {
    let lower = name.to_lowercase();
    (CURSOR.contains(&lower.as_str()) && !value.is_empty())
        || (counts(name) == Some(Counts::Pages) && last_number(value).is_some_and(|number| number <= 2))
}

/// Whether a path ends in `/page/2` or the like and begins as this page's does: some sites write the first page of a
/// list in another way.
fn is_second_page(here: &str, there: &str) -> bool {
    let mut parts = there.rsplit(['/', '-', ',', ':']);
    let (number, name) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let first = |path: &str| path.split('/').nth(1).map(str::to_owned);
    number == "2" && PAGE.contains(&name) && first(here) == first(there)
}

fn by_query(here: &[(String, String)], there: &[(String, String)], is_home: bool) -> Step {
    let value_here =
        |name: &str| here.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value);
    let changed: Vec<&(String, String)> =
        there.iter().filter(|(name, value)| value_here(name) != Some(value)).collect();
    let gone: Vec<&(String, String)> =
        here.iter().filter(|(name, _)| !there.iter().any(|(other, _)| other.eq_ignore_ascii_case(name))).collect();
    let mut numbers: Vec<Numbered> =
        changed.iter().filter_map(|(name, value)| by_value(name, value_here(name), value)).collect();
    // `/?p=57` is how WordPress numbers its articles.
    if is_home && here.len() == 1 {
        for number in numbers.iter_mut().filter(|number| number.key == "p" && number.from.is_some()) {
            number.counts = Counts::Something;
        }
    }
    numbers.sort_by_key(|number| std::cmp::Reverse(number.counts));
    let is_mark = |(name, _): &&&(String, String)| MARK.contains(&name.to_lowercase().as_str());
    let is_alone = changed.len() == 1 && !changed.iter().any(|pair| is_mark(&pair));
    if let Some(number) = numbers.first().filter(|number| number.counts == Counts::Pages || is_alone) {
        return Step::Number(number.clone());
    }
    let is_cursor = |(name, value): &(String, String)| {
        CURSOR.contains(&name.to_lowercase().as_str())
            && !value.is_empty()
            && words(name).iter().all(|word| !is_other(word))
    };
    if changed.iter().any(|pair| is_cursor(pair)) {
        return Step::Cursor;
    }
    // The first page often has no number at all.
    if let Some((name, value)) = gone.iter().find(|(name, _)| counts(name) == Some(Counts::Pages))
        && changed.is_empty()
    {
        let numbered = Numbered {
            key: name.to_lowercase(),
            from: last_number(value),
            to: None,
            counts: Counts::Pages,
            is_offset: false,
        };
        return Step::Number(numbered);
    }
    if changed.is_empty() && gone.is_empty() {
        return Step::Same;
    }
    Step::Query
}

fn by_value(name: &str, here: Option<&String>, there: &str) -> Option<Numbered> {
    let counts = counts(name);
    let is_list = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b',');
    if is_list(there) && here.is_none_or(|here| is_list(here)) {
        let from = here.and_then(|here| last_number(here));
        let words = words(name);
        let is_offset = words.iter().any(|word| OFFSET.contains(&word.as_str()) || SIZE.contains(&word.as_str()));
        let to = Some(last_number(there)?);
        return Some(Numbered { key: name.to_lowercase(), from, to, counts: counts?, is_offset });
    }
    // `topic=512.0` and `topic=512.15`: the number after the common beginning.
    let Difference { from, to, before, .. } = difference(here?, there)?;
    (before.ends_with(['.', '-', ',']) && from.is_some()).then(|| Numbered {
        key: format!("{} {before}", name.to_lowercase()),
        from,
        to,
        counts: Counts::Something,
        is_offset: true,
    })
}

fn last_number(text: &str) -> Option<u64> {
    text.rsplit(',').next()?.parse().ok()
}

/// Two texts that differ in one number.
struct Difference {
    from: Option<u64>,
    to: Option<u64>,
    /// All that stands before the number.
    before: String,
    /// Of that, what only one of the texts has.
    added: String,
    /// All that stands after what differs.
    after: String,
}

/// Where two texts differ, if it is by one number.
fn difference(here: &str, there: &str) -> Option<Difference> {
    let (a, b): (Vec<char>, Vec<char>) = (here.chars().collect(), there.chars().collect());
    let mut start = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let most = a.len().min(b.len()) - start;
    let mut end = a.iter().rev().zip(b.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let digit = |text: &[char], at: usize| text.get(at).is_some_and(char::is_ascii_digit);
    // A number is taken whole: 19 and 20 differ in both digits, 10 and 11 in one.
    while start > 0 && digit(&b, start - 1) && (digit(&a, start) || digit(&b, start)) {
        start -= 1;
    }
    while end > 0 && digit(&b, b.len() - end) && (digit(&a, a.len() - end - 1) || digit(&b, b.len() - end - 1)) {
        end -= 1;
    }
    let middle = |text: &[char]| text.get(start..text.len() - end).unwrap_or_default().iter().collect::<String>();
    let (here, there) = (middle(&a), middle(&b));
    let before: String = b.get(..start).unwrap_or_default().iter().collect();
    let (from, this_shape) = number_in(&here)?;
    let (to, that_shape) = number_in(&there)?;
    let is_same = this_shape == that_shape || this_shape.0.is_empty() || that_shape.0.is_empty() || to.is_none();
    let is_index = INDEX.contains(&here.as_str()) || here.is_empty() || from.is_some();
    let put_in = if to.is_some() { that_shape.0 } else { this_shape.0 };
    let suffix: String = b.get(b.len() - end..).unwrap_or_default().iter().collect();
    let before = format!("{before}{put_in}");
    let is_one = is_same && is_index && (from.is_some() || to.is_some());
    is_one.then_some(Difference { from, to, before, added: put_in, after: suffix })
}

/// The one number of a text, with what stands before and after it.
fn number_in(text: &str) -> Option<(Option<u64>, (String, String))> {
    let Some(start) = text.find(|letter: char| letter.is_ascii_digit()) else {
        return Some((None, (text.to_owned(), String::new())));
    };
    let (before, rest) = text.split_at(start);
    let end = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
    let (number, after) = rest.split_at(end);
    let has_more = after.contains(|letter: char| letter.is_ascii_digit());
    (!has_more && number.len() < 15).then(|| (number.parse().ok(), (before.to_owned(), after.to_owned())))
}

fn by_path(here: &str, there: &str) -> Option<Step> {
    let Difference { from, to, before, added, after } = difference(here, there)?;
    let name = name_before(&before);
    if is_date(&before, &after, to.or(from)?) {
        return None;
    }
    let name_words = words(&name);
    if before.ends_with("comment-page-") || name_words.iter().any(|word| is_other(word)) {
        return None;
    }
    let last = name_words.last().map(String::as_str).unwrap_or_default();
    let is_page = PAGE.contains(&last) || last == "oa" || last == "start";
    // What is put in must say what it is: `/2` and `/pagina-2` do, `/articolo/2` does not.
    let is_bare = added.chars().all(|letter| !letter.is_alphabetic());
    if from.is_none() && !is_page && !is_bare && !INDEX.contains(&last) {
        return None;
    }
    let counts = if is_page { Counts::Pages } else { Counts::Something };
    let is_offset = matches!(last, "oa" | "start" | "p") || (from.is_none() && is_bare && !is_page);
    Some(Step::Number(Numbered { key: format!("/{before}"), from, to, counts, is_offset }))
}

/// The letters next to the number, over signs: of `/annunci/pagina-` it is `pagina`.
fn name_before(before: &str) -> String {
    let trimmed = before.trim_end_matches(|letter: char| !letter.is_alphabetic());
    let start = trimmed.rfind(['/', ',', ';', '?', '&']).map_or(0, |at| at + 1);
    trimmed.get(start..).unwrap_or_default().to_owned()
}

/// A year, or what follows one: `/2026/11/04`, `2026-11-05`.
fn is_date(before: &str, after: &str, number: u64) -> bool {
    let is_year = |text: &str| text.len() == 4 && text.parse().is_ok_and(|year: u64| (1_900..=2_100).contains(&year));
    let parts: Vec<&str> = before.split(['/', '-', '_', '.']).filter(|part| !part.is_empty()).collect();
    let digits_before = before.ends_with(['/', '-', '_', '.']).then(|| parts.last().copied()).flatten();
    let follows_year = digits_before.is_some_and(is_year)
        || (digits_before.is_some_and(|part| part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit()))
            && parts.iter().rev().nth(1).is_some_and(|part| is_year(part)));
    let starts_date =
        after.starts_with(['/', '-']) && after.chars().nth(1).is_some_and(|letter| letter.is_ascii_digit());
    follows_year || (is_year(&number.to_string()) && (starts_date || !before.ends_with("page/")))
}
