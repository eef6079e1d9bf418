//! The rules themselves, each a question to one file. A rule looks at what the compiler sees, never at
//! comments, so that a comment may say what is not done.

use std::fmt;

use super::paths::{from_root, paths};
use super::tokens::{Token, marked};

/// Who may import whom. A new word in this table is a change of the design.
const IMPORTS: [(&str, &[&str]); 26] = [
    ("domain", &[]),
    ("config", &["domain"]),
    ("reference", &["domain"]),
    ("source", &["domain"]),
    ("privacy", &["domain", "config"]),
    ("paper", &["domain"]),
    ("telemetry", &["config"]),
    ("fetch", &["domain", "config", "source"]),
    ("openid", &["domain", "config"]),
    ("parse", &["domain"]),
    ("extract", &["domain", "source", "reference", "parse"]),
    ("ingest", &["domain"]),
    ("store", &["domain", "config", "privacy"]),
    ("plan", &["domain", "config"]),
    ("mapping", &["domain", "reference", "paper"]),
    ("crawl", &["domain", "config", "source", "reference", "fetch", "parse", "extract", "ingest", "store"]),
    ("trial", &["domain", "source", "reference", "fetch", "parse", "extract", "store"]),
    ("intake", &["domain", "config", "reference", "extract", "ingest", "store"]),
    ("desk", &["domain", "config", "reference", "privacy", "paper", "openid", "extract", "plan", "mapping", "store"]),
    ("upkeep", &["domain", "config", "privacy", "store"]),
    ("web", &["domain", "config", "reference", "paper", "trial", "intake", "desk"]),
    ("demo", &["domain", "config", "reference", "source"]),
    (
        "app",
        &[
            "domain",
            "config",
            "reference",
            "source",
            "privacy",
            "telemetry",
            "fetch",
            "openid",
            "parse",
            "extract",
            "ingest",
            "store",
            "plan",
            "mapping",
            "crawl",
            "trial",
            "intake",
            "desk",
            "upkeep",
        ],
    ),
    (
        "cli",
        &[
            "domain",
            "config",
            "source",
            "telemetry",
            "paper",
            "crawl",
            "trial",
            "intake",
            "desk",
            "upkeep",
            "app",
            "web",
            "demo",
        ],
    ),
    ("main", &["cli"]),
    // The list of rooms: it declares them and imports none.
    ("lib", &[]),
];

/// Where a library may be named: a room, or one file.
const LIBRARIES: [(&str, &[&str]); 32] = [
    ("reqwest", &["fetch"]),
    ("governor", &["fetch"]),
    // What ends the processes of a browser.
    ("rustix", &["fetch"]),
    ("sqlx", &["store"]),
    ("axum", &["web", "demo"]),
    ("askama", &["web"]),
    ("fluent_bundle", &["web"]),
    ("qrcodegen", &["web"]),
    ("utoipa", &["web"]),
    // What opens the files that people bring.
    ("calamine", &["intake"]),
    ("zip", &["intake"]),
    ("pdf_extract", &["intake"]),
    ("openidconnect", &["openid"]),
    // The calendar that the library above speaks in.
    ("chrono", &["openid"]),
    ("argon2", &["privacy"]),
    ("totp_rs", &["privacy"]),
    ("scraper", &["parse", "source/recipe.rs"]),
    ("rlibphonenumber", &["domain/phone.rs"]),
    ("clap", &["cli"]),
    ("console", &["cli"]),
    ("mimalloc", &["main"]),
    ("anyhow", &["main", "cli", "app"]),
    ("jiff", &["domain/time.rs"]),
    ("prometheus", &["desk/metrics.rs"]),
    ("krilla", &["paper"]),
    ("krilla_svg", &["paper"]),
    ("parquet", &["mapping/parquet.rs"]),
    ("resvg", &["paper"]),
    ("rust_xlsxwriter", &["paper"]),
    ("ttf_parser", &["paper"]),
    ("opendp", &["privacy"]),
    ("wide", &["extract/phone/starts.rs"]),
];

const PURE: [&str; 9] = ["domain", "source", "reference", "paper", "parse", "extract", "ingest", "plan", "mapping"];

/// What a pure room does not name, and the one file that may, as it is the door to it.
const IMPURE: [(&str, &str); 9] = [
    ("async", ""),
    ("await", ""),
    ("tokio", ""),
    ("tracing", ""),
    ("env", ""),
    ("rand", "domain/chance.rs"),
    ("Instant", "domain/time.rs"),
    ("SystemTime", "domain/time.rs"),
    ("thread_rng", ""),
];

/// The half that knows numbers, as the half that counts must not name it.
const OF_NUMBERS: [&str; 11] = [
    "contact_point",
    "contact_points",
    "mark",
    "marks",
    "blind",
    "blind_index",
    "ContactPoint",
    "ContactPointId",
    "Mark",
    "MarkKind",
    "PhoneNumber",
];

const LONGEST: usize = 400;

/// Longer than the rest may be, each with the most it may have and why it is still one idea.
const LONGER: [(&str, usize, &str); 1] =
    [("domain/time.rs", 500, "the calendar of the program: instants, days, weeks and months convert into each other")];

const NO_NAMES: [&str; 12] = [
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "types",
    "misc",
    "container",
    "manager",
    "managers",
    "stuff",
    "shared",
];

/// Words that make a case of a person; the list is the method's.
const NO_WORDS: [&str; 24] = [
    "vittima",
    "vittime",
    "prostituta",
    "prostitute",
    "sospetta",
    "sospette",
    "sospetto",
    "sospetti",
    "profilo",
    "profili",
    "soggetto",
    "soggetti",
    "target",
    "targets",
    "lead",
    "leads",
    "dossier",
    "segnalazione",
    "segnalazioni",
    "victim",
    "victims",
    "prostitutes",
    "schedatura",
    "schede",
];

/// English verbs in a sentence and persons in a name: a link leads somewhere, but nobody is a lead.
const VERBS: [&str; 2] = ["lead", "leads"];

/// Words that others force on us: cargo's folder, the log's origin, and what a browser calls a page.
const FORCED: [&str; 7] = [
    "with_target",
    "CARGO_TARGET_DIR",
    "Target.createBrowserContext",
    "Target.createTarget",
    "Target.attachToTarget",
    "targetId",
    "Inspector.targetCrashed",
];

/// A source file, its name as from `src/`.
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) source: String,
    tokens: Vec<Token>,
    in_tests: Vec<bool>,
}

/// A place where a rule is broken.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    place: String,
    what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "  src/{}: {}", self.place, self.what)
    }
}

impl File {
    pub(crate) fn new(name: &str, source: &str) -> Self {
        let (tokens, in_tests) = marked(source).into_iter().unzip();
        Self { name: name.to_owned(), source: source.to_owned(), tokens, in_tests }
    }

    /// The room, as `crawl` of `crawl/visit.rs` and `app` of `app.rs`.
    fn room(&self) -> &str {
        self.name.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }

    /// Its place among the modules, as `["crawl", "visit"]`.
    fn module(&self) -> Vec<String> {
        let mut parts: Vec<_> = self.name.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
        if parts.last().is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str())) {
            parts.pop();
        }
        parts
    }

    fn is_tests(&self) -> bool {
        self.name.ends_with("/tests.rs") || self.name.contains("/tests/")
    }

    fn stands_in(&self, place: &str) -> bool {
        self.name == place || self.room() == place
    }

    /// The tokens that are not of tests.
    fn product(&self) -> impl Iterator<Item = &Token> {
        let none = self.is_tests();
        self.tokens.iter().zip(&self.in_tests).filter(move |(_, in_tests)| !none && !**in_tests).map(|(token, _)| token)
    }

    fn fault(&self, line: usize, what: impl Into<String>) -> Fault {
        Fault { place: format!("{}:{line}", self.name), what: what.into() }
    }
}

/// Imports go down only.
pub(crate) fn imports(file: &File) -> Vec<Fault> {
    let room = file.room();
    let Some((_, allowed)) = IMPORTS.iter().find(|(name, _)| *name == room) else {
        return vec![file.fault(1, format!("`{room}` is in no line of the table of imports"))];
    };
    let module = file.module();
    let named = paths(&file.tokens);
    let from = |path| Some((path, from_root(path, &module)?.into_iter().next()?));
    named
        .iter()
        .filter_map(from)
        .filter(|(_, to)| to != room && !allowed.contains(&to.as_str()))
        .map(|(path, to)| file.fault(path.line, format!("`{room}` may not import `{to}` ({})", path.parts.join("::"))))
        .collect()
}

/// One library, one room.
pub(crate) fn libraries(file: &File) -> Vec<Fault> {
    let named = paths(&file.tokens);
    let walled = |library: &str| LIBRARIES.iter().find(|(name, _)| *name == library);
    named
        .iter()
        .filter_map(|path| Some((path.line, walled(path.parts.first()?)?)))
        .filter(|(_, (_, places))| !places.iter().any(|place| file.stands_in(place)))
        .map(|(line, (library, places))| file.fault(line, format!("`{library}` belongs in {}", places.join(", "))))
        .collect()
}

/// The two halves of the data share no key, and the code of the one does not name the other.
pub(crate) fn halves(file: &File) -> Vec<Fault> {
    let counts = ["store/observations.rs", "store/themes.rs", "store/contributions.rs"];
    if !counts.contains(&file.name.as_str()) && !file.name.starts_with("store/observations/") {
        return Vec::new();
    }
    let is_of_numbers = |word: &str| OF_NUMBERS.contains(&word);
    file.tokens
        .iter()
        .filter(|token| match (token.word(), token.text()) {
            (Some(word), _) => is_of_numbers(word),
            (_, Some(text)) => text.split(|c: char| !c.is_alphanumeric() && c != '_').any(is_of_numbers),
            _ => false,
        })
        .map(|token| file.fault(token.line, "statistics name nothing of contact points, marks or numbers"))
        .collect()
}

/// A pure room gives the same answer to the same question, at any hour.
pub(crate) fn purity(file: &File) -> Vec<Fault> {
    if !PURE.contains(&file.room()) {
        return Vec::new();
    }
    let impure = |token: &Token| IMPURE.iter().find(|(word, door)| token.word() == Some(*word) && file.name != *door);
    file.product()
        .filter_map(|token| Some((token.line, impure(token)?.0)))
        .map(|(line, word)| file.fault(line, format!("`{word}` has no place in a pure room")))
        .collect()
}

/// The first line says what the file is.
pub(crate) fn opening(file: &File) -> Vec<Fault> {
    let first = file.source.lines().next().unwrap_or_default();
    let says = first.strip_prefix("//! ").is_some_and(|text| !text.trim().is_empty());
    if says { Vec::new() } else { vec![file.fault(1, "the first line is not `//! What this is`")] }
}

/// Past this length there are two ideas in a file. Tests at its end are not counted.
pub(crate) fn size(file: &File) -> Vec<Fault> {
    if file.is_tests() {
        return Vec::new();
    }
    let first_of_tests = file.in_tests.iter().position(|in_tests| *in_tests).map(|at| file.tokens[at].line - 1);
    let lines = first_of_tests.unwrap_or_else(|| file.source.lines().count());
    let most = LONGER.iter().find(|(name, ..)| *name == file.name).map_or(LONGEST, |(_, most, _)| *most);
    if lines <= most { Vec::new() } else { vec![file.fault(most, format!("{lines} lines, where {most} is the most"))] }
}

/// A file is named by its thing.
pub(crate) fn name(file: &File) -> Vec<Fault> {
    let parts = file.name.trim_end_matches(".rs").split(['/', '_']);
    parts
        .filter(|part| NO_NAMES.contains(part))
        .map(|part| file.fault(1, format!("`{part}` names no thing: say which")))
        .collect()
}

/// Nothing panics, and nothing is put off or waved through.
pub(crate) fn finished(file: &File) -> Vec<Fault> {
    let product: Vec<_> = file.product().collect();
    let mut faults = Vec::new();
    for (at, token) in product.iter().enumerate() {
        let before = |sign: &str| at > 0 && product[at - 1].is(sign);
        let after = |sign: &str| product.get(at + 1).is_some_and(|next| next.is(sign));
        let what = match token.word() {
            Some("unwrap") if before(".") || before("::") => "`unwrap` can panic: say what happens instead",
            Some("todo" | "unimplemented" | "dbg") if after("!") => "not finished",
            Some("allow") if after("(") && before("[") => "`#[allow]` waves through in silence: `#[expect(…, reason)]`",
            _ => continue,
        };
        faults.push(file.fault(token.line, what));
    }
    faults
}

/// The words of the people who do this work, and not those that make a case of the people they call.
pub(crate) fn words(file: &File) -> Vec<Fault> {
    let unwanted = |text: &str, verbs: &[&str]| -> Option<String> {
        if FORCED.contains(&text) {
            return None;
        }
        let words = split(text);
        let one =
            words.iter().find(|word| NO_WORDS.contains(&word.as_str()) && !verbs.contains(&word.as_str())).cloned();
        one.or_else(|| words.windows(2).find(|pair| *pair == ["scheda", "persona"]).map(|pair| pair.join(" ")))
    };
    file.tokens
        .iter()
        .filter_map(|token| {
            let word = token.word().and_then(|word| unwanted(word, &[]));
            Some((token.line, word.or_else(|| unwanted(token.text()?, &VERBS))?))
        })
        .map(|(line, word)| file.fault(line, format!("`{word}` is a word that is not used here")))
        .collect()
}

/// `sales_lead`, `SalesLead` and `sales lead` are the words `sales` and `lead`.
fn split(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut last_was_small = false;
    for c in text.chars() {
        if !c.is_alphanumeric() || (c.is_uppercase() && last_was_small) {
            words.push(String::new());
        }
        if c.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_lowercase());
        }
        last_was_small = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The same names in both folders, `NNNN_name.sql`, numbered without a gap.
pub(crate) fn migrations(sqlite: &[String], postgres: &[String]) -> Vec<String> {
    let without = |names: &[String], others: &[String], engine: &str| -> Vec<String> {
        names
            .iter()
            .filter(|name| !others.contains(name))
            .map(|name| format!("{name} has no pair for {engine}"))
            .collect()
    };
    let mut faults = [without(sqlite, postgres, "postgres"), without(postgres, sqlite, "sqlite")].concat();
    for (at, name) in sqlite.iter().enumerate() {
        let is_named = name.strip_suffix(".sql").is_some_and(|stem| stem.starts_with(&format!("{:04}_", at + 1)));
        if !is_named {
            faults.push(format!("{name} should be {:04}_name.sql", at + 1));
        }
    }
    faults
}

#[test]
fn a_file_that_became_short_needs_no_leave_to_be_long() {
    for (name, _, why) in LONGER {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(name);
        let file = File::new(name, &std::fs::read_to_string(path).unwrap());
        let lines = file.in_tests.iter().position(|in_tests| *in_tests).map_or(0, |at| file.tokens[at].line - 1);
        assert!(lines > LONGEST && !why.is_empty(), "{name} has {lines} lines: take it out of LONGER");
    }
}
