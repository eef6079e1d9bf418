//! When a site says that a page changed: to the day, or to the instant (W3C date and time formats).

use super::{Day, Timestamp};

/// When a page changed, as its site says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changed {
    /// On that day.
    On(Day),
    /// At that instant.
    At(Timestamp),
}

impl Changed {
    /// Reads `2026-11-02`, `2026-11-02T10:00:00+01:00` and what lies between. A time without a zone is taken for UTC,
    /// a time that cannot be read for its day alone.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (day, rest) = text.split_at_checked(10)?;
        let day: Day = day.parse().ok()?;
        let Some(time) = rest.strip_prefix(['T', 't', ' ']) else { return Some(Self::On(day)) };
        let zone = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
        let (time, zone) = time.split_at(zone);
        let time = if time.len() == 5 { format!("{time}:00") } else { time.to_owned() };
        let zone = match zone.trim() {
            "" | "Z" | "z" => "Z".to_owned(),
            zone if zone.len() == 5 && !zone.contains(':') => format!("{}:{}", &zone[..3], &zone[3..]),
            zone => zone.to_owned(),
        };
        Some(format!("{day}T{time}{zone}").parse().map_or(Self::On(day), Self::At))
    }

    /// The day.
    #[must_use]
    pub fn day(self) -> Day {
        match self {
            Self::On(day) => day,
            Self::At(instant) => instant.day(),
        }
    }

    /// Whether it changed after that instant, for all that is known: of a day, whether the day is a later one.
    #[must_use]
    pub fn is_after(self, instant: Timestamp) -> bool {
        match self {
            Self::On(day) => day > instant.day(),
            Self::At(changed) => changed > instant,
        }
    }

    /// Whether it may have changed after that instant: of a day, whether the day had not ended.
    #[must_use]
    pub fn may_be_after(self, instant: Timestamp) -> bool {
        match self {
            Self::On(day) => day >= instant.day(),
            Self::At(changed) => changed > instant,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_instants_are_read_as_sites_write_them() {
        let at = |text: &str| Changed::At(text.parse().unwrap());
        for (text, expected) in [
            ("2026-11-02", Changed::On("2026-11-02".parse().unwrap())),
            (" 2026-11-02T10:00:00Z ", at("2026-11-02T10:00:00Z")),
            ("2026-11-02T10:00:00+01:00", at("2026-11-02T09:00:00Z")),
            ("2026-11-02T10:00+0100", at("2026-11-02T09:00:00Z")),
            ("2026-11-02 10:00:00", at("2026-11-02T10:00:00Z")),
            ("2026-11-02T10:00:00.123Z", at("2026-11-02T10:00:00.123Z")),
            ("2026-11-02Tnoon", Changed::On("2026-11-02".parse().unwrap())),
        ] {
            assert_eq!(Changed::parse(text), Some(expected), "{text}");
        }
        for text in ["", "2026", "2026-11", "ieri", "02/11/2026", "2026-13-02", "è2026-11-02", "2026-11-0è"] {
            assert_eq!(Changed::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_is_after_an_instant_when_it_is_a_later_day() {
        let noon: Timestamp = "2026-11-02T12:00:00Z".parse().unwrap();
        for (text, is, may_be) in [
            ("2026-11-01", false, false),
            ("2026-11-02", false, true),
            ("2026-11-03", true, true),
            ("2026-11-02T11:59:59Z", false, false),
            ("2026-11-02T12:00:01Z", true, true),
        ] {
            let changed = Changed::parse(text).unwrap();
            assert_eq!((changed.is_after(noon), changed.may_be_after(noon)), (is, may_be), "{text}");
        }
    }
}
