//! Rows in hand: taken one at a time, for twenty minutes, by one person; and outcomes that can be taken back.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use invisibile::desk::{Desk, DeskError, Look, Obstacle, Report};
use invisibile::domain::{
    Clock, Conversation, Notice, Operator, Outcome, Role, RowCode, SetClock, Technical, Timestamp,
};
use invisibile::store::operators;
use invisibile::upkeep::upkeep;

use crate::support::store::{Engine, TestStore, at, day, number, numbers, on_both_engines, territory};
use crate::support::web::{MONDAY, desk};

struct Room {
    test: TestStore,
    desk: Desk,
    clock: Arc<SetClock>,
}

impl Room {
    async fn open(test: TestStore, count: u32) -> Self {
        let clock = Arc::new(SetClock::standing(at(MONDAY)));
        for (name, role, place) in [
            ("anna", Role::Operator, "modena"),
            ("dana", Role::Operator, "modena"),
            ("elisa", Role::Operator, "parma"),
            ("carla", Role::Coordinator, "modena"),
        ] {
            let languages = ["it", "es"].iter().map(|code| code.parse().unwrap()).collect();
            let person = Operator { name: name.parse().unwrap(), role, territories: vec![territory(place)], languages };
            test.write(async |tx| assert!(operators::add(tx, &person).await.unwrap())).await;
        }
        test.take_in("modena", &numbers(1, count), day("2026-11-02")).await;
        let desk = desk(&test, clock.clone());
        Self { test, desk, clock }
    }

    fn later(&self, by: Duration) {
        self.clock.set(self.clock.now().plus(by));
    }

    async fn next(&self, name: &str) -> Result<Option<RowCode>, DeskError> {
        self.desk.take_next(&name.parse().unwrap(), &territory("modena"), None).await
    }

    async fn hold(&self, name: &str, code: &RowCode, outcome: Outcome) -> Result<(), DeskError> {
        let report = Report { code: code.clone(), outcome, called: None };
        self.desk.hold(&name.parse().unwrap(), &report).await.map(drop)
    }
}

fn unanswered() -> Outcome {
    Outcome::of(Technical::NoAnswer, None, Vec::new(), None, None, Notice::NotGiven).unwrap()
}

fn answered(conversation: Conversation, callback: Option<Timestamp>) -> Outcome {
    Outcome::of(Technical::Answered, Some(conversation), Vec::new(), callback, None, Notice::Given).unwrap()
}

const MINUTE: Duration = Duration::from_mins(1);

on_both_engines! {
    async fn whoever_takes_the_next_row_has_it_until_it_is_given_back_or_its_time_is_over(test: TestStore) {
        let room = Room::open(test, 2).await;
        let anna = "anna".parse().unwrap();
        let first = room.next("anna").await.unwrap().unwrap();
        assert_eq!(room.next("anna").await.unwrap(), Some(first.clone()), "one row in hand, not two");
        let second = room.next("dana").await.unwrap().unwrap();
        assert_ne!(first, second);
        room.desk.release(&anna, &first).await.unwrap();
        assert!(matches!(room.desk.in_hand(&anna, &first).await, Err(DeskError::NotClaimed { .. })));
        assert_eq!(room.next("anna").await.unwrap(), Some(first.clone()));
        room.later(20 * MINUTE);
        assert!(matches!(room.desk.in_hand(&anna, &first).await, Err(DeskError::NotClaimed { .. })));
        assert!(room.next("dana").await.unwrap().is_some(), "it came back");
    }

    async fn a_row_is_kept_for_longer_once(test: TestStore) {
        let room = Room::open(test, 1).await;
        let (anna, code) = ("anna".parse().unwrap(), room.next("anna").await.unwrap().unwrap());
        room.later(19 * MINUTE);
        room.desk.extend(&anna, &code).await.unwrap();
        room.later(19 * MINUTE);
        assert!(!room.desk.in_hand(&anna, &code).await.unwrap().may_extend);
        assert!(matches!(room.desk.extend(&anna, &code).await, Err(DeskError::ExtendedAlready)));
        room.later(MINUTE);
        assert!(matches!(room.desk.extend(&anna, &code).await, Err(DeskError::NotClaimed { .. })));
        assert_eq!(room.next("anna").await.unwrap(), Some(code.clone()));
        room.desk.extend(&anna, &code).await.unwrap();
    }

    async fn a_number_is_shown_to_who_holds_the_row_and_each_time_leaves_a_line(test: TestStore) {
        let room = Room::open(test, 1).await;
        let (anna, dana, code) = ("anna".parse().unwrap(), "dana".parse().unwrap(), room.next("anna").await.unwrap().unwrap());
        for _ in 0..2 {
            assert_eq!(room.desk.reveal(&anna, &code).await.unwrap().1, number(1));
        }
        assert!(matches!(room.desk.reveal(&dana, &code).await, Err(DeskError::NotClaimed { .. })));
        assert!(matches!(room.desk.reveal(&"carla".parse().unwrap(), &code).await, Err(DeskError::OtherRole { .. })));
        assert!(matches!(room.desk.reveal(&"elisa".parse().unwrap(), &code).await, Err(DeskError::OtherTerritory { .. })));
        assert_eq!(room.test.count("select count(*) from audit where act = 'reveal'").await, 2);
        for _ in 0..118 {
            room.desk.reveal(&anna, &code).await.unwrap();
        }
        assert!(matches!(room.desk.reveal(&anna, &code).await, Err(DeskError::TooOften)));
    }

    async fn an_outcome_waits_a_minute_and_is_forgotten_when_it_is_taken_back(test: TestStore) {
        let room = Room::open(test, 2).await;
        let (anna, code) = ("anna".parse().unwrap(), room.next("anna").await.unwrap().unwrap());
        room.hold("anna", &code, answered(Conversation::DoNotCall, None)).await.unwrap();
        assert!(matches!(room.hold("anna", &code, unanswered()).await, Err(DeskError::UnknownRow(_))), "taken down twice");
        assert!(matches!(room.desk.reveal(&anna, &code).await, Err(DeskError::UnknownRow(_))));
        assert_ne!(room.next("dana").await.unwrap(), Some(code.clone()), "the row was given to somebody else");
        let shown = room.desk.today(&anna, &territory("modena")).await.unwrap();
        assert_eq!(shown.held.unwrap().code, code);
        assert!(matches!(room.desk.undo(&"dana".parse().unwrap(), &code).await, Err(DeskError::TooLate)));
        room.later(Duration::from_secs(59));
        room.desk.undo(&anna, &code).await.unwrap();
        assert_eq!(room.test.count("select count(*) from marks where kind = 'do_not_call'").await, 0);
        assert_eq!(room.test.count("select count(*) from pending_statistics where kind = 'call'").await, 0);
        assert!(room.desk.in_hand(&anna, &code).await.is_ok(), "it is in hand again");
        room.hold("anna", &code, answered(Conversation::DoNotCall, None)).await.unwrap();
        room.later(Duration::from_mins(1));
        assert!(matches!(room.desk.undo(&anna, &code).await, Err(DeskError::TooLate)));
        assert_eq!(room.desk.settle().await.unwrap(), 1);
        assert_eq!(room.desk.settle().await.unwrap(), 0);
        assert_eq!(room.test.count("select count(*) from marks where kind = 'do_not_call'").await, 1);
        assert_eq!(room.test.count("select count(*) from contact_points").await, 1);
        assert_eq!(room.test.count("select count(*) from held_outcomes").await, 0);
    }

    async fn what_waits_is_recorded_after_a_kill_by_whoever_next_asks_for_anything(test: TestStore) {
        let room = Room::open(test, 1).await;
        let code = room.next("anna").await.unwrap().unwrap();
        room.hold("anna", &code, unanswered()).await.unwrap();
        room.later(90 * MINUTE);
        // Another process, on the same store, after the first one was killed.
        let other = Desk { store: room.test.second().await, ..desk(&room.test, room.clock.clone()) };
        let shown = other.today(&"dana".parse().unwrap(), &territory("modena")).await.unwrap();
        assert!(shown.now_rows.is_empty() && shown.other_rows.is_empty(), "it was dialled today");
        assert_eq!(room.test.count("select count(*) from pending_statistics where kind = 'call'").await, 1);
        let point = room.test.point(&number(1)).await.unwrap();
        assert_eq!((point.attempts, point.last_attempt), (1, Some(at(MONDAY))), "by the hour of the call");
        assert_eq!(room.test.count("select cast(sum(first_calls) as bigint) from monthly_plans").await, 1);
        other.store.close().await;
    }

    async fn what_waits_overnight_is_recorded_by_its_own_day_and_outlives_the_list(test: TestStore) {
        let room = Room::open(test, 1).await;
        let code = room.next("anna").await.unwrap().unwrap();
        room.hold("anna", &code, unanswered()).await.unwrap();
        // The desk was ended, and nobody looks at it before the night.
        room.later(15 * 60 * MINUTE);
        assert_eq!(room.desk.settle().await.unwrap(), 1);
        upkeep(&room.test.store, room.clock.now(), 10).await.unwrap();
        let point = room.test.point(&number(1)).await.unwrap();
        assert_eq!((point.attempts, point.last_attempt), (1, Some(at(MONDAY))));
        assert_eq!(room.test.count("select count(*) from held_outcomes").await, 0);
    }

    async fn an_objection_while_an_outcome_waits_counts_the_call_and_erases_the_number(test: TestStore) {
        let room = Room::open(test, 1).await;
        let code = room.next("anna").await.unwrap().unwrap();
        room.hold("anna", &code, unanswered()).await.unwrap();
        #[expect(clippy::disallowed_methods, reason = "an invented number is typed in")]
        let typed = number(1).reveal().to_owned();
        room.desk.do_not_call("leda", &typed).await.unwrap();
        assert_eq!(room.test.count("select count(*) from contact_points").await, 0);
        assert_eq!(room.test.count("select count(*) from held_outcomes").await, 0);
        assert_eq!(room.test.count("select count(*) from pending_statistics where kind = 'call'").await, 1);
    }

    async fn what_cannot_be_called_is_told_with_its_reason(test: TestStore) {
        let room = Room::open(test, 3).await;
        let anna = "anna".parse().unwrap();
        let held = room.next("dana").await.unwrap().unwrap();
        let called = room.next("anna").await.unwrap().unwrap();
        let later = at("2026-11-02T15:00");
        room.hold("anna", &called, answered(Conversation::CallBack, Some(later))).await.unwrap();
        room.later(MINUTE);
        let today = room.desk.today(&anna, &territory("modena")).await.unwrap();
        assert_eq!((today.now_rows.len(), today.in_hand.clone()), (1, None));
        let why = |code: &RowCode| {
            let row = today.other_rows.iter().find(|row| row.code == *code)?;
            row.obstacle.clone()
        };
        assert!(matches!(why(&held), Some(Obstacle::HeldBy { operator, .. }) if operator == "dana"));
        let again = today.other_rows.iter().find(|row| row.code != held).unwrap();
        assert!(matches!(again.obstacle, Some(Obstacle::NotNow(_))), "{again:?}");
        assert_eq!((again.attempts, again.last, again.earliest), (1, Some(Technical::Answered), Some(later)));
        room.clock.set(at("2026-11-02T19:00"));
        let evening = room.desk.today(&anna, &territory("modena")).await.unwrap();
        assert!(evening.now_rows.is_empty());
        assert!(room.next("anna").await.unwrap().is_none(), "outside the hours");
    }

    async fn a_list_on_paper_does_not_count_as_the_row_in_hand(test: TestStore) {
        let room = Room::open(test, 2).await;
        let anna = "anna".parse().unwrap();
        let paper = room.desk.day(&anna, &territory("modena"), None, Look::Reveal).await.unwrap();
        assert_eq!(paper.rows.len(), 2);
        assert!(room.next("dana").await.unwrap().is_none());
        assert!(room.desk.today(&anna, &territory("modena")).await.unwrap().in_hand.is_none());
        let code = room.next("anna").await.unwrap().unwrap();
        assert_eq!(room.desk.in_hand(&anna, &code).await.unwrap().until, at(MONDAY).plus(20 * MINUTE));
    }

    async fn two_hundred_claims_at_once_from_twenty_connections_never_give_one_row_twice(test: TestStore) {
        let room = Room::open(test, 20).await;
        let mut names = Vec::new();
        for which in 0..20 {
            let name = format!("op.{}", char::from(b'a' + which));
            let languages = vec!["it".parse().unwrap()];
            let person = Operator { name: name.parse().unwrap(), role: Role::Operator, territories: vec![territory("modena")], languages };
            room.test.write(async |tx| assert!(operators::add(tx, &person).await.unwrap())).await;
            names.push(name);
        }
        let mut tasks = tokio::task::JoinSet::new();
        for name in &names {
            let desk = Desk { store: room.test.second().await, ..desk(&room.test, room.clock.clone()) };
            let name = name.parse().unwrap();
            // Ten claims each, of which the first counts: whoever has a row in hand is given the same.
            tasks.spawn(async move {
                let mut taken = BTreeSet::new();
                for _ in 0..10 {
                    taken.extend(desk.take_next(&name, &territory("modena"), None).await.unwrap());
                }
                desk.store.close().await;
                taken
            });
        }
        let mut all = Vec::new();
        while let Some(taken) = tasks.join_next().await {
            let taken = taken.unwrap();
            assert!(taken.len() <= 1, "one person holds two rows: {taken:?}");
            all.extend(taken);
        }
        let unique: BTreeSet<_> = all.iter().collect();
        assert_eq!(unique.len(), all.len(), "a row was given twice");
        let claims = room.test.count("select count(*) from claims").await;
        assert_eq!(claims, i64::try_from(all.len()).unwrap());
        assert_eq!(all.len(), 20);
    }
}
