//! Expectations of RFC 9309 and of Google's documentation of robots.txt, one table a subject.

use std::time::{Duration, Instant};

use super::*;

const FOO: &str = "FooBot";

/// One file, one robot, and the paths that are open and closed to it.
type Case = (&'static str, &'static str, &'static [&'static str], &'static [&'static str]);

fn check(cases: &[Case]) {
    for (file, agent, open, closed) in cases {
        let robots = Robots::parse(file.as_bytes(), agent);
        for (paths, expected) in [(open, true), (closed, false)] {
            for path in *paths {
                assert_eq!(robots.allows(path), expected, "{path} for {agent} by\n{file}");
            }
        }
    }
}

#[test]
fn an_empty_or_senseless_file_closes_nothing() {
    check(&[
        ("", FOO, &["/", "/x", "/robots.txt"], &[]),
        ("\n\n\n", FOO, &["/"], &[]),
        ("disallow: /\n", FOO, &["/", "/x"], &[]),
        ("disallow: /\nuser-agent: FooBot\n", FOO, &["/"], &[]),
        ("foo: FooBot\nbar: /\n", FOO, &["/x/y"], &[]),
        ("<html><body>Disallow: /</body></html>", FOO, &["/"], &[]),
        ("user-agent: FooBot\n", FOO, &["/", "/x"], &[]),
        ("user-agent: FooBot\ndisallow:\n", FOO, &["/", "/x"], &[]),
        ("user-agent: FooBot\ndisallow: # /\n", FOO, &["/", "/x"], &[]),
        (": /\nuser-agent: FooBot\n: /", FOO, &["/"], &[]),
        ("user-agent:\ndisallow: /\n", FOO, &["/"], &[]),
        ("user-agent: FooBot\ndisallow /a b\ndisallow\n/c\n", FOO, &["/a", "/b", "/c"], &[]),
    ]);
}

#[test]
fn lines_are_read_however_they_are_written() {
    check(&[
        ("user-agent: FooBot\ndisallow: /\n", FOO, &["/robots.txt"], &["/", "/x/y"]),
        ("user-agent FooBot\ndisallow /\n", FOO, &[], &["/", "/x/y"]),
        ("user-agent\tFooBot\ndisallow \t /x\n", FOO, &["/"], &["/x/y"]),
        ("USER-AGENT: FooBot\nDISALLOW: /x/\nALLOW: /x/y\n", FOO, &["/", "/x/y"], &["/x/z"]),
        ("uSeR-aGeNt: FooBot\ndIsAlLoW: /x/\n", FOO, &["/y"], &["/x/"]),
        ("  user-agent  :  FooBot  \n\t disallow\t:\t/x \n", FOO, &["/"], &["/x"]),
        ("user-agent:FooBot\ndisallow:/x\n", FOO, &["/"], &["/x"]),
        ("user-agent: FooBot # us\ndisallow: /x # all of it\n", FOO, &["/y"], &["/x", "/xyz"]),
        ("user-agent: FooBot\ndisallow: /x#y\n", FOO, &["/y"], &["/x", "/x/y"]),
        ("#user-agent: *\nuser-agent: FooBot\n#disallow: /y\ndisallow: /x", FOO, &["/y"], &["/x"]),
        ("user-agent: FooBot\r\ndisallow: /x\r\n\r\nallow: /x/y\r\n", FOO, &["/x/y"], &["/x"]),
        ("user-agent: FooBot\rdisallow: /x\r\rallow: /x/y\r", FOO, &["/x/y"], &["/x"]),
        ("user-agent: FooBot\n\ndisallow: /x\n\n\n\nallow: /x/y", FOO, &["/x/y"], &["/x"]),
        ("user-agent: FooBot\r\n\rdisallow: /x\n\r\nallow: /x/y", FOO, &["/x/y"], &["/x"]),
        ("user-agent: FooBot\ndisallow: /x\u{b}\n", FOO, &["/"], &["/x"]),
        ("user-agent: FooBot\ndisallow: /x:y\n", FOO, &["/x"], &["/x:y"]),
        ("user-agent: FooBot\ndisallow: /x\0/y\n", FOO, &[], &["/x", "/x/z"]),
        ("user-agent: FooBot\ndisallow: /a b\n", FOO, &["/a"], &["/a b"]),
    ]);
}

#[test]
fn a_byte_order_mark_is_passed_over_even_in_part_but_nothing_else() {
    let rules = b"User-agent: FooBot\nDisallow: /\n";
    for (mark, closed) in [
        (&b"\xEF\xBB\xBF"[..], true),
        (b"\xEF\xBB", true),
        (b"\xEF", true),
        (b"", true),
        (b"\xEF\x11\xBF", false),
        (b"\xFF\xFE", false),
    ] {
        let robots = Robots::parse(&[mark, rules].concat(), FOO);
        assert_eq!(!robots.allows("/x"), closed, "{mark:?}");
    }
    // Within the file it is an unknown line.
    let robots = Robots::parse(b"User-agent: FooBot\n\xEF\xBB\xBFDisallow: /x\nDisallow: /y", FOO);
    assert!(robots.allows("/x") && !robots.allows("/y"));
}

#[test]
fn misspelt_keys_are_understood() {
    for key in ["disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw", "Disallow ", "DISSALLOW"] {
        check_owned(&format!("user-agent: FooBot\n{key}: /x\n"), FOO, &["/"], &["/x"]);
    }
    for key in ["user-agent", "useragent", "user agent", "User-Agents", "USERAGENT"] {
        check_owned(&format!("{key}: FooBot\ndisallow: /x\n"), FOO, &["/"], &["/x"]);
    }
    for key in ["disalllow", "dis-allow", "deny", "noindex", "xdisallow", "user_agent"] {
        check_owned(&format!("user-agent: FooBot\n{key}: /x\n"), FOO, &["/", "/x"], &[]);
    }
    for key in ["sitemap", "site-map", "host", "clean-param", "crawl-delay"] {
        check_owned(&format!("user-agent: a\n{key}: /x\nuser-agent: FooBot\ndisallow: /y\n"), "a", &["/x"], &["/y"]);
    }
}

fn check_owned(file: &str, agent: &str, open: &[&str], closed: &[&str]) {
    let robots = Robots::parse(file.as_bytes(), agent);
    assert!(open.iter().all(|path| robots.allows(path)), "{file}");
    assert!(!closed.iter().any(|path| robots.allows(path)), "{file}");
}

#[test]
fn groups_belong_to_the_robots_they_name() {
    const GROUPS: &str = "allow: /foo/bar/\n\nuser-agent: FooBot\ndisallow: /\nallow: /x/\nuser-agent: BarBot\n\
        disallow: /\nallow: /y/\n\n\nallow: /w/\nuser-agent: BazBot\n\nuser-agent: FooBot\nallow: /z/\ndisallow: /\n";
    const SHARED: &str = "User-agent: BarBot\nSitemap: https://foo.invalid/sitemap\nUser-agent: *\nDisallow: /\n";
    const UNKNOWN: &str = "User-agent: FooBot\nInvalid-Unknown-Line: unknown\nUser-agent: *\nDisallow: /\n";
    const OWN_FIRST: &str = "user-agent: FooBot\nallow: /\n\nuser-agent: *\ndisallow: /\n";
    const ALL_FIRST: &str = "user-agent: *\ndisallow: /\n\nuser-agent: FooBot\nallow: /\n";
    const SPLIT: &str =
        "user-agent: FooBot\ndisallow: /a\n\nuser-agent: BarBot\ndisallow: /b\n\nuser-agent: foobot\ndisallow: /c\n";
    const RFC: &str = "User-Agent: *\nDisallow: *.gif$\nDisallow: /example/\nAllow: /publications/\n\n\
        User-Agent: foobot\nDisallow:/\nAllow:/example/page.html\nAllow:/example/allowed.gif\n\n\
        User-Agent: barbot\nUser-Agent: bazbot\nDisallow: /example/page.html\n\nUser-Agent: quxbot\n\nEOF";
    check(&[
        (GROUPS, FOO, &["/x/b", "/z/d"], &["/y/c", "/w/a", "/foo/bar/", "/"]),
        (GROUPS, "BarBot", &["/y/c", "/w/a"], &["/z/d", "/x/b", "/foo/bar/"]),
        (GROUPS, "BazBot", &["/z/d"], &["/y/c", "/w/a", "/x/b", "/foo/bar/"]),
        (GROUPS, "QuxBot", &["/", "/x/b", "/foo/bar/"], &[]),
        (SHARED, FOO, &[], &["/", "/x"]),
        (SHARED, "BarBot", &[], &["/", "/x"]),
        (UNKNOWN, FOO, &[], &["/", "/x"]),
        (UNKNOWN, "BarBot", &[], &["/", "/x"]),
        (OWN_FIRST, FOO, &["/", "/x/y"], &[]),
        (OWN_FIRST, "BarBot", &[], &["/", "/x/y"]),
        (ALL_FIRST, FOO, &["/", "/x/y"], &[]),
        (ALL_FIRST, "BarBot", &[], &["/", "/x/y"]),
        (SPLIT, FOO, &["/b"], &["/a", "/c"]),
        (SPLIT, "BarBot", &["/a", "/c"], &["/b"]),
        (RFC, "foobot", &["/example/page.html", "/example/allowed.gif"], &["/", "/example/", "/publications/"]),
        (RFC, "barbot", &["/example/", "/example/allowed.gif", "/publications/"], &["/example/page.html"]),
        (RFC, "bazbot", &["/example/"], &["/example/page.html"]),
        (RFC, "quxbot", &["/", "/example/", "/example/page.html", "/a.gif"], &[]),
        (RFC, "other", &["/", "/publications/", "/a.gif?x"], &["/example/", "/example/page.html", "/a.gif"]),
        // Nothing is inherited from the group of all: not even by an empty group of our own.
        ("user-agent: *\ndisallow: /\nuser-agent: FooBot\n", FOO, &[], &[]),
        ("user-agent: *\ndisallow: /\n\nuser-agent: FooBot\ndisallow:\n", FOO, &["/", "/x"], &[]),
        ("user-agent: *\ndisallow: /a\n\nuser-agent: FooBot\ndisallow: /b\n", FOO, &["/a"], &["/b"]),
        // Several groups of all are one.
        ("user-agent: *\ndisallow: /a\n\nuser-agent: *\ndisallow: /b\n", FOO, &["/"], &["/a", "/b"]),
        // Rules that come after a group of both belong to the one that names us.
        ("user-agent: *\nuser-agent: FooBot\ndisallow: /a\n\nuser-agent: *\ndisallow: /b\n", FOO, &["/b"], &["/a"]),
    ]);
}

#[test]
fn a_robot_is_known_by_its_product_token() {
    let named = |line: &str| format!("user-agent: *\ndisallow: /all\n\nuser-agent: {line}\ndisallow: /own\n");
    for line in [
        "FooBot",
        "foobot",
        "FOOBOT",
        "FooBot/1.0",
        "FooBot/*",
        "FooBot *",
        "FooBot bar",
        "foobot2",
        "FooBot+x",
        "FooBot(x)",
        "FooBot;x",
    ] {
        check_owned(&named(line), FOO, &["/all"], &["/own"]);
    }
    for line in [
        "FooBot-News",
        "FooBot_x",
        "Foo",
        "xFooBot",
        "Foo Bot",
        "/FooBot",
        "1FooBot",
        "Mozilla FooBot",
        "**",
        "*FooBot",
    ] {
        check_owned(&named(line), FOO, &["/own"], &["/all"]);
    }
    check(&[
        ("user-agent: * \ndisallow: /\n", FOO, &[], &["/"]),
        ("user-agent: * baz\ndisallow: /\n", FOO, &[], &["/"]),
        ("user-agent: *\tbaz\ndisallow: /\n", FOO, &[], &["/"]),
        ("user-agent: *baz\ndisallow: /\n", FOO, &["/"], &[]),
        // A robot that gives itself two words is not the one of the first word.
        ("user-agent: *\ndisallow: /\nuser-agent: Foo Bar\nallow: /x/\ndisallow: /\n", "Foo", &["/x/y"], &["/z"]),
        ("user-agent: *\ndisallow: /\n\nuser-agent: Foo Bar\nallow: /x/\ndisallow: /\n", "Foo Bar", &[], &["/x/y"]),
        ("user-agent: Foo_Bot-x\ndisallow: /\n", "foo_bot-X", &[], &["/"]),
    ]);
}

#[test]
fn the_longest_rule_wins_and_allow_wins_a_tie() {
    check(&[
        ("user-agent: FooBot\ndisallow: /x/page.html\nallow: /x/\n", FOO, &["/x/", "/x/other"], &["/x/page.html"]),
        ("user-agent: FooBot\nallow: /x/page.html\ndisallow: /x/\n", FOO, &["/x/page.html", "/y"], &["/x/", "/x/page"]),
        ("user-agent: FooBot\ndisallow:\nallow:\n", FOO, &["/x/page.html"], &[]),
        ("user-agent: FooBot\ndisallow: /\nallow: /\n", FOO, &["/", "/x/page.html"], &[]),
        ("user-agent: FooBot\nallow: /\ndisallow: /\n", FOO, &["/", "/x"], &[]),
        ("user-agent: FooBot\ndisallow: /x\nallow: /x/\n", FOO, &["/x/", "/x/y"], &["/x"]),
        ("user-agent: FooBot\ndisallow: /x/page.html\nallow: /x/page.html\n", FOO, &["/x/page.html"], &[]),
        ("user-agent: FooBot\nallow: /page\ndisallow: /*.html\n", FOO, &["/page"], &["/page.html"]),
        ("user-agent: FooBot\nallow: /x/page.\ndisallow: /*.html\n", FOO, &["/x/page.html"], &["/x/y.html"]),
        ("user-agent: *\ndisallow: /x/\n\nuser-agent: FooBot\n", FOO, &["/x/page", "/x/"], &[]),
        ("user-agent: FooBot\nallow: /p\ndisallow: /\n", FOO, &["/page"], &["/other"]),
        ("user-agent: FooBot\nallow: /folder\ndisallow: /folder\n", FOO, &["/folder/page"], &[]),
        ("user-agent: FooBot\nallow: /page\ndisallow: /*.htm\n", FOO, &[], &["/page.htm"]),
        ("user-agent: FooBot\nallow: /page\ndisallow: /*.ph\n", FOO, &["/page.php5"], &[]),
        ("user-agent: FooBot\nallow: /$\ndisallow: /\n", FOO, &["/"], &["/page.htm", "/?x"]),
        ("user-agent: FooBot\nallow:\ndisallow: /\n", FOO, &[], &["/", "/x"]),
        (
            "user-agent: FooBot\ndisallow: /\ndisallow: /x\nallow: /x/y\ndisallow: /x/y/z\n",
            FOO,
            &["/x/y", "/x/y/a"],
            &["/", "/x", "/x/y/z"],
        ),
    ]);
}

#[test]
fn stars_and_dollars_match_as_documented() {
    let one = |rule: &str, closed: &[&str], open: &[&str]| {
        check_owned(&format!("user-agent: FooBot\ndisallow: {rule}\n"), FOO, open, closed);
    };
    one("/", &["/", "/x", "/?x", "//"], &["/robots.txt"]);
    one("/*", &["/", "/x"], &["/robots.txt"]);
    one("*", &["/", "/x"], &["/robots.txt"]);
    one("/$", &["/"], &["/x", "/?x"]);
    one("$", &[], &["/", "/x"]);
    let fish =
        ["/fish", "/fish.html", "/fish/salmon.html", "/fishheads", "/fishheads/yummy.html", "/fish.php?id=anything"];
    one("/fish", &fish, &["/Fish.asp", "/catfish", "/?id=fish", "/desert/fish"]);
    one("/fish*", &fish, &["/Fish.asp", "/catfish", "/?id=fish", "/desert/fish"]);
    one(
        "/fish/",
        &["/fish/", "/fish/?id=anything", "/fish/salmon.htm"],
        &["/fish", "/fish.html", "/animals/fish/", "/Fish/Salmon.asp"],
    );
    one(
        "/*.php",
        &[
            "/index.php",
            "/filename.php",
            "/folder/filename.php",
            "/folder/filename.php?parameters",
            "/folder/any.php.file.html",
            "/filename.php/",
        ],
        &["/", "/windows.PHP"],
    );
    one(
        "/*.php$",
        &["/filename.php", "/folder/filename.php"],
        &["/filename.php?parameters", "/filename.php/", "/filename.php5", "/windows.PHP"],
    );
    one("/fish*.php", &["/fish.php", "/fishheads/catfish.php?parameters"], &["/Fish.PHP"]);
    one("fish", &[], &["/fish", "/"]);
    one("*fish", &["/fish", "/a/fish"], &["/"]);
    one("/a$b", &["/a$b", "/a$bc"], &["/a", "/ab"]);
    one("/a$$", &["/a$"], &["/a", "/a$b"]);
    one("/a*$", &["/a", "/abc"], &["/b"]);
    one("/a*b*c", &["/abc", "/aXbXc", "/aXbXcX", "/acbc"], &["/acb", "/bac"]);
    one("/a*b*c$", &["/abc", "/abcc", "/abcbc"], &["/abcd", "/ab"]);
    one("/a**b", &["/ab", "/aXb"], &["/a"]);
    one("/*/x/", &["/y/x/", "/y/z/x/1"], &["/x/", "/y/x"]);
    one("/foo/bar/*/baz", &["/foo/bar/1/baz", "/foo/bar//baz"], &["/foo/bar/baz"]);
    one("/x?y", &["/x?y", "/x?yz"], &["/x", "/xy"]);
    one("/*?", &["/?", "/x?y"], &["/x"]);
    one("/*aa$", &["/aa", "/aaa"], &["/a", "/aab"]);
    one("/ab*ba$", &["/abba", "/abXba"], &["/aba", "/ab"]);
}

#[test]
fn paths_are_compared_in_one_writing() {
    let both = |rule: &str, path: &str| {
        let closed = !Robots::parse(format!("user-agent: FooBot\ndisallow: {rule}\n").as_bytes(), FOO).allows(path);
        let opened =
            Robots::parse(format!("user-agent: FooBot\ndisallow: /\nallow: {rule}\n").as_bytes(), FOO).allows(path);
        (closed, opened)
    };
    let same = (true, true);
    let other = (false, false);
    for (rule, path, expected) in [
        ("/foo/bar?qux=taz&baz=http://foo.bar?tar&par", "/foo/bar?qux=taz&baz=http://foo.bar?tar&par", same),
        ("/foo/bar/ツ", "/foo/bar/%E3%83%84", same),
        ("/foo/bar/ツ", "/foo/bar/%e3%83%84", same),
        ("/foo/bar/%E3%83%84", "/foo/bar/%E3%83%84", same),
        ("/foo/bar/%e3%83%84", "/foo/bar/%E3%83%84", same),
        ("/foo/bar/%e3%83%84", "/foo/bar/ツ", other),
        ("/citt\u{e0}/", "/citt%C3%A0/x", same),
        ("/foo/bar/%62%61%7A", "/foo/bar/%62%61%7A", same),
        // RFC 9309 has these the same, Google's published expectations do not: closing needs one, opening both.
        ("/foo/bar/%62%61%7A", "/foo/bar/baz", (true, false)),
        ("/foo/bar/baz", "/foo/bar/%62%61%7A", (true, false)),
        ("/%7Ejoe/", "/~joe/index.html", (true, false)),
        ("/~joe/", "/%7ejoe/index.html", (true, false)),
        // What is reserved stays what it is.
        ("/a%2Fb", "/a/b", other),
        ("/a%2fb", "/a%2Fb", same),
        ("/a/b", "/a%2Fb", other),
        ("/a%3Fb", "/a?b", other),
        ("/file-with-a-%2A.html", "/file-with-a-*.html", same),
        ("/file-with-a-%2a.html", "/file-with-a-*.html", same),
        ("/file-with-a-%2A.html", "/file-with-a-x.html", other),
        ("/foo-%24", "/foo-$", same),
        ("/foo-%24", "/foo-", other),
        ("/100%", "/100%", same),
        ("/100%", "/100%25", same),
        ("/100%2", "/100%25", same),
        ("/100%zz", "/100%zz", same),
        ("/X", "/x", other),
    ] {
        assert_eq!(both(rule, path), expected, "{rule} and {path}");
    }
}

#[test]
fn an_index_page_that_is_open_opens_its_folder() {
    const INDEX: &str = "User-Agent: *\nAllow: /allowed-slash/index.html\nDisallow: /\n";
    check(&[
        (
            INDEX,
            "foobot",
            &["/allowed-slash/index.html", "/allowed-slash/"],
            &["/allowed-slash/index.htm", "/anyother-url", "/allowed-slash/x"],
        ),
        ("User-Agent: *\nAllow: /index.htm\nDisallow: /\n", FOO, &["/", "/index.htm", "/index.html"], &["/index"]),
        ("User-Agent: *\nDisallow: /index.html\n", FOO, &["/"], &["/index.html"]),
        ("User-Agent: *\nAllow: /index.php\nDisallow: /\n", FOO, &["/index.php"], &["/"]),
        (
            "User-Agent: *\nDisallow: /allowed-slash/\nAllow: /allowed-slash/index.html\n",
            FOO,
            &["/allowed-slash/"],
            &["/allowed-slash/y"],
        ),
    ]);
}

#[test]
fn robots_txt_itself_is_always_open() {
    check(&[
        ("user-agent: *\ndisallow: /\n", FOO, &["/robots.txt"], &["/robots.txt/", "/x/robots.txt", "/robots.txt2"]),
        ("user-agent: *\ndisallow: /robots.txt\n", FOO, &["/robots.txt", "/robots.txt#x"], &["/robots.txt.bak"]),
    ]);
}

#[test]
fn an_address_is_judged_by_its_path() {
    for (address, path) in [
        ("", "/"),
        ("http://a.invalid", "/"),
        ("http://a.invalid/", "/"),
        ("http://a.invalid#x", "/"),
        ("http://a.invalid/a", "/a"),
        ("http://a.invalid/a/", "/a/"),
        ("http://a.invalid/a/b?c=http://d.e/", "/a/b?c=http://d.e/"),
        ("http://a.invalid/a/b?c=http://d.e/#f", "/a/b?c=http://d.e/"),
        ("a.invalid", "/"),
        ("a.invalid/a", "/a"),
        ("a.invalid/http://b.invalid/c", "/http://b.invalid/c"),
        ("http://a.invalid?b", "/?b"),
        ("http://a.invalid;b?c#d", "/;b?c"),
        ("/a/b?c#d", "/a/b?c"),
        ("//a/b", "//a/b"),
    ] {
        assert_eq!(path_of(address), path, "{address}");
    }
    let robots = Robots::parse(b"user-agent: *\ndisallow: /x", FOO);
    assert!(!robots.allows("https://x.invalid/x/y") && robots.allows("https://x.invalid/y"));
}

/// The reader that Google publishes, as slow and as plain as it is: every prefix of the path that the pattern
/// so far can match.
fn matches_plainly(pattern: &[u8], path: &[u8]) -> bool {
    let mut ends = vec![0];
    for (at, byte) in pattern.iter().enumerate() {
        ends = match byte {
            b'$' if at + 1 == pattern.len() => return ends.last() == Some(&path.len()),
            b'*' => (ends[0]..=path.len()).collect(),
            _ => ends.into_iter().filter(|end| path.get(*end) == Some(byte)).map(|end| end + 1).collect(),
        };
        if ends.is_empty() {
            return false;
        }
    }
    true
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { failure_persistence: None, ..Default::default() })]

    #[test]
    fn the_quick_matcher_agrees_with_the_plain_one(pattern in "/?[ab*$]{0,10}", path in "/[ab$]{0,10}") {
        let quick = Pattern::of(pattern.as_bytes()).matches(&Wanted::of(&path), Verdict::Allow);
        proptest::prop_assert_eq!(quick, matches_plainly(pattern.as_bytes(), path.as_bytes()));
    }
}

#[test]
fn the_fragment_is_no_part_of_a_path_and_the_query_is() {
    check(&[(
        "user-agent: *\ndisallow: /x?a=1\ndisallow: /y;p\ndisallow: /w#z\n",
        FOO,
        &["/x", "/x?b=1", "/x#a", "/y", "/y?p"],
        &["/x?a=1", "/x?a=12#q", "/y;p", "/y;p=1?z", "/w", "/w/z"],
    )]);
}

#[test]
fn a_line_that_is_too_long_is_cut_at_the_documented_length() {
    let longest = 2083 * 8;
    let fill = |start: &str, key: &str, letter: &str| {
        format!("{start}{}", letter.repeat(longest + 1 - start.len() - key.len() - start.len()))
    };
    let closed = fill("/x/", "disallow: ", "a");
    let robots = Robots::parse(format!("user-agent: FooBot\ndisallow: {closed}/qux\n").as_bytes(), FOO);
    assert!(robots.allows("/fux"));
    assert!(!robots.allows(&format!("{closed}/fux")));
    let (one, two) = (fill("/x/", "allow: ", "a"), fill("/x/", "allow: ", "b"));
    let rules = format!("user-agent: FooBot\ndisallow: /\nallow: {one}/qux\nallow: {two}/qux\n");
    let robots = Robots::parse(rules.as_bytes(), FOO);
    assert!(!robots.allows("/"));
    assert!(robots.allows(&format!("{one}/qux")));
    assert!(robots.allows(&format!("{two}/fux")));
}

#[test]
fn a_line_that_the_size_limit_cuts_is_no_rule() {
    let start = "user-agent: *\ndisallow: /first\n";
    let filler = "#".repeat(SIZE_LIMIT - start.len() - "\ndisallow: /".len());
    let robots = Robots::parse(format!("{start}{filler}\ndisallow: /private\n").as_bytes(), FOO);
    assert!(!robots.allows("/first"));
    assert!(robots.allows("/") && robots.allows("/private"));
    assert!(Robots::parse("x".repeat(SIZE_LIMIT * 2).as_bytes(), FOO).allows("/"));
}

#[test]
fn the_pause_a_site_asks_for_is_read() {
    let cases: [(&str, Option<f64>); 19] = [
        ("user-agent: *\ncrawl-delay: 3\n", Some(3.0)),
        ("user-agent: *\nCRAWL-DELAY: 2.5\n", Some(2.5)),
        ("user-agent: *\ncrawl-delay: .5 # half\n", Some(0.5)),
        ("user-agent: *\ncrawldelay: 4\n", Some(4.0)),
        ("user-agent: *\ncrawl delay: 4\n", Some(4.0)),
        ("user-agent: *\ncrawl-delay 4\n", Some(4.0)),
        ("user-agent: *\ncrawl-delay: 10s\n", Some(10.0)),
        ("user-agent: *\ncrawl-delay: 0\n", None),
        ("user-agent: *\ncrawl-delay: -1\n", None),
        ("user-agent: *\ncrawl-delay: NaN\n", None),
        ("user-agent: *\ncrawl-delay: inf\n", None),
        ("user-agent: *\ncrawl-delay: 1.2.3\n", None),
        ("user-agent: *\ncrawl-delay:\n", None),
        ("user-agent: *\ncrawl-delay: 99999999999999999999999999\n", Some(86_400.0)),
        ("user-agent: *\ncrawl-delay: 2\ncrawl-delay: 7\ncrawl-delay: 3\n", Some(7.0)),
        ("user-agent: *\ncrawl-delay: 9\n\nuser-agent: FooBot\ndisallow: /x\n", None),
        ("user-agent: *\ncrawl-delay: 9\ndisallow:\n\nuser-agent: FooBot\ncrawl-delay: 1\n", Some(1.0)),
        ("user-agent: FooBot\ncrawl-delay: 1\ndisallow: /\n\nuser-agent: FooBot\ncrawl-delay: 2\n", Some(2.0)),
        ("crawl-delay: 5\nuser-agent: BarBot\ncrawl-delay: 6\n", None),
    ];
    for (file, expected) in cases {
        assert_eq!(Robots::parse(file.as_bytes(), FOO).crawl_delay(), expected.map(Duration::from_secs_f64), "{file}");
    }
}

/// `Crawl-delay` is no rule of the RFC: the lines above and below it are one group.
#[test]
fn a_pause_does_not_end_a_group() {
    const FILE: &str = "user-agent: FooBot\ncrawl-delay: 4\nuser-agent: BarBot\ndisallow: /x\n";
    check(&[(FILE, FOO, &["/"], &["/x"]), (FILE, "BarBot", &["/"], &["/x"])]);
    assert_eq!(Robots::parse(FILE.as_bytes(), FOO).crawl_delay(), Some(Duration::from_secs(4)));
    assert_eq!(Robots::parse(FILE.as_bytes(), "BarBot").crawl_delay(), None);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "measures how long matching takes")]
fn no_pattern_takes_long_to_match() {
    let path = format!("/{}", "a".repeat(8000));
    let hostile = [
        format!("disallow: /{}b\n", "*a".repeat(4000)),
        format!("disallow: {}$\n", "/*".repeat(4000)),
        format!("disallow: /{}\n", "*".repeat(8000)),
        "disallow: /*a*a*a*b$\n".repeat(1000),
    ];
    for rules in hostile {
        let file = format!("user-agent: *\n{rules}");
        let start = Instant::now();
        let robots = Robots::parse(file.as_bytes(), FOO);
        let _ = robots.allows(&path);
        assert!(start.elapsed() < Duration::from_secs(2), "{}", &file[..60]);
    }
}

#[test]
fn any_bytes_are_a_file() {
    let all: Vec<u8> = (0..=255).cycle().take(10_000).collect();
    for body in [
        &all[..],
        b"\xEF",
        b"user-agent: *\ndisallow: \xFF\xFE%",
        b"user-agent: *\ndisallow: %\nallow: %4",
        b":::",
        b"\r\r\n\0",
    ] {
        for path in ["", "/", "%", "/%", "/%4", "*", "$", "/ÿ"] {
            let _ = Robots::parse(body, FOO).allows(path);
        }
    }
}
