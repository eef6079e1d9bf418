//! Texts that look like numbers: every Italian kind, many countries, and every way of writing them.
//!
//! Drawn anew in each run and held in memory only. The digits are those of real prefixes, so a text may ring at
//! somebody's: none is written to a file, and a fault is told by its pattern.

/// What a text was meant to be; the plan may think otherwise.
pub(super) struct Drawn {
    /// The kind or the country.
    pub(super) kind: &'static str,
    /// The text, as a person might write it.
    pub(super) text: String,
}

/// splitmix64: the same texts for the same seed, whatever the release of any library.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, below: usize) -> usize {
        usize::try_from(self.next() % below as u64).unwrap()
    }

    fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }

    fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + u8::try_from(self.below(10)).unwrap())).collect()
    }
}

/// A kind of Italian number: its name, its prefixes, and how many digits it may have in all.
type Kind = (&'static str, fn(&mut Dice) -> String, &'static [usize]);

const ITALY: [Kind; 12] = [
    ("mobile", |dice| format!("3{}", dice.digits(2)), &[10]),
    ("mobile 39x", |dice| format!("39{}", dice.digits(1)), &[10]),
    ("mobile, 9 digits", |dice| format!("3{}", dice.digits(2)), &[9]),
    ("landline", |dice| format!("0{}", 1 + dice.below(9)), &[6, 7, 8, 9, 10, 11]),
    ("landline, 4 digits of prefix", |dice| format!("0{}{}", 1 + dice.below(9), dice.digits(2)), &[9, 10, 11]),
    ("VoIP", |_| "55".to_owned(), &[9, 10, 11]),
    ("toll-free", |dice| dice.pick(&["800", "803", "800290"]).to_owned(), &[6, 9, 10]),
    ("shared cost", |dice| dice.pick(&["840", "841", "847", "848"]).to_owned(), &[6, 9, 10]),
    (
        "premium",
        |dice| dice.pick(&["892", "893", "894", "895", "899", "166", "144", "199", "163"]).to_owned(),
        &[6, 9, 10],
    ),
    ("personal", |dice| dice.pick(&["178", "1781", "1782", "1784", "1789"]).to_owned(), &[9, 10, 11]),
    ("short", |dice| dice.pick(&["1", "11", "15", "4", "12"]).to_owned(), &[3, 4, 5]),
    ("any digits", |dice| dice.digits(1), &[4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]),
];

/// Country code, some beginnings of its numbers, and how long they are.
type Country = (&'static str, &'static str, &'static [&'static str], &'static [usize]);

const COUNTRIES: [Country; 25] = [
    ("Romania", "40", &["7", "72", "21", "3", "800"], &[9]),
    ("Spain", "34", &["6", "7", "91", "8", "900"], &[9]),
    ("Portugal", "351", &["91", "96", "2", "21", "800"], &[9]),
    ("France", "33", &["6", "7", "1", "4", "800"], &[9]),
    ("United Kingdom", "44", &["7", "74", "20", "1", "800"], &[9, 10]),
    ("Germany", "49", &["15", "17", "30", "89", "800"], &[8, 10, 11]),
    ("Switzerland", "41", &["7", "79", "44", "800"], &[9]),
    ("Austria", "43", &["66", "699", "1", "800"], &[8, 10, 12]),
    ("Brazil", "55", &["119", "219", "11", "319", "800"], &[10, 11]),
    ("Colombia", "57", &["3", "31", "60", "800"], &[10]),
    ("Dominican Republic", "1", &["809", "829", "849"], &[10]),
    ("United States", "1", &["212", "305", "800", "9"], &[10]),
    ("Peru", "51", &["9", "1", "800"], &[8, 9]),
    ("Ecuador", "593", &["9", "99", "2"], &[8, 9]),
    ("Argentina", "54", &["911", "9", "11", "800"], &[10, 11]),
    ("Cuba", "53", &["5", "7"], &[8]),
    ("Albania", "355", &["6", "69", "4"], &[8, 9]),
    ("Ukraine", "380", &["5", "6", "9", "44"], &[9]),
    ("Moldova", "373", &["6", "7", "2"], &[8]),
    ("Russia", "7", &["9", "495", "800"], &[10]),
    ("Bulgaria", "359", &["8", "9", "2"], &[8, 9]),
    ("Hungary", "36", &["20", "30", "70", "1"], &[8, 9]),
    ("Poland", "48", &["5", "6", "7", "22"], &[9]),
    ("Nigeria", "234", &["7", "8", "80", "1"], &[8, 10]),
    ("China", "86", &["13", "15", "18", "10"], &[10, 11]),
];

/// The text of that index.
pub(super) fn draw(dice: &mut Dice) -> Drawn {
    if dice.below(100) < 70 {
        let (kind, prefix, lengths) = dice.pick(&ITALY);
        let prefix = prefix(dice);
        let digits = of_length(dice, &prefix, lengths);
        return Drawn { kind, text: written(dice, "39", &digits) };
    }
    let (kind, code, prefixes, lengths) = dice.pick(&COUNTRIES);
    let prefix = dice.pick(prefixes);
    let digits = of_length(dice, prefix, lengths);
    Drawn { kind, text: written(dice, code, &digits) }
}

/// The prefix, filled up to one of its lengths; in one case of eight to one too many or too few.
fn of_length(dice: &mut Dice, prefix: &str, lengths: &[usize]) -> String {
    let mut length = dice.pick(lengths);
    match dice.below(16) {
        0 => length += 1,
        1 => length -= 1,
        _ => {}
    }
    format!("{prefix}{}", dice.digits(length.saturating_sub(prefix.len())))
}

const SEPARATORS: [&str; 12] = [" ", ".", "-", "/", " - ", "\u{a0}", "  ", "\u{2013}", "\u{2009}", ". ", "_", "*"];

/// The number in one of the ways people write numbers in. Foreign numbers always carry their code.
fn written(dice: &mut Dice, code: &str, digits: &str) -> String {
    let grouped = if dice.below(2) == 0 { digits.to_owned() } else { grouped(dice, digits) };
    let joint = dice.pick(&["", " ", "-", "."]);
    let national = if code == "39" { 4 } else { 0 };
    let text = match dice.below(9 + national) {
        0..=2 => format!("+{code}{joint}{grouped}"),
        3 | 4 => format!("00{code}{joint}{grouped}"),
        5 => format!("{code}{joint}{grouped}"),
        6 => format!("+{code} (0) {grouped}"),
        7 => format!("tel:+{code}{digits}"),
        8 => match dice.below(6) {
            0 => format!("+{code}{joint}{grouped} int. {}", dice.below(100)),
            1 => format!("+{code}{joint}{grouped} ext 7"),
            2 => format!("+{code}{joint}{grouped}x{}", dice.below(1000)),
            3 => format!("(+{code}) {grouped}"),
            4 => format!("+ {code} {grouped}"),
            _ => format!("\u{ff0b}{code}{}", full_width(digits)),
        },
        9 => full_width(digits),
        10 => format!("({}) {}", &digits[..digits.len().min(3)], &digits[digits.len().min(3)..]),
        _ => grouped,
    };
    if dice.below(50) == 0 { format!("{text} ") } else { text }
}

fn full_width(digits: &str) -> String {
    digits.chars().map(|digit| char::from_u32(digit as u32 - '0' as u32 + '\u{ff10}' as u32).unwrap()).collect()
}

fn grouped(dice: &mut Dice, digits: &str) -> String {
    let separator = dice.pick(&SEPARATORS);
    let mut text = String::new();
    let mut rest = digits;
    while !rest.is_empty() {
        let (group, more) = rest.split_at((1 + dice.below(4)).min(rest.len()));
        text.push_str(group);
        if !more.is_empty() {
            text.push_str(separator);
        }
        rest = more;
    }
    text
}

/// The text with each digit but the first three turned into `#`: what may be told of it.
pub(super) fn pattern(text: &str) -> String {
    let mut seen = 0;
    let masked = |character: char| {
        seen += u32::from(character.is_numeric());
        if character.is_numeric() && seen > 6 { '#' } else { character }
    };
    text.chars().map(masked).collect()
}
