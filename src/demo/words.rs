//! The phrases of which the region's ads are made: neutral, invented, with the noise that real ads carry.

use super::line::Tongue;

/// How an origin is written.
#[derive(Debug)]
pub(super) struct OriginWords {
    /// The country, ISO 3166-1.
    pub(super) code: &'static str,
    /// How often it is drawn.
    pub(super) weight: usize,
    /// Of a woman, in Italian.
    pub(super) feminine: &'static str,
    /// Of a man, in Italian.
    pub(super) masculine: &'static str,
    /// The tongue of an ad that is not in Italian.
    pub(super) tongue: Tongue,
    /// The word in that tongue.
    pub(super) own: &'static str,
}

const fn origin(
    code: &'static str,
    weight: usize,
    feminine: &'static str,
    masculine: &'static str,
    tongue: Tongue,
    own: &'static str,
) -> OriginWords {
    OriginWords { code, weight, feminine, masculine, tongue, own }
}

/// The origins that ads declare.
pub(super) const ORIGINS: &[OriginWords] = &[
    origin("IT", 22, "italiana", "italiano", Tongue::Italian, "italiana"),
    origin("BR", 14, "brasiliana", "brasiliano", Tongue::Portuguese, "brasileira"),
    origin("RO", 14, "rumena", "rumeno", Tongue::Romanian, "româncă"),
    origin("CO", 9, "colombiana", "colombiano", Tongue::Spanish, "colombiana"),
    origin("CN", 9, "cinese", "cinese", Tongue::Chinese, "中国"),
    origin("DO", 5, "dominicana", "dominicano", Tongue::Spanish, "dominicana"),
    origin("AL", 4, "albanese", "albanese", Tongue::Italian, "albanese"),
    origin("UA", 4, "ucraina", "ucraino", Tongue::English, "Ukrainian"),
    origin("NG", 4, "nigeriana", "nigeriano", Tongue::English, "Nigerian"),
    origin("PE", 3, "peruviana", "peruviano", Tongue::Spanish, "peruana"),
    origin("VE", 3, "venezuelana", "venezuelano", Tongue::Spanish, "venezolana"),
    origin("HU", 3, "ungherese", "ungherese", Tongue::English, "Hungarian"),
    origin("ES", 3, "spagnola", "spagnolo", Tongue::Spanish, "española"),
    origin("RU", 3, "russa", "russo", Tongue::English, "Russian"),
];

/// The sentences of one tongue. `{town}` stands for the town, `{who}` for the person.
#[derive(Debug)]
pub(super) struct Phrases {
    pub(super) woman: &'static [&'static str],
    pub(super) trans: &'static str,
    pub(super) man: &'static [&'static str],
    /// After the origin, with the age in place of `{n}`.
    pub(super) age: &'static [&'static str],
    /// First sentences.
    pub(super) opening: &'static [&'static str],
    /// Flat, massage centre, club, hotel, online, mobile: in the order of `Venue::ALL`.
    pub(super) venue: [&'static [&'static str]; 6],
    pub(super) manner: &'static [&'static str],
    pub(super) noise: &'static [&'static str],
    /// Before a number.
    pub(super) cue: &'static [&'static str],
    /// Between two numbers.
    pub(super) or: &'static str,
    /// Where the number stands in a field of the page.
    pub(super) see_field: &'static [&'static str],
    pub(super) closing: &'static [&'static str],
}

impl Phrases {
    /// The sentences of that tongue.
    pub(super) const fn of(tongue: Tongue) -> &'static Self {
        match tongue {
            Tongue::Italian => &ITALIAN,
            Tongue::Spanish => &SPANISH,
            Tongue::Portuguese => &PORTUGUESE,
            Tongue::Romanian => &ROMANIAN,
            Tongue::English => &ENGLISH,
            Tongue::Chinese => &CHINESE,
        }
    }
}

const ITALIAN: Phrases = Phrases {
    woman: &["ragazza", "signora", "donna", "ragazza", "bella ragazza"],
    trans: "trans",
    man: &["ragazzo", "uomo", "ragazzo"],
    age: &["di {n} anni", "{n} anni", "{n}enne", "età {n} anni"],
    opening: &[
        "{town}, {who}, gentile e riservata nei modi.",
        "Novità a {town}: {who}, per pochi giorni in città.",
        "Per la prima volta a {town}. {who}, solare e cordiale.",
        "{who}, di nuovo a {town} dopo le vacanze.",
        "A {town} zona stazione, {who}.",
        "{town} centro. {who}, dolce e simpatica compagnia.",
        "Ciao, sono a {town}! {who}, perché no una telefonata?",
        "{who} riceve a {town}, vicino al casello.",
    ],
    venue: [
        &[
            "Ricevo in appartamento tranquillo e pulito.",
            "Appartamento privato, ambiente riservato.",
            "In appartamento climatizzato.",
        ],
        &["Centro massaggi con personale qualificato.", "Presso centro massaggi, doccia e asciugamani."],
        &["Presso un club privato.", "Mi trovi al club, serata di musica."],
        &["Ricevo in hotel.", "In hotel, reception discreta."],
        &["Solo online, in videochiamata.", "Incontri solo online."],
        &["Mi sposto a domicilio.", "Solo a domicilio, vengo da te."],
    ],
    manner: &[
        "Massima cortesia e discrezione.",
        "Solo persone educate.",
        "Senza fretta, con il sorriso.",
        "Parcheggio comodo sotto casa.",
        "Ambiente accogliente, la qualità prima di tutto.",
        "Foto recenti e reali.",
        "Mi piacciono la buona conversazione e il caffè.",
    ],
    noise: &[
        "Tutti i giorni dalle 10 alle 22.",
        "Dal lunedì al sabato, ore 9.30-21.00, domenica su appuntamento.",
        "A partire da 80 €.",
        "Mezz'ora 60 euro, un'ora 100 euro.",
        "Via Roma 12, CAP {cap}.",
        "Zona via Emilia 145, {cap} {town} ({sigla}).",
        "Alta 1,68, taglia 42.",
        "Fino al 30/11, poi torno il 15/12.",
        "Rif. annuncio {ref}.",
        "Via Bologna 21, secondo piano.",
        "Vicino a piazza Garibaldi, citofono 14.",
        "Autobus 3 e 7, fermata a 200 metri.",
    ],
    cue: &[
        "Tel. ",
        "Chiama ",
        "Chiamami al ",
        "Per informazioni: ",
        "WhatsApp ",
        "Il mio numero è ",
        "Cell. ",
        "☎ ",
        "Telefono: ",
        "Contattami al ",
    ],
    or: " oppure ",
    see_field: &["Il numero è qui sotto.", "Per il contatto vedi in fondo alla pagina.", "Chiama il numero indicato."],
    closing: &["No anonimi.", "Rispondo solo a chiamate.", "A presto!", "Niente sms, grazie.", "", "", "Un saluto."],
};

const SPANISH: Phrases = Phrases {
    woman: &["chica", "señora", "mujer"],
    trans: "chica trans",
    man: &["chico"],
    age: &["de {n} años", "{n} años"],
    opening: &[
        "Hola, estoy en {town}. {who}, simpática y educada.",
        "{who}, recién llegada a {town}.",
        "En {town} por pocos días: {who}.",
    ],
    venue: [
        &["Recibo en apartamento privado y limpio."],
        &["En centro de masajes."],
        &["En un club privado."],
        &["Recibo en hotel."],
        &["Solo online, por videollamada."],
        &["Voy a domicilio."],
    ],
    manner: &["Ambiente tranquilo y discreto.", "Sin prisa, con una sonrisa.", "Solo personas educadas."],
    noise: &["Todos los días de 10 a 22.", "Desde 80 €.", "Zona estación, {cap} {town}."],
    cue: &["Llámame al ", "Teléfono ", "WhatsApp "],
    or: " o también ",
    see_field: &["El número está aquí abajo."],
    closing: &["Hasta pronto.", "", "Gracias."],
};

const PORTUGUESE: Phrases = Phrases {
    woman: &["moça", "mulher", "garota"],
    trans: "garota trans",
    man: &["rapaz"],
    age: &["de {n} anos", "{n} anos"],
    opening: &[
        "Oi, estou em {town}. {who}, simpática e educada.",
        "{who}, acabei de chegar em {town}.",
        "Em {town} por poucos dias: {who}.",
    ],
    venue: [
        &["Recebo em apartamento limpo e tranquilo."],
        &["Em centro de massagem."],
        &["Em um clube privado."],
        &["Recebo em hotel."],
        &["Só online, por vídeo."],
        &["Vou a domicílio."],
    ],
    manner: &["Ambiente discreto e acolhedor.", "Sem pressa, com um sorriso.", "Só pessoas educadas."],
    noise: &["Todos os dias das 10 às 22.", "A partir de 80 €.", "Perto da estação, {cap} {town}."],
    cue: &["Ligue para ", "Telefone ", "WhatsApp "],
    or: " ou também ",
    see_field: &["O número está aqui embaixo."],
    closing: &["Até logo.", "", "Obrigada."],
};

const ROMANIAN: Phrases = Phrases {
    woman: &["fată", "doamnă", "femeie"],
    trans: "fată trans",
    man: &["băiat"],
    age: &["de {n} ani", "{n} ani"],
    opening: &[
        "Bună, sunt în {town}. {who}, veselă și politicoasă.",
        "{who}, nou sosită în {town}.",
        "În {town} pentru câteva zile: {who}.",
    ],
    venue: [
        &["Primesc în apartament curat și liniștit."],
        &["La centru de masaj."],
        &["Într-un club privat."],
        &["Primesc la hotel."],
        &["Doar online, prin video."],
        &["Vin la domiciliu."],
    ],
    manner: &["Loc discret și primitor.", "Fără grabă, cu zâmbet.", "Doar persoane educate."],
    noise: &["În fiecare zi de la 10 la 22.", "De la 80 €.", "Lângă gară, {cap} {town}."],
    cue: &["Sună la ", "Telefon ", "WhatsApp "],
    or: " sau ",
    see_field: &["Numărul este mai jos."],
    closing: &["Pe curând.", "", "Mulțumesc."],
};

const ENGLISH: Phrases = Phrases {
    woman: &["girl", "lady", "woman"],
    trans: "trans girl",
    man: &["guy"],
    age: &["{n} years old", "aged {n}"],
    opening: &[
        "Hello, I am in {town}. {who}, friendly and polite.",
        "{who}, just arrived in {town}.",
        "In {town} for a few days: {who}.",
    ],
    venue: [
        &["I host in a clean and quiet apartment."],
        &["At a massage centre."],
        &["At a private club."],
        &["I host in a hotel."],
        &["Online only, by video call."],
        &["Outcall only, I come to you."],
    ],
    manner: &["Discreet and welcoming place.", "No rush, always with a smile.", "Polite people only."],
    noise: &["Every day from 10 to 22.", "From 80 €.", "Near the station, {cap} {town}."],
    cue: &["Call me at ", "Phone ", "WhatsApp "],
    or: " or ",
    see_field: &["The number is here below."],
    closing: &["See you soon.", "", "Thank you."],
};

const CHINESE: Phrases = Phrases {
    woman: &["女孩", "女士"],
    trans: "变性女孩",
    man: &["男孩"],
    age: &["{n}岁"],
    opening: &["您好，我在 {town}。{who}，温柔有礼。", "{who}，新到 {town}。"],
    venue: [
        &["公寓接待，干净安静。"],
        &["按摩中心。"],
        &["私人俱乐部。"],
        &["酒店接待。"],
        &["仅限线上视频。"],
        &["上门服务。"],
    ],
    manner: &["环境安静。", "服务周到，请有礼貌。"],
    noise: &["每天10点到22点。", "80 € 起。"],
    cue: &["电话 ", "请拨打 ", "WhatsApp "],
    or: " 或 ",
    see_field: &["电话在下面。"],
    closing: &["谢谢。", ""],
};

/// What people say in the forums when no number is told.
pub(super) const CHATTER: &[&str] = &[
    "Qualcuno sa se in zona {town} hanno cambiato gli orari?",
    "Grazie della notizia, molto gentile.",
    "Sono passato da {town} il 14 ottobre, parcheggio difficile dopo le 18.",
    "Concordo con chi ha scritto sopra: educazione prima di tutto.",
    "Il vecchio numero non è più attivo, peccato.",
    "Mi hanno chiesto 80 euro, come scritto nell'annuncio {ref}.",
    "Sapete se c'è un autobus che arriva fino in via Emilia 145?",
    "Buona giornata a tutti dal gruppo di {town}.",
    "Ho letto 12 pagine di questa discussione e non ho trovato risposta.",
    "Ricordo a tutti il regolamento, punto 3: rispetto per le persone.",
];

/// What people say in the forums around a number.
pub(super) const TOLD: &[&str] = &[
    "A {town} ora risponde a questo numero: {number}.",
    "Confermo, il contatto di {town} è {number}, sempre molto cortese.",
    "Per chi chiedeva di {town}: il numero è {number}",
    "Ha cambiato zona, adesso è a {town}. Tel. {number}, orario 10-20.",
    "Se non sbaglio è {number} (zona {town}, da 80 euro).",
];
