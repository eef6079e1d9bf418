//! *Campione*: a random sample of the new numbers, stratum by stratum, that can be drawn again from its seed.
//!
//! Each number has one rank for the whole month, keyed by the month's seed: lower goes first. The rank depends on
//! nothing but seed and id, so who looks at the numbers in between, or in which order they came, changes nothing.

use std::collections::BTreeMap;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::domain::{ContactPoint, ContactPointId, Day, Declared, DeclaredGender, Venue};

use super::allocate::allocate;

/// More than there will ever be sorts of places.
const VENUES: u32 = 100;

/// What the strata are made of: declared gender and venue, each with "not declared".
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stratum {
    /// The declared gender.
    pub gender: Option<DeclaredGender>,
    /// The sort of place.
    pub venue: Option<Venue>,
}

impl Stratum {
    /// The stratum of what was declared.
    #[must_use]
    pub fn of(declared: &Declared) -> Self {
        Self { gender: declared.gender, venue: declared.venue }
    }

    /// A number for it, under which its sums are kept: the places of gender and venue in their closed lists, from 1;
    /// 0 where not declared. The lists are only added to at their ends.
    #[must_use]
    pub fn code(self) -> u32 {
        let place = |at: Option<usize>| at.and_then(|at| u32::try_from(at + 1).ok()).unwrap_or(0);
        let gender = self.gender.and_then(|gender| DeclaredGender::ALL.iter().position(|one| *one == gender));
        let venue = self.venue.and_then(|venue| Venue::ALL.iter().position(|one| *one == venue));
        place(gender) * VENUES + place(venue)
    }

    /// The stratum of a code; what is not on the lists is taken for not declared.
    #[must_use]
    pub fn of_code(code: u32) -> Self {
        let at = |place: u32| usize::try_from(place).ok()?.checked_sub(1);
        Self {
            gender: at(code / VENUES).and_then(|at| DeclaredGender::ALL.get(at).copied()),
            venue: at(code % VENUES).and_then(|at| Venue::ALL.get(at).copied()),
        }
    }
}

/// How much of a stratum a day's sample takes in: `chosen` of `eligible`. Needed to weigh the sample later.
///
/// The chance that a number of any stratum had of being chosen that day is the sum of `chosen` over the sum of
/// `eligible`; the strata's own shares differ from it by what rounding to whole rows does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inclusion {
    /// The stratum.
    pub stratum: Stratum,
    /// New numbers that could have been chosen.
    pub eligible: u32,
    /// New numbers that were.
    pub chosen: u32,
}

/// Draws `wanted` of the new numbers: the ids with their strata in the order of the month's rank, and the
/// inclusion of each stratum.
pub(super) fn draw(
    eligible: &[&ContactPoint],
    wanted: usize,
    day: Day,
    seed: [u8; 32],
) -> (Vec<(ContactPointId, Stratum)>, Vec<Inclusion>) {
    let keyed = Keyed::with(seed);
    let mut strata: BTreeMap<Stratum, Vec<(u128, ContactPointId)>> = BTreeMap::new();
    for contact_point in eligible {
        let ranked = (keyed.rank(&contact_point.id), contact_point.id);
        strata.entry(Stratum::of(&contact_point.declared)).or_default().push(ranked);
    }
    let sizes: Vec<usize> = strata.values().map(Vec::len).collect();
    let mut chosen = Vec::with_capacity(wanted.min(eligible.len()));
    let mut inclusion = Vec::with_capacity(strata.len());
    for ((stratum, mut ids), rows) in strata.into_iter().zip(allocate(&sizes, wanted, keyed.start(day))) {
        inclusion.push(Inclusion { stratum, eligible: super::count(ids.len()), chosen: super::count(rows) });
        super::keep_lowest(&mut ids, rows);
        chosen.extend(ids.into_iter().map(|ranked| (ranked, stratum)));
    }
    chosen.sort_unstable();
    (chosen.into_iter().map(|((_, id), stratum)| (id, stratum)).collect(), inclusion)
}

/// Draws `wanted` of these numbers by lot: each has the same chance, and who has seed and ids can draw again.
#[must_use]
pub fn draw_lots(ids: &[ContactPointId], wanted: usize, seed: [u8; 32]) -> Vec<ContactPointId> {
    let keyed = Keyed::with(seed);
    let mut ranked: Vec<(u128, ContactPointId)> = ids.iter().map(|id| (keyed.rank(id), *id)).collect();
    super::keep_lowest(&mut ranked, wanted);
    ranked.into_iter().map(|(_, id)| id).collect()
}

/// HMAC-SHA-256 with the month's seed as its key.
struct Keyed(Hmac<Sha256>);

impl Keyed {
    fn with(seed: [u8; 32]) -> Self {
        // A key shorter than the block is filled with zeros (RFC 2104), which is done here.
        let mut block = [0; 64];
        block[..32].copy_from_slice(&seed);
        Self(Hmac::new(&block.into()))
    }

    /// The rank of a number in the month.
    fn rank(&self, id: &ContactPointId) -> u128 {
        self.hash(b"rank", id.as_bytes())
    }

    /// Where the rows of a day start among the strata, in parts of 2³².
    fn start(&self, day: Day) -> u32 {
        u32::try_from(self.hash(b"start", day.to_string().as_bytes()) >> 96).unwrap_or(0)
    }

    /// The first 128 bits of the hash of a purpose and what it is for.
    fn hash(&self, purpose: &[u8], what: &[u8]) -> u128 {
        let mut mac = self.0.clone();
        mac.update(purpose);
        mac.update(what);
        mac.finalize().into_bytes().iter().take(16).fold(0, |bits, byte| bits << 8 | u128::from(*byte))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rank_is_a_keyed_hash_that_any_tool_can_compute_again() {
        let rank = Keyed::with([7; 32]).rank(&ContactPointId::from_bytes([1; 16]));
        assert_eq!(format!("{rank:032x}"), "bf68140997a13c37b6a6e60176a2db88");
        assert_ne!(rank, Keyed::with([8; 32]).rank(&ContactPointId::from_bytes([1; 16])));
    }

    #[test]
    fn lots_are_drawn_again_from_their_seed_and_each_number_has_the_same_chance() {
        let ids: Vec<ContactPointId> = (0..20).map(|which| ContactPointId::from_bytes([which; 16])).collect();
        let drawn = draw_lots(&ids, 5, [7; 32]);
        assert_eq!(drawn.len(), 5);
        let backwards: Vec<ContactPointId> = ids.iter().rev().copied().collect();
        assert_eq!(drawn, draw_lots(&backwards, 5, [7; 32]), "the order in which they come decides nothing");
        assert_eq!(draw_lots(&ids, 99, [7; 32]).len(), 20);
        // Of 2,000 draws of 5 in 20 each number is in about 500; five standard deviations are 97.
        let mut often = [0_u32; 20];
        for draw in 0..2000_u32 {
            let mut seed = [0; 32];
            seed[..4].copy_from_slice(&draw.to_be_bytes());
            for id in draw_lots(&ids, 5, seed) {
                often[usize::from(id.as_bytes()[0])] += 1;
            }
        }
        assert!(often.iter().all(|times| (403..=597).contains(times)), "{often:?}");
    }

    #[test]
    fn the_rows_start_elsewhere_on_another_day() {
        let keyed = Keyed::with([7; 32]);
        let day: Day = "2026-11-02".parse().unwrap();
        assert_eq!(keyed.start(day), keyed.start(day));
        assert_ne!(keyed.start(day), keyed.start(day.plus_days(1)));
    }
}
