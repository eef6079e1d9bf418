//! How sure a share is: the interval of Wilson's score, which holds for small counts and shares near 0 or 1 too.

/// The 97.5th percentile of the normal distribution: intervals of 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// A share with its interval of 95 %, each from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// The share itself.
    pub value: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// The share of `part` in `of`; `None` where there is nothing to take a share of, or the part is more than all.
#[must_use]
pub fn share(part: u32, of: u32) -> Option<Share> {
    if of == 0 || part > of {
        return None;
    }
    let (part, of) = (f64::from(part), f64::from(of));
    let value = part / of;
    let middle = value + Z * Z / (2.0 * of);
    let spread = Z * (value * (1.0 - value) / of + Z * Z / (4.0 * of * of)).sqrt();
    let scale = 1.0 + Z * Z / of;
    Some(Share { value, low: ((middle - spread) / scale).max(0.0), high: ((middle + spread) / scale).min(1.0) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(part: u32, of: u32, low: f64, high: f64) {
        let share = share(part, of).unwrap();
        let near = |one: f64, other: f64| (one - other).abs() < 0.000_05;
        assert!(near(share.low, low) && near(share.high, high), "{share:?}");
    }

    #[test]
    fn the_interval_is_wilsons() {
        // As reckoned by the formula with 40 digits.
        check(0, 10, 0.0, 0.2775);
        check(10, 10, 0.7225, 1.0);
        check(5, 10, 0.2366, 0.7634);
        check(81, 263, 0.2553, 0.3662);
    }

    #[test]
    fn of_nothing_there_is_no_share() {
        assert_eq!(share(0, 0), None);
        assert_eq!(share(3, 2), None);
    }
}
