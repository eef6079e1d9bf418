//! Addresses: one page has one, whatever its writing, and a trap is told from a page.

use proptest::prelude::*;

use super::*;

fn read(written: &str) -> PageUrl {
    PageUrl::parse(written).unwrap()
}

#[test]
fn one_page_has_one_address() {
    let dropped = ["ref*".to_owned(), "id_visita".to_owned()];
    for written in [
        "http://example.invalid:80/a/../b?x=1#top",
        "HTTP://EXAMPLE.invalid/b?ref_by=q&x=1&id_visita=9",
        " http://example.invalid/./b?x=1 ",
        "http://example.invalid/%62?%78=%31",
        "http://example.invalid/b;jsessionid=A1B2?x=1",
        "http://example.invalid/(S(3kx2h1ab5cd6ef7gh8ij9kl0))/b?x=1&&",
        "http://example.invalid/b?UTM_Source=a&gclid=b&x=1&PHPSESSID=c&sid=0123456789abcdef0123456789abcdef",
    ] {
        let url = PageUrl::parse(written).unwrap().without_params(&dropped);
        assert_eq!(url.identity(), "http://example.invalid/b?x=1", "{written}");
    }
}

#[test]
fn it_is_asked_for_as_the_site_wrote_it_but_for_what_the_source_drops() {
    let written = "http://example.invalid/b;jsessionid=A?y=2&x=1&utm_source=q&sid=9";
    assert_eq!(read(written).as_str(), written);
    let dropped = ["utm_*".to_owned(), "sid".to_owned()];
    assert_eq!(read(written).without_params(&dropped).as_str(), "http://example.invalid/b;jsessionid=A?y=2&x=1");
}

#[test]
fn what_may_tell_pages_apart_stays() {
    for written in [
        "http://example.invalid/?sid=12",
        "http://example.invalid/?s=massaggi",
        "http://example.invalid/a;v=1/b",
        "http://example.invalid/a%2Fb",
        "http://example.invalid/A",
        "http://example.invalid/a/",
        "http://example.invalid/?x=2&x=1",
        "http://example.invalid/(S(no))/",
    ] {
        assert_eq!(read(written).identity(), written);
    }
    assert_ne!(read("http://example.invalid/?x=2&x=1"), read("http://example.invalid/?x=1&x=2"));
    assert_ne!(read("http://example.invalid/a"), read("http://example.invalid/a/"));
}

#[test]
fn the_order_of_parameters_does_not_tell_pages_apart() {
    let (one, other) = (read("http://example.invalid/?b=2&a=1+1&c="), read("http://example.invalid/?a=1%201&c&b=2"));
    assert_eq!(one, other);
    assert_eq!(one.as_str(), "http://example.invalid/?b=2&a=1+1&c=");
    assert_eq!(one.identity(), "http://example.invalid/?a=1%201&b=2&c");
}

#[test]
fn a_trap_is_told_from_a_page() {
    let deep = format!("http://example.invalid{}", "/x/1".repeat(13));
    let long = format!("http://example.invalid/?a={}", "9".repeat(2_000));
    for trap in [
        "http://example.invalid/a/a/a/a/b",
        "http://example.invalid/en/ads/en/ads/en/ads/7",
        "http://example.invalid/cal/2026/1/cal/2026/1/cal/2026/1",
        &deep,
        &long,
    ] {
        assert!(read(trap).is_endless(), "{trap}");
    }
    for page in [
        "http://example.invalid/",
        "http://example.invalid/1/1/1/1",
        "http://example.invalid/annunci/modena/centro/modena/7",
        "http://example.invalid/2026/11/11/11",
    ] {
        assert!(!read(page).is_endless(), "{page}");
    }
}

#[test]
fn other_schemes_and_credentials_are_refused() {
    for written in
        ["ftp://example.invalid/", "javascript:alert(1)", "http://a:b@example.invalid/", "mailto:a@b", "/x", ""]
    {
        assert!(PageUrl::parse(written).is_err(), "{written}");
    }
}

#[test]
fn debug_shows_the_host_alone() {
    let url = PageUrl::parse("https://example.invalid:8443/ad/7?tel=1").unwrap();
    assert_eq!(format!("{url:?}"), "PageUrl(example.invalid:8443/…)");
}

proptest! {
    #[test]
    fn the_canonical_writing_is_its_own(rest in "[a-zA-Z0-9/;=&?%.+(),:@~ '\"\\\\#à_-]{0,60}", session in "[a-z0-9]{4,32}") {
        for written in [
            format!("http://example.invalid/{rest}"),
            format!("http://example.invalid/{rest};jsessionid={session}"),
            format!("http://example.invalid/{rest}?sid={session}&%2{session}"),
        ] {
            let Ok(url) = PageUrl::parse(&written) else { continue };
            let again = PageUrl::parse(url.as_str()).unwrap();
            prop_assert_eq!(again.as_str(), url.as_str());
            let known = PageUrl::parse(url.identity()).unwrap();
            prop_assert_eq!(known.identity(), url.identity(), "{}", &written);
            prop_assert_eq!(known.as_str(), url.identity(), "{}", &written);
        }
    }

    #[test]
    fn one_page_however_it_is_written_has_one_identity(
        segments in prop::collection::vec("[a-z0-9 ,à]{1,6}", 1..5),
        params in prop::collection::btree_map("[a-z]{2,5}", "[a-z0-9 :à]{0,6}", 0..5),
        dots in 0_usize..3,
        turn in 0_usize..5,
        ticket in "[a-f0-9]{32}",
        escaped in any::<bool>(),
    ) {
        let escape = |text: &str, all: bool| -> String {
            let plain = |byte: &u8| byte.is_ascii_alphanumeric() && !all;
            text.bytes().map(|byte| if plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02x}") }).collect()
        };
        let write = |all: bool, turn: usize, extra: &str| {
            let path = segments.iter().map(|segment| escape(segment, all)).collect::<Vec<_>>().join("/");
            let mut pairs: Vec<String> =
                params.iter().map(|(name, value)| format!("{name}={}", escape(value, all))).collect();
            let at = turn % pairs.len().max(1);
            pairs.rotate_left(at);
            pairs.extend((!extra.is_empty()).then(|| extra.to_owned()));
            (path, pairs.join("&"))
        };
        let (path, query) = write(false, 0, "");
        let plain = read(&format!("https://example.invalid/{path}?{query}"));
        let (path, query) = write(escaped, turn, &format!("PHPSESSID={ticket}"));
        let round = "/./qui/..".repeat(dots);
        let other = read(&format!("HTTPS://Example.INVALID:443{round}/{path};jsessionid={ticket}?{query}#su"));
        prop_assert_eq!(plain.identity(), other.identity());
        prop_assert_eq!(plain, other);
    }
}
