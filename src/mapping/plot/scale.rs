//! Scales: classes of values for colours, and round values for axes.

/// The most classes there are colours for.
const MOST: usize = 5;

/// Values cut into classes of about as many each: each class by its smallest and its largest value.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Classes(Vec<(f64, f64)>);

impl Classes {
    /// The classes of these values; equal values are never in two.
    #[must_use]
    pub fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let mut values: Vec<f64> = values.into_iter().collect();
        values.sort_by(f64::total_cmp);
        let mut distinct = values.clone();
        distinct.dedup();
        let count = distinct.len().min(MOST);
        let mut bounds: Vec<f64> = (0..count).map(|class| values[class * values.len() / count]).collect();
        bounds.dedup();
        let mut classes: Vec<(f64, f64)> = Vec::new();
        for value in values {
            let is_next = classes.len() < bounds.len() && value >= bounds[classes.len()];
            match classes.last_mut().filter(|_| !is_next) {
                Some(class) => class.1 = value,
                None => classes.push((value, value)),
            }
        }
        Self(classes)
    }

    /// The class of a value, from 0; of one that lies between two, the lower.
    #[must_use]
    pub fn class(&self, value: f64) -> usize {
        self.0.iter().filter(|(low, _)| *low <= value).count().saturating_sub(1)
    }

    /// The smallest and the largest value of each class.
    #[must_use]
    pub fn ranges(&self) -> &[(f64, f64)] {
        &self.0
    }

    /// The colour of a class: few classes are spread over the colours.
    pub(super) fn colour(&self, class: usize) -> usize {
        match self.0.len() {
            0 | 1 => 2,
            2 => [1, 3][class.min(1)],
            3 => [0, 2, 4][class.min(2)],
            4 => [0, 1, 3, 4][class.min(3)],
            _ => class,
        }
    }
}

/// Round values from 0 to what is at least `most`, about four of them.
pub(super) fn ticks(most: f64) -> Vec<f64> {
    if !most.is_finite() || most <= 0.0 {
        return vec![0.0, 1.0];
    }
    let rough = most / 4.0;
    let power = 10_f64.powf(rough.log10().floor());
    let step =
        [1.0, 2.0, 2.5, 5.0, 10.0].map(|step| step * power).into_iter().find(|step| *step >= rough).unwrap_or(rough);
    let mut ticks = vec![0.0];
    let mut at = 0.0;
    while at < most - step * 1e-9 {
        at += step;
        ticks.push(at);
    }
    ticks
}
