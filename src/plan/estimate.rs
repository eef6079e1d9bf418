//! What a sample says of all the numbers it was drawn from, and how sure that is.
//!
//! The numbers of a stratum are drawn without replacement, so what is found among them follows the hypergeometric
//! distribution whatever the numbers are like: the interval rests on how the sample was drawn and on nothing else.

/// One stratum: how many there were, how many were drawn, and how many of these have what is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drawn {
    /// The numbers that could have been drawn.
    pub eligible: u32,
    /// Those that were.
    pub chosen: u32,
    /// Those of the chosen that have it.
    pub with: u32,
}

/// How many of all have it, as the sample tells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The estimated total (Horvitz and Thompson 1952): each chosen number stands for `eligible ÷ chosen`.
    pub total: f64,
    /// The lower end of the 95 % interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// What is left out at each end of the interval.
const TAIL: f64 = 0.025;

impl Drawn {
    /// The total of the stratum, with the 95 % interval of the hypergeometric distribution by mid-p (Berry and Armitage
    /// 1995): half of the probability of what was found counts as further out. The interval without it covers too much.
    /// Nothing drawn tells nothing: then all of them or none may have it, and the total is `None`.
    #[must_use]
    pub fn estimate(self) -> Option<Estimate> {
        let Self { eligible, chosen, with } = self;
        if chosen == 0 || chosen > eligible || with > chosen {
            return None;
        }
        let chances = Chances::of(eligible, chosen);
        // As more of them have it, finding so few becomes less probable, and finding so many more.
        let (fewest, most) = (with, eligible - (chosen - with));
        let low = first(fewest, most, |having| chances.beyond(having, with + 1..=chosen, with) > TAIL);
        let above = first(fewest, most + 1, |having| {
            having > most || chances.beyond(having, 0..=with.wrapping_sub(1), with) <= TAIL
        });
        Some(Estimate {
            total: f64::from(with) * f64::from(eligible) / f64::from(chosen),
            low: f64::from(low),
            high: f64::from(above.max(low + 1) - 1),
        })
    }
}

/// The total of several strata, each drawn by itself. Those of which nothing was drawn are counted together with the
/// smallest of which something was (collapsed strata, Cochran 1977, section 5A.12). The interval is made of theirs by
/// the method of variance estimates recovery (Zou and Donner 2008), whose ends are whole numbers and reach half a number
/// further where not all were drawn. `None` where nothing was drawn at all.
#[must_use]
pub fn estimate(strata: &[Drawn]) -> Option<Estimate> {
    let (mut told, silent): (Vec<Drawn>, Vec<Drawn>) =
        strata.iter().filter(|stratum| stratum.eligible > 0).partition(|stratum| stratum.chosen > 0);
    let silent: u32 = silent.iter().map(|stratum| stratum.eligible).sum();
    if silent > 0 {
        told.iter_mut().min_by_key(|stratum| stratum.eligible)?.eligible += silent;
    }
    let (mut total, mut below, mut above) = (0.0, 0.0, 0.0);
    for stratum in told {
        let one = stratum.estimate()?;
        let half = if stratum.chosen < stratum.eligible { 0.5 } else { 0.0 };
        total += one.total;
        below += (one.total - one.low + half).powi(2);
        above += (one.high - one.total + half).powi(2);
    }
    Some(Estimate { total, low: total - below.sqrt(), high: total + above.sqrt() })
}

/// The first of `from..=to` for which it holds; `to` where it never does. It holds for all that come after one.
fn first(mut from: u32, mut to: u32, holds: impl Fn(u32) -> bool) -> u32 {
    while from < to {
        let middle = from + (to - from) / 2;
        if holds(middle) {
            to = middle;
        } else {
            from = middle + 1;
        }
    }
    from
}

/// The hypergeometric distribution of what is found among `chosen` of `eligible`.
struct Chances {
    /// Natural logarithms of the factorials up to `eligible`.
    factorials: Vec<f64>,
    eligible: u32,
    chosen: u32,
}

impl Chances {
    fn of(eligible: u32, chosen: u32) -> Self {
        let mut factorials = vec![0.0];
        let mut sum = 0.0;
        for number in 1..=eligible {
            sum += f64::from(number).ln();
            factorials.push(sum);
        }
        Self { factorials, eligible, chosen }
    }

    /// The logarithm of the ways to choose.
    fn ways(&self, of: u32, chosen: u32) -> f64 {
        let at = |number: u32| self.factorials[number as usize];
        at(of) - at(chosen) - at(of - chosen)
    }

    /// The probability of finding just so many where `having` of all have it.
    fn exactly(&self, having: u32, found: u32) -> f64 {
        let (without, missed) = (self.eligible - having, self.chosen.wrapping_sub(found));
        if found > having || found > self.chosen || missed > without {
            return 0.0;
        }
        (self.ways(having, found) + self.ways(without, missed) - self.ways(self.eligible, self.chosen)).exp()
    }

    /// The probability of `further`, and half of that of what was found.
    fn beyond(&self, having: u32, further: std::ops::RangeInclusive<u32>, found: u32) -> f64 {
        let further =
            if further.end() > &self.chosen { 0.0 } else { further.map(|one| self.exactly(having, one)).sum() };
        further + self.exactly(having, found) / 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interval(eligible: u32, chosen: u32, with: u32) -> (f64, f64, f64) {
        let estimate = Drawn { eligible, chosen, with }.estimate().unwrap();
        (estimate.low, estimate.total, estimate.high)
    }

    #[test]
    fn who_was_all_asked_is_known() {
        assert_eq!(interval(40, 40, 7), (7.0, 7.0, 7.0));
        assert_eq!(interval(1, 1, 0), (0.0, 0.0, 0.0));
    }

    #[test]
    fn what_was_found_is_the_least_and_what_was_not_found_the_most() {
        let (low, total, high) = interval(10, 5, 0);
        assert_eq!((low, total), (0.0, 0.0));
        assert!(high > 0.0 && high <= 5.0, "{high}");
        let (low, total, high) = interval(10, 5, 5);
        assert_eq!((total, high), (10.0, 10.0));
        assert!((5.0..10.0).contains(&low), "{low}");
    }

    #[test]
    fn nothing_drawn_tells_nothing_and_nonsense_neither() {
        for (eligible, chosen, with) in [(10, 0, 0), (0, 0, 0), (5, 6, 1), (9, 3, 4)] {
            assert_eq!(Drawn { eligible, chosen, with }.estimate(), None);
        }
        assert_eq!(estimate(&[Drawn { eligible: 3, chosen: 0, with: 0 }]), None);
        let (small, silent) = (Drawn { eligible: 4, chosen: 2, with: 1 }, Drawn { eligible: 2, chosen: 0, with: 0 });
        let large = Drawn { eligible: 40, chosen: 20, with: 10 };
        let together = Drawn { eligible: 6, ..small };
        assert_eq!(estimate(&[large, silent, small]), estimate(&[large, together]));
        assert_eq!(estimate(&[]), Some(Estimate { total: 0.0, low: 0.0, high: 0.0 }));
    }

    #[test]
    fn the_probabilities_are_those_of_the_distribution() {
        let chances = Chances::of(50, 10);
        // C(5,4)·C(45,6) ÷ C(50,10), the textbook's urn.
        assert!((chances.exactly(5, 4) - 0.003_964_583).abs() < 1e-8);
        let all: f64 = (0..=10).map(|found| chances.exactly(5, found)).sum();
        assert!((all - 1.0).abs() < 1e-12);
    }

    /// Whatever the truth, over all samples that could have been drawn the interval holds it about as often as it says.
    #[test]
    fn the_interval_holds_the_truth_about_as_often_as_it_says() {
        let (eligible, chosen) = (120_u32, 64_u32);
        let chances = Chances::of(eligible, chosen);
        let covered: Vec<f64> = (10..=110)
            .map(|truth| {
                (0..=chosen)
                    .filter(|with| {
                        let Some(interval) = Drawn { eligible, chosen, with: *with }.estimate() else { return false };
                        (interval.low..=interval.high).contains(&f64::from(truth))
                    })
                    .map(|with| chances.exactly(truth, with))
                    .sum()
            })
            .collect();
        let mean = covered.iter().sum::<f64>() / 101.0;
        assert!((0.94..=0.965).contains(&mean), "{mean}");
        assert!(covered.iter().all(|one| *one > 0.90), "{covered:?}");
    }
}
