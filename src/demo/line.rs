//! An invented line: a number that is nobody's, and what its ads declare.

use super::dice::Dice;
use super::places::{PLACES, Place};
use super::words::{ORIGINS, OriginWords};
use crate::domain::{DeclaredGender, Venue};

/// What a draw is for, so that no two purposes share their dice.
pub(super) mod purpose {
    pub(in super::super) const LINE: u64 = 1;
    pub(in super::super) const DAY: u64 = 2;
    pub(in super::super) const TEXT: u64 = 3;
    pub(in super::super) const TURN: u64 = 4;
    pub(in super::super) const CALL: u64 = 5;
    pub(in super::super) const CHATTER: u64 = 6;
    pub(in super::super) const NUMBERS: u64 = 7;
}

/// How long a line goes on placing ads, in days, five in a hundred to each: half stay two weeks or less,
/// a quarter one day only, a quarter two months or more.
const LIVES: [i64; 20] = [1, 1, 1, 1, 1, 2, 4, 7, 10, 13, 16, 21, 28, 38, 52, 66, 90, 120, 155, 200];

/// How many numbers the invented range holds: `300…309` and seven digits.
const RANGE: u64 = 100_000_000;
/// Odd and no multiple of five, so that stepping by it meets every number of the range once.
const STEP: u64 = 61_803_399;
/// The step's inverse: walks back from a number to its line.
const BACK: u64 = 82_636_599;

/// The tongue in which a line's ads are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tongue {
    Italian,
    Spanish,
    Portuguese,
    Romanian,
    English,
    Chinese,
}

impl Tongue {
    /// The language code.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Italian => "it",
            Self::Spanish => "es",
            Self::Portuguese => "pt",
            Self::Romanian => "ro",
            Self::English => "en",
            Self::Chinese => "zh",
        }
    }
}

/// One invented line.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// The number, in E.164.
    pub(super) e164: String,
    /// The last day on which it places an ad.
    pub(super) last_day: i64,
    /// The town it keeps to.
    pub(super) home: &'static Place,
    /// The towns it tours beside its own; none for most.
    pub(super) tour: Vec<&'static Place>,
    /// What its ads declare of gender.
    pub(super) gender: DeclaredGender,
    /// The origin that its ads may declare.
    pub(super) origin: &'static OriginWords,
    /// Whether they do.
    pub(super) tells_origin: bool,
    /// The age that its ads may declare.
    pub(super) age: usize,
    /// The sort of place that its ads may declare.
    pub(super) venue: Venue,
    /// The tongue of its ads.
    pub(super) tongue: Tongue,
    /// A second number that stands in its ads.
    pub(super) second: Option<String>,
}

impl Line {
    /// The line numbered `index`, which begins on `day`. Every line takes two numbers of the range, and
    /// only a few use their second.
    pub(super) fn draw(seed: u64, index: u64, day: i64) -> Self {
        let mut dice = Dice::of(seed, &[purpose::LINE, index]);
        let home = town(&mut dice);
        let tours = dice.percent(30);
        let tour = if tours {
            let stops = dice.between(1, 2);
            (0..stops).map(|_| town(&mut dice)).filter(|place| place.territory != home.territory).collect()
        } else {
            Vec::new()
        };
        let gender = match dice.below(100) {
            0..=85 => DeclaredGender::Female,
            86..=95 => DeclaredGender::Trans,
            _ => DeclaredGender::Male,
        };
        let origin = dice.weighted_pick(ORIGINS, |origin| origin.weight).unwrap_or(&ORIGINS[0]);
        let foreign = gender != DeclaredGender::Male && dice.percent(20);
        Self {
            e164: number(seed, index * 2),
            last_day: day + dice.pick(&LIVES, 1) - 1,
            home,
            tour,
            gender,
            origin,
            tells_origin: dice.percent(47),
            age: dice.pick(&[19, 20, 21, 22, 23, 24, 24, 25, 25, 26, 27, 28, 29, 30, 31, 33, 35, 38, 42, 47], 25),
            venue: dice.pick(
                &[
                    Venue::Flat,
                    Venue::Flat,
                    Venue::Flat,
                    Venue::Flat,
                    Venue::Flat,
                    Venue::MassageCentre,
                    Venue::MassageCentre,
                    Venue::Hotel,
                    Venue::Club,
                    Venue::Online,
                    Venue::Mobile,
                ],
                Venue::Flat,
            ),
            tongue: if foreign { origin.tongue } else { Tongue::Italian },
            second: dice.percent(4).then(|| number(seed, index * 2 + 1)),
        }
    }
}

/// A town, the larger ones more often.
fn town(dice: &mut Dice) -> &'static Place {
    dice.weighted_pick(PLACES, Place::weight).unwrap_or(&PLACES[0])
}

/// Positions far past any line's, whose numbers stand only on pages that robots rules forbid.
pub(super) const RESERVED: [u64; 3] = [70_000_001, 70_000_002, 70_000_003];

/// The number at one position of the walk through the invented range. No position shares its number.
pub(super) fn number(seed: u64, position: u64) -> String {
    let start = start(seed);
    format!("+3930{:08}", (start + position % RANGE * STEP) % RANGE)
}

/// The position at which a number stands in the walk; `None` outside the invented range.
pub(super) fn position(seed: u64, e164: &str) -> Option<u64> {
    let digits = e164.strip_prefix("+3930").filter(|rest| rest.len() == 8)?;
    let value: u64 = digits.parse().ok()?;
    Some((value + RANGE - start(seed)) % RANGE * BACK % RANGE)
}

fn start(seed: u64) -> u64 {
    let mut dice = Dice::of(seed, &[purpose::NUMBERS]);
    u64::try_from(dice.below(100_000_000)).unwrap_or(0)
}
