//! The place of a candidate in its text: within an address, a mail address, the name of a file.

/// What it costs to stand within something else. Costs nothing in a link that calls or writes.
const WITHIN: i32 = 80;
/// How far an address is followed back, and the rest of a name ahead, in bytes.
const BACK: usize = 160;
const AHEAD: usize = 24;
const FILES: [&str; 9] = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".htm", ".pdf", ".php", ".mp4"];
const CALLS: [&str; 5] = ["wa.me/", "phone=", "number=", "t.me/", "tel:"];

/// What the place of a range of the text speaks against it.
pub(super) fn doubt(text: &str, start: usize, end: usize) -> i32 {
    let bytes = text.as_bytes();
    // Nearly always there is a space before and a space or a full stop after.
    let sticks_before =
        start.checked_sub(1).and_then(|at| bytes.get(at)).is_some_and(|byte| b"/=_.?&@-".contains(byte));
    let sticks_after = bytes.get(end).is_some_and(|byte| b"@._-/".contains(byte));
    if (sticks_before && is_in_address(text, start)) || (sticks_after && is_name(text, end)) { WITHIN } else { 0 }
}

/// Whether a letter sticks to a range of the text, before or after.
pub(super) fn sticks(text: &str, start: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    let before = start.checked_sub(1).and_then(|at| bytes.get(at));
    [before, bytes.get(end)].into_iter().flatten().any(u8::is_ascii_alphanumeric)
}

fn is_name(text: &str, end: usize) -> bool {
    let rest = text.as_bytes().get(end..).unwrap_or_default();
    let rest = rest.get(..AHEAD).unwrap_or(rest);
    let stop = rest.iter().position(u8::is_ascii_whitespace).unwrap_or(rest.len());
    let tail = String::from_utf8_lossy(rest.get(..stop).unwrap_or_default()).to_ascii_lowercase();
    tail.starts_with('@') || FILES.iter().any(|ending| tail.contains(ending))
}

fn is_in_address(text: &str, start: usize) -> bool {
    let rest = text.as_bytes().get(start.saturating_sub(BACK)..start).unwrap_or_default();
    let from = rest.iter().rposition(u8::is_ascii_whitespace).map_or(0, |at| at + 1);
    let head = String::from_utf8_lossy(rest.get(from..).unwrap_or_default()).to_ascii_lowercase();
    if CALLS.iter().any(|link| head.contains(link)) {
        return false;
    }
    head.contains("://") || head.starts_with("www.") || (head.contains('?') && head.contains('='))
}
