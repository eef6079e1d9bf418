//! Pagers on pages written for the purpose, one shape each: what platforms and hand-made sites put under a list, and
//! what looks like it and is something else.
//!
//! `tests/corpora/pagers` holds them as `# name /this/page -> /next/page` or `-> none`, followed by the part of the page
//! that matters. Each is put into one of four frames with menus, trails, feet and other links of their own.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use invisibile::domain::PageUrl;
use invisibile::extract::{self, Why, pager};
use invisibile::parse::Document;
use invisibile::source::{Scope, Sources};

const SITE: &str = "http://bacheca.invalid";

/// One page, and where its list goes on.
struct Labelled {
    name: String,
    here: String,
    next: Option<String>,
    html: String,
}

fn corpus(file: &str) -> Vec<Labelled> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpora/pagers").join(file);
    let text = fs::read_to_string(path).unwrap();
    let mut pages: Vec<Labelled> = Vec::new();
    for line in text.lines() {
        let Some(head) = line.strip_prefix("# ") else {
            let page = pages.last_mut().expect("a page begins with its name");
            page.html.push_str(line);
            page.html.push('\n');
            continue;
        };
        let (head, next) = head.split_once(" -> ").unwrap_or_else(|| panic!("no `->` in {head}"));
        let (name, here) = head.split_once(' ').unwrap_or_else(|| panic!("no address in {head}"));
        let next = (next != "none").then(|| format!("{SITE}{next}"));
        pages.push(Labelled { name: name.to_owned(), here: format!("{SITE}{here}"), next, html: String::new() });
    }
    pages
}

/// Entries of a list, with the links that lists have.
fn entries(kind: &str) -> String {
    let mut html = String::from("<ul class=elenco>");
    for id in 0..6 {
        let _ = match kind {
            "items" => write!(
                html,
                "<li><h3><a href=\"/annuncio/lampada-{}\">Lampada inventata</a></h3><p>Come nuova.</p>\
                 <a href=\"/annuncio/lampada-{}\">Leggi tutto &raquo;</a></li>",
                70_410 + id,
                70_410 + id
            ),
            _ => write!(
                html,
                "<li><a href=\"/t/{}\">Argomento {id}</a> <a href=\"/u/{id}\">utente</a> 12 risposte</li>",
                900 + id
            ),
        };
    }
    html + "</ul>"
}

impl Labelled {
    /// The whole page: the part that matters in the frame of that number.
    fn page(&self, frame: usize) -> String {
        let article = "<article><h1>La porta</h1><p>Un testo inventato, lungo quanto basta.</p>\
                       <a href=\"/tema/legno\">legno</a></article>";
        let html = self.html.replace("{{items}}", &entries("items")).replace("{{topics}}", &entries("topics"));
        let html = html.replace("{{posts}}", &entries("topics")).replace("{{article}}", article);
        let (head, foot) = [
            (
                "<nav><a href=/>Home</a> <a href=/annunci>Annunci</a> <a href=/contatti>Contatti</a></nav>",
                "<p>Fine</p>",
            ),
            (
                "<div class=breadcrumb><a href=/>Home</a> &raquo; <a href=/tutto>Tutto</a> &raquo; qui</div>",
                "<footer><a href=/chi>Chi siamo</a> <a href=#top>Torna su ↑</a> <a href=/rss.xml>RSS</a></footer>",
            ),
            (
                "<header><form action=/cerca><input name=q><button>Cerca</button></form>it | <a href=/en/>en</a></header>",
                "<aside><h4>Archivio</h4><a href=/2025/>2025</a> <a href=/2026/>2026</a></aside>",
            ),
            (
                "<div class=menu><a href=/novita>Novità &rsaquo;</a> <a href=/aiuto>Aiuto</a></div>",
                "<div class=piede><a href=/privacy>Privacy</a> <a href=/tutti>Vedi tutti &raquo;</a></div>",
            ),
        ][frame % 4];
        format!(
            "<!doctype html><html lang=it><title>Prova</title><body>{head}<div id=contenuto>{html}</div>{foot}</body></html>"
        )
    }

    /// What is recognised in that frame.
    fn recognised(&self, frame: usize) -> Option<String> {
        let scope = Scope { hosts: vec!["bacheca.invalid".to_owned()] };
        let here = PageUrl::parse(&self.here).unwrap();
        pager(&Document::of_html(&self.page(frame)), &here, &scope).map(|next| next.url.as_str().to_owned())
    }
}

/// Pages with a pager, of them right; pages without one, of them with an invented one; and every fault by name.
struct Figures {
    with: usize,
    right: usize,
    without: usize,
    invented: usize,
    faults: Vec<String>,
}

fn judge(files: &[&str]) -> Figures {
    let mut figures = Figures { with: 0, right: 0, without: 0, invented: 0, faults: Vec::new() };
    for (index, page) in files.iter().flat_map(|file| corpus(file)).enumerate() {
        let found = page.recognised(index);
        let expected = page.next.as_deref().map(|next| PageUrl::parse(next).unwrap().as_str().to_owned());
        if expected.is_some() {
            figures.with += 1;
            figures.right += usize::from(found == expected);
        } else {
            figures.without += 1;
            figures.invented += usize::from(found.is_some());
        }
        if found != expected {
            let short = |url: Option<String>| url.map_or_else(|| "none".to_owned(), |url| url.replace(SITE, ""));
            figures.faults.push(format!("{}: {} instead of {}", page.name, short(found), short(expected)));
        }
    }
    figures
}

#[test]
fn pagers_are_recognised_and_none_is_invented() {
    for files in [&["with.txt", "without.txt"] as &[_], &["kept-back.txt"]] {
        let Figures { with, right, without, invented, faults } = judge(files);
        let told = format!("{right} of {with} right, {invented} of {without} invented:\n{}", faults.join("\n"));
        assert!(right * 100 >= with * 97 && invented == 0, "{files:?}: {told}");
    }
}

/// What a list gives as its next page when the recipe says that of it, and by what.
fn next_by(line: &str, html: &str) -> Option<(String, Option<Why>)> {
    let toml = format!(
        "[[source]]\nname = \"prova\"\nkind = \"classified\"\nstart = [\"{SITE}/lista?sid=1\"]\n\
         drop_params = [\"sid\"]\n[source.list]\nitem = \"li\"\n{line}\n[source.ad]\n"
    );
    let sources = Sources::parse(&toml).unwrap();
    let source = sources.named("prova").unwrap();
    let list = extract::list(&Document::of_html(html), &source.start[0], source);
    list.next.map(|next| (next.url.as_str().replace(SITE, ""), next.why))
}

#[test]
fn a_recipe_that_says_nothing_has_its_pager_recognised_and_one_that_says_none_has_none() {
    let html = "<li><a href=/a/1>Uno</a></li><a href=/lista?page=2&sid=9>Avanti</a><a id=x href=/altra>x</a>";
    assert_eq!(next_by("", html), Some(("/lista?page=2".to_owned(), Some(Why::Words))));
    assert_eq!(next_by("next = \"none\"", html), None);
    assert_eq!(next_by("next = \"#x @href\"", html), Some(("/altra".to_owned(), None)));
    // Without the parameters that tell no pages apart this is the page itself.
    assert_eq!(next_by("", "<li><a href=/a/1>Uno</a></li><a rel=next href=/lista?sid=2>Avanti</a>"), None);
}

#[test]
fn going_on_by_recognised_pagers_visits_each_page_once_and_ends() {
    let scope = Scope { hosts: vec!["bacheca.invalid".to_owned()] };
    // The last page's "next" leads back to the first, and every page names all others.
    let page = |number: usize| {
        let links = [1, 2, 3, 4, 5].map(|page| format!("<a href=/lista?pag={page}>{page}</a>")).join(" ");
        format!("<body>{links}<a href=/lista?pag={}>Successiva</a></body>", if number == 5 { 1 } else { number + 1 })
    };
    let mut here = PageUrl::parse(&format!("{SITE}/lista?pag=1")).unwrap();
    let mut visited = vec![1];
    while let Some(next) = pager(&Document::of_html(&page(*visited.last().unwrap())), &here, &scope) {
        here = next.url;
        visited.push(here.as_str().rsplit('=').next().unwrap().parse().unwrap());
        assert!(visited.len() <= 5, "{visited:?}");
    }
    assert_eq!(visited, [1, 2, 3, 4, 5]);
}
