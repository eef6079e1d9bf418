//! What a find says of itself, and the look ahead.

use super::*;

#[test]
fn several_numbers_are_told_apart_and_each_given_once() {
    all_are(&[
        "384 123 4567 tre otto quattro uno due tre quattro cinque sei sette",
        "3841234567 = tre otto quattro 1234567",
    ]);
    check("3841234567 3841234568", &[N, "+393841234568"]);
    check("3841234567/3841234568", &[N, "+393841234568"]);
    check("3841234567-3841234568", &[N, "+393841234568"]);
    check("384 1234567 384 1234568", &[N, "+393841234568"]);
    check("384 1234567 0522 012345", &[N, "+390522012345"]);
    check("0522 012345 384 1234567", &["+390522012345", N]);
    check("0522-012345 / 384-1234567", &["+390522012345", N]);
    check("384 123 4567 (solo sms) 385 123 4567", &[N, "+393851234567"]);
    check("tel 384 12 34 567 / 385 12 34 567", &[N, "+393851234567"]);
    check("384 12 34 567 o 385 12 34 567 oppure 386 12 34 567", &[N, "+393851234567", "+393861234567"]);
    check("384 1234567\n385 1234567\n386 1234567", &[N, "+393851234567", "+393861234567"]);
    check("3841234567,3851234567;3861234567", &[N, "+393851234567", "+393861234567"]);
    check("38 41 23 45 67 - 38 51 23 45 67", &[N, "+393851234567"]);
    check("3 8 4 1 2 3 4 5 6 7   3 8 5 1 2 3 4 5 6 7", &[N, "+393851234567"]);
    check(
        "tre otto quattro uno due tre quattro cinque sei sette oppure tre otto cinque uno due tre quattro cinque sei sette",
        &[N, "+393851234567"],
    );
}

#[test]
fn foreign_toll_free_and_landline_numbers_are_found() {
    check("800 123 456", &["+39800123456"]);
    check("numero verde 800123456", &["+39800123456"]);
    check("+44 7400 123456", &["+447400123456"]);
    check("+40 721 234 567", &["+40721234567"]);
    check("0040 721 234 567", &["+40721234567"]);
    check("+34 612 34 56 78", &["+34612345678"]);
    check("+33 6 12 34 56 78", &["+33612345678"]);
    check("+41 79 123 45 67", &["+41791234567"]);
    check("+55 11 91234-5678", &["+5511912345678"]);
    check("+86 138 0013 8000", &["+8613800138000"]);
    check("+49 (0)171 3920005", &["+491713920005"]);
    check("0522/012345", &["+390522012345"]);
    check("0522 01 23 45", &["+390522012345"]);
    check("(0522) 012345", &["+390522012345"]);
    check("tel 0522.012.345", &["+390522012345"]);
    check("zero cinque due due zero uno due tre quattro cinque", &["+390522012345"]);
    check("cell 384 123456", &["+39384123456"]);
}

#[test]
fn what_plain_matching_would_miss_is_obscured() {
    let obscured = |text: &str| find(text, NumberingPlan::Real).iter().map(|found| found.obscured).collect::<Vec<_>>();
    for text in ["3841234567", "+39 384 1234567", "384-123.45/67", "(384) 1234567", "tel. 3841234567", "0522 012345"] {
        assert_eq!(obscured(text), [false], "{text}");
    }
    for text in [
        "384*123*4567",
        "384\u{200d}1234567",
        "384\n1234567",
        "384❤1234567",
        "3B4 1234567",
        "384 poi 1234567",
        "tre otto quattro 1234567",
        "③⑧④①②③④⑤⑥⑦",
        "tel3841234567",
        "\u{202e}7654321483\u{202c}",
    ] {
        assert_eq!(obscured(text), [true], "{text}");
    }
}

#[test]
fn a_find_says_where_it_stood() {
    let spans = |text: &str| {
        find(text, NumberingPlan::Real).iter().map(|found| text[found.span.clone()].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(spans("è qui: (+39) 384 1234567, ore 9"), ["+39) 384 1234567"]);
    assert_eq!(spans("tre otto quattro ❤ 1234567 o 385-1234567!"), ["tre otto quattro ❤ 1234567", "385-1234567"]);
    assert_eq!(spans("à \u{202e}ciao 7654321483\u{202c} è"), ["7654321483"]);
    assert_eq!(spans("384 1234567/68"), ["384 1234567", "68"]);
}

#[test]
fn a_find_says_of_what_kind_the_number_is() {
    let kind = |text: &str, plan| find(text, plan).first().map(|found| found.number.kind());
    for (text, expected) in [
        ("384 1234567", PhoneKind::Mobile),
        ("0522 012345", PhoneKind::Landline),
        ("800 290 290", PhoneKind::TollFree),
        ("+46 70 174 06 35", PhoneKind::Foreign),
    ] {
        assert_eq!(kind(text, NumberingPlan::Real), Some(expected), "{text}");
    }
    assert_eq!(kind("300 1234567", NumberingPlan::Rehearsal), Some(PhoneKind::Invented));
}

#[test]
fn invented_numbers_are_found_in_the_rehearsal_only() {
    for text in [
        "300 1234567",
        "+39 300 123 4567",
        "3-0-0-1-2-3-4-5-6-7",
        "tre zero zero uno due tre quattro cinque sei sette",
        "trecento 123 45 67",
        "3OO I234567",
        "③⓪⓪ ①②③ ④⑤⑥⑦",
    ] {
        assert_eq!(numbers(text, NumberingPlan::Rehearsal), ["+393001234567"], "{text}");
        assert_eq!(numbers(text, NumberingPlan::Real), [""; 0], "{text}");
    }
}

#[test]
fn a_refrain_of_lines_costs_little() {
    all_are(&["3\n8\n4 1 2 3 4 5\n6 7", "384\n12\n34\n5 67"]);
}

/// What the stages find without the look ahead.
fn found_in_all(text: &str) -> Vec<FoundNumber> {
    let visual = Visual::of(text);
    let mut whole = Some(Stretch { start: 0, opening: usize::MAX, turns: false });
    find_in_stretches(&visual, NumberingPlan::Real, &mut (), |_| whole.take())
}

#[test]
fn the_look_ahead_loses_nothing() {
    let corpora = [
        include_str!("../../../../tests/corpora/phones/dev.jsonl"),
        include_str!("../../../../tests/corpora/phones/tricks.jsonl"),
        include_str!("../../../../tests/corpora/phones/blind.jsonl"),
        include_str!("../../../../tests/corpora/phones/unseen.jsonl"),
    ];
    let filling = "Ricevo in ambiente pulito e riservato, parlo italiano e spagnolo. ".repeat(4);
    for line in corpora.into_iter().flat_map(str::lines) {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = row["text"].as_str().unwrap();
        assert_eq!(find(text, NumberingPlan::Real), found_in_all(text), "{text}");
        let text = format!("{filling}{text} {filling}");
        assert_eq!(find(&text, NumberingPlan::Real), found_in_all(&text), "{text}");
    }
}

#[test]
fn the_look_ahead_passes_over_what_holds_no_number() {
    let passed = |text: &str| Scan::of(text).next(0).is_none();
    for text in [
        "Ricevo tutti i giorni dalle 10 alle 22, anche la domenica, 170 cm, 24 anni, 100 euro.",
        "dal 12/11/2026 al 28/11/2026, poi riparto",
        "sono tre sorelle bionde",
        "è una novità! 💋 perché no? più di 20 foto",
        "mezz'ora o un'ora e c'è la doccia, dalle 10 alle 22, 170 cm, 24 anni",
        "",
    ] {
        assert!(passed(text), "{text}");
    }
    for text in [
        "384 1234567",
        "1234567 (prefisso 384)",
        "+46 70 1740634",
        "t r e  o t t o  q u a t t r o",
        "③ 8 4 1 2 3",
        "199 123 456",
    ] {
        assert!(!passed(text), "{text}");
    }
    let long = format!("{} chiama 384 1234567", "Ciao a tutti. ".repeat(40));
    let stretch = Scan::of(&long).next(0).unwrap();
    assert!(stretch.start > 400 && stretch.start < stretch.opening, "{stretch:?}");
    assert_eq!(long.get(stretch.opening..stretch.opening + 3), Some("384"));
}

#[test]
fn a_landline_is_found_to_its_end_in_every_grouping() {
    for text in [
        "052200 79 96",
        "0522/00 79 96",
        "0522/00.79.96",
        "+39 0522 00.79.96",
        "+39 0522 00 79 96",
        "+39 0522/007996",
        "0522 0079 96",
        "(0522) 00-79-96",
        "0522007 996",
        "0522/007996 80/100 euro",
        "0039 0522 007996 80/100 euro",
        "0522 007996 ore 9/12",
        "0522/007996, 25-30 anni",
    ] {
        check(text, &["+390522007996"]);
    }
    check("+39 06/0040 7996", &["+390600407996"]);
    check("0522 00 79 48 ore pasti", &["+390522007948"]);
    for text in
        ["0522/007996/28", "0522 007996/28", "0522/007996-28", "0522/00 79 96/28", "tel. 0522/007996/28 ore ufficio"]
    {
        check(text, &["+390522007996", "+390522007928"]);
    }
    check("051/009059/60/61", &["+39051009059", "+39051009060", "+39051009061"]);
    none_is(&["0522/2026", "05 03 2026 18 30", "06/04 07/04 08/04", "05 22 34 56 78"]);
}

#[test]
fn a_page_full_of_numbers_told_in_words_is_read_to_its_end() {
    let digits = ["zero", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove"];
    let ad = |number: u32| {
        let told = format!("384{number:07}");
        let words: Vec<&str> = told.bytes().map(|digit| digits[usize::from(digit - b'0')]).collect();
        format!("Bella mora, {}.\n", words.join(" "))
    };
    let page: String = (1..=400).map(|number| ad(number * 7_919)).collect();
    assert_eq!(find(&page, NumberingPlan::Real).len(), 400);
}
