//! How far a territory is with its month, and how far it will get.

use crate::domain::{Day, MonthlyPlan};

use super::Calendar;

/// The new numbers that there are and that may be expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Supply {
    /// New numbers that could be chosen today.
    pub eligible_new: u32,
    /// New numbers that came in the last `in_days` days.
    pub arrived: u32,
    /// The days over which `arrived` was counted; 0 when nothing is known, and then nothing is expected.
    pub in_days: u32,
}

/// How far a territory is with its month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The working days of the month.
    pub working_days: u32,
    /// Those from today on, today included.
    pub working_days_left: u32,
    /// First calls still to be made.
    pub left: u32,
    /// First calls expected by the end of the month.
    pub forecast: u32,
}

/// How far a territory is with its month on `today`.
///
/// The forecast plays the rest of the month: each day after today brings `arrived / in_days` new numbers, each
/// working day spends `min(⌈quota left ÷ working days left⌉, numbers there)` of them, and every number listed is
/// called on its day. Numbers that expire before their turn are not taken off, so in a month with far more
/// numbers than calls the forecast stays right, and in one with few, listed at once, it hardly errs.
#[must_use]
pub fn progress(plan: &MonthlyPlan, supply: &Supply, calendar: &Calendar, today: Day) -> Progress {
    let mut working_days_left = calendar.working_days_left(plan.month, today);
    let left = plan.quota.saturating_sub(plan.first_calls);
    let report = Progress {
        working_days: calendar.working_days(plan.month),
        working_days_left,
        left,
        forecast: plan.first_calls,
    };
    // The stock is counted in parts of `in_days`, so that fractions of a number add up from day to day.
    let parts = u64::from(supply.in_days.max(1));
    let arrivals = if supply.in_days == 0 { 0 } else { u64::from(supply.arrived) };
    let mut stock = u64::from(supply.eligible_new) * parts;
    let mut calls = 0;
    for day in plan.month.days().filter(|day| *day >= today) {
        if day > today {
            stock += arrivals;
        }
        if calendar.is_working(day) {
            let wanted = (left - calls).div_ceil(working_days_left.max(1));
            let there = u32::try_from(stock / parts).unwrap_or(u32::MAX);
            let made = wanted.min(there);
            calls += made;
            stock -= u64::from(made) * parts;
            working_days_left = working_days_left.saturating_sub(1);
        }
    }
    Progress { forecast: plan.first_calls + calls, ..report }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::PlanConfig;
    use crate::domain::QuotaMode;

    #[track_caller]
    fn check(quota: u32, first_calls: u32, supply: (u32, u32, u32), today: &str, expected: (u32, u32, u32, u32)) {
        let plan = MonthlyPlan {
            territory: "modena".parse().unwrap(),
            month: "2026-11".parse().unwrap(),
            quota,
            mode: QuotaMode::All,
            seed: [0; 32],
            first_calls,
        };
        let (eligible_new, arrived, in_days) = supply;
        let calendar = Calendar::of(&PlanConfig::default(), std::collections::BTreeSet::new());
        let supply = Supply { eligible_new, arrived, in_days };
        let got = progress(&plan, &supply, &calendar, today.parse().unwrap());
        let (working_days, working_days_left, left, forecast) = expected;
        assert_eq!(got, Progress { working_days, working_days_left, left, forecast });
    }

    #[test]
    fn the_forecast_is_the_quota_or_what_the_numbers_allow() {
        // Enough numbers; none at all; a stock without arrivals.
        check(40, 0, (100, 0, 0), "2026-11-01", (21, 21, 40, 40));
        check(40, 10, (0, 0, 28), "2026-11-16", (21, 11, 30, 10));
        check(40, 10, (7, 0, 28), "2026-11-16", (21, 11, 30, 17));
        // One number every second day from the 17th to the 30th: seven of them in time.
        check(40, 10, (0, 14, 28), "2026-11-16", (21, 11, 30, 17));
        // More first calls than the quota asks for, and a month that is over.
        check(40, 41, (9, 0, 0), "2026-11-16", (21, 11, 0, 41));
        check(40, 30, (9, 9, 1), "2026-12-01", (21, 0, 10, 30));
    }

    #[test]
    fn numbers_that_come_after_the_last_working_day_are_not_counted() {
        // The 28th and 29th are a weekend; only Monday the 30th is left, and the arrivals of three days.
        check(40, 0, (0, 5, 1), "2026-11-28", (21, 1, 40, 10));
    }
}
