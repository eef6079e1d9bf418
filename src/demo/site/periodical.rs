//! Two periodicals: one known by its feed, one that prints its ads under the headings of their days.

use super::{AdPage, Board, Contact, Layout, ListPage, Site, plain};
use crate::demo::html::{each, escape, when};

/// An RSS feed that leads to pages.
pub(super) const MERCATINO: Site = Site {
    weight: 5,
    contact: Contact::Both,
    per_page: 1000,
    list_media: "application/rss+xml; charset=utf-8",
    ..plain(
        "mercatino-emiliano",
        "Mercatino Emiliano",
        16,
        Layout::Board(Board {
            list_path: |_, _| "/rss/personali.xml".to_owned(),
            ad_path: |id, _, title| format!("/{title}/{id}/"),
            list: mercatino_feed,
            ad: mercatino_ad,
        }),
    )
};

/// Links of a feed are absolute by its rules; `{host}` is filled in by who serves it.
fn mercatino_feed(page: &ListPage) -> String {
    let items = each(&page.cards, |card| {
        format!(
            "<item><title>{}</title><link>http://{{host}}{}</link><guid isPermaLink=\"false\">me-{}</guid><pubDate>{}</pubDate><category>{}</category><description>{}</description></item>\n",
            escape(&card.title),
            card.path,
            card.id,
            card.posted.http(),
            escape(card.place.name),
            escape(&format!("<p>{}</p>", escape(&card.snippet)))
        )
    });
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\"><channel><title>Mercatino Emiliano - personali</title><link>http://{{host}}/</link><description>Ultimi annunci</description><language>it</language><lastBuildDate>{}</lastBuildDate><ttl>180</ttl>\n{items}</channel></rss>",
        page.today.http()
    )
}

fn mercatino_ad(page: &AdPage) -> String {
    let card = &page.card;
    let text = each(&page.paragraphs, |paragraph| format!("<p>{}</p>", escape(paragraph)));
    let phones =
        each(&page.phones, |phone| format!(r#"<p class="wp-block-button"><a href="tel:{phone}">Telefona ora</a></p>"#));
    let similar =
        each(&page.similar, |card| format!(r#"<li><a href="{}">{}</a></li>"#, card.path, escape(&card.title)));
    format!(
        r#"<!DOCTYPE html><html lang="it-IT"><head><meta charset="UTF-8"><title>{title} &#8211; Mercatino Emiliano</title><link rel="alternate" type="application/rss+xml" href="/rss/personali.xml"></head>
<body class="single post-template"><header class="site-header"><p class="site-title"><a href="/">Mercatino Emiliano</a></p><ul class="menu"><li><a href="/numero-in-edicola/">In edicola</a></li><li><a href="/pubblica/">Pubblica</a></li></ul></header>
<article id="post-{id}" class="post"><h1 class="entry-title">{title}</h1><div class="entry-meta">Pubblicato il <time class="entry-date" datetime="{iso}">{long}</time> in <a rel="category tag" href="/personali/">Personali</a>, <span class="citta">{town}</span></div><div class="entry-content">{text}{phones}</div></article>
<aside class="widget"><h3>Articoli recenti</h3><ul>{similar}</ul></aside><footer class="site-info">Mercatino Emiliano, settimanale, 2,20 euro - partita IVA 03300710365 - dal 1994</footer></body></html>"#,
        title = escape(&card.title),
        id = card.id,
        iso = card.posted.iso(),
        long = card.posted.long(),
        town = escape(card.place.name),
    )
}

/// Headings of days between the items, and a pager in words.
pub(super) const SABATO: Site = Site {
    weight: 5,
    per_page: 35,
    ..plain(
        "bacheca-del-sabato",
        "La Bacheca del Sabato",
        17,
        Layout::Board(Board {
            list_path: |_, page| match page {
                1 => "/index.php/annunci".to_owned(),
                _ => format!("/index.php/annunci/archivio-{page}"),
            },
            ad_path: |id, place, _| format!("/index.php/annuncio/{id}/{place}"),
            list: sabato_list,
            ad: sabato_ad,
        }),
    )
};

fn sabato(title: &str, body: &str) -> String {
    format!(
        r#"<!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"><title>La Bacheca del Sabato - {title}</title></head><body>
<div id="menu">[ <a href="/">Copertina</a> | <a href="/index.php/annunci">Annunci</a> | <a href="/index.php/oroscopo">Oroscopo</a> ]</div>{body}
<hr><small>La Bacheca del Sabato, anno XXI n. 44. Redazione: viale Dante 8, 41121 Modena. P.IVA 01900880366. Una copia 1,80 euro; arretrati 3,60.</small></body></html>"#
    )
}

fn sabato_list(page: &ListPage) -> String {
    let mut heading = String::new();
    let items = each(&page.cards, |card| {
        let day = card.posted.long();
        let changed = if day == heading { String::new() } else { format!("<h2>Arrivati il {day}</h2>\n") };
        heading = day;
        format!(
            "{changed}<div class=\"rigo\"><a class=\"apri\" href=\"{}\"><u>{}</u></a> &mdash; {}</div>\n",
            card.path,
            escape(&card.title),
            escape(&card.snippet)
        )
    });
    let next = when(page.next.as_ref(), |next| format!("<a href=\"{next}\">Annunci precedenti</a>"));
    sabato("annunci", &format!("{items}<p align=\"center\">{next}</p>"))
}

fn sabato_ad(page: &AdPage) -> String {
    let card = &page.card;
    let text = each(&page.paragraphs, |paragraph| format!("<b>{}</b> ", escape(paragraph)));
    let body = format!(
        "<div class=\"riquadro\"><h2>{}</h2><p class=\"paese\">{}</p><p class=\"scritto\">{text}</p><p class=\"sotto\">[{}] ricevuto il {} - prezzo indicato: {}</p></div>",
        escape(&card.title),
        escape(card.place.name),
        card.id,
        card.posted.date(),
        card.price
    );
    sabato(&escape(&card.title), &body)
}
