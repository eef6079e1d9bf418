//! The phone finder's speed: on ordinary ads, beside libphonenumber's matcher on the same bytes, and on
//! a megabyte of what would be worst for it.
//!
//! The ads are made of a dozen sentences in Italian as such ads have them, with their ages, hours, prices and dates,
//! and most of them end with one number. "Short" ads have one sentence, "long" ones four; in "a page's text" an
//! ad has six and every other one holds no number, as pages carry menus and notices besides. A number is never
//! written twice, and one in ten is written obscurely: with marks between its groups, or, in the "short ads with words",
//! told in words.
//! The labelled texts of the tests are timed too, each by itself: they are dense with digits, where the matcher is slow.
//! Both run over the same bytes, on one core, one after the other. Broken pages are timed with their parsing.

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group};
use invisibile::domain::NumberingPlan;
use invisibile::extract::phone::{find, find_in_document};
use invisibile::parse::Document;
use rlibphonenumber::Region;
use rlibphonenumber::phonenumber_matcher::FindNumberExt as _;

// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SENTENCES: [&str; 12] = [
    "Appena arrivata in città, sono una ragazza dolce, solare e molto paziente, ti aspetto in ambiente pulito e riservato.",
    "Ricevo tutti i giorni dalle 10 alle 22, anche la domenica, solo su appuntamento e senza fretta.",
    "Massaggi rilassanti con oli profumati, musica di sottofondo e tanta tranquillità, a due passi dalla stazione.",
    "Sono alta 170 cm, ho 24 anni, capelli neri e occhi verdi; le foto sono vere e recenti.",
    "Parlo italiano, spagnolo e un po' di inglese, sono educata e cerco persone altrettanto educate.",
    "Zona centro, parcheggio gratuito, nessun portone da attraversare, massima discrezione garantita.",
    "No anonimi, no perditempo, non rispondo ai messaggi privati né ai numeri sconosciuti.",
    "Il mio appartamento è climatizzato e c'è la doccia; puoi fermarti mezz'ora o un'ora intera.",
    "Se sei stanco dopo una lunga giornata di lavoro, vieni a trovarmi: saprò come farti stare bene.",
    "Disponibile anche per trasferte in albergo nelle province vicine, con un preavviso di 2 ore.",
    "Tariffa 100 euro, nessuna sorpresa: quello che vedi è quello che trovi, te lo prometto davvero.",
    "Novità assoluta per pochi giorni, dal 12/11/2026 al 28/11/2026, poi riparto: non perdere l'occasione.",
];

/// How one number in ten is hidden.
#[derive(Clone, Copy)]
enum Hidden {
    Marks,
    Words,
}

/// The lengths of ads, in sentences, how many of them have one number, and how some hide it.
const LENGTHS: [(&str, usize, u32, Hidden); 4] = [
    ("short ads", 1, 1, Hidden::Marks),
    ("long ads", 4, 1, Hidden::Marks),
    ("a page's text", 6, 2, Hidden::Marks),
    ("short ads with words", 1, 1, Hidden::Words),
];
const DIGITS: [&str; 10] = ["zero", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove"];

/// About a megabyte of ads, each of so many sentences, and every so many with a number; one number in ten is
/// written obscurely.
fn ads(sentences: usize, every: u32, hidden: Hidden) -> String {
    let mut text = String::new();
    let mut number = 1_u32;
    while text.len() < 1_000_000 {
        for place in 0..sentences {
            text.push_str(SENTENCES[(number as usize * 5 + place * 7) % SENTENCES.len()]);
            text.push(' ');
        }
        number += 1;
        if !number.is_multiple_of(every) {
            text.push('\n');
            continue;
        }
        let digits = format!("384{:07}", u64::from(number) * 7_919 % 10_000_000);
        let (prefix, rest) = digits.split_at(3);
        let _ = match number / every % 10 {
            0 => match hidden {
                Hidden::Marks => writeln!(text, "Chiama {prefix}*{}❤{}.", &rest[..3], &rest[3..]),
                Hidden::Words => {
                    let words: Vec<&str> = digits.bytes().map(|digit| DIGITS[usize::from(digit - b'0')]).collect();
                    writeln!(text, "Chiama {}.", words.join(" "))
                }
            },
            1..=3 => writeln!(text, "Chiama {digits}."),
            4..=6 => writeln!(text, "Tel. {prefix} {} {}", &rest[..3], &rest[3..]),
            _ => writeln!(text, "Whatsapp +39 {prefix} {rest}, 24h."),
        };
    }
    text
}

/// A megabyte each of digits in the shapes that keep a finder busy.
fn hostile() -> Vec<(&'static str, String)> {
    let row = |part: &str| part.repeat(1_000_000 / part.len());
    let mut numbers = String::new();
    for number in 0..80_000_u32 {
        let _ = write!(numbers, "384 {:07} ", u64::from(number) * 7_919 % 10_000_000);
    }
    vec![
        ("one row of digits", row("3")),
        ("single digits", row("3 8 4 ")),
        ("single threes", row("3 ")),
        ("pluses", row("+39 3 ")),
        ("zeros", row("0 0 3 9 ")),
        ("bars", row("3|8|")),
        ("look-alikes", row("3B4lO ")),
        ("number words", row("trecento ottanta quattro ")),
        ("glued words", row("treotto")),
        ("repeaters", row("doppio 3 due volte 3 ")),
        ("keycaps", row("3\u{fe0f}\u{20e3}8\u{fe0f}\u{20e3}")),
        ("threes in words", row("tre ")),
        ("threes in words, glued", row("tre")),
        ("threes with gaps", row("384 ")),
        ("letters apart", row("t r e ")),
        ("letters apart, in vain", row("m t r e ")),
        ("brackets", row("(")),
        ("brackets and digits", row("(3)")),
        ("careless words", row("tre oto cinqe ")),
        ("the same words between", row("384 ciao ")),
        ("everything", row("3 tre 8️⃣ B l0 doppio 4 (prefisso 384) /68 o +39 ③ 三 III ")),
        ("almost enough", row("30 euro, tre volte la settimana, sono otto anni ")),
        ("real numbers", numbers),
    ]
}

/// Pages that are broken in ways that cost parsers dearly.
fn broken() -> Vec<(&'static str, String)> {
    let row = |part: &str| part.repeat(1_000_000 / part.len());
    vec![
        ("nested blocks", row("<div>3")),
        ("formatting never closed", row("<b>3<i>8")),
        ("tags split by digits", row("<span>3</span>")),
        ("decoys", row("3<i style='display:none'>9</i>")),
        ("tables in tables", row("<table><tr><td>384 ")),
        ("comments never closed", row("3<!--")),
        ("attributes", format!("<p {}>384 1234567", row("a=3 "))),
        ("entities", row("&#51;")),
    ]
}

/// The labelled texts without markup, a line each: numbers hidden by every trick, plain ones, and what is none.
fn labelled() -> Vec<String> {
    let rows = include_str!("../tests/corpora/phones/dev.jsonl").lines();
    let rows = rows.filter_map(|row| serde_json::from_str::<serde_json::Value>(row).ok());
    rows.filter(|row| row["html"] == false).filter_map(|row| row["text"].as_str().map(str::to_owned)).collect()
}

fn in_page(html: &str) -> usize {
    find_in_document(&Document::of_html(html), &[], NumberingPlan::Real).len()
}

fn ordinary(criterion: &mut Criterion) {
    for (name, sentences, every, hidden) in LENGTHS {
        beside(criterion, name, &ads(sentences, every, hidden));
    }
}

fn beside(criterion: &mut Criterion, name: &str, text: &str) {
    let mut group = criterion.benchmark_group(name);
    group.throughput(Throughput::Bytes(text.len() as u64)).sample_size(20);
    group.bench_function("find", |bencher| bencher.iter(|| find(black_box(text), NumberingPlan::Real)));
    group.bench_function("libphonenumber's matcher", |bencher| bencher.iter(|| matcher(black_box(text))));
    group.finish();
}

fn worst(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("a megabyte of digits");
    group.sample_size(10);
    for (name, text) in hostile() {
        group.bench_function(name, |bencher| bencher.iter(|| find(black_box(&text), NumberingPlan::Real)));
    }
    group.finish();
}

fn matcher(text: &str) -> usize {
    text.find_phone_numbers_with_preferred_region(Region::IT).count()
}

/// Runs of which the best counts, because everything else that the machine does only makes one slower.
const RUNS: usize = 15;

/// The best of a few runs.
#[expect(clippy::disallowed_methods, reason = "a bench measures time")]
fn best(mut run: impl FnMut() -> usize) -> (Duration, usize) {
    let times = (0..RUNS).map(|_| {
        let start = Instant::now();
        let count = run();
        (start.elapsed(), count)
    });
    times.min().unwrap_or_default()
}

#[expect(clippy::print_stdout, reason = "a bench tells what it measured")]
#[expect(clippy::cast_precision_loss, reason = "sizes of a few megabytes")]
fn summary() {
    for (name, sentences, every, hidden) in LENGTHS {
        let text = ads(sentences, every, hidden);
        let speed = |time: Duration| text.len() as f64 / time.as_secs_f64() / 1e6;
        let (ours, found) = best(|| find(black_box(&text), NumberingPlan::Real).len());
        let (theirs, matched) = best(|| matcher(black_box(&text)));
        println!("{name}: find                     {:8.1} MB/s, {found} numbers", speed(ours));
        println!("{name}: libphonenumber's matcher {:8.1} MB/s, {matched} numbers", speed(theirs));
        println!("{name}: ratio                    {:8.1}", theirs.as_secs_f64() / ours.as_secs_f64());
    }
    let texts = labelled();
    let each = |count: &dyn Fn(&str) -> usize| texts.iter().map(|text| count(black_box(text))).sum();
    let (ours, found) = best(|| each(&|text| find(text, NumberingPlan::Real).len()));
    let (theirs, matched) = best(|| each(&matcher));
    println!(
        "labelled texts, each by itself: {found} numbers, the matcher {matched}, ratio {:.1}",
        theirs.as_secs_f64() / ours.as_secs_f64()
    );
    for (name, text) in hostile() {
        let (time, found) = best(|| find(black_box(&text), NumberingPlan::Real).len());
        // Twice the text in twice the time is linear.
        let double = text.repeat(2);
        let (twice, _) = best(|| find(black_box(&double), NumberingPlan::Real).len());
        let growth = twice.as_secs_f64() / time.as_secs_f64();
        println!(
            "{name:24} {:8.1} ms, {found} numbers, twice the text takes {growth:.1} times",
            time.as_secs_f64() * 1e3
        );
    }
    for (name, html) in broken() {
        let (parse, _) = best(|| Document::of_html(black_box(&html)).main_text().len());
        let (whole, found) = best(|| in_page(black_box(&html)));
        println!(
            "{name:24} {:8.1} ms to parse, {:8.1} ms in all, {found} numbers",
            parse.as_secs_f64() * 1e3,
            whole.as_secs_f64() * 1e3
        );
    }
}

criterion_group!(benches, ordinary, worst);

fn main() {
    benches();
    // Whoever profiles one of them wants to see nothing else.
    if !std::env::args().any(|argument| argument == "--profile-time") {
        summary();
    }
    Criterion::default().configure_from_args().final_summary();
}
