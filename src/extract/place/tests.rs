//! Places on invented sentences: those of a classified site, and a hard list with a baseline beside it.

use super::*;
use crate::domain::NumberingPlan;
use crate::reference::{Municipality, PlaceKind};

const HARD: &str = include_str!("../../../tests/corpora/places.jsonl");

fn clues(text: &str) -> PlaceClues<'_> {
    PlaceClues { field: None, title: None, breadcrumbs: &[], path: None, text, numbers: &[], provinces: &[] }
}

fn named(code: Option<&MunicipalityCode>) -> Option<String> {
    let town = Reference::load().municipality(code?)?;
    Some(format!("{} {}", town.name, town.province))
}

#[track_caller]
fn check(clues: &PlaceClues<'_>, expected: Option<&str>) {
    let found = locate(clues, Reference::load());
    assert_eq!(named(found.as_ref()).as_deref(), expected, "{clues:?}");
}

/// The towns of Emilia-Romagna with more than 5,000 people.
fn towns() -> impl Iterator<Item = &'static Municipality> {
    let reference = Reference::load();
    let in_region = |town: &&Municipality| reference.region_of(&town.province) == Some("Emilia-Romagna");
    reference.municipalities().iter().filter(in_region).filter(|town| town.population > Some(5_000))
}

/// The ads of an invented classified site: its titles, and four ways of writing the text.
fn ads(town: &Municipality, turn: usize) -> (String, [String; 4]) {
    let group = ["Annunci in appartamento", "Centri massaggi", "Trans"][turn % 3];
    let title = format!("{group} {} rif. {}", town.name, 1_000_000 + turn * 7919);
    let who = ["dolce ragazza brasiliana 25 anni", "signora", "nuova trans russa 41 anni", "simpatica ragazza rumena"]
        [turn % 4];
    let (name, sigla) = (&town.name, &town.province);
    let cap = town.caps.first().cloned().unwrap_or_default();
    let number = ["384 123 4567", "3/8/4/1/2", "tre otto quattro", "384❤123❤4567"][(turn / 4) % 4];
    let text = [
        format!("{who}, ricevo a {name} in ambiente riservato, tutti i giorni dalle 10 alle 22 {number}"),
        format!("{name} zona centro. {who}. Massaggi e relax, 100 euro. Chiama {number} no anonimi."),
        format!("Appena arrivata a {name} ({sigla})! {who}. Tel: {number}. Solo whatsapp, 24h."),
        format!("{who} - CAP {cap} {name}, via Roma {turn}, P.IVA 01234567890, chiamare {number} ore 9.30-21.00"),
    ];
    (title, text)
}

fn share(right: usize, all: usize) -> f64 {
    f64::from(u32::try_from(right).unwrap()) / f64::from(u32::try_from(all).unwrap())
}

#[test]
fn the_town_of_nearly_every_classified_ad_is_told() {
    let reference = Reference::load();
    let (mut all, mut with_title, mut text_only, mut with_area) = (0, 0, 0, 0);
    for (index, town) in towns().enumerate() {
        for turn in 0..12 {
            let (title, texts) = ads(town, index + turn);
            let text = texts[turn % 4].as_str();
            let area = reference.province_name(&town.province);
            let is_right = |clues: &PlaceClues<'_>| {
                let right = locate(clues, reference).as_ref() == Some(&town.code);
                if !right {
                    println!("{} | {:?} | {:?} | {text}", town.name, clues.field, clues.title);
                }
                usize::from(right)
            };
            all += 1;
            with_title += is_right(&PlaceClues { title: Some(&title), ..clues(text) });
            with_area += is_right(&PlaceClues { field: area, title: Some(&title), ..clues(text) });
            text_only += is_right(&clues(text));
        }
    }
    let shares = [with_title, with_area, text_only].map(|right| share(right, all));
    println!(
        "{all} ads: {:.4} with the title, {:.4} with the province too, {:.4} by the text alone",
        shares[0], shares[1], shares[2]
    );
    assert!(all > 2000 && shares.iter().all(|share| *share >= 0.99), "{shares:?} of {all}");
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Hard {
    want: Option<String>,
    text: String,
    title: Option<String>,
    field: Option<String>,
    path: Option<String>,
    #[serde(default)]
    crumbs: Vec<String>,
    #[serde(default)]
    provinces: Vec<Province>,
}

/// What a plain search gives: the first name of a municipality in the field, the title, then the text.
fn first_name_found(hard: &Hard, reference: &Reference) -> Option<MunicipalityCode> {
    let parts = [hard.field.as_deref(), hard.title.as_deref(), Some(hard.text.as_str())];
    parts.into_iter().flatten().find_map(|part| {
        let words = Words::of(part);
        let mut places = reference.gazetteer().find(&words).flat_map(|named| named.places);
        let first = places.find(|place| place.kind == PlaceKind::Municipality)?;
        Some(reference.municipalities()[first.municipality].code.clone())
    })
}

#[test]
fn the_hard_list_is_mostly_right_where_the_first_name_found_is_not() {
    let reference = Reference::load();
    let (mut all, mut right, mut baseline, mut wrong) = (0, 0, 0, 0);
    for line in HARD.lines() {
        let hard: Hard = serde_json::from_str(line).unwrap_or_else(|fault| panic!("{fault}: {line}"));
        let found = locate(
            &PlaceClues {
                field: hard.field.as_deref(),
                title: hard.title.as_deref(),
                breadcrumbs: &hard.crumbs,
                path: hard.path.as_deref(),
                text: &hard.text,
                numbers: &[],
                provinces: &hard.provinces,
            },
            reference,
        );
        all += 1;
        baseline += usize::from(named(first_name_found(&hard, reference).as_ref()) == hard.want);
        if named(found.as_ref()) == hard.want {
            right += 1;
        } else {
            wrong += usize::from(found.is_some());
            println!("{:?} instead of {:?} | {line}", named(found.as_ref()), hard.want);
        }
    }
    println!("{all} sentences: {right} right, {wrong} with another town; first name found: {baseline} right");
    assert!(all >= 900 && share(right, all) >= 0.99, "{right} of {all}");
    assert!(share(wrong, all) <= 0.005, "{wrong} wrong towns of {all}");
    assert!(share(baseline, all) < 0.6, "the list is not hard: the first name found is right in {baseline} of {all}");
}

#[test]
fn streets_quarters_and_plans_are_no_town_of_their_own() {
    for (text, want) in [
        ("Re, provincia di Verbania, in centro paese", Some("Re VB")),
        ("Verona Borgo Roma, primo piano", Some("Verona VR")),
        ("PRATO via Pistoiese, secondo piano", Some("Prato PO")),
        ("Pesaro mare, poi da lunedì a Fano", Some("Pesaro PU")),
        ("Aosta, quartiere Cogne", Some("Aosta AO")),
        ("Vengo da Roma, in trasferta a Vicenza", Some("Vicenza VI")),
        ("zona industriale, 41122, su appuntamento", Some("Modena MO")),
        ("Dott.ssa Bologna, centro autorizzato", None),
        ("Via Bologna 45, secondo campanello", None),
        ("Reggio E., zona stazione", Some("Reggio nell'Emilia RE")),
        ("100 baci, 41122 carezze", None),
    ] {
        check(&clues(text), want);
    }
}

#[test]
fn what_is_near_was_left_or_is_sought_is_not_where_the_ad_is() {
    for (text, expected) in [
        ("Vicino Reggio Emilia, Rubiera", Some("Rubiera RE")),
        ("A 10 km da Bologna, Calderara di Reno", Some("Calderara di Reno BO")),
        ("Vicinanze Modena, precisamente Castelfranco Emilia", Some("Castelfranco Emilia MO")),
        ("mi sposto a Carpi, Sassuolo", None),
        ("lasciata Riccione, ora Cattolica", Some("Cattolica RN")),
        ("tour: ieri Piacenza, oggi Cremona", Some("Cremona CR")),
        ("cerco casa a Bologna, per ora ricevo a Molinella", Some("Molinella BO")),
        ("Piazza Trento e Trieste, Ferrara", Some("Ferrara FE")),
        ("44042 zona ospedale", Some("Cento FE")),
        ("29121 PC, centro storico", Some("Piacenza PC")),
        ("29121 RN, centro storico", None),
        ("I am in Rome near the station", Some("Roma RM")),
        ("sunt in Bolonia, langa gara", Some("Bologna BO")),
    ] {
        check(&clues(text), expected);
    }
}

#[test]
fn namesakes_are_told_apart_by_the_source_s_ground_a_landline_or_a_town_nearby() {
    let text = "Ricevo a Savignano, su appuntamento.";
    check(&clues(text), None);
    let home: [Province; 1] = ["FC".parse().unwrap()];
    check(&PlaceClues { provinces: &home, ..clues(text) }, Some("Savignano sul Rubicone FC"));
    // Subscribers' numbers never begin with a zero: nobody's.
    let landline = [PhoneNumber::parse("059 000000", NumberingPlan::Real).unwrap()];
    check(&PlaceClues { numbers: &landline, ..clues(text) }, Some("Savignano sul Panaro MO"));
    check(&clues("Ricevo a Savignano, vicino a Vignola."), Some("Savignano sul Panaro MO"));
}

#[test]
fn a_landline_or_a_source_alone_names_no_town() {
    let landline = [PhoneNumber::parse("059 000000", NumberingPlan::Real).unwrap()];
    let home: [Province; 1] = ["MO".parse().unwrap()];
    check(&PlaceClues { numbers: &landline, provinces: &home, ..clues("Ricevo in casa.") }, None);
    check(&clues(""), None);
}

#[test]
fn the_field_wins_over_the_title_and_the_title_over_the_text() {
    let all = PlaceClues { field: Some("Carpi"), title: Some("A Faenza"), ..clues("Ricevo a Imola.") };
    check(&all, Some("Carpi MO"));
    check(&PlaceClues { field: None, ..all }, Some("Faenza RA"));
    check(&PlaceClues { field: None, title: None, ..all }, Some("Imola BO"));
}

#[test]
fn a_field_that_names_the_capital_gives_way_to_the_town_that_the_ad_names() {
    let field = PlaceClues { field: Some("Modena"), ..clues("Ricevo a Sassuolo.") };
    check(&field, Some("Sassuolo MO"));
    check(&PlaceClues { text: "Ricevo a Imola.", ..field }, Some("Modena MO"));
    check(&PlaceClues { text: "Ricevo a Modena, posso venire a Sassuolo.", ..field }, Some("Modena MO"));
}

#[test]
fn of_several_towns_of_one_province_none_is_told_for_the_capital() {
    let title = PlaceClues { title: Some("Modena - Sassuolo - Carpi"), ..clues("Vengo io da te.") };
    check(&title, Some("Modena MO"));
    check(&PlaceClues { title: Some("Modena - Sassuolo"), ..title }, Some("Sassuolo MO"));
    let crumbs = ["Lazio", "Latina", "Aprilia"].map(str::to_owned);
    check(&PlaceClues { breadcrumbs: &crumbs, ..clues("Ricevo in centro, vicino alla stazione") }, Some("Aprilia LT"));
}

#[test]
fn a_text_that_names_no_place_gives_none_even_on_home_ground() {
    let home = ["BO", "FC", "FE", "MO", "RA", "RE", "RM", "RN"].map(|sigla| sigla.parse().unwrap());
    for text in include_str!("../../../tests/corpora/nowhere.txt").lines() {
        check(&clues(text), None);
        check(&PlaceClues { provinces: &home, ..clues(text) }, None);
    }
}

#[test]
fn a_place_of_the_past_of_wishes_or_of_birth_is_not_where_the_ad_is() {
    for (want, text) in [
        (None, "Ero a Modena fino a giugno, adesso chissà"),
        (None, "Sogno un viaggio romantico a Verona"),
        (None, "Sono di Palermo, dolce e paziente"),
        (None, "La mia vicina di Bari fa i dolci buoni"),
        (None, "Parto per Trieste e torno presto"),
        (None, "Vendo biglietti Lecce-Udine di domenica"),
        (None, "Prendo una vecchia Seat Ravenna in affitto"),
        (Some("Fano PU"), "Lavoro come barista a Pesaro, la sera ricevo nel mio appartamento di Fano"),
        (Some("Lucca LU"), "A Pisa non ci vado, ricevo a casa mia a Lucca"),
        (Some("Ferrara FE"), "Lavoro in zona stadio a Ferrara"),
    ] {
        check(&clues(text), want);
    }
}

#[test]
fn people_and_verbs_that_are_called_like_towns_are_none() {
    for (want, text) in [
        (None, "Suonare alla signora Ravenna, primo piano"),
        (None, "Il mio nome d'arte è Verona"),
        (None, "Se scrivo male mi correggio subito"),
        (None, "Vicino alla rocca dei Gonzaga"),
    ] {
        check(&clues(text), want);
    }
}

#[test]
fn landmarks_localities_and_siglas_tell_their_town() {
    for (want, text) in [
        (Some("Modena MO"), "Dietro l'ospedale di Baggiovara, parcheggio"),
        (Some("Chieti CH"), "Vicino al teatro vecchio di Chieti, secondo piano"),
        (Some("Formigine MO"), "Magreta Nuova di Formigine, casa singola"),
        (Some("Tresignana FE"), "Tresigallo, signora tranquilla"),
        (Some("Modena MO"), "Ricevo a MO, zona Policlinico"),
        (Some("Rimini RN"), "Sono in RN centro, foto mie"),
        (Some("Reggio nell'Emilia RE"), "RE, zona ospedale, mora"),
        (None, "Faccio la PR in discoteca"),
    ] {
        check(&clues(text), want);
    }
}

#[test]
fn namesakes_are_told_by_what_the_ad_says_of_where_they_lie() {
    for (want, text) in [
        (Some("Castelvetro di Modena MO"), "Castelvetro, vicino Vignola, casa privata"),
        (Some("Castelvetro Piacentino PC"), "Castelvetro (PC), ricevo in casa"),
        (Some("Novi Ligure AL"), "Novi, vicino Serravalle Scrivia, ricevo nel weekend"),
        (Some("Reggio nell'Emilia RE"), "Reggio, prefisso 0522, signora"),
        (Some("Massa Lombarda RA"), "Massa, fra Lugo e Imola, ricevo"),
        (Some("Casina RE"), "Casina, in provincia di Reggio, ricevo"),
        (Some("Prato PO"), "Prato, zona Chinatown, ricevo"),
        (Some("Castelnuovo Rangone MO"), "Montale, frazione di Castelnuovo Rangone, massaggi"),
        (Some("Scandiano RE"), "Ricevo in una frazione di Scandiano, casa singola"),
        (None, "Abitavo in una frazione di Scandiano"),
        (Some("Cento FE"), "ricevo a cento, zona guercino"),
        (None, "massaggio a cento, completo a duecento"),
        (Some("Montecchio Maggiore VI"), "Montecchio, vicino Arzignano"),
    ] {
        check(&clues(text), want);
    }
}

#[test]
fn slips_other_writings_and_postal_codes_are_read() {
    for (want, text) in [
        (Some("Bologna BO"), "Bolgona centro, ragazza"),
        (Some("Modena MO"), "ciao sono a modna"),
        (Some("Reggio nell'Emilia RE"), "REGGIO EMILA ZONA STAZIONE"),
        (None, "vengo anche in treno"),
        (Some("Bologna BO"), "ricevo a bolognaaaa zona fiera"),
        (Some("Riccione RN"), "Riccone, viale Dante, due passi dal mare"),
        (None, "cerco un uomo riccone e generoso"),
        (Some("Santarcangelo di Romagna RN"), "Sant'Arcangelo di Romagna, borgo"),
        (Some("Sanremo IM"), "Ricevo a San Remo, fronte mare"),
        (Some("Rimini RN"), "Località: 47921 - annuncio privato"),
        (Some("Bologna BO"), "40121 - ambiente elegante"),
    ] {
        check(&clues(text), want);
    }
}

#[test]
fn clubs_purchases_and_days_elsewhere_are_not_where_the_ad_is() {
    for (want, text) in [
        (None, "Domani guardo Inter-Bologna con le amiche"),
        (None, "Divano comprato a Forlì, come nuovo"),
        (None, "Sogno una Ferrari 360 Modena rossa"),
        (None, "Bevo solo spumante Asti, gusti semplici"),
        (None, "capelli color argento, collana argenta al collo"),
        (None, "Mia sorella vive a Bologna, io scrivo soltanto"),
        (None, "Tortellini come a Bologna: sono brava in cucina"),
        (None, "Spedisco in tutta Italia: Roma, Napoli, Torino, ovunque"),
        (Some("Bologna BO"), "Ricevo in un bilocale in zona Saffi, Bologna, con bagno. La domenica sono a Rimini"),
        (Some("Milano MI"), "I moved from Rome to Milan last week"),
        (Some("Parma PR"), "disponibile per Parma e provincia"),
        (Some("Modena MO"), "ciao sono una bella Trans Modena ricevo tutti i giorni chiamami"),
        (Some("Latina LT"), "Latina, viale Kennedy, ragazza italiana riceve"),
    ] {
        check(&clues(text), want);
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_without_fault(text in "\\PC{0,80}", field in "[A-Z]{2}|\\PC{0,12}", path in "/\\PC{0,20}") {
        let reference = Reference::load();
        let clues = PlaceClues { field: Some(&field), title: Some(&text), path: Some(&path), ..clues(&text) };
        if let Some(code) = locate(&clues, reference) {
            proptest::prop_assert!(reference.municipality(&code).is_some());
        }
    }
}
