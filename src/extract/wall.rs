//! Walls: pages that stand where an ad or a list should, and say "not you" instead.
//!
//! A wall is reported and left alone. It is looked for only on a page that gave nothing, and only a short
//! page is one: an ad's page may well hold a log-in form in its margin.

use std::fmt;

use super::reading::Reading;
use crate::source::PAGE_FIELDS;

/// A page with more to say than this, in bytes of its main text, is no wall.
const SHORT: usize = 600;

/// What stands in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wall {
    /// What every page of its kind has is not there: a soft 404, another layout, a wall nobody knows.
    MustHaveAbsent,
    /// A form to log in.
    Login,
    /// A puzzle that tells people from programs.
    Captcha,
    /// A check of the browser, or a refusal.
    Challenge,
    /// A question for one's age.
    AgeGate,
}

impl Wall {
    /// What it is, in words.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MustHaveAbsent => "`must_have` is not on the page",
            Self::Login => "the page asks to log in",
            Self::Captcha => "the page asks for a captcha",
            Self::Challenge => "the page checks the browser or refuses",
            Self::AgeGate => "the page asks for one's age",
        }
    }
}

impl Wall {
    /// What it is, as it is counted.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::MustHaveAbsent => "must_have",
            Self::Login => "login",
            Self::Captcha => "captcha",
            Self::Challenge => "challenge",
            Self::AgeGate => "age_gate",
        }
    }
}

impl fmt::Display for Wall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

const CHALLENGES: &[&str] = &[
    "just a moment",
    "checking your browser",
    "checking if the site connection is secure",
    "attention required",
    "access denied",
    "accesso negato",
    "verifying you are human",
    "verify you are human",
    "verify that you are",
    "enable javascript and cookies",
    "ddos protection",
    "unusual traffic",
    "traffico insolito",
    "request blocked",
    "you have been blocked",
    "sei stato bloccato",
    "verifica del browser",
];
const CAPTCHAS: &[&str] = &[
    "captcha",
    "recaptcha",
    "hcaptcha",
    "not a robot",
    "non sono un robot",
    "non sei un robot",
    "are you human",
    "sei umano",
];
const LOGINS: &[&str] =
    &["log in", "login", "sign in", "accedi", "entra nel", "effettua l'accesso", "area riservata", "registrati"];
const AGES: &[&str] = &[
    "maggiorenne",
    "maggiore età",
    "maggiore di 18",
    "più di 18 anni",
    "almeno 18 anni",
    "over 18",
    "18 years",
    "18+",
    "+18",
    "vietato ai minori",
    "adults only",
];
/// What an age gate has beside its question: a way in and a way out.
const DOORS: &[&str] = &["entra", "enter", "accetto", "accetta", "esci", "exit", "leave", "confermo", "conferma"];

/// The wall that the page is, if it gave nothing and is one.
pub(super) fn wall(reading: &Reading<'_>) -> Option<Wall> {
    let document = reading.document;
    if document.main_text().len() > SHORT {
        return None;
    }
    let title = reading.title().unwrap_or_default();
    let said = format!("{title}\n{}", document.visible_text(document.root())).to_lowercase().replace('’', "'");
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| has(&said, phrase));
    if reading.is_on(&PAGE_FIELDS.captcha) || says(CAPTCHAS) {
        return Some(Wall::Captcha);
    }
    if says(CHALLENGES) {
        return Some(Wall::Challenge);
    }
    if reading.is_on(&PAGE_FIELDS.password) && says(LOGINS) {
        return Some(Wall::Login);
    }
    (says(AGES) && says(DOORS)).then_some(Wall::AgeGate)
}

/// Whether a text has a phrase as whole words: `centrale` does not say `entra`.
fn has(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + phrase.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}
