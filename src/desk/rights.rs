//! Who may do what, and where: one table of roles and rights. Every act of every face comes by here.
//!
//! A role's reach is *nowhere*, *own* (the territories the person works in) or *region*. What belongs to no territory,
//! like an objection, wants a reach of either kind.

use super::DeskError;
use crate::domain::{Operator, Role, TerritoryName};

/// What somebody may have the right to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    /// See the day's list of a territory, without numbers.
    SeeDay,
    /// Claim a row, see its number, record what came of the call.
    Call,
    /// Put a number on the do-not-call list.
    DoNotCall,
    /// Type in what was published on paper.
    Enter,
    /// See how a territory's month goes.
    SeeFigures,
    /// Set a territory's quota and mode.
    SetQuotas,
    /// See how the sources are.
    SeeSources,
    /// Pause, resume and run sources.
    RunSources,
    /// See the whole region's figures.
    SeeRegion,
    /// See figures that are not published: from a lower threshold, and not rounded.
    SeeInternal,
    /// See maps and trends.
    SeeMaps,
    /// Spend of the year's privacy on figures with noise.
    SpendPrivacy,
    /// See what is stored, what is due for erasure, and the audit chain.
    SeeProtection,
    /// See who works where.
    SeePeople,
    /// Add and change people, and invite them.
    ManagePeople,
    /// Propose changes of lives, hours, caps and thresholds, and approve those of others.
    ChangeRules,
}

impl Right {
    /// Every right.
    pub const ALL: [Self; 16] = [
        Self::SeeDay,
        Self::Call,
        Self::DoNotCall,
        Self::Enter,
        Self::SeeFigures,
        Self::SetQuotas,
        Self::SeeSources,
        Self::RunSources,
        Self::SeeRegion,
        Self::SeeInternal,
        Self::SeeMaps,
        Self::SpendPrivacy,
        Self::SeeProtection,
        Self::SeePeople,
        Self::ManagePeople,
        Self::ChangeRules,
    ];

    /// The act in words, as a refusal names it.
    #[must_use]
    pub const fn act(self) -> &'static str {
        match self {
            Self::SeeDay => "see the day's list",
            Self::Call => "see numbers and record calls",
            Self::DoNotCall => "put a number on the do-not-call list",
            Self::Enter => "type in what was published",
            Self::SeeFigures => "see the month's figures",
            Self::SetQuotas => "set quotas",
            Self::SeeSources => "see the sources",
            Self::RunSources => "run sources",
            Self::SeeRegion => "see the region's figures",
            Self::SeeInternal => "see internal figures",
            Self::SeeMaps => "see maps and trends",
            Self::SpendPrivacy => "spend of the year's privacy on figures with noise",
            Self::SeeProtection => "see what is stored",
            Self::SeePeople => "see who works where",
            Self::ManagePeople => "add, change or invite people",
            Self::ChangeRules => "change lives, hours, caps and thresholds",
        }
    }
}

/// How far a right reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Not at all.
    Nowhere,
    /// The territories the person works in.
    Own,
    /// All of them.
    Region,
}

/// How far `right` reaches for `role`.
#[must_use]
pub const fn reach(role: Role, right: Right) -> Reach {
    use Reach::{Nowhere, Own, Region};
    // In the order of the roles: operator, coordinator, regional, researcher, DPO, sources.
    let row = match right {
        Right::SeeDay => [Own, Own, Region, Nowhere, Nowhere, Nowhere],
        Right::Call => [Own, Nowhere, Nowhere, Nowhere, Nowhere, Nowhere],
        Right::DoNotCall => [Region, Region, Region, Nowhere, Region, Nowhere],
        Right::Enter => [Own, Own, Nowhere, Nowhere, Nowhere, Region],
        Right::SeeFigures | Right::SetQuotas | Right::ManagePeople => [Nowhere, Own, Region, Nowhere, Nowhere, Nowhere],
        Right::SeeSources => [Nowhere, Region, Region, Nowhere, Nowhere, Region],
        Right::RunSources => [Nowhere, Nowhere, Nowhere, Nowhere, Nowhere, Region],
        Right::SeeRegion => [Nowhere, Nowhere, Region, Region, Nowhere, Nowhere],
        Right::SeeInternal => [Nowhere, Region, Region, Nowhere, Region, Nowhere],
        Right::SeeMaps => [Nowhere, Region, Region, Region, Region, Nowhere],
        Right::SeeProtection => [Nowhere, Nowhere, Nowhere, Nowhere, Region, Nowhere],
        Right::SeePeople => [Nowhere, Own, Region, Nowhere, Region, Nowhere],
        Right::SpendPrivacy | Right::ChangeRules => [Nowhere, Nowhere, Region, Nowhere, Region, Nowhere],
    };
    row[match role {
        Role::Operator => 0,
        Role::Coordinator => 1,
        Role::Regional => 2,
        Role::Researcher => 3,
        Role::Dpo => 4,
        Role::Sources => 5,
    }]
}

/// Refuses whoever has no such right in `territory`; for what belongs to no territory, whoever has none at all.
///
/// # Errors
/// [`DeskError::OtherRole`] or [`DeskError::OtherTerritory`].
pub fn allow(operator: &Operator, right: Right, territory: Option<&TerritoryName>) -> Result<(), DeskError> {
    match (reach(operator.role, right), territory) {
        (Reach::Nowhere, _) => {
            Err(DeskError::OtherRole { operator: operator.name.clone(), role: operator.role, act: right.act() })
        }
        (Reach::Region, _) | (Reach::Own, None) => Ok(()),
        (Reach::Own, Some(territory)) if operator.works_in(territory) => Ok(()),
        (Reach::Own, Some(territory)) => {
            Err(DeskError::OtherTerritory { operator: operator.name.clone(), territory: territory.clone() })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table once more, as people read it: a line a right, the roles that have it in their own territory and,
    /// after the slash, those that have it in the whole region.
    const TABLE: [(Right, &str, &str); 16] = [
        (Right::SeeDay, "operator coordinator", "regional"),
        (Right::Call, "operator", ""),
        (Right::DoNotCall, "", "operator coordinator regional dpo"),
        (Right::Enter, "operator coordinator", "sources"),
        (Right::SeeFigures, "coordinator", "regional"),
        (Right::SetQuotas, "coordinator", "regional"),
        (Right::SeeSources, "", "coordinator regional sources"),
        (Right::RunSources, "", "sources"),
        (Right::SeeRegion, "", "regional researcher"),
        (Right::SeeInternal, "", "coordinator regional dpo"),
        (Right::SeeMaps, "", "coordinator regional researcher dpo"),
        (Right::SpendPrivacy, "", "regional dpo"),
        (Right::SeeProtection, "", "dpo"),
        (Right::SeePeople, "coordinator", "regional dpo"),
        (Right::ManagePeople, "coordinator", "regional"),
        (Right::ChangeRules, "", "regional dpo"),
    ];

    #[test]
    fn every_role_tries_every_act_on_its_own_and_on_anothers_territory() {
        let (own, other): (TerritoryName, TerritoryName) = ("modena".parse().unwrap(), "parma".parse().unwrap());
        assert_eq!(TABLE.map(|(right, ..)| right), Right::ALL);
        let mut tried = 0;
        for (right, at_home, everywhere) in TABLE {
            for role in Role::ALL {
                let operator = Operator {
                    name: "anna".parse().unwrap(),
                    role: *role,
                    territories: vec![own.clone()],
                    languages: Vec::new(),
                };
                let has = |roles: &str| roles.split(' ').any(|name| name == role.code());
                let refusal = |territory| allow(&operator, right, territory).err();
                let (at_own, at_other, at_none) = (refusal(Some(&own)), refusal(Some(&other)), refusal(None));
                if has(everywhere) {
                    assert!(at_own.is_none() && at_other.is_none() && at_none.is_none(), "{role} {right:?}");
                } else if has(at_home) {
                    assert!(at_own.is_none() && at_none.is_none(), "{role} {right:?}");
                    assert!(matches!(at_other, Some(DeskError::OtherTerritory { .. })), "{role} {right:?}");
                } else {
                    for refused in [at_own, at_other, at_none] {
                        assert!(matches!(refused, Some(DeskError::OtherRole { .. })), "{role} {right:?}");
                    }
                }
                tried += 1;
            }
        }
        assert_eq!(tried, Right::ALL.len() * Role::ALL.len());
    }

    #[test]
    fn nobody_but_who_may_reveal_calls() {
        for role in Role::ALL {
            assert_eq!(role.may_reveal(), reach(*role, Right::Call) != Reach::Nowhere, "{role}");
        }
    }
}
