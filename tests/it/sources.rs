//! The file of the sources: every fault with its place, every key with its meaning, and recipes on pages.

#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use invisibile::cli::sources as command;
use invisibile::domain::{DeclaredGender, MunicipalityCode, NumberingPlan, Page, PageUrl};
use invisibile::extract::{self, AdExtraction, Verdict, Wall};
use invisibile::parse::Document;
use invisibile::reference::Reference;
use invisibile::source::{Gap, NextPage, Render, Source, SourceKind, Sources};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/sources").join(name)
}

fn read(name: &str) -> String {
    fs::read_to_string(fixture(name)).unwrap()
}

/// The one source of a text.
#[track_caller]
fn source(toml: &str) -> Source {
    let sources = Sources::parse(toml).unwrap_or_else(|faults| panic!("{}", faults.render("test", toml)));
    assert_eq!(sources.len(), 1);
    sources.iter().next().unwrap().clone()
}

/// The least that a classified source must have, with more keys of its own and of its tables.
fn classified(own: &str, list: &str, ad: &str) -> String {
    format!(
        "[[source]]\nname = \"a\"\nkind = \"classified\"\nstart = [\"https://example.invalid/modena/\"]\n{own}\n\
         [source.list]\nitem = \"article.ad\"\n{list}\n[source.ad]\n{ad}\n"
    )
}

#[track_caller]
fn faults(toml: &str) -> Vec<String> {
    let faults = Sources::parse(toml).err().unwrap_or_default();
    faults.0.iter().map(|fault| format!("{}:{} {}", fault.line, fault.column, fault.message)).collect()
}

// Faults

#[test]
fn every_fault_of_a_file_is_shown_in_one_run_with_place_and_remedy() {
    for name in ["faulty", "not-toml"] {
        let text = read(&format!("{name}.toml"));
        let rendered = Sources::parse(&text).unwrap_err().render("sources.toml", &text);
        assert_eq!(rendered, read(&format!("{name}.txt")), "{name}:\n{rendered}");
    }
}

#[test]
fn each_line_of_a_faulty_file_that_is_mended_takes_its_own_faults_away() {
    let text = read("faulty.toml");
    let all = Sources::parse(&text).unwrap_err().0;
    let broken = "every = \"6 ours\"";
    let mended = text.replace(broken, "every = \"6h\"");
    let left = Sources::parse(&mended).unwrap_err().0;
    assert_eq!(all.len(), left.len() + 1);
    assert!(left.iter().all(|fault| !fault.message.contains("`every` is not")));
}

#[test]
fn a_source_is_drawn_by_a_browser_where_it_says_so_and_waits_for_css_alone() {
    let drawn = |own: &str| source(&classified(own, "", "")).render;
    assert_eq!(drawn(""), Render::Plain);
    assert_eq!(drawn("render = \"plain\""), Render::Plain);
    assert_eq!(drawn("render = \"browser\""), Render::Browser { wait_for: None });
    let waiting = Render::Browser { wait_for: Some("li.ad, .none".to_owned()) };
    assert_eq!(drawn("render = \"browser\"\nwait_for = \"li.ad, .none\""), waiting);
    let browser = "render = \"browser\"";
    for (own, expected) in [
        ("render = \"browsr\"".to_owned(), "5:10 unknown `render` \"browsr\""),
        ("wait_for = \"li\"".to_owned(), "5:12 `wait_for` has no use without a browser"),
        (format!("{browser}\nwait_for = \" \""), "6:12 `wait_for` is empty"),
        (format!("{browser}\nwait_for = \"li[\""), "6:12 `[` is never closed"),
        (format!("{browser}\nwait_for = \"li @href\""), "6:12 `wait_for` must be an element"),
        (format!("{browser}\nwait_for = \"li ~ /a/\""), "6:12 `wait_for` must be an element"),
    ] {
        let found = faults(&classified(&own, "", ""));
        assert!(found.len() == 1 && found[0].starts_with(expected), "{own}: {found:?}");
    }
    let feed =
        "[[source]]\nname = \"a\"\nkind = \"feed\"\nstart = [\"https://example.invalid/\"]\nrender = \"browser\"\n";
    assert_eq!(faults(feed), ["5:10 a feed is no page that a browser draws"]);
}

#[test]
fn a_delay_under_a_second_is_for_loopback_hosts_only() {
    let with = |host: &str, hosts: &str| {
        format!(
            "[[source]]\nname=\"a\"\nkind=\"feed\"\nstart=[\"http://{host}/\"]\nhosts={hosts}\npace={{delay=\"999ms\"}}\nevery=\"1s\"\n"
        )
    };
    for (host, hosts) in [
        ("127.0.0.1:8102", "[\"127.0.0.1\"]"),
        ("127.9.9.9", "[\"127.9.9.9\", \"localhost\"]"),
        ("[::1]:8102", "[\"[::1]:8102\"]"),
        ("localhost", "[\"localhost\"]"),
    ] {
        assert_eq!(faults(&with(host, hosts)), Vec::<String>::new(), "{host}");
    }
    for (host, hosts) in [
        ("127.0.0.1", "[\"127.0.0.1\", \"example.invalid\"]"),
        ("example.invalid", "[\"example.invalid\"]"),
        ("10.0.0.1", "[\"10.0.0.1\"]"),
        ("127.0.0.1.example.invalid", "[\"127.0.0.1.example.invalid\"]"),
    ] {
        let found = faults(&with(host, hosts));
        assert_eq!(found.len(), 2, "{host}: {found:?}");
        assert!(found[0].contains("`delay` is too short") && found[1].contains("`every` is too short"), "{found:?}");
    }
}

#[test]
fn start_addresses_must_be_on_the_hosts() {
    let toml = |hosts: &str| classified(&format!("hosts = {hosts}"), "", "");
    assert_eq!(faults(&toml("[\"example.invalid\"]")), Vec::<String>::new());
    assert_eq!(faults(&toml("[\"EXAMPLE.invalid:443\"]")), Vec::<String>::new());
    assert_eq!(faults(&toml("[\"www.example.invalid\"]")), ["4:10 this address is outside `hosts`: example.invalid"]);
    assert_eq!(faults(&toml("[\"example.invalid:8080\"]")), ["4:10 this address is outside `hosts`: example.invalid"]);
    assert_eq!(faults(&toml("[]")), ["5:9 `hosts` is empty"]);
}

#[test]
fn a_key_of_another_kind_of_table_is_not_silently_ignored() {
    let toml =
        "[[source]]\nname=\"a\"\nkind=\"feed\"\nstart=[\"https://example.invalid/\"]\n[source.list]\nitem=\"p\"\n";
    assert_eq!(faults(toml), ["5:1 `[source.list]` has no use in a source of kind \"feed\""]);
}

#[test]
fn texts_that_are_no_file_of_sources_are_faults_and_never_a_panic() {
    let mut texts: Vec<String> = [
        "source = 1",
        "[source]",
        "source = [1, {}]",
        "[[source.list]]",
        "[[source]]\nlist = 3",
        "[[source]]\n[source.pace]\ndelay = [",
        "\u{feff}[[source]]",
        "[[",
        "]",
        "=",
        "\"",
        "'''",
        "a = '''\n[x",
        "[[source]]\r\nname = 'è\r\n",
        "\0",
        "[[source]]\n[[source.name]]",
    ]
    .into_iter()
    .map(str::to_owned)
    .collect();
    texts.push("[".repeat(5_000));
    texts.push(format!("a = {}", "[".repeat(5_000)));
    texts.push(format!("{} = 1", "a.".repeat(5_000)));
    texts.push("[[source]]\n".repeat(2_000));
    texts.push("x\n".repeat(3_000));
    texts.push("[[source]]\nx\n".repeat(5_000));
    texts.push(format!("[[source]]\nstart = [{}]", "\"http://a.invalid/\",".repeat(5_000)));
    texts.push(format!(
        "[[source]]\npace = {{ {} a = 1 }}",
        (0..5_000).map(|n| format!("k{n} = 1, ")).collect::<Vec<_>>().concat()
    ));
    for text in texts {
        let shown: String = text.chars().take(40).collect();
        let faults = Sources::parse(&text).expect_err(&shown);
        assert!(!faults.render("f", &text).is_empty(), "{shown}");
    }
}

#[test]
fn cutting_a_good_file_anywhere_gives_faults_or_sources_and_never_a_panic() {
    let text = read("every-key.toml");
    for end in (0..text.len()).filter(|end| text.is_char_boundary(*end) && end % 3 == 0) {
        let _ = Sources::parse(&text[..end]);
    }
}

#[test]
fn the_command_says_what_it_looked_at_and_whether_all_is_well() {
    let good = command::check(&fixture("every-key.toml"));
    assert!(!good.has_faults, "{}", good.text);
    assert!(good.text.ends_with("every-key.toml: 5 sources, no faults\n"), "{}", good.text);
    let bad = command::check(&fixture("not-toml.toml"));
    assert!(bad.has_faults && bad.text.contains("not-toml.toml:3:8: error: "), "{}", bad.text);
    let none = command::check(&fixture("nowhere.toml"));
    assert!(none.has_faults && none.text.contains("no such file") && none.text.contains("--sources"), "{}", none.text);
    let folder = tempfile::tempdir().unwrap();
    assert!(command::check(folder.path()).has_faults);
    let latin = folder.path().join("latin.toml");
    fs::write(&latin, b"# ok\n# citt\xe0\n").unwrap();
    let text = command::check(&latin).text;
    assert!(text.contains("line 2 is not UTF-8"), "{text}");
}

// Meaning

#[test]
fn every_key_is_read_and_means_what_it_says() {
    let text = read("every-key.toml");
    let sources = Sources::parse(&text).unwrap_or_else(|faults| panic!("{}", faults.render("every-key", &text)));
    let names: Vec<&str> = sources.iter().map(|source| source.name.as_str()).collect();
    assert_eq!(names, ["bacheca-modena", "forum-di-esempio", "feed-di-esempio", "api-di-esempio", "mappa-di-esempio"]);
    assert!(sources.named("bacheca").is_none());
    let board = sources.named("bacheca-modena").unwrap();
    assert_eq!(board.kind, SourceKind::Classified);
    assert_eq!(board.start[0].as_str(), "https://example.invalid/modena/?q=1");
    assert_eq!(board.scope.hosts, ["example.invalid", "img.example.invalid"]);
    assert_eq!(board.every, Duration::from_hours(12));
    assert_eq!(board.pace.delay, Duration::from_secs(2));
    assert_eq!(board.pace.concurrency, 3);
    assert_eq!(board.pace.pages_per_day, Some(2000));
    assert_eq!(board.pace.hours.unwrap().to_string(), "07:00-23:00");
    assert_eq!(board.place.as_deref(), Some("Modena"));
    assert_eq!(board.drop_params, ["utm_*", "sid"]);
    let list = board.recipe.list.as_ref().unwrap();
    assert_eq!((list.max_pages, list.stop_after_known), (30, 15));
    assert!(list.link.is_some() && matches!(list.next, NextPage::By(_)) && list.posted.is_some());
    let ad = board.recipe.ad.as_ref().unwrap();
    for field in [&ad.title, &ad.text, &ad.phone, &ad.place, &ad.posted, &ad.must_have, &ad.gone] {
        assert!(field.is_some());
    }
    let board = sources.named("forum-di-esempio").unwrap().recipe.list.as_ref().unwrap();
    assert!(board.activity.is_some() && thread_id(&sources));
    let map = sources.named("mappa-di-esempio").unwrap().recipe.sitemap.as_ref().unwrap();
    assert!(map.only.is_some());
    assert_eq!((map.max_age, map.max_sitemaps), (Duration::from_hours(7 * 24), 12));
    assert_eq!(sources.themes().names(), ["salute"]);
    let reveal = ad.reveal.as_ref().unwrap();
    assert!(reveal.url.has(Gap::Id) && reveal.phone.is_some());
    let records = sources.named("api-di-esempio").unwrap().recipe.list.as_ref().unwrap();
    assert!(records.item.is_json() && records.id.is_some() && records.cursor.is_some() && !records.is_inline());
    assert!(records.link.is_none() && records.link_by.as_ref().unwrap().has(Gap::Id));
    assert!(records.next.field().is_none() && records.next_by.as_ref().unwrap().has(Gap::Cursor));
    let thread = sources.named("forum-di-esempio").unwrap().recipe.thread.as_ref().unwrap();
    assert!(matches!(thread.next, NextPage::By(_)));
    for field in [&thread.text, &thread.posted, &thread.must_have] {
        assert!(field.is_some());
    }
}

fn thread_id(sources: &Sources) -> bool {
    sources.named("forum-di-esempio").unwrap().recipe.thread.as_ref().unwrap().id.is_some()
}

#[test]
fn what_is_left_out_has_a_gentle_default() {
    let source = source(&classified("", "", ""));
    assert_eq!(source.every, Duration::from_hours(6));
    assert_eq!(source.pace.delay, Duration::from_secs(5));
    assert_eq!((source.pace.concurrency, source.pace.pages_per_day, source.pace.hours), (1, None, None));
    assert_eq!(source.scope.hosts, ["example.invalid"]);
    let list = source.recipe.list.unwrap();
    assert_eq!((list.max_pages, list.stop_after_known), (20, 10));
}

#[test]
fn an_empty_file_is_a_valid_one() {
    assert!(Sources::parse("").unwrap().is_empty());
    assert!(Sources::parse("# nothing yet\r\n").unwrap().is_empty());
}

#[test]
fn the_starting_file_and_every_example_are_valid() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let start = fs::read_to_string(root.join("sources.toml")).unwrap();
    assert!(Sources::parse(&start).unwrap().is_empty());
    // What the starting file shows commented out is good as well: from each `# [[source]]` to the next blank line.
    let shown: Vec<&str> = start
        .split("\n\n")
        .filter_map(|paragraph| paragraph.find("# [[source]]").map(|at| &paragraph[at..]))
        .flat_map(str::lines)
        .map(|line| line.trim_start_matches("# "))
        .collect();
    let shown = shown.join("\n");
    assert_eq!(Sources::parse(&shown).unwrap_or_else(|faults| panic!("{}", faults.render("shown", &shown))).len(), 3);
    let mut examples = 0;
    for entry in fs::read_dir(root.join("docs/examples")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let checked = command::check(&path);
            assert!(!checked.has_faults, "{}", checked.text);
            examples += 1;
        }
    }
    assert!(examples > 0);
}

#[test]
fn every_toml_block_of_the_documentation_is_valid() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("docs/sources.md")).unwrap();
    let mut blocks = 0;
    for block in text.split("```toml\n").skip(1) {
        let block = block.split("```").next().unwrap();
        // A block that begins with a key is a part of a table that the page has shown.
        let whole = if block.contains("[[source]]") {
            block.to_owned()
        } else if block.starts_with("[source.thread]") {
            format!(
                "[[source]]\nname=\"a\"\nkind=\"forum\"\nstart=[\"https://example.invalid/\"]\n[source.list]\nitem=\"li\"\n{block}"
            )
        } else if block.starts_with("[source.list]") {
            classified("", "", "").replace("[source.list]\nitem = \"article.ad\"\n", block)
        } else if block.starts_with("[source.ad]") {
            classified("", "", "").replace("[source.ad]\n", block)
        } else if block.lines().count() == 1 {
            let start = "start = [\"https://example.invalid/modena/\"]\n";
            let whole = classified(block, "", "");
            if block.starts_with("start") { whole.replacen(start, "", 1) } else { whole }
        } else {
            classified("", "", block)
        };
        Sources::parse(&whole).unwrap_or_else(|faults| panic!("{}", faults.render("docs/sources.md", &whole)));
        blocks += 1;
    }
    assert!(blocks >= 8, "{blocks}");
}

// The schema

/// The keys of each table, as the schema has them.
fn schema_keys() -> BTreeMap<String, BTreeSet<String>> {
    let schema: serde_json::Value = serde_json::from_str(&command::schema()).unwrap();
    let mut keys = BTreeMap::new();
    let definitions = schema["definitions"].as_object().unwrap();
    for (name, definition) in definitions.iter().chain([(&"sources.toml".to_owned(), &schema)]) {
        if let Some(properties) = definition.get("properties") {
            assert_eq!(definition["additionalProperties"], false, "{name}");
            keys.insert(name.clone(), properties.as_object().unwrap().keys().cloned().collect());
        }
    }
    keys
}

/// The keys of each table, as the check has them: it names all of them when it meets one that it does not know.
fn known_keys() -> BTreeMap<String, BTreeSet<String>> {
    let stranger = "zzzzzzzzzzzzzzzz = 1";
    let toml = format!(
        "{stranger}\n[[source]]\n{stranger}\n[source.pace]\n{stranger}\n[source.list]\n{stranger}\n[source.ad]\n{stranger}\n[source.ad.reveal]\n{stranger}\n[source.thread]\n{stranger}\n[source.sitemap]\n{stranger}\n[[theme]]\n{stranger}\n"
    );
    let mut keys = BTreeMap::new();
    for fault in Sources::parse(&toml).unwrap_err().0 {
        if let Some((_, table)) = fault.message.split_once("unknown key `zzzzzzzzzzzzzzzz` in ") {
            let table = table.trim_matches(['[', ']']);
            let name = if table == "sources.toml" { table } else { table.rsplit('.').next().unwrap() };
            let listed = fault.remedy.strip_prefix("the keys here are ").unwrap();
            keys.insert(name.to_owned(), listed.split(", ").map(str::to_owned).collect());
        }
    }
    keys
}

#[test]
fn the_schema_and_the_check_know_the_same_keys() {
    let schema = schema_keys();
    assert_eq!(
        schema.keys().collect::<Vec<_>>(),
        ["ad", "list", "pace", "reveal", "sitemap", "source", "sources.toml", "theme", "thread"]
    );
    assert_eq!(schema, known_keys());
}

#[test]
fn the_schema_and_the_check_miss_the_same_keys() {
    let schema: serde_json::Value = serde_json::from_str(&command::schema()).unwrap();
    let required = |table: &str| -> BTreeSet<String> {
        let list = schema["definitions"][table]["required"].as_array().cloned().unwrap_or_default();
        list.iter().map(|key| key.as_str().unwrap().to_owned()).collect()
    };
    let toml = "[[source]]\n[source.pace]\n[source.list]\n[source.ad]\n[source.ad.reveal]\n[source.thread]\n[source.sitemap]\n[[theme]]\n";
    let found = faults(toml).join("\n");
    for (table, keys) in schema_keys() {
        for key in keys.iter().filter(|_| table != "sources.toml") {
            let header = match table.as_str() {
                "source" | "theme" => format!("the {table}"),
                "reveal" => "`[source.ad.reveal]`".to_owned(),
                table => format!("`[source.{table}]`"),
            };
            let is_missed = found.contains(&format!("{header} has no `{key}`"));
            assert_eq!(required(&table).contains(key), is_missed, "{table}.{key}:\n{found}");
        }
    }
}

#[test]
fn the_schema_that_is_handed_out_is_the_one_that_the_program_writes() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/sources.schema.json");
    let handed_out = fs::read_to_string(path).unwrap_or_default();
    assert!(handed_out == command::schema(), "write it anew: invisibile sources schema > docs/sources.schema.json");
}

#[test]
fn the_schema_has_no_null_and_explains_every_key() {
    let text = command::schema();
    assert!(!text.contains("null"));
    let schema: serde_json::Value = serde_json::from_str(&text).unwrap();
    for (table, definition) in schema["definitions"].as_object().unwrap() {
        for (key, property) in definition.get("properties").and_then(|all| all.as_object()).into_iter().flatten() {
            assert!(property["description"].as_str().is_some_and(|text| text.len() > 10), "{table}.{key}");
        }
    }
    for kind in SourceKind::ALL {
        assert!(text.contains(&format!("\"const\": \"{}\"", kind.as_str())), "{}", kind.as_str());
    }
}

// Recipes on pages

const BOARD: &str = r#"
[[source]]
name = "bacheca"
kind = "classified"
start = ["https://example.invalid/modena/"]
place = "Modena"
drop_params = ["utm_*", "sid"]
[source.list]
item = "article.ad"
link = "a.title @href"
next = "ul.pager a ~ /^avanti/i @href"
posted = "time @datetime"
[source.ad]
text = ".description"
phone = [".phone", "a.wa @data-number | base64"]
place = ".location"
posted = "time @datetime"
must_have = ".ad-page"
gone = ".expired"
"#;

const BARE: &str = r#"
[[source]]
name = "nuda"
kind = "classified"
start = ["https://example.invalid/modena/"]
place = "MO"
[source.list]
item = "article.ad"
[source.ad]
"#;

fn url(text: &str) -> PageUrl {
    PageUrl::parse(text).unwrap()
}

fn document(name: &str) -> Document {
    Document::of_html(&read(&format!("pages/{name}")))
}

fn ad(name: &str, toml: &str) -> AdExtraction {
    let url = url("https://example.invalid/modena/annuncio/101");
    extract::ad(&document(name), &url, &source(toml), Reference::load(), NumberingPlan::Real)
}

#[expect(clippy::disallowed_methods, reason = "the numbers of fixtures are nobody's")]
fn numbers(extraction: &AdExtraction) -> Vec<&str> {
    let mut numbers: Vec<&str> = extraction.numbers.iter().map(|found| found.number.reveal()).collect();
    numbers.sort_unstable();
    numbers
}

fn municipality(extraction: &AdExtraction) -> Option<&str> {
    extraction.municipality.as_ref().map(MunicipalityCode::as_str)
}

const CARPI: &str = "036005";
const MODENA: &str = "036023";

#[test]
fn a_list_gives_each_ad_once_and_never_leaves_the_hosts() {
    let page = url("https://example.invalid/modena/?page=2");
    let list = extract::list(&document("list.html"), &page, &source(BOARD));
    let links: Vec<&str> = list.items.iter().map(|item| item.link.as_str()).collect();
    assert_eq!(
        links,
        ["https://example.invalid/modena/annuncio/101?foto=1", "https://example.invalid/modena/annuncio/102"]
    );
    assert_eq!(list.items[0].posted.as_deref(), Some("2026-11-20T10:00"));
    assert_eq!(list.items[1].posted, None);
    assert_eq!(list.next.unwrap().url.as_str(), "https://example.invalid/modena/?page=3");
    assert_eq!(list.outside, 1);
    assert_eq!(list.faults, ["`link` is not in 2 of 6 items", "1 of 6 items lead outside `hosts`"]);
    assert_eq!(list.verdict, Verdict::Genuine);
}

#[test]
fn a_pager_that_leads_back_to_the_page_itself_has_no_next() {
    let toml = BOARD.replace("ul.pager a ~ /^avanti/i @href", "ul.pager a ~ /^1$/ @href");
    let list = extract::list(&document("list.html"), &url("https://example.invalid/modena/?page=1"), &source(&toml));
    assert_eq!(list.next, None);
}

#[test]
fn a_list_without_a_link_key_follows_the_first_link_of_each_item() {
    let list = extract::list(&document("list.html"), &url("https://example.invalid/modena/"), &source(BARE));
    assert_eq!(list.items.len(), 3);
    assert_eq!(list.items[0].link.as_str(), "https://example.invalid/modena/annuncio/101?utm_source=lista&foto=1");
}

#[test]
fn an_ad_is_read_by_its_recipe_and_not_by_what_stands_around_it() {
    let ad = ad("ad.html", BOARD);
    assert_eq!(numbers(&ad), ["+393841234567", "+393867654321", "+393872223333"]);
    assert_eq!(municipality(&ad), Some(CARPI), "the field comes before the text");
    assert_eq!(ad.posted.as_deref(), Some("2026-11-20T10:00"));
    assert_eq!((ad.faults.as_slice(), ad.verdict), ([].as_slice(), Verdict::Genuine));
}

#[test]
fn an_ad_without_a_recipe_is_read_without_the_frame_of_its_page() {
    let ad = ad("ad.html", BARE);
    assert_eq!(numbers(&ad), ["+393841234567", "+393867654321", "+393872223333"]);
    assert_eq!(municipality(&ad), Some(MODENA));
    assert_eq!(ad.posted.as_deref(), Some("2026-11-20T10:00"));
}

#[test]
fn an_ad_that_stands_in_json_ld_alone_is_read_and_its_publisher_is_not() {
    let ad = ad("ad-json-ld.html", BARE);
    assert_eq!(numbers(&ad), ["+393841234567"]);
    assert_eq!(municipality(&ad), Some(CARPI));
    assert_eq!(ad.declared.gender, Some(DeclaredGender::Trans));
    assert_eq!(ad.posted.as_deref(), Some("2026-11-20"));
    assert_eq!(ad.verdict, Verdict::Genuine);
}

#[test]
fn an_ad_that_names_no_place_has_the_place_of_its_source() {
    let page = Document::of_html("<main>Chiama 384 123 4567</main>");
    let place = |toml: &str| {
        let address = url("https://example.invalid/7");
        let found = extract::ad(&page, &address, &source(toml), Reference::load(), NumberingPlan::Real);
        found.municipality.map(|code| code.as_str().to_owned())
    };
    assert_eq!(place(BOARD).as_deref(), None, "the page has no `must_have`");
    assert_eq!(place(&BARE.replace("\"MO\"", "\"Carpi\"")).as_deref(), Some(CARPI));
    assert_eq!(place(BARE), None, "a province names no municipality");
    let of = |toml: &str| extract::place_of(&source(toml), Reference::load());
    assert_eq!(of(BARE), Some(extract::SourcePlace::Province("MO".parse().unwrap())));
    assert_eq!(of(BOARD), Some(extract::SourcePlace::Municipality(MODENA.parse().unwrap())));
    let territory = BARE.replace("\"MO\"", "\"bassa-modenese\"");
    assert_eq!(of(&territory), Some(extract::SourcePlace::Territory("bassa-modenese".to_owned())));
}

#[test]
fn walls_are_told_apart_and_nothing_is_taken_from_them() {
    let cases = [
        ("login.html", Wall::Login),
        ("captcha.html", Wall::Captcha),
        ("challenge.html", Wall::Challenge),
        ("age.html", Wall::AgeGate),
    ];
    for (name, wall) in cases {
        for toml in [BOARD, BARE] {
            let ad = ad(name, toml);
            assert_eq!((ad.verdict, ad.numbers.len()), (Verdict::Wall(wall), 0), "{name}");
        }
        let list = extract::list(&document(name), &url("https://example.invalid/modena/"), &source(BOARD));
        assert_eq!(list.verdict, Verdict::Wall(wall), "{name}");
    }
    assert_eq!(ad("not-found.html", BOARD).verdict, Verdict::Wall(Wall::MustHaveAbsent));
    assert_eq!(ad("not-found.html", BARE).verdict, Verdict::Genuine);
    assert_eq!(ad("expired.html", BOARD).verdict, Verdict::Gone);
    assert_eq!(numbers(&ad("expired.html", BOARD)), Vec::<&str>::new());
}

#[test]
fn an_ad_with_a_login_form_beside_it_is_no_wall() {
    let page = Document::of_html(
        "<form>Accedi <input type=password></form><main><p>Trans a Modena, 24 anni. Solo messaggi. 384 123 4567</p></main>",
    );
    let address = url("https://example.invalid/7");
    let ad = extract::ad(&page, &address, &source(BARE), Reference::load(), NumberingPlan::Real);
    assert_eq!((ad.verdict, ad.numbers.len()), (Verdict::Genuine, 1));
    // Nor is one without a number that says, in words of its own, what walls say.
    let page = Document::of_html("<main><p>Solo +18, zona centralissima, uscita tangenziale. Scrivimi qui.</p></main>");
    let ad = extract::ad(&page, &address, &source(BARE), Reference::load(), NumberingPlan::Real);
    assert_eq!((ad.verdict, ad.numbers.len()), (Verdict::Genuine, 0));
}

#[test]
fn a_layout_that_changed_is_said_and_not_taken_for_an_empty_list() {
    let list = extract::list(&document("ad.html"), &url("https://example.invalid/modena/"), &source(BOARD));
    assert_eq!((list.items.len(), list.faults.as_slice()), (0, ["`item` is not on the page".to_owned()].as_slice()));
    let toml = BOARD.replace(".description", ".descrizione");
    assert_eq!(ad("ad.html", &toml).faults, ["`text` is not on the page"]);
}

#[test]
fn posts_are_read_one_by_one_and_the_margin_is_left_out() {
    let forum = r#"
        [[source]]
        name = "forum"
        kind = "forum"
        start = ["https://example.invalid/board/1"]
        [source.list]
        item = "li.topic"
        [source.thread]
        post = "article.post"
        text = ".content"
        posted = "time @datetime"
        next = "a[rel=next] @href"
        must_have = "h1"
    "#;
    let forum = source(forum);
    let read = |name: &str| {
        let address = url("https://example.invalid/topic/7");
        extract::thread(&document(name), &address, &forum, Reference::load(), NumberingPlan::Real)
    };
    let thread = read("topic.html");
    let found: Vec<Vec<&str>> = thread.posts.iter().map(numbers).collect();
    assert_eq!(found, [vec!["+393841234567"], vec![], vec![]]);
    assert_eq!(municipality(&thread.posts[0]), Some(MODENA), "the topic names the place");
    assert_eq!(thread.posts[1].posted.as_deref(), Some("2026-11-19T21:30"));
    assert_eq!(thread.next.as_ref().unwrap().url.as_str(), "https://example.invalid/topic/7?page=2");
    assert_eq!(thread.faults, ["`text` is not in 1 of 3 posts"]);
    assert_eq!(read("login.html").verdict, Verdict::Wall(Wall::Login));
    assert_eq!(read("not-found.html").verdict, Verdict::Wall(Wall::MustHaveAbsent));
}

fn feed_page(text: String) -> Page {
    Page {
        url: url("https://example.invalid/annunci.xml"),
        status: 200,
        media_type: "application/rss+xml".to_owned(),
        text,
        etag: None,
        last_modified: None,
    }
}

#[test]
fn a_feed_leads_to_pages_where_their_recipe_is_known_and_is_the_ad_where_it_is_not() {
    let toml = "[[source]]\nname=\"feed\"\nkind=\"feed\"\nstart=[\"https://example.invalid/annunci.xml\"]\ndrop_params=[\"utm_*\"]\n";
    let page = feed_page(read("pages/feed.xml"));
    let feed = |toml: &str| extract::feed(&page, &source(toml), Reference::load(), NumberingPlan::Real);

    let inline = feed(toml);
    assert_eq!(inline.list.items.len(), 0);
    let found: Vec<Vec<&str>> = inline.ads.iter().map(|inline| numbers(&inline.ad)).collect();
    assert_eq!(found, [["+393841234567"], ["+393867654321"], ["+393872223333"]]);
    let links: Vec<Option<&str>> = inline.ads.iter().map(|inline| inline.link.as_ref().map(PageUrl::as_str)).collect();
    assert_eq!(links, [Some("https://example.invalid/annuncio/101"), None, None]);
    assert_eq!(municipality(&inline.ads[1].ad), Some(CARPI), "the title names the place");

    let pages = feed(&format!("{toml}[source.ad]\nmust_have=\".ad-page\"\n"));
    assert_eq!(pages.list.items[0].link.as_str(), "https://example.invalid/annuncio/101");
    assert_eq!((pages.list.items.len(), pages.list.outside, pages.ads.len()), (1, 1, 1));
    assert_eq!(numbers(&pages.ads[0].ad), ["+393867654321"], "an entry without a link is the ad itself");
}

#[test]
fn a_page_that_is_no_feed_is_a_fault_or_a_wall() {
    let toml = "[[source]]\nname=\"feed\"\nkind=\"feed\"\nstart=[\"https://example.invalid/annunci.xml\"]\n";
    let mut page = feed_page(read("pages/login.html"));
    page.media_type = "text/html".to_owned();
    let feed = extract::feed(&page, &source(toml), Reference::load(), NumberingPlan::Real);
    assert_eq!(feed.list.verdict, Verdict::Wall(Wall::Login));
    assert_eq!(feed.list.faults.len(), 1);
}

#[test]
fn a_text_on_its_own_and_as_html_gives_the_same() {
    let plain = extract::text("A Carpi, 384 123 4567", Reference::load(), NumberingPlan::Real);
    let html = extract::html("<p>A <b>Carpi</b>, 384 123 4567</p>", Reference::load(), NumberingPlan::Real);
    assert_eq!(plain.numbers[0].number, html.numbers[0].number);
    assert_eq!((plain.numbers.len(), html.numbers.len()), (1, 1));
    assert_eq!(plain.municipality.as_ref().map(MunicipalityCode::as_str), Some(CARPI));
    assert_eq!(plain.municipality, html.municipality);
}

#[test]
fn sources_may_be_shared_between_threads() {
    fn shared<T: Send + Sync + Clone + 'static>(_: &T) {}
    shared(&Sources::default());
}
