//! Two apps by their mobile pages: one that carries its state as JSON, one that calls by `wa.me` links.

use super::{AdPage, Board, Contact, Layout, ListPage, Site, plain};
use crate::demo::html::{each, escape, json, when};

/// State in a script, a thin page around it.
pub(super) const VICINO: Site = Site {
    weight: 7,
    contact: Contact::Field,
    per_page: 20,
    robots: None,
    ..plain(
        "app-vicino",
        "Vicino",
        25,
        Layout::Board(Board {
            list_path: |_, page| format!("/m/feed?page={page}"),
            ad_path: |id, _, _| format!("/m/post/{id}"),
            list: vicino_list,
            ad: vicino_ad,
        }),
    )
};

fn vicino(state: &str, body: &str) -> String {
    format!(
        r##"<!DOCTYPE html><html lang="it"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="theme-color" content="#20639b"><title>Vicino</title></head><body><div id="root">{body}</div><div class="tabbar"><a href="/m/feed?page=1">Feed</a><a href="/m/me">Io</a></div><script id="stato" type="application/json">{state}</script></body></html>"##
    )
}

fn vicino_list(page: &ListPage) -> String {
    let items = each(&page.cards, |card| {
        format!(
            r#"<div class="feed-item"><a href="{}">{}</a><span class="dist">{} · {}</span></div>
"#,
            card.path,
            escape(&card.title),
            escape(card.place.name),
            card.posted.hour()
        )
    });
    let next = when(page.next.as_ref(), |next| format!(r#"<a class="more" href="{next}">Carica altri</a>"#));
    let ids = page.cards.iter().map(|card| card.id.to_string()).collect::<Vec<_>>().join(",");
    vicino(&format!(r#"{{"v":"4.12.0","feed":[{ids}]}}"#), &format!("{items}{next}"))
}

fn vicino_ad(page: &AdPage) -> String {
    let card = &page.card;
    let phones = page.phones.iter().map(|phone| json(phone)).collect::<Vec<_>>().join(",");
    let state = format!(
        r#"{{"v":"4.12.0","annuncio":{{"id":{},"titolo":{},"testo":{},"comune":{},"quando":"{}","prezzo":{},"telefoni":[{phones}],"visto":{}}}}}"#,
        card.id,
        json(&card.title),
        json(&page.paragraphs.join(" ")),
        json(card.place.name),
        card.posted.iso(),
        json(card.price),
        card.id % 997
    );
    let body = format!(
        r#"<div class="screen"><h1>{}</h1><p class="sub">{}</p><p class="txt">{}</p><button class="cta">Mostra contatto</button></div>"#,
        escape(&card.title),
        escape(card.place.name),
        page.text()
    );
    vicino(&state, &body)
}

/// Numbers in `wa.me` links only.
pub(super) const LAMPO: Site = Site {
    weight: 7,
    contact: Contact::Field,
    per_page: 40,
    first_id: 20_411_000,
    ..plain(
        "app-lampo",
        "Lampo",
        26,
        Layout::Board(Board {
            list_path: |_, page| if page == 1 { "/w/".to_owned() } else { format!("/w/?before={page}") },
            ad_path: |id, _, _| format!("/w/l/{id}"),
            list: lampo_list,
            ad: lampo_ad,
        }),
    )
};

fn lampo(title: &str, body: &str) -> String {
    format!(
        r#"<!doctype html><html amp lang="it"><head><meta charset="utf-8"><title>{title} ⚡ Lampo</title><meta name="viewport" content="width=device-width"></head><body class="dark"><amp-sidebar id="s"><ul><li>Lampo 3.8.1</li><li>Lampo Srl P.IVA 03800120362</li></ul></amp-sidebar>{body}</body></html>"#
    )
}

fn lampo_list(page: &ListPage) -> String {
    let items = each(&page.cards, |card| {
        format!(
            r#"<li><article data-ts="{}"><header><a href="{}">{}</a></header><p>{}</p></article></li>
"#,
            card.posted.iso(),
            card.path,
            escape(&card.title),
            escape(&card.snippet)
        )
    });
    let next = when(page.next.as_ref(), |next| format!(r#"<p class="scroll"><a href="{next}">ancora</a></p>"#));
    lampo("Lampi", &format!(r#"<ul class="stream">{items}</ul>{next}"#))
}

fn lampo_ad(page: &AdPage) -> String {
    let card = &page.card;
    let links = each(&page.phones, |phone| {
        format!(
            r#"<a class="wa" href="https://wa.me/{}?text=Ciao%20da%20Lampo%20{}">Scrivi</a>"#,
            phone.trim_start_matches('+'),
            card.id
        )
    });
    let body = format!(
        r#"<article class="lampo" data-ts="{}"><h2>{}</h2><section>{}</section><footer><span class="qui">{}</span>{links}</footer></article>"#,
        card.posted.iso(),
        escape(&card.title),
        page.text(),
        escape(card.place.name)
    );
    lampo(&escape(&card.title), &body)
}
