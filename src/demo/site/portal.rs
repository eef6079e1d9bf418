//! Four sites: one whose ads are JSON-LD only, one that renames its classes, one that puts up a wall, one that
//! keeps its numbers behind `data-*` in base64.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{AdPage, Board, Contact, Layout, ListPage, Removal, Site, plain};
use crate::demo::html::{each, escape, json, when};

/// What an ad says stands in JSON-LD; the page itself shows a skeleton.
pub(super) const ESTENSI: Site = Site {
    weight: 9,
    contact: Contact::Field,
    per_page: 30,
    ..plain(
        "annunci-estensi",
        "Annunci Estensi",
        18,
        Layout::Board(Board {
            list_path: |_, page| format!("/incontri/emilia-romagna?p={page}"),
            ad_path: |id, place, title| format!("/incontri/{place}/{title}-{id}"),
            list: estensi_list,
            ad: estensi_ad,
        }),
    )
};

fn estensi(title: &str, head: &str, body: &str) -> String {
    format!(
        r#"<!DOCTYPE html><html lang="it"><head><meta charset="utf-8"/><title>{title} | Annunci Estensi</title>{head}</head><body class="tw-bg-white"><div id="app"><div class="navbar"><a href="/">Annunci Estensi</a><a href="/incontri/emilia-romagna?p=1">Incontri</a><button type="button">Accedi</button></div>{body}<div class="pie">© Annunci Estensi s.r.l. · P.IVA 02800330364 · Cap. soc. 25.000,00 €</div></div></body></html>"#
    )
}

fn estensi_list(page: &ListPage) -> String {
    let items = each(&page.cards, |card| {
        format!(
            r#"<div class="card" data-ad="{}"><div class="card-body"><a class="card-link" href="{}"><span class="card-title">{}</span></a><span class="card-town">{}</span><time datetime="{}"></time><span class="card-price">{}</span></div></div>
"#,
            card.id,
            card.path,
            escape(&card.title),
            escape(card.place.name),
            card.posted.iso(),
            card.price
        )
    });
    let next =
        when(page.next.as_ref(), |next| format!(r#"<a class="page-next" href="{next}" aria-label="Avanti">›</a>"#));
    estensi("Incontri", "", &format!(r#"<div class="cards">{items}</div><div class="pages">{next}</div>"#))
}

fn estensi_ad(page: &AdPage) -> String {
    let card = &page.card;
    let phones = page.phones.iter().map(|phone| json(phone)).collect::<Vec<_>>().join(",");
    let head = format!(
        r#"<script type="application/ld+json">{{"@context":"https://schema.org","@type":"Offer","sku":"{}","name":{},"description":{},"datePosted":"{}","telephone":[{phones}],"areaServed":{{"@type":"City","name":{},"postalCode":"{}"}},"price":{}}}</script>"#,
        card.id,
        json(&card.title),
        json(&page.paragraphs.join(" ")),
        card.posted.iso(),
        json(card.place.name),
        card.place.postcode,
        json(card.price)
    );
    estensi(
        &escape(&card.title),
        &head,
        r#"<div class="ad-skeleton" aria-busy="true"><div class="line w-75"></div><div class="line w-50"></div></div><noscript>Per vedere l'annuncio attiva JavaScript.</noscript>"#,
    )
}

/// Renames its CSS classes on the third day.
pub(super) const VIA_EMILIA: Site = Site {
    weight: 5,
    contact: Contact::Both,
    renamed_from: Some(2),
    ..plain(
        "incontri-via-emilia",
        "Incontri Via Emilia",
        19,
        Layout::Board(Board {
            list_path: |_, page| format!("/lista/{page}"),
            ad_path: |id, _, _| format!("/annuncio/{id}"),
            list: via_emilia_list,
            ad: via_emilia_ad,
        }),
    )
};

/// A class by its name before and after the site was made over.
fn class(renamed: bool, before: &'static str, after: &'static str) -> &'static str {
    if renamed { after } else { before }
}

fn via_emilia(title: &str, body: &str) -> String {
    format!(
        r#"<!DOCTYPE html><html lang="it"><head><meta charset="utf-8"><title>{title} — Incontri Via Emilia</title><link rel="stylesheet" href="/static/app.css"></head><body><div class="top"><a href="/">IVE</a> <a href="/lista/1">Tutti gli annunci</a> <a href="/pubblica">Pubblica (da 4,90 €)</a></div>{body}<div class="bottom">Incontri Via Emilia di IVE snc, P. Iva 03400220358. Gli annunci scadono dopo 60 giorni.</div></body></html>"#
    )
}

fn via_emilia_list(page: &ListPage) -> String {
    let (box_, link, next) = (
        class(page.renamed, "annuncio-box", "css-x7f2a"),
        class(page.renamed, "annuncio-link", "css-k19qd"),
        class(page.renamed, "pagina-dopo", "css-p0w3z"),
    );
    let items = each(&page.cards, |card| {
        format!(
            r#"<div class="{box_}"><a class="{link}" href="{}">{}</a><div>{} · {} · {}</div></div>
"#,
            card.path,
            escape(&card.title),
            escape(card.place.name),
            card.posted.slashed(),
            card.price
        )
    });
    let next = when(page.next.as_ref(), |path| format!(r#"<a class="{next}" href="{path}">Avanti</a>"#));
    via_emilia("Annunci", &format!("<div>{items}</div><div>{next}</div>"))
}

fn via_emilia_ad(page: &AdPage) -> String {
    let card = &page.card;
    let (whole, text, town, phone) = (
        class(page.renamed, "annuncio-pagina", "css-m44ty"),
        class(page.renamed, "annuncio-testo", "css-b8r1c"),
        class(page.renamed, "annuncio-luogo", "css-u2n6e"),
        class(page.renamed, "annuncio-tel", "css-h5j9s"),
    );
    let phones = each(&page.phones, |number| {
        format!(r#"<div class="{phone}"><a href="tel:{number}">{}</a></div>"#, AdPage::printed(number))
    });
    let body = format!(
        r#"<div class="{whole}"><h1>{}</h1><div class="{town}">{}</div><div class="{text}">{}</div>{phones}<div>Annuncio {} del {}</div></div>"#,
        escape(&card.title),
        escape(card.place.name),
        page.text(),
        card.id,
        card.posted.slashed()
    );
    via_emilia(&escape(&card.title), &body)
}

/// Shows nothing but a log-in form from the fourth day.
pub(super) const ADRIATICA: Site = Site {
    weight: 10,
    covers: &["ravenna", "cesena", "rimini", "forli", "ferrara"],
    walled_from: Some(3),
    ..plain(
        "bacheca-adriatica",
        "Bacheca Adriatica",
        20,
        Layout::Board(Board {
            list_path: |_, page| format!("/costa/annunci;pagina={page}"),
            ad_path: |id, place, _| format!("/costa/{place}/dettaglio/{id}"),
            list: adriatica_list,
            ad: adriatica_ad,
        }),
    )
};

fn adriatica(title: &str, body: &str) -> String {
    format!(
        r#"<!doctype html><html><head><meta charset="utf-8"><title>Bacheca Adriatica: {title}</title></head><body><header class="mare"><h2><a href="/">Bacheca Adriatica</a></h2></header>{body}<footer>Bacheca Adriatica · lungomare Tintori 30, 47921 Rimini · partita iva 04100990407</footer></body></html>"#
    )
}

fn adriatica_list(page: &ListPage) -> String {
    let items = each(&page.cards, |card| {
        format!(
            r#"<section class="onda"><h3><a href="{}">{}</a></h3><p>{}</p><small>{} {}</small></section>
"#,
            card.path,
            escape(&card.title),
            escape(&card.snippet),
            card.posted.date(),
            card.posted.hour()
        )
    });
    let next = when(page.next.as_ref(), |next| format!(r#"<p class="oltre"><a href="{next}">Altri annunci</a></p>"#));
    adriatica("annunci della costa", &format!("<main>{items}</main>{next}"))
}

fn adriatica_ad(page: &AdPage) -> String {
    let card = &page.card;
    let text = each(&page.paragraphs, |paragraph| format!("<p>{}</p>", escape(paragraph)));
    let body = format!(
        r#"<div class="annuncio-dettaglio"><h1>{}</h1><dl><dt>Città</dt><dd class="citta">{}</dd><dt>Prezzo</dt><dd>{}</dd><dt>Codice</dt><dd>{}</dd></dl><div class="descrizione">{text}</div></div>"#,
        escape(&card.title),
        escape(card.place.name),
        card.price,
        card.id
    );
    adriatica(&escape(&card.title), &body)
}

/// Numbers behind a button, base64 in `data-t`.
pub(super) const PIAZZA: Site = Site {
    weight: 8,
    contact: Contact::Field,
    removed: Removal::Gone,
    ..plain(
        "piazza-virtuale",
        "Piazza Virtuale",
        21,
        Layout::Board(Board {
            list_path: |_, page| if page == 1 { "/piazza".to_owned() } else { format!("/piazza/{page}") },
            ad_path: |id, _, title| format!("/piazza/a/{id}/{title}"),
            list: piazza_list,
            ad: piazza_ad,
        }),
    )
};

fn piazza(title: &str, body: &str) -> String {
    format!(
        r#"<!DOCTYPE html><html lang="it"><head><meta charset="utf-8"><title>{title}</title><script>var v="20261102";function mostra(b){{b.textContent=atob(b.dataset.t)}}</script></head><body><div class="piazza-top"><a href="/piazza">Piazza Virtuale</a></div>{body}<div class="piazza-bottom">Piazza Virtuale, un servizio di PV srls - C.F. e P.IVA 03900770369</div></body></html>"#
    )
}

fn piazza_list(page: &ListPage) -> String {
    let items = each(&page.cards, |card| {
        format!(
            r#"<tr><td><time datetime="{}">{}</time></td><td class="oggetto"><a href="{}">{}</a></td><td>{}</td></tr>
"#,
            card.posted.iso(),
            card.posted.hour(),
            card.path,
            escape(&card.title),
            card.price
        )
    });
    let next = when(page.next.as_ref(), |next| format!(r#"<a id="succ" href="{next}">successiva →</a>"#));
    piazza("Piazza Virtuale", &format!(r#"<table class="lista"><tbody>{items}</tbody></table>{next}"#))
}

fn piazza_ad(page: &AdPage) -> String {
    let card = &page.card;
    let buttons = each(&page.phones, |phone| {
        format!(
            r#"<button class="mostra" data-t="{}" onclick="mostra(this)">Mostra numero</button>"#,
            STANDARD.encode(phone)
        )
    });
    let body = format!(
        r#"<div class="post" data-id="{}"><h1>{}</h1><span class="posto">{}</span><div class="detto">{}</div>{buttons}</div>"#,
        card.id,
        escape(&card.title),
        escape(card.place.name),
        page.text()
    );
    piazza(&escape(&card.title), &body)
}
