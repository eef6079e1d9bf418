//! The finder on the corpus of written numbers, family by family, and on families of its own.
#![expect(clippy::format_push_string, reason = "a test may fail, and its report is short")]

use std::collections::{BTreeMap, BTreeSet};

use invisibile::domain::NumberingPlan;
use invisibile::extract::DenyList;
use invisibile::extract::phone::{find, find_in_document};
use invisibile::parse::Document;
use serde::Deserialize;

#[derive(Deserialize)]
struct Row {
    id: serde_json::Value,
    family: String,
    html: bool,
    text: String,
    expected: BTreeSet<String>,
}

fn rows(corpus: &str) -> Vec<Row> {
    corpus.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[expect(clippy::disallowed_methods, reason = "the corpus holds invented numbers, and a test must compare them")]
fn numbers_in(row: &Row, plan: NumberingPlan) -> BTreeSet<String> {
    let found =
        if row.html { find_in_document(&Document::of_html(&row.text), &[], plan) } else { find(&row.text, plan) };
    let deny = DenyList::built_in();
    found.iter().filter(|found| !deny.names(&found.number)).map(|found| found.number.reveal().to_owned()).collect()
}

#[derive(Default)]
struct Tally {
    right: usize,
    missed: usize,
    wrong: usize,
}

impl Tally {
    #[expect(clippy::cast_precision_loss, reason = "counts of a few thousand")]
    fn recall(&self) -> f64 {
        if self.right + self.missed == 0 { 1.0 } else { self.right as f64 / (self.right + self.missed) as f64 }
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of a few thousand")]
    fn precision(&self) -> f64 {
        self.right as f64 / (self.right + self.wrong) as f64
    }
}

/// How well the finder does on a corpus: each family, all together, and a report of what went wrong.
fn tallied(corpus: &str) -> (BTreeMap<String, Tally>, Tally, String) {
    tallied_in(corpus, NumberingPlan::Real)
}

/// The same, in a numbering plan.
fn tallied_in(corpus: &str, plan: NumberingPlan) -> (BTreeMap<String, Tally>, Tally, String) {
    let mut families: BTreeMap<String, Tally> = BTreeMap::new();
    let mut all = Tally::default();
    let mut faults = String::new();
    for row in rows(corpus) {
        let found = numbers_in(&row, plan);
        let tally = families.entry(row.family.clone()).or_default();
        for tally in [tally, &mut all] {
            tally.right += found.intersection(&row.expected).count();
            tally.missed += row.expected.difference(&found).count();
            tally.wrong += found.difference(&row.expected).count();
        }
        if found != row.expected {
            faults += &format!("{} {} {:?} {:?} {found:?}\n", row.id, row.family, row.text, row.expected);
        }
    }
    let mut report = String::new();
    for (family, tally) in &families {
        report += &format!("{family:22} recall {:.3} wrong {}\n", tally.recall(), tally.wrong);
    }
    report += &format!("all recall {:.4} precision {:.4}\n{faults}", all.recall(), all.precision());
    println!("{report}");
    (families, all, report)
}

#[test]
fn nearly_every_number_of_the_corpus_is_found_and_almost_nothing_else() {
    let (families, all, report) = tallied(include_str!("../corpora/phones/dev.jsonl"));
    assert!(all.recall() >= 0.985, "{report}");
    assert!(all.precision() >= 0.995, "{report}");
    assert!(families.values().all(|tally| tally.recall() >= 0.95), "{report}");
    assert!(families["nothing"].wrong <= 2, "{report}");
}

/// Families of tricks that the finder is known to see through in part only, and how far it does.
const IN_PART: [(&str, f64); 4] =
    [("fillers-pt", 0.3), ("legacy-nine", 0.8), ("reversed-said", 0.0), ("words-spaced", 0.9)];

#[test]
fn nearly_every_trick_is_seen_through_and_almost_no_trap_is_walked_into() {
    let (families, all, report) = tallied(include_str!("../corpora/phones/tricks.jsonl"));
    assert!(all.recall() >= 0.985, "{report}");
    assert!(all.precision() >= 0.995, "{report}");
    for (family, tally) in &families {
        let least = IN_PART.iter().find(|(name, _)| name == family).map_or(0.94, |(_, least)| *least);
        assert!(tally.recall() >= least, "{family}: {}\n{report}", tally.recall());
        assert!(tally.wrong <= 3, "{family}: {} wrong\n{report}", tally.wrong);
    }
}

#[test]
fn what_somebody_else_wrote_without_seeing_the_finder_is_read_too() {
    let (families, all, report) = tallied(include_str!("../corpora/phones/blind.jsonl"));
    assert!(all.recall() >= 0.985, "{report}");
    assert!(all.precision() >= 0.995, "{report}");
    let nothing = families.iter().filter(|(family, _)| family.starts_with("none-")).map(|(_, tally)| tally.wrong);
    assert!(nothing.sum::<usize>() <= 2, "{report}");
}

#[test]
fn what_was_written_to_mislead_the_finder_is_read_too() {
    // Some of its numbers are of the rehearsal's own range.
    let (_, all, report) = tallied_in(include_str!("../corpora/phones/unseen.jsonl"), NumberingPlan::Rehearsal);
    assert!(all.recall() >= 0.995, "{report}");
    assert!(all.precision() >= 0.995, "{report}");
}

#[test]
fn papers_tables_and_lists_of_every_day_are_no_numbers() {
    let (families, all, report) = tallied(include_str!("../corpora/phones/everyday.jsonl"));
    assert!(all.recall() >= 0.985 && all.precision() >= 0.995, "{report}");
    let nothing = families.iter().filter(|(family, _)| family.starts_with("nothing-")).map(|(_, tally)| tally.wrong);
    assert!(nothing.sum::<usize>() <= 1, "{report}");
}

/// What libphonenumber's own matcher finds in a text.
fn plainly_matched(text: &str) -> BTreeSet<String> {
    use rlibphonenumber::phonenumber_matcher::FindNumberExt as _;
    let found = text.find_phone_numbers_with_preferred_region(rlibphonenumber::Region::IT);
    found.map(|found| found.number.format_as(rlibphonenumber::PhoneNumberFormat::E164).into_owned()).collect()
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the corpus holds invented numbers, and a test must compare them")]
fn a_number_is_called_obscured_where_plain_matching_misses_it() {
    let (mut right, mut wrong) = (0_u32, String::new());
    let corpora = [include_str!("../corpora/phones/dev.jsonl"), include_str!("../corpora/phones/tricks.jsonl")];
    // The matcher takes its time: every third text is enough.
    for row in corpora.into_iter().flat_map(rows).filter(|row| !row.html).step_by(3) {
        for found in find(&row.text, NumberingPlan::Real) {
            // By itself, because hours and prices beside a number confuse the matcher, not its writing.
            let plain = plainly_matched(&row.text[found.span.clone()]);
            if found.obscured == plain.contains(found.number.reveal()) {
                wrong += &format!("obscured {} {:?}\n", found.obscured, row.text);
            } else {
                right += 1;
            }
        }
    }
    println!("{wrong}");
    let count = u32::try_from(wrong.lines().count()).unwrap();
    assert!(count * 20 <= right, "{count} of {}\n{wrong}", right + count);
}

/// A row of numbers that looks random and is the same on every run.
struct Digits(u64);

impl Digits {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % below
    }

    fn row(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + u8::try_from(self.next(10)).unwrap())).collect()
    }
}

const WORDS: [&str; 10] = ["zero", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove"];

/// A number in each of the ways in which classified ads write it.
fn written(number: &str) -> Vec<String> {
    let (prefix, rest) = number.split_at(3);
    let (middle, last) = rest.split_at(3);
    let word = |digit: char| WORDS[digit.to_digit(10).unwrap() as usize];
    let each = |between: &str| number.chars().map(String::from).collect::<Vec<_>>().join(between);
    let mixed: String = rest
        .chars()
        .enumerate()
        .map(|(place, digit)| if place % 4 == 1 { word(digit).to_owned() } else { digit.to_string() })
        .collect();
    vec![
        number.to_owned(),
        format!("{prefix} {middle} {last}"),
        format!("{prefix}.{middle}.{last}"),
        format!("+39 {prefix} {rest}"),
        format!("{prefix}/{rest}"),
        each("-"),
        number.chars().map(word).collect::<Vec<_>>().join(" "),
        format!("{prefix}*{}*{}*{}", &number[3..5], &number[5..7], &number[7..]),
        [prefix, middle, last].join("❤"),
        number.chars().fold(String::new(), |keys, digit| keys + &format!("{digit}\u{fe0f}\u{20e3}")),
        format!("{prefix} {mixed}"),
    ]
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the numbers are invented, and a test must compare them")]
fn classified_ads_give_their_number_and_nothing_else() {
    let mut digits = Digits(7);
    let mut faults = String::new();
    let real = ["356", "357", "358", "359", "384", "385", "386", "387", "394", "395", "396", "398", "399"];
    let invented = ["300", "303", "305", "307", "309"];
    for (plan, prefixes) in [(NumberingPlan::Real, real.as_slice()), (NumberingPlan::Rehearsal, invented.as_slice())] {
        for _ in 0..60 {
            let number = format!("{}{}", prefixes[digits.next(prefixes.len())], digits.row(7));
            let (cap, vat, house) =
                (format!("4{}", digits.row(4)), format!("0{}", digits.row(10)), digits.next(200) + 1);
            let town = ["Modena", "Cento", "Sasso Marconi", "San Giovanni in Persiceto", "Riva del Po"][digits.next(5)];
            let who = ["dolce ragazza 24 anni", "trans brasiliana 31 anni", "nuova signora", "ragazza cinese"]
                [digits.next(4)];
            for text in written(&number) {
                for ad in [
                    format!("{who}, ricevo a {town} in ambiente riservato, tutti i giorni dalle 10 alle 22 {text}"),
                    format!("{town} zona centro. {who}. Massaggi e relax, 100 euro. Chiama {text} no anonimi."),
                    format!("Appena arrivata a {town} (MO)! {who}. Tel: {text}. Solo whatsapp, 24h."),
                    format!("{who} - CAP {cap} {town}, via Roma {house}, P.IVA {vat}, chiamare {text} ore 9.30-21.00"),
                    format!("Annunci in appartamento {town} rif. {}\n{who} {text}", digits.row(7)),
                ] {
                    let found = find(&ad, plan);
                    let found: Vec<&str> = found.iter().map(|found| found.number.reveal()).collect();
                    if found != [format!("+39{number}")] {
                        faults += &format!("{number} {found:?} {ad:?}\n");
                    }
                }
                if plan == NumberingPlan::Rehearsal && !find(&text, NumberingPlan::Real).is_empty() {
                    faults += &format!("invented, and taken for real: {text}\n");
                }
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

/// What may stand before a number in an ad.
const BEFORE: [&str; 44] = [
    "",
    "ho 25 anni, ",
    "25 anni ",
    "alta 1,70 peso 55 kg ",
    "via Emilia 34 ",
    "dal 3 al 15 dicembre ",
    "100€ mezz'ora ",
    "30 rose 20 min ",
    "interno 8 scala B ",
    "citofono 12 ",
    "3° piano ",
    "piano 3 ",
    "ore 8-24 ",
    "dalle 8 alle 24 ",
    "7 giorni su 7 ",
    "24 su 24 ",
    "H24 ",
    "h24, ",
    "solo 50 ",
    "da 50 euro. ",
    "Modena 41121 ",
    "(MO) ",
    "rif. 12345 - ",
    "annuncio 5718983 tel. ",
    "chiamami: ",
    "il mio numero: ",
    "tel. ",
    "Giulia ",
    "novità!!! ",
    "bellissima 5a misura ",
    "sei pronto? ",
    "una dolce compagnia ",
    "siamo in due ",
    "trans xxl 23 cm attiva ",
    "ciao a tutti ❤️ ",
    "whatsapp ",
    "Per info e prenotazioni chiama il ",
    "ricevo a Cento, ",
    "09:00-21:00 ",
    "9.30/21.00 ",
    "12/11/2026 ",
    "no anonimi ",
    "1 ora 100 ",
    "prezzi da 50 a 150 ",
];

/// What may stand after one.
const AFTER: [&str; 32] = [
    "",
    ".",
    "!!!",
    " no anonimi",
    " 24 ore su 24",
    " dalle 9 alle 22",
    " 50 rose",
    ", 25 anni",
    " 1° piano",
    " - 30€",
    " 7/7",
    " int. 4",
    " (zona 2)",
    " h 24",
    " ❤️",
    " baci",
    " ti aspetto!",
    " sei il benvenuto",
    " una volta provata...",
    " e non te ne pentirai",
    " o su telegram",
    ", 100 euro",
    " 100€",
    " ore 10-22",
    "\n12 novembre",
    " (anche whatsapp)",
    " Giulia",
    "; no perditempo",
    " - Modena",
    " / Modena",
    " due amiche",
    "? chiama ora",
];

const SEPARATORS: [&str; 27] = [
    " ", ".", "-", "/", " - ", ". ", "*", " * ", "_", "❤️", "🌹", " 🌹 ", "...", " . ", ", ", "~", "|", "\u{a0}",
    "\u{200b}", "--", "+", "=", ":", "°", "^", "#", "\n",
];
const GROUPINGS: [&[usize]; 12] = [
    &[3, 3, 4],
    &[3, 7],
    &[3, 4, 3],
    &[3, 2, 2, 3],
    &[2, 2, 2, 2, 2],
    &[4, 3, 3],
    &[3, 2, 5],
    &[5, 5],
    &[3, 1, 3, 3],
    &[10],
    &[4, 6],
    &[6, 4],
];
const SPANISH: [&str; 10] = ["cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"];
const ROMANIAN: [&str; 10] = ["zero", "unu", "doi", "trei", "patru", "cinci", "șase", "șapte", "opt", "nouă"];
const LOOK_ALIKES: [&str; 10] = ["O", "l", "Z", "E", "A", "S", "b", "T", "B", "g"];

/// The ways of writing a number that the corpus does not have, by family.
fn disguised(number: &str, chance: &mut Digits) -> Vec<(&'static str, String)> {
    let values: Vec<usize> = number.bytes().map(|byte| usize::from(byte - b'0')).collect();
    let mut pick = |from: &[&'static str]| from[chance.next(from.len())];
    let each =
        |words: &[&str; 10], between: &str| values.iter().map(|value| words[*value]).collect::<Vec<_>>().join(between);
    let (between, words) = (pick(&SEPARATORS), pick(&[" ", "-", ".", ", ", " - ", "/", "\n", "*", "…"]));
    let (prefix, plain) = (pick(&["+39 ", "0039 ", "+39", "(+39) ", "0039", "39 "]), pick(&[" ", "-", ".", "/", ""]));
    let filler = pick(&[" poi ", " e poi ", " e ", " punto ", " trattino ", " quindi ", " (poi) "]);
    let narrow = pick(&["", " ", "-", "."]);
    let mut groups = Vec::new();
    let mut rest = number;
    for count in GROUPINGS[chance.next(GROUPINGS.len())] {
        let (group, next) = rest.split_at(*count);
        groups.push(group);
        rest = next;
    }
    let mut alike = String::new();
    let mut mixed = String::new();
    for (place, value) in values.iter().enumerate() {
        let digit = value.to_string();
        alike += if place > 0 && chance.next(4) == 0 { LOOK_ALIKES[*value] } else { &digit };
        alike += if place == 2 || place == 5 { narrow } else { "" };
        mixed += if place > 0 { narrow } else { "" };
        mixed += if chance.next(3) == 0 { WORDS[*value] } else { &digit };
    }
    let digits: [String; 10] = std::array::from_fn(|value| value.to_string());
    let digits = digits.each_ref().map(String::as_str);
    vec![
        ("groups", groups.join(between)),
        ("prefixes", format!("{prefix}{}", groups.join(plain))),
        ("single digits", each(&digits, between)),
        ("words", each(&WORDS, words)),
        ("capital words", each(&WORDS, words).to_uppercase()),
        ("spanish", each(&SPANISH, words)),
        ("romanian", each(&ROMANIAN, words)),
        ("look-alikes", alike),
        ("digits and words", mixed),
        ("fillers", groups.join(filler)),
    ]
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the numbers are invented, and a test must compare them")]
fn a_number_is_found_whatever_stands_around_it() {
    let mut chance = Digits(12_345);
    let mut families: BTreeMap<&str, (usize, Vec<String>)> = BTreeMap::new();
    for _ in 0..1_000 {
        let number = format!("{}{}", ["356", "384", "387", "395", "398"][chance.next(5)], chance.row(7));
        for (family, text) in disguised(&number, &mut chance) {
            let text = format!("{}{text}{}", BEFORE[chance.next(BEFORE.len())], AFTER[chance.next(AFTER.len())]);
            let found = find(&text, NumberingPlan::Real);
            let found: Vec<&str> = found.iter().map(|found| found.number.reveal()).collect();
            let (count, faults) = families.entry(family).or_default();
            *count += 1;
            if found != [format!("+39{number}")] {
                faults.push(format!("{text:?} {found:?}"));
            }
        }
    }
    for (family, (count, faults)) in families {
        assert!(faults.len() * 100 <= count, "{family}: {} of {count}\n{}", faults.len(), faults.join("\n"));
    }
}

/// Something that holds digits and is no number.
fn no_number(chance: &mut Digits) -> String {
    let kind = chance.next(30);
    let (day, month, hour, minute) = (1 + chance.next(28), 1 + chance.next(12), chance.next(24), chance.next(60));
    let price = [30, 35, 50, 80, 100, 150, 200][chance.next(7)];
    match kind {
        0 => format!("ho {} anni", 18 + day),
        1 => format!("{} anni {} cm {} kg", 18 + day, 150 + day, 40 + minute),
        2 => format!("misure {}-{}-{}", 80 + month, 58 + month, 85 + month),
        3 => format!("ore {}-{}", 8 + month, 12 + month),
        4 => format!("dal {day:02}/{month:02} al 28/{month:02}"),
        5 => format!("{day:02}/{month:02}/2026"),
        6 => format!("09.30-{:02}.00", 12 + month % 10),
        7 => format!("{price} euro"),
        8 => format!("{price}€ {} min", minute + 1),
        9 => format!("CAP {}", chance.row(5)),
        10 => format!("{} Modena (MO)", chance.row(5)),
        11 => format!("via Garibaldi {}", 1 + minute),
        12 => format!("rif. {}", chance.row(7)),
        13 => format!("rif. {}", chance.row(10)),
        14 => format!("P.IVA 0{}", chance.row(10)),
        15 => format!("IBAN IT{}X{}", chance.row(2), chance.row(22)),
        16 => format!("carta {} {} {} {}", chance.row(4), chance.row(4), chance.row(4), chance.row(4)),
        17 => format!("44.{}, 10.{}", chance.row(6), chance.row(6)),
        18 => format!("3{}.{}, 1{}.{}", chance.row(1), chance.row(4), chance.row(1), chance.row(4)),
        19 => format!("ISBN 978-88-{}-{}-{}", chance.row(3), chance.row(5), chance.row(1)),
        20 => format!("id {}", chance.row(9)),
        21 => format!("visite: {} preferiti: {}", chance.row(4), chance.row(3)),
        22 => format!("2026-11-{day:02}T{hour:02}:{minute:02}:{minute:02}"),
        23 => format!("2026-11-{day:02} {hour:02}:{minute:02}:{minute:02}"),
        24 => format!("IMG_2026{month:02}{day:02}_{}.jpg", chance.row(6)),
        25 => format!("https://example.org/a/{}", chance.row(10)),
        26 => format!("piano {month} interno {day}"),
        27 => format!("tariffe {price} 210 230 250"),
        28 => format!("cod. {}", chance.row(10)),
        _ => ["chiamami", "tel", "whatsapp", "24h", "7 su 7", "una e due", "sei solo"][chance.next(7)].to_owned(),
    }
}

#[test]
fn what_only_looks_like_a_number_is_not_taken_for_one() {
    let mut chance = Digits(999);
    let mut faults = Vec::new();
    for _ in 0..20_000 {
        let parts: Vec<String> = (0..=chance.next(4)).map(|_| no_number(&mut chance)).collect();
        let text = parts.join([" ", ", ", " - ", "\n", ". ", " | ", "; "][chance.next(7)]);
        if !find(&text, NumberingPlan::Real).is_empty() {
            faults.push(text);
        }
    }
    assert!(faults.len() <= 10, "{} of 20000\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn a_page_of_nothing_but_numbers_gives_them_all() {
    // The effort spent on one text is bounded; honest lists stay far below the bound.
    let mut text = String::new();
    for number in 0..20_000 {
        text += &format!("384 {number:07}\n");
    }
    assert_eq!(find(&text, NumberingPlan::Real).len(), 20_000);
}

/// The first text up to a share of its characters, what stands between, and the second one from a share on.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of a text"
)]
fn cut_and_join(one: &str, cut: f64, between: &str, other: &str, from: f64) -> String {
    let count = |text: &str, share: f64| (text.chars().count() as f64 * share) as usize;
    let head = one.chars().take(count(one, cut));
    head.chain(between.chars()).chain(other.chars().skip(count(other, from))).collect()
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { failure_persistence: None, ..Default::default() })]

    #[test]
    fn no_text_makes_the_finder_fail(text in "\\PC{0,200}|[0-9OIlSBZ!|°() .+/*\u{202e}\u{202c}\u{200b}-]{0,80}") {
        for plan in [NumberingPlan::Real, NumberingPlan::Rehearsal] {
            for found in find(&text, plan) {
                proptest::prop_assert!(text.get(found.span).is_some());
            }
        }
    }

    #[test]
    fn no_row_of_parts_makes_the_finder_fail(parts in proptest::collection::vec(proptest::sample::select(vec![
        "tre", "otto", "cento", "doppio", "due volte", "zeri", "poi", "o", "e", "prefisso", "più", "384", "1234567", "3", "0039",
        "+", "/68", "euro", "ore", "III", "V", "三", "百", "①", "\u{fe0f}\u{20e3}", "\u{202e}", "\u{202c}", "\n", " ", "-", "IBAN",
        "rif", "tel", "via", "🔟", "3B4", "()", "€", "°",
    ]), 0..60)) {
        let text = parts.concat();
        for found in find(&text, NumberingPlan::Real) {
            proptest::prop_assert!(text.get(found.span).is_some());
        }
    }

    /// Two texts of the corpora cut anywhere and put together, with something between.
    #[test]
    fn no_cut_or_joint_makes_the_finder_fail(one in 0..5_000_usize, other in 0..5_000_usize, cut in 0.0..1.0, from in 0.0..1.0, between in "[0-9 .\u{202e}OlI<&;/-]{0,6}") {
        let corpora = [include_str!("../corpora/phones/dev.jsonl"), include_str!("../corpora/phones/tricks.jsonl")];
        let lines: Vec<&str> = corpora.into_iter().flat_map(str::lines).collect();
        let row = |place: usize| serde_json::from_str::<Row>(lines[place % lines.len()]).unwrap();
        let (one, other) = (row(one), row(other));
        let text = cut_and_join(&one.text, cut, &between, &other.text, from);
        let found = find(&text, NumberingPlan::Real);
        proptest::prop_assert_eq!(&found, &find(&text, NumberingPlan::Real));
        for found in found {
            proptest::prop_assert!(text.get(found.span).is_some_and(|part| !part.is_empty()));
        }
        let document = Document::of_html(&text);
        let _ = find_in_document(&document, &[], NumberingPlan::Rehearsal);
    }

    #[test]
    fn no_page_makes_the_parser_or_the_finder_fail(parts in proptest::collection::vec(proptest::sample::select(vec![
        "<div>", "</div>", "<p", ">", "<b style='display:none'>", "<style>.a{order:1}.b::before{content:'3'}", "</style>", "{", "}",
        "<table><td>", "<a href='tel:384", "'", "\"", "<script type='application/ld+json'>{\"telephone\":", "</script>", "<!--", "-->",
        "<bdo dir=rtl>", "<template>", "<svg><text>", "</html>", "<input value=3", "&#x33;", "&", "384 1234567", "è", "\0", "<![CDATA[",
        "<i class='a b'>", "<b data-x='Mzg0MTIzNDU2Nw=='>", "<b onclick=\"call('384','1234567')\">", "<plaintext>", "<select><option>",
    ]), 0..40)) {
        let document = Document::of_html(&parts.concat());
        let _ = document.main_text();
        let _ = find_in_document(&document, &[], NumberingPlan::Rehearsal);
    }
}
