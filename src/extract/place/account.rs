//! The account of the places: what became of each name in the text, and why.

use crate::domain::{About, Note, Ruling};
use crate::reference::{PlaceKind, Reference, Words};

use super::PlaceClues;
use super::cue::Cue;
use super::mention::{Mention, Zone};
use super::weigh::{Choice, Settled};

/// Places told of one name: some bear the name of a hundred.
const MEANINGS: usize = 4;

/// The notes on all mentions.
pub(super) fn notes(clues: &PlaceClues<'_>, reference: &Reference, mentions: &[Mention], choice: &Choice) -> Vec<Note> {
    let words = Words::of(clues.text);
    let account = Account { reference, words: &words, text: clues.text, choice };
    mentions.iter().enumerate().map(|(index, mention)| account.note(index, mention)).collect()
}

struct Account<'a> {
    reference: &'a Reference,
    words: &'a Words,
    text: &'a str,
    choice: &'a Choice,
}

impl Account<'_> {
    fn note(&self, index: usize, mention: &Mention) -> Note {
        let refusal = self.choice.refused.iter().find(|(refused, _)| *refused == index).map(|(_, why)| *why);
        let settled = self.choice.settled.iter().find(|one| one.mention == index);
        let (ruling, because) = match (refusal, settled) {
            (None, Some(one)) if Some(one.town) == self.choice.town => (Ruling::Taken, self.taken(one)),
            (None, Some(one)) => (Ruling::Outweighed, self.outweighed(one)),
            (why, _) => (Ruling::Refused, why.unwrap_or("it is no place").to_owned()),
        };
        let mut stages = vec![("means", self.meanings(mention))];
        stages.push(("stands", stands(mention.cue).to_owned()));
        if mention.signed {
            stages.push(("signed", "a sigla or postal code beside it agrees".to_owned()));
        }
        if let Some(one) = settled {
            let part = if one.kind == PlaceKind::Municipality { "the town" } else { "a part or short name of it" };
            stages.push(("score", format!("{part} in {}: {}", part_of_ad(mention.zone), one.score)));
        }
        let (first, last) = mention.words;
        let span = (mention.zone == Zone::Text).then(|| self.words.source(first, last));
        let read_as = match settled {
            Some(one) => self.name(one.town),
            None => span.clone().and_then(|span| self.text.get(span)).unwrap_or_default().to_owned(),
        };
        Note { about: About::Place, ruling, span, read_as, because, stages }
    }

    fn taken(&self, one: &Settled) -> String {
        let same = || self.choice.settled.iter().filter(|other| other.town == one.town);
        let rivals = self.choice.settled.iter().any(|other| other.town != one.town);
        match same().map(|other| other.score).max() {
            Some(most) if one.score < most => "it speaks for the same town".to_owned(),
            _ if rivals => format!("{} points: it weighs more than the other towns", one.score),
            _ => "no other town is named".to_owned(),
        }
    }

    fn outweighed(&self, one: &Settled) -> String {
        let Some(town) = self.choice.town else { return "nothing was chosen".to_owned() };
        let most = self.choice.settled.iter().filter(|other| other.town == town).map(|other| other.score).max();
        match most {
            Some(most) => format!("{} has {most} points to its {}", self.name(town), one.score),
            None => format!("{} weighs more", self.name(town)),
        }
    }

    fn name(&self, town: usize) -> String {
        let town = self.reference.municipalities().get(town);
        town.map(|town| format!("{} ({})", town.name, town.province)).unwrap_or_default()
    }

    fn meanings(&self, mention: &Mention) -> String {
        let told = mention.places.iter().take(MEANINGS).map(|place| {
            let town = self.name(place.municipality);
            match place.kind {
                PlaceKind::Municipality | PlaceKind::Short => town,
                PlaceKind::Province => format!("the province of {town}"),
                PlaceKind::Locality | PlaceKind::District => format!("a part of {town}"),
            }
        });
        let told = told.collect::<Vec<_>>().join(", or ");
        match mention.places.len().saturating_sub(MEANINGS) {
            0 => told,
            more => format!("{told}, or {more} more"),
        }
    }
}

fn stands(cue: Cue) -> &'static str {
    match cue {
        Cue::Refused => "as the name of something else",
        Cue::Denied => "ruled out",
        Cue::Aside => "beside where the ad is",
        Cue::Province => "as a province",
        Cue::From => "as where somebody or something is from",
        Cue::Plain => "by itself",
        Cue::Person => "behind a first name",
        Cue::Area => "as an area",
        Cue::Quarter => "as a part of a town",
        Cue::At => "as where something is",
        Cue::Here => "as where the ad is",
    }
}

fn part_of_ad(zone: Zone) -> &'static str {
    match zone {
        Zone::Field => "the field for the place",
        Zone::Title => "the title",
        Zone::Breadcrumbs => "the breadcrumbs",
        Zone::Path => "the address of the page",
        Zone::Text => "the text",
    }
}
