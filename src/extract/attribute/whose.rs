//! Of whom a word is said: the person, somebody else, or nobody; by the words before it.

use std::sync::OnceLock;

use crate::domain::Venue;
use crate::reference::{Gap, Roles, Words};

/// Of whom a word is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    /// The person of the ad.
    Own,
    /// Clients, friends, whoever is sought.
    Others,
    /// Nobody: it is ruled out.
    Denied,
}

/// The part that a word plays in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Joins a list.
    And,
    /// Rules out what follows.
    No,
    /// Denies a verb.
    Not,
    /// The person speaks of herself or himself.
    Myself,
    /// Speaking a language.
    Speaking,
    /// Heads a list of languages.
    Heading,
    /// Looks for somebody.
    Seeking,
    /// Whom something is for, or with.
    For,
    /// Beside it stands somebody else.
    Others,
    /// May stand between such a word and what it holds of.
    Between,
    /// A thing that has an origin of its own, before the word.
    Thing,
    /// The same, behind the word.
    ThingAfter,
    /// Other people, behind the word: "Italian men".
    OthersAfter,
    /// A man, or "I am".
    Man,
    /// People who offer, in the plural.
    Women,
    /// May stand between those and the word.
    Adjective,
    /// Back from a journey, not of that country.
    Journey,
    /// Comes from the country that follows.
    Origin,
    /// The last word for a place where several work.
    House,
    /// One person, whose age may follow: "donna over 50".
    Person,
    /// Somebody else, who has an age: "mio marito ha 50 anni".
    Kin,
}

/// The words of each part, folded, in the six languages.
const ROLES: &[(Role, &str)] = &[
    (Role::And, "and e ed et ne o or ou sau si y"),
    (
        Role::No,
        "astenersi astenetevi basta esclusi escluso evito fara mai ne nessun nessuna niente no sans sem senza sin tranne without",
    ),
    (Role::Not, "don nao ni non not nu pas"),
    (Role::Myself, "am are io m siamo sommes somos sono sou soy suis sunt suntem"),
    (
        Role::Speaking,
        "capisco fala falamos falo habla hablamos hablo madrelingua parla parlano parlante parlato parle parliamo \
         parlo parlons speak speaking speaks vorbesc vorbim",
    ),
    (Role::Heading, "idiomas languages langues limbi lingua linguas lingue"),
    (
        Role::Seeking,
        "busca buscamos busco caut cautam cerca cercando cercano cercasi cercate cerchi cerchiamo cerco cherche cherchons \
         desidero looking procura procuro ricerca ricerchiamo ricerco seeking vorrei affitto affittasi vendo",
    ),
    (Role::For, "agli ai alle avec com con cu for fra para pentru per pour tra with anche"),
    (
        Role::Others,
        "accettiamo accetto adoro amante amanti amico amo cliente clienti coppie fidanzato figlia figlio fratello frequento hombres \
         homens madre mamma marito meglio men mia mio moglie nonna nonno ospito padre preferibilmente preferisco pulizie ragazzi riceviamo ricevo rispondo \
         signori sua tua tuo uomini",
    ),
    (
        Role::Between,
        "a altra altre altri altro amica amici assolutamente bel bella clienti collega da degli dei delle di \
         distinti donna donne e el era ex generosi gli i il la las le los maturi nostra numeri o only os persone piu \
         ragazza ragazze ragazzi ricevo rispondo se signori sole soli solo soltanto the trans tutte tutti un una \
         uomini uomo vere veri de d",
    ),
    (
        Role::Thing,
        "all alla arte auto bachata baci bacio bagno balli ballo beso besos biancheria birra caffe canzone canzoni carne \
         ceretta cibo cine cinema cocina comida corso cozinha cucina cuisine cultura dans danse danza danze depilazione \
         doccia ensaladilla film flamenco gastronomia insalata letteratura lezione lezioni liquore moda musique opera \
         piatto poesia ricetta ricette romanzi romanzo roulette salsa samba storia tango teatro toast tortilla \
         estilo lingerie lingua macchina manicure masaj masaje masajes massagem massaggi massaggio medicina \
         musica numar numeri numero piatti pizza ristorante stile style tantra sauna scuola targa tecnica tecniche televisione \
         unghie vino vodka",
    ),
    (
        Role::ThingAfter,
        "art bath beauty beer books bread car cars cheese cinema coffee cooking cuisine culture dance dances dancing \
         dishes fashion film films food fries heart history kiss kissing language lessons lido literature manicure massage \
         massages movie movies music novels number opera perfume poetry restaurant restaurants roulette salad scalo \
         songs speaker speakers speaking spoken style tango tea toast vodka watch whisky wine",
    ),
    (Role::OthersAfter, "boyfriend boys clients customers friends gentlemen guys husband men people"),
    (
        Role::Man,
        "accompagnatore baiat barbat bear boy chico escort garcon garoto gigolo hombre homem homme io lui maschio \
         massaggiatore masseur modello moro muchacho ragazzo rapaz sono sou soy stallone suis sunt trans travestito uomo couple pareja casal cuplu coppia",
    ),
    (
        Role::Women,
        "amiche chicas coppia donne due femei femmes fete filles garotas gemelle girls ladies masajistas massaggiatrici \
         mocas muchachas mujeres mulheres nuove operatrici ragazze siamo signore signorine somos sorelle studentesse suntem \
         terapiste trans tre women",
    ),
    (Role::Adjective, "di belle bellissime bravissime dolci esperte giovani nuovissime simpatiche"),
    (
        Role::Journey,
        "back lontano regreso retour rientrata ritornata ritorno tornata tornato vacanza vacanze viaggio volta \
         vuelta",
    ),
    (
        Role::Origin,
        "arrivo chica fille garota mujer mulher nativa originaria originario provengo proveniente ragazza sou soy \
         trans vengo vengono viens",
    ),
    (
        Role::House,
        "benessere center centre centro club estetico locale masajes massage massaggi massaggio night relax studio",
    ),
    (
        Role::Person,
        "casalinga coppia donna femme fille girl lady mamma man massaggiatore massaggiatrice milf mistress mora muchacha muchacho mujer \
         ragazza ragazzo signora trans trav travestito uomo woman",
    ),
    (
        Role::Kin,
        "amica amico bambini cane collega ex figli figlia figlie figlio fratello hijos madre mamma marito moglie nipote nonna nonno padre sorella",
    ),
];

/// How far back the sentence is read.
const REACH: usize = 5;

/// Of whom the word at `first` is said.
pub(super) fn read(words: &Words, first: usize) -> Whose {
    let mut near = true;
    let mut index = first;
    for _ in 0..REACH {
        let Some(word) = previous(words, index) else { break };
        index -= 1;
        if is(word, Role::Myself) {
            // "non sono", "no soy": read on for what comes before.
            if previous(words, index).is_none_or(|word| !is(word, Role::Not) && !is(word, Role::No)) {
                break;
            }
        } else if near && (is(word, Role::Not) || is(word, Role::No)) {
            return Whose::Denied;
        } else if matches!(word, "con" | "with") && previous(words, index).is_some_and(|word| is(word, Role::House)) {
            // "centro massaggi con operatrici cinesi"
            break;
        } else if is(word, Role::Seeking) || (near && (is(word, Role::For) || is(word, Role::Others))) {
            return Whose::Others;
        } else if !is(word, Role::Between) {
            near = false;
        }
    }
    Whose::Own
}

/// The word before the one at `index` in the same part of the sentence.
fn previous(words: &Words, index: usize) -> Option<&str> {
    (index > 0 && words.gap(index).joins()).then(|| words.text(index - 1))
}

/// Whether the language at `first` is said to be spoken: "parlo italiano e inglese".
pub(super) fn is_spoken(words: &Words, first: usize) -> bool {
    let mut index = first;
    for _ in 0..8 {
        // "Lingue: italiano, inglese": the colon ends nothing here.
        if index == 0 || words.gap(index) == Gap::Stop && !is(words.text(index - 1), Role::Heading) {
            return false;
        }
        index -= 1;
        let word = words.text(index);
        if is(word, Role::Myself) {
            return false;
        }
        if is(word, Role::Speaking) || is(word, Role::Heading) {
            return previous(words, index).is_none_or(|word| !is(word, Role::Not) && !is(word, Role::No));
        }
    }
    false
}

/// Whether a country is named as where the person comes from: "dal Brasile", "from Brazil".
pub(super) fn comes_from(words: &Words, first: usize) -> bool {
    let label = if first > 0 { words.text(first - 1) } else { "" };
    if matches!(label, "nazionalita" | "provenienza" | "origine" | "nationality" | "nacionalidad" | "nacionalidade") {
        return true;
    }
    let Some(link) = previous(words, first) else { return false };
    let from =
        matches!(link, "dal" | "dalla" | "dallo" | "dall" | "dai" | "dagli" | "dalle" | "from" | "desde" | "din");
    let of = matches!(link, "de" | "do" | "da" | "du" | "del" | "della" | "dell" | "di");
    let mut index = first - 1;
    for step in 0..4 {
        let Some(word) = previous(words, index) else { break };
        index -= 1;
        if is(word, Role::Journey) {
            return false;
        }
        if is(word, Role::Origin) && step < 3 {
            return from || of;
        }
    }
    from
}

/// Whether an origin is said of a thing: "massaggio thailandese", "bacio francese", "french kiss".
pub(super) fn is_said_of_thing(words: &Words, first: usize, last: usize) -> bool {
    let thing_before = previous(words, first).is_some_and(|word| {
        // "corso di portoghese", "curve da brasiliana", not "coppia di italiani"
        let of = word == "di" && previous(words, first - 1).is_none_or(|word| !is(word, Role::Women));
        of || word == "da" || is(word, Role::Thing)
    });
    // "un tè cinese", not "da te italiana"
    let tea = previous(words, first) == Some("te")
        && previous(words, first - 1)
            .is_none_or(|word| !matches!(word, "a" | "come" | "con" | "da" | "di" | "e" | "per"));
    // "centro massaggi cinese": the centre is.
    let of_centre = previous(words, first).is_some_and(|word| word.starts_with("massagg"))
        && first > 1
        && matches!(words.text(first - 2), "centro" | "centri" | "studio" | "salone");
    // "spagnola e greca compresi nel prezzo"
    let priced = (last + 1..last + 4).take_while(|&index| words.gap(index).joins()).any(|index| {
        let word = words.text(index);
        word.starts_with("compres") || word.starts_with("inclus") || word.starts_with("incluid")
    });
    let thing_after = words.gap(last + 1).joins() && is(words.text(last + 1), Role::ThingAfter);
    (thing_before && !of_centre) || tea || thing_after || priced
}

/// "un bel tè inglese": a masculine thing, though the form could be a woman's as well.
pub(super) fn is_masculine_thing(words: &Words, first: usize) -> bool {
    let mut index = first;
    for step in 0..3 {
        let Some(word) = previous(words, index) else { return false };
        index -= 1;
        if matches!(word, "al" | "del" | "il" | "nel" | "sul" | "un") {
            let is_self = previous(words, index).is_some_and(|word| is(word, Role::Myself));
            return step > 0 && !is_self;
        }
        if is(word, Role::Man) || is(word, Role::Myself) {
            return false;
        }
    }
    false
}

/// Whether a plural is said of those who offer: "ragazze cinesi", "siamo russe"; "italiani" alone is clients.
pub(super) fn are_people(words: &Words, first: usize) -> bool {
    let mut index = first;
    for _ in 0..3 {
        let Some(word) = previous(words, index) else { return false };
        index -= 1;
        if is(word, Role::Women) {
            return true;
        }
        if !is(word, Role::Adjective) {
            return false;
        }
    }
    false
}

/// Whether a masculine form is said of a person: "ragazzo brasiliano", not "numero italiano".
pub(super) fn is_man(words: &Words, first: usize, last: usize) -> bool {
    let is_noun = |word: &str| is(word, Role::Man);
    let mut index = first;
    for _ in 0..3 {
        let Some(word) = previous(words, index) else { break };
        index -= 1;
        if is_noun(word) {
            return true;
        }
    }
    let next = words.text(last + 1);
    // "Italiano quarantaduenne", "Brasiliano, 30 anni"
    let aged = next.ends_with("enne") || matches!(words.text(last + 2), "anni" | "enne");
    let begins = words.gap(first) >= Gap::Comma && words.gap(last + 1) <= Gap::Comma && aged;
    begins || (words.gap(last + 1).joins() && is_noun(next))
}

/// Whether a sort of place is the ad's own, not ruled out, sought or beside the main one.
pub(super) fn is_own_place(words: &Words, first: usize, last: usize, venue: Venue) -> bool {
    let mut index = first;
    for step in 0..5 {
        let Some(word) = previous(words, index) else { break };
        index -= 1;
        // "vengo a casa tua o in hotel"
        if venue == Venue::Hotel && matches!(word, "raggiungo" | "vado" | "vengo") {
            return false;
        }
        // "no meu apartamento" is "in my flat".
        let in_the = word == "no" && matches!(words.text(index + 1), "meu" | "seu" | "teu" | "local");
        if (is(word, Role::No) && step < 2 && !in_the)
            || is(word, Role::Not)
            || matches!(
                word,
                "accanto"
                    | "affittasi"
                    | "affitto"
                    | "cercasi"
                    | "cerco"
                    | "condividere"
                    | "dietro"
                    | "dividere"
                    | "esperienza"
                    | "fianco"
                    | "fronte"
                    | "lato"
                    | "vendo"
                    | "vicino"
            )
        {
            return false;
        }
        // "si" is "and" in Romanian, not in "si sposta a domicilio".
        let also = matches!(word, "anche" | "also" | "tambien" | "tambem" | "aussi") || (word == "si" && step == 0);
        if also && venue != Venue::Flat {
            return false;
        }
        if matches!(word, "ricevo" | "recibo" | "recebo" | "primesc" | "recois" | "ma" | "solo") {
            // "non ricevo in appartamento"
            if previous(words, index).is_some_and(|word| is(word, Role::Not) || word == "no") {
                return false;
            }
            break;
        }
    }
    // "in hotel non mi sento a mio agio"
    if words.gap(last + 1) == Gap::Space && words.text(last + 1) == "non" {
        return false;
    }
    // "hotel e domicilio": goes there.
    let goes = venue == Venue::Hotel && is(words.text(last + 1), Role::And) && words.text(last + 2) == "domicilio";
    !goes
}

/// Whether `word` can play that part.
pub(super) fn is(word: &str, role: Role) -> bool {
    static TABLE: OnceLock<Roles<Role>> = OnceLock::new();
    TABLE.get_or_init(|| Roles::of(ROLES)).has(word, role)
}
