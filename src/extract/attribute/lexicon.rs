//! The lexicon: every declaring word and phrase, found in one pass and read in its sentence.

use std::collections::HashMap;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::domain::{DeclaredGender, Origin};
use crate::reference::{Case, Declaration, Gap, Number, Reference, Words};

use super::whose::{self, Whose};
use super::{Said, age};

/// Why a word declares nothing that is said of the person and belongs to no list.
pub(super) const SILENT: &str = "it declares nothing by itself";

/// Why an origin is none of the person's.
const OF_THING: &str = "said of a thing, not of a person";

/// What a word for one woman declares.
const WOMAN: Declaration = Declaration::Gender(DeclaredGender::Female);

/// All that one phrase may say.
#[derive(Debug, Default)]
struct Entry {
    declarations: Vec<Declaration>,
    people: Vec<(Origin, Option<DeclaredGender>, Number)>,
    countries: Vec<Origin>,
    /// A town is called so too: "Latina".
    is_town: bool,
}

/// Every phrase, with what it may say.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    automaton: Option<AhoCorasick>,
    entries: Vec<Entry>,
}

/// A phrase found before, for what holds of a list: "no russi, arabi".
#[derive(Clone, Copy)]
struct Before {
    last: usize,
    whose: Whose,
    several: bool,
    /// It is said of a thing: "massaggio thailandese e svedese".
    of_thing: bool,
    /// It is a word for one woman.
    woman: bool,
}

impl Before {
    /// "Ricerco signora tra 40 e 50 anni, italiana": of whom is sought, more is told between commas.
    fn is_told_more(self, words: &Words, first: usize, last: usize, entry: &Entry) -> bool {
        let mut within = self.last + 1..=first;
        let enclosed = words.gap(first) == Gap::Comma && words.gap(last + 1) >= Gap::Comma;
        let near = first <= self.last + 6;
        let one_part =
            within.all(|index| words.gap(index) < Gap::Stop && !whose::is(words.text(index), whose::Role::Myself));
        self.whose == Whose::Others && self.woman && enclosed && near && one_part && entry.is_of_woman()
    }
}

impl Lexicon {
    /// The lexicon, built at the first call.
    pub(super) fn load(reference: &Reference) -> &'static Self {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| Self::of(reference))
    }

    fn of(reference: &Reference) -> Self {
        let mut entries: HashMap<&str, Entry> = HashMap::new();
        for (phrase, declaration) in reference.declarations() {
            entries.entry(phrase).or_default().declarations.push(*declaration);
        }
        for word in reference.origin_words() {
            let person = (word.origin.clone(), word.gender, word.number);
            entries.entry(&word.phrase).or_default().people.push(person);
        }
        for (name, origin) in reference.country_names() {
            entries.entry(name).or_default().countries.push(origin.clone());
        }
        // "ts italiana" tells an origin too, unless it is the name of something else.
        let ending = |phrase: &str| Some(entries.get(phrase.rsplit_once(' ')?.1)?.people.clone());
        let endings: HashMap<&str, _> = entries.keys().filter_map(|phrase| Some((*phrase, ending(phrase)?))).collect();
        for (phrase, entry) in &mut entries {
            if matches!(entry.declarations[..], [Declaration::Gender(_)]) {
                entry.people.extend(endings.get(phrase).cloned().unwrap_or_default());
            }
            entry.is_town = !entry.people.is_empty() && reference.municipality_named(phrase, None).is_some();
        }
        let (phrases, entries): (Vec<_>, Vec<_>) = entries.into_iter().unzip();
        let patterns = phrases.iter().map(|phrase| format!(" {} ", phrase.replace(' ', "  ")));
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(patterns).ok();
        Self { automaton, entries }
    }

    /// What the words say of the person.
    pub(super) fn read(&self, words: &Words) -> Said {
        self.read_each(words, |_, _, _| {})
    }

    /// The same; each phrase is told with its words, what it adds, and why it adds nothing.
    pub(super) fn read_each(
        &self,
        words: &Words,
        mut tell: impl FnMut((usize, usize), &Said, Result<(), &'static str>),
    ) -> Said {
        let mut said = Said { ages: age::bands(words), ..Said::default() };
        let mut before: Option<Before> = None;
        for found in self.automaton.iter().flat_map(|automaton| automaton.find_iter(words.folded())) {
            let Some(entry) = self.entries.get(found.pattern().as_usize()) else { continue };
            let (first, last) = words.span(found.start(), found.end());
            let whose = match before {
                _ if entry.declarations.contains(&Declaration::Client) => Whose::Others,
                Some(before) if before.whose != Whose::Own && goes_on(words, before, first, entry) => before.whose,
                // "Ragazza tedesca cercasi"
                _ if (last + 1..last + 3).any(|next| words.gap(next).joins() && words.text(next) == "cercasi") => {
                    Whose::Others
                }
                // "Italian men welcome"
                _ if words.gap(last + 1).joins() && whose::is(words.text(last + 1), whose::Role::OthersAfter) => {
                    Whose::Others
                }
                Some(before) if before.is_told_more(words, first, last, entry) => Whose::Others,
                _ => whose::read(words, first),
            };
            let mut own = Said::default();
            let same_thing = before.is_some_and(|before| before.of_thing && is_next(words, before, first, entry));
            let taken = if same_thing { Err(OF_THING) } else { entry.take(words, first, last, whose, &mut own) };
            let (several, woman) = (entry.is_several(), entry.declarations.contains(&WOMAN));
            before = Some(Before { last, whose, several, of_thing: taken == Err(OF_THING), woman });
            tell((first, last), &own, taken);
            said.add(own);
        }
        said
    }
}

/// Whether the phrase at `first` stands in one list with the one before.
fn goes_on(words: &Words, before: Before, first: usize, entry: &Entry) -> bool {
    match first.saturating_sub(before.last) {
        1 => words.gap(first) <= Gap::Comma && before.several && !entry.is_one(),
        2 => {
            whose::is(words.text(first - 1), whose::Role::And)
                && words.gap(first) <= Gap::Space
                && words.gap(first - 1) <= Gap::Comma
        }
        _ => false,
    }
}

/// Whether the phrase at `first` is the next origin of the same thing: "massaggio cinese, giapponese".
fn is_next(words: &Words, before: Before, first: usize, entry: &Entry) -> bool {
    let near = match first.saturating_sub(before.last) {
        1 => words.gap(first) == Gap::Comma,
        2 => whose::is(words.text(first - 1), whose::Role::And) && words.gap(first) <= Gap::Space,
        _ => false,
    };
    let only_spoken = entry.declarations.iter().all(|one| matches!(one, Declaration::Speaks(_)));
    near && !entry.people.is_empty() && only_spoken && !entry.is_of_woman()
}

impl Entry {
    /// Whether it speaks of several people.
    fn is_several(&self) -> bool {
        self.declarations.contains(&Declaration::Client)
            || self.people.iter().any(|(.., number)| *number == Number::Several)
    }

    /// Whether its form is a woman's: "italiana".
    fn is_of_woman(&self) -> bool {
        self.people.iter().any(|(_, gender, _)| *gender == Some(DeclaredGender::Female))
    }

    /// Whether it speaks of one person of some origin.
    fn is_one(&self) -> bool {
        !self.people.is_empty() && self.people.iter().all(|(.., number)| *number == Number::One)
    }

    /// Takes what the phrase says of the person; if it says nothing, the rule that keeps it from doing so.
    fn take(
        &self,
        words: &Words,
        first: usize,
        last: usize,
        whose: Whose,
        said: &mut Said,
    ) -> Result<(), &'static str> {
        let spoken = whose::is_spoken(words, first);
        let mut outcome = Err(SILENT);
        for declaration in &self.declarations {
            let own = match declaration {
                Declaration::Gender(gender) if whose == Whose::Own => {
                    said.genders.push(*gender);
                    Ok(())
                }
                Declaration::Genders(gender) if whose == Whose::Own => {
                    said.several.push(*gender);
                    Ok(())
                }
                Declaration::Gender(_) | Declaration::Genders(_) | Declaration::Client => Err(of_whom(whose)),
                Declaration::Venue(venue) if whose::is_own_place(words, first, last, *venue) => {
                    said.venues.push(*venue);
                    Ok(())
                }
                Declaration::Venue(_) => Err("not where the person receives: ruled out, sought or beside the way"),
                Declaration::Speaks(language) if spoken && whose != Whose::Denied => {
                    said.languages.push(*language);
                    Ok(())
                }
                Declaration::Speaks(_) => Err("not said to be spoken"),
                Declaration::Nothing => Err("it is said of something else"),
            };
            outcome = outcome.or(own);
        }
        let speaks = spoken && self.declarations.iter().any(|one| matches!(one, Declaration::Speaks(_)));
        if speaks || (self.people.is_empty() && self.countries.is_empty()) {
            return outcome;
        }
        if whose != Whose::Own {
            return outcome.or(Err(of_whom(whose)));
        }
        let origin = self.take_origin(words, first, last, said);
        outcome.or(origin)
    }

    fn take_origin(&self, words: &Words, first: usize, last: usize, said: &mut Said) -> Result<(), &'static str> {
        if !self.countries.is_empty() && whose::comes_from(words, first) {
            said.origins.push(self.countries.clone());
            return Ok(());
        }
        if self.people.is_empty() {
            return Err("a country, and not said to be where the person comes from");
        }
        if whose::is_said_of_thing(words, first, last) {
            return Err(OF_THING);
        }
        if self.is_town && is_town_here(words, first, last) {
            return Err("the town of that name");
        }
        let mut doubt = Err("a form that is said of no person here");
        let mut credible = Vec::new();
        for one @ (_, gender, number) in &self.people {
            let (is_credible, otherwise) = match (number, gender) {
                (Number::Several, _) => (whose::are_people(words, first), "several people: clients, not who offers"),
                (Number::One, Some(DeclaredGender::Male)) => {
                    (whose::is_man(words, first, last), "a masculine form without a man")
                }
                (Number::One, None) => (!whose::is_masculine_thing(words, first), OF_THING),
                (Number::One, _) => (true, ""),
            };
            if is_credible {
                credible.push(one);
            } else {
                doubt = Err(otherwise);
            }
        }
        if credible.is_empty() {
            return doubt;
        }
        said.origins.push(credible.iter().map(|(origin, ..)| origin.clone()).collect());
        said.shown.extend(credible.iter().find_map(|(_, gender, _)| *gender));
        Ok(())
    }
}

/// Why a word that is not said of the person declares nothing.
pub(super) fn of_whom(whose: Whose) -> &'static str {
    match whose {
        Whose::Own => SILENT,
        Whose::Others => "said of somebody else: clients, friends, whoever is sought",
        Whose::Denied => "a word before it rules it out",
    }
}

/// "a Latina", "Latina zona centro", "in appartamento Latina": the town.
fn is_town_here(words: &Words, first: usize, last: usize) -> bool {
    let Some(word) = words.word(first).filter(|word| word.case != Case::Lower) else { return false };
    let led = first > 0 && word.gap.joins() && matches!(words.text(first - 1), "a" | "ad" | "in" | "di" | "zona");
    let followed = words.gap(last + 1) <= Gap::Bracket
        && matches!(
            words.text(last + 1),
            "centro"
                | "citta"
                | "est"
                | "lido"
                | "lt"
                | "nord"
                | "scalo"
                | "stazione"
                | "sud"
                | "via"
                | "viale"
                | "zona"
        );
    led || followed || (words.capitals_tell() && word.gap != Gap::Stop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lexicon_holds_every_table() {
        let lexicon = Lexicon::load(Reference::load());
        assert!(lexicon.automaton.is_some());
        for phrase in ["ragazza", "centro massaggi", "brasiliana", "fata", "romania", "dell est"] {
            let words = Words::of(phrase);
            let automaton = lexicon.automaton.as_ref().unwrap();
            assert_eq!(automaton.find_iter(words.folded()).count(), 1, "{phrase}");
        }
    }
}
