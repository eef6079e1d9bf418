//! Five dailies and their pages of personal ads: plain newspaper markup, each of another age of the web.

use super::{AdPage, Board, Card, Contact, Layout, ListPage, Removal, Site, plain};
use crate::demo::html::{each, escape, when};

/// Articles and `rel=next`.
pub(super) const SECCHIA: Site = Site {
    weight: 15,
    covers: &["modena", "reggio-emilia"],
    contact: Contact::Both,
    ..plain(
        "corriere-del-secchia",
        "Corriere del Secchia",
        11,
        Layout::Board(Board {
            list_path: |_, page| match page {
                1 => "/annunci-personali/".to_owned(),
                _ => format!("/annunci-personali/pagina/{page}/"),
            },
            ad_path: |id, place, _| format!("/annunci-personali/{place}/{id}/"),
            list: secchia_list,
            ad: secchia_ad,
        }),
    )
};

fn secchia(title: &str, head: &str, main: &str) -> String {
    format!(
        r#"<!DOCTYPE html>
<html lang="it"><head><meta charset="utf-8"><title>{title} | Corriere del Secchia</title>{head}</head>
<body class="giornale"><header><a class="testata" href="/">Corriere del Secchia</a>
<nav><ul><li><a href="/cronaca/">Cronaca</a></li><li><a href="/sport/">Sport</a></li><li><a href="/annunci-personali/">Annunci</a></li><li><a href="/necrologie/">Necrologie</a></li></ul></nav></header>
<main>{main}</main>
<footer><p>Corriere del Secchia S.r.l. - P.IVA 03100450361 - Reg. Trib. n. 1204 del 1987 - Abbonamento annuale 189,90 euro</p></footer></body></html>"#
    )
}

fn secchia_list(page: &ListPage) -> String {
    let items = each(&page.cards, |card| {
        format!(
            r#"<article class="annuncio" id="n{}"><h3><a class="titolo" href="{}">{}</a></h3><p class="meta"><time datetime="{}">{}</time> · <span class="comune">{}</span> · {}</p><p class="estratto">{}</p></article>
"#,
            card.id,
            card.path,
            escape(&card.title),
            card.posted.iso(),
            card.posted.long(),
            escape(card.place.name),
            card.price,
            escape(&card.snippet)
        )
    });
    let head = when(page.next.as_ref(), |next| format!(r#"<link rel="next" href="{next}">"#));
    let next =
        when(page.next.as_ref(), |next| format!(r#"<a rel="next" class="avanti" href="{next}">Pagina successiva</a>"#));
    let previous =
        when(page.previous.as_ref(), |previous| format!(r#"<a rel="prev" href="{previous}">Pagina precedente</a>"#));
    let main = format!(
        "<h1>Annunci personali</h1><p>Pagina {} di {}</p>{items}<div class=\"pagine\">{previous} {next}</div>",
        page.page, page.pages
    );
    secchia("Annunci personali", &head, &main)
}

fn secchia_ad(page: &AdPage) -> String {
    let card = &page.card;
    let text = each(&page.paragraphs, |paragraph| format!("<p>{}</p>", escape(paragraph)));
    let phones = each(&page.phones, |phone| {
        format!(r#"<a class="tel" href="tel:{phone}">Chiama {}</a> "#, AdPage::printed(phone))
    });
    let similar =
        each(&page.similar, |card| format!(r#"<li><a href="{}">{}</a></li>"#, card.path, escape(&card.title)));
    let main = format!(
        r#"<div class="scheda-annuncio"><h1>{}</h1><p class="meta">Annuncio n. {} del <time datetime="{}">{}</time></p><p>Comune: <span class="luogo">{} ({})</span></p><div class="testo">{text}</div><div class="contatti">{phones}</div></div><aside><h2>Altri annunci</h2><ul>{similar}</ul></aside>"#,
        escape(&card.title),
        card.id,
        card.posted.iso(),
        card.posted.slashed(),
        escape(card.place.name),
        card.place.province
    );
    secchia(&escape(&card.title), "", &main)
}

/// Tables, and windows-1252 that nothing declares.
pub(super) const CANALE: Site = Site {
    weight: 15,
    covers: &["ferrara", "bologna"],
    is_latin: true,
    list_media: "text/html",
    page_media: "text/html",
    per_page: 40,
    robots: None,
    ..plain(
        "gazzetta-del-canale",
        "Gazzetta del Canale",
        12,
        Layout::Board(Board {
            list_path: |_, page| format!("/rubriche/personali{page}.asp"),
            ad_path: |id, _, _| format!("/rubriche/annuncio.asp?n={id}"),
            list: canale_list,
            ad: canale_ad,
        }),
    )
};

fn canale(title: &str, body: &str) -> String {
    format!(
        r##"<HTML><HEAD><TITLE>{title}</TITLE></HEAD><BODY BGCOLOR="#FFFFE8">
<TABLE WIDTH="760" ALIGN="CENTER"><TR><TD COLSPAN="2"><FONT SIZE="+2"><B>Gazzetta del Canale</B></FONT> - la voce della città, perché è di tutti</TD></TR>
<TR><TD WIDTH="120" VALIGN="TOP"><A HREF="/">Home</A><BR><A HREF="/rubriche/personali1.asp">Personali</A><BR><A HREF="/rubriche/lavoro.asp">Lavoro</A><BR><A HREF="/rubriche/auto.asp">Auto</A></TD>
<TD>{body}</TD></TR>
<TR><TD COLSPAN="2"><FONT SIZE="-2">Copia 1,50 € in edicola. P.IVA 00412300384. © Gazzetta del Canale, tutti i diritti riservati - così è, se vi pare</FONT></TD></TR></TABLE></BODY></HTML>"##
    )
}

fn canale_list(page: &ListPage) -> String {
    let rows = each(&page.cards, |card| {
        format!(
            "<TR CLASS=\"riga\"><TD>{}</TD><TD><A HREF=\"{}\">{}</A></TD><TD>{}</TD><TD ALIGN=\"RIGHT\">{}</TD></TR>\n",
            card.posted.slashed(),
            card.path,
            escape(&card.title),
            escape(card.place.name),
            card.price
        )
    });
    let next = when(page.next.as_ref(), |next| format!("<A HREF=\"{next}\">Pagina successiva &gt;&gt;</A>"));
    let previous =
        when(page.previous.as_ref(), |previous| format!("<A HREF=\"{previous}\">&lt;&lt; Pagina indietro</A>"));
    let body = format!(
        "<TABLE ID=\"bacheca\" BORDER=\"1\" CELLPADDING=\"3\"><TR><TH>Data</TH><TH>Annuncio</TH><TH>Città</TH><TH>Prezzo</TH></TR>{rows}</TABLE><P CLASS=\"pagine\">{previous} | {next}</P>"
    );
    canale("Personali", &body)
}

fn canale_ad(page: &AdPage) -> String {
    let card = &page.card;
    let text = each(&page.paragraphs, |paragraph| format!("{}<BR>\n", escape(paragraph)));
    let body = format!(
        "<TABLE CLASS=\"annuncio\"><TR><TD><B>{}</B></TD></TR><TR><TD CLASS=\"data\">Inserito il {} alle {} - codice {}</TD></TR><TR><TD CLASS=\"citta\">{}</TD></TR><TR><TD CLASS=\"corpo\">{text}</TD></TR></TABLE><P><A HREF=\"{}\">Torna all'elenco: c'è di più</A></P>",
        escape(&card.title),
        card.posted.slashed(),
        card.posted.hour(),
        card.id,
        escape(card.place.name),
        page.list
    );
    canale(&escape(&card.title), &body)
}

/// Definition lists, and `<base href>`.
pub(super) const PO: Site = Site {
    weight: 18,
    covers: &["piacenza", "parma"],
    per_page: 30,
    ..plain(
        "foglio-del-po",
        "Il Foglio del Po",
        13,
        Layout::Board(Board {
            list_path: |_, page| match page {
                1 => "/oggi/personali.htm".to_owned(),
                _ => format!("/piccola/indice{page}.htm"),
            },
            ad_path: |id, _, _| format!("/piccola/a{id}.htm"),
            list: po_list,
            ad: po_ad,
        }),
    )
};

fn po(title: &str, body: &str) -> String {
    format!(
        r#"<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" lang="it"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" /><base href="/piccola/" /><title>{title} - Il Foglio del Po</title></head>
<body><div id="testa"><h1>Il Foglio del Po</h1><p><a href="../">prima pagina</a> | <a href="../oggi/personali.htm">piccola pubblicità</a> | <a href="tariffe.htm">tariffe</a></p></div>
<div id="corpo">{body}</div>
<div id="piede">Editrice Il Foglio, via Emilia 145, 29121 Piacenza - partita IVA 01700350339 - tariffa 0,95 euro a parola</div></body></html>"#
    )
}

/// The address as it stands on pages whose base is `/piccola/`.
fn from_base(path: &str) -> String {
    path.strip_prefix("/piccola/").map_or_else(|| format!("..{path}"), str::to_owned)
}

fn po_list(page: &ListPage) -> String {
    let items = each(&page.cards, |card: &Card| {
        format!(
            "<dt><span class=\"data\">{}</span> <a href=\"{}\">{}</a></dt><dd>{} <em>{}</em></dd>\n",
            card.posted.date(),
            from_base(&card.path),
            escape(&card.title),
            escape(&card.snippet),
            card.price
        )
    });
    let next = when(page.next.as_ref(), |next| format!("<a class=\"avanti\" href=\"{}\">avanti</a>", from_base(next)));
    let previous = when(page.previous.as_ref(), |previous| {
        format!("<a class=\"indietro\" href=\"{}\">indietro</a>", from_base(previous))
    });
    po("Personali", &format!("<dl class=\"rubrica\">{items}</dl><p class=\"pagine\">{previous} {next}</p>"))
}

fn po_ad(page: &AdPage) -> String {
    let card = &page.card;
    let body = format!(
        "<div class=\"inserzione\"><h2>{}</h2><p class=\"dati\">N. {} - {} - <span class=\"dove\">{}</span></p><blockquote>{}</blockquote></div>",
        escape(&card.title),
        card.id,
        card.posted.long(),
        escape(card.place.name),
        page.text()
    );
    po(&escape(&card.title), &body)
}

/// Lists by offset, and conditional requests: `ETag`, `Last-Modified`, 304.
pub(super) const VALLI: Site = Site {
    weight: 13,
    covers: &["modena", "reggio-emilia", "parma", "bologna"],
    contact: Contact::Both,
    validates: true,
    ..plain(
        "voce-delle-valli",
        "La Voce delle Valli",
        14,
        Layout::Board(Board {
            list_path: |_, page| match page {
                1 => "/bacheca/relax".to_owned(),
                _ => format!("/bacheca/relax?start={}", (page - 1) * 25),
            },
            ad_path: |id, _, title| format!("/bacheca/relax/{title}-{id}"),
            list: valli_list,
            ad: valli_ad,
        }),
    )
};

fn valli(title: &str, body: &str) -> String {
    format!(
        r##"<!doctype html><html lang="it"><head><meta charset="UTF-8"><meta name="viewport" content="width=device-width"><title>{title}</title><style>.nascosto{{display:none}}</style></head><body>
<a class="salta" href="#contenuto">Vai al contenuto</a><div class="barra"><strong>La Voce delle Valli</strong> <a href="/">home</a> <a href="/bacheca/relax">bacheca</a> <a href="/meteo">meteo 12°/4°</a></div>
<section id="contenuto">{body}</section>
<div class="fondo">La Voce delle Valli soc. coop. - partita IVA 02200890351 - iscr. ROC 18452 - ISSN 2499-3255</div></body></html>"##
    )
}

fn valli_list(page: &ListPage) -> String {
    let items = each(&page.cards, |card| {
        format!(
            r#"<li data-id="{}"><span class="quando" title="{}">{}</span><a class="leggi" href="{}"><b>{}</b></a><br>{}</li>
"#,
            card.id,
            card.posted.iso(),
            card.posted.hour(),
            card.path,
            escape(&card.title),
            escape(&card.snippet)
        )
    });
    let next =
        when(page.next.as_ref(), |next| format!(r#"<a class="piu-vecchi" href="{next}">Annunci più vecchi</a>"#));
    valli("Bacheca relax", &format!(r#"<h1>Bacheca: relax</h1><ul class="lista-annunci">{items}</ul><p>{next}</p>"#))
}

fn valli_ad(page: &AdPage) -> String {
    let card = &page.card;
    let phones = each(&page.phones, |phone| {
        format!(r#"<p class="recapito">Telefono: <a href="tel:{phone}">{}</a></p>"#, AdPage::printed(phone))
    });
    let body = format!(
        r#"<main id="annuncio"><h1>{}</h1><p class="comune">{} ({})</p><p class="corpo">{}</p>{phones}<p class="info">Codice {} - pubblicato il {} - <span class="nascosto">visite 10482</span> prezzo {}</p></main>"#,
        escape(&card.title),
        escape(card.place.name),
        card.place.province,
        page.text(),
        card.id,
        card.posted.long(),
        card.price
    );
    valli(&escape(&card.title), &body)
}

/// Three sections, each with a list of its own.
pub(super) const ROMAGNA: Site = Site {
    weight: 15,
    covers: &["ravenna", "faenza", "forli", "cesena", "rimini", "imola"],
    sections: &[&["ravenna", "faenza", "imola"], &["forli", "cesena"], &["rimini"]],
    per_page: 20,
    removed: Removal::Gone,
    ..plain(
        "eco-di-romagna",
        "Eco di Romagna",
        15,
        Layout::Board(Board {
            list_path: |section, page| {
                let name = ROMAGNA_SECTIONS.get(section).unwrap_or(&"");
                if page == 1 { format!("/annunci/{name}/") } else { format!("/annunci/{name}/?pag={page}") }
            },
            ad_path: |id, place, _| format!("/annunci/leggi/{place}-{id}.html"),
            list: romagna_list,
            ad: romagna_ad,
        }),
    )
};

const ROMAGNA_SECTIONS: [&str; 3] = ["ravenna", "forli-cesena", "rimini"];

fn romagna(title: &str, body: &str) -> String {
    let tabs = each(&ROMAGNA_SECTIONS, |name| format!(r#"<a class="tab" href="/annunci/{name}/">{name}</a> "#));
    format!(
        r#"<!DOCTYPE html><html lang="it-IT"><head><meta charset="utf-8"><title>{title} :: Eco di Romagna</title><meta property="og:site_name" content="Eco di Romagna"></head>
<body><div class="wrap"><div class="logo"><img src="/img/logo-2026.png" width="320" height="80" alt="Eco di Romagna"></div><div class="tabs">{tabs}</div>{body}
<div class="credits">Eco di Romagna - Edizioni dell'Eco srl, capitale sociale 10.000 euro, P. IVA 04500120401 - REA RN-204518</div></div></body></html>"#
    )
}

fn romagna_list(page: &ListPage) -> String {
    let items = each(&page.cards, |card| {
        format!(
            r#"<div class="voce"><div class="voce-data">{}</div><h4><a href="{}">{}</a></h4><p>{}</p><p class="voce-luogo">{} - {}</p></div>
"#,
            card.posted.slashed(),
            card.path,
            escape(&card.title),
            escape(&card.snippet),
            card.place.postcode,
            escape(card.place.name)
        )
    });
    let next = when(page.next.as_ref(), |next| format!(r#"<a class="next" href="{next}">»</a>"#));
    let previous = when(page.previous.as_ref(), |previous| format!(r#"<a class="prev" href="{previous}">«</a>"#));
    let body = format!(
        r#"<section class="blocco">{items}</section><nav class="pager">{previous}<span>{}/{}</span>{next}</nav>"#,
        page.page, page.pages
    );
    romagna("Annunci", &body)
}

fn romagna_ad(page: &AdPage) -> String {
    let card = &page.card;
    let text = each(&page.paragraphs, |paragraph| format!("<p>{}</p>\n", escape(paragraph)));
    let body = format!(
        r#"<ol class="briciole"><li><a href="/">Home</a></li><li><a href="{}">Annunci</a></li><li>{}</li></ol><div class="leggi"><h2>{}</h2><div class="leggi-testo">{text}</div><p class="leggi-piede">Rif. {} · inserito {} ore {} · {}</p></div>"#,
        page.list,
        escape(card.place.name),
        escape(&card.title),
        card.id,
        card.posted.slashed(),
        card.posted.hour(),
        card.price
    );
    romagna(&escape(&card.title), &body)
}
