//! `sources test` and `sources add`: a source looked at by the crawl's manners, and a new one proposed.

use std::fs;
use std::sync::{Arc, RwLock};

use invisibile::demo::{Region, Request, serve};
use invisibile::domain::PageUrl;
use invisibile::extract::{self, NextFound};
use invisibile::parse::Document;
use invisibile::source::{SourceKind, Sources};
use serde_json::Value;

use crate::support::command::{Folder, Said};
use crate::support::raw_server::robots;
use crate::support::site::{Site, ads};

/// A source of that site, by the recipe that its pages have.
fn board(site: &Site, item: &str) -> String {
    format!(
        "# mine\n[[source]]\nname = \"bacheca\"\nkind = \"classified\"\nstart = [\"{}\"]\npace = {{ delay = \"20ms\" }}\n\
         [source.list]\nitem = \"{item}\"\n[source.ad]\nmust_have = \".ad-page\"\nplace = \".place\"\n",
        site.url("/")
    )
}

/// A rehearsal that may visit loopback.
fn rehearsal() -> Folder {
    let folder = Folder::rehearsal();
    let config = fs::read_to_string(folder.data("invisibile.toml")).unwrap();
    folder.write("invisibile.toml", config.replace("#allow_private", "allow_private"));
    folder
}

/// A folder without a store, with the least that visiting loopback needs.
fn without_store() -> Folder {
    let folder = Folder::empty();
    fs::write(folder.path().join("invisibile.toml"), "[fetch]\nallow_private = [\"127.0.0.0/8\"]\n").unwrap();
    folder
}

/// Runs a command while the site answers.
async fn run(folder: Folder, arguments: &[&str]) -> (Folder, Said) {
    let arguments: Vec<String> = arguments.iter().map(|argument| (*argument).to_owned()).collect();
    let ran = tokio::task::spawn_blocking(move || {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let said = folder.run(&arguments);
        (folder, said)
    });
    ran.await.unwrap()
}

fn events(said: &Said) -> Vec<Value> {
    said.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trial_shows_what_would_be_taken_and_stores_nothing() {
    let site = Site::start(ads(1..=5), 3).await;
    let folder = rehearsal();
    folder.write("sources.toml", board(&site, "li.ad"));
    let before = folder.snapshot();
    let (folder, said) = run(folder, &["sources", "test", "bacheca", "--limit", "4", "--json"]).await;
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{said:?}");
    assert_eq!(folder.snapshot(), before, "something was stored");
    assert_eq!(site.pages().len(), 4, "{:?}", site.pages());
    assert_eq!(site.seen()[0].target, "/robots.txt");
    let events = events(&said);
    let kinds: Vec<&str> = events.iter().map(|event| event["event"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["begun", "page", "page", "page", "page", "done"]);
    assert_eq!((&events[1]["items"], &events[1]["next"]["by"]), (&3.into(), &"rel=next".into()));
    assert_eq!((&events[2]["items"], &events[2]["next"]), (&2.into(), &Value::Null));
    let ad = &events[3]["ads"][0];
    assert!(ad["municipality"] == "Modena" || ad["municipality"] == "Bologna", "{ad}");
    let masked = ad["numbers"][0]["masked"].as_str().unwrap();
    assert!(masked.starts_with('…') && masked.chars().count() == 3, "{masked}");
    assert!(!said.out.contains("30111") && !said.out.contains("+39"), "a number is shown whole: {}", said.out);
    assert_eq!((&events[5]["ads"], &events[5]["ads_with_number"]), (&2.into(), &2.into()));
    // For people the same, and the clock of the host was waited out: a crawl may follow at once.
    let (_, said) = run(folder, &["sources", "test", "bacheca", "--limit", "3"]).await;
    let told = said.ok();
    for words in ["items   3", "(by rel=next)", "ad      …", "list.item", "to 3 pages, nothing is stored"] {
        assert!(told.contains(words), "no `{words}` in {told}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trial_needs_no_store_and_begins_where_it_is_told() {
    let site = Site::start(ads(1..=5), 3).await;
    let folder = without_store();
    fs::write(folder.path().join("sources.toml"), board(&site, "li.ad")).unwrap();
    let url = site.url("/ad/3");
    let (folder, said) = run(folder, &["sources", "test", "bacheca", "--url", &url, "--json"]).await;
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(events(&said)[1]["kind"], "ad");
    assert!(!folder.data("").exists(), "a store was made");
    let (_, said) = run(folder, &["sources", "test", "bacheca", "--url", "http://altrove.invalid/"]).await;
    let told = said.refused();
    assert!(told.contains("`altrove.invalid` is none of the `hosts` of `bacheca`"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_selector_that_must_be_there_and_finds_nothing_ends_with_3_and_a_remedy() {
    let site = Site::start(ads(1..=5), 3).await;
    let folder = rehearsal();
    folder.write("sources.toml", board(&site, "li.gone"));
    let (folder, said) = run(folder, &["sources", "test", "bacheca"]).await;
    assert_eq!(said.code, 3, "{said:?}");
    assert!(
        said.out.contains("to mend: `item` in [source.list] is not on any of 2 pages: write the element"),
        "{said:?}"
    );
    let (folder, said) = run(folder, &["sources", "test", "altra"]).await;
    assert!(said.refused().contains("there is no source named `altra`: there are bacheca"));
    let (_, said) = run(folder, &["sources", "test", "bacheca", "--limit", "0"]).await;
    assert_eq!(said.code, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trial_asks_no_page_that_robots_close() {
    let site = Site::start(ads(1..=5), 3).await;
    site.instead("/robots.txt", robots("User-agent: *\nDisallow: /\n"));
    let folder = rehearsal();
    folder.write("sources.toml", board(&site, "li.ad"));
    let (_, said) = run(folder, &["sources", "test", "bacheca"]).await;
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.out.contains("closes this page to us"), "{said:?}");
    assert_eq!(site.pages(), [] as [&str; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_source_is_proposed_with_its_findings_and_written_when_told_to() {
    let site = Site::start(ads(1..=8), 5).await;
    site.instead("/robots.txt", robots("Sitemap: http://127.0.0.1/sitemap.xml\n"));
    let folder = rehearsal();
    let mine = "# my own notes, kept\n\n";
    folder.write("sources.toml", mine);
    let url = site.url("/");
    let add = ["sources", "add", &url, "--name", "nuova", "--territory", "modena", "--delay", "20ms"];
    let (folder, said) = run(folder, &add).await;
    let proposed = said.ok();
    for words in [
        "# 5 entries on the first page, such as /ad/1, /ad/2, /ad/3",
        "# numbers on 2 of its pages: 1 and 1",
        "# next page recognised by rel=next",
        "# robots.txt names a sitemap: http://127.0.0.1/sitemap.xml",
        "name = \"nuova\"",
        "place = \"modena\"",
        "item = \"li.ad\"",
        "must_have = \"main.ad-page\"",
    ] {
        assert!(proposed.contains(words), "no `{words}` in\n{proposed}");
    }
    assert!(!proposed.contains("nth"), "{proposed}");
    assert_eq!(fs::read_to_string(folder.data("sources.toml")).unwrap(), mine, "it was written unasked");
    let (folder, said) = run(folder, &[&add as &[&str], &["--write"]].concat()).await;
    said.ok();
    assert_eq!(fs::read_to_string(folder.data("sources.toml")).unwrap(), format!("{mine}{proposed}"));
    assert_eq!(folder.run(&["sources", "check"]).ok(), "data/sources.toml: 1 source, no faults\n");
    let (folder, said) = run(folder, &["sources", "test", "nuova", "--limit", "3"]).await;
    said.ok();
    let (folder, said) = run(folder, &add).await;
    assert!(said.refused().contains("has a source named `nuova` already: give another --name"));
    site.show("/vuota", "<title>Niente</title><p>Qui non c'è nulla.");
    let empty = site.url("/vuota");
    let (_, said) = run(folder, &["sources", "add", &empty, "--delay", "20ms"]).await;
    assert!(said.refused().contains("nothing on the page looks like a list"));
}

/// The sources of the invented region, each proposed from its first page. One of them writes its first page so differently
/// from its second that nothing but the word on the link says where the list goes on, which is not enough.
#[tokio::test(flavor = "multi_thread")]
async fn the_proposals_for_the_invented_region_find_what_its_own_recipes_find() {
    let region = Arc::new(RwLock::new(Region::new(2007)));
    let served = serve(Arc::clone(&region), None).await.unwrap();
    let toml = region.read().unwrap().sources_toml(served.port);
    let sources = Sources::parse(&toml).unwrap();
    let folder = without_store();
    let (mut folder, mut tried, mut same_items, mut same_next) = (folder, 0, 0, 0);
    let mut told = Vec::new();
    for source in sources.iter().filter(|source| source.kind == SourceKind::Classified) {
        let url = source.start[0].as_str().to_owned();
        let (back, said) = run(folder, &["sources", "add", &url, "--delay", "2ms", "--kind", "classified"]).await;
        folder = back;
        tried += 1;
        let at = PageUrl::parse(&url).unwrap();
        let host = at.host();
        let path = url.splitn(4, '/').nth(3).map(|path| format!("/{path}")).unwrap();
        let request = Request { path: &path, host: &host, if_none_match: None, if_modified_since: None };
        let reply = region.read().unwrap().get(&source.name, &request).unwrap();
        let document = Document::of_html(&String::from_utf8_lossy(&reply.body));
        let own = extract::list(&document, &at, source);
        let own_links: Vec<&str> = own.items.iter().map(|item| item.link.identity()).collect();
        let proposed = Sources::parse(&said.out).ok();
        let found = proposed.as_ref().and_then(|sources| sources.iter().next()).map(|proposed| {
            let list = extract::list(&document, &at, proposed);
            let links: Vec<String> = list.items.iter().map(|item| item.link.identity().to_owned()).collect();
            let page = |next: Option<NextFound>| next.map(|next| next.url.identity().to_owned());
            let next = page(list.next) == page(own.next.clone());
            (links, next)
        });
        let (links, next) = found.unwrap_or_default();
        let is_same = !links.is_empty() && links.iter().map(String::as_str).eq(own_links.iter().copied());
        same_items += usize::from(is_same);
        same_next += usize::from(next);
        if !(is_same && next) {
            told.push(format!(
                "{}: {} of {}, next {next}\n{}{}",
                source.name,
                links.len(),
                own_links.len(),
                said.out,
                said.err
            ));
        }
    }
    served.stop().await;
    let told = format!("{same_items} and {same_next} of {tried}:\n{}", told.join("\n"));
    assert!(tried == 15 && same_items == tried && same_next + 1 >= tried, "{told}");
}
