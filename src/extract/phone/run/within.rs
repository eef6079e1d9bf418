//! What a run and the text beside it say of the piece that comes next.

use crate::reference::look_alike::look_alike;
use crate::reference::number_word::{Meaning, Reach};

use super::super::aside;
use super::super::backwards::cut;
use super::super::piece::{self, Gap, Piece};
use super::super::spelling::{self, Digits};
use super::super::token::{Kind, Token};
use super::super::worded;
use super::Gatherer;

/// Words between the promise of a prefix and the prefix.
const PROMISED: usize = 6;
/// Characters within which the prefix follows that a word begins with.
const PREFIX_NEAR: usize = 8;
/// Digits of a mobile behind its prefix.
const REST: usize = 7;
/// Signs of money in one gap.
const MARKS: usize = 4;
/// Tokens of a number that is told digit by digit, with a word in each gap.
const ROW: usize = 24;
/// The hours at which somebody answers, which are not counted: `384… ore pasti`.
const HOURS: [&str; 8] = ["pasti", "ufficio", "serali", "pomeridiane", "cena", "negozio", "lavoro", "diurne"];
/// The last letters of `P. I.`, `S/N`, `P/N`, `P.O.`: each with the mark before it, and what may stand before that.
const ENDS: [(&str, char, &str); 3] = [("i", '.', "p"), ("n", '/', "sp"), ("o", '.', "p")];
/// Laws and their like, by what stands before their number, and the letters of the longest.
const LAWS: [&str; 16] =
    ["l", "r", "m", "lr", "dl", "dm", "ce", "ue", "cee", "lgs", "dgr", "dpr", "dlgs", "dpcm", "legge", "decreto"];
const LAW: usize = 7;
/// The last letter of the Latin alphabets of Europe.
const LATIN: u32 = 0x24f;
/// Letters of a word that is no abbreviation.
const WORD: usize = 4;
/// How far from a hashtag another may begin, in bytes.
const TAGS: usize = 32;

impl Gatherer<'_> {
    /// Whether a letter is what is left of a word before an apostrophe, or the label of what follows: `l'otto`, `b) 8`.
    pub(super) fn is_mere_letter(&self, piece: &Piece, word: &str) -> bool {
        let mut after = self.text.get(piece.end..).unwrap_or_default().chars();
        match (word.len(), after.next()) {
            (1, Some('\'' | '’')) => after.next().is_some_and(char::is_alphabetic),
            (1, Some(')' | '=')) => piece.gap.spaces > 0 || piece.gap.lines > 0,
            _ => false,
        }
    }

    /// Whether a clause ends at a place, so that no name of a street follows: `vado via, …`.
    pub(super) fn is_left(&self, end: usize) -> bool {
        self.text.get(end..).is_some_and(|after| after.starts_with([',', ';', '!', '?', ')', ':', '…']))
    }

    /// Whether an announced number has begun and is not complete: a word within it need not end it.
    pub(super) fn is_incomplete(&self) -> bool {
        let strange = self.tokens.iter().rev().take_while(|token| token.kind == Kind::Strange).count();
        let mut digits = 0;
        strange < 2
            && self.tokens.iter().rev().take(ROW).any(|token| {
                digits += token.digits.len();
                digits < 10 && (token.cued || matches!(token.digits.as_slice(), [3, ..])) && digits > 0
            })
    }

    /// Whether a piece begins words that are no part of the number, and end before its next digits; or is the word
    /// after a `no`: `385 no sms 05 no anonimi 17`.
    pub(super) fn is_aside(&mut self, piece: &Piece, word: &str) -> bool {
        let Some(last) = self.tokens.last() else { return false };
        if !matches!(last.kind, Kind::Plain | Kind::Filler) || last.quantity || piece.gap.lines > 0 {
            return false;
        }
        if last.kind == Kind::Filler {
            let refuses = piece.gap.marks == 0 && self.text.get(last.start..last.end) == Some("no");
            return refuses
                && self.is_incomplete()
                && spelling::meaning(word).is_none_or(|meaning| meaning.value.is_none() && meaning.denial.is_none());
        }
        let end = aside::end(self.text, piece).filter(|_| self.is_incomplete());
        self.aside = end.unwrap_or(self.aside);
        end.is_some()
    }

    /// Whether a word that ends at a place announces the rest of a number whose prefix was announced too.
    pub(super) fn announces_rest(&self, end: usize) -> bool {
        matches!(self.tokens.as_slice(), [only] if only.kind == Kind::Plain
            && (only.cued || self.before.names(only.start))
            && !(only.quantity || only.led || only.denied)
            && aside::is_rest(self.text, end, only.digits.as_slice()))
    }

    /// Whether the prefix of the digits before has been promised, and not told: `davanti metti 384`, `il prefisso lo trovi
    /// nel titolo: 384`.
    pub(super) fn awaits_prefix(&self) -> bool {
        let is_word = |token: &&Token| matches!(token.kind, Kind::Strange | Kind::Filler);
        let words = self.tokens.iter().rev().take_while(is_word).count();
        let mut before = self.tokens.iter().rev().skip(words);
        let last = before.next().filter(|_| words < PROMISED);
        // `davanti a 1234567 ci va 384`
        let mut of_rest = || before.find(|token| !is_word(token)).is_some_and(|token| token.kind == Kind::Prefix);
        last.is_some_and(|last| last.kind == Kind::Prefix || (last.digits.len() == REST && of_rest()))
    }

    /// Whether a word begins a number by its prefix, which follows at once or after a word: `davanti c'è 384`.
    fn promises_prefix(&self, end: usize, meaning: &Meaning) -> bool {
        let after = self.text.get(end..).unwrap_or_default();
        let digits = after.char_indices().take(PREFIX_NEAR).find(|(_, letter)| letter.is_ascii_digit());
        let group = digits.and_then(|(at, _)| after.get(at..)).unwrap_or_default();
        let count = group.bytes().take_while(u8::is_ascii_digit).count();
        meaning.prefix && self.tokens.is_empty() && count == 3 && group.starts_with('3')
    }

    /// Whether the digits behind a word are the rest of a mobile, before which others belong: `davanti a 1234567`.
    pub(super) fn speaks_of_rest(&self, end: usize) -> bool {
        let after = self.text.get(end..).unwrap_or_default();
        let digits = after.strip_prefix(" a ").or(after.strip_prefix(" al ")).unwrap_or_default();
        digits.bytes().take_while(u8::is_ascii_digit).count() == REST
    }

    /// Whether a word tells what one is to call for: `per visite 384…`. What it names is not numbered then.
    fn is_for(&self, piece: &Piece, word: &str, meaning: &Meaning) -> bool {
        let before = self.text.get(..piece.start).unwrap_or_default();
        let many = word.ends_with(['i', 'e']) && meaning.denial == Some(Reach::One);
        many && self.tokens.is_empty()
            && [" per ", "\nper ", "Per ", "PER "].into_iter().any(|what| before.ends_with(what))
    }

    /// Whether other hashtags stand beside one: `#3841234567 #massaggi`.
    pub(super) fn is_among_tags(&self, piece: &Piece) -> bool {
        let is_tag = |word: &str| word.strip_prefix('#').is_some_and(|tag| tag.starts_with(char::is_alphabetic));
        let before = cut(self.text, piece.start.saturating_sub(TAGS), piece.start).trim_end_matches('#').trim_end();
        let after = cut(self.text, piece.end, piece.end + TAGS);
        is_tag(before.rsplit(char::is_whitespace).next().unwrap_or_default())
            || is_tag(after.split_whitespace().next().unwrap_or_default())
    }

    /// Notes that a sentence ends before a piece, if one does.
    pub(super) fn note_sentence(&mut self, piece: &Piece) {
        if piece.gap.spaces > 0 && self.ends_sentence(piece) {
            self.before.end_sentence(self.begins_sentence(piece) || self.ends_word(piece));
        }
    }

    /// Whether a word that announces no number by itself does so here.
    pub(super) fn announces_here(&self, piece: &Piece, word: &str, meaning: &Meaning) -> bool {
        let is_own = meaning.numbers && self.before.is_open() && self.is_own(piece);
        is_own || self.is_for(piece, word, meaning) || self.promises_prefix(piece.end, meaning)
    }

    /// Whether the number that a word speaks of is somebody's own, or follows a colon: `il mio numero è`, `numero:`.
    fn is_own(&self, piece: &Piece) -> bool {
        let before = self.text.get(..piece.start).unwrap_or_default();
        let after = self.text.get(piece.end..).unwrap_or_default();
        let measured = self.tokens.last().is_some_and(|last| last.quantity || last.denied);
        (self.tokens.is_empty() || (measured && piece.gap.marks > 0))
            && (after.starts_with(':')
                || before.get(before.len().saturating_sub(4)..).is_some_and(|end| end.eq_ignore_ascii_case("mio ")))
    }

    /// Whether the gap before a piece ends a sentence: there is a space behind its mark, and a word before it that is no
    /// abbreviation.
    fn ends_sentence(&self, piece: &Piece) -> bool {
        let dash = matches!(piece.gap.first, Some('-' | '–' | '—'))
            && piece.gap.marks == 1
            && piece.gap.spaces > 1
            && self.begins_sentence(piece);
        let before = self.text.get(..piece.gap.start).unwrap_or_default();
        let letters = || before.chars().rev().take(WORD).filter(|letter| letter.is_alphabetic()).count();
        (dash || matches!(piece.gap.first, Some('.' | '!' | '?' | ';'))) && letters() == WORD
    }

    /// Whether the word before the mark that ends a sentence is no abbreviation, as those end with a consonant: `fattura. 384…`.
    fn ends_word(&self, piece: &Piece) -> bool {
        let before = self.text.get(..piece.gap.start).unwrap_or_default();
        before.ends_with(['a', 'e', 'i', 'o', 'à', 'è', 'ì', 'ò', 'ù'])
    }

    /// Whether a piece begins with a capital, behind a word of five letters and more.
    fn begins_sentence(&self, piece: &Piece) -> bool {
        let before = self.text.get(..piece.gap.start).unwrap_or_default();
        let letters = before.chars().rev().take(WORD + 1).filter(|letter| letter.is_alphabetic()).count();
        letters > WORD && self.slice(piece).chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether number words come one after the other here.
    pub(super) fn in_row(&self) -> bool {
        self.tokens.last().is_some_and(|last| matches!(last.kind, Kind::Word(_)))
    }

    /// Whether letters may be digits: capitals, or stuck between marks as the digits around them are, or one among single
    /// digits, or of another alphabet.
    pub(super) fn may_be_digits(&self, word: &str, gap: Gap, end: usize) -> bool {
        let few = word.len() <= 8 && word.chars().count() <= 5;
        let shaped = word.chars().all(|letter| look_alike(letter).is_some()) || worded::roman(word).is_some();
        if !(few && shaped) || self.is_province(word, end) {
            return false;
        }
        let capitals = word.chars().all(char::is_uppercase);
        let scrambled = word.chars().skip(1).any(char::is_uppercase) && !self.tokens.is_empty();
        let stuck = !self.tokens.is_empty() && gap.marks > 0 && gap.spaces == 0;
        let foreign = word.chars().any(|letter| u32::from(letter) > LATIN);
        let odd = foreign && if self.tokens.is_empty() { self.begins_like_three(word, end) } else { true };
        capitals || scrambled || stuck || odd || (word.chars().count() == 1 && self.is_among_single(gap, end))
    }

    /// Whether two letters in brackets are the province of a town: `39041 (BZ)`.
    pub(super) fn is_province(&self, word: &str, end: usize) -> bool {
        let before = self.text.get(..end - word.len()).unwrap_or_default();
        let after = self.text.get(end..).unwrap_or_default();
        word.len() == 2 && before.ends_with('(') && after.starts_with(')')
    }

    /// Notes that the province of a town follows, so that the last digits are its postal code.
    pub(super) fn note_town(&mut self) {
        if let Some(code) = self.tokens.last_mut().filter(|last| last.kind == Kind::Plain && last.digits.len() == 5) {
            (code.quantity, code.denied) = (true, true);
        }
    }

    /// Whether letters of another alphabet begin with what looks like a 3, and digits follow: `з-8-4`.
    fn begins_like_three(&self, word: &str, end: usize) -> bool {
        let after = self.text.get(end..).unwrap_or_default();
        let first = word.chars().next().filter(|letter| u32::from(*letter) > LATIN);
        first.and_then(look_alike) == Some(3) && after.chars().take(2).any(|letter| letter.is_ascii_digit())
    }

    /// Whether a letter stands among single digits, with the same gaps: `3 8 4 l 2 б 4`.
    fn is_among_single(&self, gap: Gap, end: usize) -> bool {
        let single =
            |token: &Token| token.digits.len() == 1 && matches!(token.kind, Kind::Plain | Kind::Weak | Kind::Disguised);
        let before = self.tokens.iter().rev().take(2).filter(|token| single(token)).count() == 2
            && self.tokens.last().is_some_and(|last| last.gap.texture() == gap.texture());
        let mut after = self.text.get(end..).unwrap_or_default().chars();
        let spaced = after.next().is_none_or(|space| space == ' ')
            && after.next().is_none_or(|letter| look_alike(letter).is_some() || letter.is_ascii_digit());
        before && spaced && gap.spaces == 1 && after.next().is_none_or(|next| !next.is_alphanumeric())
    }

    /// Whether a small number follows a unit, so that the unit belongs to that one: `ore 10-22`.
    pub(super) fn goes_before(&self, end: usize, limit: u16) -> bool {
        let after = self.text.get(end..).unwrap_or_default();
        let after = after.trim_start_matches([' ', ':']);
        let count = after.bytes().take(5).take_while(u8::is_ascii_digit).count();
        after.get(..count).and_then(|digits| digits.parse::<u16>().ok()).is_some_and(|value| value <= limit)
    }

    /// Whether hours follow that have a name: `ore pasti`.
    pub(super) fn are_named_hours(&self, end: usize, word: &str) -> bool {
        let after = || self.text.get(end..).unwrap_or_default().trim_start_matches(' ');
        let next = || after().split(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
        word.eq_ignore_ascii_case("ore") && HOURS.iter().any(|name| next().eq_ignore_ascii_case(name))
    }

    /// Whether a sign of money or of a share stands after a place, or after one of so many digits a star.
    pub(super) fn is_priced(&self, end: usize, count: usize) -> bool {
        let after = self.text.get(end..).unwrap_or_default();
        let after = after.strip_prefix(' ').unwrap_or(after);
        // The cheaper question first: nearly everything else is no sign of money.
        if after.bytes().next().is_none_or(|byte| byte.is_ascii() && !matches!(byte, b'$' | b'%')) {
            return false;
        }
        // `384€€123€€4567`
        let doubled = after.chars().next().filter(|mark| piece::is_money(*mark));
        let again =
            after.chars().take(MARKS).take_while(|mark| Some(*mark) == doubled).map(char::len_utf8).sum::<usize>();
        let first = doubled.map_or(0, char::len_utf8);
        let mut letters = after.get(again.saturating_sub(first)..).unwrap_or_default().chars();
        // Between two digits it is a separator like any other: `3$8$4`. Stars count what somebody thinks of a thing.
        letters.next().is_some_and(|mark| {
            (piece::is_money(mark) && !(mark == '$' && self.lacks_one(count)))
                || (count == 1 && matches!(mark, '★' | '☆' | '⭐'))
        }) && !letters.next().is_some_and(|next| next.is_ascii_digit())
    }

    /// Whether a mobile that has begun has so few digits, with so many more, that a mark may be the last: `384 ()12 345$`.
    fn lacks_one(&self, more: usize) -> bool {
        let digits: usize = self.tokens.iter().map(|token| token.digits.len()).sum();
        let mobile = self.tokens.first().is_some_and(|first| matches!(first.digits.as_slice(), [3, ..]));
        mobile && (7..=9).contains(&(digits + more))
    }

    /// `3° piano`
    pub(super) fn is_ordinal(&self, piece: &Piece, digits: &Digits) -> bool {
        let mut after = self.text.get(piece.end..).unwrap_or_default().chars();
        let mark = after.next().is_some_and(|letter| matches!(letter, '°' | 'º' | 'ª'));
        mark && digits.len() <= 2
            && after.next().is_none_or(char::is_whitespace)
            && (piece.gap.spaces > 0 || piece.start == 0)
    }

    /// How far a word denies what follows it here that says nothing elsewhere: the `I` of `P. I.`, the `L.` of a law.
    pub(super) fn denies_here(&self, piece: &Piece, word: &str) -> Option<Reach> {
        if self.ends_vat(piece, word) {
            return Some(Reach::Chain);
        }
        (word.len() <= LAW && self.is_law(piece, word)).then_some(Reach::One)
    }

    /// Whether a word names a law whose number and year follow: `L. 394/91`, `DPR 380/2001`.
    fn is_law(&self, piece: &Piece, word: &str) -> bool {
        let after = self.text.get(piece.end..).unwrap_or_default();
        let number = after.trim_start_matches(['.', ' ', 'n', '°']);
        // The cheaper questions first: behind most words no number follows.
        if !number.starts_with(|digit: char| digit.is_ascii_digit()) || (word.len() == 1 && !after.starts_with('.')) {
            return false;
        }
        if !LAWS.iter().any(|law| word.eq_ignore_ascii_case(law)) {
            return false;
        }
        let count = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let (first, rest) = (count(number), number.get(count(number)..).unwrap_or_default());
        let year = rest.strip_prefix('/').map_or(0, count);
        after.len() - number.len() <= 5 && (1..=4).contains(&first) && matches!(year, 2 | 4)
    }

    /// Whether `ordine` is the order in which the digits follow, and no purchase: `nell'ordine`, `in ordine`.
    pub(super) fn is_sequence(&self, piece: &Piece, word: &str) -> bool {
        let before = self.text.get(..piece.start).unwrap_or_default();
        let within =
            before.get(before.len().saturating_sub(10)..).or_else(|| before.get(before.len().saturating_sub(9)..));
        let within = within.unwrap_or(before).to_lowercase();
        ["ordine", "order"].iter().any(|order| word.eq_ignore_ascii_case(order))
            && ["nell'", "nell’", "in ", "seguente ", "stesso ", "questo ", "quest'"]
                .iter()
                .any(|end| within.ends_with(end))
    }

    /// Whether the class of a driving licence follows, and not its number: `patente B`.
    pub(super) fn is_class(&self, piece: &Piece, word: &str) -> bool {
        let after = self.text.get(piece.end..).unwrap_or_default().as_bytes();
        word.eq_ignore_ascii_case("patente")
            && matches!(after, [b' ', b'A'..=b'E', rest @ ..] if !rest.first().is_some_and(u8::is_ascii_alphanumeric))
    }

    /// Whether the last token is the word that stands between an amount and what it counts: `3.850.000 di voti`.
    pub(super) fn is_of(&self) -> bool {
        let last = self.tokens.last().filter(|last| last.kind == Kind::Filler);
        last.and_then(|last| self.text.get(last.start..last.end)).is_some_and(|word| matches!(word, "di" | "de" | "of"))
    }

    /// Whether a letter is the end of an abbreviation that announces another number: the `I` of `P. I.`.
    fn ends_vat(&self, piece: &Piece, word: &str) -> bool {
        let same = |one: &&(&str, char, &str)| word.eq_ignore_ascii_case(one.0) && piece.gap.first == Some(one.1);
        let Some((_, mark, first)) = ENDS.iter().find(same) else { return false };
        let before = self.text.get(..piece.start).unwrap_or_default().trim_end_matches([' ', *mark]);
        let mut letters = before.chars().rev();
        letters.next().is_some_and(|letter| first.contains(letter.to_ascii_lowercase()))
            && !letters.next().is_some_and(char::is_alphanumeric)
    }
}
