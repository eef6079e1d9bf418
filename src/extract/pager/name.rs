//! The names that numbers of an address go by, and what they count.
//!
//! `page` and `start` count pages, `id` and `foto` do not.

/// Names that count pages, or entries.
pub(super) const PAGE: &[&str] = &[
    "page",
    "pages",
    "pagina",
    "paginas",
    "pagine",
    "pag",
    "pg",
    "pgn",
    "pgno",
    "pageno",
    "pagenum",
    "pagenumber",
    "paged",
    "pagen",
    "p",
    "o",
    "cur",
    "ipage",
    "currentpage",
    "seite",
    "pn",
    "ps",
    "strana",
    "strona",
    "sayfa",
    "sida",
    "oldal",
    "pageindex",
];
/// Names that count entries left out before the page.
pub(super) const OFFSET: &[&str] = &[
    "start",
    "offset",
    "from",
    "skip",
    "st",
    "s",
    "o",
    "oa",
    "begin",
    "inizio",
    "da",
    "debut",
    "desde",
    "first",
    "limitstart",
    "b_start",
    "p",
    "n",
];
/// Names that say how many entries a page has.
pub(super) const SIZE: &[&str] = &["per", "perpage", "size", "limit", "limite", "count", "pagesize", "max"];
/// Names of a mark to go on from.
pub(super) const CURSOR: &[&str] = &[
    "after",
    "before",
    "cursor",
    "pagecursor",
    "since",
    "until",
    "max_id",
    "maxid",
    "updated-max",
    "pagefrom",
    "from",
    "offset",
    "continue",
    "token",
    "dopo",
    "prima",
    "last",
    "lastid",
    "last_id",
    "start_after",
    "older",
    "next_cursor",
];
/// Of [`CURSOR`] those whose value may be a number and still counts nothing.
pub(super) const MARK: &[&str] =
    &["after", "before", "since", "until", "max_id", "maxid", "last", "lastid", "last_id", "dopo"];
/// What is numbered and is no page of a list.
pub(super) const OTHER: &[&str] = &[
    "comment", "comments", "commenti", "cpage", "cp", "review", "reviews", "foto", "photo", "photos", "img", "image",
    "slide", "rel", "capitolo", "chapter", "lezione", "lesson", "step", "passo", "stagione", "season", "episode",
    "parte", "part", "art", "articolo", "article", "annuncio", "ad", "post", "ticket", "issue", "strip", "video",
    "prodotto", "prodotti", "product", "products", "giorno", "day", "mese", "month", "anno", "year", "week", "numero",
    "domanda", "question", "id", "topic", "thread", "node", "item", "rate", "rating", "stelle", "voto", "tab", "z",
    "zoom", "v",
];
/// Names of the file that stands for its folder, and of lists: a number after them counts pages more often than not.
pub(super) const INDEX: &[&str] = &["index", "default", "home", "lista", "list", "elenco", "archivio", "annunci"];

/// How much is known about what a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Counts {
    /// Something that has no name, or one that says nothing.
    Something,
    /// Pages, by its name.
    Pages,
}

/// What a number under that name counts; `None`: no pages.
pub(super) fn counts(name: &str) -> Option<Counts> {
    let words = words(name);
    if words.iter().any(|word| is_other(word)) {
        return None;
    }
    let lower = name.to_lowercase();
    let is_size = words.iter().any(|word| SIZE.contains(&word.as_str()));
    let is_page = |word: &str| PAGE.contains(&word) || OFFSET.contains(&word);
    let is_page = !is_size && (is_page(&lower) || words.iter().any(|word| is_page(word)));
    Some(if is_page { Counts::Pages } else { Counts::Something })
}

pub(super) fn is_other(word: &str) -> bool {
    OTHER.contains(&word)
}

/// The words of a name: `tx_news[currentPage]` has four.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_small = false;
    for letter in name.chars() {
        if !letter.is_alphabetic() || (letter.is_uppercase() && was_small) {
            words.push(String::new());
        }
        was_small = letter.is_lowercase();
        if letter.is_alphabetic()
            && let Some(word) = words.last_mut()
        {
            word.extend(letter.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
