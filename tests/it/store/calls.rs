//! What the desk keeps: claims, daily lists, quotas, operators.

use invisibile::domain::{
    ContactPoint, ContactPointId, ContactState, DailyRow, Day, Operator, OperatorName, QuotaMode, Role, RowKind,
    Technical, TerritoryName,
};
use invisibile::store::held_outcomes::{self, HeldOutcome};
use invisibile::store::work_counts::{self, Work};
use invisibile::store::{Tx, claims, contact_points, daily_lists, last_results, operators, quotas};

use crate::support::store::{Engine, TestStore, at, day, number, numbers, on_both_engines, territory};

fn operator(name: &str) -> OperatorName {
    name.parse().unwrap()
}

async fn first(test: &TestStore) -> ContactPointId {
    test.take_in("modena", &numbers(1, 3), day("2026-11-02")).await;
    test.id_of(&number(1)).await.unwrap()
}

fn row(code: &str, contact_point: ContactPointId, position: u32) -> DailyRow {
    DailyRow { code: code.parse().unwrap(), contact_point, kind: RowKind::New, position }
}

fn list() -> (TerritoryName, Day) {
    (territory("modena"), day("2026-11-02"))
}

on_both_engines! {
    async fn a_number_is_in_one_operators_hands_until_the_lease_ends(test: TestStore) {
        let id = first(&test).await;
        let (ten, eleven, noon) = (at("2026-11-02T10:00"), at("2026-11-02T11:00"), at("2026-11-02T12:00"));
        let (anna, dana) = (operator("anna"), operator("dana"));
        test.write(async |tx| {
            assert_eq!(claims::held(tx, id, ten).await.unwrap(), None);
            assert!(claims::take(tx, id, &anna, eleven, ten).await.unwrap());
            assert!(!claims::take(tx, id, &dana, noon, ten).await.unwrap());
            assert!(claims::take(tx, id, &anna, noon, ten).await.unwrap(), "one's own, for longer");
            assert_eq!(claims::live(tx, ten).await.unwrap()[&id].until, noon);
            assert_eq!(claims::release_of(tx, &dana).await.unwrap(), 0, "nothing is in her hands");
            assert_eq!(claims::release_of(tx, &anna).await.unwrap(), 1);
            assert_eq!(claims::held(tx, id, ten).await.unwrap(), None);
            assert!(claims::take(tx, id, &anna, noon, ten).await.unwrap());
            let held = claims::held(tx, id, eleven).await.unwrap().unwrap();
            assert_eq!((held.operator.as_str(), held.until), ("anna", noon));
            assert_eq!(claims::held(tx, id, noon).await.unwrap(), None, "it ends by itself");
            assert!(claims::take(tx, id, &dana, noon.plus(std::time::Duration::from_secs(1)), noon).await.unwrap());
            claims::release(tx, id).await.unwrap();
            assert!(claims::take(tx, id, &anna, eleven, ten).await.unwrap());
        })
        .await;
    }

    async fn claims_that_have_ended_are_taken_back(test: TestStore) {
        let id = first(&test).await;
        let other = test.id_of(&number(2)).await.unwrap();
        let (ten, eleven, noon) = (at("2026-11-02T10:00"), at("2026-11-02T11:00"), at("2026-11-02T12:00"));
        test.write(async |tx| {
            claims::take(tx, id, &operator("anna"), eleven, ten).await.unwrap();
            claims::take(tx, other, &operator("anna"), noon, ten).await.unwrap();
            assert_eq!(claims::reap(tx, ten).await.unwrap(), 0);
            assert_eq!(claims::reap(tx, eleven).await.unwrap(), 1);
            assert!(claims::held(tx, other, eleven).await.unwrap().is_some());
        })
        .await;
        assert_eq!(test.count("select count(*) from claims").await, 1);
    }

    async fn a_list_is_drawn_once_and_reads_the_same_on_every_look(test: TestStore) {
        let id = first(&test).await;
        let (second, third) = (test.id_of(&number(2)).await.unwrap(), test.id_of(&number(3)).await.unwrap());
        let (modena, today) = list();
        let rows = [row("BCD-234", second, 0), row("BCD-237", id, 1), row("BCD-267", third, 2)];
        test.write(async |tx| {
            assert!(!daily_lists::is_drawn(tx, &modena, today).await.unwrap());
            assert!(daily_lists::draw(tx, &modena, today, at("2026-11-02T10:00"), 3).await.unwrap());
            assert!(!daily_lists::draw(tx, &modena, today, at("2026-11-02T10:01"), 9).await.unwrap());
            assert!(daily_lists::is_drawn(tx, &modena, today).await.unwrap());
            assert!(!daily_lists::is_drawn(tx, &modena, today.plus_days(1)).await.unwrap());
            for row in [&rows[2], &rows[0], &rows[1]] {
                assert!(daily_lists::add(tx, &modena, today, row).await.unwrap());
            }
            assert!(!daily_lists::add(tx, &modena, today.plus_days(1), &rows[0]).await.unwrap(), "the code is taken");
            let again = row("ZZZ-777", second, 3);
            assert!(!daily_lists::add(tx, &territory("parma"), today, &again).await.unwrap(), "on two lists of a day");
        })
        .await;
        for _ in 0..2 {
            assert_eq!(test.read(async |tx| daily_lists::rows(tx, &modena, today).await.unwrap()).await, rows);
        }
        let parma = territory("parma");
        assert!(test.read(async |tx| daily_lists::rows(tx, &parma, today).await.unwrap()).await.is_empty());
    }

    async fn a_row_is_found_by_its_code_until_it_is_taken_off_or_its_day_is_past(test: TestStore) {
        let id = first(&test).await;
        let other = test.id_of(&number(2)).await.unwrap();
        let (modena, today) = list();
        let ten = at("2026-11-02T10:00");
        test.write(async |tx| {
            for (row, day) in [
                (row("BCD-234", id, 0), today),
                (row("BCD-237", other, 1), today),
                (row("BCD-267", other, 0), today.plus_days(1)),
            ] {
                daily_lists::draw(tx, &modena, day, day.start(), 1).await.unwrap();
                assert!(daily_lists::add(tx, &modena, day, &row).await.unwrap());
            }
            let code = |text: &str| text.parse().unwrap();
            let found = daily_lists::by_code(tx, &code("BCD-237"), ten).await.unwrap().unwrap();
            assert_eq!((found.territory, found.day, found.row.point.id), (modena.clone(), today, other));
            assert_eq!(found.row, daily_lists::standing(tx, &modena, today, ten).await.unwrap()[1]);
            assert_eq!(daily_lists::by_code(tx, &code("QQQ-777"), ten).await.unwrap(), None);
            daily_lists::remove(tx, id).await.unwrap();
            assert_eq!(daily_lists::by_code(tx, &code("BCD-234"), ten).await.unwrap(), None);
            assert_eq!(daily_lists::erase_before(tx, today).await.unwrap(), 0);
            daily_lists::erase_before(tx, today.plus_days(1)).await.unwrap();
            assert_eq!(daily_lists::by_code(tx, &code("BCD-237"), ten).await.unwrap(), None);
            assert!(daily_lists::by_code(tx, &code("BCD-267"), ten).await.unwrap().is_some());
            assert!(!daily_lists::is_drawn(tx, &modena, today).await.unwrap());
            assert_eq!(daily_lists::erase_before(tx, today.plus_days(1)).await.unwrap(), 0);
        })
        .await;
    }

    async fn a_row_stands_with_its_number_its_claim_and_the_outcome_that_waits(test: TestStore) {
        let id = first(&test).await;
        let other = test.id_of(&number(2)).await.unwrap();
        let (modena, today) = list();
        let (ten, eleven) = (at("2026-11-02T10:00"), at("2026-11-02T11:00"));
        test.write(async |tx| {
            assert_eq!(daily_lists::next_position(tx, &modena, today).await.unwrap(), 0);
            for row in [row("BCD-237", other, 4), row("BCD-234", id, 2)] {
                assert!(daily_lists::add(tx, &modena, today, &row).await.unwrap());
            }
            assert_eq!(daily_lists::next_position(tx, &modena, today).await.unwrap(), 5);
            assert!(claims::take(tx, id, &operator("anna"), eleven, ten).await.unwrap());
            last_results::set(tx, other, Technical::Busy).await.unwrap();
            let waiting = HeldOutcome {
                contact_point: other,
                operator: operator("dana"),
                until: eleven,
                report: "an outcome".to_owned(),
            };
            assert!(held_outcomes::put(tx, &waiting).await.unwrap());
            let rows = daily_lists::standing(tx, &modena, today, ten).await.unwrap();
            let codes: Vec<&str> = rows.iter().map(|row| row.code.as_str()).collect();
            assert_eq!(codes, ["BCD-234", "BCD-237"]);
            assert_eq!(rows[0].point, contact_points::get(tx, id).await.unwrap().unwrap());
            assert_eq!(rows[0].claim.as_ref().map(|claim| (claim.operator.as_str(), claim.until)), Some(("anna", eleven)));
            assert_eq!((rows[0].last, rows[0].held.clone()), (None, None));
            assert_eq!((rows[1].last, rows[1].claim.clone()), (Some(Technical::Busy), None));
            assert_eq!(rows[1].held, Some((operator("dana"), eleven)));
            assert_eq!(daily_lists::standing(tx, &modena, today, eleven).await.unwrap()[0].claim, None, "it has ended");
            contact_points::erase(tx, id).await.unwrap();
            assert_eq!(daily_lists::standing(tx, &modena, today, ten).await.unwrap().len(), 1);
        })
        .await;
    }

    async fn a_plan_takes_the_quota_as_configured_and_keeps_its_seed(test: TestStore) {
        let modena = territory("modena");
        let (november, december) = (day("2026-11-02").month(), day("2026-12-01").month());
        test.write(async |tx| {
            assert_eq!(quotas::get(tx, &modena, november).await.unwrap(), None);
            let first = quotas::set(tx, &modena, november, 40, QuotaMode::All).await.unwrap();
            assert_eq!((first.quota, first.mode, first.first_calls), (40, QuotaMode::All, 0));
            quotas::count_first_call(tx, &modena, november).await.unwrap();
            quotas::count_first_call(tx, &modena, november).await.unwrap();
            let changed = quotas::set(tx, &modena, november, 60, QuotaMode::Sample).await.unwrap();
            assert_eq!((changed.quota, changed.mode, changed.first_calls), (60, QuotaMode::Sample, 2));
            assert_eq!(changed.seed, first.seed);
            assert_eq!(quotas::get(tx, &modena, november).await.unwrap(), Some(changed.clone()));
            let next = quotas::set(tx, &modena, december, 60, QuotaMode::Sample).await.unwrap();
            assert!(next.seed != changed.seed && next.first_calls == 0);
            assert_eq!(quotas::get(tx, &territory("parma"), november).await.unwrap(), None);
        })
        .await;
    }

    async fn operators_have_a_name_each(test: TestStore) {
        let anna = Operator {
            name: operator("anna"),
            role: Role::Operator,
            territories: vec![territory("modena"), territory("parma")],
            languages: vec!["it".parse().unwrap(), "es".parse().unwrap()],
        };
        let dana = Operator { name: operator("dana"), role: Role::Dpo, territories: vec![], languages: vec![] };
        test.write(async |tx| {
            assert_eq!(operators::named(tx, &operator("anna")).await.unwrap(), None);
            assert!(operators::add(tx, &dana).await.unwrap());
            assert!(operators::add(tx, &anna).await.unwrap());
            let usurper = Operator { name: operator("anna"), ..dana.clone() };
            assert!(!operators::add(tx, &usurper).await.unwrap());
            assert_eq!(operators::named(tx, &operator("anna")).await.unwrap().as_ref(), Some(&anna));
            assert_eq!(operators::all(tx).await.unwrap(), [anna.clone(), dana.clone()]);
            let team = async |tx: &mut Tx, name, at| operators::and_team(tx, &operator(name), &territory(at)).await.unwrap();
            assert_eq!(team(tx, "anna", "parma").await, (Some(anna.clone()), vec![]));
            assert_eq!(team(tx, "dana", "parma").await, (Some(dana.clone()), vec![anna.clone()]));
            assert_eq!(team(tx, "dana", "par").await, (Some(dana.clone()), vec![]), "no name that is like it");
            operators::set_disabled(tx, &anna.name, Some(at("2026-11-02T10:00"))).await.unwrap();
            assert_eq!(team(tx, "anna", "parma").await, (None, vec![]), "who comes in no more");
        })
        .await;
    }

    async fn what_was_decided_at_the_desk_goes_before_what_is_configured(test: TestStore) {
        let modena = territory("modena");
        let (november, december) = (day("2026-11-02").month(), day("2026-12-01").month());
        let carla = operator("carla");
        test.write(async |tx| {
            let before = quotas::set(tx, &modena, november, 40, QuotaMode::All).await.unwrap();
            assert_eq!(quotas::decided_by(tx, &modena, november).await.unwrap(), None);
            quotas::count_first_call(tx, &modena, november).await.unwrap();
            quotas::decide(tx, &modena, november, (25, QuotaMode::Sample), &carla).await.unwrap();
            let after = quotas::set(tx, &modena, november, 60, QuotaMode::All).await.unwrap();
            assert_eq!((after.quota, after.mode, after.first_calls), (25, QuotaMode::Sample, 1));
            assert_eq!(after.seed, before.seed, "the seed stays");
            assert_eq!(quotas::decided_by(tx, &modena, november).await.unwrap().as_deref(), Some("carla"));
            let today = day("2026-11-02");
            assert_eq!(quotas::of_drawn_day(tx, &modena, today).await.unwrap(), None, "its list is not drawn");
            daily_lists::draw(tx, &modena, today, at("2026-11-02T10:00"), 3).await.unwrap();
            let drawn = quotas::of_drawn_day(tx, &modena, today).await.unwrap();
            assert_eq!(drawn, Some((after, Some("carla".to_owned()))));
            assert_eq!(quotas::of_drawn_day(tx, &modena, today.plus_days(1)).await.unwrap(), None);
            quotas::decide(tx, &modena, december, (5, QuotaMode::All), &carla).await.unwrap();
            assert_eq!(quotas::get(tx, &modena, december).await.unwrap().unwrap().quota, 5);
            assert_eq!(quotas::decided_by(tx, &territory("parma"), december).await.unwrap(), None);
        })
        .await;
    }

    async fn work_is_added_up_by_week_and_territory(test: TestStore) {
        let modena = territory("modena");
        let (first, second) = (day("2026-11-02").week(), day("2026-11-09").week());
        test.write(async |tx| {
            for (week, work, numbers) in [
                (first, Work::Selected, 3),
                (first, Work::Selected, 2),
                (second, Work::Selected, 4),
                (first, Work::Waited(7), 1),
                (second, Work::Waited(7), 1),
                (second, Work::Waited(0), 2),
            ] {
                work_counts::add(tx, &modena, week, work, numbers).await.unwrap();
            }
            work_counts::add(tx, &territory("parma"), first, Work::Selected, 9).await.unwrap();
            let all = work_counts::of(tx, &modena, first, second).await.unwrap();
            assert_eq!(all, [(Work::Selected, 9), (Work::Waited(0), 2), (Work::Waited(7), 2)]);
            assert_eq!(work_counts::of(tx, &modena, first, first).await.unwrap()[0], (Work::Selected, 5));
            // What a sample could take stands as it stood last, and is no sum.
            for (week, strata) in [(first, &[(0, 9), (101, 30)][..]), (second, &[(0, 7)]), (second, &[(0, 8), (102, 40)])] {
                work_counts::set_eligible(tx, &modena, week, strata).await.unwrap();
            }
            work_counts::add(tx, &modena, second, Work::Called(102), 3).await.unwrap();
            work_counts::add(tx, &modena, second, Work::Reached(102), 1).await.unwrap();
            assert_eq!(work_counts::eligible(tx, &modena, first, second).await.unwrap(), [(0, 8), (102, 40)]);
            assert_eq!(work_counts::eligible(tx, &modena, first, first).await.unwrap(), [(0, 9), (101, 30)]);
            assert_eq!(work_counts::eligible(tx, &territory("parma"), first, second).await.unwrap(), []);
            let all = work_counts::of(tx, &modena, second, second).await.unwrap();
            assert_eq!(all[..2], [(Work::Called(102), 3), (Work::Reached(102), 1)]);
            assert!(all.iter().all(|(work, _)| !matches!(work, Work::Called(0))), "{all:?}");
        })
        .await;
    }

    async fn only_a_number_that_was_never_dialled_is_given_to_another_territory(test: TestStore) {
        let id = first(&test).await;
        let (parma, today) = (territory("parma"), day("2026-11-02"));
        test.write(async |tx| {
            let mut point = contact_points::get(tx, id).await.unwrap().unwrap();
            point.state = ContactState::OnList(today);
            contact_points::set(tx, &point, day("2026-12-02")).await.unwrap();
            assert!(contact_points::give_to(tx, id, &parma).await.unwrap());
            let given = contact_points::get(tx, id).await.unwrap().unwrap();
            assert_eq!((given.territory.clone(), given.state.clone()), (parma.clone(), ContactState::New));
            point = ContactPoint { state: ContactState::Retry, attempts: 1, ..given };
            contact_points::set(tx, &point, day("2026-12-02")).await.unwrap();
            assert!(!contact_points::give_to(tx, id, &territory("modena")).await.unwrap());
            assert!(!contact_points::give_to(tx, ContactPointId::from_bytes([9; 16]), &parma).await.unwrap());
        })
        .await;
    }
}
