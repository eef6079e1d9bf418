//! The glance against the stages: what is told at first sight is what they say.

use super::super::piece::Pieces;
use super::super::visual::Visual;
use super::super::{FoundNumber, find, find_in_stretches, glance, scan::Scan};
use super::*;
use crate::domain::NumberingPlan;

/// What the stages find in the same stretches, for somebody who listens.
fn by_stages(text: &str) -> Vec<FoundNumber> {
    let visual = Visual::of(text);
    let mut scan = Scan::of(&visual.text);
    find_in_stretches(&visual, NumberingPlan::Real, &mut Vec::new(), |from| scan.next(from))
}

#[track_caller]
fn glanced(text: &str) -> bool {
    let opening = text.find('3').expect("a number");
    assert_eq!(find(text, NumberingPlan::Real), by_stages(text), "{text}");
    announced(text, 0, opening).is_some()
}

#[test]
fn an_announced_mobile_in_plain_digits_is_told_at_first_sight() {
    for text in [
        "Chiama 3841234567",
        "Sono Anna, capelli neri. Tel. 384 123 4567\nRicevo tutti i giorni",
        "whatsapp +39 384 1234567, 24h.",
        "(cell: 384-1234567), anche sms",
        "tel.: +393841234567!",
        "telefono 394/1234567. Zona centro",
        "chiama 384*123❤️4567 subito",
    ] {
        assert!(glanced(text), "{text}");
    }
}

#[test]
fn a_mobile_among_ordinary_words_is_told_at_first_sight() {
    let bare = |text: &str| {
        assert_eq!(find(text, NumberingPlan::Real), by_stages(text), "{text}");
        let opening = text.find('3').expect("a number");
        glance(text, &mut Pieces::of(text), opening).is_some()
    };
    for text in [
        "Ragazza dolce e paziente 3841234567",
        "Bella mora, 384 123 4567\nRicevo tutti i giorni",
        "Maria +39 384 1234567. Ambiente pulito",
        "Massaggi rilassanti! 384*123❤4567",
    ] {
        assert!(bare(text), "{text}");
    }
    for text in [
        "3841234567",
        "codice cliente 3841234567",
        "Ragazza dolce 3841234567 byte",
        "Ragazza dolce 3841234567 euro",
        "Ragazza dolce (3841234567)",
        "dolce 24 anni 3841234567",
        "prestito 385 390 4000 dolce",
        "conto c/c 3841234567",
        "modello EK-3841234567",
        "www.example.org/dolce 3841234567-B",
        "dolce 3841234567.jpg",
    ] {
        assert!(!bare(text), "{text}");
    }
}

#[test]
fn what_speaks_of_digits_behind_it_hides_none_of_them() {
    let text = "(prefisso 384) 387 123★45673951234567384 800 1234 tel whatsapp 3841234567";
    assert_eq!(find(text, NumberingPlan::Real), by_stages(text));
    assert_eq!(find(text, NumberingPlan::Real).len(), 2);
}

#[test]
fn what_is_in_doubt_is_left_to_the_stages() {
    for text in [
        "3841234567",
        "codice 3841234567",
        "chiama 384 12 34 567",
        "chiama 3841234567/68",
        "chiama 3841234567 o 68",
        "chiama 394 1234567, 24h",
        "chiama 3841234567 (prefisso trentanove)",
        "3 tel 3841234567",
        "chiama ..subito tel.. 3841234567",
        "tel 3841234563 da leggere al rovescio",
        "chiama 3841234567.it",
        "chiama 38412345678",
        "chiama 384 123/4567",
        "chiama 384/123/4567",
        "chiama 384 123 4567 €",
        "chiama 3841234567, 12 finale",
        "chiama 385 390 4000",
        "chiama 3841234567 ③",
        "chiama 384|123|4567",
        "chiama 384 o 123 o 4567",
    ] {
        assert!(!glanced(text), "{text}");
    }
    // A landline behind its country, put together here: no mobile is written down that could be somebody's.
    assert!(!glanced(&format!("tel 39{}", "05210000")));
}

proptest::proptest! {
    #[test]
    fn what_is_told_at_first_sight_is_what_the_stages_say(parts in proptest::collection::vec(proptest::sample::select(&PARTS[..]), 1..14)) {
        let text = parts.concat();
        proptest::prop_assert_eq!(find(&text, NumberingPlan::Real), by_stages(&text), "{}", text);
    }
}

const PARTS: [&str; 126] = [
    "bella signora ",
    "Sono Anna ",
    "in zona centro ",
    "per ogni ",
    "385 390 4000",
    "la sera ",
    "Panda ",
    "peso ",
    "EK-",
    "conto c/c ",
    "@maria",
    "di Modena, ",
    "dolce e paziente ",
    "Ricevo ",
    "K ",
    "+",
    "chiama ",
    "Chiama ",
    "tel ",
    "Tel. ",
    "cell: ",
    "whatsapp ",
    "sms ",
    "telefono ",
    "il mio numero è ",
    "n. ",
    "3841234567",
    "384 1234567",
    "384 123 4567",
    "384-123-4567",
    "384.1234567",
    "384*123*4567",
    "384❤123❤4567",
    "385*123❤️4567",
    "386_123_4567",
    "387~1234567",
    "384•123•4567",
    "386📞123📞4567",
    "387 123★4567",
    "*",
    "❤",
    "❤️ ",
    "☎️ ",
    "385/7654321",
    "+39 384 1234563",
    "+393941234567",
    "394 1234567",
    "3951234567",
    "3841230567",
    "384 800 1234",
    "385 386 3870",
    "3840123456",
    "+39394 0123456",
    "0521 001234",
    "384",
    "1234567",
    "12",
    "68",
    "3",
    "24h",
    "24",
    "2026",
    "800123456",
    " ",
    " ",
    " ",
    ", ",
    ". ",
    "\n",
    "\n\n",
    "/",
    "-",
    " - ",
    " (",
    ") ",
    ": ",
    "!",
    "€ ",
    " € ",
    "#",
    "@",
    "_",
    "…",
    "e ",
    "o ",
    "oppure ",
    "poi ",
    "no ",
    "anche ",
    "finale ",
    "prefisso ",
    "(prefisso 384) ",
    "più ",
    "trentanove ",
    "tre ",
    "otto ",
    "due volte ",
    "doppio ",
    "zero ",
    "al contrario ",
    "leggilo al rovescio ",
    "davanti ",
    "codice ",
    "IBAN ",
    "P. IVA ",
    "ordine ",
    "via Emilia ",
    "alle ",
    "anni ",
    "euro ",
    "ore ",
    "byte ",
    "di ",
    "bella ",
    "Ricevo tutti i giorni ",
    "solo mattina",
    "perché ",
    "città",
    "l'otto ",
    "BO ",
    "(BZ) ",
    "III ",
    "B ",
    "xxx",
    "ciao ",
    "www.example.org/",
];
