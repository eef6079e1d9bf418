//! Noise on counts, so that no answer tells whether one record was among them.
//!
//! The noise is `OpenDP`'s discrete Laplace, drawn exactly (Canonne, Kamath and Steinke 2020), from the randomness of the
//! machine: noise that could be drawn again could be taken off again.

use opendp::domains::{AtomDomain, VectorDomain};
use opendp::measurements::make_laplace;
use opendp::metrics::L1Distance;

use crate::domain::Epsilon;

/// Why no noise could be drawn.
#[derive(Debug, thiserror::Error)]
#[error("no noise could be drawn: {0}")]
pub struct NoiseError(String);

/// The counts with noise, none below zero, where each record is in one of them. ε is what they spend together.
///
/// # Errors
/// [`NoiseError`]: ε is zero, or the machine has no randomness.
pub fn with_noise(counts: &[u32], epsilon: Epsilon) -> Result<Vec<u32>, NoiseError> {
    let fault = |what: String| NoiseError(what);
    if epsilon.is_zero() {
        return Err(fault("with ε 0 nothing can be told".to_owned()));
    }
    let counts: Vec<i64> = counts.iter().copied().map(i64::from).collect();
    let space = (VectorDomain::new(AtomDomain::<i64>::default()), L1Distance::<i64>::default());
    let laplace =
        make_laplace(space.0, space.1, 1.0 / epsilon.number(), None).map_err(|error| fault(error.to_string()))?;
    let spent: f64 = laplace.map(&1).map_err(|error| fault(error.to_string()))?;
    // The library is asked what it spends, and believed rather than the formula above.
    if spent > epsilon.number() * (1.0 + 1e-9) {
        return Err(fault(format!("it would spend {spent}, more than {epsilon}")));
    }
    let noisy = laplace.invoke(&counts).map_err(|error| fault(error.to_string()))?;
    Ok(noisy.into_iter().map(|count| u32::try_from(count.max(0)).unwrap_or(u32::MAX)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn epsilon(text: &str) -> Epsilon {
        text.parse().unwrap()
    }

    #[test]
    fn the_noise_is_as_large_as_epsilon_says() {
        // Far from zero, so that nothing is cut off. The mean size of discrete Laplace noise is 2q ÷ (1 − q²), q = e^−ε.
        let counts = vec![1_000_000; 20_000];
        for text in ["0.1", "0.5", "1"] {
            let q = (-epsilon(text).number()).exp();
            let expected = 2.0 * q / (1.0 - q * q);
            let noisy = with_noise(&counts, epsilon(text)).unwrap();
            let sizes = noisy.iter().map(|count| f64::from(count.abs_diff(1_000_000)));
            let mean = sizes.sum::<f64>() / 20_000.0;
            // Its standard deviation is about its mean: ten of those of the mean over 20,000 draws are 7 %.
            assert!((mean / expected - 1.0).abs() < 0.08, "ε {text}: {mean}, expected {expected}");
            let sum: f64 = noisy.iter().map(|count| f64::from(*count) - 1e6).sum();
            assert!((sum / 20_000.0).abs() < 0.15 * expected.max(1.0), "ε {text}: it leans to one side by {sum}");
        }
    }

    #[test]
    fn nothing_is_told_below_zero_and_nothing_with_no_epsilon() {
        assert_eq!(with_noise(&[0; 500], epsilon("0.1")).unwrap().len(), 500);
        assert!(with_noise(&[0; 500], epsilon("0.1")).unwrap().iter().any(|count| *count > 0));
        assert_eq!(with_noise(&[], epsilon("1")).unwrap(), Vec::<u32>::new());
        assert!(with_noise(&[1], Epsilon::default()).is_err());
    }
}
