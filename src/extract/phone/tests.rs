//! The finder, case by case.

use super::*;
use crate::domain::PhoneKind;

/// The number that most texts hold.
const N: &str = "+393841234567";

#[expect(clippy::disallowed_methods, reason = "a test must see the invented number it found")]
fn numbers(text: &str, plan: NumberingPlan) -> Vec<String> {
    find(text, plan).iter().map(|found| found.number.reveal().to_owned()).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(numbers(text, NumberingPlan::Real), expected, "{text}");
}

#[track_caller]
fn all_are(texts: &[&str]) {
    for text in texts {
        check(text, &[N]);
    }
}

#[track_caller]
fn none_is(texts: &[&str]) {
    for text in texts {
        check(text, &[]);
    }
}

#[test]
fn numbers_are_found_in_every_grouping_and_behind_every_prefix() {
    all_are(&[
        "384\n123\n4567",
        "384 - 12 - 34 - 567",
        "(384) 123-4567",
        "38 41 23 45 67",
        "384.12.34.567",
        "384 1234 567",
        "3841 234567",
        "38412 34567",
        "384,123,45,67",
        "+39.384.1234567",
        "+39 (384) 1234567",
        "(+39) 384/1234567",
        "0039 384 1234567",
        "00 39 384 1234567",
        "+ 39 384 1234567",
        "39 384 1234567",
        "393841234567",
        "+393 841234567",
        "38412345 67",
        "+39-384-1234567",
        "0039 - 384 - 1234567",
        "(0039) 384 1234567",
        "++39 384 1234567",
        "39-384-1234567",
    ]);
}

#[test]
fn separators_of_every_sort_are_read_over() {
    all_are(&[
        "3️⃣8️⃣4️⃣ 1️⃣2️⃣3️⃣ 4️⃣5️⃣6️⃣7️⃣",
        "3\n8\n4\n1\n2\n3\n4\n5\n6\n7",
        "[384][123][4567]",
        "{3}{8}{4}{1}{2}{3}{4}{5}{6}{7}",
        "3)8)4)1)2)3)4)5)6)7",
        "3;8;4;1;2;3;4;5;6;7",
        "384 🇮🇹 123 🇮🇹 4567",
        "384👩‍❤️‍👨123👩‍❤️‍👨4567",
        "3 8 4   1 2 3   4 5 6 7",
        "3.8.4-1.2.3-4.5.6.7",
        "3__8__4__1__2__3__4__5__6__7",
        "384 ... 123 ... 45 ... 67",
        "３８４－１２３－４５６７",
        "384。123。4567",
        "384⭕123⭕4567",
        "3 8 4 / 1 2 3 / 4 5 6 7",
        "solo 384.1234567!",
        "\"384 1234567\"",
        "*384*1234567*",
        "~384~123~45~67~",
        "📞384📞123📞4567📞",
        "384_123_4567",
        "N° 384 1234567",
        "n.384/1234567",
        "Tel/Whatsapp: 384-123.45.67",
    ]);
}

#[test]
fn digits_of_every_script_and_shape_are_digits() {
    all_are(&[
        "𝟯𝟴𝟰𝟭𝟮𝟯𝟰𝟱𝟲𝟳",
        "٣٨٤١٢٣٤٥٦٧",
        "➂➇➃➀➁➂➃➄➅➆",
        "⓷⓼⓸⓵⓶⓷⓸⓹⓺⓻",
        "⒊⒏⒋⒈⒉⒊⒋⒌⒍⒎",
        "⑶⑻⑷⑴⑵⑶⑷⑸⑹⑺",
        "3\u{336}8\u{336}4\u{336}1\u{336}2\u{336}3\u{336}4\u{336}5\u{336}6\u{336}7\u{336}",
        "ⅢⅧⅣⅠⅡⅢⅣⅤⅥⅦ",
        "cell:3️⃣8️⃣4️⃣ uno due tre 4567",
    ]);
}

#[test]
fn number_words_are_read_in_every_language_and_spacing() {
    all_are(&[
        "treottoquattro unoduetre quattrocinqueseisette",
        "tre-otto-quattro uno-due-tre quattro-cinque-sei-sette",
        "trecentottantaquattro centoventitre quarantacinque sessantasette",
        "trecento ottanta quattro cento ventitre quaranta cinque sessanta sette",
        "treinta y ocho cuarenta y uno veintitrés cuarenta y cinco sesenta y siete",
        "trois cent quatre-vingt-quatre cent vingt-trois quarante-cinq soixante-sept",
        "three eight four one two three four five six seven",
        "three hundred and eighty-four one two three 4567",
        "três oito quatro um dois três quatro cinco meia sete",
        "trei opt patru unu doi trei patru cinci sase sapte",
        "san ba si yi er san si wu liu qi",
        "三八四 一二三 四五六七",
        "三百八十四 123 4567",
        "più trentanove 384 123 4567",
        "zero zero trentanove 384 1234567",
        "più tre nove tre otto quattro uno due tre quattro cinque sei sette",
        "zerozero39 384 1234567",
        "TRECENTOTTANTAQUATTRO 1234567",
        "384-CENTOVENTITRÉ-4567",
        "treee ottooo quattrooo unooo dueee 34567",
        "sān bā sì yī èr sān sì wǔ liù qī",
        "sanbasiyiersansiwuliuqi",
        "叁捌肆 壹贰叁 肆伍陆柒",
        "三8四1二3四5六7",
        "我的电话三八四一二三四五六七欢迎",
        "tre8quattro uno2tre 4567",
        "trentanove 384 1234567",
    ]);
    check("trentotto quaranta dodici trentaquattro cinquantasei", &["+393840123456"]);
}

#[test]
fn repeaters_and_plurals_say_a_digit_several_times() {
    check("tre otto quattro doppio uno due tre quattro cinque sei", &["+393841123456"]);
    check("384 triplo 5 doppio 6 77", &["+393845556677"]);
    check("384 tre volte 5 due volte 6 77", &["+393845556677"]);
    check("384 due volte cinque 666 77", &["+393845566677"]);
    check("384 due zeri 12345", &["+393840012345"]);
    check("384 tre zeri 1234", &["+393840001234"]);
    check("384 doppio zero 12345", &["+393840012345"]);
}

#[test]
fn digits_and_words_and_letters_in_disguise_mix() {
    all_are(&[
        "384I234S67",
        "384 l23 4567",
        "38A I2E A567",
        "EBA 123 4567",
        "3B4 1Z3 4S67",
        "З84 1234567",
        "384 12З 4567",
        "tre8quattro123quattro567",
        "3otto4 1due3 4cinque6sette",
        "𝐭𝐫𝐞 𝐨𝐭𝐭𝐨 𝐪𝐮𝐚𝐭𝐭𝐫𝐨 1234567",
        "тre ottо quattro 1234567",
        "tr3 0tto qu4ttro 1234567",
        "Ⓣⓔⓛ 384 1234567",
    ]);
    check("384() 123456", &["+393840123456"]);
    check("384O I23456", &["+393840123456"]);
    check("384 OO1 2345", &["+393840012345"]);
    check("384 oo1 2345", &["+393840012345"]);
    check("384.oo.12.345", &["+393840012345"]);
    check("384⭕123456", &["+393840123456"]);
    all_are(&["t r e otto quattro 1234567", "t r e  o t t o  q u a t t r o - 1234567", "t.r.e / o_t_t_o / 4 1234567"]);
    none_is(&["t r o otto quattro 1234567"]);
}

#[test]
fn fillers_and_an_announced_strangers_may_stand_between() {
    all_are(&[
        "384 poi 123 e poi 4567",
        "chiama 384 chiama 123 ora 4567",
        "384 amore 123 tesoro 4567",
        "chiamami: 384 poi 12 poi 34 poi 567",
        "384 punto 123 punto 4567",
        "384 spazio 123 spazio 4567",
        "384 trattino 1234567",
        "inizia con 384 e finisce con 1234567",
        "il mio numero è 384 seguito da 123 e infine 4567",
        "chiamami al 384 stella 123 luna 4567",
        "chiama Lucia 384 123 4567",
        "cell 384 Maria 1234567",
    ]);
}

#[test]
fn a_prefix_given_apart_comes_first() {
    all_are(&[
        "1234567 (prefisso 384)",
        "1234567 prefisso 384",
        "123 45 67 (pref. 384)",
        "prefisso 384 numero 1234567",
        "prefisso 384, poi 1234567",
    ]);
}

#[test]
fn another_ending_is_another_number() {
    check("384 1234567/68", &[N, "+393841234568"]);
    check("384 1234567/568", &[N, "+393841234568"]);
    check("+39384 1234567 / 68", &[N, "+393841234568"]);
}

#[test]
fn roman_numerals_are_digits_in_a_row_of_them() {
    all_are(&["III-VIII-IV-I-II-III-IV-V-VI-VII", "III VIII IV I II III IV V VI VII", "384-I-II-III-4567"]);
}

#[test]
fn turned_text_is_read_as_it_shows() {
    all_are(&["\u{202e}7654321483\u{202c}", "chiama \u{202e}7654 321 483\u{202c} ora"]);
}

#[test]
fn words_that_stick_to_a_number_do_not_hide_it() {
    all_are(&[
        "tel.3841234567",
        "tel3841234567",
        "Tel384 123 4567",
        "cell.:384-1234567",
        "WhatsApp:3841234567",
        "whatsapp3841234567baci",
        "chiamami3841234567",
        "Maria3841234567",
        "Maria 3841234567.Ricevo",
        "3841234567Chiamami",
    ]);
}

#[test]
fn what_stands_beside_a_number_does_not_hide_it() {
    all_are(&[
        "3841234567, 24h",
        "3841234567 24h",
        "24h 3841234567",
        "h24 384 123 4567",
        "24 ore 384 123 4567",
        "ore 10/22 384 123 4567",
        "dalle 10 alle 22 38 41 23 45 67",
        "22 anni 384 123 4567",
        "ho 22 anni,384 123 4567",
        "100 rose 384 123 4567",
        "100€ 384 123 4567",
        "50/100 384 123 4567",
        "384 123 4567 100 euro",
        "384 123 45 67 euro 100",
        "384 123 4567 - 100€",
        "taglia 42 384 123 4567",
        "4a misura 384 123 4567",
        "via Roma 12 384 123 4567",
        "interno 3, 384 123 4567",
        "Maria, 25, 384 123 4567",
        "Modena 41121 384 123 4567",
        "dal 12/11 al 20/11 384 123 4567",
        "dal 12 al 20 novembre 384 123 4567",
        "12/11/2026 384 123 4567",
        "ore 9.30-21.00 384 123 4567",
        "ore 9-21 tel. 384/1234567",
        "cod. 12 - 384 1234567",
        "rif. 123, tel. 384 1234567",
        "annuncio 57189837 - 384 1234567",
        "P.IVA 03841234567 tel 384 1234567",
        "P.IVA 03841234567 - 384 1234567",
        "CAP 38122 tel 384 1234567",
        "coordinate 44.339672, 10.731333 cell 384 1234567",
        "IBAN IT60X0542811101000000123456 tel 384 1234567",
        "100 rose, 384.123.4567",
        "Marta 23enne 384 1234567",
        "quarta misura 384 1234567",
        "ho due amiche 384 1234567",
        "sei solo? 384 1234567",
        "solo per te, sei il mio re: 384 1234567",
        "una novità 384 1234567",
        "sono una bomba sei pronto tre otto quattro 1234567",
    ]);
}

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
fn links_in_the_text_carry_their_number() {
    all_are(&[
        "wa.me/393841234567",
        "https://wa.me/393841234567?text=ciao",
        "tel:+393841234567",
        "https://api.whatsapp.com/send?phone=393841234567",
        "telegram t.me/+393841234567",
    ]);
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
fn counting_and_lists_are_no_numbers() {
    none_is(&[
        "sono tre sorelle, due bionde e una mora",
        "1 2 3 4 5 6 7 8 9 10",
        "0 1 2 3 4 5 6 7 8 9",
        "uno due tre quattro cinque sei sette otto nove dieci",
        "tre quattro cinque sei sette otto nove dieci undici dodici",
        "taglie 36 37 38 39 40",
        "numeri 36 37 38 39 40",
        "31 32 33 34 35",
        "38 40 42 44 46",
        "risultati 3-1 2-0 1-1 2-2 3-0",
        "uno due tre, uno due tre, un passo avanti e due indietro",
        "una due tre quattro cinque sei sette otto nove volte",
        "3 8 12 25 34 56 jolly 7",
        "estrazione 3 84 12 34 56 7",
    ]);
}

#[test]
fn accounts_cards_and_codes_are_no_numbers() {
    none_is(&[
        "IBAN IT60 X054 2811 1010 0000 0123 456",
        "IBAN: IT60E0542811101000000123456",
        "carta 3782 822463 10005",
        "3782 822463 10005",
        "carta n. 4539 3841 2345 6781",
        "P.IVA 03841234567",
        "p. iva: 03841234567",
        "Partita IVA IT03841234567",
        "P.IVA03841234567",
        "C.F. 03841234567",
        "cod. fisc. 03841234567",
        "codice fiscale RSSMRA80A01H501U",
        "rif. 3841234567",
        "rif 3841234567",
        "Rif: AB3841234567",
        "ID annuncio: 3841234567",
        "annuncio n. 3841234567",
        "annuncio numero 3841234567",
        "codice cliente 3841234567",
        "ordine 3841234567",
        "ISBN 978-88-04-12345-6",
        "ISBN 3841234567",
        "ISBN 88-04-12345-6",
        "0012345678901",
        "P.IVA IT 03841234567",
        "P.IVA: 0384 123 4567",
        "partita iva n. 03841234567",
        "IMEI 384123456789012",
        "384123456789012",
        "targa AB384CD",
        "spedizione 3841234567",
        "IT38A0123412345123456789012",
        "IT 38 A 01234 12345 123456789012",
        "BE68 5390 0754 7034",
        "visa 4000 1234 5678 9010 scad 03/28 cvv 384",
        "timestamp 1763800000000",
        "EAN 8003841234567",
        "tessera n. 0123456789",
        "0123456789",
        "bollettino 001234567890123",
        "SKU 384-1234567",
        "matricola 384/1234567",
        "prot. 384/1234567",
        "fattura n. 384 1234567",
        "REA MO-384123",
    ]);
}

#[test]
fn dates_hours_and_places_on_the_map_are_no_numbers() {
    none_is(&[
        "45.464211, 9.191383",
        "38.115662, 13.361389",
        "39.223841,9.121661",
        "lat 38.1157 lon 13.3615",
        "2026-11-04T14:38:12Z",
        "04/11/2026 14:38",
        "04.11.2026 14.38.12",
        "data 01 02 2026 chiama",
        "chiama dal 01 02 2026",
        "00:1B:44:11:3A:B7",
        "10.0.0.1 3.8.4.1",
        "data:2026-11-22T01:02:03.384123",
        "2026/11/22 10:38:41.234567",
        "lun-ven 9.00-13.00 15.00-19.30",
        "lun 9:00-13:00 15:00-19:30",
        "30/06/2026 - 31/12/2026",
        "1763800000",
        "192.168.100.200",
        "versione 3.8.4",
    ]);
}

#[test]
fn addresses_and_names_of_files_are_no_numbers() {
    none_is(&[
        "IMG_20261104_143812.jpg",
        "IMG3841234567.jpg",
        "foto_3841234567.jpg",
        "DSC03841234.JPG",
        "https://example.org/annuncio/3841234567",
        "https://example.org/a?id=3841234567",
        "www.example.it/3841234567.html",
        "3841234567@example.org",
        "b5f3841234567e9c",
        "uuid 38412345-6789-4abc-8def-0123456789ab",
        "hash 3841234567abcdef",
        "foto 3841234567_1.jpg",
        "/img/3841234567/big",
    ]);
}

#[test]
fn prices_measures_and_ages_are_no_numbers() {
    none_is(&[
        "Tariffe 35 60 100 150 euro",
        "35 60 100 150",
        "35€ 60€ 100€ 150€",
        "30 min 50€, 1 ora 100€, 2 ore 180€",
        "misure 95-60-90 alta 170 peso 55",
        "90 60 90 172 55 25",
        "ricevo dalle 9 alle 13 e dalle 15 alle 20",
        "totale 3.841.234,56 euro",
        "€ 3.841.234.567",
        "384 euro, 123 minuti, 4567 punti",
        "1.234.567,89 - 3.841.234,56",
        "sono alta 1.70 peso 55 ho 25 anni",
        "ho 38 anni, 41 di piede e 23 di vita",
        "3 stelle su 5, 84 recensioni, 12345 visite",
        "visualizzazioni 38412 preferiti 34567",
        "3 camere 84 mq 1234567",
        "2 + 2 = 4",
        "IVA 22% su 384",
        "3333",
    ]);
}

#[test]
fn words_that_are_numerals_are_no_numbers() {
    none_is(&[
        "volo FR3841 gate 23 posto 45",
        "camera 384, piano 12, palazzina 34567",
        "dal lunedì al venerdì 9-13 15-19, sabato 9-12",
        "tre ragazze otto mani quattro piedi",
        "CAP 00184 Roma",
        "via Emilia 384, 41121 Modena",
        "384123456 chiamami",
    ]);
}

#[test]
fn what_is_announced_is_believed_sooner() {
    // Nine digits are an old mobile where they are grouped as one, and more often something else.
    check("cell 384 123456", &["+39384123456"]);
    check("384-123456 chiamami", &["+39384123456"]);
    check("cell 384 123 456", &["+39384123456"]);
    none_is(&["384123456", "384 123 456"]);
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

#[track_caller]
fn in_html(html: &str, expected: usize) {
    let document = Document::of_html(html);
    let found = find_in_document(&document, &[], NumberingPlan::Real);
    assert_eq!(found.len(), expected, "{html}\n{}", document.visible_text(document.root()));
    // None of the decoys, each of which would make another number.
    let right = [N, "+393851234567", "+46701740635", "+390522012345"];
    for found in numbers_of(&found) {
        assert!(right.contains(&found.as_str()), "{html}: {found}");
    }
}

#[expect(clippy::disallowed_methods, reason = "a test must see the invented number it found")]
fn numbers_of(found: &[FoundNumber]) -> Vec<String> {
    found.iter().map(|found| found.number.reveal().to_owned()).collect()
}

#[test]
fn a_page_gives_the_numbers_that_it_shows_and_those_that_its_links_carry() {
    for html in [
        "<p>384 1234567</p>",
        "<table><tr><td>3<td>8<td>4<td>1<td>2<td>3<td>4<td>5<td>6<td>7</table>",
        "<div>3</div><div>8</div><div>4</div><div>1</div><div>2</div><div>3</div><div>4</div><div>5</div><div>6</div><div>7</div>",
        "<ul><li>384<li>123<li>4567</ul>",
        "<p>384<br>123<br>4567</p>",
        "<style>.a{display:none}.b{font-size:0}.c{position:absolute;left:-999px}</style><p>38<i class=a>9</i>4 12<i class=b>8</i>3 45<b class=c>7</b>67</p>",
        "<p>384 12<span style='position:absolute;left:-9999px'>99</span>34567</p>",
        "<p><span style='unicode-bidi:bidi-override;direction:rtl'>7654321483</span></p>",
        "<p><bdo dir='rtl'>7654 321 483</bdo></p>",
        "<p dir=rtl style='unicode-bidi:bidi-override'>7654 321 483</p>",
        "<style>.r{direction:rtl;unicode-bidi:bidi-override}</style><p class=r>7654321483</p>",
        "<p>&#x202e;7654321483&#x202c;</p>",
        "<div style='display:flex'><span style='order:3'>4567</span><span style='order:1'>384</span><span style='order:2'>123</span></div>",
        "<style>.f{display:flex}.o1{order:1}.o2{order:2}.o3{order:3}</style><div class=f><b class=o3>4567</b><b class=o1>384</b><b class=o2>123</b></div>",
        "<div style='display:flex;flex-direction:row-reverse'><b>4567</b><b>123</b><b>384</b></div>",
        "<style>.n::before{content:'384'} .n::after{content:'4567'}</style><p class=n>123</p>",
        "<style>.n:after{content:attr(data-n)}</style><p>384 <b class=n data-n='1234567'></b></p>",
        "<button data-phone='3841234567'>mostra</button>",
        "<button data-p='Mzg0MTIzNDU2Nw=='>mostra</button>",
        "<button data-info='{\"id\":3859999999,\"phone\":\"384 1234567\"}'>mostra</button>",
        "<button onclick=\"showNumber('384','1234567')\">mostra</button>",
        "<button onclick='chiama(3841234567)'>x</button>",
        "<button onclick=\"window.location='tel:3841234567'\">x</button>",
        "<a href='https://wa.me/46701740635'>x</a>",
        "<a href='tel:0522012345'>x</a>",
        "<a href='https://api.whatsapp.com/send/?phone=393841234567&text&type=phone_number'>x</a>",
        "<a href='https://web.whatsapp.com/send?phone=+393841234567'>x</a>",
        "<a href='skype:+393841234567?call'>x</a>",
        "<a href='viber://chat/?number=393841234567'>x</a>",
        "<a href='tg://resolve?phone=393841234567'>x</a>",
        "<a href='whatsapp://send/?text=ciao&phone=393841234567'>x</a>",
        "<a href='tel:+39%20384%20123%204567'>x</a>",
        "<div itemscope><meta itemprop='telephone' content='+39 384 1234567'></div>",
        "<span itemprop='telephone'>384 1234567</span>",
        "<meta property='og:phone_number' content='+393841234567'>",
        "<meta property='business:contact_data:phone_number' content='+393841234567'>",
        "<script type='application/ld+json'>[{\"@graph\":[{\"contactPoint\":{\"telephone\":\"+39-384-1234567\"}}]}]</script>",
        "<textarea>384 1234567</textarea>",
        "<p>384&nbsp;123&thinsp;4567</p>",
        "<p>384&zwnj;123&#8203;45&shy;67</p>",
        "<p>&#51;84<sup></sup>12<sub></sub>34567</p>",
        "<svg><text>384 1234567</text></svg>",
        "<p>3<span>8</span><!--9-->4<script>1</script>1<style>b{}</style>234567</p>",
        "<p>Tel<b>384</b><i>1234567</i></p>",
        "<h1>Maria</h1>384 1234567<p>Modena</p>",
    ] {
        in_html(html, 1);
    }
    in_html("<p>384 1234567</p><p>385 1234567</p>", 2);
}

#[test]
fn a_page_gives_nothing_that_nobody_sees_and_no_ids() {
    for html in [
        "<button onclick=\"show('384','1234567')\">x</button>",
        "<script>var id = 3841234567;</script><p>ciao</p>",
        "<p data-id='3841234567' id='n3841234567' class='x3841234567'>ciao</p>",
        "<img alt='x' src='/img/3841234567.jpg'><a href='/a/3841234567-modena'>x</a>",
        "<input type=hidden value='3841234567'><input name=q placeholder='384'>",
        "<div hidden>384 1234567</div>",
        "<p style='display:none'>384 1234567</p>",
        "<noscript>384 1234567</noscript>",
        "<!-- 384 1234567 -->",
        "<time datetime='2026-11-22T01:02:03'>22/11/2026 01:02</time>",
    ] {
        in_html(html, 0);
    }
}

#[test]
fn only_the_named_parts_of_a_document_are_searched() {
    let document = Document::of_html("<p>384 1234567</p><div><a href='tel:3851234567'>x</a></div>");
    let selector = |name| document.root().descendent_elements().find(|node| node.value().name() == name).unwrap();
    let found = |parts: &[Node<'_>]| numbers_of(&find_in_document(&document, parts, NumberingPlan::Real));
    assert_eq!(found(&[selector("p")]), [N]);
    assert_eq!(found(&[selector("div")]), ["+393851234567"]);
    assert_eq!(found(&[selector("p"), selector("div")]), [N, "+393851234567"]);
    assert_eq!(found(&[]), [N, "+393851234567"]);
}

#[test]
fn a_digit_written_carelessly_is_read_within_a_number() {
    all_are(&[
        "tre oto quatro uno due tre quattro cinqe sei sete",
        "treee ottoo quattroo unoo duee trè quatttro cinqueee seii settee",
        "tree otto quattro uno due tre quattro cinque sei sette",
        "tre otto quattro uno due tre quattro cnique sei sette",
    ]);
    // Only as far as a digit's own word is known by it.
    none_is(&["tre botte quattro uno due tre quattro cinque sei sette"]);
}

#[test]
fn a_phrase_is_read_to_its_end() {
    check("trescientos ochenta y cuatro, ciento veintitrés, cuarenta y cinco, sesenta y siete", &[N]);
    check("384 cento ventitré 45 sessantasette", &[N]);
    check("trezentos e oitenta e quatro, doze, trinta e quatro, quinhentos e sessenta e sete", &[N]);
    check("trei sute optzeci și patru - 12 - 34 - cinci sute șaizeci și șapte", &[N]);
    check("three hundred eighty-four, twelve, 34, five hundred sixty seven", &[N]);
    check("trois cent quatre-vingt-quatre, 12, 34, cinq cent soixante-sept", &[N]);
}

#[test]
fn the_same_words_in_every_gap_are_no_part_of_the_sentence() {
    all_are(&["ecco 384 ti aspetto 123 ti aspetto 4567", "384 miao 12 miao 34 miao 567"]);
    none_is(&["384 miao 12 bau 34 miao 567 bau", "384 miao 1234567"]);
}

#[test]
fn a_letter_or_a_sign_of_money_may_be_a_separator() {
    all_are(&[
        "384x123x4567",
        "38x41x23x45x67",
        "384k123k45k67",
        "384$123$4567",
        "3%8%4%1%2%3%4%5%6%7",
        "384 x 123 x 4567",
        "384ー1234567",
    ]);
    none_is(&["384k1234567", "384$ 123$ 4567$", "3840x2160"]);
}

#[test]
fn another_ending_may_be_said_in_words() {
    let other = |ending: &str| format!("+393841234{ending}");
    for (text, ending) in [
        ("384 1234567/8", "568"),
        ("384 1234567 / 89", "589"),
        ("384 1234567 o 89", "589"),
        ("384 1234567 oppure 890", "890"),
        ("384 1234567 (o 89)", "589"),
        ("384 1234567 o ..89", "589"),
        ("384 1234567 … 89", "589"),
        ("384 1234567 oppure finisce con 8", "568"),
        ("384 1234567 e 89 finale", "589"),
        ("384 1234567, altro numero finale 890 - 80 rose", "890"),
    ] {
        check(text, &[N, &other(ending)]);
    }
    all_are(&[
        "384 1234567 o 20:30",
        "384 1234567 o 20,50",
        "384 1234567 / 2° piano",
        "384 1234567 o 8",
        "384 1234567 o 50 euro",
        "384 1234567 o\n89",
        "384 1234567 o 89 90",
        "384 1234567 e 89",
    ]);
}

#[test]
fn a_prefix_may_stand_before_or_behind_its_word() {
    all_are(&[
        "384 (prefisso) 1234567",
        "384 davanti e poi 1234567",
        "metti 384 davanti a 1234567",
        "1234567 (prima 384)",
        "il mio prefisso 384, il mio numero 1234567",
        "prefix 384 number 1234567",
        "tre otto quattro (prefisso), uno due tre quattro cinque sei sette",
    ]);
    check("3456789 prefisso 384", &["+393843456789"]);
}

#[test]
fn a_heading_or_an_ordinal_says_nothing_of_the_line_below() {
    all_are(&["Annuncio\n384 1234567", "via Roma 14, 2° piano\n38 41 23 45 67"]);
    none_is(&["annuncio 3841234567", "annuncio: 3841234567", "IBAN\n3841234567"]);
}

#[test]
fn maps_machines_and_hours_are_no_numbers() {
    none_is(&[
        "44°38'41\"N 10°23'45\"E",
        "N 44 38.412 E 010 34.567",
        "38:41:2a:34:5b:67",
        "turni 06-14 14-22 22-06",
        "09,00-13,00 15,00-20,00",
        "example.it/foto/384/1234567",
        "@maria3841234567",
        "LDV 3841234567",
    ]);
    check("38:41:23:45:67", &[N]);
    check("02-12 345678", &["+390212345678"]);
}

#[test]
fn a_row_that_begins_behind_a_question_is_no_country() {
    check("vuoi di più? 384 1234567", &[N]);
    check("più 39 384 1234567", &[N]);
    check("vuoi di più? 46 70 1740634", &[]);
}

#[test]
fn a_refrain_of_lines_costs_little() {
    all_are(&["3\n8\n4 1 2 3 4 5\n6 7", "384\n12\n34\n5 67"]);
}

#[test]
fn letters_of_every_alphabet_are_what_they_look_like() {
    all_are(&[
        "trе оttо ԛυаttrо υոо dυе trе ԛυаttrо сіոԛυе ѕеі ѕеttе",
        "ᴛʀᴇ ᴏᴛᴛᴏ ꞯᴜᴀᴛᴛʀᴏ ᴜɴᴏ 234567",
        "384 і234567",
        "384.і2З.4567",
    ]);
}

#[test]
fn leet_of_one_letter_is_read_among_words() {
    check("tre otto quattro s31 1234567", &[]);
    check("tre otto quattro s31 s31 uno due tre quattro cinque", &["+393846612345"]);
}

/// What the stages find without the look ahead.
fn found_in_all(text: &str) -> Vec<FoundNumber> {
    let visual = Visual::of(text);
    let mut whole = Some(Stretch { start: 0, opening: usize::MAX });
    find_in_stretches(&visual, NumberingPlan::Real, &mut (), |_| whole.take())
}

#[test]
fn the_look_ahead_loses_nothing() {
    let corpora = [
        include_str!("../../../tests/corpora/phones/dev.jsonl"),
        include_str!("../../../tests/corpora/phones/tricks.jsonl"),
        include_str!("../../../tests/corpora/phones/blind.jsonl"),
        include_str!("../../../tests/corpora/phones/unseen.jsonl"),
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
fn markup_shown_as_text_parts_groups() {
    all_are(&[
        "[b]384[/b] [b]123[/b] [b]4567[/b]",
        "[color=red]384[/color]1234567",
        "[size=5]384[/size][size=7]1234567[/size]",
        "<b>384</b>123<span style='x'>4567</span>",
        "384&nbsp;123&nbsp;4567",
        "384\r\n\r\n123\r\n\r\n4567",
        "viber://chat?number=%2B393841234567",
        "tel:%2B39%20384%20123%204567",
    ]);
    check("wa.me/12025550152", &["+12025550152"]);
    check("v. 12025550152", &[]);
}

#[test]
fn digits_in_dialect_are_read_among_words() {
    all_are(&["tri ot quater on du tri quater zinc si set", "trî òt quàter ón dû trî quàter zénc sî sèt"]);
    none_is(&["tri ot quater on du", "tri 84 1234567", "set tri ot, la musica del set", "on 3 du 8 tri 4 zinc 1 si 2"]);
}

#[test]
fn a_word_like_that_of_a_digit_is_read_among_certain_ones() {
    all_are(&[
        "trre otto kuattro unno due tre qvattro cincue sei sette",
        "tre-otto-quattrro-uno-ddue-tre-quattro-cinkue-sej-sette",
        "ttre hotto quattro uno due tre quattro cinque seii settte",
    ]);
    // Where most words are only like those of digits, nobody meant a number.
    none_is(&["tre otta quattra unna dua tra quettro cinche sej setta"]);
}

#[test]
fn repeaters_are_read_where_they_are_glued() {
    check("384.doppionove.34.567", &["+393849934567"]);
    check("384 triplo7 34 56", &["+393847773456"]);
    check("doppiopetto 384 1234567", &[N]);
}

#[test]
fn words_set_off_from_a_number_are_none_of_it() {
    all_are(&[
        "384 (scrivi bene) 12 (ci sei?) 34 (ultimo pezzo) 567",
        "384 ...aspetta... 12 ...ancora... 34 ...ci siamo... 567",
        "384 no sms 12 no anonimi 34 no perditempo 567",
        "384 ancora 12 quindi 34 più 567",
        "384xx12xx34xx567",
        "384xxx123xxx4567",
    ]);
    none_is(&["350 (euro) 20 (minuti) 50 (centesimi) 123", "da 384 (due ore) 12 metri"]);
}

#[test]
fn a_prefix_may_be_told_by_its_own_word_or_at_the_end() {
    all_are(&[
        "pre 384 / tel 1234567",
        "TEL384CELL1234567",
        "prefisso 384, telefono 123 45 67",
        "1234567, davanti metti 384",
        "1234567 e davanti ci va 384",
    ]);
    check("zero sei 00123456", &["+390600123456"]);
    check("tre otto quattro 123456", &["+39384123456"]);
    // Not every number before a telephone is its prefix.
    check("stanza 384, tel 059 001234", &["+39059001234"]);
    none_is(&["ho 384 foto, tel 1234567"]);
}

#[test]
fn a_short_ending_may_stand_behind_a_hyphen() {
    check("384.1234567-91", &[N, "+393841234591"]);
    check("384 1234567 o in alternativa ultime cifre 98", &[N, "+393841234598"]);
    all_are(&["384-1234567-91", "384 1234567 - 91"]);
}

#[test]
fn a_thing_that_is_numbered_is_no_telephone() {
    none_is(&[
        "sinistro n. 3841234567/26",
        "biglietto n. 3841234567 posto 12",
        "polizza 3841234567",
        "pratica n. 2026/3841234567",
        "lettera di vettura 3841234567",
        "boarding, flight no 3841234567",
        "colis numéro 3841234567",
        "pedido 3841234567",
        "encomenda 3841234567",
        "invoice #3841234567, thanks",
        "lotto, ruota di Bari: 38 41 23 45 67",
        "tombola! 38 41 23 45 67 90",
        "girone A: 3 8 4 1 2 3 4 5 6 7 punti",
        "MAC 38:41:23:45:67:89",
        "P. I. 0 3 8 4 1 2 3 4 5 6 7",
        "listino: 20,00 - 35,00 - 50,00 - 65,00",
        "versamento 384,12 + 345,67",
        "contratto luce n. 3841234567",
        "#3841234567 annuncio",
    ]);
    all_are(&[
        "biglietto da visita: 384 1234567",
        "cell #3841234567",
        "384#123#4567",
        "portone sinistro, 384 1234567",
        "per un preventivo 384 1234567",
        "tombola stasera, chiama 384 1234567",
        "P.IVA 01234567890 - 384 1234567",
        "persone serie 384 1234567",
    ]);
}

#[test]
fn a_page_tells_a_number_in_its_title_its_labels_and_its_data() {
    for html in [
        "<title>Sara 384 123 4567 - Rimini</title><p>x</p>",
        "<data itemprop=telephone value='+393841234567'>mostra</data>",
        "<a href='intent:#Intent;action=android.intent.action.DIAL;S.phone=+393841234567;end'>x</a>",
        "<script type='application/ld+json'>{\"telephone\":{\"@value\":\"+39 384 123 4567\"}}</script>",
        "<img alt='3️⃣8️⃣4️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣' src=x>",
        "<a aria-label='tre otto quattro uno due tre quattro cinque sei sette'>x</a>",
        "<button onclick=\"mostra('384','123','4567')\">Telefono</button>",
        "<div data-info='eyJ0ZWwiOiIzODQxMjM0NTY3In0='>x</div>",
    ] {
        in_html(html, 1);
    }
    for html in [
        "<span itemprop=sku>3841234567</span>",
        "<span itemprop=gtin13>3841234567</span>",
        "<p data-sku='384-123-4567'>x</p>",
        "<button onclick=\"mostra('384','12','4567')\">Telefono</button>",
        "<img alt='3841234567' src=x>",
    ] {
        in_html(html, 0);
    }
}

#[test]
fn what_only_counts_or_repeats_the_groups_is_left_out() {
    all_are(&[
        "cell 1) 384 2) 123 3) 4567",
        "cell 1ª=3 2ª=8 3ª=4 4ª=1 5ª=2 6ª=3 7ª=4 8ª=5 9ª=6 10ª=7",
        "cell a) 3 b) 8 c) 4 d) 1 e) 2 f) 3 g) 4 h) 5 i) 6 j) 7",
        "primo gruppo 384, secondo gruppo 123, terzo gruppo 4567",
        "la prima è tre, la seconda è otto, la terza è quattro, la quarta è uno, la quinta è due, la sesta è tre, \
         la settima è quattro, la ottava è cinque, la nona è sei, la decima è sette",
        "384 (trecentoottantaquattro) 12 (dodici) 34 (trentaquattro) 567 (cinquecentosessantasette)",
        "3(tre) 8(otto) 4(quattro) 1(uno) 2(due) 3(tre) 4(quattro) 5(cinque) 6(sei) 7(sette)",
        "tre (3) otto (8) quattro (4) uno (1) due (2) tre (3) quattro (4) cinque (5) sei (6) sette (7)",
        "3 come tre, 8 come otto, 4 come quattro, 1 come uno, 2 come due, 3 come tre, 4 come quattro, 5 come cinque, \
         6 come sei, 7 come sette",
        "384/trecento ottantaquattro 123/centoventitré 4567",
        "1° blocco 384 2° blocco 123 3° blocco 4567",
        "parte uno: 384; parte due: 123; parte tre: 4567",
        "nr 1: 3, nr 2: 8, nr 3: 4, nr 4: 1, nr 5: 2, nr 6: 3, nr 7: 4, nr 8: 5, nr 9: 6, nr 10: 7",
        "A=384 B=123 C=4567",
    ]);
    none_is(&["menu: 1) 30 2) 45 3) 60 4) 75", "1. 2 camere 2. 3 bagni 3. 4 posti"]);
    check("384 1234567 (tre otto quattro uno due tre quattro cinque sei sette)", &[N]);
}

#[test]
fn a_digit_may_be_said_again_by_what_follows_it() {
    check("tel 3 8 4 1 2 3 4 poi il 5 per tre volte", &["+393841234555"]);
    check("tel 3 8 4 1, 2 tre volte, 5 6 7", &["+393841222567"]);
    check("tel tre otto quattro uno, due volte l'otto, quattro cinque sei sette", &["+393841884567"]);
    check("tel 3 8 4 1, tre sette, 5 6 7", &["+393841777567"]);
    check("tel 3 8 4 1, tre sette, 5 6 7 8", &["+393841375678"]);
    check("tel 3 8 4 1, una coppia di 8, 4 5 6 7", &["+393841884567"]);
    check("tel 3 8 4 1, un nove e un altro nove, 4 5 6 7", &["+393841994567"]);
}

#[test]
fn words_may_stand_between_the_groups_of_a_mobile() {
    all_are(&[
        "si comincia con 384, si va avanti con 123 e si finisce con 4567",
        "numero: prima 384, dopodiché 123, ultimo pezzo 4567",
        "mi trovi: 384 ehm 123 ehm 4567",
        "il numero inizia per 384, in mezzo c'è 123 e finisce per 4567",
        "testa 384 corpo 123 coda 4567",
    ]);
    none_is(&[
        "in città 384 persone sedute, 123 in piedi e molti altri fuori 4567",
        "384 negozi chiusi su 123 aperti da 4567",
    ]);
}

#[test]
fn an_article_is_no_digit_of_the_number_before_it() {
    check("tel. 384/123456, è un numero corto, uno di una volta", &["+39384123456"]);
    all_are(&["trois huit quatre un deux trois quatre cinq six sept", "3 huit 4 un 2 trois 4 cinq 6 sept"]);
}

#[test]
fn a_number_is_read_backwards_where_the_text_says_so() {
    all_are(&[
        "cell allo specchio 7654321483, leggetelo",
        "numero al contrario: 7654321483",
        "tel girato: 7654321483 (leggere partendo dal fondo)",
        "7654321483 ma va letto a ritroso",
        "Studio al 1° piano. leggi al contrario 7654321483",
        "sette sei cinque quattro tre due uno quattro otto tre, alla rovescia",
    ]);
    // A number as it stands, and words that may mean the way.
    check("in fondo a sinistra 384 1234563", &["+393841234563"]);
    check("al contrario di altri rispondo: 384 1234567", &[N]);
    none_is(&["ordine 7654321483", "in fondo 7654321483"]);
}

#[test]
fn words_glued_into_a_number_and_ornaments_beside_it_are_left_out() {
    all_are(&["384NOSPAM1234567", "384ciao123ciao4567", "xxx3841234567xxx", "384(punto)123(punto)4567", "3🎱41234567"]);
    none_is(&["AB3841234567CD", "384AB1234567", "384metri1234567"]);
}

#[test]
fn several_endings_are_several_numbers() {
    check("tel 051 0821636/7/8", &["+390510821636", "+390510821637", "+390510821638"]);
    check("394 0740820-/21", &["+393940740820", "+393940740821"]);
    check("tel 0545 03 83 4", &["+39054503834"]);
}

#[test]
fn glued_words_with_accents_are_looked_at() {
    all_are(&["me liga: trêsoitoquatroumdoistrêsquatrocincoseissete", "vado via, chi c'è c'è: 384-I23-4567"]);
}

#[test]
fn documents_and_counts_are_no_telephones() {
    none_is(&[
        "Concorso 3841234567: estratto il vincitore",
        "num. bolletta 384 123 4567, scadenza il 20",
        "n° inventario 3841234567 sedia girevole",
        "Numero di serie 3841234567, garanzia fino a marzo",
        "matr. 3841234567 motore revisionato",
        "matricola caldaia: 3841234567",
        "S/N 3841234567 centralina",
        "3841234567-B centralina",
        "Il codice della prenotazione booking è 3841.234.567",
        "numero di biglietto 220-3841234567",
        "3841234567 byte liberi",
        "订单号 3841234567，预计送达",
        "Polizza auto 3841234567 scadenza giugno",
        "rif. agenzia 384 123 4567 trilocale",
        "hashtag #3841234567",
        "Raccomandata numero 3841234567-8",
        "3,841,234,567 streams on the site",
    ]);
    all_are(&[
        "info concorso: chiama 3841234567",
        "preventivo gratis 384 1234567",
        "garanzie serie, 384 1234567",
        "rif. Marco 384 1234567",
        "电话 3841234567",
        "384 1234567 - A presto",
    ]);
}

#[test]
fn lists_of_small_numbers_are_no_telephones() {
    none_is(&[
        "3 5 8 9 14 22 30 31 38 39 45 47 52 55 60 66 71 80 84 90",
        "Volley 3-1: 25-19 23-25 25-20 25-18",
        "minime: 3 8 4 5 5 2 0 -1 -9 -3",
        "Serie storica: 384, 552, 0, 193, 845, 520, 193",
        "recensioni 384 - 5★ 552 - 4★ 19 - 3★",
        "tagliandi a 30000 60000 90000 km",
        "estratti oggi: 38 41 23 45 67 89",
        "precipitazioni 38,4 mm 12,3 mm 45,67 mm",
        "pagamento 384.123,45 in 67 rate",
        "popolazione 1.384.123 e 4567 altri",
    ]);
    all_are(&["38-41 23-45-67", "384 -123 -4567", "3★8★4★1★2★3★4★5★6★7"]);
}

#[test]
fn what_was_said_in_one_sentence_says_nothing_of_the_next() {
    all_are(&[
        "Ho la patente C da anni. 384 1234567",
        "Ci vediamo in via Roma. 38 41 23 45 67",
        "matricola persa! 3841234567",
    ]);
    none_is(&["La patente n. 3841234567", "patente: 3841234567"]);
}

#[test]
fn pages_and_articles_are_listed_by_small_numbers() {
    none_is(&["vedi pagine 38, 41, 234 e 567", "pp. 38-41 e 234-567", "artt. 38, 412, 345 e 67"]);
    all_are(&["vedi pagine 12 e 13, tel. 384 1234567", "pag. 3841234567"]);
}

#[test]
fn what_one_calls_for_numbers_nothing() {
    all_are(&[
        "spese incluse. Per visite 384 1234567",
        "per prenotazioni 384 1234567",
        "per visite ３８４１２３４５６７",
    ]);
    none_is(&["per pratiche, pratica 3841234567"]);
}

#[test]
fn thousands_are_glued_words_too() {
    all_are(&[
        "trecentottantaquattro, centoventitré, quattromilacinquecentosessantasette",
        "trecentottantaquattro dodici trentaquattromilacinquecentosessantasette",
    ]);
    check("trecentottantaquattro, cento, milleduecentotrenta", &["+393841001230"]);
}

#[test]
fn a_word_may_begin_with_its_own_digit() {
    all_are(&["3re 8tto 4ttro uno 2ue tre 4attro cinque 6ei 7ette"]);
    none_is(&["8tto e 7ette", "3 per 2, 4ever, 8bit, 2nd, 3rd, 1st, 5cento"]);
}

#[test]
fn words_may_stand_between_digits_told_in_words() {
    all_are(&[
        "tre otto quattro fai subito uno due tre non aspettare quattro cinque sei sette!",
        "tre otto quattro bacio uno due tre quattro carezza cinque sei sette",
    ]);
    none_is(&[
        "tre sorelle, otto fratelli, quattro zie, uno zio, due cugini, tre gatti, quattro cani, cinque topi, sei pesci, sette rane",
    ]);
}

#[test]
fn a_round_mark_is_a_zero_where_it_sticks_to_digits() {
    check("386 397 ○393", &["+393863970393"]);
    all_are(&["○ 384 1234567", "○ massaggi ○ 384 1234567"]);
}

#[test]
fn a_table_of_small_numbers_is_no_number() {
    none_is(&[
        "tagliandi a 30.000, 60.000, 90.000, 384.000 e 120.000",
        "38 45 12\n67 89 10",
        "10 20 30\n38 41 23\n45 67 89",
    ]);
    all_are(&["38 41 23\n45 67", "3 8 4 1 2\n3 4 5 6 7"]);
    check("38 41 23 45 67\n38 41 23 45 68", &[N, "+393841234568"]);
}

#[test]
fn a_prefix_may_be_promised_before_it_is_told() {
    all_are(&["davanti c'è 384, dietro 1234567", "1234567 – il prefisso lo trovi nel titolo: 384"]);
}

#[test]
fn rates_are_no_digits() {
    none_is(&["rata 341,22 x 61 mesi TAN 3,84 TAEG 1,23 tel 4567"]);
}

#[test]
fn a_sign_on_both_sides_makes_no_mail_address() {
    all_are(&["chiama @3841234567@", "@3841234567@ baci"]);
    none_is(&["3841234567@posta.example"]);
}

#[test]
fn another_ending_may_stand_behind_a_backslash_or_be_that_of_the_same_number() {
    check("384 1234567 \\ 89", &[N, "+393841234589"]);
    check("384 1234567 oppure stesso numero ma finale 92", &[N, "+393841234592"]);
}

#[test]
fn a_number_that_is_somebodys_own_is_announced() {
    all_are(&[
        "Numero: 3-8_4-1/2/3/4-5.6.7. Peso 87 kg",
        "referenze serie - Il mio numero è 3💃8💃4💃1💃2💃3💃4💃5💃6💃7",
    ]);
}

#[test]
fn a_count_of_digits_is_none_of_them() {
    all_are(&["le prime tre sono 384, poi 123, gli ultimi quattro 4567", "primi tre 384, ultime sette 1234567"]);
}

#[test]
fn nine_digits_told_by_their_words_are_a_number() {
    check("Il mio è tre otto cinque uno sette tre tre quattro cinque.", &["+39385173345"]);
}

#[test]
fn counting_to_ten_in_words_is_no_number() {
    none_is(&["unu doi trei patru cinci șase șapte opt nouă zece, cine nu e gata"]);
}

#[test]
fn sums_and_products_are_no_numbers() {
    none_is(&["tre per tre nove, nove per otto settantadue, sei per sette quarantadue"]);
}

#[test]
fn the_path_of_a_page_holds_no_number() {
    none_is(&["GET /ad/3841234567 HTTP/1.1", "/annunci/modena/3841234567"]);
    all_are(&["tel/384/1234567", "tel. /384/1234567"]);
}

#[test]
fn a_sudoku_is_no_list_of_numbers() {
    none_is(&["5 3 4 6 7 8 9 1 2\n6 7 2 1 9 5 3 4 8\n3 8 4 1 2 3 4 5 6"]);
}

#[test]
fn a_landline_behind_its_prefix_in_brackets_is_no_date() {
    check("Rispondo al (0541) 08-11-68.", &["+390541081168"]);
    check("zero-cinque-tre-due 03 18 10", &["+390532031810"]);
}

#[test]
fn a_list_in_code_is_no_number() {
    none_is(&["x = [3, 8, 4, 1, 2, 3, 4, 5, 6, 7]; print(sum(x))"]);
    all_are(&["tel [3, 8, 4, 1, 2, 3, 4, 5, 6, 7]", "chiama [384] 1234567"]);
}

#[test]
fn marks_and_brackets_that_look_like_digits_are_read_where_a_number_wants_them() {
    all_are(&[
        "3ß4 123 4567",
        "3ß4.123.4567",
        "3&4 123 4567",
        "3∞4 123 4567",
        "384¡234567",
        "384 🔴 123 🔴 4567",
        "384🔵123🔵45🔵67",
        "384 ✌️ 123 ✌️ 4567",
        "☝ 3841234567 ✌",
        "384 1234567 🔴🔴",
        "384 1234567 ()",
        "384 123 4567 $",
        "384&123&4567",
    ]);
    for (text, expected) in [
        ("38$8123456", "+393858123456"),
        ("38412 34 ()67", "+393841234067"),
        ("384()123456", "+393840123456"),
        ("384[]123456", "+393840123456"),
        ("384 ()() 12345", "+393840012345"),
        ("384 123 45()()", "+393841234500"),
        ("384 ()23 456$", "+393840234565"),
        ("3 8 4 ⚪ 2 3 4 5 6 7", "+393840234567"),
        ("3 8 4 1 2 3 4 5 6 ⚪", "+393841234560"),
        ("384 🎱234567", "+393848234567"),
    ] {
        check(text, &[expected]);
    }
    none_is(&["prezzi 38$ 41$ 23$ 45$ 67$", "$384 $123 $456", "3$ 8$ 4$ 1$ 2$ 3$ 4$ 5$ 6$ 7$"]);
    assert_eq!(numbers("chiama 3 ⭕ 4 ⭕ 🎱 ⭕ 3 4 2 5", NumberingPlan::Rehearsal), ["+393040803425"]);
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
fn a_price_before_a_number_denies_nothing_but_itself() {
    all_are(&[
        "prezzo 80 384 123 4567 ore 14",
        "prezzo: 80, 384 123 4567",
        "tariffa 100 384 1234567",
        "Prezzo\n80\n384 123 4567",
        "tel prezzi\n384 123 4567 80",
        "prezzi\n3841234567",
        "lo vendo a 385.000. Tel 384 1234567",
        "385.000 euro, 384 1234567",
        "3841234567 lire 385.000",
    ]);
    none_is(&["prezzi 50 80 100 150 200", "listino 300 250 350 250 384 350", "tariffe: 30, 50, 80, 100, 120"]);
}

#[test]
fn letters_in_each_gap_of_a_mobile_only_part_it() {
    all_are(&[
        "3amore8amore4amore1amore2amore3amore4amore5amore6amore7",
        "3miao8bau4miao1bau2miao3bau4miao5bau6miao7",
        "38amore41amore23amore45amore67",
        "3x8k4w1v2x3w4y5x6k7",
        "38x41k23w45y67",
        "3 gatto 8 gatto 4 gatto 1 gatto 2 gatto 3 gatto 4 gatto 5 gatto 6 gatto 7",
        "num3841234567grazie",
        "il3841234567",
        "qui3841234567baci",
    ]);
    none_is(&[
        "a3b8c4d1e2f3a4b5c6d7e8f9",
        "id 3a8b4c1d2e3f4a5b6c7d8e9f",
        "id3841234567",
        "AB3841234567",
        "AL3841234567",
    ]);
    check("recapito 3-OtTO4 uno. 2-3. 45. 67", &[N]);
    none_is(&["2026-12T18"]);
}

#[test]
fn an_order_of_digits_is_no_purchase() {
    all_are(&[
        "le cifre nell'ordine sono 3, 8, 4, 1, 2, 3, 4, 5, 6, 7",
        "in ordine: 3 8 4 1 2 3 4 5 6 7",
        "nel seguente ordine 3 8 4 1 2 3 4 5 6 7",
        "in order: 3 8 4 1 2 3 4 5 6 7",
        "ho la patente B e C. 384 123 4567",
        "ho la patente, 384 1234567",
    ]);
    none_is(&["ordine 3841234567", "il mio ordine 3841234567", "patente n. 3841234567", "pratica 3841234567"]);
}

#[test]
fn a_count_of_digits_or_parts_is_none_of_them() {
    all_are(&[
        "tre cifre 384, le altre sette 123 4567",
        "i primi cinque numeri sono 38412 e gli altri cinque 34567",
        "prime 3 cifre 384, ultime 7: 1234567",
        "le prime due 38, le altre otto 41234567",
        "prima metà 38412 seconda metà 34567",
        "1a metà 38412 2a metà 34567",
        "1ª metà: 38412, 2ª metà: 34567",
        "the first three are 384, the other seven 1234567",
    ]);
}

#[test]
fn the_first_digit_may_be_told_apart() {
    all_are(&[
        "3 (la prima cifra) e di seguito 84 123 4567",
        "il solito 3 davanti, poi 84 123 4567",
        "metti il tre davanti a 84 123 4567",
        "84 123 4567 con il 3 davanti",
        "84 123 4567 preceduto da 3",
        "84 123 4567, davanti un 3",
        "841234567 con un tre davanti",
        "1234567 con 384 davanti",
    ]);
    none_is(&["3 davanti e 2 dietro", "ne ho 3 davanti a casa e 12 dietro"]);
}

#[test]
fn large_amounts_and_years_are_no_numbers() {
    none_is(&[
        "3.850.000.000 di follower",
        "3.850.000.000 euro",
        "ha 3.841.234.567 di abitanti",
        "3 850 000 000 di euro",
        "lire 385.000 nel 1994",
        "pagato 385.000 nel 1994",
        "€ 385.000 nel 2019",
    ]);
}

#[test]
fn rising_rows_laws_and_measures_are_no_numbers() {
    none_is(&[
        "385 386 387 394 395 396 398 399, 2 euro",
        "nn. 385, 386, 387",
        "mancano 384-385-386-391",
        "numeri estratti 3 38 59 61 72 84 jolly 90",
        "figurine 35 84 121 358",
        "ne cerco 35 84 121 358 359 394 401 447",
        "DPR 380/2001, L. 394/91, D.Lgs 385/93",
        "L. 392/78 e L. 431/98",
        "legge n. 394/1991 e D.Lgs. n. 385/1993",
        "353x175x190",
        "mobile 3500x2100x18",
        "armadio 350x175x1900",
    ]);
    all_are(&["3 4 5 6 7 8 9 10 11 12; +39 384 123 4567", "compro figurine, giocattoli. 384 1234567", "384x123x4567"]);
}

#[test]
fn letters_among_single_digits_are_digits() {
    all_are(&[
        "з-8-4-1-2-3-4-5-6-7",
        "3 8 4 l 2 3 4 5 б 7",
        "3.8.4.l.Z.з.4.s.б.7",
        "3 8 4 1 z 3 4 s 6 7",
        "384 l2 34 5б 7",
        "384/!2З4567",
        "зВ4 12з 4567",
        "384 123 4Š67",
    ]);
    check("384 6ø6 6868", &["+393846066868"]);
    check("3B412 3456!\nbaci", &["+393841234561"]);
    none_is(&["Loc. Poggio 356, 39041 (BZ), sn", "38121 (TN) 39100 (BZ)"]);
}

#[test]
fn a_list_of_prices_has_the_same_gaps() {
    all_are(&["Dopo le 20,30 → 38 4123 4567 ← 150€", "ore 20,30 384 1234567"]);
    none_is(&["20 30 385"]);
}

#[test]
fn single_digits_are_no_dates_and_an_announced_row_no_scores() {
    all_are(&["3/8-4,1/2/3-4-5,6,7", "Numero: 3-8 4-1 2-3 4-5 6-7"]);
    none_is(&["risultati 3-1 2-0 1-1 3-2 0-0", "3-1 2-0 1-1 3-2 0-0", "dal 3/8 al 4/1"]);
}

#[test]
fn signs_of_money_may_be_doubled_between_groups() {
    all_are(&["384€€123€€4567", "384€€12€€34€€567", "384 1234567 €€€", "384 1234567 80€€"]);
    none_is(&["38€ 41€ 23€ 45€ 67€"]);
}

#[test]
fn hours_behind_a_comma_are_none_of_the_number() {
    all_are(&["38 ok 4123 ok 4567, 18-23", "384 123 4567 | 09-13"]);
    assert_eq!(numbers("30 ok 3181 ok 0100, 18-23", NumberingPlan::Rehearsal), ["+393031810100"]);
}

#[test]
fn names_of_users_codes_and_sizes_are_no_numbers() {
    none_is(&[
        "user_3841234567 ha scritto",
        "guest-3841234567",
        "EK-3841234567",
        "VR_3841234567",
        "38 45 61 20 99\nnumeri delle taglie rimaste",
        "38 45 61 20 99, cinquina di Genova",
        "Viti 3x8, 4x56, 5x120, 3,9x94",
        "quadri 38x41, 23x45, 67x80",
    ]);
    all_are(&[
        "TEL-3841234567",
        "WA-3841234567",
        "tel_3841234567",
        "Modena-3841234567",
        "38 41 23 45 67 numero privato",
        "38 41 23 45 67, misure 90-60-90",
    ]);
}

#[test]
fn what_is_behind_another_country_is_no_number_of_this_one() {
    assert_eq!(numbers("+1 305.555.0124", NumberingPlan::Rehearsal), ["+13055550124"]);
    check("+1 384.555.0124", &[]);
    all_are(&["2+1 384 1234567", "+39 384 1234567", "+ 39 384 1234567"]);
}

#[test]
fn sums_in_digits_are_no_numbers() {
    none_is(&["384 + 512 = 896", "384-123=261", "SHA 3841234567abcdef"]);
    all_are(&["spedizione 9,90 €. numero: [38][41][23][45][67]", "384-123=4567"]);
}

#[test]
fn a_capital_among_single_digits_is_one_of_them_and_a_small_word_is_none() {
    all_are(&["tel.3 8 4 1 2 E 4 S 6 7", "chiama 3-8-4-1-2-E-4-5-6-7", "+39 3.8.4.1.2.E.4.5.6.7"]);
    check("384 12345 E 3 persone", &[]);
    check("call me on +39 385 579133 for a booking", &["+39385579133"]);
    all_are(&["call 384 1234567 for 2 hours", "three eight four one two three for five six seven"]);
}
