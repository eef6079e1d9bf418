//! Contact points: taken in once, found by any key, set, listed, sealed anew and erased.

use invisibile::config::Lifetimes;
use invisibile::domain::{
    Change, Closing, ContactPoint, ContactPointId, ContactState, DailyRow, Declared, DeclaredGender, MarkKind, Origin,
    RowCode, RowKind, Venue,
};
use invisibile::store::contact_points::{Applied, Until};
use invisibile::store::counts::{self, FirstSeen};
use invisibile::store::{claims, contact_points, daily_lists, marks};

use crate::support::store::{Engine, TestStore, at, day, number, numbers, on_both_engines, take_in, territory};

fn until() -> Until {
    Until::of(&Lifetimes::default(), day("2026-11-02"))
}

fn declared() -> Declared {
    Declared {
        gender: Some(DeclaredGender::Trans),
        origin: Some(Origin::Area("america-latina".to_owned())),
        age_band: None,
        venue: Some(Venue::Flat),
        language: Some("es".parse().unwrap()),
    }
}

on_both_engines! {
    async fn the_open_ones_of_each_territory_are_counted(test: TestStore) {
        test.take_in("modena", &numbers(1, 3), day("2026-11-02")).await;
        test.take_in("parma", &numbers(11, 1), day("2026-11-02")).await;
        let open = test.read(async |tx| contact_points::open_by_territory(tx).await.unwrap()).await;
        assert_eq!(open, [(territory("modena"), 3), (territory("parma"), 1)].into());
    }

    async fn the_open_ones_are_counted_by_the_day_they_were_first_seen(test: TestStore) {
        test.take_in("modena", &numbers(1, 3), day("2026-11-02")).await;
        test.take_in("modena", &numbers(4, 2), day("2026-11-03")).await;
        test.take_in("parma", &numbers(11, 1), day("2026-11-02")).await;
        let mut raw = test.raw().await;
        let first = "id = (select id from contact_points where territory = 'modena' and first_seen = '2026-11-02' order by id limit 1)";
        raw.execute(&format!("update contact_points set state = 'retry', attempts = 1 where {first}")).await;
        let of = async || test.read(async |tx| counts::by_first_seen(tx, &territory("modena")).await.unwrap()).await;
        let row = |date: &str, open, uncalled| FirstSeen { day: day(date), open, uncalled };
        assert_eq!(of().await, [row("2026-11-02", 3, 2), row("2026-11-03", 2, 2)]);
        raw.execute(&format!("update contact_points set state = 'closed', closing = 'refused' where {first}")).await;
        assert_eq!(of().await, [row("2026-11-02", 2, 2), row("2026-11-03", 2, 2)]);
    }

    async fn a_number_is_taken_in_once_whoever_asks_first(test: TestStore) {
        let today = day("2026-11-02");
        assert_eq!(test.take_in("modena", &numbers(1, 2), today).await, [Applied::New, Applied::New]);
        assert_eq!(test.take_in("parma", &numbers(2, 2), today).await, [Applied::SeenAgain, Applied::New]);
        // Who did not ask, or asked too early, still makes no second one.
        let change = Change::New {
            number: number(1),
            territory: territory("parma"),
            declared: Declared::default(),
            first_seen: today,
            source: "bacheca".to_owned(),
        };
        let applied = test.write(async |tx| contact_points::apply(tx, &change, &until()).await.unwrap()).await;
        assert_eq!(applied, Applied::SeenAgain);
        assert_eq!(test.count("select count(*) from contact_points").await, 3);
        assert_eq!(test.point(&number(2)).await.unwrap().territory, territory("modena"), "the first that saw it");
    }

    async fn standings_come_in_the_order_asked_for(test: TestStore) {
        let today = day("2026-11-02");
        test.take_in("modena", &[number(7), number(3)], today).await;
        test.write(async |tx| {
            marks::put(tx, MarkKind::DoNotCall, &number(5), today).await.unwrap();
            marks::put(tx, MarkKind::Contacted, &number(5), today).await.unwrap();
        })
        .await;
        let asked = [number(3), number(4), number(5), number(7), number(3)];
        let found = test.write(async |tx| contact_points::standings(tx, &asked, today).await.unwrap()).await;
        let live: Vec<bool> = found.iter().map(|standing| standing.live.is_some()).collect();
        assert_eq!(live, [true, false, false, true, true]);
        assert_eq!(found[0], found[4]);
        assert_ne!(found[0].live, found[3].live);
        assert_eq!(found[0].marks, [MarkKind::Seen]);
        assert!(found[1].marks.is_empty());
        assert!(found[2].has(MarkKind::DoNotCall) && found[2].has(MarkKind::Contacted));
        assert!(test.write(async |tx| contact_points::standings(tx, &[], today).await.unwrap()).await.is_empty());
    }

    async fn an_objection_is_looked_at_before_anything_is_stored(test: TestStore) {
        let (first, later) = (day("2026-11-02"), day("2026-12-20"));
        test.write(async |tx| marks::put(tx, MarkKind::DoNotCall, &number(1), until().do_not_call).await.unwrap()).await;
        let before = test.count("select count(*) from marks").await;
        assert_eq!(test.take_in("modena", &[number(1)], first).await, [Applied::Refused]);
        assert_eq!(test.count("select count(*) from contact_points").await, 0);
        assert_eq!(test.count("select count(*) from marks").await, before, "not even a mark that it was seen");
        // Seen again, it is remembered for longer.
        assert_eq!(test.take_in("modena", &[number(1)], later).await, [Applied::Refused]);
        let renewed = test.raw().await.rows("select until from marks").await;
        assert_eq!(renewed, [later.plus_months(24).to_string()]);
    }

    async fn outside_every_territory_nothing_is_kept(test: TestStore) {
        let change = Change::Outside { number: number(1) };
        let applied = test.write(async |tx| contact_points::apply(tx, &change, &until()).await.unwrap()).await;
        assert_eq!(applied, Applied::Refused);
        assert_eq!(test.count("select (select count(*) from contact_points) + (select count(*) from marks)").await, 0);
    }

    async fn every_state_is_read_back_as_it_was_set(test: TestStore) {
        let today = day("2026-11-02");
        test.write(async |tx| take_in(tx, "modena", &[number(1)], today, declared()).await).await;
        let point = test.point(&number(1)).await.unwrap();
        assert_eq!((point.state.clone(), point.attempts, point.last_attempt), (ContactState::New, 0, None));
        assert_eq!((point.first_seen, point.declared.clone()), (today, declared()));
        let mut states = vec![
            ContactState::New,
            ContactState::OnList(day("2026-11-03")),
            ContactState::Retry,
            ContactState::Callback(at("2026-11-09T11:00")),
            ContactState::MediatorQueue(None),
            ContactState::MediatorQueue("ro".parse().ok()),
        ];
        states.extend(Closing::ALL.iter().map(|closing| ContactState::Closed(*closing)));
        for (attempts, state) in (0_u8..).zip(states) {
            let attempts = attempts % 4;
            let wanted = ContactPoint {
                state,
                attempts,
                slots_used: i32::from(attempts) + 1,
                last_attempt: (attempts > 0).then(|| at("2026-11-03T10:31")),
                declared: Declared { language: "ro".parse().ok(), ..point.declared.clone() },
                ..point.clone()
            };
            let found = test
                .write(async |tx| {
                    contact_points::set(tx, &wanted, day("2026-12-01")).await.unwrap();
                    contact_points::get(tx, point.id).await.unwrap()
                })
                .await;
            assert_eq!(found.as_ref(), Some(&wanted));
        }
    }

    async fn the_open_ones_of_a_territory_are_listed_by_their_random_id(test: TestStore) {
        let today = day("2026-11-02");
        test.take_in("modena", &numbers(1, 20), today).await;
        test.take_in("parma", &numbers(30, 3), today).await;
        let closed = test.point(&number(4)).await.unwrap();
        let closed = ContactPoint { state: ContactState::Closed(Closing::Refused), ..closed };
        test.write(async |tx| contact_points::set(tx, &closed, today.plus_days(30)).await.unwrap()).await;
        let listed = test.read(async |tx| contact_points::open_in(tx, &territory("modena")).await.unwrap()).await;
        let ids: Vec<ContactPointId> = listed.iter().map(|point| point.id).collect();
        assert_eq!(ids.len(), 19);
        assert!(!ids.contains(&closed.id) && ids.is_sorted());
        let mut in_order_of_arrival = Vec::new();
        for number in numbers(1, 20) {
            in_order_of_arrival.extend(test.id_of(&number).await);
        }
        assert!(!in_order_of_arrival.is_sorted(), "ids tell in which order the numbers came");
        assert!(test.read(async |tx| contact_points::open_in(tx, &territory("rimini")).await.unwrap()).await.is_empty());
    }

    async fn a_number_is_opened_for_its_own_id_alone(test: TestStore) {
        test.take_in("modena", &numbers(1, 2), day("2026-11-02")).await;
        let (one, other) = (test.id_of(&number(1)).await.unwrap(), test.id_of(&number(2)).await.unwrap());
        let nobody = ContactPointId::from_bytes([9; 16]);
        test.read(async |tx| {
            assert_eq!(contact_points::number(tx, one).await.unwrap(), Some(number(1)));
            assert_eq!(contact_points::number(tx, other).await.unwrap(), Some(number(2)));
            assert_eq!(contact_points::number(tx, nobody).await.unwrap(), None);
            assert_eq!(contact_points::get(tx, nobody).await.unwrap(), None);
        })
        .await;
        // Moved to another row, it does not open: it would be shown, and called, in another one's place.
        let mut raw = test.raw().await;
        raw.execute(
            "update contact_points set number = (select b.number from contact_points b where b.id <> contact_points.id)",
        )
        .await;
        let mut opened = Vec::new();
        for id in [one, other] {
            opened.push(test.read(async |tx| contact_points::number(tx, id).await).await);
        }
        assert!(opened.iter().any(Result::is_err), "{opened:?}");
        assert!(!matches!(&opened[0], Ok(Some(found)) if *found == number(2)));
    }

    async fn what_is_erased_takes_its_claim_and_its_rows_along(test: TestStore) {
        let today = day("2026-11-02");
        test.take_in("modena", &numbers(1, 3), today).await;
        let anna = "anna".parse().unwrap();
        for (position, code) in (1..).zip(["BCD-234", "BCD-237", "BCD-267"]) {
            let contact_point = test.id_of(&number(position)).await.unwrap();
            let row =
                DailyRow { code: code.parse::<RowCode>().unwrap(), contact_point, kind: RowKind::New, position };
            test.write(async |tx| {
                assert!(daily_lists::add(tx, &territory("modena"), today, &row).await.unwrap());
                let (now, until) = (at("2026-11-02T11:00"), today.end());
                assert!(claims::take(tx, contact_point, &anna, until, now).await.unwrap());
            })
            .await;
        }
        let left = "select (select count(*) from contact_points) * 100 + (select count(*) from claims) * 10
                    + (select count(*) from daily_rows)";
        assert_eq!(test.count(left).await, 333);
        let first = test.id_of(&number(1)).await.unwrap();
        test.write(async |tx| contact_points::erase(tx, first).await.unwrap()).await;
        assert_eq!(test.count(left).await, 222);
        // Seen on the 2nd, uncalled, it must be gone on the 2nd of December, and not before.
        let due = today.plus_days(30);
        assert_eq!(test.write(async |tx| contact_points::erase_due(tx, due.plus_days(-1)).await.unwrap()).await, 0);
        assert_eq!(test.write(async |tx| contact_points::erase_due(tx, due).await.unwrap()).await, 2);
        assert_eq!(test.write(async |tx| contact_points::erase_due(tx, due).await.unwrap()).await, 0);
        assert_eq!(test.count(left).await, 0);
    }

    async fn a_new_key_seals_anew_and_loses_nobody(test: TestStore) {
        let today = day("2026-11-02");
        test.take_in("modena", &numbers(1, 7), today).await;
        let before = test.id_of(&number(3)).await;
        test.rotate().await;
        assert_eq!(test.id_of(&number(3)).await, before, "found by the older key");
        assert_eq!(test.take_in("modena", &[number(3)], today).await, [Applied::SeenAgain]);
        test.take_in("modena", &[number(8)], today).await;
        let mut batches = Vec::new();
        loop {
            let some = test.write(async |tx| contact_points::reseal(tx, 3).await.unwrap()).await;
            batches.push(some);
            if some == 0 {
                break;
            }
        }
        assert_eq!(batches, [3, 3, 1, 0]);
        assert_eq!(test.count("select count(*) from contact_points where epoch = 2").await, 8);

        // The older key has left the ring: what was sealed anew is still found and still opens.
        let keys = test.folder().join("keys.toml");
        let text = std::fs::read_to_string(&keys).unwrap();
        let end = text.rfind("[[key]]").unwrap();
        assert!(text.find("[[key]]").unwrap() < end);
        std::fs::write(&keys, &text[..end]).unwrap();
        test.reopen().await;
        assert_eq!(test.id_of(&number(3)).await, before);
        let opened = test.read(async |tx| contact_points::number(tx, before.unwrap()).await.unwrap()).await;
        assert_eq!(opened, Some(number(3)));
    }
}
