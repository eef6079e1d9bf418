//! The invented region: the same from the same seed, as large as it says, true to its pages, and served.

#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock, RwLock};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use invisibile::demo::{Reach, Region, Reply, Request, Served, Truth, TruthAd, serve};
use invisibile::domain::{Day, DeclaredGender, Role};
use regex::Regex;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// The region on its thirtieth day, with its truth.
static MONTH: LazyLock<(Region, Truth)> = LazyLock::new(|| {
    let mut region = Region::new(7);
    region.set_day(Region::first_day().plus_days(29));
    let truth = region.truth();
    (region, truth)
});

fn get(region: &Region, source: &str, path: &str) -> Reply {
    let request = Request { path, host: "127.0.0.1:1", ..Request::default() };
    region.get(source, &request).unwrap_or_else(|| panic!("no source `{source}`"))
}

fn text(reply: &Reply) -> String {
    String::from_utf8_lossy(&reply.body).into_owned()
}

/// The name, the host and the start addresses of each source, from `sources.toml` itself.
fn sources(port: u16) -> Vec<(String, String, Vec<String>)> {
    let parsed: toml::Table = Region::new(7).sources_toml(port).parse().unwrap();
    let text = |value: &toml::Value| value.as_str().unwrap().to_owned();
    parsed["source"]
        .as_array()
        .unwrap()
        .iter()
        .map(|source| {
            let starts = source["start"].as_array().unwrap().iter().map(text).collect();
            (text(&source["name"]), text(&source["hosts"][0]), starts)
        })
        .collect()
}

/// The ads that can be seen on the day that is shown.
fn online(truth: &Truth) -> impl Iterator<Item = &TruthAd> {
    truth.ads.iter().filter(|ad| ad.withdrawn.is_none())
}

#[test]
fn the_same_seed_and_day_give_the_same_bytes_whatever_was_asked_before() {
    let mut walked = Region::new(3);
    for _ in 0..4 {
        for (source, _, starts) in sources(1) {
            let path = starts[0].splitn(4, '/').nth(3).unwrap();
            get(&walked, &source, &format!("/{path}"));
        }
        walked.advance();
    }
    let mut jumped = Region::new(3);
    jumped.set_day(Region::first_day().plus_days(9));
    jumped.set_day(walked.day());
    assert_eq!(walked.truth().ads, jumped.truth().ads);
    for ad in online(&walked.truth()) {
        assert_eq!(get(&walked, ad.source, &ad.path), get(&jumped, ad.source, &ad.path), "{} {}", ad.source, ad.path);
    }
    for (source, _, starts) in sources(1) {
        for start in starts {
            let path = format!("/{}", start.splitn(4, '/').nth(3).unwrap());
            assert_eq!(get(&walked, &source, &path), get(&jumped, &source, &path), "{start}");
        }
    }
    let other = Region::new(4).truth();
    assert!(other.numbers.is_disjoint(&Region::new(3).truth().numbers) || other.ads != Region::new(3).truth().ads);
}

#[test]
fn volumes_stay_in_their_bounds_for_thirty_days() {
    let (_, truth) = &*MONTH;
    let first = Region::first_day();
    for day in (0..30).map(|day| first.plus_days(day)) {
        let sightings = truth.ads.iter().filter(|ad| ad.posted == day);
        let distinct = sightings.clone().filter(|ad| ad.turn == 0).count();
        assert!((220..=290).contains(&distinct), "{day}: {distinct} distinct ads");
        let sightings = sightings.count();
        assert!((600..=1500).contains(&sightings), "{day}: {sightings} sightings");
    }
    let new: usize = truth.by_day.iter().filter(|(day, _)| **day > first).map(|(_, numbers)| numbers.len()).sum();
    assert!((800..=1000).contains(&new), "{new} new numbers");
    let written: Vec<_> = truth.ads.iter().filter(|ad| ad.posted >= first && ad.turn == 0).collect();
    let numbers: BTreeSet<_> = written.iter().flat_map(|ad| &ad.numbers).collect();
    assert!((300..=400).contains(&(written.len() * 100 / numbers.len())), "{}", numbers.len());
    let mut territories: BTreeMap<&String, BTreeSet<&str>> = BTreeMap::new();
    for ad in &truth.ads {
        for number in &ad.numbers {
            territories.entry(number).or_default().insert(ad.territory);
        }
    }
    let several = territories.values().filter(|territories| territories.len() > 1).count() * 100 / territories.len();
    assert!((15..=20).contains(&several), "{several} % of the numbers in several territories");
    let obscured = written.iter().filter(|ad| ad.obscured).count() * 1000 / written.len();
    assert!((40..=60).contains(&obscured), "{obscured} ‰ obscured");
    assert_eq!(territories.values().flatten().collect::<BTreeSet<_>>().len(), 12);
}

#[test]
fn half_of_the_ads_live_nine_days_or_less() {
    let mut region = Region::new(7);
    region.set_day(Region::first_day().plus_days(75));
    let truth = region.truth();
    // An ad lives from its first address to the end of its last one.
    let mut ends: BTreeMap<(&str, Day), Day> = BTreeMap::new();
    let first_of: BTreeMap<&String, &TruthAd> = truth.ads.iter().map(|ad| (&ad.path, ad)).collect();
    let forums = ["forum-il-portico", "forum-due-torri"];
    for ad in truth.ads.iter().filter(|ad| !forums.contains(&ad.source)) {
        let mut origin = ad;
        while let Some(before) = origin.repost_of.as_ref().and_then(|path| first_of.get(path)) {
            origin = before;
        }
        let is_early = origin.turn == 0 && (0..30).contains(&origin.posted.days_since(Region::first_day()));
        if is_early {
            let end = ad.withdrawn.expect("no ad lives 45 days");
            let last = ends.entry((&origin.path, origin.posted)).or_insert(end);
            *last = end.max(*last);
        }
    }
    let mut lives: Vec<i64> = ends.iter().map(|((_, posted), end)| end.days_since(*posted)).collect();
    lives.sort_unstable();
    assert!(lives.len() > 6000, "{}", lives.len());
    assert!((8..=10).contains(&lives[lives.len() / 2]), "{}", lives[lives.len() / 2]);
}

#[test]
fn what_ads_declare_is_spread_as_in_the_region() {
    let (_, truth) = &*MONTH;
    let written: Vec<_> = truth.ads.iter().filter(|ad| ad.declared.gender.is_some()).collect();
    let share = |count: usize| count * 100 / written.len();
    let gender = |gender| share(written.iter().filter(|ad| ad.declared.gender == Some(gender)).count());
    assert!((84..=90).contains(&gender(DeclaredGender::Female)));
    assert!((7..=13).contains(&gender(DeclaredGender::Trans)));
    assert!((1..=9).contains(&gender(DeclaredGender::Male)));
    let silent = share(written.iter().filter(|ad| ad.declared.origin.is_none()).count());
    assert!((45..=65).contains(&silent), "{silent} % without a nationality");
}

#[test]
fn each_number_of_the_truth_stands_on_the_page_that_the_truth_names() {
    let (region, truth) = &*MONTH;
    let hidden = Regex::new("data-t=\"([^\"]+)\"").unwrap();
    let separators: &[char] = &[' ', '.', '/', '(', ')'];
    for ad in online(truth).filter(|ad| ad.reach != Reach::Walled) {
        let reply = get(region, ad.source, &ad.path);
        assert_eq!(reply.status, 200, "{} {}", ad.source, ad.path);
        let mut page = text(&reply);
        for group in hidden.captures_iter(&page.clone()) {
            page += &String::from_utf8(STANDARD.decode(&group[1]).unwrap()).unwrap();
        }
        let joined = page.replace(separators, "");
        let all_joined = joined.replace('-', "");
        for number in &ad.numbers {
            let national = &number[3..];
            assert!(national.starts_with("30") && national.len() == 10, "{number}");
            // A forum page holds other posts too, which may tell the same number plainly.
            let is_plain = all_joined.contains(national);
            assert!(is_plain || ad.obscured, "{number} on {} {}", ad.source, ad.path);
            let is_hidden = !joined.contains(national) || ad.source.starts_with("forum-");
            assert!(is_hidden || !ad.obscured, "{number} on {} {}", ad.source, ad.path);
        }
    }
}

#[test]
fn no_page_shows_a_mobile_number_outside_the_invented_range() {
    let (region, truth) = &*MONTH;
    let mobile = Regex::new(r"(?:^|[^\d.,])(3\d\d[ ./-]?\d{3}[ .-]?\d{4}|3\d\d[ ./-]?\d{7})(?:\D|$)").unwrap();
    let mut seen = 0;
    for ad in online(truth) {
        let page = text(&get(region, ad.source, &ad.path));
        for found in mobile.captures_iter(&page) {
            seen += 1;
            assert!(found[1].starts_with("30"), "{} on {} {}", &found[1], ad.source, ad.path);
        }
    }
    assert!(seen > 2000, "{seen}");
}

#[test]
fn every_ad_that_is_online_is_reached_by_links_from_the_start_addresses() {
    let mut region = Region::new(11);
    region.set_day(Region::first_day().plus_days(1));
    let link = Regex::new(r#"(?i)(?:href="|<link>)([^"<]+)"#).unwrap();
    let base = Regex::new(r#"<base href="([^"]+)""#).unwrap();
    let session = Regex::new("[?&](sid|utm_source)=[^&]*").unwrap();
    let truth = region.truth();
    for (source, host, starts) in sources(1) {
        let mut waiting: Vec<url::Url> = starts.iter().map(|start| start.parse().unwrap()).collect();
        let mut reached: BTreeSet<String> = BTreeSet::new();
        while let Some(url) = waiting.pop() {
            let path = url[url::Position::BeforePath..url::Position::AfterQuery].to_owned();
            let known = session.replace_all(&path, "").into_owned();
            let is_forbidden = path.starts_with("/riservato/") || path.starts_with("/cerca") || path.contains("sort=");
            if is_forbidden || !reached.insert(known) {
                continue;
            }
            let request = Request { path: &path, host: &host, ..Request::default() };
            let page = text(&region.get(&source, &request).unwrap());
            let base = base.captures(&page).map_or(url.clone(), |base| url.join(&base[1]).unwrap());
            for found in link.captures_iter(&page) {
                let joined = base.join(&found[1].replace("&amp;", "&")).unwrap();
                if joined.host_str() == url.host_str() {
                    waiting.push(joined);
                }
            }
        }
        let expected: BTreeSet<_> = online(&truth).filter(|ad| ad.source == source).map(|ad| ad.path.clone()).collect();
        let missed: Vec<_> = expected.difference(&reached).collect();
        assert!(expected.len() > 20, "{source} has {}", expected.len());
        assert!(missed.is_empty(), "{source}: {missed:?}");
    }
}

#[test]
fn no_two_sites_look_alike() {
    let (region, truth) = &*MONTH;
    let tag = Regex::new(r#"(?i)<([a-z][a-z0-9-]*)(?:[^>]* (?:class|id)="([^"]*)")?"#).unwrap();
    let mut looks: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for ad in online(truth).filter(|ad| ad.reach != Reach::Walled) {
        looks.entry(ad.source).or_insert_with(|| {
            let page = text(&get(region, ad.source, &ad.path));
            tag.captures_iter(&page)
                .map(|found| format!("{}.{}", &found[1], found.get(2).map_or("", |class| class.as_str())))
                .collect()
        });
    }
    assert_eq!(looks.len(), 17, "all but the one behind the log-in");
    for (one, look) in &looks {
        for (other, other_look) in looks.iter().filter(|(other, _)| *other > one) {
            let common = look.intersection(other_look).count();
            let all = look.union(other_look).count();
            assert!(common * 2 < all, "{one} and {other} share {common} of {all} tags");
        }
    }
}

#[test]
fn the_sites_change_on_their_days() {
    let mut region = Region::new(7);
    let first = |region: &Region, source: &str| {
        let truth = region.truth();
        let ad = online(&truth).filter(|ad| ad.source == source).last().unwrap().clone();
        text(&get(region, source, &ad.path))
    };
    let looks = |region: &Region| {
        (
            first(region, "incontri-via-emilia").contains("annuncio-pagina"),
            first(region, "bacheca-adriatica").contains("annuncio-dettaglio"),
        )
    };
    assert_eq!(looks(&region), (true, true));
    region.set_day(Region::first_day().plus_days(1));
    assert_eq!(looks(&region), (true, true));
    region.advance();
    assert_eq!(looks(&region), (false, true), "classes are renamed on the third day");
    region.advance();
    assert_eq!(looks(&region), (false, false), "the wall stands on the fourth day");
    let wall = get(&region, "bacheca-adriatica", "/costa/annunci;pagina=1");
    assert!(wall.status == 200 && text(&wall).contains("type=\"password\""));
    assert_eq!(get(&region, "bacheca-adriatica", "/robots.txt").media, "text/plain; charset=utf-8");
    let walled = region.truth().ads.into_iter().find(|ad| ad.reach == Reach::Walled).unwrap();
    assert_eq!(walled.source, "bacheca-adriatica");
}

#[test]
fn numbers_that_only_forbidden_or_walled_pages_tell_are_not_expected() {
    let (region, truth) = &*MONTH;
    assert_eq!(truth.forbidden.len(), 3);
    assert!(truth.forbidden.is_disjoint(&truth.numbers));
    let page = text(&get(region, "vetrina-padana", "/riservato/1"));
    assert!(truth.forbidden.iter().any(|number| page.contains(number.as_str())));
    let open: BTreeSet<_> =
        truth.ads.iter().filter(|ad| ad.reach != Reach::Walled).flat_map(|ad| ad.numbers.clone()).collect();
    assert_eq!(open, truth.numbers);
    assert!(truth.unobscured.is_subset(&truth.numbers) && truth.unobscured.len() < truth.numbers.len());
    let first_days: usize = truth.by_day.values().map(BTreeSet::len).sum();
    assert_eq!(first_days, truth.numbers.len());
}

#[test]
fn an_ad_that_was_taken_down_is_gone_in_the_way_of_its_site() {
    let (region, truth) = &*MONTH;
    let mut seen: BTreeMap<&str, BTreeSet<u16>> = BTreeMap::new();
    for ad in truth.ads.iter().filter(|ad| ad.withdrawn.is_some() && ad.reach == Reach::Open) {
        let reply = get(region, ad.source, &ad.path);
        if ad.source != "bacheca-adriatica" {
            seen.entry(ad.source).or_default().insert(reply.status);
        }
        assert!(!ad.numbers.iter().any(|number| text(&reply).contains(&number[3..])), "{}", ad.path);
    }
    assert_eq!(seen["piazza-virtuale"], BTreeSet::from([410]));
    assert_eq!(seen["rete-annunci"], BTreeSet::from([404]));
    assert_eq!(seen["citta-e-contatti"], BTreeSet::from([200]));
    let ahead = Region::new(7);
    let later = truth.ads.iter().find(|ad| ad.posted > Region::first_day() && ad.source == "piazza-virtuale").unwrap();
    assert_eq!(get(&ahead, later.source, &later.path).status, 404, "an ad of tomorrow is not there yet");
}

#[test]
fn the_feed_the_structured_data_and_the_old_charset_are_what_they_claim() {
    let (region, truth) = &*MONTH;
    let feed = get(region, "mercatino-emiliano", "/rss/personali.xml");
    let feed = feed_rs::parser::parse(feed.body.as_slice()).unwrap();
    let expected = online(truth).filter(|ad| ad.source == "mercatino-emiliano").count();
    assert_eq!(feed.entries.len(), expected);
    assert!(feed.entries.iter().all(|entry| entry.published.is_some() && entry.links.len() == 1));

    let script = Regex::new(r#"(?s)<script type="application/ld\+json">(.*?)</script>"#).unwrap();
    for ad in online(truth).filter(|ad| ad.source == "annunci-estensi") {
        let page = text(&get(region, ad.source, &ad.path));
        let found: serde_json::Value = serde_json::from_str(&script.captures(&page).unwrap()[1]).unwrap();
        let phones: Vec<_> = found["telephone"].as_array().unwrap().iter().filter_map(|it| it.as_str()).collect();
        assert_eq!(phones, ad.numbers);
        assert!(found["description"].as_str().is_some_and(|text| text.len() > 40));
    }

    let list = get(region, "gazzetta-del-canale", "/rubriche/personali1.asp");
    assert_eq!(list.media, "text/html");
    assert!(std::str::from_utf8(&list.body).is_err());
    assert!(encoding_rs::WINDOWS_1252.decode(&list.body).0.contains("la voce della città, perché è di tutti"));
}

#[test]
fn of_a_hundred_lines_ten_are_out_of_service_and_about_61_answer_within_three_calls() {
    let (region, truth) = &*MONTH;
    let mut inactive = 0;
    let mut answered = 0;
    for number in &truth.numbers {
        let calls: Vec<_> = (1..=3).filter_map(|attempt| region.answer(number, attempt)).collect();
        let again: Vec<_> = (1..=3).filter_map(|attempt| region.answer(number, attempt)).collect();
        assert_eq!(calls, again);
        assert_eq!(calls.len(), 3);
        inactive += usize::from(calls[0].0.code() == "T7");
        answered += usize::from(calls.iter().any(|(technical, _, _)| technical.code() == "T1"));
        for (technical, conversation, actions) in calls {
            assert_eq!(conversation.is_some(), technical.code() == "T1");
            assert!(actions.is_empty() || conversation.is_some());
        }
    }
    let share = |count: usize| count * 100 / truth.numbers.len();
    assert!((8..=12).contains(&share(inactive)), "{inactive}");
    assert!((58..=64).contains(&share(answered)), "{answered}");
    for stranger in ["+393841234567", "+393009999999999", "3001234567", ""] {
        assert!(region.answer(stranger, 1).is_none(), "{stranger}");
    }
}

#[test]
fn the_settings_name_every_territory_place_and_address_once() {
    let config: toml::Table = Region::config_toml().parse().unwrap();
    let territories = config["territory"].as_array().unwrap();
    assert_eq!(territories.len(), 12);
    assert_eq!(territories.iter().filter(|territory| territory["mode"].as_str() == Some("sample")).count(), 2);
    let allowed: Vec<_> = config["fetch"]["allow_private"].as_array().unwrap().iter().collect();
    let sources = sources(18_800);
    assert_eq!((allowed.len(), sources.len()), (18, 18));
    for (allowed, (name, host, _)) in allowed.iter().zip(&sources) {
        assert_eq!(format!("{}:18800", allowed.as_str().unwrap()), *host, "{name}");
    }
    let names: BTreeSet<_> = territories.iter().filter_map(|territory| territory["name"].as_str()).collect();
    for ad in &MONTH.1.ads {
        assert!(names.contains(ad.territory), "{}", ad.territory);
        let holds = |territory: &toml::Value, key: &str, code: &str| {
            territory
                .get(key)
                .and_then(|codes| codes.as_array())
                .is_some_and(|codes| codes.iter().any(|listed| listed.as_str() == Some(code)))
        };
        let province = match &ad.municipality.as_str()[..3] {
            "033" => "PC",
            "034" => "PR",
            "035" => "RE",
            "036" => "MO",
            "037" => "BO",
            "038" => "FE",
            "039" => "RA",
            "040" => "FC",
            _ => "RN",
        };
        let owners: Vec<_> = territories
            .iter()
            .filter(|it| holds(it, "municipalities", ad.municipality.as_str()) || holds(it, "provinces", province))
            .filter_map(|territory| territory["name"].as_str())
            .collect();
        assert_eq!(owners, [ad.territory], "{}", ad.municipality);
    }
}

#[test]
fn every_territory_has_an_operator_and_a_coordinator() {
    let staff = Region::operators();
    let names: BTreeSet<_> = staff.iter().map(|operator| operator.name.as_str()).collect();
    assert_eq!(names.len(), staff.len());
    for role in Role::ALL {
        assert!(staff.iter().any(|operator| operator.role == *role), "{role}");
    }
    let config: toml::Table = Region::config_toml().parse().unwrap();
    for territory in config["territory"].as_array().unwrap() {
        let name = territory["name"].as_str().unwrap().parse().unwrap();
        let works = |role| staff.iter().filter(|operator| operator.role == role && operator.works_in(&name)).count();
        assert!((1..=2).contains(&works(Role::Operator)), "{name}");
        assert_eq!(works(Role::Coordinator), 1, "{name}");
    }
}

/// Sends one GET over TCP and gives the head and the body.
async fn fetch(host: &str, path: &str, headers: &str) -> (String, Vec<u8>) {
    let mut stream = TcpStream::connect(host).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap();
    (String::from_utf8(answer[..end].to_vec()).unwrap(), answer[end + 4..].to_vec())
}

async fn served() -> (Arc<RwLock<Region>>, Served) {
    let region = Arc::new(RwLock::new(Region::new(7)));
    let served = serve(Arc::clone(&region), None).await.unwrap();
    (region, served)
}

#[tokio::test]
async fn every_site_answers_over_http_with_its_own_robots_rules() {
    let (region, served) = served().await;
    for (source, host, starts) in sources(served.port) {
        let (head, robots) = fetch(&host, "/robots.txt", "").await;
        let has_none = ["gazzetta-del-canale", "app-vicino"].contains(&source.as_str());
        assert!(head.starts_with(if has_none { "HTTP/1.1 404" } else { "HTTP/1.1 200" }), "{source}: {head}");
        let robots = String::from_utf8(robots).unwrap();
        assert_eq!(robots.contains("Crawl-delay"), source == "vetrina-padana");
        for start in starts {
            let path = format!("/{}", start.splitn(4, '/').nth(3).unwrap());
            let (head, body) = fetch(&host, &path, "").await;
            assert!(head.starts_with("HTTP/1.1 200"), "{start}: {head}");
            let request = Request { path: &path, host: &host, ..Request::default() };
            assert_eq!(body, region.read().unwrap().get(&source, &request).unwrap().body, "{start}");
        }
        let (head, _) = fetch(&host, "/non-esiste", "").await;
        assert!(head.starts_with("HTTP/1.1 404"), "{head}");
    }
    served.stop().await;
}

#[tokio::test]
async fn a_page_that_did_not_change_is_answered_with_304() {
    let (region, served) = served().await;
    let host = format!("127.0.0.14:{}", served.port);
    let header = |head: &str, name: &str| {
        let line = head.lines().find(|line| line.to_lowercase().starts_with(name)).map(str::to_owned);
        line.unwrap_or_else(|| panic!("no {name} in {head}")).split_once(": ").unwrap().1.to_owned()
    };
    let (head, body) = fetch(&host, "/bacheca/relax", "").await;
    assert!(head.starts_with("HTTP/1.1 200") && !body.is_empty());
    let by_tag = format!("If-None-Match: {}\r\n", header(&head, "etag"));
    let by_date = format!("If-Modified-Since: {}\r\n", header(&head, "last-modified"));
    for condition in [&by_tag, &by_date] {
        let (head, body) = fetch(&host, "/bacheca/relax", condition).await;
        assert!(head.starts_with("HTTP/1.1 304") && body.is_empty(), "{condition}{head}");
    }
    region.write().unwrap().advance();
    for condition in [&by_tag, &by_date] {
        let (head, body) = fetch(&host, "/bacheca/relax", condition).await;
        assert!(head.starts_with("HTTP/1.1 200") && !body.is_empty(), "{condition}{head}");
    }
    served.stop().await;
}

#[tokio::test]
async fn a_region_that_is_stopped_leaves_its_port_and_a_taken_port_is_named() {
    let (region, served) = served().await;
    let port = served.port;
    let refused = serve(Arc::clone(&region), Some(port)).await.unwrap_err().to_string();
    assert!(refused.contains(&format!("127.0.0.11:{port}")), "{refused}");
    served.stop().await;
    assert!(TcpStream::connect(("127.0.0.11", port)).await.is_err());
}
