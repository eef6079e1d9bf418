//! What in a text is not TOML, without losing the rest of it.
//!
//! One bracket that is not closed makes nonsense of all that follows, so the text is looked at header by
//! header, the first fault of each part is noted, the lines of its key are blanked out, and the part is
//! looked at again. What remains is read for its meaning, at the very places where it stood.

use std::ops::Range;

use toml::de::{DeTable, Error};

use crate::domain::Report;

/// After this many faults the rest of the text is left alone.
const MOST: usize = 200;

/// A text of which every line is TOML.
pub(super) struct Mended {
    /// The text, as long as the first, with spaces where it was not TOML.
    pub(super) text: String,
    /// Where it was not: keys that stood there are not missing.
    pub(super) damaged: Vec<usize>,
}

/// Notes all that is not TOML, and gives back the rest.
pub(super) fn mend(text: &str, report: &mut Report<'_>) -> Mended {
    let mut mended = Mended { text: text.to_owned(), damaged: Vec::new() };
    if errors(text).is_empty() {
        return mended;
    }
    let lines = lines(text);
    let mut left = MOST;
    for part in parts(text, &lines) {
        while let Some(first) = errors(mended.text.get(part.clone()).unwrap_or_default()).into_iter().next() {
            let span = first.span().unwrap_or(0..0);
            let span = part.start + span.start..part.start + span.end;
            let block = if left == 0 { part.start..text.len() } else { block(text, &lines, &part, span.start) };
            if !first.message().contains("duplicate key") {
                mended.damaged.push(block.start);
            }
            fault(text, &first, span, &block, report);
            blank(&mut mended.text, &block);
            if left == 0 {
                break;
            }
            left -= 1;
        }
    }
    // Faults of one part need not come in order, and what was said twice adds none.
    mended.damaged.sort_unstable();
    // What is left are words said twice, which only the whole text shows.
    for error in errors(&mended.text) {
        let span = error.span().unwrap_or(0..0);
        fault(text, &error, span.clone(), &span, report);
    }
    mended
}

fn errors(text: &str) -> Vec<Error> {
    // A part alone may say twice what the whole says once: duplicates are for the whole.
    DeTable::parse_recoverable(text).1
}

fn lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    text.split_inclusive('\n')
        .map(|line| {
            let range = start..start + line.len();
            start = range.end;
            range
        })
        .collect()
}

/// The text from one header to the next.
fn parts(text: &str, lines: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut starts: Vec<usize> = lines
        .iter()
        .filter(|line| is_header(text.get((*line).clone()).unwrap_or_default()))
        .map(|line| line.start)
        .collect();
    if starts.first() != Some(&0) {
        starts.insert(0, 0);
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// The lines of the key at fault: from the last line that begins a key, to before the next that does.
fn block(text: &str, lines: &[Range<usize>], part: &Range<usize>, at: usize) -> Range<usize> {
    let inside: Vec<&Range<usize>> =
        lines.iter().filter(|line| part.start <= line.start && line.end <= part.end).collect();
    let begins = |line: &&Range<usize>| {
        let line = text.get((*line).clone()).unwrap_or_default();
        is_header(line) || is_key(line)
    };
    // At the very end of a part nothing is left to be at fault: what was begun before it is.
    let at = at.min(part.end.saturating_sub(1));
    let own = inside.iter().rposition(|line| line.start <= at).unwrap_or(0);
    let first = (0..=own).rev().find(|index| inside.get(*index).is_some_and(begins)).unwrap_or(own);
    let next = (first + 1..inside.len()).find(|index| inside.get(*index).is_some_and(begins));
    let start = inside.get(first).map_or(part.start, |line| line.start);
    let end = next.and_then(|next| inside.get(next)).map_or(part.end, |line| line.start);
    // A header that cannot be read takes its keys with it: they would pass for another table's.
    if is_header(text.get(start..end).unwrap_or_default()) { part.clone() } else { start..end.max(start) }
}

fn is_header(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with('[') && line.chars().nth(1).is_some_and(|next| next == '[' || next.is_alphabetic())
}

fn is_key(line: &str) -> bool {
    let Some((key, _)) = line.split_once('=') else { return false };
    let key = key.trim();
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '"'))
}

fn blank(text: &mut String, range: &Range<usize>) {
    let blanks: String = text
        .get(range.clone())
        .unwrap_or_default()
        .bytes()
        .map(|byte| if byte == b'\n' { '\n' } else { ' ' })
        .collect();
    text.replace_range(range.clone(), &blanks);
}

fn fault(text: &str, error: &Error, span: Range<usize>, block: &Range<usize>, report: &mut Report<'_>) {
    let message = error.message();
    let written = text.get(span.clone()).unwrap_or_default();
    let remedy = if message.contains("duplicate key") {
        "a key stands once in its table: keep one of the two".to_owned()
    } else if message.contains("must be quoted") {
        format!("write it in quotes: \"{}\"", written.chars().take(60).collect::<String>())
    } else if message.contains("unclosed array") || message.contains("array elements") {
        "write `,` between two values and `]` where the array ends".to_owned()
    } else if message.contains("inline table") {
        "write `,` between two keys and `}` where the table ends".to_owned()
    } else if message.contains("escape") {
        "double the backslash, or write the text in 'single quotes', which take it as it is".to_owned()
    } else if message.contains("string") {
        "write the same quote where the text ends".to_owned()
    } else if message.contains("table header") || message.contains("unclosed table") {
        "write it like `[source.list]` or `[[source]]`".to_owned()
    } else {
        "write each key on a line of its own, like `every = \"6h\"`".to_owned()
    };
    // A fault is sometimes noticed only where the text ends; it is shown where its key does.
    let last = block.start + text.get(block.clone()).unwrap_or_default().trim_end().len();
    let start = span.start.min(last.max(block.start));
    report.fault(start..span.end.min(last).max(start), format!("not TOML: {message}"), remedy);
}
