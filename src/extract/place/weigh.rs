//! What each mention means, and which one counts.
//!
//! Two steps. First every mention is settled on one place or none: by a sigla or postal code beside it, by
//! the ground (the source's provinces, landlines, provinces and towns named elsewhere in the ad), by what is
//! plainer. Then the settled ones are weighed: field over title over the rest, "ricevo a" over a bare name,
//! a town over the capital of its province when both are named.

use std::collections::HashSet;

use crate::domain::{PhoneKind, PhoneNumber, Province};
use crate::reference::{Commonness, Municipality, Place, PlaceKind, Reference, Words};

use super::cue::Cue;
use super::mention::{Mention, Stands, Writing, Zone, sigla};

/// A town that people outside its surroundings know by its bare name.
const KNOWN: u32 = 5_000;

/// Letters from which a name at the edge of its sentence is hardly a chance likeness.
const DISTINCT: usize = 7;

/// Towns this near to each other are named in one breath, in kilometres.
const NEAR_KM: f64 = 30.0;

/// What is known of the ad's whereabouts beside the names.
pub(super) struct Ground<'r> {
    reference: &'r Reference,
    home: Vec<Province>,
    named: Vec<Province>,
    towns: Vec<usize>,
}

/// How well the ground bears a meaning out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Support {
    None,
    Near,
    Province,
    Town,
}

/// A mention settled on one municipality.
#[derive(Debug)]
pub(super) struct Settled {
    zone: Zone,
    pub(super) town: usize,
    pub(super) kind: PlaceKind,
    cue: Cue,
    pub(super) score: i32,
    follows: bool,
    /// Which mention it was.
    pub(super) mention: usize,
}

/// What came of all mentions.
pub(super) struct Choice {
    /// The one that counts, by its place in the table.
    pub(super) town: Option<usize>,
    pub(super) settled: Vec<Settled>,
    /// Mentions that were not settled, each with the rule that refused it.
    pub(super) refused: Vec<(usize, &'static str)>,
}

impl<'r> Ground<'r> {
    /// The ground that the source and the landlines give.
    pub(super) fn of(reference: &'r Reference, home: &[Province], numbers: &[PhoneNumber]) -> Self {
        let mut named = Vec::new();
        for number in numbers.iter().filter(|number| number.kind() == PhoneKind::Landline) {
            #[expect(clippy::disallowed_methods, reason = "only the prefix of the district is read, nothing is kept")]
            let national = number.reveal().strip_prefix("+39").unwrap_or_default();
            let district = reference.prefix_district(national).and_then(|district| district.municipality.as_ref());
            named.extend(district.and_then(|code| reference.municipality(code)).map(|town| town.province.clone()));
        }
        Self { reference, home: home.to_vec(), named, towns: Vec::new() }
    }

    /// Takes the siglas that stand in a part of the ad: in brackets anywhere, alone in a field.
    pub(super) fn take_signs(&mut self, zone: Zone, words: &Words) {
        for index in 0..words.len() {
            let bracketed = words.gap(index) == crate::reference::Gap::Bracket;
            // "prefisso 0522"
            if words.text(index) == "prefisso" && words.text(index + 1).starts_with('0') {
                let code =
                    self.reference.prefix_district(words.text(index + 1)).and_then(|one| one.municipality.as_ref());
                let town = code.and_then(|code| self.reference.municipality(code));
                self.named.extend(town.map(|town| town.province.clone()));
            }
            if (bracketed || zone == Zone::Field)
                && let Some(province) = sigla(words, index)
                && self.reference.province_exists(&province)
            {
                self.named.push(province);
            }
        }
    }

    fn town(&self, index: usize) -> Option<&'r Municipality> {
        self.reference.municipalities().get(index)
    }

    /// Takes what is sure among the mentions: provinces, and towns that can be no other.
    fn take_sure(&mut self, mentions: &[Mention]) {
        for mention in mentions.iter().filter(|mention| mention.cue > Cue::Denied) {
            let [place] = plainest(&mention.places)[..] else { continue };
            let Some(town) = self.town(place.municipality) else { continue };
            let by_name = matches!(place.kind, PlaceKind::Municipality | PlaceKind::Province);
            if place.kind == PlaceKind::Province || (mention.cue == Cue::Province && town.capital) {
                self.named.push(town.province.clone());
            } else if (mention.located
                && by_name
                && mention.writing != Writing::AsWord
                && town.population >= Some(KNOWN))
                || mention.signed
                || (by_name && mention.commonness == Commonness::Name && town.population >= Some(KNOWN))
            {
                self.towns.push(place.municipality);
            }
        }
    }

    /// Whether no other town is named.
    fn is_only(&self, place: Place) -> bool {
        self.towns.iter().all(|&town| town == place.municipality)
    }

    /// The only one, or the one that is by far the nearest to a town that the ad names.
    fn nearest(&self, rivals: &[(Place, Support)]) -> Option<(Place, Support)> {
        let distance = |place: Place| {
            let town = self.town(place.municipality)?;
            let others = self.towns.iter().filter_map(|other| self.town(*other));
            others.map(|other| other.distance_km(town)).min_by(f64::total_cmp)
        };
        let far = |place: Place| distance(place).unwrap_or(f64::INFINITY);
        let nearest = *rivals.iter().min_by(|one, two| far(one.0).total_cmp(&far(two.0)))?;
        let limit = 2.0 * far(nearest.0);
        let alone = rivals.iter().all(|other| other.0 == nearest.0 || far(other.0) > limit);
        alone.then_some(nearest)
    }

    fn support(&self, place: Place, by: &Mention) -> Support {
        let Some(town) = self.town(place.municipality) else { return Support::None };
        let others = self.towns.iter().filter(|&&other| {
            !by.places.iter().any(|own| own.municipality == other && own.kind == PlaceKind::Municipality)
        });
        let mut near = false;
        for &other in others {
            if other == place.municipality {
                return Support::Town;
            }
            near |= self.town(other).is_some_and(|other| other.distance_km(town) <= NEAR_KM);
        }
        if self.home.contains(&town.province) || self.named.contains(&town.province) {
            Support::Province
        } else if near {
            Support::Near
        } else {
            Support::None
        }
    }
}

/// The municipality that counts.
pub(super) fn choose(mentions: &[Mention], mut ground: Ground<'_>) -> Choice {
    ground.take_sure(mentions);
    let (mut settled, mut refused) = (Vec::new(), Vec::new());
    for (index, mention) in mentions.iter().enumerate() {
        match settle(mention, &ground) {
            Ok(one) => settled.push(Settled { mention: index, ..one }),
            Err(why) => refused.push((index, why)),
        }
    }
    yield_to_towns(&mut settled, &ground);
    let score = |one: &Settled| {
        let again = settled.iter().filter(|it| it.town == one.town).count() - 1;
        one.score + 4 * i32::try_from(again.min(3)).unwrap_or(0)
    };
    let highest = settled.iter().map(score).max();
    let mut best = settled.iter().filter(|one| Some(score(one)) == highest);
    // "Roma, Napoli, Torino, ovunque": bare names of three provinces, and nothing to choose by.
    let province = |one: &Settled| ground.town(one.town).map(|town| &town.province);
    let far = settled.iter().filter(|one| Some(score(one)) == highest).map(province).collect::<HashSet<_>>().len() > 2;
    let chosen = best.next().filter(|one| !(far && one.zone == Zone::Text && one.cue == Cue::Plain));
    let town = chosen.map(|one| refined(one.town, one.zone, &settled, &ground).unwrap_or(one.town));
    Choice { town, settled, refused }
}

/// The places of the plainest kind that the name has.
fn plainest(places: &[Place]) -> Vec<Place> {
    let kind = places.iter().map(|place| place.kind).min();
    places.iter().copied().filter(|place| Some(place.kind) == kind).collect()
}

/// What a mention means, or the rule that keeps it from meaning a place of the ad.
fn settle(mention: &Mention, ground: &Ground<'_>) -> Result<Settled, &'static str> {
    let in_field = mention.zone == Zone::Field;
    match mention.cue {
        Cue::Refused => return Err("no place here: a street, a road, a house or a person is called so"),
        Cue::Denied => return Err("a word before it rules it out"),
        Cue::Aside if !in_field => return Err("not where the ad is: near it, from it or on the way"),
        Cue::Province if !in_field => return Err("the province, and not the town"),
        Cue::Aside
        | Cue::Province
        | Cue::From
        | Cue::Plain
        | Cue::Person
        | Cue::Area
        | Cue::Quarter
        | Cue::At
        | Cue::Here => {}
    }
    let ranked = |place: &Place| (*place, ground.support(*place, mention));
    let mut meanings: Vec<_> =
        mention.places.iter().map(ranked).filter(|(place, _)| place.kind != PlaceKind::Province).collect();
    let mut why = "only a province is called so";
    meanings.retain(|(place, support)| match credible(mention, *place, *support, ground) {
        Ok(()) => true,
        Err(doubt) => {
            why = doubt;
            false
        }
    });
    // "a Bologna" is the town, though Rome has a district of that name; "zona Bologna" may be the district.
    if !matches!(mention.cue, Cue::Area | Cue::Quarter)
        && let Some(known) =
            meanings.iter().filter(|(place, _)| is_known_town(*place, ground)).map(|(_, support)| *support).max()
    {
        // Unless a town that is called so for short is borne out better: "Massa, fra Lugo e Imola".
        meanings.retain(|(place, support)| {
            place.kind == PlaceKind::Municipality || (place.kind == PlaceKind::Short && *support > known)
        });
    }
    let rank = |(place, support): &(Place, Support)| (*support, std::cmp::Reverse(place.kind.min(PlaceKind::Locality)));
    let top = meanings.iter().map(rank).max().ok_or(why)?;
    let mut at_top = meanings.iter().filter(|meaning| rank(meaning) == top);
    let first = *at_top.next().ok_or(why)?;
    let rivals: Vec<_> = std::iter::once(first).chain(at_top.copied()).collect();
    let (place, support) =
        ground.nearest(&rivals).ok_or("several places are called so, and nothing in the ad chooses between them")?;
    let score = zone_weight(mention.zone)
        + cue_weight(mention)
        + kind_weight(place.kind)
        + if support > Support::None { 8 } else { 0 };
    let town = place.municipality;
    let (zone, cue, follows) = (mention.zone, mention.cue, mention.follows);
    Ok(Settled { zone, town, kind: place.kind, cue, score, follows, mention: 0 })
}

fn is_known_town(place: Place, ground: &Ground<'_>) -> bool {
    place.kind == PlaceKind::Municipality
        && ground.town(place.municipality).is_some_and(|town| town.population >= Some(KNOWN))
}

/// Whether the name can honestly be read as this place here; the doubt, if it cannot.
fn credible(mention: &Mention, place: Place, support: Support, ground: &Ground<'_>) -> Result<(), &'static str> {
    let unless = |doubt: &'static str, is_credible: bool| if is_credible { Ok(()) } else { Err(doubt) };
    let by_name = place.kind == PlaceKind::Municipality;
    let known = is_known_town(place, ground);
    let said = mention.cue >= Cue::Area;
    if mention.signed || (mention.stands == Stands::Alone && !matches!(mention.zone, Zone::Title | Zone::Text)) {
        let borne_out = by_name || support > Support::None || mention.zone == Zone::Field || mention.signed;
        return unless("a part of some town, and nothing else names that town", borne_out);
    }
    if mention.cue == Cue::From && mention.zone == Zone::Text && support < Support::Province {
        return Err("where somebody or something is from");
    }
    if mention.cue == Cue::Person && support < Support::Province {
        let in_title = mention.zone == Zone::Title && by_name && known;
        return unless("behind a first name it may be a surname", in_title);
    }
    if mention.cue == Cue::Quarter && by_name {
        return Err("a part of some town, not the town of that name");
    }
    // "Milano, zona Loreto": a district that no table has, not the town of that name far away.
    if mention.cue == Cue::Area && support == Support::None && !ground.is_only(place) {
        return Err("a part of another town that the ad names");
    }
    let as_name = mention.writing == Writing::AsName;
    let as_word_told = match mention.commonness {
        Commonness::Name => true,
        Commonness::Word => {
            let in_title = mention.zone == Zone::Title && known && by_name;
            // At a start the capital tells nothing, but "Cento zona centro." does.
            let told = as_name || (mention.writing == Writing::Untold && mention.cue == Cue::At);
            let as_word = mention.writing == Writing::AsWord;
            let located =
                (known && by_name && (!as_word || mention.cue == Cue::Here)) || (support > Support::None && !as_word);
            (mention.located && located) || (told && (said || in_title || support >= Support::Province))
        }
        Commonness::Slip => mention.cue >= Cue::At,
        Commonness::Everyday => {
            let here = mention.cue == Cue::Here && mention.located && known && by_name;
            let addressed = mention.cue == Cue::At && ground.town(place.municipality).is_some_and(|town| town.capital);
            here || ((as_name || (addressed && mention.writing == Writing::Untold)) && mention.cue >= Cue::At)
        }
    };
    if !as_word_told {
        return Err("an ordinary word too, and nothing says that the place is meant");
    }
    if by_name {
        let told = known || said || as_name || support > Support::None;
        return unless("a small place, written like a word, that nothing else bears out", told);
    }
    let borne_out = match support {
        Support::Town => true,
        Support::Province | Support::Near => said || as_name || mention.writing == Writing::Untold,
        Support::None => {
            let alone = usize::from(mention.stands == Stands::Alone);
            let distinct = mention.letters + alone >= DISTINCT && mention.stands >= Stands::AtEdge;
            let unique = mention.places.len() == 1 && mention.commonness == Commonness::Name;
            unique && mention.writing != Writing::AsWord && (said || distinct || mention.zone != Zone::Text)
        }
    };
    unless("a part of some town, and nothing else names that town", borne_out)
}

/// A capital gives way to a town of its province: "Sassuolo (Modena)", "Modena > Sassuolo".
fn yield_to_towns(settled: &mut [Settled], ground: &Ground<'_>) {
    let is_capital_of = |capital: usize, town: usize| match (ground.town(capital), ground.town(town)) {
        (Some(capital), Some(town)) => capital.capital && capital.province == town.province && !town.capital,
        _ => false,
    };
    let zones: Vec<_> = settled.iter().map(|one| (one.zone, one.town, one.follows)).collect();
    for index in 0..settled.len() {
        let Some(&(zone, capital, follows)) = zones.get(index) else { continue };
        let listed = matches!(zone, Zone::Field | Zone::Breadcrumbs | Zone::Path);
        let beside = |other: usize, joined: bool| {
            zones
                .get(other)
                .is_some_and(|&(its_zone, town, _)| joined && its_zone == zone && is_capital_of(capital, town))
        };
        let before = index.checked_sub(1).is_some_and(|before| beside(before, follows));
        let joined = |other: usize| beside(other, zones.get(other).is_some_and(|one| one.2));
        // "Modena - Sassuolo - Carpi": a list, and the capital is in it.
        let after = joined(index + 1) && !joined(index + 2);
        let anywhere =
            listed && zones.iter().any(|&(its_zone, town, _)| its_zone == zone && is_capital_of(capital, town));
        if (before || after || anywhere)
            && let Some(one) = settled.get_mut(index)
        {
            one.score -= 30;
        }
    }
}

/// A field, title or path often names only the province, by its capital; the ad may tell the town.
fn refined(chosen: usize, zone: Zone, settled: &[Settled], ground: &Ground<'_>) -> Option<usize> {
    let capital = ground.town(chosen).filter(|town| town.capital)?;
    if zone == Zone::Text {
        return None;
    }
    let tells = |one: &&Settled| {
        let town = ground.town(one.town);
        let in_province = town.is_some_and(|town| town.province == capital.province && !town.capital);
        let plainly = one.cue >= Cue::Here || one.zone == Zone::Title || (one.cue == Cue::At && zone != Zone::Title);
        in_province && one.kind <= PlaceKind::Short && plainly
    };
    // Where the text also puts the ad in the capital itself, that stands.
    let confirmed = settled.iter().any(|one| one.town == chosen && one.zone == Zone::Text && one.cue >= Cue::At);
    if confirmed {
        return None;
    }
    let best = settled.iter().filter(tells).max_by_key(|one| one.score)?;
    let alone = settled.iter().filter(tells).all(|one| one.town == best.town || one.score < best.score);
    alone.then_some(best.town)
}

fn zone_weight(zone: Zone) -> i32 {
    match zone {
        Zone::Field => 100,
        Zone::Title => 60,
        Zone::Breadcrumbs => 45,
        Zone::Path => 40,
        Zone::Text => 20,
    }
}

fn cue_weight(mention: &Mention) -> i32 {
    let cue = match mention.cue {
        Cue::Refused | Cue::Denied | Cue::Aside | Cue::Province | Cue::From | Cue::Person => -10,
        Cue::Plain => 0,
        Cue::Area | Cue::Quarter => 6,
        Cue::At => 20,
        Cue::Here => 30,
    };
    let common = match mention.commonness {
        Commonness::Name => 0,
        Commonness::Word | Commonness::Slip => -4,
        Commonness::Everyday => -12,
    };
    cue + common + if mention.signed { 15 } else { 0 }
}

fn kind_weight(kind: PlaceKind) -> i32 {
    match kind {
        PlaceKind::Municipality | PlaceKind::Province => 0,
        PlaceKind::Short => -3,
        PlaceKind::Locality | PlaceKind::District => -5,
    }
}
