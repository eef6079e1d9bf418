//! What a site answers to a request, from the day's lists alone.

use super::line::RESERVED;
use super::region::Region;
use super::site::{AdPage, Ask, Board, Card, Contact, Forum, Layout, ListPage, Site, TopicLine, TopicList};
use super::site::{PostLine, Removal, TopicPage, When};
use super::text::{self, Told};
use crate::demo::places::Place;

/// A GET request.
#[derive(Debug, Clone, Copy, Default)]
pub struct Request<'a> {
    /// The path and the query.
    pub path: &'a str,
    /// The `Host` header.
    pub host: &'a str,
    /// The `If-None-Match` header.
    pub if_none_match: Option<&'a str>,
    /// The `If-Modified-Since` header.
    pub if_modified_since: Option<&'a str>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The `Content-Type` header.
    pub media: &'static str,
    /// The body, in whatever charset the site has.
    pub body: Vec<u8>,
    /// The `ETag` header.
    pub etag: Option<String>,
    /// The `Last-Modified` header.
    pub last_modified: Option<String>,
}

/// A page before it is encoded.
struct Made {
    status: u16,
    media: &'static str,
    text: String,
    changed: Option<When>,
}

/// What that site answers today.
pub(super) fn reply(region: &Region, index: usize, site: &Site, request: &Request<'_>) -> Reply {
    let path = without_session(request.path);
    let made = if path == "/robots.txt" {
        robots(site)
    } else if site.is_walled(region.today) {
        page(site, 200, wall(site))
    } else if path == "/" {
        page(site, 200, home(site))
    } else if let Some(number) = path.strip_prefix("/riservato/") {
        reserved(region, site, number)
    } else {
        let found = match site.layout {
            Layout::Board(board) => board_page(region, index, site, &board, &path),
            Layout::Forum(forum) => forum_page(region, index, site, &forum, &path),
        };
        found.unwrap_or_else(|| not_found(site, 404))
    };
    encode(site, &made, request)
}

fn encode(site: &Site, made: &Made, request: &Request<'_>) -> Reply {
    let text = made.text.replace("{host}", request.host);
    let body = if site.is_latin { encoding_rs::WINDOWS_1252.encode(&text).0.into_owned() } else { text.into_bytes() };
    let mut reply = Reply { status: made.status, media: made.media, body, etag: None, last_modified: None };
    let Some(changed) = made.changed.filter(|_| site.validates && made.status == 200) else {
        return reply;
    };
    let etag = etag(&reply.body);
    let last_modified = changed.http();
    // RFC 9110, 13.2.2: an entity tag decides alone where there is one.
    let is_same = request.if_none_match.map_or_else(
        || request.if_modified_since == Some(last_modified.as_str()),
        |tags| tags.split(',').any(|tag| tag.trim().trim_start_matches("W/") == etag),
    );
    if is_same {
        reply.status = 304;
        reply.body.clear();
    }
    reply.etag = Some(etag);
    reply.last_modified = Some(last_modified);
    reply
}

/// FNV-1a of the body, between quotes.
fn etag(body: &[u8]) -> String {
    let hash = body
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("\"{hash:016x}\"")
}

fn page(site: &Site, status: u16, text: String) -> Made {
    Made { status, media: site.page_media, text, changed: None }
}

fn robots(site: &Site) -> Made {
    site.robots.map_or_else(
        || not_found(site, 404),
        |rules| Made { status: 200, media: "text/plain; charset=utf-8", text: rules.to_owned(), changed: None },
    )
}

fn not_found(site: &Site, status: u16) -> Made {
    let text = format!(
        "<!DOCTYPE html><html><head><title>{}</title></head><body><h1>Pagina non trovata</h1><p><a href=\"/\">Torna a {}</a></p></body></html>",
        site.title, site.title
    );
    page(site, status, text)
}

fn home(site: &Site) -> String {
    let lists: String = (0..site.sections.len().max(1))
        .map(|section| match site.layout {
            Layout::Board(board) => (board.list_path)(section, 1),
            Layout::Forum(forum) => (forum.list_path)(1),
        })
        .fold(String::new(), |links, path| {
            let path = super::html::escape(&path);
            links + "<li><a href=\"" + &path + "\">" + &path + "</a></li>"
        });
    let title = super::html::escape(site.title);
    format!(
        "<!DOCTYPE html><html lang=\"it\"><head><title>{title}</title></head><body><h1>{title}</h1><ul>{lists}</ul></body></html>"
    )
}

fn wall(site: &Site) -> String {
    let title = super::html::escape(site.title);
    format!(
        r#"<!doctype html><html><head><meta charset="utf-8"><title>{title}: accesso</title></head><body><h1>Accedi per continuare</h1><form class="accesso" method="post" action="/accedi"><label>Email <input type="email" name="email"></label><label>Password <input type="password" name="password"></label><button>Entra</button></form><p>Non hai un account? <a href="/registrati">Registrati</a></p></body></html>"#
    )
}

/// A page that the robots rules forbid. Who finds its number did not read them.
fn reserved(region: &Region, site: &Site, number: &str) -> Made {
    let held = number.parse().ok().and_then(|number: usize| RESERVED.get(number.checked_sub(1)?));
    let Some(position) = held.filter(|_| site.robots.is_some_and(|rules| rules.contains("/riservato/"))) else {
        return not_found(site, 404);
    };
    let e164 = super::line::number(region.world.seed, *position);
    page(
        site,
        200,
        format!(
            "<!DOCTYPE html><html><body><div class=\"foglio\"><h1>Anteprima</h1><address>Modena <a href=\"tel:{e164}\">chiama</a></address></div></body></html>"
        ),
    )
}

/// The path without what tells no pages apart.
fn without_session(path: &str) -> String {
    let Some((path, query)) = path.split_once('?') else {
        return path.to_owned();
    };
    let kept: Vec<_> = query.split('&').filter(|pair| !pair.starts_with("sid=") && !pair.starts_with("utm_")).collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}

/// The address of an ad.
pub(super) fn ad_path(board: &Board, told: Told<'_>) -> String {
    let title = text::headline(told).title;
    (board.ad_path)(told.posting.id, &told.ad.place.slug(), &super::html::slug(&title))
}

fn when(posting_day: i64, minute: u16) -> When {
    When::of(Region::first_day().plus_days(posting_day), minute)
}

fn card(region: &Region, board: &Board, posting: usize) -> Option<Card> {
    let told = region.told(posting)?;
    let words = text::headline(told);
    Some(Card {
        id: told.posting.id,
        path: (board.ad_path)(told.posting.id, &told.ad.place.slug(), &super::html::slug(&words.title)),
        title: words.title,
        snippet: words.snippet,
        price: words.price,
        place: told.ad.place,
        posted: when(told.posting.day, told.posting.minute),
    })
}

fn board_page(region: &Region, index: usize, site: &Site, board: &Board, path: &str) -> Option<Made> {
    let sections = region.online.get(index)?;
    for (section, postings) in sections.iter().enumerate() {
        let pages = postings.len().div_ceil(site.per_page).max(1);
        if let Some(page) = (1..=pages).find(|page| (board.list_path)(section, *page) == path) {
            return Some(list_page(region, site, board, section, postings, page));
        }
    }
    let id = last_number(path)?;
    let of_site = region.world.by_site.get(index)?;
    let id_of = |posting: &usize| region.world.postings.get(*posting).map_or(0, |posting| posting.id);
    let posting = *of_site.get(of_site.binary_search_by_key(&id, id_of).ok()?)?;
    let told = region.told(posting).filter(|told| told.posting.day <= region.today)?;
    if ad_path(board, told) != path {
        return None;
    }
    if told.posting.is_online(region.today) {
        return ad_page(region, index, site, board, posting);
    }
    Some(match site.removed {
        Removal::NotFound => not_found(site, 404),
        Removal::Gone => not_found(site, 410),
        Removal::Notice => page(
            site,
            200,
            format!(
                "<!DOCTYPE html><html lang=\"it\"><head><meta charset=\"utf-8\"><title>Annuncio scaduto</title></head><body><div class=\"scaduto\"><h1>Annuncio scaduto</h1><p>L'annuncio {id} non è più disponibile.</p></div></body></html>"
            ),
        ),
    })
}

/// The last run of seven or eight digits.
fn last_number(path: &str) -> Option<u32> {
    let mut runs = path.split(|character: char| !character.is_ascii_digit());
    runs.rfind(|run| (7..=8).contains(&run.len()))?.parse().ok()
}

fn list_page(region: &Region, site: &Site, board: &Board, section: usize, postings: &[usize], page: usize) -> Made {
    let pages = postings.len().div_ceil(site.per_page).max(1);
    let shown = postings.iter().skip((page - 1) * site.per_page).take(site.per_page);
    let view = ListPage {
        page,
        pages,
        cards: shown.filter_map(|posting| card(region, board, *posting)).collect(),
        next: (page < pages).then(|| (board.list_path)(section, page + 1)),
        previous: (page > 1).then(|| (board.list_path)(section, page - 1)),
        today: when(region.today, 415),
        renamed: site.is_renamed(region.today),
    };
    Made { status: 200, media: site.list_media, text: (board.list)(&view), changed: Some(view.today) }
}

fn ad_page(region: &Region, index: usize, site: &Site, board: &Board, posting: usize) -> Option<Made> {
    let told = region.told(posting)?;
    let in_field = site.contact == Contact::Field;
    let has_field = in_field || (site.contact == Contact::Both && !told.posting.obscured);
    let sections = region.online.get(index)?;
    let section = sections.iter().position(|postings| postings.contains(&posting))?;
    let view = AdPage {
        card: card(region, board, posting)?,
        paragraphs: text::write(told, in_field),
        phones: if has_field { told.numbers().into_iter().map(str::to_owned).collect() } else { Vec::new() },
        similar: sections
            .get(section)?
            .iter()
            .filter(|other| **other != posting)
            .take(4)
            .filter_map(|other| card(region, board, *other))
            .collect(),
        list: (board.list_path)(section, 1),
        renamed: site.is_renamed(region.today),
    };
    let changed = Some(view.card.posted);
    Some(Made { status: 200, media: site.page_media, text: (board.ad)(&view), changed })
}

/// The number of a topic in its addresses.
pub(super) fn topic_id(topic: usize) -> usize {
    topic + 101
}

/// The town of a topic, and how many posts stand before that one.
pub(super) fn place_in_topic(region: &Region, topic: usize, post: usize) -> Option<(&'static Place, usize)> {
    let topic = region.world.topics.get(topic)?;
    Some((topic.place, topic.posts.binary_search(&post).ok()?))
}

fn topic_line(region: &Region, forum: &Forum, topic: usize, said: usize) -> Option<TopicLine> {
    let facts = region.world.topics.get(topic)?;
    let last = region.world.posts.get(*facts.posts.get(said.checked_sub(1)?)?)?;
    let mut line = TopicLine {
        topic: topic_id(topic),
        place: facts.place,
        part: facts.part,
        posts: said,
        last_id: last.id,
        last: when(last.day, last.minute),
        first_page: (forum.topic_path)(topic_id(topic), facts.place, 1),
        latest: String::new(),
    };
    line.latest = (forum.latest_path)(&line);
    Some(line)
}

fn forum_page(region: &Region, index: usize, site: &Site, forum: &Forum, path: &str) -> Option<Made> {
    let topics = region.topics.get(index)?;
    let pages = topics.len().div_ceil(site.per_page).max(1);
    if let Some(number) = (1..=pages).find(|page| (forum.list_path)(*page) == path) {
        let shown = topics.iter().skip((number - 1) * site.per_page).take(site.per_page);
        let list = TopicList {
            topics: shown.filter_map(|(topic, said)| topic_line(region, forum, *topic, *said)).collect(),
            next: (number < pages).then(|| (forum.list_path)(number + 1)),
        };
        return Some(page(site, 200, (forum.list)(&list)));
    }
    let (topic, number) = match (forum.read)(path)? {
        Ask::Page { topic, page } => (topic.checked_sub(101)?, page),
        Ask::Number { topic, number } => (topic.checked_sub(101)?, number.saturating_sub(1) / forum.posts_per_page + 1),
        Ask::Post { id } => {
            let posts = region.world.posts_by_site.get(index)?;
            let id_of = |post: &usize| region.world.posts.get(*post).map_or(0, |post| post.id);
            let post = *posts.get(posts.binary_search_by_key(&id, id_of).ok()?)?;
            let topic = region.world.posts.get(post)?.topic;
            (topic, place_in_topic(region, topic, post)?.1 / forum.posts_per_page + 1)
        }
    };
    let said = topics.iter().find(|(open, _)| *open == topic)?.1;
    topic_page(region, forum, topic, said, number).map(|text| page(site, 200, text))
}

fn topic_page(region: &Region, forum: &Forum, topic: usize, said: usize, page: usize) -> Option<String> {
    let facts = region.world.topics.get(topic)?;
    let pages = said.div_ceil(forum.posts_per_page);
    if !(1..=pages).contains(&page) {
        return None;
    }
    let shown = facts.posts.get(..said)?.iter().skip((page - 1) * forum.posts_per_page).take(forum.posts_per_page);
    let posts = shown.filter_map(|post| {
        let post = region.world.posts.get(*post)?;
        let told = post.posting.and_then(|posting| region.told(posting));
        let text = text::write_post(region.world.seed, post, told);
        Some(PostLine { id: post.id, posted: when(post.day, post.minute), text })
    });
    let address = |page| (forum.topic_path)(topic_id(topic), facts.place, page);
    Some((forum.topic)(&TopicPage {
        line: topic_line(region, forum, topic, said)?,
        page,
        posts: posts.collect(),
        older: (page > 1).then(|| address(page - 1)),
        newer: (page < pages).then(|| address(page + 1)),
    }))
}
