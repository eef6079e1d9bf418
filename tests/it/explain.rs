//! Explanations: they say why, and what they explain is exactly what is taken.

use invisibile::domain::{About, Note, NumberingPlan, Ruling};
use invisibile::extract::{self, Explanation};
use invisibile::reference::Reference;
use serde::Deserialize;

#[derive(Deserialize)]
struct Row {
    text: String,
    #[serde(default)]
    html: bool,
}

fn explained(text: &str, html: bool) -> Explanation {
    extract::explain(text, html, Reference::load(), NumberingPlan::Real)
}

/// The notes on the things of that sort, as "ruling read-as: because".
fn told(text: &str, html: bool, about: About) -> Vec<String> {
    let explained = explained(text, html);
    let told = |note: &Note| format!("{:?} {}: {}", note.ruling, note.read_as, note.because);
    explained.notes.iter().filter(|note| note.about == about).map(told).collect()
}

#[track_caller]
fn check(text: &str, html: bool, about: About, expected: &[&str]) {
    let told = told(text, html, about);
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    for (told, expected) in told.iter().zip(expected) {
        assert!(told.contains(expected), "{told:?} does not say {expected:?}");
    }
}

#[test]
fn what_is_explained_is_what_is_taken() {
    let corpora = [
        include_str!("../corpora/phones/dev.jsonl"),
        include_str!("../corpora/places.jsonl"),
        include_str!("../corpora/attributes.jsonl"),
    ];
    let reference = Reference::load();
    let (mut texts, mut numbers, mut refused) = (0, 0, 0);
    for line in corpora.iter().flat_map(|corpus| corpus.lines()) {
        let row: Row = serde_json::from_str(line).unwrap();
        let plain = if row.html {
            extract::html(&row.text, reference, NumberingPlan::Real)
        } else {
            extract::text(&row.text, reference, NumberingPlan::Real)
        };
        let Explanation { extraction, text, notes } = explained(&row.text, row.html);
        assert_eq!(extraction.numbers, plain.numbers, "{line}");
        assert_eq!(extraction.municipality, plain.municipality, "{line}");
        assert_eq!(extraction.declared, plain.declared, "{line}");
        // Each number that was taken has a note that says so, at its place; and nothing else has.
        let taken = |about: About| notes.iter().filter(move |note| note.about == about && note.ruling == Ruling::Taken);
        assert_eq!(taken(About::Number).count(), plain.numbers.len(), "{line}");
        for number in plain.numbers.iter().filter(|number| !number.span.is_empty()) {
            assert!(taken(About::Number).any(|note| note.span.as_ref() == Some(&number.span)), "{line}");
        }
        assert_eq!(taken(About::Place).next().is_some(), plain.municipality.is_some(), "{line}");
        for note in &notes {
            assert!(!note.because.is_empty(), "{note:?}");
            if let Some(span) = &note.span {
                assert!(text.get(span.clone()).is_some_and(|written| !written.trim().is_empty()), "{note:?} of {line}");
            }
        }
        texts += 1;
        numbers += plain.numbers.len();
        refused += notes.iter().filter(|note| note.ruling == Ruling::Refused).count();
    }
    assert!(texts > 1000 && numbers > 500 && refused > 500, "{texts} texts, {numbers} numbers, {refused} refusals");
}

#[test]
fn a_number_tells_how_its_digits_were_read_and_what_spoke_for_it() {
    let explained = explained("tel. 3 8 4 - 12O - doppio 4 - 56", false);
    let [note] = explained.notes.as_slice() else { panic!("{:#?}", explained.notes) };
    assert_eq!((note.ruling, note.read_as.as_str()), (Ruling::Taken, "3841204456"));
    let stage =
        |name: &str| note.stages.iter().find(|(stage, _)| *stage == name).map_or("", |(_, found)| found.as_str());
    assert!(stage("folded").contains("`12O` looks like 120"), "{}", stage("folded"));
    assert!(stage("folded").contains("`doppio` means the next digit 2 times"), "{}", stage("folded"));
    assert!(stage("joined").contains("` - `"), "{}", stage("joined"));
    assert!(stage("score").contains("announced by a word before it +14"), "{}", stage("score"));
    // The parts of the score add up to it.
    let (parts, sum) = stage("score").rsplit_once(" = ").unwrap();
    let parts = parts.split(", ").filter_map(|part| part.rsplit_once(' ')?.1.parse::<i32>().ok());
    assert_eq!(parts.sum::<i32>(), sum.parse::<i32>().unwrap());
}

#[test]
fn a_number_that_was_not_taken_tells_the_rule() {
    use About::Number;
    check("rif. 3841234599", false, Number, &["Refused 3841234599: a word before it says that it is another sort"]);
    check("tel 384 1234567, 384 1234567", false, Number, &["Taken", "Outweighed 3841234567: the same number"]);
    check("modello AB3841234567", false, Number, &["letters stuck to it"]);
    check("aperto il 12/11/2026", false, Number, &["a measure, a price, a date or an hour"]);
    check("codice 7712345", false, Number, &["Refused 7712345"]);
    let page = "<a href='tel:+393841234567'>chiama</a>";
    check(page, true, Number, &["Taken +393841234567: a link or an attribute"]);
}

#[test]
fn a_hidden_part_tells_what_hides_it() {
    let page = "<style>.x{display:none} .y{position:absolute;left:-9999px}</style>\
                <p>384<i class=x>999</i>1234567</p><p class=y>385</p><p hidden>386</p><p style='font-size:0'>387</p>\
                <script>var id = 3851234567</script><p class=x><b>388</b></p>";
    let expected = [
        "999: <i.x> is hidden: display:none by the page's rule `.x`",
        "385: <p.y> is hidden: left:-9999px by the page's rule `.y`",
        "386: <p> is hidden: its attribute `hidden`",
        "387: <p> is hidden: font-size:0 in its own style",
        "var id = 3851234567: <script> is hidden: browsers never show <script>",
        "388: <p.x> is hidden: display:none by the page's rule `.x`",
    ];
    check(page, true, About::Hidden, &expected);
    check("<p>384 1234567</p><script>var a = 1</script>", true, About::Hidden, &[]);
}

#[test]
fn a_place_tells_what_it_means_and_what_refused_it() {
    let expected =
        ["Taken Modena (MO)", "Refused via Bologna: a part of some town", "Refused Carpi: not where the ad is"];
    check("Ricevo a Modena in via Bologna, vicino a Carpi.", false, About::Place, &expected);
    check("Non ricevo a Bologna.", false, About::Place, &["Refused Bologna: a word before it rules it out"]);
    let two = told("Ricevo a Modena. Bologna.", false, About::Place);
    assert!(two.iter().any(|told| told.starts_with("Outweighed Bologna (BO): Modena (MO) has")), "{two:?}");
}

#[test]
fn a_declaration_tells_of_whom_it_is_said() {
    let expected = [
        "Taken gender F: said of the person",
        "Refused italiani: several people: clients",
        "Refused 20: years of practice",
    ];
    check("ragazza, solo italiani, 20 anni di esperienza", false, About::Attribute, &expected);
    let several = told("trans, ragazza", false, About::Attribute);
    assert!(several.iter().any(|told| told.starts_with("Outweighed gender F")), "{several:?}");
}
