//! What a layout is given to show. The texts in it are plain: a layout escapes what it prints.

use crate::demo::places::Place;
use crate::domain::{Day, TimeOfDay, Timestamp};

const MONTHS: [&str; 12] = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
];

/// A day and a minute of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) struct When {
    day: Day,
    minute: u16,
}

impl When {
    /// That minute of that day.
    pub(in super::super) fn of(day: Day, minute: u16) -> Self {
        Self { day, minute }
    }

    fn instant(self) -> Timestamp {
        let midnight = self.day.start();
        TimeOfDay::of(self.minute / 60, self.minute % 60).map_or(midnight, |time| self.day.at(time))
    }

    /// `2026-11-02T05:12:00+01:00`
    pub(in super::super) fn iso(self) -> String {
        self.instant().to_string()
    }

    /// `2026-11-02`
    pub(in super::super) fn date(self) -> String {
        self.day.to_string()
    }

    /// `02/11/2026`
    pub(in super::super) fn slashed(self) -> String {
        format!("{:02}/{:02}/{}", self.day.day_of_month(), self.day.month_of_year(), self.day.year())
    }

    /// `2 novembre 2026`
    pub(in super::super) fn long(self) -> String {
        let month = usize::try_from(self.day.month_of_year() - 1).ok().and_then(|month| MONTHS.get(month));
        format!("{} {} {}", self.day.day_of_month(), month.unwrap_or(&""), self.day.year())
    }

    /// `05:12`
    pub(in super::super) fn hour(self) -> String {
        format!("{:02}:{:02}", self.minute / 60, self.minute % 60)
    }

    /// `Mon, 02 Nov 2026 04:12:00 GMT`, as HTTP and feeds want it (RFC 9110, IMF-fixdate).
    pub(in super::super) fn http(self) -> String {
        self.instant().http_date()
    }
}

/// One ad as a list shows it.
#[derive(Debug, Clone)]
pub(in super::super) struct Card {
    pub(in super::super) id: u32,
    /// The address, from the root.
    pub(in super::super) path: String,
    pub(in super::super) title: String,
    /// A first sentence without a number.
    pub(in super::super) snippet: String,
    pub(in super::super) price: &'static str,
    pub(in super::super) place: &'static Place,
    pub(in super::super) posted: When,
}

/// One page of a list.
#[derive(Debug)]
pub(in super::super) struct ListPage {
    pub(in super::super) page: usize,
    pub(in super::super) pages: usize,
    pub(in super::super) cards: Vec<Card>,
    /// The address of the page with older ads.
    pub(in super::super) next: Option<String>,
    /// The address of the page with newer ads.
    pub(in super::super) previous: Option<String>,
    pub(in super::super) today: When,
    pub(in super::super) renamed: bool,
}

/// One ad with what stands around it.
#[derive(Debug)]
pub(in super::super) struct AdPage {
    pub(in super::super) card: Card,
    /// What it says; numbers are in it unless they stand in fields only.
    pub(in super::super) paragraphs: Vec<String>,
    /// The numbers for the fields of the page, in E.164; none where the text alone tells them.
    pub(in super::super) phones: Vec<String>,
    /// Other ads of the site, without their numbers.
    pub(in super::super) similar: Vec<Card>,
    /// The list that the ad stands in.
    pub(in super::super) list: String,
    pub(in super::super) renamed: bool,
}

impl AdPage {
    /// All that it says, in one line of markup.
    pub(in super::super) fn text(&self) -> String {
        crate::demo::html::escape(&self.paragraphs.join(" "))
    }

    /// A number as a page prints it: `300 123 4567`.
    pub(in super::super) fn printed(e164: &str) -> String {
        let national = e164.strip_prefix("+39").unwrap_or(e164);
        match (national.get(..3), national.get(3..6), national.get(6..)) {
            (Some(prefix), Some(three), Some(rest)) => format!("{prefix} {three} {rest}"),
            _ => national.to_owned(),
        }
    }
}
