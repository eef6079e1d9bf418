//! What an ad says: a title and sentences, the same at every address of the ad but for small touches.

use super::dice::Dice;
use super::line::{Line, Tongue, purpose};
use super::places::Place;
use super::spelling;
use super::words::{CHATTER, Phrases, TOLD};
use super::world::{Ad, Post, Posting};
use crate::domain::{DeclaredGender, Venue};

/// What of an ad stands in lists. Plain text: the layouts escape it.
#[derive(Debug)]
pub(super) struct Headline {
    /// The title.
    pub(super) title: String,
    /// The first sentence, which never holds a number.
    pub(super) snippet: String,
    /// The price.
    pub(super) price: &'static str,
}

/// One posting with what belongs to it, looked up once.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub(super) seed: u64,
    pub(super) posting: &'a Posting,
    pub(super) ad: &'a Ad,
    pub(super) line: &'a Line,
}

impl Told<'_> {
    /// The numbers that stand in the ad.
    pub(super) fn numbers(&self) -> Vec<&str> {
        let second = self.line.second.as_deref().filter(|_| self.ad.both);
        std::iter::once(self.line.e164.as_str()).chain(second).collect()
    }

    /// The dice of the ad, the same at each of its addresses.
    fn dice(&self) -> Dice {
        Dice::of(self.seed, &[purpose::TEXT, u64::try_from(self.posting.ad).unwrap_or(0)])
    }
}

/// What of the ad stands in lists.
pub(super) fn headline(told: Told<'_>) -> Headline {
    open(told, &mut told.dice()).1
}

/// The first words of an ad: who it is, and what stands in lists.
fn open(told: Told<'_>, dice: &mut Dice) -> (String, Headline) {
    let phrases = Phrases::of(told.line.tongue);
    let who = who(told, phrases, dice);
    let snippet = fill(dice.phrase(phrases.opening), told.ad.place, &who, dice);
    let title = title(&who, told.ad.place, dice);
    let price = dice.phrase(&["50 €", "60 €", "80 €", "100 €", "trattabile"]);
    (who, Headline { title, snippet, price })
}

/// The paragraphs of an ad, with its numbers in the text or, `in_field`, beside it.
pub(super) fn write(told: Told<'_>, in_field: bool) -> Vec<String> {
    let mut dice = told.dice();
    let phrases = Phrases::of(told.line.tongue);
    let place = told.ad.place;
    let (who, headline) = open(told, &mut dice);
    let mut sentences = Vec::new();
    if told.ad.tells_venue {
        let index = Venue::ALL.iter().position(|venue| *venue == told.line.venue).unwrap_or(0);
        sentences.push(dice.phrase(phrases.venue.get(index).copied().unwrap_or_default()).to_owned());
    }
    sentences.push(dice.phrase(phrases.manner).to_owned());
    let mut noise = phrases.noise.to_vec();
    dice.shuffle(&mut noise);
    noise.truncate(dice.between(1, 2));
    sentences.extend(noise.into_iter().map(|sentence| fill(sentence, place, &who, &mut dice)));
    dice.shuffle(&mut sentences);
    let contact = if in_field {
        dice.phrase(phrases.see_field).to_owned()
    } else {
        let cue = dice.phrase(phrases.cue);
        format!("{cue}{}", spell_all(told, phrases.or, &mut dice))
    };
    // What a repost changes is small: a mark before the first words, and the last words.
    let mut touch = Dice::of(told.seed, &[purpose::TURN, u64::from(told.posting.id), told.posting.turn]);
    let mark = if told.posting.turn > 0 && touch.percent(30) { "★ " } else { "" };
    let first = format!("{mark}{} {}", headline.snippet, sentences.join(" "));
    let closing = touch.phrase(phrases.closing).to_owned();
    [first, contact, closing].into_iter().filter(|paragraph| !paragraph.is_empty()).collect()
}

/// A post of a forum in words.
pub(super) fn write_post(seed: u64, post: &Post, told: Option<Told<'_>>) -> String {
    let mut dice = Dice::of(seed, &[purpose::CHATTER, u64::from(post.id), post.day.unsigned_abs()]);
    let Some(told) = told else {
        return fill(dice.phrase(CHATTER), post.place, "", &mut dice);
    };
    let sentence = fill(dice.phrase(TOLD), post.place, "", &mut dice);
    sentence.replace("{number}", &spell_all(told, " o ", &mut dice))
}

/// The numbers of an ad as they are written in it.
fn spell_all(told: Told<'_>, or: &str, dice: &mut Dice) -> String {
    let spell = if told.posting.obscured { spelling::obscured } else { spelling::plain };
    let written: Vec<_> = told.numbers().into_iter().map(|number| spell(number, dice)).collect();
    written.join(or)
}

/// "ragazza brasiliana di 26 anni", as far as the ad tells.
fn who(told: Told<'_>, phrases: &Phrases, dice: &mut Dice) -> String {
    let line = told.line;
    let noun = match line.gender {
        DeclaredGender::Female | DeclaredGender::Couple => dice.phrase(phrases.woman),
        DeclaredGender::Trans => phrases.trans,
        DeclaredGender::Male => dice.phrase(phrases.man),
    };
    let origin = match (line.tells_origin, line.tongue, line.gender) {
        (false, _, _) => "",
        (true, Tongue::Italian, DeclaredGender::Male) => line.origin.masculine,
        (true, Tongue::Italian, _) => line.origin.feminine,
        (true, _, _) => line.origin.own,
    };
    let age =
        if told.ad.tells_age { dice.phrase(phrases.age).replace("{n}", &line.age.to_string()) } else { String::new() };
    // English and Chinese put the origin first.
    let parts = match line.tongue {
        Tongue::English => [origin, noun, &age],
        Tongue::Chinese => return format!("{origin}{noun}{age}"),
        Tongue::Italian | Tongue::Spanish | Tongue::Portuguese | Tongue::Romanian => [noun, origin, &age],
    };
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn title(who: &str, place: &Place, dice: &mut Dice) -> String {
    let who = capital(who);
    match dice.below(4) {
        0 => format!("{who} a {}", place.name),
        1 => format!("{} - {who}", place.name),
        2 => format!("{who} ({})", place.name),
        _ => format!("{}: {who}", place.name),
    }
}

fn fill(sentence: &str, place: &Place, who: &str, dice: &mut Dice) -> String {
    let filled = sentence
        .replace("{town}", place.name)
        .replace("{cap}", place.postcode)
        .replace("{sigla}", place.province)
        .replace("{ref}", &dice.between(1_000_000, 9_999_999).to_string());
    if filled.starts_with("{who}") {
        return filled.replacen("{who}", &capital(who), 1);
    }
    let capital = capital(who);
    filled.replace(". {who}", &format!(". {capital}")).replace("! {who}", &format!("! {capital}")).replace("{who}", who)
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
