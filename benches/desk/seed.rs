//! The store that is measured: territories, operators with a password and an authenticator, and invented numbers, of
//! which some were dialled before.

use std::fmt::Write as _;
use std::path::Path;

use invisibile::app::{App, Kind, Options, make_folder};
use invisibile::config::Config;
use invisibile::domain::{
    Chance, Change, ContactState, Day, Declared, NumberingPlan, Operator, PhoneNumber, Role, Slot,
};
use invisibile::store::contact_points::{Until, apply, open_in, set};
use invisibile::store::operators;

use super::user::{PASSWORD, SECRET};

pub(crate) const TERRITORIES: usize = 25;
pub(crate) const NUMBERS: usize = 40_000;
const OPERATORS: usize = 50;
/// First calls a month, twenty a day.
const QUOTA: u32 = 420;
/// Of each territory's numbers, those that were dialled before and are due today.
const DUE: usize = 20;
/// Those that were dialled yesterday.
const NOT_DUE: usize = 40;
const TODAY: &str = "2026-11-02";
const A_TRANSACTION: usize = 2_000;

/// Fills `data` in that folder; the names of the operators.
pub(crate) async fn fill(folder: &Path) -> Vec<String> {
    let mut config = String::new();
    for index in 0..TERRITORIES {
        write!(config, "[[territory]]\nname = \"{}\"\nprovinces = [\"MO\"]\nquota = {QUOTA}\n\n", name(index)).unwrap();
    }
    // One province belongs to one territory: each of the others has a municipality of its own in another.
    let config = distinct(&config);
    let data = folder.join("data");
    make_folder(&data).unwrap();
    let file = data.join("invisibile.toml");
    std::fs::write(&file, &config).unwrap();
    let options = Options {
        data,
        config: Some(file),
        sources: None,
        at: Some("2026-11-02T11:00".parse().unwrap()),
        demo_config: "",
    };
    App::create(&options, &Config::parse(&config).unwrap(), Kind::Rehearsal).await.unwrap();
    let app = App::open(&options).await.unwrap();
    numbers(&app).await;
    dialled(&app).await;
    let names = staff(&app).await;
    app.close().await;
    names
}

fn name(index: usize) -> String {
    format!("zona-{}", char::from(b'a' + u8::try_from(index).unwrap()))
}

/// Gives each territory a province of its own.
fn distinct(config: &str) -> String {
    const PROVINCES: [&str; TERRITORIES] = [
        "MO", "PR", "BO", "FE", "RA", "RN", "PC", "RE", "FC", "MI", "TO", "GE", "VE", "FI", "RM", "NA", "BA", "PA",
        "CA", "AN", "PG", "AQ", "CB", "PZ", "CZ",
    ];
    let mut parts = config.split("\"MO\"");
    let first = parts.next().unwrap().to_owned();
    parts.zip(PROVINCES).fold(first, |all, (part, province)| format!("{all}\"{province}\"{part}"))
}

async fn numbers(app: &App) {
    let today: Day = TODAY.parse().unwrap();
    for first in (0..NUMBERS).step_by(A_TRANSACTION) {
        let mut tx = app.store.write().await.unwrap();
        for index in first..NUMBERS.min(first + A_TRANSACTION) {
            let typed = format!("300{:07}", (index * 7_654_321 + 1_234_567) % 10_000_000);
            let seen = today.plus_days(-i64::try_from(index % 28).unwrap());
            let languages = [None, Some("it"), Some("es"), Some("ro"), Some("zh")];
            let language = languages[index / TERRITORIES % languages.len()];
            let change = Change::New {
                number: PhoneNumber::parse(&typed, NumberingPlan::Rehearsal).unwrap(),
                territory: name(index % TERRITORIES).parse().unwrap(),
                declared: Declared { language: language.map(|code| code.parse().unwrap()), ..Declared::default() },
                first_seen: seen,
                source: "bacheca".to_owned(),
            };
            apply(&mut tx, &change, &Until::of(&app.config.privacy.lifetimes, seen)).await.unwrap();
        }
        tx.commit().await.unwrap();
    }
}

/// Some were dialled: three days ago, so that they are due, or yesterday, so that they are not.
async fn dialled(app: &App) {
    let today: Day = TODAY.parse().unwrap();
    let mut tx = app.store.write().await.unwrap();
    for territory in app.config.territories.iter() {
        for (index, mut point) in
            open_in(&mut tx, &territory.name).await.unwrap().into_iter().take(DUE + NOT_DUE).enumerate()
        {
            let ago = if index < DUE { 3 } else { 1 };
            point.state = ContactState::Retry;
            point.attempts = 1;
            point.slots_used = Slot::Evening.bit();
            point.last_attempt = Some(today.plus_days(-ago).at("17:00".parse().unwrap()));
            set(&mut tx, &point, today.plus_days(27)).await.unwrap();
        }
    }
    tx.commit().await.unwrap();
}

async fn staff(app: &App) -> Vec<String> {
    let door = app.door();
    let mut names = Vec::new();
    for index in 0..OPERATORS {
        let letters = (index / 26, index % 26);
        let letter = |which: usize| char::from(b'a' + u8::try_from(which).unwrap());
        let operator = Operator {
            name: format!("op.{}{}", letter(letters.0), letter(letters.1)).parse().unwrap(),
            role: Role::Operator,
            territories: vec![name(index % TERRITORIES).parse().unwrap()],
            languages: ["it", "es"].iter().map(|code| code.parse().unwrap()).collect(),
        };
        let mut tx = app.store.write().await.unwrap();
        assert!(operators::add(&mut tx, &operator).await.unwrap());
        tx.commit().await.unwrap();
        door.rehearse(&operator.name, PASSWORD, Chance::from_seed(SECRET)).await.unwrap();
        names.push(operator.name.to_string());
    }
    names
}
