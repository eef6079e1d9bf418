//! What holds no number: lists, amounts, dates, measures, sums.

use super::*;

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
fn pages_and_articles_are_listed_by_small_numbers() {
    none_is(&["vedi pagine 38, 41, 234 e 567", "pp. 38-41 e 234-567", "artt. 38, 412, 345 e 67"]);
    all_are(&["vedi pagine 12 e 13, tel. 384 1234567", "pag. 3841234567"]);
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
fn rates_are_no_digits() {
    none_is(&["rata 341,22 x 61 mesi TAN 3,84 TAEG 1,23 tel 4567"]);
}

#[test]
fn sums_and_products_are_no_numbers() {
    none_is(&["tre per tre nove, nove per otto settantadue, sei per sette quarantadue"]);
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
fn a_list_of_prices_has_the_same_gaps() {
    all_are(&["Dopo le 20,30 → 38 4123 4567 ← 150€", "ore 20,30 384 1234567"]);
    none_is(&["20 30 385"]);
}

#[test]
fn sums_in_digits_are_no_numbers() {
    none_is(&["384 + 512 = 896", "384-123=261", "SHA 3841234567abcdef"]);
    all_are(&["spedizione 9,90 €. numero: [38][41][23][45][67]", "384-123=4567"]);
}

#[test]
fn what_stands_behind_a_decimal_comma_begins_no_number() {
    none_is(&["H 1,008 He 4,0026 Li 6,94 Be 9,0122 B 10,81"]);
    check("aperto fino alle 20, 0544 123456", &["+390544123456"]);
}

#[test]
fn codes_of_one_make_are_no_numbers() {
    none_is(&["Codici: 356.412.89 e 387.005.41, pezzi 2 + 2", "387.005.41 - 356.412.89 22 pz"]);
    all_are(&["384.123.45.67"]);
}

#[test]
fn a_sum_said_again_in_words_is_no_number() {
    none_is(&["Euro 384,12 (trecentoottantaquattro/12)", "384,50 trecentoottantaquattro/50"]);
    all_are(&["trecentoottantaquattro/12/34/567"]);
}

#[test]
fn an_enumeration_is_no_number() {
    none_is(&["38, 41, 123 e 456 sono liberi", "Canale 38, 41, 23, 45 e 67"]);
    all_are(&["38, 41, 23, 45 e 67", "384, 123, 45 e 67", "tel 38, 41, 234 e 567"]);
}

#[test]
fn a_number_with_thousands_between_others_is_a_cell() {
    none_is(&["384 1.234 567"]);
    all_are(&["tel 384 1.234 567", "384 12.34 567"]);
}

#[test]
fn a_landline_behind_its_announced_prefix_is_no_date() {
    check("Info: 0544 08-06-73 Luna", &["+390544080673"]);
    check("Tel. 0525/028234-35 (due linee)", &["+390525028234", "+390525028235"]);
    check("060 040 7996", &["+390600407996"]);
}

#[test]
fn a_list_that_goes_on_is_no_number() {
    none_is(&[
        "Panini 3, 8, 41, 23, 45, 67, 89, 120",
        "Lego 38412, 34567 e 10384 nuovi",
        "Viti 3,5x40 (38 pz), 4x50 (41 pz), 5x60 (23 pz), 6x70 (45 pz)",
        "A4 38x41, B5 23x45, C6 7",
        "3+8+4+1+2+3+4+5+6+7 = 43",
        "384 nel 2012, 345 nel 2016, 78 nel 2017",
    ]);
    all_are(&["3+8+4+1+2+3+4+5+6+7", "384 + 123 + 4567", "3x8x4x1x2x3x4x5x6x7"]);
    check("38, 41, 23, 45, 67 e 38, 51, 23, 45, 67", &[N, "+393851234567"]);
}
