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
fn extract_leaves_out_helplines_and_what_the_configuration_names() {
    let folder = Folder::empty();
    let page = "<a href='tel:800290290'>verde</a> 800 290 290, <a href='tel:3851234567'>x</a> 384 123 4567";
    let found =
        |folder: &Folder| folder.run_with(&["extract", "--html"], page).json()["numbers"].as_array().unwrap().len();
    assert_eq!(found(&folder), 2);
    let told = folder.run_with(&["extract", "--html", "--explain"], page).ok();
    assert!(told.contains("it is on the list of numbers that are never taken"), "{told}");
    assert!(!told.contains("+39800290290"), "{told}");
    std::fs::write(folder.path().join("invisibile.toml"), "[intake]\ndeny_list = [\"+39 385 1234567\"]\n").unwrap();
    assert_eq!(found(&folder), 1);
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

#[test]
fn explain_shows_the_text_with_its_marks_and_for_each_the_reason() {
    let folder = Folder::empty();
    let page =
        "<style>.x{display:none}</style><p>Ricevo a Modena, tel 384<i class=x>999</i> 123 4567, rif. 3851234567</p>";
    let screen = folder.run_with(&["extract", "--html", "--explain"], page).ok();
    let expected = "\
ANSWER
  number       +393841234567  mobile
  place        Modena (MO)
  gender       not declared
  origin       not declared
  age band     not declared
  venue        not declared
  language     not declared

TEXT
  Ricevo a Modena, tel 384 123 4567, rif. 3851234567
           1=====      2^^^^^^^^^^^       3xxxxxxxxx

  ^ number   = place   x refused

WHY
  1  place taken                   `Modena` → Modena (MO)
       means    Modena (MO)
       stands   as where the ad is
       score    the town in the text: 50
       so       no other town is named
  2  number taken                  `384 123 4567` → 3841234567
       joined   3 groups, by a space (2 times)
       shape    10 digits: a national number
       score    its shape +90, announced by a word before it +14, the prefix by itself, or all
                in one +6 = 110
       plan     the numbering plan knows it
       so       110 points, and 59 are enough
";
    assert!(screen.starts_with(expected), "{screen}");
    assert!(screen.contains("<i.x> is hidden: display:none by the page's rule `.x`"), "{screen}");
    assert!(!screen.contains('\u{1b}'), "there is no terminal here to colour for");
    assert_eq!(folder.snapshot().len(), 0, "extract stores nothing");
}

#[test]
fn what_would_steer_the_terminal_is_shown_as_a_dot() {
    let text = "tel 384\u{200b}123\u{1b}[31m4567 \u{202e}7654321483\u{202c}";
    let screen = Folder::empty().run_with(&["extract", "--explain"], text).ok();
    let unseen = |letter: char| letter.is_control() && letter != '\n' || matches!(letter, '\u{200b}' | '\u{202e}');
    assert!(!screen.contains(unseen), "{screen:?}");
    assert!(screen.contains("384·123"), "{screen}");
}

#[test]
fn long_pages_are_shown_where_there_is_something_to_see() {
    let lines: Vec<_> = (0..100).map(|line| if line == 60 { "chiama 384 123 4567" } else { "parole" }).collect();
    let screen = Folder::empty().run_with(&["extract", "--explain"], lines.join("\n")).ok();
    assert!(screen.contains("⋮ 59 lines without a mark\n  parole\n  chiama 384"), "{screen}");
    assert!(screen.contains("⋮ 38 lines without a mark"), "{screen}");
}

#[test]
fn an_explanation_is_json_for_programs_and_stands_beside_each_answer() {
    let folder = Folder::empty();
    let text = "chiama 384 123 4567, rif. 3851234567";
    let answer = folder.run_with(&["extract", "--explain", "--json"], text).json();
    assert_eq!(answer["numbers"].as_array().unwrap().len(), 1);
    let why = answer["why"].as_array().unwrap();
    assert_eq!(keys(&why[0]), ["about", "because", "end", "read_as", "ruling", "stages", "start"]);
    assert_eq!((&why[0]["about"], &why[0]["ruling"], &why[0]["start"]), (&json!("number"), &json!("taken"), &json!(7)));
    assert_eq!(why[1]["ruling"], "refused");
    let lines = format!("{}\n{}\n", json!({"id": 1, "text": text}), json!({"id": 2, "text": "ciao"}));
    let said = folder.run_with(&["extract", "--jsonl", "--explain"], lines).ok();
    let answers: Vec<Value> = said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers[0]["why"], answer["why"]);
    assert_eq!(answers[1]["why"], json!([]));
    assert_eq!(folder.run_with(&["extract", "--json"], text).code, 2, "JSON of what?");
}
