//! `mapping`: figures out of imported lists, from the rows to the files.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::support::command::{Folder, keys};

/// Ads of October 2026, week by week: 12 a week in Modena, of them one of a man in the first; 3 a week in Carpi's
/// territory's neighbour Parma, and 9 a week in Piacenza.
fn october() -> Folder {
    let folder = Folder::rehearsal();
    let mut config = std::fs::read_to_string(folder.data("invisibile.toml")).unwrap();
    for (name, province) in [("parma", "PR"), ("piacenza", "PC"), ("rimini", "RN")] {
        write!(config, "\n[[territory]]\nname = \"{name}\"\nprovinces = [\"{province}\"]\n").unwrap();
    }
    folder.write("invisibile.toml", config);
    let mut csv = String::from("number,municipality,gender,week\n");
    let mut number = 0;
    for week in 40..=44 {
        for (town, count) in [("Modena", 12), ("Parma", 3), ("Piacenza", 9), ("Rimini", 8)] {
            for which in 0..count {
                number += 1;
                let gender = if town == "Modena" && which == 0 && week == 40 { "M" } else { "F" };
                writeln!(csv, "300{number:07},{town},{gender},2026-W{week}").unwrap();
            }
        }
    }
    std::fs::write(folder.path().join("list.csv"), csv).unwrap();
    folder.run(&["import", "list.csv", "--source", "quotidiano", "--lawful-origin", "a daily paper"]).ok();
    folder.run(&["upkeep", "--at", "2026-11-02T22:00"]).ok();
    folder
}

fn rows(folder: &Folder, arguments: &[&str]) -> Vec<Value> {
    let answer = folder.run(&[&["mapping"], arguments, &["--format", "json"]].concat()).json();
    answer["rows"].as_array().unwrap().clone()
}

#[test]
fn figures_are_of_whole_periods_and_small_counts_are_held_back() {
    let folder = october();
    let answer = folder.run(&["mapping", "ads", "--by", "territory", "--format", "json"]).json();
    let expected = [
        "audience",
        "breaks",
        "citation",
        "cube",
        "definition",
        "denominator",
        "formula",
        "from",
        "level",
        "licence",
        "monitoring",
        "new",
        "periods",
        "protection",
        "rounding",
        "rows",
        "suppressed_share",
        "threshold",
        "title",
        "to",
        "version",
    ];
    assert_eq!(keys(&answer), expected);
    assert_eq!(
        (&answer["from"], &answer["to"], &answer["threshold"]),
        (&json!("2026-10"), &json!("2026-10"), &json!(5))
    );
    let row = |territory: &str, count: u32| json!({"period": "2026-10", "territory": territory, "count": count, "suppressed": false});
    assert_eq!(answer["rows"], json!([row("modena", 60), row("parma", 15), row("piacenza", 45), row("rimini", 40)]));

    // By week Parma's three are held back, and with them another place's, so that the region's total does not tell.
    let weeks = rows(&folder, &["ads", "--by", "territory,week", "--to", "2026-W40"]);
    let held: Vec<&Value> = weeks.iter().filter(|row| row["suppressed"] == true).map(|row| &row["territory"]).collect();
    assert!(held.len() >= 2 && held.contains(&&json!("parma")), "{weeks:?}");
    assert!(weeks.iter().all(|row| row["suppressed"] == row["count"].is_null()));

    // The one man is not told of, and does not follow from the others.
    let genders = rows(&folder, &["ads", "--by", "gender", "--level", "month"]);
    assert!(genders.iter().all(|row| row["suppressed"] == true), "{genders:?}");
}

#[test]
fn what_is_published_is_rounded_and_was_published_once() {
    let folder = october();
    let ask = ["ads", "--by", "province", "--audience", "published"];
    let before = rows(&folder, &ask);
    let counts: Vec<_> = before.iter().map(|row| (row["province"].as_str().unwrap(), row["count"].as_u64())).collect();
    assert_eq!(counts, [("MO", Some(60)), ("PC", Some(45)), ("PR", Some(15)), ("RN", Some(40))]);
    // Rows that come late change nothing that was published.
    std::fs::write(folder.path().join("late.csv"), "number,municipality,week\n3009999999,Parma,2026-W44\n").unwrap();
    folder.run(&["import", "late.csv", "--source", "quotidiano", "--lawful-origin", "a daily paper"]).ok();
    folder.run(&["upkeep", "--at", "2026-11-10T22:00"]).ok();
    assert_eq!(rows(&folder, &ask), before);
    // What is taken away leaves a line; what is looked at does not.
    folder.run(&["mapping", "ads"]).ok();
    let told = folder.run(&["audit", "verify"]);
    assert_eq!(told.code, 0, "{told:?}");
}

#[test]
fn a_file_goes_with_its_dictionary() {
    let folder = october();
    let ask = ["mapping", "contact_points", "--by", "territory", "--audience", "published", "--format", "csv"];
    folder.run(&[&ask[..], &["--out", "new.csv"]].concat()).ok();
    let csv = std::fs::read_to_string(folder.path().join("new.csv")).unwrap();
    assert!(csv.starts_with("period,territory,contact_point,count,suppressed\n2026-10,modena,new,60,false\n"), "{csv}");
    let package = std::fs::read_to_string(folder.path().join("new.datapackage.json")).unwrap();
    let package: Value = serde_json::from_str(&package).unwrap();
    let fields = package["resources"][0]["schema"]["fields"].as_array().unwrap();
    let names: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
    assert_eq!(names, csv.lines().next().unwrap().split(',').collect::<Vec<_>>());
    assert!(fields.iter().all(|field| !field["description"].as_str().unwrap().is_empty()), "{fields:?}");
    assert!(package["description"].as_str().unwrap().contains("six months"));
    assert_eq!((&package["threshold"], &package["rounding"]), (&json!(10), &json!(5)));
}

#[test]
fn rows_go_out_with_outlines_and_as_columns() {
    let folder = october();
    folder.run(&["mapping", "ads", "--by", "territory", "--format", "geojson", "--out", "ads.geojson"]).ok();
    let world: Value = serde_json::from_slice(&std::fs::read(folder.path().join("ads.geojson")).unwrap()).unwrap();
    assert_eq!(world["type"], "FeatureCollection");
    assert_eq!(world["crs"]["properties"]["name"], "urn:ogc:def:crs:OGC:1.3:CRS84");
    let modena = &world["features"][0];
    assert_eq!((&modena["properties"]["territory"], &modena["properties"]["count"]), (&json!("modena"), &json!(60)));
    let ring = modena["geometry"]["coordinates"][0][0].as_array().unwrap();
    assert!(ring.len() > 50 && ring.first() == ring.last(), "a closed ring: {}", ring.len());
    assert!(world["places"]["modena"]["istat"].as_array().unwrap().contains(&json!("036023")));
    assert!(world["boundaries"].as_str().unwrap().contains("ISTAT"));
    // What is held back has its outline, and no count.
    let weeks = folder.run(&["mapping", "ads", "--by", "territory,week", "--format", "geojson"]).json();
    let held =
        weeks["features"].as_array().unwrap().iter().find(|one| one["properties"]["suppressed"] == true).unwrap();
    assert!(held["properties"]["count"].is_null() && held["geometry"]["type"] == "MultiPolygon", "{held}");

    folder.run(&["mapping", "ads", "--by", "territory", "--format", "parquet", "--out", "ads.parquet"]).ok();
    let bytes = std::fs::read(folder.path().join("ads.parquet")).unwrap();
    assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
    let text = String::from_utf8_lossy(&bytes);
    for known in ["datapackage", "dictionary", "citation", "For staff; not to be passed on."] {
        assert!(text.contains(known), "{known} is not among the key-values");
    }
    assert!(folder.run(&["mapping", "ads", "--format", "parquet"]).refused().contains("--out"));
}

#[test]
fn figures_are_given_by_district_where_the_configuration_has_them() {
    let folder = Folder::rehearsal();
    let config = std::fs::read_to_string(folder.data("invisibile.toml")).unwrap();
    let districts = "\n[[territory]]\nname = \"piacenza\"\nprovinces = [\"PC\"]\n\n[territory.districts]\n\"Città di Piacenza\" = [\"033032\"]\nLevante = [\"033021\", \"033006\"]\n";
    folder.write("invisibile.toml", format!("{config}{districts}"));
    let mut csv = String::from("number,municipality,week\n");
    for number in 0..160 {
        let town = match number % 32 {
            0..13 => "Piacenza",
            13..20 => "Fiorenzuola d'Arda",
            _ => "Modena",
        };
        writeln!(csv, "300{:07},{town},2026-W{}", number * 37 + 1_000_000, 40 + number / 32).unwrap();
    }
    std::fs::write(folder.path().join("list.csv"), csv).unwrap();
    folder.run(&["import", "list.csv", "--source", "quotidiano", "--lawful-origin", "a daily paper"]).ok();
    folder.run(&["upkeep", "--at", "2026-11-02T22:00"]).ok();
    let row = |district: &str, count: u32| json!({"period": "2026-10", "district": district, "count": count, "suppressed": false});
    let found = rows(&folder, &["ads", "--by", "district"]);
    assert_eq!(json!(found), json!([row("Città di Piacenza", 65), row("Levante", 35)]));
    let world = folder.run(&["mapping", "ads", "--by", "district", "--format", "geojson"]).json();
    let outline = |at: usize| world["features"][at]["geometry"]["coordinates"][0][0].as_array().unwrap().len();
    assert!(outline(0) > 10 && outline(1) > 10 && outline(0) != outline(1), "{world}");
    assert_eq!(world["places"]["Levante"]["istat"], json!(["033006", "033021"]));
    for (cube, by) in [("calls", "district"), ("ads", "district,gender")] {
        let told = folder.run(&["mapping", cube, "--by", by, "--level", "month", "--format", "json"]);
        if cube == "calls" {
            assert_eq!(told.json()["rows"], json!([]), "calls are of no district");
        } else {
            assert!(told.refused().contains("--level year"));
        }
    }
    folder.run(&["report", "--month", "2026-10", "--out", "october.html"]).ok();
    let page = std::fs::read_to_string(folder.path().join("october.html")).unwrap();
    assert!(page.contains("Annunci rilevati, ottobre 2026 · Distretto sanitario"), "{page}");
    // What cannot be is told with its line.
    folder.write("invisibile.toml", format!("{config}{}", districts.replace("033006", "036023")));
    let told = folder.run(&["mapping", "ads"]).refused();
    let line = config.lines().count() + 6;
    assert!(told.contains("in the district `Levante` `036023` is covered by `modena`"), "{told}");
    assert!(told.contains(&format!(":{line}:")), "{line}: {told}");
}

#[test]
fn a_report_holds_what_may_be_shown_and_says_what_it_does_not() {
    let folder = october();
    folder.run(&["report", "--month", "2026-10", "--language", "en", "--out", "october.html"]).ok();
    let page = std::fs::read_to_string(folder.path().join("october.html")).unwrap();
    for said in [
        "<h1>Mapping and contacts: October 2026</h1>",
        "In October 2026 160 ads were observed",
        "What these figures do not say",
        "Observed ads, October 2026",
        "What each source brings, the whole region, October 2026",
        "Counts under 5 are held back",
        "To be cited as: InVisibile, Observed ads",
        "© ISTAT",
    ] {
        assert!(page.contains(said), "`{said}` is not in {page}");
    }
    assert!(page.matches("<svg").count() >= 4 && page.matches("<svg").count() == page.matches("<table>").count());
    // It asks for nothing.
    let plain = page.replace("http://www.w3.org/2000/svg", "");
    for outside in ["http:", "https:", "<script", "src=", "@import"] {
        assert!(!plain.contains(outside), "{outside}");
    }
    let ids: Vec<&str> = page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(ids.iter().collect::<std::collections::BTreeSet<_>>().len(), ids.len(), "an id stands twice");
    let italian = folder.run(&["report", "--month", "2026-10", "--audience", "published", "--out", "ottobre.html"]);
    italian.ok();
    let page = std::fs::read_to_string(folder.path().join("ottobre.html")).unwrap();
    assert!(page.contains("arrotondato per conto suo") && page.contains("CC BY 4.0"), "{page}");
    folder.run(&["report", "--month", "2026-10", "--out", "ottobre.pdf"]).ok();
    let pdf = std::fs::read(folder.path().join("ottobre.pdf")).unwrap();
    assert!(pdf.starts_with(b"%PDF-") && pdf.len() > 20_000, "{} bytes", pdf.len());
    for (wrong, words) in [
        (["--month", "2026-11"], "has not closed"),
        (["--month", "2026"], "--month 2026-10"),
        (["--year", "2026"], "no whole year has closed"),
    ] {
        let told = folder.run(&[&["report"], &wrong[..], &["--out", "x.html"]].concat()).refused();
        assert!(told.contains(words), "{wrong:?}: {told}");
    }
}

#[test]
fn what_cannot_be_given_is_refused_with_what_can() {
    let folder = october();
    for (arguments, words) in [
        (&["adds"][..], ["no cube `adds`", "contact_points"]),
        (&["ads", "--by", "gander"], ["`gander` is no dimension", "did you mean `gender`"]),
        (&["ads", "--by", "district"], ["no figures by district", "territory"]),
        (&["ads", "--by", "gender,venue"], ["not crossed", "each by itself"]),
        (&["ads", "--by", "territory,province"], ["one level", "province"]),
        (&["ads", "--by", "territory,gender", "--level", "month"], ["too small", "--level quarter"]),
        (&["ads", "--by", "municipality,gender", "--level", "quarter"], ["too small", "--level year"]),
        (&["calls", "--by", "municipality,result"], ["too small", "territory"]),
        (&["ads", "--by", "week", "--level", "month"], ["week in --by", "leave one out"]),
        (&["ads", "--from", "2026-W41"], ["shorter than a month", "--from 2026-10"]),
        (&["ads", "--to", "2026-11"], ["has not closed", "--to 2026-10"]),
        (&["ads", "--level", "quarter"], ["no whole quarter has closed", "--level month"]),
        (&["ads", "--to", "2026-09"], ["nothing from", "2026-10"]),
        (&["sources", "--by", "territory"], ["whole region", "leave"]),
        (&["contributions", "--by", "territory"], ["whole region", "leave"]),
        (&["contributions", "--by", "source,week"], ["too small", "--level month"]),
        (&["ads", "--out", "x.csv"], ["--format csv", "--out"]),
    ] {
        let told = folder.run(&[&["mapping"], arguments].concat()).refused();
        for word in words {
            assert!(told.contains(word), "{arguments:?}: {told}");
        }
    }
    // A cube of which there is nothing is empty, and no fault.
    for cube in ["themes", "calls"] {
        assert_eq!(rows(&folder, &[cube]).iter().filter(|row| !row["count"].is_null()).count(), 0, "{cube}");
    }
    let early = Folder::rehearsal().run(&["mapping", "ads"]).refused();
    assert!(early.contains("no month has closed yet"), "{early}");
    for wrong in [["--from", "2026-13"], ["--level", "day"], ["--audience", "press"]] {
        assert_eq!(folder.run(&[&["mapping", "ads"], &wrong[..]].concat()).code, 2, "{wrong:?}");
    }
}

#[test]
fn internal_figures_are_for_those_who_answer_for_them() {
    let folder = october();
    for (name, role) in [("anna", "operator"), ("rita", "regional"), ("ricerca", "researcher")] {
        folder.run(&["operator", "add", name, "--role", role, "--territory", "modena", "--language", "it"]).ok();
    }
    let ask = |name: &str, audience: &str| folder.run(&["mapping", "ads", "--as", name, "--audience", audience]);
    assert!(ask("anna", "internal").refused().contains("--audience published"));
    ask("ricerca", "internal").refused();
    ask("ricerca", "published").ok();
    ask("rita", "internal").ok();
    ask("nobody", "published").refused();
}

#[test]
fn figures_with_noise_say_so_and_end_with_the_years_epsilon() {
    let folder = october();
    folder.run(&["operator", "add", "greta", "--role", "regional"]).ok();
    folder.run(&["operator", "add", "rita", "--role", "researcher"]).ok();
    let ask = |by: &str, epsilon: &str, who: &str| {
        let at = ["--at", "2026-11-03T10:00"];
        let ask = ["mapping", "ads", "--by", by, "--epsilon", epsilon, "--as", who, "--format", "json"];
        folder.run(&[&ask[..], &at].concat())
    };
    assert!(ask("territory", "0.5", "rita").refused().contains("may not spend of the year's privacy"));
    assert!(ask("origin", "0.5", "greta").refused().contains("no closed list"));
    assert!(ask("province", "0.5", "greta").refused().contains("--by territory"));
    assert!(ask("territory", "1.5", "greta").refused().contains("from 0 to 1"));
    assert!(ask("territory", "0", "greta").refused().contains("nothing can be told"));

    // Nothing of that was spent: there are 0.6 and then 0.4.
    let answer = ask("territory,week", "0.6", "greta").json();
    assert_eq!((&answer["epsilon"], &answer["threshold"]), (&json!(0.6), &json!(0)));
    assert!(answer["protection"].as_str().unwrap().contains("Laplace"), "{answer}");
    let rows = answer["rows"].as_array().unwrap();
    let exact = |row: &Value| match row["territory"].as_str().unwrap() {
        "modena" => 12,
        "parma" => 3,
        "piacenza" => 9,
        _ => 8,
    };
    assert_eq!(rows.len(), 4 * 5, "a cell for every territory and week, whatever was counted");
    let noise = |row: &Value| row["count"].as_u64().unwrap().abs_diff(exact(row));
    assert!(rows.iter().any(|row| noise(row) > 0), "twenty counts without noise");
    assert!(rows.iter().all(|row| noise(row) < 60 && row["suppressed"] == false), "{answer}");
    assert!(ask("territory", "0.5", "greta").refused().contains("2026 has left: 0.6 of 1 is spent"));
    assert_eq!(
        ask("gender", "0.4", "greta").json()["rows"].as_array().unwrap().len(),
        5,
        "F, M, T, couple, not declared"
    );
    assert!(ask("gender", "0.001", "greta").refused().contains("1 of 1 is spent"));
    assert_eq!(folder.run(&["audit", "verify"]).code, 0);
}
