//! The label of a link: what it says about where it leads, in six languages, in arrows and in the names of icons.

use unicode_normalization::UnicodeNormalization as _;

/// What a link says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// The next page, and no doubt about it: "pagina successiva", "next 10".
    NextPage,
    /// The next one, of whatever: "avanti".
    Next,
    /// Older entries, or "annunci precedenti", which may be either way: the address decides.
    Older,
    /// More of the same list: "carica altri".
    More,
    /// An arrow to the right.
    Arrow,
    /// The page of that number.
    Number(u64),
    /// Back, which where the newest comes first may be further on.
    Back,
    /// First or last, or an arrow back.
    Pager,
    /// Words that say something else.
    Other,
    /// Nothing.
    Blank,
}

const NEXT: &[&str] = &[
    "successiva",
    "successivo",
    "successivi",
    "successive",
    "seguente",
    "seguenti",
    "prossima",
    "prossimo",
    "prossimi",
    "prossime",
    "avanti",
    "succ",
    "next",
    "nextpage",
    "following",
    "siguiente",
    "siguientes",
    "sig",
    "proxima",
    "proximo",
    "proximas",
    "proximos",
    "seguinte",
    "seguintes",
    "avancar",
    "urmatoarea",
    "urmatorul",
    "urmatoare",
    "urmatorii",
    "urmatorele",
    "inainte",
    "weiter",
    "volgende",
    "suivant",
    "suivante",
    "suivants",
    "suivantes",
    "suiv",
];
const BACK: &[&str] = &[
    "precedente",
    "precedenti",
    "prec",
    "indietro",
    "previous",
    "prev",
    "back",
    "anterior",
    "anteriores",
    "ant",
    "atras",
    "precedent",
    "precedents",
    "precedentes",
    "inapoi",
    "anterioara",
    "anteriorul",
    "anterioare",
    "precedenta",
    "retour",
    "voltar",
    "newer",
];
const ENDS: &[&str] = &[
    "prima", "primo", "first", "inizio", "start", "last", "ultima", "ultimo", "fine", "end", "primera", "primeira",
    "premiere", "derniere", "dernier", "prim", "fin", "fim",
];
const PAGE: &[&str] = &["page", "pagina", "pagine", "pag", "pages", "paginas", "pagini"];
const ENTRIES: &[&str] = &[
    "annunci",
    "articoli",
    "risultati",
    "elementi",
    "posts",
    "post",
    "entries",
    "ads",
    "results",
    "items",
    "anuncios",
    "annonces",
    "anunturi",
    "prodotti",
    "products",
    "argomenti",
    "discussioni",
    "inserzioni",
    "notizie",
    "resultados",
    "resultats",
    "rezultate",
    "offerte",
    "listings",
    "stories",
    "articles",
    "entradas",
    "topics",
    "messaggi",
    "contenuti",
];
const MORE: &[&str] = &[
    "altri",
    "altre",
    "more",
    "mas",
    "plus",
    "mais",
    "ancora",
    "carica",
    "caricane",
    "load",
    "mostra",
    "mostrane",
    "show",
    "vedi",
    "voir",
    "ver",
    "afficher",
    "charger",
    "carregar",
    "cargar",
    "incarca",
    "vezi",
    "mai",
    "multe",
    "mostrar",
    "piu",
    "d",
    "view",
    "see",
    "visualizza",
];
/// Of [`MORE`] the words that say it alone.
const MORE_ALONE: &[&str] = &["altri", "altre", "more", "mas", "ancora", "mais", "plus", "piu", "multe"];
const OLD: &[&str] =
    &["older", "vecchi", "vecchie", "antiguas", "antiguos", "antigos", "antigas", "anciens", "anciennes", "vechi"];
const FILLER: &[&str] = &[
    "vai", "alla", "alle", "a", "al", "all", "la", "le", "il", "lo", "i", "gli", "go", "to", "the", "ir", "aller",
    "de", "di", "del", "della", "dei", "of", "ricerca", "results", "les", "des", "los", "las", "el", "os", "da",
    "current", "guarda",
];
const RIGHT: &[char] = &['›', '»', '→', '>', '⟩', '▶', '►', '⇒', '⟶', '❯', '≫', '〉', '➜', '➔', '⏵', '⯈'];
const LEFT: &[char] = &['‹', '«', '←', '<', '⟨', '◀', '◄', '⇐', '⟵', '❮', '≪', '〈', '⏴'];

/// A text in small letters without accents.
fn folded(text: &str) -> String {
    text.nfkd()
        .filter(|letter| !unicode_normalization::char::is_combining_mark(*letter))
        .flat_map(char::to_lowercase)
        .collect()
}

/// What a text says.
pub(super) fn label(text: &str) -> Label {
    if text.chars().count() > 80 {
        return Label::Other;
    }
    // An ellipsis is three dots once its form is undone.
    let arrow = arrow(text);
    let text = folded(&text.replace("d'", "d ").replace("d’", "d "));
    let tokens: Vec<&str> =
        text.split(|letter: char| !letter.is_alphanumeric()).filter(|token| !token.is_empty()).collect();
    let (numbers, words): (Vec<&str>, Vec<&str>) =
        tokens.iter().partition(|token| token.bytes().all(|byte| byte.is_ascii_digit()));
    if words.is_empty() {
        return match numbers.as_slice() {
            [] => arrow,
            [number] if number.len() <= 5 && text.chars().count() <= number.len() + 4 => {
                number.parse().map_or(Label::Other, Label::Number)
            }
            _ => Label::Other,
        };
    }
    of_words(&words, &numbers)
}

fn of_words(words: &[&str], numbers: &[&str]) -> Label {
    let has = |list: &[&str]| words.iter().any(|word| list.contains(word));
    let next = has(NEXT);
    // "Pagina successiva - risultati da 21 a 40": what follows explains.
    let beside = words.windows(2).any(|pair| match pair {
        [one, two] => (NEXT.contains(one) && PAGE.contains(two)) || (PAGE.contains(one) && NEXT.contains(two)),
        _ => false,
    });
    if beside || words == ["page", "down"] {
        return Label::NextPage;
    }
    let known =
        [NEXT, BACK, ENDS, PAGE, ENTRIES, MORE, OLD, FILLER, &["recenti", "meno", "recientes", "recents", "recentes"]];
    if words.iter().any(|word| !known.iter().any(|list| list.contains(word))) {
        return Label::Other;
    }
    // "Post" is one of them after "next", and several after "older".
    let is_one = words.contains(&"post") && !has(OLD) && !words.contains(&"meno");
    if has(&["recenti", "recientes", "recents", "recentes"]) {
        return if words.contains(&"meno") { Label::Older } else { Label::Pager };
    }
    if has(OLD) && !next {
        return Label::Older;
    }
    if next && has(ENDS) {
        return Label::Pager;
    }
    if next {
        return match (is_one, has(PAGE) || has(ENTRIES) || !numbers.is_empty()) {
            (true, _) => Label::Other,
            (false, true) => Label::NextPage,
            (false, false) => Label::Next,
        };
    }
    if has(BACK) {
        return match (has(ENTRIES), is_one || words.contains(&"newer")) {
            (_, true) => Label::Pager,
            (true, false) => Label::Older,
            (false, false) => Label::Back,
        };
    }
    if has(ENDS) {
        return Label::Pager;
    }
    if has(MORE) && !has(PAGE) && (has(ENTRIES) || has(MORE_ALONE)) {
        return Label::More;
    }
    match numbers {
        [number] if has(PAGE) && !has(MORE) => number.parse().map_or(Label::Other, Label::Number),
        _ => Label::Other,
    }
}

/// What a text of signs says.
fn arrow(text: &str) -> Label {
    let signs: Vec<char> = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let is_of = |list: &[char]| signs.iter().any(|sign| list.contains(sign));
    let known =
        |sign: &char| RIGHT.contains(sign) || LEFT.contains(sign) || matches!(sign, '|' | '[' | ']' | '(' | ')');
    match (signs.is_empty(), signs.iter().all(known)) {
        (true, _) => Label::Blank,
        (false, true) if is_of(LEFT) || is_of(&['|']) => Label::Pager,
        (false, true) if is_of(RIGHT) => Label::Arrow,
        _ => Label::Other,
    }
}

/// What names of classes, icons and pictures say: `fa-chevron-right`, `page-next`, `freccia_dx.gif`.
pub(super) fn named(words: &[String]) -> Label {
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let forward =
        has(&["next", "nextpostslink", "succ", "successiva", "siguiente", "suivant", "seguinte", "older", "forward"]);
    let pointed =
        has(&["chevron", "chevronright", "arrow", "angle", "caret", "freccia", "icon", "keyboard", "navigate"]);
    let right = has(&["right", "dx", "destra", "chevronright"]) && pointed;
    let double = has(&["double", "last", "first", "end"]);
    let back = has(&["prev", "previous", "left", "sx", "back", "newer", "precedente", "disabled", "smaller"]);
    match (double || back, forward, right) {
        (false, true, _) => Label::Next,
        (false, false, true) => Label::Arrow,
        (true, _, _) => Label::Pager,
        (false, false, false) => Label::Blank,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read_in_six_languages() {
        for (text, expected) in [
            ("Pagina successiva »", Label::NextPage),
            ("Next 10", Label::NextPage),
            ("Próxima página »", Label::NextPage),
            ("Pagina următoare", Label::NextPage),
            ("page suivante", Label::NextPage),
            ("Ir a la página siguiente", Label::NextPage),
            ("Pagina successiva - Risultati da 21 a 40", Label::NextPage),
            ("Avanti", Label::Next),
            ("Older posts", Label::Older),
            ("« Annunci precedenti", Label::Older),
            ("Articoli meno recenti", Label::Older),
            ("Articoli più recenti", Label::Pager),
            ("Mostra altri 25", Label::More),
            ("Voir plus d'annonces", Label::More),
            ("ancora", Label::More),
            ("›", Label::Arrow),
            ("»", Label::Arrow),
            (">|", Label::Pager),
            ("Indietro", Label::Back),
            ("Newer Posts", Label::Pager),
            ("Ultima »", Label::Pager),
            ("[2]", Label::Number(2)),
            ("Vai a pagina 3", Label::Number(3)),
            ("Articolo successivo", Label::Other),
            ("Next post →", Label::Other),
            ("Vedi tutti gli annunci »", Label::Other),
            ("leggi tutto »", Label::Other),
            ("21-30", Label::Other),
            (" ", Label::Blank),
        ] {
            assert_eq!(label(text), expected, "{text}");
        }
    }
}
