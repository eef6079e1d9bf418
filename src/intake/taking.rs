//! One ad on its way to the store: the only way in for what people bring, typed or in a file.

use super::Intake;
use super::row::Row;
use crate::domain::{Change, Finding, MunicipalityCode, PhoneNumber, RowId, TerritoryName};
use crate::ingest::ingest;
use crate::store::contact_points::{Applied, Until};
use crate::store::monitoring_sessions::Tally;
use crate::store::{StoreError, Tx, contact_points, marks, observations};

/// What became of one number that was brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Taken {
    /// A new contact point.
    New,
    /// In one of the marks, or live. In which, where and since when is not told.
    SeenBefore,
    /// Not to be called: nothing was kept.
    DoNotCall,
    /// Of a place outside every territory: the ad is counted, and nothing of the number was kept.
    Outside,
    /// A helpline, a switchboard: nobody's own, and left out.
    Denied,
}

impl Taken {
    /// Every answer.
    pub const ALL: [Self; 5] = [Self::New, Self::SeenBefore, Self::DoNotCall, Self::Outside, Self::Denied];

    /// A name for it, by which a screen finds its own words.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::SeenBefore => "seen",
            Self::DoNotCall => "do-not-call",
            Self::Outside => "outside",
            Self::Denied => "denied",
        }
    }
}

/// What came of one ad.
#[derive(Default)]
pub(super) struct TakenAd {
    /// What became of each of its numbers, in their order.
    pub(super) taken: Vec<Taken>,
    /// Those that are new contact points.
    pub(super) new: Vec<PhoneNumber>,
    /// What it is remembered by, and the row that waits to be counted; `None` when it was known.
    pub(super) counted: Option<(String, RowId)>,
}

impl Intake {
    /// Takes one ad in.
    pub(super) async fn take_ad(&self, tx: &mut Tx, row: Row, source: &str) -> Result<TakenAd, StoreError> {
        let Row { numbers, municipality, home, declared, week } = row;
        let (denied, numbers): (Vec<_>, Vec<_>) = numbers.into_iter().partition(|number| self.deny.holds(number));
        let mut ad = TakenAd { taken: vec![Taken::Denied; denied.len()], ..TakenAd::default() };
        let Some(first) = numbers.first() else { return Ok(ad) };
        let today = self.clock.now().day();
        let territory = match (&municipality, home) {
            (Some(code), _) => self.territory_of(code),
            (None, Some(home)) => Some(home),
            (None, None) => self.neediest(tx).await?,
        };
        let standings = contact_points::standings(tx, &numbers, today).await?;
        let keys = contact_points::ad_keys(tx, first, week);
        let mut is_known = false;
        for key in &keys {
            is_known = is_known || marks::knows_ad(tx, source, key).await?;
        }
        let finding = Finding { source: source.to_owned(), week, numbers, municipality, territory, declared };
        let (changes, observation) = ingest(&standings, finding, today);
        let until = Until::of(&self.lifetimes, today);
        for change in &changes {
            let applied = contact_points::apply(tx, change, &until).await?;
            if let (Applied::New, Change::New { number, .. }) = (applied, change) {
                ad.new.push(number.clone());
            }
            ad.taken.push(match (applied, change) {
                (Applied::New, _) => Taken::New,
                (Applied::SeenAgain, _) => Taken::SeenBefore,
                (Applied::Refused, Change::Outside { .. }) => Taken::Outside,
                (Applied::Refused, _) => Taken::DoNotCall,
            });
        }
        if let Some(key) = keys.into_iter().next().filter(|_| !is_known) {
            marks::put_ad(tx, source, &key, until.fingerprint).await?;
            ad.counted = Some((key, observations::wait(tx, &observation).await?));
        }
        Ok(ad)
    }

    /// The territory that covers a municipality.
    pub(super) fn territory_of(&self, code: &MunicipalityCode) -> Option<TerritoryName> {
        let province = &self.reference.municipality(code)?.province;
        self.territories.covering(code, province).map(|territory| territory.name.clone())
    }

    /// The territory with the fewest numbers to call: where a number goes whose line names no place. Whoever imports
    /// a list says by that that its numbers are of the region.
    async fn neediest(&self, tx: &mut Tx) -> Result<Option<TerritoryName>, StoreError> {
        let open = contact_points::open_by_territory(tx).await?;
        let fewest = self.territories.iter().min_by_key(|territory| open.get(&territory.name).copied().unwrap_or(0));
        Ok(fewest.map(|territory| territory.name.clone()))
    }
}

/// What an ad adds to the figures of a session.
pub(super) fn tally(taken: &[Taken]) -> Tally {
    let count = |of: &[Taken]| u32::try_from(taken.iter().filter(|one| of.contains(one)).count()).unwrap_or(u32::MAX);
    Tally {
        ads_seen: 1,
        ads_new: u32::from(taken.contains(&Taken::New)),
        contact_points_new: count(&[Taken::New]),
        seen_again: count(&[Taken::SeenBefore]),
        refused: count(&[Taken::DoNotCall, Taken::Outside, Taken::Denied]),
        ..Tally::default()
    }
}
