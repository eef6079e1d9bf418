//! `extract` and `sources`: what goes from standard input, or from a file, to an answer without any store.

use serde_json::{Value, json};

use crate::support::command::{Folder, keys};

#[test]
fn extract_answers_a_text_with_its_numbers_and_what_it_declares() {
    let folder = Folder::empty();
    let text = "Modena centro, italiana di 30 anni, chiama 384 123 4567";
    let answer = folder.run_with(&["extract"], text).json();
    let expected = ["age_band", "gender", "language", "municipality", "nationality", "numbers", "venue"];
    assert_eq!(keys(&answer), expected);
    let number = &answer["numbers"][0];
    assert_eq!(keys(number), ["e164", "end", "kind", "obscured", "start"]);
    assert_eq!((&number["e164"], &number["kind"]), (&json!("+393841234567"), &json!("mobile")));
    assert_eq!(number["obscured"], false);
    let (start, end) = (number["start"].as_u64().unwrap(), number["end"].as_u64().unwrap());
    assert_eq!(&text[usize::try_from(start).unwrap()..usize::try_from(end).unwrap()], "384 123 4567");
    assert_eq!(answer["municipality"], "036023");
    assert_eq!(folder.snapshot().len(), 0, "extract stores nothing");
}

#[test]
fn extract_reads_html_as_a_page_and_not_as_text() {
    let folder = Folder::empty();
    let page = "<p>chiama <b>384</b> 123 4567</p><script>var other = '385 123 4567'</script>";
    let answer = folder.run_with(&["extract", "--html"], page).json();
    let numbers: Vec<_> = answer["numbers"].as_array().unwrap().iter().map(|number| &number["e164"]).collect();
    assert_eq!(numbers, ["+393841234567"]);
}

#[test]
fn extract_takes_invented_numbers_in_a_rehearsal_only() {
    let folder = Folder::empty();
    let found = |arguments: &[&str]| {
        let answer = folder.run_with(arguments, "chiama 300 123 4567").json();
        answer["numbers"].as_array().unwrap().len()
    };
    assert_eq!((found(&["extract"]), found(&["extract", "--rehearsal"])), (0, 1));
}

#[test]
fn a_bad_line_is_told_with_its_place_and_the_good_ones_are_answered() {
    let folder = Folder::empty();
    let lines = "{\"id\":1,\"text\":\"chiama 384 123 4567\"}\n\
                 {\"id\":2,\"text\": 384 123 4568}\n\
                 \n\
                 {\"id\":\"tre\",\"text\":\"<b>384</b>1234569\",\"html\":true}\n";
    let said = folder.run_with(&["extract", "--jsonl"], lines);
    assert_eq!(said.code, 1, "{said:?}");
    let answers: Vec<Value> = said.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), 2, "{said:?}");
    assert_eq!((&answers[0]["id"], &answers[0]["numbers"][0]["e164"]), (&json!(1), &json!("+393841234567")));
    assert_eq!((&answers[1]["id"], &answers[1]["numbers"][0]["e164"]), (&json!("tre"), &json!("+393841234569")));
    assert!(said.err.starts_with("stdin:2:"), "{}", said.err);
    assert!(!said.err.contains("123"), "the bad line is repeated: {}", said.err);
    assert!(folder.run_with(&["extract", "--jsonl"], lines.lines().next().unwrap()).ok().contains("+393841234567"));
}

#[test]
fn text_that_is_not_utf8_is_refused() {
    let told = Folder::empty().run_with(&["extract"], b"chiama \xff").refused();
    assert!(told.contains("UTF-8"), "{told}");
}

#[test]
fn sources_check_tells_every_fault_with_its_place_a_caret_and_a_remedy() {
    let folder = Folder::empty();
    let file = folder.path().join("sources.toml");
    let faulty = "\
[[source]]
name = \"bacheca\"
kind = \"clasified\"
start = [\"https://example.invalid/modena/\"]
evry = \"6h\"
[source.list]
item = \"article..ad\"
link = \"a @href\"
[source.ad]
";
    std::fs::write(&file, faulty).unwrap();
    let said = folder.run(&["sources", "check", "sources.toml"]);
    assert_eq!((said.code, said.out.as_str()), (1, ""), "{said:?}");
    let expected = "\
sources.toml:3:8: error: unknown kind \"clasified\"
 3 | kind = \"clasified\"
   |        ^^^^^^^^^^^ did you mean \"classified\"?
sources.toml:5:1: error: unknown key `evry` in [[source]]
 5 | evry = \"6h\"
   | ^^^^ did you mean `every`?
sources.toml:7:16: error: not a CSS selector: this part is not understood
 7 | item = \"article..ad\"
   |                ^^^^ write CSS as browsers know it, like `article.ad > a[href]`
sources.toml: 3 faults
";
    assert_eq!(said.err, expected);
    std::fs::write(&file, faulty.replace("clas", "class").replace("evry", "every").replace("..", ".")).unwrap();
    assert_eq!(folder.run(&["sources", "check"]).ok(), "sources.toml: 1 source, no faults\n");
    let told = folder.run(&["sources", "check", "nowhere.toml"]).refused();
    assert!(told.contains("nowhere.toml: error: there is no such file"), "{told}");
}

#[test]
fn a_crawl_of_faulty_sources_tells_the_same_and_fetches_nothing() {
    let folder = Folder::service();
    folder.write("sources.toml", "[[source]]\nname = \"a\"\nkind = \"feeed\"\n");
    let told = folder.run(&["crawl", "--once"]).refused();
    assert!(told.starts_with("data/sources.toml:"), "{told}");
    assert!(told.contains("did you mean \"feed\"?"), "{told}");
}

#[test]
fn the_schema_is_json_that_knows_every_key_of_the_guide() {
    let folder = Folder::empty();
    let schema = folder.run(&["sources", "schema"]).json();
    let text = schema.to_string();
    for key in [
        "name",
        "kind",
        "start",
        "hosts",
        "every",
        "pace",
        "place",
        "drop_params",
        "list",
        "ad",
        "thread",
        "item",
        "link",
        "next",
        "posted",
        "max_pages",
        "stop_after_known",
        "text",
        "phone",
        "must_have",
        "gone",
        "post",
        "delay",
        "concurrency",
        "pages_per_day",
        "hours",
    ] {
        assert!(text.contains(&format!("\"{key}\":{{")), "the schema has no `{key}`");
    }
    let written = std::fs::read_to_string("docs/sources.schema.json").unwrap();
    assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), schema, "docs/sources.schema.json is out of date");
}
