//! The place of a candidate in its text: within an address, a mail address, the name of a file.

use crate::reference::number_word::Reach;

use super::spelling;

/// What it costs to stand within something else. Costs nothing in a link that calls or writes.
const WITHIN: i32 = 80;
/// How far an address is followed back, and the rest of a name ahead, in bytes.
const BACK: usize = 160;
const AHEAD: usize = 24;
const FILES: [&str; 9] = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".htm", ".pdf", ".php", ".mp4"];
/// Bytes before a number in which its Chinese word stands.
const NEAR: usize = 24;
/// Characters behind a row of pairs without a digit, and the words in which its list is named.
const CAPTION: usize = 8;
const WORDS: usize = 3;
const CALLS: [&str; 5] = ["wa.me/", "phone=", "number=", "t.me/", "tel:"];

/// What the place of a range of the text speaks against it.
pub(super) fn doubt(text: &str, start: usize, end: usize) -> i32 {
    let bytes = text.as_bytes();
    // Nearly always there is a space before and a space or a full stop after.
    let before = start.checked_sub(1).and_then(|at| bytes.get(at));
    let sticks_before = before.is_some_and(|byte| b"/=_.?&@-".contains(byte) || byte.is_ascii_alphabetic());
    let sticks_after = bytes.get(end).is_some_and(|byte| b"@._-/".contains(byte));
    let within = (sticks_before && is_in_address(text, start)) || (sticks_after && is_name(text, end));
    let in_brackets = before == Some(&b'[') && (is_in_code(text, start, end) || is_process(text, start));
    if within || in_brackets { WITHIN } else { 0 }
}

/// Whether a range is what a line of code puts between square brackets: `x = [3, 8, 4]`.
fn is_in_code(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).unwrap_or_default().trim_end_matches(['[', ' ']);
    // `numero: [384][123]…` has brackets of its own.
    let list = text.get(start..end).is_some_and(|list| !list.contains(']'));
    list && text.get(end..).is_some_and(|after| after.starts_with(']')) && before.ends_with(['=', ':'])
}

/// Whether a place is that of a program's number in a line of a log: `host[3841]: …`.
fn is_process(text: &str, start: usize) -> bool {
    let name = text.get(..start).unwrap_or_default().trim_end_matches('[');
    let name = name.rsplit(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    let after = text.get(start..).unwrap_or_default().trim_start_matches(|letter: char| letter.is_ascii_digit());
    let known = || spelling::meaning(name).is_some_and(|meaning| meaning.cue || meaning.numbers);
    !name.is_empty() && after.starts_with("]: ") && !known()
}

/// Whether a place stands in a link that writes to a number, which begins with its country there: `wa.me/1202…`.
pub(super) fn is_linked(text: &str, start: usize) -> bool {
    let before = text.as_bytes().get(start.saturating_sub(7)..start).unwrap_or_default();
    [b"wa.me/".as_slice(), b"phone=", b"number="].iter().any(|link| before.ends_with(link))
}

/// Whether a short word in capitals, or an `n.`, stands before a place.
pub(super) fn is_numbered(text: &str, start: usize) -> bool {
    let before = text.get(..start).unwrap_or_default();
    let before = before.get(before.len().saturating_sub(12)..).unwrap_or(before);
    let word = before
        .trim_end_matches([' ', '.', ':', '°', 'º', '#'])
        .rsplit([' ', '\n', '(', ','])
        .next()
        .unwrap_or_default();
    let capitals = (2..=5).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase());
    before.ends_with([' ', '.', ':', '°', 'º', '#']) && (capitals || matches!(word, "n" | "N" | "nr" | "no" | "num"))
}

/// What ends the Chinese words for the number of a thing: of an order, an account, a paper; a telephone's does not.
const NAMED: [&str; 8] = ["单号", "單號", "编号", "編號", "账号", "证号", "序号", "型号"];

/// Whether a range is the code of a thing: by the Chinese word before it, or the letter that ends it (`3841234567-B`).
pub(super) fn is_named(text: &str, start: usize, end: usize, one: bool) -> bool {
    let before = text.get(..start).unwrap_or_default();
    let near = before.as_bytes().get(start.saturating_sub(NEAR)..).unwrap_or_default();
    if near.last().is_none_or(|byte| !byte.is_ascii_alphanumeric())
        && !near.is_ascii()
        && NAMED.iter().any(|word| before.trim_end_matches([' ', ':', '：', '是', '为']).ends_with(word))
    {
        return true;
    }
    let account = before.trim_end_matches([' ', ':', '.', '°', 'n', 'N']);
    if account.get(account.len().saturating_sub(3)..).is_some_and(|end| end.eq_ignore_ascii_case("c/c")) {
        return true;
    }
    // `EK-3841234567`
    let head = before.strip_suffix(['-', '_']).unwrap_or_default();
    let word = head.rsplit(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    let is_code = (1..=4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase());
    if one && is_code && !spelling::meaning(word).is_some_and(|meaning| meaning.cue || meaning.numbers) {
        return true;
    }
    let mut after = text.get(end..).unwrap_or_default().chars();
    let letter = (after.next() == Some('-')).then(|| after.next()).flatten();
    // A digit to check the others by, or a letter that is no word.
    let check = |letter: char| letter.is_ascii_digit() || letter.is_ascii_uppercase();
    let ends = letter.is_some_and(|letter| check(letter) && !matches!(letter, 'A' | 'E' | 'I' | 'O'));
    one && ends && !after.next().is_some_and(char::is_alphanumeric)
}

/// Whether the words behind a row of pairs say what list it is: `38 45 61 20 99, numeri delle taglie`.
pub(super) fn is_listed(text: &str, end: usize) -> bool {
    let after = text.get(end..).unwrap_or_default();
    let mut words = after.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()).take(WORDS);
    let near = after.chars().take(CAPTION).take_while(|letter| !letter.is_ascii_digit()).count() == CAPTION;
    let lists = |word: &str| {
        let denial = spelling::meaning(word).and_then(|meaning| meaning.denial);
        denial == Some(Reach::Afar) || word.eq_ignore_ascii_case("taglie")
    };
    near && words.any(lists)
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
    let mail = tail.strip_prefix('@').is_some_and(|host| host.starts_with(|letter: char| letter.is_alphanumeric()));
    mail || FILES.iter().any(|ending| tail.contains(ending))
}

fn is_in_address(text: &str, start: usize) -> bool {
    let rest = text.as_bytes().get(start.saturating_sub(BACK)..start).unwrap_or_default();
    let from = rest.iter().rposition(u8::is_ascii_whitespace).map_or(0, |at| at + 1);
    let head = String::from_utf8_lossy(rest.get(from..).unwrap_or_default()).to_ascii_lowercase();
    if CALLS.iter().any(|link| head.contains(link)) {
        return false;
    }
    is_account(&head)
        || head.contains("://")
        || head.starts_with("www.")
        || (head.contains('?') && head.contains('='))
        || is_name_of_user(&head)
        || is_page_of_host(&head)
        || is_path(&head)
}

/// `user_384…`
fn is_account(head: &str) -> bool {
    let name = head.trim_start_matches(['@', '(', '"', '\'']);
    let name = name.strip_suffix(['_', '-', '.']).unwrap_or_default();
    matches!(
        name,
        "user"
            | "utente"
            | "guest"
            | "ospite"
            | "member"
            | "profile"
            | "account"
            | "nick"
            | "bot"
            | "cliente"
            | "usuario"
    )
}

/// `@maria123`
fn is_name_of_user(head: &str) -> bool {
    let name = head.strip_prefix('@').unwrap_or_default();
    name.starts_with(|letter: char| letter.is_ascii_alphabetic())
}

/// `/annunci/`: the path of a page, as logs have it.
fn is_path(head: &str) -> bool {
    let path = head.strip_prefix('/').unwrap_or_default();
    let name = path.split('/').next().unwrap_or_default();
    path.contains('/') && name.len() > 1 && name.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// `example.org/a/`: letters, a dot, letters, a slash.
fn is_page_of_host(head: &str) -> bool {
    let host = head.split('/').next().unwrap_or_default();
    let ending = host.rsplit('.').next().unwrap_or_default();
    head.contains('/')
        && host.len() > ending.len() + 1
        && (2..=12).contains(&ending.len())
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
        && host.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && ending.bytes().all(|byte| byte.is_ascii_alphabetic())
}
