//! *Coordinamento*: who sees and sets what, what the figures are made of, and numbers given away.

use std::sync::Arc;

use invisibile::desk::{Desk, Look};
use invisibile::domain::{
    Action, CallOutcome, Conversation, Declared, Language, Month, QuotaMode, SetClock, Technical, Week,
};
use invisibile::mapping::weeks_of;
use invisibile::store::work_counts::{self, Work};
use invisibile::store::{audit, outcomes, quotas};
use invisibile::upkeep::upkeep;

use crate::support::store::{Engine, TestStore, at, day, number, numbers, on_both_engines, take_in, territory};
use crate::support::web::{MONDAY, STAFF, Served, desk, desk_of};

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

/// So many calls of a territory in a week, as they are counted.
async fn call(
    test: &TestStore,
    (place, week): (&str, Week),
    count: u32,
    (technical, conversation, actions): (Technical, Option<Conversation>, &[Action]),
) {
    let outcome = CallOutcome {
        week,
        territory: territory(place),
        technical,
        conversation,
        actions: actions.to_vec(),
        attempt: 1,
        mediator: false,
        declared: Declared::default(),
    };
    test.write(async |tx| {
        for _ in 0..count {
            outcomes::put(tx, &outcome).await.unwrap();
        }
    })
    .await;
}

/// October with its calls, closed and counted.
pub(super) async fn october(test: &TestStore) {
    calls_of(test, "2026-10").await;
    let third = weeks_of(month("2026-10"))[2];
    test.write(async |tx| work_counts::add(tx, &territory("modena"), third, Work::Selected, 80).await.unwrap()).await;
    upkeep(&test.store, at(MONDAY), 10).await.unwrap();
}

/// The calls of a month in every territory. Modena told two of its drop-in, which is too few to be told.
pub(super) async fn calls_of(test: &TestStore, of: &str) {
    use Conversation::{Informed, NotInterested};
    use Technical::{Answered, NoAnswer};
    let weeks = weeks_of(month(of));
    let third = weeks[2];
    for week in weeks {
        for place in ["modena", "parma", "rimini", "ferrara"] {
            let at = (place, week);
            let is_few = place == "modena" && week == third;
            call(test, at, 8, (NoAnswer, None, &[])).await;
            call(test, at, 6, (Answered, Some(NotInterested), &[])).await;
            call(test, at, if is_few { 2 } else { 4 }, (Answered, Some(Informed), &[])).await;
            call(test, at, 2, (Answered, Some(Informed), &[Action::Accompaniment, Action::NationalLine])).await;
            let drop_in = match place {
                "modena" if is_few => 2,
                "modena" => 0,
                _ => 3,
            };
            call(test, at, drop_in, (Answered, Some(Informed), &[Action::DropIn])).await;
        }
    }
}

#[tokio::test]
async fn each_role_coordinates_where_it_may_and_nowhere_else() {
    let served = Served::open(TestStore::fresh(Engine::Sqlite).await).await;
    for (name, role, own) in STAFF {
        let mut browser = served.signed_in(name).await;
        for place in ["modena", "parma"] {
            let sees = match role.code() {
                "coordinator" => place == own,
                "regional" => true,
                _ => false,
            };
            let expected = if sees { 200 } else { 403 };
            let page = browser.get(&format!("/coordination?territory={place}")).await;
            assert_eq!(page.status, expected, "{name} {place}");
            let token = browser.get("/nowhere").await.token().to_owned();
            let fields = [
                ("token", token.as_str()),
                ("territory", place),
                ("month", "2026-11"),
                ("quota", "7"),
                ("mode", "all"),
            ];
            assert_eq!(browser.send("/coordination/plan", &fields).await.status, expected, "{name} {place}");
            // To give numbers away wants the right at both ends; nobody has any, which is told to who has it.
            let to = if place == "modena" { "parma" } else { "modena" };
            let fields = [("token", token.as_str()), ("territory", place), ("to", to), ("count", "1")];
            let expected = if role.code() == "regional" { 422 } else { 403 };
            assert_eq!(browser.send("/coordination/move", &fields).await.status, expected, "{name} {place}");
        }
        let menu = browser.get("/nowhere").await.body.contains("href=\"/coordination\"");
        assert_eq!(menu, matches!(role.code(), "coordinator" | "regional"), "{name}");
    }
    served.stop().await;
}

#[tokio::test]
async fn what_is_set_at_the_desk_goes_before_the_file_and_every_face_says_the_same() {
    let served = Served::open(TestStore::fresh(Engine::Sqlite).await).await;
    served.test.take_in("modena", &numbers(1, 30), day("2026-11-02")).await;
    let mut carla = served.signed_in("carla").await;
    let before = carla.get("/coordination").await;
    assert!(before.body.contains("0 of 420") && before.body.contains("from the configuration"), "{}", before.body);
    let token = before.token().to_owned();
    let set = async |carla: &mut crate::support::browserless::Browserless, month: &str, quota: &str| {
        let fields = [
            ("token", token.as_str()),
            ("territory", "modena"),
            ("month", month),
            ("quota", quota),
            ("mode", "sample"),
        ];
        carla.send("/coordination/plan", &fields).await
    };
    for (month, quota, told) in [
        ("2026-10", "42", "for this month and the next"),
        ("2027-01", "42", "for this month and the next"),
        ("2026-11", "10001", "from 0 to 10,000"),
        ("2026-11", "-1", "from 0 to 10,000"),
        ("2026-11", "many", "from 0 to 10,000"),
    ] {
        let refused = set(&mut carla, month, quota).await;
        assert_eq!(refused.status, 422, "{month} {quota}");
        assert!(refused.body.contains(told), "{month} {quota}");
    }
    let done = set(&mut carla, "2026-11", "42").await;
    assert!(done.body.contains("0 of 42") && done.body.contains("set by carla"), "{}", done.body);
    assert_eq!(set(&mut carla, "2026-12", "12").await.status, 200);

    // The list, the day's page and `plan` follow, and a list does not put the file's quota back.
    let mut anna = served.signed_in("anna").await;
    assert!(anna.get("/today").await.body.contains("0 of 42"));
    assert_eq!(served.test.count("select count(*) from daily_rows").await, 2, "42 over 21 working days");
    let desk = desk(&served.test, Arc::new(SetClock::standing(at(MONDAY))));
    let rows = desk.progress(None).await.unwrap();
    assert_eq!((rows[0].quota, rows[0].mode, rows[0].decided_by.as_deref()), (42, QuotaMode::Sample, Some("carla")));
    assert_eq!((rows[1].quota, rows[1].decided_by.as_deref()), (40, None));
    assert_eq!(desk.progress(Some(month("2026-12"))).await.unwrap()[0].quota, 12);
    assert_eq!(served.test.count("select count(*) from audit where act = 'quota'").await, 2);
    served.stop().await;
}

#[tokio::test]
async fn a_closed_month_is_told_as_mapping_gives_it_with_both_denominators() {
    let served = Served::open(TestStore::fresh(Engine::Sqlite).await).await;
    october(&served.test).await;
    let mut carla = served.signed_in("carla").await;
    let page = carla.get("/coordination?month=2026-10").await;
    let row = |said: &str| -> Vec<String> {
        let row = page.body.split(&format!(">{said}</th>")).nth(1).unwrap_or_else(|| panic!("no {said}"));
        let row = row.split("</tr>").next().unwrap();
        row.split("<td class=\"number\">").skip(1).map(|cell| cell.split('<').next().unwrap().to_owned()).collect()
    };
    assert_eq!(row("Numbers selected"), ["80", "100 %", "–", "–"]);
    assert_eq!(row("Calls dialled"), ["100", "1.2 ×", "100 %", "–"]);
    assert_eq!(row("Answered"), ["60", "75 %", "60 %", "60 %"]);
    assert_eq!(row("Project presented"), ["30", "38 %", "30 %", "50 %"]);
    assert_eq!(row("Action set going"), ["12", "15 %", "12 %", "40 %"]);
    let of_action = |code: &str| {
        let words = [("A05", "Accompaniment"), ("A03", "Drop-in")];
        row(words.iter().find(|(one, _)| *one == code).unwrap().1)
    };
    assert_eq!(of_action("A05"), ["10", "33 %"]);
    assert_eq!(of_action("A03"), ["held back", "–"], "two calls");
    assert!(page.body.contains("that of this month is not over yet"), "a quarter that is not over tells no objections");
    // Of a month that is not over there is nothing to tell; of nonsense neither.
    for month in ["2026-11", "2026-09", "x"] {
        assert_eq!(carla.get(&format!("/coordination?month={month}")).await.status, 200, "{month}");
    }
    assert!(carla.get("/coordination?month=2026-09").await.body.contains("There are no figures of this month"));
    served.stop().await;
}

#[tokio::test]
async fn languages_that_nobody_speaks_and_waits_are_told_from_the_threshold_on() {
    let served = Served::open(TestStore::fresh(Engine::Sqlite).await).await;
    let speaking = |code: &str| Declared { language: code.parse::<Language>().ok(), ..Declared::default() };
    served
        .test
        .write(async |tx| {
            for which in 1..=5 {
                take_in(tx, "modena", &[number(which)], day("2026-11-02"), speaking("zh")).await;
            }
            for which in 6..=7 {
                take_in(tx, "modena", &[number(which)], day("2026-11-02"), speaking("ro")).await;
            }
            take_in(tx, "modena", &[number(8)], day("2026-11-02"), speaking("es")).await;
            let week = day("2026-11-02").week();
            for (days, calls) in [(0, 3), (2, 5), (9, 2)] {
                work_counts::add(tx, &territory("modena"), week, Work::Waited(days), calls).await.unwrap();
            }
            work_counts::add(tx, &territory("parma"), week, Work::Waited(1), 4).await.unwrap();
        })
        .await;
    let mut greta = served.signed_in("greta").await;
    let modena = greta.get("/coordination?territory=modena").await.body;
    assert!(modena.contains("Chinese</span>: 5"), "{modena}");
    assert!(modena.contains("Romanian</span>: fewer than 5"), "{modena}");
    assert!(!modena.contains("Spanish</span>:"), "anna speaks it");
    assert!(modena.contains("Half of the first calls within 2 days, nine in ten within 9 (10 first calls"), "{modena}");
    assert!(greta.get("/coordination?territory=parma").await.body.contains("Too few first calls"));
    served.stop().await;
}

#[tokio::test]
async fn numbers_are_given_away_by_lot_and_only_those_that_are_free() {
    let served = Served::open(TestStore::fresh(Engine::Sqlite).await).await;
    served.test.take_in("modena", &numbers(1, 10), day("2026-11-02")).await;
    let mut greta = served.signed_in("greta").await;
    let token = greta.get("/coordination?territory=modena").await.token().to_owned();
    let give = async |greta: &mut crate::support::browserless::Browserless, to: &str, count: &str| {
        let fields = [("token", token.as_str()), ("territory", "modena"), ("to", to), ("count", count)];
        greta.send("/coordination/move", &fields).await
    };
    for (to, count, told) in [
        ("parma", "11", "There are 10 free numbers"),
        ("parma", "0", "From 1 to 1000"),
        ("parma", "1001", "From 1 to 1000"),
        ("modena", "3", "to another territory"),
    ] {
        let refused = give(&mut greta, to, count).await;
        assert_eq!(refused.status, 422, "{to} {count}");
        assert!(refused.body.contains(told), "{to} {count}");
    }
    let done = give(&mut greta, "parma", "4").await;
    assert!(done.body.contains("4 numbers now belong to parma"), "{}", done.body);
    let in_parma = "select count(*) from contact_points where territory = 'parma' and state = 'new'";
    assert_eq!(served.test.count(in_parma).await, 4);
    assert_eq!(served.test.count("select count(*) from audit where act = 'move'").await, 1);
    // The rest stands on today's list, so none of it is free; parma's list holds what it was given.
    let mut anna = served.signed_in("anna").await;
    anna.get("/today").await;
    assert!(give(&mut greta, "parma", "1").await.body.contains("There are 0 free numbers"));
    greta.get("/today?territory=parma").await;
    assert_eq!(
        served.test.count("select count(*) from daily_rows where territory = 'parma'").await,
        2,
        "40 in 21 days"
    );
    assert!(served.test.read(async |tx| audit::verify(tx).await.unwrap()).await.faults.is_empty());
    served.stop().await;
}

on_both_engines! {
    async fn a_number_is_selected_once_in_a_month_and_waits_until_it_is_called(test: TestStore) {
        let clock = Arc::new(SetClock::standing(at(MONDAY)));
        let desk: Desk = desk(&test, clock.clone());
        let person = invisibile::domain::Operator {
            name: "anna".parse().unwrap(),
            role: invisibile::domain::Role::Operator,
            territories: vec![territory("modena")],
            languages: Vec::new(),
        };
        test.write(async |tx| assert!(invisibile::store::operators::add(tx, &person).await.unwrap())).await;
        test.take_in("modena", &numbers(1, 3), day("2026-10-30")).await;
        let modena = territory("modena");
        for time in [MONDAY, "2026-11-03T11:00"] {
            clock.set(at(time));
            desk.day(&person.name, &modena, None, Look::Opaque).await.unwrap();
        }
        let counts = async || {
            let week = day("2026-11-02").week();
            test.read(async |tx| work_counts::of(tx, &territory("modena"), week, week).await.unwrap()).await
        };
        assert_eq!(counts().await, [(Work::Selected, 3)], "on two lists, selected once");
        let list = desk.day(&person.name, &modena, None, Look::Reveal).await.unwrap();
        let outcome = invisibile::domain::Outcome::of(
            Technical::NoAnswer,
            None,
            Vec::new(),
            None,
            None,
            invisibile::domain::Notice::NotGiven,
        );
        let report = invisibile::desk::Report {
            code: list.rows[0].code.clone().unwrap(),
            outcome: outcome.unwrap(),
            called: None,
        };
        desk.record(&person.name, &report).await.unwrap();
        assert_eq!(counts().await, [(Work::Selected, 3), (Work::Waited(4), 1)]);
        let plan = test.read(async |tx| quotas::get(tx, &modena, month("2026-11")).await.unwrap()).await;
        assert_eq!(plan.unwrap().first_calls, 1);
    }
}

on_both_engines! {
    async fn the_first_calls_of_a_sample_say_how_many_all_would_have_reached(test: TestStore) {
        let clock = Arc::new(SetClock::standing(at(MONDAY)));
        let config = "[[territory]]\nname = \"ferrara\"\nprovinces = [\"FE\"]\nquota = 420\nmode = \"sample\"\n";
        let desk: Desk = desk_of(config, &test, clock.clone());
        let ferrara = territory("ferrara");
        for (name, role) in [("fede", invisibile::domain::Role::Operator), ("cora", invisibile::domain::Role::Coordinator)] {
            let person = invisibile::domain::Operator {
                name: name.parse().unwrap(),
                role,
                territories: vec![ferrara.clone()],
                languages: Vec::new(),
            };
            test.write(async |tx| assert!(invisibile::store::operators::add(tx, &person).await.unwrap())).await;
        }
        let (fede, cora) = ("fede".parse().unwrap(), "cora".parse().unwrap());
        test.take_in("ferrara", &numbers(1, 30), day("2026-10-30")).await;
        let before = desk.coordination(&cora, &ferrara, None).await.unwrap();
        assert!(before.sampled.is_empty(), "nobody was called yet");
        let list = desk.day(&fede, &ferrara, None, Look::Reveal).await.unwrap();
        assert_eq!(list.rows.len(), 20);
        for (which, row) in list.rows.iter().enumerate() {
            let is_reached = which < 8;
            let outcome = invisibile::domain::Outcome::of(
                if is_reached { Technical::Answered } else { Technical::NoAnswer },
                is_reached.then_some(Conversation::Informed),
                Vec::new(),
                None,
                None,
                if is_reached { invisibile::domain::Notice::Given } else { invisibile::domain::Notice::NotGiven },
            );
            let report =
                invisibile::desk::Report { code: row.code.clone().unwrap(), outcome: outcome.unwrap(), called: None };
            desk.record(&fede, &report).await.unwrap();
        }
        let after = desk.coordination(&cora, &ferrara, None).await.unwrap();
        let [sampled] = &after.sampled[..] else { panic!("{:?}", after.sampled) };
        assert_eq!(sampled.month, month("2026-11"));
        let total = sampled.total.as_ref().unwrap();
        assert_eq!((total.eligible, total.called), (30, 20));
        assert!((total.estimate.total - 12.0).abs() < 1e-9, "eight of twenty, of thirty: {total:?}");
        assert!(total.estimate.low >= 8.0 && total.estimate.low < 12.0 && total.estimate.high > 12.0, "{total:?}");
        // The next list knows those that were called.
        clock.set(at("2026-11-03T11:00"));
        desk.day(&fede, &ferrara, None, Look::Opaque).await.unwrap();
        let later = desk.coordination(&cora, &ferrara, None).await.unwrap();
        assert_eq!(later.sampled, after.sampled);
    }
}

/// What the sample of a week in ferrara came to: women in flats, women of whom no venue is told, and who declares
/// nothing. In parma next to nobody was called.
pub(super) async fn sampled(test: &TestStore) {
    let week = day("2026-10-26").week();
    test.write(async |tx| {
        let ferrara = territory("ferrara");
        let strata = [(101, 100), (100, 40), (0, 6)];
        work_counts::set_eligible(tx, &ferrara, week, &strata).await.unwrap();
        for (stratum, called, reached) in [(101, 50, 20), (100, 20, 8), (0, 3, 1)] {
            work_counts::add(tx, &ferrara, week, Work::Called(stratum), called).await.unwrap();
            work_counts::add(tx, &ferrara, week, Work::Reached(stratum), reached).await.unwrap();
        }
        work_counts::add(tx, &territory("parma"), week, Work::Called(0), 3).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn coordination_tells_what_the_sample_says_and_small_strata_together() {
    let served = Served::open(TestStore::fresh(Engine::Sqlite).await).await;
    let mut greta = served.signed_in("greta").await;
    assert!(!greta.get("/coordination?territory=ferrara").await.body.contains("What the sample of"));
    sampled(&served.test).await;
    let page = greta.get("/coordination?territory=ferrara").await.body;
    assert!(page.contains("What the sample of October 2026 says"), "{page}");
    let row = |said: &str| format!("<th scope=\"row\" class=\"person\">{said}</th>");
    assert!(page.contains(&row("Woman, Flat")) && page.contains(&row("others together")), "{page}");
    assert!(
        !page.contains(&row("Woman, not declared")) && !page.contains(&row("not declared, not declared")),
        "{page}"
    );
    assert!(
        page.contains("<td class=\"number\">146</td><td class=\"number\">73</td><td class=\"number\">58</td>"),
        "{page}"
    );
    let parma = greta.get("/coordination?territory=parma").await.body;
    assert!(parma.contains("too few first calls yet to tell"), "{parma}");
    served.stop().await;
}
