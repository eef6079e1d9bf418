//! The bound on nesting: a linear look at the tags before the real parser sees them.
//!
//! html5ever takes time quadratic in the depth of the tree, in the number of formatting elements left
//! open and in the attributes of one tag, so that a megabyte of `<div>` would hold a worker for minutes.
//! Start tags beyond the limits are left out here (their text stays), and the document gets a fault.
//! Ordinary pages come through untouched, without being copied.

use std::borrow::Cow;

/// Deeper than any page that people wrote; browsers flatten beyond 512.
const DEPTH: usize = 256;
/// Formatting elements closed by something other than their own end tag: each is opened anew later.
const LEAKED: usize = 256;
/// Attributes of one tag.
const ATTRIBUTES: usize = 256;
/// How far down an end tag looks for its start.
const LOOK_BACK: usize = 512;

const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
const RAW: [&str; 9] = ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript"];
const FORMATTING: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// Elements that end an open one of the same list: a `<li>` without `</li>` does not nest.
const SIBLINGS: [&[&str]; 6] = [&["p"], &["li"], &["dt", "dd"], &["td", "th"], &["tr"], &["option"]];

/// The text, with what would make the parser slow left out.
pub(super) fn bounded<'a>(text: &'a str, faults: &mut Vec<String>) -> Cow<'a, str> {
    let mut scan = Scan { text, kept: None, copied: 0, open: Vec::new(), leaked: 0, cut_tags: 0, cut_attributes: 0 };
    scan.run();
    if scan.cut_tags > 0 {
        faults.push(format!("{} tags nested more than {DEPTH} deep were left out", scan.cut_tags));
    }
    if scan.cut_attributes > 0 {
        faults.push(format!(
            "{} tags had more than {ATTRIBUTES} attributes, the rest were left out",
            scan.cut_attributes
        ));
    }
    let copied = scan.copied;
    match scan.kept {
        None => Cow::Borrowed(text),
        Some(mut kept) => {
            kept.push_str(text.get(copied..).unwrap_or_default());
            Cow::Owned(kept)
        }
    }
}

/// One open element; a ghost is one whose start tag was left out, so that its end tag is left out too.
struct Open<'a> {
    name: &'a str,
    ghost: bool,
}

struct Scan<'a> {
    text: &'a str,
    kept: Option<String>,
    copied: usize,
    open: Vec<Open<'a>>,
    leaked: usize,
    cut_tags: usize,
    cut_attributes: usize,
}

impl<'a> Scan<'a> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while let Some(step) = bytes.get(at..).and_then(|rest| memchr::memchr(b'<', rest)) {
            at += step;
            at = match bytes.get(at + 1) {
                Some(b'!') if bytes.get(at + 2..at + 4) == Some(b"--") => self.after(at + 4, "-->"),
                Some(b'!' | b'?') => self.after(at + 1, ">"),
                Some(b'/') => self.end_tag(at),
                Some(byte) if byte.is_ascii_alphabetic() => self.start_tag(at),
                _ => at + 1,
            };
        }
    }

    fn after(&self, from: usize, end: &str) -> usize {
        let rest = self.text.as_bytes().get(from..).unwrap_or_default();
        memchr::memmem::find(rest, end.as_bytes()).map_or(self.text.len(), |step| from + step + end.len())
    }

    /// Leaves out the bytes from `from` to `to`.
    fn cut(&mut self, from: usize, to: usize) {
        let kept = self.kept.get_or_insert_with(String::new);
        kept.push_str(self.text.get(self.copied..from).unwrap_or_default());
        self.copied = to;
    }

    fn name(&self, from: usize) -> &'a str {
        let rest = self.text.get(from..).unwrap_or_default();
        let end = rest.bytes().position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'));
        rest.get(..end.unwrap_or(rest.len())).unwrap_or_default()
    }

    fn end_tag(&mut self, at: usize) -> usize {
        let name = self.name(at + 2);
        let end = self.after(at + 2, ">");
        let found = self.open.iter().rev().take(LOOK_BACK).position(|open| open.name.eq_ignore_ascii_case(name));
        if let Some(above) = found {
            let place = self.open.len() - above - 1;
            let ghost = self.open.get(place).is_some_and(|open| open.ghost);
            self.close(place);
            if ghost {
                self.cut(at, end);
            }
        }
        end
    }

    /// Closes everything from that place up, counting formatting that somebody else closed.
    fn close(&mut self, place: usize) {
        let leaked = self.open.iter().skip(place + 1).filter(|open| !open.ghost && is(&FORMATTING, open.name)).count();
        self.leaked += leaked;
        self.open.truncate(place);
    }

    fn start_tag(&mut self, at: usize) -> usize {
        let name = self.name(at + 1);
        let (end, too_many) = self.tag_end(at + 1 + name.len());
        if let Some(from) = too_many {
            self.cut_attributes += 1;
            self.cut(from, end.saturating_sub(1).max(from));
        }
        if is(&VOID, name) {
            return end;
        }
        if is(&RAW, name) {
            return self.raw_end(end, name);
        }
        if let Some(list) = SIBLINGS.iter().find(|list| is(list, name)) {
            let found = self.open.iter().rev().take(8).position(|open| is(list, open.name));
            if let Some(above) = found {
                self.close(self.open.len() - above - 1);
            }
        }
        let ghost = self.open.len() >= DEPTH || (self.leaked >= LEAKED && is(&FORMATTING, name));
        if ghost {
            self.cut_tags += 1;
            self.cut(at.max(self.copied), end);
        }
        self.open.push(Open { name, ghost });
        end
    }

    /// Where the tag ends, and from where on its attributes are too many.
    fn tag_end(&self, from: usize) -> (usize, Option<usize>) {
        let bytes = self.text.as_bytes();
        let (mut at, mut count, mut too_many) = (from, 0, None);
        let mut between = true;
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b'>' => return (at + 1, too_many),
                b'"' | b'\'' if bytes.get(at.wrapping_sub(1)) == Some(&b'=') => {
                    let rest = bytes.get(at + 1..).unwrap_or_default();
                    let Some(step) = memchr::memchr(byte, rest) else { return (bytes.len(), too_many) };
                    at += step + 1;
                    between = true;
                }
                byte if byte.is_ascii_whitespace() || byte == b'/' => between = true,
                _ if between => {
                    between = false;
                    count += 1;
                    if count > ATTRIBUTES && too_many.is_none() {
                        too_many = Some(at);
                    }
                }
                _ => {}
            }
            at += 1;
        }
        (bytes.len(), too_many)
    }

    /// Where the end tag of a raw element begins; the end of the text if there is none.
    fn raw_end(&self, from: usize, name: &str) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = from;
        while let Some(step) = bytes.get(at..).and_then(|rest| memchr::memmem::find(rest, b"</")) {
            at += step;
            if bytes.get(at + 2..at + 2 + name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name.as_bytes())) {
                return at;
            }
            at += 2;
        }
        bytes.len()
    }
}

fn is(list: &[&str], name: &str) -> bool {
    list.iter().any(|one| one.eq_ignore_ascii_case(name))
}
