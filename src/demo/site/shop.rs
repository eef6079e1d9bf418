//! Three sites: one with strict robots rules, one with session ids in its addresses, one that leaves expired ads up.

use super::{AdPage, Board, Contact, Layout, ListPage, Removal, Site, plain};
use crate::demo::html::{each, escape, when};

/// Robots rules with a Crawl-delay, and links to what they forbid.
pub(super) const VETRINA: Site = Site {
    weight: 3,
    contact: Contact::Both,
    per_page: 36,
    robots: Some(
        "# chi va piano va sano\nUser-agent: GPTBot\nDisallow: /\n\nUser-agent: *\nCrawl-delay: 0.1\nDisallow: /riservato/\nDisallow: /cerca\nAllow: /\n\nSitemap: /sitemap.xml\n",
    ),
    ..plain(
        "vetrina-padana",
        "Vetrina Padana",
        22,
        Layout::Board(Board {
            list_path: |_, page| format!("/vetrina/pag/{page}"),
            ad_path: |id, place, _| format!("/vetrina/{place}/{id}"),
            list: vetrina_list,
            ad: vetrina_ad,
        }),
    )
};

fn vetrina(title: &str, body: &str) -> String {
    format!(
        r#"<!DOCTYPE html><html lang="it"><head><meta charset="utf-8"><title>{title} · Vetrina Padana</title></head><body><nav class="menu"><a href="/">Inizio</a><a href="/vetrina/pag/1">Vetrina</a><a href="/cerca?q=massaggi">Cerca</a><a href="/riservato/1">Area riservata</a></nav>{body}<div class="sotto">Vetrina Padana - p. iva 02500440353 - assistenza lun-ven 9.00-13.00</div></body></html>"#
    )
}

fn vetrina_list(page: &ListPage) -> String {
    let items = each(&page.cards, |card| {
        format!(
            r#"<div class="tessera"><a href="{}"><strong>{}</strong></a><i>{}</i><span data-giorno="{}">{}</span></div>
"#,
            card.path,
            escape(&card.title),
            escape(card.place.name),
            card.posted.date(),
            card.price
        )
    });
    let next =
        when(page.next.as_ref(), |next| format!(r#"<li class="dopo"><a href="{next}">{}</a></li>"#, page.page + 1));
    let body = format!(
        r#"<p class="evidenza">In evidenza: <a href="/riservato/1">anteprima 1</a>, <a href="/riservato/2">anteprima 2</a></p><div class="griglia">{items}</div><ul class="numeri"><li class="qui">{}</li>{next}</ul>"#,
        page.page
    );
    vetrina("Vetrina", &body)
}

fn vetrina_ad(page: &AdPage) -> String {
    let card = &page.card;
    let phones = each(&page.phones, |phone| format!(r#"<a href="tel:{phone}">{}</a> "#, AdPage::printed(phone)));
    let body = format!(
        r#"<div class="foglio"><h1>{}</h1><div class="racconto">{}</div><address><span class="comune">{}</span> {} {phones}</address><p>Scheda {} del {}</p></div>"#,
        escape(&card.title),
        page.text(),
        escape(card.place.name),
        card.place.postcode,
        card.id,
        card.posted.slashed()
    );
    vetrina(&escape(&card.title), &body)
}

/// Session ids and campaign marks in every address.
pub(super) const RETE: Site = Site {
    weight: 10,
    contact: Contact::Both,
    per_page: 30,
    robots: Some("User-agent: *\nDisallow: /admin.php\nDisallow: /*&sort=\n"),
    ..plain(
        "rete-annunci",
        "ReteAnnunci",
        23,
        Layout::Board(Board {
            list_path: |_, page| format!("/index.php?cat=7&p={page}"),
            ad_path: |id, _, _| format!("/annuncio.php?id={id}"),
            list: rete_list,
            ad: rete_ad,
        }),
    )
};

fn rete(title: &str, body: &str) -> String {
    format!(
        r#"<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title} [ReteAnnunci.example]</title></head><body><div id="hd"><a href="/index.php?cat=7&amp;p=1">ReteAnnunci</a> <form action="/index.php"><input name="q" value=""><input type="submit" value="Cerca"></form></div>{body}<div id="ft">ReteAnnunci - VAT IT 03600550361 - online dal 2003 - 1.204.518 annunci pubblicati</div></body></html>"#
    )
}

fn rete_list(page: &ListPage) -> String {
    let session = format!("{}{:02}", page.today.date().replace('-', "x"), page.page);
    let items = each(&page.cards, |card| {
        format!(
            r#"<li class="result"><a class="lnk" href="{}&amp;sid={session}&amp;utm_source=lista">{}</a><div class="desc">{}</div><div class="meta">{} | {}</div></li>
"#,
            card.path,
            escape(&card.title),
            escape(&card.snippet),
            card.posted.slashed(),
            escape(card.place.name)
        )
    });
    let next = when(page.next.as_ref(), |next| {
        format!(r#"<a class="nx" href="{}&amp;sid={session}">Successivi</a>"#, escape(next))
    });
    let sort = r#"<a href="/index.php?cat=7&amp;p=1&amp;sort=prezzo">ordina per prezzo</a>"#;
    rete("Annunci", &format!(r#"<p>{sort}</p><ol class="results">{items}</ol><div class="pg">{next}</div>"#))
}

fn rete_ad(page: &AdPage) -> String {
    let card = &page.card;
    let phones = each(&page.phones, |phone| {
        format!(r#"<a class="call" href="tel:{}" rel="nofollow">CHIAMA</a>"#, phone.replace("+39", "0039"))
    });
    let body = format!(
        r#"<div id="ad"><h1>{}</h1><div class="photo"><img src="/foto/{}_1.jpg" width="640" height="480" alt=""></div><div id="txt">{}</div><div class="where">{}, provincia di {}</div>{phones}<div class="num">ID {} - {}</div></div>"#,
        escape(&card.title),
        card.id,
        page.text(),
        escape(card.place.name),
        card.place.province,
        card.id,
        card.posted.slashed()
    );
    rete(&escape(&card.title), &body)
}

/// Microdata; an ad that was taken down stays up as a notice.
pub(super) const CITTA: Site = Site {
    weight: 9,
    contact: Contact::Both,
    removed: Removal::Notice,
    ..plain(
        "citta-e-contatti",
        "Città & Contatti",
        24,
        Layout::Board(Board {
            list_path: |_, page| format!("/contatti/lista-{page}.html"),
            ad_path: |id, place, title| format!("/contatti/{place}/{title}_{id}.html"),
            list: citta_list,
            ad: citta_ad,
        }),
    )
};

fn citta(title: &str, body: &str) -> String {
    format!(
        r#"<!DOCTYPE html><html lang="it"><head><meta charset="utf-8"><title>{title} | Città &amp; Contatti</title></head><body><header role="banner"><a href="/">Città &amp; Contatti</a></header><div role="main">{body}</div><footer role="contentinfo">Città &amp; Contatti S.a.s. — P.IVA 01200660385 — Codice destinatario 0000000</footer></body></html>"#
    )
}

fn citta_list(page: &ListPage) -> String {
    let items = each(&page.cards, |card| {
        format!(
            r#"<div itemscope itemtype="https://schema.org/Offer"><a itemprop="url" href="{}"><span itemprop="name">{}</span></a><meta itemprop="datePosted" content="{}"><span itemprop="areaServed">{}</span><span itemprop="price">{}</span></div>
"#,
            card.path,
            escape(&card.title),
            card.posted.iso(),
            escape(card.place.name),
            card.price
        )
    });
    let next = when(page.next.as_ref(), |next| format!(r#"<a class="btn btn-next" href="{next}">Mostra altri 25</a>"#));
    citta("Contatti", &format!("<h1>Contatti in Emilia-Romagna</h1>{items}{next}"))
}

fn citta_ad(page: &AdPage) -> String {
    let card = &page.card;
    let phones = each(&page.phones, |phone| {
        format!(r#"<p>Telefono: <span itemprop="telephone">{}</span></p>"#, AdPage::printed(phone))
    });
    let body = format!(
        r#"<article itemscope itemtype="https://schema.org/Offer"><h1 itemprop="name">{}</h1><p itemprop="areaServed">{}</p><div itemprop="description">{}</div>{phones}<p><meta itemprop="datePosted" content="{}">Numero annuncio <span itemprop="sku">{}</span></p></article>"#,
        escape(&card.title),
        escape(card.place.name),
        page.text(),
        card.posted.iso(),
        card.id
    );
    citta(&escape(&card.title), &body)
}
