//! *Mappa* and *Andamento*: who sees whose figures, what is held back, and what can be taken away.

use std::sync::Arc;

use invisibile::desk::{Asked, Audience, Purpose};
use invisibile::domain::{
    Action, AdObservation, CallOutcome, Conversation, Declared, DeclaredGender, Finish, SetClock, Technical, Week,
};
use invisibile::store::{monitoring_sessions, observations, outcomes};
use invisibile::upkeep::upkeep;

use crate::support::store::{Engine, TestStore, at, on_both_engines, territory};
use crate::support::web::{MONDAY, Served, desk};

/// October 2026, rolled up: `bacheca` brings twelve new numbers a week, `quotidiano` six, `rivista` four in all; 12 ads a week in Modena and nine in Rimini, three in Parma and in Piacenza in all; in
/// Modena ten calls a week.
pub(super) async fn october(test: &TestStore) {
    test.write(async |tx| {
        for number in 40..=44 {
            let week: Week = format!("2026-W{number}").parse().unwrap();
            let ad = |place: Option<(&str, &str)>, gender| AdObservation {
                week,
                source: "bacheca".to_owned(),
                municipality: place.map(|(_, code)| code.parse().unwrap()),
                territory: place.map(|(name, _)| territory(name)),
                declared: Declared { gender, ..Declared::default() },
                new_contact_point: true,
                elsewhere: false,
            };
            let modena = Some(("modena", "036023"));
            for which in 0..12 {
                let gender = (which < 7).then_some(DeclaredGender::Female);
                observations::put(tx, &ad(modena, gender)).await.unwrap();
            }
            for _ in 0..9 {
                observations::put(tx, &ad(Some(("rimini", "099014")), None)).await.unwrap();
            }
            if number == 40 {
                for place in [("parma", "034027"), ("piacenza", "033032")] {
                    for _ in 0..3 {
                        observations::put(tx, &ad(Some(place), None)).await.unwrap();
                    }
                }
            }
            for which in 0..10 {
                let (technical, conversation, actions) = match which {
                    0..2 => (Technical::Answered, Some(Conversation::Informed), vec![Action::Prevention]),
                    2..4 => (Technical::Answered, Some(Conversation::Informed), Vec::new()),
                    4..6 => (Technical::Answered, Some(Conversation::NotInterested), Vec::new()),
                    _ => (Technical::NoAnswer, None, Vec::new()),
                };
                let call = CallOutcome {
                    week,
                    territory: territory("modena"),
                    technical,
                    conversation,
                    actions,
                    attempt: 1,
                    mediator: false,
                    declared: Declared::default(),
                };
                outcomes::put(tx, &call).await.unwrap();
            }
            let begun = at(&format!("{}T06:00", week.monday()));
            let session = monitoring_sessions::begin(tx, "bacheca", begun).await.unwrap().unwrap();
            monitoring_sessions::finish(tx, session, begun, Finish::Done).await.unwrap();
        }
    })
    .await;
    for week in 40..=44 {
        for (source, only, also) in [("bacheca", 9, 3), ("quotidiano", 5, 1), ("rivista", i32::from(week > 40), 0)] {
            for (shown, numbers) in [("only_here", only), ("elsewhere_too", also)] {
                let row = format!(
                    "insert into contribution_counts (week, source, shown, numbers) values ('2026-W{week}', '{source}', '{shown}', {numbers})"
                );
                test.raw().await.execute(&row).await;
            }
        }
    }
    upkeep(&test.store, at("2026-11-02T03:00"), 10).await.unwrap();
}

/// The first plot of a page.
fn svg(page: &str) -> &str {
    let from = &page[page.find("<svg xmlns").expect("a page with a plot")..];
    &from[..from.find("</svg>").unwrap()]
}

on_both_engines! {
    async fn a_map_shows_what_may_be_shown_and_hatches_the_rest(test: TestStore) {
        october(&test).await;
        let desk = desk(&test, Arc::new(SetClock::standing(at(MONDAY))));
        let asked = Asked { cube: "ads".to_owned(), by: vec!["territory".to_owned()], ..Asked::default() };
        let figures = desk.figures(None, &asked, Audience::Internal, Purpose::Look).await.unwrap();
        assert_eq!(figures.from, "2026-10");
        let served = Served::open(test).await;
        let mut greta = served.signed_in("greta").await;
        let answer = greta.get("/map").await;
        assert_eq!(answer.status, 200, "{answer:?}");
        let plot = svg(&answer.body);
        assert!(plot.contains(">60</text>"), "Modena's 60: {plot}");
        // Parma's three: hatched, and written nowhere.
        assert!(plot.matches("class=\"p-held\"").count() >= 2, "{plot}");
        assert!(!plot.contains(">3<") && !answer.body.contains(">3</td>"), "{}", answer.body);
        assert!(answer.body.contains("<th scope=\"row\">parma</th><td class=\"number\">held back</td>"), "{}", answer.body);
        assert!(answer.body.contains("© ISTAT"), "whose boundaries they are");

        let trend = greta.get("/trend").await;
        assert_eq!(trend.status, 200, "{trend:?}");
        // The share of what is not declared is always there.
        assert!(trend.body.contains("Ads that do not declare: Gender"), "{}", trend.body);
        assert!(trend.body.contains("40% of dialled · 67% of answered"), "{}", trend.body);
        assert!(trend.body.contains("bacheca"), "{}", trend.body);
        // What each source brings, and how much of it only that one shows; of few nothing, and of one more to cover them.
        let brought = &trend.body[trend.body.find("New contact points by the source that brought them").unwrap()..];
        assert!(brought.contains("60 · 75% only here"), "{brought}");
        let row = |cells: &[&str]| cells.iter().map(|cell| format!("<td class=\"number\">{cell}</td>")).collect::<Vec<_>>().concat();
        assert!(brought.contains(&row(&["60", "45", "15", "75%"])), "{brought}");
        for held in ["quotidiano", "rivista"] {
            assert!(brought.contains(&format!("<th scope=\"row\">{held}</th>{}", row(&["held back", "held back", "held back", "–"]))), "{held}: {brought}");
        }
        let of_modena = greta.get("/trend?place=modena").await;
        assert!(!of_modena.body.contains("New contact points by the source"), "sources are of no territory");
        served.stop().await;
    }
}

/// So many new numbers of Modena in October, so many of them called, and the project presented in so many.
async fn sample(test: &TestStore, [eligible, called, reached]: [u32; 3]) {
    let mut raw = test.raw().await;
    raw.execute("delete from work_counts").await;
    for (what, numbers) in [("eligible", eligible), ("called", called), ("reached", reached)] {
        let row = format!(
            "insert into work_counts (territory, week, what, value, numbers) values ('modena', '2026-W43', '{what}', 0, {numbers})"
        );
        raw.execute(&row).await;
    }
}

on_both_engines! {
    async fn where_a_sample_is_drawn_the_series_of_calls_says_what_it_tells_and_how_surely(test: TestStore) {
        october(&test).await;
        // Others call too, or Modena's calls would be held back with theirs.
        for name in ["parma", "rimini", "ferrara"] {
            let copy = format!("insert into rollups (cube, week, attribute, territory, municipality, value, records) select cube, week, attribute, '{name}', municipality, value, records from rollups where cube = 'calls' and territory = 'modena'");
            test.raw().await.execute(&copy).await;
        }
        sample(&test, [60, 30, 12]).await;
        let served = Served::open(test).await;
        let (mut greta, mut ida) = (served.signed_in("greta").await, served.signed_in("ida").await);
        let of_modena = "/trend?cube=calls&place=modena&level=month";
        let trend = greta.get(of_modena).await.body;
        let series = &trend[..trend.find("How calls go").unwrap()];
        assert_eq!(series.matches("<circle class=\"p-guess\"").count(), 2, "the month's, and the key's: {series}");
        assert!(series.contains("<td class=\"number\">50</td><td class=\"number\">24 (16–32)</td>"), "{series}");
        // In public to the nearest five, and the ends outward.
        let public = ida.get(of_modena).await.body;
        assert!(public.contains("<td class=\"number\">25 (15–35)</td>"), "{public}");
        let csv = greta.get("/trend/file?plot=series&form=csv&cube=calls&place=modena").await.body;
        assert!(csv.starts_with("period,territory,count,suppressed,estimate,estimate_low,estimate_high\n"), "{csv}");
        assert!(csv.contains("2026-10,modena,50,false,24,16,32\n"), "{csv}");
        assert!(csv.lines().skip(1).all(|row| row.contains(",modena,") || row.ends_with(",,,")), "{csv}");
        let json = greta.get("/trend/file?plot=series&form=json&cube=calls&place=modena").await.body;
        assert!(json.contains("\"estimates\":[{\"period\":\"2026-10\",\"territory\":\"modena\",\"estimate\":24"), "{json}");
        let svg = greta.get("/trend/file?plot=series&form=svg&cube=calls&place=modena").await.body;
        assert!(svg.contains("p-guess") && svg.contains("every new number been called once"), "{svg}");
        // Of the region, of another figure, by quarter and of who calls everybody there is none.
        for other in ["/trend?cube=calls", "/trend?cube=ads&place=modena", "/trend?cube=calls&place=rimini"] {
            assert!(!greta.get(other).await.body.contains("p-guess"), "{other}");
        }
        // Seven are told inside and not in public; three, or all but three, are told nowhere.
        for (drawn, inside) in [([60, 30, 7], true), ([60, 30, 3], false), ([60, 30, 27], false), ([60, 0, 0], false)] {
            sample(&served.test, drawn).await;
            for (browser, expected) in [(&mut greta, inside), (&mut ida, false)] {
                let is_told = browser.get(of_modena).await.body.contains("<circle class=\"p-guess\"");
                assert_eq!(is_told, expected, "{drawn:?}");
            }
        }
        served.stop().await;
    }
}

#[tokio::test]
async fn each_role_sees_its_own_figures_and_the_others_none() {
    let test = TestStore::fresh(Engine::Sqlite).await;
    october(&test).await;
    let served = Served::open(test).await;
    for (name, internal, published) in [
        ("anna", 403, 403),
        ("mirna", 403, 403),
        ("ida", 403, 200),
        ("carla", 200, 200),
        ("greta", 200, 200),
        ("leda", 200, 200),
    ] {
        let mut browser = served.signed_in(name).await;
        for path in ["/map", "/trend"] {
            assert_eq!(browser.get(&format!("{path}?audience=internal")).await.status, internal, "{name} {path}");
            assert_eq!(browser.get(&format!("{path}?audience=published")).await.status, published, "{name} {path}");
            let plain = browser.get(path).await;
            assert_eq!(plain.status, published, "{name} {path}");
            assert_eq!(
                plain.body.contains("rounded by itself"),
                name == "ida",
                "{name} {path} sees what is not theirs"
            );
            let file = browser.get(&format!("{path}/file?plot=map&plot=series&form=csv&audience=internal")).await;
            assert_eq!(file.status == 403, internal == 403, "{name} {path}");
        }
        let menu = browser.get("/do-not-call").await.body;
        assert_eq!(menu.contains("href=\"/map\""), published == 200 && menu.contains("<nav"), "{name}");
    }
    for path in ["/map", "/trend", "/map/file", "/trend/file"] {
        assert_eq!(served.visitor().get(path).await.status, 303, "{path}");
    }
    served.stop().await;
}

#[tokio::test]
async fn every_plot_can_be_taken_away_with_its_caption_and_its_data() {
    let test = TestStore::fresh(Engine::Sqlite).await;
    october(&test).await;
    let served = Served::open(test).await;
    let mut greta = served.signed_in("greta").await;
    let lines = "select count(*) from audit where act = 'export'";
    assert_eq!(served.test.count(lines).await, 0);
    let mut taken = 0;
    for (page, plots) in
        [("/map", &["map"][..]), ("/trend", &["series", "undeclared", "funnel", "sources", "contributions"])]
    {
        for plot in plots {
            for (form, media, opening) in [
                ("svg", "image/svg+xml", "<svg xmlns"),
                ("png", "image/png", "\u{fffd}PNG"),
                ("csv", "text/csv; charset=utf-8", "period,"),
                ("json", "application/json", "{\"cube\":"),
                ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK"),
            ] {
                let answer = greta.get(&format!("{page}/file?plot={plot}&form={form}")).await;
                assert_eq!((answer.status, answer.header("content-type")), (200, Some(media)), "{page} {plot} {form}");
                let kept = answer.header("content-disposition").unwrap();
                assert!(kept.starts_with("attachment; filename=\"") && kept.contains(form), "{kept}");
                assert!(answer.body.starts_with(opening), "{page} {plot} {form}: {}", &answer.body[..40]);
                if form == "svg" {
                    assert!(answer.body.contains("For staff; not to be passed on"), "{plot}: no licence");
                    assert!(answer.body.contains("InVisibile, "), "{plot}: no citation");
                    assert!(answer.body.contains("Counts under 5 are held back"), "{plot}: no threshold");
                    assert_eq!(answer.body.contains("© ISTAT"), page == "/map", "{plot}");
                }
                taken += 1;
            }
        }
    }
    assert_eq!(served.test.count(lines).await, taken, "what is taken away leaves a line");
    served.stop().await;
}

#[tokio::test]
async fn what_cannot_be_given_is_told_in_words() {
    let test = TestStore::fresh(Engine::Sqlite).await;
    let served = Served::open(test).await;
    let mut greta = served.signed_in("greta").await;
    for path in ["/map", "/trend"] {
        let answer = greta.get(path).await;
        assert_eq!(answer.status, 200);
        assert!(answer.body.contains("No period of that length has closed yet"), "{}", answer.body);
    }
    october(&served.test).await;
    for wrong in [
        "/map?cube=adds",
        "/map?by=street",
        "/map?level=day",
        "/trend?place=nowhere",
        "/trend?attribute=name",
        "/trend?cube=sources",
    ] {
        let answer = greta.get(wrong).await;
        assert_eq!(answer.status, 422, "{wrong}");
        assert!(answer.body.contains("This combination of figure, place and period"), "{wrong}: {}", answer.body);
    }
    assert_eq!(greta.get("/map/file?form=exe").await.status, 404);
    assert_eq!(greta.get("/trend/file?form=svg&plot=none").await.status, 404);
    // Finer than there is becomes as fine as there is.
    let municipal = greta.get("/map?cube=contact_points&by=municipality&level=week").await;
    assert_eq!(municipal.status, 200);
    assert!(municipal.body.contains("No period of that length has closed yet"), "no quarter has closed");
    served.stop().await;
}
