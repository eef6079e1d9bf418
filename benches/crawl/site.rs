//! An invented ad site for measuring crawlers: every page made beforehand, served from memory over loopback.
//!
//! `crawl_site serve PORT ADS` answers until it is ended. It is much faster than any crawler that has to read what
//! it is given, so what is measured is the crawler. The same ADS give the same pages, byte for byte. `/stats` says
//! what was asked for so far, `/truth` which numbers stand on the pages, a line each; no page links to either.
//!
//! Everything is invented; the numbers have prefixes that no operator has.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// Ads on a list page.
const A_PAGE: usize = 20;
const PREFIXES: [&str; 4] = ["384", "385", "386", "387"];
const WORDS: [&str; 10] = ["zero", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove"];
const PLACES: [(&str, &str); 12] = [
    ("Modena", "MO"),
    ("Carpi", "MO"),
    ("Bologna", "BO"),
    ("Imola", "BO"),
    ("Parma", "PR"),
    ("Reggio nell'Emilia", "RE"),
    ("Piacenza", "PC"),
    ("Ferrara", "FE"),
    ("Ravenna", "RA"),
    ("Faenza", "RA"),
    ("Forlì", "FC"),
    ("Rimini", "RN"),
];
const GENDERS: [&str; 6] = ["ragazza", "signora", "donna", "trans", "ragazza", "signora"];
const ORIGINS: [&str; 8] = ["brasiliana", "italiana", "rumena", "", "", "colombiana", "spagnola", ""];
const SENTENCES: [&str; 10] = [
    "Ambiente tranquillo e riservato, parcheggio vicino e ingresso indipendente.",
    "Ricevo tutti i giorni dalle 10 alle 22, anche il fine settimana su appuntamento.",
    "Massaggi rilassanti in zona centrale, a pochi passi dalla stazione.",
    "Si prega di chiamare mezz'ora prima, no anonimi e no messaggi.",
    "Appena arrivata in città, solo per pochi giorni.",
    "Offerta della settimana 80 euro, pagamento alla mano.",
    "Parlo italiano, spagnolo e un po' di inglese.",
    "Locale climatizzato di 45 mq con doccia, asciugamani puliti.",
    "Via Emilia 124, secondo piano, citofono 7; P.IVA 01234567890.",
    "Disponibile anche per hotel e domicilio nei dintorni fino a 30 km.",
];

/// What is on the site, and how often each kind of page was asked for.
struct Site {
    ads: Vec<Vec<u8>>,
    lists: Vec<Vec<u8>>,
    truth: String,
    served_ads: AtomicUsize,
    served_lists: AtomicUsize,
    served_others: AtomicUsize,
}

fn main() -> std::io::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (port, ads) = match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["serve", port, ads] => (number(port)?, number(ads)?),
        // `cargo bench` runs every bench; this one is only the site of another.
        _ => return writeln!(std::io::stdout(), "crawl_site: served by benches/crawl/run, nothing to measure here"),
    };
    let listener = TcpListener::bind(format!("127.0.0.1:{port}"))?;
    let site = Arc::new(Site::new(ads));
    writeln!(std::io::stdout(), "ready")?;
    for stream in listener.incoming() {
        let (site, stream) = (Arc::clone(&site), stream?);
        // A visitor that goes away in the middle is no fault of the site.
        std::thread::spawn(move || drop(site.talk(&stream)));
    }
    Ok(())
}

fn number(word: &str) -> std::io::Result<usize> {
    word.parse().map_err(|_| std::io::Error::other(format!("`{word}` is not a number")))
}

impl Site {
    fn new(count: usize) -> Self {
        // Between three and four ads have the same number, as on real sites.
        let pool: Vec<String> = (0..(count * 2 / 7).max(1)).map(telephone).collect();
        let mut truth = BTreeSet::new();
        let mut ads = Vec::with_capacity(count);
        for ad in 0..count {
            let number = &pool[Dice(ad).roll(1, pool.len())];
            truth.insert(format!("+39{number}\n"));
            ads.push(answer("200 OK", "text/html; charset=utf-8", &ad_page(ad, number)));
        }
        let pages = count.div_ceil(A_PAGE);
        let list = |page| answer("200 OK", "text/html; charset=utf-8", &list_page(page, pages, count));
        Self {
            ads,
            lists: (0..pages).map(list).collect(),
            truth: truth.into_iter().collect(),
            served_ads: AtomicUsize::new(0),
            served_lists: AtomicUsize::new(0),
            served_others: AtomicUsize::new(0),
        }
    }

    /// One connection, request after request, as long as the visitor keeps it.
    fn talk(&self, stream: &TcpStream) -> std::io::Result<()> {
        stream.set_nodelay(true)?;
        let mut reader = BufReader::new(stream);
        let mut line = String::new();
        loop {
            line.clear();
            if reader.read_line(&mut line)? == 0 {
                return Ok(());
            }
            let path = line.split(' ').nth(1).unwrap_or("/").to_owned();
            let mut keeps = true;
            loop {
                line.clear();
                if reader.read_line(&mut line)? == 0 || line.trim_end().is_empty() {
                    break;
                }
                keeps &= !line.trim_end().eq_ignore_ascii_case("connection: close");
            }
            self.reply(&path, &mut { stream })?;
            if !keeps {
                return Ok(());
            }
        }
    }

    fn reply(&self, path: &str, out: &mut impl Write) -> std::io::Result<()> {
        let find = |kind: &str, pages: &[Vec<u8>], served: &AtomicUsize| {
            let page = path.strip_prefix(kind)?.parse::<usize>().ok()?;
            let page = pages.get(page.checked_sub(1)?)?.clone();
            served.fetch_add(1, Relaxed);
            Some(page)
        };
        let page = find("/annuncio/", &self.ads, &self.served_ads)
            .or_else(|| find("/annunci/", &self.lists, &self.served_lists))
            .unwrap_or_else(|| self.other(path));
        out.write_all(&page)
    }

    fn other(&self, path: &str) -> Vec<u8> {
        let of = |count: &AtomicUsize| count.load(Relaxed);
        match path {
            "/stats" => {
                let (ads, lists, others) = (of(&self.served_ads), of(&self.served_lists), of(&self.served_others));
                let body = format!("{{\"ads\":{ads},\"lists\":{lists},\"others\":{others}}}");
                answer("200 OK", "application/json", &body)
            }
            "/truth" => answer("200 OK", "text/plain", &self.truth),
            _ => {
                self.served_others.fetch_add(1, Relaxed);
                if path == "/robots.txt" {
                    answer("200 OK", "text/plain", "User-agent: *\nDisallow: /riservato/\n")
                } else {
                    answer("404 Not Found", "text/plain", "non trovato")
                }
            }
        }
    }
}

fn answer(status: &str, kind: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n{body}").into_bytes()
}

/// Choices that look random and are the same at every start: the choice depends on the ad and on what is chosen.
struct Dice(usize);

impl Dice {
    fn roll(&self, what: usize, sides: usize) -> usize {
        // The finisher of SplitMix64, enough to part neighbours.
        let mut mixed = (self.0 as u64).wrapping_mul(31).wrapping_add(what as u64).wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % sides as u64).unwrap_or(0)
    }

    fn pick<'a>(&self, what: usize, from: &[&'a str]) -> &'a str {
        from[self.roll(what, from.len())]
    }
}

fn telephone(of: usize) -> String {
    let dice = Dice(of + 1_000_000);
    format!("{}{:07}", dice.pick(1, &PREFIXES), dice.roll(2, 10_000_000))
}

/// Half of the ads write the number plainly, the others as people do who do not want it found.
fn written(number: &str, way: usize) -> String {
    let digits = || number.bytes().map(|digit| usize::from(digit - b'0'));
    let (a, b, c) = (&number[..3], &number[3..6], &number[6..]);
    match way {
        0 => number.to_owned(),
        1 => format!("{a} {b} {c}"),
        2 => format!("+39 {a} {b}{c}"),
        3 => format!("{a}/{b}{c}"),
        4 => format!("{a}.{b}.{c}"),
        5 => digits().map(|digit| digit.to_string()).collect::<Vec<_>>().join("-"),
        6 => digits().map(|digit| WORDS[digit]).collect::<Vec<_>>().join(" "),
        7 => format!("{a}❤{b}❤{c}"),
        8 => number.chars().flat_map(|digit| [digit, '\u{fe0f}', '\u{20e3}']).collect(),
        _ => format!("{a}*{b}*{c}"),
    }
}

fn ad_page(ad: usize, number: &str) -> String {
    let dice = Dice(ad);
    let (place, province) = PLACES[dice.roll(2, PLACES.len())];
    let (gender, origin) = (dice.pick(3, &GENDERS), dice.pick(4, &ORIGINS));
    let age = 19 + dice.roll(5, 28);
    // 0–4 plain, 5–9 obscured.
    let number = written(number, dice.roll(6, 10));
    let mut text = format!("{gender} {origin} {age} anni, ricevo a {place}. ");
    for sentence in 0..3 + dice.roll(7, 4) {
        text.push_str(dice.pick(10 + sentence, &SENTENCES));
        text.push(' ');
    }
    let _ = write!(text, "Chiama {number} per un appuntamento.");

    let title = format!("{gender} a {place}, rif. {}", 100_000 + ad);
    let mut page = head(&title);
    let _ = write!(
        page,
        "<main><article class=\"annuncio\"><h1 class=\"titolo\">{title}</h1>\n\
         <p class=\"luogo\">{place} ({province})</p><time datetime=\"2026-11-{:02}\">pubblicato di recente</time>\n\
         <div class=\"testo\"><p>{text}</p></div>\n<ul class=\"dati\"><li>Età: {age}</li><li>Zona: {place}</li>\
         <li>Orario: 10-22</li></ul></article>\n",
        1 + dice.roll(8, 20),
    );
    page.push_str("<aside class=\"consigli\"><h2>Consigli</h2>\n");
    for advice in 0..20 + dice.roll(9, 32) {
        let _ = writeln!(page, "<p class=\"consiglio\"><span>{}</span></p>", dice.pick(40 + advice, &SENTENCES[..8]));
    }
    page.push_str("</aside></main>");
    page + FOOT
}

fn list_page(page: usize, pages: usize, count: usize) -> String {
    let mut html = head(&format!("Annunci, pagina {}", page + 1));
    html.push_str("<main><section class=\"elenco\">\n");
    for ad in page * A_PAGE..((page + 1) * A_PAGE).min(count) {
        let dice = Dice(ad);
        let (place, province) = PLACES[dice.roll(2, PLACES.len())];
        let _ = writeln!(
            html,
            "<div class=\"voce\"><a class=\"titolo\" href=\"/annuncio/{}\">{} a {place}</a>\
             <span class=\"luogo\">{place} ({province})</span><p>{}</p></div>",
            ad + 1,
            dice.pick(3, &GENDERS),
            dice.pick(10, &SENTENCES),
        );
    }
    if page + 1 < pages {
        let _ =
            write!(html, "</section><nav><a rel=\"next\" href=\"/annunci/{}\">Successiva</a></nav></main>", page + 2);
    } else {
        html.push_str("</section></main>");
    }
    html + FOOT
}

fn head(title: &str) -> String {
    let mut head = format!(
        "<!doctype html>\n<html lang=\"it\"><head><meta charset=\"utf-8\"><title>{title}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><link rel=\"stylesheet\" href=\"/stile.css\">\n\
         <style>.annuncio{{margin:1rem auto;max-width:60rem}}.luogo{{color:#555}}.consiglio{{font-size:.9em}}</style>\n\
         </head><body><header><a class=\"logo\" href=\"/annunci/1\">Bacheca inventata</a><nav class=\"citta\">\n"
    );
    for (place, province) in PLACES {
        let _ = writeln!(head, "<span class=\"voce-menu\" data-provincia=\"{province}\">{place}</span>");
    }
    head.push_str("</nav></header>\n");
    head
}

const FOOT: &str = "<footer><p>Bacheca inventata per misurare: nessun annuncio è vero e nessun numero è di qualcuno.</p>\
    <ul><li>Condizioni d'uso</li><li>Informativa sui dati personali</li><li>Contatti</li><li>Aiuto</li></ul></footer>\n\
    <script>document.querySelectorAll('.voce').forEach(function (v) { v.tabIndex = 0; });</script></body></html>\n";
