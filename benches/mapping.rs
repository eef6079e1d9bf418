//! How fast figures are answered: ten years of a large region, any cube.
//!
//!     cargo bench --bench mapping               # any answer in under 200 ms is what is promised
//!     cargo bench --bench mapping -- PYTHON     # beside it DuckDB, of that python, on the same rows as Parquet
//!
//! Twenty-five territories of which each has two large municipalities, eighty sources, 20,000 observations a day. What
//! a closed month shows is decided once and kept, and answers are read from there; so the months are put into a new
//! SQLite store as they are kept, drawn here. How long the first decision takes is another matter.
//! Told are the middle and the longest of seven answers.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement tells, and stops where it cannot go on")]
#![expect(clippy::disallowed_methods, reason = "what is measured is time")]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use invisibile::config::Config;
use invisibile::desk::{Asked, Audience, Desk, Level, Limits, OpenDays, Purpose, Scripts};
use invisibile::domain::{Chance, Day, Month, NumberingPlan, SetClock, Timestamp, Week};
use invisibile::mapping::{Cube, PlaceLevel, weeks_of};
use invisibile::privacy::{KeyRing, Vault};
use invisibile::store::releases::{self, Release};
use invisibile::store::{Store, StoreAddress};
use sqlx::{Connection, SqliteConnection};

const YEARS: i16 = 10;
const FIRST: i16 = 2016;
const TERRITORIES: usize = 25;
const SOURCES: usize = 80;
const A_DAY: usize = 20_000;
const TIMES: usize = 7;

/// What is asked: cube, by what, how finely.
const ASKED: [(&str, &[&str], Level); 10] = [
    ("ads", &[], Level::Week),
    ("ads", &["territory"], Level::Week),
    ("ads", &["municipality"], Level::Week),
    ("ads", &["gender"], Level::Week),
    ("ads", &["source"], Level::Week),
    ("ads", &["territory", "origin"], Level::Quarter),
    ("contact_points", &["territory"], Level::Month),
    ("calls", &["territory", "stage"], Level::Month),
    ("sources", &["source"], Level::Week),
    ("themes", &[], Level::Week),
];

/// The values of each attribute, about as many as there are.
fn values(attribute: &str) -> Vec<String> {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    match attribute {
        "all" => names(&["all"]),
        "contact_point" => names(&["new", "seen"]),
        "gender" => names(&["F", "M", "T", "couple", "not_declared"]),
        "source" => (0..SOURCES).map(|source| format!("fonte-{source}")).collect(),
        "stage" => names(&["unanswered", "answered", "not_presented", "presented", "no_action", "action"]),
        "theme" => names(&["salute", "prezzi", "violenza", "droghe"]),
        _ => (0..30).map(|value| format!("V{value}")).collect(),
    }
}

/// The cells of a period: places by values. A share of them is held back.
fn cells(
    attribute: &str,
    per_level: &dyn Fn(PlaceLevel) -> bool,
    days: usize,
) -> BTreeMap<String, BTreeMap<String, Option<u32>>> {
    let mut places = vec![("region".to_owned(), 1)];
    if per_level(PlaceLevel::Territory) {
        places.extend((0..TERRITORIES).map(|place| (format!("territory:t{place}"), TERRITORIES)));
    }
    if per_level(PlaceLevel::Municipality) {
        places.extend(
            (0..TERRITORIES * 2).map(|place| (format!("municipality:{place:06}:t{}", place / 2), TERRITORIES * 3)),
        );
    }
    let values = values(attribute);
    let cell = |at: usize, share: usize, value: usize| {
        let count = A_DAY * days / share / values.len();
        (!(at + value * 7).is_multiple_of(11)).then(|| u32::try_from(count + (at * 31 + value * 17) % 97).unwrap())
    };
    let of_place = |(at, (place, share)): (usize, (String, usize))| {
        let row = values.iter().enumerate().map(|(value, name)| (name.clone(), cell(at, share, value))).collect();
        (place, row)
    };
    places.into_iter().enumerate().map(of_place).collect()
}

async fn fill(store: &Store, file: &Path) {
    let mut releases = 0_u64;
    let months: Vec<Month> = std::iter::successors(Day::of(FIRST, 1, 1).map(Day::month), |month| Some(month.next()))
        .take(usize::try_from(YEARS).unwrap() * 12)
        .collect();
    let mut tx = store.write().await.unwrap();
    for month in &months {
        let weeks: Vec<String> = weeks_of(*month).iter().map(ToString::to_string).collect();
        let of_year = month.first().month_of_year();
        let quarter = format!("{}-Q{}", month.first().year(), (of_year + 2) / 3);
        for (cube, attributes) in [
            ("ads", &["all", "contact_point", "gender", "origin", "age_band", "venue", "language", "source"][..]),
            ("calls", &["all", "stage", "result", "gender", "origin", "venue", "language"]),
            ("themes", &["all", "theme"]),
        ] {
            for attribute in attributes {
                let known = Cube::of_release(cube).into_iter().find(|one| one.name == *attribute);
                for level in Level::ALL {
                    let is_given = |place: PlaceLevel| {
                        let finest = known.map_or(Some(Level::Week), |one| one.finest(place));
                        (cube == "ads" || place != PlaceLevel::Municipality)
                            && finest.is_some_and(|finest| level <= finest)
                    };
                    let periods = match level {
                        Level::Week => weeks.clone(),
                        Level::Month => vec![month.to_string()],
                        Level::Quarter if of_year % 3 == 0 => vec![quarter.clone()],
                        Level::Year if of_year == 12 => vec![month.first().year().to_string()],
                        Level::Quarter | Level::Year => continue,
                    };
                    let days = [365, 91, 30, 7][level.depth()];
                    let of_period = |period: String| (period, cells(attribute, &is_given, days));
                    let cells: BTreeMap<_, _> = periods.into_iter().map(of_period).collect();
                    let release = Release {
                        cube: cube.to_owned(),
                        audience: "internal".to_owned(),
                        attribute: (*attribute).to_owned(),
                        level: level.to_string(),
                        month: *month,
                        cells: serde_json::to_string(&cells).unwrap(),
                    };
                    releases::put(&mut tx, &release).await.unwrap();
                    releases += 1;
                }
            }
        }
    }
    tx.commit().await.unwrap();
    let mut raw = SqliteConnection::connect(&format!("sqlite:{}", file.display())).await.unwrap();
    let mut tx = raw.begin().await.unwrap();
    for week in months.iter().flat_map(|month| weeks_of(*month)) {
        let week = week.to_string();
        for source in 0..SOURCES {
            for (finish, count) in [("done", 6), ("blocked", 1)] {
                sqlx::query("insert into rollups values ('sources', $1, 'finish', '', '', $2, $3)")
                    .bind(&week)
                    .bind(format!("fonte-{source}/{finish}"))
                    .bind(count)
                    .execute(&mut *tx)
                    .await
                    .unwrap();
            }
        }
        sqlx::query("insert into rollup_weeks values ($1, 560)").bind(&week).execute(&mut *tx).await.unwrap();
    }
    let first: Week = weeks_of(months[0])[0];
    sqlx::query("insert into ad_observations (id, week, source, new_contact_point) values (x'00', $1, 'fonte-0', 0)")
        .bind(first.to_string())
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    raw.close().await.unwrap();
    println!(
        "{YEARS} years, {TERRITORIES} territories, {A_DAY} observations a day: {releases} kept decisions, {} MB",
        std::fs::metadata(file).unwrap().len() / 1_000_000
    );
}

fn desk(store: Store) -> Desk {
    let config = Config::parse("").unwrap();
    Desk {
        store,
        territories: Arc::new(config.territories),
        plan: config.plan,
        lifetimes: config.privacy.lifetimes,
        shown_from: config.privacy.shown_from,
        published_from: config.privacy.published_from,
        yearly_epsilon: config.privacy.yearly_epsilon,
        numbering: NumberingPlan::Rehearsal,
        scripts: Scripts::default(),
        limits: Limits::default(),
        open_days: OpenDays::default(),
        clock: Arc::new(SetClock::standing(Timestamp::from_millis(1_800_000_000_000))),
    }
}

/// The middle of seven looks at the same rows by `DuckDB`: filtered by period and put in order, as an answer is.
fn duckdb(python: &str, file: &Path) -> f64 {
    let words = "import duckdb, sys, time\nc = duckdb.connect()\nt = []\nfor _ in range(7):\n    a = time.perf_counter()\n    c.execute(f\"select * from '{sys.argv[1]}' where period >= '2016' order by all\").fetchall()\n    t.append(time.perf_counter() - a)\nprint(sorted(t)[3] * 1000)";
    let done = Command::new(python).args(["-c", words]).arg(file).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8_lossy(&done.stdout).trim().parse().unwrap()
}

#[tokio::main]
async fn main() {
    let python = std::env::args().skip(1).find(|word| !word.starts_with('-'));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("store.db");
    let day: Day = "2026-11-02".parse().unwrap();
    let ring = KeyRing::create(&folder.path().join("keys.toml"), day, &mut Chance::from_seed([1; 32])).unwrap();
    let vault = Arc::new(Vault::new(ring, Chance::from_seed([2; 32])));
    let store = Store::create(&StoreAddress::Sqlite(file.clone()), vault).await.unwrap();
    fill(&store, &file).await;
    let desk = desk(store);
    let mut longest = Duration::ZERO;
    for (cube, by, level) in ASKED {
        let asked = Asked {
            cube: cube.to_owned(),
            by: by.iter().map(|word| (*word).to_owned()).collect(),
            level: Some(level),
            ..Asked::default()
        };
        let mut times = Vec::new();
        let mut answer = None;
        for _ in 0..TIMES {
            let start = Instant::now();
            answer = Some(desk.figures(None, &asked, Audience::Internal, Purpose::Look).await.unwrap());
            times.push(start.elapsed());
        }
        times.sort_unstable();
        longest = longest.max(times[TIMES / 2]);
        let answer = answer.unwrap();
        let middle = times[TIMES / 2].as_secs_f64() * 1e3;
        let name = format!("{cube} by {} {level}", by.join(","));
        print!(
            "{name:40} {:>6} rows {middle:>8.1} ms, longest {:>8.1} ms",
            answer.rows.len(),
            times[TIMES - 1].as_secs_f64() * 1e3
        );
        if let Some(python) = &python {
            let parquet = folder.path().join("figures.parquet");
            std::fs::write(&parquet, answer.parquet("figures.parquet").unwrap()).unwrap();
            let other = duckdb(python, &parquet);
            print!(", DuckDB {other:>7.1} ms: ratio {:.2}", middle / other);
        }
        println!();
    }
    println!("the slowest answer: {:.1} ms", longest.as_secs_f64() * 1e3);
}
