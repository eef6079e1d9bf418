//! What stands between the groups of a number and is none of it.

use super::*;

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
fn words_glued_into_a_number_and_ornaments_beside_it_are_left_out() {
    all_are(&["384NOSPAM1234567", "384ciao123ciao4567", "xxx3841234567xxx", "384(punto)123(punto)4567", "3🎱41234567"]);
    none_is(&["AB3841234567CD", "384AB1234567", "384metri1234567"]);
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
fn signs_of_money_may_be_doubled_between_groups() {
    all_are(&["384€€123€€4567", "384€€12€€34€€567", "384 1234567 €€€", "384 1234567 80€€"]);
    none_is(&["38€ 41€ 23€ 45€ 67€"]);
}

#[test]
fn an_aside_may_end_with_a_question() {
    all_are(&["384 ...aspetta... 123 ...ci sei? 4567", "384 … segna! 123 4567"]);
}

#[test]
fn a_word_that_sticks_to_digit_after_digit_only_parts_them() {
    all_are(&["3 gatto8 gatto4 gatto1 gatto2 gatto3 gatto4 gatto5 gatto6 gatto7"]);
    none_is(&["3 posti, fila8 fila4, 1234567 biglietti"]);
}
