//! What a run and the text beside it say of the piece that comes next.

use crate::reference::look_alike::look_alike;

use super::super::aside;
use super::super::piece::{self, Gap, Piece};
use super::super::spelling::{self, Digits};
use super::super::token::Kind;
use super::Gatherer;

/// Bytes of the longest piece in which words are looked for that part its digits.
const PADDED: usize = 96;

impl Gatherer<'_> {
    /// Whether a letter stands between digits only to part them: `35x69x25x73x68`; or a word, in what is a mobile
    /// without it: `384ciao1234567`.
    pub(super) fn parts_digits(&self, piece: Piece, part: Piece, padded: bool) -> bool {
        let letter = self.slice(part);
        let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
        let bytes = self.text.as_bytes();
        let between = part.start > piece.start && is_digit(bytes.get(part.start - 1)) && is_digit(bytes.get(part.end));
        let usual = letter.chars().all(|letter| matches!(letter, 'x' | 'X' | '×'));
        let often = || piece.end - piece.start <= PADDED && self.slice(piece).matches(letter).count() > 2;
        between && ((letter.chars().count() <= 3 && (usual || often())) || padded)
    }

    /// Whether a piece is a mobile with words in it that mean nothing there: `384NOSPAM1234567`.
    pub(super) fn is_padded(&self, piece: Piece) -> bool {
        let text = self.slice(piece);
        if text.len() > PADDED {
            return false;
        }
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let words = text.split(|letter: char| letter.is_ascii_digit()).filter(|word| !word.is_empty());
        let idle = |word: &str| {
            let meaning = spelling::meaning(word);
            let idle = meaning.is_none_or(|meaning| meaning.value.is_none() && meaning.unit_after.is_none());
            idle && word.len() >= 4 && word.chars().all(char::is_alphabetic)
        };
        digits.len() == 10 && digits.starts_with('3') && words.clone().count() <= 4 && words.clone().all(idle)
    }

    /// Whether one and the same letter stands several times on either side of digits: `xxx3841234567xxx`.
    pub(super) fn is_ornament(&self, part: Piece) -> bool {
        let text = self.slice(part);
        let mut letters = text.chars();
        let first = letters.next();
        let rest = self.text.get(part.end..).unwrap_or_default();
        let after = rest.trim_start_matches(|letter: char| letter.is_ascii_digit());
        (2..=8).contains(&text.len()) && letters.all(|letter| Some(letter) == first) && after.starts_with(text)
    }

    /// Whether a letter is what is left of a word before an apostrophe, or the label of what follows: `l'otto`, `b) 8`.
    pub(super) fn is_mere_letter(&self, piece: Piece, word: &str) -> bool {
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
            && self.tokens.iter().rev().take(16).any(|token| {
                digits += token.digits.len();
                digits < 10 && (token.cued || matches!(token.digits.as_slice(), [3, ..])) && digits > 0
            })
    }

    /// Whether a piece begins words that are no part of the number, and end before its next digits; or is the word
    /// after a `no`: `385 no sms 05 no anonimi 17`.
    pub(super) fn is_aside(&mut self, piece: Piece, word: &str) -> bool {
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

    /// Whether the prefix of the digits before has been promised, and not told: `davanti metti 384`.
    pub(super) fn awaits_prefix(&self) -> bool {
        let mut before = self.tokens.iter().rev().skip_while(|token| token.kind == Kind::Strange);
        let strange = self.tokens.iter().rev().take_while(|token| token.kind == Kind::Strange).count();
        strange < 2 && before.next().is_some_and(|token| token.kind == Kind::Prefix)
    }

    /// Whether number words come one after the other here.
    pub(super) fn in_row(&self) -> bool {
        self.tokens.last().is_some_and(|last| matches!(last.kind, Kind::Word(_)))
    }

    /// Whether letters may be digits: capitals, or stuck between marks as the digits around them are.
    pub(super) fn may_be_digits(&self, word: &str, gap: Gap) -> bool {
        let few = word.len() <= 8 && word.chars().count() <= 5;
        let shaped = word.chars().all(|letter| look_alike(letter).is_some()) || spelling::roman(word).is_some();
        let capitals = word.chars().all(char::is_uppercase);
        let scrambled = word.chars().skip(1).any(char::is_uppercase) && !self.tokens.is_empty();
        let stuck = !self.tokens.is_empty() && gap.marks > 0 && gap.spaces == 0;
        few && shaped && (capitals || scrambled || stuck)
    }

    /// Whether a small number follows a unit, so that the unit belongs to that one: `ore 10-22`.
    pub(super) fn goes_before(&self, end: usize, limit: u16) -> bool {
        let after = self.text.get(end..).unwrap_or_default();
        let after = after.trim_start_matches([' ', ':']);
        let count = after.bytes().take(5).take_while(u8::is_ascii_digit).count();
        after.get(..count).and_then(|digits| digits.parse::<u16>().ok()).is_some_and(|value| value <= limit)
    }

    /// Whether a sign of money or of a share stands after a place, or after `one` digit a star.
    pub(super) fn is_priced(&self, end: usize, one: bool) -> bool {
        let after = self.text.get(end..).unwrap_or_default();
        let mut letters = after.strip_prefix(' ').unwrap_or(after).chars();
        // Between two digits it is a separator like any other: `3$8$4`. Stars count what somebody thinks of a thing.
        letters.next().is_some_and(|mark| piece::is_money(mark) || (one && matches!(mark, '★' | '☆' | '⭐')))
            && !letters.next().is_some_and(|next| next.is_ascii_digit())
    }

    /// `3° piano`
    pub(super) fn is_ordinal(&self, piece: &Piece, digits: &Digits) -> bool {
        let mut after = self.text.get(piece.end..).unwrap_or_default().chars();
        let mark = after.next().is_some_and(|letter| matches!(letter, '°' | 'º' | 'ª'));
        mark && digits.len() <= 2
            && after.next().is_none_or(char::is_whitespace)
            && (piece.gap.spaces > 0 || piece.start == 0)
    }

    /// Whether the letter `I` is the end of `P. I.`, which announces a VAT number, or `N` that of `S/N`.
    pub(super) fn ends_vat(&self, piece: Piece, word: &str) -> bool {
        let (mark, first) = match word {
            "I" | "i" => ('.', 'p'),
            "N" | "n" => ('/', 's'),
            _ => return false,
        };
        let before = self.text.get(..piece.start).unwrap_or_default().trim_end_matches([' ', mark]);
        let mut letters = before.chars().rev();
        piece.gap.first == Some(mark)
            && letters.next().is_some_and(|letter| letter.eq_ignore_ascii_case(&first))
            && !letters.next().is_some_and(char::is_alphanumeric)
    }
}
