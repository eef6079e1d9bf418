//! robots.txt: what a host closes to us (RFC 9309, read the way Google documents and publishes its reader).
//!
//! Own code, because the crates at hand either miss part of the published expectations or take exponential
//! time on a rule like `/*a*a*a`. Where the RFC and Google's published expectations disagree, the stricter
//! reading wins: what one of them closes is closed. `Crawl-delay`, which neither knows, is read as well.

mod ask;
mod pattern;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::time::Duration;

pub(super) use ask::Known;
use pattern::{Pattern, Wanted};

/// Bytes of a robots.txt that are read; RFC 9309, 2.5 asks for at least these.
pub(super) const SIZE_LIMIT: usize = 500 * 1024;
/// Bytes of a line that are read: eight times the longest address any browser takes.
const LINE_LIMIT: usize = 2083 * 8 - 1;
/// No site means to be asked less than once a day.
const LONGEST_DELAY: Duration = Duration::from_hours(24);

/// What one robots.txt says to one robot.
#[derive(Debug, Clone, Default)]
pub struct Robots {
    rules: Vec<Rule>,
    crawl_delay: Option<Duration>,
}

/// One `Allow` or `Disallow` line.
#[derive(Debug, Clone)]
struct Rule {
    verdict: Verdict,
    pattern: Pattern,
}

/// What a rule says of the paths it matches. The order decides a tie: RFC 9309, 2.2.2 lets `Allow` win.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    Disallow,
    Allow,
}

impl Robots {
    /// Reads `body` for the robot whose product token is `agent`. Never fails: what is not understood is
    /// passed over, as the RFC asks.
    #[must_use]
    pub fn parse(body: &[u8], agent: &str) -> Self {
        let mut reader = Reader { agent, ..Reader::default() };
        for line in lines(body) {
            if let Some((key, value)) = key_and_value(line) {
                reader.read(key, value);
            }
        }
        // A group of our own, even an empty one, stands in place of the group of all: nothing is inherited.
        let (rules, crawl_delay) = reader.own.unwrap_or(reader.all);
        Self { rules, crawl_delay }
    }

    /// Whether `wanted` may be asked for: a path with its query as it goes over the wire, or an address.
    #[must_use]
    pub fn allows(&self, wanted: &str) -> bool {
        let path = path_of(wanted);
        if path == "/robots.txt" {
            return true;
        }
        let wanted = Wanted::of(&path);
        self.rules
            .iter()
            .filter(|rule| rule.pattern.matches(&wanted, rule.verdict))
            .map(|rule| (rule.pattern.length(), rule.verdict))
            .max()
            .is_none_or(|(_, verdict)| verdict == Verdict::Allow)
    }

    /// The pause between two requests that the site asks for.
    #[must_use]
    pub fn crawl_delay(&self) -> Option<Duration> {
        self.crawl_delay
    }
}

/// The path of `wanted`, with its query and without its fragment.
fn path_of(wanted: &str) -> Cow<'_, str> {
    let wanted = wanted.split('#').next().unwrap_or_default();
    if wanted.starts_with('/') {
        return Cow::Borrowed(wanted);
    }
    let early = wanted.find(['/', '?', ';']).unwrap_or(wanted.len());
    let authority = wanted.find("://").filter(|scheme| *scheme < early).map_or(0, |scheme| scheme + 3);
    match wanted[authority..].find(['/', '?', ';']).map(|start| &wanted[authority + start..]) {
        Some(path) if path.starts_with('/') => Cow::Borrowed(path),
        Some(rest) => Cow::Owned(format!("/{rest}")),
        None => Cow::Borrowed("/"),
    }
}

/// The lines of `body`, however they end, without the byte order mark, and none longer than the limit.
fn lines(body: &[u8]) -> impl Iterator<Item = &[u8]> {
    let body = if body.len() > SIZE_LIMIT {
        // What the limit cut in two is no rule: `Disallow: /private` must not become `Disallow: /`.
        let kept = &body[..SIZE_LIMIT];
        let end = memchr::memrchr2(b'\n', b'\r', kept).unwrap_or(0);
        &kept[..end]
    } else {
        body
    };
    // A byte order mark may be there in part: a file once truncated by an editor keeps its first bytes.
    let mark = b"\xEF\xBB\xBF".iter().zip(body).take_while(|(mark, byte)| mark == byte).count();
    body[mark..].split(|byte| matches!(byte, b'\n' | b'\r')).map(|line| &line[..line.len().min(LINE_LIMIT)])
}

/// A line as `key: value`, without comment and outer blanks. The colon may be missing where the line has
/// exactly two words.
fn key_and_value(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = memchr::memchr2(b'#', 0, line).unwrap_or(line.len());
    let line = trim(&line[..end]);
    let (key, value) = if let Some(colon) = memchr::memchr(b':', line) {
        (&line[..colon], &line[colon + 1..])
    } else {
        let blank = memchr::memchr2(b' ', b'\t', line)?;
        let value = trim(&line[blank..]);
        if memchr::memchr2(b' ', b'\t', value).is_some() {
            return None;
        }
        (&line[..blank], value)
    };
    let key = trim(key);
    (!key.is_empty()).then(|| (key, trim(value)))
}

/// `text` without the blanks around it, a vertical tab among them.
fn trim(text: &[u8]) -> &[u8] {
    let blank = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0x0B;
    let start = text.iter().position(|byte| !blank(byte)).unwrap_or(text.len());
    let end = text.iter().rposition(|byte| !blank(byte)).map_or(start, |last| last + 1);
    &text[start..end]
}

/// What a line is about. Keys are matched by how they begin, in any case, with the misspellings that Google
/// documents.
enum Key {
    UserAgent,
    Allow,
    Disallow,
    CrawlDelay,
    Other,
}

impl Key {
    fn of(key: &[u8]) -> Self {
        let begins = |names: &[&str]| {
            names
                .iter()
                .any(|name| key.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes())))
        };
        if begins(&["user-agent", "useragent", "user agent"]) {
            Self::UserAgent
        } else if begins(&["allow"]) {
            Self::Allow
        } else if begins(&["disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"]) {
            Self::Disallow
        } else if begins(&["crawl-delay", "crawldelay", "crawl delay"]) {
            Self::CrawlDelay
        } else {
            Self::Other
        }
    }
}

/// The rules and the pause of the groups read so far.
type Group = (Vec<Rule>, Option<Duration>);

/// Reads the lines of one file, keeping what is for us and what is for all robots.
#[derive(Default)]
struct Reader<'a> {
    agent: &'a str,
    /// Groups that name us, if any does; several are one (RFC 9309, 2.2.1).
    own: Option<Group>,
    /// Groups of `*`.
    all: Group,
    /// Whether the group being read names us.
    for_us: bool,
    /// Whether the group being read is of `*`.
    for_all: bool,
    /// Whether a rule has been read since the last user-agent line: the next such line begins a new group.
    /// Other lines (`Sitemap`, `Crawl-delay`, unknown ones) do not end a group.
    ruled: bool,
}

impl Reader<'_> {
    fn read(&mut self, key: &[u8], value: &[u8]) {
        match Key::of(key) {
            Key::UserAgent => self.read_agent(value),
            Key::Allow => self.read_rule(Verdict::Allow, value),
            Key::Disallow => self.read_rule(Verdict::Disallow, value),
            Key::CrawlDelay => self.read_delay(value),
            Key::Other => {}
        }
    }

    fn read_agent(&mut self, value: &[u8]) {
        if std::mem::take(&mut self.ruled) {
            (self.for_us, self.for_all) = (false, false);
        }
        match value {
            [b'*'] => self.for_all = true,
            [b'*', next, ..] if next.is_ascii_whitespace() => self.for_all = true,
            _ => {
                let token = value.iter().position(|byte| !byte.is_ascii_alphabetic() && !matches!(byte, b'-' | b'_'));
                let token = &value[..token.unwrap_or(value.len())];
                if token.eq_ignore_ascii_case(self.agent.as_bytes()) {
                    self.for_us = true;
                    self.own.get_or_insert_default();
                }
            }
        }
    }

    fn read_rule(&mut self, verdict: Verdict, value: &[u8]) {
        let Some((rules, _)) = self.group() else { return };
        if !value.is_empty() {
            rules.push(Rule { verdict, pattern: Pattern::of(value) });
            // A site that opens its index page opens the folder by it, as Google documents.
            let folder = memchr::memrchr(b'/', value).filter(|slash| value[*slash..].starts_with(b"/index.htm"));
            if let (Verdict::Allow, Some(slash)) = (verdict, folder) {
                let pattern = Pattern::of(&[&value[..=slash], b"$"].concat());
                rules.push(Rule { verdict, pattern });
            }
        }
        self.ruled = true;
    }

    /// Of several pauses the longest counts. It holds for the user-agents named above it.
    fn read_delay(&mut self, value: &[u8]) {
        let number = value.iter().position(|byte| !byte.is_ascii_digit() && *byte != b'.').unwrap_or(value.len());
        let delay = std::str::from_utf8(&value[..number])
            .ok()
            .and_then(|text| text.parse::<f64>().ok())
            .filter(|seconds| *seconds > 0.0)
            .map(|seconds| Duration::try_from_secs_f64(seconds).unwrap_or(LONGEST_DELAY).min(LONGEST_DELAY));
        if let Some((_, longest)) = self.group() {
            *longest = delay.max(*longest);
        }
    }

    /// Where a line of the group being read belongs; `None` if it is for others.
    fn group(&mut self) -> Option<&mut Group> {
        if self.for_us {
            Some(self.own.get_or_insert_default())
        } else if self.for_all {
            Some(&mut self.all)
        } else {
            None
        }
    }
}
