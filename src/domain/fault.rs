//! What is wrong in a file that a person wrote: where, what, and how to mend it.
//!
//! Faults are collected and shown at once, because a person who mends a file wants one list and not a
//! conversation. Whoever reads a file keeps a [`Report`] while reading and hands out the [`Faults`] at the end.

use std::fmt;
use std::fmt::Write as _;
use std::ops::Range;
use std::time::Duration;

/// An excerpt shows at most this many characters on either side of the fault's first one.
const EXCERPT: usize = 100;

/// More faults than these are counted and not shown: such a file is not what it was taken for.
const MOST: usize = 1_000;

/// One fault of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The bytes of the file that are at fault.
    pub span: Range<usize>,
    /// The line on which they begin, from 1.
    pub line: usize,
    /// The column at which they begin, in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What would be right.
    pub remedy: String,
}

/// Every fault of a file, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Faults(pub Vec<Fault>);

impl Faults {
    /// The faults as a person wants to see them: place, message, the line itself, a caret and the remedy.
    /// `text` is what was read, `file` what it is called.
    #[must_use]
    pub fn render(&self, file: &str, text: &str) -> String {
        let lines: Vec<&str> = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).collect();
        let mut rendered = String::new();
        for fault in &self.0 {
            let line = lines.get(fault.line.saturating_sub(1)).copied().unwrap_or_default();
            // Writing to a string cannot fail.
            let _ = render_one(&mut rendered, file, fault, line);
        }
        rendered
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, Fault { line, column, message, remedy, .. }) in self.0.iter().enumerate() {
            let end = if index == 0 { "" } else { "\n" };
            write!(f, "{end}{line}:{column}: {message}: {remedy}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}

fn render_one(out: &mut String, file: &str, fault: &Fault, line: &str) -> fmt::Result {
    let Fault { span, line: number, column, message, remedy } = fault;
    writeln!(out, "{file}:{number}:{column}: error: {message}")?;
    let before = column.saturating_sub(1);
    let cut = before.saturating_sub(EXCERPT);
    let excerpt: String = line.chars().skip(cut).take(2 * EXCERPT).collect();
    // Tabs are kept in the margin, so that the caret stands under its place however wide they are.
    let margin: String = excerpt.chars().take(before - cut).map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
    let left = excerpt.chars().count().saturating_sub(before - cut);
    let start = line.char_indices().nth(before).map_or(line.len(), |(index, _)| index);
    let marked = line.get(start..).unwrap_or_default();
    let width = marked.char_indices().take_while(|(index, _)| *index < span.len()).count().min(left).max(1);
    writeln!(out, " {number} | {excerpt}")?;
    let gutter = " ".repeat(number.to_string().len());
    writeln!(out, " {gutter} | {margin}{} {remedy}", "^".repeat(width))
}

/// The faults found so far in one text.
#[derive(Debug)]
pub struct Report<'t> {
    text: &'t str,
    line_starts: Vec<usize>,
    faults: Vec<Fault>,
    /// How many were noted beyond those that are kept.
    more: usize,
}

impl<'t> Report<'t> {
    /// An empty report on `text`.
    #[must_use]
    pub fn on(text: &'t str) -> Self {
        let line_starts = std::iter::once(0).chain(text.match_indices('\n').map(|(index, _)| index + 1)).collect();
        Self { text, line_starts, faults: Vec::new(), more: 0 }
    }

    /// The text that is reported on.
    #[must_use]
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Notes one fault. A span that does not lie in the text is moved to its end.
    pub fn fault(&mut self, span: Range<usize>, message: impl Into<String>, remedy: impl Into<String>) {
        if self.faults.len() >= MOST {
            self.more += 1;
            return;
        }
        self.keep(span, message.into(), remedy.into());
    }

    fn keep(&mut self, span: Range<usize>, message: String, remedy: String) {
        let start = self.text.floor_char_boundary(span.start);
        let span = start..span.end.max(start);
        let line = self.line_of(start);
        let line_start = self.line_starts.get(line - 1).copied().unwrap_or_default();
        let column = self.text.get(line_start..start).unwrap_or_default().chars().count() + 1;
        self.faults.push(Fault { span, line, column, message, remedy });
    }

    /// The line, from 1, on which that byte stands.
    #[must_use]
    pub fn line_of(&self, byte: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= byte).max(1)
    }

    /// Every fault noted, in the order of the text, each place and message once.
    #[must_use]
    pub fn finish(mut self) -> Faults {
        self.faults.sort_by(|a, b| (a.span.start, &a.message).cmp(&(b.span.start, &b.message)));
        self.faults.dedup_by(|a, b| a.span.start == b.span.start && a.message == b.message);
        if self.more > 0 {
            let message = format!("{} more faults are not shown", self.more);
            self.keep(self.text.len()..self.text.len(), message, "mend the first ones, and look again".to_owned());
        }
        Faults(self.faults)
    }
}

/// The known word that was probably meant by an unknown one.
#[must_use]
pub fn did_you_mean<'k>(unknown: &str, known: &[&'k str]) -> Option<&'k str> {
    // Nobody mistypes a key of this length, and the distance is quadratic in it.
    if unknown.len() > 64 {
        return None;
    }
    let unknown = unknown.to_lowercase();
    let allowed = (unknown.chars().count() / 3).max(1);
    known
        .iter()
        .map(|word| (strsim::damerau_levenshtein(&unknown, word), *word))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// Reads a length of time: a whole number and `ms`, `s`, `m`, `h` or `d`.
///
/// # Errors
/// A text that is none, said in a sentence.
pub fn duration(text: &str) -> Result<Duration, String> {
    let fault = || format!("not a duration: \"{text}\"");
    let text = text.trim();
    let digits = text.find(|character: char| !character.is_ascii_digit()).ok_or_else(fault)?;
    let (count, unit) = text.split_at(digits);
    let count: u64 = count.parse().map_err(|_| fault())?;
    let milliseconds = match unit.trim_start() {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => return Err(fault()),
    };
    count.checked_mul(milliseconds).map(Duration::from_millis).ok_or_else(fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_shown_with_its_line_a_caret_and_a_remedy() {
        let text = "name = \"a\"\nevery = \"6 ours\"\n";
        let mut report = Report::on(text);
        report.fault(19..27, "`every` is not a duration: \"6 ours\"", "write it like \"30m\", \"6h\", \"2d\"");
        let expected = "\
sources.toml:2:9: error: `every` is not a duration: \"6 ours\"
 2 | every = \"6 ours\"
   |         ^^^^^^^^ write it like \"30m\", \"6h\", \"2d\"
";
        assert_eq!(report.finish().render("sources.toml", text), expected);
    }

    #[test]
    fn columns_count_characters_and_tabs_keep_the_caret_in_place() {
        let text = "\t\"città\" = 1\r\n";
        let mut report = Report::on(text);
        report.fault(12..13, "no", "yes");
        let faults = report.finish();
        assert_eq!((faults.0[0].line, faults.0[0].column), (1, 12));
        assert_eq!(faults.render("f", text), "f:1:12: error: no\n 1 | \t\"città\" = 1\n   | \t          ^ yes\n");
    }

    #[test]
    fn a_span_outside_the_text_or_across_lines_is_still_shown() {
        let text = "a = 1\nb = 2";
        let mut report = Report::on(text);
        report.fault(4..11, "across", "mend");
        report.fault(900..901, "outside", "mend");
        let rendered = report.finish().render("f", text);
        assert!(rendered.contains(" 1 | a = 1\n   |     ^ mend"), "{rendered}");
        assert!(rendered.contains("f:2:6: error: outside\n 2 | b = 2\n   |      ^ mend"), "{rendered}");
    }

    #[test]
    fn a_very_long_line_is_cut_around_the_fault() {
        let text = format!("x = \"{}\"", "è".repeat(5_000));
        let mut report = Report::on(&text);
        report.fault(6_005..6_007, "here", "mend");
        let rendered = report.finish().render("f", &text);
        assert!(rendered.len() < 1_200, "{}", rendered.len());
    }

    #[test]
    fn faults_come_in_the_order_of_the_text_and_once_each() {
        let mut report = Report::on("abc");
        report.fault(2..3, "c", "");
        report.fault(0..1, "a", "");
        report.fault(2..3, "c", "");
        assert_eq!(report.finish().0.iter().map(|fault| fault.column).collect::<Vec<_>>(), [1, 3]);
    }

    #[test]
    fn a_flood_of_faults_ends_with_their_count() {
        let mut report = Report::on("abc");
        for index in 0..MOST + 7 {
            report.fault(1..2, format!("{index}"), "");
        }
        let faults = report.finish().0;
        assert_eq!(faults.len(), MOST + 1);
        assert_eq!(faults.last().unwrap().message, "7 more faults are not shown");
    }

    #[test]
    fn a_mistyped_word_is_recognised_and_a_foreign_one_is_not() {
        let known = ["concurrency", "delay", "hours"];
        assert_eq!(did_you_mean("concurency", &known), Some("concurrency"));
        assert_eq!(did_you_mean("Dealy", &known), Some("delay"));
        assert_eq!(did_you_mean("colour", &known), None);
        assert_eq!(did_you_mean(&"x".repeat(1_000_000), &known), None);
    }

    #[test]
    fn durations_are_a_number_and_a_unit() {
        for (text, milliseconds) in
            [("500ms", 500), ("30s", 30_000), ("5m", 300_000), ("6h", 21_600_000), ("2d", 172_800_000), ("0s", 0)]
        {
            assert_eq!(duration(text), Ok(Duration::from_millis(milliseconds)), "{text}");
        }
        for text in ["", "6", "h", "6 ours", "-1s", "1.5h", "99999999999999999999d", "18446744073709551615d", "６h"] {
            assert!(duration(text).is_err(), "{text}");
        }
    }
}
