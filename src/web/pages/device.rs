//! The devices that somebody is signed in on, in words: when, and roughly which browser. Never from where.

use http::HeaderMap;
use http::header::USER_AGENT;

use crate::desk::Device;
use crate::domain::{Day, OperatorName};
use crate::web::Shared;
use crate::web::error::Refusal;
use crate::web::session::Visit;
use crate::web::words::Words;

/// Browsers by what they call themselves; the first that is named wins, for each calls itself the others too.
const BROWSERS: [(&str, &str); 6] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];
/// Systems, likewise.
const SYSTEMS: [(&str, &str); 6] = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
];

/// A device, in words.
pub(super) struct Shown {
    pub(super) browser: String,
    pub(super) since: String,
    pub(super) seen: String,
    pub(super) is_this: bool,
}

/// The devices that somebody is signed in on, the latest first.
pub(super) async fn devices(face: &Shared, name: &OperatorName, visit: &Visit) -> Result<Vec<Shown>, Refusal> {
    let found = face.door.devices(name, &visit.token).await?;
    // The door keeps the time of the wall, whatever the clock of a rehearsal shows.
    let today = found.iter().map(|device| device.seen.day()).max();
    Ok(found.into_iter().map(|device| Shown::of(device, visit.words, today)).collect())
}

impl Shown {
    fn of(device: Device, words: Words, today: Option<Day>) -> Self {
        let at = |at: crate::domain::Timestamp| words.moment(at, today.unwrap_or(at.day()));
        Self {
            browser: device.browser.unwrap_or_else(|| words.say("device-unknown")),
            since: at(device.began),
            seen: at(device.seen),
            is_this: device.is_this,
        }
    }
}

/// Roughly which browser asks, of a closed list: nothing that somebody could be told by.
pub(super) fn browser(asked: &HeaderMap) -> Option<String> {
    let text = asked.get(USER_AGENT)?.to_str().ok()?;
    let among =
        |list: &[(&str, &'static str)]| list.iter().find(|(mark, _)| text.contains(mark)).map(|(_, name)| *name);
    match (among(&BROWSERS), among(&SYSTEMS)) {
        (Some(browser), Some(system)) => Some(format!("{browser} · {system}")),
        (one, other) => one.or(other).map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_known_roughly_and_nothing_of_it_is_kept_but_that() {
        for (asked, known) in [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", Some("Firefox · Linux")),
            (
                "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36",
                Some("Chrome · Android"),
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0",
                Some("Edge · Windows"),
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1",
                Some("Safari · iPhone"),
            ),
            ("<script>", None),
            ("", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(USER_AGENT, asked.parse().unwrap());
            assert_eq!(browser(&headers).as_deref(), known, "{asked}");
        }
        assert_eq!(browser(&HeaderMap::new()), None);
    }
}
