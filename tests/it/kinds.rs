//! Kinds of source that are no pages of elements: JSON, states in scripts, numbers behind a second request.

#![cfg(test)]

use invisibile::domain::{NumberingPlan, Page, PageUrl};
use invisibile::extract::{self, FeedExtraction, Verdict, Wall};
use invisibile::parse::Document;
use invisibile::reference::Reference;
use invisibile::source::{Source, Sources};

fn url(text: &str) -> PageUrl {
    PageUrl::parse(text).unwrap()
}

fn page(address: &str, media_type: &str, text: &str) -> Page {
    Page {
        url: url(address),
        status: 200,
        media_type: media_type.to_owned(),
        text: text.to_owned(),
        etag: None,
        last_modified: None,
    }
}

#[track_caller]
fn source(list: &str, ad: &str) -> Source {
    let toml = format!(
        "[[source]]\nname = \"a\"\nkind = \"classified\"\nstart = [\"https://example.invalid/api/\"]\nplace = \"MO\"\n\
         [source.list]\n{list}\n[source.ad]\n{ad}\n"
    );
    let sources = Sources::parse(&toml).unwrap_or_else(|faults| panic!("{}", faults.render("test", &toml)));
    sources.iter().next().unwrap().clone()
}

#[track_caller]
fn faults(list: &str, ad: &str) -> Vec<String> {
    let toml = format!(
        "[[source]]\nname = \"a\"\nkind = \"classified\"\nstart = [\"https://example.invalid/api/\"]\n\
         [source.list]\n{list}\n[source.ad]\n{ad}\n"
    );
    let faults = Sources::parse(&toml).err().unwrap_or_default();
    assert!(faults.0.iter().all(|fault| !fault.remedy.is_empty()), "{faults}");
    faults.0.iter().map(|fault| format!("{}:{} {}", fault.line, fault.column, fault.message)).collect()
}

#[expect(clippy::disallowed_methods, reason = "invented numbers")]
fn numbers(found: &[invisibile::extract::phone::FoundNumber]) -> Vec<&str> {
    found.iter().map(|found| found.number.reveal()).collect()
}

fn links(list: &extract::ListExtraction) -> Vec<&str> {
    list.items.iter().map(|item| item.link.as_str()).collect()
}

const API: &str = r#"{"results": [
    {"id": 7, "url": "/annuncio/7", "created": "2026-11-20", "views": 12, "seller": {"phone": "384 123 4567"},
     "title": "Relax", "body": "<p>Ciao, sono a <b>Carpi</b> perch&eacute; s&igrave;.</p>"},
    {"id": 8, "url": "https://altrove.invalid/8", "views": 3, "seller": {"phone": null}, "title": "Altro",
     "body": "Chiama 385 123 4567 a Modena"},
    {"id": 9, "views": 0, "title": "Senza", "body": ""}],
  "next": "/api/?page=2", "total": 57, "cursor": "abc=="}"#;

#[test]
fn a_list_of_json_leads_to_pages_by_link_or_by_id() {
    let by_link =
        source("item = \"json:/results\"\nlink = \"json:/url\"\nposted = \"json:/created\"\nnext = \"json:/next\"", "");
    for media_type in ["application/json", "text/html", "text/plain", "application/vnd.api+json"] {
        let document = Document::of(&page("https://example.invalid/api/", media_type, API));
        let list = extract::list(&document, &url("https://example.invalid/api/"), &by_link);
        assert_eq!(links(&list), ["https://example.invalid/annuncio/7"], "{media_type}");
        assert_eq!(list.items[0].posted.as_deref(), Some("2026-11-20"));
        assert_eq!(list.next.as_ref().unwrap().url.as_str(), "https://example.invalid/api/?page=2");
        assert_eq!(list.faults, ["`link` is not in 1 of 3 items", "1 of 3 items lead outside `hosts`"]);
    }
    let by_id = source("item = \"json:/results\"\nid = \"json:/id\"\nlink = \"/annuncio/{id}.html\"", "");
    let document = Document::of(&page("https://example.invalid/api/", "application/json", API));
    let list = extract::list(&document, &url("https://example.invalid/api/"), &by_id);
    let expected = [7, 8, 9].map(|id| format!("https://example.invalid/annuncio/{id}.html"));
    assert_eq!(links(&list), expected);
    assert_eq!(list.next, None);
}

#[test]
fn the_next_page_is_counted_to_or_led_to_by_a_cursor() {
    let next = |how: &str, address: &str, text: &str| {
        let source = source(&format!("item = \"json:/results\"\nlink = \"json:/url\"\n{how}"), "");
        let document = Document::of(&page(address, "application/json", text));
        extract::list(&document, &url(address), &source).next.map(|next| next.url.as_str().to_owned())
    };
    let (page_of, offset) = ("next = \"?page={page}\"", "next = \"/api/?n=3&from={offset}\"");
    let cases = [
        (page_of, "https://example.invalid/api/", Some("https://example.invalid/api/?page=2")),
        (page_of, "https://example.invalid/api/?page=0", Some("https://example.invalid/api/?page=1")),
        (page_of, "https://example.invalid/api/?page=41", Some("https://example.invalid/api/?page=42")),
        (offset, "https://example.invalid/api/", Some("https://example.invalid/api/?n=3&from=3")),
        (offset, "https://example.invalid/api/?n=3&from=6", Some("https://example.invalid/api/?n=3&from=9")),
        (
            "next = \"?after={cursor}\"\ncursor = \"json:/cursor\"",
            "https://example.invalid/api/",
            Some("https://example.invalid/api/?after=abc%3D%3D"),
        ),
        ("next = \"?after={cursor}\"\ncursor = \"json:/none\"", "https://example.invalid/api/", None),
    ];
    for (how, address, expected) in cases {
        assert_eq!(next(how, address, API).as_deref(), expected, "{how} {address}");
    }
    // After the last page there is none.
    assert_eq!(next(page_of, "https://example.invalid/api/?page=9", "{\"results\": []}"), None);
    // A list of elements can be counted through as well.
    let board = source("item = \"li\"\nnext = \"/api/{page}\"", "");
    let list = extract::list(&Document::of_html("<li><a href=/7>x</a>"), &url("https://example.invalid/api/3"), &board);
    assert_eq!(list.next.unwrap().url.as_str(), "https://example.invalid/api/4");
}

fn records(list: &str, ad: &str, text: &str) -> FeedExtraction {
    let document = Document::of(&page("https://example.invalid/api/", "application/json", text));
    let source = source(list, ad);
    extract::records(&document, &url("https://example.invalid/api/"), &source, Reference::load(), NumberingPlan::Real)
}

#[test]
fn items_without_a_page_are_the_ads_themselves() {
    let ad = "text = [\"json:/title\", \"json:/body\"]\nphone = \"json:/seller/phone\"";
    let found = records("item = \"json:/results\"\nid = \"json:/id\"\nposted = \"json:/created\"", ad, API);
    let read: Vec<_> = found.ads.iter().map(|ad| (ad.words.as_str(), numbers(&ad.ad.numbers))).collect();
    assert_eq!(read, [("id 7", vec!["+393841234567"]), ("id 8", vec!["+393851234567"]), ("id 9", vec![])]);
    let places: Vec<_> = found
        .ads
        .iter()
        .map(|ad| ad.ad.municipality.as_ref().map(invisibile::domain::MunicipalityCode::as_str))
        .collect();
    assert_eq!(places, [Some("036005"), Some("036023"), None], "the text of a field is read as a person sees it");
    assert_eq!(found.ads[0].ad.posted.as_deref(), Some("2026-11-20"));
    assert!(found.ads[0].ad.words.contains("perché sì."));

    // Without an id the words tell an ad apart, and not how often it was looked at.
    let words = |text: &str| {
        records("item = \"json:/results\"", ad, text).ads.into_iter().map(|ad| ad.words).collect::<Vec<_>>()
    };
    assert_eq!(words(API), words(&API.replace("\"views\": 12", "\"views\": 13")));
    assert_ne!(words(API), words(&API.replace("Carpi", "Modena")));
}

#[test]
fn json_that_nobody_says_how_to_read_is_read_by_the_words_of_schema_org() {
    let text = r#"[{"name": "Relax", "description": "sono a Carpi", "telephone": "384 123 4567", "id": 3851234567}]"#;
    let found = records("item = \"json:\"", "", text);
    assert_eq!(found.ads.len(), 1);
    assert_eq!(numbers(&found.ads[0].ad.numbers), ["+393841234567"], "an id is no number");
    assert_eq!(found.ads[0].ad.municipality.as_ref().unwrap().as_str(), "036005");
}

#[test]
fn what_an_ad_must_have_and_what_a_gone_one_has_are_asked_of_json_too() {
    let ad = "text = \"json:/body\"\nmust_have = \"json:/seller\"\ngone = \"json:/title ~ /^altro$/i\"";
    let found =
        records("item = \"json:/results\"\nid = \"json:/id\"", &ad.replace("json:/seller", "json:/seller/phone"), API);
    assert_eq!(found.ads.len(), 1, "the second is gone, the third has no seller");
    assert_eq!(found.list.faults, ["`must_have` is not in 1 of 3 items"]);
}

#[test]
fn a_list_of_json_that_is_a_page_to_log_in_is_a_wall() {
    let login = "<title>Accedi</title><form>Accedi <input type=password></form>";
    let document = Document::of(&page("https://example.invalid/api/", "text/html", login));
    let address = url("https://example.invalid/api/");
    let inline = source("item = \"json:/results\"", "text = \"json:/body\"");
    let found = extract::records(&document, &address, &inline, Reference::load(), NumberingPlan::Real);
    assert_eq!(found.list.verdict, Verdict::Wall(Wall::Login));
    let linked = source("item = \"json:/results\"\nlink = \"json:/url\"", "");
    assert_eq!(extract::list(&document, &address, &linked).verdict, Verdict::Wall(Wall::Login));
    let broken = Document::of(&page("https://example.invalid/api/", "application/json", "{\"results\": ["));
    let found = extract::list(&broken, &address, &linked);
    assert_eq!((found.items.len(), found.faults), (0, vec!["`item` is not on the page".to_owned()]));
}

#[test]
fn the_page_of_an_ad_may_be_json_or_hold_a_state() {
    let read = |ad: &str, media_type: &str, text: &str| {
        let address = "https://example.invalid/ad/77";
        let source = source("item = \"li\"", ad);
        let document = Document::of(&page(address, media_type, text));
        let found = extract::ad(&document, &url(address), &source, Reference::load(), NumberingPlan::Real);
        (numbers(&found.numbers).into_iter().map(str::to_owned).collect::<Vec<_>>(), found.verdict)
    };
    let json = r#"{"ad": {"tel": 3841234567, "text": "a Modena"}}"#;
    let number = (vec!["+393841234567".to_owned()], Verdict::Genuine);
    assert_eq!(read("phone = \"json:/ad/tel\"\ntext = \"json:/ad/text\"", "application/json", json), number);
    let next = r#"<main>Chiama</main><script id="__NEXT_DATA__" type="application/json">{"props":{"pageProps":{"ad":{"phone":"384 123 4567"}}}}</script>"#;
    assert_eq!(read("phone = \"script#__NEXT_DATA__ | json:/props/pageProps/ad/phone\"", "text/html", next), number);
    let state =
        r#"<main>Chiama</main><script>window.__STATE__ = {"ads":{"77":{"phones":[{"raw":"3841234567"}]}}};</script>"#;
    assert_eq!(
        read("phone = \"script | var __STATE__ | json:/ads/77/phones | json:/raw\"", "text/html", state),
        number
    );
    let linked = r#"<main>Chiama</main><script type="application/ld+json">{"@graph":[{"seller":{"telephone":"384 123 4567"}}]}</script>"#;
    let field = "phone = \"script[type='application/ld+json'] | json:/@graph | json:/seller/telephone\"";
    assert_eq!(read(field, "text/html", linked), number);
}

#[test]
fn the_address_that_gives_a_number_is_made_of_the_page_or_of_its_address() {
    let revealed = |reveal: &str, html: &str| {
        let source = source("item = \"li\"", &format!("[source.ad.reveal]\n{reveal}"));
        let address = url("https://example.invalid/modena/relax-77.html");
        let found = extract::ad(&Document::of_html(html), &address, &source, Reference::load(), NumberingPlan::Real);
        found.reveal.map(|url| url.as_str().to_owned())
    };
    let html = "<main><article data-id='a/7'>Relax a Modena</article></main>";
    let by_page = "url = \"https://example.invalid/phone/{id}\"\nid = \"article @data-id\"";
    assert_eq!(revealed(by_page, html).as_deref(), Some("https://example.invalid/phone/a%2F7"));
    let by_address = "url = \"/phone?ad={id}\"\nid = 'url:/-(\\d+)\\.html$/'";
    assert_eq!(revealed(by_address, html).as_deref(), Some("https://example.invalid/phone?ad=77"));
    assert_eq!(
        revealed(by_page, "<main>Relax a Modena</main>"),
        None,
        "an ad without it has no number to be asked for"
    );
}

#[test]
fn an_answer_gives_its_numbers_says_none_or_is_none() {
    let answer = |phone: &str, text: &str| {
        let source =
            source("item = \"li\"", &format!("[source.ad.reveal]\nurl = \"/phone/{{id}}\"\nid = \"@id\"\n{phone}"));
        let document = Document::of(&page("https://example.invalid/phone/7", "text/html", text));
        let found = extract::reveal(&document, &url("https://example.invalid/phone/7"), &source, NumberingPlan::Real);
        (numbers(&found.numbers).into_iter().map(str::to_owned).collect::<Vec<_>>(), found.verdict)
    };
    let number = (vec!["+393841234567".to_owned()], Verdict::Genuine);
    assert_eq!(answer("phone = \"json:/phone\"", r#"{"phone": "384 123 4567", "fax": "385 123 4567"}"#), number);
    assert_eq!(answer("", r#"{"data": {"tel": 3841234567}}"#), number);
    assert_eq!(answer("phone = \"b\"", "<b>384 123 4567</b><i>385 123 4567</i>"), number);
    assert_eq!(answer("", "<a href='tel:+393841234567'>Chiama</a>"), number);
    assert_eq!(answer("phone = \"json:/phone\"", r#"{"phone": null}"#), (vec![], Verdict::Genuine));
    assert_eq!(
        answer("phone = \"json:/phone\"", r#"{"error": "limit"}"#),
        (vec![], Verdict::Wall(Wall::MustHaveAbsent))
    );
    assert_eq!(
        answer("", "<title>Accedi</title><form>Accedi <input type=password></form>"),
        (vec![], Verdict::Wall(Wall::Login))
    );
}

#[test]
fn every_fault_of_the_new_keys_is_shown_at_once_with_its_place() {
    let found = faults(
        "item = \"json:results\"\nlink = \"https://altrove.invalid/{id}\"\nnext = \"?page={pagina}\"",
        "text = \"json:/a~2\"\nphone = \"script | var | json:/x\"\n[source.ad.reveal]\nurl = \"/phone\"",
    );
    assert_eq!(
        found,
        [
            "6:14 not a JSON pointer: `results` does not begin with `/`",
            "7:8 `link` is outside `hosts`: altrove.invalid",
            "8:15 unknown gap `{pagina}`",
            "10:16 not a JSON pointer: `~` is followed by neither 0 nor 1",
            "11:19 `var` needs the name of a variable",
            "12:1 `[source.ad.reveal]` has no `id`",
            "13:8 the address is the same for every page: it has no gap",
        ]
    );
    let found =
        faults("item = \"json:/results\"\nlink = \"a @href\"\nnext = \"a[rel=next] @href\"\nposted = \"time\"", "");
    assert_eq!(
        found,
        [
            "7:8 `link` is CSS, and the items are JSON",
            "8:8 `next` is CSS, and the list is JSON",
            "9:10 `posted` is CSS, and the items are JSON",
        ]
    );
    let found = faults(
        "item = \"json:/results\"",
        "text = \".text\"\nphone = \"json:/phone\"\n[source.ad.reveal]\nurl = \"/phone/{id}\"\nid = \"json:/id\"",
    );
    assert_eq!(
        found,
        [
            "8:8 `text` is CSS, and without `link` the ads are the JSON items of the list",
            "10:1 `[source.ad.reveal]` has no use without ad pages",
        ]
    );
    assert_eq!(
        faults("item = \"li\"\nlink = \"json:/url\"", ""),
        ["7:8 `link` is a place in JSON, and the items are elements"]
    );
    assert_eq!(
        faults("item = \"json:/results | json:/x\"", ""),
        ["6:8 `item` must be an element, or a place in JSON, without `@attribute` or filters"]
    );
    assert_eq!(
        faults("item = \"li\"\nlink = \"/ad/{id}\"\nnext = \"?after={cursor}\"", ""),
        [
            "7:8 `link` has a gap `{id}`, and `[source.list]` has no `id`",
            "8:8 `next` has a gap `{cursor}`, and `[source.list]` has no `cursor`",
        ]
    );
}

#[test]
fn every_state_that_the_documentation_shows_is_reached_as_it_says() {
    let guide = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/sources.md")).unwrap();
    let table = guide.split("**State in a page.**").nth(1).unwrap().split("\n\n").nth(1).unwrap();
    let page = r#"<main>Chiama a Modena</main>
        <p class=ad data-state='{"phone": "384 000 0004"}'>Chiama</p>
        <script>go()</script>
        <script id=__NEXT_DATA__ type=application/json>{"props":{"pageProps":{"ad":{"phone":"384 000 0001"}}}}</script>
        <script>var x = 1; window.__INITIAL_STATE__ = {"ad":{"phones":["384 000 0002"],}, "of": undefined}; go();</script>
        <script type="application/ld+json">{"@type": "Product", "telephone": "384 000 0003"}</script>
        <script id=state type=application/json>{"payload": "{\"phone\": \"384 000 0005\"}",
            "phones": [{"number": "384 000 0006"}, {"number": "384 000 0007"}]}</script>"#;
    let mut found = Vec::new();
    for row in table.lines().skip(2) {
        let field = row.split_once(" | ").unwrap().1.trim().trim_matches(['`', '|', ' ']).replace("\\|", "|");
        let source = source("item = \"li\"", &format!("text = \"main\"\nphone = '{field}'"));
        let address = url("https://example.invalid/ad/77");
        let ad = extract::ad(&Document::of_html(page), &address, &source, Reference::load(), NumberingPlan::Real);
        assert!(!ad.numbers.is_empty(), "{row}");
        found.extend(numbers(&ad.numbers).into_iter().map(str::to_owned));
    }
    let expected: Vec<_> = (1..=7).map(|last| format!("+39384000000{last}")).collect();
    assert_eq!(found, expected);
}

#[test]
fn faults_of_sitemaps_boards_and_themes_are_shown_with_their_place() {
    let toml = "[[theme]]\nname = \"Salute\"\nwords = [\"visita\", \"!?\", \"a*b\"]\n[[theme]]\nname = \"salute\"\nwords = []\n\
                [[theme]]\nname = \"salute\"\n\
                [[source]]\nname = \"a\"\nkind = \"sitemap\"\nstart = [\"https://example.invalid/sitemap.xml\"]\n\
                [source.sitemap]\nonly = \"a @href\"\nmax_age = \"a week\"\nmax_sitemaps = 0\n\
                [[source]]\nname = \"b\"\nkind = \"classified\"\nstart = [\"https://example.invalid/\"]\n\
                [source.list]\nitem = \"li\"\nactivity = \"i\"\n[source.ad]\n";
    let faults = Sources::parse(toml).unwrap_err();
    assert!(faults.0.iter().all(|fault| !fault.remedy.is_empty()));
    let found: Vec<_> =
        faults.0.iter().map(|fault| format!("{}:{} {}", fault.line, fault.column, fault.message)).collect();
    assert_eq!(
        found,
        [
            "2:8 `name` is not a slug: \"Salute\"",
            "3:20 not a word that can be met: \"!?\"",
            "3:26 not a word that can be met: \"a*b\"",
            "6:9 `words` is empty",
            "7:1 the theme has no `words`",
            "8:8 the name `salute` is taken: the theme on line 5 has it",
            "9:1 a source of kind \"sitemap\" needs `[source.ad]`",
            "14:8 `only` is asked of addresses, and this looks at a page",
            "15:11 `max_age` is not a duration: \"a week\"",
            "16:16 `max_sitemaps` is 0",
            "23:12 `activity` is for the topics of a forum",
        ]
    );
}
