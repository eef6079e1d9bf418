//! Sudden sameness: a site that gives the same page for one ad after another has put up a wall that does not say so.
//! Pure, but for what it remembers.
//!
//! Pages are held against each other by what their ads say, or by all that they say where an ad says nothing; figures,
//! capitals and a word that changes each time do not make another page. Ads that give a number are the same only with
//! the same number, and then it takes more of them: some advertisers do put up one ad twenty times.

use std::collections::BTreeMap;

use super::read::AdRead;
use crate::domain::{Likeness, PageUrl, PhoneNumber, SessionId, Task};

/// So many ads in a row, at as many addresses, with the same words and without a number.
const WITHOUT_NUMBER: usize = 8;
/// The same with a number.
const WITH_NUMBER: usize = 30;

/// The same page in a row, by session.
#[derive(Debug, Default)]
pub(super) struct Sameness(BTreeMap<SessionId, Run>);

/// Ads in a row that are the same.
#[derive(Debug)]
struct Run {
    said: Likeness,
    numbers: Vec<PhoneNumber>,
    addresses: Vec<PageUrl>,
}

impl Sameness {
    /// Takes note of the ad of a task; the addresses of all that are the same, once they are too many.
    pub(super) fn note(&mut self, task: &Task, ad: &AdRead) -> Option<Vec<PageUrl>> {
        let begin = || Run { said: ad.page.clone(), numbers: ad.numbers.clone(), addresses: Vec::new() };
        let run = self.0.entry(task.session).or_insert_with(begin);
        if !run.said.is_same(&ad.page) || run.numbers != ad.numbers {
            *run = begin();
        }
        if !run.addresses.contains(&task.url) {
            run.addresses.push(task.url.clone());
        }
        let most = if run.numbers.is_empty() { WITHOUT_NUMBER } else { WITH_NUMBER };
        (run.addresses.len() >= most).then(|| std::mem::take(&mut run.addresses))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Declared, NumberingPlan, TaskId, TaskKind};
    use crate::store::monitoring_sessions::Tally;

    fn task(index: usize) -> Task {
        Task {
            id: TaskId::from_bytes([1; 16]),
            source: "bacheca".to_owned(),
            session: SessionId::from_bytes([7; 16]),
            kind: TaskKind::Ad,
            url: PageUrl::parse(&format!("http://bacheca.invalid/{index}")).unwrap(),
            position: 0,
            depth: 0,
            known_run: 0,
            attempts: 0,
        }
    }

    fn ad(words: &str, number: Option<&str>) -> AdRead {
        let number = number.map(|number| PhoneNumber::parse(number, NumberingPlan::Rehearsal).unwrap());
        AdRead {
            key: String::new(),
            numbers: number.into_iter().collect(),
            denied: 0,
            municipality: None,
            declared: Declared::default(),
            likeness: None,
            page: Likeness::of(words),
            reveal: None,
            more: Tally::default(),
            themes: Vec::new(),
        }
    }

    /// After how many of these the run is a wall, if it is.
    fn wall(ads: impl IntoIterator<Item = (usize, AdRead)>) -> Option<usize> {
        let mut sameness = Sameness::default();
        let mut count = 0;
        ads.into_iter().find_map(|(index, ad)| {
            count += 1;
            sameness.note(&task(index), &ad).map(|addresses| {
                assert_eq!(addresses.len(), addresses.iter().collect::<std::collections::HashSet<_>>().len());
                count
            })
        })
    }

    const SHELL: &str = "Benvenuti nel portale degli annunci: scegli la tua città per vedere chi ti aspetta, o \
                         iscriviti alla lettera della settimana. Ultimo aggiornamento alle";

    #[test]
    fn one_page_for_every_address_is_a_wall_whatever_time_it_shows() {
        assert_eq!(wall((0..20).map(|index| (index, ad(SHELL, None)))), Some(WITHOUT_NUMBER));
        assert_eq!(wall((0..20).map(|index| (index, ad(&format!("{SHELL} 12:{index}"), None)))), Some(WITHOUT_NUMBER));
        assert_eq!(wall((0..20).map(|index| (index, ad("", None)))), Some(WITHOUT_NUMBER), "nothing at all");
    }

    #[test]
    fn ads_that_differ_in_words_or_in_numbers_are_none() {
        let words = ["mora", "bionda", "dolce", "nuova", "bella", "alta", "seria", "vera", "calma", "sola"];
        assert_eq!(wall((0..10).map(|index| (index, ad(&format!("{0} {0}", words[index]), None)))), None);
        let numbered = |index: usize| ad(SHELL, Some(&format!("300 12345{index:02}")));
        assert_eq!(wall((0..40).map(|index| (index, numbered(index)))), None);
    }

    #[test]
    fn one_ad_put_up_twenty_times_is_none_and_the_number_of_the_house_on_every_page_is_one() {
        let spam = |count| (0..count).map(|index| (index, ad(SHELL, Some("300 1234567"))));
        assert_eq!(wall(spam(20)), None);
        assert_eq!(wall(spam(40)), Some(WITH_NUMBER));
    }

    #[test]
    fn one_page_read_again_and_again_is_one_and_a_page_of_its_own_begins_anew() {
        assert_eq!(wall((0..20).map(|_| (1, ad(SHELL, None)))), None);
        let broken =
            |index: usize| if index % 5 == 4 { ad("un annuncio vero e proprio", None) } else { ad(SHELL, None) };
        assert_eq!(wall((0..40).map(|index| (index, broken(index)))), None);
    }
}
