//! A day that is open: planned at its first look, read from then on, and right whatever happens meanwhile.

use std::sync::Arc;
use std::time::Duration;

use invisibile::desk::{Desk, Report, Today};
use invisibile::domain::{
    Clock, Conversation, Notice, Operator, Outcome, QuotaMode, Role, RowCode, RowKind, SetClock, Timestamp,
};
use invisibile::store::{operators, quotas};

use crate::support::store::{Engine, TestStore, at, day, national, numbers, on_both_engines, territory};
use crate::support::web::{MONDAY, REGION, desk, desk_of};

struct Room {
    test: TestStore,
    desk: Desk,
    clock: Arc<SetClock>,
}

impl Room {
    /// With so many numbers, and the day opened by the first look.
    async fn open(test: TestStore, count: u32) -> Self {
        let clock = Arc::new(SetClock::standing(at(MONDAY)));
        for name in ["anna", "dana"] {
            let languages = vec!["it".parse().unwrap()];
            let territories = vec![territory("modena")];
            let person = Operator { name: name.parse().unwrap(), role: Role::Operator, territories, languages };
            test.write(async |tx| assert!(operators::add(tx, &person).await.unwrap())).await;
        }
        test.take_in("modena", &numbers(1, count), day("2026-11-02")).await;
        let desk = desk(&test, clock.clone());
        let room = Self { test, desk, clock };
        assert_eq!(room.look().await.now_rows.len(), usize::try_from(count).unwrap());
        room
    }

    async fn look(&self) -> Today {
        self.desk.today(&"anna".parse().unwrap(), &territory("modena")).await.unwrap()
    }

    async fn codes(&self) -> Vec<RowCode> {
        let today = self.look().await;
        today.now_rows.into_iter().chain(today.other_rows).map(|row| row.code).collect()
    }

    /// The desk of another process.
    async fn other(&self) -> Desk {
        Desk { store: self.test.second().await, ..desk(&self.test, self.clock.clone()) }
    }
}

/// Takes the next row and records that the person asked to be called at that time.
async fn calls_back(desk: &Desk, clock: &SetClock, time: Timestamp) {
    let dana = "dana".parse().unwrap();
    let code = desk.take_next(&dana, &territory("modena"), None).await.unwrap().unwrap();
    let technical = "T1".parse().unwrap();
    let outcome =
        Outcome::of(technical, Some(Conversation::CallBack), Vec::new(), Some(time), None, Notice::Given).unwrap();
    desk.hold(&dana, &Report { code, outcome, called: None }).await.unwrap();
    clock.set(clock.now().plus(Duration::from_mins(1)));
    assert_eq!(desk.settle().await.unwrap(), 1);
}

on_both_engines! {
    async fn a_look_waits_for_nobody_who_writes(test: TestStore) {
        let room = Room::open(test, 2).await;
        let anna = "anna".parse().unwrap();
        let code = room.desk.take_next(&anna, &territory("modena"), None).await.unwrap();
        // Somebody records a call in the same territory, and takes their time: who had to wait would be refused.
        let mut writing = room.test.store.write().await.unwrap();
        quotas::set(&mut writing, &territory("modena"), day("2026-11-02").month(), 420, QuotaMode::All).await.unwrap();
        let today = room.look().await;
        assert_eq!((today.now_rows.len(), &today.in_hand), (2, &code));
        assert!(room.desk.in_hand(&anna, code.as_ref().unwrap()).await.is_ok());
        // Whoever takes a row waits for their turn, and is given again what they have in hand.
        drop(writing);
        assert_eq!(room.desk.take_next(&anna, &territory("modena"), None).await.unwrap(), code);
    }

    async fn what_another_process_makes_due_today_stands_on_the_list_at_once(test: TestStore) {
        let room = Room::open(test, 3).await;
        let (other, later) = (room.other().await, at("2026-11-02T15:00"));
        calls_back(&other, &room.clock, later).await;
        calls_back(&other, &room.clock, at("2026-11-03T15:00")).await;
        let writing = room.test.store.write().await.unwrap();
        let today = room.look().await;
        drop(writing);
        assert_eq!((today.now_rows.len(), today.other_rows.len()), (1, 1), "{today:?}");
        let row = &today.other_rows[0];
        assert_eq!((row.kind, row.earliest, row.attempts), (RowKind::Callback, Some(later), 1));
        room.clock.set(later);
        assert_eq!(room.look().await.now_rows[0].code, row.code, "call-backs come first");
        other.store.close().await;
    }

    async fn an_objection_takes_a_row_off_and_an_import_adds_none_until_tomorrow(test: TestStore) {
        let room = Room::open(test, 3).await;
        let before = room.codes().await;
        room.desk.object(&"dana".parse().unwrap(), &national(2)).await.unwrap();
        let after = room.codes().await;
        assert_eq!(after.len(), 2);
        assert!(after.iter().all(|code| before.contains(code)), "the other rows stay as they are");
        room.test.take_in("modena", &numbers(10, 5), day("2026-11-02")).await;
        assert_eq!(room.codes().await, after);
        room.clock.set(at("2026-11-03T11:00"));
        let tomorrow = room.codes().await;
        assert_eq!(tomorrow.len(), 7);
        assert!(after.iter().all(|code| !tomorrow.contains(code)), "a new day is planned anew");
    }

    async fn a_quota_that_was_changed_counts_at_once_and_the_list_stays(test: TestStore) {
        let room = Room::open(test, 3).await;
        assert_eq!(room.look().await.quota, 420);
        let before = room.codes().await;
        let changed = desk_of(&REGION.replace("420", "21"), &room.test, room.clock.clone());
        let today = changed.today(&"anna".parse().unwrap(), &territory("modena")).await.unwrap();
        assert_eq!((today.quota, today.now_rows.len()), (21, 3));
        assert_eq!(room.test.count("select cast(quota as bigint) from monthly_plans where territory = 'modena'").await, 21);
        assert_eq!(room.codes().await, before);
    }

    async fn a_process_that_is_started_with_other_rules_plans_the_day_by_them(test: TestStore) {
        let room = Room::open(test, 2).await;
        calls_back(&room.desk, &room.clock, at("2026-11-02T18:00")).await;
        assert_eq!(room.codes().await.len(), 2);
        // Rows that were lost, as by a program that knew nothing of an open day.
        room.test.raw().await.execute("delete from daily_rows where kind = 'callback'").await;
        assert_eq!(room.codes().await.len(), 1);
        let restarted = room.other().await;
        let today = restarted.today(&"anna".parse().unwrap(), &territory("modena")).await.unwrap();
        assert_eq!(today.now_rows.len() + today.other_rows.len(), 2);
        restarted.store.close().await;
    }

    async fn two_windows_of_one_person_take_one_row(test: TestStore) {
        let room = Room::open(test, 4).await;
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let desk = room.other().await;
            tasks.spawn(async move {
                let taken = desk.take_next(&"anna".parse().unwrap(), &territory("modena"), None).await.unwrap().unwrap();
                desk.store.close().await;
                taken
            });
        }
        let taken: std::collections::BTreeSet<RowCode> = tasks.join_all().await.into_iter().collect();
        assert_eq!(taken.len(), 1, "{taken:?}");
        assert_eq!(room.test.count("select count(*) from claims").await, 1);
    }
}
