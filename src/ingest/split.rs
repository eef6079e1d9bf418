//! The split: one finding becomes the changes to contact points and one row for the counts.

use super::novelty::{Novelty, novelty};
use crate::domain::{AdObservation, Change, Day, Declared, Finding, Standing};

/// What becomes of a finding, given what the store knows of each of its numbers, in the same order.
///
/// The finding is consumed whole: nothing keeps the number and the ad together after this.
/// A number without a standing (a shorter list) counts as unknown to the store.
#[must_use]
pub fn ingest(standings: &[Standing], finding: Finding, today: Day) -> (Vec<Change>, AdObservation) {
    let Finding { source, week, numbers, municipality, territory, declared } = finding;
    let unknown = Standing::default();
    let mut changes = Vec::with_capacity(numbers.len());
    let mut new_contact_point = false;
    let is_elsewhere = |standing: &Standing| match (&standing.live, &standing.territory, &territory) {
        (Some(_), Some(theirs), Some(ours)) => theirs != ours,
        (None, ..) | (_, None, _) | (_, _, None) => false,
    };
    let elsewhere = standings.iter().any(is_elsewhere);
    for (index, number) in numbers.into_iter().enumerate() {
        let standing = standings.get(index).unwrap_or(&unknown);
        let change = match (novelty(standing), &territory) {
            (Novelty::Refused, _) => Change::Refused { number },
            (Novelty::Known, _) => {
                let is_other = standing.brought_by.as_ref().is_some_and(|first| *first != source);
                Change::SeenAgain { number, elsewhere: standing.live.filter(|_| is_other) }
            }
            (Novelty::New, None) => Change::Outside { number },
            (Novelty::New, Some(territory)) => {
                new_contact_point = true;
                Change::New {
                    number,
                    territory: territory.clone(),
                    declared: bundle(&declared),
                    first_seen: today,
                    source: source.clone(),
                }
            }
        };
        changes.push(change);
    }
    let observation = AdObservation { week, source, municipality, territory, declared, new_contact_point, elsewhere };
    (changes, observation)
}

/// The coarse bundle that goes with a number: gender, origin, venue, language. Never the age.
fn bundle(declared: &Declared) -> Declared {
    Declared { age_band: None, ..declared.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{AgeBand, DeclaredGender, MarkKind, NumberingPlan, PhoneNumber};

    fn finding(territory: Option<&str>) -> Finding {
        let number = |text| PhoneNumber::parse(text, NumberingPlan::Rehearsal).unwrap();
        Finding {
            source: "bacheca".to_owned(),
            week: "2026-W45".parse().unwrap(),
            numbers: vec![number("3001234567"), number("3011234567")],
            municipality: "036023".parse().ok(),
            territory: territory.map(|name| name.parse().unwrap()),
            declared: Declared {
                gender: Some(DeclaredGender::Female),
                age_band: Some(AgeBand::From25),
                ..Declared::default()
            },
        }
    }

    fn today() -> Day {
        "2026-11-02".parse().unwrap()
    }

    #[test]
    fn a_new_number_becomes_a_contact_point_without_the_age() {
        let (changes, observation) = ingest(&[], finding(Some("modena")), today());
        assert_eq!(changes.len(), 2);
        for change in &changes {
            let Change::New { declared, first_seen, .. } = change else { panic!("{change:?}") };
            assert_eq!((declared.age_band, declared.gender), (None, Some(DeclaredGender::Female)));
            assert_eq!(*first_seen, today());
        }
        assert!(observation.new_contact_point);
        assert_eq!(observation.declared.age_band, Some(AgeBand::From25));
    }

    #[test]
    fn each_number_is_judged_by_its_own_standing() {
        let standings = [
            Standing { marks: vec![MarkKind::DoNotCall], ..Standing::default() },
            Standing { marks: vec![MarkKind::Seen], ..Standing::default() },
        ];
        let (changes, observation) = ingest(&standings, finding(Some("modena")), today());
        assert!(matches!(changes[..], [Change::Refused { .. }, Change::SeenAgain { .. }]));
        assert!(!observation.new_contact_point);
    }

    #[test]
    fn an_ad_with_a_number_that_another_territory_calls_is_told_from_others() {
        let standing = |territory: Option<&str>, is_live: bool| Standing {
            live: is_live.then(|| crate::domain::ContactPointId::from_bytes([1; 16])),
            territory: territory.map(|name| name.parse().unwrap()),
            marks: vec![MarkKind::Seen],
            brought_by: None,
        };
        for (standing, place, expected) in [
            (standing(Some("parma"), true), Some("modena"), true),
            (standing(Some("modena"), true), Some("modena"), false),
            (standing(Some("parma"), true), None, false),
            (standing(None, false), Some("modena"), false),
        ] {
            let (_, observation) = ingest(&[Standing::default(), standing], finding(place), today());
            assert_eq!(observation.elsewhere, expected, "{place:?}");
        }
    }

    #[test]
    fn a_number_that_another_source_brought_this_month_is_told_and_no_other() {
        let id = crate::domain::ContactPointId::from_bytes([1; 16]);
        for (live, brought_by, expected) in [
            (Some(id), Some("quotidiano"), Some(id)),
            (Some(id), Some("bacheca"), None),
            // Another month's, shown elsewhere already, or erased since.
            (Some(id), None, None),
            (None, None, None),
        ] {
            let marks = vec![MarkKind::Seen];
            let standing = Standing { live, marks, brought_by: brought_by.map(str::to_owned), ..Standing::default() };
            let (changes, _) = ingest(&[standing], finding(Some("modena")), today());
            let Change::SeenAgain { elsewhere, .. } = &changes[0] else { panic!("{changes:?}") };
            assert_eq!(*elsewhere, expected, "{brought_by:?}");
            let Change::New { source, .. } = &changes[1] else { panic!("{changes:?}") };
            assert_eq!(source, "bacheca");
        }
        // An objection goes before everything.
        let standing = Standing {
            live: Some(id),
            marks: vec![MarkKind::DoNotCall],
            brought_by: Some("quotidiano".to_owned()),
            ..Standing::default()
        };
        let (changes, _) = ingest(&[standing], finding(Some("modena")), today());
        assert!(matches!(changes[0], Change::Refused { .. }));
    }

    #[test]
    fn outside_every_territory_nothing_is_kept_but_the_ad_is_counted() {
        let (changes, observation) = ingest(&[], finding(None), today());
        assert!(changes.iter().all(|change| matches!(change, Change::Outside { .. })));
        assert!(!observation.new_contact_point && observation.territory.is_none());
    }
}
