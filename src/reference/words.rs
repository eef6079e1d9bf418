//! Text as words: folded for looking up, with what stood between them and how they were written.
//!
//! Folding makes `Forlì`, `FORLI'`, `𝐅𝐨𝐫𝐥𝐢` and `forliii` one word: compatibility forms, case, accents and
//! drawn-out letters go, apostrophes and hyphens part words. What parts *sentences* stays known, so that no name is read across a full stop.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What stood before a word, from the loosest join to the hardest cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Nothing: a letter met a digit, as in `25anni`.
    Tight,
    /// White space.
    Space,
    /// An apostrophe, hyphen or slash, or a dot that abbreviates (`S. Pietro`).
    Joint,
    /// A comma.
    Comma,
    /// A bracket.
    Bracket,
    /// The end of a sentence or line, any other sign, or the start of the text.
    Stop,
}

impl Gap {
    /// Whether a name of several words may go on across this gap.
    #[must_use]
    pub fn joins(self) -> bool {
        self <= Self::Joint
    }
}

/// How a word was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// `modena`
    Lower,
    /// `Modena`
    Capital,
    /// `MODENA`, also a single capital.
    Upper,
    /// `41121`
    Digits,
}

/// One word of a text.
#[derive(Debug, Clone, Copy)]
pub struct Word {
    start: usize,
    end: usize,
    /// Where it stands in the text that was given.
    from: usize,
    to: usize,
    /// How it was written.
    pub case: Case,
    /// What stood before it.
    pub gap: Gap,
}

/// A text as folded words.
///
/// In the folded text each word has a space of its own on both sides, so that ` san  pietro ` is found as
/// whole words by plain substring search, two names side by side share no byte, and a line break stands
/// where a name cannot go on.
#[derive(Debug, Default)]
pub struct Words {
    folded: String,
    words: Vec<Word>,
}

impl Words {
    /// The words of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut reader = Reader { out: Self::default(), run: None, gap: Gap::Stop, place: 0 };
        reader.out.folded.reserve(text.len() + text.len() / 3);
        let mut characters = text.char_indices().peekable();
        while let Some((place, character)) = characters.next() {
            reader.place = place;
            reader.read(character, characters.peek().map(|(_, next)| *next));
        }
        reader.place = text.len();
        reader.close();
        reader.out
    }

    /// The folded text, for a search over all of it.
    #[must_use]
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// How many words there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is no word at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The word at `index`, folded; empty past either end.
    #[must_use]
    pub fn text(&self, index: usize) -> &str {
        self.words.get(index).and_then(|word| self.folded.get(word.start..word.end)).unwrap_or_default()
    }

    /// How the word at `index` was written and what stands before it.
    #[must_use]
    pub fn word(&self, index: usize) -> Option<&Word> {
        self.words.get(index)
    }

    /// What stands before the word at `index`; past the end, a stop.
    #[must_use]
    pub fn gap(&self, index: usize) -> Gap {
        self.words.get(index).map_or(Gap::Stop, |word| word.gap)
    }

    /// Where the words from `first` to `last` stand in the text that was given, in bytes.
    #[must_use]
    pub fn source(&self, first: usize, last: usize) -> std::ops::Range<usize> {
        match (self.words.get(first), self.words.get(last)) {
            (Some(first), Some(last)) => first.from..last.to.max(first.from),
            _ => 0..0,
        }
    }

    /// The first and last word of a stretch of the folded text.
    #[must_use]
    pub fn span(&self, start: usize, end: usize) -> (usize, usize) {
        let first = self.words.partition_point(|word| word.start <= start);
        let last = self.words.partition_point(|word| word.end < end);
        (first, last.saturating_sub(1).max(first))
    }

    /// Whether most words within sentences are written small, so that a capital says "name".
    #[must_use]
    pub fn capitals_tell(&self) -> bool {
        let within = || self.words.iter().filter(|word| word.gap != Gap::Stop);
        let small = within().filter(|word| word.case == Case::Lower).count();
        let large = within().filter(|word| matches!(word.case, Case::Capital | Case::Upper)).count();
        small > 0 && small + 1 >= large
    }
}

/// A name, folded the same way: words with one space between.
#[must_use]
pub fn fold(name: &str) -> String {
    let words = Words::of(name);
    (0..words.len()).map(|index| words.text(index)).collect::<Vec<_>>().join(" ")
}

struct Reader {
    out: Words,
    run: Option<Run>,
    gap: Gap,
    /// Where the character that is being read stands in the text.
    place: usize,
}

/// The word being read.
struct Run {
    start: usize,
    from: usize,
    letters: usize,
    capitals: usize,
    first_is_capital: bool,
    digits: bool,
}

impl Reader {
    fn read(&mut self, character: char, next: Option<char>) {
        if character.is_ascii_alphanumeric() {
            self.add(character.to_ascii_lowercase(), character.is_ascii_uppercase());
        } else if character.is_ascii() {
            self.part(character, next);
        } else if is_combining_mark(character) || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{ad}') {
            // Accents written apart, joiners and soft hyphens: part of the word, and dropped.
        } else if character.is_alphanumeric() {
            let capital = character.is_uppercase();
            for part in std::iter::once(character).nfkd().filter(|part| part.is_alphanumeric()) {
                for small in part.to_lowercase() {
                    self.add(small, capital || part.is_uppercase());
                }
            }
        } else {
            self.part(character, next);
        }
    }

    fn add(&mut self, character: char, capital: bool) {
        let digit = character.is_numeric();
        if self.run.as_ref().is_some_and(|run| run.digits != digit) {
            self.close();
            self.gap = Gap::Tight;
        }
        if self.run.is_none() {
            let folded = &mut self.out.folded;
            folded.push_str(if self.gap.joins() || folded.is_empty() { " " } else { "\n " });
            let start = folded.len();
            self.run = Some(Run {
                start,
                from: self.place,
                letters: 0,
                capitals: 0,
                first_is_capital: capital,
                digits: digit,
            });
        }
        if let Some(run) = &mut self.run {
            run.letters += 1;
            run.capitals += usize::from(capital);
        }
        self.out.folded.push(character);
    }

    fn part(&mut self, character: char, next: Option<char>) {
        let short = match &self.run {
            Some(run) => run.letters <= 2 && !run.digits,
            None => false,
        };
        let gap = match character {
            ' ' | '\t' | '\u{a0}' => Gap::Space,
            '\'' | '’' | '‘' | '`' | '´' | '-' | '‐' | '‑' | '_' | '/' => Gap::Joint,
            '.' if short || next.is_some_and(char::is_alphabetic) => Gap::Joint,
            ',' => Gap::Comma,
            '(' | ')' | '[' | ']' => Gap::Bracket,
            other if other.is_whitespace() && other != '\n' && other != '\r' => Gap::Space,
            _ => Gap::Stop,
        };
        self.close();
        self.gap = self.gap.max(gap);
    }

    fn close(&mut self) {
        let Some(run) = self.run.take() else { return };
        if let Some(word) = self.out.folded.get(run.start..).filter(|_| !run.digits).and_then(undrawn) {
            self.out.folded.truncate(run.start);
            self.out.folded.push_str(&word);
        }
        let end = self.out.folded.len();
        self.out.folded.push(' ');
        let case = match run.capitals {
            _ if run.digits => Case::Digits,
            0 => Case::Lower,
            capitals if capitals == run.letters => Case::Upper,
            _ if run.first_is_capital => Case::Capital,
            _ => Case::Lower,
        };
        self.out.words.push(Word { start: run.start, end, from: run.from, to: self.place, case, gap: self.gap });
        self.gap = Gap::Tight;
    }
}

/// A word whose letters are drawn out, as it is meant: `ciaooo`, `rosssa`; not `www`, nor `XXIII`.
fn undrawn(word: &str) -> Option<String> {
    let is_drawn = |run: &[u8]| matches!(run, [one, two, three] if one == two && two == three);
    if !word.as_bytes().windows(3).any(is_drawn) || word.chars().all(|letter| "ivxlcdm".contains(letter)) {
        return None;
    }
    let letters: Vec<char> = word.chars().collect();
    let runs: Vec<&[char]> = letters.chunk_by(|one, two| one == two).collect();
    let mut out = String::with_capacity(word.len());
    for (index, run) in runs.iter().enumerate() {
        // Within a word a consonant may stand twice, at its end nothing does.
        let once = index + 1 == runs.len() || run.first().is_some_and(|letter| "aeiou".contains(*letter));
        let kept = if run.len() < 3 { run.len() } else { 2 - usize::from(once) };
        out.extend(run.iter().take(kept));
    }
    (runs.len() > 1).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_in_many_writings_folds_to_the_same_words() {
        for name in ["Forlì", "FORLI'", "forlì", "𝐅𝐨𝐫𝐥𝐢", "Forli\u{300}", "Forlí"] {
            assert_eq!(fold(name), "forli", "{name}");
        }
        assert_eq!(fold("Reggio nell’Emilia"), "reggio nell emilia");
        assert_eq!(fold("Sant'Ilario d'Enza"), "sant ilario d enza");
        assert_eq!(fold("S.Lazzaro"), "s lazzaro");
        assert_eq!(fold("25anni"), "25 anni");
        assert_eq!(fold("bolognaaaa rosssa BIOOONDA"), "bologna rossa bionda");
        assert_eq!(fold("www aaa XXIII zoo ciao 333"), "www aaa xxiii zoo ciao 333");
    }

    #[test]
    fn a_name_is_not_read_across_a_full_stop() {
        let words = Words::of("Sono a Castel. San Pietro, mai. S. Pietro");
        assert!(!words.folded().contains(" castel  san "));
        assert!(words.folded().contains(" san  pietro "));
        assert!(words.folded().contains(" s  pietro "));
    }

    #[test]
    fn a_stretch_of_the_folded_text_is_known_by_its_words() {
        let words = Words::of("Via Roma, a MODENA 41121");
        let at = words.folded().find(" modena ").unwrap();
        assert_eq!(words.span(at, at + " modena ".len()), (3, 3));
        assert_eq!(words.word(3).unwrap().case, Case::Upper);
        assert_eq!(words.word(4).unwrap().case, Case::Digits);
        assert_eq!(words.gap(2), Gap::Comma);
        assert_eq!(words.source(3, 4), 12..24);
        let at = words.folded().find(" via  roma ").unwrap();
        assert_eq!(words.span(at, at + " via  roma ".len()), (0, 1));
    }
}
