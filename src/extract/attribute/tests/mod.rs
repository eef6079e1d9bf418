//! Declarations in invented ads: those of a classified site, and tables of cases in six languages.

use super::*;

mod hard;

/// Cases of title, text and what is expected, in short: gender, origin, age band, venue; a dash is "not
/// declared".
#[track_caller]
fn check_all(cases: &[(&str, &str, &str)]) {
    let mut faults = Vec::new();
    for (title, text, expected) in cases {
        let found = declared((!title.is_empty()).then_some(title), text, Reference::load());
        let shown = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
        let found = [
            shown(found.gender.map(|gender| gender.to_string())),
            shown(found.origin.map(|origin| origin.to_string())),
            shown(found.age_band.map(|band| band.to_string())),
            shown(found.venue.map(|venue| venue.to_string())),
        ];
        if found.join(" ") != *expected {
            faults.push(format!("{} instead of {expected}: {title} | {text}", found.join(" ")));
        }
    }
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), cases.len(), faults.join("\n"));
}

#[track_caller]
fn check_language(text: &str, expected: Option<&str>) {
    let found = declared(None, text, Reference::load()).language;
    assert_eq!(found.as_ref().map(Language::as_str), expected, "{text}");
}

const NATIONALITIES: [(&str, &str); 9] = [
    ("brasiliana", "BR"),
    ("italiana", "IT"),
    ("rumena", "RO"),
    ("cinese", "CN"),
    ("russa", "RU"),
    ("colombiana", "CO"),
    ("spagnola", "ES"),
    ("giapponese", "JP"),
    ("", "-"),
];

#[test]
fn every_declaration_of_a_classified_site_s_ads_is_read() {
    let towns = [
        "Modena",
        "Reggio nell'Emilia",
        "Latina",
        "Cento",
        "Sant'Ilario d'Enza",
        "Russi",
        "Medicina",
        "San Giovanni in Persiceto",
    ];
    let mut turn = 0_u32;
    for (group, venue) in [("Annunci in appartamento", "flat"), ("Centri massaggi", "massage"), ("Trans", "-")] {
        for (word, origin) in NATIONALITIES {
            for age in (18_u8..48).chain([0]) {
                turn += 1;
                let town = towns[turn as usize % towns.len()];
                let noun = if group == "Trans" { "trans" } else { ["ragazza", "signora"][turn as usize % 2] };
                let first = ["dolce", "nuova", "simpatica", ""][(turn / 3) as usize % 4];
                let years = if age == 0 { String::new() } else { format!("{age} anni") };
                let who = [first, noun, word, &years]
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join(" ");
                let number = ["384 123 4567", "3-8-4-1-2-3-4-5-6-7", "tre otto quattro uno due tre", "384*12*34*567"]
                    [turn as usize % 4];
                let text = match (turn / 7) % 4 {
                    0 => format!(
                        "{who}, ricevo a {town} in ambiente riservato, tutti i giorni dalle 10 alle 22 {number}"
                    ),
                    1 => format!("{town} zona centro. {who}. Massaggi e relax, 100 euro. Chiama {number} no anonimi."),
                    2 => format!("Appena arrivata a {town} (MO)! {who}. Tel: {number}. Solo whatsapp, 24h."),
                    _ => format!(
                        "{who} - CAP 41100 {town}, via Roma {turn}, P.IVA 01234567890, chiamare {number} ore 9.30-21.00"
                    ),
                };
                let gender = if group == "Trans" { "T" } else { "F" };
                let band = AgeBand::of(age).map_or("-".to_owned(), |band| band.to_string());
                check_all(&[(
                    &format!("{group} {town} rif. 1234567"),
                    &text,
                    &format!("{gender} {origin} {band} {venue}"),
                )]);
            }
        }
    }
    assert_eq!(turn, 837);
}

#[test]
fn what_the_person_declares_is_read_in_italian() {
    check_all(&[
        ("", "Bella mora italiana, 28 anni, ricevo in appartamento", "F IT 25-34 flat"),
        ("", "Trans colombiana appena arrivata, 24anni", "T CO 18-24 -"),
        ("", "Ragazzo brasiliano 30enne riceve in hotel", "M BR 25-34 hotel"),
        ("", "Siamo una coppia, lei 38 anni, ricevo a casa mia", "couple - 35-44 flat"),
        ("", "Coppia italiana 45enne", "couple IT 45+ -"),
        ("", "Centro massaggi cinese, nuove ragazze", "F CN - massage"),
        ("", "Due ragazze giapponesi, studio massaggi", "F JP - massage"),
        ("", "Siamo russe, bellissime, solo a domicilio", "- RU - mobile"),
        ("", "Quarantenne matura, donna vera", "F - 35-44 -"),
        ("", "signora trentacinquenne dell'est", "F europa-orientale 35-44 -"),
        ("", "Ragazza di ventidue anni, sudamericana", "F america-meridionale 18-24 -"),
        ("", "Vengo dal Brasile, ho 26 anni", "- BR 25-34 -"),
        ("", "Massaggiatrice originaria della Romania", "F RO - -"),
        ("", "Latina colombiana, vera bomba", "F CO - -"),
        ("", "orientale giapponese dolcissima", "- JP - -"),
        ("", "Solo videochiamate, ragazza seria", "F - - online"),
        ("", "Travestito italiano, femminile, età 50", "T IT 45+ -"),
        ("", "Night club cerca... no scherzo: ragazza in night club", "F - - club"),
        ("", "EX MODELLA UCRAINA 27 ANNI", "F UA 25-34 -"),
        ("", "Ｒagazza 𝗿𝘂𝘀𝘀𝗮 di 23 anni", "F RU 18-24 -"),
        ("Donna matura", "Ricevo tutti i giorni", "F - - -"),
        ("Trans Modena", "bellissima donna brasiliana", "T BR - -"),
    ]);
}

#[test]
fn ads_as_people_write_them_are_read() {
    check_all(&[
        ("", "NOVITÀ ASSOLUTA!!! Bellissima ragazza argentina 25 anni fisico mozzafiato ti aspetta", "F AR 25-34 -"),
        (
            "",
            "ciao sono Nina trans dominicana attiva e passiva ricevo nel mio appartamento climatizzato",
            "T DO - flat",
        ),
        ("", "Signora italiana 50enne di classe riceve distinti over 40, no anonimi, no stranieri", "F IT 45+ -"),
        ("", "orientale nuova ragazza giapponese 22 anni massaggio rilassante ambiente pulito", "F JP 18-24 -"),
        ("", "Appena arrivata dalla Spagna, colombiana doc, 30 anni", "F ambigua 25-34 -"),
        ("", "Massaggiatore italiano 35 anni per donne e coppie", "M IT 35-44 -"),
        ("", "Ragazzo di 28 anni per sole donne, no uomini, no trans", "M - 25-34 -"),
        ("", "Coppia bsx, lui 45 lei 40, cerca singole e coppie", "couple - - -"),
        ("", "Trav italiana over 50 femminile ospita", "T IT 45+ -"),
        ("", "Bionda russa naturale, 173 cm, 54 kg, taglia 40, 29 anni", "F RU 25-34 -"),
        ("", "Sono una studentessa universitaria di 21 anni, vicino alla stazione", "F - 18-24 -"),
        ("", "MILF 42 anni, casalinga annoiata, marito fuori", "F - 35-44 -"),
        ("", "Accompagnatrice per cene, eventi, viaggi. Elegante. Anche hotel e domicilio.", "F - - -"),
        ("", "Ricevo solo in hotel, ragazza ceca", "F CZ - hotel"),
        ("", "Nuovissima apertura centro massaggi orientale, ragazze giovani", "F asia-orientale - massage"),
        ("", "Due amiche, una brasiliana e una cubana", "F ambigua - -"),
        ("", "Ragazza marocchina, parlo arabo e francese, 24 anni", "F MA 18-24 -"),
        ("", "Peruviana caliente, 38 anni, senza fretta", "F PE 35-44 -"),
        ("", "Dolce thailandese esegue massaggio thai", "- TH - -"),
        ("", "Video chiamate e sexting, pagamento anticipato, bella mora", "F - - online"),
        ("", "La tua mistress padrona 33 anni, dominazione, feticismo", "F - 25-34 -"),
        ("", "Escort bulgara. No videochiamate. Ricevo in monolocale", "F BG - flat"),
        ("", "Nigeriana 26 anni, only whatsapp, loft privato", "F NG 25-34 flat"),
        ("", "TRANS BRASILIANA 20CM 27 ANNI APPARTAMENTO PRIVATO", "T BR 25-34 flat"),
        ("", "Trans italianissima, bellissima, 100 %", "T IT - -"),
        ("", "Sono albanese, 31 anni, ragazza tranquilla, no fretta", "F AL 25-34 -"),
        ("", "Signora matura polacca, 55 anni, solo over 50", "F PL 45+ -"),
        ("", "Ragazza dell'Est, bionda, occhi azzurri", "F europa-orientale - -"),
        ("", "Mamma separata 36enne, in casa mia, massima riservatezza", "F - 35-44 flat"),
        ("", "Studio massaggi tantra, operatrici italiane qualificate", "F IT - massage"),
        ("", "Massaggiatrice cinese, 10 anni di esperienza, 30 minuti 50 euro", "F CN - -"),
        ("", "Cerco ragazzo italiano 25 anni per amicizia", "- - - -"),
        ("", "Affitto appartamento a ragazze, anche trans", "- - - -"),
        ("", "Trans, ricevo uomini dai 18 ai 70 anni", "T - - -"),
        ("", "Donna trans venezuelana 23 años, hablo español e italiano", "T VE 18-24 -"),
        ("", "Quarantacinquenne single, cerca compagnia di uomini generosi", "- - 45+ -"),
        ("", "Bella ucraina 20 anni appena compiuti", "F UA 18-24 -"),
        ("", "Ex modella, eta: 34, altezza 1.75, capelli neri, nazionalità: Moldova", "F MD 25-34 -"),
        ("", "Nazionalità: italiana. Età: 26. Luogo: privato.", "F IT 25-34 -"),
        ("", "Nazionalità Brasile, genere trans", "T BR - -"),
        ("", "Chica paraguaya 24 añitos, besos y caricias, salidas a hotel", "F PY 18-24 -"),
        ("", "Señora madura española 48 años, solo caballeros", "F ES 45+ -"),
        ("", "Pareja colombiana, recibimos en apartamento", "couple CO - flat"),
        ("", "Garota de programa, brasileira, 22 aninhos", "F BR 18-24 -"),
        ("", "Mulher portuguesa 39 anos, massagista, não atendo ingleses", "F PT 35-44 -"),
        ("", "Femeie ucraineanca 33 ani, nu vorbesc romana, vorbesc rusa", "F UA 25-34 -"),
        ("", "Fete noi din Romania, apartament de lux", "F RO - flat"),
        ("", "New Japanese girls in town, massage center", "F JP - massage"),
        ("", "Hot Latin lady 35 yrs, incall and outcall, no black men", "F - 35-44 mobile"),
        ("", "Ukrainian woman, not Russian, 41 years", "F UA 35-44 -"),
        ("", "Jolie brune italienne, 30 ans, pas de trans", "F IT 25-34 -"),
        ("", "Couple français, libertin, cherche femme", "couple FR - -"),
    ]);
}

#[test]
fn what_is_ruled_out_sought_or_said_of_clients_is_not_taken() {
    check_all(&[
        ("", "Ragazza dolce, no italiani, no russi", "F - - -"),
        ("", "Bionda, cerco amica russa", "F - - -"),
        ("", "Signora disponibile solo per brasiliani", "F - - -"),
        ("", "Ragazza, no trans", "F - - -"),
        ("", "Donna vera, non sono trans", "F - - -"),
        ("", "Mora, ricevo uomini, coppie, trans", "F - - -"),
        ("", "Ragazza per uomini di 50 anni", "F - - -"),
        ("", "Ragazza rumena per coppie, donne e trans", "F RO - -"),
        ("", "Trans per coppia", "T - - -"),
        ("", "Massaggiatrice, no perditempo, solo italiani", "F - - -"),
        ("", "Ragazza, solo uomini italiani distinti", "F - - -"),
        ("", "Uomo cerca donna", "M - - -"),
        ("", "Ragazza con amica cubana", "F - - -"),
        ("", "Studentessa, no arabi, indiani, pakistani", "F - - -"),
        ("", "Signora, non ricevo arabi né africani", "F - - -"),
        ("", "Adoro gli italiani, sono cubana", "F CU - -"),
        ("", "Ragazza seria, non a domicilio", "F - - -"),
        ("", "Non sono un centro massaggi, ricevo in appartamento", "- - - flat"),
        ("", "Ragazza riceve solo over 40, uomini dai 30 ai 60 anni", "F - - -"),
        ("", "Massaggiatrice con 20 anni di esperienza", "F - - -"),
        ("", "Nel settore da 25 anni, massaggiatrice", "F - - -"),
        ("", "Vietato ai minori di 18 anni. Ragazza 23 anni", "F - 18-24 -"),
        ("", "Ragazza appena tornata dal Brasile", "F - - -"),
    ]);
}

#[test]
fn things_and_towns_are_no_origins() {
    check_all(&[
        ("", "Massaggio thailandese e massaggi orientali", "- - - -"),
        ("", "Ragazza, bacio alla francese", "F - - -"),
        ("", "Signora, cucina russa e bagno turco", "F - - -"),
        ("", "Ricevo a Latina, ragazza dolce", "F - - -"),
        ("", "Latina Scalo, signora", "F - - -"),
        ("", "girl, french kiss and thai massage", "F - - -"),
        ("", "Ragazza con numero italiano", "F - - -"),
        ("", "Bella presenza, massima serietà, ambiente pulito", "- - - -"),
        ("", "", "- - - -"),
    ]);
}

#[test]
fn declarations_that_contradict_each_other_are_ambiguous_or_none() {
    check_all(&[
        ("", "Ragazza italiana... anzi russa", "F ambigua - -"),
        ("", "Mezza italiana e mezza cubana", "F ambigua - -"),
        ("Russa a Modena", "sono una ragazza ucraina", "F ambigua - -"),
        ("", "Ragazza asiatica colombiana", "F ambigua - -"),
        ("", "Ragazza 22 anni, anzi 37 anni", "F - - -"),
        ("", "Ragazza 22 anni, 23 anni a maggio", "F - 18-24 -"),
    ]);
}

#[test]
fn the_other_five_languages_are_read() {
    check_all(&[
        ("", "Hola, soy una chica venezolana de 23 años, recibo en mi piso", "F VE 18-24 flat"),
        ("", "Mujer colombiana, 35 años, no travestis", "F CO 35-44 -"),
        ("", "Chico cubano 29 años, masajes", "M CU 25-34 -"),
        ("", "Sou uma garota brasileira de 21 anos, atendo em meu apartamento", "F BR 18-24 flat"),
        ("", "Travesti brasileira, novidade", "T BR - -"),
        ("", "Sunt o fata romanca, am 24 de ani, vin la tine acasa", "F RO 18-24 mobile"),
        ("", "Doamna moldoveancă 40 ani, apartament", "F MD 35-44 flat"),
        ("", "Hi, I'm a Brazilian girl, 26 years old, my place is a nice flat", "F BR 25-34 flat"),
        ("", "Asian lady, outcall only, no Africans", "F asia - mobile"),
        ("", "Romanian tgirl, 30yo", "T RO 25-34 -"),
        ("", "Jeune femme brésilienne, 27 ans, je reçois dans mon appartement", "F BR 25-34 flat"),
        ("", "Belle fille roumaine pour hommes français", "F RO - -"),
        ("", "Looking for a Russian girl", "- - - -"),
        ("", "Busco chica rumana", "- - - -"),
    ]);
}

#[test]
fn the_language_is_the_one_claimed_else_the_one_of_a_long_enough_text() {
    check_language("Ragazza rumena, parlo italiano e inglese", Some("it"));
    check_language("Ragazza cinese, parlo solo inglese", Some("en"));
    check_language("Lingue: spagnolo, portoghese", Some("es"));
    check_language("Chica latina, no hablo italiano, hablo español", Some("es"));
    check_language(
        "Ricevo tutti i giorni in ambiente tranquillo e riservato, massima pulizia e discrezione.",
        Some("it"),
    );
    check_language("Hola amor, estoy sola en casa y te espero todos los días, llámame cuando quieras.", Some("es"));
    check_language("Olá, sou carinhosa e atendo todos os dias em lugar discreto, me liga quando quiser.", Some("pt"));
    check_language("Bună, sunt nouă în oraș și te aștept la mine în fiecare zi, sună-mă când vrei.", Some("ro"));
    check_language("Hello, I am new in town and waiting for you every day, call me whenever you want.", Some("en"));
    check_language("Bonjour, je suis nouvelle en ville et je vous attends tous les jours, appelez-moi.", Some("fr"));
    check_language("ciao 384 123 4567", None);
    check_language("", None);
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_without_fault(title in "\\PC{0,30}", text in "(\\PC|[0-9]{2} anni|parlo |no |russa |e ){0,60}") {
        let found = declared(Some(&title), &text, Reference::load());
        proptest::prop_assert!(found.origin.is_none_or(|origin| origin.to_string().parse::<Origin>().is_ok()));
    }
}
