//! Look-alikes: what each character is to the eye of a person who reads a number.
//!
//! Digits of every script and shape, letters that stand for digits inside a number, and letters of
//! other alphabets and shapes that look Latin.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_security::confusable_detection::skeleton;

const TABLE: &str = include_str!("data/cifre_camuffate.json");

/// The zeros of the decimal digits of every script; nine more follow each (Unicode, category Nd).
const ZEROS: [u32; 62] = [
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6, 0x0E50,
    0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50,
    0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10, 0x104A0, 0x10D30, 0x11066, 0x110F0, 0x11136,
    0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0, 0x11730, 0x118E0, 0x11950, 0x11C50, 0x11D50, 0x11DA0,
    0x16A60, 0x16B50, 0x1E140, 0x1E2F0, 0x1E4D0, 0x1E950, 0x1FBF0, 0x1D7CE, 0x1D7D8,
];
/// The ones of digits in circles and the like, which have no zero before them.
/// Roman numerals, dice and clock faces among them.
/// Chinese ones in brackets and circles and the tallies of Suzhou as well.
const ONES: [u32; 15] = [
    0x2160, 0x2170, 0x2460, 0x2474, 0x2488, 0x24F5, 0x2680, 0x2776, 0x2780, 0x278A, 0x3021, 0x3220, 0x3280, 0x1F102,
    0x1F550,
];
/// Zeros that stand apart from their row.
const LONE_ZEROS: [char; 6] = ['⓪', '⓿', '🄋', '🄌', '🄀', '🄁'];
/// Letters of other alphabets that look Latin, for words that hide behind them.
const HOMOGLYPHS: [(&str, &str); 3] = [
    ("аеорсухіјѕткмнвгԁԛԝһ", "aeopcyxijstkmhbrdqwh"),
    ("αεορυχικτνηβ", "aeopuxiktvnb"),
    ("ıłøđæœßɑɡɩʟɴʀꜱᴛᴜᴠᴏᴇᴅᴄᴀɪᴍᴘᴢǫꞯʜᴋʙ", "ilodaosagilnrstuvoedcaimpzqqhkb"),
];

#[derive(Deserialize)]
struct Table {
    somiglianti: HashMap<String, Vec<String>>,
    ripetitori: HashMap<String, HashMap<String, u8>>,
}

struct Looks {
    /// By code, for ASCII.
    ascii: [Option<u8>; 128],
    like: HashMap<char, u8>,
    repeaters: Vec<(String, u8)>,
    homoglyphs: HashMap<char, u8>,
}

static LOOKS: LazyLock<Looks> = LazyLock::new(Looks::read);

impl Looks {
    fn read() -> Self {
        // The table is part of the program: a test reads it whole.
        let table: Table = serde_json::from_str(TABLE)
            .unwrap_or_else(|_| Table { somiglianti: HashMap::new(), ripetitori: HashMap::new() });
        let mut like = HashMap::new();
        for (digit, shapes) in &table.somiglianti {
            for shape in shapes {
                let mut letters = shape.chars();
                if let (Some(letter), None, Ok(digit)) = (letters.next(), letters.next(), digit.parse()) {
                    like.insert(letter, digit);
                }
            }
        }
        let mut ascii = [None; 128];
        for (slot, letter) in ascii.iter_mut().zip('\0'..) {
            *slot = like.get(&letter).copied();
        }
        let repeaters = table.ripetitori.into_values().flatten().collect();
        let pairs = HOMOGLYPHS.iter().flat_map(|(shapes, latin)| shapes.chars().zip(latin.bytes()));
        Self { ascii, like, repeaters, homoglyphs: pairs.collect() }
    }
}

/// The value of a character that is a digit, in whatever script or shape; some stand for ten and more.
#[must_use]
pub fn digit(letter: char) -> Option<u8> {
    if letter.is_ascii() {
        return letter.to_digit(10).and_then(|digit| u8::try_from(digit).ok());
    }
    if LONE_ZEROS.contains(&letter) {
        return Some(0);
    }
    let code = u32::from(letter);
    let within = |start: u32, count: u32| code.checked_sub(start).filter(|place| *place < count);
    if let Some(place) = within(0x1D7CE, 50) {
        return u8::try_from(place % 10).ok();
    }
    if let Some(place) = ZEROS.iter().find_map(|zero| within(*zero, 10)) {
        return u8::try_from(place).ok();
    }
    if let Some(place) = ONES.iter().find_map(|one| within(*one, 9)) {
        return u8::try_from(place + 1).ok();
    }
    match letter {
        '🔟' => Some(10),
        // The ball that bears it.
        '🎱' => Some(8),
        '⁰' | '₀' => Some(0),
        _ => superscript(letter),
    }
}

/// The value of a decimal digit of any script, as Unicode counts them: no circles, no exponents.
#[must_use]
pub fn decimal(letter: char) -> Option<u8> {
    let code = u32::from(letter);
    let is_decimal = letter.is_ascii_digit()
        || (0x1D7CE..0x1D800).contains(&code)
        || ZEROS.iter().any(|zero| (*zero..zero + 10).contains(&code));
    is_decimal.then(|| digit(letter)).flatten()
}

fn superscript(letter: char) -> Option<u8> {
    let code = u32::from(letter);
    match letter {
        '¹' => Some(1),
        '²' => Some(2),
        '³' => Some(3),
        '⁴'..='⁹' => u8::try_from(code - 0x2070).ok(),
        '₁'..='₉' => u8::try_from(code - 0x2080).ok(),
        _ => None,
    }
}

/// The value of a Chinese numeral; 10 and 100 multiply.
#[must_use]
pub fn han(letter: char) -> Option<u8> {
    Some(match letter {
        '零' | '〇' | '洞' => 0,
        '一' | '壹' | '幺' | '弌' => 1,
        '二' | '贰' | '貳' | '两' | '兩' => 2,
        '三' | '叁' | '參' | '参' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' | '拐' => 7,
        '八' | '捌' => 8,
        '九' | '玖' | '勾' => 9,
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        _ => return None,
    })
}

/// The digit that a letter or mark stands for inside a number: `O` for 0, `l` for 1.
#[must_use]
pub fn look_alike(letter: char) -> Option<u8> {
    let looks = &*LOOKS;
    match looks.ascii.get(letter as usize) {
        Some(like) => *like,
        None => looks.like.get(&letter).copied().or_else(|| {
            // What looks like a letter that looks like a digit looks like the digit.
            let latin = confusable(letter)?;
            looks.ascii.get(latin as usize).copied().flatten()
        }),
    }
}

/// Whether a character shows nothing of its own: a joiner, a soft hyphen, an accent set apart.
#[must_use]
pub fn is_unseen(letter: char) -> bool {
    if letter.is_ascii() {
        return letter.is_ascii_control();
    }
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{180b}'..='\u{180f}'
        | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
        || letter.is_control()
        || is_combining_mark(letter)
}

/// The words that say how often the digit after them is meant.
pub(super) fn repeaters() -> &'static [(String, u8)] {
    &LOOKS.repeaters
}

/// The small Latin letter that a character is to the eye: without accent, whatever its shape or alphabet.
#[must_use]
pub fn latin(letter: char) -> Option<u8> {
    if letter.is_ascii_alphabetic() {
        return u8::try_from(letter.to_ascii_lowercase()).ok();
    }
    if letter.is_ascii() {
        return None;
    }
    // The letters of European languages are looked up, and need not be taken apart again.
    match u32::from(letter).checked_sub(ACCENTED).and_then(|place| LATIN.get(place as usize)) {
        Some(latin) => *latin,
        None => latin_of(letter),
    }
}

/// The first letter with an accent, `À`.
const ACCENTED: u32 = 0xC0;
/// What the letters from there to the end of Latin Extended-B are.
static LATIN: LazyLock<Vec<Option<u8>>> =
    LazyLock::new(|| (ACCENTED..0x250).map(|code| char::from_u32(code).and_then(latin_of)).collect());

fn latin_of(letter: char) -> Option<u8> {
    let small = letter.to_lowercase().next().unwrap_or(letter);
    if let Some(latin) = LOOKS.homoglyphs.get(&small) {
        return Some(*latin);
    }
    // Letters in circles, squares and mathematical alphabets, then those with an accent.
    let code = u32::from(letter);
    for (start, count) in [(0x1F130, 26), (0x1F150, 26), (0x1F170, 26)] {
        if let Some(place) = code.checked_sub(start).filter(|place| *place < count) {
            return u8::try_from(place).ok().map(|place| b'a' + place);
        }
    }
    let mut parts = std::iter::once(letter).nfkd().filter(|part| !is_combining_mark(*part));
    let first = parts.find(char::is_ascii_alphabetic).or_else(|| confusable(small))?;
    u8::try_from(first.to_ascii_lowercase()).ok()
}

/// The Latin letter that Unicode lists as looking the same (UTS 39), for all the alphabets not named above.
fn confusable(letter: char) -> Option<char> {
    if !letter.is_alphabetic() {
        return None;
    }
    let mut bytes = [0; 4];
    let mut shape = skeleton(letter.encode_utf8(&mut bytes));
    let first = shape.next().filter(char::is_ascii_alphabetic)?;
    shape.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_every_shape_have_their_value() {
        for (row, first) in [
            ("٠١٢٣٤٥٦٧٨٩", 0),
            ("۰۱۲۳۴۵۶۷۸۹", 0),
            ("०१२३४५६७८९", 0),
            ("０１２３４５６７８９", 0),
            ("𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", 0),
            ("𝟘𝟙𝟚𝟛𝟜𝟝𝟞𝟟𝟠𝟡", 0),
            ("𝟶𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾𝟿", 0),
            ("🯰🯱🯲🯳🯴🯵🯶🯷🯸🯹", 0),
            ("⁰¹²³⁴⁵⁶⁷⁸⁹", 0),
            ("₀₁₂₃₄₅₆₇₈₉", 0),
            ("⓪①②③④⑤⑥⑦⑧⑨", 0),
            ("⓿❶❷❸❹❺❻❼❽❾", 0),
            ("⑴⑵⑶⑷⑸⑹⑺⑻⑼", 1),
            ("⒈⒉⒊⒋⒌⒍⒎⒏⒐", 1),
            ("⓵⓶⓷⓸⓹⓺⓻⓼⓽", 1),
            ("➀➁➂➃➄➅➆➇➈", 1),
            ("➊➋➌➍➎➏➐➑➒", 1),
            ("🄁🄂🄃🄄🄅🄆🄇🄈🄉🄊", 0),
        ] {
            for (letter, value) in row.chars().zip(first..) {
                assert_eq!(digit(letter), Some(value), "{letter}");
            }
        }
        assert_eq!(digit('🎱'), Some(8));
        assert_eq!(digit('a'), None);
        assert_eq!(digit('½'), None);
    }

    #[test]
    fn look_alikes_come_from_the_table() {
        assert_eq!(look_alike('O'), Some(0));
        assert_eq!(look_alike('l'), Some(1));
        assert_eq!(look_alike('b'), Some(6));
        assert_eq!(look_alike('B'), Some(8));
        assert_eq!(look_alike('З'), Some(3));
        assert_eq!(look_alike('x'), None);
        assert!(repeaters().iter().any(|(word, count)| word == "doppio" && *count == 2));
    }

    #[test]
    fn letters_in_disguise_are_latin_to_the_eye() {
        for (row, expected) in [("éÈüñșŞ", "eeunss"), ("ｔｒｅ", "tre"), ("𝐭𝐫𝐞", "tre"), ("ⓣⓡⓔ", "tre"), ("оtт", "ott")]
        {
            let found: Vec<u8> = row.chars().filter_map(latin).collect();
            assert_eq!(found, expected.as_bytes(), "{row}");
        }
        assert_eq!(latin('語'), None);
        assert_eq!(latin('-'), None);
    }
}
