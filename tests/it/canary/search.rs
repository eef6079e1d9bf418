//! The search: every writing in which the number could slip out, and whether any of them stands somewhere.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The number: of a shape that the plan knows, with a prefix that no operator has.
pub(super) const NATIONAL: &str = "3847192653";

/// The number in groups, as people write it.
pub(super) fn grouped(separator: &str) -> String {
    [&NATIONAL[..3], &NATIONAL[3..6], &NATIONAL[6..]].join(separator)
}

/// The first writing of the number that stands in these bytes.
pub(super) fn find(bytes: &[u8]) -> Option<String> {
    let found = writings().into_iter().find(|(_, writing)| contains(bytes, writing));
    // Whatever stands between the digits, it is the number.
    let bare: Vec<u8> = bytes.iter().copied().filter(u8::is_ascii_alphanumeric).collect();
    let split = || contains(&bare, NATIONAL.as_bytes()).then(|| "split by something".to_owned());
    found.map(|(name, _)| name).or_else(split)
}

fn contains(bytes: &[u8], writing: &[u8]) -> bool {
    memchr::memmem::find(bytes, writing).is_some()
}

/// Each writing with its name. That of E.164 holds the national one, and so do most others of both.
fn writings() -> Vec<(String, Vec<u8>)> {
    let mut writings = vec![("plain".to_owned(), NATIONAL.as_bytes().to_vec())];
    let mut add = |name: &str, writing: Vec<u8>| writings.push((name.to_owned(), writing));
    for separator in [" ", ".", "-", "/", "\u{a0}", "_", ", "] {
        let pairs: Vec<&str> = (0..5).map(|pair| &NATIONAL[pair * 2..pair * 2 + 2]).collect();
        let digits: Vec<String> = NATIONAL.chars().map(String::from).collect();
        add(&format!("grouped by {separator:?}"), grouped(separator).into_bytes());
        add(
            &format!("prefix and rest by {separator:?}"),
            [&NATIONAL[..3], &NATIONAL[3..]].join(separator).into_bytes(),
        );
        add(&format!("in pairs by {separator:?}"), pairs.join(separator).into_bytes());
        add(&format!("spaced by {separator:?}"), digits.join(separator).into_bytes());
    }
    add("reversed", NATIONAL.bytes().rev().collect());
    add("UTF-16 LE", NATIONAL.encode_utf16().flat_map(u16::to_le_bytes).collect());
    add("UTF-16 BE", NATIONAL.encode_utf16().flat_map(u16::to_be_bytes).collect());
    add("UTF-32", NATIONAL.chars().flat_map(|digit| u32::from(digit).to_le_bytes()).collect());
    for shift in 0..3 {
        // Only the letters that depend on the number alone: what stands around it is not known.
        let encoded = STANDARD.encode([&[0; 2][..shift], NATIONAL.as_bytes(), &[0; 2]].concat());
        let (first, last) = ((shift * 8).div_ceil(6), (shift + NATIONAL.len()) * 8 / 6);
        add(&format!("base64, {shift} bytes after a boundary"), encoded.as_bytes()[first..last].to_vec());
    }
    for (name, between) in [("hex", ""), ("hex, spaced", " "), ("percent-encoded", "%"), ("hex, escaped", "\\x")] {
        let pairs: Vec<String> = NATIONAL.bytes().map(|byte| format!("{byte:02x}")).collect();
        add(name, pairs.join(between).into_bytes());
    }
    let decimal: Vec<String> = NATIONAL.bytes().map(|byte| byte.to_string()).collect();
    add("a list of bytes", decimal.join(", ").into_bytes());
    let packed: Vec<u8> =
        (0..5).map(|pair| u8::from_str_radix(&NATIONAL[pair * 2..pair * 2 + 2], 16).unwrap()).collect();
    add("two digits a byte", packed);
    // As databases keep whole numbers: with the country's code, in five bytes and more.
    let number: u64 = format!("39{NATIONAL}").parse().unwrap();
    add("a whole number", number.to_be_bytes()[3..].to_vec());
    add("a whole number, little end first", number.to_le_bytes()[..5].to_vec());
    add("a whole number in hex", format!("{number:x}").into_bytes());
    let national: u64 = NATIONAL.parse().unwrap();
    add("a whole number without the country's code", national.to_be_bytes()[2..].to_vec());
    writings
}

#[test]
fn every_writing_is_found_among_other_things() {
    for (name, writing) in writings() {
        let around = [&b"\x00\xffsome text "[..], &writing, b" and more\n"].concat();
        assert!(find(&around).is_some(), "{name}");
        assert!(find(&writing[1..]).is_none() || find(&writing).is_some(), "{name}");
    }
    for shift in 0..3 {
        let text = STANDARD.encode(format!("{}the number +39{NATIONAL} in a letter", "x".repeat(shift)));
        assert!(find(text.as_bytes()).is_some(), "base64 shifted by {shift}: {text}");
    }
    for text in ["call 384 7192653!", "3*8*4*7*1*9*2*6*5*3", "(384) 719-26.53", "%33%38%34%37%31%39%32%36%35%33"] {
        assert!(find(text.as_bytes()).is_some(), "{text}");
    }
}

#[test]
fn another_number_is_not_taken_for_it() {
    for text in ["", "3847192654", "384 719 265", "847192653", "3001112233", &STANDARD.encode("3847192654")] {
        assert_eq!(find(text.as_bytes()), None, "{text}");
    }
}
