//! What holds no number: codes, documents, addresses, counts.

use super::*;

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
fn counting_to_ten_in_words_is_no_number() {
    none_is(&["unu doi trei patru cinci șase șapte opt nouă zece, cine nu e gata"]);
}

#[test]
fn the_path_of_a_page_holds_no_number() {
    none_is(&["GET /ad/3841234567 HTTP/1.1", "/annunci/modena/3841234567"]);
    all_are(&["tel/384/1234567", "tel. /384/1234567"]);
}

#[test]
fn a_list_in_code_is_no_number() {
    none_is(&["x = [3, 8, 4, 1, 2, 3, 4, 5, 6, 7]; print(sum(x))"]);
    all_are(&["tel [3, 8, 4, 1, 2, 3, 4, 5, 6, 7]", "chiama [384] 1234567"]);
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
fn checksums_and_lines_of_logs_are_no_numbers() {
    none_is(&["sha1:29f8725201c9c6cfd4faae3a330a80210d4beeea", "Nov 22 03:53:12 host[3841]: 234567"]);
    all_are(&["tel[384]: 1234567"]);
}

#[test]
fn abbreviations_and_things_of_one_name_announce_other_numbers() {
    none_is(&[
        "il saldo del c/c 3841234567 al 30.09",
        "C/C n. 384/12345/67 presso filiale di Cento",
        "S/N 3841234567, P/N 384-12345-67",
        "P.O. 384-1234567 del 2/3/26",
        "pacco 1SABCD3841234567",
        "numeri fortunati 3 8 41 23 45 67, Toro 12 34 56 78 90 1",
        "La password del wifi è 384-123-4567",
        "pwd: 3841234567",
        "Mappale 384, 123, 456 e 7 del foglio 12",
        "Foglio 38, 41, 123, 456",
        "EAN 8 384 1234567 8",
    ]);
    all_are(&["c/o Lia 384 1234567", "via Po/c 3841234567", "password? chiama 384 1234567", "384NOSPAM1234567"]);
}
