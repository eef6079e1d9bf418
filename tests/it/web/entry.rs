//! Typing in over the web: what is answered and when, what is kept, and who may.

use crate::support::store::{Engine, TestStore, at, day, national, number, on_both_engines, stands_in, territory};
use crate::support::web::{STAFF, Served, intake};

use std::sync::Arc;
use std::time::Duration;

use invisibile::domain::{ContactPoint, ContactState, Declared, DeclaredGender, MarkKind, SetClock, Venue};
use invisibile::intake::{Entry, EntryFault, TakenBack};
use invisibile::store::{audit, checks, claims, contact_points, marks, monitoring_sessions};

const CHOSEN: [(&str, &str); 3] = [("source", "quotidiano"), ("day", "2026-11-02"), ("territory", "modena")];
const PAGE: &str = "/entry?source=quotidiano&day=2026-11-02&territory=modena";

/// The fields of one ad.
fn ad<'a>(number: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [CHOSEN.as_slice(), &[("number", number)], more].concat()
}

/// What the page answers, by its codes.
fn answers(body: &str) -> Vec<&str> {
    body.split("note answer answer-").skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

/// By what the line that was just answered can be taken back.
fn slip_of(body: &str) -> String {
    body.split("name=\"slip\" value=\"").nth(1).expect("a line to take back").split('"').next().unwrap().to_owned()
}

on_both_engines! {
    async fn an_ad_is_recorded_and_answered_with_what_the_record_came_to(test: TestStore) {
        let served = Served::open(test).await;
        let test = &served.test;
        test.write(async |tx| marks::put(tx, MarkKind::DoNotCall, &number(3), day("2028-11-02")).await.unwrap()).await;
        let mut anna = served.signed_in("anna").await;
        let page = anna.get(PAGE).await;
        assert_eq!(page.status, 200, "{}", page.body);
        assert_eq!(answers(&page.body), [""; 0], "answered before anything was recorded");
        let (one, three) = (national(1), national(3));
        let declared = [("gender", "F"), ("origin", "BR"), ("age", "25-34"), ("venue", "flat"), ("language", "pt"), ("municipality", "Carpi")];
        let first = anna.fill(PAGE, "/entry/line", &ad(&one, &declared)).await;
        assert_eq!((first.status, answers(&first.body)), (200, vec!["new"]), "{}", first.body);
        let point = test.point(&number(1)).await.unwrap();
        assert_eq!((point.territory, point.first_seen), (territory("modena"), day("2026-11-02")));
        assert_eq!(point.declared.gender, Some(DeclaredGender::Female));
        assert_eq!(point.declared.venue, Some(Venue::Flat));
        assert_eq!(point.declared.language.map(|language| language.to_string()).as_deref(), Some("pt"));
        // The place stays for the next line, what was declared does not.
        assert!(first.body.contains("name=\"municipality\" value=\"Carpi\""));
        assert!(!first.body.contains("value=\"F\" data-letter=\"f\" checked"));
        for (typed, expected) in [(one.as_str(), "seen"), (&three, "do-not-call"), ("800 290 290", "denied")] {
            let told = anna.fill(PAGE, "/entry/line", &ad(typed, &[])).await;
            assert_eq!((told.status, answers(&told.body)), (200, vec![expected]), "{expected}");
            for typed in [&one, &three] {
                assert_eq!(stands_in(typed, told.body.as_bytes()), None, "the number is shown again");
            }
        }
        let outside = anna.fill(PAGE, "/entry/line", &ad(&national(5), &[("municipality", "Roma")])).await;
        assert_eq!(answers(&outside.body), ["outside"]);
        assert_eq!(test.count("select count(*) from contact_points").await, 1);
        // One check of the day, with all of it; one audit line an ad, without a number.
        let sums = "select ads_seen || ' ' || ads_new || ' ' || seen_again || ' ' || refused || ' ' || finish
                    from monitoring_sessions where by_hand and source = 'quotidiano'";
        assert_eq!(test.raw().await.rows(sums).await, ["5 1 1 3 done"]);
        let lines = test.raw().await.rows("select who || ' ' || subject from audit where act = 'import'").await;
        assert_eq!(lines, ["anna one ad of quotidiano of 2026-11-02"; 5]);
        assert_eq!(test.read(async |tx| audit::verify(tx).await.unwrap()).await.faults, [""; 0]);
        // The same ad in the same week counts once, one that is of service does not count.
        let waiting = "select (select count(*) from pending_statistics) + (select count(*) from ad_observations)";
        assert_eq!(test.count(waiting).await, 3);
        let everything = test.everything().await;
        for which in [1, 3, 5] {
            assert_eq!(stands_in(&national(which), &everything), None, "{which}");
        }
        served.stop().await;
    }

    async fn a_line_is_taken_back_whole_and_once(test: TestStore) {
        let served = Served::open(test).await;
        let test = &served.test;
        let mut anna = served.signed_in("anna").await;
        let told = anna.fill(PAGE, "/entry/line", &ad(&national(1), &[("gender", "F")])).await;
        let slip = slip_of(&told.body);
        assert_eq!(stands_in(&national(1), told.body.as_bytes()), None, "the number is shown again");
        let mut dana = served.signed_in("dana").await;
        let stolen = dana.fill(PAGE, "/entry/undo", &[CHOSEN.as_slice(), &[("slip", &slip)]].concat()).await;
        assert_eq!(stolen.status, 422, "another session's");
        assert!(test.point(&number(1)).await.is_some());
        let undone = anna.fill(PAGE, "/entry/undo", &[CHOSEN.as_slice(), &[("slip", &slip)]].concat()).await;
        assert_eq!(undone.status, 200, "{}", undone.body);
        assert!(undone.body.contains("Taken back"), "{}", undone.body);
        for table in ["contact_points", "marks", "ad_marks", "pending_statistics", "ad_observations"] {
            assert_eq!(test.count(&format!("select count(*) from {table}")).await, 0, "{table}");
        }
        let sums = "select ads_seen + ads_new + contact_points_new + seen_again + refused from monitoring_sessions";
        assert_eq!(test.count(sums).await, 0);
        let lines = test.raw().await.rows("select subject from audit where act = 'import' order by seq").await;
        assert_eq!(lines, ["one ad of quotidiano of 2026-11-02", "one ad of quotidiano of 2026-11-02 taken back"]);
        let again = anna.fill(PAGE, "/entry/undo", &[CHOSEN.as_slice(), &[("slip", &slip)]].concat()).await;
        assert_eq!(again.status, 422, "once");
        assert_eq!(test.count(sums).await, 0);
        // Typed again it is new again, and of what was known nothing but the count can be taken back.
        assert_eq!(answers(&anna.fill(PAGE, "/entry/line", &ad(&national(1), &[])).await.body), ["new"]);
        // The slip of the first line, sent once more, takes nothing of the second.
        let replayed = anna.fill(PAGE, "/entry/undo", &[CHOSEN.as_slice(), &[("slip", &slip)]].concat()).await;
        assert_eq!(replayed.status, 422, "{}", replayed.body);
        assert!(test.point(&number(1)).await.is_some());
        assert_eq!(test.count(sums).await, 3, "an ad, new, with a new contact point");
        let known = anna.fill(PAGE, "/entry/line", &ad(&national(1), &[])).await;
        assert!(answers(&known.body) == ["seen"] && !known.body.contains("/entry/undo"), "there is nothing to take back");
        served.stop().await;
    }

    async fn a_line_whose_number_is_on_a_list_or_in_somebodys_hands_stays(test: TestStore) {
        let clock = Arc::new(SetClock::standing(at("2026-11-02T11:00")));
        let intake = intake(&test, clock.clone());
        let modena = [territory("modena")];
        let enter = async |which: u32| {
            let typed = national(which);
            let entry = Entry {
                source: "quotidiano",
                day: day("2026-11-02"),
                home: &modena[0],
                within: &modena,
                typed: &typed,
                municipality: "",
                declared: Declared::default(),
            };
            intake.enter("anna", "holder", &entry).await.unwrap().undo.unwrap()
        };
        let slips = [enter(1).await, enter(2).await, enter(3).await, enter(4).await];
        let mut raw = test.raw().await;
        let [one, two] = [test.id_of(&number(1)).await.unwrap(), test.id_of(&number(2)).await.unwrap()];
        test.write(async |tx| {
            let until = at("2026-11-02T11:20");
            assert!(claims::take(tx, one, &"dana".parse().unwrap(), until, at("2026-11-02T11:00")).await.unwrap());
            let point = contact_points::get(tx, two).await.unwrap().unwrap();
            let listed = ContactPoint { state: ContactState::OnList(day("2026-11-02")), ..point };
            contact_points::set(tx, &listed, day("2026-12-02")).await.unwrap();
        })
        .await;
        for slip in &slips[..2] {
            assert!(matches!(intake.take_back("anna", "holder", slip).await, Err(EntryFault::InHand)));
        }
        assert!(matches!(intake.take_back("anna", "another", &slips[2]).await, Err(EntryFault::TooLate)));
        raw.execute("delete from pending_statistics").await;
        assert_eq!(intake.take_back("anna", "holder", &slips[2]).await.unwrap(), TakenBack::Counted);
        clock.set(at("2026-11-02T11:01").plus(Duration::from_secs(1)));
        assert!(matches!(intake.take_back("anna", "holder", &slips[3]).await, Err(EntryFault::TooLate)));
        assert_eq!(test.count("select count(*) from contact_points").await, 3);
        assert_eq!(test.count("select count(*) from marks").await, 3);
    }

    async fn a_crawl_does_not_see_what_was_checked_by_hand(test: TestStore) {
        let now = at("2026-11-02T11:00");
        test.write(async |tx| {
            let tally = monitoring_sessions::Tally { ads_seen: 2, ..Default::default() };
            checks::add(tx, "bacheca", now.day().start(), now, &tally).await.unwrap();
            checks::add(tx, "bacheca", now.day().start(), at("2026-11-02T12:00"), &tally).await.unwrap();
        })
        .await;
        let (check, earlier, last, latest) = test.read(async |tx| (
            checks::since(tx, "bacheca", now.day().start()).await.unwrap(),
            checks::since(tx, "bacheca", at("2026-11-02T11:30")).await.unwrap(),
            checks::last(tx).await.unwrap(),
            monitoring_sessions::latest(tx, "bacheca").await.unwrap(),
        )).await;
        assert_eq!(check.map(|check| check.ads), Some(4), "one check a day");
        assert_eq!((earlier, last), (None, [("bacheca".to_owned(), now)].into()));
        assert_eq!(latest, None, "the crawl takes it for a visit of its own");
        assert_eq!(test.count("select count(*) from monitoring_sessions").await, 1);
    }
}

async fn served() -> Served {
    Served::open(TestStore::fresh(Engine::Sqlite).await).await
}

#[tokio::test]
async fn a_pasted_ad_gives_its_numbers_and_loses_its_text() {
    let served = served().await;
    let mut anna = served.signed_in("anna").await;
    let text = format!(
        "Bellissima novità in centro, solo per pochi giorni.\nChiama {} oppure tel. {} dalle 10 alle 20",
        national(1),
        national(2)
    );
    let told = anna.fill(PAGE, "/entry/line", &ad(&text, &[("gender", "F")])).await;
    assert_eq!((told.status, answers(&told.body)), (200, vec!["new", "new"]), "{}", told.body);
    assert!(!told.body.contains("novità") && !told.body.contains("pochi"), "the text is shown again");
    // Two numbers, one ad.
    assert_eq!(served.test.count("select ads_seen from monitoring_sessions").await, 1);
    let everything = String::from_utf8_lossy(&served.test.everything().await).into_owned();
    assert!(!everything.contains("Bellissima") && !everything.contains("pochi giorni"), "the text is kept");
    served.stop().await;
}

#[tokio::test]
async fn what_cannot_be_taken_is_told_and_nothing_is_recorded() {
    let served = served().await;
    let mut anna = served.signed_in("anna").await;
    let many = (1..=5).map(|which| format!("chiama {}", national(which))).collect::<Vec<_>>().join(". ");
    let one = national(1);
    let with = |name: &'static str, value: &'static str| -> Vec<(&str, &str)> {
        let mut fields: Vec<_> = ad(&one, &[]).into_iter().filter(|(field, _)| *field != name).collect();
        fields.push((name, value));
        fields
    };
    for (fields, status, told) in [
        (ad("", &[]), 422, "The number is missing"),
        (ad("30012", &[]), 422, "There is no such number"),
        (ad("una ragazza molto dolce", &[]), 422, "There is no number in that text"),
        (ad(&many, &[]), 422, "the numbers of several ads"),
        (with("municipality", "Paperopoli"), 422, "No municipality of that name"),
        (with("municipality", "Parma"), 422, "belongs to another territory"),
        (with("gender", "X"), 422, "Gender: F, M, T or couple"),
        (with("other", "Atlantide"), 422, "Nationality: the name of a country"),
        (with("day", "2026-11-03"), 422, "lies ahead"),
        (with("day", "2026-09-01"), 422, "too far back"),
        (with("day", "ieri"), 422, "lies ahead"),
        (with("source", "un-altro"), 404, ""),
        (with("territory", "parma"), 403, ""),
    ] {
        let refused = anna.fill(PAGE, "/entry/line", &fields).await;
        assert_eq!(refused.status, status, "{fields:?}: {}", refused.body);
        assert!(refused.body.contains(told), "{told}: {}", refused.body);
        assert!(!refused.body.contains(&one), "the number is shown again");
    }
    let kept = "select (select count(*) from marks) + (select count(*) from monitoring_sessions)
                + (select count(*) from contact_points) + (select count(*) from audit where act = 'import')";
    assert_eq!(served.test.count(kept).await, 0);
    // A country by its name.
    let told = anna.fill(PAGE, "/entry/line", &with("other", "Perù")).await;
    assert_eq!(answers(&told.body), ["new"], "{}", told.body);
    let point = served.test.point(&number(1)).await.unwrap();
    assert_eq!(point.declared.origin.map(|origin| origin.to_string()).as_deref(), Some("PE"));
    served.stop().await;
}

#[tokio::test]
async fn nothing_new_today_is_a_check_and_said_twice_it_is_one() {
    let served = served().await;
    let mut anna = served.signed_in("anna").await;
    for _ in 0..2 {
        let told = anna.fill(PAGE, "/entry/nothing", &CHOSEN).await;
        assert!(told.status == 200 && told.body.contains("Noted: the source was checked today"), "{}", told.body);
    }
    let sums = "select ads_seen || ' ' || finish from monitoring_sessions where by_hand";
    assert_eq!(served.test.raw().await.rows(sums).await, ["0 done"]);
    served.stop().await;
}

#[tokio::test]
async fn each_role_types_in_where_it_may_and_nowhere_else() {
    let served = served().await;
    for (name, role, _) in STAFF {
        let mut browser = served.signed_in(name).await;
        let own = matches!(role.code(), "operator" | "coordinator");
        let everywhere = role.code() == "sources";
        assert_eq!(browser.get("/entry").await.status, if own || everywhere { 200 } else { 403 }, "{name}");
        let token = browser.get("/nowhere").await;
        let token = token.token();
        let number = national(40);
        for place in ["modena", "parma"] {
            let may = everywhere || (own && place == "modena");
            let mut fields = vec![("token", token), ("source", "quotidiano"), ("day", "2026-11-02")];
            fields.extend([("territory", place), ("number", number.as_str())]);
            let told = browser.send("/entry/line", &fields).await;
            assert_eq!(told.status, if may { 200 } else { 403 }, "{name} in {place}: {}", told.body);
            let told = browser.send("/entry/nothing", &fields).await;
            assert_eq!(told.status, if may { 200 } else { 403 }, "{name} in {place}");
        }
    }
    served.stop().await;
}

#[tokio::test]
async fn answers_have_an_end() {
    let served = served().await;
    let mut anna = served.signed_in("anna").await;
    let page = anna.get(PAGE).await;
    let mut fields = ad("x", &[]);
    fields.push(("token", page.token()));
    let mut refused = 0;
    for _ in 0..401 {
        let told = anna.send("/entry/line", &fields).await;
        refused += u32::from(told.body.contains("Too often"));
    }
    assert_eq!(refused, 1);
    served.stop().await;
}
