//! Digits told apart, other endings, numbers told backwards and said again.

use super::*;

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
fn repeaters_are_read_where_they_are_glued() {
    check("384.doppionove.34.567", &["+393849934567"]);
    check("384 triplo7 34 56", &["+393847773456"]);
    check("doppiopetto 384 1234567", &[N]);
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
fn several_endings_are_several_numbers() {
    check("tel 051 0821636/7/8", &["+390510821636", "+390510821637", "+390510821638"]);
    check("394 0740820-/21", &["+393940740820", "+393940740821"]);
    check("tel 0545 03 83 4", &["+39054503834"]);
}

#[test]
fn a_prefix_may_be_promised_before_it_is_told() {
    all_are(&["davanti c'è 384, dietro 1234567", "1234567 – il prefisso lo trovi nel titolo: 384"]);
}

#[test]
fn another_ending_may_stand_behind_a_backslash_or_be_that_of_the_same_number() {
    check("384 1234567 \\ 89", &[N, "+393841234589"]);
    check("384 1234567 oppure stesso numero ma finale 92", &[N, "+393841234592"]);
}

#[test]
fn a_count_of_digits_is_none_of_them() {
    all_are(&["le prime tre sono 384, poi 123, gli ultimi quattro 4567", "primi tre 384, ultime sette 1234567"]);
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
fn a_mark_stands_for_the_digit_that_the_text_says() {
    all_are(&[
        "384 12X 4567, la X è un 3",
        "384 X23 4567 (X=1)",
        "Sostituisci # con 1: 384 #23 4567",
        "al posto della X metti 7: 384 123 456X",
        "metti 7 al posto della X: 384 123 456X",
        "384 12* 4567, l'asterisco vale tre",
        "384 •23 4567. Il puntino nero • vale 1",
        "38X Y23 4567 con X=4 e Y=1",
        "+39 384 12X 4567 dove x = 3",
        "replace the X with 3: 384 12X 4567",
    ]);
    check("chiama 051 12X 4567, la X sta per 3", &["+390511234567"]);
    // Nobody says what it stands for, or nothing is missing.
    none_is(&["384 12X 456", "384 12X 4567, ore 3", "384 12X 456, la X è un 3", "32 x 40 x 12, la x è 3"]);
    all_are(&["384*123*4567 * = no anonimi, 5 euro", "384 e 1234567 e 2 max 1 posto letto"]);
}

#[test]
fn what_is_read_backwards_is_told_by_the_word_before() {
    check("Letto al contrario 3853888583 è il mio numero", &["+393858883583"]);
    check("scritto al contrario: 3853888583", &["+393858883583"]);
    check("camera con letto e specchio 3563888583", &["+393563888583"]);
    check("dalle 8.30 alle 20. 7654321483 leggere da destra a sinistra", &[N]);
}

#[test]
fn the_prefix_may_be_told_last_where_the_rest_was_announced() {
    all_are(&["davanti a 1234567 metti 384", "davanti al 1234567 ci va 384"]);
    none_is(&["davanti a 1234567 ne ho 12", "siamo davanti a 1234567 persone"]);
}

#[test]
fn a_prefix_told_digit_by_digit_belongs_first() {
    all_are(&[
        "1 2 3 4 5 6 7, prefisso: 3 8 4",
        "12 34 567 con prefisso tre otto quattro",
        "chiama 1234567 anteponendo il 384",
    ]);
    none_is(&["1 2 3 4 5 6 7, prefisso: 4 8 3"]);
}

#[test]
fn letters_that_the_text_says_to_leave_out_are_none() {
    all_are(&["384a123b4567 (senza lettere)", "togliete le lettere: 384x123y4567"]);
    none_is(&["384a123b4567", "384a123b4567, lettere e pacchi"]);
}

#[test]
fn the_next_number_is_told_by_its_end() {
    check("Biglietteria: 384 1234567 - 568", &[N, "+393841234568"]);
    all_are(&["Biglietteria: 384 1234567 - 569"]);
    all_are(&["3841234567 - 39512345673841234567"]);
}

#[test]
fn how_many_digits_came_is_none_of_them() {
    check("+39 384 123 456 (sì, nove cifre)", &["+39384123456"]);
    check("tel 384 123 456, sono nove cifre", &["+39384123456"]);
    check("384 123 456 nove", &[N.strip_suffix('7').map(|short| format!("{short}9")).unwrap().as_str()]);
}
