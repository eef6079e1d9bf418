//! The words of the screens: one catalogue a language, in Fluent. No word of a screen stands anywhere else.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::domain::{Day, Language, Month, Timestamp};

/// A language that the screens are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tongue {
    Italian,
    English,
}

impl Tongue {
    pub(super) const ALL: [Self; 2] = [Self::Italian, Self::English];

    /// Its code, as in `lang="it"`.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Italian => "it",
            Self::English => "en",
        }
    }

    /// The language it is.
    pub(super) const fn language(self) -> Language {
        match self {
            Self::Italian => Language::ITALIAN,
            Self::English => Language::ENGLISH,
        }
    }

    pub(super) fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tongue| tongue.code() == code)
    }

    /// The one that a browser asks for first, of those there are; Italian when it asks for none.
    pub(super) fn asked_for(accept_language: &str) -> Self {
        let mut asked: Vec<(f32, Self)> = accept_language
            .split(',')
            .filter_map(|part| {
                let (range, weight) = part.split_once(";q=").unwrap_or((part, "1"));
                let tongue = Self::of(range.trim().split('-').next()?.to_ascii_lowercase().as_str())?;
                Some((weight.trim().parse().unwrap_or(0.0), tongue))
            })
            .filter(|(weight, _)| *weight > 0.0)
            .collect();
        // The sort is stable: of equals the first stays first.
        asked.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        asked.first().map_or(Self::Italian, |(_, tongue)| *tongue)
    }
}

/// The words of one page in each language, in the order of `Tongue::ALL`.
macro_rules! page {
    ($name:literal) => {
        [include_str!(concat!("it/", $name, ".ftl")), include_str!(concat!("en/", $name, ".ftl"))]
    };
}

/// A file a page; what several pages say is in `common`.
const PAGES: [[&str; 2]; 20] = [
    page!("common"),
    page!("door"),
    page!("provider"),
    page!("today"),
    page!("call"),
    page!("do_not_call"),
    page!("people"),
    page!("entry"),
    page!("coordination"),
    page!("sampled"),
    page!("file"),
    page!("sources"),
    page!("trial"),
    page!("person"),
    page!("protection"),
    page!("rules"),
    page!("region"),
    page!("month"),
    page!("figures"),
    page!("report"),
];

static ITALIAN: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(Tongue::Italian));
static ENGLISH: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(Tongue::English));

fn bundle(tongue: Tongue) -> FluentBundle<FluentResource> {
    let language: LanguageIdentifier = tongue.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Marks of direction around each value are of use beside right-to-left text only, and are read out by some.
    bundle.set_use_isolating(false);
    for [italian, english] in PAGES {
        let text = match tongue {
            Tongue::Italian => italian,
            Tongue::English => english,
        };
        // What the parser does not understand is left out; a test finds it.
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// The languages that have a name in the catalogues.
pub(super) const SPOKEN: [&str; 15] =
    ["it", "en", "es", "pt", "ro", "zh", "fr", "ar", "sq", "ru", "uk", "pl", "bg", "hu", "th"];

/// The words of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Words(pub(super) Tongue);

impl Words {
    /// The words under `key`; the key itself where there are none.
    pub(super) fn say(self, key: &str) -> String {
        self.formatted(key, None)
    }

    /// The words under `key` with a value in them.
    pub(super) fn with(self, key: &str, name: &str, value: impl Into<Value>) -> String {
        self.fill(key, [(name, value.into())])
    }

    /// The words under `key` with values in them.
    pub(super) fn fill<const N: usize>(self, key: &str, values: [(&str, Value); N]) -> String {
        let mut arguments = FluentArgs::with_capacity(N);
        for (name, Value(value)) in values {
            arguments.set(name, value);
        }
        self.formatted(key, Some(&arguments))
    }

    /// The words for a code of a closed list: `role` and `dpo` are under `role-dpo`.
    pub(super) fn code(self, family: &str, code: &str) -> String {
        self.say(&format!("{family}-{code}"))
    }

    /// The day in words, like *lunedì 2 novembre*.
    pub(super) fn day(self, day: Day) -> String {
        let weekday = self.code("weekday", &day.weekday().to_string());
        let month = self.code("month", &day.month_of_year().to_string());
        self.fill(
            "day",
            [
                ("weekday", weekday.into()),
                ("day", u32::from(day.day_of_month().unsigned_abs()).into()),
                ("month", month.into()),
            ],
        )
    }

    /// The month in words, like *ottobre 2026*.
    pub(super) fn month(self, month: Month) -> String {
        let first = month.first();
        format!("{} {}", self.code("month", &first.month_of_year().to_string()), first.year())
    }

    /// The time of day, with the day where it is another than `today`.
    pub(super) fn moment(self, at: Timestamp, today: Day) -> String {
        let time = at.time_of_day().to_string();
        if at.day() == today {
            time
        } else {
            self.fill("moment", [("day", self.day(at.day()).into()), ("time", time.into())])
        }
    }

    /// A language, as people name it; its code where there is no word for it.
    pub(super) fn language(self, language: Language) -> String {
        if SPOKEN.contains(&language.as_str()) { self.code("spoken", language.as_str()) } else { language.to_string() }
    }

    /// The languages that a call may turn out to be in.
    pub(super) fn languages(self) -> Vec<(Language, String)> {
        let known = SPOKEN.iter().filter_map(|code| code.parse().ok());
        known.map(|language| (language, self.language(language))).collect()
    }

    fn formatted(self, key: &str, arguments: Option<&FluentArgs<'_>>) -> String {
        let bundle = match self.0 {
            Tongue::Italian => &*ITALIAN,
            Tongue::English => &*ENGLISH,
        };
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else { return key.to_owned() };
        bundle.format_pattern(pattern, arguments, &mut Vec::new()).into_owned()
    }
}

/// A value in a sentence.
pub(super) struct Value(FluentValue<'static>);

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self(FluentValue::from(text))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self(FluentValue::from(text.to_owned()))
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self(FluentValue::from(number))
    }
}

impl From<u8> for Value {
    fn from(number: u8) -> Self {
        Self(FluentValue::from(number))
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self(FluentValue::from(number))
    }
}

#[cfg(test)]
mod tests;
