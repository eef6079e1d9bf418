//! How many of a day's rows each stratum gets: in proportion, by chance where proportion leaves a fraction.
//!
//! The strata lie side by side on a line as long as the rows that are wanted, each as wide as its exact share of
//! them. The rows stand on that line one apart, from a start between 0 and 1 that is drawn anew for each day, and
//! each stratum gets the rows that stand on it. (Systematic sampling.) So a stratum gets its exact share rounded
//! down or up, and on average over the starts exactly its share: every number has the same chance.
//!
//! Why not the largest remainder: with two rows a day, a stratum of three numbers in a hundred would have the
//! largest remainder on no day of the month, and nobody in it would ever be called. Here it gets a row on three
//! days in fifty, which is its share.

/// How many rows each stratum gets, of `wanted` in all; all of them, when there are no more than that.
/// `start` is where the first row stands, in parts of 2³².
pub(super) fn allocate(sizes: &[usize], wanted: usize, start: u32) -> Vec<usize> {
    let total: usize = sizes.iter().sum();
    if wanted >= total {
        return sizes.to_vec();
    }
    let (mut end, mut given) = (0, 0);
    sizes
        .iter()
        .map(|size| {
            end += size;
            let before = given;
            given = rows_before(end, total, wanted, start);
            given - before
        })
        .collect()
}

/// How many of the rows stand before the end of the first `end` of `total` numbers: those `j` with
/// start + j < wanted · end / total, in whole numbers. With fewer than 2³² numbers no product passes 2⁹⁶.
fn rows_before(end: usize, total: usize, wanted: usize, start: u32) -> usize {
    let line = (wanted as u128 * end as u128) << 32;
    let offset = u128::from(start) * total as u128;
    let rows = line.saturating_sub(offset).div_ceil((total as u128) << 32);
    usize::try_from(rows).unwrap_or(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HALF: u32 = 1 << 31;

    #[test]
    fn strata_get_rows_in_proportion() {
        assert_eq!(allocate(&[60, 30, 10], 10, HALF), [6, 3, 1]);
        assert_eq!(allocate(&[60, 0, 40], 5, 0), [3, 0, 2]);
        assert_eq!(allocate(&[7], 3, u32::MAX), [3]);
        assert_eq!(allocate(&[], 3, HALF), [0; 0]);
    }

    #[test]
    fn everything_is_given_when_less_is_there_than_wanted() {
        assert_eq!(allocate(&[2, 5, 0], 7, HALF), [2, 5, 0]);
        assert_eq!(allocate(&[2, 5, 0], 70, HALF), [2, 5, 0]);
        assert_eq!(allocate(&[2, 5], 0, HALF), [0, 0]);
    }

    #[test]
    fn every_stratum_gets_its_share_rounded_and_on_average_exactly() {
        let starts: u32 = 10_000;
        for (sizes, wanted) in [(vec![97, 3], 2), (vec![3, 97], 2), (vec![50, 31, 12, 6, 1], 7), (vec![1; 40], 3)] {
            let total: usize = sizes.iter().sum();
            let mut given = vec![0; sizes.len()];
            for step in 0..starts {
                let rows = allocate(&sizes, wanted, u32::MAX / starts * step);
                assert_eq!(rows.iter().sum::<usize>(), wanted);
                for ((row, size), given) in rows.iter().zip(&sizes).zip(&mut given) {
                    let least = size * wanted / total;
                    assert!((least..=least + 1).contains(row), "{rows:?} of {sizes:?}");
                    *given += row;
                }
            }
            for (size, given) in sizes.iter().zip(given) {
                let share = size * wanted * starts as usize / total;
                assert!(given.abs_diff(share) <= 2, "{given} of {sizes:?}, expected {share}");
            }
        }
    }
}
