//! What stands beside a number: words that announce it, hours and prices that do not hide it.

use super::*;

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
fn what_is_announced_is_believed_sooner() {
    // Nine digits are an old mobile where they are grouped as one, and more often something else.
    check("cell 384 123456", &["+39384123456"]);
    check("384-123456 chiamami", &["+39384123456"]);
    check("cell 384 123 456", &["+39384123456"]);
    none_is(&["384123456", "384 123 456"]);
}

#[test]
fn a_heading_or_an_ordinal_says_nothing_of_the_line_below() {
    all_are(&["Annuncio\n384 1234567", "via Roma 14, 2° piano\n38 41 23 45 67"]);
    none_is(&["annuncio 3841234567", "annuncio: 3841234567", "IBAN\n3841234567"]);
}

#[test]
fn a_row_that_begins_behind_a_question_is_no_country() {
    check("vuoi di più? 384 1234567", &[N]);
    check("più 39 384 1234567", &[N]);
    check("vuoi di più? 46 70 1740634", &[]);
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
fn what_one_calls_for_numbers_nothing() {
    all_are(&[
        "spese incluse. Per visite 384 1234567",
        "per prenotazioni 384 1234567",
        "per visite ３８４１２３４５６７",
    ]);
    none_is(&["per pratiche, pratica 3841234567"]);
}

#[test]
fn a_sign_on_both_sides_makes_no_mail_address() {
    all_are(&["chiama @3841234567@", "@3841234567@ baci"]);
    none_is(&["3841234567@posta.example"]);
}

#[test]
fn a_number_that_is_somebodys_own_is_announced() {
    all_are(&[
        "Numero: 3-8_4-1/2/3/4-5.6.7. Peso 87 kg",
        "referenze serie - Il mio numero è 3💃8💃4💃1💃2💃3💃4💃5💃6💃7",
    ]);
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
fn single_digits_are_no_dates_and_an_announced_row_no_scores() {
    all_are(&["3/8-4,1/2/3-4-5,6,7", "Numero: 3-8 4-1 2-3 4-5 6-7"]);
    none_is(&["risultati 3-1 2-0 1-1 3-2 0-0", "3-1 2-0 1-1 3-2 0-0", "dal 3/8 al 4/1"]);
}

#[test]
fn hours_behind_a_comma_are_none_of_the_number() {
    all_are(&["38 ok 4123 ok 4567, 18-23", "384 123 4567 | 09-13"]);
    assert_eq!(numbers("30 ok 3181 ok 0100, 18-23", NumberingPlan::Rehearsal), ["+393031810100"]);
}

#[test]
fn what_is_behind_another_country_is_no_number_of_this_one() {
    assert_eq!(numbers("+1 305.555.0124", NumberingPlan::Rehearsal), ["+13055550124"]);
    check("+1 384.555.0124", &[]);
    all_are(&["2+1 384 1234567", "+39 384 1234567", "+ 39 384 1234567"]);
}

#[test]
fn what_a_sentence_says_at_its_end_denies_nothing_of_the_next() {
    all_are(&["Studio privato con fattura. 384 123 4567", "qualche graffio sul telaio. 384 1234567"]);
    none_is(&["fattura 384 123 4567", "pratica cod. 384 123 4567"]);
}

#[test]
fn a_hashtag_among_others_may_be_a_number() {
    all_are(&["#3841234567 #massaggi #relax", "#relax #3841234567"]);
    none_is(&["pacco #3841234567", "#3841234567 #2"]);
}
