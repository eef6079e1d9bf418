//! Two forums: people talk in topics, and now and then somebody tells a number.

use super::{Layout, Site, When, plain};
use crate::demo::html::{each, escape, when};
use crate::demo::places::Place;

/// What of a topic is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Ask {
    /// A page of a topic.
    Page { topic: usize, page: usize },
    /// The page that holds the post with this id.
    Post { id: u32 },
    /// The page that holds the post with this number, counted from 1.
    Number { topic: usize, number: usize },
}

/// The pages of a forum.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Forum {
    /// Posts a page.
    pub(in super::super) posts_per_page: usize,
    /// The address of a page of the list of topics.
    pub(in super::super) list_path: fn(usize) -> String,
    /// The address of one page of a topic.
    pub(in super::super) topic_path: fn(usize, &Place, usize) -> String,
    /// The address of the newest post of a topic: it changes when somebody posts.
    pub(in super::super) latest_path: fn(&TopicLine) -> String,
    /// What an address asks for, if it is one of a topic.
    pub(in super::super) read: fn(&str) -> Option<Ask>,
    pub(in super::super) list: fn(&TopicList) -> String,
    pub(in super::super) topic: fn(&TopicPage) -> String,
}

/// One topic as the list shows it.
#[derive(Debug)]
pub(in super::super) struct TopicLine {
    pub(in super::super) topic: usize,
    pub(in super::super) place: &'static Place,
    pub(in super::super) part: usize,
    pub(in super::super) posts: usize,
    pub(in super::super) last_id: u32,
    pub(in super::super) last: When,
    /// The address of its first page.
    pub(in super::super) first_page: String,
    /// The address of its newest post.
    pub(in super::super) latest: String,
}

impl TopicLine {
    fn title(&self) -> String {
        let part = if self.part > 1 { format!(" (parte {})", self.part) } else { String::new() };
        format!("{} e dintorni{part}", self.place.name)
    }
}

/// One page of the list of topics.
#[derive(Debug)]
pub(in super::super) struct TopicList {
    pub(in super::super) topics: Vec<TopicLine>,
    pub(in super::super) next: Option<String>,
}

/// One post.
#[derive(Debug)]
pub(in super::super) struct PostLine {
    pub(in super::super) id: u32,
    pub(in super::super) posted: When,
    pub(in super::super) text: String,
}

/// One page of a topic.
#[derive(Debug)]
pub(in super::super) struct TopicPage {
    pub(in super::super) line: TopicLine,
    pub(in super::super) page: usize,
    pub(in super::super) posts: Vec<PostLine>,
    pub(in super::super) older: Option<String>,
    pub(in super::super) newer: Option<String>,
}

/// Names that people give themselves in forums: words, nobody's.
const NICKS: [&str; 8] =
    ["viandante", "lanterna", "portico-lungo", "nebbia", "pioppo", "tigella", "gnocco-fritto", "bicicletta"];

fn nick(id: u32) -> &'static str {
    usize::try_from(id / 7).ok().and_then(|turn| NICKS.get(turn % NICKS.len())).copied().unwrap_or("ospite")
}

/// Tables of an old board; topics are reached by their newest post.
pub(super) const PORTICO: Site = Site {
    weight: 3,
    per_page: 20,
    first_id: 3_204_511,
    robots: Some("User-agent: *\nDisallow: /ucp.php\nDisallow: /memberlist.php\n"),
    ..plain(
        "forum-il-portico",
        "Il Portico",
        27,
        Layout::Forum(Forum {
            posts_per_page: 20,
            list_path: |page| match page {
                1 => "/viewforum.php?f=4".to_owned(),
                _ => format!("/viewforum.php?f=4&start={}", (page - 1) * 20),
            },
            topic_path: |topic, _, page| format!("/viewtopic.php?t={topic}&pag={page}"),
            latest_path: |line| format!("/viewtopic.php?p={}", line.last_id),
            read: portico_read,
            list: portico_list,
            topic: portico_topic,
        }),
    )
};

fn portico_read(path: &str) -> Option<Ask> {
    let query = path.strip_prefix("/viewtopic.php?")?;
    if let Some(id) = query.strip_prefix("p=") {
        return Some(Ask::Post { id: id.parse().ok()? });
    }
    let query = query.strip_prefix("t=")?;
    let (topic, page) = query.split_once("&pag=").unwrap_or((query, "1"));
    Some(Ask::Page { topic: topic.parse().ok()?, page: page.parse().ok()? })
}

fn portico(title: &str, body: &str) -> String {
    format!(
        r#"<!DOCTYPE html><html dir="ltr" lang="it"><head><meta charset="utf-8"><title>{title} - Il Portico</title></head><body id="phpbb" class="nojs"><div class="headerbar"><a href="/viewforum.php?f=4">Il Portico</a> <a href="/ucp.php?mode=login">Entra</a> <a href="/memberlist.php">Iscritti (10482)</a></div>{body}<div class="copyright">Il Portico · ora corrente UTC+1 · P.IVA 02600770378</div></body></html>"#
    )
}

fn portico_list(list: &TopicList) -> String {
    let rows = each(&list.topics, |line| {
        format!(
            r#"<li class="row"><dl><dt><a class="topictitle" href="{}">{}</a></dt><dd class="posts">{}</dd><dd class="lastpost"><a class="ultimo" href="{}">Vedi ultimo messaggio</a> <time datetime="{}">{}</time></dd></dl></li>
"#,
            escape(&line.first_page),
            escape(&line.title()),
            line.posts,
            line.latest,
            line.last.iso(),
            line.last.slashed()
        )
    });
    let next = when(list.next.as_ref(), |next| {
        format!(r#"<li class="arrow next"><a rel="next" href="{}">Prossimo</a></li>"#, escape(next))
    });
    portico(
        "Contatti e città",
        &format!(r#"<ul class="topiclist topics">{rows}</ul><ul class="pagination">{next}</ul>"#),
    )
}

fn portico_topic(page: &TopicPage) -> String {
    let posts = each(&page.posts, |post| {
        format!(
            r#"<div id="p{id}" class="post"><p class="author">da <strong>{nick}</strong> » <time datetime="{iso}">{day}, {hour}</time></p><div class="content">{text}</div><div class="sig">Messaggi: {count}</div></div>
"#,
            id = post.id,
            nick = nick(post.id),
            iso = post.posted.iso(),
            day = post.posted.slashed(),
            hour = post.posted.hour(),
            text = escape(&post.text),
            count = post.id % 1900,
        )
    });
    let older =
        when(page.older.as_ref(), |older| format!(r#"<a class="prec" href="{}">Precedente</a>"#, escape(older)));
    let newer = when(page.newer.as_ref(), |newer| format!(r#"<a class="succ" href="{}">Prossimo</a>"#, escape(newer)));
    let title = escape(&page.line.title());
    portico(
        &title,
        &format!(
            r#"<h2 class="topic-title">{title}</h2><p>Pagina {}</p><div class="posts-list">{posts}</div><div class="pagination">{older} {newer}</div>"#,
            page.page
        ),
    )
}

/// Addresses that count the posts, quotes inside posts.
pub(super) const DUE_TORRI: Site = Site {
    weight: 3,
    per_page: 30,
    first_id: 10_077_302,
    ..plain(
        "forum-due-torri",
        "Due Torri",
        28,
        Layout::Forum(Forum {
            posts_per_page: 25,
            list_path: |page| if page == 1 { "/c/citta/12".to_owned() } else { format!("/c/citta/12?page={page}") },
            topic_path: |topic, place, page| format!("/t/{}/{topic}?page={page}", place.slug()),
            latest_path: |line| format!("/t/{}/{}/{}", line.place.slug(), line.topic, line.posts),
            read: due_torri_read,
            list: due_torri_list,
            topic: due_torri_topic,
        }),
    )
};

fn due_torri_read(path: &str) -> Option<Ask> {
    let (_, rest) = path.strip_prefix("/t/")?.split_once('/')?;
    if let Some((topic, page)) = rest.split_once("?page=") {
        return Some(Ask::Page { topic: topic.parse().ok()?, page: page.parse().ok()? });
    }
    if let Some((topic, number)) = rest.split_once('/') {
        return Some(Ask::Number { topic: topic.parse().ok()?, number: number.parse().ok()? });
    }
    Some(Ask::Page { topic: rest.parse().ok()?, page: 1 })
}

fn due_torri(title: &str, body: &str) -> String {
    format!(
        r#"<!DOCTYPE html><html lang="it" class="desktop-view"><head><meta charset="utf-8"><title>{title} - Due Torri</title><meta name="generator" content="Torri 3.2.1"></head><body class="crawler"><header class="d-header"><a href="/c/citta/12">Due Torri</a></header><div id="main-outlet" class="wrap">{body}</div><footer class="crawler-nav">Due Torri, comunità libera dal 2009. P.IVA 03000880372</footer></body></html>"#
    )
}

fn due_torri_list(list: &TopicList) -> String {
    let rows = each(&list.topics, |line| {
        format!(
            r#"<tr class="topic-list-item"><td><a class="raw-topic-link" href="{}">{}</a></td><td class="replies"><span>{}</span></td><td>{}</td></tr>
"#,
            line.latest,
            escape(&line.title()),
            line.posts.saturating_sub(1),
            line.last.long()
        )
    });
    let next = when(list.next.as_ref(), |next| format!(r#"<a class="next-page" href="{next}">pagina successiva</a>"#));
    due_torri("Città", &format!(r#"<table class="topic-list"><tbody>{rows}</tbody></table>{next}"#))
}

fn due_torri_topic(page: &TopicPage) -> String {
    let posts = each(&page.posts, |post| {
        let quote = if post.id % 5 == 0 {
            r#"<aside class="quote"><blockquote>Grazie a chi risponde con educazione.</blockquote></aside>"#
        } else {
            ""
        };
        format!(
            r#"<div class="topic-body crawler-post" id="post_{}"><span class="creator">{}</span><time class="post-time" datetime="{}">{}</time><div class="cooked">{quote}<p>{}</p></div></div>
"#,
            post.id,
            nick(post.id),
            post.posted.iso(),
            post.posted.long(),
            escape(&post.text)
        )
    });
    let older =
        when(page.older.as_ref(), |older| format!(r#"<a class="prima" href="{older}">← pagina precedente</a>"#));
    let newer = when(page.newer.as_ref(), |newer| format!(r#"<a class="dopo" href="{newer}">pagina successiva →</a>"#));
    let title = escape(&page.line.title());
    let first = &page.line.first_page;
    due_torri(
        &title,
        &format!(r#"<h1><a href="{first}">{title}</a></h1>{posts}<div class="navigazione">{older} {newer}</div>"#),
    )
}
