//! Glyphs: what each character of a text is to somebody who looks for digits in it.

use std::sync::LazyLock;

use crate::reference::look_alike;

/// What a character is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Glyph {
    /// A plain digit, `0` to `9`.
    Digit(u8),
    /// A digit of another script or shape; some stand for ten and more.
    Fancy(u8),
    /// A Chinese numeral.
    Han(u8),
    /// A letter of an alphabet.
    Letter,
    /// A character that is a word by itself.
    Ideograph,
    /// Nothing to the eye.
    Invisible,
    Space,
    Line,
    /// Any other mark, emoji among them.
    Mark,
}

/// What each ASCII character is.
const ASCII: [Glyph; 128] = {
    let mut table = [Glyph::Mark; 128];
    let mut code = 0_u8;
    while code < 128 {
        table[code as usize] = match code {
            b'0'..=b'9' => Glyph::Digit(code - b'0'),
            b'a'..=b'z' | b'A'..=b'Z' => Glyph::Letter,
            b' ' | b'\t' => Glyph::Space,
            b'\n' | b'\r' | 0x0b | 0x0c => Glyph::Line,
            0..=0x1f | 0x7f => Glyph::Invisible,
            _ => Glyph::Mark,
        };
        code += 1;
    }
    table
};

/// The character that begins at a place, what it is, and where the next one begins.
pub(super) fn at(text: &str, place: usize) -> Option<(char, Glyph, usize)> {
    let first = *text.as_bytes().get(place)?;
    if let Some(glyph) = ASCII.get(usize::from(first)) {
        return Some((char::from(first), *glyph, place + 1));
    }
    let letter = text.get(place..)?.chars().next()?;
    Some((letter, of(letter), place + letter.len_utf8()))
}

/// What an ASCII byte is; `None` for a byte of a longer character.
pub(super) fn ascii(byte: u8) -> Option<Glyph> {
    ASCII.get(usize::from(byte)).copied()
}

/// What a character beyond ASCII is. Punctuation, symbols and emoji are looked up, because ads are full of them.
fn of(letter: char) -> Glyph {
    let code = u32::from(letter);
    let known = TABLES.iter().find_map(|(start, table)| table.get(code.checked_sub(*start)? as usize));
    known.copied().unwrap_or_else(|| work_out(letter))
}

/// The blocks that are looked up: up to the symbols of the first plane, and the emoji of the second.
const BLOCKS: [std::ops::Range<u32>; 2] = [0x80..0x2c00, 0x1_f000..0x1_fb00];
static TABLES: LazyLock<[(u32, Vec<Glyph>); 2]> = LazyLock::new(|| {
    BLOCKS.map(|block| (block.start, block.map(|code| char::from_u32(code).map_or(Glyph::Mark, work_out)).collect()))
});

fn work_out(letter: char) -> Glyph {
    match letter {
        // Chinese, where numerals are the only digits.
        '\u{3400}'..='\u{9fff}' => look_alike::han(letter).map_or(Glyph::Ideograph, Glyph::Han),
        // The commonest first: letters with an accent. Marks that Unicode counts as letters are none, nor are
        // the letters of flags.
        '\u{d7}'
        | '\u{f7}'
        | 'º'
        | 'ª'
        | '\u{1f1e6}'..='\u{1f1ff}'
        | '\u{2010}'..='\u{2027}'
        | '\u{2030}'..='\u{205e}' => Glyph::Mark,
        '\u{c0}'..='\u{24f}' => Glyph::Letter,
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{2800}' | '\u{3000}' => {
            Glyph::Space
        }
        '\u{85}' | '\u{2028}' | '\u{2029}' => Glyph::Line,
        _ => uncommon(letter),
    }
}

fn uncommon(letter: char) -> Glyph {
    if let Some(digit) = look_alike::digit(letter) {
        return Glyph::Fancy(digit);
    }
    if let Some(numeral) = look_alike::han(letter) {
        return Glyph::Han(numeral);
    }
    match letter {
        // The dot between foreign words and the long dash of Japanese.
        '\u{30fb}' | '\u{30fc}' => Glyph::Mark,
        '\u{3040}'..='\u{30ff}' | '\u{ac00}'..='\u{d7af}' | '\u{20000}'..='\u{3ffff}' => Glyph::Ideograph,
        _ if look_alike::is_unseen(letter) => Glyph::Invisible,
        _ if letter.is_alphabetic() || look_alike::latin(letter).is_some() => Glyph::Letter,
        _ => Glyph::Mark,
    }
}
