//! The desk, end to end: the day's list, who sees a number, and what each outcome leaves behind.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use invisibile::desk::{DayList, Desk, DeskError, Look, PlanRow, Recorded, Report};
use invisibile::domain::{
    Action, Closing, ContactPoint, ContactState, Conversation, Day, Declared, MarkKind, Notice, Operator, OperatorName,
    Outcome, OutcomeFault, Role, RowCode, RowKind, SetClock, Technical, Timestamp,
};
use invisibile::plan::{ClosedDay, Why};
use invisibile::store::contact_points::Applied;
use invisibile::store::{audit, contact_points, operators};

use crate::support::store::{
    Engine, TestStore, at, day, national, number, numbers, on_both_engines, take_in, territory,
};
use crate::support::web::{MONDAY, desk};

struct Office {
    test: TestStore,
    desk: Desk,
    clock: Arc<SetClock>,
}

impl Office {
    async fn open(test: TestStore) -> Self {
        let clock = Arc::new(SetClock::standing(at(MONDAY)));
        let desk = desk(&test, clock.clone());
        for (name, role, place, languages) in [
            ("anna", Role::Operator, "modena", ["it", "es"]),
            ("dana", Role::Operator, "modena", ["it", "ro"]),
            ("carla", Role::Operator, "parma", ["it", "fr"]),
            ("rita", Role::Operator, "rimini", ["it", "en"]),
            ("fede", Role::Operator, "ferrara", ["it", "en"]),
            ("coordina", Role::Coordinator, "modena", ["it", "en"]),
            ("regione", Role::Regional, "parma", ["it", "en"]),
            ("ricerca", Role::Researcher, "modena", ["it", "en"]),
        ] {
            let operator = Operator {
                name: name.parse().unwrap(),
                role,
                territories: vec![territory(place)],
                languages: languages.iter().map(|language| language.parse().unwrap()).collect(),
            };
            test.write(async |tx| assert!(operators::add(tx, &operator).await.unwrap())).await;
        }
        Self { test, desk, clock }
    }

    fn set(&self, time: &str) {
        self.clock.set(at(time));
    }

    async fn list(&self, who: &str, place: &str, look: Look) -> DayList {
        self.try_list(who, place, None, look).await.unwrap()
    }

    async fn try_list(&self, who: &str, place: &str, day: Option<Day>, look: Look) -> Result<DayList, DeskError> {
        self.desk.day(&who.parse().unwrap(), &territory(place), day, look).await
    }

    /// Takes the first so many numbers in, has anna take her list, and gives the codes of their rows, in order.
    async fn in_hand(&self, count: u32) -> Vec<RowCode> {
        self.test.take_in("modena", &numbers(1, count), day("2026-11-02")).await;
        let rows = self.list("anna", "modena", Look::Reveal).await.rows;
        let code = |which| rows.iter().find(|row| row.number == Some(number(which)))?.code.clone();
        (1..=count).map(|which| code(which).expect("the number is not on the list")).collect()
    }

    /// The code of a number on the revealed list of an operator of Modena.
    async fn code_of(&self, who: &str, which: u32) -> RowCode {
        let rows = self.list(who, "modena", Look::Reveal).await.rows;
        let row = rows.into_iter().find(|row| row.number.as_ref() == Some(&number(which)));
        row.expect("the number is not on the list").code.unwrap()
    }

    async fn record(&self, who: &str, code: &RowCode, outcome: Outcome) -> Result<Recorded, DeskError> {
        let report = Report { code: code.clone(), outcome, called: None };
        self.desk.record(&who.parse::<OperatorName>().unwrap(), &report).await
    }

    async fn first_calls(&self) -> i64 {
        self.test.count("select cast(coalesce(sum(first_calls), 0) as bigint) from monthly_plans").await
    }

    async fn marks(&self, which: u32) -> Vec<MarkKind> {
        let numbers = [number(which)];
        self.test
            .write(async |tx| contact_points::standings(tx, &numbers, day("2026-11-02")).await.unwrap().remove(0).marks)
            .await
    }

    async fn point(&self, which: u32) -> Option<ContactPoint> {
        self.test.point(&number(which)).await
    }

    async fn audited(&self) -> Vec<String> {
        self.test.raw().await.rows("select act || ' ' || who || ': ' || subject from audit order by seq").await
    }
}

fn unanswered(technical: Technical) -> Outcome {
    Outcome::of(technical, None, vec![], None, None, Notice::NotGiven).unwrap()
}

fn answered(conversation: Conversation, callback: Option<Timestamp>) -> Outcome {
    let actions = vec![Action::NationalLine, Action::Prevention];
    Outcome::of(Technical::Answered, Some(conversation), actions, callback, None, Notice::Given).unwrap()
}

fn codes(list: &DayList) -> Vec<RowCode> {
    list.rows.iter().map(|row| row.code.clone().unwrap()).collect()
}

/// What an outcome leaves behind.
struct Left {
    state: Option<ContactState>,
    mark: MarkKind,
}

fn left_by(conversation: Conversation, callback: Timestamp) -> Left {
    let closed = |closing| Left { state: Some(ContactState::Closed(closing)), mark: MarkKind::Contacted };
    match conversation {
        Conversation::Informed
        | Conversation::Listened
        | Conversation::AsksInformation
        | Conversation::HungUpAfter
        | Conversation::AsksHelp
        | Conversation::AlreadyInContact => closed(Closing::Contacted),
        Conversation::NotInterested | Conversation::HungUpBefore | Conversation::CannotTalk | Conversation::Hostile => {
            closed(Closing::Refused)
        }
        Conversation::ThirdPerson => closed(Closing::ThirdPerson),
        Conversation::CallBack => Left { state: Some(ContactState::Callback(callback)), mark: MarkKind::Contacted },
        Conversation::LanguageBarrier => {
            Left { state: Some(ContactState::MediatorQueue(None)), mark: MarkKind::Contacted }
        }
        Conversation::DoNotCall | Conversation::Unrelated => Left { state: None, mark: MarkKind::DoNotCall },
        Conversation::Protection => Left { state: None, mark: MarkKind::Contacted },
    }
}

on_both_engines! {
    async fn a_list_is_drawn_once_and_stays_the_same_all_day(test: TestStore) {
        let office = Office::open(test).await;
        office.test.take_in("modena", &numbers(1, 60), day("2026-11-01")).await;
        let first = office.list("anna", "modena", Look::Opaque).await;
        // 420 first calls over 21 working days.
        assert_eq!((first.rows.len(), first.quota, first.first_calls, first.working_days_left), (20, 420, 0, 21));
        assert!(first.rows.iter().all(|row| row.kind == RowKind::New && row.number.is_none() && row.attempts_left == 3));
        assert_eq!(first.rows[0].earliest, Some(at(MONDAY)));
        office.test.take_in("modena", &numbers(100, 60), day("2026-10-20")).await;
        office.set("2026-11-02T17:00");
        for who in ["anna", "dana", "coordina", "regione"] {
            assert_eq!(codes(&office.list(who, "modena", Look::Opaque).await), codes(&first), "{who}");
        }
        assert_eq!(office.audited().await, [""; 0], "a look at opaque rows is no reveal");
        let states = office.test.raw().await.rows("select distinct list_day from contact_points where state = 'on_list'").await;
        assert_eq!(states, ["2026-11-02"]);
        office.set("2026-11-03T11:00");
        let next = office.list("anna", "modena", Look::Opaque).await;
        assert!(codes(&next).iter().all(|code| !codes(&first).contains(code)), "codes are of one day");
    }

    async fn a_list_of_another_day_is_a_look_ahead_without_codes(test: TestStore) {
        let office = Office::open(test).await;
        office.test.take_in("modena", &numbers(1, 5), day("2026-11-01")).await;
        let ahead = office.try_list("anna", "modena", Some(day("2026-11-05")), Look::Opaque).await.unwrap();
        assert!(ahead.rows.len() == 5 && ahead.rows.iter().all(|row| row.code.is_none()));
        let sunday = office.try_list("anna", "modena", Some(day("2026-11-08")), Look::Opaque).await.unwrap();
        assert_eq!((sunday.rows.len(), sunday.closed), (0, Some(ClosedDay::Sunday)));
        assert_eq!(office.test.count("select count(*) from daily_lists").await, 0, "nothing was drawn");
    }

    async fn a_reveal_claims_each_row_and_leaves_a_line_for_it(test: TestStore) {
        let office = Office::open(test).await;
        office.test.take_in("modena", &numbers(1, 2), day("2026-11-02")).await;
        let opaque = office.list("anna", "modena", Look::Opaque).await;
        let revealed = office.list("anna", "modena", Look::Reveal).await;
        assert_eq!(codes(&opaque), codes(&revealed));
        assert!(revealed.rows.iter().all(|row| numbers(1, 2).contains(row.number.as_ref().unwrap())));
        let lines: Vec<String> =
            codes(&revealed).iter().map(|code| format!("reveal anna: row {code} of modena on 2026-11-02")).collect();
        assert_eq!(office.audited().await, lines);
        assert_eq!(office.test.read(async |tx| audit::verify(tx).await.unwrap()).await.faults, [""; 0]);
        // Hers until the end of the day: nobody else sees them, she does again and answers for it again.
        for look in [Look::Opaque, Look::Reveal] {
            assert!(office.list("dana", "modena", look).await.rows.is_empty());
        }
        assert_eq!(office.list("anna", "modena", Look::Reveal).await.rows.len(), 2);
        assert_eq!(office.audited().await.len(), 4);
        office.set("2026-11-03T11:00");
        assert_eq!(office.list("dana", "modena", Look::Reveal).await.rows.len(), 2);
    }

    async fn without_its_audit_line_no_number_is_shown(test: TestStore) {
        let office = Office::open(test).await;
        office.test.take_in("modena", &numbers(1, 2), day("2026-11-02")).await;
        office.test.raw().await.execute("alter table audit rename to elsewhere").await;
        assert!(office.try_list("anna", "modena", None, Look::Reveal).await.is_err());
        assert_eq!(office.test.count("select count(*) from claims").await, 0, "claimed without a line");
        office.test.raw().await.execute("alter table elsewhere rename to audit").await;
        assert_eq!(office.list("anna", "modena", Look::Reveal).await.rows.len(), 2);
    }

    async fn who_may_not_see_is_told_why_and_sees_nothing(test: TestStore) {
        let office = Office::open(test).await;
        office.test.take_in("modena", &numbers(1, 2), day("2026-11-02")).await;
        let refusal = async |who: &str, place: &str, day: Option<Day>, look| {
            office.try_list(who, place, day, look).await.err().unwrap()
        };
        for look in [Look::Opaque, Look::Reveal] {
            assert!(matches!(refusal("carla", "modena", None, look).await, DeskError::OtherTerritory { .. }));
            assert!(matches!(refusal("ricerca", "modena", None, look).await, DeskError::OtherRole { .. }));
            assert!(matches!(refusal("nessuna", "modena", None, look).await, DeskError::UnknownOperator(_)));
            let unknown = refusal("anna", "atlantide", None, look).await;
            assert!(matches!(unknown, DeskError::UnknownTerritory { .. }));
            assert!(unknown.to_string().contains("modena, parma, rimini, ferrara"), "{unknown}");
        }
        assert!(matches!(refusal("coordina", "modena", None, Look::Reveal).await, DeskError::OtherRole { .. }));
        assert!(matches!(refusal("regione", "modena", None, Look::Reveal).await, DeskError::OtherRole { .. }));
        assert!(matches!(refusal("regione", "parma", None, Look::Reveal).await, DeskError::OtherRole { .. }));
        for other in ["2026-11-01", "2026-11-03"] {
            let refused = refusal("anna", "modena", Some(day(other)), Look::Reveal).await;
            assert!(matches!(refused, DeskError::OtherDay { today } if today == day("2026-11-02")), "{refused}");
        }
        assert_eq!(office.audited().await, [""; 0]);
        assert_eq!(office.test.count("select count(*) from claims").await, 0);
    }

    async fn a_number_is_on_the_list_of_one_territory(test: TestStore) {
        let office = Office::open(test).await;
        office.test.take_in("modena", &numbers(1, 2), day("2026-11-01")).await;
        assert_eq!(office.test.take_in("parma", &numbers(1, 4), day("2026-11-02")).await[..2], [Applied::SeenAgain; 2]);
        let shown = async |who: &str, place: &str| -> BTreeSet<u32> {
            let rows = office.list(who, place, Look::Reveal).await.rows;
            let which = |row: invisibile::desk::ListedRow| (1..=4).find(|which| row.number == Some(number(*which)));
            rows.into_iter().filter_map(which).collect()
        };
        assert_eq!(shown("anna", "modena").await, BTreeSet::from([1, 2]));
        assert_eq!(shown("carla", "parma").await, BTreeSet::from([3, 4]));
    }

    async fn each_technical_result_leaves_what_it_must(test: TestStore) {
        let office = Office::open(test).await;
        let codes = office.in_hand(7).await;
        let technical = Technical::ALL.iter().copied().filter(|technical| *technical != Technical::Answered);
        for ((which, technical), code) in (1..).zip(technical).zip(codes) {
            let before = office.first_calls().await;
            let recorded = office.record("anna", &code, unanswered(technical)).await.unwrap();
            let point = office.point(which).await.unwrap();
            let (state, attempts) = match technical {
                Technical::NotMade => (ContactState::OnList(day("2026-11-02")), 0),
                Technical::Inactive => (ContactState::Closed(Closing::Inactive), 1),
                _ => (ContactState::Retry, 1),
            };
            assert_eq!((&point.state, point.attempts), (&state, attempts), "{technical}");
            assert_eq!((recorded.state, recorded.attempts_left), (state.code(), 3 - attempts), "{technical}");
            assert_eq!(point.last_attempt, (attempts == 1).then(|| at(MONDAY)));
            let called = attempts == 1;
            assert_eq!(office.first_calls().await - before, i64::from(called), "{technical}");
            let marks = if called { vec![MarkKind::Contacted, MarkKind::Seen] } else { vec![MarkKind::Seen] };
            assert_eq!(office.marks(which).await, marks, "{technical}");
            let row = format!("select count(*) from daily_rows where code = '{code}'");
            assert_eq!(office.test.count(&row).await, i64::from(!called), "what was not dialled stays on the list");
            let again = office.record("anna", &code, unanswered(technical)).await.err().unwrap();
            assert!(matches!(again, DeskError::UnknownRow(_) | DeskError::NotClaimed { held_by: None, .. }), "{again}");
        }
        let written = office.test.write(async |tx| {
            invisibile::store::outcomes::flush(tx, 1, Some(day("2026-11-02").week())).await.unwrap()
        });
        assert_eq!(written.await, 7);
        let mut raw = office.test.raw().await;
        let rows = raw.rows("select technical || ' ' || attempt || ' ' || actions from call_outcomes where conversation is null").await;
        let rows: BTreeSet<&str> = rows.iter().map(String::as_str).collect();
        assert_eq!(rows, BTreeSet::from(["T2 1 []", "T3 1 []", "T4 1 []", "T5 1 []", "T6 1 []", "T7 1 []", "T8 0 []"]));
        assert_eq!(office.audited().await.iter().filter(|line| line.starts_with("record anna: row ")).count(), 7);
    }

    async fn each_result_of_a_conversation_leaves_what_it_must(test: TestStore) {
        let office = Office::open(test).await;
        let callback = at("2026-11-05T15:00");
        let codes = office.in_hand(16).await;
        for ((which, conversation), code) in (1..).zip(Conversation::ALL.iter().copied()).zip(codes) {
            let time = (conversation == Conversation::CallBack).then_some(callback);
            let recorded = office.record("anna", &code, answered(conversation, time)).await.unwrap();
            let left = left_by(conversation, callback);
            assert_eq!(office.point(which).await.map(|point| point.state), left.state, "{conversation}");
            assert_eq!(recorded.state, left.state.as_ref().map_or("erased", ContactState::code), "{conversation}");
            let protocol = matches!(conversation, Conversation::AsksHelp | Conversation::Protection);
            assert_eq!(recorded.protocol, protocol, "{conversation}");
            assert_eq!(office.marks(which).await, [left.mark, MarkKind::Seen], "{conversation}");
            assert_eq!(office.first_calls().await, i64::from(which), "{conversation}");
        }
        assert_eq!(office.test.count("select count(*) from daily_rows").await, 0);
        assert_eq!(office.test.count("select count(*) from claims").await, 0);
        office.test.write(async |tx| invisibile::store::outcomes::flush(tx, 1, Some(day("2026-11-02").week())).await.unwrap()).await;
        let rows = office.test.raw().await.rows("select conversation || ' ' || actions from call_outcomes").await;
        let rows: BTreeMap<&str, &str> = rows.iter().map(|row| row.split_once(' ').unwrap()).collect();
        assert_eq!(rows.len(), 16);
        for (conversation, actions) in rows {
            // Of a call under the protection protocol nothing is kept but that there was one.
            assert_eq!(actions, if conversation == "C16" { "[]" } else { "[\"A01\",\"A07\"]" }, "{conversation}");
        }
    }

    async fn the_parts_of_an_outcome_must_go_together(test: TestStore) {
        let office = Office::open(test).await;
        for conversation in Conversation::ALL {
            let callback = (*conversation == Conversation::CallBack).then(|| at("2026-11-05T15:00"));
            let of = |notice| Outcome::of(Technical::Answered, Some(*conversation), vec![], callback, None, notice);
            let needs_notice = ["C01", "C02", "C03", "C04"].contains(&conversation.code());
            assert_eq!(of(Notice::NotGiven) == Err(OutcomeFault::NoNotice), needs_notice, "{conversation}");
            assert!(of(Notice::Given).is_ok() && of(Notice::Impossible).is_ok(), "{conversation}");
        }
        // What goes together but cannot be kept is refused, and leaves nothing.
        let code = office.in_hand(1).await.remove(0);
        for callback in ["2026-11-02T10:59", "2026-11-08T11:00", "2026-11-05T20:00", "2027-01-04T11:00"] {
            let refused = office.record("anna", &code, answered(Conversation::CallBack, Some(at(callback)))).await;
            assert!(matches!(refused, Err(DeskError::FollowUp(_))), "{callback}: {refused:?}");
        }
        assert_eq!(office.point(1).await.unwrap().attempts, 0);
        assert_eq!((office.first_calls().await, office.marks(1).await), (0, vec![MarkKind::Seen]));
    }

    async fn only_what_is_in_hand_is_recorded(test: TestStore) {
        let office = Office::open(test).await;
        office.test.take_in("modena", &[number(1)], day("2026-11-02")).await;
        let code = codes(&office.list("anna", "modena", Look::Opaque).await).remove(0);
        let record = async |who: &str| office.record(who, &code, unanswered(Technical::NoAnswer)).await.err().unwrap();
        assert!(matches!(record("anna").await, DeskError::NotClaimed { held_by: None, .. }));
        office.list("dana", "modena", Look::Reveal).await;
        let held = record("anna").await;
        assert!(matches!(&held, DeskError::NotClaimed { held_by: Some(who), .. } if who == "dana"), "{held}");
        assert!(matches!(record("carla").await, DeskError::OtherTerritory { .. }));
        assert!(matches!(record("coordina").await, DeskError::OtherRole { .. }));
        assert!(matches!(record("nessuna").await, DeskError::UnknownOperator(_)));
        let mistyped = "QQQ-777".parse().unwrap();
        let unknown = office.record("anna", &mistyped, unanswered(Technical::NoAnswer)).await;
        assert!(matches!(unknown, Err(DeskError::UnknownRow(_))));
        assert_eq!(office.point(1).await.unwrap().attempts, 0);
        // Her claim ends with the day.
        office.set("2026-11-03T11:00");
        assert!(matches!(record("dana").await, DeskError::NotClaimed { held_by: None, .. }));
    }

    async fn a_call_outside_the_hours_is_refused_with_when_it_may_be_made(test: TestStore) {
        let office = Office::open(test).await;
        let code = office.in_hand(1).await.remove(0);
        office.set("2026-11-02T20:30");
        let refused = office.record("anna", &code, unanswered(Technical::NoAnswer)).await.err().unwrap();
        let DeskError::NotNow { why, .. } = &refused else { panic!("{refused}") };
        assert!(matches!(why.why, Why::OutsideHours(_)));
        assert_eq!(why.next, Some(at("2026-11-03T10:30")));
        assert!(refused.to_string().contains("10:30-18:30") && refused.to_string().contains("2026-11-03T10:30"), "{refused}");
        // That it was not made may be said at any hour; that it was made earlier, when it was.
        let report = |called: &str| Report { code: code.clone(), outcome: unanswered(Technical::NoAnswer), called: Some(at(called)) };
        for wrong in ["2026-11-02T20:31", "2026-11-01T11:00"] {
            let refused = office.desk.record(&"anna".parse().unwrap(), &report(wrong)).await;
            assert!(matches!(refused, Err(DeskError::WrongTime(_))), "{refused:?}");
        }
        office.desk.record(&"anna".parse().unwrap(), &report("2026-11-02T17:45")).await.unwrap();
        assert_eq!(office.point(1).await.unwrap().last_attempt, Some(at("2026-11-02T17:45")));
    }

    async fn a_call_agreed_for_today_comes_back_on_todays_list(test: TestStore) {
        let office = Office::open(test).await;
        let code = office.in_hand(1).await.remove(0);
        office.record("anna", &code, answered(Conversation::CallBack, Some(at("2026-11-02T16:00")))).await.unwrap();
        let list = office.list("dana", "modena", Look::Reveal).await;
        let row = &list.rows[0];
        assert_eq!((list.rows.len(), row.kind, row.attempts_left), (1, RowKind::Callback, 2));
        assert_eq!((row.earliest, row.number.clone()), (Some(at("2026-11-02T16:00")), Some(number(1))));
        let code = row.code.clone().unwrap();
        let early = office.record("dana", &code, unanswered(Technical::NoAnswer)).await.err().unwrap();
        assert!(matches!(&early, DeskError::NotNow { why, .. } if why.next == Some(at("2026-11-02T16:00"))), "{early}");
        office.set("2026-11-02T16:00");
        office.record("dana", &code, answered(Conversation::Informed, None)).await.unwrap();
        assert_eq!(office.first_calls().await, 1, "the second call is no first call");
        assert_eq!(office.point(1).await.unwrap().state, ContactState::Closed(Closing::Contacted));
    }

    async fn a_retry_comes_after_the_pause_and_in_another_slot_three_times_at_most(test: TestStore) {
        let office = Office::open(test).await;
        let code = office.in_hand(1).await.remove(0);
        office.record("anna", &code, unanswered(Technical::NoAnswer)).await.unwrap();
        for early in ["2026-11-02T18:00", "2026-11-03T11:00"] {
            office.set(early);
            assert!(office.list("anna", "modena", Look::Reveal).await.rows.is_empty(), "{early}");
        }
        // 48 hours after Monday at 11 is Wednesday at 11; the morning slot, used, ends at 13:10.
        office.set("2026-11-04T11:30");
        let list = office.list("anna", "modena", Look::Reveal).await;
        assert_eq!((list.rows.len(), list.rows[0].kind, list.rows[0].attempts_left), (1, RowKind::Retry, 2));
        assert_eq!(list.rows[0].earliest, Some(at("2026-11-04T13:10")));
        let code = list.rows[0].code.clone().unwrap();
        let same_slot = office.record("anna", &code, unanswered(Technical::NoAnswer)).await.err().unwrap();
        assert!(matches!(&same_slot, DeskError::NotNow { why, .. } if matches!(why.why, Why::SlotUsed(_))), "{same_slot}");
        office.set("2026-11-04T14:00");
        office.record("anna", &code, unanswered(Technical::Busy)).await.unwrap();
        office.set("2026-11-06T16:30");
        let code = office.code_of("anna", 1).await;
        let third = office.record("anna", &code, unanswered(Technical::Voicemail)).await.unwrap();
        assert_eq!((third.state, third.attempts_left), ("closed", 0));
        assert_eq!(office.point(1).await.unwrap().state, ContactState::Closed(Closing::Unreachable));
        office.set("2026-11-09T11:00");
        assert!(office.list("anna", "modena", Look::Opaque).await.rows.is_empty());
        assert_eq!(office.first_calls().await, 1);
    }

    async fn the_mediators_queue_is_seen_by_who_speaks_the_language(test: TestStore) {
        let office = Office::open(test).await;
        let code = office.in_hand(1).await.remove(0);
        let barrier = Outcome::of(
            Technical::Answered,
            Some(Conversation::LanguageBarrier),
            vec![Action::Mediation],
            None,
            "ro".parse().ok(),
            Notice::NotGiven,
        );
        office.record("anna", &code, barrier.unwrap()).await.unwrap();
        assert_eq!(office.point(1).await.unwrap().state, ContactState::MediatorQueue("ro".parse().ok()));
        office.set("2026-11-04T14:00");
        for look in [Look::Opaque, Look::Reveal] {
            assert!(office.list("anna", "modena", look).await.rows.is_empty(), "anna speaks no Romanian");
        }
        let list = office.list("dana", "modena", Look::Reveal).await;
        assert_eq!((list.rows.len(), list.rows[0].language), (1, "ro".parse().ok()));
        let code = list.rows[0].code.clone().unwrap();
        office.record("dana", &code, answered(Conversation::Informed, None)).await.unwrap();
        office.test.write(async |tx| invisibile::store::outcomes::flush(tx, 1, Some(day("2026-11-04").week())).await.unwrap()).await;
        assert_eq!(office.test.count("select count(*) from call_outcomes where mediator and attempt = 2").await, 1);
    }

    async fn an_objection_erases_at_once_in_the_whole_region_and_tells_nothing(test: TestStore) {
        let office = Office::open(test).await;
        let code = office.in_hand(2).await.remove(0);
        let typed = national(1);
        for typed in [typed.as_str(), &national(999)] {
            office.desk.do_not_call("centralino", typed).await.unwrap();
        }
        let spaced = format!(" +39 {} {} ", &typed[..3], &typed[3..]);
        office.desk.do_not_call("centralino", &spaced).await.unwrap();
        assert_eq!(office.point(1).await, None);
        assert_eq!(office.test.count("select count(*) from contact_points").await, 1, "nobody else");
        let gone = office.record("anna", &code, unanswered(Technical::NoAnswer)).await;
        assert!(matches!(gone, Err(DeskError::UnknownRow(_))), "{gone:?}");
        assert!(!codes(&office.list("anna", "modena", Look::Opaque).await).contains(&code));
        for (place, which) in [("modena", 1), ("parma", 1), ("parma", 999)] {
            let refused = office.test.take_in(place, &[number(which)], day("2026-11-20")).await;
            assert_eq!(refused, [Applied::Refused], "{place}");
        }
        let lines = office.audited().await;
        let told: BTreeSet<&String> = lines.iter().filter(|line| line.starts_with("do_not_call")).collect();
        assert_eq!(told.len(), 1, "known and unknown numbers are told apart: {told:?}");
        let fault = office.desk.do_not_call("centralino", "il numero di Maria").await.err().unwrap();
        assert!(matches!(fault, DeskError::Phone(_)) && !fault.to_string().contains("Maria"), "{fault}");
    }

    async fn progress_has_a_row_a_territory(test: TestStore) {
        let office = Office::open(test).await;
        office.test.take_in("modena", &numbers(1, 10), day("2026-11-02")).await;
        let expected = |eligible_new, first_calls_made, forecast| PlanRow {
            territory: territory("modena"),
            month: day("2026-11-02").month(),
            quota: 420,
            mode: invisibile::domain::QuotaMode::All,
            decided_by: None,
            working_days: 21,
            working_days_left: 21,
            eligible_new,
            first_calls_made,
            left: 420 - first_calls_made,
            forecast,
            sample: None,
        };
        let rows = office.desk.progress(None).await.unwrap();
        let names: Vec<&str> = rows.iter().map(|row| row.territory.as_str()).collect();
        assert_eq!(names, ["modena", "parma", "rimini", "ferrara"]);
        assert_eq!(rows[0], expected(10, 0, rows[0].forecast));
        assert!(rows[0].forecast >= 10 && rows[1].forecast == 0);
        let code = codes(&office.list("anna", "modena", Look::Reveal).await).remove(0);
        office.record("anna", &code, unanswered(Technical::NoAnswer)).await.unwrap();
        let rows = office.desk.progress(None).await.unwrap();
        assert_eq!(rows[0], expected(9, 1, rows[0].forecast));
        let next = office.desk.progress(Some(day("2026-12-01").month())).await.unwrap();
        assert_eq!((next[0].first_calls_made, next[0].left), (0, 420));
        // November has 21 working days, the patron of Modena has his in January.
        let january = office.desk.progress(Some(day("2027-01-01").month())).await.unwrap();
        assert_eq!((january[0].working_days, january[1].working_days), (19, 19), "31 January 2027 is a Sunday");
    }

    async fn what_is_eligible_is_counted_by_its_days(test: TestStore) {
        let office = Office::open(test).await;
        for (from, seen) in [(1, "2026-10-05"), (11, "2026-10-20"), (21, "2026-11-02")] {
            office.test.take_in("modena", &numbers(from, 4), day(seen)).await;
        }
        // The soonest to expire comes first; once called it is not new.
        let code = codes(&office.list("anna", "modena", Look::Reveal).await).remove(0);
        office.record("anna", &code, unanswered(Technical::NoAnswer)).await.unwrap();
        office.test.raw().await.execute("update contact_points set state = 'closed', closing = 'expired' where first_seen = '2026-11-02' and id = (select id from contact_points where first_seen = '2026-11-02' order by id limit 1)").await;
        for (date, eligible) in
            [("2026-11-02", 10), ("2026-11-03", 10), ("2026-11-04", 7), ("2026-11-18", 7), ("2026-11-19", 3), ("2026-12-02", 0)]
        {
            office.set(&format!("{date}T11:00"));
            assert_eq!(office.desk.progress(None).await.unwrap()[0].eligible_new, eligible, "{date}");
        }
    }

    async fn a_spent_quota_brings_no_new_numbers_but_retries_all_the_same(test: TestStore) {
        let office = Office::open(test).await;
        office.test.take_in("rimini", &numbers(1, 9), day("2026-11-02")).await;
        let mut called = 0;
        for time in ["2026-11-02T11:00", "2026-11-03T11:00", "2026-11-04T11:00", "2026-11-05T11:00"] {
            office.set(time);
            for row in office.list("rita", "rimini", Look::Reveal).await.rows {
                if row.kind == RowKind::New {
                    office.record("rita", &row.code.unwrap(), unanswered(Technical::NoAnswer)).await.unwrap();
                    called += 1;
                }
            }
        }
        assert_eq!((called, office.first_calls().await), (3, 3));
        office.set("2026-11-05T14:00");
        let kinds: Vec<RowKind> = office.list("rita", "rimini", Look::Opaque).await.rows.iter().map(|row| row.kind).collect();
        assert!(!kinds.is_empty() && kinds.iter().all(|kind| *kind == RowKind::Retry), "{kinds:?}");
    }

    async fn a_sample_is_drawn_by_the_seed_of_the_month(test: TestStore) {
        let office = Office::open(test).await;
        office.test.take_in("ferrara", &numbers(1, 30), day("2026-11-02")).await;
        let list = office.list("fede", "ferrara", Look::Opaque).await;
        assert_eq!(list.rows.len(), 1);
        assert_eq!(codes(&office.list("fede", "ferrara", Look::Opaque).await), codes(&list));
    }

    async fn two_windows_of_one_operator_record_a_call_once(test: TestStore) {
        let office = Office::open(test).await;
        for code in office.in_hand(4).await {
            let (one, other) = tokio::join!(
                office.record("anna", &code, unanswered(Technical::NoAnswer)),
                office.record("anna", &code, unanswered(Technical::NoAnswer))
            );
            assert_eq!(usize::from(one.is_ok()) + usize::from(other.is_ok()), 1, "{one:?} {other:?}");
        }
        assert_eq!(office.first_calls().await, 4);
        assert_eq!(office.test.count("select count(*) from pending_statistics where kind = 'call'").await, 4);
    }

    async fn a_list_can_be_looked_at_while_its_calls_are_recorded(test: TestStore) {
        let office = Office::open(test).await;
        for code in office.in_hand(6).await {
            let operator = "anna".parse().unwrap();
            let place = territory("modena");
            let (list, recorded) = tokio::join!(
                office.desk.day(&operator, &place, None, Look::Reveal),
                office.record("anna", &code, answered(Conversation::DoNotCall, None))
            );
            list.unwrap();
            recorded.unwrap();
        }
        assert_eq!(office.test.count("select count(*) from contact_points").await, 0);
    }

    async fn an_objection_and_a_reveal_at_once_both_go_through(test: TestStore) {
        let office = Office::open(test).await;
        office.test.take_in("modena", &numbers(1, 12), day("2026-11-02")).await;
        for which in 1..=12 {
            let (operator, place, typed) = ("anna".parse().unwrap(), territory("modena"), national(which));
            let (list, objection) = tokio::join!(
                office.desk.day(&operator, &place, None, Look::Reveal),
                office.desk.do_not_call("centralino", &typed)
            );
            objection.unwrap();
            assert!(list.unwrap().rows.len() + which as usize >= 12);
        }
        assert_eq!(office.test.count("select count(*) from contact_points").await, 0);
    }

    async fn two_operators_who_reveal_at_once_share_the_rows_out(test: TestStore) {
        let office = Office::open(test).await;
        office.test
            .write(async |tx| {
                for which in 1..=2 {
                    let language = ["es", "ro"][which as usize - 1].parse().ok();
                    let declared = Declared { language, ..Declared::default() };
                    take_in(tx, "modena", &[number(which)], day("2026-11-02"), declared).await;
                }
            })
            .await;
        let (anna, dana) = ("anna".parse().unwrap(), "dana".parse().unwrap());
        let place = territory("modena");
        let (one, other) = tokio::join!(
            office.desk.day(&anna, &place, None, Look::Reveal),
            office.desk.day(&dana, &place, None, Look::Reveal)
        );
        let (one, other) = (one.unwrap(), other.unwrap());
        assert_eq!(one.rows.len() + other.rows.len(), 2, "a number in two hands, or in none");
    }
}
